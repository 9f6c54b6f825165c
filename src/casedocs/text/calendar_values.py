"""The values that dates and terms are read into: dates with unknown parts, and lengths of time."""

import calendar
import datetime as dt
from dataclasses import dataclass

from casedocs.errors import UsageError

__all__ = ["Length", "PartialDate"]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month, a year, or a day of an unknown year.

    Attributes:
        year: 1…9999; None = not known.
        month: 1…12; None = not known.
        day: 1…31; None = not known.

    Raises:
        UsageError: If no such day exists.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is not None and not 1 <= self.year <= 9999:
            raise UsageError(f"there is no year {self.year}")
        if self.month is not None and not 1 <= self.month <= 12:
            raise UsageError(f"there is no month {self.month}")
        if self.day is not None:
            longest = 31 if self.month is None else calendar.monthrange(self.year or 2000, self.month)[1]
            if not 1 <= self.day <= longest:
                raise UsageError(f"there is no day {self.day} in month {self.month} of {self.year}")

    @property
    def is_full(self) -> bool:
        """Whether day, month and year are known."""
        return None not in (self.year, self.month, self.day)

    @property
    def date(self) -> dt.date | None:
        """The day as a `datetime.date`; None when a part is missing."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return dt.date(self.year, self.month, self.day)

    @property
    def bounds(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day it can mean; None without a year."""
        if self.year is None or (self.month is None and self.day is not None):
            return None
        first, last = self.month or 1, self.month or 12
        end = calendar.monthrange(self.year, last)[1]
        return (
            dt.date(self.year, first, self.day or 1),
            dt.date(self.year, last, self.day or end),
        )

    def __str__(self) -> str:
        """ISO 8601 as far as known: ``2024-03-05``, ``2024-03``, ``2024``; ``--03-05`` without a year (RFC 6350)."""
        if self.year is None:
            month = "-" if self.month is None else f"{self.month:02}-"
            return f"--{month}{self.day or 0:02}"
        parts = [f"{self.year:04}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
            if self.day is not None:
                parts.append(f"{self.day:02}")
        return "-".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length of time as printed: 36 months stay 36 months.

    Attributes:
        years: Years.
        months: Months.
        weeks: Weeks.
        days: Days.
        hours: Hours.
        minutes: Minutes.
        working: Whether only working days or hours count.

    Raises:
        UsageError: If a part is negative.
    """

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0
    working: bool = False

    def __post_init__(self) -> None:
        if min(self.years, self.months, self.weeks, self.days, self.hours, self.minutes) < 0:
            raise UsageError(f"a length of time has no negative part: {self}")

    def after(self, start: dt.date) -> dt.date:
        """The date this long after `start`; a month counts to the same day, or to the month's last (31/1 + 1 month).

        Hours and minutes are not counted, nor are days off: which days those are is no matter of text.

        Raises:
            UsageError: If only working days count, or the result leaves the calendar.
        """
        if self.working:
            raise UsageError("working days need a calendar of days off")
        years, month = divmod(start.year * 12 + start.month - 1 + self.years * 12 + self.months, 12)
        try:
            day = min(start.day, calendar.monthrange(years, month + 1)[1])
            return dt.date(years, month + 1, day) + dt.timedelta(weeks=self.weeks, days=self.days)
        except (ValueError, OverflowError) as error:
            raise UsageError(f"{self} after {start} lies outside the calendar") from error

    def __str__(self) -> str:
        """ISO 8601: ``P2Y6M``, ``P15D work``, ``PT24H``."""
        day_part = "".join(
            f"{amount}{letter}"
            for amount, letter in ((self.years, "Y"), (self.months, "M"), (self.weeks, "W"), (self.days, "D"))
            if amount
        )
        clock = "".join(f"{amount}{letter}" for amount, letter in ((self.hours, "H"), (self.minutes, "M")) if amount)
        text = f"P{day_part}{'T' if clock else ''}{clock}"
        return f"{'P0D' if text == 'P' else text}{' work' if self.working else ''}"
