"""Dates in all printed forms."""

from datetime import date

import pytest

from casedocs.errors import TextError
from casedocs.text.calendar_values import PartialDate
from casedocs.text.dates import find_dates, parse_date


def found(text: str) -> list[tuple[str, str]]:
    return [(mention.raw, mention.canonical) for mention in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("ngày 05 tháng 01 năm 2024", "2024-01-05"),
        ("NGÀY 29 THÁNG 12 NĂM 2016", "2016-12-29"),
        ("12/3/2024", "2024-03-12"),
        ("ngày 12-3-2024", "2024-03-12"),
        ("30 - 9 - 2020", "2020-09-30"),
        ("5.1.2024", "2024-01-05"),
        ("ngày 12/3/24", "2024-03-12"),
        ("tháng 3/2024", "2024-03"),
        ("tháng 6 năm 2026", "2026-06"),
        ("năm 2024", "2024"),
        ("ngày 31 tháng 1", "--01-31"),
        ("ngày 12/3", "--03-12"),
        ("ngày mười hai tháng ba năm hai nghìn không trăm hai mươi tư", "2024-03-12"),
        ("ngày mùng 2 tháng giêng năm 2020", "2020-01-02"),
        ("năm hai nghìn không trăm hai mươi", "2020"),
        ("ngày 07 tháng 9\nnăm 2015", "2015-09-07"),
        ("l5/O3/2024", "2024-03-15"),
        ("ngay 08 thang 07 nam 1998", "1998-07-08"),
        ("ngày 10 tháng S năm 2012", "2012-05-10"),
        ("2025-02-19", "2025-02-19"),
        ("ngày\t29 tháng 11 năm 2024", "2024-11-29"),
    ],
)
def test_reads_whole(text: str, iso: str) -> None:
    assert found(text) == [(text, iso)]


@pytest.mark.parametrize(
    "text",
    [
        "Việt Nam 2020",
        "mỗi tháng 8 kg gạo",
        "12/2020/NQ-HĐND",
        "kế hoạch 5 năm 2026–2030",
        "Điều 23.4.QĐ.1.6",
        "45/13/2024",
        "tỷ lệ 1/2",
        "trong ngày",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert found(text) == []


def test_lists_share_month_and_year() -> None:
    assert found("các ngày 12, 13 và 15/3/2024") == [
        ("ngày 12", "2024-03-12"),
        ("13", "2024-03-13"),
        ("15/3/2024", "2024-03-15"),
    ]
    assert found("từ ngày 1 đến ngày 5 tháng 3 năm 2024") == [
        ("ngày 1", "2024-03-01"),
        ("ngày 5 tháng 3 năm 2024", "2024-03-05"),
    ]


def test_pointing_dates_take_the_last_full_date() -> None:
    text = "ngày 28/02/2024 bắt, cùng ngày khám xét, ngày hôm sau tạm giữ"
    assert [iso for _, iso in found(text)] == ["2024-02-28", "2024-02-28", "2024-02-29"]
    assert [mention.relative for mention in find_dates(text)] == [False, True, True]


def test_pointing_dates_without_anything_before_say_so() -> None:
    (mention,) = find_dates("cùng ngày, tổ công tác")
    assert mention.value is None
    assert [problem.code for problem in mention.problems] == ["no_date_before"]
    (known,) = find_dates("cùng ngày, tổ công tác", reference=date(2024, 3, 5))
    assert known.canonical == "2024-03-05"
    (edge,) = find_dates("ngày hôm trước", reference=date.min)
    assert edge.value is None


def test_same_day_with_its_date_is_that_date() -> None:
    assert found("cùng ngày 5/3/2024") == [("ngày 5/3/2024", "2024-03-05")]


def test_impossible_days_are_shown_not_mended() -> None:
    (mention,) = find_dates("ngày 30/02/2024")
    assert mention.value is None
    assert [problem.code for problem in mention.problems] == ["no_such_day"]
    assert mention.confidence < 0.5


def test_blank_parts_stay_unknown() -> None:
    (mention,) = find_dates("Hà Nội, ngày ..... tháng ..... năm 2024")
    assert mention.value == PartialDate(2024)
    assert {problem.code for problem in mention.problems} == {"blank_part"}


def test_the_open_year_of_a_form_is_unknown() -> None:
    assert find_dates("ngày....... tháng....... năm 20…..") == ()
    (mention,) = find_dates("ngày 5 tháng 3 năm 20…..")
    assert mention.value == PartialDate(None, 3, 5)
    assert [problem.code for problem in mention.problems] == ["blank_part"]


def test_unreadable_parts_stay_unknown() -> None:
    (mention,) = find_dates("Hà Nội, ngày 27 tháng § năm 2021")
    assert mention.value == PartialDate(2021, None, 27)
    assert [problem.code for problem in mention.problems] == ["unreadable_part"]
    assert mention.confidence <= 0.5


def test_lunar_dates_are_marked() -> None:
    assert find_dates("ngày 10 tháng 3 âm lịch")[0].lunar
    assert not find_dates("ngày 10 tháng 3 dương lịch")[0].lunar


def test_parse() -> None:
    assert parse_date(" ngày 05 tháng 01 năm 2024 ") == PartialDate(2024, 1, 5)
    for wrong in ("31/02/2024", "ngày", "", "cùng ngày", "12/3/2024 và 13/3/2024", "hôm qua"):
        with pytest.raises(TextError):
            parse_date(wrong)
