"""Damaged files end in named errors: weights, checkpoints, labels, curves."""

from contextlib import suppress
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedocs.errors import CasedocsError, EngineError, InputError
from casedocs.ocr.recognizer import LineRecognizer, RecognizerOptions
from casedocs.ocr.recognizer.calibration import load_calibration
from casedocs.ocr.training.corpus import load_corpus
from casedocs.ocr.training.labelled import load_labelled

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
LINE = np.full((40, 120), 255, np.uint8)


@FEW
@given(content=st.binary(max_size=300))
def test_any_bytes_as_weights(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lines.onnx").write_bytes(content)
    with pytest.raises(EngineError):
        LineRecognizer(RecognizerOptions(weights=tmp_path / "lines.onnx")).read([LINE])


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.999])
def test_weights_cut_short(tmp_path: Path, share: float) -> None:
    data = files("casedocs.ocr.recognizer").joinpath("weights", "lines.onnx").read_bytes()
    (tmp_path / "lines.onnx").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(EngineError):
        LineRecognizer(RecognizerOptions(weights=tmp_path / "lines.onnx")).read([LINE])


@pytest.mark.skipif(find_spec("torch") is None or find_spec("onnx") is None, reason="needs the extra train")
@FEW
@given(data=st.data())
def test_flipped_bytes_of_weights_to_train_from(tmp_path: Path, data: st.DataObject) -> None:
    from casedocs.ocr.training.export import import_onnx

    bad = bytearray(files("casedocs.ocr.recognizer").joinpath("weights", "lines.onnx").read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        bad[data.draw(st.one_of(st.integers(0, 2000), st.integers(0, len(bad) - 1)))] = data.draw(st.integers(0, 255))
    (tmp_path / "bad.onnx").write_bytes(bytes(bad))
    with suppress(CasedocsError):
        import_onnx(tmp_path / "bad.onnx")


@pytest.mark.skipif(find_spec("torch") is None, reason="needs the extra train")
@FEW
@given(content=st.binary(max_size=200))
def test_any_bytes_as_a_checkpoint(tmp_path: Path, content: bytes) -> None:
    from casedocs.ocr.training.fit import load_checkpoint

    (tmp_path / "checkpoint.pt").write_bytes(content)
    with pytest.raises(InputError):
        load_checkpoint(tmp_path / "checkpoint.pt")


@FEW
@given(text=st.text(max_size=80))
def test_any_text_as_curves(text: str) -> None:
    with suppress(CasedocsError):
        load_calibration(text)


@FEW
@given(picture=st.binary(max_size=200), label=st.binary(max_size=60))
def test_any_bytes_as_labelled_lines(tmp_path: Path, picture: bytes, label: bytes) -> None:
    (tmp_path / "a.png").write_bytes(picture)
    (tmp_path / "a.txt").write_bytes(label)
    with suppress(CasedocsError):
        list(load_labelled(tmp_path).samples())


@FEW
@given(content=st.binary(min_size=1, max_size=200))
def test_any_bytes_as_texts(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with suppress(CasedocsError):
        load_corpus(tmp_path)


@FEW
@given(height=st.integers(1, 90), width=st.integers(1, 400), seed=st.integers(0, 2**32 - 1))
def test_any_pixels_are_read(height: int, width: int, seed: int) -> None:
    image = np.random.default_rng(seed).integers(0, 256, (height, width)).astype(np.uint8)
    reading = LineRecognizer().read([image])[0]
    assert reading.text == " ".join(word.text for word in reading.words)
    assert 0 <= reading.confidence <= 1
    assert all(0 <= word.left <= word.right <= width and 0 <= word.confidence <= 1 for word in reading.words)
