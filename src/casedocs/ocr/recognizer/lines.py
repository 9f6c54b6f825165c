"""Line images to text: the use case of the recogniser."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casedocs.ocr.recognizer.columns import word_columns
from casedocs.ocr.recognizer.decode import Piece
from casedocs.ocr.recognizer.eyes import Eyes, Sight
from casedocs.ocr.recognizer.normalize import NormalLine, normalize_line
from casedocs.ocr.recognizer.options import RecognizerOptions
from casedocs.ocr.recognizer.readings import LineReading, WordReading
from casedocs.ocr.recognizer.words import by_pen, judge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    LineImage = NDArray[np.uint8]

__all__ = ["LineRecognizer"]


class LineRecognizer:
    """Reads line images in batches; pickles as its options, so that every worker opens its own network.

    Args:
        options: How to read.
    """

    def __init__(self, options: RecognizerOptions | None = None) -> None:
        self.options: RecognizerOptions = options or RecognizerOptions()
        self._eyes = Eyes(self.options)

    @property
    def fingerprint(self) -> str:
        """12 hexadecimal digits that change with the weights; loads them.

        Raises:
            MissingExtraError: If onnxruntime is not installed.
            EngineNotFoundError: If the weights are missing.
            EngineError: If they do not load.
        """
        return self._eyes.fingerprint

    def read(self, lines: "Sequence[LineImage]") -> list[LineReading]:
        """Reads line images.

        Args:
            lines: Grey arrays (uint8, height × width, dark text on light ground), each cut around one line: from
                0.95 em above its baseline to 0.31 em below (see `casedocs.ocr.recognizer.normalize`).

        Returns:
            One reading for each image, in their order.

        Raises:
            UsageError: If an image is not a non-empty two-dimensional array of bytes.
            MissingExtraError: If onnxruntime is not installed.
            EngineError: If the network does not load or fails.
        """
        normal = [normalize_line(line) for line in lines]
        readings = {
            index: self._reading(normal[index], seen, lines[index].shape[1]) for index, seen in self._eyes.seen(normal)
        }
        return [readings[index] for index in range(len(lines))]

    def _reading(self, line: NormalLine, seen: Sight, width: int) -> LineReading:
        words = seen.words
        calibration = self._eyes.calibration
        if not words:
            return LineReading("", (), calibration.nothing.at(seen.doubt))
        judged = judge(seen.scores, words, self.options, seen.evidence)
        columns = word_columns(line, words, width)
        readings = tuple(
            by_pen(
                WordReading(
                    word.text, *place, (calibration.weighed if word.weighed else calibration.seen).at(word.evidence)
                ),
                pen,
            )
            for pen, word, place in zip(_means(seen.pen, words), judged, columns, strict=True)
        )
        letters = [len(reading.text) for reading in readings]
        confidence = sum(n * reading.confidence for n, reading in zip(letters, readings, strict=True)) / sum(letters)
        return LineReading(" ".join(reading.text for reading in readings), readings, confidence)


def _means(pen: "NDArray[np.float32]", words: Sequence[Piece]) -> list[float]:
    """The mean over the steps of each word."""
    import numpy as np

    sums = [0.0, *np.cumsum(pen, dtype=np.float64).tolist()]
    return [(sums[word.end] - sums[word.start]) / (word.end - word.start) for word in words]
