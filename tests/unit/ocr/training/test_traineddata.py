from pathlib import Path

import pytest

from casedocs.errors import CorruptFileError, InputError, SourceNotFoundError, UnsupportedFormatError
from casedocs.ocr.training.traineddata import Layer, read_traineddata
from tests.unit.ocr.training.traineddata import network, write_traineddata


def leaves(layer: Layer) -> list[str]:
    return [name for child in layer.children for name in leaves(child)] or [layer.kind]


def test_reads_layers_weights_and_characters(tmp_path: Path) -> None:
    line = read_traineddata(write_traineddata(tmp_path / "vie.traineddata"))
    kinds = ["Input", "Convolve", "Tanh", "Maxpool", "SummLSTM", "LSTM", "LSTM", "LSTM", "Softmax"]
    assert leaves(line.root) == kinds
    assert line.blank == line.root.outputs - 1
    assert line.outputs[" "] == 0
    assert "ệ" in line.outputs
    assert "ỵ" not in line.outputs
    lstm = line.root.children[4]
    assert [matrix.shape for matrix in lstm.matrices] == [(96, 48 + 96 + 1)] * 4


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError):
        read_traineddata(tmp_path / "none.traineddata")


@pytest.mark.parametrize("content", [b"x", b"\xff" * 400, b"\x18\0\0\0" + b"\xff" * 300])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad").write_bytes(content)
    with pytest.raises(CorruptFileError):
        read_traineddata(tmp_path / "bad")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    path = write_traineddata(tmp_path / "vie.traineddata")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(InputError):
        read_traineddata(path)


def test_float_weights_are_refused(tmp_path: Path) -> None:
    path = write_traineddata(tmp_path / "vie.traineddata")
    data = path.read_bytes()
    mode = data.index(b"Tanh") + 4 + 2 + 16 + 4
    path.write_bytes(data[:mode] + b"\0" + data[mode + 1 :])
    with pytest.raises(UnsupportedFormatError, match="float"):
        read_traineddata(path)


def test_unknown_layers_are_named(tmp_path: Path) -> None:
    path = write_traineddata(tmp_path / "vie.traineddata")
    path.write_bytes(path.read_bytes().replace(b"Maxpool", b"Minpool"))
    with pytest.raises(UnsupportedFormatError, match="Minpool"):
        read_traineddata(path)


def test_the_stand_in_is_deterministic() -> None:
    assert network(3) == network(3) != network(4)
