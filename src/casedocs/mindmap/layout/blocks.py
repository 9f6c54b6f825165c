"""Blocks: rectangles that hold a whole branch and are put together without ever overlapping.

A branch is laid out from its leaves to its root. What is placed once inside a block is never moved against it, and
blocks are only set side by side: no two boxes of a map can overlap, whatever the mixture of structures.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from casedocs.mindmap.layout.placed import FrameKind
from casedocs.mindmap.model import Boundary, Summary

__all__ = ["PAD", "TITLE", "Block", "Mark", "Seat", "Side", "Span", "framed", "grouped", "stack"]

PAD = 9.0
TITLE = 18.0
BRACE = 16.0
_MAX_NESTING = 12

Side = FrameKind


@dataclass(slots=True)
class Seat:
    """A cell's block inside a larger one: number of the cell and the block's top-left corner."""

    cell: int
    x: float
    y: float


@dataclass(slots=True)
class Mark:
    """A frame or brace inside a block."""

    kind: FrameKind
    x: float
    y: float
    width: float
    height: float
    subject: Boundary | Summary


@dataclass(slots=True)
class Block:
    """A rectangle with what sits in it.

    Attributes:
        width: In points.
        height: In points.
        first: Anchor (where the wire of its first topic ends) along the axis of the stack.
        last: The same for its last topic.
        seats: Cells.
        marks: Frames and braces.
        nesting: How many frames lie in each other.
    """

    width: float
    height: float
    first: float
    last: float
    seats: list[Seat]
    marks: list[Mark] = field(default_factory=list)
    nesting: int = 0

    def contents(self, dx: float, dy: float) -> tuple[list[Seat], list[Mark]]:
        """Seats and marks moved by (dx, dy)."""
        seats = [Seat(seat.cell, seat.x + dx, seat.y + dy) for seat in self.seats]
        return seats, [replace(mark, x=mark.x + dx, y=mark.y + dy) for mark in self.marks]


@dataclass(slots=True)
class Span:
    """A boundary or summary over the children `start` to `end` (inclusive); `extra` holds the summary's own branch."""

    start: int
    end: int
    subject: Boundary | Summary
    extra: Block | None = None


def stack(blocks: Sequence[Block], gap: float, *, side: Side) -> Block:
    """Blocks in a column (sides right and left, flush with the parent) or in a row (down, up)."""
    upright = side in {FrameKind.BRACE_RIGHT, FrameKind.BRACE_LEFT}
    across = max(block.width if upright else block.height for block in blocks)
    seats: list[Seat] = []
    marks: list[Mark] = []
    at, anchors = 0.0, (0.0, 0.0)
    for number, block in enumerate(blocks):
        free = across - (block.width if upright else block.height)
        off = free if side in {FrameKind.BRACE_LEFT, FrameKind.BRACE_UP} else 0.0
        new_seats, new_marks = block.contents(off, at) if upright else block.contents(at, off)
        seats += new_seats
        marks += new_marks
        anchors = (at + block.first if number == 0 else anchors[0], at + block.last)
        at += (block.height if upright else block.width) + gap
    along = at - gap
    nesting = max(block.nesting for block in blocks)
    return Block(*((across, along) if upright else (along, across)), *anchors, seats, marks, nesting)


def framed(block: Block, boundary: Boundary, *, upright: bool) -> Block:
    """The block inside a boundary's frame."""
    top = PAD + (TITLE if boundary.title.strip() else 0.0)
    seats, marks = block.contents(PAD, top)
    width, height = block.width + 2 * PAD, block.height + PAD + top
    frame = Mark(FrameKind.BOUNDARY, 0.0, 0.0, width, height, boundary)
    shift = top if upright else PAD
    return Block(
        width, height, block.first + shift, block.last + shift, seats, [frame, *marks], block.nesting + 1
    )  # fmt: skip


def _summed(block: Block, summary: Summary, extra: Block, side: Side) -> Block:
    """The block, a brace along it, and the summary's branch at the point of the brace."""
    upright = side in {FrameKind.BRACE_RIGHT, FrameKind.BRACE_LEFT}
    mine, other = (block.height, extra.height) if upright else (block.width, extra.width)
    middle = (extra.first + extra.last) / 2
    offset = mine / 2 - middle
    low, high = min(0.0, offset), max(mine, offset + other)
    base, reach = -low, block.width if upright else block.height
    first_side = side in {FrameKind.BRACE_RIGHT, FrameKind.BRACE_DOWN}
    depth = extra.width if upright else extra.height
    a, brace, b = (0.0, reach + 3, reach + BRACE) if first_side else (depth + BRACE, depth + 3, 0.0)

    def spot(along: float, across: float) -> tuple[float, float]:
        return (across, along) if upright else (along, across)

    seats, marks = block.contents(*spot(base, a))
    more_seats, more_marks = extra.contents(*spot(base + offset, b))
    x, y = spot(base, brace)
    size = (BRACE - 6, mine) if upright else (mine, BRACE - 6)
    marks = [*marks, *more_marks, Mark(side, x, y, *size, summary)]
    total = reach + BRACE + depth
    shape = (total, high - low) if upright else (high - low, total)
    return Block(*shape, block.first + base, block.last + base, [*seats, *more_seats], marks, block.nesting + 1)


def grouped(blocks: Sequence[Block], spans: Sequence[Span], gap: float, *, side: Side) -> Block:
    """A stack of blocks in which ranges are framed or summed.

    Ranges are worked from the shortest to the longest; one that crosses another is widened until it holds it.
    """
    upright = side in {FrameKind.BRACE_RIGHT, FrameKind.BRACE_LEFT}
    slots = list(blocks)
    starts = list(range(len(blocks)))
    for span in sorted(spans, key=lambda span: (span.end - span.start, span.extra is None, span.start)):
        low = max(0, bisect_right(starts, span.start) - 1)
        high = max(low + 1, bisect_left(starts, span.end + 1))
        inner = stack(slots[low:high], gap, side=side)
        if inner.nesting >= _MAX_NESTING and span.extra is None:
            continue
        if span.extra is not None and isinstance(span.subject, Summary):
            made = _summed(inner, span.subject, span.extra, side)
        elif isinstance(span.subject, Boundary):
            made = framed(inner, span.subject, upright=upright)
        else:
            continue
        slots[low:high] = [made]
        starts[low:high] = [starts[low]]
    return stack(slots, gap, side=side)
