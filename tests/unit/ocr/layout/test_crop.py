import numpy as np
import pytest

from casedocs.errors import UsageError
from casedocs.geometry import Box
from casedocs.ocr.layout import PageLayout, Rule, TextLine, crop_line, find_lines, without_rules
from tests import ocr_pages as pages


def line(x0: float, y0: float, x1: float, y1: float, em: float = 20) -> TextLine:
    return TextLine(Box(x0, min(y0, y1) - em, x1, max(y0, y1)), ((x0, y0), (x1, y1)), em, 0.46 * em)


def test_level_line_is_copied_with_its_margins() -> None:
    page = np.full((100, 200), 255, np.uint8)
    page[41:60, 50:150] = 0
    crop = crop_line(page, line(50, 60, 150, 60))
    assert crop.shape == (19 + 6, 100 + 5)
    assert crop[:19, 2:102].max() == 0
    assert crop[19:].min() == 255


def test_stacked_marks_of_capitals_and_tails_fit() -> None:
    pen = pages.Pen(300, face="times")
    true = pen.write("Ấy Ổn, Ễnh; Ặng gỵ Ự Ỹ Phố Hà Nội quyền", 200, 400, 14)
    pen.paragraph(pen.sentences(6), 200, 2200, 520, 14)
    grey = pages.scanned(pen.page.grey)
    found = find_lines(grey).lines[0]
    base = found.baseline[0][1]
    assert base - 0.95 * found.em <= true.box.top + 1
    assert base + 0.31 * found.em >= true.box.bottom - 1


def test_sloping_line_comes_out_level() -> None:
    page = pages.letter_page(150, face="sans")
    grey = pages.skewed(page.grey, 2.5)
    wide = max(find_lines(grey).lines, key=lambda one: one.box.width)
    crop = crop_line(grey, wide)
    above = round(0.95 * wide.em)
    quarter = crop.shape[1] // 4
    bottoms = [
        int(np.argmax((crop[:, a : a + quarter] < 128).sum(axis=1)[above - 8 : above + 6])) for a in (0, 3 * quarter)
    ]
    assert abs(bottoms[0] - bottoms[1]) <= 2


def test_outside_the_page_is_white() -> None:
    crop = crop_line(np.zeros((30, 30), np.uint8), line(-10, 10, 50, 10))
    assert crop[0].min() == 255
    assert crop[:, 0].min() == 255


@pytest.mark.parametrize("bad", [line(5, 5, 5, 5), line(0, 5, 9, 5, em=0), line(0, 5, float("nan"), 5)])
def test_line_without_extent_is_refused(bad: TextLine) -> None:
    with pytest.raises(UsageError, match="cannot be cut out"):
        crop_line(np.zeros((10, 10), np.uint8), bad)


def test_rules_go_and_letters_across_them_stay() -> None:
    page = np.full((60, 300), 250, np.uint8)
    page[30:33, 10:290] = 20
    page[10:50, 100:106] = 20
    layout = PageLayout(300, 60, (), rules=(Rule((10, 31.5), (290, 31.5), 3),))
    clean = without_rules(page, layout)
    assert clean[31, 50] == 250
    assert (clean[10:50, 100:106] == 20).all()
    assert page[31, 50] == 20


def test_upright_and_sloping_rules_go_too() -> None:
    page = np.full((400, 400), 255, np.uint8)
    page[20:380, 60:63] = 0
    for x in range(100, 380):
        page[200 + x // 40 : 203 + x // 40, x] = 0
    layout = PageLayout(
        400,
        400,
        (),
        rules=(Rule((61.5, 20), (61.5, 380), 3), Rule((100, 203.5), (380, 210.5), 3)),
        leaders=(Box(0, 0, 9, 4),),
    )
    assert (without_rules(page, layout) < 128).sum() < 20
