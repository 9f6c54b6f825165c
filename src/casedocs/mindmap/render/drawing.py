"""A picture as plain shapes, before it becomes SVG or PDF. Units: pixels of 1/96 inch, y downwards."""

from dataclasses import dataclass, field

from casedocs.geometry import Box

__all__ = ["Curve", "Drawing", "Frame", "Label"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A rectangle with round corners; colours as ``#RRGGBB``, empty for none."""

    box: Box
    radius: float = 0.0
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A line: two points straight, four points a cubic Bézier curve, any other number a polyline."""

    points: tuple[tuple[float, float], ...]
    stroke: str
    width: float = 1.5
    dashed: bool = False
    arrow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A line of text: `x` and `baseline` where it starts."""

    x: float
    baseline: float
    text: str
    size: float
    colour: str = "#000000"
    bold: bool = False
    link: str = ""


@dataclass(slots=True)
class Drawing:
    """All shapes, back to front, and the frame around them."""

    box: Box = field(default_factory=lambda: Box(0, 0, 1, 1))
    shapes: list[Frame | Curve | Label] = field(default_factory=list)
    title: str = ""
    missing: set[str] = field(default_factory=set)
