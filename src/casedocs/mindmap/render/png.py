"""Drawings as PNG, through resvg; the only module that uses it."""

from casedocs._extras import require
from casedocs.errors import LimitExceededError, OutputError, UsageError
from casedocs.mindmap.model import Sheet
from casedocs.mindmap.render.drawing import Drawing
from casedocs.mindmap.render.fonts import FAMILY, load_font
from casedocs.mindmap.render.scene import RenderOptions, draw
from casedocs.mindmap.render.svg import to_svg

__all__ = ["MAX_PIXELS", "render_png", "to_png"]

MAX_PIXELS = 200_000_000


def to_png(drawing: Drawing, *, scale: float = 2.0, frame: tuple[int, int] | None = None) -> bytes:
    """The drawing as PNG bytes.

    Args:
        drawing: The drawing.
        scale: Pixels for each pixel of the drawing.
        frame: Width and height in pixels of a picture into which the drawing is fitted; overrides `scale`.

    Raises:
        LimitExceededError: If the picture would be larger than `MAX_PIXELS`.
        MissingExtraError: If resvg-py is not installed.
    """
    if scale <= 0:
        raise UsageError("scale must be above 0")
    resvg = require("resvg_py", extra="mindmap")
    width = max(int(drawing.box.width * scale), 1) if frame is None else frame[0]
    height = max(int(drawing.box.height * scale), 1) if frame is None else frame[1]
    if width * height > MAX_PIXELS:
        raise LimitExceededError(
            f"the picture would have {width} × {height} pixels", hint="use a smaller scale, less depth, SVG or PDF"
        )
    files = [str(load_font(bold=bold).path) for bold in (False, True)]
    try:
        data = resvg.svg_to_bytes(
            svg_string=to_svg(drawing, embed_fonts=False),
            width=width,
            height=height,
            skip_system_fonts=True,
            font_files=files,
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    except ValueError as error:
        raise OutputError(f"the picture cannot be drawn: {error}") from error
    return bytes(data)


def render_png(sheet: Sheet, *, scale: float = 2.0, options: RenderOptions | None = None) -> bytes:
    """A sheet as PNG bytes; `scale` 2 is good for slides, 4 for print.

    Raises:
        LimitExceededError: If the picture would be too large.
        MissingExtraError: If resvg-py or the fonts are not installed.
    """
    return to_png(draw(sheet, options or RenderOptions()), scale=scale)
