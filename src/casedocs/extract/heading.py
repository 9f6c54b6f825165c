"""Number, date, place, agency and title, as `casedocs.classify` reads them from the head of the first page."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from casedocs.classify._tables_header import AGENCY_STARTS
from casedocs.classify.document import DocumentView
from casedocs.classify.header import Header, HeaderDate, HeaderNumber, Part, read_header
from casedocs.errors import UsageError
from casedocs.extract._mending import begins_agency, lacks_place, mend_agency
from casedocs.extract._pen import needs_person, unread
from casedocs.extract._source import Source
from casedocs.extract._trust import trust
from casedocs.extract.model import Field, FieldName
from casedocs.extract.values import Value
from casedocs.spans import Span
from casedocs.text.calendar_values import PartialDate
from casedocs.text.folding import fold

__all__ = ["read_heading"]


def read_heading(source: Source, document: DocumentView) -> Iterator[Field]:
    """The fields of the heading; of the first page that has any text."""
    offset = 0
    for page in document.pages:
        if any(line.words for line in page.lines):
            yield from _fields(source, read_header(page), offset)
            return
        offset += 1 + sum(1 for _ in page.lines)


def _fields(source: Source, header: Header, offset: int) -> Iterator[Field]:
    number, day = _untangled(header.number, header.date)
    title = header.title
    if number is not None:
        yield from _number(source, number, offset)
    else:
        yield from _number_alone(source)
    own = None if day is None or _NOT_OWN.search(_line(source, day.part, offset)) else day
    if own is not None and own.place:
        yield _field(source, FieldName.PLACE, own.place, own.part, offset, "ngày")
    if own is not None and (own.value is None or not own.value.is_full) and _blank(source, own.part, offset):
        own = None
    if own is not None:
        yield _own_date(source, own, offset)
    else:
        yield from _elsewhere(source)
    names = [name for part in header.agencies for name in _agencies(source, part, offset)]
    names = [one for one in names if not _CHAPTER.match(one[0].text)]
    for index, (agency, lines) in enumerate(names):
        yield _agency(source, FieldName.PARENT_AGENCY if index < len(names) - 1 else FieldName.AGENCY, agency, lines)
    if title is not None and not (number is not None and number.judgment):
        part = title.kind
        spans = part.spans + (() if title.subtitle is None else title.subtitle.spans)
        confidence = min(one.confidence for one in (title.kind, title.subtitle) if one is not None)
        whole = Part(title.text, spans, part.lines, part.box, confidence, part.reason)
        yield _field(source, FieldName.TITLE, title.text, whole, offset, "")


def _untangled(number: HeaderNumber | None, day: HeaderDate | None) -> tuple[HeaderNumber | None, HeaderDate | None]:
    """The symbol of a number goes to the number where a text layer put it before the place: ``/QĐ-UBND Huế, ngày …``.

    Control characters of old Word files are no part of a place.
    """
    if day is None or day.place is None:
        return number, day
    place = _CONTROL.sub("", day.place).strip()
    symbol = _SYMBOL_BEFORE.match(place)
    if symbol is None or number is None or number.groups:
        return number, replace(day, place=place or None)
    groups = tuple(symbol["symbol"].split("-"))
    return replace(number, groups=groups), replace(day, place=symbol["place"])


def _agencies(source: Source, part: Part, offset: int) -> list[tuple[Part, list[Span]]]:
    """The lines of each agency of a part: a line that begins like one, garbled, is one of its own."""
    found: list[list[Span]] = []
    for span in (one.shifted(offset) for one in part.spans):
        if not found or begins_agency(source.linear.words(span)):
            found.append([span])
        else:
            found[-1].append(span)
    if found and lacks_place([word for span in found[-1] for word in source.linear.words(span)]):
        below = _place_below(source, found[-1][-1])
        found[-1] += [] if below is None else [below]
    return [(part, spans) for spans in found]


def _place_below(source: Source, span: Span) -> Span | None:
    """The next line where it says the place in letters that look small: ``KHU vực 4``."""
    start = source.text.find("\n", span.end) + 1
    end = source.text.find("\n", start)
    return Span(start, end) if 0 < start < end and _PLACE_LINE.fullmatch(source.folded, start, end) else None


def _agency(source: Source, name: FieldName, part: Part, spans: list[Span]) -> Field:
    """An agency, its name mended; words that the mending vouches for do not lower the confidence."""
    text, read_well = mend_agency(source, [word for span in spans for word in source.linear.words(span)])
    whole = spans[0].joined(spans[-1])
    field = source.field(name, text, whole, rule=f"header: {part.reason}", sure=part.confidence)
    known = fold(text).startswith(AGENCY_STARTS)
    sure = 0.95 if known else part.confidence
    return replace(field, confidence=trust(sure, 1.0 if read_well is None else read_well))


def _own_date(source: Source, day: HeaderDate, offset: int) -> Field:
    """The date of the line; not known where a part of it could not be read."""
    value = day.value if day.value is not None and day.value.is_full else _spaced(_line(source, day.part, offset))
    field = _field(source, FieldName.DATE, value, day.part, offset, "ngày")
    start = source.folded.find("ngay", field.span.start, field.span.end)
    place = Span(max(start, field.span.start), field.span.end)
    doubtful = value is None or needs_person(source, place) or _no_figures(source, place)
    return unread(source, field, place) if doubtful else field


def _no_figures(source: Source, place: Span) -> bool:
    """Whether something recognised stands for the day or the month that is no figure: ``tháng S`` may be 5 or 8."""
    words = _IN_WORDS.search(source.text, place.start, place.end)
    recognised = any(word.confidence is not None for word in source.linear.words(place))
    return recognised and words is not None and not all(words[name].strip(" .,").isdigit() for name in ("day", "month"))


def _spaced(line: str) -> PartialDate | None:
    """A date in figures with blanks in it: ``25 -9- 2025``."""
    match = _FIGURES.search(line)
    with suppress(UsageError):
        return None if match is None else PartialDate(int(match["year"]), int(match["month"]), int(match["day"]))
    return None


def _blank(source: Source, part: Part, offset: int) -> bool:
    """Whether the day or the month of a line was not filled in."""
    return _UNFILLED.search(_line(source, part, offset)) is not None


def _number(source: Source, number: HeaderNumber, offset: int) -> Iterator[Field]:
    """The number; nothing where it is blank, not known where a pen wrote what could not be read."""
    line = Span(0, 0) if not number.part.spans else _line_span(source, number.part, offset)
    lead = _LEAD.match(source.text, line.start, line.end)
    symbol = source.text.find(f"/{number.groups[0]}" if number.groups else "/", line.start, line.end)
    gap = Span(line.start if lead is None else lead.end(), symbol) if symbol > line.start else Span(0, 0)
    filled = any(map(str.isalnum, gap.of(source.text)))
    if not number.serial and not filled:
        return
    field = _read_number(source, number, offset)
    doubtful = not number.serial or needs_person(source, gap if filled else field.span)
    yield unread(source, field, line) if doubtful else field


def _number_alone(source: Source) -> Iterator[Field]:
    """``Số`` with nothing behind it that reads as a number, on a recognised page: a pen wrote there."""
    alone = _ALONE.search(source.text[:_HEAD])
    if alone is None:
        return
    span = Span(*alone.span("all"))
    penned = any(getattr(word, "handwritten", False) for word in source.linear.words(span))
    if penned and needs_person(source, span):
        yield unread(source, source.field(FieldName.NUMBER, None, span, cue="Số"), span)


def _read_number(source: Source, number: HeaderNumber, offset: int) -> Field:
    """The number without ``Số:``: how that was read does not matter."""
    field = _field(source, FieldName.NUMBER, number.text, number.part, offset, "Số:")
    at = field.raw.find(number.serial or "")
    if at <= 0:
        return field
    place = (field.span.start + at, field.span.end)
    return source.field(
        FieldName.NUMBER, number.text, place, cue=field.raw[:at], rule=field.reason.rule, sure=_sure(number)
    )


def _sure(number: HeaderNumber) -> float:
    """How sure the place makes it; how well its letters were read counts by itself, and ``Số`` does not."""
    return 0.98 if number.part.reason == "behind “Số”" and number.groups else number.part.confidence


def _elsewhere(source: Source) -> Iterator[Field]:
    """Place and date where the heading has none: over the signature of a letter, or behind the number of a judgment."""
    for match in _CLOSING.finditer(source.folded):
        days = [one for one in source.dates if match.end("place") <= one.span.start and one.span.end <= match.end() + 4]
        if not days or days[0].value is None or not days[0].value.is_full:
            continue
        first, last = source.trimmed(*match.span("place"))
        if source.flow[first:last].istitle() or last - first < 30:
            yield source.field(FieldName.PLACE, source.words(first, last), (first, last), cue="ngày", sure=0.9)
            yield source.field(FieldName.DATE, days[0].value, days[0].span, cue="ngày", sure=0.92)
            return
    judgment = _JUDGMENT_DAY.search(source.folded[:900])
    if judgment is not None:
        with suppress(UsageError):
            day = PartialDate(int(judgment["year"]), int(judgment["month"]), int(judgment["day"]))
            yield source.field(FieldName.DATE, day, judgment.span("all"), cue="Ngày:", sure=0.9)


def _line(source: Source, part: Part, offset: int) -> str:
    """The folded line that a part begins on."""
    span = _line_span(source, part, offset)
    return source.folded[span.start : span.end]


def _line_span(source: Source, part: Part, offset: int) -> Span:
    at = min(part.spans[0].start + offset, len(source.text)) if part.spans else 0
    start = source.text.rfind("\n", 0, at) + 1
    end = source.text.find("\n", at)
    return Span(start, end if end >= 0 else len(source.text))


# A day of issue, of birth, of another paper is not the paper's own.
_NOT_OWN = re.compile(r"cap ngay|ngay cap|sinh ngay|sinh nam|cap (?:tai|boi)|ban hanh kem")
# ``ngày … tháng 3 năm 2025``: nothing but dots and blanks where the day or the month belongs.
_UNFILLED = re.compile(r"ngay[ .…_]*thang|thang[ .…_]*nam")
_CONTROL = re.compile(r"[\x00-\x1f]")
_SYMBOL_BEFORE = re.compile(r"/(?P<symbol>[A-ZĐ][A-Za-zĐđ0-9]*(?:-[A-ZĐ][A-Za-zĐđ0-9]*)*) (?P<place>[^/]+)")
_CHAPTER = re.compile(r"[IVXLC]{1,5}[.)] ")
_PLACE_LINE = re.compile(r"(?:khu vuc|tinh|thanh pho|huyen|quan|thi xa)[ ]?[a-z0-9 ]{1,24}")
_HEAD = 400
_ALONE = re.compile(r"(?:^|\n)(?P<all>[Ss](?:ố|ô|o)[ ]?[:.]?[^\n]{0,12}\n[^\n]{1,24})(?=\n)")
_LEAD = re.compile(r"[ \f]*(?:Bản án )?[Ss](?:ố|ô|o|ó|0|6)[ ]?(?:hiệu)?[ ]?[:.;]?")
_CLOSING = re.compile(
    r"(?:(?<=\n)|^)[ \f]*(?P<place>[a-z][a-z .-]{2,40}),[ ]{1,2}ngay [0-9]{1,2} thang [0-9]{1,2},? nam [0-9]{4}[ "
    r".]{0,2}(?=\n|$)"
)
_IN_WORDS = re.compile(r"[Nn]gày(?P<day>[^\n]{1,12}?)tháng(?P<month>[^\n]{1,12}?),?[ ]năm")
_DAY_IN_FIGURES = (
    r"(?P<all>(?P<day>[0-9]{1,2})[ ]?[-./][ ]?(?P<month>[0-9]{1,2})[ ]?[-./][ ]?(?P<year>(?:19|20)[0-9]{2}))"
)
_FIGURES = re.compile(rf"ngay[ :.]{{1,3}}{_DAY_IN_FIGURES}(?![0-9])")
_JUDGMENT_DAY = re.compile(rf"\n[ ]?ngay[ :.]{{1,3}}{_DAY_IN_FIGURES}(?=[ ]?\n)")


def _field(source: Source, name: FieldName, value: Value | None, part: Part, offset: int, cue: str) -> Field:
    spans = [span.shifted(offset) for span in part.spans]
    whole = Span(0, 0)
    for index, span in enumerate(spans):
        whole = span if index == 0 else whole.joined(span)
    whole = Span(min(whole.start, len(source.text)), min(whole.end, len(source.text)))
    return source.field(name, value, whole, cue=cue, rule=f"header: {part.reason}", sure=part.confidence)
