"""Laws of the steps: pixels of the new page come from where the map says; parting and turning lose nothing."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from casedocs.ocr._ink import leveled
from casedocs.ocr.layout import find_lines
from casedocs.ocr.prepare import likeness, prepare_page, turned
from tests import ocr_pages as pages

PAGE = pages.letter_page(100, face="sans").grey


@given(st.integers(1, 30), st.integers(1, 30), st.sampled_from([0, 90, 180, 270, 360, -90]), st.integers(0, 2**32 - 1))
def test_turned_pixels_come_from_where_the_map_says(height: int, width: int, degrees: int, seed: int) -> None:
    page = np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8)
    new, back = turned(page, degrees)
    for y in range(new.shape[0]):
        for x in range(new.shape[1]):
            old_x, old_y = back.point(x + 0.5, y + 0.5)
            assert new[y, x] == page[int(old_y), int(old_x)]


@given(st.sampled_from([0, 90, 180, 270]), st.sampled_from([0, 90, 180, 270]))
def test_turns_add_up(first: int, second: int) -> None:
    page = np.arange(12, dtype=np.uint8).reshape(3, 4)
    once, back = turned(page, first)
    twice, back_again = turned(once, second)
    straight, whole = turned(page, first + second)
    assert (twice == straight).all()
    assert back_again.then(back).point(1, 2) == whole.point(1, 2)


@settings(max_examples=8, deadline=None)
@given(st.floats(-4, 4))
def test_a_line_found_on_a_skewed_page_lies_where_the_map_says(degrees: float) -> None:
    skew = pages.skewed(PAGE, degrees)
    straight, back = leveled(skew, degrees, 255)
    found, level = find_lines(skew), find_lines(straight)
    assert len(found.lines) == len(level.lines)
    for one, other in zip(found.lines, level.lines, strict=True):
        x, y = back.point(*other.baseline[0])
        assert abs(one.baseline[0][0] - x) < 12
        assert abs(one.baseline[0][1] - y) < 5


@settings(max_examples=10, deadline=None)
@given(st.floats(0.4, 1.0), st.integers(0, 1000))
def test_brightness_of_the_scan_does_not_change_the_lines(factor: float, seed: int) -> None:
    dimmed = pages.scanned((PAGE * factor).astype(np.uint8), seed, noise=2.0)
    assert len(find_lines(dimmed).lines) == len(find_lines(PAGE).lines)


@settings(max_examples=5, deadline=None)
@given(st.sampled_from([0, 90, 180, 270]))
def test_preparing_twice_is_preparing_once(degrees: int) -> None:
    once, _ = prepare_page(turned(PAGE, degrees)[0])
    assert (prepare_page(once)[0] == once).all()


@given(st.binary(min_size=1, max_size=48), st.binary(min_size=1, max_size=48))
def test_likeness_is_symmetric_and_between_0_and_1(one: bytes, other: bytes) -> None:
    size = min(len(one), len(other))
    value = likeness(one[:size], other[:size])
    assert 0 <= value <= 1
    assert value == likeness(other[:size], one[:size])
