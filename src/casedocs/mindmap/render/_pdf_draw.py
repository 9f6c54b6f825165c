"""Drawings as PDF pages: vector lines, embedded subset fonts, real Unicode text. The only user of pikepdf here."""

import io
from collections.abc import Iterable
from typing import Any

from casedocs._extras import require
from casedocs.mindmap._fonts import Face, FontSet
from casedocs.mindmap.render.scene import Item, Path, Picture, Rect, Text

__all__ = ["PdfDrawing"]

_ROUND = 0.5523


def _n(*values: float) -> str:
    return " ".join(f"{value:.3f}".rstrip("0").rstrip(".") or "0" for value in values)


def _rgb(color: str) -> str:
    return _n(*(int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)))


def _path(steps: Iterable[tuple[str, tuple[float, ...]]]) -> str:
    operators = {"M": "m", "L": "l", "C": "c", "Z": "h"}
    return "\n".join(f"{_n(*numbers)} {operators[kind]}" if numbers else "h" for kind, numbers in steps)


def _rounded(rect: Rect) -> str:
    x, y, w, h = rect.x, rect.y, max(rect.width, 0.0), max(rect.height, 0.0)
    r = min(rect.radius, w / 2, h / 2)
    if r <= 0:
        return f"{_n(x, y, w, h)} re"
    k = r * (1 - _ROUND)
    return _path(
        (
            ("M", (x + r, y)),
            ("L", (x + w - r, y)),
            ("C", (x + w - k, y, x + w, y + k, x + w, y + r)),
            ("L", (x + w, y + h - r)),
            ("C", (x + w, y + h - k, x + w - k, y + h, x + w - r, y + h)),
            ("L", (x + r, y + h)),
            ("C", (x + k, y + h, x, y + h - k, x, y + h - r)),
            ("L", (x, y + r)),
            ("C", (x, y + k, x + k, y, x + r, y)),
            ("Z", ()),
        )
    )


def _inked(shape: str, item: Rect | Path) -> str:
    parts = ["q 1 J 1 j"]
    if item.fill:
        parts.append(f"{_rgb(item.fill)} rg")
    if item.stroke:
        parts.append(f"{_rgb(item.stroke)} RG {_n(item.line_width)} w [{_n(*item.dash) if item.dash else ''}] 0 d")
    both = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
    return "\n".join([*parts, shape, both[bool(item.fill), bool(item.stroke)], "Q"])


class PdfDrawing:
    """A PDF being drawn.

    Args:
        fonts: The chain of fonts.
        letters: Every letter that will be drawn.
        title: Of the document.
    """

    def __init__(self, fonts: FontSet, letters: str, title: str) -> None:
        self._pikepdf = require("pikepdf", extra="mindmap")
        self._fonts = fonts
        self._pdf = self._pikepdf.new()
        self._glyphs: dict[str, dict[int, int]] = {}
        used = "".join(sorted(set(letters)))
        self._font_objects = self._pikepdf.Dictionary(
            {f"/{face.name}": self._font(face, used) for face in fonts.faces if self._needed(face, used)}
        )
        self._images: dict[bytes, tuple[str, Any]] = {}
        with self._pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title or "casedocs"
            metadata["dc:language"] = ["vi"]

    def _needed(self, face: Face, used: str) -> bool:
        leading = {self._fonts.chain(bold=bold)[0] for bold in (False, True)}
        return face in leading or any(
            self._fonts.face_for(letter, bold=bold) is face for letter in used for bold in (False, True)
        )

    def _font(self, face: Face, used: str) -> Any:
        p, pdf = self._pikepdf, self._pdf
        content = face.subset(used)
        font = require("fontTools.ttLib", extra="mindmap").TTFont(io.BytesIO(content))
        units = font["head"].unitsPerEm
        self._glyphs[face.name] = {code: font.getGlyphID(name) for code, name in (font.getBestCmap() or {}).items()}
        widths = [round(font["hmtx"].metrics[name][0] * 1000 / units, 2) for name in font.getGlyphOrder()]
        base = p.Name(f"/CASEDO+{font['name'].getDebugName(6) or face.name}".replace(" ", ""))
        box = [font["head"].xMin, font["head"].yMin, font["head"].xMax, font["head"].yMax]
        descriptor = p.Dictionary(
            Type=p.Name.FontDescriptor, FontName=base, Flags=4, ItalicAngle=0, StemV=80,
            FontBBox=[round(v * 1000 / units) for v in box], Ascent=round(face.ascent * 1000),
            Descent=round(-face.descent * 1000), CapHeight=700,
            FontFile2=pdf.make_stream(content, Length1=len(content)),
        )  # fmt: skip
        descendant = p.Dictionary(
            Type=p.Name.Font, Subtype=p.Name.CIDFontType2, BaseFont=base, CIDToGIDMap=p.Name.Identity,
            CIDSystemInfo=p.Dictionary(Registry=p.String("Adobe"), Ordering=p.String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor), DW=500, W=[0, p.Array(widths)],
        )  # fmt: skip
        outer = p.Dictionary(
            Type=p.Name.Font, Subtype=p.Name.Type0, BaseFont=base, Encoding=p.Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)],
            ToUnicode=pdf.make_stream(_to_unicode(self._glyphs[face.name])),
        )  # fmt: skip
        return pdf.make_indirect(outer)

    def _text(self, item: Text) -> str:
        parts, x = ["BT", f"{_rgb(item.color)} rg"], item.x
        for face, run in self._fonts.runs(item.text, bold=item.bold):
            glyphs = self._glyphs[face.name]
            codes = "".join(f"{glyphs.get(ord(letter), 0):04x}" for letter in run)
            parts.append(f"/{face.name} {_n(item.size)} Tf 1 0 0 -1 {_n(x, item.y)} Tm <{codes}> Tj")
            x += self._fonts.width(run, item.size, bold=item.bold)
        return "\n".join([*parts, "ET"])

    def _picture(self, item: Picture) -> str:
        if item.jpeg not in self._images:
            p = self._pikepdf
            image = self._pdf.make_stream(
                item.jpeg, Type=p.Name.XObject, Subtype=p.Name.Image, Width=item.pixels[0], Height=item.pixels[1],
                ColorSpace=p.Name.DeviceRGB, BitsPerComponent=8, Filter=p.Name.DCTDecode,
            )  # fmt: skip
            self._images[item.jpeg] = (f"I{len(self._images)}", image)
        name = self._images[item.jpeg][0]
        return f"q {_n(item.width, 0, 0, -item.height, item.x, item.y + item.height)} cm /{name} Do Q"

    def _one(self, item: Item) -> str:
        if isinstance(item, Text):
            return self._text(item)
        if isinstance(item, Picture):
            return self._picture(item)
        return _inked(_rounded(item) if isinstance(item, Rect) else _path(item.steps), item)

    def _resources(self, forms: dict[str, Any]) -> Any:
        objects = {f"/{name}": image for name, image in self._images.values()}
        objects |= {f"/{name}": form for name, form in forms.items()}
        return self._pikepdf.Dictionary(Font=self._font_objects, XObject=self._pikepdf.Dictionary(objects))

    def form(self, items: Iterable[Item], width: float, height: float) -> Any:
        """Items as one reusable object in the drawing's own coordinates."""
        p = self._pikepdf
        content = "\n".join(map(self._one, items)).encode("ascii")
        return self._pdf.make_stream(
            content, Type=p.Name.XObject, Subtype=p.Name.Form, BBox=[-50, -50, width + 50, height + 50],
            Resources=self._resources({}),
        )  # fmt: skip

    def page(
        self,
        size: tuple[float, float],
        placed: Iterable[tuple[Any, tuple[float, float, float], tuple[float, float, float, float]]],
        over: Iterable[Item] = (),
        background: str = "",
    ) -> None:
        """Adds a page.

        Args:
            size: Width and height in points.
            placed: Forms, each with (scale, x, y) of its origin on the page and the window (x, y, width, height)
                that it is cut to; page coordinates from the top-left corner.
            over: Items in page coordinates, drawn last.
            background: Colour of the whole page.
        """
        width, height = size
        parts, forms = [f"1 0 0 -1 0 {_n(height)} cm"], {}
        if background:
            parts.append(f"{_rgb(background)} rg 0 0 {_n(width, height)} re f")
        for number, (form, (scale, x, y), window) in enumerate(placed):
            forms[f"S{number}"] = form
            parts.append(f"q {_n(*window)} re W n {scale:.6f} 0 0 {scale:.6f} {_n(x, y)} cm /S{number} Do Q")
        parts += map(self._one, over)
        page = self._pdf.add_blank_page(page_size=size)
        page.obj.Contents = self._pdf.make_stream("\n".join(parts).encode("ascii"))
        page.obj.Resources = self._resources(forms)

    def outline(self, titles: Iterable[tuple[str, int]]) -> None:
        """Bookmarks: title and index of the page."""
        with self._pdf.open_outline() as outline:
            outline.root.extend(self._pikepdf.OutlineItem(title, index) for title, index in titles)

    def data(self) -> bytes:
        """The file; the same drawing gives the same bytes."""
        target = io.BytesIO()
        self._pdf.save(target, deterministic_id=True, linearize=False)
        return target.getvalue()


def _to_unicode(glyphs: dict[int, int]) -> bytes:
    pairs = [f"<{glyph:04x}> <{chr(code).encode('utf-16-be').hex()}>" for code, glyph in sorted(glyphs.items())]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CMapName /casedocs def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange",
        *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines).encode("ascii")
