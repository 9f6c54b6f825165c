"""From colour to grey: red seals go, the print under them stays."""

from typing import TYPE_CHECKING

from casedocs.errors import UsageError
from casedocs.geometry import Affine, Box
from casedocs.ocr._ink import checked_grey, cv2_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

__all__ = ["find_seals", "to_grey"]

_FINE = 2400  # pixels: pages longer than that (A4 over 200 dpi) have strokes of three pixels and more
_CELL = 8  # the colour of a page is looked at in blocks of this many pixels
_RED = 40  # how much red must stand out over green and blue for a pixel of seal ink
_LIFT = 1.35  # how strongly the redness of a pixel lightens it


def to_grey(image: "Pixels") -> "tuple[Pixels, Affine]":
    """The page in grey, with red seal ink lightened to about paper.

    Seal ink absorbs green and blue only, black print absorbs all: what a pixel has more of red than of green and blue
    is added to its brightness. Print under a seal stays dark, blue ink (signatures, handwriting) stays as it is. Only
    the parts of the page that hold red are treated; a page without any is converted at once.

    Args:
        image: uint8, height × width × 3 (RGB), or a grey page, which is returned as it is.

    Returns:
        The grey page, and the identity (pixels keep their places).

    Raises:
        UsageError: If it is neither.
        LimitExceededError: If it is too large.
    """
    import numpy as np

    if np.ndim(image) == 2:
        return checked_grey(image), Affine()
    image = _checked_rgb(image)
    cv2 = cv2_module()
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    for left, top, right, bottom in _red_parts(image, reach=2):
        part = image[top:bottom, left:right]
        red, green, blue = cv2.split(part)
        redness = cv2.subtract(red, cv2.max(green, blue))
        lifted = cv2.addWeighted(grey[top:bottom, left:right], 1.0, redness, _LIFT, 0.0)
        grey[top:bottom, left:right] = np.where(redness > _RED // 3, lifted, grey[top:bottom, left:right])
    return grey, Affine()


def find_seals(image: "Pixels", dpi: float = 300.0) -> tuple[Box, ...]:
    """Where red seals and stamps of at least about 12 mm stand, largest first; boxes in pixels of the image.

    Args:
        image: uint8 RGB page.
        dpi: Its resolution.

    Raises:
        UsageError: If it is no colour page or the resolution is not positive.
        LimitExceededError: If it is too large.
    """
    if not dpi > 0:
        raise UsageError(f"a resolution must be above 0 dpi, not {dpi:g}")
    smallest = 12 / 25.4 * dpi
    reach = max(1, round(2 / 25.4 * dpi / _CELL))
    boxes = [
        Box(left, top, right, bottom)
        for left, top, right, bottom in _red_parts(_checked_rgb(image), reach)
        if min(right - left, bottom - top) >= smallest
    ]
    return tuple(sorted(boxes, key=lambda box: -box.area))


def _checked_rgb(image: object) -> "Pixels":
    import numpy as np

    if not isinstance(image, np.ndarray) or image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8:
        found = f"{image.dtype} {image.shape}" if isinstance(image, np.ndarray) else type(image).__name__
        raise UsageError(f"a page must be a uint8 array of height x width or height x width x 3, not {found}")
    checked_grey(image[:, :, 0])
    return np.ascontiguousarray(image)


def _red_parts(image: "Pixels", reach: int) -> list[tuple[int, int, int, int]]:
    """Boxes around red ink; blocks at most `reach` blocks apart belong together."""
    import numpy as np

    cv2 = cv2_module()
    height, width = image.shape[:2]
    # Nearest pixels, not averages: a thin red stroke must not fade into the paper.
    step = 4 if max(height, width) > _FINE else 2
    thinned = cv2.resize(image, (-(-width // step), -(-height // step)), interpolation=cv2.INTER_NEAREST)
    red, green, blue = cv2.split(thinned)
    is_red = (cv2.subtract(red, cv2.max(green, blue)) > _RED).astype(np.uint8) * 255
    size = (-(-width // _CELL), -(-height // _CELL))
    share = cv2.resize(is_red, size, interpolation=cv2.INTER_AREA)
    blocks = (share > 24).astype(np.uint8)
    if not cv2.countNonZero(blocks):
        return []
    joined = cv2.dilate(blocks, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    parts = []
    for left, top, across, down, _ in stats[1:].tolist():
        x0, y0 = max(0, (left + reach - 1) * _CELL), max(0, (top + reach - 1) * _CELL)
        x1, y1 = (left + across - reach + 1) * _CELL, (top + down - reach + 1) * _CELL
        parts.append((x0, y0, min(width, x1), min(height, y1)))
    return parts
