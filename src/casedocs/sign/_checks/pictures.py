"""Revisions of a file as pictures: what is seen differently, and where ink that was there is gone (through PDFium).

PDFium is also a third reader of the file's structure, independent of pyHanko and of our own scanner: a page that it
shows differently although nobody could name a reason is a finding in itself.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casedocs.errors import CorruptFileError
from casedocs.geometry import Box
from casedocs.sign._checks.window import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PageDifference", "Pictures", "draw_encoded", "find_text"]

_NOTICEABLE = 24  # of 255, in one colour channel: far over rounding, far under any visible mark
_LIGHTER = 100  # of 255: ink that became so much lighter is covered or gone, whatever the colour that covers it
_FEW_PIXELS = 12
# Ground as dark as the ink hides it as well: in a tile of so many pixels the outlines of what was there are lost.
_TILE, _OUTLINE, _FLAT, _MOST_OUTLINES, _LOST_SHARE = 24, 60, 16, 40, 0.8
_FINE = 16  # steps of a point, where PDFium wants whole numbers
_MOST_PIXELS = 40_000_000  # a page of 6,300 × 6,300 points; A0 has 8 million


@dataclass(frozen=True, slots=True)
class PageDifference:
    """What two pictures of a page differ in, outside and inside the areas where a change was expected.

    Attributes:
        page_number: 1-based.
        outside: The area (points, top-left) that differs without an expected change; None when there is none.
        lost: For each expected area, whether ink that was there before is covered or gone.
    """

    page_number: int
    outside: Box | None
    lost: tuple[bool, ...]


class Pictures:
    """Draws revisions of one file; a revision is the file up to a byte.

    Args:
        data: The whole file.
        password: For encrypted files.
    """

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data, self._password = data, password

    @contextmanager
    def _open(self, end: int) -> Iterator[Any]:
        import pypdfium2

        whole = end >= len(self._data)
        try:
            source: Any = self._data if whole else io.BufferedReader(Window(self._data, end))
            document = pypdfium2.PdfDocument(source, password=self._password or None)
            document.init_forms()
        except Exception as error:
            raise CorruptFileError(f"PDFium cannot open the revision: {error}") from error
        try:
            yield document
        finally:
            document.close()

    def page_count(self, end: int) -> int:
        """Number of pages of the file up to byte `end`.

        Raises:
            CorruptFileError: If PDFium cannot open it.
        """
        with self._open(end) as document:
            return len(document)

    def text_within(self, end: int, number: int, box: Box) -> str:
        """The text that a page (1-based) shows within an area (points, top-left), fields included.

        Raises:
            CorruptFileError: If PDFium cannot open or read it.
        """
        with self._open(end) as document:
            return _text_within(document, number, box)

    def compare(
        self, old_end: int, new_end: int, areas: "dict[int, list[Box]]", pages: Iterable[int]
    ) -> list[PageDifference]:
        """The pages (1-based) that differ between two revisions.

        Args:
            old_end: The earlier revision.
            new_end: The later one.
            areas: By page number: where a change is expected (points, top-left).
            pages: The page numbers to look at.

        Raises:
            CorruptFileError: If PDFium cannot open or draw one of them.
        """
        found: list[PageDifference] = []
        with self._open(old_end) as old, self._open(new_end) as new:
            for number in pages:
                difference = _compare_page(old, new, number, areas.get(number, []))
                if difference is not None:
                    found.append(difference)
        return found


def _text_within(document: Any, number: int, box: Box) -> str:
    import ctypes

    from pypdfium2 import raw

    try:
        page = document[number - 1]
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number - 1]
        width, height = (round(side * _FINE) for side in page.get_size())
        corners = []
        for x, y in ((box.left, box.top), (box.right, box.bottom)):
            across, up = ctypes.c_double(), ctypes.c_double()
            raw.FPDF_DeviceToPage(page, 0, 0, width, height, 0, round(x * _FINE), round(y * _FINE), across, up)
            corners.append((across.value, up.value))
        (x0, y0), (x1, y1) = corners
        text = page.get_textpage()
        found = text.get_text_bounded(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        text.close()
        page.close()
    except Exception as error:
        raise CorruptFileError(f"PDFium cannot read page {number}: {error}") from error
    return str(found)


def _drawable(page: Any) -> Any:
    """The page, unless its picture would not fit into memory."""
    if page.get_width() * page.get_height() > _MOST_PIXELS:
        raise ValueError(f"{page.get_width():.0f} × {page.get_height():.0f} points are too many")
    return page


def _pixels(document: Any, number: int, *, with_fields: bool = True) -> "NDArray[np.uint8]":
    try:
        page = _drawable(document[number - 1])
        bitmap = page.render(scale=1.0, may_draw_forms=with_fields, draw_annots=with_fields)
        pixels: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
    except Exception as error:
        raise CorruptFileError(f"PDFium cannot draw page {number}: {error}") from error
    bitmap.close()
    page.close()
    return pixels


def _compare_page(
    old: Any,
    new: Any,
    number: int,
    areas: list[Box],
) -> PageDifference | None:
    import numpy as np

    before, after = _pixels(old, number), _pixels(new, number)
    if before.shape != after.shape:
        return PageDifference(number, Box(0, 0, float(after.shape[1]), float(after.shape[0])), (True,) * len(areas))
    distance = np.abs(before.astype(np.int16) - after.astype(np.int16)).max(axis=2)
    changed = distance > _NOTICEABLE
    if not changed.any():
        return None
    # What a field hid when it was signed counts as well: it may be uncovered by filling the field in.
    beneath = _pixels(old, number, with_fields=False) if areas else before
    windows = [_window(area, changed.shape) for area in areas]
    lost = tuple(
        _is_lost(before[window], after[window]) or _is_lost(beneath[window], before[window]) for window in windows
    )
    for area in areas:
        changed[_window(area, changed.shape)] = False
    rows, columns = np.nonzero(changed)
    outside = None
    if rows.size:
        outside = Box(float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1))
    return PageDifference(number, outside, lost)


def _is_lost(before: "NDArray[np.uint8]", after: "NDArray[np.uint8]") -> bool:
    """Whether what a picture shows is covered or gone in a later one of the same place."""
    import numpy as np

    weights = np.array([0.299, 0.587, 0.114])
    lighter = (after @ weights) - (before @ weights) > _LIGHTER
    if lighter.sum() > _FEW_PIXELS:
        return True
    steps = [np.abs(np.diff(item.astype(np.int16), axis=1)).max(axis=2, initial=0) for item in (before, after)]
    outlines = steps[0] > _OUTLINE
    flat = outlines & (steps[1] < _FLAT)
    for top in range(0, outlines.shape[0], _TILE):
        for left in range(0, outlines.shape[1], _TILE):
            tile = (slice(top, top + _TILE), slice(left, left + _TILE))
            if outlines[tile].sum() >= _MOST_OUTLINES and flat[tile].sum() >= _LOST_SHARE * outlines[tile].sum():
                return True
    return False


def _window(area: Box, shape: tuple[int, ...]) -> tuple[slice, slice]:
    wide = area.expanded(1.5)
    rows = slice(max(0, int(wide.top)), min(shape[0], max(0, int(wide.bottom + 1))))
    return rows, slice(max(0, int(wide.left)), min(shape[1], max(0, int(wide.right + 1))))


def draw_encoded(data: bytes, number: int, scale: float, password: str | None) -> str:
    """A page (1-based) as PNG in base64 (in a process of its own, see `casedocs.sign._child`).

    Raises:
        CorruptFileError: If PDFium cannot open or draw it.
    """
    import base64

    pictures = Pictures(data, password)
    with pictures._open(len(data)) as document:  # noqa: SLF001  same module
        try:
            image = document[number - 1].render(scale=scale, may_draw_forms=True).to_pil()
        except Exception as error:
            raise CorruptFileError(f"PDFium cannot draw page {number}: {error}") from error
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def find_text(data: bytes, text: str, password: str | None) -> tuple[int, list[float]] | None:
    """Page index and ``/Rect`` (page space) of the last place where a text stands; None when it is nowhere.

    Raises:
        CorruptFileError: If PDFium cannot open or read the document.
    """
    pictures = Pictures(data, password)
    with pictures._open(len(data)) as document:  # noqa: SLF001  same module
        try:
            found = (_last_place(document[index], text) for index in reversed(range(len(document))))
            places = ((len(document) - 1 - number, place) for number, place in enumerate(found) if place)
            return next(places, None)
        except Exception as error:
            raise CorruptFileError(f"PDFium cannot read the document: {error}") from error


def _last_place(page: Any, text: str) -> list[float]:
    """The rectangle around the last place of a text on a page; empty when it is not there."""
    content, found = page.get_textpage(), None
    searcher = content.search(text, match_case=True)
    while hit := searcher.get_next():
        found = hit
    if found is None:
        return []
    rectangles = [content.get_rect(number) for number in range(content.count_rects(*found))]
    left, bottom, right, top = zip(*rectangles, strict=True)
    return [min(left), min(bottom), max(right), max(top)]
