"""What a picture of a page says about itself before anything is recognised."""

from typing import TYPE_CHECKING

from casedocs.ocr.picture import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["is_blank"]

_LOOK_DPI = 75.0
_MARGIN = 0.025
_DARKER = 40.0
_GLANCE_DPI = 25.0
_PRINTED = 0.03  # of the pixels; more than shadows, holes and dust of an empty page
_ENOUGH_INK = 12
_CERTAIN_INK = 6000
_DUST = 3
_HOLE_BAND = 0.15
_HOLE_SIZES = (8, 30)


def is_blank(picture: Picture) -> bool:
    """Whether there is nothing on the page but paper.

    The page is looked at with 75 dots per inch, where paper grain averages out, without a margin of 2.5 %. Dust
    (up to 3 dots), shadows that reach in from the edge and punch holes (solid round spots of 3 to 10 mm near an edge)
    do not count. It is blank when less than a dozen dots are left that are clearly darker than the paper: a lone page
    number has more.
    """
    import numpy as np

    if _full_of_ink(picture):
        return False
    small = _reduced(picture)
    if small.size == 0:
        return True
    rows, columns = (round(size * _MARGIN) for size in small.shape)
    inner = small[rows : small.shape[0] - rows, columns : small.shape[1] - columns]
    paper = float(np.percentile(inner, 75))
    ink = inner.astype(np.float32) < paper - _DARKER
    total = int(ink.sum())
    if total < _ENOUGH_INK or total > _CERTAIN_INK:
        return total < _ENOUGH_INK
    return sum(len(spot) for spot in _spots(ink) if _tells_something(spot, ink.shape)) < _ENOUGH_INK


def _full_of_ink(picture: Picture) -> bool:
    """Whether one pixel in 25 an inch both ways shows at a glance that the page is printed, as nearly all pages are."""
    import numpy as np

    step = max(1, round(picture.dpi / _GLANCE_DPI))
    seen = picture.pixels[::step, ::step]
    darkest = seen if seen.ndim == 2 else seen.min(axis=2)
    rows, columns = (round(size * _MARGIN) for size in darkest.shape)
    inner = darkest[rows : darkest.shape[0] - rows, columns : darkest.shape[1] - columns]
    if inner.size == 0:
        return False
    return float(np.mean(inner < float(np.percentile(inner, 75)) - 2 * _DARKER)) > _PRINTED


def _reduced(picture: Picture) -> "NDArray[np.uint8]":
    """The page at about 75 dpi, coloured ink as dark as its darkest channel."""
    import numpy as np
    from PIL import Image

    step = max(1, round(picture.dpi / _LOOK_DPI))
    small = np.asarray(Image.fromarray(picture.pixels).reduce(step))
    return small if small.ndim == 2 else small.min(axis=2)


def _spots(ink: "NDArray[np.bool_]") -> list[list[tuple[int, int]]]:
    """The dots of `ink` (row, column) in groups that touch, corners included."""
    waiting = set(zip(*(axis.tolist() for axis in ink.nonzero()), strict=True))
    spots = []
    while waiting:
        spot = [waiting.pop()]
        for row, column in spot:
            near = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & waiting
            waiting -= near
            spot.extend(near)
        spots.append(spot)
    return spots


def _tells_something(spot: list[tuple[int, int]], shape: tuple[int, ...]) -> bool:
    """Whether a spot is neither dust nor a shadow from the edge nor a punch hole."""
    rows, columns = [row for row, _ in spot], [column for _, column in spot]
    top, bottom, left, right = min(rows), max(rows), min(columns), max(columns)
    if len(spot) <= _DUST or top == 0 or left == 0 or bottom == shape[0] - 1 or right == shape[1] - 1:
        return False
    height, width = bottom - top + 1, right - left + 1
    solid = len(spot) > 0.6 * height * width
    round_enough = all(_HOLE_SIZES[0] <= side <= _HOLE_SIZES[1] for side in (height, width)) and (
        0.7 < height / width < 1.4
    )
    band_x, band_y = shape[1] * _HOLE_BAND, shape[0] * _HOLE_BAND
    near_edge = right < band_x or left > shape[1] - band_x or bottom < band_y or top > shape[0] - band_y
    return not (solid and round_enough and near_edge)
