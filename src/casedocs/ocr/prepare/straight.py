"""Skew and size: lines made level, letters made as high as a recogniser wants them."""

from typing import TYPE_CHECKING

from casedocs.errors import UsageError
from casedocs.geometry import Affine
from casedocs.ocr._ink import MAX_PIXELS, checked_grey, contrast_of, cv2_module, ink_of, leveled, reduce_page, skew_of
from casedocs.ocr.layout.options import LayoutOptions
from casedocs.ocr.layout.page import working_page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["deskew", "find_skew", "find_x_height", "make_square", "scale_text"]

_SQUARE = 0.02  # pixels that are so little higher than wide count as square: sheets are never exactly A4
_LONGEST_PIXEL = 4.5  # as the coarsest fax has; what claims more is wrong
_STRAIGHT = 0.05  # degrees; turning a page by less only blurs it


def find_skew(grey: "Grey", *, limit: float = 10.0) -> float | None:
    """The slope of the text lines in degrees, positive where they run down to the right; None without enough print.

    Exact to about 0.05° on a page of text (`benchmarks/layout.py`).

    Args:
        grey: A page that is upright within `limit`.
        limit: Largest angle looked for, in degrees, at most 20.

    Raises:
        UsageError: If `grey` is no grey page or `limit` is out of range.
        LimitExceededError: If it is too large.
    """
    if not 0 < limit <= 20:
        raise UsageError(f"the limit of the skew must be above 0 and at most 20 degrees, not {limit:g}")
    image, _ = reduce_page(checked_grey(grey))
    return skew_of(ink_of(contrast_of(image)), limit)


def deskew(grey: "Grey", *, limit: float = 10.0) -> "tuple[Grey, Affine]":
    """The page turned about its middle so that its lines run level; same size, white corners.

    `layout.find_lines` straightens by itself; this is for pages that are shown or handed to another engine.

    Raises:
        UsageError: As `find_skew`.
        LimitExceededError: If it is too large.
    """
    grey = checked_grey(grey)
    skew = find_skew(grey, limit=limit)
    if skew is None or abs(skew) < _STRAIGHT:
        return grey, Affine()
    return leveled(grey, skew, 255)


def make_square(grey: "Grey", aspect: float) -> "tuple[Grey, Affine]":
    """The page with square pixels: the coarser direction is enlarged, so no detail is lost.

    Faxes have 204 dots an inch across and 196, 98 or 391 down: letters of 204 × 98 come out twice as wide as high.

    Args:
        grey: The page.
        aspect: Height of a pixel by its width. Within 2 % of 1, and where it is no plausible ratio (up to 4.5 either
            way), the page stays as it is.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    grey = checked_grey(grey)
    stretch = max(aspect, 1 / aspect) if aspect > 0 else 1.0
    if not 1 + _SQUARE < stretch <= _LONGEST_PIXEL or grey.size * stretch > MAX_PIXELS:
        return grey, Affine()
    height, width = grey.shape
    size = (width, round(height * aspect)) if aspect > 1 else (round(width / aspect), height)
    square = cv2_module().resize(grey, size, interpolation=cv2_module().INTER_CUBIC)
    return square, Affine.scaling(width / size[0], height / size[1])


def find_x_height(grey: "Grey") -> float | None:
    """The commonest x-height of a page in pixels (of capitals, where there is nothing else); None without print.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    grey = checked_grey(grey)
    page = working_page(grey, LayoutOptions())
    return page.unit * abs(page.to_given.a + 1j * page.to_given.b) or None


def scale_text(grey: "Grey", x_height: float, *, largest: float = 4.0) -> "tuple[Grey, Affine]":
    """The page scaled so that its running text has this x-height, whatever its resolution claims to be.

    Args:
        grey: The page.
        x_height: Wanted, in pixels.
        largest: By how much it is enlarged at most.

    Raises:
        UsageError: If `grey` is no grey page, or a size is not above 0.
        LimitExceededError: If it is or would become too large.
    """
    grey = checked_grey(grey)
    if not (x_height > 0 and largest > 0):
        raise UsageError(f"an x-height of {x_height:g} pixels and an enlargement of {largest:g} make no page")
    found = find_x_height(grey)
    factor = min(x_height / found, largest) if found else 1.0
    width, height = max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor))
    if abs(factor - 1) < 0.02 or width * height > MAX_PIXELS:
        return grey, Affine()
    cv2 = cv2_module()
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(grey, (width, height), interpolation=way)
    return scaled, Affine.scaling(grey.shape[1] / width, grey.shape[0] / height)
