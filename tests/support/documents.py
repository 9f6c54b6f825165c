"""Results made by hand, and engines that read what a test tells them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from casedocs._files import sha256_file
from casedocs.geometry import Box, Size
from casedocs.ocr.engines._closing import ClosingEngine
from casedocs.ocr.engines.protocol import EngineInfo
from casedocs.ocr.picture import Picture
from casedocs.ocr.result import Baseline, Block, Line, OcrDocument, Page, PageOrigin, Word

A4 = Size(595.0, 842.0)
SENTENCES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 147/QĐ-VKS ngày 18 tháng 9 năm 2025",
    "Nguyễn Thị Hường khai: tôi đã ký biên bản",
)


def line_of(text: str, left: float, top: float, *, height: float = 12.0, baseline: bool = True) -> Line:
    """A line of words of plausible widths from (left, top)."""
    words, x = [], left
    for word in text.split():
        width = 0.55 * height * len(word)
        words.append(Word(word, Box(x, top, x + width, top + height), 0.9))
        x += width + 0.4 * height
    base = Baseline(left, top + 0.8 * height, words[-1].box.right, top + 0.8 * height) if baseline else None
    return Line(tuple(words), base)


def page_of(
    sentences: Sequence[str] = SENTENCES,
    *,
    number: int = 1,
    size: Size = A4,
    origin: PageOrigin = PageOrigin.OCR,
    replaces: bool = False,
    left: float = 60.0,
    top: float = 80.0,
) -> Page:
    lines = tuple(line_of(text, left, top + 24 * index) for index, text in enumerate(sentences))
    return Page(
        number, size, origin, (Block(lines),) if lines else (), engine="test 1", dpi=200.0, replaces_text_layer=replaces
    )


def document_of(source: Path, pages: Sequence[Page] | None = None) -> OcrDocument:
    """A result that belongs to `source`."""
    used = (page_of(),) if pages is None else tuple(pages)
    return OcrDocument(source.name, sha256_file(source), len(used), used)


class ScriptedEngine(ClosingEngine):
    """Does with each picture what the test says, and remembers what it was given."""

    dpi = 100.0

    def __init__(self, reading: Callable[[Picture], tuple[Block, ...]]) -> None:
        self.info = EngineInfo("scripted", "1")
        self.pictures: list[Picture] = []
        self.closed = False
        self._reading = reading

    def read(self, picture: Picture) -> tuple[Block, ...]:
        self.pictures.append(picture)
        return self._reading(picture)

    def close(self) -> None:
        self.closed = True


def one_word(picture: Picture) -> tuple[Block, ...]:
    """A word over the whole picture."""
    return (Block((Line((Word("chữ", Box(0, 0, picture.width, picture.height), 0.5),)),)),)
