"""Offence, articles, place and time of the act."""

import re
from collections.abc import Iterator

from casedocs.extract._source import Source, inside
from casedocs.extract.model import Field, FieldName
from casedocs.extract.offences import article_of, closest, shortened
from casedocs.extract.values import Moment, Offence
from casedocs.text.citations import Citation
from casedocs.text.folding import fold
from casedocs.text.provisions import Provision

__all__ = ["read_charge", "read_citations"]

_PENAL_CODE = "Bộ luật Hình sự"
_CUE = re.compile(
    r"(?<![a-z])(?:ve (?:cac )?toi(?: danh)?|pham (?:vao )?(?:cac )?toi|vu an(?: hinh su)?(?: ve toi)?|toi danh|toi"
    r"|ve hanh vi|hanh vi|vu)[ :]{0,3}(?P<quote>[\"'“”*]{0,3})[ ]?(?=[a-z])"
)
_STRONG = re.compile(r"toi|vu an")
_FURTHER = re.compile(r"(?:,|;|(?<![a-z])va)[ ](?:toi )?(?P<quote>[\"“])(?=[a-z])")
_LIST_REACH = 300
_END = re.compile(r"[\"“”;.\n(]|[ ,]{1,2}(?:quy dinh|theo|xay ra|duoc quy|thuoc truong|neu tai|doi voi)(?![a-z])")
_WHOLE = re.compile(r"[ ]{0,2}(?:[\"”'*,.;:)\n]|$|(?:quy dinh|theo|xay ra|cua|tai|doi voi|voi|ngay)(?![a-z]))")
_RULED = re.compile(
    r"[\"”'*) ,.\n]{0,6}(?:(?:duoc )?(?:quy dinh|qui dinh)(?: tai)?|theo(?: quy dinh tai)?|xay ra|tai|\()[^;\n]{0,260}$"
)
_BEFORE = re.compile(r"^[^;.\n]{0,80}$")
_HAPPENED = re.compile(r"xay ra[ :]{1,2}")
_NARRATIVE = re.compile(r"cao trang|ket luan dieu tra|ban an so")
_AT_HOUR = re.compile(
    r"(?:(?<=\n)|(?<=[.;] )|^)[ \f]*(?:vao )?(?:khoang|hoi|luc|vao luc)[ ](?=[0-9]{1,2}[ ]?(?:gio|h|:))"
)
# What happened must be a case: spills, accidents at sea and floods happen too.
_OF_CASE = re.compile(r"(?<![a-z])(?:vu|toi|hanh vi|su viec|tin bao|to giac|pham toi)(?![a-z])")
_PLACE = re.compile(r"(?<!\w)(?:tại|ở)[ :]{1,3}", re.IGNORECASE)
_PLACE_END = re.compile(
    r"[;\n]|,? (?:quy dinh|duoc quy|vao (?:ngay|khoang|luc|hoi)|co dau hieu|theo|ngay [0-9]|thuoc truong|doi voi)|"
    r"[.](?=[ \n]|$)"
)


def read_charge(source: Source, *, all_citations: bool) -> Iterator[Field]:
    """Offences with their provisions, the act's time and place, and the citations."""
    yield from _offences(source)
    yield from _circumstances(source)
    if all_citations:
        yield from read_citations(source)


def read_citations(source: Source) -> Iterator[Field]:
    """Every citation of a law."""
    for citation in source.citations:
        sure = min(0.98, citation.confidence)
        yield source.field(FieldName.CITATION, citation.canonical, citation.span, cue="Điều", sure=sure)


def _offences(source: Source) -> Iterator[Field]:
    found: dict[str, tuple[Field, list[Provision]]] = {}
    for cue in _cues(source):
        start = cue.end()
        if any(field.span.start <= start < field.span.end for field, _ in found.values()):
            continue
        named = _named(source, start, quoted=bool(cue["quote"]), strong=_STRONG.search(cue.group()) is not None)
        if named is None:
            continue
        name, end, sure = named
        provisions = _provisions(source, cue.start(), end)
        key = fold(name)
        if key in found:
            known = found[key][1]
            if not known:
                known += provisions
            continue
        field = source.field(FieldName.OFFENCE, name, (start, end), cue=cue, sure=sure)
        found[key] = field, list(provisions)
    for field, near in found.values():
        ruled = near or _elsewhere(source, str(field.value))
        value = Offence(str(field.value), tuple(ruled))
        yield source.field(FieldName.OFFENCE, value, field.span, cue=field.reason.cue, sure=_sure_of(field, ruled))


def _cues(source: Source) -> Iterator[re.Match[str]]:
    """Where offences begin: behind their cue, and further ones of a list behind ``và “``."""
    behind = 0
    for cue in sorted([*_CUE.finditer(source.folded), *_FURTHER.finditer(source.folded)], key=lambda one: one.start()):
        if cue.re is _CUE:
            behind = cue.end()
            yield cue
        elif 0 < cue.start() - behind < _LIST_REACH and "\n" not in source.flow[behind : cue.start()]:
            yield cue


def _elsewhere(source: Source, name: str) -> list[Provision]:
    """The clause of the offence's own article that is cited in another sentence (``Áp dụng khoản … Điều …``)."""
    article = article_of(name)
    for citation in source.citations:
        own = [one for one in citation.provisions if one.article == article and one.clause is not None]
        if article is not None and own and citation.law is not None and citation.law.name == _PENAL_CODE:
            return own
    return []


def _sure_of(field: Field, provisions: list[Provision]) -> float:
    named = closest(str(field.value))
    if named is None:
        return 0.6
    if provisions and provisions[0].article != named[1]:
        return 0.7
    return 0.98 if provisions else 0.96


def _named(source: Source, start: int, *, quoted: bool, strong: bool) -> tuple[str, int, float] | None:
    """The offence that a cue is followed by: its name, where it ends, how sure."""
    stop = min(source.paragraph_end(start), start + 280)
    text = source.flow[start:stop]
    known = closest(text)
    name, _, likeness = known or ("", "", 0.0)
    end = _end_of(source, start, stop, name)
    # Behind a weak cue the name must be all: "hành vi vi phạm quy định về bảo vệ môi trường" is no Điều 410.
    if likeness and (strong or (likeness == 1 and _WHOLE.match(source.folded, end))):
        return name, end, 0.98 if likeness == 1 else 0.9 * likeness
    close = _END.search(source.folded, start, stop)
    first, last = source.trimmed(start, stop if close is None else close.start())
    for stopped in _commas(source.flow, first, last) if strong else ():
        short = shortened(source.flow[first:stopped])
        if short is not None:
            return short, stopped, 0.95
    if not quoted or not strong:
        return None
    if not 6 <= last - first <= 200:
        return None
    name = source.words(first, last)
    name = re.sub(r"^(?:tội|Tội)\s+", "", name)
    return name[0].upper() + name[1:], last, 0.6


def _commas(text: str, first: int, last: int) -> Iterator[int]:
    """The end, then every comma from the last to the first: names of offences hold commas too."""
    yield last
    at = last
    while (at := text.rfind(",", first, at)) > first:
        yield at


def _end_of(source: Source, start: int, stop: int, name: str) -> int:
    """Where a name of that many letters ends in the text, blanks apart."""
    letters = sum(map(str.isalnum, name))
    at = start
    while at < stop and letters:
        letters -= source.flow[at].isalnum()
        at += 1
    return at


def _provisions(source: Source, start: int, end: int) -> tuple[Provision, ...]:
    """The provisions of the Penal Code that the words around an offence give it."""
    after = [one for one in inside(source.citations, end, min(len(source.flow), end + 320)) if _is_penal(one)]
    for one in after:
        between = source.folded[end : one.span.start]
        if "\n" in between and not re.match(r"[\"”'* .,;]{0,4}\n[ ]{0,2}(?:duoc )?(?:quy dinh|theo|tai)", between):
            break
        if _RULED.match(between) or len(between.strip(" \"”'.,;:(")) == 0:
            return one.provisions
    head = source.paragraph_start(start)
    before = [one for one in inside(source.citations, head, start + 1) if _is_penal(one)]
    if before and _BEFORE.match(source.folded[before[-1].span.end : start]):
        return before[-1].provisions
    return ()


def _is_penal(citation: Citation) -> bool:
    if citation.law is not None:
        return citation.law.name == _PENAL_CODE
    article = citation.provisions[0].article or ""
    digits = re.match(r"[0-9]+", article)
    return digits is not None and 108 <= int(digits.group()) <= 425


def _circumstances(source: Source) -> Iterator[Field]:
    """Time and place of the act: ``xảy ra khoảng 22 giờ 30 phút ngày 14/9/2025 tại …``."""
    for cue in _HAPPENED.finditer(source.folded):
        if not _OF_CASE.search(source.folded, max(0, cue.start() - 240), cue.start()):
            continue
        stop = min(source.paragraph_end(cue.end()), cue.end() + 320)
        stop = _at_semicolon(source, cue.end(), stop)
        days = inside(source.dates, cue.end() - 1, stop, test=lambda one: one.value is not None)
        if days:
            clock = inside(source.times, cue.end() - 1, days[0].span.start + 1)
            start = clock[-1].span.start if clock else days[0].span.start
            value = Moment(days[0].value, clock[-1].value if clock else None)
            yield source.field(FieldName.CRIME_TIME, value, (start, days[0].span.end), cue=cue, sure=0.96)
        place = _PLACE.search(source.flow, cue.end() - 1, stop)
        if place is not None:
            end = _PLACE_END.search(source.folded, place.end(), stop)
            first, last = source.trimmed(place.end(), stop if end is None else end.start())
            if 4 <= last - first <= 200:
                yield source.field(FieldName.CRIME_PLACE, source.words(first, last), (first, last), cue=cue, sure=0.95)
        if days or place:
            return
    yield from _narrated(source)


def _narrated(source: Source) -> Iterator[Field]:
    """Where no ``xảy ra`` says it: the first sentence of the narrative that begins with an hour and a day."""
    if not _NARRATIVE.search(source.folded[:1500]):
        return
    for cue in _AT_HOUR.finditer(source.folded):
        clock = inside(source.times, cue.start(), cue.end() + 40)
        days = inside(
            source.dates, cue.end(), cue.end() + 70, test=lambda one: one.value is not None and not one.relative
        )
        if not clock or not days or days[0].value is None or not days[0].value.is_full:
            continue
        if 0 <= days[0].span.start - clock[0].span.end <= 12:
            value = Moment(days[0].value, clock[0].value)
            yield source.field(FieldName.CRIME_TIME, value, (clock[0].span.start, days[0].span.end), cue=cue, sure=0.85)
            return


def _at_semicolon(source: Source, start: int, stop: int) -> int:
    at = source.flow.find(";", start, stop)
    return at if at >= 0 else stop
