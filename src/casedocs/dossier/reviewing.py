"""Review pages of any document, and corrections files over recognised ones."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from casedocs._files import read_limited
from casedocs.classify.document import DocumentView
from casedocs.dossier.tables import tables_of
from casedocs.errors import FormatError
from casedocs.extract.correcting import WordEdits, apply_to_fields, place_words
from casedocs.extract.corrections import Conflict, Corrections, corrections_from_json
from casedocs.extract.model import Extraction
from casedocs.extract.read import fields
from casedocs.extract.review import PagePicture, ReviewOptions, render_review
from casedocs.geometry import Box
from casedocs.ocr.options import OcrOptions
from casedocs.ocr.recognition import open_for
from casedocs.ocr.result import Block, Line, OcrDocument, Page, Word
from casedocs.ocr.sources import SUFFIXES

if TYPE_CHECKING:
    from casedocs.ocr.picture import Picture

__all__ = [
    "apply_file",
    "correct_document",
    "corrected",
    "image_hash",
    "page_images",
    "read_corrections",
    "write_review",
]

_MOST_BYTES = 64 * 2**20
_LONGEST_SIDE = 1700
_QUALITY = 62
_DPI = 200.0


def image_hash(picture: "Picture") -> str:
    """What tells a page picture from all others: a hash of its size and pixels as scanned."""
    pixels = picture.pixels
    digest = hashlib.sha256(f"{pixels.shape}".encode())
    digest.update(pixels.tobytes())
    return f"sha256:{digest.hexdigest()}"


def page_images(source: Path) -> dict[int, str]:
    """The hash of the picture of every page of a PDF or image; empty for other files.

    Raises:
        InputError: If the file cannot be read.
    """
    if source.suffix.lower() not in SUFFIXES:
        return {}
    with open_for(source, OcrOptions()) as opened:
        return {index + 1: image_hash(opened.page(index).picture(_DPI)) for index in range(opened.page_count)}


def write_review(
    source: Path, document: DocumentView, extraction: Extraction, target: Path, *, options: ReviewOptions | None = None
) -> int:
    """Writes the review page of a document; see `casedocs.extract.review.render_review`.

    Raises:
        InputError: If the source's pages cannot be drawn.
        OutputError: If the page cannot be written.
    """
    pictures: list[PagePicture] = []
    if source.suffix.lower() in SUFFIXES:
        with open_for(source, OcrOptions()) as opened:
            for page in document.pages:
                picture = opened.page(page.page_number - 1).picture(_DPI)
                pictures.append(PagePicture(page.page_number, "image/jpeg", _small(picture), image_hash(picture)))
    return render_review(document, extraction, pictures, target, options=options)


def _small(picture: "Picture") -> bytes:
    from PIL import Image

    image = Image.fromarray(picture.pixels)
    scale = _LONGEST_SIDE / max(image.size)
    if scale < 1:
        image = image.resize(
            (max(1, round(image.width * scale)), max(1, round(image.height * scale))), Image.Resampling.LANCZOS
        )
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()


def read_corrections(path: Path) -> Corrections:
    """Reads a corrections file.

    Raises:
        InputError: If it cannot be read, or is no corrections file.
    """
    try:
        return corrections_from_json(read_limited(path, _MOST_BYTES).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FormatError(f"{path.name} is not UTF-8", path="top level", source=str(path)) from error


def apply_file(path: Path, document: DocumentView, source: Path) -> tuple[DocumentView, tuple[Conflict, ...]]:
    """Applies a corrections file to a document; what finds no place comes back.

    Raises:
        InputError: If the file is no corrections file, or the source's pages cannot be drawn.
    """
    return correct_document(document, read_corrections(path), page_images(source))


def corrected(
    path: Path, document: DocumentView, source: Path
) -> tuple[DocumentView, Extraction, tuple[Conflict, ...]]:
    """A document with a corrections file applied to its words and to its fields.

    Raises:
        InputError: If the file is no corrections file, or the source's pages cannot be drawn.
    """
    layer, images = read_corrections(path), page_images(source)
    right, conflicts = correct_document(document, layer, images)
    found, more = apply_to_fields(fields(right, tables=tables_of(right, source)), layer, images)
    return right, found, (*conflicts, *more)


def correct_document(
    document: DocumentView, corrections: Corrections, images: Mapping[int, str]
) -> tuple[DocumentView, tuple[Conflict, ...]]:
    """The document with its words set right, and the corrections that found no place.

    Documents that were not recognised (texts) have no pictures: all corrections come back.
    """
    edits, conflicts = place_words(document, corrections, images)
    if not edits or not isinstance(document, OcrDocument):
        return document, conflicts
    return replace(document, pages=tuple(_page(page, edits) for page in document.pages)), conflicts


def _page(page: Page, edits: WordEdits) -> Page:
    blocks: list[Block] = []
    index = 0
    for block in page.blocks:
        lines = []
        for line in block.lines:
            lines.append(_line(line, page.page_number, index, edits))
            index += 1
        blocks.append(replace(block, lines=tuple(lines)))
    return replace(page, blocks=tuple(blocks))


def _line(line: Line, page_number: int, index: int, edits: WordEdits) -> Line:
    words: list[Word] = []
    for place, word in enumerate(line.words):
        new = edits.get((page_number, index, place))
        words += [word] if new is None else _split(word, new)
    # A line keeps one word at least: an empty one would not be a line.
    return line if not words else replace(line, words=tuple(words))


def _split(word: Word, new: tuple[str, ...]) -> list[Word]:
    """The words that stand in the place of one, each with its share of the box by letters."""
    letters = sum(map(len, new)) or 1
    found: list[Word] = []
    left = word.box.left
    for text in new:
        right = left + word.box.width * len(text) / letters
        found.append(Word(text, Box(left, word.box.top, right, word.box.bottom), 1.0))
        left = right
    return found
