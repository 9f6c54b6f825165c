from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from casedocs.errors import CorruptFileError, SourceNotFoundError, UnsupportedFormatError
from casedocs.ocr.training.export import export_onnx, import_onnx
from casedocs.ocr.training.network import LineNetwork, from_tesseract
from casedocs.ocr.training.traineddata import read_traineddata
from tests.unit.ocr.training.traineddata import write_traineddata


def rounded(network: LineNetwork) -> LineNetwork:
    """The network with its weights as 16-bit floats hold them."""
    network.load_state_dict({name: value.half().float() for name, value in network.state_dict().items()})
    for module in (network.down, network.right, network.left, network.last):
        torch.nn.init.zeros_(module.get_parameter("bias_hh_l0"))
    network.eval()
    return network


def torch_scores(network: LineNetwork, lines: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> torch.Tensor:
    with torch.no_grad():
        return torch.log_softmax(network(torch.from_numpy(lines)), -1)


@pytest.mark.parametrize("shape", [(1, 48), (3, 300)])
def test_the_file_computes_what_the_network_computes(tmp_path: Path, shape: tuple[int, int]) -> None:
    torch.manual_seed(4)
    network = LineNetwork()
    torch.nn.init.normal_(network.join.weight, std=0.1)
    network = rounded(network)
    export_onnx(network, tmp_path / "a.onnx", notes={})
    lines = np.random.default_rng(1).uniform(-1, 1, (shape[0], 1, 36, shape[1])).astype(np.float32)
    session = onnxruntime.InferenceSession(tmp_path / "a.onnx", providers=["CPUExecutionProvider"])
    (scores,) = session.run(None, {"lines": lines})
    assert np.abs(scores - torch_scores(network, lines).numpy()).max() < 1e-3


def test_import_gives_back_what_was_exported(tmp_path: Path) -> None:
    network = rounded(LineNetwork())
    export_onnx(network, tmp_path / "a.onnx", notes={"steps": "0"})
    copy = import_onnx(tmp_path / "a.onnx").state_dict()
    for name, value in network.state_dict().items():
        assert torch.allclose(copy[name], value, atol=1e-3), name


def test_a_fresh_network_says_what_its_first_weights_say(tmp_path: Path) -> None:
    """The convolutional view starts silent: whatever it sees, the output does not change."""
    network = from_tesseract(read_traineddata(write_traineddata(tmp_path / "v.traineddata")), seed=1)
    lines = np.random.default_rng(1).uniform(-1, 1, (2, 1, 36, 90)).astype(np.float32)
    before = torch_scores(network, lines)
    torch.nn.init.normal_(network.wide3.weight)
    assert torch.equal(torch_scores(network, lines), before)


def test_another_shape_of_network_is_refused(tmp_path: Path) -> None:
    path = write_traineddata(tmp_path / "v.traineddata", last=96)
    with pytest.raises(UnsupportedFormatError):
        from_tesseract(read_traineddata(path), seed=1)


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError):
        import_onnx(tmp_path / "none.onnx")
    for content in (b"x", b"\x08\x09", b"\0" * 100):
        (tmp_path / "bad.onnx").write_bytes(content)
        with pytest.raises(CorruptFileError):
            import_onnx(tmp_path / "bad.onnx")
