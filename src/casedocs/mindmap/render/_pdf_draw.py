"""Drawings as PDF pages: vector lines, embedded subset fonts, real Unicode text. The only user of pikepdf here."""

import io
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

from casedocs._extras import require
from casedocs.mindmap._fonts import Face, FontSet
from casedocs.mindmap.render.scene import Item, Path, Picture, Rect, Text

__all__ = ["PdfDrawing"]

_ROUND = 0.5523
_PAGE = re.compile(r"(?:^|&)page=(\d{1,6})")


_FORMATS = [" ".join(["%.2f"] * count) for count in range(8)]


def _n(*values: float) -> str:
    """Numbers with two places: a hundredth of a point is finer than any printer."""
    return _FORMATS[len(values)] % values


@lru_cache(maxsize=4096)
def _rgb(color: str) -> str:
    return " ".join(f"{int(color[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def _path(steps: Iterable[tuple[str, tuple[float, ...]]]) -> str:
    return "\n".join([f"{_n(*numbers)} {_OPERATORS[kind]}" if numbers else "h" for kind, numbers in steps])


_SIDE, _BEND = " ".join(["%.2f"] * 2) + " l\n", " ".join(["%.2f"] * 6) + " c\n"
_ROUNDED = "%.2f %.2f m\n" + (_SIDE + _BEND) * 4 + "h"


def _rounded(rect: Rect) -> str:
    x, y, w, h = rect.x, rect.y, max(rect.width, 0.0), max(rect.height, 0.0)
    r = min(rect.radius, w / 2, h / 2)
    if r <= 0:
        return f"{_n(x, y, w, h)} re"
    k = r * (1 - _ROUND)
    right, foot = x + w, y + h
    return _ROUNDED % (
        x + r, y,
        right - r, y, right - k, y, right, y + k, right, y + r,
        right, foot - r, right, foot - k, right - k, foot, right - r, foot,
        x + r, foot, x + k, foot, x, foot - k, x, foot - r,
        x, y + r, x, y + k, x + k, y, x + r, y,
    )  # fmt: skip


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
        self._codes: dict[str, dict[int, str]] = {}
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
        known = self._glyphs[face.name]
        self._codes[face.name] = {ord(letter): f"{known.get(ord(letter), 0):04x}" for letter in used}
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
            codes = run.translate(self._codes[face.name])
            parts.append(f"/{face.name} {_n(item.size)} Tf 1 0 0 -1 {_n(x, item.y)} Tm <{codes}> Tj")
            if run is not item.text:
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

    def link(
        self, page_index: int, area: tuple[float, float, float, float], target: str | tuple[int, float, float]
    ) -> None:
        """Makes a part of a page lead somewhere when it is clicked.

        Args:
            page_index: Which page, from 0.
            area: x, y, width, height in page coordinates from the top-left corner.
            target: A URL (relative ones start from the folder of the file; a PDF opens at the ``#page=`` it names), or
                index of a page with x and y on it.
        """
        p, page = self._pikepdf, self._pdf.pages[page_index]
        x, y, width, height = area
        floor = float(page.mediabox[3]) - y
        annotation = p.Dictionary(
            Type=p.Name.Annot, Subtype=p.Name.Link, Rect=[x, floor - height, x + width, floor], Border=[0, 0, 0],
        )  # fmt: skip
        if isinstance(target, str):
            annotation.A = self._action(target)
            annotation.Contents = p.String(target)
        else:
            there = self._pdf.pages[target[0]]
            top = float(there.mediabox[3]) - target[2]
            annotation.Dest = p.Array([there.obj, p.Name.XYZ, target[1], top, None])
        if "/Annots" not in page.obj:
            page.obj.Annots = p.Array()
        page.obj.Annots.append(self._pdf.make_indirect(annotation))

    def _action(self, url: str) -> Any:
        p = self._pikepdf
        file, _, fragment = url.partition("#")
        if ":" in file or not unquote(file).lower().endswith(".pdf"):
            return p.Dictionary(S=p.Name.URI, URI=p.String(quote(unquote(url), safe="/#:?&=@+,;%~()!*'")))
        path, number = unquote(file), _PAGE.search(fragment)
        spec = p.Dictionary(Type=p.Name.Filespec, F=p.String(path), UF=p.String(path))
        index = max(int(number[1]) - 1, 0) if number else 0
        return p.Dictionary(S=p.Name.GoToR, F=spec, D=p.Array([index, p.Name.Fit]), NewWindow=True)

    def outline(self, titles: Iterable[tuple[str, int]]) -> None:
        """Bookmarks: title and index of the page."""
        with self._pdf.open_outline() as outline:
            outline.root.extend(self._pikepdf.OutlineItem(title, index) for title, index in titles)

    def data(self, *, compress: bool = True) -> bytes:
        """The file; the same drawing gives the same bytes."""
        target = io.BytesIO()
        self._pdf.save(target, deterministic_id=True, linearize=False, compress_streams=compress)
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
