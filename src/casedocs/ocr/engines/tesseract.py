"""Tesseract's library in this process, through tesserocr."""

import unicodedata
from pathlib import Path
from typing import Any

from casedocs.errors import EngineError
from casedocs.geometry import Box
from casedocs.ocr.engines._closing import ClosingEngine
from casedocs.ocr.engines._tesseract_data import open_tesseract
from casedocs.ocr.engines._working_picture import WORKING_DPI, WorkingPicture, working_picture
from casedocs.ocr.engines.protocol import EngineInfo
from casedocs.ocr.picture import Picture
from casedocs.ocr.result import Baseline, Block, BlockKind, Line, Word

__all__ = ["TesseractEngine"]

_SAUVOLA = "2"


class TesseractEngine(ClosingEngine):
    """Tesseract 5 (LSTM) in process: one thread, raw grey bytes, 150 dpi.

    Args:
        languages: Codes of Tesseract, the main one first.
        tessdata: Folder of the language files; None looks in the usual places.

    Raises:
        MissingExtraError: If tesserocr is not installed.
        EngineNotFoundError: If a language file is missing.
    """

    dpi: float = WORKING_DPI

    def __init__(self, *, languages: tuple[str, ...] = ("vie",), tessdata: Path | None = None) -> None:
        self._library, self._api, folder = open_tesseract(languages, tessdata, "AUTO")
        self._api.SetVariable("thresholding_method", _SAUVOLA)
        version = str(self._api.Version())
        model = "+".join(f"{name}:{(folder / f'{name}.traineddata').stat().st_size}" for name in languages)
        self.info: EngineInfo = EngineInfo("tesseract", version, languages, model)

    def close(self) -> None:
        """Ends the library's session."""
        self._api.End()

    def read(self, picture: Picture) -> tuple[Block, ...]:
        """Reads a page.

        Args:
            picture: The page, upright.

        Returns:
            Blocks in reading order, boxes and baselines in pixels of `picture`.

        Raises:
            EngineError: If Tesseract gives up.
        """
        work = working_picture(picture)
        height, width = work.grey.shape
        try:
            self._api.SetImageBytes(work.grey.tobytes(), width, height, 1, width)
            self._api.SetSourceResolution(round(work.dpi))
            done = bool(self._api.Recognize())
            blocks = self._blocks(work) if done else ()
        except RuntimeError as error:
            raise EngineError(f"Tesseract failed: {error}", hint="try the page again with another engine") from error
        finally:
            self._api.Clear()
        if not done:
            raise EngineError("Tesseract gave up on the page", hint="try the page again with another engine")
        return blocks

    def _blocks(self, work: WorkingPicture) -> tuple[Block, ...]:
        iterator = self._api.GetIterator()
        if iterator is None:
            return ()
        level = self._library.RIL
        blocks: list[Block] = []
        lines: list[Line] = []
        words: list[Word] = []
        baseline: Baseline | None = None
        for item in self._library.iterate_level(iterator, level.WORD):
            if item.IsAtBeginningOf(level.TEXTLINE):
                baseline = _baseline(item.Baseline(level.TEXTLINE), work)
            word = _word(item, level.WORD, work)
            if word is not None:
                words.append(word)
            if item.IsAtFinalElement(level.TEXTLINE, level.WORD) and words:
                lines.append(Line(tuple(words), baseline))
                words = []
            if item.IsAtFinalElement(level.BLOCK, level.WORD) and lines:
                blocks.append(Block(tuple(lines), _kind(self._library, item.BlockType())))
                lines = []
        return tuple(blocks)


def _kind(library: Any, block_type: int) -> BlockKind:
    return BlockKind.TABLE if block_type == library.PT.TABLE else BlockKind.TEXT


def _word(item: Any, level: int, work: WorkingPicture) -> Word | None:
    if item.Empty(level):
        return None
    bounds = item.BoundingBox(level)
    text = unicodedata.normalize("NFC", "".join((item.GetUTF8Text(level) or "").split()))
    if not text or bounds is None:
        return None
    left, top, right, bottom = bounds
    box = Box(left / work.scale_x, top / work.scale_y, right / work.scale_x, bottom / work.scale_y)
    return Word(text, box, min(max(item.Confidence(level) / 100.0, 0.0), 1.0))


def _baseline(points: Any, work: WorkingPicture) -> Baseline | None:
    if points is None:
        return None
    (x0, y0), (x1, y1) = points
    if (x0, y0) == (x1, y1):
        return None
    return Baseline(x0 / work.scale_x, y0 / work.scale_y, x1 / work.scale_x, y1 / work.scale_y)
