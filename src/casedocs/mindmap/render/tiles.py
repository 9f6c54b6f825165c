"""How a drawing is spread over sheets of paper."""

import math
from dataclasses import dataclass

from casedocs.errors import LimitExceededError
from casedocs.mindmap.render.options import Orientation, Paper, PdfOptions
from casedocs.mindmap.render.scene import Item, Path, Text

__all__ = ["Tile", "Tiling", "marks", "tile"]

_MM = 72 / 25.4
_PAPERS = {
    Paper.A4: (210, 297),
    Paper.A3: (297, 420),
    Paper.A2: (420, 594),
    Paper.A1: (594, 841),
    Paper.A0: (841, 1189),
}
_FOOT = 12.0
_LARGEST = 14_000.0


@dataclass(frozen=True, slots=True)
class Tile:
    """One page: its row and column (from 0), the origin of the drawing on it, the window that shows it."""

    row: int
    column: int
    origin: tuple[float, float]
    window: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Tiling:
    """All pages of one drawing."""

    page: tuple[float, float]
    scale: float
    rows: int
    columns: int
    tiles: tuple[Tile, ...]


def _fit(width: float, height: float, room: tuple[float, float]) -> float:
    return min(room[0] / width, room[1] / height)


def _pages(options: PdfOptions) -> list[tuple[float, float]]:
    short, long = (side * _MM for side in _PAPERS[options.paper])
    lying = {Orientation.PORTRAIT: [(short, long)], Orientation.LANDSCAPE: [(long, short)]}
    return lying.get(options.orientation, [(long, short), (short, long)])


def tile(width: float, height: float, options: PdfOptions) -> Tiling:
    """The pages for a drawing of this size.

    Raises:
        LimitExceededError: If it takes more pages than the options allow.
    """
    if options.paper is Paper.MAP:
        scale = min(1.0, _LARGEST / max(width, height))
        page = (width * scale, height * scale)
        return Tiling(page, scale, 1, 1, (Tile(0, 0, (0.0, 0.0), (0.0, 0.0, *page)),))
    margin = options.margin_mm * _MM
    found: list[Tiling] = []
    for page in _pages(options):
        room = (page[0] - 2 * margin, page[1] - 2 * margin - _FOOT)
        scale = min(_fit(width, height, room), 1.6)
        found.append(_spread(width, height, page, room, max(scale, options.min_scale), options))
    best = min(found, key=lambda one: (one.rows * one.columns, -one.scale))
    if len(best.tiles) > options.max_pages:
        raise LimitExceededError(
            f"the map takes {len(best.tiles)} pages, the limit is {options.max_pages}",
            hint="use larger paper or a smaller min_scale",
        )
    return best


def _spread(
    width: float, height: float, page: tuple[float, float], room: tuple[float, float], scale: float, options: PdfOptions
) -> Tiling:
    overlap, margin = options.overlap_mm * _MM, options.margin_mm * _MM

    def count(length: float, space: float) -> int:
        return 1 if length <= space + 0.01 else math.ceil((length - overlap) / (space - overlap) - 1e-6)

    columns, rows = count(width * scale, room[0]), count(height * scale, room[1])
    if rows * columns > options.max_pages:
        return Tiling(page, scale, rows, columns, (Tile(0, 0, (0, 0), (0, 0, 0, 0)),) * (options.max_pages + 1))
    # What is left over goes evenly to both sides.
    whole = (columns * (room[0] - overlap) + overlap, rows * (room[1] - overlap) + overlap)
    free = ((whole[0] - width * scale) / 2, (whole[1] - height * scale) / 2)
    tiles = tuple(
        Tile(
            row,
            column,
            (margin + free[0] - column * (room[0] - overlap), margin + free[1] - row * (room[1] - overlap)),
            (margin, margin, *room),
        )
        for row in range(rows)
        for column in range(columns)
    )
    return Tiling(page, scale, rows, columns, tiles)


def marks(tiling: Tiling, tile_: Tile, title: str, color: str) -> list[Item]:
    """Corner marks, glue lines and the place of the page in the whole (``B3``: second row, third column)."""
    if len(tiling.tiles) == 1:
        return []
    x, y, width, height = tile_.window
    items: list[Item] = []
    for cx, cy in ((x, y), (x + width, y), (x, y + height), (x + width, y + height)):
        items.append(Path((("M", (cx - 8, cy)), ("L", (cx + 8, cy))), color, 0.5))
        items.append(Path((("M", (cx, cy - 8)), ("L", (cx, cy + 8))), color, 0.5))
    name = f"{_letters(tile_.row)}{tile_.column + 1}"
    number = tile_.row * tiling.columns + tile_.column + 1
    text = f"{name}  ·  {number}/{len(tiling.tiles)}  ·  {title[:90]}"
    return [*items, Text(x + 12, y + height + 10, text, 8.0, color)]


def _letters(row: int) -> str:
    text = ""
    row += 1
    while row:
        row, digit = divmod(row - 1, 26)
        text = chr(65 + digit) + text
    return text
