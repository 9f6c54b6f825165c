"""The engine of casedocs on pages of the sample dossier, as they lie and turned."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from casedocs.geometry import Affine, Box
from casedocs.ocr.engines import Engine, create_engine
from casedocs.ocr.engines.neural import _credible
from casedocs.ocr.layout import LayoutOptions
from casedocs.ocr.layout.page import working_page
from casedocs.ocr.picture import Picture, PictureOrigin
from casedocs.ocr.prepare import Turn
from casedocs.ocr.prepare.sight import look_at
from casedocs.ocr.result import Block, BlockKind, Line, Word
from casedocs.ocr.sources import open_source
from tests import ocr_pages as pages
from tests.support import truth


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with create_engine("neural") as started:
        yield started


def page_of(name: str, index: int = 0) -> truth.TruePage:
    return next(page for page in truth.pages() if name in page.path.name and page.page_index == index)


def picture_of(page: truth.TruePage) -> Picture:
    with open_source(page.path, max_pixels=10**8, max_file_bytes=10**9) as source:
        return source.page(page.page_index).picture(200)


def words_of(blocks: tuple[Block, ...]) -> Counter[str]:
    return Counter(word.text for block in blocks for line in block.lines for word in line.words)


def found_share(page: truth.TruePage, blocks: tuple[Block, ...]) -> float:
    wanted = Counter(text for text, _ in page.words)
    return (wanted & words_of(blocks)).total() / wanted.total()


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("Quyết định khởi tố", 0),  # a red seal over the signature
        ("ghi lời khai", 0),  # print on dotted lines
        ("ghi lời khai", 1),
        ("khám nghiệm", 0),  # askew
        ("Giấy xác nhận", 0),
    ],
)
def test_reads_nearly_every_word(engine: Engine, name: str, index: int) -> None:
    page = page_of(name, index)
    assert found_share(page, engine.read(picture_of(page))) >= 0.97


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_turned_pages_are_read_and_places_stay_on_the_picture(engine: Engine, turns: int) -> None:
    page = page_of("khám nghiệm")
    upright = picture_of(page)
    turned = np.ascontiguousarray(np.rot90(upright.pixels, turns))
    picture = Picture(turned, upright.dpi, Affine(), PictureOrigin.FILE)
    blocks = engine.read(picture)
    assert found_share(page, blocks) >= 0.97
    words = [word for block in blocks for line in block.lines for word in line.words]
    dark = 0
    for word in words:
        box = word.box
        assert -2 <= box.left < box.right <= picture.width + 2
        assert -2 <= box.top < box.bottom <= picture.height + 2
        inside = turned[max(0, int(box.top)) : int(box.bottom) + 1, max(0, int(box.left)) : int(box.right) + 1]
        dark += int(inside.min() < 128)
    assert dark >= 0.99 * len(words)


def test_a_ruled_table_keeps_its_grid(engine: Engine) -> None:
    page = page_of("Thống kê tài liệu")
    (block,) = [block for block in engine.read(picture_of(page)) if block.kind is BlockKind.TABLE]
    assert block.table is not None
    assert (block.table.rows, block.table.columns) == (11, 5)
    named = [index for cell in block.table.cells for index in cell.lines]
    assert sorted(named) == list(range(len(block.lines)))
    rows = [re.sub(r" ?- ?", "-", row) for row in block.text.split("\n")]
    assert rows[0] == "STT\tTrích yếu tài liệu\tSố bút lục\tĐặc điểm tài liệu\tGhi chú"
    assert rows[7] == "7\tSơ đồ hiện trường và 12 ảnh chụp\t12-18\tBản gốc\tNiêm phong trong phong bì"


def test_an_empty_page_gives_no_block(engine: Engine) -> None:
    white = np.full((800, 600), 255, np.uint8)
    assert engine.read(Picture(white, 200.0, Affine(), PictureOrigin.FILE)) == ()


def test_of_a_page_full_of_specks_only_so_much_is_read(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    from casedocs.ocr.engines import neural

    picture = picture_of(page_of("khám nghiệm"))
    whole = words_of(engine.read(picture)).total()
    monkeypatch.setattr(neural, "_MOST_PRINT", 200.0)
    part = engine.read(picture)
    assert 0 < words_of(part).total() < whole / 2
    monkeypatch.setattr(neural, "_MOST_PRINT", 0.0)
    assert engine.read(picture) == ()


def test_single_sure_letters_among_specks_are_chance() -> None:
    box = Box(0, 0, 9, 9)
    noise = Block((Line((Word("ỌĐ", box, 0.1), Word("s", box, 0.91))), Line((Word("iv,", box, 0.2),))))
    assert [word.confidence for line in _credible(noise).lines for word in line.words] == pytest.approx(
        [0.1, 0.285, 0.2]
    )
    assert all(line.needs_review for line in _credible(noise).lines)
    print_ = Block((Line((Word("Căn", box, 0.9), Word("cứ", box, 0.2))),))
    assert _credible(print_) is print_


def test_a_doubtful_page_that_may_lie_on_its_side_is_tried_both_ways(engine: Engine) -> None:
    drawn = pages.text_page(150, face="sans", seed=2)
    upright = scan(drawn)
    lying = replace(upright, pixels=np.ascontiguousarray(np.rot90(upright.pixels)))
    barely = replace(look_at(upright.pixels), turn=Turn(90, 0.03))
    seen = replace(barely, grey=lying.pixels, page=working_page(lying.pixels, LayoutOptions()))
    assert found_words(drawn, engine.read(replace(lying, sight=seen))) >= 0.97


def scan(*drawn: pages.DrawnPage) -> Picture:
    grey = pages.scanned(np.hstack([page.grey for page in drawn]))
    return Picture(grey, 150.0, Affine(), PictureOrigin.FILE)


def test_two_pages_on_one_scan_are_read_one_after_the_other(engine: Engine) -> None:
    left, right = pages.text_page(150, face="sans"), pages.letter_page(150, face="sans")
    picture = scan(left, right)
    blocks = engine.read(picture)
    assert words_of(blocks).total() > 300
    middle = picture.width / 2
    sides = [word.box.left > middle for block in blocks for line in block.lines for word in line.words]
    assert sides == sorted(sides)
    wanted = Counter(word for page in (left, right) for line in page.lines for word in line.text.split())
    assert (wanted & words_of(blocks)).total() >= 0.97 * wanted.total()


def test_where_the_turn_is_in_doubt_the_way_that_is_read_better_is_kept(engine: Engine) -> None:
    drawn = pages.text_page(150, face="sans")
    upright = scan(drawn)
    unsure = replace(look_at(upright.pixels), turn=Turn(90, 0.3))
    assert found_words(drawn, engine.read(replace(upright, sight=unsure))) >= 0.97
    lying = replace(upright, pixels=np.ascontiguousarray(np.rot90(upright.pixels)))
    seen = replace(unsure, grey=lying.pixels, page=working_page(lying.pixels, LayoutOptions()))
    assert found_words(drawn, engine.read(replace(lying, sight=seen))) >= 0.97


def found_words(drawn: pages.DrawnPage, blocks: tuple[Block, ...]) -> float:
    wanted = Counter(word for line in drawn.lines for word in line.text.split())
    return (wanted & words_of(blocks)).total() / wanted.total()
