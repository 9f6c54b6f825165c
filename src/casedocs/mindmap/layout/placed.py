"""The result of a layout: boxes, wires, frames and arcs on one plane, in points, origin top-left, y downwards."""

from dataclasses import dataclass
from enum import StrEnum

from casedocs.geometry import Box, Size
from casedocs.mindmap.model import Boundary, Kind, Relationship, Summary, Topic

__all__ = ["Arc", "Frame", "FrameKind", "Layout", "Placed", "Point", "Shape", "Wire", "WireKind"]

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """How one topic's box is filled, measured before it is placed.

    Attributes:
        lines: The wrapped title.
        chips: Rows of labels under it.
        size: Font size in points.
        bold: Heading weight.
        pad_x: Space left and right of the content.
        pad_y: Space above and below it.
        icons: Number of markers drawn before the title.
        picture: Width and height of the picture above the title, None without one.
        width: Of the whole box.
        height: Of the whole box.
    """

    lines: tuple[str, ...]
    chips: tuple[tuple[str, ...], ...]
    size: float
    bold: bool
    pad_x: float
    pad_y: float
    icons: int
    picture: tuple[float, float] | None
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A topic in its place.

    Attributes:
        topic: The topic.
        parent: Index of the parent in `Layout.topics`; None for the root and for floating topics.
        kind: How it hangs on its parent.
        level: 0 for roots.
        branch: Number of the main branch it belongs to (its colour); -1 for the root.
        box: Its frame.
        shape: What is inside.
        number: The number that the parent's numbering gives it, with its dot; may be empty.
    """

    topic: Topic
    parent: int | None
    kind: Kind
    level: int
    branch: int
    box: Box
    shape: Shape
    number: str


class WireKind(StrEnum):
    """How a wire is drawn: a soft curve through four control points, corners, a callout's tail, or a main axis."""

    CURVE = "curve"
    ELBOW = "elbow"
    TAIL = "tail"
    AXIS = "axis"


@dataclass(frozen=True, slots=True)
class Wire:
    """A line from parent to child; `owner` is the index of the topic it belongs to."""

    kind: WireKind
    points: tuple[Point, ...]
    owner: int


class FrameKind(StrEnum):
    """A boundary's frame, or a summary's brace (named after the side to which it opens its point)."""

    BOUNDARY = "boundary"
    BRACE_RIGHT = "brace-right"
    BRACE_LEFT = "brace-left"
    BRACE_DOWN = "brace-down"
    BRACE_UP = "brace-up"


@dataclass(frozen=True, slots=True)
class Frame:
    """A boundary or a brace; `owner` is the index of the topic whose children it holds."""

    kind: FrameKind
    box: Box
    owner: int
    title: str
    subject: Boundary | Summary


@dataclass(frozen=True, slots=True)
class Arc:
    """A relationship: a cubic curve, its label centred at `middle`."""

    relationship: Relationship
    points: tuple[Point, Point, Point, Point]
    lines: tuple[str, ...]
    middle: Point
    ends: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole sheet in its place; parents come before their children."""

    size: Size
    topics: tuple[Placed, ...]
    wires: tuple[Wire, ...]
    frames: tuple[Frame, ...]
    arcs: tuple[Arc, ...]
    cut: int
    """Topics that the options left out (deeper than `max_depth`, or inside closed branches)."""
