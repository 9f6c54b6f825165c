"""Grids from rules alone."""

import numpy as np

from casedocs.ocr.layout.tables import Grid, find_grids


def grids(across: list[tuple[int, int, int, int]], down: list[tuple[int, int, int, int]]) -> list[Grid]:
    return find_grids(np.array(across, np.intp).reshape(-1, 4), np.array(down, np.intp).reshape(-1, 4), 8)


def spans(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells]


def level(y: int, x0: int = 100, x1: int = 700) -> tuple[int, int, int, int]:
    return (x0, y, x1, y + 2)


def wall(x: int, y0: int = 100, y1: int = 300) -> tuple[int, int, int, int]:
    return (x, y0, x + 2, y1)


def test_plain_grid() -> None:
    (grid,) = grids([level(100), level(200), level(300)], [wall(100), wall(400), wall(698)])
    assert (grid.rows, grid.columns) == (2, 2)
    assert spans(grid) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_cells_span_columns_and_rows_where_walls_are_missing() -> None:
    across = [level(100), level(200, 300), level(300)]
    down = [wall(100), wall(300), wall(500, 200, 300), wall(698)]
    (grid,) = grids(across, down)
    assert spans(grid) == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]


def test_table_without_outer_walls_gets_them() -> None:
    (grid,) = grids([level(100), level(200), level(300)], [wall(300), wall(500)])
    assert (grid.rows, grid.columns) == (2, 3)
    assert len(grid.cells) == 6


def test_broken_rule_still_counts_when_most_of_it_is_there() -> None:
    across = [level(100), level(200, 100, 350), level(200, 420, 700), level(300)]
    (grid,) = grids(across, [wall(100), wall(698)])
    assert (grid.rows, grid.columns) == (2, 1)


def test_rules_that_do_not_meet_form_no_table() -> None:
    assert grids([level(100), level(200)], []) == []
    assert grids([level(100), level(600)], [wall(50, 200, 500)]) == []


def test_two_tables_come_top_to_bottom() -> None:
    lower = [level(700), level(800), level(900)], [wall(100, 700, 900), wall(698, 700, 900)]
    upper = [level(100), level(200), level(300)], [wall(100), wall(698)]
    found = grids(lower[0] + upper[0], lower[1] + upper[1])
    assert [grid.box[1] for grid in found] == [100, 700]


def test_a_single_frame_is_no_table() -> None:
    assert grids([level(100), level(300)], [wall(100), wall(698)]) == []
