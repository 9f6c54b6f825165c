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
from casedocs.ocr.training.phrases import Phrases
from casedocs.ocr.training.render import DrawnLine, draw_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

__all__ = ["Sample", "SampleSource"]


_BULLETS = ("-", "-", "-", "–", "–", "+", "•", "*", "a)", "1.", "1.1.", "(1)")


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled line.

    Attributes:
        image: Grey line image as the recogniser would be given it.
        text: What is written in it, folded; empty where nothing should be read.
    """

    image: "NDArray[np.uint8]"
    text: str

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
    """

    corpus: Corpus
    phrases: Phrases
    fonts: FontCase

    def text(self, random: Random) -> str:
        """The text of one line: running text, patterns, numbers, or syllables in no order."""
        words = random.randint(2, 9) if random.random() < 0.8 else random.randint(9, 15)
        kind = random.choices(("corpus", "phrase", "number", "salad"), (50, 23, 11, 16))[0]
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

    def batch(self, seed: int, group: int, size: int) -> Iterator[Sample]:
        """The samples of one group: always the same for the same seed and group."""
        random = Random(f"{seed}/{group}")
        for _ in range(size):
            yield self.nothing(random) if random.random() < 0.015 else self.sample(random)

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
    return image.crop(box)


def _edge_of(drawn: DrawnLine, random: Random) -> "Image":
    """The white beside a line with only the tips of its letters in it."""
    if random.random() < 0.5:
        bottom = drawn.baseline - round(0.72 * drawn.em)
        return drawn.image.crop((drawn.left, max(0, bottom - drawn.em), drawn.right, bottom))
    top = drawn.baseline + round(0.14 * drawn.em)
    return drawn.image.crop((drawn.left, top, drawn.right, top + drawn.em))
