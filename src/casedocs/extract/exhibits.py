"""Things listed in a paper: seized, examined, valued; from lines and from tables."""

import re
from collections.abc import Iterator, Sequence

from casedocs.extract._source import Source
from casedocs.extract.model import Field, FieldName
from casedocs.extract.tables import TableView, exhibit_rows
from casedocs.extract.values import Exhibit
from casedocs.text.money import find_money

__all__ = ["read_exhibits"]

_LIST = re.compile(
    r"(?:thu giu|tam giu|vat chung|tang vat|do vat|tai san|danh muc|niem phong|mau vat|thu thap|chiem "
    r"doat)[^\n]{0,200}(?::|gom|nhu sau)[ ]{0,3}"
)
_ITEM = re.compile(
    r"(?:(?:(?<=\n)|^)[ \f]{0,2}(?:[-–+*•]|[0-9]{1,2}[.)/])[ ]{0,3}|(?<=[;:])[ ]{0,2})"
    r"(?P<count>[0-9]{1,4})[ ](?:\((?P<words>[a-z ]{2,20})\)[ ]?)?(?P<what>[a-z])"
)
_NOT = re.compile(
    r"(?:danh muc|thu tuc|tthc|muc|nhom"
    r"|ngay|thang|nam|gio|phut|tap|to|trang|but luc|ban|dong|trieu|nghin|nguoi|lan)(?![a-z])"
    r"|ty (?:dong|le)"
)
_STOP = re.compile(r"[;\n]|[.](?=[ \n]|$)|(?<=[a-z)]), (?=[0-9]{2} (?:\(|[a-z]))")


def read_exhibits(source: Source, tables: Sequence[TableView]) -> Iterator[Field]:
    """The exhibits of lists and tables."""
    spans: list[tuple[int, int]] = []
    for field in exhibit_rows(source, tables):
        spans.append((field.span.start, field.span.end))
        yield field
    openers = [match.start() for match in _LIST.finditer(source.folded)]
    for item in _ITEM.finditer(source.folded):
        if not any(0 <= item.start() - opener <= 2500 for opener in openers) or _NOT.match(
            source.folded, item.start("what")
        ):
            continue
        if any(start <= item.start("count") < end for start, end in spans):
            continue
        stop = _STOP.search(source.folded, item.end(), min(len(source.folded), item.end() + 400))
        end = item.end() + 400 if stop is None else stop.start()
        first, last = source.trimmed(item.start("what"), min(end, len(source.flow)))
        text = source.words(first, last)
        if not 3 <= len(text) <= 260:
            continue
        priced = find_money(text)
        value = None if not priced or not re.search(r"tr[iị] gi[aá]|giá", text.lower()) else priced[-1].amount
        exhibit = Exhibit(text, int(item["count"]), None if value is None else int(value))
        yield source.field(FieldName.EXHIBIT, exhibit, (item.start("count"), last), cue="danh sách", sure=0.93)
