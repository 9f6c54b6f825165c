"""Searchable copies: the original pages, with the recognised words as invisible text under them."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from casedocs._files import output_error, sha256_file
from casedocs.errors import SignedInputError, UsageError
from casedocs.ocr._invisible import PageLayer
from casedocs.ocr.result import OcrDocument, PageOrigin
from casedocs.ocr.sources import open_source

if TYPE_CHECKING:
    from casedocs.ocr._pdfium import PdfSource

__all__ = ["SearchableOptions", "write_searchable_pdf"]

_NO_LIMIT = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchableOptions:
    """How to write a searchable copy.

    Attributes:
        copy_signed: Whether a digitally signed file gets a copy. The copy looks the same but carries no signature any
            more; the signed file itself is never touched.
    """

    copy_signed: bool = False


def write_searchable_pdf(
    source: str | os.PathLike[str],
    document: OcrDocument,
    target: str | os.PathLike[str],
    *,
    options: SearchableOptions | None = None,
) -> None:
    """Writes the source as a PDF whose text can be searched and copied.

    Page contents, images and annotations of a PDF stay as they are; the words go into an invisible layer that is
    painted first. An invisible layer that was found wrong (`Page.replaces_text_layer`) is left out of the copy.
    Images become pages without a loss. The file appears whole or not at all.

    Args:
        source: The file that `document` was made from.
        document: What `recognize` gave.
        target: The PDF to write; replaced if it exists.
        options: How; None means `SearchableOptions()`.

    Raises:
        UsageError: If `document` was made from another file, or `target` is the source.
        SignedInputError: If the source is digitally signed and ``copy_signed`` is not set.
        InputError: If the source cannot be used.
        OutputError: If the target cannot be written.
    """
    used = options or SearchableOptions()
    source_path, target_path = Path(source), Path(target)
    _check(source_path, document, target_path)
    with _as_pdf(source_path, document, used) as (base, layers):
        from casedocs.ocr._pdf_writer import write_with_layers

        write_with_layers(base, layers, target_path, source_path)


def _check(source: Path, document: OcrDocument, target: Path) -> None:
    if sha256_file(source) != document.sha256:
        raise UsageError(
            f"the result was made from another file than {source.name}",
            hint="recognise this file first, or give the file that belongs to the result",
            source=str(source),
        )
    if target.exists() and target.samefile(source):
        raise UsageError(f"{target} is the source itself", hint="choose another target: originals are never changed")


@contextmanager
def _as_pdf(source: Path, document: OcrDocument, options: SearchableOptions) -> Iterator[tuple[Path, list[PageLayer]]]:
    """The source as a PDF file, and what goes into its pages."""
    from casedocs.ocr._pdfium import PdfSource

    with open_source(source, max_pixels=_NO_LIMIT, max_file_bytes=_NO_LIMIT) as opened:
        if opened.signature_count and not options.copy_signed:
            raise SignedInputError(
                f"{source.name} is digitally signed: a searchable copy would carry no valid signature",
                hint="its text is in the .txt and .json files; ask for an unsigned copy with --copy-signed",
                source=str(source),
            )
        if isinstance(opened, PdfSource):
            yield source, _layers(opened, document)
            return
        with tempfile.TemporaryDirectory(prefix="casedocs-") as folder:
            base = Path(folder) / "pages.pdf"
            _image_to_pdf(opened, source, base)
            with PdfSource(base, _NO_LIMIT) as pages:
                layers = _layers(pages, document)
            yield base, layers


def _image_to_pdf(opened: object, source: Path, base: Path) -> None:
    from casedocs.ocr._image_pdf import write_image_pdf
    from casedocs.ocr._images import ImageSource

    assert isinstance(opened, ImageSource)  # noqa: S101  a source is a PDF or an image
    try:
        write_image_pdf(opened, source, base)
    except OSError as error:
        raise output_error(error, base) from error


def _layers(source: "PdfSource", document: OcrDocument) -> list[PageLayer]:
    found = []
    for page in document.pages:
        index = page.page_number - 1
        lines = tuple(page.lines) if page.origin is PageOrigin.OCR else ()
        if index < source.page_count and (lines or page.replaces_text_layer):
            to_user = source.page(index).to_display.inverse()
            found.append(PageLayer(index, lines, to_user, replaces=page.replaces_text_layer))
    return found
