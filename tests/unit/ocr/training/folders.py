"""Folders of labelled lines for tests."""

from pathlib import Path

from PIL import Image

from tests.unit.ocr.lines import picture

_TEXTS = ["Điều 1", "số 2/QĐ", "Bị can", "hồ sơ", "vụ án", "17/02/2025"]


def labelled_folder(folder: Path, count: int) -> Path:
    """A folder with that many line pictures and their texts."""
    folder.mkdir(parents=True)
    for index in range(count):
        text = _TEXTS[index % len(_TEXTS)]
        Image.fromarray(picture(text, em=24)).save(folder / f"dong{index}.png")
        (folder / f"dong{index}.txt").write_text(text, encoding="utf-8")
    return folder
