"""The value behind one label of an identity block, typed."""

import re
from collections.abc import Callable, Iterator

from casedocs.extract._labels import Label
from casedocs.extract._names import read_name
from casedocs.extract._source import Source
from casedocs.extract.model import Field, FieldName
from casedocs.extract.values import IdentityDocument, Kin, Period, Priors, Sex, Value
from casedocs.text.calendar_values import PartialDate
from casedocs.text.identifiers import IdentifierType

__all__ = ["read_detail"]

_Made = tuple[FieldName, Value, int, int, float]
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DATE = re.compile(r"(?<![0-9])([0-9]{1,2})[ ]?[-/.,][ ]?([0-9]{1,2})[ ]?[-/.,][ ]?((?:19|20)[0-9]{2})(?![0-9])")
_AT = re.compile(r"[ ,;\n]{0,3}(?:noi sinh|tai)[ :]{1,3}")
_ISSUED = re.compile(r"[ ;,.\n]{0,4}\(?(?:cap ngay|ngay cap|cap|do|noi cap)[ :]")
_ISSUER = re.compile(r"(?:noi cap[ :]{1,3}|(?:^|[ ,;])(?:do|tai|boi)[ :]{1,3})")
_DIGITS = re.compile(r"[0-9][0-9 .]{7,16}[0-9]|[a-z][0-9]{7,8}")
_NONE = re.compile(r"(?:khong|chua|khong co|chua co)(?![a-z])")
_COUNT = re.compile(r"(?<![0-9/])(0?[0-9]{1,2})(?:[ ]?\([a-z ]+\))?[ ](?:tien (an|su)|lan)")
_CHILDREN = re.compile(r"(?<![0-9/])(0?[0-9]{1,2})(?:[ ]?\([a-z ]+\))?[ ](?:nguoi )?con(?![a-z])")
_CLASS = re.compile(r"(?<![0-9])([0-9]{1,2})[ ]?/[ ]?(1[02])(?![0-9])")
_OLDEST, _YOUNGEST = 1900, 2100
_LONGEST_PLACE = 140
_EMPTY = re.compile(r"[ \n\f.…_·,;:–/()-]*")


def read_detail(source: Source, label: Label, end: int, limit: int) -> Iterator[Field]:
    """The fields that a label and its value give; the empty string as value where nothing is filled in.

    Args:
        source: The document.
        label: The label.
        end: Where its value ends.
        limit: Where the next label begins, beyond which nothing may be read.
    """
    cue = source.flow[label.start : label.end]
    if label.name is not FieldName.PRESENCE and _EMPTY.fullmatch(source.flow, label.end, end) and label.strong:
        yield source.field(label.name, "", (label.end, label.end), cue=cue, sure=0.9)
        return
    reader = _READERS.get(label.name, _words)
    for name, value, start, stop, sure in reader(source, label, end, limit):
        kept = sure if label.strong or sure < 0.5 else sure * 0.995
        place = source.trimmed(start, stop)
        yield source.field(name, value, place, cue=cue, rule=f"{label.name}:{label.key}", sure=kept)


def _words(source: Source, label: Label, end: int, limit: int) -> Iterator[_Made]:
    del limit
    start, stop = source.trimmed(label.end, end)
    if source.flow.count(")", start, stop) > source.flow.count("(", start, stop):
        stop = source.flow.rindex(")", start, stop)
    if label.name in _ADDRESSES:
        stop = _address_end(source, start, stop)
    if start < stop:
        text = source.words(start, stop)
        yield label.name, text, start, stop, 0.98 if len(text) <= 120 else 0.6


_ADDRESSES = frozenset({
    FieldName.RESIDENCE, FieldName.TEMPORARY_RESIDENCE, FieldName.CURRENT_RESIDENCE, FieldName.BIRTH_PLACE,
    FieldName.HOME_TOWN,
})  # fmt: skip
_UNIT = "xa |phuong |thi |huyen |quan |tinh |tp|thanh pho |ap |khom |duong |to |khu "
_GOES_ON = re.compile(rf"[ ]?[,.)]?[ ](?![(]|nay la|cu(?![a-z])|\(cu|{_UNIT})(?=[a-z])")


def _address_end(source: Source, start: int, stop: int) -> int:
    """Where an address ends that a sentence goes on behind (``…, tỉnh S, đã chiếm đoạt …``)."""
    address = next((one for one in source.addresses if start - 1 <= one.span.start <= start + 12), None)
    if address is None or not start < address.span.end < stop:
        return stop
    rest = _GOES_ON.match(source.folded, address.span.end, stop)
    goes_on = rest is not None and source.flow[rest.end() : rest.end() + 1].islower()
    return address.span.end if goes_on else stop


def _education(source: Source, label: Label, end: int, limit: int) -> Iterator[_Made]:
    grade = _CLASS.search(source.folded, label.end, end)
    if grade is None:
        yield from _words(source, label, end, limit)
    else:
        yield label.name, f"{int(grade[1])}/{grade[2]}", *grade.span(), 0.98


def _sex(source: Source, label: Label, end: int, limit: int) -> Iterator[_Made]:
    del limit
    match = re.compile(r"[ :(]{0,3}(nam|nu)(?![a-z])").match(source.folded, label.end, end)
    if match is not None:
        yield label.name, Sex.MALE if match[1] == "nam" else Sex.FEMALE, *match.span(1), 0.99


def _born(source: Source, label: Label, end: int, limit: int) -> Iterator[_Made]:
    del limit
    days = (one for one in source.dates if label.start <= one.span.start and one.span.end <= end and not one.relative)
    found = next(days, None)
    value, start, stop, sure = _rough_date(source, label, end)
    if found is not None and found.value is not None and found.value.year is not None:
        value, start, stop = found.value, max(found.span.start, label.end), found.span.end
        sure = 0.5 if found.problems else 0.98
    if value is None or value.year is None or not _OLDEST <= value.year <= _YOUNGEST or start >= stop:
        return
    yield label.name, value, start, stop, sure
    place = _AT.match(source.folded, stop, end)
    if place is not None:
        first, last = source.trimmed(place.end(), end)
        if first < last and last - first <= _LONGEST_PLACE:
            yield FieldName.BIRTH_PLACE, source.words(first, last), first, last, 0.96


def _rough_date(source: Source, label: Label, end: int) -> tuple[PartialDate | None, int, int, float]:
    full = _DATE.search(source.folded, label.end, end)
    if full is not None:
        try:
            return PartialDate(int(full[3]), int(full[2]), int(full[1])), *full.span(), 0.9
        except ValueError:
            pass
    year = _YEAR.search(source.folded, label.end, min(end, label.end + 40))
    if year is not None:
        return PartialDate(int(year.group())), *year.span(), 0.95
    return None, label.end, label.end, 0.0


def _identity(source: Source, label: Label, end: int, limit: int) -> Iterator[_Made]:
    types = {IdentifierType.CITIZEN_ID, IdentifierType.OLD_ID, IdentifierType.PASSPORT}
    found = next(
        (one for one in source.identifiers if label.end - 2 <= one.span.start <= end and one.type in types), None
    )
    match = _DIGITS.search(source.folded, label.end, end)
    if match is None:
        return
    number = re.sub(r"[ .]", "", match.group()).upper()
    kind = "" if found is None else found.type.value
    sure = 0.98 if len(number) in {8, 9, 12} else 0.5
    if found is not None and found.problems:
        sure = min(sure, 0.7)
    issued, issuer, last = _issue(source, match.end(), limit)
    yield label.name, IdentityDocument(number, kind or _type_of(number), issued, issuer), match.start(), last, sure


def _type_of(number: str) -> str:
    return {12: "citizen_id", 9: "old_id", 8: "passport"}.get(len(number), "")


def _issue(source: Source, start: int, limit: int) -> tuple[PartialDate | None, str | None, int]:
    """When and by whom a card was issued, as far as printed behind its number; and where that ends."""
    issued: PartialDate | None = None
    issuer: str | None = None
    at = start
    while at < limit and (cue := _ISSUED.match(source.folded, at, limit)) is not None:
        stop = min(limit, source.paragraph_end(cue.end()))
        semicolon = source.flow.find(";", cue.end(), stop)
        stop = semicolon if semicolon >= 0 else stop
        day = next((one for one in source.dates if at <= one.span.start and one.span.end <= stop), None)
        if issued is None and day is not None:
            issued = day.value
        by = _ISSUER.search(source.folded, at, stop)
        if issuer is None and by is not None:
            # "do Cục … cấp ngày …": the date may stand behind the agency.
            cut = re.compile(r"[ ,]{1,2}(?:cap|ngay cap)(?![a-z])").search(source.folded, by.end(), stop)
            first, last = source.trimmed(by.end(), stop if cut is None else cut.start())
            issuer = source.words(first, last) or None
        at = stop
    return issued, issuer, max(start, at)


def _kin(source: Source, label: Label, end: int, limit: int) -> Iterator[_Made]:
    del limit  # the year of birth of a parent stands behind a label of its own
    folded = source.folded[label.end : end]
    if label.key.startswith("chua co") or _NONE.match(folded.lstrip(" :")):
        yield label.name, "chưa có" if label.name is FieldName.SPOUSE else "không", label.start, end, 0.95
    else:
        named = read_name(source, label.end, end)
        if named is not None:
            rest = source.folded[named[2] : min(source.paragraph_end(end), named[2] + 60)]
            rest = re.split(r"[;]|va ba|con ba", rest)[0]
            year = re.search(r"(?:sinh nam|sn|nam sinh|sinh)[ :]{0,2}((?:18|19|20)[0-9]{2})", rest)
            dead = re.search(r"(?:da )?(?:chet|mat)(?![a-z])", rest) is not None
            kin = Kin(named[0], None if year is None else int(year[1]), dead)
            yield label.name, kin, named[1], named[2], 0.97 if " " in named[0] else 0.8
        elif label.key in {"co vo", "co chong"}:
            yield label.name, "có", label.start, label.end, 0.95
    children = _CHILDREN.search(source.folded, label.end, end)
    if children is not None:
        yield FieldName.CHILDREN, int(children[1]), *children.span(), 0.96


def _children(source: Source, label: Label, end: int, limit: int) -> Iterator[_Made]:
    del limit
    match = re.compile(r"(?<![0-9])0?[0-9]{1,2}(?![0-9])").search(source.folded, label.end, end)
    if match is not None:
        yield label.name, int(match.group()), *match.span(), 0.95
    elif (none := _NONE.search(source.folded, label.end, end)) is not None:
        yield label.name, 0, *none.span(), 0.95


def _priors(source: Source, label: Label, end: int, limit: int) -> Iterator[_Made]:
    del limit
    start, stop = source.trimmed(label.end, end)
    if start >= stop:
        return
    text = source.words(start, stop)
    names = [label.name]
    if "su" in label.key.split() and "an" in label.key.replace(",", "").split():
        names = [FieldName.CONVICTIONS, FieldName.SANCTIONS]
    none = _NONE.match(source.folded, start, stop)
    for name in names:
        count = 0 if none is not None else _counted(source.folded[start:stop], name)
        yield name, Priors(count, text), start, stop, 0.97 if count is not None else 0.9


def _counted(folded: str, name: FieldName) -> int | None:
    word = "an" if name is FieldName.CONVICTIONS else "su"
    for match in _COUNT.finditer(folded):
        if match[2] in {None, word}:
            return int(match[1])
    lone = re.match(r"0?([0-9]{1,2})(?![0-9/])", folded)
    return None if lone is None else int(lone[1])


def _custody(source: Source, label: Label, end: int, limit: int) -> Iterator[_Made]:
    del limit
    days = [
        one for one in source.dates if label.end - 1 <= one.span.start and one.span.end <= end and one.value is not None
    ]
    if not days:
        return
    between = source.folded[days[0].span.end : days[1].span.start] if len(days) > 1 else ""
    last = days[1] if len(days) > 1 and "den" in between.split() else None
    value = Period(None, days[0].value, None if last is None else last.value)
    yield label.name, value, label.start, (last or days[0]).span.end, 0.95


def _presence(source: Source, label: Label, end: int, limit: int) -> Iterator[_Made]:
    del source, end, limit
    word = "có mặt" if label.key == "co mat" else "vắng mặt"
    yield label.name, word, label.start, label.start + len(word), 0.97


def _phone(source: Source, label: Label, end: int, limit: int) -> Iterator[_Made]:
    del limit
    match = re.compile(r"0[0-9](?:[ .-]?[0-9]){8,9}").search(source.folded, label.end, end)
    if match is not None:
        yield label.name, re.sub(r"[ .-]", "", match.group()), *match.span(), 0.97


_READERS: dict[FieldName, Callable[[Source, Label, int, int], Iterator[_Made]]] = {
    FieldName.SEX: _sex,
    FieldName.BORN: _born,
    FieldName.IDENTITY: _identity,
    FieldName.EDUCATION: _education,
    FieldName.FATHER: _kin,
    FieldName.MOTHER: _kin,
    FieldName.SPOUSE: _kin,
    FieldName.CHILDREN: _children,
    FieldName.CONVICTIONS: _priors,
    FieldName.SANCTIONS: _priors,
    FieldName.CUSTODY: _custody,
    FieldName.PRESENCE: _presence,
    FieldName.PHONE: _phone,
}
