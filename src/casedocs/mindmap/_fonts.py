"""The fonts of pictures: measured, checked for every letter, cut down to what is used. The only user of fontTools.

The chain is Be Vietnam Pro (drawn for Vietnamese, SIL Open Font License) → Arimo (arrows, signs, Greek, Cyrillic; SIL
Open Font License) → the files that the caller names. A letter that no font of the chain has is drawn as an empty box
and reported, never silently dropped.
"""

import io
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from casedocs._extras import require
from casedocs.errors import CorruptFileError, SourceNotFoundError

__all__ = ["CHAIN", "Face", "FontSet", "clean", "load_fonts"]

CHAIN = ("Be Vietnam Pro", "Arimo")
# A variable font is used at its default weight: the tables that only bend it are left out of subsets.
_DROPPED = ["GPOS", "GSUB", "GDEF", "fvar", "gvar", "avar", "HVAR", "MVAR", "STAT", "DSIG", "meta", "vhea", "vmtx"]
_HIDDEN = {*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x00AD, 0x061C}


def clean(text: str) -> str:
    """The text as it is drawn: composed letters, no control and no direction-changing characters."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():  # false for everything that is taken out below
        return composed
    kept = (" " if letter == "\t" else letter for letter in composed if ord(letter) not in _HIDDEN)
    return "".join(
        letter for letter in kept if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs", "Cn"}
    )


@dataclass(frozen=True, eq=False)
class Face:
    """One font file.

    Attributes:
        name: A short name, unique in its `FontSet`.
        glyphs: Character code → glyph name.
        advances: Character code → width in parts of 1 em.
        ascent: Height above the baseline in em.
        descent: Depth below the baseline in em, positive.
    """

    name: str
    font: Any = field(repr=False)
    glyphs: dict[int, str] = field(repr=False)
    advances: dict[int, float] = field(repr=False)
    ascent: float
    descent: float

    def subset(self, text: str, *, flavor: str | None = None) -> bytes:
        """A font file with only the letters of `text`: TrueType, or WOFF when `flavor` is ``woff``."""
        subsetter = require("fontTools.subset", extra="mindmap")
        options = subsetter.Options(
            drop_tables=_DROPPED, notdef_outline=True, hinting=False, layout_features=[], name_IDs=[1, 2, 6]
        )
        options.flavor = flavor
        font = _open(io.BytesIO(_bytes_of(self.font)), self.name)
        cutter = subsetter.Subsetter(options=options)
        cutter.populate(text=text)
        cutter.subset(font)
        font.flavor = flavor
        target = io.BytesIO()
        font.save(target, reorderTables=False)
        return target.getvalue()


def _bytes_of(font: Any) -> bytes:
    stream = font.reader.file
    stream.seek(0)
    content: bytes = stream.read()
    return content


class FontSet:
    """A chain of faces in two weights; measures text.

    Args:
        regular: The chain for running text; the first face has every Vietnamese letter.
        bold: The chain for headings.
    """

    def __init__(self, regular: tuple[Face, ...], bold: tuple[Face, ...]) -> None:
        self._chains = (regular, bold)
        self._first = (regular[0].advances, bold[0].advances)
        self._leading = tuple(frozenset(map(chr, chain[0].glyphs)) for chain in self._chains)
        self._words: tuple[dict[str, float], dict[str, float]] = ({}, {})

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face once, headings first."""
        return tuple(dict.fromkeys((*self._chains[True], *self._chains[False])))

    @property
    def leading(self) -> Face:
        """The face that carries running text."""
        return self._chains[False][0]

    def chain(self, *, bold: bool) -> tuple[Face, ...]:
        """The faces of one weight in the order in which they are asked."""
        return self._chains[bold]

    def face_for(self, letter: str, *, bold: bool) -> Face | None:
        """The first face that has the letter."""
        code = ord(letter)
        return next((face for face in self._chains[bold] if code in face.glyphs), None)

    def runs(self, text: str, *, bold: bool) -> list[tuple[Face, str]]:
        """The text cut where the face changes; letters that no face has go to the leading one."""
        if self._leading[bold].issuperset(text):
            return [(self._chains[bold][0], text)]
        runs: list[tuple[Face, str]] = []
        for letter in text:
            face = self.face_for(letter, bold=bold) or self._chains[bold][0]
            if runs and runs[-1][0] is face:
                runs[-1] = (face, runs[-1][1] + letter)
            else:
                runs.append((face, letter))
        return runs

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """The width of one line in the unit of `size`."""
        known = self._words[bold]
        em = known.get(text)
        if em is None:
            em = self._measure(text, bold=bold)
            if len(known) < 200_000:
                known[text] = em
        return em * size

    def _measure(self, text: str, *, bold: bool) -> float:
        first, total = self._first[bold], 0.0
        if self._leading[bold].issuperset(text):
            return sum([first[ord(letter)] for letter in text])
        for letter in text:
            advance = first.get(ord(letter))
            if advance is None:
                face = self.face_for(letter, bold=bold)
                advance = face.advances[ord(letter)] if face is not None else 0.6
            total += advance
        return total

    def missing(self, text: str) -> list[str]:
        """The letters of `text` that no face has, sorted."""
        return sorted({x for x in text if not x.isspace() and self.face_for(x, bold=False) is None})


def _open(source: Path | io.BytesIO, name: str) -> Any:
    library = require("fontTools.ttLib", extra="mindmap")
    try:
        return library.TTFont(source, lazy=True, fontNumber=0, recalcTimestamp=False)
    except (library.TTLibError, OSError, AssertionError, ValueError) as error:
        raise CorruptFileError(f"{name} is not a usable font: {error}", hint="name a .ttf or .otf file") from error


def _face(path: Path, name: str) -> Face:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceNotFoundError(f"cannot read the font {path}", hint="check the path", source=str(path)) from error
    font = _open(io.BytesIO(content), path.name)
    try:
        units = float(font["head"].unitsPerEm)
        widths = font["hmtx"].metrics
        glyphs: dict[int, str] = dict(font.getBestCmap() or {})
        advances = {code: widths[glyph][0] / units for code, glyph in glyphs.items()}
        heights = font["hhea"]
        _ = font["glyf"]
        return Face(name, font, glyphs, advances, heights.ascent / units, -heights.descent / units)
    except (KeyError, AttributeError, TypeError, ZeroDivisionError) as error:
        raise CorruptFileError(
            f"{path.name} is no TrueType font with outlines: {error}", hint="name another font", source=str(path)
        ) from error


def _packaged(module: str, file: str) -> Path:
    return Path(require(module, extra="mindmap").ROOT) / "files" / file


@cache
def load_fonts(extra: tuple[Path, ...] = ()) -> FontSet:
    """The chain of this module with the caller's font files after it.

    Args:
        extra: TrueType files, for scripts such as Chinese.

    Raises:
        MissingExtraError: If the fonts' packages are not installed.
        InputError: If a file of `extra` cannot be used.
    """
    main = _face(_packaged("fontpkg_be_vietnam_pro", "BeVietnamPro-Regular.ttf"), "F0")
    heavy = _face(_packaged("fontpkg_be_vietnam_pro", "BeVietnamPro-SemiBold.ttf"), "F1")
    rest = [_face(_packaged("fontpkg_arimo", "Arimo[wght].ttf"), "F2")]
    rest += [_face(path, f"F{number}") for number, path in enumerate(extra, 3)]
    return FontSet((main, *rest), (heavy, *rest))
