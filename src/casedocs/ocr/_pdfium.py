"""PDF pages through PDFium: the only module that reads them.

PDFium is not thread-safe: a process uses it from one thread at a time (casedocs runs one process per core).
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casedocs._files import input_error
from casedocs.errors import CasedocsError, CorruptFileError, EmptyFileError, EncryptedFileError, LimitExceededError
from casedocs.geometry import POINTS_PER_INCH, Affine, Box, Size
from casedocs.ocr._plain_scan import PlainScans, decoded_jpeg
from casedocs.ocr._scan import LOOK_DPI, dpi_of, dpi_of_image, looks_like, own_array, quarter_turns, unturned
from casedocs.ocr.picture import Picture, PictureOrigin

__all__ = ["Char", "PageContents", "PdfPage", "PdfSource", "warm_up"]

_MAX_PAGES = 100_000
_MAX_FORM_DEPTH = 5
_MAX_OBJECTS = 200_000
_COVERS = 0.85
_OVERHANG = 0.02
_MAX_DRAWN_DPI = 300.0
_PASSWORD_ERROR = 4
_INVISIBLE = 3


@dataclass(frozen=True, slots=True)
class Char:
    """A character of the text layer; `box` is in points as shown, None for what PDFium itself put in (line ends)."""

    text: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class PageContents:
    """What a page is made of, counted without drawing it.

    Attributes:
        visible_texts: Text objects that are painted.
        invisible_texts: Text objects in render mode 3, as OCR programs write them.
        images: Pictures.
        image_cover: Share of the page that the pictures cover (0..1, each counted on its own, at most 1).
        image_dpi: The highest resolution of a picture that covers a tenth of the page or more; 0 if there is none.
        paths: Lines, fills and shadings.
        annotations: Annotations that may be painted (links do not count).
    """

    visible_texts: int = 0
    invisible_texts: int = 0
    images: int = 0
    image_cover: float = 0.0
    image_dpi: float = 0.0
    paths: int = 0
    annotations: int = 0

    @property
    def nothing_to_see(self) -> bool:
        """Whether the page paints nothing."""
        return not (self.visible_texts or self.images or self.paths or self.annotations)


def warm_up() -> None:
    """Loads PDFium."""
    with suppress(ImportError):  # whoever opens a file is told
        import pypdfium2  # noqa: F401  loaded to be there


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    import pypdfium2

    try:
        yield
    except CasedocsError:
        raise
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
            raise EncryptedFileError(
                f"{path.name} is protected by a password",
                hint="open it with its password and save it without one, then run again",
                source=str(path),
            ) from error
        raise _damaged(path, str(error)) from error
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise input_error(error, path) from error
    except MemoryError as error:
        raise LimitExceededError(f"{path.name} needs more memory than allowed", source=str(path)) from error
    except (ValueError, ArithmeticError, RuntimeError, OSError, LookupError, TypeError, ctypes.ArgumentError) as error:
        raise _damaged(path, str(error)) from error


def _opened(path: Path) -> Any:
    import pypdfium2

    from casedocs.ocr._pdf_writer import has_no_page

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if has_no_page(path):
            raise _no_pages(path) from error
        raise


def _no_pages(path: Path) -> EmptyFileError:
    return EmptyFileError(f"{path.name} has no pages", hint="export or scan it again", source=str(path))


def _damaged(path: Path, detail: str) -> CorruptFileError:
    return CorruptFileError(
        f"{path.name} is damaged or cut short: {detail}",
        hint="copy or scan it again, or repair it with a PDF program",
        source=str(path),
    )


class PdfSource:
    """A PDF file, open for reading. Use it as a context manager.

    Args:
        path: The file.
        max_pixels: A page picture with more pixels is refused.

    Raises:
        InputError: If it cannot be read; the class says why.
    """

    def __init__(self, path: Path, max_pixels: int) -> None:
        from pypdfium2 import raw

        self.path = path
        self.max_pixels = max_pixels
        self._plain_scans: PlainScans | None = None
        with _named_errors(path):
            self._document = _opened(path)
            self.page_count = len(self._document)
            self.signature_count = sum(
                1
                for index in range(raw.FPDF_GetSignatureCount(self._document))
                if raw.FPDFSignatureObj_GetContents(raw.FPDF_GetSignatureObject(self._document, index), None, 0) > 0
            )  # fields that nobody has signed have no contents
        if self.page_count == 0:
            self.close()
            raise _no_pages(path)
        if self.page_count > _MAX_PAGES:
            self.close()
            raise LimitExceededError(f"{path.name} has {self.page_count} pages", source=str(path))

    def __enter__(self) -> "PdfSource":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._document.close()
        if self._plain_scans is not None:
            self._plain_scans.close()

    def shows_plain_scan(self, page_index: int) -> bool:
        """Whether a page shows one JPEG as it is, by the structure of the file."""
        if self._plain_scans is None:
            self._plain_scans = PlainScans(self.path)
        return self._plain_scans.has(page_index)

    def page_size(self, page_index: int) -> Size:
        """The size of a page in points as shown, without reading what is on it.

        Raises:
            CorruptFileError: If the page has none.
        """
        with _named_errors(self.path):
            width, height = self._document.get_page_size(page_index)
        return Size(float(width), float(height))

    def page(self, page_index: int) -> "PdfPage":
        """The page at a 0-based index.

        Raises:
            CorruptFileError: If that page cannot be loaded.
        """
        with _named_errors(self.path):
            return PdfPage(self, self._document[page_index], page_index)


class PdfPage:
    """One page of a PDF.

    Attributes:
        size: In points as shown: cropped and turned. A /UserUnit is not heeded, as PDFium does not know it.
        to_display: Leads from the page's user space to points as shown.
    """

    def __init__(self, source: PdfSource, page: Any, page_index: int) -> None:
        self._source = source
        self._page = page
        self._index = page_index
        self.to_display, self.size = self._placement()

    def _placement(self) -> tuple[Affine, Size]:
        """User space to display; PDFium's own device mapping, so that boxes and pictures agree."""
        from pypdfium2 import raw

        width, height = (float(value) for value in self._page.get_size())
        if not (width > 0 and height > 0):
            raise _damaged(self._source.path, "a page has no area")
        x, y = ctypes.c_double(), ctypes.c_double()

        def user(device_x: int, device_y: int) -> tuple[float, float]:
            raw.FPDF_DeviceToPage(self._page, 0, 0, 1000, 1000, 0, device_x, device_y, x, y)
            return x.value, y.value

        (ox, oy), (rx, ry), (dx, dy) = user(0, 0), user(1000, 0), user(0, 1000)
        to_user = Affine((rx - ox) / width, (ry - oy) / width, (dx - ox) / height, (dy - oy) / height, ox, oy)
        try:
            return to_user.inverse(), Size(width, height)
        except ZeroDivisionError as error:
            raise _damaged(self._source.path, "a page has no area") from error

    # --- what is on it ------------------------------------------------------------------------------------------

    def contents(self) -> PageContents:
        """Counts the objects of the page.

        Raises:
            CorruptFileError: If they cannot be read.
        """
        from pypdfium2 import raw

        counts = {"visible": 0, "invisible": 0, "images": 0, "paths": 0}
        cover = image_dpi = 0.0
        with _named_errors(self._source.path):
            for index, item in enumerate(self._page.get_objects(max_depth=_MAX_FORM_DEPTH)):
                if index > _MAX_OBJECTS:
                    break
                if item.type == raw.FPDF_PAGEOBJ_TEXT:
                    invisible = raw.FPDFTextObj_GetTextRenderMode(item.raw) == _INVISIBLE
                    counts["invisible" if invisible else "visible"] += 1
                elif item.type == raw.FPDF_PAGEOBJ_IMAGE:
                    counts["images"] += 1
                    share = self._cover(item)
                    cover += share
                    image_dpi = max(image_dpi, dpi_of_image(item) if share >= 0.1 else 0.0)
                elif item.type in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING}:
                    counts["paths"] += 1
            annotations = self._painted_annotations()
        return PageContents(
            visible_texts=counts["visible"],
            invisible_texts=counts["invisible"],
            images=counts["images"],
            image_cover=min(cover, 1.0),
            image_dpi=image_dpi,
            paths=counts["paths"],
            annotations=annotations,
        )

    def _place(self, item: Any) -> Box:
        return self.to_display.box(Box(*item.get_bounds()))  # left, bottom, right, top

    def _cover(self, item: Any) -> float:
        shown = self._place(item).intersection(Box(0, 0, self.size.width, self.size.height))
        return 0.0 if shown is None else shown.area / self.size.area

    def _keeps_within(self, item: Any) -> bool:
        """Whether the picture ends where the page ends: what the page cuts off must not be read."""
        box = self._place(item)
        width, height = self.size.width, self.size.height
        over = max(-box.left / width, -box.top / height, box.right / width - 1, box.bottom / height - 1)
        return over < _OVERHANG

    def _painted_annotations(self) -> int:
        from pypdfium2 import raw

        painted = 0
        for index in range(raw.FPDFPage_GetAnnotCount(self._page)):
            annotation = raw.FPDFPage_GetAnnot(self._page, index)
            if not annotation:
                continue
            subtype = raw.FPDFAnnot_GetSubtype(annotation)
            if subtype not in {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}:
                painted += 1
            raw.FPDFPage_CloseAnnot(annotation)
        return painted

    # --- its text -----------------------------------------------------------------------------------------------

    def chars(self) -> list[Char]:
        """The characters of the text layer in PDFium's reading order, visible and invisible ones alike.

        Raises:
            CorruptFileError: If they cannot be read.
        """
        from pypdfium2 import raw

        with _named_errors(self._source.path):
            textpage = self._page.get_textpage()
            try:
                count = int(raw.FPDFText_CountChars(textpage))
                rect = raw.FS_RECTF()
                return [self._char(raw, textpage, index, rect) for index in range(max(count, 0))]
            finally:
                textpage.close()

    def stamped_chars(self) -> list[Char]:
        """As `chars`, with what annotations show: numbers, dates and signatures stamped on the finished paper.

        Raises:
            CorruptFileError: If they cannot be read.
        """
        from pypdfium2 import raw

        with _named_errors(self._source.path), _opened(self._source.path) as copy:  # never written anywhere
            page = copy[self._index]
            raw.FPDFPage_Flatten(page, 0)
            page.close()
            return PdfPage(self._source, copy[self._index], self._index).chars()

    def _char(self, raw: Any, textpage: Any, index: int, rect: Any) -> Char:
        code = int(raw.FPDFText_GetUnicode(textpage, index))
        text = chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
        if raw.FPDFText_IsGenerated(textpage, index) == 1 or not raw.FPDFText_GetLooseCharBox(textpage, index, rect):
            return Char(text, None)
        return Char(text, self.to_display.box(Box(rect.left, rect.bottom, rect.right, rect.top)))

    # --- its picture --------------------------------------------------------------------------------------------

    def picture(self, dpi: float, *, contents: PageContents | None = None) -> Picture:
        """The page's picture: the scan that fills it, as it is, or else the page drawn at `dpi`.

        Args:
            dpi: The resolution that the engine needs: pages are drawn at it, scans of twice as much are halved.
            contents: What `contents` found, if the caller has it.

        Raises:
            LimitExceededError: If the picture would have too many pixels.
            CorruptFileError: If the page cannot be drawn.
        """
        found = self.contents() if contents is None else contents
        if found.images == 1 and not (found.visible_texts or found.paths or found.annotations):
            plain = self._source.shows_plain_scan(self._index)
            taken = self._embedded(plain, dpi)
            if taken is not None and (plain or looks_like(taken, self.render(LOOK_DPI))):
                return taken
        return self.render(min(max(dpi, found.image_dpi), max(dpi, _MAX_DRAWN_DPI)))

    def render(self, dpi: float) -> Picture:
        """The page drawn at `dpi`, annotations and all: grey, or RGB where it has colour."""
        scale = dpi / POINTS_PER_INCH
        pixels = self.size.area * scale * scale
        if pixels > self._source.max_pixels:
            raise LimitExceededError(
                f"a page of {self._source.path.name} would have {pixels / 1e6:.0f} million pixels at {dpi:.0f} dpi",
                hint="the page is larger than A2: print it to a smaller size, or raise the limit on pixels",
                source=str(self._source.path),
            )
        with _named_errors(self._source.path):
            array = own_array(self._page.render(scale=scale, rev_byteorder=True))
        height, width = array.shape[:2]
        to_page = Affine.scaling(self.size.width / width, self.size.height / height)
        return Picture(array, dpi, to_page, PictureOrigin.RENDERED)

    def _embedded(self, plain: bool, dpi: float) -> Picture | None:
        """The scan that fills the page, upright, or None where it cannot be taken out safely."""
        from pypdfium2 import raw

        with _named_errors(self._source.path):
            images = self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=1)
            item = next(iter(images), None)
            if item is None or self._cover(item) < _COVERS or not self._keeps_within(item):
                return None
            width, height = item.get_px_size()
            if not width * height:
                return None  # damaged; the page shows what can be seen of it
            if width * height > self._source.max_pixels:
                raise LimitExceededError(
                    f"a scan in {self._source.path.name} has {width * height / 1e6:.0f} million pixels",
                    hint="scan it at 300 dpi, or raise the limit on pixels",
                    source=str(self._source.path),
                )
            return self._upright(item, width, height, dpi if plain else None)

    def _upright(self, item: Any, width: int, height: int, jpeg_dpi: float | None) -> Picture | None:
        import numpy as np

        metadata = item.get_metadata()
        unit = Affine(1.0, 0.0, 0.0, -1.0, 0.0, 1.0)
        placed = unit.then(Affine(*item.get_matrix().get())).then(self.to_display)
        turns = quarter_turns(placed)
        if turns is None or (metadata.colorspace == 0 and metadata.bits_per_pixel < 8):
            return None  # mirrored or slanted; or a stencil, whose colour only the page knows
        array = None
        if jpeg_dpi is not None:
            halved = dpi_of(Affine.scaling(1 / width, 1 / height).then(placed)) >= 2 * jpeg_dpi
            array = decoded_jpeg(bytes(item.get_data(decode_simple=False)), width, height, halved=halved)
        if array is None:
            array = own_array(item.get_bitmap(render=False))
            if array.shape[:2] != (height, width):
                return None
        height, width = array.shape[:2]
        shown = Affine.scaling(1 / width, 1 / height).then(placed)
        back = unturned(turns, width, height).then(shown)
        dpi = dpi_of(back)
        if not 50 <= dpi <= 2400:
            return None
        return Picture(np.ascontiguousarray(np.rot90(array, -turns)), dpi, back, PictureOrigin.EMBEDDED)
