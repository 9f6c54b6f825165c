"""How statutory terms are counted (Criminal Procedure Code 2015, article 134).

A term in days ends with its last day, the day it is counted from apart; one in months ends on the same day of a later
month, or on that month's last day. If that is a day off, it ends on the next working day. Custody and detention count
the first day, a month is 30 days, and they end on the day that the order says, a day off or not.
"""

from datetime import date, timedelta

from casedocs.errors import UsageError
from casedocs.text.calendar_values import Length

__all__ = ["detention_end", "statutory_end", "working_day"]

_MONTH = 30
_SATURDAY = 5


def detention_end(start: date, length: Length) -> date:
    """The last day of a detention that begins on `start`.

    Raises:
        UsageError: If the length is empty, counts hours only, or leaves the calendar.
    """
    days = (length.years * 12 + length.months) * _MONTH + length.weeks * 7 + length.days
    if days < 1:
        raise UsageError(f"{length} is no term of days or months")
    try:
        return start + timedelta(days=days - 1)
    except OverflowError as error:
        raise UsageError(f"{length} after {start} lies outside the calendar") from error


def statutory_end(start: date, length: Length, days_off: frozenset[date] = frozenset()) -> date:
    """The last day of a term that is counted from `start`.

    Raises:
        UsageError: If the length counts working days or leaves the calendar.
    """
    return working_day(length.after(start), days_off)


def working_day(day: date, days_off: frozenset[date] = frozenset()) -> date:
    """The day itself, or the next one that is no Saturday, Sunday or day off."""
    while day.weekday() >= _SATURDAY or day in days_off:
        if day == date.max:
            raise UsageError("the term lies outside the calendar")
        day += timedelta(days=1)
    return day
