"""Digits that a pen filled into print: the number behind ``Số:``, the day and the month of the line of the date.

The recogniser of lines knows print. Where it says ``Số: … /QĐ-…`` or ``ngày … tháng … năm`` and is not sure of what
stands between, a small network looks at that place again. It knows ten digits and ignores the print around them; the
place says which answers there are: digits before the slash, 1–31, 1–12. Trained by tools/train_pen_digits.py.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from casedocs.ocr._ink import cv2_module
from casedocs.ocr.layout.crop import BESIDE, crop_line
from casedocs.ocr.layout.model import TextLine
from casedocs.ocr.recognizer.network import open_session, shipped_weights
from casedocs.ocr.recognizer.readings import LineReading, WordReading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Scores = NDArray[np.float32]

__all__ = ["PenDigits", "digit_chances", "pen_places"]

_WEIGHTS = "digits.onnx"
WINDOW = 1.4
"""The line is cut so many times higher than for print: pens reach above and below."""
HEIGHT = 32
_STEP = 4
_BEHIND = 1.0  # em of the print behind the place that is shown too
_UNSURE = 0.6
# On digits of other hands set into print (tools/train_pen_digits.py --judge) of what passes these 97 % of the
# numbers and 98 % of the days and months are right; a quarter of the numbers, six in ten days and months pass.
_SHARE = 0.9  # of the probability of all answers that may stand there
_LEAST_NUMBER, _LEAST_DAY = 0.2, 0.5
_SLACK = 0.75  # steps by which the edges of print may be off
_PRINT = (0.0, *(-30.0,) * 10)
_MOST_DIGITS = 5
_WIDEST = 640
_NUMBER = re.compile(r"^[Ss](?:ố|ô|o|ó|0|6|é|ỗ)[ ]?[:;.,]?")
_SYMBOL = re.compile(r"/ ?(?=[A-ZĐ]{2})")
_DAY, _MONTH, _YEAR = re.compile(r"[Nn]g[àaáâ]y"), re.compile(r"th[áaà]ng"), re.compile(r"n[ăaâ]m")


@dataclass(frozen=True, slots=True)
class PenPlace:
    """A place of a line where a pen may have written digits.

    Attributes:
        first: Index of the word that the place begins in or behind.
        last: Index of the word that it ends in or before.
        before: Printed words at the beginning of the first word.
        after: Printed words at the end of the last word.
        most: The greatest number that may stand there; None = any number of up to five digits.
    """

    first: int
    last: int
    before: str
    after: str
    most: int | None


def pen_places(words: Sequence[WordReading]) -> Iterator[PenPlace]:
    """The places of a line whose reading is unsure, from right to left, so that one can be replaced after the other."""
    found = [*_dated(words), *_numbered(words)]
    yield from sorted((place for place in found if _unsure(words, place)), key=lambda place: -place.first)


def _unsure(words: Sequence[WordReading], place: PenPlace) -> bool:
    """Whether the place was read badly, or holds anything but figures where a day or a month belongs."""
    inner = words[place.first : place.last + 1]
    if any(word.handwritten or word.confidence < _UNSURE for word in inner):
        return True
    between = "".join(word.text for word in words[place.first + 1 : place.last])
    return place.most is not None and bool(between) and not between.strip(".… ").isdigit()


def _numbered(words: Sequence[WordReading]) -> Iterator[PenPlace]:
    lead = _NUMBER.match(words[0].text) if words else None
    if lead is None:
        return
    for index, word in enumerate(words[:5]):
        slash = _SYMBOL.search(word.text)
        if slash is not None:
            cut = word.text.rfind("/", 0, slash.end())
            yield PenPlace(0, index, lead.group().strip(), word.text[cut:], None)
            return


def _dated(words: Sequence[WordReading]) -> Iterator[PenPlace]:
    cues: list[tuple[int, re.Match[str]]] = []
    for cue in (_DAY, _MONTH, _YEAR):
        start = cues[-1][0] if cues else 0
        place = next(((at, match) for at in range(start, len(words)) if (match := cue.search(words[at].text))), None)
        if place is None or (cues and place[0] - start > 3):
            return
        cues.append(place)
    (day, at_day), (month, at_month), (year, at_year) = cues
    yield PenPlace(
        day, month, words[day].text[: at_day.end()], words[month].text[at_month.start() : at_month.end()], 31
    )
    yield PenPlace(month, year, words[month].text[: at_month.end()], words[year].text[at_year.start() :], 12)


def digit_chances(scores: "Scores", most: int | None) -> Mapping[str, float]:
    """The probability of every string of digits that may stand there, as far as the network thinks of it.

    Args:
        scores: Log probabilities, steps × 11: nothing, then 0 … 9.
        most: The greatest number; None = any of up to five digits.
    """
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # ending in nothing, ending in its last digit
    import numpy as np

    for step in np.exp(scores):
        grown: dict[str, list[float]] = {}
        for text, (blank, digit) in beams.items():
            own = grown.setdefault(text, [0.0, 0.0])
            own[0] += (blank + digit) * float(step[0])
            if text:
                own[1] += digit * float(step[int(text[-1]) + 1])
            for label in range(10):
                if step[label + 1] > 1e-4 and len(text) < _MOST_DIGITS:
                    same = text[-1:] == str(label)
                    more = grown.setdefault(text + str(label), [0.0, 0.0])
                    more[1] += (blank if same else blank + digit) * float(step[label + 1])
        best = sorted(grown, key=lambda text: -sum(grown[text]))[:24]
        beams = {text: (grown[text][0], grown[text][1]) for text in best}
    chances = {text: sum(pair) for text, pair in beams.items() if text}
    if most is None:
        return chances
    return {text: chance for text, chance in chances.items() if len(text) <= 2 and 1 <= int(text) <= most}


class PenDigits:
    """Reads what a pen filled in; pickles without its network, so that every worker opens its own."""

    def __reduce__(self) -> tuple[Any, ...]:
        return PenDigits, ()

    @property
    def checksum(self) -> str:
        """12 hexadecimal digits that change with the weights.

        Raises:
            EngineNotFoundError: If the weights are missing.
        """
        return sha256(shipped_weights(_WEIGHTS)).hexdigest()[:12]

    @cached_property
    def _session(self) -> Any:
        return open_session(shipped_weights(_WEIGHTS), 1, _WEIGHTS)

    def look(self, page: "Grey", line: TextLine, reading: LineReading) -> LineReading:
        """The reading with the digits of its pen places, where the network is sure enough of them.

        Args:
            page: The page that the line was found on.
            line: The line.
            reading: What the recogniser of lines says.

        Raises:
            MissingExtraError: If onnxruntime is not installed.
            EngineNotFoundError: If the weights are missing.
            EngineError: If they do not load.
        """
        words = list(reading.words)
        for place in pen_places(words):
            crop, inner = self._crop(page, line, words, place)
            scores = self._session.run(None, {"pictures": crop[None, None]})[0][0]
            scores[: inner[0]] = scores[inner[1] :] = _PRINT
            chances = digit_chances(scores, place.most)
            text = max(chances, key=chances.__getitem__, default="")
            share = chances[text] / sum(chances.values()) if text else 0.0
            if share >= _SHARE and chances[text] >= (_LEAST_NUMBER if place.most is None else _LEAST_DAY):
                words[place.first : place.last + 1] = _filled(words, place, text, share)
        if words == list(reading.words):
            return reading
        return replace(reading, text=" ".join(word.text for word in words), words=tuple(words))

    @staticmethod
    def _crop(
        page: "Grey", line: TextLine, words: Sequence[WordReading], place: PenPlace
    ) -> tuple["NDArray[np.float32]", tuple[int, int]]:
        """The place as the network wants it: ink 1, ground 0, 32 rows, a multiple of four columns.

        And the steps between which the digits stand: before and behind is print.
        """
        import numpy as np

        tall = crop_line(page, replace(line, em=line.em * WINDOW))
        shift = BESIDE * (WINDOW - 1) * line.em
        last = words[place.last]
        print_left, print_right = _edges(words, place)
        end = min(print_right + _BEHIND * line.em, last.right) + shift
        start = max(0, round(words[place.first].left + shift))
        cut = tall[:, start : max(round(end), start + 4)]
        scale = HEIGHT / cut.shape[0]
        width = min(max(_STEP, round(cut.shape[1] * scale)), _WIDEST)
        small = cv2_module().resize(cut, (width, HEIGHT), interpolation=cv2_module().INTER_AREA)
        low, high = np.percentile(small, (1, 75))
        ink = np.clip((high - small.astype(np.float32)) / max(float(high - low), 24.0), 0, 1.2)
        steps = [(edge + shift - start) * scale / _STEP for edge in (print_left, print_right)]
        inner = max(0, round(steps[0] - _SLACK)), max(1, round(steps[1] + _SLACK))
        return np.pad(ink, ((0, 0), (0, -width % _STEP))).astype(np.float32), inner


def _edges(words: Sequence[WordReading], place: PenPlace) -> tuple[float, float]:
    """Where the print before the place ends and the print behind it begins; inside a word by its letters."""
    first, last = words[place.first], words[place.last]
    left = first.left + (first.right - first.left) * min(1.0, len(place.before) / max(len(first.text), 1))
    right = last.right - (last.right - last.left) * min(1.0, len(place.after) / max(len(last.text), 1))
    return left, right


def _filled(words: Sequence[WordReading], place: PenPlace, digits: str, chance: float) -> list[WordReading]:
    """The words of the place anew: print, digits, print."""
    first, last = words[place.first], words[place.last]
    left, right = sorted(_edges(words, place))
    made = []
    if place.before:
        made.append(
            replace(first, text=place.before, right=left, handwritten=False, confidence=max(first.confidence, chance))
        )
    made.append(WordReading(digits, left, right, chance, handwritten=True))
    if place.after:
        made.append(
            replace(last, text=place.after, left=right, handwritten=False, confidence=max(last.confidence, chance))
        )
    return made
