"""What classification and extraction see of a document: pages of lines of words, with their places where known.

The Protocols are the part of `casedocs.ocr.OcrDocument` that is needed here, so that a recognised document fits as it
is. `TextDocument` is the same for texts without a picture (Word files, plain text). `Linear` lays a document out as one
string and leads from a span of it back to words, pages and boxes.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from casedocs.geometry import Box, Size
from casedocs.spans import Span

__all__ = [
    "DocumentView",
    "LineView",
    "Linear",
    "PageView",
    "Place",
    "TextDocument",
    "TextLine",
    "TextPage",
    "TextWord",
    "WordView",
]


class WordView(Protocol):
    """A word: `casedocs.ocr.result.Word` or `TextWord`."""

    @property
    def text(self) -> str:
        """NFC, without white space."""

    @property
    def box(self) -> Box | None:
        """In points from the top-left corner of the page as shown; None where the source has no picture."""

    @property
    def confidence(self) -> float | None:
        """From 0 to 1; None where the text was not recognised but read from the file."""


class LineView(Protocol):
    """Words in reading order."""

    @property
    def words(self) -> Sequence[WordView]:
        """The words."""

    @property
    def text(self) -> str:
        """The words with single spaces between them."""

    @property
    def box(self) -> Box | None:
        """The box around the words; None where the source has no picture."""


class PageView(Protocol):
    """A page: `casedocs.ocr.result.Page` or `TextPage`."""

    @property
    def page_number(self) -> int:
        """1-based place in the source."""

    @property
    def size(self) -> Size:
        """Width and height in points; zero where the source has no picture."""

    @property
    def lines(self) -> Iterable[LineView]:
        """All lines in reading order."""


class DocumentView(Protocol):
    """A document: `casedocs.ocr.result.OcrDocument` or `TextDocument`."""

    @property
    def pages(self) -> Sequence[PageView]:
        """The pages in the order of the source."""


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word of a source without a picture."""

    text: str
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a source without a picture."""

    text: str
    box: Box | None = None

    @property
    def words(self) -> tuple[TextWord, ...]:
        """The words, cut at white space."""
        return tuple(TextWord(word) for word in self.text.split())


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of a source without a picture."""

    page_number: int
    lines: tuple[TextLine, ...]
    size: Size = field(default_factory=lambda: Size(0, 0))


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A source without a picture."""

    pages: tuple[TextPage, ...]

    @staticmethod
    def from_text(text: str) -> "TextDocument":
        """A document whose pages end at form feeds and whose lines end at line feeds; empty lines are left out."""
        pages = text.split("\f")
        if len(pages) > 1 and not pages[-1].strip():
            pages.pop()
        return TextDocument(
            tuple(
                TextPage(number, tuple(TextLine(" ".join(line.split())) for line in page.splitlines() if line.strip()))
                for number, page in enumerate(pages, 1)
            )
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of a document stands on one line.

    Attributes:
        page_number: 1-based.
        line_index: 0-based among the lines of the page.
        box: Around the words; None where the source has no picture.
        confidence: The least among the words; None where none was recognised.
    """

    page_number: int
    line_index: int
    box: Box | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class _Entry:
    page_number: int
    line_index: int
    word: WordView


class Linear:
    """The text of a document as one string: words joined by a space, lines ended by LF, pages by FF.

    Attributes:
        text: The string.
    """

    def __init__(self, document: DocumentView) -> None:
        self._starts: list[int] = []
        self._entries: list[_Entry] = []
        self.text: str = "".join(self._pieces(document))

    def _pieces(self, document: DocumentView) -> Iterator[str]:
        offset = 0
        for page in document.pages:
            for line_index, line in enumerate(page.lines):
                gap = ""
                for word in line.words:
                    offset += len(gap)
                    self._starts.append(offset)
                    self._entries.append(_Entry(page.page_number, line_index, word))
                    offset += len(word.text)
                    yield gap + word.text
                    gap = " "
                offset += 1
                yield "\n"
            offset += 1
            yield "\f"

    def places(self, span: Span) -> tuple[Place, ...]:
        """Where the words of `span` stand, one place for each line that it touches, in reading order."""
        groups: dict[tuple[int, int], list[WordView]] = {}
        for entry in self._touched(span):
            groups.setdefault((entry.page_number, entry.line_index), []).append(entry.word)
        return tuple(_place(number, line, words) for (number, line), words in groups.items())

    def words(self, span: Span) -> tuple[WordView, ...]:
        """The words that `span` touches, in reading order."""
        return tuple(entry.word for entry in self._touched(span))

    def _touched(self, span: Span) -> Iterator[_Entry]:
        for index in range(max(bisect_right(self._starts, span.start) - 1, 0), len(self._starts)):
            start, entry = self._starts[index], self._entries[index]
            if start >= max(span.end, span.start + 1):
                break
            if start + len(entry.word.text) > span.start:
                yield entry


def _place(page_number: int, line_index: int, words: list[WordView]) -> Place:
    boxes = [word.box for word in words if word.box is not None]
    confidences = [word.confidence for word in words if word.confidence is not None]
    return Place(
        page_number,
        line_index,
        Box.around(boxes) if boxes else None,
        min(confidences) if confidences else None,
    )
