"""Tesseract reading pictures of single lines: the second opinion of the engine ``cascade``."""

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from casedocs.errors import EngineError
from casedocs.ocr.engines._tesseract_data import open_tesseract
from casedocs.ocr.recognizer.second import OtherWord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    LineImage = NDArray[np.uint8]

__all__ = ["TesseractLines"]

_DPI = 200
_MARGIN = 12  # Tesseract loses letters that touch the edge


class TesseractLines:
    """One Tesseract session for single lines.

    Args:
        languages: Codes of Tesseract, the main one first.

    Raises:
        MissingExtraError: If tesserocr is not installed.
        EngineNotFoundError: If a language file is missing.
    """

    def __init__(self, languages: Sequence[str]) -> None:
        self._library, self._api, _ = open_tesseract(languages, None, "SINGLE_LINE")
        self.version: str = f"tesseract {self._api.Version()}"

    def read(self, line: "LineImage") -> list[OtherWord]:
        """The words of a grey line image, from left to right.

        Raises:
            EngineError: If Tesseract gives up.
        """
        import numpy as np

        padded = np.pad(line, _MARGIN, constant_values=int(np.percentile(line, 90)))
        height, width = padded.shape
        try:
            self._api.SetImageBytes(padded.tobytes(), width, height, 1, width)
            self._api.SetSourceResolution(_DPI)
            self._api.Recognize()
            return self._words()
        except RuntimeError as error:
            raise EngineError(f"Tesseract failed: {error}", hint="use the engine neural") from error
        finally:
            self._api.Clear()

    def _words(self) -> list[OtherWord]:
        found = self._api.GetIterator()
        level = self._library.RIL.WORD
        words = []
        for item in self._library.iterate_level(found, level) if found is not None else ():
            text = "" if item.Empty(level) else item.GetUTF8Text(level)
            if text:
                sure = min(max(item.Confidence(level) / 100.0, 0.0), 1.0)
                words.append(OtherWord(unicodedata.normalize("NFC", text), sure))
        return words

    def close(self) -> None:
        """Ends the session."""
        self._api.End()
