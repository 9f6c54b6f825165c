"""Fonts for training lines: only those that prove to have every Vietnamese letter.

Some common fonts lack most letters with two marks and draw boxes in their place without a word, so a font is used
only if its character map holds all letters of `PROOF`; a line is drawn only if it holds the line's other characters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from casedocs._extras import require
from casedocs.errors import EmptyFileError
from casedocs.ocr.recognizer.charset import CHARSET

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

__all__ = ["PROOF", "Face", "FontCase", "find_fonts"]

PROOF = frozenset(c for c in CHARSET if c.isalnum() and c not in "²½") | set(".,;:-/()\"'%+")
# How often a family is drawn against others: official papers are set in Times New Roman (Tinos has its shapes).
_WEIGHTS = (("tinos", 60.0), ("freeserif", 5.0), ("serif", 2.0), ("arimo", 8.0), ("cousine", 1.5), ("mono", 0.5))
_SLANTED = ("italic", "oblique")
_FAMILY_END = re.compile(r"[-\[]|Bold|Italic|Oblique|Condensed")
_LEFT_OUT = ("thin", "extralight", "black", "extrabold", "light", "math", "display")


@dataclass(frozen=True, slots=True)
class Face:
    """One font file that proved its coverage, at one weight of its axis where it has one."""

    path: Path
    weight: int | None = None
    characters: frozenset[str] = field(default=frozenset(), repr=False)

    def covers(self, text: str) -> bool:
        """Whether the font draws every character of a line."""
        return all(character == " " or character in self.characters for character in text)

    def at(self, pixels: int) -> "FreeTypeFont":
        """The font at a size in pixels an em."""
        return _opened(self.path, self.weight, pixels)


@lru_cache(maxsize=1024)
def _opened(path: Path, weight: int | None, pixels: int) -> "FreeTypeFont":
    from PIL import ImageFont

    font = ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)
    if weight is not None:
        font.set_variation_by_axes([_axis_value(dict(axis), weight) for axis in font.get_variation_axes()])
    return font


def _axis_value(axis: dict[str, Any], weight: int) -> float:
    """The weight, where it lies in the axis' range (only the weight axis has such values), else the axis' default."""
    inside = axis["minimum"] <= weight <= axis["maximum"]
    return float(weight if inside else axis["default"])


@dataclass(frozen=True, slots=True)
class FontCase:
    """The faces to draw from, each with its weight."""

    faces: tuple[Face, ...]
    weights: tuple[float, ...]

    def choose(self, random: Random, text: str) -> Face | None:
        """A face that covers the text, or None if ten draws found none."""
        for _ in range(10):
            face = random.choices(self.faces, self.weights)[0]
            if face.covers(text):
                return face
        return None


def _weight_of(path: Path) -> float:
    name = path.name.lower()
    weight = next((value for part, value in _WEIGHTS if part in name), 1.0)
    return weight * (0.7 if any(part in name for part in _SLANTED) else 1.0)


def _faces_of(path: Path) -> list[Face]:
    font_tools = require("fontTools.ttLib", extra="train")
    with font_tools.TTFont(path, lazy=True) as font:
        characters = frozenset(map(chr, font.getBestCmap() or ()))
        variable = "fvar" in font
    if not characters >= PROOF:
        return []
    if variable:
        return [Face(path, weight, characters) for weight in (400, 700)]
    return [Face(path, None, characters)]


def find_fonts(folders: Sequence[Path]) -> FontCase:
    """All TrueType and OpenType files under the folders that have every Vietnamese letter.

    Raises:
        EmptyFileError: If there is none.
        MissingExtraError: If fontTools is not installed.
    """
    files = sorted({path for folder in folders for kind in ("*.ttf", "*.otf") for path in folder.rglob(kind)})
    usable = [path for path in files if not any(part in path.name.lower() for part in _LEFT_OUT)]
    faces = [face for path in usable for face in _faces_of(path)]
    if not faces:
        raise EmptyFileError(
            "no font with all Vietnamese letters was found",
            hint="install fonts such as Tinos, Arimo or Noto Serif and name their folder",
            source=", ".join(map(str, folders)),
        )
    # A family with many files weighs no more than one with two.
    families = [_FAMILY_END.split(face.path.stem)[0] for face in faces]
    weights = [_weight_of(face.path) / families.count(family) for face, family in zip(faces, families, strict=True)]
    return FontCase(tuple(faces), tuple(weights))
