"""The font of pictures: Be Vietnam Pro, from a PyPI package; the only module that uses fontTools.

Widths come from the font itself, so boxes fit their text; characters that the font lacks are told, never drawn as
silent boxes; files embed only the letters that they show.
"""

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from casedocs._extras import require
from casedocs.errors import MissingExtraError

__all__ = ["FAMILY", "Font", "Subset", "display_text", "load_font"]

FAMILY = "Be Vietnam Pro"
_FILES = {False: "BeVietnamPro-Regular.ttf", True: "BeVietnamPro-Bold.ttf"}


def display_text(text: str) -> str:
    """Text as it is drawn: composed letters, no control or direction characters."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in composed if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True)
class Subset:
    """A font cut down to some characters.

    Attributes:
        data: The TrueType file.
        glyphs: Character → glyph number in it.
        widths: Glyph number → advance in thousandths of the font size.
        box: xMin, yMin, xMax, yMax in thousandths.
        ascent: Height above the baseline in thousandths.
        descent: Depth below it, negative.
    """

    data: bytes
    glyphs: dict[str, int]
    widths: dict[int, float]
    box: tuple[float, float, float, float]
    ascent: float
    descent: float


@dataclass(frozen=True, slots=True)
class Font:
    """One weight of the font.

    Attributes:
        path: The TrueType file.
        advances: Character → width in thousandths of the font size.
    """

    path: Path
    advances: dict[str, float] = field(repr=False)

    def width(self, text: str, size: float) -> float:
        """The width of a line of `text` at `size`, in the unit of `size`."""
        get = self.advances.get
        return sum(get(sign, 600.0) for sign in text) * size / 1000

    def missing(self, text: str) -> set[str]:
        """Characters of `text` that the font cannot draw."""
        return {sign for sign in text if sign not in self.advances and not sign.isspace()}

    def subset(self, characters: Iterable[str]) -> Subset:
        """The font with only these characters (and the glyph for missing ones)."""
        subset = require("fontTools.subset", extra="mindmap")
        ttlib = require("fontTools.ttLib", extra="mindmap")
        font = ttlib.TTFont(self.path)
        options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[1, 2, 6])
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[ord(sign) for sign in characters])
        cutter.subset(font)
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        buffer = io.BytesIO()
        font.save(buffer)
        scale = 1000 / font["head"].unitsPerEm
        order = {name: number for number, name in enumerate(font.getGlyphOrder())}
        head, hhea = font["head"], font["hhea"]
        return Subset(
            data=buffer.getvalue(),
            glyphs={chr(point): order[name] for point, name in font.getBestCmap().items()},
            widths={order[name]: pair[0] * scale for name, pair in font["hmtx"].metrics.items()},
            box=(head.xMin * scale, head.yMin * scale, head.xMax * scale, head.yMax * scale),
            ascent=hhea.ascent * scale,
            descent=hhea.descent * scale,
        )


@lru_cache(maxsize=2)
def load_font(*, bold: bool) -> Font:
    """The regular or bold weight.

    Raises:
        MissingExtraError: If the font package or fontTools is not installed.
    """
    package = require("fontpkg_be_vietnam_pro", extra="mindmap")
    ttlib = require("fontTools.ttLib", extra="mindmap")
    path = Path(str(package.ROOT)) / "files" / _FILES[bold]
    if not path.is_file():
        path = Path(str(package.__file__)).parent / "files" / _FILES[bold]
    if not path.is_file():
        raise MissingExtraError(f"the font file {path.name} is missing", hint="reinstall fontpkg-be-vietnam-pro")
    with ttlib.TTFont(path, lazy=True) as font:
        scale = 1000 / font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        advances = {chr(point): metrics[name][0] * scale for point, name in font.getBestCmap().items()}
    return Font(path=path, advances=advances)
