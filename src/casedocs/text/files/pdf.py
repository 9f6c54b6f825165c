"""The text layer of PDF files whose fonts are in an old encoding, through pypdfium2."""

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from casedocs._files import read_limited
from casedocs.errors import CorruptFileError, EncryptedFileError
from casedocs.text.legacy import DecodedPiece, Piece, decode_pieces

__all__ = ["pdf_pieces", "pdf_text"]

_TextPage: TypeAlias = Any  # pypdfium2 ships no types
_MAX_BYTES = 500 * 1024 * 1024
_LONGEST_NAME = 128


def pdf_text(source: Path) -> str:
    """The text of a PDF in Unicode, a page break between two pages; empty lines where there is no text layer.

    Raises:
        InputError: If it cannot be read, is damaged or encrypted.
    """
    return pdf_pieces(source)[0]


def pdf_pieces(source: Path) -> tuple[str, list[DecodedPiece]]:
    """`pdf_text` and the pieces it is made of: stretches of one font in a line."""
    import pypdfium2

    data = read_limited(source, _MAX_BYTES)
    try:
        document = pypdfium2.PdfDocument(data)
        pages = [list(_lines(page.get_textpage())) for page in document]
    except pypdfium2.PdfiumError as error:
        kind = EncryptedFileError if "assword" in str(error) else CorruptFileError
        raise kind(f"{source.name} is not a readable PDF: {error}", source=str(source)) from error
    pieces = decode_pieces([piece for page in pages for line in page for piece in line])
    texts = iter(piece.text for piece in pieces)
    text = "\f".join("\n".join("".join(next(texts) for _ in line) for line in page) for page in pages)
    return text + "\n", pieces


def _lines(page: _TextPage) -> Iterator[list[Piece]]:
    """The lines of a page, each as pieces of one font."""
    line: list[Piece] = []
    for letter, font in _letters(page):
        if letter == "\n":
            yield line
            line = []
        elif line and line[-1].font == font:
            line[-1] = Piece(line[-1].text + letter, font)
        else:
            line.append(Piece(letter, font))
    yield line


def _letters(page: _TextPage) -> Iterator[tuple[str, str]]:
    """Each character with the name of its font; a blank that the reader put in has the font before it."""
    from pypdfium2 import raw

    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    flags = ctypes.c_int()
    font = ""
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, index)
        if code in (0, 0x0D):
            continue
        if raw.FPDFText_GetFontInfo(page, index, buffer, _LONGEST_NAME, ctypes.byref(flags)) > 1:
            font = buffer.value.decode("utf-8", "replace")
        yield chr(code), font
