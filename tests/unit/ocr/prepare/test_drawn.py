import numpy as np

from casedocs.ocr.layout import find_lines
from casedocs.ocr.prepare import find_drawn_lines, remove_drawn_lines
from tests import ocr_pages as pages


def test_leaders_of_a_form_go_and_its_words_stay() -> None:
    page = pages.form_page(150, face="sans")
    grey = page.grey
    lines = find_drawn_lines(grey)
    assert len(lines.leaders) == 7
    clean, _ = remove_drawn_lines(grey)
    for box in lines.leaders:
        assert clean[round(box.top) : round(box.bottom), round(box.left) : round(box.right)].min() > 200
    assert find_drawn_lines(clean).leaders == ()
    assert len(find_lines(clean).lines) == len(page.lines)


def test_rules_of_a_table_go_and_its_words_stay() -> None:
    page = pages.table_page(150, face="sans")
    grey = page.grey
    lines = find_drawn_lines(grey)
    assert len(lines.across) >= 10
    assert len(lines.down) >= 6
    clean, _ = remove_drawn_lines(grey)
    box = page.tables[0].box
    assert (clean[round(box.top) + 5 : round(box.bottom) - 5, round(box.left)] > 200).mean() > 0.9
    text = np.zeros(grey.shape, bool)
    for line in page.lines:
        text[round(line.box.top) : round(line.box.bottom), round(line.box.left) : round(line.box.right)] = True
    assert (clean[text] == grey[text]).mean() > 0.999


def test_page_without_drawn_lines_is_returned_as_it_is() -> None:
    grey = pages.text_page(110, face="sans").grey
    assert remove_drawn_lines(grey)[0] is grey
