"""How well a network reads labelled lines, and what its evidence is worth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from casedocs.ocr.recognizer.calibration import Calibration, Curve
from casedocs.ocr.recognizer.eyes import Eyes
from casedocs.ocr.recognizer.lines import LineRecognizer
from casedocs.ocr.recognizer.normalize import normalize_line
from casedocs.ocr.recognizer.options import RecognizerOptions
from casedocs.ocr.recognizer.words import Judged, judge
from casedocs.ocr.training.samples import Sample

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["IDENTITY", "Figures", "edit_steps", "evaluate", "fit_calibration", "fit_curve", "right_words"]

_SLOPE = Curve((-3.0, 0.0), (0.3, 1.0))
IDENTITY = Calibration(_SLOPE, _SLOPE, _SLOPE)
"""What a network carries until its own curves are fitted."""
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Figures:
    """How well lines were read.

    Attributes:
        lines: Lines read.
        characters: Characters in their texts.
        character_errors: Insertions, deletions and replacements needed to right what was read.
        words: Words in their texts.
        word_errors: The same, for whole words.
        calibration_error: Expected calibration error of the words' confidence, ten bins.
    """

    lines: int
    characters: int
    character_errors: int
    words: int
    word_errors: int
    calibration_error: float

    @property
    def cer(self) -> float:
        """Character error rate."""
        return self.character_errors / max(1, self.characters)

    @property
    def wer(self) -> float:
        """Word error rate."""
        return self.word_errors / max(1, self.words)


def _table(first: Sequence[object], second: Sequence[object]) -> "NDArray[np.int32]":
    """Edit distances of all beginnings of both sequences."""
    import numpy as np

    numbers: dict[object, int] = {}
    a = [numbers.setdefault(item, len(numbers)) for item in first]
    b = np.array([numbers.setdefault(item, len(numbers)) for item in second], np.int32)
    table = np.zeros((len(a) + 1, len(b) + 1), np.int32)
    table[0] = ramp = np.arange(len(b) + 1, dtype=np.int32)
    for row, item in enumerate(a, start=1):
        above = table[row - 1]
        best = np.concatenate([[row], np.minimum(above[:-1] + (b != item), above[1:] + 1)])
        table[row] = np.minimum.accumulate(best - ramp) + ramp
    return table


def edit_steps(first: Sequence[object], second: Sequence[object]) -> int:
    """Insertions, deletions and replacements that make one sequence of the other."""
    return int(_table(first, second)[-1, -1])


def right_words(read: Sequence[str], truth: Sequence[str]) -> list[bool]:
    """For each word that was read, whether the best alignment sets it against the same word of the truth."""
    table = _table(read, truth)
    right = [False] * len(read)
    row, column = len(read), len(truth)
    while row and column:
        same = read[row - 1] == truth[column - 1]
        if table[row, column] == table[row - 1, column - 1] + (not same):
            right[row - 1] = same
            row, column = row - 1, column - 1
        elif table[row, column] == table[row - 1, column] + 1:
            row -= 1
        else:
            column -= 1
    return right


def _chunks(samples: Iterable[Sample]) -> Iterable[list[Sample]]:
    waiting: list[Sample] = []
    for sample in samples:
        waiting.append(sample)
        if len(waiting) == _BATCH:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def evaluate(samples: Iterable[Sample], options: RecognizerOptions) -> Figures:
    """Reads samples and counts what is wrong.

    Raises:
        EngineError: If the network does not load or fails.
    """
    recognizer = LineRecognizer(options)
    counts = [0, 0, 0, 0, 0]
    judged: list[tuple[float, bool]] = []
    for chunk in _chunks(samples):
        for sample, reading in zip(chunk, recognizer.read([sample.image for sample in chunk]), strict=True):
            read, truth = reading.text.split(), sample.text.split()
            found = (1, len(sample.text), edit_steps(reading.text, sample.text), len(truth), edit_steps(read, truth))
            counts = [total + value for total, value in zip(counts, found, strict=True)]
            right = right_words([word.text for word in reading.words], truth)
            judged += [(word.confidence, ok) for word, ok in zip(reading.words, right, strict=True)]
    return Figures(counts[0], counts[1], counts[2], counts[3], counts[4], _calibration_error(judged))


def _calibration_error(judged: list[tuple[float, bool]], bins: int = 10) -> float:
    """Mean distance between confidence and share of right words, over bins, weighted by their size."""
    error = 0.0
    for index in range(bins):
        inside = [
            pair for pair in judged if index <= pair[0] * bins < index + 1 or (index == bins - 1 and pair[0] == 1)
        ]
        if inside:
            error += abs(sum(confidence - ok for confidence, ok in inside))
    return error / max(1, len(judged))


def fit_curve(points: list[tuple[float, bool]], steps: int = 12) -> Curve:
    """A rising curve through evidence and outcomes: means of like-sized groups, pooled where they would fall.

    Args:
        points: Evidence, and whether it was right.
        steps: Groups before pooling.
    """
    if not points:
        return _SLOPE
    points = sorted(points)
    size = max(1, len(points) // steps)
    blocks: list[tuple[float, float, int]] = []  # evidence, right, members
    for start in range(0, len(points), size):
        group = points[start : start + size]
        # One right and one wrong outcome are added to each group: no group is beyond all doubt.
        blocks.append((_mean([e for e, _ in group]), (sum(ok for _, ok in group) + 1) / (len(group) + 2), len(group)))
        while len(blocks) > 1 and (blocks[-2][1] >= blocks[-1][1] or blocks[-2][0] >= blocks[-1][0]):
            (e1, r1, n1), (e2, r2, n2) = blocks[-2:]
            blocks[-2:] = [((e1 * n1 + e2 * n2) / (n1 + n2), (r1 * n1 + r2 * n2) / (n1 + n2), n1 + n2)]
    return Curve(tuple(block[0] for block in blocks), tuple(block[1] for block in blocks))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def fit_calibration(samples: Iterable[Sample], weights: Path, options: RecognizerOptions) -> Calibration:
    """The curves of a network, from lines it was not trained on.

    Raises:
        EngineError: If the network does not load or fails.
    """
    eyes = Eyes(replace(options, weights=weights))
    points: dict[str, list[tuple[float, bool]]] = {"seen": [], "weighed": [], "nothing": []}
    for chunk in _chunks(samples):
        for index, seen in eyes.seen([normalize_line(sample.image) for sample in chunk]):
            sample = chunk[index]
            if not seen.words:
                points["nothing"].append((seen.doubt, not sample.text))
                continue
            judged: list[Judged] = judge(seen.scores, seen.words, options, seen.evidence)
            right = right_words([word.text for word in judged], sample.text.split())
            for word, ok in zip(judged, right, strict=True):
                points["weighed" if word.weighed else "seen"].append((word.evidence, ok))
    return Calibration(**{name: fit_curve(found) for name, found in points.items()})
