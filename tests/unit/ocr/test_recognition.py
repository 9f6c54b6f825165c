from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import Dictionary, Pdf

from casedocs.errors import (
    CorruptFileError,
    EngineError,
    EngineTimeoutError,
    LimitExceededError,
    SourceNotFoundError,
    UsageError,
)
from casedocs.geometry import Box, Size
from casedocs.ocr.options import OcrOptions, PageSelection, TextLayerUse
from casedocs.ocr.picture import Picture, PictureOrigin
from casedocs.ocr.recognition import failed_page, iter_pages, recognize
from casedocs.ocr.result import Baseline, Block, Line, PageOrigin, Word
from tests.support.documents import ScriptedEngine, one_word
from tests.support.pdfs import grey_scan, helvetica, new_page, text_content, write_page, write_scan
from tests.unit.ocr.test_searchable import signed_pdf


@pytest.fixture
def three_pages(tmp_path: Path) -> Path:
    """A scan-like page, a born-digital page and an empty page."""
    path = tmp_path / "ba trang.pdf"
    with Pdf.new() as pdf:
        new_page(pdf, b"100 100 300 300 re f")
        new_page(pdf, text_content(["Two words"]), resources=Dictionary(Font=helvetica()))
        new_page(pdf, b"")
        pdf.save(path)
    return path


def test_each_page_is_read_the_cheapest_way(three_pages: Path) -> None:
    engine = ScriptedEngine(one_word)
    document = recognize(three_pages, engine=engine)
    assert [page.origin for page in document.pages] == [PageOrigin.OCR, PageOrigin.TEXT_LAYER, PageOrigin.BLANK]
    assert len(engine.pictures) == 1
    assert not engine.closed, "an engine object of the caller stays open"
    assert document.page_count == 3
    assert document.source_name == "ba trang.pdf"
    assert all(page.reason for page in document.pages)
    first, second, third = document.pages
    assert (first.engine, first.dpi) == ("scripted 1", 100.0)
    assert (second.engine, second.dpi, second.text) == ("", None, "Two words")
    assert third.blocks == ()


def test_words_and_baselines_are_led_from_the_picture_to_the_page(tmp_path: Path) -> None:
    path = write_scan(tmp_path / "a.pdf", grey_scan(620, 877), "flate", placement="580 0 0 820 10 12")

    def reading(picture: Picture) -> tuple[Block, ...]:
        assert picture.origin is PictureOrigin.EMBEDDED
        word = Word("x", Box(0, 0, picture.width, picture.height / 2), 0.5)
        return (Block((Line((word,), Baseline(0, 0, picture.width, picture.height)),)),)

    line = next(recognize(path, engine=ScriptedEngine(reading)).pages[0].lines)
    assert line.box.rounded(1) == Box(10, 10, 590, 420)
    assert line.baseline is not None
    found = (line.baseline.x0, line.baseline.y0, line.baseline.x1, line.baseline.y1)
    assert found == pytest.approx((10, 10, 590, 830), abs=0.1)


def test_the_text_layer_may_be_ignored(three_pages: Path) -> None:
    options = OcrOptions(text_layer=TextLayerUse.NEVER, pages=PageSelection.parse("2-"))
    document = recognize(three_pages, engine=ScriptedEngine(one_word), options=options)
    assert [(page.page_number, page.origin) for page in document.pages] == [
        (2, PageOrigin.OCR),
        (3, PageOrigin.BLANK),
    ]
    assert document.options == options.fingerprint()


def test_pages_that_are_not_there_cannot_be_selected(three_pages: Path) -> None:
    with pytest.raises(UsageError, match="3 pages"):
        recognize(three_pages, engine="null", options=OcrOptions(pages=PageSelection.parse("7-9")))


def test_pages_come_one_by_one(three_pages: Path) -> None:
    engine = ScriptedEngine(one_word)
    pages = iter_pages(three_pages, engine=engine, options=OcrOptions(text_layer=TextLayerUse.NEVER))
    assert engine.pictures == []
    assert next(pages).page_number == 1
    assert len(engine.pictures) == 1
    assert [page.page_number for page in pages] == [2, 3]


def test_an_engine_is_started_only_when_a_page_needs_it(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.pdf", b"")
    assert recognize(path, engine="no such engine").pages[0].origin is PageOrigin.BLANK
    busy = write_page(tmp_path / "b.pdf", b"0 0 300 300 re f")
    with pytest.raises(UsageError, match="no engine"):
        recognize(busy, engine="no such engine")


def test_images_are_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    grey_scan().save(path, dpi=(75, 75))
    page = recognize(path, engine=ScriptedEngine(one_word)).pages[0]
    assert page.origin is PageOrigin.OCR
    assert next(page.words).box.rounded(0) == Box(0, 0, 595, 842)


def test_signatures_are_a_warning(tmp_path: Path) -> None:
    document = recognize(signed_pdf(tmp_path / "a.pdf"), engine=ScriptedEngine(one_word))
    assert "1 digital signature" in document.warnings[0]


def raising(error: BaseException) -> Callable[[Picture], tuple[Block, ...]]:
    def reading(picture: Picture) -> tuple[Block, ...]:
        del picture
        raise error

    return reading


def test_engine_errors_say_which_page_of_which_file(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.pdf", b"0 0 300 300 re f")
    with pytest.raises(EngineTimeoutError) as caught:
        recognize(path, engine=ScriptedEngine(raising(EngineTimeoutError("too slow"))))
    assert (caught.value.page_number, caught.value.source) == (1, str(path))


@pytest.mark.parametrize(
    "error", [KeyError("x"), RuntimeError("boom"), OSError(5, "io"), UnicodeError("u"), ZeroDivisionError("z")]
)
def test_foreign_exceptions_of_an_engine_become_engine_errors(tmp_path: Path, error: Exception) -> None:
    path = write_page(tmp_path / "a.pdf", b"0 0 300 300 re f")
    with pytest.raises(EngineError) as caught:
        recognize(path, engine=ScriptedEngine(raising(error)))
    assert caught.value.__cause__ is error
    assert caught.value.page_number == 1
    assert "scripted" in str(caught.value)


def test_an_engine_without_memory_is_over_a_limit(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.pdf", b"0 0 300 300 re f")
    with pytest.raises(LimitExceededError, match="memory"):
        recognize(path, engine=ScriptedEngine(raising(MemoryError())))


def test_ctrl_c_in_an_engine_passes(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.pdf", b"0 0 300 300 re f")
    with pytest.raises(KeyboardInterrupt):
        recognize(path, engine=ScriptedEngine(raising(KeyboardInterrupt())))


@pytest.mark.parametrize("rubbish", [None, 7, ("text",), (Line(()),), "chữ", (Block((Line(()),)),)])
def test_rubbish_of_an_engine_is_an_engine_error(tmp_path: Path, rubbish: object) -> None:
    path = write_page(tmp_path / "a.pdf", b"0 0 300 300 re f")

    def reading(picture: Picture) -> tuple[Block, ...]:
        del picture
        return rubbish  # type: ignore[return-value]  # wrong on purpose

    with pytest.raises(EngineError):
        recognize(path, engine=ScriptedEngine(reading))


def test_bad_sources_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError):
        recognize(tmp_path / "none.pdf", engine="null")
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 rubbish %%EOF")
    with pytest.raises(CorruptFileError):
        list(iter_pages(bad, engine="null"))


def test_a_failed_page_keeps_its_error() -> None:
    page = failed_page(3, Size(1, 2), EngineError("broken", hint="scan again"))
    assert page.origin is PageOrigin.FAILED
    assert page.failure is not None
    assert (page.failure.code, page.failure.message, page.failure.hint) == ("engine", "broken", "scan again")
