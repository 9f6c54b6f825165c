"""Finds marks: secrecy, urgency, circulation, copies, incoming stamps.

A mark counts only as capitals alone on their line and column: ``bí mật điều tra``, ``MẬT ONG`` and ``trường hợp khẩn
cấp`` are none.
"""

import re
from collections.abc import Sequence

from casedocs.classify._fuzzy import folded, letters
from casedocs.classify._segments import Segment, length_of
from casedocs.classify._tables_header import CIRCULATION, COPIES, SECRECY, URGENCY
from casedocs.classify.document import PageView
from casedocs.classify.header import Mark, MarkKind, Part
from casedocs.spans import Span

__all__ = ["find_marks"]

_TABLES = ((MarkKind.SECRECY, SECRECY), (MarkKind.URGENCY, URGENCY), (MarkKind.CIRCULATION, CIRCULATION))
_ZONE_SEGMENTS = 26
_LONGEST = 24
_MARKED = frozenset("ẬậÂâĂăẠạẩẨẪẫẦầẤấẮắẶặ")
_COPY = re.compile(r"^(sao y(?: ban chinh)?|sao luc|trich sao)\b[;:. ]*")
_STAMP_FIELD = re.compile(r"^(?:so|ngay|chuyen|luu ho so so|kinh chuyen)\b ?[:.]")


def find_marks(page: PageView, segments: Sequence[Segment], used: set[int]) -> tuple[Mark, ...]:
    """The marks of a page; those in the header are marked as used."""
    found: list[Mark] = []
    for index, segment in enumerate(segments[:_ZONE_SEGMENTS]):
        if index in used or len(segment.text) > _LONGEST:
            continue
        mark = _mark(segment) or _incoming(segments, index, used)
        if mark is not None:
            used.add(index)
            found.append(mark)
    return (*found, *_copies(page))


def _mark(segment: Segment) -> Mark | None:
    if segment.upper < 1.0:
        return None
    bare = letters(segment.folded)
    for kind, table in _TABLES:
        if bare in table:
            # A lost mark on a short word ("MAT", "KHAN") leaves doubt: it may be another word.
            sure = 0.95 if len(bare) > 4 or _MARKED & set(segment.text) else 0.5
            return Mark(kind, table[bare], _part([segment], "capitals alone on their line", sure))
    return None


def _part(segments: Sequence[Segment], reason: str, sure: float) -> Part:
    from casedocs.classify._header_parts import part_of

    return part_of(segments, reason, sure)


def _incoming(segments: Sequence[Segment], index: int, used: set[int]) -> Mark | None:
    """A stamp ``ĐẾN`` with its fields around it."""
    segment = segments[index]
    plain = segment.folded
    if plain not in {"den", "cong van den", "van ban den", "dau den"} or segment.upper < 0.9:
        return None
    near = [
        other
        for other in range(max(index - 2, 0), min(index + 5, len(segments)))
        if other not in used and _STAMP_FIELD.match(segments[other].folded) and "/" not in segments[other].text[:12]
    ]
    if not near:
        return None
    used.update(near)
    rows = [segments[row] for row in sorted([index, *near])]
    return Mark(MarkKind.INCOMING, "ĐẾN", _part(rows, "“ĐẾN” with the fields of a register", 0.9))


def _copies(page: PageView) -> tuple[Mark, ...]:
    """Copy marks anywhere on the page: at the top of electronic copies, under a rule at the end of paper copies."""
    found: list[Mark] = []
    lines = list(page.lines)
    offset = reached = 0
    for index, line in enumerate(lines):
        words = line.words
        first = words[0].text[:5].upper() if words else ""
        if first in {"SAO", "TRÍCH", "TRICH"}:
            text = " ".join(word.text for word in words)
            match = _COPY.match(folded(text))
            alone = match is not None and (
                len(folded(text)) - match.end() < 3 or text[: match.end()].rstrip()[-1:] == ";"
            )
            if match is not None and alone and text[:3].isupper():
                word = COPIES[letters(match[1])]
                offset += sum(map(length_of, lines[reached:index]))
                reached = index
                part = Part(text, (Span(offset, offset + len(text)),), (index,), line.box, 0.9, "copy mark on its line")
                found.append(Mark(MarkKind.COPY, word, part))
    return tuple(found)
