"""Pictures inside a map, opened with care and written anew as JPEG, and PDF pages as pictures. Pillow and pypdfium2."""

import io
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from casedocs._extras import require
from casedocs.errors import LimitExceededError
from casedocs.mindmap.model import MindMap

__all__ = ["jpeg_of", "page_images", "png_of"]

_SIDE, _MAX_PIXELS = 720, 60_000_000


def jpeg_of(mind_map: MindMap, link: str) -> tuple[bytes, tuple[int, int]] | None:
    """The picture behind a link inside the workbook as a small JPEG on white, and its size; None when unusable."""
    try:
        data = mind_map.resources.find(link)
    except (KeyError, OSError, ValueError):
        return None
    if data is None:
        return None
    pillow: Any = require("PIL.Image", extra="mindmap")
    try:
        with pillow.open(io.BytesIO(data), formats=["PNG", "JPEG", "GIF", "BMP", "WEBP"]) as image:
            if image.width * image.height > _MAX_PIXELS:
                return None
            shown = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, pillow.DecompressionBombError):
        return None
    shown.thumbnail((_SIDE, _SIDE))
    flat = pillow.new("RGB", shown.size, "white")
    flat.paste(shown, mask=shown.getchannel("A"))
    target = io.BytesIO()
    flat.save(target, "JPEG", quality=85)
    return target.getvalue(), flat.size


def page_images(pdf: bytes, scale: float, max_pixels: int) -> Iterator[Any]:
    """The pages as Pillow pictures in RGB.

    Raises:
        LimitExceededError: If a page would have more than `max_pixels`.
    """
    library: Any = require("pypdfium2", extra="mindmap")
    with closing(library.PdfDocument(pdf)) as document:
        for number in range(len(document)):
            page = document[number]
            if page.get_width() * page.get_height() * scale * scale > max_pixels:
                raise LimitExceededError("the picture has too many pixels", hint="use a smaller scale")
            yield page.render(scale=scale).to_pil().convert("RGB")


def png_of(image: Any) -> bytes:
    """A Pillow picture as PNG."""
    target = io.BytesIO()
    image.save(target, "PNG", optimize=False)
    return target.getvalue()
