import pickle

import pytest

from casedocs.geometry import Box, Size
from casedocs.ocr.result import (
    Baseline,
    Block,
    BlockKind,
    Line,
    OcrDocument,
    Page,
    PageFailure,
    PageOrigin,
    Table,
    TableCell,
    Word,
)

WORDS = (Word("Viện", Box(10, 10, 30, 20), 0.9), Word("kiểm", Box(34, 9, 60, 21), 0.5))
LINE = Line(WORDS, Baseline(10, 18, 60, 18))
BLOCK = Block((LINE, Line((Word("sát", Box(10, 30, 25, 40)),))))
PAGE = Page(1, Size(100, 200), PageOrigin.OCR, (BLOCK, Block((LINE,))))


def test_texts_and_boxes_add_up() -> None:
    assert LINE.text == "Viện kiểm"
    assert LINE.box == Box(10, 9, 60, 21)
    assert BLOCK.text == "Viện kiểm\nsát"
    assert BLOCK.box == Box(10, 9, 60, 40)
    assert PAGE.text == "Viện kiểm\nsát\n\nViện kiểm"
    assert [word.text for word in PAGE.words] == ["Viện", "kiểm", "sát", "Viện", "kiểm"]
    assert len(list(PAGE.lines)) == 3


def test_confidence_is_weighted_by_length_and_unknown_without_recognised_words() -> None:
    words = (Word("a", Box(0, 0, 1, 1), 1.0), Word("bcd", Box(0, 0, 1, 1), 0.6), Word("xxxxxxxx", Box(0, 0, 1, 1)))
    page = Page(1, Size(1, 1), PageOrigin.OCR, (Block((Line(words),)),))
    assert page.confidence == pytest.approx((1.0 + 3 * 0.6) / 4)
    assert Page(1, Size(1, 1), PageOrigin.BLANK).confidence is None


@pytest.mark.parametrize(
    ("baseline", "angle"),
    [(Baseline(0, 0, 1, 0), 0.0), (Baseline(0, 0, 0, 1), 90.0), (Baseline(1, 0, 0, 0), 180.0)],
)
def test_the_angle_is_clockwise(baseline: Baseline, angle: float) -> None:
    assert baseline.angle == pytest.approx(angle)


def test_a_form_feed_ends_each_page_and_failed_pages_are_found() -> None:
    failed = Page(2, Size(1, 1), PageOrigin.FAILED, failure=PageFailure("corrupt", "damaged"))
    document = OcrDocument("a.pdf", "0" * 64, 2, (PAGE, failed))
    assert document.text.split("\f") == [PAGE.text + "\n", "\n", ""]
    assert document.failed_pages == (failed,)


def test_results_are_frozen_and_pickle() -> None:
    document = OcrDocument("a.pdf", "0" * 64, 1, (PAGE,))
    assert pickle.loads(pickle.dumps(document)) == document
    with pytest.raises(AttributeError):
        PAGE.page_number = 2  # type: ignore[misc]  # frozen on purpose


def test_a_table_reads_row_by_row_with_tabs() -> None:
    names = ("STT", "Trích yếu", "1", "Quyết định", "khởi tố")
    lines = tuple(Line((Word(name, Box(0, 0, 10, 10)),)) for name in names)
    wall = Box(0, 0, 50, 50)
    cells = (
        TableCell(0, 0, 1, 1, wall, (0,)),
        TableCell(0, 1, 1, 1, wall, (1,)),
        TableCell(0, 2, 1, 1, wall),
        TableCell(1, 0, 1, 1, wall, (2,)),
        TableCell(1, 1, 1, 2, wall, (3, 4)),
    )
    block = Block(lines, BlockKind.TABLE, Table(2, 3, cells))
    assert block.text == "STT\tTrích yếu\n1\tQuyết định khởi tố"
    assert block.cell_text(cells[4]) == "Quyết định khởi tố"
