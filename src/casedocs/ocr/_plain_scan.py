"""Pages that show a scan and nothing else, told from the structure of the PDF: no drawing is needed to know the pixels.

Like `_pdf_writer`, a user of pikepdf (qpdf); this one only reads.
"""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casedocs.errors import MissingExtraError
from casedocs.ocr._ink import cv2_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PlainScans", "decoded_jpeg"]

_LONGEST = 4096  # bytes of page contents; a scan needs a hundred, a text layer of a page has more
_HARMLESS = frozenset({"q", "Q", "cm"})
_NOT_PLAIN = ("/SMask", "/Mask", "/Decode", "/DecodeParms", "/ImageMask", "/OC", "/Matte", "/Alternates")
_COLOURS = frozenset({"/DeviceGray", "/DeviceRGB", "/CalGray", "/CalRGB"})


class PlainScans:
    """Which pages of a PDF show one JPEG picture as it is: no mask, no clip, no colour key, no transparency.

    Args:
        path: The file; one that pikepdf cannot read has no such page.
    """

    def __init__(self, path: Path) -> None:
        self._pdf: Any = None
        self._file: Any = None
        with suppress(Exception):  # whatever is wrong with the file: PDFium says it better
            import pikepdf

            self._file = path.open("rb")
            self._pdf = pikepdf.open(self._file, suppress_warnings=True)

    def close(self) -> None:
        """Closes the file."""
        for opened in (self._pdf, self._file):
            if opened is not None:
                opened.close()
        self._pdf = self._file = None

    def has(self, page_index: int) -> bool:
        """Whether the page at a 0-based index is such a page."""
        if self._pdf is None:
            return False
        try:
            return _is_plain(self._pdf.pages[page_index])
        except Exception:  # noqa: BLE001  anything odd in the structure: the page is drawn and compared instead
            return False


def _is_plain(page: Any) -> bool:
    import pikepdf

    contents = page.obj.get("/Contents")
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    if sum(int(stream.Length) for stream in streams) > _LONGEST:
        return False
    shown = None
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "Do" and shown is None:
            shown = str(instruction.operands[0])
        elif operator not in _HARMLESS:
            return False
    return shown is not None and _is_plain_jpeg(page.resources["/XObject"][shown])


def _is_plain_jpeg(image: Any) -> bool:
    filters = image.get("/Filter")
    if str(filters) != "/DCTDecode" and [str(name) for name in filters] != ["/DCTDecode"]:
        return False
    colour = image.get("/ColorSpace")
    known = str(colour) in _COLOURS or (str(colour[0]) == "/ICCBased" and int(colour[1]["/N"]) in {1, 3})
    return known and str(image["/Subtype"]) == "/Image" and not any(name in image for name in _NOT_PLAIN)


def decoded_jpeg(data: bytes, width: int, height: int, *, halved: bool = False) -> "NDArray[np.uint8] | None":
    """The pixels of a JPEG: grey, or RGB; None where it is not a sound one of that size.

    Args:
        data: The file.
        width: In pixels.
        height: In pixels.
        halved: Decode at half the size, which leaves out three quarters of the work after the entropy decoding.
    """
    import numpy as np

    try:
        cv2 = cv2_module()
    except MissingExtraError:
        return None
    flags = cv2.IMREAD_GRAYSCALE if _components(data) == 1 else cv2.IMREAD_COLOR_RGB
    flags |= cv2.IMREAD_IGNORE_ORIENTATION
    if halved:
        flags |= cv2.IMREAD_REDUCED_GRAYSCALE_2  # the bit that says "half", whatever the colours
        width, height = (width + 1) // 2, (height + 1) // 2
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    except cv2.error:
        return None
    return pixels if pixels is not None and pixels.shape[:2] == (height, width) else None


def _components(data: bytes) -> int:
    """How many colour components a JPEG has, by its frame header; 0 if there is none."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            return data[at + 9]
        at += 2 + int.from_bytes(data[at + 2 : at + 4]) if marker != 0xFF else 1
    return 0
