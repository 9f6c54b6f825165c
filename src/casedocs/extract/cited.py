"""Other papers that a paper names: number, date, agency; the approved act, the attacked judgment, the docket."""

import re
from collections.abc import Iterator
from dataclasses import replace

from casedocs.extract._source import Source
from casedocs.extract.model import Field, FieldName
from casedocs.extract.values import CitedDocument
from casedocs.text.calendar_values import PartialDate
from casedocs.text.document_numbers import DocumentNumber

__all__ = ["read_cited"]

_TITLE = re.compile(
    r"(?<![a-z])(quyet dinh|lenh|ban ket luan|ket luan|cao trang|ban cao trang|ban an|cong van|giay|yeu cau|thong bao"
    r"|to trinh|bao cao|don|bien ban|phieu|van ban|khang nghi|de nghi)(?P<rest>[^;.\n\"]{0,160}?)(?:so|thu ly "
    r"so)?[ :]{0,3}$"
)
_NUMBER_CUE = re.compile(r"(?:so|thu ly)[ :.]{0,3}$")
_DATE_BEHIND = re.compile(r"[ ,;\n(]{0,4}(?:ky |ra |lap |cung )?$")
_AND_NUMBER = re.compile(r"[ ]?(?:,|va|;)[ ](?:va )?(?:so[ :]{1,3})?")
_DOCKETED = re.compile(r"[ \f]*ngay [^\n]{0,120}?(?:da )?thu ly(?![a-z])")
_CONSIDERED = re.compile(r"(?<![a-z])(?:xet(?: thay)?|sau khi (?:xem xet|nghien cuu))(?![a-z])[^.;\n]{0,140}$")
_OF = re.compile(r"[ ,]{0,3}cua[ :]{1,2}")
_OF_END = re.compile(
    r"[,;.\n()\"]|[ ](?:doi voi|ve viec|ve toi|ve |khoi to|bi |da |va |va quyet|trong|gui|theo|voi |de |ket luan|"
    r"tien hanh|xac dinh|thong bao)(?![a-z])"
)
_LAW = re.compile(r"(?:QH[0-9]*|NĐ|TT|TTLT|NQ|UBTVQH[0-9]*|CP|TTg|HĐTP|PL|L|CTN)")
_APPROVES = re.compile(r"(?<![a-z])(?:khong phe chuan|phe chuan|huy bo|gia han)(?![a-z])[^.;\n]{0,140}$")
_ATTACKS = re.compile(r"khang nghi[^;\n]{0,240}ban an[^;.\n]{0,60}$|ban an[^;.\n]{0,80}$")
_DOCKET = re.compile(
    r"thu ly(?: vu an| so tham| phuc tham)?[^.;\n]{0,70}?so[ :]{0,3}$|thu ly so[ :]{0,3}$|thu ly[ :]{1,3}$"
)
_BARE = re.compile(r"(?<![a-z])so[ :]{1,3}([0-9]{1,5}[a-z]?)[ ]?,?[ ]ngay[ ]")


def read_cited(source: Source, own: str | None, own_span: tuple[int, int] | None) -> Iterator[Field]:
    """The cited papers.

    Args:
        source: The document.
        own: Its own number, which is not cited.
        own_span: Where that is printed.
    """
    head = source.folded[:1500]
    attacks = re.search(r"(?:^|\n)[ \f]*(?:quyet dinh )?khang nghi", head) is not None
    approves = re.search(r"(?:^|\n)[ \f]*(?:quyet dinh )?(?:khong )?phe chuan (?:quyet dinh|lenh)", head) is not None
    seen: set[str] = set()
    approved = attacked = docket = False
    for index, number in enumerate(source.numbers):
        if own_span is not None and number.span.start < own_span[1] and own_span[0] < number.span.end:
            continue
        before = source.folded[
            max(source.paragraph_start(number.span.start), number.span.start - 220) : number.span.start
        ]
        if _is_law(number) or (number.canonical == own and not _TITLE.search(before)):
            continue
        value, end = _cited(source, number, before)
        if value.date is None:
            value = replace(value, date=_shared_date(source, index))
        sure = 0.97 * number.confidence if value.date is not None or value.title else 0.85 * number.confidence
        place = (number.span.start, end)
        if not docket and _DOCKET.search(before):
            docket = True
            value = replace(value, date=value.date or _docketed(source, number.span.start))
            yield source.field(FieldName.DOCKET, value, place, cue="thụ lý số", sure=sure)
            continue
        if not approved and _APPROVES.search(before) and value.title:
            approved = True
            yield source.field(FieldName.APPROVED_ACT, value, place, cue="phê chuẩn", sure=sure)
        if attacks and not attacked and _ATTACKS.search(before):
            attacked = True
            yield source.field(FieldName.ATTACKED_JUDGMENT, value, place, cue="kháng nghị", sure=sure)
        if str(value) not in seen:
            seen.add(str(value))
            yield source.field(FieldName.CITED_DOCUMENT, value, place, cue=before[-30:], sure=sure)
            if not approved and approves and _CONSIDERED.search(before):
                approved = True
                yield source.field(FieldName.APPROVED_ACT, value, place, cue="xét", sure=0.97 * sure)
    yield from _unlettered(source)


def _shared_date(source: Source, index: int) -> PartialDate | None:
    """The date behind the next number of a list: ``số 205/… và số 206/… cùng ngày 19/4/2025``."""
    if index + 1 >= len(source.numbers):
        return None
    this, following = source.numbers[index].span, source.numbers[index + 1].span
    if not _AND_NUMBER.fullmatch(source.folded[this.end : following.start]):
        return None
    return _date_behind(source, following.end)[0]


def _docketed(source: Source, at: int) -> PartialDate | None:
    """The date of ``Ngày …, Tòa án … đã thụ lý vụ án … số …``."""
    start = source.paragraph_start(at)
    if not _DOCKETED.match(source.folded, start, at):
        return None
    return next((day.value for day in source.dates if start <= day.span.start <= start + 8), None)


def _is_law(number: DocumentNumber) -> bool:
    return _LAW.fullmatch(number.groups[0]) is not None or (
        len(number.groups) > 1 and _LAW.fullmatch(number.groups[-1]) is not None and number.groups[0] != "QĐ"
    )


def _cited(source: Source, number: DocumentNumber, before: str) -> tuple[CitedDocument, int]:
    """The paper with its title, date and agency; and where that ends."""
    title = _title_of(source, number.span.start, before)
    day, end = _date_behind(source, number.span.end)
    agency, end = _agency_behind(source, end)
    return CitedDocument(number.canonical, day, title, agency), end


def _title_of(source: Source, at: int, before: str) -> str | None:
    last = None
    for start in re.finditer(
        r"(?<![a-z])(?:quyet dinh|lenh|ban|ket luan|cao trang|cong van|giay|yeu cau|thong bao|bao cao|don|phieu|"
        r"van ban|khang nghi|de nghi)(?![a-z])",
        before,
    ):
        if _TITLE.match(before, start.start()):
            last = start.start()
            break
    if last is None:
        return None
    first, stop = source.trimmed(at - len(before) + last, at)
    words = re.sub(r"\s*(?:thụ lý)?\s*(?:số)?[\s:]*$", "", source.words(first, stop))
    return words or None


def _date_behind(source: Source, end: int) -> tuple[PartialDate | None, int]:
    for day in source.dates:
        if day.span.start >= end:
            if day.span.start - end <= 14 and _DATE_BEHIND.match(source.folded[end : day.span.start]):
                return day.value, day.span.end
            break
    return None, end


def _agency_behind(source: Source, end: int) -> tuple[str | None, int]:
    cue = _OF.match(source.folded, end)
    if cue is None:
        return None, end
    stop = min(source.paragraph_end(cue.end()), cue.end() + 120)
    cut = _OF_END.search(source.folded, cue.end(), stop)
    first, last = source.trimmed(cue.end(), stop if cut is None else cut.start())
    if not 4 <= last - first <= 110:
        return None, end
    return source.words(first, last), last


def _unlettered(source: Source) -> Iterator[Field]:
    """``Quyết định khởi tố vụ án hình sự số 125 ngày 03/4/2024``: a number without a symbol."""
    for match in _BARE.finditer(source.folded):
        before = source.folded[max(source.paragraph_start(match.start()), match.start() - 200) : match.start()]
        day, end = _date_behind(source, match.end(1))
        if day is None or not _TITLE.search(before):
            continue
        agency, end = _agency_behind(source, end)
        title = _title_of(source, match.start(), before)
        number = source.flow[match.start(1) : match.end(1)]
        value = CitedDocument(number, day, title, agency)
        yield source.field(FieldName.CITED_DOCUMENT, value, (match.start(1), end), cue="số", sure=0.9)
