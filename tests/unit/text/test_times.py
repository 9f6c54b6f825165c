"""Times of the clock, told apart from lengths of time."""

from datetime import time

import pytest

from casedocs.errors import TextError
from casedocs.text.times import find_times, parse_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hồi 08 giờ 30 phút, ngày 1/2/2024", ["08:30"]),
        ("22h30' cùng ngày", ["22:30"]),
        ("khoảng 22 giờ ngày 12/3/2024", ["22:00"]),
        ("3 giờ chiều", ["15:00"]),
        ("11 giờ đêm", ["23:00"]),
        ("2 giờ rạng sáng", ["02:00"]),
        ("từ 22 giờ đến 5 giờ sáng hôm sau", ["22:00", "05:00"]),
        ("từ 22 giờ ngày hôm trước đến 06 giờ ngày hôm sau", ["22:00", "06:00"]),
        ("từ 07h00 đến trước 22h00", ["07:00", "22:00"]),
        ("lúc 9 giờ", ["09:00"]),
        ("9 giờ kém 15", ["08:45"]),
        ("9 giờ rưỡi", ["09:30"]),
        ("7:45", ["07:45"]),
        ("24 giờ 00 phút", ["24:00"]),
        ("trong thời hạn 24 giờ kể từ khi", []),
        ("từ 24 giờ đến dưới 168 giờ", []),
        ("12 giờ làm việc", []),
    ],
)
def test_find(text: str, expected: list[str]) -> None:
    assert [clock.canonical for clock in find_times(text)] == expected


def test_no_such_time_is_a_problem() -> None:
    (clock,) = find_times("25 giờ 70 phút")
    assert clock.value is None
    assert [problem.code for problem in clock.problems] == ["no_such_time"]


def test_about() -> None:
    assert find_times("khoảng 22 giờ ngày 12/3")[0].about
    assert not find_times("hồi 22 giờ ngày 12/3")[0].about


def test_parse() -> None:
    assert parse_time("08 giờ 30 phút") == time(8, 30)
    assert parse_time("9 giờ") == time(9)
    for wrong in ("25 giờ", "giờ", "8 giờ 61 phút", ""):
        with pytest.raises(TextError):
            parse_time(wrong)


@pytest.mark.parametrize(
    ("text", "raw", "canonical"),
    [
        ("Lúc 9 giờ 15 thì xảy ra", "9 giờ 15", "09:15"),
        ("bắt đầu hồi 8 giờ 05.", "8 giờ 05", "08:05"),
        ("Đến 16 giờ 00 cùng ngày", "16 giờ 00", "16:00"),
        ("lúc 23 giờ 58 phút 07 giây", "23 giờ 58 phút 07 giây", "23:58:07"),
        ("ký lúc 09:44:11", "09:44:11", "09:44:11"),
    ],
)
def test_minutes_without_their_word_and_seconds(text: str, raw: str, canonical: str) -> None:
    assert [(found.raw, found.canonical) for found in find_times(text)] == [(raw, canonical)]


def test_a_number_behind_hours_is_no_minute_by_itself() -> None:
    assert find_times("trong 24 giờ 10 người đã đến") == ()
    assert [found.raw for found in find_times("lúc 9 giờ 15 người đến")] == ["9 giờ"]
