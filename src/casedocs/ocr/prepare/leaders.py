"""Dotted leaders of forms, taken out dot by dot: print that stands on them stays whole.

Leaders are rows of small dots in even steps. Recognisers that meet them under a line of print give up the whole line,
so that most of a record of testimony is lost; without the dots it reads like any other page.
"""

from typing import TYPE_CHECKING

from casedocs.geometry import Affine, Box
from casedocs.ocr._ink import checked_grey, components_of, contrast_of, cv2_module, ink_of
from casedocs.ocr._leaders import find_leaders
from casedocs.ocr._strokes import whiten_dots

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["remove_leaders"]

_LOOK_DPI = 200.0


def remove_leaders(grey: "Grey", dpi: float) -> "tuple[Grey, Affine]":
    """The page with the dots of its leaders painted over with the paper around them.

    For engines with a layout analysis of their own; our line finder finds the dots by itself (`PageLayout.dots`).

    Args:
        grey: uint8, height × width; it is not changed.
        dpi: Pixels per inch.

    Returns:
        The page (the same array where it has no leader), and the map from its pixels to those of `grey`.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    grey = checked_grey(grey)
    cv2 = cv2_module()
    scale = min(1.0, _LOOK_DPI / dpi)
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    components = components_of(ink_of(contrast_of(small)), smallest=2)
    leaders = find_leaders(components, dpi * scale / 25.4)
    if not leaders.dots.any():
        return grey, Affine()
    clean = grey.copy()
    dots = components.where(leaders.dots).boxes() / scale
    whiten_dots(clean, (Box(*dot) for dot in dots.tolist()))
    return clean, Affine()
