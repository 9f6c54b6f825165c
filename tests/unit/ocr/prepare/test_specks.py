from functools import cache

import numpy as np
import pytest

from casedocs.errors import UsageError
from casedocs.ocr.prepare import remove_specks
from casedocs.ocr.prepare.sight import look_at
from casedocs.ocr.prepare.specks import noise_of, parted, smoothed, stroke_width, without_specks
from tests import ocr_pages as pages
from tests.ocr_pages import Grey


@cache
def letter(dpi: int = 200, face: str = "times") -> Grey:
    page = pages.text_page(dpi, face=face).grey
    page.setflags(write=False)
    return page


def fax(dpi: int = 200, pepper: float = 0.0, seed: int = 0) -> Grey:
    """A page in black and white, with pepper and salt."""
    dice = np.random.default_rng(seed).random(letter(dpi).shape)
    page = np.where(letter(dpi) < 140, 0, 255).astype(np.uint8)
    page[dice < pepper] = 0
    page[dice > 1 - pepper] = 255
    return page


def bars(width: int) -> Grey:
    ink = np.zeros((60, 200), np.uint8)
    for left in range(10, 180, 30):
        ink[5:55, left : left + width] = 255
    return ink


def test_a_clean_page_stays_the_very_same() -> None:
    for page in (fax(), letter(face="sans"), np.full((90, 70), 255, np.uint8)):
        assert remove_specks(page) is page


def test_a_plain_page_has_no_noise_to_speak_of() -> None:
    assert noise_of(np.full((90, 70), 200, np.uint8)) is None


@pytest.mark.parametrize("share", [0.002, 0.01, 0.03])
def test_noise_is_seen_in_its_amount(share: float) -> None:
    noise = noise_of(fax(pepper=share))
    assert noise is not None
    assert noise.specked
    assert noise.two_toned
    assert 0.5 * share < noise.lone < 1.1 * share


def test_a_grey_scan_is_not_of_two_tones() -> None:
    grey = letter(face="sans")
    noise = noise_of(np.asarray(smoothed(grey, 6.0)))
    assert noise is not None
    assert not noise.two_toned


@pytest.mark.parametrize("width", [1, 3, 8])
def test_the_width_of_strokes(width: int) -> None:
    assert stroke_width(bars(width)) == width


def test_a_black_border_does_not_count_as_a_stroke() -> None:
    ink = bars(3)
    ink[:, 190:] = 255
    assert stroke_width(ink) == 3
    assert stroke_width(np.zeros_like(ink)) == 0


def test_small_components_go_corners_join_where_they_may() -> None:
    ink = np.zeros((20, 20), np.uint8)
    ink[2, 2] = ink[3, 3] = 255
    ink[10:13, 10:13] = 255
    assert np.count_nonzero(without_specks(ink, 2)) == 11
    assert np.count_nonzero(without_specks(ink, 2, corners=False)) == 9
    assert np.count_nonzero(ink) == 11


@pytest.mark.parametrize("pepper", [0.01, 0.03, 0.05])
def test_hardly_a_speck_stays_and_the_letters_do(pepper: float) -> None:
    before, noisy = fax(), fax(pepper=pepper)
    given = noisy.copy()
    clean = remove_specks(noisy)
    assert np.array_equal(noisy, given)
    specks = (noisy == 0) & (before == 255)
    far = specks & (np.asarray(smoothed(before, 8.0)) == 255)
    assert np.mean(clean[far] < 128) < 0.02
    assert np.mean(clean[before == 0] < 128) > 0.9


def test_a_grey_page_keeps_its_specks() -> None:
    grey = np.asarray(smoothed(letter(face="sans"), 6.0)).copy()
    grey[np.random.default_rng(1).random(grey.shape) < 0.002] = 20
    noise = noise_of(grey)
    assert noise is not None
    assert noise.specked
    assert remove_specks(grey) is grey


def test_a_fax_full_of_specks_is_seen_as_print() -> None:
    clean, noisy = look_at(fax()), look_at(fax(pepper=0.03))
    assert noisy.page.unit == pytest.approx(clean.page.unit, rel=0.15)
    assert len(noisy.page.components) < 1.3 * len(clean.page.components)
    assert noisy.turn.degrees == clean.turn.degrees == 0


def test_a_dot_as_wide_as_a_stroke_is_print() -> None:
    ink = bars(4)
    ink[57:60, 12:15] = 255
    assert np.array_equal(parted(ink)[0], ink)


def test_a_smaller_dot_is_print_beside_a_letter_only() -> None:
    ink = bars(4)
    ink[57:60, 12:15] = 255
    ink = np.pad(ink, 40)
    ink[5:8, 5:8] = 255
    kept = parted(ink)[0]
    assert not kept[5:8, 5:8].any()
    kept[5:8, 5:8] = 255
    assert np.array_equal(kept, ink)


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(UsageError):
        remove_specks(np.zeros((5, 5, 3), np.uint8))
