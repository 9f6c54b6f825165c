"""Two networks: a quick one for every line, a careful one for the lines that leave the quick one in doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from casedocs.ocr.recognizer.calibration import Calibration
from casedocs.ocr.recognizer.decode import Piece, best_path, pieces
from casedocs.ocr.recognizer.network import Network, Seen
from casedocs.ocr.recognizer.normalize import NormalLine
from casedocs.ocr.recognizer.options import RecognizerOptions
from casedocs.ocr.recognizer.words import nothing_evidence, own_evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

__all__ = ["Eyes", "Sight", "sight", "together"]

_QUICK, _CAREFUL = "lines.onnx", "careful.onnx"
_HELD = 16
"""Lines in doubt that are kept in memory before the careful network reads them."""
_TRUST = 2 / 3
"""Weight of the careful network where both have read; chosen on drawn lines."""


def together(quick: "Scores", careful: "Scores") -> "Scores":
    """What both networks see: the weighted geometric mean of their probabilities at every step."""
    import numpy as np

    mean = (1 - _TRUST) * quick + _TRUST * careful
    highest = mean.max(axis=1, keepdims=True)
    normal: Scores = mean - highest - np.log(np.exp(mean - highest).sum(axis=1, keepdims=True))
    return normal


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


def sight(scores: "Scores", pen: "NDArray[np.float32]") -> Sight:
    """Finds the words in what was seen."""
    words = tuple(pieces(best_path(scores), len(scores)))
    return Sight(scores, pen, words, tuple(own_evidence(scores, word) for word in words))


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
            for index, scores in self._careful.scores(lines):
                yield index, sight(scores, pens[index])
            return
        held: list[tuple[int, Seen]] = []
        for index, seen in self._quick.seen(lines):
            found = sight(seen.scores, seen.pen)
            if found.doubt >= self._sure:
                yield index, found
                continue
            held.append((index, Seen(seen.scores.copy(), seen.pen.copy())))
            if len(held) == _HELD:
                yield from self._again(lines, held)
                held = []
        yield from self._again(lines, held)

    def _again(self, lines: Sequence[NormalLine], held: list[tuple[int, Seen]]) -> Iterator[tuple[int, Sight]]:
        for place, careful in self._careful.scores([lines[index] for index, _ in held]):
            index, quick = held[place]
            yield index, sight(together(quick.scores, careful), quick.pen)
