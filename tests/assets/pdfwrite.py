"""PDF files without dates or random identifiers: scans as they come from a scanner, and pages with real text."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.assets.fonts import Face, static_subset
from tests.assets.sheet import Line, Sheet


@dataclass(frozen=True)
class ScanPage:
    """One scanned page: its picture, and a text layer that the scanner got wrong (or none)."""

    jpeg: bytes
    size: tuple[float, float]
    wrong_layer: tuple[str, ...] = ()


def _save(pdf: pikepdf.Pdf, target: Path) -> None:
    pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def jpeg(page: Image.Image, quality: int, dpi: int) -> bytes:
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", quality=quality, dpi=(dpi, dpi), optimize=True)
    return buffer.getvalue()


def write_scans(pages: Sequence[ScanPage], target: Path) -> None:
    """One full-page JPEG a page, as a scanner's own software writes it."""
    with pikepdf.new() as pdf:
        for page in pages:
            with Image.open(io.BytesIO(page.jpeg)) as opened:
                width, height = opened.size
                space = Name.DeviceGray if opened.mode == "L" else Name.DeviceRGB
            image = pdf.make_stream(page.jpeg)
            image.update(
                Dictionary(
                    Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height,
                    ColorSpace=space, BitsPerComponent=8, Filter=Name.DCTDecode,
                )
            )  # fmt: skip
            content = f"q {page.size[0]} 0 0 {page.size[1]} 0 0 cm /Im0 Do Q\n" + _layer(page)
            resources = Dictionary(XObject=Dictionary(Im0=image))
            if page.wrong_layer:
                helvetica = Dictionary(
                    Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
                )
                resources.Font = Dictionary(F0=helvetica)
            _add_page(pdf, page.size, resources, content.encode("latin-1"))
        _save(pdf, target)


def _layer(page: ScanPage) -> str:
    """Invisible lines down the page."""
    if not page.wrong_layer:
        return ""
    step = page.size[1] * 0.85 / len(page.wrong_layer)
    shown = [
        f"1 0 0 1 90 {page.size[1] - 60 - index * step:.1f} Tm <{text.encode('latin-1').hex()}> Tj"
        for index, text in enumerate(page.wrong_layer)
    ]
    return "BT 3 Tr /F0 11 Tf\n" + "\n".join(shown) + "\nET\n"


def _add_page(pdf: pikepdf.Pdf, size: tuple[float, float], resources: Dictionary, content: bytes) -> None:
    page = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, size[0], size[1]]), Resources=resources, Contents=pdf.make_stream(content)
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


class _EmbeddedFont:
    """A composite font with Identity-H codes: glyph numbers, widths and a ToUnicode map from our own subset."""

    def __init__(self, face: Face, text: str, number: int) -> None:
        self.program = static_subset(face, text)
        self.font = TTFont(io.BytesIO(self.program))
        order = {name: index for index, name in enumerate(self.font.getGlyphOrder())}
        self.glyphs = {chr(code): order[name] for code, name in self.font.getBestCmap().items()}
        self.units: int = self.font["head"].unitsPerEm
        self.advances: list[int] = [self.font["hmtx"][name][0] for name in self.font.getGlyphOrder()]
        self.name = "/" + chr(ord("A") + number) * 6 + "+" + face.value.file.split("[")[0] + str(number)

    def width(self, text: str) -> float:
        """In thousandths of the font size."""
        return sum(self.advances[self.glyphs[letter]] for letter in text) * 1000 / self.units

    def hex(self, text: str) -> str:
        return "".join(f"{self.glyphs[letter]:04X}" for letter in text)

    def to_unicode(self) -> bytes:
        rows = [f"<{glyph:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for letter, glyph in self.glyphs.items()]
        blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}\nendcmap\n"
            "CMapName currentdict /CMap defineresource pop end end\n"
        ).encode("ascii")

    def add_to(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        head, hhea = self.font["head"], self.font["hhea"]
        scale = 1000 / self.units
        program = pdf.make_stream(self.program)
        program.Length1 = len(self.program)
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name(self.name), Flags=4,
            FontBBox=Array([round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]),
            ItalicAngle=-12 if "Italic" in self.name else 0, Ascent=round(hhea.ascent * scale),
            Descent=round(hhea.descent * scale), CapHeight=714, StemV=80, FontFile2=program,
        )  # fmt: skip
        descendant = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(self.name),
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor), CIDToGIDMap=Name.Identity, DW=0,
            W=Array([0, Array([round(advance * scale, 2) for advance in self.advances])]),
        )  # fmt: skip
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(self.name), Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]), ToUnicode=pdf.make_stream(self.to_unicode()),
            )
        )  # fmt: skip


def _show(line: Line, fonts: dict[Face, _EmbeddedFont], height: float) -> list[str]:
    """A line as one text object; the spaces are real characters, stretched to where the next word stands."""
    first = line.words[0]
    operators = [f"BT 1 0 0 1 {first.x:.3f} {height - first.baseline:.3f} Tm"]
    x = first.x
    for index, word in enumerate(line.words):
        font = fonts[word.face]
        x += font.width(word.text) * word.size / 1000
        shown = f"<{font.hex(word.text)}>"
        if index + 1 < len(line.words):
            following = line.words[index + 1].x
            stretch = font.width(" ") - (following - x) * 1000 / word.size
            shown += f" <{font.hex(' ')}> {stretch:.2f}"
            x = following
        operators.append(f"/{word.face.name} {word.size} Tf [{shown}] TJ")
    return [*operators, "ET"]


def write_text_pages(sheets: Sequence[Sheet], target: Path) -> None:
    """Born-digital pages: text, embedded font subsets, rules; no picture anywhere."""
    letters: dict[Face, set[str]] = {}
    for sheet in sheets:
        for line in sheet.lines:
            for word in line.words:
                letters.setdefault(word.face, {" "}).update(word.text)
    with pikepdf.new() as pdf:
        fonts = {
            face: _EmbeddedFont(face, "".join(sorted(used)), number)
            for number, (face, used) in enumerate(letters.items())
        }
        resources = Dictionary(Font=Dictionary({f"/{face.name}": font.add_to(pdf) for face, font in fonts.items()}))
        for sheet in sheets:
            height = sheet.size[1]
            operators = [operator for line in sheet.lines for operator in _show(line, fonts, height)]
            operators += [
                f"{rule.width} w {rule.x0:.2f} {height - rule.y0:.2f} m {rule.x1:.2f} {height - rule.y1:.2f} l S"
                for rule in sheet.rules
            ]
            _add_page(pdf, sheet.size, resources, "\n".join(operators).encode("ascii"))
        _save(pdf, target)
