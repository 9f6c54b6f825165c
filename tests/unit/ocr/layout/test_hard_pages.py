"""The line finder on pages that once cost it letters: tight tables and raised footnote marks."""

import numpy as np
import pytest

from casedocs.ocr.layout import PageLayout, Rule, find_lines, without_rules
from tests.ocr_hard_pages import marked_form_page, tight_table_page
from tests.ocr_pages import DrawnPage, TrueLine, scanned


def lost(page: DrawnPage, layout: PageLayout, ends: float) -> list[str]:
    """The true lines that no found line covers from end to end on their baseline."""

    def covered(true: TrueLine) -> bool:
        for line in layout.lines:
            base = (line.baseline[0][1] + line.baseline[1][1]) / 2
            whole = line.box.left < true.box.left + ends * true.em and line.box.right > true.box.right - ends * true.em
            if whole and line.box.left > true.box.left - true.em and abs(base - true.base) < 0.15 * true.em:
                return True
        return False

    return [true.text for true in page.lines if not covered(true)]


@pytest.mark.parametrize(("dpi", "seed"), [(200, 1), (300, 0)])
def test_no_line_of_a_tight_table_is_lost_or_cut(dpi: int, seed: int) -> None:
    page = tight_table_page(dpi, seed=seed)
    assert lost(page, find_lines(scanned(page.grey)), 0.2) == []


@pytest.mark.parametrize(("dpi", "seed"), [(200, 3), (300, 1)])
def test_footnote_marks_do_not_raise_the_baseline(dpi: int, seed: int) -> None:
    page = marked_form_page(dpi, seed=seed)
    assert lost(page, find_lines(scanned(page.grey)), 0.2) == []


def test_print_beside_a_wall_stays_and_the_wall_goes() -> None:
    page = np.full((300, 200), 250, np.uint8)
    page[:, 60:63] = 20
    page[100:120, 64:66] = 20  # a stroke of a letter, one pixel from the wall
    page[150:153, 50:80] = 20  # one that crosses it
    layout = PageLayout(200, 300, (), rules=(Rule((61.5, 0), (61.5, 300), 3),))
    clean = without_rules(page, layout)
    assert (clean[100:120, 64:66] == 20).all()
    assert (clean[100:120, 60:63] == 250).all()
    assert (clean[150:153, 50:80] == 20).all()
