"""Drawings as SVG: one self-contained file, the letters it needs embedded, nothing fetched."""

import base64
import html

from casedocs.mindmap.model import Sheet
from casedocs.mindmap.render.drawing import Curve, Drawing, Frame, Label
from casedocs.mindmap.render.fonts import FAMILY, load_font
from casedocs.mindmap.render.scene import RenderOptions, draw

__all__ = ["render_svg", "to_svg"]


_MARKER = (
    '<marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
    'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="#C0392B"/></marker></defs>'
)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _escape(text: str) -> str:
    return html.escape(text, quote=True)


def _frame(shape: Frame) -> str:
    box = shape.box
    dash = ' stroke-dasharray="5 4"' if shape.dashed else ""
    return (
        f'<rect x="{_number(box.left)}" y="{_number(box.top)}" width="{_number(box.width)}" '
        f'height="{_number(box.height)}" rx="{_number(shape.radius)}" fill="{shape.fill or "none"}" '
        f'stroke="{shape.stroke or "none"}" stroke-width="{_number(shape.width)}"{dash}/>'
    )


def _curve(shape: Curve) -> str:
    points = [f"{_number(x)} {_number(y)}" for x, y in shape.points]
    path = f"M{points[0]}C{' '.join(points[1:])}" if len(points) == 4 else f"M{'L'.join(points)}"
    extra = ' stroke-dasharray="6 4"' if shape.dashed else ""
    extra += ' marker-end="url(#arrow)"' if shape.arrow else ""
    return f'<path d="{path}" fill="none" stroke="{shape.stroke}" stroke-width="{_number(shape.width)}"{extra}/>'


def _label(shape: Label) -> str:
    weight = ' font-weight="700"' if shape.bold else ""
    text = (
        f'<text x="{_number(shape.x)}" y="{_number(shape.baseline)}" font-size="{_number(shape.size)}" '
        f'fill="{shape.colour}"{weight}>{_escape(shape.text)}</text>'
    )
    return f'<a href="{_escape(shape.link)}">{text}</a>' if shape.link else text


def _faces(drawing: Drawing) -> str:
    out = []
    for bold in (False, True):
        letters = {
            sign for shape in drawing.shapes if isinstance(shape, Label) and shape.bold is bold for sign in shape.text
        }
        if letters:
            data = base64.b64encode(load_font(bold=bold).subset(letters).data).decode("ascii")
            weight = 700 if bold else 400
            source = f"url(data:font/ttf;base64,{data})"
            out.append(f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:{source}}}")
    return "".join(out)


def to_svg(drawing: Drawing, *, embed_fonts: bool = True) -> str:
    """The drawing as SVG text; `embed_fonts` puts the letters it shows into the file."""
    box = drawing.box
    view = " ".join(_number(value) for value in (box.left, box.top, box.width, box.height))
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{_number(box.width)}" '
            f'height="{_number(box.height)}" font-family="\'{FAMILY}\', sans-serif" role="img">'
        ),
        f"<title>{_escape(drawing.title)}</title>",
        "<defs>",
        f"<style>{_faces(drawing)}</style>" if embed_fonts else "",
        _MARKER,
        _frame(Frame(box=box, fill="#FFFFFF")),
    ]
    for shape in drawing.shapes:
        if isinstance(shape, Frame):
            parts.append(_frame(shape))
        elif isinstance(shape, Curve):
            parts.append(_curve(shape))
        else:
            parts.append(_label(shape))
    return "".join([*parts, "</svg>\n"])


def render_svg(sheet: Sheet, *, options: RenderOptions | None = None) -> str:
    """A sheet as SVG.

    Raises:
        MissingExtraError: If the font package or fontTools is not installed.
        UsageError: If the map is tied into a ring.
    """
    return to_svg(draw(sheet, options or RenderOptions()))
