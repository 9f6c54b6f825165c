"""What the layout of a page consists of. All positions are pixels of the image that was given, origin top-left."""

from dataclasses import dataclass
from enum import StrEnum

from casedocs.geometry import Box

__all__ = ["Block", "BlockKind", "PageLayout", "Point", "Rule", "Table", "TableCell", "TextLine"]

Point = tuple[float, float]


class BlockKind(StrEnum):
    """What a block is for."""

    TEXT = "text"
    HEADER_LEFT = "header-left"  # issuing agency and number
    HEADER_RIGHT = "header-right"  # national title, place and date
    TABLE = "table"
    RECIPIENTS = "recipients"  # the list beside the signature
    SIGNATURE = "signature"
    STAMP = "stamp"  # lines inside a seal or stamp
    PAGE_NUMBER = "page-number"
    FOLIO = "folio"  # bút lục stamp or number in a right-hand corner
    MARGIN = "margin"  # scattered marks outside the text


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text, or the part of it in one column or table cell.

    Attributes:
        box: Around its ink, axis-parallel.
        baseline: Its two ends (x, y), left to right.
        em: Estimated font size in pixels.
        x_height: Estimated height of a lower-case x in pixels.
        confidence: From 0 to 1, how sure the finder is that this is one line of print with this baseline.
    """

    box: Box
    baseline: tuple[Point, Point]
    em: float
    x_height: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight drawn line from `start` to `end` (left to right or top to bottom), `thickness` pixels thick."""

    start: Point
    end: Point
    thickness: float

    @property
    def horizontal(self) -> bool:
        """True where it runs rather across than down."""
        return abs(self.end[0] - self.start[0]) >= abs(self.end[1] - self.start[1])


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: its first row and column (0-based), how many of each it spans, its box and its lines top to bottom."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[TextLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; `cells` are in reading order (by row, then by column)."""

    box: Box
    rows: int
    columns: int
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are read together; a table block has its `table`, whose cells hold the same lines."""

    kind: BlockKind
    box: Box
    lines: tuple[TextLine, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The layout of one page.

    Attributes:
        width: Of the given image, pixels.
        height: Of the given image, pixels.
        blocks: In reading order.
        rules: Drawn lines, those of tables included.
        leaders: Boxes of dotted leaders; they belong to no line.
        dots: Boxes of the dots of the leaders.
        skew: Slope of the text lines in degrees, positive where they run down to the right.
        em: Font size of the running text in pixels; 0 on a page without text.
        confidence: From 0 to 1; low values ask for a second opinion by another layout engine.
    """

    width: int
    height: int
    blocks: tuple[Block, ...]
    rules: tuple[Rule, ...] = ()
    leaders: tuple[Box, ...] = ()
    dots: tuple[Box, ...] = ()
    skew: float = 0.0
    em: float = 0.0
    confidence: float = 1.0

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """All lines in reading order."""
        return tuple(line for block in self.blocks for line in block.lines)

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in reading order."""
        return tuple(block.table for block in self.blocks if block.table is not None)
