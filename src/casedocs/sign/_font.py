"""A TrueType font cut down to the letters in use, ready to be put into a PDF (through fontTools)."""

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError

from casedocs.errors import SigningError

__all__ = ["FontSubset", "cut_font", "wrap"]

# Times New Roman, or fonts built to its measures.
_TIMES = (
    Path("C:/Windows/Fonts/times.ttf"),
    Path("/usr/share/fonts/truetype/msttcorefonts/Times_New_Roman.ttf"),
    Path("/Library/Fonts/Times New Roman.ttf"),
    Path("/System/Library/Fonts/Supplemental/Times New Roman.ttf"),
    Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"),
    Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"),
    Path("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"),
)


@dataclass(frozen=True, slots=True)
class FontSubset:
    """The font program and what a PDF must know about it; lengths in thousandths of the font size."""

    name: str
    data: bytes
    glyphs: dict[str, int]
    widths: dict[int, float]
    ascent: float
    descent: float
    box: tuple[float, float, float, float]

    def width(self, text: str, size: float) -> float:
        """Width of a text at a size, in points."""
        return sum(self.widths[self.glyphs[letter]] for letter in text) * size / 1000

    def encode(self, text: str) -> str:
        """The text as a hexadecimal PDF string of glyph numbers."""
        return "".join(f"{self.glyphs[letter]:04x}" for letter in text)


def _candidates() -> list[Path]:
    """Fonts to try, the best first. Some builds of the Times look-alikes lack Vietnamese letters, hence several."""
    found = [path for path in _TIMES if path.is_file()]
    try:
        import fontpkg_noto_serif
    except ImportError:
        return found
    packaged = sorted(Path(fontpkg_noto_serif.ROOT).rglob("*.ttf"))
    return found + [path for path in packaged if "Italic" not in path.name]


def _open_font(path: Path, letters: list[str]) -> tuple[Any, list[str]]:
    """The font, and which of the letters it lacks.

    Raises:
        SigningError: If it cannot be read.
    """
    try:
        opened = TTFont(io.BytesIO(path.read_bytes()))
        known = opened.getBestCmap() or {}
        usable = "glyf" in opened
    except (OSError, TTLibError, KeyError, ValueError) as error:
        raise SigningError(f"the font {path} cannot be used: {error}", hint="name a TrueType font file") from error
    return opened, [letter for letter in letters if ord(letter) not in known] if usable else letters


def cut_font(font: Path | None, texts: list[str], *, lenient: bool = False) -> FontSubset:
    """The font with the letters of the texts only.

    Args:
        font: The font file; None = the first that has every letter.
        texts: What will be set in it.
        lenient: Show letters that no font has as question marks, for texts that strangers wrote.

    Raises:
        SigningError: If no font has every letter (unless `lenient`), or the named one cannot be read.
    """
    letters = sorted(set("".join(texts)) | {" "})
    tried: list[str] = []
    best: tuple[int, Any, list[str], Path] | None = None
    for path in [font] if font else _candidates():
        opened, missing = _open_font(path, letters)
        if not missing:
            return _cut(opened, letters, path)
        if best is None or len(missing) < best[0]:
            best = (len(missing), opened, missing, path)
        tried.append(f"{path.name} lacks {''.join(missing)!r}")
    if lenient and best is not None and best[0] < len(letters):
        _, opened, missing, path = best
        found = _cut(opened, sorted({*letters, "?"} - set(missing)), path)
        return replace(found, glyphs=found.glyphs | dict.fromkeys(missing, found.glyphs["?"]))
    raise SigningError(
        f"no serif font with every letter: {'; '.join(tried) or 'none is installed'}",
        hint='name a TrueType font file, or run: python -m pip install "casedocs[sign]"',
    )


def _cut(opened: Any, letters: list[str], path: Path) -> FontSubset:
    options = subset.Options(retain_gids=True, notdef_outline=True, name_IDs=[], layout_features=[], hinting=False)
    options.drop_tables += ["DSIG", "GSUB", "GPOS", "GDEF", "kern", "fvar", "gvar", "avar", "STAT", "HVAR", "MVAR"]
    options.drop_tables += ["FFTM"]  # FontForge's own note, which the subsetter warns of
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(letters))
    cutter.subset(opened)
    scale = 1000 / opened["head"].unitsPerEm
    cmap, order = opened.getBestCmap(), opened.getReverseGlyphMap()
    glyphs = {letter: order[cmap[ord(letter)]] for letter in letters}
    widths = {order[cmap[ord(letter)]]: opened["hmtx"][cmap[ord(letter)]][0] * scale for letter in letters}
    head, metrics = opened["head"], opened["hhea"]
    box = (head.xMin * scale, head.yMin * scale, head.xMax * scale, head.yMax * scale)
    buffer = io.BytesIO()
    opened.save(buffer)
    name = "".join(part for part in path.stem if part.isalnum()) or "Serif"
    return FontSubset(name, buffer.getvalue(), glyphs, widths, metrics.ascent * scale, metrics.descent * scale, box)


def wrap(text: str, font: FontSubset, size: float, width: float) -> list[str]:
    """The text in lines that fit the width, broken at blanks, and inside words only where a word alone is too long."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        longer = f"{current} {word}".strip()
        if font.width(longer, size) <= width:
            current = longer
            continue
        lines += [current] if current else []
        while font.width(word, size) > width and len(word) > 1:
            fit = next((n for n in range(len(word) - 1, 0, -1) if font.width(word[:n], size) <= width), 1)
            lines.append(word[:fit])
            word = word[fit:]  # noqa: PLW2901  the rest of the same word
        current = word
    return [*lines, current] if current else lines
