"""Applies corrections to a document that was recognised again, to its fields, and merges files of corrections."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from casedocs.classify.document import DocumentView
from casedocs.errors import CasedocsError
from casedocs.extract.corrections import Conflict, ConflictKind, Corrections, FieldCorrection, WordCorrection
from casedocs.extract.model import Extraction, Field, FieldName, Person, Reason
from casedocs.geometry import Box
from casedocs.text.calendar_values import PartialDate
from casedocs.text.dates import parse_date

__all__ = ["WordEdits", "apply_to_fields", "merge_corrections", "place_words", "word_list"]

_OVERLAP = 0.35
_ALIKE = 0.5
_COVERED = 0.6

WordEdits = dict[tuple[int, int, int], tuple[str, ...]]
"""(page number, line index, word index) → the words that stand there; none where the word goes."""


@dataclass(frozen=True, slots=True)
class _Seen:
    key: tuple[int, int, int]
    text: str
    box: Box


def place_words(
    document: DocumentView, corrections: Corrections, images: Mapping[int, str]
) -> tuple[WordEdits, tuple[Conflict, ...]]:
    """Where the corrections of words belong in a document, however it was recognised.

    Args:
        document: The document as it is recognised now.
        corrections: The layer.
        images: Hash of the picture of each page, by page number.

    Returns:
        The edits, and the corrections that found no place.
    """
    pages = {image: number for number, image in images.items()}
    edits: WordEdits = {}
    conflicts: list[Conflict] = []
    words = {page.page_number: _words_of(page) for page in document.pages}
    for one in corrections.words:
        number = pages.get(one.image)
        if number is None:
            conflicts.append(Conflict(kind=ConflictKind.NO_PICTURE, correction=one))
            continue
        conflict = _place(one, words.get(number, []), edits)
        if conflict is not None:
            conflicts.append(conflict)
    return edits, tuple(conflicts)


def _words_of(page: Any) -> list[_Seen]:
    return [
        _Seen((page.page_number, line_index, word_index), word.text, word.box)
        for line_index, line in enumerate(page.lines)
        for word_index, word in enumerate(line.words)
        if word.box is not None
    ]


def _place(one: WordCorrection, words: Sequence[_Seen], edits: WordEdits) -> Conflict | None:
    near = [(share, word) for word in words if (share := _overlap(one.box, word.box)) >= _OVERLAP]
    if not near:
        return Conflict(kind=ConflictKind.NO_WORD, correction=one)
    inside = [word for _, word in near if _share_inside(word.box, one.box) >= _COVERED]
    inside = inside or [max(near, key=lambda pair: (pair[0], _alike(pair[1].text, one.old)))[1]]
    read = " ".join(word.text for word in inside)
    if max(_alike(read, one.old), _alike(read, one.new)) < _ALIKE:
        return Conflict(kind=ConflictKind.OTHER_TEXT, correction=one, found=read)
    new = tuple(one.new.split())
    first = inside[0].key
    if first in edits and edits[first] != new:
        return Conflict(kind=ConflictKind.TWO_VALUES, correction=one, found=" ".join(edits[first]))
    edits[first] = new
    for word in inside[1:]:
        edits[word.key] = ()
    return None


def _overlap(one: Box, other: Box) -> float:
    """The common area as a share of the smaller box."""
    common = one.intersection(other)
    least = min(one.area, other.area)
    return 0.0 if common is None or least <= 0 else common.area / least


def _share_inside(inner: Box, outer: Box) -> float:
    common = inner.intersection(outer)
    return 0.0 if common is None or inner.area <= 0 else common.area / inner.area


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def apply_to_fields(
    extraction: Extraction, corrections: Corrections, images: Mapping[int, str]
) -> tuple[Extraction, tuple[Conflict, ...]]:
    """Confirmed fields become sure, corrected ones take the text that a person gave, denied ones go.

    Args:
        extraction: What was extracted.
        corrections: The layer.
        images: Hash of the picture of each page, by page number.
    """
    pages = {image: number for number, image in images.items()}
    changes: dict[int, FieldCorrection] = {}
    conflicts: list[Conflict] = []
    for one in corrections.fields:
        number = pages.get(one.image)
        if number is None:
            conflicts.append(Conflict(kind=ConflictKind.NO_PICTURE, correction=one))
            continue
        field = _field_at(extraction, one, number)
        if field is None:
            if one.new:
                conflicts.append(Conflict(kind=ConflictKind.NO_FIELD, correction=one))
            continue
        earlier = changes.get(id(field))
        if earlier is not None and earlier.new != one.new:
            conflicts.append(Conflict(kind=ConflictKind.TWO_VALUES, correction=one, found=earlier.new))
            continue
        changes[id(field)] = one
    return _changed(extraction, changes), tuple(conflicts)


def _field_at(extraction: Extraction, one: FieldCorrection, page_number: int) -> Field | None:
    best: tuple[float, Field] | None = None
    for field in extraction.iter_fields():
        if field.name is not one.name:
            continue
        shares = [
            _overlap(one.box, place.box)
            for place in field.places
            if place.page_number == page_number and place.box is not None
        ]
        likeness = max(_alike(field.canonical, one.old), _alike(field.canonical, one.new))
        weight = max(shares, default=0.0) + likeness
        if shares and max(shares) >= _OVERLAP and (best is None or weight > best[0]):
            best = weight, field
    return None if best is None else best[1]


def _changed(extraction: Extraction, changes: Mapping[int, FieldCorrection]) -> Extraction:
    def kept(fields: Iterable[Field]) -> tuple[Field, ...]:
        return tuple(made for one in fields if (made := _corrected(one, changes.get(id(one)))) is not None)

    persons: list[Person] = []
    for person in extraction.persons:
        name = _corrected(person.name, changes.get(id(person.name)))
        if name is not None:
            persons.append(replace(person, name=name, roles=kept(person.roles), details=kept(person.details)))
    return replace(extraction, fields=kept(extraction.fields), persons=tuple(persons))


def _corrected(field: Field, change: FieldCorrection | None) -> Field | None:
    if change is None:
        return field
    if not change.new:
        return None
    reason = Reason(field.reason.cue, field.reason.line, "correction")
    value = field.value if change.new == field.canonical else _typed(field, change.new)
    return replace(field, value=value, confidence=1.0, reason=reason)


def _typed(field: Field, text: str) -> Any:
    """The text in the type that the field had, where that can be read from it; else the text itself."""
    if isinstance(field.value, int) and text.strip().isdigit():
        return int(text)
    if isinstance(field.value, PartialDate) or (field.value is None and field.name is FieldName.DATE):
        try:
            year, month, day = (int(part) for part in text.split("-"))
            return PartialDate(year, month, day)
        except ValueError:
            pass
        try:
            return parse_date(text)
        except CasedocsError:
            return text
    number = getattr(field.value, "number", None)
    if isinstance(number, str):
        return replace(field.value, number=text)  # type: ignore[type-var]  # every value with a number is a data class
    return text


def merge_corrections(layers: Iterable[Corrections]) -> tuple[Corrections, tuple[Conflict, ...]]:
    """Several files of one source as one; where two people said different things, the later is a conflict."""
    words: dict[tuple[object, ...], WordCorrection] = {}
    fields: dict[tuple[object, ...], FieldCorrection] = {}
    conflicts: list[Conflict] = []
    source = ""
    for layer in layers:
        source = source or layer.source
        for word in layer.words:
            old = words.setdefault((word.image, word.box, word.index), word)
            if old.new != word.new:
                conflicts.append(Conflict(kind=ConflictKind.TWO_VALUES, correction=word, found=old.new))
        for one in layer.fields:
            kept = fields.setdefault((one.image, one.box, one.name, one.person), one)
            if kept.new != one.new:
                conflicts.append(Conflict(kind=ConflictKind.TWO_VALUES, correction=one, found=kept.new))
    return Corrections(source=source, words=tuple(words.values()), fields=tuple(fields.values())), tuple(conflicts)


def word_list(layers: Iterable[Corrections], *, least: int = 1) -> tuple[tuple[str, str, int], ...]:
    """What the office's corrections teach: misread word, right word, how often; most frequent first.

    Args:
        layers: Corrections files.
        least: Pairs seen less often are left out.
    """
    counts = Counter((one.old, one.new) for layer in layers for one in layer.words if one.new and one.new != one.old)
    found = ((old, new, count) for (old, new), count in counts.items() if count >= least)
    return tuple(sorted(found, key=lambda row: (-row[2], row[1], row[0])))
