"""What can be read: PDF files and images. Opens a source by its content and holds the name to it."""

import stat
from pathlib import Path
from typing import Protocol, Self

from casedocs._files import input_error
from casedocs.errors import (
    CorruptFileError,
    EmptyFileError,
    LimitExceededError,
    SourceNotFoundError,
    UnsupportedFormatError,
)
from casedocs.geometry import Size
from casedocs.ocr.picture import Picture

__all__ = ["SUFFIXES", "SourceFile", "SourceKind", "SourcePage", "kind_of", "open_source", "warm_up"]

_HEAD = 1024
_TAIL = 4096

# Kind of content → the suffixes that may stand for it.
_SUFFIXES_OF = {
    "PDF": frozenset({".pdf"}),
    "JPEG": frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"}),
    "PNG": frozenset({".png"}),
    "TIFF": frozenset({".tif", ".tiff"}),
    "BMP": frozenset({".bmp"}),
    "WebP": frozenset({".webp"}),
    "JPEG 2000": frozenset({".jp2", ".j2k", ".jpx"}),
    "GIF": frozenset({".gif"}),
    "Netpbm": frozenset({".pbm", ".pgm", ".ppm", ".pnm"}),
}
SUFFIXES: frozenset[str] = frozenset().union(*_SUFFIXES_OF.values())
SourceKind = str

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"BM", "BMP"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"GIF8", "GIF"),
    (b"P1", "Netpbm"),
    (b"P2", "Netpbm"),
    (b"P3", "Netpbm"),
    (b"P4", "Netpbm"),
    (b"P5", "Netpbm"),
    (b"P6", "Netpbm"),
)
_OTHER_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "an Office or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"<!DOCTYPE html", "a web page"),
    (b"<html", "a web page"),
)


class SourcePage(Protocol):
    """A page of a source."""

    @property
    def size(self) -> Size:
        """In points, as shown."""
        ...

    def picture(self, dpi: float) -> Picture:
        """The page as pixels; `dpi` matters only where the page has to be drawn."""
        ...


class SourceFile(Protocol):
    """An open source of pages; a context manager."""

    @property
    def page_count(self) -> int:
        """At least 1."""
        ...

    @property
    def signature_count(self) -> int:
        """Digital signatures in the file."""
        ...

    def page_size(self, page_index: int) -> Size:
        """The size of a page in points as shown, without reading what is on it."""
        ...

    def page(self, page_index: int) -> SourcePage:
        """The page at a 0-based index."""
        ...

    def __enter__(self) -> Self:
        """The source itself."""
        ...

    def __exit__(self, *exc: object) -> None:
        """Closes the file."""
        ...


def _check_regular(path: Path) -> None:
    """A folder is no source; a pipe or a device would be waited for without an end."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            next(path.iterdir(), None)  # a folder that cannot be opened is unreadable in the first place
    except ValueError as error:  # a zero byte in the name
        raise SourceNotFoundError(f"there is no file {path}", hint="check the path", source=str(path)) from error
    except OSError as error:
        raise input_error(error, path) from error
    if stat.S_ISDIR(mode):
        raise UnsupportedFormatError(f"{path} is a folder", hint="name the files in it", source=str(path))
    if not stat.S_ISREG(mode):
        raise UnsupportedFormatError(f"{path} is not a regular file", hint="copy it to a file", source=str(path))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise input_error(error, path) from error


def kind_of(path: Path) -> SourceKind:
    """What the file holds, by its first bytes: a key such as ``PDF`` or ``JPEG``.

    Raises:
        SourceNotFoundError: If there is no such file.
        UnreadableFileError: If it cannot be read.
        EmptyFileError: If it has no bytes.
        UnsupportedFormatError: If it is neither PDF nor image, or its name says that it is something else.
    """
    _check_regular(path)
    head = _head(path)
    if not head:
        raise EmptyFileError(f"{path.name} has no content (0 bytes)", hint="copy or scan it again", source=str(path))
    kind = _sniff(head)
    if kind is None:
        what = next((name for magic, name in _OTHER_MAGIC if head.startswith(magic)), "neither a PDF nor an image")
        raise UnsupportedFormatError(
            f"{path.name} is {what}", hint="give PDF, JPEG, PNG or TIFF files", source=str(path)
        )
    suffix = path.suffix.lower()
    if suffix in SUFFIXES and suffix not in _SUFFIXES_OF[kind]:
        right = min(sorted(_SUFFIXES_OF[kind]), key=len)
        raise UnsupportedFormatError(
            f"{path.name} has a wrong name: its content is {kind}",
            hint=f"check where it comes from, then rename it to {path.stem}{right}",
            source=str(path),
        )
    return kind


def _sniff(head: bytes) -> SourceKind | None:
    if b"%PDF-" in head:
        return "PDF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)


def _check_whole(path: Path, size: int) -> None:
    """A PDF ends with an end mark; one that does not was cut short, and readers that mend it lose pages silently."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, size - _TAIL))
            tail = file.read()
    except OSError as error:
        raise input_error(error, path) from error
    if b"%%EOF" not in tail:
        raise CorruptFileError(
            f"{path.name} is cut short: the end of the PDF is missing",
            hint="copy or download it again; a PDF program may save what is left of it",
            source=str(path),
        )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise input_error(error, path) from error


def warm_up() -> None:
    """Loads the libraries that open sources, so that the first page does not wait for them."""
    from casedocs.ocr import _pdfium

    _pdfium.warm_up()


def open_source(path: Path, *, max_pixels: int, max_file_bytes: int) -> SourceFile:
    """Opens a PDF or image file. Use what it gives as a context manager.

    Args:
        path: The file.
        max_pixels: A page picture with more pixels is refused when it is asked for.
        max_file_bytes: A larger file is refused.

    Raises:
        InputError: If it cannot be used; the class says why.
    """
    kind = kind_of(path)
    size = _size(path)
    if size > max_file_bytes:
        raise LimitExceededError(
            f"{path.name} has {size / 1e9:.1f} GB", hint="split it, or raise the limit", source=str(path)
        )
    if kind == "PDF":
        _check_whole(path, size)
        from casedocs.ocr._pdfium import PdfSource

        return PdfSource(path, max_pixels)
    from casedocs.ocr._images import ImageSource

    return ImageSource(path, max_pixels)
