"""Dotted leaders of forms, taken out dot by dot: print that stands on them stays whole.

Leaders are rows of small dots in even steps. Recognisers that meet them under a line of print give up the whole line,
so that most of a record of testimony is lost; without the dots it reads like any other page.
"""

from typing import TYPE_CHECKING

from casedocs.geometry import Affine
from casedocs.ocr._ink import checked_grey, contrast_of, cv2_module, ink_of, paper_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

__all__ = ["remove_leaders"]

_LOOK_DPI = 200.0
# All lengths in millimetres on the paper.
_DOT_WIDTH, _DOT_HEIGHT = 0.95, 0.75
_NEAREST, _FARTHEST = 0.35, 3.2
_FEWEST = 6
_UNEVEN = 0.3
_ROW_GAP = 0.25
_ROW_REACH = 0.28
_COLON_ASIDE = 0.3
_COLON_LOW, _COLON_HIGH = 0.8, 2.8


def remove_leaders(grey: "Grey", dpi: float) -> "tuple[Grey, Affine]":
    """The page with the dots of its leaders painted over with the paper around them.

    A leader is a row of at least six dots in even steps of 0.35 to 3.2 mm. On the rows that are found, lone dots
    between the feet of letters go, too. A dot below a vowel lies higher and stays, and so does a colon.

    Args:
        grey: uint8, height × width; it is not changed.
        dpi: Pixels per inch.

    Returns:
        The page (the same array where it has no leader), and the map from its pixels to those of `grey`.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    import numpy as np

    grey = checked_grey(grey)
    cv2 = cv2_module()
    scale = min(1.0, _LOOK_DPI / dpi)
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    per_mm = dpi * scale / 25.4
    _, labels, stats, centers = cv2.connectedComponentsWithStats(ink_of(contrast_of(small)), connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    tiny = (width <= _DOT_WIDTH * per_mm) & (height <= _DOT_HEIGHT * per_mm) & (width * height >= 2)
    tiny[0] = False  # the paper
    index = np.flatnonzero(tiny)
    index = index[np.argsort(centers[index, 0], kind="stable")]
    on_leader = _on_leader(centers[index, 0] / per_mm, centers[index, 1] / per_mm)
    if not on_leader.any():
        return grey, Affine()
    chosen = np.zeros(len(stats), np.uint8)
    chosen[index[on_leader]] = 255
    mask = cv2.dilate(chosen[labels], np.ones((3, 3), np.uint8))
    mask = cv2.resize(mask, grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.where(mask > 0, paper_of(grey), grey), Affine()


def _on_leader(x: "Floats", y: "Floats") -> "Flags":
    """Which dots (sorted by x, in millimetres) lie on a leader."""
    import numpy as np

    stretches = _even_stretches(x, _runs(_right_neighbours(x, y)))
    if not stretches:
        return np.zeros(len(x), np.bool_)
    slope = _common_slope(x, y, stretches)
    level = y - slope * x
    rows = _row_levels(level[np.concatenate(stretches)])
    if len(rows) == 0:
        return np.zeros(len(x), np.bool_)
    nearest = np.clip(np.searchsorted(rows, level), 1, max(len(rows) - 1, 1))
    below, above = rows[nearest - 1], rows[np.minimum(nearest, len(rows) - 1)]
    on_row = np.minimum(np.abs(level - below), np.abs(level - above)) <= _ROW_REACH
    stepping = np.zeros(len(x), np.bool_)
    stepping[np.concatenate(stretches)] = True
    return on_row & (stepping | ~_below_another(x, y))


def _below_another(x: "Floats", y: "Floats") -> "Flags":
    """Which dots have another straight above them: the lower half of a colon."""
    import numpy as np

    starts, ends = np.searchsorted(x, x - _COLON_ASIDE), np.searchsorted(x, x + _COLON_ASIDE)
    found = np.zeros(len(x), np.bool_)
    for dot, (start, end) in enumerate(zip(starts, ends, strict=True)):
        higher = y[dot] - y[start:end]
        found[dot] = bool(((higher > _COLON_LOW) & (higher < _COLON_HIGH)).any())
    return found


def _right_neighbours(x: "Floats", y: "Floats") -> "NDArray[np.intp]":
    """For each dot the next one to its right on about the same height; -1 where there is none."""
    import numpy as np

    neighbours = np.full(len(x), -1, np.intp)
    ends = np.searchsorted(x, x + _FARTHEST)
    for dot, end in enumerate(ends):
        step = x[dot + 1 : end] - x[dot]
        fits = (step > _NEAREST) & (np.abs(y[dot + 1 : end] - y[dot]) <= 0.14 + 0.03 * step)
        if fits.any():
            neighbours[dot] = dot + 1 + int(np.argmax(fits))
    return neighbours


def _runs(neighbours: "NDArray[np.intp]") -> "list[NDArray[np.intp]]":
    """Dots that follow one another, each dot in one run at most."""
    import numpy as np

    seen = np.zeros(len(neighbours), np.bool_)
    runs = []
    for first in range(len(neighbours)):
        run = []
        dot = first
        while dot >= 0 and not seen[dot]:
            seen[dot] = True
            run.append(dot)
            dot = int(neighbours[dot])
        if len(run) >= _FEWEST:
            runs.append(np.array(run, np.intp))
    return runs


def _even_stretches(x: "Floats", runs: "list[NDArray[np.intp]]") -> "list[NDArray[np.intp]]":
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


def _common_slope(x: "Floats", y: "Floats", stretches: "list[NDArray[np.intp]]") -> float:
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
