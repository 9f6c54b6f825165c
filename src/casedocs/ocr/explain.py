"""A picture that shows what was read on a page, where, in which order, and how sure."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from casedocs._files import atomic_path
from casedocs.errors import UsageError
from casedocs.geometry import Box
from casedocs.ocr.engines.protocol import Engine
from casedocs.ocr.engines.registry import AUTO
from casedocs.ocr.options import OcrOptions, PageSelection
from casedocs.ocr.recognition import open_for, recognize
from casedocs.ocr.result import Page, Word

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

__all__ = ["explain_page"]

_DPI = 150.0
_SURE, _DOUBTFUL = 0.97, 0.6
_GREEN, _AMBER, _RED, _GREY = (0, 135, 90), (214, 137, 0), (200, 30, 30), (110, 110, 110)
_BLOCK = (40, 90, 200)
_PEN = (140, 40, 190)


def explain_page(
    source: str | os.PathLike[str],
    page_number: int,
    target: str | os.PathLike[str],
    *,
    engine: str | Engine = AUTO,
) -> Page:
    """Reads one page and draws over it: blocks with their order in blue, cells of tables, words by confidence.

    Words are green where the engine is sure (0.97 and more), amber, red where it doubts (under 0.6), violet where a pen
    seems to have written them, and grey where the text was the file's own. Lines that need a person are underlined in
    red.

    Args:
        source: A file that `recognize` reads.
        page_number: Which page, from 1.
        target: PNG file to write.
        engine: As for `recognize`.

    Returns:
        The page that was read.

    Raises:
        UsageError: If the source has no such page.
        InputError: If the source cannot be used.
        EngineError: If the engine is missing or fails.
        OutputError: If the picture cannot be written.
    """
    if page_number < 1:
        raise UsageError(f"pages count from 1, not {page_number}")
    options = OcrOptions(pages=PageSelection(((page_number, page_number),)))
    document = recognize(source, engine=engine, options=options)
    page = document.pages[0]
    with open_for(Path(source), options) as opened:
        image = _faded(opened.page(page_number - 1).picture(_DPI).pixels, page)
    _draw(image, page)
    with atomic_path(Path(target)) as temporary:
        image.save(temporary, "PNG")
    return page


def _faded(pixels: object, page: Page) -> "Image.Image":
    """The page at 150 dpi, light, so that colours stand out."""
    from PIL import Image

    size = (max(1, round(page.size.width * _DPI / 72)), max(1, round(page.size.height * _DPI / 72)))
    shown = Image.fromarray(pixels).convert("RGB").resize(size, Image.Resampling.LANCZOS)  # type: ignore[arg-type]  # an array
    return Image.blend(shown, Image.new("RGB", size, (255, 255, 255)), 0.45)


def _pixels(box: Box) -> tuple[float, float, float, float]:
    scale = _DPI / 72
    return box.left * scale, box.top * scale, box.right * scale, box.bottom * scale


def _colour(word: Word) -> tuple[int, int, int]:
    if word.handwritten:
        return _PEN
    if word.confidence is None:
        return _GREY
    if word.confidence >= _SURE:
        return _GREEN
    return _AMBER if word.confidence >= _DOUBTFUL else _RED


def _draw(image: "Image.Image", page: Page) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    for number, block in enumerate(page.blocks, 1):
        for line in block.lines:
            for word in line.words:
                draw.rectangle(_pixels(word.box), outline=_colour(word), width=2)
            if line.needs_review:
                left, _, right, bottom = _pixels(line.box)
                draw.line((left, bottom + 4, right, bottom + 4), fill=_RED, width=3)
        for cell in block.table.cells if block.table else ():
            draw.rectangle(_pixels(cell.box), outline=_BLOCK, width=1)
        _number(draw, _pixels(block.box.expanded(2)), number)


def _number(draw: "ImageDraw.ImageDraw", place: tuple[float, float, float, float], number: int) -> None:
    from PIL import ImageFont

    draw.rectangle(place, outline=_BLOCK, width=2)
    text = str(number)
    font = ImageFont.load_default(size=22)
    width = draw.textlength(text, font=font)
    left, top = max(0.0, place[0] - width - 10), place[1]
    draw.rectangle((left, top, left + width + 8, top + 28), fill=_BLOCK)
    draw.text((left + 4, top + 1), text, fill=(255, 255, 255), font=font)
