"""A sheet laid out: cells planted, branches composed from the leaves up, everything placed on one plane."""

from collections.abc import Sequence

from casedocs.geometry import Box, Size
from casedocs.mindmap._fonts import FontSet, clean, load_fonts
from casedocs.mindmap.layout.arcs import LABEL_SIZE, arcs_of, on_curve
from casedocs.mindmap.layout.cells import Cell, plant
from casedocs.mindmap.layout.compose import compose
from casedocs.mindmap.layout.options import LayoutOptions
from casedocs.mindmap.layout.placed import Arc, Frame, FrameKind, Layout, Placed, Wire
from casedocs.mindmap.layout.wires import wires_of
from casedocs.mindmap.model import Sheet

__all__ = ["MARGIN", "arrange"]

MARGIN = 28.0
_APART = 30.0


def arrange(sheet: Sheet, *, options: LayoutOptions | None = None, fonts: FontSet | None = None) -> Layout:
    """Places every topic of a sheet.

    Boxes never overlap each other and lie inside the page; the same sheet gives the same layout.

    Args:
        sheet: The sheet; it is not changed.
        options: Shape, depth, widths.
        fonts: The chain to measure with; None loads the one that the options name.

    Raises:
        LimitExceededError: If the sheet has more topics than the options allow.
        UsageError: If the tree is tied into a ring.
        MissingExtraError: If the fonts are not installed.
    """
    options = options or LayoutOptions()
    fonts = fonts or load_fonts(options.fonts)
    cells, cut = plant(sheet.root, fonts, options)
    for cell in reversed(cells):
        compose(cells, cell)
    corners, frames = _settle(cells)
    boxes = [
        Box(x, y, x + cell.shape.width, y + cell.shape.height) for (x, y), cell in zip(corners, cells, strict=True)
    ]
    ends = {cell.topic.id: (index, boxes[index]) for index, cell in reversed(list(enumerate(cells)))}
    ends |= {frame.subject.id: (frame.owner, frame.box) for frame in frames if frame.kind is FrameKind.BOUNDARY}
    arcs = arcs_of(sheet.relationships, ends, boxes, fonts)
    return _on_page(cells, boxes, wires_of(cells, boxes), frames, arcs, cut, fonts)


def _free_spots(cells: list[Cell], tops: list[int]) -> dict[int, tuple[float, float]]:
    """Corners of the blocks of the root and of the floating topics: where the file says, else in rows below."""
    first = tops[0]
    root = cells[first]
    spots = {first: (0.0, 0.0)}
    taken = [Box(0.0, 0.0, *root.size)]
    cx, cy = root.anchor
    waiting: list[int] = []
    for index in tops[1:]:
        cell = cells[index]
        position = cell.topic.position
        if position is None or not (abs(position.x) < 1e5 and abs(position.y) < 1e5) or len(taken) > 300:
            waiting.append(index)
            continue
        x, y = cx + position.x - cell.anchor[0], cy + position.y - cell.anchor[1]
        box = Box(x, y, x + cell.size[0], y + cell.size[1])
        if any(box.expanded(6.0).intersection(other) for other in taken):
            waiting.append(index)
            continue
        spots[index] = (x, y)
        taken.append(box)
    _rows_below(cells, waiting, taken, spots)
    return spots


def _rows_below(cells: list[Cell], waiting: list[int], taken: list[Box], spots: dict[int, tuple[float, float]]) -> None:
    left, right = min(box.left for box in taken), max(box.right for box in taken)
    x, y, tall = left, max(box.bottom for box in taken) + _APART, 0.0
    for index in waiting:
        width, height = cells[index].size
        if x > left and x + width > right:
            x, y, tall = left, y + tall + _APART, 0.0
        spots[index] = (x, y)
        x, tall = x + width + _APART, max(tall, height)


def _settle(cells: list[Cell]) -> tuple[list[tuple[float, float]], list[Frame]]:
    """The corner of every box, and all frames, on one plane."""
    tops = [index for index, cell in enumerate(cells) if cell.parent is None]
    corners: list[tuple[float, float]] = [(0.0, 0.0)] * len(cells)
    frames: list[Frame] = []
    waiting = list(_free_spots(cells, tops).items())
    while waiting:
        index, (x, y) = waiting.pop()
        cell = cells[index]
        corners[index] = (x + cell.own[0], y + cell.own[1])
        waiting += [(seat.cell, (x + seat.x, y + seat.y)) for seat in cell.seats]
        for mark in cell.marks:
            box = Box(x + mark.x, y + mark.y, x + mark.x + mark.width, y + mark.y + mark.height)
            title = clean(getattr(mark.subject, "title", "")).replace("\n", " ").strip()
            frames.append(Frame(mark.kind, box, index, title, mark.subject))
    frames.sort(key=lambda frame: frame.owner)
    return corners, frames


def _extent(
    boxes: Sequence[Box], wires: Sequence[Wire], frames: Sequence[Frame], arcs: Sequence[Arc], fonts: FontSet
) -> Box:
    points = [(box.left, box.top) for box in boxes] + [(box.right, box.bottom) for box in boxes]
    for frame in frames:
        points += [(frame.box.left, frame.box.top), (frame.box.right, frame.box.bottom)]
        points.append((frame.box.left + fonts.width(frame.title, LABEL_SIZE) + 16.0, frame.box.top))
    for wire in wires:
        points += wire.points
    for arc in arcs:
        points += [on_curve(arc.points, step / 12) for step in range(13)]
        half = max((fonts.width(line, LABEL_SIZE) for line in arc.lines), default=0.0) / 2 + 4
        points += [(arc.middle[0] - half, arc.middle[1] - 30), (arc.middle[0] + half, arc.middle[1] + 30)]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _on_page(  # noqa: PLR0913, PLR0917  every part of the drawing moves by the same step
    cells: list[Cell],
    boxes: list[Box],
    wires: list[Wire],
    frames: list[Frame],
    arcs: list[Arc],
    cut: int,
    fonts: FontSet,
) -> Layout:
    extent = _extent(boxes, wires, frames, arcs, fonts)
    dx, dy = MARGIN - extent.left, MARGIN - extent.top

    def box(old: Box) -> Box:
        return Box(old.left + dx, old.top + dy, old.right + dx, old.bottom + dy)

    def point(old: tuple[float, float]) -> tuple[float, float]:
        return old[0] + dx, old[1] + dy

    placed = tuple(
        Placed(c.topic, c.parent, c.kind, c.level, c.branch, box(b), c.shape, c.number)
        for c, b in zip(cells, boxes, strict=True)
    )
    moved = tuple(Wire(wire.kind, tuple(map(point, wire.points)), wire.owner) for wire in wires)
    kept = tuple(Frame(f.kind, box(f.box), f.owner, f.title, f.subject) for f in frames)
    bent = []
    for arc in arcs:
        a, b, c, d = map(point, arc.points)
        bent.append(Arc(arc.relationship, (a, b, c, d), arc.lines, point(arc.middle), arc.ends))
    size = Size(extent.width + 2 * MARGIN, extent.height + 2 * MARGIN)
    return Layout(size, placed, moved, kept, tuple(bent), cut)
