"""Tables without ruled lines on recognised pages: columns are where no word stands from row to row.

A run of lines at least three rows long whose words leave the same two or more gaps free is a table. The gaps of a row
are wider than those between words; they must overlap from row to row. A row that fills only the first column, or no
first column, goes on with the row above it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casedocs.extract.tables import TableView
from casedocs.geometry import Box
from casedocs.ocr.result import Line, Page, Word

__all__ = ["unruled_tables"]

_LEAST_ROWS = 3
_LEAST_COLUMNS = 3
_GAP = 0.9  # of the height of a row: blanks between words are narrower
_APART = 2.6  # rows: a wider distance ends a table


@dataclass(frozen=True)
class _Row:
    words: tuple[Word, ...]
    box: Box


def unruled_tables(page: Page, taken: Iterable[Line] = ()) -> Iterator[TableView]:
    """The tables of a page that no rules show.

    Args:
        page: The page.
        taken: Lines that belong to ruled tables already.
    """
    known = set(map(id, taken))
    rows = _rows([word for line in page.lines if id(line) not in known for word in line.words])
    for run in _runs(rows):
        gutters = _gutters(run)
        if len(gutters) + 1 >= _LEAST_COLUMNS:
            cells = _joined([_cells(row, gutters) for row in run])
            if len(cells) >= _LEAST_ROWS:
                yield TableView(page.page_number, tuple(cells))


def _rows(words: Sequence[Word]) -> list[_Row]:
    """The words by rows, from top to bottom, each from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.box.center[1]):
        last = rows[-1] if rows else None
        if last is not None and abs(word.box.center[1] - last[0].box.center[1]) < 0.5 * word.box.height:
            last.append(word)
        else:
            rows.append([word])
    ordered = [tuple(sorted(row, key=lambda one: one.box.left)) for row in rows]
    return [_Row(row, Box.around(word.box for word in row)) for row in ordered]


def _gaps(row: _Row) -> list[tuple[float, float]]:
    """The free pieces of a row that are wider than blanks, its margins apart."""
    found = []
    right = row.words[0].box.right
    for word in row.words[1:]:
        if word.box.left - right > _GAP * row.box.height:
            found.append((right, word.box.left))
        right = max(right, word.box.right)
    return found


def _runs(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Rows that follow each other and of which most have two gaps or more."""
    run: list[_Row] = []
    for row in [*rows, None]:
        near = row is not None and (not run or row.box.top - run[-1].box.bottom < _APART * row.box.height)
        if row is not None and near and (len(_gaps(row)) + 1 >= _LEAST_COLUMNS or (run and _narrow(row, run))):
            run.append(row)
            continue
        while run and len(_gaps(run[-1])) + 1 < _LEAST_COLUMNS:
            run.pop()
        if len(run) >= _LEAST_ROWS:
            yield run
        run = [row] if row is not None and len(_gaps(row)) + 1 >= _LEAST_COLUMNS else []


def _narrow(row: _Row, run: Sequence[_Row]) -> bool:
    """Whether a row may go on with a cell of the row above: it stands inside one column."""
    above = next(one for one in reversed(run) if len(_gaps(one)) + 1 >= _LEAST_COLUMNS)
    return all(row.box.right <= left or row.box.left >= right for left, right in _gaps(above)) or bool(_gaps(row))


def _gutters(run: Sequence[_Row]) -> list[float]:
    """The middles of the gaps that all full rows share."""
    full = [row for row in run if len(_gaps(row)) + 1 >= _LEAST_COLUMNS]
    shared = _gaps(full[0])
    for row in full[1:]:
        left, right = row.box.left, row.box.right
        own = [(-1e9, left), *_gaps(row), (right, 1e9)]
        shared = [
            (max(a, c), min(b, d)) for a, b in shared for c, d in own if min(b, d) - max(a, c) > 0.3 * row.box.height
        ]
    return [(left + right) / 2 for left, right in shared]


def _cells(row: _Row, gutters: Sequence[float]) -> tuple[str, ...]:
    cells: list[list[str]] = [[] for _ in range(len(gutters) + 1)]
    for word in row.words:
        cells[sum(1 for gutter in gutters if word.box.center[0] > gutter)].append(word.text)
    return tuple(" ".join(cell) for cell in cells)


def _joined(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows that hold the rest of the row above are put to it: those with an empty first cell, or a single cell."""
    joined: list[tuple[str, ...]] = []
    for row in rows:
        filled = sum(map(bool, row))
        if joined and (filled == 1 or (not row[0] and filled < len(row) - 1)):
            joined[-1] = tuple(f"{above} {here}".strip() for above, here in zip(joined[-1], row, strict=True))
        else:
            joined.append(row)
    return joined
