"""The first look at a page picture: one grey page, one reduced page, one ink mask, on which all later steps stand."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.geometry import Affine
from casedocs.ocr._ink import reduce_page
from casedocs.ocr.layout.options import LayoutOptions
from casedocs.ocr.layout.page import WorkingPage, working_page
from casedocs.ocr.prepare.grey import to_grey
from casedocs.ocr.prepare.paper import border_mask, whitened
from casedocs.ocr.prepare.sheets import find_fold
from casedocs.ocr.prepare.specks import remove_specks
from casedocs.ocr.prepare.straight import make_square
from casedocs.ocr.prepare.turn import Turn, turn_of, turned

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Pixels = NDArray[np.uint8]

__all__ = ["SURE_TURN", "Sight", "look_at"]

SURE_TURN = 0.6
"""Evidence from which a page is turned."""
_OPTIONS = LayoutOptions(skew_limit=10.0)


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What was seen on a page.

    Attributes:
        grey: The page in grey, upright, without red seals and black scanner borders; as large as the picture,
            but for pixels that were not square.
        to_picture: Leads from its pixels to those of the picture.
        page: The reduced page with its ink.
        turn: How the picture lies; `grey` was turned only where that is sure.
        fold: Where two pages on one scan meet, x in pixels of `grey`; None for one page.
    """

    grey: "Grey"
    to_picture: Affine
    page: WorkingPage
    turn: Turn
    fold: int | None


def look_at(pixels: "Pixels", *, aspect: float = 1.0) -> Sight:
    """Looks at a page picture.

    Args:
        pixels: uint8, height × width (grey) or height × width × 3 (RGB); it is not changed.
        aspect: Height of a pixel by its width, where the file states different resolutions across and down.

    Raises:
        UsageError: If it is no such array.
        LimitExceededError: If it is too large.
        MissingExtraError: If OpenCV is not installed.
    """
    grey = remove_specks(to_grey(pixels)[0])  # before squaring, which leaves no page of two tones
    grey, to_picture = make_square(grey, aspect)
    small, scale = reduce_page(grey)
    borders = border_mask(small)
    if borders is not None:
        grey, small = whitened(grey, borders), whitened(small, borders)
    page = working_page(grey, _OPTIONS, reduced=(small, scale))
    turn = turn_of(grey, page)
    sure = turn.degrees == 0 or turn.confidence >= SURE_TURN
    if turn.degrees and sure:
        grey, back = turned(grey, turn.degrees)
        to_picture = back.then(to_picture)
        page = working_page(grey, _OPTIONS)
    return Sight(grey, to_picture, page, turn, find_fold(grey) if sure else None)
