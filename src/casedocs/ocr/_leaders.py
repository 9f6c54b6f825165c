"""Dotted leaders of forms among the components of a page: rows of small dots in even steps."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.ocr._ink import Components

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Ints = NDArray[np.intp]

__all__ = ["Leaders", "find_leaders"]

# All lengths in millimetres on the paper.
_DOT_WIDTH, _DOT_HEIGHT = 1.25, 1.1  # bold ones of 14 points
_NEAREST, _FARTHEST = 0.35, 3.2
_FEWEST = 6
_UNEVEN = 0.3
_ROW_GAP = 0.25
_ROW_REACH = 0.28
_COLON_ASIDE = 0.3
_COLON_LOW, _COLON_HIGH = 0.8, 2.8
_FAR_STEPS, _OFF_STEP = 25, 0.25
_LABEL = 3  # letters
_LARGER = 1.9  # times the usual dot of a row: no dot of its leader
_MOST = 20_000  # a page with more dots is a picture or noise


@dataclass(frozen=True, slots=True, eq=False)
class Leaders:
    """Dotted leaders of a working image.

    Attributes:
        dots: Which of the given components are their dots.
        boxes: One row each: left, top, right, bottom.
    """

    dots: "Flags"
    boxes: "Ints"


def find_leaders(components: Components, per_mm: float) -> Leaders:
    """Finds the dots of dotted leaders; the page may be skewed by a few degrees.

    A leader is a row of at least six dots in even steps of 0.35 to 3.2 mm. On the rows that are found, lone dots
    between the feet of letters count, too, where they keep the step. A dot below a vowel lies higher and does not
    count, nor does one that is larger, a colon, or the full stop of a label such as ``1.`` at the start of the row.

    Args:
        components: Of the page, those of two pixels included.
        per_mm: Pixels per millimetre of paper; a third more or less does not matter.
    """
    import numpy as np

    dots = np.zeros(len(components), np.bool_)
    none = Leaders(dots, np.empty((0, 4), np.intp))
    width, height = components.width, components.height
    tiny = (width <= _DOT_WIDTH * per_mm) & (height <= _DOT_HEIGHT * per_mm) & (width * height >= 2)
    index = np.flatnonzero(tiny)
    if not _FEWEST <= len(index) <= _MOST:
        return none
    index = index[np.argsort(components.left[index] + components.right[index], kind="stable")]
    x = (components.left + components.right)[index] / 2 / per_mm
    y = (components.top + components.bottom)[index] / 2 / per_mm
    row, stepping = _rows_of_leaders(x, y)
    if not stepping.any():
        return none
    area = components.area[index]
    for number in np.unique(row[stepping]):
        on_row = row == number
        own = on_row & stepping
        row[on_row & (area > _LARGER * np.median(area[own]))] = -1  # the dot below a vowel
        for dot in np.flatnonzero(on_row & ~stepping & (row >= 0)):
            starts = x[dot] < x[own].min() and _ends_label(components, index[dot], per_mm)
            if starts or not _keeps_step(x[dot], x[own]):
                row[dot] = -1
    row[~np.isin(row, row[stepping])] = -1
    dots[index[row >= 0]] = True
    return Leaders(dots, _boxes(components, index[row >= 0], x[row >= 0], row[row >= 0]))


def _boxes(components: Components, index: "Ints", x: "Floats", row: "Ints") -> "Ints":
    """Around the dots of each row, parted where no dot stands for a while."""
    import numpy as np

    order = np.lexsort((x, row))
    index, x, row = index[order], x[order], row[order]
    starts = np.flatnonzero(np.concatenate([[True], (np.diff(row) != 0) | (np.diff(x) > 2 * _FARTHEST)]))
    return np.stack(
        [
            np.minimum.reduceat(components.left[index], starts),
            np.minimum.reduceat(components.top[index], starts),
            np.maximum.reduceat(components.right[index], starts),
            np.maximum.reduceat(components.bottom[index], starts),
        ],
        axis=1,
    )


def _keeps_step(x: float, row: "Floats") -> bool:
    """Whether a dot lies where the leader would have one; far from its dots nobody can tell."""
    import numpy as np

    gaps = np.diff(row)
    usual = float(np.median(gaps)) if len(gaps) else 0.0
    even = gaps[np.abs(gaps - usual) <= _UNEVEN * usual]
    if usual <= 0 or not len(even):  # specks of a noisy page: the middle of two unlike gaps may be like neither
        return False
    steps = float(np.abs(row - x).min()) / float(even.mean())
    return steps > _FAR_STEPS or abs(steps - round(steps)) <= _OFF_STEP


def _ends_label(components: Components, dot: int, per_mm: float) -> bool:
    """Whether hardly anything stands before a dot on its row: it belongs to a number such as ``1.``."""
    import numpy as np

    foot = components.bottom[dot]
    before = (components.right <= components.left[dot]) & (components.height > _DOT_HEIGHT * per_mm)
    on_row = (components.bottom > foot - 0.5 * per_mm) & (components.top < foot - per_mm)
    on_row &= components.bottom < foot + 2 * per_mm
    return int(np.count_nonzero(before & on_row)) < _LABEL


def _rows_of_leaders(x: "Floats", y: "Floats") -> "tuple[Ints, Flags]":
    """The row of leaders that each dot (sorted by x, in millimetres) lies on, -1 for none; which keep step there."""
    import numpy as np

    none = np.full(len(x), -1, np.intp)
    stepping = np.zeros(len(x), np.bool_)
    stretches = _even_stretches(x, _runs(_right_neighbours(x, y)))
    if not stretches:
        return none, stepping
    level = y - _common_slope(x, y, stretches) * x
    rows = _row_levels(level[np.concatenate(stretches)])
    if len(rows) == 0:
        return none, stepping
    after = np.clip(np.searchsorted(rows, level), 1, max(len(rows) - 1, 1))
    below, above = after - 1, np.minimum(after, len(rows) - 1)
    nearest = np.where(np.abs(level - rows[below]) <= np.abs(level - rows[above]), below, above)
    stepping[np.concatenate(stretches)] = True
    inner = stepping.copy()
    inner[[stretch[0] for stretch in stretches]] = False  # a colon right before the leader keeps its step
    on_row = (np.abs(level - rows[nearest]) <= _ROW_REACH) & (inner | ~_below_another(x, y))
    return np.where(on_row, nearest, -1), stepping & on_row


def _below_another(x: "Floats", y: "Floats") -> "Flags":
    """Which dots have another straight above them: the lower half of a colon."""
    import numpy as np

    starts, ends = np.searchsorted(x, x - _COLON_ASIDE), np.searchsorted(x, x + _COLON_ASIDE)
    found = np.zeros(len(x), np.bool_)
    for dot, (start, end) in enumerate(zip(starts, ends, strict=True)):
        higher = y[dot] - y[start:end]
        found[dot] = bool(((higher > _COLON_LOW) & (higher < _COLON_HIGH)).any())
    return found


def _right_neighbours(x: "Floats", y: "Floats") -> "Ints":
    """For each dot the next one to its right on about the same height; -1 where there is none."""
    import numpy as np

    dots = np.arange(len(x))
    neighbours = np.full(len(x), -1, np.intp)
    within = np.searchsorted(x, x + _FARTHEST) - dots - 1
    for ahead in range(1, int(within.max(initial=0)) + 1):
        open_dots = np.flatnonzero((neighbours < 0) & (within >= ahead))
        if len(open_dots) == 0:
            break
        step = x[open_dots + ahead] - x[open_dots]
        fits = (step > _NEAREST) & (np.abs(y[open_dots + ahead] - y[open_dots]) <= 0.14 + 0.03 * step)
        neighbours[open_dots[fits]] = open_dots[fits] + ahead
    return neighbours


def _runs(neighbours: "Ints") -> "list[Ints]":
    """Dots that follow one another, each dot in one run at most."""
    import numpy as np

    follows = neighbours.tolist()
    seen = [False] * len(follows)
    runs = []
    for first in range(len(follows)):
        run = []
        dot = first
        while dot >= 0 and not seen[dot]:
            seen[dot] = True
            run.append(dot)
            dot = follows[dot]
        if len(run) >= _FEWEST:
            runs.append(np.array(run, np.intp))
    return runs


def _even_stretches(x: "Floats", runs: "list[Ints]") -> "list[Ints]":
    """The parts of the runs whose steps are even, with enough dots."""
    import numpy as np

    found = []
    for run in runs:
        steps = np.diff(x[run])
        start = 0
        while len(run) - start >= _FEWEST:
            usual = float(np.median(steps[start : start + _FEWEST - 1]))
            uneven = np.flatnonzero(np.abs(steps[start:] - usual) > _UNEVEN * usual)
            length = int(uneven[0]) + 1 if uneven.size else len(run) - start
            if length >= _FEWEST:
                found.append(run[start : start + length])
            start += length
    return found


def _common_slope(x: "Floats", y: "Floats", stretches: "list[Ints]") -> float:
    """The slope of the page, as the longer half of the stretches show it."""
    import numpy as np

    spans = np.array([(x[run[-1]] - x[run[0]], y[run[-1]] - y[run[0]]) for run in stretches])
    longer = spans[np.argsort(spans[:, 0])][len(spans) // 2 :]
    return float(np.median(longer[:, 1] / longer[:, 0]))


def _row_levels(levels: "Floats") -> "Floats":
    """The heights, ascending, on which enough dots of stretches lie."""
    import numpy as np

    ordered = np.sort(levels)
    groups = np.split(ordered, np.flatnonzero(np.diff(ordered) > _ROW_GAP) + 1)
    return np.array([float(group.mean()) for group in groups if len(group) >= _FEWEST])
