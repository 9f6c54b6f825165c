"""Ruled tables: rules that meet form a grid, missing walls join grid squares to cells that span."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Boxes = NDArray[np.intp]

__all__ = ["Grid", "GridCell", "find_grids"]

_WALL = 0.5  # a wall stands where at least this share of its length is ruled


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid in working pixels (left, top, right, bottom: inside its rules)."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled grid in working pixels; cells by row, then column."""

    box: tuple[int, int, int, int]
    rows: int
    columns: int
    cells: tuple[GridCell, ...]


def find_grids(across: "Boxes", down: "Boxes", tolerance: int) -> list[Grid]:
    """The grids that the rules form, top to bottom.

    Args:
        across: Horizontal rules: left, top, right, bottom.
        down: Vertical rules.
        tolerance: How far in pixels two rules may stay apart and still meet.
    """
    grids = []
    for horizontal, vertical in _joined(across, down, tolerance):
        if len(horizontal) < 2 or len(vertical) < 1:
            continue
        grid = _grid_of(horizontal, vertical, tolerance)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: grid.box[1])


def _joined(across: "Boxes", down: "Boxes", tolerance: int) -> "list[tuple[Boxes, Boxes]]":
    """Groups of rules that meet each other, directly or through others."""
    import numpy as np

    if len(across) == 0 or len(down) == 0:
        return []
    meets = (
        (across[:, None, 0] - tolerance < down[None, :, 2])
        & (down[None, :, 0] < across[:, None, 2] + tolerance)
        & (across[:, None, 1] - tolerance < down[None, :, 3])
        & (down[None, :, 1] < across[:, None, 3] + tolerance)
    )
    group_across = np.arange(len(across))
    group_down = np.full(len(down), -1)
    changed = True
    while changed:
        reach = np.where(meets, group_across[:, None], len(across)).min(axis=0)
        new = np.where(meets, reach[None, :], len(across)).min(axis=1, initial=len(across))
        new = np.minimum(new, group_across)
        changed = bool((new != group_across).any() or (reach != group_down).any())
        group_across, group_down = new, reach
    return [(across[group_across == group], down[group_down == group]) for group in np.unique(group_across)]


def _grid_of(across: "Boxes", down: "Boxes", tolerance: int) -> Grid | None:
    import numpy as np

    left, right = int(min(across[:, 0].min(), down[:, 0].min())), int(max(across[:, 2].max(), down[:, 2].max()))
    top, bottom = int(min(across[:, 1].min(), down[:, 1].min())), int(max(across[:, 3].max(), down[:, 3].max()))
    rows = _levels((across[:, 1] + across[:, 3]) / 2, (top, bottom), tolerance)
    columns = _levels((down[:, 0] + down[:, 2]) / 2, (left, right), tolerance)
    count_rows, count_columns = len(rows) - 1, len(columns) - 1
    if count_rows * count_columns < 2 or count_rows * count_columns > 20_000:
        return None
    floor = _walls(across[:, [0, 2]], (across[:, 1] + across[:, 3]) / 2, rows, columns)
    side = _walls(down[:, [1, 3]], (down[:, 0] + down[:, 2]) / 2, columns, rows)
    cells = _cells(floor, side.T, count_rows, count_columns)
    if len(cells) < 2:
        return None
    inset = max(1, tolerance // 4)
    edges_y = np.round(rows).astype(int)
    edges_x = np.round(columns).astype(int)
    return Grid(
        (left, top, right, bottom),
        count_rows,
        count_columns,
        tuple(
            GridCell(
                row,
                column,
                row_end - row,
                column_end - column,
                (
                    int(edges_x[column]) + inset,
                    int(edges_y[row]) + inset,
                    int(edges_x[column_end]) - inset,
                    int(edges_y[row_end]) - inset,
                ),
            )
            for row, column, row_end, column_end in cells
        ),
    )


def _levels(middles: "NDArray[np.float64]", ends: tuple[int, int], tolerance: int) -> "NDArray[np.float64]":
    """The distinct positions of rules, with the ends of the grid among them (a table may lack its outer rules)."""
    import numpy as np

    ordered = np.sort(middles)
    breaks = np.flatnonzero(np.diff(ordered) > tolerance) + 1
    levels = [float(part.mean()) for part in np.split(ordered, breaks)]
    if levels[0] - ends[0] > 2 * tolerance:
        levels.insert(0, float(ends[0]))
    if ends[1] - levels[-1] > 2 * tolerance:
        levels.append(float(ends[1]))
    return np.array(levels)


def _walls(
    spans: "Boxes",
    at: "NDArray[np.float64]",
    levels: "NDArray[np.float64]",
    posts: "NDArray[np.float64]",
) -> "NDArray[np.bool_]":
    """Whether level i is ruled between posts j and j + 1 (shape levels × posts − 1); the outer levels always are."""
    import numpy as np

    ruled = np.zeros((len(levels), len(posts) - 1))
    level_of = np.abs(at[:, None] - levels[None, :]).argmin(axis=1)
    start, end = posts[:-1], posts[1:]
    for (low, high), level in zip(spans, level_of, strict=True):
        ruled[level] += np.clip(np.minimum(high, end) - np.maximum(low, start), 0, None)
    walls = ruled >= _WALL * (end - start)
    walls[0] = walls[-1] = True
    return walls


def _cells(
    floor: "NDArray[np.bool_]", side: "NDArray[np.bool_]", rows: int, columns: int
) -> list[tuple[int, int, int, int]]:
    """Cells (row, column, row end, column end) in reading order: grown right, then down, while no wall stands."""
    taken = [[False] * columns for _ in range(rows)]
    cells = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            column_end = column + 1
            while column_end < columns and not side[row, column_end] and not taken[row][column_end]:
                column_end += 1
            row_end = row + 1
            while (
                row_end < rows
                and not floor[row_end, column:column_end].any()
                and not side[row_end, column + 1 : column_end].any()
                and not any(taken[row_end][column:column_end])
            ):
                row_end += 1
            for r in range(row, row_end):
                for c in range(column, column_end):
                    taken[r][c] = True
            cells.append((row, column, row_end, column_end))
    return cells
