"""Lengths of time: ``02 (hai) năm 06 (sáu) tháng``, ``15 ngày làm việc``, ``24 giờ``, ``hai năm``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from casedocs.errors import TextError
from casedocs.text._digits import bracket_words, differ, inside_code
from casedocs.text._scan import ReadyText, ready
from casedocs.text._words import UNIT_END
from casedocs.text.calendar_values import Length
from casedocs.text.dates import find_dates
from casedocs.text.findings import Finding, Kind, Problem, drop_overlaps, sole
from casedocs.text.number_words import read_folded
from casedocs.text.times import find_times

__all__ = ["Term", "candidates", "find_terms", "parse_term"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Finding):
    """A length of time.

    Attributes:
        value: The length as printed.
    """

    kind: ClassVar[Kind] = Kind.TERM

    value: Length

    @property
    def canonical(self) -> str:
        """ISO 8601, with ``work`` behind when only working days or hours count."""
        return str(self.value)


_S = r"[ \n]{1,2}"
_UNITS = {"nam": "years", "thang": "months", "tuan": "weeks", "ngay": "days", "gio": "hours", "phut": "minutes"}
_ORDER = tuple(_UNITS.values())
_EXACT_UNITS = frozenset({"năm", "tháng", "tuần", "ngày", "giờ", "phút"})
_UNIT = re.compile(r"[ \n]{0,2}(nam|thang|tuan|ngay|gio|phut)" + UNIT_END)
_CUE = re.compile(r"[0-9)][ \n]{0,2}(?:nam|thang|tuan|ngay|gio|phut)" + UNIT_END)
_NUMBER_BEFORE = re.compile(r"([0-9]{1,4})(?: ?\([a-z ]{2,40}\))?$")
_FIRST = re.compile(r"([0-9]{1,4})")
_NEXT = re.compile(r"[ \n]{0,2}(?:va[ \n]{1,2})?([0-9]{1,4})")
_WORKING = re.compile(rf"{_S}lam{_S}viec(?![a-z])")
_NUMBERED = re.compile(rf"{_S}(?:[0-9]|gieng|chap)")
_IN_WORDS = re.compile(
    r"(?:hai|ba|bon|nam|sau|bay|tam|chin|muoi|mot|lam|tu)[ \n](nam|thang|tuan|ngay|gio|phut)"
    r"(?![a-z0-9]|[ \n](?:[0-9]|hai[ \n](?:nghin|ngan)))"
)
_WORDS_BEFORE = re.compile(
    r"(?<!\w)(?:(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
    r"(?: (?:mươi|mười|một|mốt|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín)){0,2}"
    r"|(?:(?<=thời hạn )|(?<=trong )|(?<=quá )|(?<=sau )|(?<=đủ )|(?<=đến ))một)$"
)


def parse_term(text: str) -> Length:
    """Reads a whole string as one length of time.

    Raises:
        TextError: If it is none, or its words contradict its digits.
    """
    found = sole(find_terms(text.strip()), text.strip())
    if found is None:
        raise TextError(f"{text!r} is no length of time", hint="write it as in '02 (hai) năm 06 (sáu) tháng'")
    if found.problems:
        raise TextError(f"{text!r} contradicts itself: {found.problems[0].en}")
    return found.value


def find_terms(text: str | ReadyText) -> tuple[Term, ...]:
    """The lengths of time in a text, in order; dates and times of the clock are none.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    found = candidates(scan)
    return tuple(drop_overlaps(found, [*find_dates(scan), *find_times(scan)])) if found else ()


def candidates(scan: ReadyText) -> list[Term]:
    """The terms of a text as long as its dates and times do not cover them: "ngày 05 tháng 01" holds no five months."""
    return [*_in_digits(scan), *_in_words(scan)]


def _in_digits(scan: ReadyText) -> Iterator[Term]:
    folded = scan.folded
    done = 0
    for cue in _CUE.finditer(folded):
        if cue.start() < done:
            continue
        number = _NUMBER_BEFORE.search(folded, max(0, cue.start() - 50), cue.start() + 1)
        if number is None or inside_code(folded, number.start()) or _is_day(folded, number.start(), cue):
            continue
        start = number.start()
        term = _from(scan, start)
        if term is not None:
            yield term[0]
            done = term[1]


def _from(scan: ReadyText, start: int) -> tuple[Term, int] | None:
    """The term whose first number begins at `start`, with its end: parts in falling order of size."""
    folded = scan.folded
    parts: dict[str, int] = {}
    problems: list[Problem] = []
    end = at = start
    while number := _NEXT.match(folded, at) if parts else _FIRST.match(folded, at):
        value, after = int(number[1]), number.end()
        words = bracket_words(scan, after)
        if words is not None:
            after = words[1]
            if words[0] != value:
                problems.append(differ(value, words[0]))
        unit = _UNIT.match(folded, after)
        if unit is None or (unit[1] == "thang" and not parts and _is_day_before_month(folded, unit.end())):
            break
        name = _UNITS[unit[1]]
        if any(_ORDER.index(name) <= _ORDER.index(other) for other in parts):
            break
        parts[name] = value
        end = at = unit.end()
    if not parts:
        return None
    working = _WORKING.match(folded, end) if {"days", "hours"} & parts.keys() else None
    end = end if working is None else working.end()
    return _term(scan, start, end, _length(parts, working=working is not None), tuple(problems)), end


def _is_day(folded: str, start: int, cue: re.Match[str]) -> bool:
    """``ngày 27 tháng …``, whatever follows."""
    return cue.group().endswith("thang") and folded.endswith("ngay ", max(0, start - 5), start)


def _is_day_before_month(folded: str, end: int) -> bool:
    """``30 tháng 4``: a day and its month."""
    return _NUMBERED.match(folded, end) is not None


def _term(scan: ReadyText, start: int, end: int, value: Length, problems: tuple[Problem, ...] = ()) -> Term:
    return Term(
        span=scan.span(start, end),
        raw=scan.raw(start, end),
        confidence=0.5 if problems or scan.mended(start, end) else 1.0,
        problems=problems,
        value=value,
    )


def _in_words(scan: ReadyText) -> Iterator[Term]:
    for found in _IN_WORDS.finditer(scan.folded):
        end = found.start(1) - 1
        if scan.text[found.start(1) : found.end(1)].lower() not in _EXACT_UNITS:
            continue
        words = _WORDS_BEFORE.search(scan.text, max(0, end - 24), end)
        if words is None:
            continue
        try:
            value = read_folded(scan.folded[words.start() : end].split())
        except TextError:
            continue
        if isinstance(value, int):
            working = _WORKING.match(scan.folded, found.end())
            length = _length({_UNITS[found[1]]: value}, working=working is not None)
            yield _term(scan, words.start(), found.end() if working is None else working.end(), length)


def _length(parts: dict[str, int], *, working: bool = False) -> Length:
    years, months, weeks, days, hours, minutes = (parts.get(name, 0) for name in _ORDER)
    return Length(years=years, months=months, weeks=weeks, days=days, hours=hours, minutes=minutes, working=working)
