"""Plain pages of text as a PDF, for slips that are printed and filed."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

from casedocs.errors import SigningError
from casedocs.sign._font import FontSubset, cut_font, wrap
from casedocs.sign._pdf.drawing import flate_stream, font_object

__all__ = ["Line", "write_pages"]

_WIDTH, _HEIGHT, _MARGIN = 595.276, 841.89, 57.0
_LEADING = 1.25


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: text, size and indent in points."""

    text: str
    size: float
    indent: float = 0.0
    centred: bool = False


def _lay_out(lines: list[Line], font: FontSubset) -> list[list[str]]:
    """Drawing commands by page."""
    pages: list[list[str]] = [[]]
    y = _HEIGHT - _MARGIN
    for line in lines:
        width = _WIDTH - 2 * _MARGIN - line.indent
        for text in wrap(line.text, font, line.size, width) or [""]:
            y -= line.size * _LEADING
            if y < _MARGIN:
                pages.append([])
                y = _HEIGHT - _MARGIN - line.size * _LEADING
            left = (_WIDTH - font.width(text, line.size)) / 2 if line.centred else _MARGIN + line.indent
            pages[-1].append(f"/F1 {line.size} Tf 1 0 0 1 {left:.2f} {y:.2f} Tm <{font.encode(text)}> Tj")
    return pages


def write_pages(layouts: Sequence[list[Line]]) -> bytes:
    """The first of the layouts that fits on one A4 page; the last one, on several, when none does.

    Raises:
        SigningError: If no font with every letter is installed.
    """
    font = cut_font(None, [line.text for lines in layouts for line in lines], lenient=True)
    tried = (_lay_out(lines, font) for lines in layouts)
    pages: list[list[str]] = []
    for pages in tried:
        if len(pages) == 1:
            break
    try:
        writer = PdfFileWriter()
        reference = font_object(writer, font)
        resources = generic.DictionaryObject(
            {
                generic.NameObject("/Font"): generic.DictionaryObject({generic.NameObject("/F1"): reference}),
            }
        )
        for commands in pages:
            content = flate_stream(("BT\n" + "\n".join(commands) + "\nET\n").encode("ascii"))
            page = PageObject(
                contents=writer.add_object(content), media_box=(0, 0, _WIDTH, _HEIGHT), resources=resources
            )
            writer.insert_page(page)
        output = io.BytesIO()
        writer.write(output)
    except (ValueError, TypeError, KeyError, OSError) as error:
        raise SigningError(f"the slip cannot be written: {error}", hint="use the HTML slip") from error
    return output.getvalue()
