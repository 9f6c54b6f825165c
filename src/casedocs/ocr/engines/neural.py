"""The engine of casedocs: own line finder, own line recogniser; no system package needed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casedocs import __version__
from casedocs.errors import EngineNotFoundError
from casedocs.geometry import Affine, Box
from casedocs.ocr._ink import cv2_module
from casedocs.ocr.engines._closing import ClosingEngine
from casedocs.ocr.engines._tesseract_data import install_hint
from casedocs.ocr.engines.protocol import EngineInfo
from casedocs.ocr.layout import Block as LayoutBlock
from casedocs.ocr.layout import PageLayout, TextLine, crop_line, find_lines, lay_out, without_rules
from casedocs.ocr.layout import Table as LayoutTable
from casedocs.ocr.layout.crop import BESIDE
from casedocs.ocr.layout.page import WorkingPage
from casedocs.ocr.picture import Picture
from casedocs.ocr.prepare.sheets import split_at
from casedocs.ocr.prepare.sight import SURE_TURN, look_at
from casedocs.ocr.prepare.turn import turned
from casedocs.ocr.recognizer import LineReading, LineRecognizer, RecognizerOptions
from casedocs.ocr.recognizer.penned import PenDigits
from casedocs.ocr.result import Baseline, Block, BlockKind, Line, Table, TableCell, Word, mean_confidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["NeuralEngine"]

_READS = frozenset({"vie", "eng"})
_UNLIKELY = 0.2  # evidence of a turn from which both ways are tried
_SIDEWAYS = (90, 270)
_DOUBTFUL = 0.6  # below this the page may stand on its head
_CHANCE = 0.3  # mean confidence of a block below which nothing in it is print that can be read
_MOST_PRINT = 20_000.0  # em of print on one page: ten times a page that is set full
_ASCENT, _DESCENT = 0.75, 0.22  # of letters without stacked marks, in em


class NeuralEngine(ClosingEngine):
    """Reads Vietnamese print with the shipped network: one thread, no program besides Python.

    Args:
        languages: Any of ``vie`` and ``eng``: the network knows the Vietnamese alphabet and the rest of the Latin one.
        options: Of the recogniser; None means `RecognizerOptions()`.

    Raises:
        MissingExtraError: If onnxruntime is not installed.
        EngineNotFoundError: If another language is asked for, or the weights are missing.
    """

    dpi: float = 200.0

    def __init__(self, *, languages: tuple[str, ...] = ("vie",), options: RecognizerOptions | None = None) -> None:
        unknown = [name for name in languages if name not in _READS]
        if unknown:
            raise EngineNotFoundError(
                f"the engine neural does not read {', '.join(unknown)}",
                hint=install_hint(unknown),
                source="neural",
            )
        cv2_module()  # now, not at the first page
        self._recognizer = LineRecognizer(options)
        self._pen = PenDigits()
        weights = f"{self._recognizer.fingerprint}+{self._pen.checksum[:6]}"
        self.info: EngineInfo = EngineInfo("neural", __version__, languages, weights)

    def read(self, picture: Picture) -> tuple[Block, ...]:
        """Reads a page.

        Args:
            picture: The page; turned pages are put upright inside.

        Returns:
            Blocks in reading order, boxes and baselines in pixels of `picture`.

        Raises:
            EngineError: If the network fails.
        """
        sight = picture.sight or look_at(picture.pixels, aspect=picture.aspect)
        if sight.fold is not None:
            parts = split_at(sight.grey, sight.fold)
            return tuple(block for part, back in parts for block in self._read(part, back.then(sight.to_picture)))
        blocks = self._read(sight.grey, sight.to_picture, sight.page)
        turn = sight.turn
        doubtful = turn.confidence >= _UNLIKELY or (turn.degrees in _SIDEWAYS and _confidence(blocks) < _DOUBTFUL)
        if turn.degrees and turn.confidence < SURE_TURN and doubtful:
            page, back = turned(sight.grey, turn.degrees)
            blocks = max((blocks, self._read(page, back.then(sight.to_picture))), key=_sure_letters)
        return blocks

    def _read(self, page: "Grey", to_picture: Affine, seen: WorkingPage | None = None) -> tuple[Block, ...]:
        """The blocks of one page; on its head if it is read better so."""
        height, width = page.shape
        layout = find_lines(page) if seen is None else lay_out(seen, width, height)
        blocks = self._blocks(page, layout, to_picture)
        if _confidence(blocks) >= _DOUBTFUL:
            return blocks
        page, back = turned(page, 180)
        return max((blocks, self._blocks(page, find_lines(page), back.then(to_picture))), key=_confidence)

    def _blocks(self, page: "Grey", layout: PageLayout, to_picture: Affine) -> tuple[Block, ...]:
        clean = without_rules(page, layout)
        lines = _worth_reading(layout.lines)
        readings = self._read_lines([crop_line(clean, line) for line in lines])
        readings = [self._pen.look(clean, line, reading) for line, reading in zip(lines, readings, strict=True)]
        read = {id(line): reading for line, reading in zip(lines, readings, strict=True)}
        blocks = [_block(block, [read.get(id(line)) for line in block.lines], to_picture) for block in layout.blocks]
        return tuple(_credible(block) for block in blocks if block is not None)

    def _read_lines(self, crops: "Sequence[Grey]") -> list[LineReading]:
        """One reading for each line image."""
        return self._recognizer.read(crops)


def _worth_reading(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """All lines of any page of print; of a page full of specks the tallest, as many as a bounded time allows."""
    left = _MOST_PRINT
    kept = []
    for line in sorted(lines, key=lambda line: line.em, reverse=True):
        left -= line.box.width / max(line.em, 1.0)
        if left < 0:
            break
        kept.append(line)
    return kept


def _block(block: LayoutBlock, readings: Sequence[LineReading | None], to_picture: Affine) -> Block | None:
    """The block with what was read; None where nothing was."""
    lines = [_line(line, reading, to_picture) for line, reading in zip(block.lines, readings, strict=True)]
    kept = tuple(line for line in lines if line is not None)
    if not kept:
        return None
    if block.table is None:
        return Block(kept)
    read = [index for index, line in enumerate(lines) if line is not None]
    places = {id(block.lines[index]): place for place, index in enumerate(read)}
    return Block(kept, BlockKind.TABLE, _table(block.table, places, to_picture))


def _credible(block: Block) -> Block:
    """The block; where next to nothing in it is sure, as among specks, single letters that look sure are chance."""
    mean = mean_confidence(word for line in block.lines for word in line.words)
    if mean is None or mean >= _CHANCE:
        return block

    def capped(word: Word) -> Word:
        return word if word.confidence is None else replace(word, confidence=min(word.confidence, mean))

    return replace(block, lines=tuple(replace(line, words=tuple(map(capped, line.words))) for line in block.lines))


def _table(table: LayoutTable, places: dict[int, int], to_picture: Affine) -> Table:
    cells = tuple(
        TableCell(
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
            to_picture.box(cell.box),
            tuple(places[id(line)] for line in cell.lines if id(line) in places),
        )
        for cell in table.cells
    )
    return Table(table.rows, table.columns, cells)


def _confidence(blocks: tuple[Block, ...]) -> float:
    """Mean confidence of the letters; 0 where there are none."""
    return mean_confidence(word for block in blocks for line in block.lines for word in line.words) or 0.0


def _sure_letters(blocks: tuple[Block, ...]) -> float:
    """How much was read: letters of words of two letters or more, by their confidence; a page on its side has few."""
    words = (word for block in blocks for line in block.lines for word in line.words)
    return sum(len(word.text) * (word.confidence or 0.0) for word in words if sum(map(str.isalpha, word.text)) > 1)


def _line(line: TextLine, reading: LineReading | None, to_picture: Affine) -> Line | None:
    """The reading of a line with its places on the picture; None where nothing was read."""
    if reading is None or not reading.words:
        return None
    place = _Place(line)
    words = tuple(
        Word(word.text, to_picture.box(place.box(word.left, word.right)), word.confidence, word.handwritten)
        for word in reading.words
    )
    (x0, y0), (x1, y1) = line.baseline
    return Line(words, Baseline(*to_picture.point(x0, y0), *to_picture.point(x1, y1)))


class _Place:
    """From columns of a line's picture to boxes on the page."""

    def __init__(self, line: TextLine) -> None:
        (x0, y0), (x1, y1) = line.baseline
        length = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 1.0)
        self._along = ((x1 - x0) / length, (y1 - y0) / length)
        self._start = (x0 - BESIDE * line.em * self._along[0], y0 - BESIDE * line.em * self._along[1])
        self._up, self._down = _ASCENT * line.em, _DESCENT * line.em

    def box(self, left: float, right: float) -> Box:
        along_x, along_y = self._along
        corners = []
        for column in (left, right):
            x, y = self._start[0] + column * along_x, self._start[1] + column * along_y
            corners += [
                (x + self._up * along_y, y - self._up * along_x),
                (x - self._down * along_y, y + self._down * along_x),
            ]
        return Box.around_points(corners)
