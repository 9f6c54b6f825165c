"""Counts and measures are read; names, codes and enumerators are left alone."""

from decimal import Decimal
from fractions import Fraction

import pytest

from casedocs.errors import TextError
from casedocs.text.numbers import find_numbers, parse_number


def found(text: str) -> list[str]:
    return [number.canonical for number in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 kg gạo và 0,1 kg xà phòng", ["8 kg", "0.1 kg"]),
        ("từ 5cm đến 1.234,5 m2", ["5 cm", "1234.5 m2"]),
        ("04 (bốn) ngoại ngữ", ["4"]),
        ("giảm 10% - 20%", ["10 %", "20 %"]),
        ("khoảng 1/3 chữ ký", ["1/3"]),
        ("từ 5-7 người", ["5", "7"]),
        ("hai mươi năm tù, ba mươi lăm triệu", ["20", "35000000"]),
        ("hai mươi mốt phẩy năm", ["21.5"]),
        ("đồng/người/01 buổi", ["1"]),
        ("3 chỉ vàng", ["3 chỉ"]),
    ],
)
def test_reads(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "mức độ 3, 4",
        "Mẫu số 01",
        "lớp 6/12",
        "1. Thông tư này",
        "(5) Nghị định",
        "QH15 và 83P2-123.45",
        "số thứ tự 01",
        "giai đoạn 2026 - 2030",
        "một trong hai người",
        "năm hai",
        "1.003179.000.00.00.H46",
        "Ngàn sao",
        "khóa 2021",
        "340110000000000070000",
        "2026-07-14T16:21:30+07:00",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert found(text) == []


def test_a_contradiction_is_a_problem() -> None:
    (number,) = find_numbers("05 (sáu) bộ")
    assert number.value == 5
    assert number.raw == "05 (sáu)"
    assert [problem.code for problem in number.problems] == ["words_differ"]
    assert number.confidence <= 0.5


def test_digits_misread_as_letters_cost_confidence() -> None:
    (number,) = find_numbers("nộp 2.O00 tờ")
    assert (number.value, number.raw) == (2000, "2.O00")
    assert number.confidence <= 0.5


def test_a_letter_with_marks_is_no_digit() -> None:
    assert found("5ở Giáo dục") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.000.000", 2_000_000),
        ("1,5", Decimal("1.5")),
        ("0.456", Decimal("0.456")),
        ("2,000,000", 2_000_000),
        ("02 (hai)", 2),
        ("hai mươi mốt phẩy năm", Decimal("21.5")),
    ],
)
def test_parse(text: str, value: int | Decimal) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "1.23.456", "12a", "02 (ba)", "1,2,3", "hai con"])
def test_parse_refuses(text: str) -> None:
    with pytest.raises(TextError):
        parse_number(text)


def test_fraction_is_exact() -> None:
    assert find_numbers("1/3 chữ ký")[0].value == Fraction(1, 3)


def test_scales_behind_digits_multiply() -> None:
    found = find_numbers("12 triệu người, 1,5 tỷ và 3 nghìn tấn; 2 tỉnh")
    assert [(one.raw, one.canonical) for one in found] == [
        ("12 triệu", "12000000"), ("1,5 tỷ", "1500000000"), ("3 nghìn tấn", "3000 tấn"), ("2", "2"),
    ]  # fmt: skip
    assert find_numbers("trên Quốc lộ 91") == ()
