"""`find_lines`: from a page image to its lines, blocks and tables."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casedocs.geometry import Affine, Box
from casedocs.ocr._ink import checked_grey
from casedocs.ocr.layout.blocks import Draft, Frame, blocks_of
from casedocs.ocr.layout.cores import core_spans, paint_rows
from casedocs.ocr.layout.model import Block, BlockKind, PageLayout, Rule, Table, TableCell, TextLine
from casedocs.ocr.layout.noise import in_seals, without_noise
from casedocs.ocr.layout.options import LayoutOptions
from casedocs.ocr.layout.page import WorkingPage, working_page
from casedocs.ocr.layout.rows import merge, rows_of, same_size
from casedocs.ocr.layout.segments import CAP_HEIGHT, X_HEIGHT, Segment, assign, measure, split_at_gaps
from casedocs.ocr.layout.tables import Grid, find_grids

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["find_lines", "lay_out"]

_DEFAULT = LayoutOptions()
_STEADY = 0.75  # share of letters on their baseline in good print; handwriting and pictures have less
_WIDE_CELL = 50  # x-heights; a wider cell may hold columns of its own


def find_lines(grey: "Grey", *, options: LayoutOptions = _DEFAULT) -> PageLayout:
    """Finds the text lines of a page, upright within a few degrees, in reading order.

    Args:
        grey: The page, uint8, height × width, dark print on light paper; 0 is black.
        options: How.

    Returns:
        The layout; all its positions are pixels of `grey`.

    Raises:
        UsageError: If `grey` is no such array.
        LimitExceededError: If it is too large.
        MissingExtraError: If OpenCV is not installed.
    """
    grey = checked_grey(grey)
    return lay_out(working_page(grey, options), grey.shape[1], grey.shape[0], options=options)


def lay_out(page: WorkingPage, width: int, height: int, *, options: LayoutOptions = _DEFAULT) -> PageLayout:
    """`find_lines` of a page of `width` × `height` pixels that was looked at before."""
    if page.unit == 0:
        return PageLayout(width, height, (), rules=_rules(page), skew=page.skew)
    tolerance = max(4, round(0.6 * page.unit))
    grids = find_grids(page.strokes.across, page.strokes.down, tolerance) if options.tables else []
    segments, confidence = _segments(page, grids)
    blocks = _Assembly(page, segments, grids).blocks()
    frame = Frame.around(segments, page.ink.shape[1], page.ink.shape[0])
    return PageLayout(
        width=width,
        height=height,
        blocks=tuple(blocks),
        rules=_rules(page),
        leaders=tuple(page.to_given.box(Box(*box)) for box in page.leaders.tolist()),
        dots=tuple(page.to_given.box(Box(*box)) for box in page.dots.tolist()),
        skew=page.skew,
        em=frame.em * _scale(page.to_given),
        confidence=round(confidence, 3),
    )


def _segments(page: WorkingPage, grids: Sequence[Grid]) -> tuple[list[Segment], float]:
    """The measured segments of a page, and how sure they are: letters in lines, and lines that stand on a baseline."""
    import numpy as np

    assert page.draft is not None  # noqa: S101  there is print on the page
    line, core, measured = page.draft.line, page.draft.core, page.draft.measured
    labels, count, first_whole = page.draft.labels, page.draft.count, page.draft.count
    cells = [cell.box for grid in grids for cell in grid.cells]
    cells = [box for box in cells if box[2] - box[0] < _WIDE_CELL * page.unit]
    if cells:
        labels = labels.copy()
        for box in cells:
            count = paint_rows(labels, page.ink, box, page.unit, count)
        line = assign(page.components, labels, page.unit, cells)
        ordered, segment, core = split_at_gaps(page.components, line, page.draft.barriers, page.unit, first_whole)
        measured = tuple(measure(ordered, segment, page.unit))
    height = page.ink.shape[0]
    left, right, bottom = core_spans(labels, count, page.unit)
    alone = (np.bincount(core, minlength=count)[core] == 1) & (core < first_whole)
    found = [
        _stretched(_seated(one, float(bottom[k]), page.unit), float(left[k]), float(right[k]), whole=single)
        for one, k, single in zip(measured, core, alone.tolist(), strict=True)
    ]
    letters = (page.components.height > 0.6 * page.unit) & (page.components.height < 2.4 * page.unit)
    total = int(np.count_nonzero(letters))
    share = int(np.count_nonzero(letters & (line > 0))) / total if total else 1.0
    clean = without_noise(found, page.unit, height)
    steady = sum(one.count * one.steadiness for one in clean) / max(1, sum(one.count for one in clean))
    return clean, share * min(1.0, steady / _STEADY)


def _seated(one: Segment, core_bottom: float, unit: float) -> Segment:
    """The segment with its baseline where its core ends, if the few letters it has all seem to have tails."""
    lower = one.base - core_bottom
    if one.count > 3 or one.bottom - one.top < 1.7 * unit or not 0.2 * unit < lower < 0.8 * unit:
        return one
    em = max(one.em - lower / CAP_HEIGHT, 0.5 * unit)
    return replace(one, base_left=core_bottom, base_right=core_bottom, em=em, other_em=em * CAP_HEIGHT / X_HEIGHT)


def _stretched(one: Segment, left: float, right: float, *, whole: bool) -> Segment:
    """The segment made as wide as its core, if it is all of it: letters that a seal swallowed are part of the line."""
    if not whole or (left >= one.left and right <= one.right):
        return one
    return replace(one, left=min(one.left, max(0.0, left)), right=max(one.right, right))


class _Assembly:
    """Joins segments and grids of one page to blocks of the given image."""

    def __init__(self, page: WorkingPage, segments: Sequence[Segment], grids: Sequence[Grid]) -> None:
        self.page = page
        height, width = page.ink.shape
        self.tables = [grid for grid in grids if grid.columns > 1]
        self.stamps = [
            grid
            for grid in grids
            if grid.columns == 1 and grid.box[2] - grid.box[0] < width / 3 and grid.box[3] - grid.box[1] < height / 6
        ]
        self.free: list[Segment] = []
        self.inside: dict[tuple[int, int], list[Segment]] = {}
        self.stamped: dict[int, list[Segment]] = {}
        for one in segments:
            self._place(one)
        self.frame = Frame.around(segments, width, height, [tuple(box) for box in page.leaders.tolist()])

    def _place(self, one: Segment) -> None:
        x, y = (one.left + one.right) / 2, one.base - 0.25 * one.em
        for number, grid in enumerate(self.tables):
            if _holds(grid.box, x, y):
                for index, cell in enumerate(grid.cells):
                    if _holds(cell.box, x, y):
                        self.inside.setdefault((number, index), []).append(one)
                        return
        for number, grid in enumerate(self.stamps):
            if _holds(grid.box, x, y):
                self.stamped.setdefault(number, []).append(one)
                return
        self.free.append(one)

    def blocks(self) -> list[Block]:
        """All blocks in reading order: stretches of text between tables, stamps at the end."""
        seals, text = in_seals(self.free, self.page.components, self.page.unit, self.frame.em)
        blocks: list[Block] = []
        rest = text
        for number, grid in enumerate(self.tables):
            middle = (grid.box[1] + grid.box[3]) / 2
            above = [one for one in rest if one.base < middle]
            rest = [one for one in rest if one.base >= middle]
            drafts = blocks_of(above, self.frame, first=number == 0, last=False)
            blocks += [self._block(draft) for draft in drafts]
            blocks.append(self._table(number, grid))
        drafts = blocks_of(rest, self.frame, first=not self.tables, last=True)
        blocks += [self._block(draft) for draft in drafts]
        for number, grid in enumerate(self.stamps):
            lines = tuple(merge(row) for row in rows_of(self.stamped.get(number, [])))
            if lines:
                blocks.append(self._block(Draft(self._stamp_kind(grid), lines)))
        return blocks + [self._block(Draft(BlockKind.STAMP, tuple(seal))) for seal in seals]

    def _stamp_kind(self, grid: Grid) -> BlockKind:
        """A framed stamp in the upper or lower right corner is a folio stamp, one elsewhere a receipt or the like."""
        left, top, right, bottom = grid.box
        at_right = (left + right) / 2 > 0.66 * self.frame.width
        at_edge = top < 0.15 * self.frame.height or bottom > 0.85 * self.frame.height
        return BlockKind.FOLIO if at_right and at_edge else BlockKind.STAMP

    def _table(self, number: int, grid: Grid) -> Block:
        cells = []
        for index, cell in enumerate(grid.cells):
            rows = rows_of(self.inside.get((number, index), []))
            lines = same_size([merge(row) for row in rows], self.frame.em)
            cells.append(
                TableCell(
                    cell.row,
                    cell.column,
                    cell.row_span,
                    cell.column_span,
                    self.page.to_given.box(Box(*cell.box)),
                    tuple(self._line(line) for line in lines),
                )
            )
        box = self.page.to_given.box(Box(*grid.box))
        table = Table(box, grid.rows, grid.columns, tuple(cells))
        return Block(BlockKind.TABLE, box, tuple(line for cell in cells for line in cell.lines), table)

    def _block(self, draft: Draft) -> Block:
        lines = tuple(self._line(line) for line in draft.lines)
        return Block(draft.kind, Box.around(line.box for line in lines), lines)

    def _line(self, one: Segment) -> TextLine:
        to_given = self.page.to_given
        scale = _scale(to_given)
        size = one.em / self.frame.em if self.frame.em else 1.0
        likely = 1.0 if 0.5 < size < 2.2 else 0.6
        return TextLine(
            box=to_given.box(Box(one.left, one.top, one.right, one.bottom)),
            baseline=(to_given.point(one.left, one.base_left), to_given.point(one.right, one.base_right)),
            em=one.em * scale,
            x_height=X_HEIGHT * one.em * scale,
            confidence=round(likely * min(1.0, 0.25 + one.steadiness), 3),
        )


def _holds(box: tuple[int, int, int, int], x: float, y: float) -> bool:
    left, top, right, bottom = box
    return left <= x <= right and top <= y <= bottom


def _scale(affine: Affine) -> float:
    return float((affine.a**2 + affine.b**2) ** 0.5)


def _rules(page: WorkingPage) -> tuple[Rule, ...]:
    to_given, scale = page.to_given, _scale(page.to_given)
    rules = []
    for left, top, right, bottom in page.strokes.across.tolist():
        middle = (top + bottom) / 2
        rules.append(Rule(to_given.point(left, middle), to_given.point(right, middle), (bottom - top) * scale))
    for left, top, right, bottom in page.strokes.down.tolist():
        middle = (left + right) / 2
        rules.append(Rule(to_given.point(middle, top), to_given.point(middle, bottom), (right - left) * scale))
    return tuple(rules)
