"""The line finder on drawn pages: every line once, in order, in the right block; tables cell by cell."""

from functools import cache

import numpy as np
import pytest

from casedocs.errors import LimitExceededError, UsageError
from casedocs.geometry import Box
from casedocs.ocr.layout import BlockKind, LayoutOptions, PageLayout, TextLine, find_lines
from tests import ocr_pages as pages
from tests.ocr_pages import DrawnPage, TrueLine

MAKERS = {
    "letter": pages.letter_page,
    "text": pages.text_page,
    "form": pages.form_page,
    "table": pages.table_page,
    "two columns": pages.two_column_page,
}


@cache
def drawn(name: str, dpi: int, face: str = "sans") -> tuple[DrawnPage, PageLayout]:
    page = MAKERS[name](dpi, face=face, seed=1)
    return page, find_lines(pages.scanned(page.grey))


def covers(line: TextLine, true: TrueLine) -> bool:
    base = (line.baseline[0][1] + line.baseline[1][1]) / 2
    ends = max(abs(line.box.left - true.box.left), abs(line.box.right - true.box.right))
    return abs(base - true.base) < 0.2 * true.em and ends < 0.8 * true.em


def order_of(layout: PageLayout, page: DrawnPage) -> list[int]:
    """For each true line the place of the found line that covers it, −1 where none does."""
    return [next((k for k, line in enumerate(layout.lines) if covers(line, true)), -1) for true in page.lines]


@pytest.mark.parametrize("dpi", [110, 150, 300])
@pytest.mark.parametrize("name", ["letter", "text", "two columns"])
def test_every_line_is_found_once_and_in_reading_order(name: str, dpi: int) -> None:
    page, layout = drawn(name, dpi)
    found = order_of(layout, page)
    assert -1 not in found
    assert found == sorted(found)
    assert len(layout.lines) == len(page.lines)
    assert layout.confidence > 0.95


def test_font_size_and_skew_are_measured() -> None:
    page, layout = drawn("text", 150)
    assert layout.em == pytest.approx(page.lines[3].em, rel=0.2)
    assert layout.skew == pytest.approx(0.0, abs=0.1)


def test_header_columns_are_read_one_after_the_other() -> None:
    page, layout = drawn("letter", 150)
    kinds = [block.kind for block in layout.blocks]
    assert kinds[:2] == [BlockKind.HEADER_LEFT, BlockKind.HEADER_RIGHT]
    by_part = {part: [line for line in page.lines if line.part == part] for part in ("header-left", "header-right")}
    for block in layout.blocks[:2]:
        assert len(block.lines) == len(by_part[block.kind.value]) == 3
        assert all(map(covers, block.lines, by_part[block.kind.value]))


def test_recipients_and_signature_are_told_apart() -> None:
    page, layout = drawn("letter", 150)
    blocks = {
        kind: [line for block in layout.blocks if block.kind is kind for line in block.lines] for kind in BlockKind
    }
    for kind in (BlockKind.RECIPIENTS, BlockKind.SIGNATURE):
        true = [line for line in page.lines if line.part == kind.value]
        assert len(blocks[kind]) == len(true)
        assert all(map(covers, blocks[kind], true))


def test_page_number_is_not_text() -> None:
    page, layout = drawn("text", 150)
    assert layout.blocks[0].kind is BlockKind.PAGE_NUMBER
    assert covers(layout.blocks[0].lines[0], page.lines[0])


def test_leaders_of_a_form_are_told_and_belong_to_no_line() -> None:
    page, layout = drawn("form", 150)
    assert -1 not in order_of(layout, page)
    assert len(layout.leaders) == 7
    assert all(box.right > 0.9 * page.image.width for box in layout.leaders)


@pytest.mark.parametrize("dpi", [150, 300])
def test_ruled_table_has_its_rows_columns_and_spans(dpi: int) -> None:
    page, layout = drawn("table", dpi)
    (table,), (true,) = layout.tables, page.tables
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    assert {(c.row, c.column, c.row_span, c.column_span) for c in table.cells} == set(true.cells)
    assert table.columns == 5
    for line in page.lines:
        if line.cell is not None:
            assert sum(covers(found, line) for found in cells[line.cell].lines) == 1, line.text
    block = next(block for block in layout.blocks if block.table is table)
    assert block.lines == tuple(line for cell in table.cells for line in cell.lines)
    assert order_of(layout, page) == sorted(order_of(layout, page))


def test_tables_can_be_switched_off() -> None:
    page, _ = drawn("table", 150)
    assert find_lines(page.grey, options=LayoutOptions(tables=False)).tables == ()


@pytest.mark.parametrize("degrees", [-3.0, 0.4, 2.0])
def test_skewed_table_page_reads_like_a_straight_one(degrees: float) -> None:
    page, straight = drawn("table", 150)
    layout = find_lines(pages.scanned(pages.skewed(page.grey, degrees)))
    assert layout.skew == pytest.approx(degrees, abs=0.06)
    assert len(layout.lines) == len(straight.lines)
    assert len(layout.tables[0].cells) == len(straight.tables[0].cells)
    ends = [line.baseline for line in layout.lines]
    slopes = [(y1 - y0) / (x1 - x0) for (x0, y0), (x1, y1) in ends]
    assert np.degrees(np.arctan(np.median(slopes))) == pytest.approx(degrees, abs=0.06)


def test_black_seal_over_a_signature_leaves_the_text_in_order() -> None:
    page = pages.letter_page(150, face="sans", seed=1)
    line = next(line for line in page.lines if line.text == "Trần Văn Mẫu")
    seal = pages.add_seal(page, line.box.left - 20, line.base - 60, color="#222222")
    layout = find_lines(pages.scanned(page.grey))
    text = [line for line in page.lines if Box.intersection(line.box, seal) is None]
    found = [k for line in text for k, other in enumerate(layout.lines) if covers(other, line)]
    assert len(found) == len(text)
    assert found == sorted(found)
    inside = [line for block in layout.blocks if block.kind is BlockKind.STAMP for line in block.lines]
    assert inside
    assert all(seal.expanded(3).intersection(line.box) is not None for line in inside)


def test_folio_stamp_in_the_corner_is_a_block_of_its_own() -> None:
    pen = pages.Pen(150, face="sans")
    width = pen.page.image.width
    pen.write("BL 127", 0.85 * width, 45, 14, part="folio", bold=True)
    base = 200.0
    for _ in range(6):
        base = pen.paragraph(pen.sentences(2), 0.14 * width, 0.93 * width, base, 13)
    layout = find_lines(pages.scanned(pen.page.grey))
    assert [block.kind for block in layout.blocks] == [BlockKind.FOLIO, BlockKind.TEXT]
    assert covers(layout.blocks[0].lines[0], pen.page.lines[0])


def test_framed_stamp_is_no_table() -> None:
    pen = pages.Pen(150, face="sans")
    width = pen.page.image.width
    for y in (60, 110, 160):
        pen.rule(80, y, 380, y)
    for x in (80, 380):
        pen.rule(x, 60, x, 160)
    pen.write("CÔNG VĂN ĐẾN", 110, 95, 12)
    pen.write("Số: 27", 110, 145, 12)
    base = 300.0
    for _ in range(5):
        base = pen.paragraph(pen.sentences(2), 0.14 * width, 0.93 * width, base, 13)
    layout = find_lines(pages.scanned(pen.page.grey))
    assert layout.tables == ()
    stamp = [block for block in layout.blocks if block.kind is BlockKind.STAMP]
    assert [len(block.lines) for block in stamp] == [2]


@pytest.mark.parametrize("shape", [(1, 1), (7, 3), (300, 1), (1, 300), (60, 2000), (900, 700)])
@pytest.mark.parametrize("level", [0, 255])
def test_a_page_of_one_colour_has_no_lines(shape: tuple[int, int], level: int) -> None:
    layout = find_lines(np.full(shape, level, np.uint8))
    assert layout.blocks == ()
    assert (layout.height, layout.width) == shape
    assert layout.em == 0


@pytest.mark.parametrize(
    "bad",
    [np.zeros((4, 4, 3), np.uint8), np.zeros((4, 4), np.float32), np.zeros((0, 4), np.uint8), np.zeros(9, np.uint8)],
)
def test_anything_but_a_grey_page_is_refused(bad: np.ndarray) -> None:
    with pytest.raises(UsageError):
        find_lines(bad)


def test_a_page_beyond_the_limit_is_refused() -> None:
    huge = np.broadcast_to(np.uint8(255), (30_000, 30_000))
    with pytest.raises(LimitExceededError, match="30000"):
        find_lines(huge)
