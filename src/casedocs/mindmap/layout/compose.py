"""One branch from the blocks of its children: a function for each flow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from casedocs.mindmap.layout.blocks import PAD, TITLE, Block, Mark, Seat, Side, Span, framed, grouped, stack
from casedocs.mindmap.layout.cells import Cell, Flow
from casedocs.mindmap.layout.placed import FrameKind
from casedocs.mindmap.model import Boundary, Kind

__all__ = ["BONE_INSET", "SLOPE", "STEM", "compose"]

GAP_X, INDENT = 38.0, 26.0
GAP_MAIN, GAP_SUB, GAP_ROW = 18.0, 8.0, 20.0
CALLOUT_GAP = 12.0
STEM = 26.0
SLOPE, BONE_INSET = 0.34, 18.0
_RIGHT, _LEFT, _DOWN, _UP = (
    FrameKind.BRACE_RIGHT,
    FrameKind.BRACE_LEFT,
    FrameKind.BRACE_DOWN,
    FrameKind.BRACE_UP,
)


@dataclass(slots=True)
class _Head:
    """The box with its callouts above it; (cx, cy) is the middle of the box."""

    width: float
    height: float
    own: tuple[float, float]
    cx: float
    cy: float
    seats: list[Seat] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """A block being put together, its corner not settled yet."""

    own: tuple[float, float]
    seats: list[Seat]
    marks: list[Mark]
    left: float
    top: float
    right: float
    bottom: float

    @staticmethod
    def of(head: _Head) -> "_Draft":
        return _Draft(head.own, head.seats, head.marks, 0.0, 0.0, head.width, head.height)

    def put(self, block: Block, x: float, y: float) -> None:
        seats, marks = block.contents(x, y)
        self.seats = [*self.seats, *seats]
        self.marks = [*self.marks, *marks]
        self.left, self.top = min(self.left, x), min(self.top, y)
        self.right, self.bottom = max(self.right, x + block.width), max(self.bottom, y + block.height)


def _block(cells: list[Cell], index: int) -> Block:
    block = cells[index].block
    assert block is not None  # noqa: S101  leaves are composed before their parents
    return block


def _child(cells: list[Cell], index: int, *, upright: bool) -> Block:
    """The block of a child with its anchor along the axis of the stack it goes into."""
    cell, block = cells[index], _block(cells, index)
    at = cell.anchor[1] if upright else cell.anchor[0]
    return Block(block.width, block.height, at, at, [Seat(index, 0.0, 0.0)])


def _head(cells: list[Cell], cell: Cell) -> _Head:
    width, height = cell.shape.width, cell.shape.height
    if not cell.callouts:
        return _Head(width, height, (0.0, 0.0), width / 2, height / 2)
    row = stack([_child(cells, index, upright=False) for index in cell.callouts], 8.0, side=_UP)
    wide = max(width, row.width)
    own = ((wide - width) / 2, row.height + CALLOUT_GAP)
    seats, marks = row.contents((wide - row.width) / 2, 0.0)
    return _Head(wide, own[1] + height, own, own[0] + width / 2, own[1] + height / 2, seats, marks)


def _gap(cell: Cell) -> float:
    return GAP_MAIN if cell.kind is Kind.ROOT else GAP_SUB


def _spans(cells: list[Cell], cell: Cell, children: Sequence[int], *, upright: bool) -> list[Span]:
    """The boundaries and summaries over `children`, by their places in that list."""
    if not cell.topic.boundaries and not cell.summaries:
        return []
    places = {id(cells[index].topic): place for place, index in enumerate(children)}
    spans: list[Span] = []
    for boundary in cell.topic.boundaries:
        found = [places[id(topic)] for topic in boundary.members or () if id(topic) in places]
        if found:
            spans.append(Span(min(found), max(found), boundary))
    for summary in cell.topic.summaries:
        found = [places[id(topic)] for topic in summary.members if id(topic) in places]
        if found and summary.id in cell.summaries:
            extra = _child(cells, cell.summaries[summary.id], upright=upright)
            spans.append(Span(min(found), max(found), summary, extra))
    return spans


def _homeless(cells: list[Cell], cell: Cell) -> list[int]:
    """Summary topics whose summary covers no drawn child."""
    drawn = {id(cells[index].topic) for index in cell.children}
    covered = {one.id for one in cell.topic.summaries if any(id(topic) in drawn for topic in one.members)}
    return [index for key, index in cell.summaries.items() if key not in covered]


def _body(cells: list[Cell], cell: Cell, children: Sequence[int], side: Side, gap: float) -> Block | None:
    upright = side in {_RIGHT, _LEFT}
    blocks = [_child(cells, index, upright=upright) for index in children]
    spans = _spans(cells, cell, children, upright=upright)
    extra = [index for index in _homeless(cells, cell) if not cell.children or children[-1:] == cell.children[-1:]]
    blocks += [_child(cells, index, upright=upright) for index in extra]
    return grouped(blocks, spans, gap, side=side) if blocks else None


def _sideways(cells: list[Cell], cell: Cell, head: _Head, draft: _Draft) -> None:
    side = _LEFT if cell.flow is Flow.LEFT else _RIGHT
    body = _body(cells, cell, cell.children, side, _gap(cell))
    if body is not None:
        x = head.width + GAP_X if side is _RIGHT else -GAP_X - body.width
        draft.put(body, x, head.cy - (body.first + body.last) / 2)


def _both_sides(cells: list[Cell], cell: Cell, head: _Head, draft: _Draft) -> None:
    left = [index for index in cell.children if cells[index].flow in {Flow.LEFT, Flow.TREE_LEFT}]
    lefts = set(left)
    right = [index for index in cell.children if index not in lefts]
    if cell.flow is Flow.MAP_CLOCKWISE:
        left.reverse()
    for side, children in ((_RIGHT, right), (_LEFT, left)):
        body = _body(cells, cell, children, side, GAP_MAIN) if children or side is _RIGHT else None
        if body is not None:
            x = head.width + 1.6 * GAP_X if side is _RIGHT else -1.6 * GAP_X - body.width
            draft.put(body, x, head.cy - body.height / 2)


def _tree(cells: list[Cell], cell: Cell, head: _Head, draft: _Draft) -> None:
    left, up = cell.flow is Flow.TREE_LEFT, cell.flow is Flow.TREE_UP
    body = _body(cells, cell, cell.children, _LEFT if left else _RIGHT, _gap(cell))
    if body is not None:
        x = head.width - INDENT - body.width if left else INDENT
        draft.put(body, x, -GAP_SUB - 4 - body.height if up else head.height + GAP_SUB + 4)


def _chart(cells: list[Cell], cell: Cell, head: _Head, draft: _Draft) -> None:
    up = cell.flow is Flow.UP
    body = _body(cells, cell, cell.children, _UP if up else _DOWN, GAP_ROW)
    if body is not None:
        y = -GAP_X - body.height if up else head.height + GAP_X
        draft.put(body, head.cx - (body.first + body.last) / 2, y)


def _along(cells: list[Cell], cell: Cell) -> list[int]:
    """Children in the order of an axis, each summary topic after the last child that it covers."""
    if not cell.summaries:
        return cell.children
    after: dict[int, list[int]] = {}
    places = {id(cells[index].topic): index for index in cell.children}
    for summary in cell.topic.summaries:
        covered = [places[id(topic)] for topic in summary.members if id(topic) in places]
        if summary.id in cell.summaries and covered:
            after.setdefault(max(covered), []).append(cell.summaries[summary.id])
    return [one for index in cell.children for one in (index, *after.get(index, ()))] + _homeless(cells, cell)


def _timeline(cells: list[Cell], cell: Cell, head: _Head, draft: _Draft) -> None:
    free = [head.width + GAP_X] * 2
    last = head.width
    for index in _along(cells, cell):
        child, block = cells[index], _block(cells, index)
        above = child.flow is Flow.TREE_UP
        x = max(free[above], last + 30.0 - child.anchor[0])
        y = head.cy - STEM - block.height if above else head.cy + STEM
        draft.put(Block(block.width, block.height, 0.0, 0.0, [Seat(index, 0.0, 0.0)]), x, y)
        free[above], last = x + block.width + GAP_ROW, x + child.anchor[0]


def _timeline_down(cells: list[Cell], cell: Cell, head: _Head, draft: _Draft) -> None:
    free = [head.height + GAP_ROW] * 2
    last = head.height
    for index in _along(cells, cell):
        child, block = cells[index], _block(cells, index)
        left = child.flow in {Flow.LEFT, Flow.TREE_LEFT}
        y = max(free[left], last + 24.0 - child.anchor[1])
        x = head.cx - STEM - block.width if left else head.cx + STEM
        draft.put(Block(block.width, block.height, 0.0, 0.0, [Seat(index, 0.0, 0.0)]), x, y)
        free[left], last = y + block.height + GAP_SUB, y + child.anchor[1]


def _rib(cells: list[Cell], cell: Cell, head: _Head, draft: _Draft) -> None:
    """A bone of a fish: the box at the outer end, its children in rows along the slope."""
    mirror = cell.flow in {Flow.RIB_DOWN_LEFT, Flow.RIB_UP_LEFT}
    up = cell.flow in {Flow.RIB_UP, Flow.RIB_UP_LEFT}
    far = 0.0
    for index in _along(cells, cell):
        block = _block(cells, index)
        far += GAP_SUB
        y = head.height + far if not up else -far - block.height
        far += block.height
        off = BONE_INSET + SLOPE * far + 14.0
        x = head.width - off - block.width if mirror else off
        draft.put(Block(block.width, block.height, 0.0, 0.0, [Seat(index, 0.0, 0.0)]), x, y)
    reach = BONE_INSET + SLOPE * (far + STEM) + 6.0
    draft.left, draft.right = (min(draft.left, head.width - reach), draft.right) if mirror else (
        draft.left, max(draft.right, reach),
    )  # fmt: skip


def _fish(cells: list[Cell], cell: Cell, head: _Head, draft: _Draft) -> None:
    """The head at one end of a spine, bones above and below it in turn."""
    to_left = cell.flow is Flow.FISH_RIGHT
    free, last = [0.0, 0.0], 0.0
    placed: list[tuple[int, float, float]] = []
    for index in _along(cells, cell):
        block, below = _block(cells, index), cells[index].flow in {Flow.RIB_UP, Flow.RIB_UP_LEFT}
        x = max(free[below], last + 12.0 if placed else 0.0)
        placed.append((index, x, head.cy + STEM if below else head.cy - STEM - block.height))
        free[below], last = x + block.width + GAP_ROW, x
    length = max(free)
    for index, x, y in placed:
        block = _block(cells, index)
        at = x - length if to_left else head.width + GAP_ROW + x
        draft.put(Block(block.width, block.height, 0.0, 0.0, [Seat(index, 0.0, 0.0)]), at, y)


_COMPOSERS: dict[Flow, Callable[[list[Cell], Cell, _Head, _Draft], None]] = {
    Flow.MAP: _both_sides,
    Flow.MAP_CLOCKWISE: _both_sides,
    Flow.RIGHT: _sideways,
    Flow.LEFT: _sideways,
    Flow.TREE_RIGHT: _tree,
    Flow.TREE_LEFT: _tree,
    Flow.TREE_UP: _tree,
    Flow.DOWN: _chart,
    Flow.UP: _chart,
    Flow.TIME: _timeline,
    Flow.TIME_DOWN: _timeline_down,
    Flow.FISH_RIGHT: _fish,
    Flow.FISH_LEFT: _fish,
    Flow.RIB_DOWN: _rib,
    Flow.RIB_UP: _rib,
    Flow.RIB_DOWN_LEFT: _rib,
    Flow.RIB_UP_LEFT: _rib,
}
_AXES = {Flow.TIME, Flow.TIME_DOWN, Flow.FISH_LEFT, Flow.FISH_RIGHT, Flow.RIB_DOWN, Flow.RIB_UP,
         Flow.RIB_DOWN_LEFT, Flow.RIB_UP_LEFT}  # fmt: skip


def _loose_frames(cells: list[Cell], cell: Cell) -> list[Mark]:
    """Boundaries along an axis: a frame around the blocks, no room of its own."""
    places = {id(cells[seat.cell].topic): seat for seat in cell.seats}
    marks: list[Mark] = []
    for boundary in cell.topic.boundaries:
        seats = [places[id(topic)] for topic in boundary.members or () if id(topic) in places]
        if not seats:
            continue
        left, top = min(seat.x for seat in seats) - PAD / 2, min(seat.y for seat in seats) - PAD / 2
        top -= TITLE if boundary.title.strip() else 0.0
        right = max(seat.x + cells[seat.cell].size[0] for seat in seats) + PAD / 2
        bottom = max(seat.y + cells[seat.cell].size[1] for seat in seats) + PAD / 2
        marks.append(Mark(FrameKind.BOUNDARY, left, top, right - left, bottom - top, boundary))
    return marks


def _frame_whole(cell: Cell, boundary: Boundary) -> None:
    assert cell.block is not None  # noqa: S101  called on finished cells only
    moved = framed(Block(*cell.size, 0.0, 0.0, cell.seats, cell.marks), boundary, upright=True)
    seats_shift = moved.first
    cell.block = Block(moved.width, moved.height, 0.0, 0.0, [])
    cell.own = (cell.own[0] + PAD, cell.own[1] + seats_shift)
    cell.seats, cell.marks = moved.seats, moved.marks


def compose(cells: list[Cell], cell: Cell) -> None:
    """Gives a cell its block from those of its children, which must be finished."""
    head = _head(cells, cell)
    draft = _Draft.of(head)
    if cell.children or cell.summaries:
        _COMPOSERS[cell.flow](cells, cell, head, draft)
    dx, dy = -draft.left, -draft.top
    cell.own = (draft.own[0] + dx, draft.own[1] + dy)
    cell.seats = [Seat(seat.cell, seat.x + dx, seat.y + dy) for seat in draft.seats]
    cell.marks = [
        Mark(mark.kind, mark.x + dx, mark.y + dy, mark.width, mark.height, mark.subject) for mark in draft.marks
    ]
    if cell.flow in _AXES and cell.topic.boundaries:
        cell.marks += _loose_frames(cells, cell)
    cell.block = Block(draft.right - draft.left, draft.bottom - draft.top, 0.0, 0.0, [])
    for boundary in [one for one in cell.topic.boundaries if one.members is None][:8]:
        _frame_whole(cell, boundary)
