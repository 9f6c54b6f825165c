"""The network with a second opinion: a stand-in for Tesseract, and what happens where there is none."""

from collections.abc import Sequence

import numpy as np
import pytest

from casedocs.errors import EngineNotFoundError, MissingExtraError
from casedocs.ocr.engines import Engine, _tesseract_lines, cascade, create_engine, neural
from casedocs.ocr.engines.cascade import CascadeEngine
from casedocs.ocr.picture import Picture
from casedocs.ocr.recognizer import LineReading, WordReading
from casedocs.ocr.recognizer.second import OtherWord
from casedocs.ocr.sources import open_source
from tests.support import truth
from tests.unit.ocr.lines import picture


class Echo:
    """Says what it is told to say, and notes what it is asked."""

    version = "echo 1"

    def __init__(self, *words: str) -> None:
        self.words = words
        self.asked = 0
        self.closed = False

    def read(self, line: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Sequence[OtherWord]:
        assert line.ndim == 2
        self.asked += 1
        return [OtherWord(word, 0.9) for word in self.words]

    def close(self) -> None:
        self.closed = True


def reading(*words: tuple[str, float]) -> LineReading:
    read = tuple(WordReading(text, 0.0, 1.0, sure) for text, sure in words)
    return LineReading(" ".join(text for text, _ in words), read, 0.5)


def test_only_doubted_lines_are_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    echo = Echo("thu", "nhập")
    with CascadeEngine(second=echo) as engine:
        assert isinstance(engine, Engine)
        assert (engine.info.name, engine.missing) == ("cascade", "")
        assert engine.info.model.endswith("+echo 1")
        given = [reading(("thu", 0.99), ("nhâp", 0.3)), reading(("xong", 0.99))]
        monkeypatch.setattr(neural.NeuralEngine, "_read_lines", lambda _self, _crops: given)
        line = np.full((40, 200), 255, np.uint8)
        found = engine._read_lines([line, line])
    assert [read.text for read in found] == ["thu nhập", "xong"]
    assert echo.asked == 1
    assert echo.closed


def test_without_tesseract_the_network_reads_alone_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_languages: object) -> None:
        raise EngineNotFoundError("Tesseract's language file is missing: vie.traineddata")

    monkeypatch.setattr(cascade, "TesseractLines", missing)
    with create_engine("cascade") as engine:
        assert "neural alone" in engine.info.label
        assert "vie.traineddata" in engine.info.label
        blocks = engine.read(_page())
    assert len([word for block in blocks for line in block.lines for word in line.words]) > 50


def test_tesseract_reads_the_words_of_a_line() -> None:
    try:
        reader = _tesseract_lines.TesseractLines(("vie",))
    except (EngineNotFoundError, MissingExtraError) as error:
        pytest.skip(f"tesserocr is not installed: {error}")
    assert "tesseract" in reader.version
    read = reader.read(picture("Viện kiểm sát nhân dân"))
    assert [word.text for word in read] == ["Viện", "kiểm", "sát", "nhân", "dân"]
    assert all(0.5 < word.confidence <= 1 for word in read)
    reader.close()


def _page() -> Picture:
    page = truth.clean_scan()
    with open_source(page.path, max_pixels=10**8, max_file_bytes=10**9) as source:
        return source.page(page.page_index).picture(200)
