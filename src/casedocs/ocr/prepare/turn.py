"""Which way up a page is, from the print alone."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.geometry import Affine
from casedocs.ocr._ink import checked_grey, cv2_module
from casedocs.ocr.layout.cores import CELL, barriers_of, core_labels
from casedocs.ocr.layout.options import LayoutOptions
from casedocs.ocr.layout.page import WorkingPage, working_page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["Turn", "find_turn", "turned", "upright"]

_SURE = 0.12  # imbalance of ink above and below the lines from which the way up is certain


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page must be turned to be read.

    Attributes:
        degrees: 0, 90, 180 or 270, clockwise.
        confidence: From 0 (no evidence, for example a blank page; degrees is then 0) to 1.
    """

    degrees: int
    confidence: float


def find_turn(grey: "Grey") -> Turn:
    """Finds how a page must be turned; skew of a few degrees does not matter.

    Lines of print are dense along and striped across: that tells upright from sideways. Above the x-height stand
    ascenders, capitals, hats and tones, below the baseline only a few tails and dots: that tells the way up. Vietnamese
    with its many marks above makes this clear; a page of digits alone gives no evidence.

    Args:
        grey: uint8, height × width.

    Raises:
        UsageError: If `grey` is no such array.
        LimitExceededError: If it is too large.
    """
    import numpy as np

    grey = checked_grey(grey)
    options = LayoutOptions(working_side=1400)
    page = working_page(grey, options)
    if page.unit == 0 or len(page.components) < 12:
        return Turn(0, 0.0)
    striped = _along(page)
    if striped < 0:
        page = working_page(np.ascontiguousarray(np.rot90(grey, -1)), options)
        if page.unit == 0:
            return Turn(0, 0.0)
    balance = _way_up(page)
    side = min(1.0, abs(striped) / 0.25)
    sure = min(1.0, abs(balance) / _SURE)
    degrees = (90 if striped < 0 else 0) + (180 if balance < 0 else 0)
    if sure < 0.2 and striped >= 0:
        return Turn(0, 0.0)
    return Turn(degrees, round(side * sure, 3))


def _along(page: WorkingPage) -> float:
    """Positive where lines of print run across the page, negative where they run down (logarithm of a ratio)."""
    cv2 = cv2_module()
    ink = page.ink
    length = max(9, round(3 * page.unit))
    across = cv2.meanStdDev(cv2.blur(ink, (length, 1)))[1].item()
    down = cv2.meanStdDev(cv2.blur(ink, (1, length)))[1].item()
    return math.log((across + 1e-3) / (down + 1e-3))


def _way_up(page: WorkingPage) -> float:
    """From −1 to 1: positive where more ink stands above the cores of the lines than below them."""
    import numpy as np

    cv2 = cv2_module()
    height, width = page.ink.shape
    squeezed = cv2.resize(page.ink, (width // CELL, height), interpolation=cv2.INTER_AREA)
    barriers = barriers_of(squeezed, page.unit, page.strokes.down)
    _, labels = core_labels(squeezed, barriers, page.unit)
    inside = np.pad((labels > 0).astype(np.int8), ((1, 1), (0, 0)))
    edge = np.diff(inside, axis=0)
    summed = np.concatenate([np.zeros((1, squeezed.shape[1])), np.cumsum(squeezed, axis=0, dtype=np.float64)])
    far, near = round(0.75 * page.unit), round(0.12 * page.unit)
    tops, bottoms = np.nonzero(edge == 1), np.nonzero(edge == -1)
    above = _between(summed, tops[0] - far, tops[0] - near, tops[1])
    below = _between(summed, bottoms[0] + near, bottoms[0] + far, bottoms[1])
    return (above - below) / (above + below + 1.0)


def _between(
    summed: "NDArray[np.float64]", start: "NDArray[np.intp]", end: "NDArray[np.intp]", x: "NDArray[np.intp]"
) -> float:
    """The ink between two rows of many columns, by their running sums."""
    import numpy as np

    last = len(summed) - 1
    return float((summed[np.clip(end, 0, last), x] - summed[np.clip(start, 0, last), x]).sum())


def turned(image: "Grey", degrees: int) -> "tuple[Grey, Affine]":
    """The image turned clockwise by a multiple of 90 degrees, and the map from its pixels to the given ones."""
    import numpy as np

    height, width = image.shape[:2]
    quarter = degrees // 90 % 4
    if quarter == 0:
        return image, Affine()
    maps = (
        Affine(a=0, b=-1, c=1, d=0, e=0, f=height),
        Affine(a=-1, d=-1, e=width, f=height),
        Affine(a=0, b=1, c=-1, d=0, e=width, f=0),
    )
    return np.ascontiguousarray(np.rot90(image, -quarter)), maps[quarter - 1]


def upright(grey: "Grey", *, least: float = 0.3) -> "tuple[Grey, Affine]":
    """The page turned the right way up where the evidence is at least `least`; else as it is.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    grey = checked_grey(grey)
    turn = find_turn(grey)
    return turned(grey, turn.degrees if turn.confidence >= least else 0)
