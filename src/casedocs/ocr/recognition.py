"""The main verbs: a source in, its pages with their words out."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from casedocs._files import sha256_file
from casedocs.errors import CasedocsError, EngineError, LimitExceededError, MissingExtraError, UsageError
from casedocs.geometry import Affine, Size
from casedocs.ocr._stamped import with_stamped
from casedocs.ocr.engines.protocol import Engine
from casedocs.ocr.engines.registry import AUTO, create_engine
from casedocs.ocr.options import OcrOptions, TextLayerUse
from casedocs.ocr.picture import Picture
from casedocs.ocr.prepare.intake import alarms_of, blank_alarm, fingerprint_of
from casedocs.ocr.prepare.sight import look_at
from casedocs.ocr.quality import is_blank
from casedocs.ocr.result import Baseline, Block, Line, OcrDocument, Page, PageFailure, PageOrigin
from casedocs.ocr.sources import SourceFile, SourcePage, open_source
from casedocs.ocr.textlayer import judge, lines_from_chars

if TYPE_CHECKING:
    from casedocs.ocr._pdfium import PdfPage

__all__ = ["document_warnings", "failed_page", "iter_pages", "open_for", "read_page", "recognize", "selected_indices"]

StrPath = str | os.PathLike[str]
_SCAN_COVER = 0.5  # share of a page from which its pictures are the scan of a sheet
EngineGetter = Callable[[], Engine]


def recognize(source: StrPath, *, engine: str | Engine = AUTO, options: OcrOptions | None = None) -> OcrDocument:
    """Reads a PDF or image file.

    Pages with a trustworthy text layer are read from it, blank pages are found, all others are recognised. The work
    is done in this process and one page after the other; for many files use ``casedocs digitize`` or
    `casedocs.dossier.digitize`, which run one process per core and survive a crashing engine.

    Args:
        source: A PDF, JPEG, PNG, TIFF, BMP, WebP, JPEG 2000 or GIF file.
        engine: A name (see `casedocs.ocr.ENGINE_NAMES`), or an engine object, which stays open.
        options: How; None means `OcrOptions()`.

    Returns:
        The document with all selected pages, boxes in points from the top left of each page.

    Raises:
        InputError: If the source cannot be used; the class says why.
        EngineError: If the engine is missing or fails.
        UsageError: If no page is selected.
    """
    used = options or OcrOptions()
    path = Path(source)
    with open_for(path, used) as opened:
        pages = tuple(_pages(opened, path, engine, used))
        return OcrDocument(
            source_name=path.name,
            sha256=sha256_file(path),
            page_count=opened.page_count,
            pages=pages,
            options=used.fingerprint(),
            warnings=document_warnings(opened),
        )


def iter_pages(source: StrPath, *, engine: str | Engine = AUTO, options: OcrOptions | None = None) -> Iterator[Page]:
    """Reads a source page by page, so that long documents need not be held whole.

    Args:
        source: As for `recognize`.
        engine: As for `recognize`.
        options: As for `recognize`.

    Yields:
        The selected pages in order.

    Raises:
        InputError: If the source cannot be used; the class says why.
        EngineError: If the engine is missing or fails.
        UsageError: If no page is selected.
    """
    used = options or OcrOptions()
    path = Path(source)
    with open_for(path, used) as opened:
        yield from _pages(opened, path, engine, used)


def document_warnings(opened: SourceFile) -> tuple[str, ...]:
    """What a person should know about the whole source."""
    count = opened.signature_count
    if not count:
        return ()
    return (f"carries {count} digital signature{'s' if count > 1 else ''}: the file itself must stay as it is",)


def open_for(path: Path, options: OcrOptions) -> SourceFile:
    """Opens a source within the limits of the options; see `casedocs.ocr.sources.open_source`."""
    return open_source(path, max_pixels=options.max_pixels, max_file_bytes=options.max_file_bytes)


def selected_indices(page_count: int, options: OcrOptions, source: str) -> list[int]:
    """The 0-based indices of the pages to read.

    Raises:
        UsageError: If the document has none of the selected pages.
    """
    if options.pages is None:
        return list(range(page_count))
    indices = options.pages.indices(page_count)
    if not indices:
        raise UsageError(
            f"{source} has {page_count} pages, none of them in {options.pages}", hint="check --pages", source=source
        )
    return indices


def _pages(opened: SourceFile, path: Path, engine: str | Engine, options: OcrOptions) -> Iterator[Page]:
    indices = selected_indices(opened.page_count, options, path.name)
    with ExitStack() as stack:
        started: Engine | None = None if isinstance(engine, str) else engine

        def get_engine() -> Engine:
            nonlocal started
            if started is None:
                assert isinstance(engine, str)  # noqa: S101  an object was taken above
                started = stack.enter_context(create_engine(engine, languages=options.languages))
            return started

        for index in indices:
            yield read_page(opened, index, get_engine, options, source=str(path))


def read_page(
    opened: SourceFile, page_index: int, get_engine: EngineGetter, options: OcrOptions, *, source: str
) -> Page:
    """Reads one page of an open source.

    Args:
        opened: The source.
        page_index: 0-based.
        get_engine: Gives the engine; called only when the page has to be recognised.
        options: How.
        source: The source's name for errors.

    Raises:
        InputError: If the page cannot be read.
        EngineError: If the engine fails; ``page_number`` says where.
    """
    started = time.perf_counter()
    try:
        page = _read(opened.page(page_index), page_index + 1, get_engine, options)
    except EngineError as error:
        error.page_number = error.page_number or page_index + 1
        error.source = error.source or source
        raise
    return replace(page, seconds=time.perf_counter() - started)


def _read(page: SourcePage, page_number: int, get_engine: EngineGetter, options: OcrOptions) -> Page:
    from casedocs.ocr._pdfium import PdfPage

    if isinstance(page, PdfPage):
        return _read_pdf_page(page, page_number, get_engine, options)
    return _recognized(page, page_number, get_engine, reason="an image", is_scan=True)


def _read_pdf_page(page: "PdfPage", page_number: int, get_engine: EngineGetter, options: OcrOptions) -> Page:
    contents = page.contents()
    if contents.nothing_to_see and not contents.invisible_texts:
        return Page(page_number, page.size, PageOrigin.BLANK, reason="the page is empty")
    lines = lines_from_chars(page.chars()) if contents.visible_texts or contents.invisible_texts else ()
    verdict = judge(lines, contents, page.size.area, vietnamese=options.languages[0] == "vie")
    if verdict.trusted and options.text_layer is TextLayerUse.AUTO:
        if contents.annotations:
            lines = with_stamped(lines, lines_from_chars(page.stamped_chars()))
        return Page(page_number, page.size, PageOrigin.TEXT_LAYER, (Block(lines),), reason=verdict.reason)
    is_scan = contents.image_cover >= _SCAN_COVER
    found = _recognized(page, page_number, get_engine, reason=verdict.reason, is_scan=is_scan)
    return replace(found, replaces_text_layer=bool(contents.invisible_texts))


def _recognized(page: SourcePage, page_number: int, get_engine: EngineGetter, *, reason: str, is_scan: bool) -> Page:
    engine = get_engine()
    picture = page.picture(engine.dpi)
    if is_blank(picture):
        blank = Page(page_number, page.size, PageOrigin.BLANK, reason="nothing on the paper", dpi=picture.dpi)
        return replace(blank, alarms=(blank_alarm(0),)) if is_scan else blank
    picture = _looked_at(picture) if is_scan else picture
    blocks = _read_picture(engine, picture)
    found = Page(
        page_number,
        page.size,
        PageOrigin.OCR,
        blocks,
        reason=f"{reason}; picture {picture.origin.value}, {picture.dpi:.0f} dpi",
        engine=engine.info.label,
        dpi=picture.dpi,
    )
    if picture.sight is None:
        return found
    dpi = round(picture.dpi) if picture.dpi_stated else None
    return replace(found, alarms=alarms_of(picture.sight, dpi), fingerprint=fingerprint_of(picture.sight))


def _looked_at(picture: Picture) -> Picture:
    """The picture with what is to be seen on it; as it is where OpenCV is missing and the engine needs none."""
    try:
        return replace(picture, sight=look_at(picture.pixels, aspect=picture.aspect))
    except MissingExtraError:
        return picture
    except MemoryError as error:
        raise LimitExceededError("the page needs more memory than allowed", hint="raise the memory limit") from error


def _read_picture(engine: Engine, picture: Picture) -> tuple[Block, ...]:
    """What the engine reads, in points on the page; what an engine of the caller's own raises gets a name."""
    try:
        return tuple(_on_page(block, picture.to_page) for block in engine.read(picture))
    except CasedocsError:
        raise
    except MemoryError as error:
        raise LimitExceededError(
            f"the engine {engine.info.label} needs more memory than allowed", hint="raise the memory limit"
        ) from error
    except Exception as error:
        raise EngineError(
            f"the engine {engine.info.label} failed: {type(error).__name__}: {error}",
            hint="try the page again with another engine",
        ) from error


def _on_page(block: Block, to_page: Affine) -> Block:
    """The block with its places in points instead of pixels."""
    lines = tuple(_line_on_page(line, to_page) for line in block.lines)
    if block.table is None:
        return replace(block, lines=lines)
    cells = tuple(replace(cell, box=to_page.box(cell.box)) for cell in block.table.cells)
    return replace(block, lines=lines, table=replace(block.table, cells=cells))


def _line_on_page(line: Line, to_page: Affine) -> Line:
    if not line.words:
        raise ValueError("a line without words")
    line.text.encode("utf-8")  # raises where the text is none
    words = tuple(replace(word, box=to_page.box(word.box)) for word in line.words)
    if line.baseline is None:
        return Line(words)
    base = line.baseline
    return Line(words, Baseline(*to_page.point(base.x0, base.y0), *to_page.point(base.x1, base.y1)))


def failed_page(page_number: int, size: Size, error: CasedocsError) -> Page:
    """The page that stands where one could not be read."""
    failure = PageFailure(error.code, error.message, error.hint)
    return Page(page_number, size, PageOrigin.FAILED, reason=f"failed: {error.code}", failure=failure)
