"""Words that annotations show, put where they stand."""

from casedocs.geometry import Box
from casedocs.ocr._stamped import with_stamped
from casedocs.ocr.result import Line, Word


def line(*words: tuple[str, float, float]) -> Line:
    return Line(tuple(Word(text, Box(x, y, x + 7 * len(text), y + 12)) for text, x, y in words))


NUMBER = line(("Số:", 100, 50), ("/QĐ-UBND", 160, 50))
BODY = line(("Căn", 100, 90), ("cứ", 130, 90))


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [one.text for one in lines]


def test_a_number_goes_into_its_gap() -> None:
    made = with_stamped([NUMBER, BODY], [NUMBER, BODY, line(("261", 130, 51))])
    assert texts(made) == ["Số: 261 /QĐ-UBND", "Căn cứ"]


def test_words_elsewhere_make_a_line_of_their_own_above_what_is_below() -> None:
    made = with_stamped([NUMBER, BODY], [line(("Ký", 400, 70), ("bởi", 430, 70)), NUMBER, BODY])
    assert texts(made) == ["Số: /QĐ-UBND", "Ký bởi", "Căn cứ"]


def test_a_stamp_over_words_is_not_mixed_with_them() -> None:
    made = with_stamped([BODY], [BODY, line(("MẬT", 102, 91))])
    assert texts(made) == ["Căn cứ", "MẬT"]


def test_nothing_new_changes_nothing() -> None:
    assert with_stamped([NUMBER, BODY], [BODY, NUMBER]) == (NUMBER, BODY)
