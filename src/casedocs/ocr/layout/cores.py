"""Text-line cores: the bands between baseline and x-height, where a line of print is densest.

The ink is averaged along the lines; each line becomes a ridge, whatever touches whatever. White gutters between columns
stop the averaging, so that neighbours of other pitch do not flow together.
"""

from itertools import pairwise
from typing import TYPE_CHECKING

from casedocs.ocr._ink import cv2_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Labels = NDArray[np.int32]
    Boxes = NDArray[np.intp]
    Floats = NDArray[np.float64]

__all__ = ["CELL", "GUTTER", "WALL", "barriers_of", "columns_of", "core_labels", "core_spans", "paint_rows"]

# One column of the core map stands for this many pixels across; rows are not reduced.
CELL = 8
# What a barrier between columns is made of.
GUTTER, WALL = 255, 128
_DENSE = 0.45  # a core pixel has at least this share of the density of the ridge near it
_REACH = 1.5  # x-heights by which a core is prolonged at both ends
_TAILS, _CAPITALS = 0.6, 1.1  # x-heights that letters reach out of their core, below and above
_FEW_LETTERS = 0.4  # x-heights of ink in a row of letters
_FAINTEST = 9  # of 255: fewer ink than that is no line


def barriers_of(squeezed: "Grey", unit: float, walls: "Boxes") -> "Grey":
    """Where something stands between columns: `GUTTER` for a white rectangle, `WALL` for a vertical rule.

    A gutter is about 1.3 x-heights wide and more than two lines high.

    Args:
        squeezed: Ink averaged over `CELL` pixels across, 0 to 255.
        unit: x-height in pixels.
        walls: Vertical rules: left, top, right, bottom in pixels.
    """
    import numpy as np

    cv2 = cv2_module()
    white = cv2.compare(squeezed, 12, cv2.CMP_LT)
    across = max(2, round(1.3 * unit / CELL))
    high = _odd(5.5 * unit, 3)
    barriers: Grey = cv2.morphologyEx(white, cv2.MORPH_OPEN, np.ones((high, across), np.uint8))
    for left, top, right, bottom in walls:
        if bottom - top > 4 * unit:
            barriers[top:bottom, (left + right) // 2 // CELL] = WALL
    return barriers


def core_labels(squeezed: "Grey", barriers: "Grey", unit: float) -> tuple[int, "Labels"]:
    """Numbers the cores of all lines.

    Returns:
        The number of labels (0 is background) and the label of each pixel, shaped like `squeezed`.
    """
    import numpy as np

    cv2 = cv2_module()
    density = cv2.blur(squeezed, (1, _odd(0.3 * unit)))
    open_ground = cv2.compare(barriers, 0, cv2.CMP_EQ)
    across = _odd(2.0 * unit / CELL, 3)
    for _ in range(2):
        density = cv2.bitwise_and(cv2.blur(density, (across, 1)), open_ground)
    down = _odd(2.4 * unit, 3)
    # Averaged over about an x-height, lest the bars of TT or a hyphen set the level.
    peak = cv2.dilate(cv2.blur(density, (1, _odd(0.9 * unit))), np.ones((down, 2 * across + 1), np.uint8))
    level = cv2.max(cv2.convertScaleAbs(peak, alpha=_DENSE), _FAINTEST)
    cores = cv2.compare(density, level, cv2.CMP_GT)
    cores = cv2.morphologyEx(cores, cv2.MORPH_OPEN, np.ones((_odd(0.35 * unit, 3), 1), np.uint8))
    # The averages fade at the ends of words: reach out to the letters there and bridge the spaces between words.
    reach, bridge = round(_REACH * unit / CELL), _odd(3 * unit / CELL)
    cores = cv2.dilate(cores, np.ones((1, 2 * reach + 1), np.uint8))
    cores = cv2.morphologyEx(cores, cv2.MORPH_CLOSE, np.ones((1, bridge), np.uint8))
    cores = cv2.bitwise_and(cores, open_ground)
    return _without_stacks(cores, density, peak, unit)


def _without_stacks(cores: "Grey", density: "Grey", peak: "Grey", unit: float) -> tuple[int, "Labels"]:
    """Numbers the cores; one much higher than a line (a seal or a stroke joins two lines) keeps only its ridges."""
    import numpy as np

    cv2 = cv2_module()
    count, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(cores, 4, cv2.CV_32S, cv2.CCL_GRANA)
    stacks = np.flatnonzero(stats[1:, 3] > 2.1 * unit) + 1
    for stack in stacks:
        left, top, width, height, _ = stats[stack]
        part = slice(top, top + height), slice(left, left + width)
        inside = labels[part] == stack
        ridges = inside & (density[part] > 0.75 * peak[part])
        ridges = cv2.morphologyEx(
            ridges.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, _odd(3 * unit / CELL, 3)), np.uint8)
        )
        more, own = cv2.connectedComponents(ridges, connectivity=4)
        labels[part][inside] = 0
        labels[part][own > 0] = own[own > 0] + count - 1
        count += more - 1
    return count, labels


def _odd(size: float, least: int = 1) -> int:
    """The nearest odd number: windows with a middle pixel shift nothing."""
    return max(least, 2 * round((size - 1) / 2) + 1)


def core_spans(labels: "Labels", count: int, unit: float) -> "tuple[Floats, Floats, Floats]":
    """From where to where in pixels each core surely holds ink (without what it was prolonged by), and its bottom."""
    import numpy as np

    rows, columns = np.nonzero(labels)
    left, right, bottom = np.full(count, labels.shape[1]), np.zeros(count, np.intp), np.zeros(count)
    number = labels[rows, columns]
    np.minimum.at(left, number, columns)
    np.maximum.at(right, number, columns)
    np.maximum.at(bottom, number, rows + 1.0)
    inset = (_REACH + 0.6) * unit
    return (CELL * left + inset).astype(np.float64), (CELL * (right + 1) - inset).astype(np.float64), bottom


def columns_of(left: int, right: int) -> slice:
    """The columns of the core map that stand for a table cell between two walls."""
    return slice((left + CELL // 2) // CELL, (right + CELL // 2) // CELL)


def paint_rows(labels: "Labels", ink: "Grey", box: tuple[int, int, int, int], unit: float, first: int) -> int:
    """Replaces the cores inside a table cell by those of its own row profile: a cell holds one column of lines.

    Args:
        labels: The core map, changed in place.
        ink: The ink mask without rules, full resolution.
        box: The cell: left, top, right, bottom in ink pixels.
        unit: x-height.
        first: The first free label.

    Returns:
        The next free label.
    """
    import numpy as np

    left, top, right, bottom = box
    labels[top:bottom, left // CELL : -(-right // CELL)] = 0
    columns = columns_of(left, right)
    inside = ink[top:bottom, left:right]
    if inside.size == 0:
        return first
    cv2 = cv2_module()
    profile = cv2.reduce(inside, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)
    if not profile.any():
        return first
    profile = cv2.blur(profile, (1, _odd(0.3 * unit)))
    down = _odd(2.4 * unit, 3)
    peak = cv2.dilate(cv2.blur(profile, (1, _odd(0.9 * unit))), np.ones((down, 1), np.uint8))
    dense = ((profile > _DENSE * peak) & (profile > 255 * 0.5)).ravel()
    rows = [(start, end) for start, end in _runs(dense) if end - start >= 0.35 * unit]
    for start, end in sorted([*rows, *_short_rows(profile.ravel(), rows, unit)]):
        labels[top + start : top + end, columns] = first
        first += 1
    return first


def _runs(flags: "NDArray[np.bool_]") -> list[tuple[int, int]]:
    """From where to where the flags are set."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.view(np.int8), [0]]))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _short_rows(profile: "Floats", rows: list[tuple[int, int]], unit: float) -> list[tuple[int, int]]:
    """Rows of a few letters, the end of a paragraph, that the full rows above and below them outshone.

    They are looked for in what is left between two rows below the tails of one and above the capitals of the other.
    """
    edges = [(0.0, 0), *((end + _TAILS * unit, start) for start, end in rows), (0.0, len(profile))]
    found = []
    for (above, _), (_, next_start) in pairwise(edges):
        low = round(above)
        high = round(next_start - (_CAPITALS * unit if next_start < len(profile) else 0))
        part = profile[max(0, low) : max(0, high)]
        if len(part) and part.max() > 255 * _FEW_LETTERS * unit:
            inside = _runs(part > _DENSE * part.max())
            found += [(low + a, low + b) for a, b in inside if 0.6 * unit <= b - a <= 2.0 * unit]
    return found
