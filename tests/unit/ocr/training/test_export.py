from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from casedocs.errors import CorruptFileError, SourceNotFoundError
from casedocs.ocr.training.export import export_onnx, import_onnx
from casedocs.ocr.training.network import BLOCKS, LineNetwork, grown

Pixels = np.ndarray[tuple[int, int], np.dtype[np.float32]]


def lively(seed: int = 4) -> LineNetwork:
    """A network whose norms have seen something, so that folding them in matters."""
    torch.manual_seed(seed)
    network = LineNetwork()
    network.train()
    with torch.no_grad():
        for _ in range(30):
            network(torch.rand(4, 1, 36, 96) * 2 - 1)
    network.eval()
    return network


def lines(count: int, width: int, seed: int = 1) -> list[Pixels]:
    return list(np.random.default_rng(seed).uniform(-1, 1, (count, 36, width)).astype(np.float32))


def both(network: LineNetwork, pixels: list[Pixels]) -> tuple[torch.Tensor, torch.Tensor]:
    with torch.no_grad():
        logits, pen = network(torch.from_numpy(np.stack(pixels)[:, None]))
    return torch.log_softmax(logits, -1).permute(1, 0, 2), torch.sigmoid(pen).T


@pytest.mark.parametrize("shape", [(1, 48), (3, 288)])
def test_the_file_computes_nearly_what_the_network_computes(tmp_path: Path, shape: tuple[int, int]) -> None:
    network, probe = lively(), lines(*shape)
    export_onnx(network, tmp_path / "a.onnx", lines=probe, notes={})
    session = onnxruntime.InferenceSession(tmp_path / "a.onnx", providers=["CPUExecutionProvider"])
    scores, pen = session.run(None, {"lines": np.stack(probe)[:, None]})
    true_scores, true_pen = both(network, probe)
    assert scores.shape == true_scores.shape
    assert pen.shape == true_pen.shape
    assert np.abs(scores - true_scores.numpy()).mean() < 0.1
    assert np.abs(pen - true_pen.numpy()).max() < 0.1


def test_import_gives_back_what_was_exported_as_near_as_bytes_allow(tmp_path: Path) -> None:
    network, probe = lively(), lines(4, 96)
    export_onnx(network, tmp_path / "a.onnx", lines=probe, notes={"steps": "0"})
    copy = import_onnx(tmp_path / "a.onnx")
    assert copy.settled
    (scores, _), (again, _) = both(network, probe), both(copy, probe)
    assert (scores - again).abs().mean() < 0.05


def test_a_second_export_changes_nothing(tmp_path: Path) -> None:
    probe = lines(4, 96)
    export_onnx(lively(), tmp_path / "a.onnx", lines=probe, notes={})
    export_onnx(import_onnx(tmp_path / "a.onnx"), tmp_path / "b.onnx", lines=probe, notes={})
    (scores, _), (again, _) = (both(import_onnx(tmp_path / name), probe) for name in ("a.onnx", "b.onnx"))
    assert torch.allclose(scores, again, atol=0.02)


def test_blocks_that_first_weights_lack_say_little() -> None:
    network, pixels = lively(), lines(2, 96)
    state = {name: value for name, value in network.state_dict().items() if f"blocks.{BLOCKS - 1}." not in name}
    more = grown(state)
    more.eval()
    last = more.get_submodule(f"blocks.{BLOCKS - 1}")
    before = torch.rand(1, 192, 1, 20)
    with torch.no_grad():
        assert (last(before) - before).abs().mean() < 0.1
    assert both(more, pixels)[0].shape == both(network, pixels)[0].shape


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError):
        import_onnx(tmp_path / "none.onnx")
    for content in (b"x", b"\x08\x09", b"\0" * 100):
        (tmp_path / "bad.onnx").write_bytes(content)
        with pytest.raises(CorruptFileError):
            import_onnx(tmp_path / "bad.onnx")
