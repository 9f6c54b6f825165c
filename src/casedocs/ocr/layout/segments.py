"""From components and cores to measured line segments, all lines at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.ocr._ink import Components
from casedocs.ocr.layout.cores import CELL, GUTTER, WALL, columns_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.intp]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

__all__ = ["Segment", "assign", "measure", "split_at_gaps"]

# Letter proportions of the usual book faces, in em: x-height, and capitals, digits and ascenders.
X_HEIGHT = 0.46
CAP_HEIGHT = 0.67
_RAISED = 0.2  # of the letter size by which a footnote mark stands above the line, at least
_LEAST_RAISED, _MOST_RAISED = 3, 16  # letters of a segment in which a few raised ones can outvote the others


@dataclass(frozen=True, slots=True)
class Segment:
    """A line or a part of one, in working pixels of the deskewed page.

    Attributes:
        left: Of its ink.
        top: Of its ink.
        right: Of its ink.
        bottom: Of its ink.
        base_left: y of the baseline at `left`.
        base_right: y of the baseline at `right`.
        em: Estimated font size.
        other_em: The font size if its letters, all of one height, are small ones and not capitals or digits; `em`
            where there are both.
        count: How many letter-like components it has.
        steadiness: Share of its letters that stand on the baseline.
    """

    left: float
    top: float
    right: float
    bottom: float
    base_left: float
    base_right: float
    em: float
    other_em: float
    count: int
    steadiness: float

    @property
    def base(self) -> float:
        """The y of the middle of the baseline."""
        return (self.base_left + self.base_right) / 2

    @property
    def width(self) -> float:
        """Extent along the line."""
        return self.right - self.left


def assign(
    components: Components, labels: "NDArray[np.int32]", unit: float, cells: Sequence[tuple[int, int, int, int]] = ()
) -> "Ints":
    """The core that each component belongs to, 0 for none.

    A letter crosses its core; a mark above or a dot below is taken to the nearest core (marks stand farther off).

    Args:
        components: Of the page.
        labels: The core map.
        unit: x-height in pixels.
        cells: Table cells (left, top, right, bottom in pixels): what stands in one belongs to no core outside.
    """
    import numpy as np

    height, width = labels.shape
    first, last = _columns_within(components, cells, width)
    column = np.clip((components.left + components.right) // 2 // CELL, first, last)
    found = np.zeros(len(components), np.intp)
    middle = (components.top + components.bottom) / 2
    for reach in (0.0, 0.25, -0.25, 0.5, -0.4, 0.75, 0.95, -0.7, 1.3):
        row = np.clip(middle + reach * unit, 0, height - 1).astype(np.intp)
        found = np.where(found == 0, labels[row, column], found)
    # The first letter or the number of a line may stand before its core, the last mark behind it.
    row = np.clip(middle, 0, height - 1).astype(np.intp)
    sizeable = components.area >= 0.12 * unit * unit
    dash = (components.width >= 0.28 * unit) & (components.width >= 1.7 * components.height)
    for step in range(1, round(4 * unit / CELL) + 1):
        for near in (step, -step) if step < 2 * unit / CELL else (step,):
            beside = labels[row, np.clip(column + near, first, last)]
            taken = sizeable | dash if step <= 2 * unit / CELL else sizeable
            found = np.where((found == 0) & taken, beside, found)
    # What crosses two lines belongs to neither.
    tall = components.height > 2.6 * unit
    return np.where(tall, 0, found)


def _columns_within(
    components: Components, cells: Sequence[tuple[int, int, int, int]], width: int
) -> "tuple[Ints, Ints]":
    """The first and the last column of the core map in which each component may look for its core."""
    import numpy as np

    first, last = np.zeros(len(components), np.intp), np.full(len(components), width - 1)
    x, y = (components.left + components.right) / 2, (components.top + components.bottom) / 2
    for left, top, right, bottom in cells:
        inside = (x >= left) & (x < right) & (y >= top) & (y < bottom)
        columns = columns_of(left, right)
        if columns.start < min(columns.stop, width):
            first[inside], last[inside] = columns.start, min(columns.stop, width) - 1
    return first, last


def split_at_gaps(
    components: Components, line: "Ints", barriers: "NDArray[np.uint8]", unit: float, first_whole: int
) -> "tuple[Components, Ints, Ints]":
    """Cuts lines where white space or a vertical rule separates columns.

    A gap parts two segments when it is wider than 4 x-heights, or when a gutter passes through it, unless what stands
    left of it is short and near: the number or dash of a list item.

    Args:
        components: Of the page.
        line: The core of each, 0 for none.
        barriers: `GUTTER` or `WALL` where one stands, one column per `CELL` pixels.
        unit: x-height.
        first_whole: Cores from this number on are lines of table cells and stay whole.

    Returns:
        The components that have a line, ordered by line and from left to right, their segment numbers from 0, and the
        core of each segment.
    """
    import numpy as np

    order = np.lexsort((components.left, line))
    order = order[line[order] > 0]
    if len(order) == 0:
        return components.where(np.zeros(len(components), np.bool_)), order, order
    ordered = Components(*(getattr(components, name)[order] for name in ("left", "top", "right", "bottom", "area")))
    number = line[order]
    new_line = np.concatenate([[True], np.diff(number) != 0])
    # One running maximum for all lines: each line is shifted to the right of all lines before it.
    shift = np.cumsum(new_line) * 1_000_000
    reach = np.maximum.accumulate(ordered.right + shift) - shift
    gap = np.where(new_line, 0, ordered.left - np.concatenate([[0], reach[:-1]]))
    row = np.clip((ordered.top + ordered.bottom) // 2, 0, barriers.shape[0] - 1)
    column = np.clip((ordered.left - gap / 2).astype(np.intp) // CELL, 0, barriers.shape[1] - 1)
    barrier = barriers[row, column]
    cut = (gap > 4.0 * unit) | ((barrier == GUTTER) & (gap > 1.3 * unit)) | ((barrier == WALL) & (gap > 0.3 * unit))
    cut = new_line | (cut & (number < first_whole))
    cut = _without_list_labels(ordered, cut, new_line, np.where(barrier == WALL, 1_000_000, gap), unit)
    return ordered, np.cumsum(cut) - 1, number[cut]


def _without_list_labels(ordered: Components, cut: "Flags", new_line: "Flags", gap: "Ints", unit: float) -> "Flags":
    """Takes back the first cut of a line where only a short label, like 1. or a) or -, stands before a near text."""
    import numpy as np

    starts = np.flatnonzero(cut)
    if len(starts) < 2:
        return cut
    first = new_line[starts[:-1]]
    inner = ~new_line[starts[1:]]
    label_width = ordered.right[starts[1:] - 1] - ordered.left[starts[:-1]]
    label = first & inner & (label_width < 2.5 * unit) & (gap[starts[1:]] < 4.5 * unit)
    joined = cut.copy()
    joined[starts[1:][label]] = False
    return joined


def measure(ordered: Components, segment: "Ints", unit: float) -> list[Segment]:
    """Measures every segment: extent, baseline, letter size.

    Args:
        ordered: Components in the order of their segments.
        segment: Their segment numbers, non-decreasing from 0 without holes.
        unit: The x-height of the page.
    """
    import numpy as np

    if len(segment) == 0:
        return []
    total = int(segment[-1]) + 1
    starts = np.searchsorted(segment, np.arange(total))
    left = np.minimum.reduceat(ordered.left, starts).astype(float)
    right = np.maximum.reduceat(ordered.right, starts).astype(float)
    top = np.minimum.reduceat(ordered.top, starts).astype(float)
    bottom = np.maximum.reduceat(ordered.bottom, starts).astype(float)
    height = ordered.height.astype(float)
    size = _group_quantile(height, segment, total, 0.5, height > 0.45 * unit)
    size = np.where(size > 0, size, unit)
    letter = (height >= 0.55 * size[segment]) & (height <= 2.4 * size[segment]) & (ordered.width >= 0.2 * height)
    slope, base = _baselines(ordered, segment, total, letter, size)
    middle = (ordered.left + ordered.right) / 2
    stand = base[segment] + slope[segment] * middle
    off = np.abs(ordered.bottom - stand)
    steady = letter & (off <= 0.22 * size[segment] + 1)
    rise = stand - ordered.top
    low = _group_quantile(rise, segment, total, 0.3, steady)
    high = _group_quantile(rise, segment, total, 0.85, steady & (rise < 1.75 * low[segment]))
    count = np.bincount(segment, letter, total)
    share = np.bincount(segment, steady, total) / np.maximum(count, 1)
    two_sizes = high > 1.22 * low
    em = np.where(two_sizes, 0.5 * (low / X_HEIGHT + high / CAP_HEIGHT), high / CAP_HEIGHT)
    em = np.maximum(np.where(low > 0, em, size / X_HEIGHT), 0.5 * unit)
    other = np.where(two_sizes | (low <= 0), em, high / X_HEIGHT)
    return [
        Segment(
            float(left[k]),
            float(top[k]),
            float(right[k]),
            float(bottom[k]),
            float(base[k] + slope[k] * left[k]),
            float(base[k] + slope[k] * right[k]),
            float(em[k]),
            float(other[k]),
            int(count[k]),
            float(share[k]),
        )
        for k in range(total)
    ]


def _baselines(
    ordered: Components, segment: "Ints", total: int, letter: "Flags", size: "Floats"
) -> "tuple[Floats, Floats]":
    """Slope and intercept of each segment: the median of the letters' bottoms, then a fit through those near it."""
    import numpy as np

    bottom = ordered.bottom.astype(float)
    middle = (ordered.left + ordered.right) / 2
    level = _group_quantile(bottom, segment, total, 0.4, letter)
    any_level = _group_quantile(bottom, segment, total, 0.5, np.ones(len(bottom), np.bool_))
    level = np.where(level > 0, level, any_level)
    level = _below_raised(bottom, segment, letter, size, level)
    slope = np.zeros(total)
    base = level
    for tolerance in (0.3, 0.15):
        off = np.abs(bottom - base[segment] - slope[segment] * middle)
        near = letter & (off <= tolerance * size[segment] + 1)
        n = np.maximum(np.bincount(segment, near, total), 1e-9)
        mean_x = np.bincount(segment, near * middle, total) / n
        mean_y = np.bincount(segment, near * bottom, total) / n
        x, y = middle - mean_x[segment], bottom - mean_y[segment]
        spread = np.bincount(segment, near * x * x, total)
        # Only long lines say something about a slope; a deskewed page has little left of it.
        sure = (n >= 8) & (spread > n * (6 * size) ** 2)
        slope = np.where(sure, np.bincount(segment, near * x * y, total) / np.maximum(spread, 1e-9), 0.0)
        slope = np.clip(slope, -0.03, 0.03)
        # Of few letters half may be tails: their highest bottoms tell more than the mean.
        base = np.where(n >= 6, mean_y - slope * mean_x, level)
    return slope, base


def _below_raised(bottom: "Floats", segment: "Ints", letter: "Flags", size: "Floats", level: "Floats") -> "Floats":
    """The levels with those of short segments mended whose raised marks, as in ``Số ⁽³⁾``, outvoted their letters.

    A segment is mended where its first two letters stand on one lower level and all that stand higher follow each other
    after them; in a word like *quý*, whose tails could look the same, they do not.
    """
    import numpy as np

    letters = np.flatnonzero(letter)
    starts = np.searchsorted(segment[letters], np.arange(len(level) + 1))
    counts = np.diff(starts)
    some = np.flatnonzero((counts >= _LEAST_RAISED) & (counts <= _MOST_RAISED))
    low = bottom[letters[starts[some]]] - level[some] > _RAISED * size[some]
    mended = level.copy()
    for k in some[low].tolist():
        feet = bottom[letters[starts[k] : starts[k + 1]]]
        raised = feet < feet[0] - _RAISED * size[k]
        places = np.flatnonzero(raised)
        if len(places) and places[0] >= 2 and places[-1] - places[0] + 1 == len(places):
            mended[k] = np.quantile(feet[~raised], 0.4, method="lower")
    return mended


def _group_quantile(values: "Floats", group: "Ints", total: int, share: float, keep: "Flags") -> "Floats":
    """The quantile of `values` in each group over what `keep` keeps; 0 for a group with nothing kept."""
    import numpy as np

    kept, of = values[keep], group[keep]
    order = np.lexsort((kept, of))
    kept, of = kept[order], of[order]
    first = np.searchsorted(of, np.arange(total))
    count = np.searchsorted(of, np.arange(total), side="right") - first
    if len(kept) == 0:
        return np.zeros(total)
    at = np.minimum(first + np.floor(share * np.maximum(count - 1, 0)).astype(np.intp), len(kept) - 1)
    return np.where(count > 0, kept[at], 0.0)
