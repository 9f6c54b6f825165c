"""The picture of what was read: words in the colour of their confidence, at their places."""

from pathlib import Path

import pytest
from PIL import Image

from casedocs.errors import InputError, UsageError
from casedocs.geometry import Box
from casedocs.ocr import Block, EngineInfo, Line, Picture, Word, explain_page
from casedocs.ocr.engines._closing import ClosingEngine

WORDS = (
    Word("chắc", Box(40, 20, 70, 40), 0.99),
    Word("ngờ", Box(80, 20, 120, 40), 0.7),
    Word("sai", Box(140, 20, 180, 40), 0.2),
)


class ThreeWords(ClosingEngine):
    dpi: float = 150.0
    info: EngineInfo = EngineInfo("three", "1")

    def read(self, picture: Picture) -> tuple[Block, ...]:
        del picture
        return (Block((Line(WORDS),)),)


def sheet(folder: Path) -> Path:
    path = folder / "tờ khai.png"
    image = Image.new("L", (400, 200), 255)
    image.paste(0, (40, 20, 180, 40))
    image.save(path, dpi=(150, 150))
    return path


def test_words_have_the_colour_of_their_confidence(tmp_path: Path) -> None:
    target = tmp_path / "a" / "đọc.png"
    page = explain_page(sheet(tmp_path), 1, target, engine=ThreeWords())
    assert [word.text for word in page.words] == ["chắc", "ngờ", "sai"]
    with Image.open(target) as picture:
        shown = picture.convert("RGB")
    assert shown.size == (400, 200)
    assert [shown.getpixel((left, 30)) for left in (40, 80, 140)] == [(0, 135, 90), (214, 137, 0), (200, 30, 30)]


def test_wrong_pages_and_files_leave_no_picture(tmp_path: Path) -> None:
    target = tmp_path / "out.png"
    for number in (0, 2):
        with pytest.raises(UsageError):
            explain_page(sheet(tmp_path), number, target, engine=ThreeWords())
    (tmp_path / "rỗng.pdf").write_bytes(b"")
    with pytest.raises(InputError):
        explain_page(tmp_path / "rỗng.pdf", 1, target, engine=ThreeWords())
    assert not target.exists()
