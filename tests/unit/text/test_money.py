"""Amounts in digits, in words, in both."""

import pytest

from casedocs.errors import TextError
from casedocs.text.money import find_money, money_to_words, parse_money


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2.000.000 đồng", "2.000.000 đồng"),
        ("150.000đ/ tháng", "150.000 đồng"),
        ("50 triệu đồng", "50.000.000 đồng"),
        ("1,5 tỷ (tỉ) đồng".replace(" (tỉ)", ""), "1.500.000.000 đồng"),
        ("1.000 tỷ đồng (Một nghìn tỷ đồng)", "1.000.000.000.000 đồng"),
        ("2 triệu 500 nghìn đồng", "2.500.000 đồng"),
        ("2 000 000 đồng", "2.000.000 đồng"),
        ("3.OOO.000 đồng", "3.000.000 đồng"),
        ("năm trăm ngàn đồng", "500.000 đồng"),
        ("3.000 USD", "3.000 USD"),
        ("100,50 đô la Mỹ", "100,50 USD"),
        ("300 nghìn đồng/vụ", "300.000 đồng"),
    ],
)
def test_reads(text: str, canonical: str) -> None:
    assert [money.canonical for money in find_money(text)] == [canonical]


@pytest.mark.parametrize(
    "text", ["Hội đồng", "5 đồng chí", "Việt Nam đồng", "3 động cơ", "đồng/kWh", "12d", "điểm 35\n\nđ) Kể từ"]
)
def test_leaves_alone(text: str) -> None:
    assert find_money(text) == ()


def test_words_are_checked_against_digits() -> None:
    (good,) = find_money("2.000.000 đồng (bằng chữ: Hai triệu đồng chẵn)")
    assert (good.amount, good.in_words, good.problems) == (2_000_000, 2_000_000, ())
    (bad,) = find_money("2.000.000 đồng (Ba triệu đồng)")
    assert (bad.amount, bad.in_words) == (2_000_000, 3_000_000)
    assert [problem.code for problem in bad.problems] == ["words_differ"]
    assert "3000000" in bad.problems[0].vi


def test_the_span_takes_the_brackets_in() -> None:
    text = "ký quỹ 2.000.000.000 đồng (Hai tỷ đồng) tại"
    (money,) = find_money(text)
    assert money.span.of(text) == money.raw == "2.000.000.000 đồng (Hai tỷ đồng)"


def test_parse() -> None:
    assert parse_money(" Hai triệu đồng ").amount == 2_000_000
    for wrong in ("2.000.000 đồng (Ba triệu đồng)", "tiền", "2 đồng và 3 đồng", "2.0000 đồng", ""):
        with pytest.raises(TextError):
            parse_money(wrong)


def test_to_words() -> None:
    assert money_to_words(2_500_000) == "Hai triệu năm trăm nghìn đồng"


@pytest.mark.parametrize(
    ("text", "raw", "amount"),
    [
        ("mượn 12 triệu.", "12 triệu", 12_000_000), ("vay của bà số tiền 35 triệu để mua xe", "35 triệu", 35_000_000),
        ("trả 2 tỷ 5 cho anh", "2 tỷ 5", 2_500_000_000), ("gửi Khương 500 ngàn tiền cọc", "500 ngàn", 500_000),
        ("giá 1 triệu rưỡi,", "1 triệu rưỡi", 1_500_000),
        ("lừa 1.250.000 (một triệu hai trăm năm mươi nghìn) đồng", "1.250.000 (một triệu hai trăm năm mươi nghìn) đồng",
         1_250_000),
    ],
)  # fmt: skip
def test_amounts_as_people_say_them(text: str, raw: str, amount: int) -> None:
    assert [(found.raw, found.amount) for found in find_money(text)] == [(raw, amount)]


@pytest.mark.parametrize("text", ["có 12 triệu người", "mua 12 triệu cổ phiếu", "trả 3 tỉnh", "thu 5 kg"])
def test_counts_are_no_money(text: str) -> None:
    assert find_money(text) == ()


def test_words_before_the_currency_are_checked() -> None:
    (found,) = find_money("2.000 (ba nghìn) đồng")
    assert [problem.code for problem in found.problems] == ["words_differ"]
