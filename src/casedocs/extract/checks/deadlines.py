"""Statutory deadlines: what the law gives, and whether the papers kept to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casedocs.errors import UsageError
from casedocs.extract.checks._tables_deadlines import CIVIL_SINCE, CRIMINAL_SINCE, REVISED, ROWS
from casedocs.extract.checks.calendar import detention_end, statutory_end
from casedocs.extract.checks.crime_class import CrimeClass, class_of
from casedocs.extract.checks.kinds import Step, day_of, papers, step_of, trusted
from casedocs.extract.checks.model import Answer, CheckOptions, Rule, bad, cannot, fine
from casedocs.extract.model import Extraction, Field, FieldName
from casedocs.extract.values import CitedDocument, Moment, Offence, Period
from casedocs.text.calendar_values import Length
from casedocs.text.folding import fold

__all__ = ["RULES", "Deadline", "deadline"]

_DETENTION = frozenset({"custody", "detention_investigation"})
_DAYS = re.compile(r"([0-9]+)([dm])")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A statutory term counted from a day.

    Attributes:
        id: Its name in the table.
        start: The day it is counted from.
        end: Its last day without an extension.
        longest: Its last day with all extensions that the law allows.
        source: The provision.
        revised: Whether a later law (99/2025/QH15, criminal procedure, in force since 1 July 2025) may have changed it:
            its wording is not in the table, so that nothing can be concluded from this term.
    """

    id: str
    start: date
    end: date
    longest: date
    source: str
    revised: bool


def deadline(
    id_: str, start: date, *, crime_class: CrimeClass | None = None, days_off: frozenset[date] = frozenset()
) -> Deadline | None:
    """When a statutory term ends.

    Args:
        id_: Such as ``prosecution_decision``; see docs/explanation/extract.md.
        start: The day that the law counts from.
        crime_class: Of the charged clause; needed where the term depends on it.
        days_off: Public holidays.

    Returns:
        The term; None when the law in force on that day is not in the table (before 2018, civil before 1 July 2016).

    Raises:
        UsageError: If there is no such term, or it depends on the class and none is given.
    """
    if id_ not in ROWS:
        raise UsageError(f"there is no statutory term {id_!r}", hint=f"choose from {', '.join(ROWS)}")
    criminal = ROWS[id_][2].startswith("BLTTHS")
    if start < date(*(CRIMINAL_SINCE if criminal else CIVIL_SINCE)):
        return None
    base, more = (_column(row, crime_class, id_) for row in ROWS[id_][3:])
    # Extensions follow on the term that was given; both are counted together.
    end = _end(start, (base,), id_, days_off)
    longest = _end(start, (base, more), id_, days_off)
    return Deadline(id_, start, end, longest, ROWS[id_][2], criminal and start >= date(*REVISED))


def _column(row: tuple[str, ...], crime_class: CrimeClass | None, id_: str) -> str:
    if len(row) == 1:
        return row[0]
    if crime_class is None:
        raise UsageError(f"the term {id_} depends on the class of the crime", hint="give crime_class")
    return row[crime_class]


def _end(start: date, parts: tuple[str, ...], id_: str, days_off: frozenset[date]) -> date:
    months = days = 0
    for part in parts:
        found = _DAYS.fullmatch(part)
        if found is not None:
            months += int(found[1]) if found[2] == "m" else 0
            days += int(found[1]) if found[2] == "d" else 0
    length = Length(months=months, days=days)
    return detention_end(start, length) if id_ in _DETENTION else statutory_end(start, length, days_off)


def _classes(documents: Sequence[Extraction], least: float) -> tuple[CrimeClass, ...]:
    """The gravest class that the papers charge; all four when none is charged with a clause."""
    found = [
        kind
        for document in documents
        for field in document.all(FieldName.OFFENCE)
        if field.confidence >= least and isinstance(field.value, Offence)
        for provision in field.value.provisions
        if (kind := class_of(provision)) is not None
    ]
    return (max(found),) if found else tuple(CrimeClass)


def _judged(
    id_: str, start: tuple[int, date, Field], done: tuple[int, date, Field], classes: tuple[CrimeClass, ...],
    options: CheckOptions,
) -> Answer:  # fmt: skip
    vi, en = ROWS[id_][:2]
    places, fields = (start[0], done[0]), (start[2], done[2])
    limits = [deadline(id_, start[1], crime_class=one, days_off=options.days_off) for one in classes]
    known = [one for one in limits if one is not None]
    if len(known) < len(limits):
        return cannot(
            f"Thời hạn {vi}: không có quy định áp dụng tại ngày {start[1]:%d/%m/%Y} trong bảng.",
            f"Term of {en}: the law of {start[1]} is not in the table.", places, *fields,
        )  # fmt: skip
    if done[1] < start[1]:
        return cannot(
            f"Thời hạn {vi}: ngày thực hiện có trước ngày bắt đầu.",
            f"Term of {en}: done before it began.",
            places,
            *fields,
        )
    if known[0].revised:
        return _revised(vi, en, known, done[1], places, fields)
    if done[1] <= min(one.end for one in known):
        end = min(one.end for one in known)
        return fine(
            f"{vi.capitalize()} ngày {done[1]:%d/%m/%Y}, hạn {end:%d/%m/%Y}.",
            f"{en.capitalize()} on {done[1]}, term until {end}.", places, *fields,
        )  # fmt: skip
    longest = max(one.longest for one in known)
    if done[1] > longest:
        return bad(
            f"{vi.capitalize()} ngày {done[1]:%d/%m/%Y} quá hạn {longest:%d/%m/%Y} kể cả gia hạn.",
            f"{en.capitalize()} on {done[1]} is over the term until {longest}, extensions included.", places,
            *fields,
        )  # fmt: skip
    return cannot(
        f"{vi.capitalize()} ngày {done[1]:%d/%m/%Y}: chỉ đúng hạn nếu có gia hạn hoặc tội thuộc loại nặng hơn.",
        f"{en.capitalize()} on {done[1]}: in time only with an extension or for a graver class.", places, *fields,
    )  # fmt: skip


def _revised(
    vi: str, en: str, known: Sequence[Deadline], done: date, places: tuple[int, ...], fields: tuple[Field, ...]
) -> Answer:
    """From 1 July 2025 on the table has no rule; what the earlier law said is told, not concluded from."""
    first, last = min(one.end for one in known), max(one.longest for one in known)
    return cannot(
        f"{vi.capitalize()} ngày {done:%d/%m/%Y}: từ 01/7/2025 áp dụng Luật 99/2025/QH15, chưa có trong bảng (theo quy "
        f"định trước đó: hạn {first:%d/%m/%Y}, kể cả gia hạn {last:%d/%m/%Y}).",
        f"{en.capitalize()} on {done}: Law 99/2025/QH15 applies since 1 July 2025 and is not in the table (the earlier "
        f"law said: until {first}, extensions included {last}).", places, *fields,
    )  # fmt: skip


def _first(documents: Sequence[Extraction], step: Step, least: float) -> tuple[int, date, Field] | None:
    days = [
        (index, *found) for index, document in papers(documents, step) if (found := day_of(document, least)) is not None
    ]
    return min(days, key=lambda one: one[1], default=None)


_PAIRS = (
    ("detention_order_approval", Step.DETENTION, Step.APPROVAL),
    ("investigation", Step.INITIATION, Step.CONCLUSION),
    ("prosecution_decision", Step.CONCLUSION, Step.INDICTMENT),
)


def _pairs(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    classes = _classes(documents, options.least)
    for id_, first, second in _PAIRS:
        start, done = (_first(documents, step, options.least) for step in (first, second))
        if (
            start is not None
            and done is not None
            and (id_ != "detention_order_approval" or _approves_detention(documents))
        ):
            yield _judged(id_, start, done, classes, options)
    yield from _trial(documents, classes, options)
    yield from _protest(documents, classes, options)


def _approves_detention(documents: Sequence[Extraction]) -> bool:
    titles = (document.find(FieldName.TITLE) for _, document in papers(documents, Step.APPROVAL))
    return any(title is not None and "tam giam" in fold(title.canonical) for title in titles)


def _trial(documents: Sequence[Extraction], classes: tuple[CrimeClass, ...], options: CheckOptions) -> Iterator[Answer]:
    for index, document in papers(documents, Step.TRIAL_ORDER):
        own = day_of(document, options.least)
        docket = trusted(document.find(FieldName.DOCKET), options.least)
        hearing = trusted(document.find(FieldName.HEARING_TIME), options.least)
        if own is None:
            continue
        if (
            docket is not None
            and isinstance(docket.value, CitedDocument)
            and docket.value.date
            and docket.value.date.date
        ):
            start = (index, docket.value.date.date, docket)
            yield _judged("trial_preparation", start, (index, *own), classes, options)
        if hearing is not None and isinstance(hearing.value, Moment) and hearing.value.date and hearing.value.date.date:
            done = (index, hearing.value.date.date, hearing)
            yield _judged("trial_opening", (index, *own), done, classes, options)


def _protest(
    documents: Sequence[Extraction], classes: tuple[CrimeClass, ...], options: CheckOptions
) -> Iterator[Answer]:
    for index, document in papers(documents, Step.PROTEST):
        own = day_of(document, options.least)
        attacked = trusted(document.find(FieldName.ATTACKED_JUDGMENT), options.least)
        if own is None or attacked is None or not isinstance(attacked.value, CitedDocument):
            continue
        day = None if attacked.value.date is None else attacked.value.date.date
        if day is None:
            yield cannot("Không rõ ngày tuyên án.", "The day of the judgment is not known.", (index,), attacked)
            continue
        number = attacked.value.number or ""
        id_ = "protest_criminal" if "/HS-" in number else "admin_protest" if "/HC-" in number else "civil_protest"
        yield _judged(id_, (index, day, attacked), (index, *own), classes, options)


def _term_arithmetic(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    """Whether the printed last day is the one that follows from the first day and the length."""
    for index, document in enumerate(documents):
        for field in document.all(FieldName.TERM):
            if isinstance(field.value, Period) and field.confidence >= options.least:
                yield _arithmetic(field, field.value, index, detained=_is_detention(document, field))


def _is_detention(document: Extraction, field: Field) -> bool:
    near = fold(document.text[max(0, field.span.start - 120) : field.span.end])
    return "tam giam" in near or "tam giu" in near or step_of(document) is Step.DETENTION


def _arithmetic(field: Field, value: Period, index: int, *, detained: bool) -> Answer:
    start = None if value.start is None else value.start.date
    end = None if value.end is None else value.end.date
    if value.length is None or start is None or end is None or value.length.working or value.length.hours:
        return cannot(
            f"“{field.raw}”: thiếu thời hạn, ngày đầu hoặc ngày cuối.",
            f"“{field.raw}”: length, first or last day is missing.", (index,), field,
        )  # fmt: skip
    try:
        if detained:
            expected = {detention_end(start, value.length)}
            if not value.length.months and not value.length.years:
                # Custody is counted by the hour: from 15:00 on the 1st three days end at 15:00 on the 4th.
                expected.add(value.length.after(start))
        else:
            expected = {
                value.length.after(start),
                statutory_end(start, value.length),
                _before(value.length.after(start)),
            }
    except UsageError as error:
        return cannot(f"“{field.raw}”: không tính được.", f"“{field.raw}”: {error.message}", (index,), field)
    if end in expected:
        return fine(f"“{field.raw}”: ngày cuối đúng.", f"“{field.raw}”: the last day is right.", (index,), field)
    right = min(expected)
    why_vi = " (01 tháng tạm giam tính 30 ngày)" if detained and value.length.months else ""
    why_en = " (a month of detention is 30 days)" if detained and value.length.months else ""
    return bad(
        f"Thời hạn {value.length} từ {start:%d/%m/%Y} phải hết ngày {right:%d/%m/%Y}{why_vi}, văn bản ghi "
        f"{end:%d/%m/%Y}.",
        f"{value.length} from {start} ends on {right}{why_en}, the paper says {end}.", (index,), field,
    )  # fmt: skip


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1) if day > date.min else day


def _detention_length(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    """Whether a detention for investigation stays within what the class of the crime allows."""
    for index, document in papers(documents, Step.DETENTION):
        field = trusted(document.find(FieldName.TERM), options.least)
        if field is None or not isinstance(field.value, Period) or field.value.length is None:
            continue
        classes = _classes([document], options.least)
        if len(classes) > 1:
            yield cannot("Không rõ loại tội phạm.", "The class of the crime is not known.", (index,), field)
            continue
        day = day_of(document, options.least)
        if day is None or not date(*CRIMINAL_SINCE) <= day[0] < date(*REVISED):
            yield cannot(
                "Thời hạn tạm giam: không rõ ngày của lệnh, hoặc luật áp dụng tại ngày đó chưa có trong bảng.",
                "Length of detention: the day of the order is not known, or the law of that day is not in the table.",
                (index,), field,
            )  # fmt: skip
            continue
        given = field.value.length
        days = (given.years * 12 + given.months) * 30 + given.weeks * 7 + given.days
        months = int(ROWS["detention_investigation"][3][classes[0]][:-1])
        name = classes[0].vi
        if days <= months * 30:
            yield fine(
                f"Tạm giam {given} không quá {months} tháng (tội {name}).",
                f"Detention of {given} is within {months} months.",
                (index,),
                field,
            )
        else:
            yield bad(
                f"Tạm giam {given} quá {months} tháng đối với tội {name}.",
                f"Detention of {given} is over {months} months.",
                (index,),
                field,
            )


RULES = (
    Rule(
        "term_arithmetic",
        "Thời hạn ↔ ngày đầu, ngày cuối",
        "Term ↔ first and last day",
        "Bộ luật Tố tụng hình sự 2015, Điều 134",
        _term_arithmetic,
    ),
    Rule(
        "statutory_deadline",
        "Thời hạn luật định",
        "Statutory deadlines",
        "Bộ luật Tố tụng hình sự 2015, Điều 119, 172, 240, 277, 337; Bộ luật Tố tụng dân sự 2015, Điều 280",
        _pairs,
    ),
    Rule(
        "detention_length",
        "Thời hạn tạm giam ↔ loại tội phạm",
        "Length of detention ↔ class of crime",
        "Bộ luật Tố tụng hình sự 2015, Điều 173",
        _detention_length,
    ),
)
