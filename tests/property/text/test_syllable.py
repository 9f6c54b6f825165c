"""Laws of syllables and of folding."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedocs.spans import Span
from casedocs.text.folding import fold, fold_aligned, strip_diacritics
from casedocs.text.syllable import ToneStyle, is_syllable, iter_forms, parse_syllable, split_tone


@pytest.mark.parametrize("style", list(ToneStyle))
def test_parse_and_spell_are_inverse_on_every_form(style: ToneStyle) -> None:
    for form in iter_forms(style):
        syllable = parse_syllable(form)
        assert syllable is not None
        assert is_syllable(form)
        assert syllable.spell(style) == form
        assert split_tone(form) == (syllable.base, syllable.tone)


def test_every_form_is_composed_and_folds_to_ascii_letters() -> None:
    for form in iter_forms():
        assert unicodedata.is_normalized("NFC", form)
        assert fold(form).isascii()
        assert len(fold(form)) == len(form)


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    assert is_syllable(text) == (parse_syllable(text) is not None)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert strip_diacritics(strip_diacritics(text)) == strip_diacritics(text)


CLUSTERS = st.lists(st.sampled_from(["a", "á", "a\u0301", "Đ", "u\u031b\u0309", "ß", "İ", "1", " "]), max_size=12)


@given(CLUSTERS, CLUSTERS, CLUSTERS)
def test_folding_a_piece_is_the_piece_of_the_folding(before: list[str], piece: list[str], after: list[str]) -> None:
    left, middle, right = "".join(before), "".join(piece), "".join(after)
    folded, lead = fold_aligned(left + middle + right)
    assert lead.target_length == len(folded)
    there = lead.map(Span(len(left), len(left) + len(middle)))
    assert there.of(folded) == fold(middle)
    if middle:
        assert lead.invert().map(there).of(left + middle + right) == middle


@given(st.text())
def test_any_text_folds_with_its_map(text: str) -> None:
    folded, lead = fold_aligned(text)
    assert (lead.source_length, lead.target_length) == (len(text), len(folded))
    for start, end, target_start, target_end in lead.edits:
        assert fold(text[start:end]) == folded[target_start:target_end]
