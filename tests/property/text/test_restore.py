"""Laws of restoration and repair."""

from hypothesis import given, settings
from hypothesis import strategies as st

from casedocs.spans import Span
from casedocs.text.folding import strip_diacritics
from casedocs.text.pipeline import normalize
from casedocs.text.repair import WordConfidence, repair_text
from casedocs.text.restore import restore_diacritics, restore_diacritics_aligned

TEXT = st.text(alphabet="abcdeghiklmnoquvxyđưàảế AB,.\n12/-", max_size=40) | st.text(max_size=20)


@settings(max_examples=50, deadline=None)
@given(TEXT)
def test_restoration_adds_marks_and_nothing_else(text: str) -> None:
    restored = restore_diacritics(text)
    assert strip_diacritics(normalize(restored)) == strip_diacritics(normalize(text))
    assert restore_diacritics_aligned(text).text == restored


@settings(max_examples=50, deadline=None)
@given(TEXT, st.floats(0, 1))
def test_repair_touches_small_words_only(text: str, confidence: float) -> None:
    repaired = repair_text(text, words=[WordConfidence(Span(0, len(text)), confidence)])
    assert repaired.offsets.target_length == len(repaired.text)
    for change in repaired.changes:
        assert change.before.islower()
        assert change.before.isalpha()
        assert change.span.of(text) == change.before
