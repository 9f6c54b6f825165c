"""What a pen writes: script faces shaken until no two letters are alike, marks set by hand, signatures.

A face that has no Vietnamese letters writes the plain letter, and the marks are strokes of their own, as people make
them. Nothing here is real handwriting; it is meant to teach the difference between a pen and print, not to read.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from casedocs._extras import require
from casedocs.errors import EmptyFileError
from casedocs.ocr.training.degrade import scribble
from casedocs.ocr.training.fonts import Face

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

__all__ = ["PenCase", "find_pens", "reach_of", "write_by_hand"]

_LETTERS = frozenset("abcdefghiklmnopqrstuvxyABCDEGHIKLMNPQRSTUVXY0123456789")
_STROKES: dict[str, tuple[tuple[float, float], ...]] = {
    # In ems, from the middle of the letter's top, right and up.
    "\u0300": ((-0.10, 0.16), (0.05, 0.06)),  # grave
    "\u0301": ((-0.04, 0.06), (0.11, 0.17)),  # acute
    "\u0303": ((-0.13, 0.08), (-0.05, 0.14), (0.04, 0.08), (0.13, 0.14)),  # tilde
    "\u0309": ((-0.04, 0.15), (0.04, 0.17), (0.05, 0.11), (0.0, 0.05)),  # hook above
    "\u0302": ((-0.13, 0.02), (0.0, 0.11), (0.13, 0.02)),  # circumflex
    "\u0306": ((-0.12, 0.10), (0.0, 0.03), (0.12, 0.10)),  # breve
}
_INK = 160
_WHOLE = 0.7
"""Share of letters with marks that a face writes in one piece where it can."""
_DOT, _HORN = "\u0323", "\u031b"


@dataclass(frozen=True, slots=True)
class PenCase:
    """The faces that a pen writes with."""

    faces: tuple[Face, ...]

    def write(self, text: str, em: int, random: Random) -> "Image":
        """A grey canvas as wide as the writing, 3.4 em high, its baseline 1.9 em from the top."""
        return write_by_hand(text, random.choice(self.faces), em, random)

    def sign(self, em: int, random: Random) -> "Image":
        """A signature or another flourish that says nothing, on the same canvas."""
        return _signature(em, random)


def find_pens(folders: Sequence[Path]) -> PenCase:
    """All TrueType and OpenType files under the folders that have the plain letters.

    Raises:
        EmptyFileError: If there is none.
        MissingExtraError: If fontTools is not installed.
    """
    font_tools = require("fontTools.ttLib", extra="train")
    faces = []
    for path in sorted({path for folder in folders for kind in ("*.ttf", "*.otf") for path in folder.rglob(kind)}):
        with font_tools.TTFont(path, lazy=True) as font:
            characters = frozenset(map(chr, font.getBestCmap() or ()))
        if characters >= _LETTERS:
            faces.append(Face(path, None, characters))
    if not faces:
        raise EmptyFileError("no script font was found", source=", ".join(map(str, folders)))
    return PenCase(tuple(faces))


@dataclass(frozen=True, slots=True)
class _Pen:
    """A pen on paper: what it writes with and how thick and dark."""

    draw: "ImageDraw"
    face: Face
    size: int
    tone: int
    thick: int
    random: Random

    def letter(self, character: str, x: float, y: float) -> float:
        """Writes a letter, its marks by strokes where the face lacks it; returns how far the pen moves on."""
        font = self.face.at(self.size)
        own = character in self.face.characters and self.random.random() < _WHOLE
        base = character if own else _plain(character)
        if not all(letter in self.face.characters for letter in base):
            base = "o"
        self.draw.text((x, y), base, font=font, fill=self.tone, anchor="ls")
        width = float(font.getlength(base))
        if not own:
            top = font.getbbox(base, anchor="ls")[1]
            self._marks(character, x + width / 2, y, y + top)
        return width

    def _marks(self, character: str, middle: float, baseline: float, top: float) -> None:
        size, random = self.size, self.random
        middle += size * random.gauss(0.04, 0.05)
        if character in "đĐ":
            bar = baseline - size * random.uniform(0.4, 0.6)
            self.draw.line((middle - size * 0.12, bar, middle + size * 0.2, bar), fill=self.tone, width=self.thick)
        for mark in unicodedata.normalize("NFD", character)[1:]:
            lift, grow = size * random.uniform(0.0, 0.06), random.uniform(0.8, 1.5)
            if mark == _DOT:
                y, r = baseline + size * random.uniform(0.12, 0.2), self.thick * 0.8
                self.draw.ellipse((middle - r, y - r, middle + r, y + r), fill=self.tone)
            elif mark == _HORN:
                box = (middle + size * 0.05, top - size * 0.1, middle + size * 0.25, top + size * 0.1)
                self.draw.arc(box, 270, 90, self.tone)
            else:
                strokes = _STROKES.get(mark, ())
                points = [(middle + dx * size * grow, top - lift - dy * size * grow) for dx, dy in strokes]
                self.draw.line(points, fill=self.tone, width=self.thick)
                top -= size * 0.12


def write_by_hand(text: str, face: Face, em: int, random: Random) -> "Image":
    """Writes a line: uneven baseline, slant, size and pressure; see `PenCase.write` for the canvas."""
    from PIL import Image, ImageDraw

    size = round(em * random.uniform(0.85, 1.5))
    wide = round(face.at(size).getlength(_plain(text)) * 1.6) + 2 * em
    image = Image.new("L", (wide, round(3.4 * em)), 255)
    gap = em * random.uniform(0.22, 0.5)
    spacing = em * random.choice((0.0, random.uniform(-0.04, 0.08)))
    tone, thick = random.choice((0, random.randint(0, 110))), max(1, round(em * random.uniform(0.03, 0.07)))
    pen = _Pen(ImageDraw.Draw(image), face, size, tone, thick, random)
    x = em * 0.3
    for word in text.split(" "):
        y = em * (1.9 + random.gauss(0, 0.04))
        for character in word:
            x += pen.letter(character, x, y + em * random.gauss(0, 0.015)) + spacing
        x += gap * random.uniform(0.7, 1.4)
    return _shaken(image.crop((0, 0, max(1, min(image.width, round(x))), image.height)), em, random)


def _plain(text: str) -> str:
    """The letters without their marks."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(character for character in parts if not unicodedata.combining(character))


def _shaken(image: "Image", em: int, random: Random) -> "Image":
    """Slant, a baseline that wanders, broader strokes."""
    import numpy as np
    from PIL import Image, ImageFilter

    if em > 24 and random.random() < 0.5:
        image = image.filter(ImageFilter.MinFilter(3))
    grey = np.asarray(image)
    height, width = grey.shape
    columns, rows = np.arange(width), np.arange(height)
    drift = sum(
        em * random.uniform(0, 0.07) * np.sin(columns / (em * random.uniform(0.6, 4)) + random.uniform(0, 6))
        for _ in range(3)
    )
    slant = random.gauss(0.05, 0.15) * (rows - 1.9 * em) + em * random.uniform(0, 0.04) * np.sin(
        rows / (em * random.uniform(0.15, 0.6))
    )
    down = np.clip(rows[:, None] + np.round(drift)[None, :], 0, height - 1).astype(np.intp)
    right = np.clip(columns[None, :] + np.round(slant)[:, None], 0, width - 1).astype(np.intp)
    return Image.fromarray(grey[down, right])


def _signature(em: int, random: Random) -> "Image":
    from PIL import Image

    image = Image.new("L", (round(em * random.uniform(2, 8)), round(3.4 * em)), 255)
    middle = image.crop((0, round(0.8 * em), image.width, round(2.3 * em)))
    scribble(middle, random, em=em, strokes=random.randint(1, 4))
    image.paste(middle, (0, round(0.8 * em)))
    return image


def reach_of(image: "Image") -> tuple[int, int]:
    """First and last column with ink; the whole width where there is none."""
    import numpy as np

    inked = np.flatnonzero((np.asarray(image) < _INK).any(axis=0))
    return (int(inked[0]), int(inked[-1]) + 1) if len(inked) else (0, image.width)
