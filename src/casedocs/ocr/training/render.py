"""Drawing a line of text: clean grey pixels, with the baseline and the size known."""

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from casedocs.ocr.training.fonts import Face

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

__all__ = ["DrawnLine", "draw_line"]

_WIDEST = 4500


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A drawn line on its canvas.

    Attributes:
        image: Grey canvas, black on white, about three ems high.
        em: Font size in pixels.
        baseline: Row of the baseline.
        left: First column of the text.
        right: Column after the text.
    """

    image: "Image"
    em: int
    baseline: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the words of a line are set."""

    font: "FreeTypeFont"
    gap: float
    spacing: float
    dots: int


def _leaders(text: str, dots: int) -> str:
    return text.replace("…", "." * dots)


def _width(word: str, setting: _Setting) -> float:
    return setting.font.getlength(word) + setting.spacing * len(word)


def _draw_words(draw: "ImageDraw", words: list[str], start: tuple[float, float], setting: _Setting) -> float:
    """Draws words from a point on the baseline; returns the column after the last."""
    x, y = start
    for index, word in enumerate(words):
        if index:
            x += setting.gap
        if setting.spacing:
            for character in word:
                draw.text((x, y), character, font=setting.font, fill=0, anchor="ls")
                x += setting.font.getlength(character) + setting.spacing
        else:
            draw.text((round(x), y), word, font=setting.font, fill=0, anchor="ls")
            x += setting.font.getlength(word)
    return x


def _setting(face: Face, em: int, random: Random) -> _Setting:
    font = face.at(em)
    gap = font.getlength(" ") * (random.uniform(0.85, 1.3) if random.random() < 0.75 else random.uniform(1.3, 3.5))
    spacing = random.uniform(0.02, 0.12) * em if random.random() < 0.08 else 0.0
    return _Setting(font, gap + spacing, spacing, random.randint(5, 40))


def _rule(draw: "ImageDraw", line: tuple[float, float, float], em: int, random: Random) -> None:
    """An underline, a rule of a form or a dotted line, at or under the baseline, now and then through the text."""
    left, right, baseline = line
    y = baseline + em * random.choices((random.uniform(0.08, 0.3), random.uniform(-0.5, 0.0)), (9, 1))[0]
    thick = max(1, round(em * random.uniform(0.02, 0.07)))
    start = random.uniform(left, right) if random.random() < 0.5 else left
    end = random.uniform(start, right) if random.random() < 0.3 else right
    if random.random() < 0.4:
        step = max(3, round(em * random.uniform(0.15, 0.3)))
        for x in range(int(start), int(end), step):
            draw.ellipse((x, y, x + thick, y + thick), fill=0)
        return
    draw.line((start, y, end, y), fill=random.randint(0, 120), width=thick)


def draw_line(text: str, neighbours: tuple[str, str], face: Face, em: int, random: Random) -> DrawnLine | None:
    """Draws a folded line of text.

    Args:
        text: The line; each ``…`` becomes a leader of dots.
        neighbours: What stands in the lines above and below (empty: nothing).
        face: A font that covers all three texts.
        em: Size in pixels.
        random: Where all choices come from.

    Returns:
        The drawn line, or None if it would be too wide.
    """
    from PIL import Image, ImageDraw

    setting = _setting(face, em, random)
    words = _leaders(text, setting.dots).split(" ")
    width = sum(_width(word, setting) for word in words) + setting.gap * (len(words) - 1)
    margin = 2 * em
    if width + 2 * margin > _WIDEST:
        return None
    image = Image.new("L", (round(width) + 2 * margin, round(3.4 * em)), 255)
    draw = ImageDraw.Draw(image)
    baseline = round(1.9 * em)
    leading = em * random.uniform(1.08, 1.5)
    for other, sign in zip(neighbours, (-1, 1), strict=True):
        if other:
            start = (margin - em * random.uniform(0, 2), round(baseline + sign * leading))
            _draw_words(draw, _leaders(other, setting.dots).split(" "), start, setting)
    right = _draw_words(draw, words, (margin, baseline), setting)
    if random.random() < 0.12:
        _rule(draw, (margin, right, baseline), em, random)
    if random.random() < 0.04:
        x = margin - em * random.uniform(0.1, 0.6) if random.random() < 0.5 else right + em * random.uniform(0.1, 0.6)
        draw.line((x, 0, x, image.height), fill=random.randint(0, 90), width=max(1, em // random.randint(12, 40)))
    return DrawnLine(image, em, baseline, margin, round(right))
