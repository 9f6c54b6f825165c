"""Pages as they are shown: their size after cropping and turning, and areas on them."""

from pyhanko.pdf_utils import generic

from casedocs.geometry import Affine, Box, Size
from casedocs.sign._pdf.objects import deref, numbers_of, raw_at

__all__ = ["page_box", "page_rotation", "page_size", "shown_box", "to_page_space"]

_A4 = [0.0, 0.0, 595.276, 841.89]
_DEPTH = 40


def _inherited(page: object, name: str) -> object:
    for _ in range(_DEPTH):
        if not isinstance(page, generic.DictionaryObject):
            return None
        if name in page:
            return raw_at(page, name)
        page = deref(raw_at(page, "/Parent"))
    return None


def _rectangle(page: object, name: str) -> list[float] | None:
    found = deref(_inherited(page, name))
    items = [found.raw_get(index) for index in range(len(found))] if isinstance(found, generic.ArrayObject) else []
    numbers = numbers_of(items)
    if len(numbers) != 4:
        return None
    left, right = sorted((numbers[0], numbers[2]))
    bottom, top = sorted((numbers[1], numbers[3]))
    return [left, bottom, right, top] if left < right and bottom < top else None


def page_box(page: object) -> list[float]:
    """The visible part of a page in its own space: left, bottom, right, top (crop box within media box)."""
    media = _rectangle(page, "/MediaBox") or _A4
    crop = _rectangle(page, "/CropBox") or media
    inner = [max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])]
    return inner if inner[0] < inner[2] and inner[1] < inner[3] else media


def page_rotation(page: object) -> int:
    """How far the page is turned clockwise when shown: 0, 90, 180 or 270."""
    found = deref(_inherited(page, "/Rotate"))
    return int(found) % 360 // 90 * 90 if isinstance(found, int) else 0


def page_size(page: object) -> Size:
    """Width and height of the page as shown, in points."""
    left, bottom, right, top = page_box(page)
    turned = page_rotation(page) in {90, 270}
    return Size(top - bottom, right - left) if turned else Size(right - left, top - bottom)


def _shown_map(page: object) -> Affine:
    left, bottom, right, top = page_box(page)
    width, height = right - left, top - bottom
    flat = Affine(1, 0, 0, -1, -left, top)
    turn = {
        0: Affine(),
        90: Affine(0, 1, -1, 0, height, 0),
        180: Affine(-1, 0, 0, -1, width, height),
        270: Affine(0, -1, 1, 0, 0, width),
    }
    return flat.then(turn[page_rotation(page)])


def shown_box(page: object, rect: list[float]) -> Box:
    """A ``/Rect`` of the page's own space as an area of the page as shown (points, top-left)."""
    return _shown_map(page).box(
        Box(min(rect[0], rect[2]), min(rect[1], rect[3]), max(rect[0], rect[2]), max(rect[1], rect[3]))
    )


def to_page_space(page: object, box: Box) -> tuple[float, float, float, float]:
    """An area of the page as shown as a ``/Rect`` of its own space (left, bottom, right, top)."""
    found = _shown_map(page).inverse().box(box)
    return found.left, found.top, found.right, found.bottom
