"""The scan that fills a page: how it is turned, and whether the page shows it as it is."""

from math import ceil, floor, hypot
from typing import TYPE_CHECKING, Any

from casedocs.geometry import POINTS_PER_INCH, Affine, Box
from casedocs.ocr.picture import Picture, without_idle_colour

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LOOK_DPI", "dpi_of", "dpi_of_image", "looks_like", "own_array", "quarter_turns", "unturned"]

LOOK_DPI = 40.0
"""Resolution of the drawing that `looks_like` compares with."""
_BLOCK = 8
_UNLIKE = 36.0
_UNLIKE_SHARE = 0.005


def looks_like(picture: Picture, drawn: Picture) -> bool:
    """Whether a picture looks like its place on the page, drawn with `LOOK_DPI`.

    Masks, clips, colour keys and transparency belong to the page and are not in the picture. Both are compared in
    blocks of a fifth of an inch; how a resampled edge falls does not matter there (on twelve scans the largest
    difference was 17 of 255), a part that is hidden does.

    Args:
        picture: The scan, upright.
        drawn: The whole page.
    """
    import numpy as np
    from PIL import Image

    to_drawn = picture.to_page.then(drawn.to_page.inverse())
    place = to_drawn.box(Box(0, 0, picture.width, picture.height))
    left, top = max(0, ceil(place.left)), max(0, ceil(place.top))
    right, bottom = min(drawn.width, floor(place.right)), min(drawn.height, floor(place.bottom))
    if right <= left or bottom <= top:
        return False
    page = Image.fromarray(drawn.pixels[top:bottom, left:right]).convert("RGB")
    same = to_drawn.inverse().box(Box(left, top, right, bottom))
    within = (max(0.0, same.left), max(0.0, same.top), min(picture.width, same.right), min(picture.height, same.bottom))
    small = Image.fromarray(picture.pixels).resize(page.size, Image.Resampling.BOX, within, reducing_gap=2.0)
    apart = np.abs(_blocks(np.asarray(small.convert("RGB"))) - _blocks(np.asarray(page))).max(axis=2)
    return float((apart > _UNLIKE).mean()) <= _UNLIKE_SHARE


def _blocks(pixels: "NDArray[np.uint8]") -> "NDArray[np.float32]":
    """Means of squares of pixels; what is left at the right and at the bottom is dropped."""
    import numpy as np

    side = min(_BLOCK, *pixels.shape[:2])
    rows, columns = pixels.shape[0] // side, pixels.shape[1] // side
    squares = pixels[: rows * side, : columns * side].reshape(rows, side, columns, side, 3)
    means: NDArray[np.float32] = squares.mean(axis=(1, 3), dtype=np.float32)
    return means


def quarter_turns(shown: Affine) -> int | None:
    """How many quarter turns clockwise the pixels need to stand as shown; None if mirrored, sheared or flat."""
    size = max(abs(shown.a), abs(shown.b), abs(shown.c), abs(shown.d))
    tilt = 1e-3 * size
    if abs(shown.b) < tilt and abs(shown.c) < tilt:
        if shown.a > tilt and shown.d > tilt:
            return 0
        return 2 if shown.a < -tilt and shown.d < -tilt else None
    if abs(shown.a) < tilt and abs(shown.d) < tilt:
        if shown.b > tilt and shown.c < -tilt:
            return 1
        return 3 if shown.b < -tilt and shown.c > tilt else None
    return None


def unturned(turns: int, width: int, height: int) -> Affine:
    """From pixels of the picture after `turns` clockwise quarter turns to pixels of the picture as stored."""
    return (
        Affine(),
        Affine(0, -1, 1, 0, 0, height),
        Affine(-1, 0, 0, -1, width, height),
        Affine(0, 1, -1, 0, width, 0),
    )[turns]


def dpi_of(to_page: Affine) -> float:
    """Pixels per inch, the geometric mean of both directions, of pixels that lead to the page by this map."""
    return POINTS_PER_INCH / float(abs(to_page.a * to_page.d - to_page.b * to_page.c) ** 0.5)


def dpi_of_image(item: Any) -> float:
    """The resolution of a picture of PDFium on its page, the higher of both directions; 0 where it has no extent."""
    a, b, c, d, _, _ = item.get_matrix().get()
    width, height = item.get_px_size()
    wide, high = hypot(a, b), hypot(c, d)
    return max(width / wide, height / high) * POINTS_PER_INCH if wide > 0 and high > 0 else 0.0


def own_array(bitmap: Any) -> "NDArray[np.uint8]":
    """The pixels of a bitmap of PDFium, copied: grey (height × width), or RGB where there is colour."""
    import numpy as np

    array = bitmap.to_numpy()
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    if array.ndim == 3:
        array = array[:, :, :3] if bitmap.rev_byteorder else array[:, :, 2::-1]
    return without_idle_colour(np.array(array, dtype=np.uint8, order="C", copy=True))
