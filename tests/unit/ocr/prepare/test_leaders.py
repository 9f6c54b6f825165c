"""Leaders go dot by dot; what is print stays."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from casedocs.errors import UsageError
from casedocs.geometry import Affine
from casedocs.ocr.prepare.leaders import remove_leaders

DPI = 200.0
PER_MM = DPI / 25.4


def paper(height: int = 300, width: int = 900) -> NDArray[np.uint8]:
    return np.full((height, width), 240, np.uint8)


def dot(page: NDArray[np.uint8], x: float, y: float, size: int = 3) -> None:
    top, left = round(y), round(x)
    page[top : top + size, left : left + size] = 30


def leader(page: NDArray[np.uint8], y: float, count: int, step_mm: float = 1.2, slope: float = 0.0) -> None:
    for k in range(count):
        x = 40 + k * step_mm * PER_MM
        dot(page, x, y + slope * x)


@pytest.mark.parametrize("slope", [0.0, 0.02, -0.02])
@pytest.mark.parametrize("step", [0.6, 1.2, 2.5])
def test_a_row_of_dots_goes(slope: float, step: float) -> None:
    page = paper()
    leader(page, 150, 30, step, slope)
    clean, back = remove_leaders(page, DPI)
    assert back == Affine()
    assert clean.min() > 200
    assert page.min() == 30, "the given page is not changed"


def test_scanned_at_another_resolution() -> None:
    small = paper()
    leader(small, 150, 30)
    page = np.repeat(np.repeat(small, 2, axis=0), 2, axis=1)
    assert remove_leaders(page, 2 * DPI)[0].min() > 200


def test_letters_and_few_dots_stay() -> None:
    page = paper()
    page[100:125, 60:75] = 30  # a letter
    for x in (100, 130, 170, 260, 410):
        dot(page, x, 122)  # full stops
    clean, _ = remove_leaders(page, DPI)
    assert clean is page


def test_a_colon_on_the_row_stays_and_a_lone_dot_goes() -> None:
    page = paper()
    leader(page, 150, 20)
    colon_x = 40 + 20 * 1.2 * PER_MM + 60
    dot(page, colon_x, 150)
    dot(page, colon_x, 150 - 1.6 * PER_MM)
    lone_x = 40 + 29 * 1.2 * PER_MM  # where the leader, covered by print, has its thirtieth dot
    dot(page, lone_x, 150)
    clean, _ = remove_leaders(page, DPI)
    assert clean[150:153, round(colon_x) : round(colon_x) + 3].max() == 30
    assert clean[150:153, round(lone_x) : round(lone_x) + 3].min() > 200


def test_a_full_stop_out_of_step_or_after_a_number_and_a_colon_at_the_start_stay() -> None:
    page = paper()
    step = 1.2 * PER_MM
    for x in (40, 300, 320, 340):  # the number, and letters of the label
        page[132:153, x : x + 10] = 30
    dot(page, 54, 150)
    dot(page, 352 + 0.5 * step, 150)
    start = 352 + 3 * step
    for k in range(20):
        dot(page, start + k * step, 150)
    dot(page, start, 150 - 1.8 * PER_MM)  # with the first dot of the leader: a colon
    clean, _ = remove_leaders(page, DPI)
    assert clean[150:153, 54:57].max() == 30
    assert clean[150:153, round(352 + 0.5 * step) : round(352 + 0.5 * step) + 3].max() == 30
    assert clean[150:153, round(start) : round(start) + 3].max() == 30
    assert clean[150:153, round(start + step) : round(start + 20 * step)].min() > 200


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 2**32 - 1), st.sampled_from([72.0, 150.0, 300.0]))
def test_any_picture_is_taken(height: int, width: int, seed: int, dpi: float) -> None:
    page = np.random.default_rng(seed).integers(0, 256, (height, width)).astype(np.uint8)
    clean, _ = remove_leaders(page, dpi)
    assert clean.shape == page.shape


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(UsageError):
        remove_leaders(np.zeros((3, 3, 3), np.uint8), 200.0)
