"""Sections of columns: which lines are read down before those beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from casedocs.ocr.layout.rows import merge
from casedocs.ocr.layout.segments import Segment

__all__ = ["Section", "sections_of"]

# White space between columns: from x to x.
Gap = tuple[float, float]


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


def _gutters(row: Sequence[Segment]) -> list[Gap]:
    """The gaps of a row that may part columns."""
    return [
        (before.right, after.left)
        for before, after in pairwise(row)
        if after.left - before.right > 0.55 * max(before.em, after.em)
    ]


def _extent(rows: Sequence[list[Segment]], start: int, gutters: list[Gap], center: float) -> tuple[int, list[Gap]]:
    """How far down the gutters of row `start` stay open, and what is left of them.

    A gutter counts when rows above and below it share it, or when it is far wider than a space between words.
    """
    em = max(one.em for one in rows[start])
    votes = [1] * len(gutters)
    end = start + 1
    while end < len(rows) and not _starts_anew(rows[start:end], rows[end], em, center, gutters):
        row = rows[end]
        narrowed = [_narrow(gutter, row) for gutter in gutters]
        kept = [
            (gutter, vote + _both_sides(gutter, row))
            for gutter, vote in zip(narrowed, votes, strict=True)
            if gutter is not None and gutter[1] - gutter[0] > 0.2 * em
        ]
        if max((vote for _, vote in kept), default=0) < max(votes):
            break
        gutters, votes = [gutter for gutter, _ in kept], [vote for _, vote in kept]
        end += 1
    return end, [
        gutter
        for gutter, vote in zip(gutters, votes, strict=True)
        if gutter[1] - gutter[0] > (0.2 if vote >= 3 else 0.5 if vote == 2 else 2.2) * em
    ]


def _starts_anew(
    rows: Sequence[Sequence[Segment]], row: Sequence[Segment], em: float, center: float, gutters: list[Gap]
) -> bool:
    """Whether a row stands clear of the rows above it: far below them, a title, or out of line with its column."""
    distance = min(one.top for one in row) - max(one.bottom for above in rows for one in above)
    if distance > 3.2 * em:
        return True
    if len(row) > 1 or distance < 0.5 * em:
        return False
    middle = _middle(row[0])
    if abs(middle - center) < 0.8 * em:
        return True
    edge = sum(gutters[0]) / 2
    column = [_middle(one) for above in rows for one in above if (_middle(one) < edge) == (middle < edge)]
    centered = len(column) > 1 and max(column) - min(column) < 1.5 * em
    return centered and abs(middle - column[-1]) > 2 * em


def _middle(one: Segment) -> float:
    return (one.left + one.right) / 2


def _narrow(gutter: Gap, row: Sequence[Segment]) -> Gap | None:
    """What is left of a gutter when a row passes it; None when a segment crosses it."""
    left, right = gutter
    for one in row:
        if one.right < right and (one.left < left or one.right - left < right - one.left):
            left = max(left, one.right)
        elif one.left > left:
            right = min(right, one.left)
        else:
            return None
    return (left, right) if right > left else None


def _both_sides(gutter: Gap, row: Sequence[Segment]) -> int:
    middle = sum(gutter) / 2
    return int(any(one.right <= middle for one in row) and any(one.left >= middle for one in row))


def _pull_back(sections: list[Section], gutters: list[Gap]) -> list[list[Segment]]:
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


def _columns(rows: Sequence[Sequence[Segment]], gutters: list[Gap]) -> Section:
    edges = [sum(gutter) / 2 for gutter in gutters]
    section = Section([[] for _ in range(len(edges) + 1)])
    for row in rows:
        parts: list[list[Segment]] = [[] for _ in section.columns]
        for one in row:
            parts[sum(_middle(one) > edge for edge in edges)].append(one)
        for column, part in zip(section.columns, parts, strict=True):
            if part:
                column.append(merge(part))
    return section
