"""Records and hearings: when they began and ended, where, which time it is; court, dispute, requests, conclusion."""

import re
from collections.abc import Iterator

from casedocs.extract._source import Source, inside
from casedocs.extract.model import Field, FieldName
from casedocs.extract.values import Moment
from casedocs.text._letters import UPPER

__all__ = ["read_proceedings"]

_START = re.compile(
    r"(?:(?<=\n)|^)[ \f]*(?:hom nay, ?)?(?:vao )?(?:hoi|luc|vao hoi|vao luc)[ ,:]{1,3}(?=[0-9])|(?<![a-z])bat "
    r"dau[^.;\n]{0,20}?(?:hoi|luc)[ ,:]{1,3}(?=[0-9])"
)
_END = re.compile(
    r"(?:ket thuc|lap xong|hoan thanh|dung lam viec|xong)(?![a-z])[^;\n]{0,60}?(?:hoi|luc|vao|khi)?[ "
    r",:]{1,3}(?=[0-9]{1,2}[ ]?(?:gio|h|:))"
)
_AT = re.compile(r"[ ,;]{0,3}(?:,? ?tai)[ :]{1,3}")
_AT_END = re.compile(
    r"[;\n:]|[.](?=[ \n]|$)|,? (?:chung toi|toi la|toi gom|thanh phan|co quan dieu tra tien|tien hanh|da tien|hoi "
    r"dong gom|co )(?![a-z])"
)
_SESSION = re.compile(
    r"lan(?: thu)?[ :]{1,2}(?:(?P<n>[0-9]{1,2})|(?P<w>nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi))(?![a-z0-9])"
)
_ORDER = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_COURT = re.compile(r"(?<![a-z])(?:toa an nhan dan|tand)[ ](?=[a-z])")
_PROPER = rf"(?:[{UPPER}][^\W\d_]*|[0-9]{{1,2}})"
_LEVEL = r"(?i:tối cao|cấp cao tại|tỉnh|huyện|thành phố|thị xã|quận|khu vực|TP\.?)"
_COURT_NAME = re.compile(
    rf"(?:(?i:tòa|toà) (?i:án) (?i:nhân) (?i:dân)|TAND) (?:{_LEVEL} ?)?(?:{_PROPER}(?: {_PROPER})*)?"
    rf"(?: ?[,-] ?(?i:tỉnh|thành phố|TP\.?) ?{_PROPER}(?: {_PROPER})*)?"
)
_HEARING = re.compile(
    r"(?:mo phien toa|xet xu|phien toa|thoi gian mo phien toa|thoi gian)[^.;]{0,160}?(?:hoi|vao|luc|:)[ "
    r",:]{1,3}(?=[0-9]{1,2}[ ]?(?:gio|h))"
)
_HEARING_PLACE = re.compile(r"(?:dia diem(?: mo phien toa)?|noi xet xu|tai dia diem)[ :]{1,3}")
_HEARD = re.compile(
    r"(?:(?<=\n)|^)[ \f]*(?:trong (?:cac )?)?ngay[ :][^.;\n]{6,60}?,? tai[ :]{1,2}(?P<place>[^.;\n]{3,120}?),? (?:da )?"
    r"(?:mo phien toa )?(?:de )?xet xu(?![a-z])"
)
_DISPUTE = re.compile(
    r"(?:v/v|ve viec|ve)[ :]{0,3}[\"'“”]{0,2}(?=(?:tranh chap|yeu cau|ly hon|xin ly hon|chia|kien|don phuong|doi|"
    r"boi thuong|khieu kien)(?![a-z]))"
)
_CIVIL = re.compile(r"nguyen don|bi don|khoi kien|toa an|nguoi bi kien|duong su|hoa giai")
_DISPUTE_END = re.compile(r"[;\n\"”]|[.](?=[ \n]|$)|,? (?:giữa|theo|với|đối với|tại|được)(?!\w)", re.IGNORECASE)
_REQUESTS = re.compile(
    r"(?:yeu cau (?:toa an|khoi kien)|de nghi toa an|noi dung yeu cau|nhung yeu cau)[^:.\n]{0,120}:[ ]{0,2}|"
    r"(?:yeu cau|de nghi) toa an[^:.\n]{0,60}(?:buoc|tuyen|cong nhan|huy|chia)"
)
_CONCLUSION = re.compile(r"(?:(?<=\n)|^)[ \f]*(?:[ivx]+[.]|[0-9][.])?[ ]?ket luan[^:\n]{0,60}:[ ]{0,2}")
_EXPERT = re.compile(
    r"(?:(?<=\n)|^|[ ])(?:co quan giam dinh|to chuc giam dinh|don vi giam dinh|co quan tien hanh giam dinh|hoi "
    r"dong dinh gia)[^:\n]{0,30}:[ ]{1,2}"
)
_HEADING = re.compile(r"(?=[^\n]*[A-ZĐ])[^a-zà-ỹ\n]{6,}")


def read_proceedings(source: Source, start: int = 0) -> Iterator[Field]:
    """The fields of records, hearings and claims; the court is sought behind `start`, where the heading ends."""
    yield from _record_times(source)
    yield from _session(source)
    yield from _court(source, start)
    hearing = list(_hearing(source))
    yield from hearing or _heard_at(source)
    yield from _dispute(source)
    yield from _requests(source)
    yield from _expert(source)


def _record_times(source: Source) -> Iterator[Field]:
    start_day = None
    for cue in _START.finditer(source.folded):
        stop = source.paragraph_end(cue.end())
        clock = inside(source.times, cue.end() - 8, min(stop, cue.end() + 40))
        if not clock or clock[0].value is None:
            continue
        days = inside(source.dates, clock[0].span.end - 1, min(stop, clock[0].span.end + 60))
        day = days[0] if days and not days[0].relative else None
        start_day = None if day is None else day.value
        end = clock[0].span.end if day is None else day.span.end
        sure = 0.97 if day is not None and clock[0].confidence > 0.8 else 0.8
        value = Moment(start_day, clock[0].value)
        yield source.field(FieldName.START_TIME, value, (clock[0].span.start, end), cue=cue, sure=sure)
        place = _AT.match(source.folded, end, stop)
        if place is not None:
            cut = _AT_END.search(source.folded, place.end(), stop)
            first, last = source.trimmed(place.end(), stop if cut is None else cut.start())
            if 3 <= last - first <= 200:
                yield source.field(
                    FieldName.RECORD_PLACE, source.words(first, last), (first, last), cue="tại", sure=0.95
                )
        break
    for cue in reversed(list(_END.finditer(source.folded))):
        stop = source.paragraph_end(cue.end())
        clock = inside(source.times, cue.end() - 8, min(stop, cue.end() + 40))
        if not clock or clock[0].value is None:
            continue
        days = inside(source.dates, clock[0].span.end - 1, min(stop, clock[0].span.end + 50))
        value = Moment(start_day if not days or days[0].relative else days[0].value, clock[0].value)
        end = days[0].span.end if days else clock[0].span.end
        yield source.field(FieldName.END_TIME, value, (clock[0].span.start, end), cue=cue, sure=0.95)
        break


def _session(source: Source) -> Iterator[Field]:
    match = _SESSION.search(source.folded[:1600])
    if match is not None and "\n" in source.flow[:1600]:
        number = int(match["n"]) if match["n"] else _ORDER[match["w"]]
        head = source.folded[max(0, match.start() - 90) : match.start()]
        if number and re.search(r"hoi cung|lay loi khai|loi khai|gia han|doi chat|bien ban", head):
            yield source.field(FieldName.SESSION, number, match.span(), cue="lần thứ", sure=0.95)


def _court(source: Source, start: int) -> Iterator[Field]:
    best: tuple[float, str, int, int] | None = None
    for cue in _COURT.finditer(source.folded, start):
        name = _COURT_NAME.match(source.flow, cue.start())
        if name is None or len(name.group().split()) < 5:
            continue
        before = source.folded[max(0, cue.start() - 60) : cue.start()]
        asked = re.search(r"(?:kinh gui|truoc|toa an|de nghi|chuyen|den|gui)[^.;]{0,40}$", before)
        weight = 2.0 if asked else 1.0
        if best is None or weight > best[0]:
            best = weight, " ".join(name.group().split()), cue.start(), cue.start() + len(name.group().rstrip(" -,"))
    if best is not None:
        text = best[1].rstrip(" -,")
        if text.isupper():
            text = _sentence_case(text)
        yield source.field(FieldName.COURT, text, (best[2], best[3]), cue="Tòa án nhân dân", sure=0.94)


def _sentence_case(text: str) -> str:
    words = text.split()
    small = {
        "án",
        "nhân",
        "dân",
        "tỉnh",
        "huyện",
        "thành",
        "phố",
        "thị",
        "xã",
        "quận",
        "khu",
        "vực",
        "tối",
        "cao",
        "cấp",
        "tại",
    }
    made = [word.lower() if word.lower() in small else word.capitalize() for word in words]
    return " ".join(made)


def _hearing(source: Source) -> Iterator[Field]:
    for cue in _HEARING.finditer(source.folded):
        clock = inside(source.times, cue.end() - 8, cue.end() + 40)
        days = inside(source.dates, cue.end(), cue.end() + 80, test=lambda one: one.value is not None)
        if not clock or clock[0].value is None or not days or days[0].span.start - clock[0].span.end > 12:
            continue
        value = Moment(days[0].value, clock[0].value)
        place = (clock[0].span.start, days[0].span.end)
        yield source.field(FieldName.HEARING_TIME, value, place, cue=cue, sure=0.95)
        at = _AT.match(source.folded, days[0].span.end)
        at = at or _HEARING_PLACE.search(source.folded, days[0].span.end, days[0].span.end + 60)
        if at is not None:
            cut = _AT_END.search(source.folded, at.end())
            first, last = source.trimmed(
                at.end(), min(cut.start() if cut else at.end() + 150, source.paragraph_end(at.end()))
            )
            if 3 <= last - first <= 180:
                yield source.field(
                    FieldName.HEARING_PLACE, source.words(first, last), (first, last), cue="tại", sure=0.94
                )
        return


def _heard_at(source: Source) -> Iterator[Field]:
    """``Ngày 25 tháng 9 năm 2025, tại trụ sở Tòa án … xét xử sơ thẩm công khai``: judgments name no hour."""
    for cue in _HEARD.finditer(source.folded):
        first, last = source.trimmed(*cue.span("place"))
        if 3 <= last - first <= 120:
            yield source.field(FieldName.HEARING_PLACE, source.words(first, last), (first, last), cue="tại", sure=0.94)
        return


def _dispute(source: Source) -> Iterator[Field]:
    civil = _CIVIL.search(source.folded[:3000]) is not None
    for cue in _DISPUTE.finditer(source.folded):
        if not civil and not source.folded.startswith(("tranh chap", "ly hon", "xin ly hon"), cue.end()):
            continue
        stop = min(source.paragraph_end(cue.end()), cue.end() + 160)
        cut = _DISPUTE_END.search(source.flow, cue.end(), stop)
        first, last = source.trimmed(cue.end(), stop if cut is None else cut.start())
        words = source.words(first, last)
        if len(words.split()) >= 2 and len(words) <= 120:
            yield source.field(FieldName.DISPUTE, words, (first, last), cue=cue, sure=0.93)
            return


def _requests(source: Source) -> Iterator[Field]:
    """The numbered or dashed paragraphs behind ``Yêu cầu Tòa án giải quyết …:``, or the rest of that paragraph."""
    for cue in _REQUESTS.finditer(source.folded):
        if not cue.group().rstrip().endswith(":"):
            continue
        end = source.paragraph_end(cue.end())
        first, last = source.trimmed(cue.end(), end)
        if last - first > 8:
            yield source.field(FieldName.REQUEST, source.words(first, last), (first, last), cue=cue, sure=0.92)
            return
        yield from _items(source, end + 1, cue)
        return


def _items(source: Source, at: int, cue: re.Match[str]) -> Iterator[Field]:
    for _ in range(20):
        end = source.paragraph_end(at)
        bullet = re.compile(r"[ \f]*(?:[-–+*•]|[0-9]{1,2}[.)]|[a-z]\))[ ]{0,2}").match(source.folded, at, end)
        if bullet is None:
            return
        first, last = source.trimmed(bullet.end(), end)
        if last - first > 3:
            yield source.field(FieldName.REQUEST, source.words(first, last), (first, last), cue=cue, sure=0.92)
        at = end + 1


def _expert(source: Source) -> Iterator[Field]:
    head = source.folded[:1500]
    if (cue := _EXPERT.search(source.folded)) is not None:
        first, last = source.trimmed(cue.end(), source.paragraph_end(cue.end()))
        if 5 <= last - first <= 150:
            yield source.field(FieldName.EXPERT_BODY, source.words(first, last), (first, last), cue=cue, sure=0.9)
    if not re.search(r"giam dinh|phap y", head):
        return
    for cue in _CONCLUSION.finditer(source.folded):
        end = source.paragraph_end(cue.end())
        first, last = source.trimmed(cue.end(), end)
        if last - first < 8:
            first, last = source.trimmed(end, source.paragraph_end(end + 1))
            if _HEADING.fullmatch(source.flow, first, last):
                continue
        if last - first >= 8:
            yield source.field(FieldName.CONCLUSION, source.words(first, last), (first, last), cue=cue, sure=0.9)
            return
