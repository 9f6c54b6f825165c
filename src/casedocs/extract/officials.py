"""Persons in office: investigators, procurators, judges, assessors, clerks; who gives and receives a dossier."""

import re
from collections.abc import Iterator

from casedocs.extract._names import RANK, full_rank, has_family, is_firm, name_key, read_name
from casedocs.extract._source import Source
from casedocs.extract.model import Field, FieldName
from casedocs.extract.values import Official
from casedocs.geometry import Box
from casedocs.spans import Span
from casedocs.text._tables_roles import HONORIFICS
from casedocs.text.folding import fold

__all__ = ["read_officials"]

# Folded office → as the field says it; the first that matches at a place wins, so longer ones stand first.
_OFFICES = {
    "tham phan - chu toa phien toa": "thẩm phán", "tham phan chu toa phien toa": "thẩm phán",
    "tham phan - chu toa": "thẩm phán", "tham phan chu toa": "thẩm phán", "chu toa phien toa": "thẩm phán",
    "cac hoi tham nhan dan": "hội thẩm nhân dân", "hoi tham nhan dan": "hội thẩm nhân dân",
    "cac hoi tham": "hội thẩm nhân dân", "thu ky phien toa": "thư ký", "thu ky ghi bien ban": "thư ký",
    "thu ky toa an": "thư ký", "thu ky": "thư ký",
    "can bo dieu tra": "cán bộ điều tra", "can bo ghi": "cán bộ ghi", "can bo ghi bien ban": "cán bộ ghi",
    "kiem sat vien": "kiểm sát viên", "kiem tra vien": "kiểm tra viên", "dieu tra vien": "điều tra viên",
    "giam dinh vien": "giám định viên", "tham phan": "thẩm phán", "luat su": "luật sư",
    "chu tich hoi dong": "chủ tịch hội đồng", "can bo ky thuat hinh su": "cán bộ kỹ thuật hình sự",
    "ky thuat vien": "kỹ thuật viên", "bac si phap y": "bác sĩ pháp y", "can bo cong an": "cán bộ công an",
    "tro giup vien phap ly": "trợ giúp viên pháp lý", "chap hanh vien": "chấp hành viên",
    "pho vien truong": "phó viện trưởng", "pho thu truong": "phó thủ trưởng", "pho chanh an": "phó chánh án",
}  # fmt: skip
# Heads are named beside an office only (``bà … - Phó Viện trưởng``): a label of theirs is a signature.
_HEADS = frozenset({"pho vien truong", "pho thu truong", "pho chanh an"})
_OFFICE = "|".join(sorted(_OFFICES, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?<![a-z])(?P<office>{_OFFICE})(?:[ ](?:so cap|trung cap|cao cap))?(?:[ ]?\([^()\n]{{1,40}}\))?"
    rf"(?:[ ](?:duoc phan cong[^:\n]{{0,40}}|tham gia phien toa|ghi bien ban phien toa"
    rf"|giu quyen cong to[^:\n]{{0,40}}|thuoc[^:\n]{{0,40}}))?[ "
    rf"]?:[ ]{{0,2}}"
)
_OFFICE_BEHIND = re.compile(
    rf"[ ]?[,(;–-]{{1,2}}[ ]?(?:chuc (?:vu|danh)[ ]?:?[ ]?)?(?:la )?(?P<office>{_OFFICE})(?![a-z])|[ "
    rf"]{{1,2}}(?:[,;–-][ ]?)?chuc (?:vu|danh)[ ]?[:.]?[ ]?(?P<office2>{_OFFICE})(?![a-z])"
)
_POST = re.compile(rf"(?<![a-z])chuc (?:vu|danh)[ ]?:[ ]?(?P<office>{_OFFICE})(?P<office2>)(?![a-z])")
_RUN = re.compile(
    rf"(?<![a-z0-9])(?:(?P<rank>{RANK})[ ]{{1,2}}|(?:{'|'.join(map(fold, HONORIFICS))})[ :]{{1,2}}"
    rf"|(?:(?<=\n)|\A)toi[ ]?:[ ]{{1,2}})(?=[a-z])"
)
_AND = re.compile(r"[ ]?(?:,|;|va)[ ]{1,2}")
_HANDOVER = re.compile(
    r"(?<![a-z])(?:dai dien )?(?:ben|nguoi|don vi) (?P<side>giao|nhan)(?: ho so)?[^:\n]{0,40}:[ ]{0,2}"
)
_LATER = re.compile(r"(?<![a-z])(?:ong|ba|ong/ba|dong chi|ho ten|ho va ten)[ :]{1,3}")


def read_officials(source: Source) -> Iterator[Field]:
    """The officials, each person once for each office, and the two sides of a hand-over."""
    seen: set[tuple[str, str]] = set()
    for field in sorted(_all(source), key=lambda one: (one.span.start, -len(one.span))):
        value = field.value
        assert isinstance(value, Official)  # noqa: S101  made a few lines below
        key = (name_key(value.name), value.office)
        if key not in seen:
            seen.add(key)
            yield field
    yield from _handover(source)


def _all(source: Source) -> Iterator[Field]:
    yield from _behind_labels(source)
    for person in source.people:
        office = _OFFICES.get(fold(person.role or "").replace(",", ""))
        if office is not None and has_family(person.name) and not is_firm(source, person.span.start):
            if (
                "\n" in source.text[person.span.start - 12 : person.span.start]
                and "\n" in source.flow[person.span.start - 12 : person.span.start]
            ):
                continue  # a signature
            rank = _rank_before(source, person.span.start)
            yield source.field(
                FieldName.OFFICER, Official(person.name, office, rank), person.span, cue=person.role or "", sure=0.96
            )
    yield from _office_behind(source)


def _behind_labels(source: Source) -> Iterator[Field]:
    for label in _LABEL.finditer(source.folded):
        if label["office"] in _HEADS:
            continue
        office = _OFFICES[label["office"]]
        at, stop = label.end(), source.paragraph_end(label.end())
        many = label["office"].startswith(("cac", "hoi tham"))
        for _ in range(6 if many else 1):
            named = read_name(source, at, stop)
            if named is None or not has_family(named[0]):
                break
            yield source.field(
                FieldName.OFFICER, Official(named[0], office, named[3]), (named[1], named[2]), cue=label, sure=0.96
            )
            link = _AND.match(source.folded, named[2])
            if link is None:
                break
            at = link.end()


def _office_behind(source: Source) -> Iterator[Field]:
    """``Thiếu tá Huỳnh Bảo Lộc, Điều tra viên``; ``Ông: Trần B - Chức vụ: Kiểm sát viên``."""
    for run in _RUN.finditer(source.folded):
        named = read_name(source, run.end(), min(source.paragraph_end(run.end()), run.end() + 60))
        if named is None or not has_family(named[0]):
            continue
        office = _OFFICE_BEHIND.match(source.folded, named[2])
        office = office or _office_beside(source, named)
        if office is None:
            continue
        rank = full_rank(run["rank"]) or named[3]
        value = Official(named[0], _OFFICES[office["office"] or office["office2"]], rank)
        yield source.field(FieldName.OFFICER, value, (named[1], named[2]), cue=office, sure=0.95)


def _office_beside(source: Source, named: tuple[str, int, int, str | None]) -> re.Match[str] | None:
    """``Chức vụ: …`` on the same row of a form, wherever its text was put; without boxes on the next line."""
    own = source.linear.places(Span(named[1], named[2]))
    box = own[0].box if own else None
    if box is None:
        labels = _POST.finditer(source.folded, named[2], named[2] + 60)
        return next((one for one in labels if not source.folded[named[2] : one.start()].strip()), None)
    for label in _POST.finditer(source.folded):
        there = source.linear.places(Span(label.start(), label.end()))
        other = there[0].box if there else None
        if other is not None and there[0].page_number == own[0].page_number and _same_row(box, other):
            return label
    return None


def _same_row(left: Box, right: Box) -> bool:
    return abs(left.center[1] - right.center[1]) < left.height / 2 and right.left > left.right


def _rank_before(source: Source, start: int) -> str | None:
    match = re.compile(rf"({RANK})[ ]{{1,2}}$").search(source.folded[max(0, start - 30) : start])
    return None if match is None else full_rank(match[1])


def _handover(source: Source) -> Iterator[Field]:
    done: set[FieldName] = set()
    for label in _HANDOVER.finditer(source.folded):
        name = FieldName.GIVER if label["side"] == "giao" else FieldName.RECEIVER
        if name in done:
            continue
        stop = min(len(source.flow), label.end() + 200)
        named = read_name(source, label.end(), source.paragraph_end(label.end()))
        if named is None or not has_family(named[0]):
            later = _LATER.search(source.folded, label.end(), stop)
            named = None if later is None else read_name(source, later.end(), source.paragraph_end(later.end()))
        if named is not None and has_family(named[0]):
            done.add(name)
            yield source.field(name, named[0], (named[1], named[2]), cue=label, sure=0.94)
