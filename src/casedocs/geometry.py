"""Boxes, sizes and affine maps in the one coordinate convention of casedocs.

Positions on a page are in PDF points (1/72 inch), the origin is the top-left corner of the page **as it is shown**
(after /Rotate and cropping), x grows to the right and y downwards. Positions on an image are in pixels with the same
origin and directions. An `Affine` leads from one such plane to the other.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["POINTS_PER_INCH", "Affine", "Box", "Size"]

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height, both ≥ 0, in the unit of the plane they belong to."""

    width: float
    height: float

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-parallel rectangle: left ≤ right, top ≤ bottom, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Vertical extent."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    @property
    def center(self) -> tuple[float, float]:
        """The middle point (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def intersection(self, other: "Box") -> "Box | None":
        """The common part, or None where there is none with an area."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, right, bottom) if left < right and top < bottom else None

    def expanded(self, by: float) -> "Box":
        """The box with a margin of `by` on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def rounded(self, digits: int = 2) -> "Box":
        """The box with its four numbers rounded, as they go into files."""
        return Box(
            round(self.left, digits),
            round(self.top, digits),
            round(self.right, digits),
            round(self.bottom, digits),
        )

    @staticmethod
    def around(boxes: Iterable["Box"]) -> "Box":
        """The smallest box around all of `boxes`.

        Raises:
            ValueError: If there is no box.
        """
        listed = list(boxes)
        return Box(
            min([box.left for box in listed]),
            min([box.top for box in listed]),
            max([box.right for box in listed]),
            max([box.bottom for box in listed]),
        )

    @staticmethod
    def around_points(points: Iterable[tuple[float, float]]) -> "Box":
        """The smallest box around all of `points`.

        Raises:
            ValueError: If there is no point.
        """
        listed = list(points)
        xs = [x for x, _ in listed]
        ys = [y for _, y in listed]
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Affine:
    """The map (x, y) → (a·x + c·y + e, b·x + d·y + f), letters as in a PDF matrix."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @staticmethod
    def scaling(x: float, y: float | None = None) -> "Affine":
        """Scales by `x` and `y` (`x` twice when `y` is not given)."""
        return Affine(a=x, d=x if y is None else y)

    @staticmethod
    def translation(x: float, y: float) -> "Affine":
        """Shifts by (x, y)."""
        return Affine(e=x, f=y)

    @staticmethod
    def rotation(degrees: float) -> "Affine":
        """Rotates clockwise as seen on the page (y points down) about the origin."""
        angle = math.radians(degrees)
        return Affine(math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle))

    def then(self, other: "Affine") -> "Affine":
        """The map that applies `self` first and `other` after it."""
        return Affine(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def inverse(self) -> "Affine":
        """The map back.

        Raises:
            ZeroDivisionError: If the map flattens the plane.
        """
        det = self.a * self.d - self.b * self.c
        a, b, c, d = self.d / det, -self.b / det, -self.c / det, self.a / det
        return Affine(a, b, c, d, -(self.e * a + self.f * c), -(self.e * b + self.f * d))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where (x, y) goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, box: Box) -> Box:
        """The smallest box around the image of `box`."""
        if self.b == 0 == self.c:  # no turn: two corners are enough
            x0, x1 = self.a * box.left + self.e, self.a * box.right + self.e
            y0, y1 = self.d * box.top + self.f, self.d * box.bottom + self.f
            return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
        return Box.around_points(self.point(x, y) for x, y in corners)
