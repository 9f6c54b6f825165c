"""Cuts a text line out of a page, straight along its baseline."""

import math
from typing import TYPE_CHECKING

from casedocs.errors import UsageError
from casedocs.geometry import Affine
from casedocs.ocr._ink import checked_grey, warped
from casedocs.ocr._strokes import whiten_dots, whiten_rule, whiten_wall
from casedocs.ocr.layout.model import PageLayout, TextLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["ABOVE", "BELOW", "crop_line", "without_rules"]

# In em of the line: capitals with two stacked marks above, descenders with a dot below.
ABOVE = 0.95
BELOW = 0.31
BESIDE = 0.12
_LEVEL = 0.05  # degrees of slope below which pixels are copied as they are
_LONGEST = 20_000


def crop_line(grey: "Grey", line: TextLine) -> "Grey":
    """The picture of one line: baseline level, 0.95 em above it and 0.31 em below it, 0.12 em beside it.

    What lies outside the page is white.

    Args:
        grey: The page that the layout was found on.
        line: One of its lines.

    Returns:
        A new array, in the resolution of the page.

    Raises:
        UsageError: If `grey` is no grey page or the line has no extent.
    """
    grey = checked_grey(grey)
    (x0, y0), (x1, y1) = line.baseline
    length = math.hypot(x1 - x0, y1 - y0)
    if not (0 < length <= _LONGEST and 1 <= line.em <= _LONGEST):
        raise UsageError(f"a line {length:g} pixels long with letters of {line.em:g} pixels cannot be cut out")
    width = max(1, round(length + 2 * BESIDE * line.em))
    above = round(ABOVE * line.em)
    height = above + max(1, round(BELOW * line.em))
    cosine, sine = (x1 - x0) / length, (y1 - y0) / length
    start_x = x0 - BESIDE * line.em * cosine + above * sine
    start_y = y0 - BESIDE * line.em * sine - above * cosine
    if abs(math.degrees(math.asin(sine))) < _LEVEL and cosine > 0:
        return _copied(grey, round(start_x), round((y0 + y1) / 2) - above, width, height)
    back = Affine(cosine, sine, -sine, cosine, start_x, start_y)
    return warped(grey, back, (width, height), 255)


def _copied(grey: "Grey", left: int, top: int, width: int, height: int) -> "Grey":
    """A rectangle of the page; white where it reaches over the edge."""
    import numpy as np

    crop = np.full((height, width), 255, np.uint8)
    x0, x1 = max(left, 0), min(left + width, grey.shape[1])
    y0, y1 = max(top, 0), min(top + height, grey.shape[0])
    if x0 < x1 and y0 < y1:
        crop[y0 - top : y1 - top, x0 - left : x1 - left] = grey[y0:y1, x0:x1]
    return crop


def without_rules(grey: "Grey", layout: PageLayout) -> "Grey":
    """The page with the rules and the dots of dotted leaders of its layout painted as paper, for cropping lines.

    Underlines and cell walls reach into the picture of a line and are read as letters. Where ink goes on above or below
    a rule, a letter stands there and stays.

    Args:
        grey: The page that the layout was found on; it is not changed.
        layout: Its layout.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    clean = checked_grey(grey).copy()
    for rule in layout.rules:
        if rule.horizontal:
            whiten_rule(clean, rule.start, rule.end, rule.thickness)
        else:
            whiten_wall(clean, rule.start, rule.end, rule.thickness)
    whiten_dots(clean, layout.dots)
    return clean
