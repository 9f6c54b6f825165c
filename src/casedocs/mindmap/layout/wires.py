"""Wires: the lines from a topic to what hangs on it, by the flow of its branch."""

from collections.abc import Sequence

from casedocs.geometry import Box
from casedocs.mindmap.layout.cells import Cell, Flow
from casedocs.mindmap.layout.compose import BONE_INSET, SLOPE
from casedocs.mindmap.layout.placed import Point, Wire, WireKind
from casedocs.mindmap.model import Kind

__all__ = ["wires_of"]

_INSET = 13.0


def _curve(parent: Box, child: Box, owner: int) -> Wire:
    right = child.center[0] >= parent.center[0]
    start = (parent.right if right else parent.left, parent.center[1])
    end = (child.left if right else child.right, child.center[1])
    bend = (start[0] + end[0]) / 2
    return Wire(WireKind.CURVE, (start, (bend, start[1]), (bend, end[1]), end), owner)


def _tree(parent: Box, child: Box, owner: int, flow: Flow) -> Wire:
    left = flow is Flow.TREE_LEFT
    x = parent.right - _INSET if left else parent.left + _INSET
    start = (x, parent.top if flow is Flow.TREE_UP else parent.bottom)
    return Wire(
        WireKind.ELBOW, (start, (x, child.center[1]), (child.right if left else child.left, child.center[1])), owner
    )


def _chart(parent: Box, child: Box, owner: int, flow: Flow) -> Wire:
    up = flow is Flow.UP
    start = (parent.center[0], parent.top if up else parent.bottom)
    end = (child.center[0], child.bottom if up else child.top)
    middle = start[1] - 18.0 if up else start[1] + 18.0
    return Wire(WireKind.ELBOW, (start, (start[0], middle), (end[0], middle), end), owner)


def _stem(parent: Box, child: Box, owner: int, flow: Flow) -> Wire:
    if flow is Flow.TIME:
        end = (child.center[0], child.bottom if child.center[1] < parent.center[1] else child.top)
        return Wire(WireKind.ELBOW, ((child.center[0], parent.center[1]), end), owner)
    end = (child.right if child.center[0] < parent.center[0] else child.left, child.center[1])
    return Wire(WireKind.ELBOW, ((parent.center[0], child.center[1]), end), owner)


def _bone(parent: Box, child: Box, owner: int, flow: Flow) -> Wire:
    right = flow is Flow.FISH_RIGHT
    above = child.center[1] < parent.center[1]
    start = (child.left + BONE_INSET if right else child.right - BONE_INSET, child.bottom if above else child.top)
    slide = SLOPE * abs(parent.center[1] - start[1])
    end = (start[0] + (slide if right else -slide), parent.center[1])
    return Wire(WireKind.ELBOW, (end, start), owner)


def _row(parent: Box, child: Box, owner: int, flow: Flow) -> Wire:
    mirror = flow in {Flow.RIB_DOWN_LEFT, Flow.RIB_UP_LEFT}
    y = child.center[1]
    slide = BONE_INSET + SLOPE * abs(y - (parent.top if y < parent.center[1] else parent.bottom))
    x = parent.right - slide if mirror else parent.left + slide
    return Wire(WireKind.ELBOW, ((x, y), (child.right if mirror else child.left, y)), owner)


def _single(flow: Flow, parent: Box, child: Box, owner: int) -> Wire:
    if flow in {Flow.TREE_LEFT, Flow.TREE_RIGHT, Flow.TREE_UP}:
        return _tree(parent, child, owner, flow)
    if flow in {Flow.DOWN, Flow.UP}:
        return _chart(parent, child, owner, flow)
    if flow in {Flow.TIME, Flow.TIME_DOWN}:
        return _stem(parent, child, owner, flow)
    if flow in {Flow.FISH_LEFT, Flow.FISH_RIGHT}:
        return _bone(parent, child, owner, flow)
    if flow in {Flow.RIB_DOWN, Flow.RIB_UP, Flow.RIB_DOWN_LEFT, Flow.RIB_UP_LEFT}:
        return _row(parent, child, owner, flow)
    return _curve(parent, child, owner)


def _axis(cell: Cell, index: int, boxes: Sequence[Box]) -> Wire | None:
    own, hung = boxes[index], [*cell.children, *cell.summaries.values()]
    if not hung:
        return None
    x, y = own.center
    ends: tuple[Point, Point]
    if cell.flow is Flow.TIME:
        ends = ((own.right, y), (max(boxes[one].center[0] for one in hung) + 24.0, y))
    elif cell.flow is Flow.TIME_DOWN:
        ends = ((x, own.bottom), (x, max(boxes[one].center[1] for one in hung) + 18.0))
    elif cell.flow is Flow.FISH_RIGHT:
        ends = ((own.left, y), (min(boxes[one].left for one in hung), y))
    elif cell.flow is Flow.FISH_LEFT:
        ends = ((own.right, y), (max(boxes[one].right for one in hung), y))
    else:
        return None
    return Wire(WireKind.AXIS, ends, index)


def _tail(callout: Box, owner_box: Box, owner: int) -> Wire:
    x = min(max(callout.center[0], owner_box.left + 8), owner_box.right - 8)
    tip, base = (x, owner_box.top), callout.center[0]
    return Wire(WireKind.TAIL, ((base - 6, callout.bottom), tip, (base + 6, callout.bottom)), owner)


def wires_of(cells: Sequence[Cell], boxes: Sequence[Box]) -> list[Wire]:
    """All wires; braces lead to summary topics, except along an axis, where they hang like children."""
    wires: list[Wire] = []
    axes = {Flow.TIME, Flow.TIME_DOWN, Flow.FISH_LEFT, Flow.FISH_RIGHT}
    for index, cell in enumerate(cells):
        if cell.flow in axes:
            axis = _axis(cell, index, boxes)
            wires += [axis] if axis is not None else []
        if cell.parent is None:
            continue
        parent, flow = boxes[cell.parent], cells[cell.parent].flow
        if cell.kind is Kind.CALLOUT:
            wires.append(_tail(boxes[index], parent, index))
        elif cell.kind is not Kind.SUMMARY or flow in axes:
            wires.append(_single(flow, parent, boxes[index], index))
    return wires
