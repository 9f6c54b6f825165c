"""Numbers in words: the school rule one way, every variant in use the other way."""

from decimal import Decimal

import pytest

from casedocs.errors import TextError, UsageError
from casedocs.text.number_words import WordStyle, number_from_words, number_to_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (1005, "một nghìn không trăm linh năm"),
        (1_000_005, "một triệu không trăm linh năm"),
        (2_000_000_000, "hai tỷ"),
        (10**12, "một nghìn tỷ"),
        (10**18, "một tỷ tỷ"),
        (-5, "âm năm"),
        (Decimal("21.50"), "hai mươi mốt phẩy năm"),
        (Decimal("0.05"), "không phẩy không năm"),
    ],
)
def test_written_and_read_back(number: int | Decimal, words: str) -> None:
    assert number_to_words(number) == words
    assert number_from_words(words) == number


def test_style_chooses_between_equal_words() -> None:
    style = WordStyle(zero_tens="lẻ", thousand="ngàn", billion="tỉ", four="bốn")
    assert number_to_words(3_000_001_124, style=style) == "ba tỉ không trăm lẻ một ngàn một trăm hai mươi bốn"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Hai triệu rưỡi", 2_500_000),
        ("một trăm rưỡi", 150),
        ("trăm hai", 120),
        ("triệu hai", 1_200_000),
        ("hai lăm", 25),
        ("ba mốt", 31),
        ("hai chục triệu", 20_000_000),
        ("hai mươi nhăm", 25),
        ("một trăm lẻ năm", 105),
        ("mot tram linh nam", 105),
        ("năm mươi lăm triệu, hai trăm nghìn", 55_200_000),
        ("hai mươi mốt phẩy hai mươi lăm", Decimal("21.25")),
    ],
)
def test_reads_the_variants(words: str, number: int | Decimal) -> None:
    assert number_from_words(words) == number


@pytest.mark.parametrize(
    "words", ["", "xin chào", "hai hai", "phẩy năm", "hai phẩy", "âm", "năm trăm trăm", "tỷ " * 201]
)
def test_refuses_what_is_no_number(words: str) -> None:
    with pytest.raises(TextError):
        number_from_words(words)


def test_refuses_what_cannot_be_written() -> None:
    with pytest.raises(UsageError):
        number_to_words(Decimal("NaN"))
    with pytest.raises(UsageError):
        number_to_words(10**301)
    with pytest.raises(UsageError):
        WordStyle(thousand="nghìnn")
