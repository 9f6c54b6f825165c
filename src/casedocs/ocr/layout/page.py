"""The working copy of a page: reduced, straightened, its ink parted into rules and print."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.geometry import Affine
from casedocs.ocr._ink import (
    A4_LENGTH,
    Components,
    cv2_module,
    ink_of,
    leveled,
    paper_of,
    print_components,
    reduce_page,
    skew_of,
    unit_of,
)
from casedocs.ocr._leaders import find_leaders
from casedocs.ocr._strokes import Strokes, find_strokes
from casedocs.ocr.layout.options import LayoutOptions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["WorkingPage", "working_page"]

_STRAIGHT = 0.12  # degrees; less than that is left to the slope of each line
_SPECK = 4  # pixels; smaller components are no print
_SMALLEST_UNIT = 7.0  # pixels of x-height below which the page is read again at a finer scale


@dataclass(frozen=True, slots=True, eq=False)
class WorkingPage:
    """A page as the line finder sees it.

    Attributes:
        ink: Ink without rules, dotted leaders, pictures and borders, 0 or 255; sides are multiples of eight.
        strokes: The rules.
        leaders: Dotted leaders: left, top, right, bottom.
        dots: The dots of the leaders, likewise.
        components: Of `ink`.
        unit: x-height of the running text in working pixels, 0 on a page without print.
        skew: In degrees.
        to_given: Maps working pixels to pixels of the given image.
        paper: Grey level of the paper (median).
        strength: How much darker the print is, in grey levels (upper quartile); 0 without ink.
    """

    ink: "Grey"
    strokes: Strokes
    leaders: "NDArray[np.intp]"
    dots: "NDArray[np.float64]"
    components: Components
    unit: float
    skew: float
    to_given: Affine
    paper: float
    strength: float


def working_page(grey: "Grey", options: LayoutOptions, *, reduced: "tuple[Grey, float] | None" = None) -> WorkingPage:
    """Reads the page at the working scale, finer where its letters turn out too small for that.

    Args:
        grey: The page.
        options: How.
        reduced: What `reduce_page` gives for the page and its working side, where the caller has it.
    """
    page = _read(*(reduced or _at_side(grey, options.working_side)), options)
    if 0 < page.unit < _SMALLEST_UNIT:
        side = min(2 * options.working_side, round(options.working_side * 10 / page.unit))
        finer = _read(*_at_side(grey, side), options)
        if finer.unit > page.unit:
            return finer
    return page


def _read(image: "Grey", scale: float, options: LayoutOptions) -> WorkingPage:
    import numpy as np

    cv2 = cv2_module()
    paper = paper_of(image)
    contrast = cv2.subtract(paper, image)
    ink = ink_of(contrast)
    tone = float(np.median(paper[::16, ::16])), _strength(contrast, ink)
    to_given = Affine.scaling(1 / scale)
    skew = skew_of(ink, options.skew_limit) if options.deskew else None
    if skew is not None and abs(skew) > _STRAIGHT:
        contrast, to_image = leveled(contrast, skew, 0)
        ink = ink_of(contrast)
        to_given = to_image.then(to_given)
    strokes = find_strokes(ink, max(40, max(image.shape) // 35))
    rules = cv2.dilate(strokes.mask, np.ones((3, 3), np.uint8))
    ink = cv2.bitwise_and(ink, cv2.bitwise_not(rules))
    components = print_components(ink, largest=90)
    leaders = find_leaders(components, max(image.shape) / A4_LENGTH)
    dots = components.where(leaders.dots).boxes()
    for left, top, right, bottom in dots.astype(np.intp).tolist():
        ink[top:bottom, left:right] = 0
    components = components.where(~leaders.dots & (components.area >= _SPECK))
    unit = unit_of(components)
    return WorkingPage(ink, strokes, leaders.boxes, dots, components, unit, skew or 0.0, to_given, *tone)


def _strength(contrast: "Grey", ink: "Grey") -> float:
    import numpy as np

    printed = contrast[::3, ::3][ink[::3, ::3] > 0]
    return float(np.percentile(printed, 75)) if printed.size else 0.0


def _at_side(grey: "Grey", side: int) -> tuple["Grey", float]:
    """The page reduced to `side`, or enlarged to it (at most twice) where a coarse scan needs that."""
    longest = max(grey.shape)
    if side <= longest or side < 2000:
        return reduce_page(grey, side)
    cv2 = cv2_module()
    factor = min(2.0, side / longest)
    size = (round(grey.shape[1] * factor), round(grey.shape[0] * factor))
    image, scale = reduce_page(cv2.resize(grey, size, interpolation=cv2.INTER_LINEAR), 10 * side)
    return image, factor * scale
