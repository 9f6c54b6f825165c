"""Dates as Vietnamese papers print them.

Full and partial dates in digits and words, lists that share a month (``các ngày 12, 13 và 15/3/2024``), and dates that
point back (``cùng ngày``, ``ngày hôm sau``), which take their value from the last full date before them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from casedocs.errors import TextError, UsageError
from casedocs.text._scan import ReadyText, ready
from casedocs.text.calendar_values import PartialDate
from casedocs.text.findings import Finding, Kind, Problem, sole
from casedocs.text.number_words import read_folded

__all__ = ["DateMention", "find_dates", "parse_date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Finding):
    """A date in a text.

    Attributes:
        value: What is known of it; None when no such day exists or nothing says which day it points back to.
        relative: Whether it only points to another date (``cùng ngày``).
        lunar: Whether the text says that it counts by the moon (``âm lịch``).
    """

    kind: ClassVar[Kind] = Kind.DATE

    value: PartialDate | None
    relative: bool = False
    lunar: bool = False

    @property
    def canonical(self) -> str:
        """ISO 8601 as far as known; empty when nothing is."""
        return "" if self.value is None else str(self.value)


_BLANK = r"[. …_]{2,40}"
_DAY_WORDS = (
    r"(?:mung |mong )?(?:muoi|hai|ba|mot|bon|tu|nam|sau|bay|tam|chin|lam)(?: (?:muoi|mot|hai|ba"
    r"|bon|tu|nam|lam|sau|bay|tam|chin)){0,2}"
)
_MONTH_WORDS = r"gieng|chap|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi mot|muoi hai|muoi"
_YEAR_WORDS = (
    r"(?:mot|hai) (?:nghin|ngan)"
    r"(?: (?:khong|tram|linh|le|muoi|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin)(?![a-z])){0,6}"
)
_S = r"[ \n\t]{1,2}"
_D = r"(?:mung |mong )?[0-9]{1,2}"
_COMMA = r"(?:,?[ \n]{1,3}|,)"
# ngày 05 tháng 01 năm 2024; each part may be blank on a form, the year may be missing or say "cùng năm".
_LONG = re.compile(
    rf"ngay[ \n\t]{{0,3}}(?P<day>{_D}|{_BLANK}|{_DAY_WORDS})[/.]?[ \n]{{0,3}}thang[ \n]{{0,3}}"
    rf"(?P<month>[0-9]{{1,2}}|{_BLANK}|{_MONTH_WORDS})(?![0-9]|(?!nam)[a-z])"
    rf"(?:(?:{_COMMA}|[ \n]{{0,3}})(?:nam[ \n]{{0,3}}(?P<year>[0-9]{{4}}|[0-9]{{2}}(?![0-9.,])"
    rf"|{_BLANK}|{_YEAR_WORDS})|(?P<same>cung nam)))?"
)
# A part that the scanner could not read (ngày 27 tháng § năm 2021): it stays unknown.
_UNREADABLE = re.compile(
    rf"ngay{_S}(?P<day>[^ \n\t]{{1,3}}){_S}thang{_S}(?P<month>[^ \n\t]{{1,3}}){_S}nam{_S}(?P<year>[0-9]{{4}})(?![0-9])"
)
_BARE_LONG = re.compile(rf"(?P<day>[0-9]{{1,2}}){_S}thang{_S}(?P<month>[0-9]{{1,2}}),?{_S}nam{_S}(?P<year>[0-9]{{4}})")
_SHORT = re.compile(
    r"(?P<day>[0-9]{1,2})(?P<gap> ?)(?P<sep>[/.-])(?P=gap)(?P<month>[0-9]{1,2})(?P=gap)(?P=sep)"
    r"(?P=gap)(?P<year>[0-9]{4}|[0-9]{2})"
    r"(?![0-9a-z]|[/.,-][0-9]|/|-[a-z])"
)
_SHORT_NO_YEAR = re.compile(r"(?P<day>[0-9]{1,2})(?P<sep>[/-])(?P<month>[0-9]{1,2})(?![0-9a-z/.-]|[,.][0-9])")
_ISO = re.compile(r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9-])")
_MONTH = re.compile(
    rf"thang[ \n]{{0,2}}(?P<month>[0-9]{{1,2}}|{_MONTH_WORDS})(?:,?{_S}nam{_S}(?P<year>[0-9]{{4}})"
    rf"|[/.-](?P<short>[0-9]{{4}}))(?![0-9a-z/-]|[.,][0-9])"
)
_YEAR = re.compile(rf"nam{_S}(?P<year>(?:1[5-9]|20|21)[0-9]{{2}}|{_YEAR_WORDS})(?![0-9a-z]|[/.][0-9])")
_FIRST_DAY = re.compile(r"(?P<day>[0-9]{1,2})(?![0-9a-z]|[.][0-9])")
_LIST_ITEM = re.compile(
    rf"(?:,[ \n]{{0,2}}|{_S}va{_S}|{_S}den{_S}|[ \n]{{0,2}}-[ \n]{{0,2}})(?P<cue>ngay{_S})?"
    rf"(?P<day>[0-9]{{1,2}})(?![0-9]|[.,][0-9])"
)
_RELATIVE = re.compile(
    rf"(?:cung{_S}ngay|ngay{_S}hom{_S}(?:sau|truoc)|hom{_S}(?:sau|truoc)(?![a-z])|ngay{_S}"
    rf"(?:tiep{_S}theo|ke{_S}tiep))(?![a-z])"
)
_CUE = re.compile(
    r"cung ngay|ngay|thang ?[0-9a-z]|nam ?[0-9a-z]|hom (?:sau|truoc)|[0-9]{1,2} ?[/.-] ?[0-9]"
    r"|(?:19|20)[0-9]{2}-[0-9]{2}-"
    r"|[0-9]{1,2} {1,2}thang ? ?[0-9]"
)
_DAY_CUE = re.compile(r"ngay[ \n\t]{1,3}")
_MONTHS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_LUNAR = re.compile(rf"{_S}\(?(?:am lich|al)(?![a-z])")
_PERIOD = re.compile(r" ?- ?[0-9]{4}(?![0-9])")


def parse_date(text: str) -> PartialDate:
    """Reads a whole string as one date: ``ngày 05 tháng 01 năm 2024``, ``15-3-2024``, ``tháng 3/2024``, ``năm 2024``.

    Raises:
        TextError: If it is no date, or no such day exists.
    """
    found = sole(find_dates(text.strip()), text.strip())
    if found is None or found.relative:
        raise TextError(f"{text!r} is no date", hint="write it as in 'ngày 05 tháng 01 năm 2024' or '05/01/2024'")
    if found.value is None:
        raise TextError(f"{text!r}: {found.problems[0].en}")
    return found.value


def find_dates(text: str | ReadyText, *, reference: date | None = None) -> tuple[DateMention, ...]:
    """The dates of a text, in order.

    Args:
        text: The text.
        reference: The day that ``cùng ngày`` means as long as the text has named none, such as the document's date.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    found: list[DateMention] = []
    done = 0
    last = reference
    for cue in _CUE.finditer(scan.folded):
        if cue.start() < done or not _starts_word(scan.folded, cue.start()):
            continue
        for mention, end in _at(scan, cue.start(), last):
            found.append(mention)
            done = end
            if mention.value is not None and not mention.relative:
                last = mention.value.date or last
            elif mention.value is not None and mention.value.date is not None:
                last = mention.value.date
    return tuple(found)


def _starts_word(folded: str, at: int) -> bool:
    before = folded[at - 1 : at]
    if before.isalnum() or before == "_":
        return False
    if not folded[at].isdigit():
        return True
    return before not in {".", ",", "/", "-"} or not folded[at - 2 : at - 1].isalnum()


def _at(scan: ReadyText, start: int, last: date | None) -> Iterator[tuple[DateMention, int]]:
    """The dates that begin at `start` (several for a list), each with its end."""
    folded = scan.folded
    direct = start + 5 if folded.startswith("cung ", start) else start
    found = _worded(scan, direct, last) or _numeric(scan, direct)
    if found is not None:
        yield found
        return
    if relative := _RELATIVE.match(folded, start):
        yield _pointing(scan, relative, last), relative.end()
        return
    cue = _DAY_CUE.match(folded, start)
    if cue is not None:
        yield from _list(scan, start, cue.end())


def _worded(scan: ReadyText, start: int, last: date | None) -> tuple[DateMention, int] | None:
    """A date with the words tháng or năm."""
    folded = scan.folded
    match = _LONG.match(folded, start)
    year = None if match is None else _printed_year(match, last)
    if match is not None and not _is_blank(match["day"] + match["month"] + (year or "")):
        return _mention(scan, start, match.end(), (year, match["month"], match["day"])), match.end()
    if match := _UNREADABLE.match(folded, start):
        return _mention(scan, start, match.end(), (match["year"], match["month"], match["day"])), match.end()
    if match := _MONTH.match(folded, start):
        return _mention(scan, start, match.end(), (match["year"] or match["short"], match["month"], None)), match.end()
    if match := _BARE_LONG.match(folded, start):
        return _mention(scan, start, match.end(), (match["year"], match["month"], match["day"])), match.end()
    match = _YEAR.match(folded, start)
    sure = 0.0 if match is None else _sure_of_year(scan, match)
    if match is None or not sure:
        return None
    return _mention(scan, start, match.end(), (match["year"], None, None), confidence=sure), match.end()


def _numeric(scan: ReadyText, start: int) -> tuple[DateMention, int] | None:
    """A date in digits: 12/3/2024, ngày 12-3-2024, ngày 12/3."""
    cue = _DAY_CUE.match(scan.folded, start)
    at = start if cue is None else cue.end()
    if match := _ISO.match(scan.folded, at):
        return _mention(scan, start, match.end(), (match["year"], match["month"], match["day"])), match.end()
    if match := _SHORT.match(scan.folded, at):
        possible = int(match["month"]) <= 12 and int(match["day"]) <= 31
        if cue is None and not (possible and len(match["year"]) == 4):
            return None
        return _mention(scan, start, match.end(), (match["year"], match["month"], match["day"])), match.end()
    if cue is not None and (match := _SHORT_NO_YEAR.match(scan.folded, at)):
        return _mention(scan, start, match.end(), (None, match["month"], match["day"]), confidence=0.9), match.end()
    return None


def _list(scan: ReadyText, start: int, at: int) -> Iterator[tuple[DateMention, int]]:
    """``ngày 12, 13 và 15/3/2024``: the days before the last take its month and year."""
    folded = scan.folded
    first = _FIRST_DAY.match(folded, at)
    if first is None:
        return
    days = [(start, first.end(), first["day"])]
    end = first.end()
    while len(days) < 31 and (item := _LIST_ITEM.match(folded, end)):
        last = _SHORT.match(folded, item.start("day")) or _BARE_LONG.match(folded, item.start("day"))
        item_start = item.start("cue") if item["cue"] else item.start("day")
        if last is not None:
            for day_start, day_end, day in days:
                yield _mention(scan, day_start, day_end, (last["year"], last["month"], day), confidence=0.9), day_end
            yield _mention(scan, item_start, last.end(), (last["year"], last["month"], last["day"])), last.end()
            return
        days.append((item_start, item.end(), item["day"]))
        end = item.end()


def _pointing(scan: ReadyText, match: re.Match[str], last: date | None) -> DateMention:
    """``cùng ngày``, ``ngày hôm sau`` seen from the last full date."""
    words = match.group().split()
    shift = 0 if words[0] == "cung" else -1 if words[-1] == "truoc" else 1
    value = None
    if last is not None:
        try:
            day = last + timedelta(days=shift)
            value = PartialDate(day.year, day.month, day.day)
        except OverflowError:
            value = None
    return DateMention(
        span=scan.span(*match.span()),
        raw=scan.raw(*match.span()),
        confidence=0.3 if value is None else 0.8,
        problems=(_NOTHING_BEFORE,) if value is None else (),
        value=value,
        relative=True,
    )


_NOTHING_BEFORE = Problem(
    "no_date_before", "Trước đó không có ngày nào để đối chiếu.", "No date stands before that it could mean."
)


def _printed_year(match: re.Match[str], last: date | None) -> str | None:
    """The year of a date in words: ``năm 20`` is the beginning of one that a form leaves open."""
    if match["same"] and last is not None:
        return str(last.year)
    return "…" if match["year"] in {"19", "20"} else match["year"]


def _is_blank(part: str | None) -> bool:
    return part is None or not part.strip(" .…_\n")


def _sure_of_year(scan: ReadyText, match: re.Match[str]) -> float:
    """0 for ``Việt Nam 2020`` and ``5 năm 2026-2030``, less than 1 where năm has lost its mark."""
    folded, text = scan.folded, scan.text
    start = match.start()
    word = text[start : start + 3]
    year = _number(match["year"])
    if year is None or not 1500 <= year <= 2199:
        return 0
    counted = folded[max(start - 2, 0) : start - 1].isdigit() and folded[start - 1 : start] == " "
    if counted and _PERIOD.match(folded, match.end()):
        return 0
    if word.lower() == "năm":
        return 1
    return 0.6 if word.islower() and not folded.startswith("viet ", max(start - 5, 0)) else 0


def _number(part: str) -> int | None:
    """The number of a part in digits or in words."""
    bare = part.removeprefix("mung ").removeprefix("mong ")
    if bare.isdigit():
        return int(bare)
    if bare in _MONTHS:
        return _MONTHS[bare]
    try:
        value = read_folded(bare.split())
    except TextError:
        return None
    return value if isinstance(value, int) else None


def _full_year(part: str, number: int) -> int:
    """Two digits mean 1941…2040: papers of this century, births of the last."""
    return number if len(part) != 2 else number + (2000 if number <= 40 else 1900)


def _mention(
    scan: ReadyText,
    start: int,
    end: int,
    parts: tuple[str | None, str | None, str | None],
    *,
    confidence: float = 1.0,
) -> DateMention:
    """The mention of a date whose year, month and day are printed so."""
    year = parts[0]
    problems: list[Problem] = []
    values: dict[str, int | None] = {}
    for name, part in zip(("year", "month", "day"), parts, strict=True):
        values[name] = None if part is None or _is_blank(part) else _number(part)
        if part is not None and values[name] is None:
            problems.append(_BLANK_PART if _is_blank(part) else _UNREADABLE_PART)
    if year is not None and values["year"] is not None:
        values["year"] = _full_year(year, values["year"])
        confidence = min(confidence, 0.6 if len(year) == 2 else 1.0)
    lunar = _LUNAR.match(scan.folded, end) is not None
    value = None
    try:
        value = PartialDate(**values)
    except UsageError as error:
        problems.append(Problem("no_such_day", "Không có ngày này trong lịch.", f"{error.message}."))
        confidence = 0.2
    if problems or scan.mended(start, end):
        confidence = min(confidence, 0.5)
    return DateMention(
        span=scan.span(start, end),
        raw=scan.raw(start, end),
        confidence=confidence,
        problems=tuple(problems),
        value=value,
        lunar=lunar,
    )


_UNREADABLE_PART = Problem(
    "unreadable_part", "Một phần ngày tháng không đọc được.", "A part of the date could not be read."
)
_BLANK_PART = Problem("blank_part", "Ngày tháng còn để trống một phần.", "A part of the date was left blank.")
