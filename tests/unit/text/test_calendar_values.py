"""Dates with unknown parts, lengths of time."""

from datetime import date

import pytest

from casedocs.errors import UsageError
from casedocs.text.calendar_values import Length, PartialDate


def test_iso_as_far_as_known() -> None:
    assert str(PartialDate(2024, 3, 5)) == "2024-03-05"
    assert str(PartialDate(2024, 3)) == "2024-03"
    assert str(PartialDate(2024)) == "2024"
    assert str(PartialDate(None, 12, 14)) == "--12-14"


def test_bounds_and_date() -> None:
    assert PartialDate(2024, 2).bounds == (date(2024, 2, 1), date(2024, 2, 29))
    assert PartialDate(2023).bounds == (date(2023, 1, 1), date(2023, 12, 31))
    assert PartialDate(2024, 2, 29).bounds == (date(2024, 2, 29), date(2024, 2, 29))
    assert PartialDate(None, 2, 29).bounds is None
    assert PartialDate(2024, 2, 29).date == date(2024, 2, 29)
    assert PartialDate(2024, 2).date is None
    assert PartialDate(2024, 2, 29).is_full
    assert not PartialDate(2024).is_full


@pytest.mark.parametrize("parts", [(2023, 2, 29), (2024, 13, 1), (2024, 4, 31), (0, 1, 1), (None, 2, 30), (2024, 1, 0)])
def test_no_such_day(parts: tuple[int | None, int, int]) -> None:
    with pytest.raises(UsageError):
        PartialDate(*parts)


def test_after_counts_months_to_the_same_day_or_the_last() -> None:
    assert Length(months=1).after(date(2024, 1, 31)) == date(2024, 2, 29)
    assert Length(months=2, days=3).after(date(2023, 12, 30)) == date(2024, 3, 3)
    assert Length(years=1).after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert Length(weeks=1).after(date(2024, 12, 30)) == date(2025, 1, 6)


def test_after_refuses_what_it_cannot_know() -> None:
    with pytest.raises(UsageError):
        Length(days=5, working=True).after(date(2024, 1, 1))
    with pytest.raises(UsageError):
        Length(years=9000).after(date(2024, 1, 1))
    with pytest.raises(UsageError):
        Length(days=-1)


def test_iso_lengths() -> None:
    assert str(Length(years=2, months=6)) == "P2Y6M"
    assert str(Length(hours=24)) == "PT24H"
    assert str(Length(days=15, working=True)) == "P15D work"
    assert str(Length()) == "P0D"
