"""Where every topic of a picture stands: six arrangements, all in one pass over the tree without recursion.

Units are pixels of 1/96 inch, y grows downwards; the origin is wherever the arrangement begins.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from casedocs.geometry import Box, Size

__all__ = ["Arrangement", "Edge", "Item", "arrange"]

GAP_ACROSS = 12.0  # between neighbours
GAP_ALONG = 42.0  # between a topic and its branches
INDENT = 26.0
_SLANT = 0.35  # how far the bones of a fishbone lean


class Arrangement(StrEnum):
    """How a picture is laid out."""

    MAP = "map"
    LOGIC = "logic"
    TREE = "tree"
    ORG = "org"
    TIMELINE = "timeline"
    FISHBONE = "fishbone"


@dataclass(slots=True, eq=False)
class Item:
    """A topic to be placed: its size goes in, its box comes out."""

    size: Size
    below: "list[Item]" = field(default_factory=list)
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))
    depth: int = 0
    mirrored: bool = False

    def walk(self) -> "Iterator[Item]":
        """This item and all below it, parents first."""
        stack = [self]
        while stack:
            item = stack.pop()
            yield item
            stack.extend(reversed(item.below))

    def put(self, left: float, top: float) -> None:
        """Sets the box."""
        self.box = Box(left, top, left + self.size.width, top + self.size.height)


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from a topic to a branch as points: four are a Bézier curve, any other number a polyline."""

    points: tuple[tuple[float, float], ...]
    depth: int


def _extents(root: Item, size: Callable[[Item], float]) -> dict[int, float]:
    """``id(item)`` → room that the item with all below it takes across the direction of growth."""
    found: dict[int, float] = {}
    for item in reversed(list(root.walk())):
        below = sum(found[id(child)] for child in item.below) + GAP_ACROSS * max(len(item.below) - 1, 0)
        found[id(item)] = max(size(item), below)
    return found


def _grow_sideways(
    root: Item, branches: list[Item], top: float, extents: dict[int, float], *, left: bool
) -> list[Edge]:
    """Places `branches` beside `root`, their branches beside them, and so on; `top` is where they begin."""
    edges: list[Edge] = []
    stack: list[tuple[Item, list[Item], float]] = [(root, branches, top)]
    while stack:
        parent, below, start = stack.pop()
        for item in below:
            middle = start + extents[id(item)] / 2
            item.mirrored = left
            along = parent.box.left - GAP_ALONG - item.size.width if left else parent.box.right + GAP_ALONG
            item.put(along, middle - item.size.height / 2)
            edges.append(_curve(parent, item, left=left))
            inner = sum(extents[id(child)] for child in item.below) + GAP_ACROSS * max(len(item.below) - 1, 0)
            stack.append((item, item.below, middle - inner / 2))
            start += extents[id(item)] + GAP_ACROSS
    return edges


def _curve(parent: Item, item: Item, *, left: bool) -> Edge:
    begin = parent.box.left if left else parent.box.right
    end = item.box.right if left else item.box.left
    y1, y2 = parent.box.center[1], item.box.center[1]
    middle = (begin + end) / 2
    return Edge(((begin, y1), (middle, y1), (middle, y2), (end, y2)), item.depth)


def _height(item: Item) -> float:
    return item.size.height


def _side(root: Item, branches: list[Item], extents: dict[int, float], *, left: bool) -> list[Edge]:
    room = sum(extents[id(item)] for item in branches) + GAP_ACROSS * max(len(branches) - 1, 0)
    return _grow_sideways(root, branches, root.box.center[1] - room / 2, extents, left=left)


def _logic(root: Item) -> list[Edge]:
    root.put(0, 0)
    return _side(root, root.below, _extents(root, _height), left=False)


def _map(root: Item) -> list[Edge]:
    root.put(0, 0)
    extents = _extents(root, _height)
    half, right, taken = sum(extents[id(item)] for item in root.below) / 2, 0, 0.0
    while right < len(root.below) and (right == 0 or taken + extents[id(root.below[right])] / 2 <= half):
        taken += extents[id(root.below[right])]
        right += 1
    edges = _side(root, root.below[:right], extents, left=False)
    return edges + _side(root, root.below[right:], extents, left=True)


def _rows(root: Item, left: float, top: float, *, slant: float = 0.0) -> tuple[list[Edge], float]:
    """A list with indents from `top` down; returns the edges and where the list ends."""
    edges: list[Edge] = []
    stack: list[tuple[Item | None, Item, float]] = [(None, root, left)]
    y = top
    while stack:
        parent, item, x = stack.pop()
        item.put(x + slant * (y - top), y)
        y += item.size.height + GAP_ACROSS
        if parent is not None:
            start, middle = parent.box.left + INDENT / 2, item.box.center[1]
            edges.append(Edge(((start, parent.box.bottom), (start, middle), (item.box.left, middle)), item.depth))
        stack.extend((item, child, x + INDENT) for child in reversed(item.below))
    return edges, y


def _tree(root: Item) -> list[Edge]:
    return _rows(root, 0, 0)[0]


def _org(root: Item) -> list[Edge]:
    extents = _extents(root, lambda item: item.size.width)
    root.put(-root.size.width / 2, 0)
    edges: list[Edge] = []
    stack = [root]
    while stack:
        parent = stack.pop()
        room = sum(extents[id(item)] for item in parent.below) + GAP_ACROSS * max(len(parent.below) - 1, 0)
        start = parent.box.center[0] - room / 2
        for item in parent.below:
            middle = start + extents[id(item)] / 2
            item.put(middle - item.size.width / 2, parent.box.bottom + GAP_ALONG)
            turn = parent.box.bottom + GAP_ALONG / 2
            x = parent.box.center[0]
            edges.append(
                Edge(
                    ((x, parent.box.bottom), (x, turn), (middle, turn), (middle, turn), (middle, item.box.top)),
                    item.depth,
                )
            )
            start += extents[id(item)] + GAP_ACROSS
            stack.append(item)
    return edges


def _box_of(root: Item) -> Box:
    return Box.around(item.box for item in root.walk())


def _shift(root: Item, x: float, y: float) -> None:
    for item in root.walk():
        item.put(item.box.left + x, item.box.top + y)


def _column(branch: Item, left: float, *, above: bool, distance: float, slant: float = 0.0) -> tuple[list[Edge], Box]:
    """A branch as a list below the axis y = 0, or above it; `slant` pushes lower rows to the right."""
    _rows(branch, left, distance, slant=slant)
    if above:
        _shift(branch, 0, -distance - _box_of(branch).bottom)
    edges = []
    for item in branch.walk():
        for child in item.below:
            start, middle = item.box.left + INDENT / 2, child.box.center[1]
            edges.append(Edge(((start, item.box.bottom), (start, middle), (child.box.left, middle)), child.depth))
    return edges, _box_of(branch)


def _timeline(root: Item) -> list[Edge]:
    root.put(-root.size.width, -root.size.height / 2)
    edges: list[Edge] = []
    ends = {True: GAP_ALONG, False: GAP_ALONG}  # above, below the axis
    last = 0.0
    for number, branch in enumerate(root.below):
        above = number % 2 == 0
        left = max(ends[above], last + GAP_ALONG if number else GAP_ALONG)
        inner, box = _column(branch, left, above=above, distance=28.0)
        edges += inner
        stop = left + INDENT / 2
        edge = branch.box.bottom if above and not branch.below else branch.box.top
        if above:
            edge = box.bottom
        edges.append(Edge(((stop, 0), (stop, edge)), 1))
        ends[above] = box.right + GAP_ACROSS * 2
        last = left
    end = max(*ends.values(), GAP_ALONG)
    return [Edge(((0, 0), (end, 0)), 0), *edges]


def _fishbone(root: Item) -> list[Edge]:
    edges: list[Edge] = []
    ends = {True: 0.0, False: 0.0}
    for number, branch in enumerate(root.below):
        above = number % 2 == 0
        left = ends[above] + (0 if above else INDENT * 2)
        height = sum(item.size.height + GAP_ACROSS for item in branch.walk()) + GAP_ALONG
        lean = _SLANT * height
        inner, box = _column(
            branch, left if above else left + lean, above=above, distance=GAP_ALONG, slant=_SLANT if above else -_SLANT
        )
        edges += [edge for edge in inner if edge.depth > 2]
        head, far = branch.box.left - 10, box.top if above else box.bottom
        start = head if above else head - _SLANT * (far - branch.box.top)
        foot = head + _SLANT * (-far if above else branch.box.top)
        edges.append(Edge(((start, far), (foot, 0)), 1))
        for item in branch.below:
            middle = item.box.center[1]
            edges.append(Edge(((foot - _SLANT * abs(middle), middle), (item.box.left, middle)), 2))
        ends[above] = max(box.right, foot) + GAP_ALONG
    end = max(ends.values()) + GAP_ALONG
    root.put(end, -root.size.height / 2)
    return [Edge(((0, 0), (end, 0)), 0), *edges]


_WAYS: dict[Arrangement, Callable[[Item], list[Edge]]] = {
    Arrangement.MAP: _map,
    Arrangement.LOGIC: _logic,
    Arrangement.TREE: _tree,
    Arrangement.ORG: _org,
    Arrangement.TIMELINE: _timeline,
    Arrangement.FISHBONE: _fishbone,
}


def arrange(root: Item, arrangement: Arrangement) -> list[Edge]:
    """Sets the boxes of a tree of items and returns the lines between them.

    Boxes of different items never overlap.
    """
    stack = [root]
    while stack:
        item = stack.pop()
        for child in item.below:
            child.depth = item.depth + 1
            stack.append(child)
    return _WAYS[arrangement](root)
