"""Identity blocks: who is named, and the labelled data that follow the name (entities.md §1.3).

A block opens with a name behind a label (``Họ và tên:``), a role (``Bị can:``), a role or form of address in a
sentence (``bà Lê Thị C, sinh năm …``), or a number in a list (``1. Trần Văn B; sinh ngày …``). The labels that follow
belong to it until the next name, or until text without labels comes between.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from casedocs.extract._details import read_detail
from casedocs.extract._labels import Label
from casedocs.extract._names import has_family, is_firm, read_name
from casedocs.extract._source import Source
from casedocs.extract._tables_labels import KIN
from casedocs.extract.model import Field, FieldName
from casedocs.text._letters import UPPER

__all__ = ["Block", "find_blocks"]

_STRONG_REACH = 160
_NAME_REACH = 80
_KIN_REACH = 6
_NUMBERED = re.compile(r"(?:(?<=\n)|^)[ \f]*(?:[0-9]{1,2}[.)]|[-+])[ ]{0,3}")
_OBJECT = re.compile(r"(?<![a-z])(?P<act>doi voi|tam giu|tam giam|bat|khoi to bi can|truy na)[ :]{1,3}(?=[a-z])")
_HELD = {"tam giu": "người bị tạm giữ", "tam giam": "bị can", "khoi to bi can": "bị can", "bat": "người bị bắt"}
_ADDRESSED = re.compile(
    r"(?:(?<=\n)|^)[ \f]*(?:[-+][ ])?(?:ong|ba|anh|chi|ong/ba|ong \(ba\)|anh/chi|chau)[ ]?:[ ]{0,3}"
)
_BEHIND = re.compile(r"[ ]{0,2}(?:\([^()\n]{2,60}\))?[ ]{0,2}[,;.:–-]{0,2}[ \n]{0,2}")
_COUPLE = re.compile(r"[ ](?:va|cung)[ ](?:vo |chong )?(?:la )?(?:ong|ba|anh|chi)[ :]{1,2}")
_BOTH = re.compile(
    r"(?<![a-z])cung (?:dia chi|tru tai|ngu tai|cu tru|noi cu tru|thuong tru|noi thuong tru)[^\n]{0,12}$"
)
# "2-", "6b." before the next label of the same line.
_ITEM_NUMBER = re.compile(r"[ ][0-9]{1,2}[a-z]?[ ]?[-.)/–][ ]?$")
_SENTENCE = re.compile(rf"[.](?=[ ][{UPPER}])")
_ABBREVIATED = re.compile(r"(?:^|[ ,(])(?:TP|TX|TT|KP|[A-ZĐ])$")


@dataclass
class Block:
    """A person's block while it is read."""

    name: str
    start: int
    end: int
    cue: str
    role: str | None = None
    sure: float = 0.97
    spouse_of: str = ""
    fields: list[Field] = field(default_factory=list)


def find_blocks(source: Source, labels: tuple[Label, ...]) -> list[Block]:
    """The blocks of the text, each with its fields."""
    anchors = sorted(_anchors(source, labels), key=lambda block: block.start)
    blocks: list[Block] = []
    for block in anchors:
        if blocks and block.start < blocks[-1].end:
            continue
        blocks.append(block)
    for index, block in enumerate(blocks):
        stop = blocks[index + 1].start if index + 1 < len(blocks) else len(source.text)
        opened = [label for label in labels if block.end <= label.start < stop]
        # The label that names the next person ends this block, even where no name could be read behind it.
        opener = next((label.start for label in opened if label.name is FieldName.NAME), stop)
        _fill(source, block, [label for label in opened if label.start < opener], stop)
    for first, second in itertools.pairwise(blocks):
        if second.spouse_of == first.name:
            first.fields += [one for one in second.fields if _shared(source, one) and not _has(first, one.name)]
    return blocks


def _has(block: Block, name: FieldName) -> bool:
    return any(one.name is name for one in block.fields)


def _shared(source: Source, field: Field) -> bool:
    """Whether a detail is said of both of a couple: ``Cùng địa chỉ: …``, ``cùng trú tại …``."""
    return _BOTH.search(source.folded, max(0, field.span.start - 40), field.span.start) is not None


def _anchors(source: Source, labels: tuple[Label, ...]) -> Iterator[Block]:
    starts = frozenset(label.start for label in labels if label.name is not FieldName.NAME)
    own = starts - {label.start for label in labels if label.name is FieldName.POSITION}
    yield from _labelled(source, labels)
    yield from _addressed(source, labels, starts)
    for pattern, group, allowed in ((_ADDRESSED, "", own), (_OBJECT, "act", starts), (_NUMBERED, "", starts)):
        for cue in pattern.finditer(source.folded):
            named = read_name(source, cue.end(), min(source.paragraph_end(cue.end()), cue.end() + _NAME_REACH))
            if named is not None and has_family(named[0]) and _followed(source, named[2], allowed):
                role = _HELD.get(cue[group]) if group else None
                yield Block(named[0], named[1], named[2], cue.group().strip(), role, 0.95)


def _labelled(source: Source, labels: tuple[Label, ...]) -> Iterator[Block]:
    """Behind ``Họ và tên:``, ``Bị can:``."""
    for label in labels:
        if label.name is not FieldName.NAME or (label.role is not None and not label.strong):
            continue
        named = read_name(source, label.end, min(source.paragraph_end(label.end), label.end + _NAME_REACH))
        if named is not None and (label.role is None or " " in named[0]):
            cue = source.flow[label.start : label.end]
            yield Block(named[0], named[1], named[2], cue, label.role)
            couple = _COUPLE.match(source.folded, named[2])
            other = None if couple is None else read_name(source, couple.end(), source.paragraph_end(named[2]))
            if label.role is not None and other is not None and has_family(other[0]):
                yield Block(other[0], other[1], other[2], cue, label.role, spouse_of=named[0])


def _addressed(source: Source, labels: tuple[Label, ...], starts: frozenset[int]) -> Iterator[Block]:
    """In sentences: behind a role or a form of address, when a label follows; parents and spouses apart."""
    kin = [label.end for label in labels if label.name in KIN]
    for person in source.people:
        if any(0 <= person.span.start - end <= _KIN_REACH for end in kin):
            continue
        if " " in person.name and not is_firm(source, person.span.start) and _followed(source, person.span.end, starts):
            cue = person.role or person.honorific or ""
            yield Block(person.name, person.span.start, person.span.end, cue, person.role, 0.96)


def _followed(source: Source, end: int, starts: frozenset[int]) -> bool:
    """Whether a label stands right behind a name, an alias in brackets apart."""
    behind = _BEHIND.match(source.flow, end)
    return behind is not None and any(at in starts for at in range(end, behind.end() + 3))


def _fill(source: Source, block: Block, labels: list[Label], stop: int) -> None:
    cursor = block.end
    kin: Label | None = None
    for index, label in enumerate(labels):
        if label.start < cursor:
            continue
        gap = source.flow[cursor : label.start]
        if not _belongs(label, gap):
            break
        limit = labels[index + 1].start if index + 1 < len(labels) else stop
        end = _value_end(source, label, limit)
        if kin is not None and label.name is FieldName.BORN and not re.search(r"[;\n]", gap):
            cursor = end
            continue
        made = list(read_detail(source, label, end, limit))
        block.fields += made
        kin = label if label.name in KIN else None
        cursor = max([end, *(one.span.end for one in made)])
    if block.fields:
        block.sure = 0.985


def _belongs(label: Label, gap: str) -> bool:
    rest = gap.strip(" \n\f.,;:()-–+*•…_")
    if label.strong:
        return len(gap) <= _STRONG_REACH
    return (
        len(rest) <= 4
        or (gap.endswith(("\n", "\n ")) and len(gap) <= 90)
        or (label.name in {FieldName.PRESENCE, FieldName.CUSTODY} and len(gap) <= 90 and "\n" not in gap)
    )


def _value_end(source: Source, label: Label, limit: int) -> int:
    """Where the value of a label ends: at the next label, a semicolon, the end of its paragraph or sentence."""
    end = min(limit, source.paragraph_end(label.end))
    item = _ITEM_NUMBER.search(source.folded, label.end, end) if end == limit else None
    if item is not None:
        end = item.start()
    semicolon = source.flow.find(";", label.end, end)
    end = semicolon if semicolon >= 0 else end
    for stop in _SENTENCE.finditer(source.flow, label.end, end):
        if not _ABBREVIATED.search(source.flow, max(label.end, stop.start() - 4), stop.start()):
            return stop.start()
    return end
