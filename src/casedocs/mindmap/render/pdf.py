"""Drawings as PDF, written with pikepdf: vector shapes, text that can be searched, cut into pages for print."""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from casedocs.errors import LimitExceededError, UsageError
from casedocs.geometry import Box
from casedocs.mindmap.model import Sheet
from casedocs.mindmap.render.drawing import Curve, Drawing, Frame, Label
from casedocs.mindmap.render.fonts import Subset, load_font
from casedocs.mindmap.render.scene import RenderOptions, draw

__all__ = ["Paper", "PrintOptions", "render_pdf", "to_pdf"]

_POINT = 72 / 96  # points for a pixel
_ROUND = 0.5523  # Bézier handle for a quarter circle
_MAX_PAGES = 500


class Paper(StrEnum):
    """Paper sizes; FIT is one page as large as the drawing."""

    FIT = "fit"
    A4 = "a4"
    A3 = "a3"
    A0 = "a0"


_MILLIMETRES = {Paper.A4: (210.0, 297.0), Paper.A3: (297.0, 420.0), Paper.A0: (841.0, 1189.0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOptions:
    """How a drawing goes onto paper.

    Attributes:
        paper: The paper.
        tiles: False: the drawing is shrunk onto one page. True: it keeps its size times `scale` and goes over as many
            pages as it takes, with crop marks and an overlap for gluing.
        scale: For tiles: 1 is 96 pixels an inch.
        margin: White border of each page in millimetres.
        overlap: What neighbouring tiles share, in millimetres.
    """

    paper: Paper = Paper.FIT
    tiles: bool = False
    scale: float = 1.0
    margin: float = 8.0
    overlap: float = 6.0

    def __post_init__(self) -> None:
        if self.scale <= 0 or not 0 <= self.margin <= 60 or not 0 <= self.overlap <= 60:
            raise UsageError("scale must be above 0, margin and overlap between 0 and 60 mm")
        if self.tiles and self.paper is Paper.FIT:
            raise UsageError("tiles need a paper size", hint="choose a4, a3 or a0")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page in points, and the affine map of the drawing onto it: point = pixel × zoom + shift (y up)."""

    width: float
    height: float
    zoom: float
    x: float
    y: float
    clip: tuple[float, float, float, float]
    note: str = ""


def _single(box: Box, options: PrintOptions) -> _Page:
    if options.paper is Paper.FIT:
        width, height = box.width * _POINT, box.height * _POINT
        zoom = min(_POINT, 14_000 * _POINT / max(width, height, 1))
        width, height = box.width * zoom, box.height * zoom
        return _Page(width, height, zoom, -box.left * zoom, height + box.top * zoom, (0, 0, width, height))
    short, long = (side * 72 / 25.4 for side in _MILLIMETRES[options.paper])
    width, height = (long, short) if box.width >= box.height else (short, long)
    border = options.margin * 72 / 25.4
    zoom = min((width - 2 * border) / box.width, (height - 2 * border) / box.height, 2 * _POINT)
    left = (width - box.width * zoom) / 2
    top = height - (height - box.height * zoom) / 2
    clip = (border, border, width - 2 * border, height - 2 * border)
    return _Page(width, height, zoom, left - box.left * zoom, top + box.top * zoom, clip)


def _tiles(box: Box, options: PrintOptions) -> Iterator[_Page]:
    short, long = (side * 72 / 25.4 for side in _MILLIMETRES[options.paper])
    border, overlap = options.margin * 72 / 25.4, options.overlap * 72 / 25.4
    zoom = _POINT * options.scale
    shapes = [(short, long), (long, short)]
    counts = []
    for width, height in shapes:
        across = (width - 2 * border - overlap, height - 2 * border - overlap)
        counts.append(
            [
                max(1, math.ceil((size * zoom - overlap) / room))
                for size, room in zip((box.width, box.height), across, strict=True)
            ]
        )
    best = 0 if counts[0][0] * counts[0][1] <= counts[1][0] * counts[1][1] else 1
    (width, height), (columns, rows) = shapes[best], counts[best]
    if columns * rows > _MAX_PAGES:
        raise LimitExceededError(
            f"the print would take {columns * rows} pages", hint="use a smaller scale or larger paper"
        )
    step_x, step_y = width - 2 * border - overlap, height - 2 * border - overlap
    for row in range(rows):
        for column in range(columns):
            x = border - column * step_x - box.left * zoom
            y = height - border + row * step_y + box.top * zoom
            clip = (border, border, width - 2 * border, height - 2 * border)
            yield _Page(width, height, zoom, x, y, clip, f"{row + 1}-{column + 1} / {rows}-{columns}")


def _colour(text: str, operator: str) -> str:
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{red:.3f} {green:.3f} {blue:.3f} {operator}"


def _rounded(box: Box, radius: float) -> str:
    radius = min(radius, box.width / 2, box.height / 2)
    left, top, right, bottom = box.left, -box.top, box.right, -box.bottom
    handle = radius * (1 - _ROUND)
    return (
        f"{left + radius:.2f} {top:.2f} m {right - radius:.2f} {top:.2f} l "
        f"{right - handle:.2f} {top:.2f} {right:.2f} {top - handle:.2f} {right:.2f} {top - radius:.2f} c "
        f"{right:.2f} {bottom + radius:.2f} l "
        f"{right:.2f} {bottom + handle:.2f} {right - handle:.2f} {bottom:.2f} {right - radius:.2f} {bottom:.2f} c "
        f"{left + radius:.2f} {bottom:.2f} l "
        f"{left + handle:.2f} {bottom:.2f} {left:.2f} {bottom + handle:.2f} {left:.2f} {bottom + radius:.2f} c "
        f"{left:.2f} {top - radius:.2f} l "
        f"{left:.2f} {top - handle:.2f} {left + handle:.2f} {top:.2f} {left + radius:.2f} {top:.2f} c h"
    )


def _frame(shape: Frame) -> str:
    paint = {(True, True): "B", (True, False): "f", (False, True): "S"}.get((bool(shape.fill), bool(shape.stroke)), "n")
    parts = ["q", "[5 4] 0 d" if shape.dashed else ""]
    parts += [_colour(shape.fill, "rg")] if shape.fill else []
    parts += [_colour(shape.stroke, "RG"), f"{shape.width:.2f} w"] if shape.stroke else []
    return " ".join([*parts, _rounded(shape.box, shape.radius), paint, "Q"])


def _curve(shape: Curve) -> str:
    points = [f"{x:.2f} {-y:.2f}" for x, y in shape.points]
    path = (
        f"{points[0]} m {' '.join(points[1:])} c" if len(points) == 4 else f"{points[0]} m {' l '.join(points[1:])} l"
    )
    dash = "[6 4] 0 d" if shape.dashed else ""
    line = f"q {dash} {_colour(shape.stroke, 'RG')} {shape.width:.2f} w {path} S Q"
    return f"{line} {_head(shape)}" if shape.arrow else line


def _head(shape: Curve) -> str:
    (x1, y1), (x2, y2) = shape.points[-2], shape.points[-1]
    angle = math.atan2(y2 - y1, x2 - x1)
    corners = [(x2, y2)]
    corners += [(x2 - 9 * math.cos(angle + turn), y2 - 9 * math.sin(angle + turn)) for turn in (0.4, -0.4)]
    path = " l ".join(f"{x:.2f} {-y:.2f}" for x, y in corners).replace(" l ", " m ", 1)
    first, _, rest = path.partition(" m ")
    return f"q {_colour(shape.stroke, 'rg')} {first} m {rest} l h f Q"


class _Fonts:
    def __init__(self, drawing: Drawing) -> None:
        self.subsets: dict[bool, Subset] = {}
        for bold in (False, True):
            letters = {
                s for shape in drawing.shapes if isinstance(shape, Label) and shape.bold is bold for s in shape.text
            }
            self.subsets[bold] = load_font(bold=bold).subset(letters | set("0123456789-/ "))

    def text(self, shape: Label) -> str:
        glyphs = "".join(f"{self.subsets[shape.bold].glyphs.get(sign, 0):04x}" for sign in shape.text)
        name = "F1" if shape.bold else "F0"
        place = f"1 0 0 1 {shape.x:.2f} {-shape.baseline:.2f} Tm"
        return f"BT /{name} {shape.size:.2f} Tf {_colour(shape.colour, 'rg')} {place} <{glyphs}> Tj ET"

    def resources(self, pdf: Any, pikepdf: Any) -> Any:
        return pikepdf.Dictionary(
            {f"/F{int(bold)}": _font_object(pdf, pikepdf, subset, bold=bold) for bold, subset in self.subsets.items()}
        )


def _to_unicode(subset: Subset) -> bytes:
    pairs = [
        f"<{glyph:04x}> <{sign.encode('utf-16-be').hex()}>" for sign, glyph in sorted(subset.glyphs.items()) if glyph
    ]
    blocks = []
    for start in range(0, len(pairs), 100):
        part = pairs[start : start + 100]
        blocks += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CMapName /Letters def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
        *blocks,
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines).encode("ascii")


def _font_object(pdf: Any, pikepdf: Any, subset: Subset, *, bold: bool) -> Any:
    name = pikepdf.Name("/CASEDC+BeVietnamPro-Bold" if bold else "/CASEDC+BeVietnamPro-Regular")
    file = pdf.make_stream(subset.data, Length1=len(subset.data))
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=[round(value) for value in subset.box],
        ItalicAngle=0,
        Ascent=round(subset.ascent),
        Descent=round(subset.descent),
        CapHeight=700,
        StemV=140 if bold else 80,
        FontFile2=file,
    )
    widths: list[Any] = []
    for glyph, width in sorted(subset.widths.items()):
        widths += [glyph, [round(width)]]
    inner = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=widths,
        CIDToGIDMap=pikepdf.Name.Identity,
    )
    outer = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=name,
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(inner)],
        ToUnicode=pdf.make_stream(_to_unicode(subset)),
    )
    return pdf.make_indirect(outer)


def _links(drawing: Drawing, page: _Page, pikepdf: Any) -> list[Any]:
    found = []
    for shape in drawing.shapes:
        if isinstance(shape, Label) and shape.link:
            width = load_font(bold=shape.bold).width(shape.text, shape.size)
            left, right = shape.x * page.zoom + page.x, (shape.x + width) * page.zoom + page.x
            base = page.y - shape.baseline * page.zoom
            rect = [left, base - 3 * page.zoom, right, base + shape.size * page.zoom]
            if rect[2] > 0 and rect[0] < page.width and rect[3] > 0 and rect[1] < page.height:
                action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=shape.link.encode("utf-8", "replace"))
                found.append(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Link,
                        Rect=[round(value, 2) for value in rect],
                        Border=[0, 0, 0],
                        A=action,
                    )
                )
    return found


def to_pdf(drawing: Drawing, *, options: PrintOptions | None = None) -> bytes:
    """The drawing as a PDF file.

    Raises:
        LimitExceededError: If tiling takes more than 500 pages.
    """
    import pikepdf

    options = options or PrintOptions()
    pages = list(_tiles(drawing.box, options)) if options.tiles else [_single(drawing.box, options)]
    fonts = _Fonts(drawing)
    shapes = []
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            shapes.append(fonts.text(shape))
        else:
            shapes.append(_frame(shape) if isinstance(shape, Frame) else _curve(shape))
    with pikepdf.new() as pdf:
        body = pdf.make_stream("\n".join(shapes).encode("ascii"))
        body.Type, body.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        box = drawing.box
        body.BBox = [box.left - 50, -box.bottom - 50, box.right + 50, -box.top + 50]
        body.Resources = pikepdf.Dictionary(Font=fonts.resources(pdf, pikepdf))
        for page in pages:
            _add_page(pdf, pikepdf, page, body, fonts)
            annotations = _links(drawing, page, pikepdf)
            if annotations:
                pdf.pages[-1].Annots = pdf.make_indirect(pikepdf.Array(annotations))
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = drawing.title or "-"
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True, compress_streams=True)
    return buffer.getvalue()


def _add_page(pdf: Any, pikepdf: Any, page: _Page, body: Any, fonts: _Fonts) -> None:
    pdf.add_blank_page(page_size=(page.width, page.height))
    added = pdf.pages[-1]
    x, y, width, height = page.clip
    content = f"q {x:.2f} {y:.2f} {width:.2f} {height:.2f} re W n "
    content += f"{page.zoom:.5f} 0 0 {page.zoom:.5f} {page.x:.2f} {page.y:.2f} cm /Map Do Q"
    if page.note:
        glyphs = "".join(f"{fonts.subsets[False].glyphs.get(sign, 0):04x}" for sign in page.note)
        content += f" q 0.6 G 0.3 w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S Q"
        content += f" BT /F0 7 Tf 1 0 0 1 {x:.2f} {y - 9:.2f} Tm <{glyphs}> Tj ET"
    added.Contents = pdf.make_stream(content.encode("ascii"))
    added.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Map=body), Font=body.Resources.Font)


def render_pdf(sheet: Sheet, *, options: RenderOptions | None = None, paper: PrintOptions | None = None) -> bytes:
    """A sheet as a PDF file with searchable text.

    Raises:
        LimitExceededError: If tiling takes more than 500 pages.
        MissingExtraError: If the fonts are not installed.
    """
    return to_pdf(draw(sheet, options or RenderOptions()), options=paper)
