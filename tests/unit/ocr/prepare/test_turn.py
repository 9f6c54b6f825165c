from collections.abc import Callable

import numpy as np
import pytest

from casedocs.ocr.prepare import Turn, find_turn, turned, upright
from tests import ocr_pages as pages


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("maker", [pages.letter_page, pages.table_page, pages.text_page])
def test_page_is_turned_back(maker: Callable[..., pages.DrawnPage], degrees: int) -> None:
    grey = pages.scanned(maker(120, face="sans").grey)
    lying, _ = turned(grey, degrees)
    turn = find_turn(lying)
    assert turn.degrees == (360 - degrees) % 360
    assert turn.confidence > 0.6
    assert (upright(lying)[0] == grey).all()


@pytest.mark.parametrize("degrees", [90, 270])
def test_short_lines_far_apart_are_turned_too(degrees: int) -> None:
    """Verse at the left margin: its stripes are weak, its letters stand in lines."""
    pen = pages.Pen(200, face="sans")
    for number in range(16):
        pen.write(pen.phrase(6), 200, 250 + 75 * number + 100 * (number // 4), 13)
    turn = find_turn(turned(pages.scanned(pen.page.grey), degrees)[0])
    assert turn.degrees == 360 - degrees
    assert turn.confidence > 0.6


def test_slight_skew_does_not_matter() -> None:
    grey = pages.skewed(pages.letter_page(120, face="sans").grey, 3.0)
    assert find_turn(turned(grey, 180)[0]).degrees == 180


@pytest.mark.parametrize("page", [np.full((200, 150), 255, np.uint8), np.zeros((5, 5), np.uint8)])
def test_blank_page_gives_no_evidence(page: np.ndarray) -> None:
    assert find_turn(page) == Turn(0, 0.0)
    assert upright(page)[0] is page


def test_digits_alone_give_little_evidence() -> None:
    pen = pages.Pen(120, face="sans")
    for row in range(20):
        pen.write("108 060 801 680 018", 100, 150 + 40 * row, 13)
    assert find_turn(pages.scanned(pen.page.grey)).confidence < 0.6


@pytest.mark.parametrize("degrees", [0, 180])
def test_sparse_form_is_turned_rightly_or_left_alone(degrees: int) -> None:
    lying, _ = turned(pages.scanned(pages.form_page(120, face="sans").grey), degrees)
    turn = find_turn(lying)
    assert turn.degrees == degrees or turn.confidence < 0.6
