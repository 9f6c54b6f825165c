from datetime import date

import pytest

from casedocs.errors import UsageError
from casedocs.extract.checks import CrimeClass, class_of, deadline, highest_penalty
from casedocs.extract.checks.calendar import detention_end, statutory_end, working_day
from casedocs.text.calendar_values import Length
from casedocs.text.provisions import Provision


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ((2024, 3, 12), Length(months=2), (2024, 5, 10)),
        ((2024, 2, 1), Length(months=1), (2024, 3, 1)),  # leap year: 30 days
        ((2023, 2, 1), Length(months=1), (2023, 3, 2)),
        ((2024, 12, 31), Length(days=3), (2025, 1, 2)),
        ((2024, 3, 1), Length(days=1), (2024, 3, 1)),
        ((2023, 11, 30), Length(months=4), (2024, 3, 28)),
    ],
)
def test_detention_counts_its_first_day_and_months_of_30(
    start: tuple[int, int, int], length: Length, end: tuple[int, int, int]
) -> None:
    assert detention_end(date(*start), length) == date(*end)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ((2024, 1, 31), Length(months=1), (2024, 2, 29)),  # last day of a leap February
        ((2023, 1, 31), Length(months=1), (2023, 2, 28)),
        ((2024, 2, 29), Length(months=12), (2025, 2, 28)),
        ((2024, 3, 1), Length(days=20), (2024, 3, 21)),
        ((2024, 3, 8), Length(days=1), (2024, 3, 11)),  # Saturday → Monday
        ((2024, 10, 31), Length(months=4), (2025, 2, 28)),
    ],
)
def test_statutory_terms_end_on_the_same_day_or_the_last_of_the_month(
    start: tuple[int, int, int], length: Length, end: tuple[int, int, int]
) -> None:
    assert statutory_end(date(*start), length) == date(*end)


def test_days_off_are_skipped() -> None:
    off = frozenset({date(2025, 9, 1), date(2025, 9, 2)})
    assert working_day(date(2025, 8, 30), off) == date(2025, 9, 3)


def test_terms_without_days_have_no_end() -> None:
    with pytest.raises(UsageError):
        detention_end(date(2024, 1, 1), Length(hours=12))
    with pytest.raises(UsageError):
        detention_end(date.max, Length(days=3))
    with pytest.raises(UsageError):
        working_day(date.max, frozenset({date.max}))


def test_classes_follow_the_highest_penalty() -> None:
    classes = {clause: class_of(Provision("173", clause)) for clause in "1234"}
    assert classes == {
        "1": CrimeClass.LESS_GRAVE, "2": CrimeClass.GRAVE, "3": CrimeClass.VERY_GRAVE, "4": CrimeClass.EXTREMELY_GRAVE,
    }  # fmt: skip
    assert highest_penalty(Provision("123", "1")) == 99
    assert class_of(Provision("173")) is None
    assert class_of(Provision("999", "1")) is None
    assert CrimeClass.GRAVE.vi == "nghiêm trọng"


def test_extensions_lengthen_a_term_by_class() -> None:
    grave = deadline("investigation", date(2024, 1, 31), crime_class=CrimeClass.GRAVE)
    assert grave is not None
    assert (grave.end, grave.longest, grave.revised) == (date(2024, 4, 30), date(2024, 9, 30), False)
    light = deadline("prosecution_decision", date(2024, 3, 1), crime_class=CrimeClass.LESS_GRAVE)
    assert light is not None
    assert (light.end, light.longest) == (date(2024, 3, 21), date(2024, 4, 1))  # 31 March is a Sunday


def test_the_law_in_force_on_the_day_decides() -> None:
    assert deadline("custody", date(2017, 12, 31)) is None
    assert deadline("civil_protest", date(2017, 12, 31)) is not None
    late = deadline("custody", date(2025, 7, 1))
    assert late is not None
    assert (late.end, late.revised) == (date(2025, 7, 3), True)


def test_unknown_terms_and_missing_classes_are_named() -> None:
    with pytest.raises(UsageError):
        deadline("no_such_term", date(2024, 1, 1))
    with pytest.raises(UsageError):
        deadline("investigation", date(2024, 1, 1))
