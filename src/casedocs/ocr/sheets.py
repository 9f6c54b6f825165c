"""Large sheets that were scanned in parts (A3 on an A4 machine): neighbouring pages with a common edge become one."""

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from casedocs.errors import InputError, SignedInputError, UsageError
from casedocs.ocr.options import OcrOptions
from casedocs.ocr.picture import Picture
from casedocs.ocr.prepare.grey import to_grey
from casedocs.ocr.prepare.sheets import join_parts
from casedocs.ocr.recognition import open_for
from casedocs.ocr.sources import SourceFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

__all__ = ["Sheet", "join_sheets"]

_ONE_DPI = 0.02  # by how much the resolutions of two parts may differ
_QUALITY = 92


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the result: the pages of the source (1-based, left or upper part first) that it was made of."""

    page_numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Joined:
    """The JPEG of a joined sheet, its resolution, and which of the two given parts comes first."""

    jpeg: bytes
    dpi: float
    swapped: bool


def join_sheets(
    source: str | os.PathLike[str], target: str | os.PathLike[str], *, options: OcrOptions | None = None
) -> tuple[Sheet, ...]:
    """Writes a PDF in which neighbouring pages that are two parts of one sheet are one page.

    Two pages are joined where their edges show the same print, side by side or one above the other, in either order.
    All other pages stay what they are. Joined sheets are JPEG pictures in colour; the source is never changed.

    Args:
        source: A PDF or image file of scans that overlap by 2 cm or more, straight and of one resolution.
        target: The PDF to write.
        options: Limits, as for `recognize`; None means `OcrOptions()`.

    Returns:
        The pages of the result.

    Raises:
        InputError: If the source cannot be used; the class says why.
        SignedInputError: If it is digitally signed.
        UsageError: If the target is the source.
        OutputError: If the target cannot be written.
    """
    path, goal = Path(source), Path(target)
    if goal.exists() and goal.samefile(path):
        raise UsageError(f"{goal} is the source itself", hint="choose another target: originals are never changed")
    with open_for(path, options or OcrOptions()) as opened:
        if opened.signature_count:
            raise SignedInputError(
                f"{path.name} is digitally signed: joined pages would carry no valid signature",
                hint="join the scans before they are signed",
                source=str(path),
            )
        sheets, pictures = _sheets(opened)
        from casedocs.ocr._sheet_pdf import write_sheets

        write_sheets(opened, path, [sheet.page_numbers for sheet in sheets], pictures, goal)
    return tuple(sheets)


def _sheets(opened: SourceFile) -> tuple[list[Sheet], dict[int, tuple[bytes, float]]]:
    """The pages of the result, and JPEG and resolution of those that were joined."""
    sheets: list[Sheet] = []
    pictures: dict[int, tuple[bytes, float]] = {}
    index = 0
    held: Picture | None = None
    while index < opened.page_count:
        first = held or opened.page(index).picture(300)
        second = opened.page(index + 1).picture(300) if index + 1 < opened.page_count else None
        joined = None if second is None else _joined(first, second)
        if joined is None:
            sheets.append(Sheet((index + 1,)))
            index, held = index + 1, second
            continue
        pictures[len(sheets)] = joined.jpeg, joined.dpi
        numbers = (index + 2, index + 1) if joined.swapped else (index + 1, index + 2)
        sheets.append(Sheet(numbers))
        index, held = index + 2, None
    return sheets, pictures


def _joined(first: Picture, second: Picture) -> _Joined | None:
    """Two parts as one sheet; None where they have no edge in common."""
    if abs(first.dpi - second.dpi) > _ONE_DPI * first.dpi:
        return None
    one, other = to_grey(first.pixels)[0], to_grey(second.pixels)[0]
    for swapped, (a, b) in ((False, (one, other)), (True, (other, one))):
        for rows in ([[a, b]], [[a], [b]]):
            try:
                _, places = join_parts(rows)
            except InputError:
                continue
            parts = [second.pixels, first.pixels] if swapped else [first.pixels, second.pixels]
            corners = [(round(-place.e), round(-place.f)) for place in places]
            return _Joined(_jpeg(_pasted(parts, corners)), first.dpi, swapped)
    return None


def _pasted(parts: "Sequence[Pixels]", corners: Sequence[tuple[int, int]]) -> "Pixels":
    """The parts in colour at their places on white; the seam lies in the middle of the overlap."""
    import numpy as np

    coloured = [part if part.ndim == 3 else np.repeat(part[:, :, None], 3, axis=2) for part in parts]
    (x0, y0), (x1, y1) = corners
    first, second = coloured
    width = max(x0 + first.shape[1], x1 + second.shape[1])
    height = max(y0 + first.shape[0], y1 + second.shape[0])
    sheet = np.full((height, width, 3), 255, np.uint8)
    sheet[y0 : y0 + first.shape[0], x0 : x0 + first.shape[1]] = first
    beside = x1 - x0 >= y1 - y0
    skip_x = max(0, x0 + first.shape[1] - x1) // 2 if beside else 0
    skip_y = 0 if beside else max(0, y0 + first.shape[0] - y1) // 2
    sheet[y1 + skip_y : y1 + second.shape[0], x1 + skip_x : x1 + second.shape[1]] = second[skip_y:, skip_x:]
    return sheet


def _jpeg(pixels: "Pixels") -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()
