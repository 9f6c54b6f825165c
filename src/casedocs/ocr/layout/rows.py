"""Lines side by side: rows, sections of columns, and the order in which people read them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from casedocs.ocr.layout.segments import Segment

__all__ = ["Section", "merge", "rows_of", "same_size", "sections_of"]


@dataclass(slots=True)
class Section:
    """Rows that are read column by column.

    Attributes:
        columns: The segments of each column, top to bottom; one column for running text.
    """

    columns: list[list[Segment]] = field(default_factory=list)

    @property
    def top(self) -> float:
        """The y of the highest segment."""
        return min(segment.top for column in self.columns for segment in column)

    @property
    def bottom(self) -> float:
        """The y of the lowest segment."""
        return max(segment.bottom for column in self.columns for segment in column)


def merge(parts: Sequence[Segment]) -> Segment:
    """One segment for several of the same row, left to right."""
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return first
    weights = [max(part.count, 1) * part.width for part in parts]
    total = sum(weights)
    main = parts[weights.index(max(weights))]
    return Segment(
        left=min(part.left for part in parts),
        top=min(part.top for part in parts),
        right=max(part.right for part in parts),
        bottom=max(part.bottom for part in parts),
        base_left=first.base_left if first.count > 3 else main.base_left,
        base_right=last.base_right if last.count > 3 else main.base_right,
        em=main.em,
        other_em=main.other_em,
        count=sum(part.count for part in parts),
        steadiness=sum(part.steadiness * weight for part, weight in zip(parts, weights, strict=True)) / total,
    )


def rows_of(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments that stand on about the same baseline, left to right; rows from top to bottom."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda one: one.base):
        home = None
        for row in reversed(rows[-4:]):
            if all(_beside(segment, other) for other in row):
                home = row
                break
        if home is None:
            rows.append([segment])
        else:
            home.append(segment)
    for row in rows:
        row.sort(key=lambda one: one.left)
    return sorted(rows, key=lambda row: sum(one.base for one in row) / len(row))


def _beside(one: Segment, other: Segment) -> bool:
    small = min(one.em, other.em)
    apart = one.left >= other.right - 0.3 * small or other.left >= one.right - 0.3 * small
    return apart and abs(one.base - other.base) < 0.45 * small


def sections_of(rows: Sequence[list[Segment]], center: float) -> list[Section]:
    """Groups rows to sections: a gutter that neighbouring rows share parts columns, anything else is running text.

    Args:
        rows: Top to bottom.
        center: x of the middle of the text area; a title centred on it ends a header.
    """
    sections: list[Section] = []
    index = 0
    while index < len(rows):
        gutters = _gutters(rows[index])
        end = index + 1
        if gutters:
            end, gutters = _extent(rows, index, gutters, center)
        if not gutters:
            _running(sections).append(merge(rows[index]))
            index += 1
            continue
        taken = _pull_back(sections, gutters)
        sections.append(_columns([*taken, *rows[index:end]], gutters))
        index = end
    return [section for section in sections if any(section.columns)]


def _running(sections: list[Section]) -> list[Segment]:
    if not sections or len(sections[-1].columns) != 1:
        sections.append(Section([[]]))
    return sections[-1].columns[0]


def _gutters(row: Sequence[Segment]) -> list[tuple[float, float]]:
    """The gaps of a row that may part columns."""
    return [
        (before.right, after.left)
        for before, after in pairwise(row)
        if after.left - before.right > 0.55 * max(before.em, after.em)
    ]


def _extent(
    rows: Sequence[list[Segment]], start: int, gutters: list[tuple[float, float]], center: float
) -> tuple[int, list[tuple[float, float]]]:
    """How far down the gutters of row `start` stay open, and what is left of them.

    A gutter counts when it is shared with another row that has text on both sides, or when it is far wider than a
    space between words.
    """
    em = max(one.em for one in rows[start])
    votes = [1] * len(gutters)
    bottoms = {0: max(one.bottom for one in rows[start])}
    end = start + 1
    open_gutters = list(gutters)
    while end < len(rows):
        row = rows[end]
        distance = min(one.top for one in row) - max(bottoms.values())
        if distance > 3.2 * em or (distance > 0.5 * em and _is_title(row, center)):
            break
        narrowed = [_narrow(gutter, row) for gutter in open_gutters]
        kept = [k for k, gutter in enumerate(narrowed) if gutter is not None and gutter[1] - gutter[0] > 0.2 * em]
        kept_votes = [votes[k] + _both_sides(narrowed[k], row) for k in kept]
        strongest = max(votes)
        if not kept or max(kept_votes, default=0) < strongest:
            break
        open_gutters, votes = [gutter for k in kept if (gutter := narrowed[k]) is not None], kept_votes
        bottoms[end] = max(one.bottom for one in row)
        end += 1
    chosen = [
        gutter
        for gutter, vote in zip(open_gutters, votes, strict=True)
        if gutter[1] - gutter[0] > (0.2 if vote >= 3 else 0.5 if vote == 2 else 2.2) * em
    ]
    return end, chosen


def _is_title(row: Sequence[Segment], center: float) -> bool:
    return len(row) == 1 and abs((row[0].left + row[0].right) / 2 - center) < 0.8 * row[0].em


def _narrow(gutter: tuple[float, float] | None, row: Sequence[Segment]) -> tuple[float, float] | None:
    """What is left of a gutter when a row passes it; None when a segment crosses it."""
    if gutter is None:
        return None
    left, right = gutter
    for one in row:
        if one.right < right and (one.left < left or one.right - left < right - one.left):
            left = max(left, one.right)
        elif one.left > left:
            right = min(right, one.left)
        else:
            return None
    return (left, right) if right > left else None


def _both_sides(gutter: tuple[float, float] | None, row: Sequence[Segment]) -> int:
    if gutter is None:
        return 0
    middle = sum(gutter) / 2
    return int(any(one.right <= middle for one in row) and any(one.left >= middle for one in row))


def _pull_back(sections: list[Section], gutters: list[tuple[float, float]]) -> list[list[Segment]]:
    """Takes single lines right of the gutter that stand just above a section into it (the first line of a header)."""
    taken: list[list[Segment]] = []
    if not sections or len(sections[-1].columns) != 1:
        return taken
    column = sections[-1].columns[0]
    while column and column[-1].left >= gutters[-1][0] and len(taken) < 4:
        if taken and taken[0][0].top - column[-1].bottom > 1.5 * column[-1].em:
            break
        taken.insert(0, [column.pop()])
    return taken


def _columns(rows: Sequence[Sequence[Segment]], gutters: list[tuple[float, float]]) -> Section:
    edges = [sum(gutter) / 2 for gutter in gutters]
    section = Section([[] for _ in range(len(edges) + 1)])
    for row in rows:
        parts: list[list[Segment]] = [[] for _ in section.columns]
        for one in row:
            middle = (one.left + one.right) / 2
            parts[sum(middle > edge for edge in edges)].append(one)
        for column, part in zip(section.columns, parts, strict=True):
            if part:
                column.append(merge(part))
    return section


def same_size(lines: Sequence[Segment], page_em: float) -> list[Segment]:
    """Settles font sizes within a block: short lines and one-height lines follow their neighbours."""
    weights = sorted(
        (one.em, one.count) for one in lines if (one.count >= 5 and one.em != one.other_em) or one.count > 15
    )
    typical = _weighted_median(weights) or page_em
    settled = []
    for one in lines:
        em = min((one.em, one.other_em), key=lambda size: abs(size - typical)) if one.count < 10 else one.em
        if one.count < 4 and not 0.7 * typical < em < 1.4 * typical:
            em = typical
        settled.append(replace(one, em=typical if 0.87 * typical < em < 1.15 * typical else em))
    return settled


def _weighted_median(pairs: Sequence[tuple[float, int]]) -> float | None:
    half = sum(weight for _, weight in pairs) / 2
    for value, weight in pairs:
        half -= weight
        if half <= 0:
            return value
    return None
