"""The folded twin that all readers search."""

from casedocs.text._scan import MISREADINGS, ready
from casedocs.text.folding import fold
from casedocs.text.syllable import iter_forms


def test_twin_has_the_length_of_the_text() -> None:
    for text in ("Điều 5 – khoản\u00a02", "ß ﬁ İ ŉ", "e\u0301 ô\u0309", "", "\ud800 x", "½²"):
        scan = ready(text)
        assert len(scan.folded) == len(scan.text)
        assert ready(scan) is scan


def test_misread_digits_and_keywords_are_mended() -> None:
    assert ready("l5/O3/2024").folded == "15/03/2024"
    assert ready("kh0ản 2 Điền 17").folded == "khoan 2 dieu 17"
    assert ready("Điều l Luật").folded == "dieu 1 luat"
    assert ready("tháng S, 2S33").folded == "thang 5, 2533"
    assert ready("năn 2024 5l 8ộ").folded == "nan 2024 5l 8o"
    assert ready("khoán số | khoản lợi | khoản 4i | Điều 1ó").folded == "khoan so | khoan loi | khoan 4i | dieu 1o"
    assert ready("tháng 10 năn 2024").folded == "thang 10 nam 2024"
    assert ready("3.OOO.000").mended(0, 9)
    assert not ready("3.000.000").mended(0, 9)


def test_no_misreading_is_a_word_of_its_own() -> None:
    words = {fold(form) for form in iter_forms()}
    # uay and uam follow the rules of spelling, but no word is written so.
    assert {misread for misread in MISREADINGS if misread in words} == {"uam", "uay"}


def test_spans_lead_back_to_decomposed_text() -> None:
    source = "Đie\u0302\u0300u 5"
    scan = ready(source)
    assert scan.text == "Điều 5"
    assert scan.raw(0, 4) == "Đie\u0302\u0300u"
    assert scan.span(5, 6).of(source) == "5"
