"""The engine of casedocs with Tesseract as a second opinion on lines that it doubts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from casedocs.errors import EngineNotFoundError, MissingExtraError
from casedocs.ocr.engines._tesseract_lines import TesseractLines
from casedocs.ocr.engines.neural import NeuralEngine
from casedocs.ocr.engines.protocol import EngineInfo
from casedocs.ocr.recognizer import LineReading, RecognizerOptions
from casedocs.ocr.recognizer.second import OtherWord, is_unsure, second_look

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    LineImage = NDArray[np.uint8]

__all__ = ["CascadeEngine", "SecondReader"]


class SecondReader(Protocol):
    """Reads single lines.

    Attributes:
        version: Name and version, for people and for the key of finished work.
    """

    version: str

    def read(self, line: "LineImage") -> Sequence[OtherWord]:
        """The words of a grey line image, from left to right."""

    def close(self) -> None:
        """Gives back what it holds."""


class CascadeEngine(NeuralEngine):
    """The network first; a line with an unsure word is read by Tesseract as well, and a rule decides word by word.

    Where Tesseract is not installed the network reads alone; `missing` and the name of the engine on every page say so.

    Args:
        languages: As for `NeuralEngine`.
        options: Of the recogniser; None means `RecognizerOptions()`.
        second: Another reader of lines than Tesseract; it is closed with the engine.

    Raises:
        MissingExtraError: If onnxruntime is not installed.
        EngineNotFoundError: If another language is asked for, or the weights are missing.
    """

    def __init__(
        self,
        *,
        languages: tuple[str, ...] = ("vie",),
        options: RecognizerOptions | None = None,
        second: SecondReader | None = None,
    ) -> None:
        super().__init__(languages=languages, options=options)
        self.missing: str = ""
        self._second = second
        if second is None:
            try:
                self._second = TesseractLines(languages)
            except (EngineNotFoundError, MissingExtraError) as error:
                self.missing = error.message
        other = "alone" if self._second is None else self._second.version
        version = f"{self.info.version} (neural alone: {self.missing})" if self.missing else self.info.version
        self.info: EngineInfo = replace(self.info, name="cascade", version=version, model=f"{self.info.model}+{other}")

    def close(self) -> None:
        """Ends the second reader's session."""
        if self._second is not None:
            self._second.close()

    def _read_lines(self, crops: "Sequence[LineImage]") -> list[LineReading]:
        readings = super()._read_lines(crops)
        if self._second is None:
            return readings
        return [
            second_look(reading, self._second.read(crop)) if is_unsure(reading) else reading
            for crop, reading in zip(crops, readings, strict=True)
        ]
