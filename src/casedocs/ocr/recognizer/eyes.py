"""Two networks: a quick one for every line, a careful one for the lines that leave the quick one in doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from casedocs.ocr.recognizer.calibration import Calibration
from casedocs.ocr.recognizer.decode import Piece
from casedocs.ocr.recognizer.evidence import words_of
from casedocs.ocr.recognizer.network import Look, Network, Seen
from casedocs.ocr.recognizer.normalize import NormalLine
from casedocs.ocr.recognizer.options import RecognizerOptions
from casedocs.ocr.recognizer.words import nothing_evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

__all__ = ["Eyes", "Sight", "sights", "together"]

_QUICK, _CAREFUL = "lines.onnx", "careful.onnx"
_HELD = 16
"""Lines in doubt that are kept in memory before the careful network reads them."""
_TRUST = 0.5
"""Weight of the careful network where both have read; on drawn lines any from 0.3 to 0.7 reads alike."""
_SHORT = 200
"""Steps of a short line (about 30 letters), which costs little to read twice: half the doubt is enough."""


def together(quick: "Sequence[Scores]", careful: "Scores") -> "Scores":
    """What both networks see: the weighted geometric mean of their probabilities at every step.

    Args:
        quick: Log probabilities of each line, steps × classes.
        careful: Those of the other network, lines × steps × classes; the steps beyond a line's own count for nothing.
    """
    import numpy as np

    mean = _TRUST * careful
    for row, scores in enumerate(quick):
        mean[row, : len(scores)] += (1 - _TRUST) * scores
    mean -= np.log(np.exp(mean).sum(axis=2, keepdims=True))
    return mean


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What was seen on a line, and the words on its best path with the evidence for each."""

    scores: "Scores"
    pen: "NDArray[np.float32]"
    words: tuple[Piece, ...]
    evidence: tuple[float, ...]

    @property
    def doubt(self) -> float:
        """The evidence for the least sure word, or for there being none."""
        return min(self.evidence, default=nothing_evidence(self.scores))


def sights(look: Look, pens: "Sequence[NDArray[np.float32]]") -> list[Sight]:
    """Finds the words in what was seen.

    Args:
        look: Lines that were read together.
        pens: For each of them the probability of a pen at every step.
    """
    found = words_of(look.scores, look.steps)
    return [
        Sight(look.scores[row, :steps], pen, line.words, line.evidence)
        for row, (steps, pen, line) in enumerate(zip(look.steps, pens, found, strict=True))
    ]


class Eyes:
    """What is seen on lines, by one network or by both.

    Args:
        options: `weights` take the place of the quick network; `quick` and `sure_line` say what each network reads.
    """

    def __init__(self, options: RecognizerOptions) -> None:
        self._sure = options.sure_line
        self._careful_reads = options.weights is None and not options.quick
        self._quick = Network(options.weights, _QUICK, threads=options.threads, batch_columns=options.batch_columns)
        self._careful = Network(None, _CAREFUL, threads=options.threads, batch_columns=options.batch_columns)

    @property
    def calibration(self) -> Calibration:
        """The curves that came with the network that reads.

        Raises:
            EngineError: If the weights do not load.
        """
        return (self._careful if self._careful_reads else self._quick).calibration

    @property
    def fingerprint(self) -> str:
        """12 hexadecimal digits that change with the weights of either network; opens the quick one.

        Raises:
            MissingExtraError: If onnxruntime is not installed.
            EngineNotFoundError: If the weights are missing.
            EngineError: If they do not load.
        """
        both = self._quick.fingerprint + self._careful.checksum
        return sha256(both.encode()).hexdigest()[:12]

    def seen(self, lines: Sequence[NormalLine]) -> Iterator[tuple[int, Sight]]:
        """Each line's index with what is seen on it, not in order.

        Raises:
            MissingExtraError: If onnxruntime is not installed.
            EngineNotFoundError: If weights are missing.
            EngineError: If they do not load or a run fails.
        """
        if self._careful_reads:
            pens = {index: seen.pen.copy() for index, seen in self._quick.seen(lines)}
            for look in self._careful.looks(lines):
                yield from zip(look.lines, sights(look, [pens[index] for index in look.lines]), strict=True)
            return
        held: list[tuple[int, Seen]] = []
        for look in self._quick.looks(lines):
            for index, found in zip(look.lines, sights(look, _pens(look)), strict=True):
                if found.doubt >= (self._sure / 2 if len(found.scores) < _SHORT else self._sure):
                    yield index, found
                else:
                    held.append((index, Seen(found.scores.copy(), found.pen.copy())))
            if len(held) >= _HELD:
                yield from self._again(lines, held)
                held = []
        yield from self._again(lines, held)

    def _again(self, lines: Sequence[NormalLine], held: list[tuple[int, Seen]]) -> Iterator[tuple[int, Sight]]:
        for look in self._careful.looks([lines[index] for index, _ in held]):
            first = [held[place] for place in look.lines]
            both = replace(look, scores=together([seen.scores for _, seen in first], look.scores))
            found = sights(both, [seen.pen for _, seen in first])
            yield from zip((index for index, _ in first), found, strict=True)


def _pens(look: Look) -> "list[NDArray[np.float32]]":
    import numpy as np

    if look.pen is None:
        return [np.zeros(steps, np.float32) for steps in look.steps]
    return [row[:steps] for row, steps in zip(look.pen, look.steps, strict=True)]
