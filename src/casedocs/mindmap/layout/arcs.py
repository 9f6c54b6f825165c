"""Relationships: curves between any two topics or boundaries, with a label on the bend."""

from collections.abc import Iterable, Mapping, Sequence

from casedocs.geometry import Box
from casedocs.mindmap._fonts import FontSet, clean
from casedocs.mindmap.layout.placed import Arc, Point
from casedocs.mindmap.layout.shapes import LINE, wrap
from casedocs.mindmap.model import Relationship

__all__ = ["LABEL_SIZE", "arcs_of", "on_curve"]

LABEL_SIZE = 10.5
_SCORED = 400


def _edge(box: Box, towards: Point) -> Point:
    """Where the line from the middle of `box` to `towards` leaves it."""
    (cx, cy), (x, y) = box.center, towards
    dx, dy = x - cx, y - cy
    if not dx and not dy:
        return cx, box.top
    scale = min(
        (box.width / 2 + 2) / abs(dx) if dx else float("inf"), (box.height / 2 + 2) / abs(dy) if dy else float("inf")
    )
    return cx + dx * scale, cy + dy * scale


def on_curve(points: tuple[Point, Point, Point, Point], t: float) -> Point:
    """The point of a cubic curve at `t`, 0 to 1."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return sum(w * p[0] for w, p in zip(weights, points, strict=True)), sum(
        w * p[1] for w, p in zip(weights, points, strict=True)
    )


def _bent(a: Box, b: Box, bend: float) -> tuple[Point, Point, Point, Point]:
    (ax, ay), (bx, by) = a.center, b.center
    dx, dy = bx - ax, by - ay
    control = [(ax + dx * t - dy * bend, ay + dy * t + dx * bend) for t in (0.25, 0.75)]
    return _edge(a, control[0]), control[0], control[1], _edge(b, control[1])


def _aside(a: Box, b: Box, side: int) -> tuple[Point, Point, Point, Point]:
    """Around the side of two boxes that stand one above the other."""
    x1, x2 = (a.right + 2, b.right + 2) if side > 0 else (a.left - 2, b.left - 2)
    outer = max(x1, x2) + 70 if side > 0 else min(x1, x2) - 70
    return (x1, a.center[1]), (outer, a.center[1]), (outer, b.center[1]), (x2, b.center[1])


def _crossed(points: tuple[Point, Point, Point, Point], boxes: Sequence[Box]) -> int:
    trail = [on_curve(points, step / 16) for step in range(1, 16)]
    return sum(
        3 if step == 7 else 1
        for step, (x, y) in enumerate(trail)
        for box in boxes
        if box.left <= x <= box.right and box.top <= y <= box.bottom
    )


def _best(a: Box, b: Box, boxes: Sequence[Box]) -> tuple[Point, Point, Point, Point]:
    tries = [_aside(a, b, side) for side in (1, -1)] if a.left < b.right and b.left < a.right else []
    tries += [_bent(a, b, bend) for bend in (0.22, -0.22, 0.12, -0.12, 0.34, -0.34, 0.06, -0.06)]
    if len(boxes) > _SCORED:
        return tries[0]
    return min(tries, key=lambda points: _crossed(points, boxes))


def _label_spot(points: tuple[Point, Point, Point, Point], size: tuple[float, float], boxes: Sequence[Box]) -> Point:
    """Where on the curve a label of this size covers the fewest topics, the middle if nothing is better."""
    if len(boxes) > _SCORED:
        return on_curve(points, 0.5)

    def covered(t: float) -> int:
        x, y = on_curve(points, t)
        label = Box(x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)
        return sum(label.intersection(box) is not None for box in boxes)

    return on_curve(points, min((0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82), key=covered))


def arcs_of(
    relationships: Iterable[Relationship], ends: Mapping[str, tuple[int, Box]], boxes: Sequence[Box], fonts: FontSet
) -> list[Arc]:
    """The arcs whose two ends are drawn.

    Args:
        relationships: Of the sheet.
        ends: Id of a topic or boundary → index of the topic it belongs to, and its box.
        boxes: All topics; of a few bends the one that crosses the fewest is taken.
        fonts: For the labels.
    """
    arcs: list[Arc] = []
    for relationship in relationships:
        start, end = ends.get(relationship.start_id), ends.get(relationship.end_id)
        if start is None or end is None or start[1] == end[1]:
            continue
        points = _best(start[1], end[1], boxes)
        text = clean(relationship.title).strip()
        lines = wrap(text, fonts, size=LABEL_SIZE, room=150.0, most=4) if text else []
        wide = max((fonts.width(line, LABEL_SIZE) for line in lines), default=0.0) + 12
        size = (wide, len(lines) * LABEL_SIZE * LINE + 6)
        spot = _label_spot(points, size, boxes) if lines else on_curve(points, 0.5)
        arcs.append(Arc(relationship, points, tuple(lines), spot, (start[0], end[0])))
    return arcs
