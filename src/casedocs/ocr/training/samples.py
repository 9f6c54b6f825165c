"""Synthetic training lines: text, picture, label, all from one seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from casedocs.ocr.recognizer.charset import decodable, encode, fold
from casedocs.ocr.recognizer.normalize import ABOVE, BELOW
from casedocs.ocr.training.corpus import Corpus
from casedocs.ocr.training.degrade import capture, print_and_stamp, scribble, turn
from casedocs.ocr.training.fonts import FontCase
from casedocs.ocr.training.pens import PenCase, reach_of
from casedocs.ocr.training.phrases import Phrases
from casedocs.ocr.training.render import DrawnLine, draw_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

__all__ = ["Sample", "SampleSource"]


_NOTHING = 0.015
"""Share of lines that say nothing."""
_PENNED = 0.1
"""Share of lines in which a pen wrote, where there are script faces."""
_PAPER = 200
_BULLETS = ("-", "-", "-", "–", "–", "+", "•", "*", "a)", "1.", "1.1.", "(1)")


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled line.

    Attributes:
        image: Grey line image as the recogniser would be given it.
        text: What is written in it, folded; empty where nothing should be read.
        pen: First and last columns of what a pen wrote.
        readable: Whether `text` is all that the image says; where not, only `pen` is learned from it.
    """

    image: "NDArray[np.uint8]"
    text: str
    pen: tuple[tuple[float, float], ...] = ()
    readable: bool = True

    @property
    def labels(self) -> list[int]:
        """The text as outputs of the network."""
        return encode(self.text)


@dataclass(frozen=True, slots=True)
class SampleSource:
    """Draws samples without end.

    Attributes:
        corpus: Running texts.
        phrases: Sentence patterns.
        fonts: Faces that prove their coverage.
        pens: Script faces for lines and parts of lines that a pen wrote, or None.
    """

    corpus: Corpus
    phrases: Phrases
    fonts: FontCase
    pens: PenCase | None = None

    def text(self, random: Random) -> str:
        """The text of one line: running text, patterns, numbers, or syllables in no order."""
        words = random.randint(2, 9) if random.random() < 0.8 else random.randint(9, 15)
        kind = random.choices(("corpus", "phrase", "number", "salad"), (46, 23, 15, 16))[0]
        if kind == "number":
            text = self.phrases.number(random)
        elif kind == "salad":
            text = self.corpus.salad(random, min(words, 7))
        elif kind == "phrase":
            parts = self.phrases.line(random).split()
            start = random.randrange(max(1, len(parts) - words + 1))
            text = " ".join(parts[start : start + words])
        else:
            text = self.corpus.piece(random, words)
        roll = random.random()
        if roll < 0.09:
            text = text.upper()
        elif roll < 0.13:
            text = text.title()
        if random.random() < 0.06:
            text = f"{random.choice(_BULLETS)} {text}"
        elif random.random() < 0.02:
            text = text.replace(" ", random.choice((" – ", " - ", "; ", ", ", "/")), 1)
        return fold(text)

    def sample(self, random: Random) -> Sample:
        """One labelled line."""
        while True:
            drawn, text = self._drawn(random)
            if drawn is not None:
                image = _crop(drawn, random)
                return Sample(_pixels(capture(image, random, em=drawn.em)), text)

    def nothing(self, random: Random) -> Sample:
        """A line that should read as nothing: noise, pen strokes, a rule, the edge of other lines."""
        from PIL import Image, ImageDraw

        em = random.randint(16, 60)
        image = Image.new("L", (em * random.randint(2, 16), round(em * 1.26)), 255)
        kind = random.randrange(4)
        if kind == 0:
            scribble(image, random, em=em, strokes=random.randint(2, 6))
        elif kind == 1:
            y = random.randint(0, image.height - 1)
            ImageDraw.Draw(image).line((0, y, image.width, y), fill=0, width=random.randint(1, 4))
        elif kind == 2:
            drawn, _ = self._drawn(random)
            if drawn is not None:
                image, em = _edge_of(drawn, random), drawn.em
        return Sample(_pixels(capture(image, random, em=em)), "")

    def penned(self, random: Random, pens: PenCase) -> Sample:
        """A line that a pen wrote, or print with something filled in by hand."""
        drawn, text = None, ""
        while drawn is None:
            drawn, text = self._drawn(random)
        number = random.random() < 0.5
        written = self.phrases.number(random) if number else self.text(random)
        written = fold(" ".join(written.replace("…", "").split()[: random.randint(1, 6)])) or "1"
        signed = random.random() < 0.12
        pen = pens.sign(drawn.em, random) if signed else pens.write(written, drawn.em, random)
        place = random.choices(("alone", "end", "start", "middle"), (45, 30, 10, 15))[0]
        joined, spans = _filled_in(drawn, pen, place, random)
        image, moved = _cut(joined, random, spans)
        image = capture(image, random, em=drawn.em)
        # Of what a pen wrote only numbers are taught: the rest is for people to read.
        readable = number and not signed and place != "middle"
        said = {"alone": written, "start": f"{written} {text}"}.get(place, f"{text} {written}")
        return Sample(_pixels(image), said, moved, readable=readable)

    def batch(self, seed: int, group: int, size: int) -> Iterator[Sample]:
        """The samples of one group: always the same for the same seed and group."""
        random = Random(f"{seed}/{group}")
        for _ in range(size):
            roll = random.random()
            if roll < _NOTHING:
                yield self.nothing(random)
            elif self.pens is not None and roll < _NOTHING + _PENNED:
                yield self.penned(random, self.pens)
            else:
                yield self.sample(random)

    def _drawn(self, random: Random) -> tuple[DrawnLine | None, str]:
        text = self.text(random)
        if not text or not decodable(text):
            return None, ""
        face = self.fonts.choose(random, text.replace("…", "."))
        if face is None:
            return None, ""
        others = [self.text(random) if random.random() < 0.3 else "" for _ in range(2)]
        above, below = (other if face.covers(other.replace("…", ".")) else "" for other in others)
        em = round(16 * (62 / 16) ** random.random() ** 0.8)
        return draw_line(text, (above, below), face, em, random), text


def _pixels(image: "Image") -> "NDArray[np.uint8]":
    import numpy as np

    return np.array(image, np.uint8)


def _crop(drawn: DrawnLine, random: Random) -> "Image":
    """Turns the drawn line a little, adds what else is on the paper, and cuts it out as a layout would."""
    return _cut(drawn, random, ())[0]


_Spans = tuple[tuple[float, float], ...]


def _filled_in(drawn: DrawnLine, pen: "Image", place: str, random: Random) -> tuple[DrawnLine, _Spans]:
    """The writing alone, or the print with the writing before, behind or in it; and the columns of the writing."""
    from PIL import Image

    em, margin = drawn.em, 2 * drawn.em
    first, last = reach_of(pen)
    pen = pen.crop((first, 0, last, pen.height))
    whole = drawn.image.crop((drawn.left, 0, max(drawn.left + 1, drawn.right), drawn.image.height))
    half = whole.width if place == "end" else 0 if place == "start" else _gap_near(whole, whole.width // 2)
    before, after = (
        (None, None)
        if place == "alone"
        else (whole.crop((0, 0, half, whole.height)), whole.crop((half, 0, whole.width, whole.height)))
    )
    parts = [part for part in (before, pen, after) if part is not None and part.width > 0]
    gap = round(em * random.uniform(0.1, 0.6))
    width = sum(part.width for part in parts) + gap * (len(parts) - 1)
    image = Image.new("L", (width + 2 * margin, drawn.image.height), 255)
    x, spans = margin, []
    for part in parts:
        image.paste(part, (x, 0))
        if part is pen:
            spans.append((float(x), float(x + part.width)))
        x += part.width + gap
    return DrawnLine(image, em, drawn.baseline, margin, margin + width), tuple(spans)


def _gap_near(image: "Image", column: int) -> int:
    """An empty column near a column: where print can be parted."""
    import numpy as np

    empty = np.flatnonzero((np.asarray(image) > _PAPER).all(axis=0))
    return int(empty[np.abs(empty - column).argmin()]) if len(empty) else image.width


def _cut(drawn: DrawnLine, random: Random, spans: _Spans) -> tuple["Image", _Spans]:
    """The line as a layout would cut it out, and where the columns of `spans` are then."""
    em, image = drawn.em, drawn.image
    stretch = random.uniform(0.86, 1.16) if random.random() < 0.5 else 1.0
    fixed = ((drawn.left + drawn.right) / 2, float(drawn.baseline))
    if stretch != 1.0 or random.random() < 0.5:
        reach = min(0.9, 9.0 * em / max(1, drawn.right - drawn.left))  # a long line may turn less within its crop
        angle, shear = random.uniform(-reach, reach), random.gauss(0, 0.03)
        image = turn(image, angle, shear, stretch, fixed)
        fixed = (fixed[0] * stretch, fixed[1])
    image = print_and_stamp(image, random, em=em)
    half = (drawn.right - drawn.left) * stretch / 2
    loose = 0.05 if random.random() < 0.6 else 0.13
    top = drawn.baseline - em * (ABOVE + random.triangular(-0.10, loose + 0.05))
    bottom = drawn.baseline + em * (BELOW + random.triangular(-0.09, loose))
    left = fixed[0] - half - em * random.uniform(-0.02, 0.6)
    right = fixed[0] + half + em * random.uniform(-0.02, 0.6)
    box = (max(0, round(left)), max(0, round(top)), min(image.width, round(right)), min(image.height, round(bottom)))
    moved = tuple((start * stretch - box[0], end * stretch - box[0]) for start, end in spans)
    return image.crop(box), moved


def _edge_of(drawn: DrawnLine, random: Random) -> "Image":
    """The white beside a line with only the tips of its letters in it."""
    if random.random() < 0.5:
        bottom = drawn.baseline - round(0.72 * drawn.em)
        return drawn.image.crop((drawn.left, max(0, bottom - drawn.em), drawn.right, bottom))
    top = drawn.baseline + round(0.14 * drawn.em)
    return drawn.image.crop((drawn.left, top, drawn.right, top + drawn.em))
