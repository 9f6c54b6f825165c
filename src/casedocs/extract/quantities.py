"""Money, shares of injury, weights of drugs, and the folios, volumes and sheets of the dossier."""

import re
from collections.abc import Iterator
from decimal import Decimal

from casedocs.extract._source import Source
from casedocs.extract.model import Field, FieldName
from casedocs.extract.values import Amount, FolioRange, Measure
from casedocs.text.folios import find_folios

__all__ = ["read_quantities"]

_TOTAL = re.compile(
    r"(?:tong (?:cong )?(?:gia tri|so tien|thiet hai|tri gia|cong)|tong)(?![a-z])[^.;\n]{0,110}?(?:la|:|=|la:|"
    r"bang)[ :]{0,3}$|tong cong[ :]{1,3}$"
)
_RATE = re.compile(
    r"ty le[^.;%\n]{0,120}?(?:la|:|la:|=|tam thoi|xep)?[ :]{0,3}(?<![0-9])([0-9]{1,2}(?:,[0-9])?|100)[ "
    r"]?(?:\([a-z ]+\)[ ]?)?(?:%|phan tram)"
)
_WEIGHT = re.compile(
    r"(?:khoi luong|trong luong)[^.;\n]{0,60}?(?<![0-9,.])([0-9]{1,6}(?:[,.][0-9]{1,4})?)[ ]?(?:\([a-z, ]+\)[ "
    r"]?)?(gam|gram|g|kg|kilogam)(?![a-z])"
)
_SUBSTANCE = re.compile(
    r"(?:loai|la|chat)[ :]{1,3}((?:meth?amphetamine?|heroi?n|ketamine?|mdma|amphetamine?|can sa|cocaine?)[a-z]*)"
)
_VOLUMES = re.compile(r"(?<![0-9])(0?[0-9]{1,3})[ ]?(?:\([a-z ]{2,30}\)[ ]?)?tap(?![a-z])")
_SHEETS = re.compile(
    r"(?:bang|gom|tong so|co|la|tap)[ ,:]{1,3}(?:co[ :]{1,3})?(?<![0-9.])([0-9]{1,5})[ ]?(?:\([a-z ]{2,50}\)[ "
    r"]?)?to(?![a-z])"
)
_NUMBERED = re.compile(
    r"(?:danh so|but luc|bl|so thu tu)[^.;\n]{0,40}?tu[ ](?:so[ ]|bl[ ]|but luc[ ]|trang[ ]|to[ "
    r"])?0*([0-9]{1,5})[ ]{0,2}(?:den|-)[ ]{1,2}(?:het[ ])?(?:so[ ]|bl[ ]|but luc[ ]|to[ ])?0*([0-9]{1,5})(?![0-9/])"
)
_DOSSIER = re.compile(r"ho so(?: vu an| kiem sat)?[^.;\n]{0,60}$|(?:gom|co|giao|nhan)[^.;\n]{0,40}$")


def read_quantities(source: Source) -> Iterator[Field]:
    """The amounts and measures of a text, in groups."""
    yield from _amounts(source)
    yield from _measures(source)
    dossier = list(_dossier(source))
    yield from dossier
    ranges = [one.span for one in dossier if one.name is FieldName.FOLIO_RANGE]
    for folio in find_folios(source.scan):
        if any(folio.span.overlaps(span) for span in ranges):
            continue
        yield source.field(
            FieldName.FOLIO, FolioRange(folio.ranges), folio.span, cue="BL", sure=0.97 * folio.confidence
        )


def _amounts(source: Source) -> Iterator[Field]:
    for money in source.money:
        value = Amount(money.amount, money.currency, money.in_words)
        sure = 0.98 if money.confidence > 0.9 else 0.95 * money.confidence
        if money.problems:
            sure = 0.6
        before = source.folded[max(source.paragraph_start(money.span.start), money.span.start - 150) : money.span.start]
        total = _TOTAL.search(before)
        if total is not None:
            yield source.field(FieldName.TOTAL_VALUE, value, money.span, cue=total, sure=sure * 0.98)
        yield source.field(FieldName.AMOUNT, value, money.span, cue="đồng", sure=sure)


def _measures(source: Source) -> Iterator[Field]:
    for rate in _RATE.finditer(source.folded):
        amount = Decimal(rate[1].replace(",", "."))
        yield source.field(FieldName.INJURY_RATE, Measure(amount, "%"), rate.span(1), cue=rate, sure=0.96)
    for weight in _WEIGHT.finditer(source.folded):
        amount = Decimal(weight[1].replace(",", "."))
        if weight[2].startswith("k"):
            amount *= 1000
        near = source.folded[max(0, weight.start() - 80) : weight.end() + 90]
        named = _SUBSTANCE.search(near)
        substance = None if named is None else named[1].capitalize()
        value = Measure(amount, "g", substance)
        yield source.field(FieldName.WEIGHT, value, (weight.start(1), weight.end(2)), cue=weight, sure=0.95)


def _dossier(source: Source) -> Iterator[Field]:
    """Size of the dossier: volumes, sheets, numbering."""
    for name, pattern in ((FieldName.VOLUMES, _VOLUMES), (FieldName.SHEETS, _SHEETS)):
        for match in pattern.finditer(source.folded):
            head = source.folded[max(0, match.start(1) - 90) : match.start(1)]
            if name is FieldName.SHEETS or _DOSSIER.search(head):
                yield source.field(name, int(match[1]), match.span(1), cue=head[-30:], sure=0.96)
                break
    numbered = _NUMBERED.search(source.folded)
    if numbered is not None:
        value = FolioRange(((int(numbered[1]), int(numbered[2])),))
        yield source.field(FieldName.FOLIO_RANGE, value, (numbered.start(1), numbered.end(2)), cue=numbered, sure=0.96)
