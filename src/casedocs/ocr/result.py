"""What recognition gives: a document of pages, blocks, lines and words, each with its place on the page.

All boxes are in points from the top-left corner of the page as it is shown (see `casedocs.geometry`).
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from casedocs.geometry import Box, Size
from casedocs.ocr.alarms import Alarm

__all__ = [
    "DOUBTFUL",
    "Baseline",
    "Block",
    "BlockKind",
    "Line",
    "OcrDocument",
    "Page",
    "PageFailure",
    "PageOrigin",
    "Table",
    "TableCell",
    "Word",
    "mean_confidence",
]


DOUBTFUL = 0.6
"""Mean confidence of a line below which a person should look at it."""
_RATHER_WRONG = 0.5


class PageOrigin(StrEnum):
    """Where the words of a page come from."""

    OCR = "ocr"
    """Recognised from the picture of the page."""
    TEXT_LAYER = "text-layer"
    """Read from the page's own text."""
    BLANK = "blank"
    """The page was looked at and carries nothing to read."""
    FAILED = "failed"
    """The page could not be read; `Page.failure` says why."""


class BlockKind(StrEnum):
    """What a block of lines is."""

    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The line that the letters stand on, from (x0, y0) to (x1, y1) in reading direction, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def angle(self) -> float:
        """Degrees clockwise from the horizontal, in (-180, 180]."""
        return math.degrees(math.atan2(self.y1 - self.y0, self.x1 - self.x0))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands on the page.

    Attributes:
        text: NFC, without white space.
        box: In points.
        confidence: From 0 to 1; None where the text was not recognised but read from the file.
        handwritten: Whether a pen seems to have written it; what is read there needs a person.
    """

    text: str
    box: Box
    confidence: float | None = None
    handwritten: bool = False


def _rather_wrong(word: Word) -> bool:
    """Whether a word of letters or digits is more likely wrong than right, by its calibrated confidence."""
    sure = word.confidence
    return sure is not None and sure < _RATHER_WRONG and any(map(str.isalnum, word.text))


@dataclass(frozen=True, slots=True)
class Line:
    """Words in reading order on one baseline.

    Attributes:
        words: At least one.
        baseline: None where it is not known.
    """

    words: tuple[Word, ...]
    baseline: Baseline | None = None

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The box around all words."""
        return Box.around(word.box for word in self.words)

    @property
    def handwritten(self) -> bool:
        """Whether a pen seems to have written any of it."""
        return any(word.handwritten for word in self.words)

    @property
    def doubtful(self) -> bool:
        """Whether what was read as print, or a word of it, is rather wrong than right: seals, damage, hidden pens."""
        words = [word for word in self.words if not word.handwritten]
        sure = mean_confidence(words)
        return sure is not None and (sure < DOUBTFUL or any(map(_rather_wrong, words)))

    @property
    def needs_review(self) -> bool:
        """Whether a person should look at it."""
        return self.handwritten or self.doubtful


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a ruled table.

    Attributes:
        row: First row, 0-based.
        column: First column, 0-based.
        row_span: Rows that it covers.
        column_span: Columns that it covers.
        box: Its walls.
        lines: Indices into `Block.lines`, top to bottom; empty where nothing is written.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The grid of a ruled table; its cells are in reading order (by row, then by column)."""

    rows: int
    columns: int
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, in reading order (at least one).

    Attributes:
        lines: The lines.
        kind: What the block is.
        table: The grid that the lines stand in; None where it is not known.
    """

    lines: tuple[Line, ...]
    kind: BlockKind = BlockKind.TEXT
    table: Table | None = None

    @property
    def text(self) -> str:
        """One line of text per line; of a table one line per row, with tabs between the cells."""
        if self.table is None:
            return "\n".join(line.text for line in self.lines)
        rows: dict[int, list[str]] = {}
        for cell in self.table.cells:
            rows.setdefault(cell.row, []).append(self.cell_text(cell))
        return "\n".join("\t".join(cells).rstrip("\t") for _, cells in sorted(rows.items()))

    def cell_text(self, cell: TableCell) -> str:
        """The text of a cell of `table`, its lines joined by spaces."""
        return " ".join(self.lines[index].text for index in cell.lines)

    @property
    def box(self) -> Box:
        """The box around all lines."""
        return Box.around(line.box for line in self.lines)


def mean_confidence(words: Iterable[Word]) -> float | None:
    """Mean confidence of the recognised among the words, weighted by their length; None where there is none."""
    weighted = [(word.confidence, len(word.text)) for word in words if word.confidence is not None]
    total = sum(length for _, length in weighted)
    return sum(confidence * length for confidence, length in weighted) / total if total else None


@dataclass(frozen=True, slots=True)
class PageFailure:
    """Why a page could not be read: the code, sentence and hint of the error."""

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page with all that was found on it.

    Attributes:
        page_number: 1-based place in the source.
        size: Width and height in points, as shown.
        origin: Where the words come from.
        blocks: In reading order; empty on blank and failed pages.
        reason: Why this origin was chosen, one English sentence ("trusted text layer: 412 words, …").
        engine: Name and version of the engine; empty where none was used.
        dpi: Resolution of the picture that was recognised; None where none was.
        seconds: Time spent on the page.
        failure: Set on failed pages only.
        replaces_text_layer: Whether the file carries an invisible text layer that was found wrong; a searchable
            copy leaves it out.
        alarms: What a person at the scanner should know of the paper.
        fingerprint: What the page looks like (`casedocs.ocr.prepare.fingerprint`); empty where nobody looked.
    """

    page_number: int
    size: Size
    origin: PageOrigin
    blocks: tuple[Block, ...] = ()
    reason: str = ""
    engine: str = ""
    dpi: float | None = None
    seconds: float = 0.0
    failure: PageFailure | None = None
    replaces_text_layer: bool = False
    alarms: tuple[Alarm, ...] = ()
    fingerprint: bytes = b""

    @property
    def lines(self) -> Iterator[Line]:
        """All lines in reading order."""
        return (line for block in self.blocks for line in block.lines)

    @property
    def words(self) -> Iterator[Word]:
        """All words in reading order."""
        return (word for line in self.lines for word in line.words)

    @property
    def text(self) -> str:
        """The lines, with an empty line between blocks."""
        return "\n\n".join(block.text for block in self.blocks)

    @property
    def confidence(self) -> float | None:
        """Mean confidence of the recognised words, weighted by their length; None where there is none."""
        return mean_confidence(self.words)


@dataclass(frozen=True, slots=True)
class OcrDocument:
    """The pages of one source.

    Attributes:
        source_name: File name of the source, without its folder.
        sha256: SHA-256 of the source's bytes, hexadecimal.
        page_count: How many pages the source has; `pages` may be a selection of them.
        pages: In the order of the source.
        options: Fingerprint of the options that were in force (`OcrOptions.fingerprint`).
        warnings: What a person should know about the whole document.
    """

    source_name: str
    sha256: str
    page_count: int
    pages: tuple[Page, ...]
    options: str = ""
    warnings: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """The text of all pages, with a form feed after each page."""
        return "".join(page.text + "\n\f" for page in self.pages)

    @property
    def failed_pages(self) -> tuple[Page, ...]:
        """The pages that could not be read."""
        return tuple(page for page in self.pages if page.origin is PageOrigin.FAILED)
