"""Times of the clock: ``08 giờ 30 phút``, ``22h30'``, ``3 giờ chiều``, ``từ 22 giờ đến 06 giờ sáng``.

``24 giờ`` alone is a length of time (see `casedocs.text.terms`); it is a time of the clock only when the words around
say so: minutes, a part of the day, a date right behind, ``hồi`` or ``lúc`` before.
"""

import re
from dataclasses import dataclass
from datetime import time
from typing import ClassVar

from casedocs.errors import TextError
from casedocs.text._scan import ReadyText, ready
from casedocs.text.findings import Finding, Kind, Problem

__all__ = ["ClockTime", "find_times", "parse_time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockTime(Finding):
    """A time of the clock.

    Attributes:
        value: The time; ``24 giờ`` is 00:00 with `next_day`; None when there is no such time.
        next_day: Whether it is the midnight that ends the day.
        about: Whether the text says khoảng.
    """

    kind: ClassVar[Kind] = Kind.TIME

    value: time | None
    next_day: bool = False
    about: bool = False

    @property
    def canonical(self) -> str:
        """``08:30``, ``24:00``, ``23:58:07``; empty when there is no such time."""
        if self.next_day:
            return "24:00"
        return "" if self.value is None else f"{self.value:%H:%M:%S}".removesuffix(":00")


_S = r"[ \n]{1,2}"
_PART_OF_DAY = r"rang sang|sang|trua|chieu|toi|dem|khuya"
_MINUTES = (
    rf"{_S}(?P<minute>[0-9]{{1,2}})[ \n]{{0,2}}(?:phut(?:{_S}(?P<second>[0-9]{{1,2}})[ \n]{{0,2}}giay)?|')"
    rf"|{_S}(?P<bare>[0-5][0-9])(?=[ \n]|[,;.:)](?![0-9])|$)|{_S}(?P<half>ruoi)"
    rf"|{_S}kem{_S}(?P<less>[0-9]{{1,2}})(?:[ \n]{{0,2}}phut)?"
)
_HOUR = re.compile(
    rf"(?P<hour>[0-9]{{1,2}})(?:[ \n]{{0,2}}gio(?:{_MINUTES})?"
    rf"| ?(?:h|b(?=[0-9])) ?(?P<short>[0-9]{{2}})?(?:(?:'| ?p| ?phut)(?![a-z]))?|(?<=[0-9]):"
    rf"(?P<colon>[0-5][0-9])(?::(?P<colon_second>[0-5][0-9]))?)(?![a-z0-9:])"
    rf"(?:{_S}(?P<part>{_PART_OF_DAY})(?![a-z]))?"
)
_CUE = re.compile(r"[0-9][ \n]?gio(?![a-z])|[0-9] ?h(?![a-z])|[0-9]{2}b[0-9]{2}(?![0-9a-z])|[0-9]:[0-5][0-9]")
_BEFORE = re.compile(r"(?:hoi|luc|vao|vao khoang|luc khoang|hoi khoang|den truoc)[ \n]$")
_ABOUT = re.compile(r"khoang[ \n]$")
_BEHIND = re.compile(
    rf"(?:,?{_S}(?:ngay{_S}(?:[0-9]|hom)|cung{_S}ngay|hom{_S}(?:sau|truoc|nay|qua)|cung{_S}toi"
    rf"|den{_S}[0-9]{{1,2}}{_S}gio{_S}(?:cung|{_PART_OF_DAY}|ngay)))"
)
_GOES_ON = re.compile(r" (?:thi|tai|toi|khi|bi|do|va|ong|ba|anh|chi|den|o|cua)(?![a-z])")
_FROM = re.compile(r"tu[ \n]$")
_TO_CLOCK = re.compile(
    rf"(?:{_S}[a-z0-9/]{{1,12}}){{0,6}}{_S}den{_S}(?:truoc{_S})?[0-9]{{1,2}}[ \n]{{0,2}}(?:gio"
    rf"|h)[0-9]{{0,2}}(?:{_S}[0-9]{{2}}{_S}phut)?{_S}(?:{_PART_OF_DAY}|ngay|hom|cung)(?![a-z])"
)
_NO_SUCH_TIME = Problem("no_such_time", "Không có giờ này trong ngày.", "The clock has no such time.")


def parse_time(text: str) -> time:
    """Reads a whole string as a time of the clock: ``08 giờ 30 phút``, ``22h30``, ``7:45``, ``3 giờ chiều``, ``9 giờ``.

    Raises:
        TextError: If it is none.
    """
    scan = ready(text.strip())
    match = _HOUR.fullmatch(scan.folded)
    value = None if match is None else _value(match)[0]
    if value is None:
        raise TextError(f"{text!r} is no time of the clock", hint="write it as in '08 giờ 30 phút'")
    return value


def find_times(text: str | ReadyText) -> tuple[ClockTime, ...]:
    """The times of the clock in a text, in order.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    folded = scan.folded
    found: list[ClockTime] = []
    done = 0
    for cue in _CUE.finditer(folded):
        start = cue.start()
        if start and folded[start - 1].isdigit():
            start -= 1
        if start < done or _goes_on(folded, start):
            continue
        match = _HOUR.match(folded, start)
        if match is not None and match["bare"] is not None and not _is_said_as_clock(folded, match):
            match = _HOUR.match(folded, start, match.start("bare") - 1)
        if match is None or "H" in scan.text[start : match.end()] or not _is_clock(folded, match):
            continue
        done = match.end()
        found.append(_found(scan, match))
    return tuple(found)


def _goes_on(folded: str, start: int) -> bool:
    before = folded[start - 1 : start]
    return (
        before.isalnum()
        or (before in {".", ",", ":", "/"} and folded[start - 2 : start - 1].isalnum())
        or before == "+"
    )


def _is_said_as_clock(folded: str, match: re.Match[str]) -> bool:
    """``lúc 9 giờ 15``, ``16 giờ 00 cùng ngày``: minutes without their word; ``24 giờ 10 người`` has none."""
    start, end = match.span()
    if match["part"] is not None or _BEHIND.match(folded, end):
        return True
    said = _BEFORE.search(folded, max(0, start - 12), start) or _ABOUT.search(folded, max(0, start - 7), start)
    return said is not None and (not folded[end + 1 : end + 2].isalpha() or _GOES_ON.match(folded, end) is not None)


def _is_clock(folded: str, match: re.Match[str]) -> bool:
    if any(match[name] is not None for name in ("minute", "bare", "half", "less", "short", "colon", "part")):
        return True
    start, end = match.span()
    if int(match["hour"]) > 24:
        return False
    if _BEHIND.match(folded, end) or _BEFORE.search(folded, max(0, start - 12), start):
        return True
    if _FROM.search(folded, max(0, start - 4), start):
        return _TO_CLOCK.match(folded, end) is not None
    return False


def _value(match: re.Match[str]) -> tuple[time | None, bool]:
    hour = int(match["hour"])
    second = int(match["second"] or match["colon_second"] or 0)
    minute = int(match["minute"] or match["bare"] or match["short"] or match["colon"] or (30 if match["half"] else 0))
    if match["less"]:
        hour, minute = hour - 1, 60 - int(match["less"])
    part = match["part"]
    afternoon = part in {"chieu", "toi"} or (part in {"dem", "khuya"} and hour >= 7)
    if (afternoon and 1 <= hour < 12) or (part == "trua" and 1 <= hour <= 3):
        hour += 12
    if hour == 24 and minute == second == 0:
        return time(0, 0), True
    if not (0 <= hour < 24 and 0 <= minute < 60 and second < 60):
        return None, False
    return time(hour, minute, second), False


def _found(scan: ReadyText, match: re.Match[str]) -> ClockTime:
    start, end = match.span()
    if match["part"] is not None:  # the part of the day is read, the span stays with the clock
        end = match.start("part") - 1
    value, next_day = _value(match)
    doubtful = scan.mended(start, end) or value is None
    return ClockTime(
        span=scan.span(start, end),
        raw=scan.raw(start, end),
        confidence=0.4 if doubtful else 1.0,
        problems=(_NO_SUCH_TIME,) if value is None else (),
        value=value,
        next_day=next_day,
        about=_ABOUT.search(scan.folded, max(0, start - 7), start) is not None,
    )
