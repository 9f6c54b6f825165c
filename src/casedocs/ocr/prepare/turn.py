"""Which way up a page is, from the print alone."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.geometry import Affine
from casedocs.ocr._ink import Components, checked_grey, cv2_module
from casedocs.ocr.layout.cores import CELL, barriers_of, core_labels
from casedocs.ocr.layout.options import LayoutOptions
from casedocs.ocr.layout.page import WorkingPage, working_page
from casedocs.ocr.layout.segments import assign, measure, split_at_gaps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["Turn", "find_turn", "turn_of", "turned", "upright"]

_OPTIONS = LayoutOptions()
_SURE = 0.25  # balance of what reaches out of the lines from which the way up is certain
_CLEAR = 0.16  # ratio of the stripes from which the direction of the lines is clear
_LEAST_LETTERS = 4  # of a segment that counts as a line


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

    Lines of print are dense along and striped across: that tells upright from sideways; where it does not, the side on
    which more letters stand in lines wins. Letters stand on a common baseline, while their tops differ (x, l, ấ): that
    tells the way up. A page of digits alone gives no evidence.

    Args:
        grey: uint8, height × width.

    Raises:
        UsageError: If `grey` is no such array.
        LimitExceededError: If it is too large.
    """
    grey = checked_grey(grey)
    return turn_of(grey, working_page(grey, _OPTIONS))


def turn_of(grey: "Grey", page: WorkingPage) -> Turn:
    """`find_turn` of a page that was looked at before."""
    if page.unit == 0 or len(page.components) < 12:
        return Turn(0, 0.0)
    striped = _along(page)
    here, there = (
        (page, None) if striped > _CLEAR else (None, _sideways(grey)) if striped < -_CLEAR else (page, _sideways(grey))
    )
    stands = [_standing(one) if one is not None else (0.0, 0.0) for one in (here, there)]
    lying = stands[1][0] > stands[0][0]
    letters, balance = stands[lying]
    rival = stands[not lying][0]
    side = 1.0 if abs(striped) > _CLEAR else (letters - rival) / max(letters, 1.0)
    degrees = (90 if lying else 0) + (180 if balance < 0 else 0)
    return Turn(degrees, round(side * min(1.0, abs(balance) / _SURE), 3))


def _sideways(grey: "Grey") -> WorkingPage:
    """The page turned clockwise by 90 degrees."""
    import numpy as np

    return working_page(np.ascontiguousarray(np.rot90(grey, -1)), _OPTIONS)


def _along(page: WorkingPage) -> float:
    """Positive where lines of print run across the page, negative where they run down (logarithm of a ratio)."""
    cv2 = cv2_module()
    length = max(9, round(3 * page.unit))
    across = cv2.meanStdDev(cv2.blur(page.ink, (length, 1)))[1].item()
    down = cv2.meanStdDev(cv2.blur(page.ink, (1, length)))[1].item()
    return math.log((across + 1e-3) / (down + 1e-3))


def _standing(page: WorkingPage) -> tuple[float, float]:
    """How many letters stand in lines, and which way up, from −1 (on their heads) to 1 (on their feet).

    The band of each line lies between the levels on which most letters stand and end. What reaches out of it above
    (ascenders, capitals, hats, tones) is weighed against what reaches out below (tails, dots).
    """
    import numpy as np

    if page.unit == 0:
        return 0.0, 0.0
    cv2 = cv2_module()
    height, width = page.ink.shape
    squeezed = cv2.resize(page.ink, (width // CELL, height), interpolation=cv2.INTER_AREA)
    barriers = barriers_of(squeezed, page.unit, page.strokes.down)
    count, labels = core_labels(squeezed, barriers, page.unit)
    line = assign(page.components, labels, page.unit)
    ordered, segment, _ = split_at_gaps(page.components, line, barriers, page.unit, count)
    turned_over = Components(ordered.left, height - ordered.bottom, ordered.right, height - ordered.top, ordered.area)
    feet, heads = measure(ordered, segment, page.unit), measure(turned_over, segment, page.unit)
    if not feet:
        return 0.0, 0.0
    floor = np.array([one.base for one in feet])[segment]
    ceiling = height - np.array([one.base for one in heads])[segment]
    letters = np.array([one.count for one in feet])
    counts = (
        (letters >= _LEAST_LETTERS)[segment] & (floor - ceiling > 0.5 * page.unit) & (ordered.width < 4 * page.unit)
    )
    slack, most = 0.12 * page.unit, page.unit
    # Where hardly anything reaches out (digits, capitals without marks, coarse scans), chance decides.
    doubt = 0.05 * page.unit * float(letters.sum() + 20)
    above = np.clip(ceiling - ordered.top - slack, 0, most)[counts].sum()
    below = np.clip(ordered.bottom - floor - slack, 0, most)[counts].sum()
    steady = sum(
        one.count * max(one.steadiness, other.steadiness)
        for one, other in zip(feet, heads, strict=True)
        if one.count >= _LEAST_LETTERS
    )
    return float(steady), float((above - below) / (above + below + doubt))


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


def upright(grey: "Grey", *, least: float = 0.6) -> "tuple[Grey, Affine]":
    """The page turned the right way up where the evidence is at least `least`; else as it is.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    grey = checked_grey(grey)
    turn = find_turn(grey)
    return turned(grey, turn.degrees if turn.confidence >= least else 0)
