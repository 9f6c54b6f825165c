"""Parts, tones and spellings of syllables."""

import pytest

from casedocs.text.syllable import Syllable, Tone, ToneStyle, is_syllable, iter_forms, parse_syllable, split_tone


@pytest.mark.parametrize("style", list(ToneStyle))
def test_all_forms_by_rule(style: ToneStyle) -> None:
    forms = list(iter_forms(style))
    assert len(forms) == len(set(forms)) == 19_520


def test_the_styles_differ_only_on_open_rounded_rimes() -> None:
    only_new = set(iter_forms(ToneStyle.NEW)) - set(iter_forms(ToneStyle.OLD))
    rimes = {found.rime for form in only_new if (found := parse_syllable(form))}
    assert rimes == {"oa", "oe", "uy"}


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("nghiêng", ("ngh", "", "iê", "ng", Tone.NGANG)),
        ("Giếng", ("gi", "", "iê", "ng", Tone.SAC)),
        ("gì", ("gi", "", "i", "", Tone.HUYEN)),
        ("già", ("gi", "", "a", "", Tone.HUYEN)),
        ("QUÝ", ("q", "u", "y", "", Tone.SAC)),
        ("quốc", ("q", "u", "ô", "c", Tone.SAC)),
        ("khuỷu", ("kh", "u", "y", "u", Tone.HOI)),
        ("hòa", ("h", "o", "a", "", Tone.HUYEN)),
        ("hoà", ("h", "o", "a", "", Tone.HUYEN)),
        ("ương", ("", "", "ươ", "ng", Tone.NGANG)),
        ("yếu", ("", "", "yê", "u", Tone.SAC)),
        ("của", ("c", "", "ua", "", Tone.HOI)),
        ("khuya", ("kh", "u", "ya", "", Tone.NGANG)),
    ],
)
def test_parts(token: str, parts: tuple[str, str, str, str, Tone]) -> None:
    assert parse_syllable(token) == Syllable(*parts)


@pytest.mark.parametrize(
    ("token", "old", "new"),
    [
        ("hoà", "hòa", "hoà"),
        ("thủy", "thủy", "thuỷ"),
        ("khoẻ", "khỏe", "khoẻ"),
        ("quý", "quý", "quý"),
        ("khoản", "khoản", "khoản"),
        ("huệ", "huệ", "huệ"),
        ("thuở", "thuở", "thuở"),
        ("giặt", "giặt", "giặt"),
        ("mùa", "mùa", "mùa"),
        ("ngoéo", "ngoéo", "ngoéo"),
    ],
)
def test_spelling(token: str, old: str, new: str) -> None:
    syllable = parse_syllable(token)
    assert syllable is not None
    assert (syllable.spell(ToneStyle.OLD), syllable.spell(ToneStyle.NEW)) == (old, new)


@pytest.mark.parametrize("token", ["", "đc", "ngia", "kà", "ghà", "ceo", "toàn1", "hát ", "mát", "zô", "Kiểm sát"])
def test_what_is_no_syllable(token: str) -> None:
    assert is_syllable(token) == (token == "mát")
    assert (parse_syllable(token) is not None) == (token == "mát")


def test_case_does_not_matter() -> None:
    assert is_syllable("VIỆN")
    assert is_syllable("Kiểm")
    assert is_syllable("Hoà")
    assert is_syllable("HÒA")


def test_tone_comes_off() -> None:
    assert split_tone("nghiễm") == ("nghiêm", Tone.NGA)
    assert split_tone("đang") == ("đang", Tone.NGANG)
    assert split_tone("xyz") == ("xyz", Tone.NGANG)
