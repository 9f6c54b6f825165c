"""Sheets and pages: two pages on one scan are parted, parts of a large sheet are joined."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from casedocs.errors import InputError, UsageError
from casedocs.geometry import Affine
from casedocs.ocr._ink import MAX_PIXELS, checked_grey, contrast_of, cv2_module, ink_of, reduce_page
from casedocs.ocr._strokes import find_strokes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["find_fold", "join_parts", "split_at", "split_spread"]

_WIDE = 1.15  # a spread is at least that much wider than high
_LEAST_LIKE = 0.55  # correlation of two overlapping edges
_STRIP = 0.12  # share of a part that is looked for in its neighbour


def split_spread(grey: "Grey") -> "tuple[tuple[Grey, Affine], ...]":
    """The pages on one scan: two where an upright wide scan has a clear fold, else the page as it is.

    The fold is a column near the middle that nothing crosses, with print on both sides of it.

    Args:
        grey: The scan, turned the right way up.

    Returns:
        One or two pages from left to right, each with the map from its pixels to those of the scan.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    grey = checked_grey(grey)
    fold = find_fold(grey)
    return ((grey, Affine()),) if fold is None else split_at(grey, fold)


def split_at(grey: "Grey", fold: int) -> "tuple[tuple[Grey, Affine], ...]":
    """The pages left and right of a fold, each with the map from its pixels to those of the scan."""
    import numpy as np

    left, right = np.ascontiguousarray(grey[:, :fold]), np.ascontiguousarray(grey[:, fold:])
    return (left, Affine()), (right, Affine.translation(fold, 0))


def find_fold(grey: "Grey") -> int | None:
    """Where two pages on one upright scan meet, x in pixels; None for one page."""
    import numpy as np

    height, width = grey.shape
    if width < _WIDE * height or min(height, width) < 200:
        return None
    small, scale = reduce_page(grey)
    ink = ink_of(contrast_of(small))
    strokes = find_strokes(ink, max(40, max(small.shape) // 35))
    across = small.shape[1]
    low, high = int(0.4 * across), int(0.6 * across)
    if any(left < low and right > high for left, _, right, _ in strokes.across):
        return None
    # A fold or the shadow of one is itself a dark upright line: rules do not count as print.
    ink = cv2_module().bitwise_and(ink, cv2_module().bitwise_not(strokes.mask))
    columns = np.count_nonzero(ink, axis=0)
    empty = columns[low:high] <= max(2, small.shape[0] // 400)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], empty.astype(np.int8), [0]])))
    runs = [(end - start, start) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if not runs or max(runs)[0] < 0.02 * across:
        return None
    length, start = (int(value) for value in max(runs))
    total = int(columns.sum())
    before, after = int(columns[: low + start].sum()), int(columns[low + start + length :].sum())
    if total == 0 or min(before, after) < 0.1 * total:
        return None
    return round((low + start + length / 2) / scale)


def join_parts(parts: "Sequence[Sequence[Grey]]") -> "tuple[Grey, tuple[Affine, ...]]":
    """One sheet from scans of its parts, which overlap: for example A3 scanned on an A4 machine.

    Args:
        parts: Rows from top to bottom, each with its parts from left to right, all of one resolution and straight.

    Returns:
        The sheet, and for each part in the order given the map from pixels of the sheet to pixels of the part.

    Raises:
        UsageError: If there are no parts, or one is no grey page.
        InputError: If two neighbours have no edge in common.
        LimitExceededError: If a part is too large.
    """
    import numpy as np

    if not parts or not all(parts):
        raise UsageError("there are no parts to join")
    rows: list[tuple[Grey, list[tuple[int, int]]]] = []
    for number, row in enumerate(parts, start=1):
        rows.append(_joined([checked_grey(part) for part in row], f"row {number}"))
    turned = [np.ascontiguousarray(sheet.T) for sheet, _ in rows]
    sheet, places = _joined(turned, "the rows")
    maps = [
        Affine.translation(-(x + row_x), -(y + row_y))
        for (row_y, row_x), (_, inner) in zip(places, rows, strict=True)
        for x, y in inner
    ]
    return np.ascontiguousarray(sheet.T), tuple(maps)


def _joined(parts: "Sequence[Grey]", where: str) -> "tuple[Grey, list[tuple[int, int]]]":
    """Parts side by side on one sheet, and where the top-left corner of each came to lie."""
    import numpy as np

    places = [(0, 0)]
    for number, (left, right) in enumerate(pairwise(parts), start=1):
        x, y = _offset(left, right, f"{where}, parts {number} and {number + 1}")
        places.append((places[-1][0] + x, places[-1][1] + y))
    top = min(y for _, y in places)
    places = [(x, y - top) for x, y in places]
    width = max(x + part.shape[1] for (x, _), part in zip(places, parts, strict=True))
    height = max(y + part.shape[0] for (_, y), part in zip(places, parts, strict=True))
    if width * height > MAX_PIXELS:
        raise InputError(
            f"the joined sheet would have {width} x {height} pixels", hint="join parts of lower resolution"
        )
    sheet = np.full((height, width), 255, np.uint8)
    for k, ((x, y), part) in enumerate(zip(places, parts, strict=True)):
        # The seam lies in the middle of the overlap: edges of scans are often dark or bent.
        skip = (places[k - 1][0] + parts[k - 1].shape[1] - x) // 2 if k else 0
        sheet[y : y + part.shape[0], x + skip : x + part.shape[1]] = part[:, skip:]
    return sheet, places


def _offset(left: "Grey", right: "Grey", where: str) -> tuple[int, int]:
    """Where the right part begins in pixels of the left one."""
    import numpy as np

    factor = max(1, max(left.shape + right.shape) // 900)
    x, y, likeness = _match(left, right, factor)
    if likeness < _LEAST_LIKE:
        raise InputError(
            f"{where}: no common edge found (likeness {likeness:.2f})",
            hint="scan the parts so that they overlap by at least 2 cm, straight and at one resolution",
        )
    if factor > 1:
        x, y = _refined(left, right, x, y, factor)
    return int(np.clip(x, 0, left.shape[1])), y


def _match(left: "Grey", right: "Grey", factor: int) -> tuple[int, int, float]:
    """The offset to the nearest `factor` pixels, and the correlation there."""
    cv2 = cv2_module()
    small_left = _blurred(left, factor)
    small_right = _blurred(right, factor)
    margin = max(1, small_right.shape[0] // 8)
    width = max(4, round(_STRIP * small_right.shape[1]))
    best = (0, 0, -1.0)
    # The outermost pixels of a scan are unreliable: the strip starts a little inside.
    inset = max(1, width // 8)
    strip = small_right[margin : small_right.shape[0] - margin, inset : inset + width]
    start = small_left.shape[1] // 3
    field = cv2.copyMakeBorder(small_left[:, start:], margin, margin, 0, 0, cv2.BORDER_REPLICATE)
    if min(strip.shape) < 3 or field.shape[0] < strip.shape[0] or field.shape[1] < strip.shape[1] or strip.std() < 1:
        return best
    _, likeness, _, (x, y) = cv2.minMaxLoc(cv2.matchTemplate(field, strip, cv2.TM_CCOEFF_NORMED))
    return (x + start - inset) * factor, (y - 2 * margin) * factor, float(likeness)


def _blurred(image: "Grey", factor: int) -> "Grey":
    cv2 = cv2_module()
    size = (max(1, image.shape[1] // factor), max(1, image.shape[0] // factor))
    return cv2.blur(cv2.resize(image, size, interpolation=cv2.INTER_AREA), (3, 3))  # type: ignore[no-any-return]


def _refined(left: "Grey", right: "Grey", x: int, y: int, factor: int) -> tuple[int, int]:
    """The offset to the pixel, looked for within two coarse steps."""
    cv2 = cv2_module()
    reach = 2 * factor
    width = min(max(32, round(_STRIP * right.shape[1])), left.shape[1] - x - reach)
    inset, top = reach, max(0, -y) + right.shape[0] // 6
    bottom = min(right.shape[0], left.shape[0] - y) - right.shape[0] // 6
    strip = right[top:bottom, inset : inset + width - reach]
    field = left[top + y - reach : bottom + y + reach, x + inset - reach : x + inset + width]
    if strip.size == 0 or field.shape[0] < strip.shape[0] or field.shape[1] < strip.shape[1]:
        return x, y
    _, _, _, (dx, dy) = cv2.minMaxLoc(cv2.matchTemplate(field, strip, cv2.TM_CCOEFF_NORMED))
    return x + dx - reach, y + dy - reach
