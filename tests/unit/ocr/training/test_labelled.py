from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from casedocs.errors import CorruptFileError, EmptyFileError, FormatError, InputError, SourceNotFoundError
from casedocs.ocr.training.labelled import load_labelled


def add(folder: Path, name: str, text: str | None, suffix: str = ".txt") -> None:
    Image.new("L", (80, 30), 255).save(folder / f"{name}.png")
    if text is not None:
        (folder / f"{name}{suffix}").write_text(text, encoding="utf-8")


def test_pictures_with_their_texts(tmp_path: Path) -> None:
    add(tmp_path, "a", "Điều  1\n")
    add(tmp_path, "b", "số 2", ".gt.txt")
    lines = load_labelled(tmp_path)
    assert [(path.name, text) for path, text in lines.pairs] == [("a.png", "Điều 1"), ("b.png", "số 2")]
    assert [sample.image.shape for sample in lines.samples()] == [(30, 80), (30, 80)]


def test_split_is_by_name_and_loses_nothing(tmp_path: Path) -> None:
    for index in range(60):
        add(tmp_path, f"dong{index}", "chữ")
    lines = load_labelled(tmp_path)
    learn, test = lines.split()
    assert set(learn.pairs) | set(test.pairs) == set(lines.pairs)
    assert not set(learn.pairs) & set(test.pairs)
    assert 0 < len(test.pairs) < 20


def test_batches_come_from_the_seed_and_are_shaken(tmp_path: Path) -> None:
    add(tmp_path, "a", "chữ")
    lines = load_labelled(tmp_path)
    first, again = list(lines.batch(1, 0, 8)), list(lines.batch(1, 0, 8))
    assert all(np.array_equal(a.image, b.image) for a, b in zip(first, again, strict=True))
    assert len({sample.image.shape for sample in first} | {sample.image.tobytes() for sample in first}) > 2


def test_named_errors(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="no folder"):
        load_labelled(tmp_path / "none")
    with pytest.raises(EmptyFileError):
        load_labelled(tmp_path)
    add(tmp_path, "a", None)
    with pytest.raises(SourceNotFoundError, match=r"a\.png has no text"):
        load_labelled(tmp_path)
    (tmp_path / "a.txt").write_text("法", encoding="utf-8")
    with pytest.raises(FormatError):
        load_labelled(tmp_path)
    (tmp_path / "a.txt").write_bytes(b"\xff")
    with pytest.raises(CorruptFileError):
        load_labelled(tmp_path)


@pytest.mark.parametrize("content", [b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_damaged_pictures_are_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.png").write_bytes(content)
    (tmp_path / "a.txt").write_text("chữ", encoding="utf-8")
    with pytest.raises(InputError):
        list(load_labelled(tmp_path).samples())
