import numpy as np
import pytest

from casedocs.errors import UsageError
from casedocs.ocr.layout import find_lines
from casedocs.ocr.prepare import PrepareOptions, prepare_page, turned
from tests import ocr_pages as pages


def test_page_upside_down_with_seal_and_border_is_read() -> None:
    page = pages.letter_page(150, face="sans")
    pages.add_seal(page, 800, 1300)
    rgb = page.rgb
    rgb[:, :50] = 10
    lying = np.ascontiguousarray(np.rot90(rgb, 2))
    prepared, back = prepare_page(lying)
    layout = find_lines(prepared)
    assert len(layout.lines) == len(page.lines)
    x, y = back.point(layout.lines[0].baseline[0][0], layout.lines[0].baseline[0][1])
    true = page.lines[0]
    assert lying.shape[1] - x == pytest.approx(true.box.left, abs=8)
    assert lying.shape[0] - y == pytest.approx(true.base, abs=4)


def test_all_steps_together_lead_back_to_the_given_page() -> None:
    page = pages.letter_page(110, face="sans")
    lying, _ = turned(pages.skewed(page.grey, 1.5), 90)
    options = PrepareOptions(deskew=True, flatten=True, show_through=True, drawn_lines=True, x_height=16)
    prepared, back = prepare_page(lying, options=options)
    layout = find_lines(prepared)
    assert len(layout.lines) == len(page.lines)
    assert layout.skew == pytest.approx(0, abs=0.1)
    for line in layout.lines[:5]:
        x, y = back.point(*line.box.center)
        window = lying[round(y) - 12 : round(y) + 12, round(x) - 12 : round(x) + 12]
        assert window.min() < 128


def test_no_step_but_grey_is_needed() -> None:
    grey = pages.text_page(110, face="sans").grey
    assert prepare_page(grey, options=PrepareOptions(borders=False, turn=False))[0] is grey


def test_senseless_size_is_refused() -> None:
    with pytest.raises(UsageError, match="x_height"):
        PrepareOptions(x_height=0.5)
