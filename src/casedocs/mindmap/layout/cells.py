"""Cells: the topics of one sheet while they are laid out, and the direction in which each one's branch flows."""

from dataclasses import dataclass, field
from enum import StrEnum

from casedocs.errors import LimitExceededError
from casedocs.mindmap._fonts import FontSet
from casedocs.mindmap.layout.blocks import Block, Mark, Seat
from casedocs.mindmap.layout.options import LayoutOptions, Structure
from casedocs.mindmap.layout.placed import Shape
from casedocs.mindmap.layout.shapes import measure, number_text
from casedocs.mindmap.model import Kind, Topic, Visit

__all__ = ["Cell", "Flow", "plant"]


class Flow(StrEnum):
    """Where the children of a topic stand."""

    MAP = "map"
    MAP_CLOCKWISE = "map-clockwise"
    RIGHT = "right"
    LEFT = "left"
    TREE_RIGHT = "tree-right"
    TREE_LEFT = "tree-left"
    TREE_UP = "tree-up"
    DOWN = "down"
    UP = "up"
    TIME = "time"
    TIME_DOWN = "time-down"
    FISH_RIGHT = "fish-right"
    FISH_LEFT = "fish-left"
    RIB_DOWN = "rib-down"
    RIB_UP = "rib-up"
    RIB_DOWN_LEFT = "rib-down-left"
    RIB_UP_LEFT = "rib-up-left"


_WANTED = {
    Structure.MAP: Flow.MAP,
    Structure.LOGIC_RIGHT: Flow.RIGHT,
    Structure.LOGIC_LEFT: Flow.LEFT,
    Structure.TREE: Flow.TREE_RIGHT,
    Structure.ORG_CHART: Flow.DOWN,
    Structure.TIMELINE: Flow.TIME,
    Structure.TIMELINE_VERTICAL: Flow.TIME_DOWN,
    Structure.FISHBONE: Flow.FISH_RIGHT,
}
# Beginnings of XMind's structure classes without their common ``org.xmind.ui.``; the first that fits counts.
_CLASSES = (
    ("map.clockwise", Flow.MAP_CLOCKWISE),
    ("map.floating.clockwise", Flow.MAP_CLOCKWISE),
    ("map", Flow.MAP),
    ("logic.left", Flow.LEFT),
    ("logic", Flow.RIGHT),
    ("brace.left", Flow.LEFT),
    ("brace", Flow.RIGHT),
    ("tree.left", Flow.TREE_LEFT),
    ("tree", Flow.TREE_RIGHT),
    ("org-chart.up", Flow.UP),
    ("org-chart", Flow.DOWN),
    ("timeline.vertical", Flow.TIME_DOWN),
    ("timeline", Flow.TIME),
    ("fishbone.left", Flow.FISH_LEFT),
    ("fishbone", Flow.FISH_RIGHT),
)
_TURNED = {Flow.RIGHT: Flow.LEFT, Flow.TREE_RIGHT: Flow.TREE_LEFT}
_LEFTWARDS = {Flow.LEFT, Flow.TREE_LEFT, Flow.RIB_DOWN_LEFT, Flow.RIB_UP_LEFT}


@dataclass(slots=True, eq=False)
class Cell:
    """A topic on its way to a place.

    Attributes:
        topic: The topic.
        parent: Number of the parent's cell, None for roots and floating topics.
        kind: How it hangs on its parent.
        level: 0 for roots.
        branch: Number of the main branch, -1 for the root.
        number: Shown before the title.
        shape: Size and content of its box.
        flow: Where its children stand.
        children: Cells of the drawn children, in order.
        callouts: Cells of callouts.
        summaries: Cells of summary topics by the id of the summary.
        own: Top-left corner of the box inside the branch's block.
        block: The finished block of the branch.
        seats: What the block holds besides the box.
        marks: Frames and braces of the block.
    """

    topic: Topic
    parent: int | None
    kind: Kind
    level: int
    branch: int
    number: str
    shape: Shape
    flow: Flow = Flow.RIGHT
    children: list[int] = field(default_factory=list)
    callouts: list[int] = field(default_factory=list)
    summaries: dict[str, int] = field(default_factory=dict)
    own: tuple[float, float] = (0.0, 0.0)
    block: Block | None = None
    seats: list[Seat] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the finished block."""
        return (self.block.width, self.block.height) if self.block is not None else (0.0, 0.0)

    @property
    def anchor(self) -> tuple[float, float]:
        """The middle of the box inside the block."""
        return self.own[0] + self.shape.width / 2, self.own[1] + self.shape.height / 2


def _named(structure: str | None) -> Flow | None:
    name = (structure or "").removeprefix("org.xmind.ui.")
    return next((flow for start, flow in _CLASSES if name.startswith(start)), None)


# What children without a structure of their own do beside an axis: the even ones, the odd ones.
_BESIDE = {
    Flow.TIME: (Flow.TREE_UP, Flow.TREE_RIGHT),
    Flow.TIME_DOWN: (Flow.RIGHT, Flow.LEFT),
    Flow.FISH_RIGHT: (Flow.RIB_DOWN, Flow.RIB_UP),
    Flow.FISH_LEFT: (Flow.RIB_DOWN_LEFT, Flow.RIB_UP_LEFT),
}
# And elsewhere, where it is not simply the parent's flow. Around a root some are turned to the left later.
_BELOW = {
    Flow.MAP: Flow.RIGHT,
    Flow.MAP_CLOCKWISE: Flow.RIGHT,
    Flow.TREE_UP: Flow.TREE_RIGHT,
    Flow.RIB_DOWN: Flow.RIGHT,
    Flow.RIB_UP: Flow.RIGHT,
    Flow.RIB_DOWN_LEFT: Flow.LEFT,
    Flow.RIB_UP_LEFT: Flow.LEFT,
}


def _inherited(parent: Cell, place: int) -> Flow:
    """The flow of a child whose topic names none (`place` counts from 0)."""
    beside = _BESIDE.get(parent.flow)
    return beside[place % 2] if beside is not None else _BELOW.get(parent.flow, parent.flow)


def _flow(cell: Cell, parent: Cell | None, place: int, options: LayoutOptions) -> Flow:
    auto = options.structure is Structure.AUTO
    named = _named(cell.topic.structure) if auto else None
    if parent is None:
        return named or (Flow.MAP if auto else _WANTED[options.structure])
    inherited = _inherited(parent, place)
    if parent.flow in {Flow.TIME, Flow.FISH_LEFT, Flow.FISH_RIGHT}:
        return inherited  # beside an axis the place decides
    if named in {Flow.MAP, Flow.MAP_CLOCKWISE}:
        named = None  # both sides are free only around a root
    if named is None:
        return inherited
    if inherited in _LEFTWARDS:
        return _TURNED.get(named, named)
    return named


def _left_half(cell: Cell, cells: list[Cell]) -> None:
    """Turns the branches that come to stand left of their root: from the middle of the weight on."""
    if cell.flow not in {Flow.MAP, Flow.MAP_CLOCKWISE} or len(cell.children) < 2:
        return
    weights = [_weight(cells, child) for child in cell.children]
    middle, so_far, half = sum(weights) / 2, weights[0], 1
    while half < len(weights) and so_far + weights[half] / 2 < middle:
        so_far += weights[half]
        half += 1
    for child in cell.children[half:]:
        _turn(cells, child)


def _weight(cells: list[Cell], top: int) -> float:
    """The share of a branch in the height of its side: leaves count."""
    total, waiting = 0.0, [top]
    while waiting:
        cell = cells[waiting.pop()]
        waiting += cell.children
        if not cell.children:
            total += cell.shape.height + 8.0
    return total


def _turn(cells: list[Cell], top: int) -> None:
    waiting = [top]
    while waiting:
        cell = cells[waiting.pop()]
        turned = _TURNED.get(cell.flow)
        if turned is None:
            continue
        cell.flow = turned
        waiting += [*cell.children, *cell.summaries.values()]


def _hidden(visit: Visit, options: LayoutOptions) -> bool:
    if options.max_depth is not None and visit.depth > options.max_depth:
        return True
    parent = visit.parent
    return not options.open_folded and parent is not None and parent.folded and visit.kind is not Kind.CALLOUT


def plant(root: Topic, fonts: FontSet, options: LayoutOptions) -> tuple[list[Cell], int]:
    """The cells of a sheet, parents first, and the number of topics left out.

    Raises:
        LimitExceededError: If there are more topics than the options allow.
        UsageError: If the tree is tied into a ring.
    """
    cells: list[Cell] = []
    numbers: dict[int, int] = {}
    cut = 0
    for visit in root.visits():
        parent = numbers.get(id(visit.parent)) if visit.parent is not None else None
        if (visit.parent is not None and parent is None) or _hidden(visit, options):
            cut += 1
            continue
        if len(cells) >= options.max_topics:
            raise LimitExceededError(
                f"the sheet has more than {options.max_topics} topics",
                hint="draw one branch, or a smaller max_depth",
            )
        numbers[id(visit.topic)] = len(cells)
        cells.append(_cell(visit, parent, cells, fonts, options))
    for cell in cells:
        _left_half(cell, cells)
    return cells, cut


def _cell(visit: Visit, number: int | None, cells: list[Cell], fonts: FontSet, options: LayoutOptions) -> Cell:
    topic, kind, index = visit.topic, visit.kind, len(cells)
    parent = cells[number] if number is not None and kind is not Kind.FLOATING else None
    level = 0 if parent is None else parent.level + 1
    place = len(parent.children) if parent is not None else 0
    label = ""
    if parent is not None and kind is Kind.CHILD:
        label = number_text(parent.topic.numbering, place + 1, parent.number)
    branch = -1 if kind is Kind.ROOT else index if parent is None else parent.branch
    if parent is not None and parent.kind is Kind.ROOT:
        branch = place if kind is Kind.CHILD else len(parent.children) + len(parent.summaries)
    cell = Cell(
        topic, number if parent is not None else None, kind, level, branch, label,
        measure(topic, kind, level, label, fonts, options),
    )  # fmt: skip
    cell.flow = _flow(cell, parent, place, options)
    if kind is Kind.FLOATING and cell.flow is Flow.MAP:
        cell.flow = Flow.RIGHT
    if parent is not None:
        _hang(parent, cell, index)
    return cell


def _hang(parent: Cell, cell: Cell, index: int) -> None:
    if cell.kind is Kind.CHILD:
        parent.children.append(index)
    elif cell.kind is Kind.CALLOUT:
        cell.flow = Flow.UP
        parent.callouts.append(index)
    else:
        summary = next(one for one in parent.topic.summaries if one.topic is cell.topic)
        parent.summaries[summary.id] = index
