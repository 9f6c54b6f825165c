"""Places in a text and the maps between two versions of it.

Offsets count code points (what ``len`` counts); a span is half-open, as slices are. An `OffsetMap` is built from the
list of edits that made one text out of another, so it is exact by construction: outside the edits the two texts
correspond character by character.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge

from casedocs.errors import UsageError

__all__ = ["OffsetMap", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters ``start`` ≤ i < ``end`` of a text.

    Raises:
        UsageError: If not 0 ≤ start ≤ end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise UsageError(f"a span needs 0 ≤ start ≤ end, not {self.start}…{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is a place: an empty one is still there."""
        return True

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two have a character in common."""
        return max(self.start, other.start) < min(self.end, other.end)

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> "Span":
        """The span moved by `by` characters."""
        return Span(self.start + by, self.end + by)

    def joined(self, other: "Span") -> "Span":
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


_Edit = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Leads from the offsets of a source text to those of a target text made from it.

    Attributes:
        source_length: Length of the source in characters.
        target_length: Length of the target in characters.
        edits: ``(source_start, source_end, target_start, target_end)`` of every piece whose characters do not
            correspond one to one, in order, without overlap.
    """

    source_length: int
    target_length: int
    edits: tuple[_Edit, ...] = ()

    @staticmethod
    def identity(length: int) -> "OffsetMap":
        """The map of a text onto itself."""
        return OffsetMap(length, length)

    @staticmethod
    def from_edits(source_length: int, edits: Iterable[tuple[int, int, int]]) -> "OffsetMap":
        """The map made by replacing pieces of the source.

        Args:
            source_length: Length of the source.
            edits: ``(start, end, new_length)`` in source offsets, in order and without overlap.

        Raises:
            UsageError: If the edits overlap, go backwards or leave the source.
        """
        rows: list[_Edit] = []
        last, shift = 0, 0
        for start, end, length in edits:
            if not last <= start <= end <= source_length or length < 0:
                raise UsageError(f"edit {start}…{end} overlaps another one or leaves the text of {source_length}")
            rows.append((start, end, start + shift, start + shift + length))
            shift += length - (end - start)
            last = end
        return OffsetMap(source_length, source_length + shift, tuple(rows))

    @property
    def is_identity(self) -> bool:
        """Whether nothing was changed."""
        return not self.edits

    def position(self, offset: int, *, after: bool = False) -> int:
        """Where an offset of the source lies in the target.

        Inside a replaced piece it is the piece's start, or its end with `after`; at a place where text was inserted it
        is the offset before the insertion, or the one behind it with `after`.

        Raises:
            UsageError: If `offset` lies outside the source.
        """
        _, low, high = self._place(offset)
        return high if after else low

    def _place(self, offset: int) -> tuple[bool, int, int]:
        """Whether an offset is strictly inside a replaced piece, and the lowest and highest place it can mean."""
        if not 0 <= offset <= self.source_length:
            raise UsageError(f"offset {offset} is outside the text of {self.source_length} characters")
        index = bisect_left(self.edits, offset, key=_source_start)
        low = offset
        if index:
            _, source_end, target_start, target_end = self.edits[index - 1]
            if offset < source_end:
                return True, target_start, target_end
            low += target_end - source_end
        high = low
        while index < len(self.edits) and self.edits[index][1] == offset:  # pure insertions
            high = self.edits[index][3]
            index += 1
        return False, low, high

    def map(self, span: Span) -> Span:
        """The piece of the target that came from `span`.

        A replaced piece that the span touches is taken whole; text inserted just outside the span is left out.

        Raises:
            UsageError: If the span leaves the source.
        """
        inside_start, low, high = self._place(span.start)
        start = low if inside_start else high
        if len(span) == 0:
            return Span(low, low)
        inside_end, low, high = self._place(span.end)
        return Span(start, max(start, high if inside_end else low))

    def invert(self) -> "OffsetMap":
        """The map from the target back to the source."""
        rows = tuple((c, d, a, b) for a, b, c, d in self.edits)
        return OffsetMap(self.target_length, self.source_length, rows)

    def compose(self, later: "OffsetMap") -> "OffsetMap":
        """The map that goes through `self` first and through `later` after it.

        Raises:
            UsageError: If `later` does not start from a text as long as this map's target.
        """
        if self.target_length != later.source_length:
            raise UsageError(f"maps do not fit: {self.target_length} characters here, {later.source_length} there")
        if not self.edits:
            return later
        if not later.edits:
            return self
        return OffsetMap(self.source_length, later.target_length, tuple(_composed(self.edits, later.edits)))


def _source_start(edit: _Edit) -> int:
    return edit[0]


def _composed(first: tuple[_Edit, ...], second: tuple[_Edit, ...]) -> Iterator[_Edit]:
    """Joins edits that meet in the text between; ``shift`` = offset there minus (or plus) offset outside."""
    ours = ((c, d, (b - a) - (d - c), 0) for a, b, c, d in first)
    theirs = ((a, b, 0, (d - c) - (b - a)) for a, b, c, d in second)
    group_start = group_end = -1
    source_shift = target_shift = 0
    source_grown = target_grown = 0
    for start, end, source_growth, target_growth in merge(ours, theirs, key=lambda row: row[:2]):
        joins = start < group_end or start == end == group_start == group_end
        if not joins:
            if group_start >= 0:
                yield _outer(group_start, group_end, source_shift, source_grown, target_shift, target_grown)
            source_shift, target_shift = source_shift + source_grown, target_shift + target_grown
            source_grown = target_grown = 0
            group_start, group_end = start, end
        group_end = max(group_end, end)
        source_grown += source_growth
        target_grown += target_growth
    yield _outer(group_start, group_end, source_shift, source_grown, target_shift, target_grown)


def _outer(start: int, end: int, source_shift: int, source_grown: int, target_shift: int, target_grown: int) -> _Edit:
    return (
        start + source_shift,
        end + source_shift + source_grown,
        start + target_shift,
        end + target_shift + target_grown,
    )
