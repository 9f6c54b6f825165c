"""Fonts that come by pip, with a check that every character drawn is really in the font.

A font without a letter draws an empty box and says nothing, and many fonts lack Vietnamese letters. So nothing is
measured, drawn or embedded before its characters were looked up in the font's own character map.
"""

import io
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from PIL import ImageFont

MEASURE_PX = 1000


class MissingGlyphError(Exception):
    """A font has no glyph for a character that was to be drawn."""


@dataclass(frozen=True)
class Variation:
    """A variable font file and a point on its axes (in the order of its fvar table)."""

    module: str
    file: str
    axes: tuple[tuple[str, float], ...]

    @property
    def path(self) -> Path:
        package = import_module(self.module).__file__
        assert package is not None
        return Path(package).parent / "files" / self.file


class Face(Enum):
    """The faces of the sample: a serif for official papers, a sans for letters, a pen for what is filled in by hand.

    The serif is narrowed to about the width of the Times New Roman that Decree 30/2020 asks for.
    """

    SERIF = Variation("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf", (("wght", 400), ("wdth", 84)))
    SERIF_BOLD = Variation("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf", (("wght", 700), ("wdth", 82)))
    SERIF_ITALIC = Variation("fontpkg_noto_serif", "NotoSerif-Italic[wdth,wght].ttf", (("wght", 400), ("wdth", 84)))
    SERIF_BOLD_ITALIC = Variation(
        "fontpkg_noto_serif", "NotoSerif-Italic[wdth,wght].ttf", (("wght", 700), ("wdth", 82))
    )
    SANS = Variation("fontpkg_arimo", "Arimo[wght].ttf", (("wght", 400),))
    SANS_BOLD = Variation("fontpkg_arimo", "Arimo[wght].ttf", (("wght", 700),))
    SANS_ITALIC = Variation("fontpkg_arimo", "Arimo-Italic[wght].ttf", (("wght", 400),))
    PEN = Variation("fontpkg_dancing_script", "DancingScript[wght].ttf", (("wght", 500),))


@lru_cache
def characters_of(path: Path) -> frozenset[int]:
    """The code points in the font's character map."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def check_characters(path: Path, text: str) -> None:
    """Raises `MissingGlyphError` when the font lacks a character of the text."""
    known = characters_of(path)
    missing = sorted({character for character in text if ord(character) not in known})
    if missing:
        names = " ".join(f"{character} (U+{ord(character):04X})" for character in missing)
        raise MissingGlyphError(f"{path.name} has no glyph for {names}")


@lru_cache(maxsize=256)
def loaded(face: Face, px: float) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels; basic layout, because the text is composed (NFC) and the result must not vary."""
    font = ImageFont.truetype(face.value.path, px, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([value for _, value in face.value.axes])
    return font


@lru_cache(maxsize=16384)
def measure(text: str, face: Face, size: float) -> float:
    """The advance width of the text in points."""
    check_characters(face.value.path, text)
    return loaded(face, MEASURE_PX).getlength(text) * size / MEASURE_PX


@lru_cache(maxsize=16384)
def ink_box(text: str, face: Face, size: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the ink in points, relative to the start of the baseline (y grows downwards)."""
    check_characters(face.value.path, text)
    left, top, right, bottom = loaded(face, MEASURE_PX).getbbox(text, anchor="ls")
    scale = size / MEASURE_PX
    return left * scale, top * scale, right * scale, bottom * scale


def static_subset(face: Face, text: str) -> bytes:
    """A static TrueType font with just the characters of the text, for embedding in a PDF."""
    check_characters(face.value.path, text)
    font = TTFont(face.value.path, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = [1, 2, 4, 6]
    options.notdef_outline = True
    options.hinting = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    static = instancer.instantiateVariableFont(font, dict(face.value.axes))
    buffer = io.BytesIO()
    static.save(buffer)
    return buffer.getvalue()
