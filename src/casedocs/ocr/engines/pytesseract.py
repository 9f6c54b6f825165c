"""The installed Tesseract program, through pytesseract: where there is no tesserocr (Windows, old systems)."""

import os
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from casedocs._extras import require
from casedocs.errors import EngineError, EngineNotFoundError
from casedocs.geometry import Box
from casedocs.ocr.engines._closing import ClosingEngine
from casedocs.ocr.engines._tesseract_data import find_tessdata, install_hint
from casedocs.ocr.engines._working_picture import WORKING_DPI, WorkingPicture, working_picture
from casedocs.ocr.engines.protocol import EngineInfo
from casedocs.ocr.picture import Picture
from casedocs.ocr.result import Block, Line, Word

__all__ = ["PytesseractEngine"]

_WINDOWS_PROGRAM = Path(r"C:\Program Files\Tesseract-OCR\tesseract.exe")
_Row = tuple[tuple[int, int, int, int], Word]


class PytesseractEngine(ClosingEngine):
    """Tesseract as a program: started once for each page, one thread.

    Args:
        languages: Codes of Tesseract, the main one first.

    Raises:
        EngineNotFoundError: If the program or a language file is missing.
    """

    dpi: float = WORKING_DPI

    def __init__(self, *, languages: tuple[str, ...] = ("vie",)) -> None:
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        self._library = require("pytesseract", extra="all")
        program = shutil.which("tesseract") or (str(_WINDOWS_PROGRAM) if _WINDOWS_PROGRAM.is_file() else None)
        if program is None:
            raise EngineNotFoundError(
                "the program tesseract is not installed", hint=install_hint(languages), source="tesseract"
            )
        self._library.pytesseract.tesseract_cmd = program
        self._tessdata = find_tessdata(languages)
        try:
            version = str(self._library.get_tesseract_version())
        except (OSError, SystemExit, RuntimeError) as error:
            raise EngineNotFoundError(
                f"{program} does not start: {error}", hint=install_hint(languages), source=program
            ) from error
        self.info: EngineInfo = EngineInfo("pytesseract", version, languages, str(self._tessdata))

    def read(self, picture: Picture) -> tuple[Block, ...]:
        """Reads a page.

        Args:
            picture: The page, upright.

        Returns:
            Blocks in reading order, boxes in pixels of `picture`; no baselines.

        Raises:
            EngineError: If the program fails.
        """
        from PIL import Image

        work = working_picture(picture)
        try:
            table = self._library.image_to_data(
                Image.fromarray(work.grey),
                lang="+".join(self.info.languages),
                config=f'--tessdata-dir "{self._tessdata}" --oem 1 --psm 3 --dpi {round(work.dpi)} '
                "-c thresholding_method=2",
                output_type=self._library.Output.DICT,
            )
        except (OSError, RuntimeError, ValueError) as error:
            raise EngineError(f"tesseract failed: {error}", hint="try the page again with another engine") from error
        return _blocks(list(_rows(table, work)))


def _rows(table: Mapping[str, Sequence[object]], work: WorkingPicture) -> Iterator[_Row]:
    """The words of Tesseract's table with their block, paragraph, line and word numbers."""
    for index, raw in enumerate(table["text"]):
        text = unicodedata.normalize("NFC", "".join(str(raw).split()))
        confidence = float(str(table["conf"][index]))
        if not text or confidence < 0:
            continue
        numbers = [int(str(table[name][index])) for name in ("block_num", "par_num", "line_num", "word_num")]
        left, top, width, height = (int(str(table[name][index])) for name in ("left", "top", "width", "height"))
        box = Box(left / work.scale_x, top / work.scale_y, (left + width) / work.scale_x, (top + height) / work.scale_y)
        block, paragraph, line, word = numbers
        yield (block, paragraph, line, word), Word(text, box, min(confidence / 100.0, 1.0))


def _blocks(rows: Sequence[_Row]) -> tuple[Block, ...]:
    blocks = []
    for _, members in groupby(rows, key=lambda row: row[0][0]):
        lines = [Line(tuple(word for _, word in line)) for _, line in groupby(members, key=lambda row: row[0][:3])]
        blocks.append(Block(tuple(lines)))
    return tuple(blocks)
