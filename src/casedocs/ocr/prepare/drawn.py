"""Ruled lines and dotted leaders of forms: taken out of the page, with word of where they were."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.geometry import Affine, Box
from casedocs.ocr._ink import A4_LENGTH, checked_grey, components_of, contrast_of, cv2_module, ink_of, reduce_page
from casedocs.ocr._leaders import find_leaders
from casedocs.ocr._strokes import find_strokes, whiten_dots, whiten_rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["DrawnLines", "find_drawn_lines", "remove_drawn_lines"]


@dataclass(frozen=True, slots=True)
class DrawnLines:
    """Boxes of what was drawn to write on, in pixels of the page; `dots` are those of the dotted leaders."""

    across: tuple[Box, ...]
    down: tuple[Box, ...]
    leaders: tuple[Box, ...]
    dots: tuple[Box, ...]


def find_drawn_lines(grey: "Grey") -> DrawnLines:
    """Finds ruled lines (from about 8 mm) and dotted leaders on a page without skew.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    import numpy as np

    grey = checked_grey(grey)
    cv2 = cv2_module()
    small, scale = reduce_page(grey)
    ink = ink_of(contrast_of(small))
    strokes = find_strokes(ink, max(40, max(small.shape) // 35))
    rules = cv2.dilate(strokes.mask, np.ones((3, 3), np.uint8))
    components = components_of(cv2.bitwise_and(ink, cv2.bitwise_not(rules)), smallest=2)
    leaders = find_leaders(components, max(small.shape) / A4_LENGTH)
    found = (strokes.across, strokes.down, leaders.boxes, components.where(leaders.dots).boxes())
    return DrawnLines(*(tuple(Box(*(value / scale for value in row)) for row in rows.tolist()) for rows in found))


def remove_drawn_lines(grey: "Grey") -> "tuple[Grey, Affine]":
    """The page without ruled lines and dotted leaders; strokes of letters that cross a line stay.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    grey = checked_grey(grey)
    lines = find_drawn_lines(grey)
    if not (lines.across or lines.down or lines.leaders):
        return grey, Affine()
    clean = grey.copy()
    for box in lines.across:
        middle = (box.top + box.bottom) / 2
        whiten_rule(clean, (box.left, middle), (box.right, middle), box.height)
    for box in lines.down:
        middle = (box.left + box.right) / 2
        whiten_rule(clean.T, (box.top, middle), (box.bottom, middle), box.width)
    whiten_dots(clean, lines.dots)
    return clean, Affine()
