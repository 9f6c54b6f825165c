"""Lengths of time."""

import pytest

from casedocs.errors import TextError
from casedocs.text.calendar_values import Length
from casedocs.text.terms import find_terms, parse_term


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02 (hai) năm 06 (sáu) tháng tù", ["P2Y6M"]),
        ("15 ngày làm việc", ["P15D work"]),
        ("08 giờ làm việc", ["PT8H work"]),
        ("từ 02 năm đến 07 năm", ["P2Y", "P7Y"]),
        ("thời hạn một tháng", ["P1M"]),
        ("phạt hai năm tù", ["P2Y"]),
        ("trong ba ngày làm việc", ["P3D work"]),
        ("hai mươi năm", ["P20Y"]),
        ("9 tháng/năm học", ["P9M"]),
        ("đồng/1 giờ", ["PT1H"]),
        ("36 tháng tuổi", ["P36M"]),
        ("2 tuần", ["P2W"]),
        ("kế hoạch 5 năm 2026–2030", ["P5Y"]),
        ("ngày 05 tháng 01 năm 2024", []),
        ("ngày 27 tháng §", []),
        ("lúc 9 giờ", []),
        ("năm năm 2024", []),
        ("QH15 ngày", []),
        ("một ngày đẹp trời", []),
    ],
)
def test_find(text: str, expected: list[str]) -> None:
    assert [term.canonical for term in find_terms(text)] == expected


def test_words_are_checked() -> None:
    (term,) = find_terms("tạm giam 02 (ba) tháng")
    assert term.value == Length(months=2)
    assert [problem.code for problem in term.problems] == ["words_differ"]


def test_parse() -> None:
    assert parse_term("02 (hai) tháng") == Length(months=2)
    for wrong in ("02 (ba) tháng", "tháng", "", "2 năm và 3 năm"):
        with pytest.raises(TextError):
            parse_term(wrong)
