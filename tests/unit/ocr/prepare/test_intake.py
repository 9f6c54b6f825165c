import numpy as np
import pytest

from casedocs.errors import UsageError
from casedocs.ocr.prepare import (
    AlarmCode,
    IntakeOptions,
    check_page,
    fingerprint,
    likeness,
    near_duplicates,
    turned,
)
from tests import ocr_pages as pages


def codes(grey: np.ndarray, dpi: float | None = 300) -> list[AlarmCode]:
    return [alarm.code for alarm in check_page(grey, dpi=dpi)]


def letter(seed: int = 0) -> np.ndarray:
    return pages.letter_page(150, face="sans", seed=seed).grey


@pytest.mark.parametrize("maker", [pages.letter_page, pages.text_page, pages.form_page, pages.table_page])
def test_good_page_raises_no_alarm(maker: object) -> None:
    grey = maker(150, face="sans").grey  # type: ignore[operator]  # one of the makers above
    assert codes(pages.scanned(grey)) == []


def test_blank_page_even_with_specks_and_a_black_border() -> None:
    grey = np.full((1754, 1240), 250, np.uint8)
    generator = np.random.default_rng(0)
    for y, x in generator.integers(100, 1200, (40, 2)):
        grey[y : y + 3, x : x + 3] = 90
    grey[:, :60] = 10
    assert codes(pages.scanned(grey)) == [AlarmCode.BLANK]


def test_page_cut_off_at_the_right() -> None:
    (alarm,) = check_page(letter()[:, :1080].copy(), dpi=300)
    assert alarm.code is AlarmCode.CUT_OFF
    assert "phải" in alarm.vi
    assert "right" in alarm.en


def test_dark_page() -> None:
    assert codes((letter() * 0.35).astype(np.uint8)) == [AlarmCode.TOO_DARK]


def test_faint_page() -> None:
    assert codes(255 - (255 - letter()) // 6) == [AlarmCode.TOO_FAINT]


@pytest.mark.parametrize("degrees", [-4.0, 2.5])
def test_skewed_page_states_its_skew(degrees: float) -> None:
    (alarm,) = check_page(pages.skewed(letter(), degrees), dpi=300)
    assert alarm.code is AlarmCode.SKEWED
    assert alarm.value == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_page_states_how_to_turn_it(degrees: int) -> None:
    (alarm,) = check_page(turned(letter(), degrees)[0], dpi=300)
    assert (alarm.code, alarm.value) == (AlarmCode.TURNED, 360 - degrees)


def test_resolution_missing_or_low() -> None:
    (missing,) = check_page(letter(), dpi=None)
    assert (missing.code, missing.value) == (AlarmCode.NO_DPI, 150)
    assert codes(letter(), 96) == [AlarmCode.LOW_RESOLUTION]


def test_second_scan_of_a_page_is_found_among_others() -> None:
    sheets = [letter(), pages.table_page(150, face="sans").grey, pages.text_page(150, face="sans", seed=3).grey]
    again = pages.scanned(pages.skewed(sheets[1], 0.8), 5)
    blank = np.full((1754, 1240), 255, np.uint8)
    hashes = [fingerprint(page) for page in (*sheets, blank, blank, again)]
    assert [pair[:2] for pair in near_duplicates(hashes)] == [(1, 5)]
    assert likeness(hashes[1], hashes[5]) > 0.5
    assert likeness(hashes[0], hashes[2]) < 0.5


def test_same_page_has_the_same_hash() -> None:
    assert fingerprint(letter()) == fingerprint(letter())
    assert likeness(fingerprint(letter()), fingerprint(letter())) == 1.0


def test_fingerprints_must_fit_together() -> None:
    with pytest.raises(UsageError):
        likeness(b"ab", b"a")
    with pytest.raises(UsageError):
        near_duplicates([b"ab", b"a"])
    assert near_duplicates([]) == ()


@pytest.mark.parametrize(
    "wrong", [{"blank_letters": 0}, {"dark_paper": 300}, {"skew": 0.0}, {"turn_evidence": 2.0}, {"lowest_dpi": -1.0}]
)
def test_senseless_options_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        IntakeOptions(**wrong)  # type: ignore[arg-type]  # that is what is tested


def test_senseless_resolution_is_refused() -> None:
    with pytest.raises(UsageError):
        check_page(letter(), dpi=-1)


def test_a_page_of_a_hundred_thousand_specks_takes_no_table_of_pairs() -> None:
    specks = np.where(np.random.default_rng(7).random((1754, 1240)) < 0.2, 0, 255).astype(np.uint8)
    assert AlarmCode.BLANK not in codes(specks)
