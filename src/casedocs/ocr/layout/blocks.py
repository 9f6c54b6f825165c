"""What the parts of a page are for: header, signature, page number, folio, stamps, margin marks.

Places come from the drawing of Decree 30/2020/ND-CP, annex I (two header columns on top, recipients left and signature
right at the end, page number centred in the top margin) and from the rule that folio stamps of the police stand in the
upper and those of the procuracy in the lower right corner (joint circular 04/2018, article 35).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from casedocs.ocr.layout.model import BlockKind
from casedocs.ocr.layout.rows import merge, rows_of, same_size, typical_size
from casedocs.ocr.layout.sections import Section, sections_of
from casedocs.ocr.layout.segments import Segment

__all__ = ["Draft", "Frame", "blocks_of"]


_ON_ROW = 0.35  # em that a leader may lie off the baseline
_BRIDGED = 0.5  # share of a gap that a leader fills


@dataclass(frozen=True, slots=True)
class Draft:
    """A block in working pixels."""

    kind: BlockKind
    lines: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The page in working pixels.

    Attributes:
        width: Of the page.
        height: Of the page.
        em: Font size of the running text.
        left: Where the running text begins.
        right: Where it ends.
        leaders: Dotted leaders: left, top, right, bottom.
    """

    width: float
    height: float
    em: float
    left: float
    right: float
    leaders: tuple[tuple[int, int, int, int], ...] = ()

    @staticmethod
    def around(
        segments: Sequence[Segment], width: float, height: float, leaders: Sequence[tuple[int, int, int, int]] = ()
    ) -> "Frame":
        """The frame that the wide lines of a page suggest."""
        long = [one for one in segments if one.width > 0.3 * width] or list(segments)
        return Frame(
            width,
            height,
            typical_size(segments) or 0.0,
            min((one.left for one in long), default=0.0),
            max((one.right for one in long), default=width),
            tuple(leaders),
        )


def blocks_of(segments: Sequence[Segment], frame: Frame, *, first: bool, last: bool) -> list[Draft]:
    """Blocks of a stretch of page without tables, in reading order.

    Args:
        segments: Its segments.
        frame: The page.
        first: Nothing stands above the stretch: a header may open it.
        last: Nothing stands below it: a signature may close it.
    """
    body, aside = _set_aside(segments, frame)
    rows = [_bridged(row, frame) for row in rows_of(body)]
    sections = sections_of(rows, (frame.left + frame.right) / 2)
    drafts: list[Draft] = [draft for draft in aside if draft.kind in {BlockKind.FOLIO, BlockKind.PAGE_NUMBER}]
    for index, section in enumerate(sections):
        kinds = _kinds(section, index, len(sections), frame, first=first, last=last)
        for kind, column in zip(kinds, section.columns, strict=True):
            if column:
                drafts += [Draft(kind, part) for part in _paragraphs(same_size(column, frame.em))]
    if last:
        drafts = _closed(drafts, frame)
    return [*drafts, *(draft for draft in aside if draft.kind is BlockKind.MARGIN)]


def _bridged(row: list[Segment], frame: Frame) -> list[Segment]:
    """A row with what a dotted leader joins in one: ``Sinh ngày: ……… tại: ………`` is no two columns."""
    joined = row[:1]
    for one in row[1:]:
        before = joined[-1]
        dotted = sum(
            min(right, one.left) - max(left, before.right)
            for left, top, right, bottom in frame.leaders
            if left < one.left and right > before.right and abs(bottom - before.base) < _ON_ROW * before.em
        )
        if dotted > _BRIDGED * (one.left - before.right):
            joined[-1] = merge([before, one])
        else:
            joined.append(one)
    return joined


def _set_aside(segments: Sequence[Segment], frame: Frame) -> tuple[list[Segment], list[Draft]]:
    """Parts page numbers, folios and stray marks from the text."""
    body: list[Segment] = []
    aside: list[Draft] = []
    highest = min((one.top for one in segments if one.count > 5), default=0.0)
    lowest = max((one.bottom for one in segments if one.count > 5), default=frame.height)
    for one in segments:
        kind = _lone_kind(one, frame, highest, lowest)
        if kind is None:
            body.append(one)
        else:
            aside.append(Draft(kind, (one,)))
    return body, aside


def _lone_kind(one: Segment, frame: Frame, highest: float, lowest: float) -> BlockKind | None:
    middle = (one.left + one.right) / 2
    short = one.width < 0.25 * frame.width
    above = one.bottom < highest + 0.3 * one.em and one.top < 0.12 * frame.height
    below = one.top > lowest - 0.3 * one.em and one.bottom > 0.88 * frame.height
    outside = one.right < frame.left - frame.em or one.left > frame.right + frame.em
    if (above or below) and one.width < 2.5 * frame.em and abs(middle - frame.width / 2) < 0.12 * frame.width:
        return BlockKind.PAGE_NUMBER
    corner = middle > 0.72 * frame.width and (one.bottom < 0.085 * frame.height or one.top > 0.93 * frame.height)
    if short and corner and (above or below or outside or one.top < 0.05 * frame.height):
        return BlockKind.FOLIO
    edge = min(one.top, frame.height - one.bottom) < 0.05 * frame.height
    if one.count <= 3 and (outside or edge) and one.width < 4 * frame.em:
        return BlockKind.MARGIN
    return None


def _kinds(section: Section, index: int, count: int, frame: Frame, *, first: bool, last: bool) -> list[BlockKind]:
    columns = section.columns
    text = [BlockKind.TEXT] * len(columns)
    if len(columns) == 1:
        return text
    if first and index == 0 and section.top < 0.3 * frame.height:
        return [BlockKind.HEADER_LEFT, *text[2:], BlockKind.HEADER_RIGHT]
    if last and index >= count - 2 and section.top > 0.1 * frame.height:
        small = columns[0] and max(one.em for one in columns[0]) < 0.95 * max(
            (one.em for one in columns[-1]), default=frame.em
        )
        left = BlockKind.RECIPIENTS if small else BlockKind.SIGNATURE
        return [left, *([BlockKind.SIGNATURE] * (len(columns) - 1))]
    return text


def _paragraphs(lines: Sequence[Segment]) -> list[tuple[Segment, ...]]:
    """Cuts a column where the white space between lines is much larger than usual."""
    steps = sorted(after.base - before.base for before, after in pairwise(lines))
    usual = steps[len(steps) // 2] if steps else 0.0
    parts: list[list[Segment]] = []
    for one in lines:
        if parts and one.base - parts[-1][-1].base < max(1.6 * usual, 2.2 * one.em):
            parts[-1].append(one)
        else:
            parts.append([one])
    return [tuple(part) for part in parts]


def _closed(drafts: list[Draft], frame: Frame) -> list[Draft]:
    """Names a signature that stands alone at the right after the last wide line."""
    tail: list[Segment] = []
    if not drafts or drafts[-1].kind is not BlockKind.TEXT:
        return drafts
    lines = [(k, one) for k, draft in enumerate(drafts) for one in draft.lines if draft.kind is BlockKind.TEXT]
    while lines and lines[-1][1].left > frame.left + 0.36 * (frame.right - frame.left):
        tail.insert(0, lines.pop()[1])
    if not lines or not 2 <= len(tail) <= 12 or tail[0].top < 0.2 * frame.height:
        return drafts
    kept = []
    for draft in drafts:
        rest = tuple(one for one in draft.lines if not any(one is other for other in tail))
        if rest:
            kept.append(Draft(draft.kind, rest))
    return [*kept, Draft(BlockKind.SIGNATURE, tuple(tail))]
