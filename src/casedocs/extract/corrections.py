"""Corrections as a layer over recognised pages: keyed to the page picture, so that they survive a new recognition.

A correction of a word remembers the picture (a hash of its pixels), the box on the page and the place among the words;
a correction of a field the same of the field's words. Applied to a document that was recognised again, a correction
finds its words by overlap and by likeness of the text. What cannot be placed is a conflict, reported and kept in the
file; nothing is ever dropped.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from casedocs._reading import Node
from casedocs.classify.document import DocumentView, Place
from casedocs.errors import FormatError
from casedocs.extract.model import Extraction, Field, FieldName, Person, Reason
from casedocs.geometry import Box

__all__ = [
    "Conflict",
    "ConflictKind",
    "Corrections",
    "FieldCorrection",
    "WordCorrection",
    "WordEdits",
    "apply_to_fields",
    "corrections_from_json",
    "corrections_to_json",
    "merge_corrections",
    "place_words",
    "word_list",
]

FORMAT = "casedocs-corrections-1"
_OVERLAP = 0.35
_ALIKE = 0.5
_COVERED = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCorrection:
    """A word set right.

    Attributes:
        image: Hash of the page picture.
        page_number: Page that it stood on then; the picture decides.
        box: Of the word, in points.
        index: 0-based place among the words of the page then.
        old: What was recognised.
        new: What stands there; several words separated by blanks, or empty when nothing stands there.
    """

    image: str
    page_number: int
    box: Box
    index: int
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCorrection:
    """A field confirmed or set right.

    Attributes:
        image: Hash of the picture of the page that the field begins on.
        page_number: Page that it stood on then.
        box: Around its first line.
        name: Which field.
        person: The name of the person it belongs to; empty for fields of the paper.
        old: The canonical value then.
        new: The right value as text; equal to `old` when it was confirmed, empty when there is no such field.
    """

    image: str
    page_number: int
    box: Box
    name: FieldName
    person: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """The layer of one source.

    Attributes:
        source: File name.
        words: Corrections of words.
        fields: Corrections of fields.
    """

    source: str = ""
    words: tuple[WordCorrection, ...] = ()
    fields: tuple[FieldCorrection, ...] = ()


class ConflictKind(StrEnum):
    """Why a correction could not be placed."""

    NO_PICTURE = "no_picture"
    NO_WORD = "no_word"
    OTHER_TEXT = "other_text"
    TWO_VALUES = "two_values"
    NO_FIELD = "no_field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A correction that a person must look at."""

    kind: ConflictKind
    correction: WordCorrection | FieldCorrection
    found: str = ""

    @property
    def vi(self) -> str:
        """One Vietnamese sentence."""
        one = self.correction
        why = {
            ConflictKind.NO_PICTURE: "không có trang nào mang ảnh đã sửa",
            ConflictKind.NO_WORD: "không còn từ nào ở chỗ đã sửa",
            ConflictKind.OTHER_TEXT: f"chỗ đã sửa nay đọc là “{self.found}”",
            ConflictKind.TWO_VALUES: f"chỗ này còn được sửa thành “{self.found}”",
            ConflictKind.NO_FIELD: "không còn trường nào ở chỗ đã sửa",
        }[self.kind]
        return f"Trang {one.page_number}: “{one.old}” → “{one.new}”: {why}."

    @property
    def en(self) -> str:
        """The same in English."""
        one = self.correction
        why = {
            ConflictKind.NO_PICTURE: "no page has the picture that was corrected",
            ConflictKind.NO_WORD: "no word stands there any more",
            ConflictKind.OTHER_TEXT: f"“{self.found}” is read there now",
            ConflictKind.TWO_VALUES: f"it was also corrected to “{self.found}”",
            ConflictKind.NO_FIELD: "no field stands there any more",
        }[self.kind]
        return f"Page {one.page_number}: “{one.old}” → “{one.new}”: {why}."


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
    from casedocs.errors import CasedocsError
    from casedocs.text.calendar_values import PartialDate
    from casedocs.text.dates import parse_date

    if isinstance(field.value, int) and text.strip().isdigit():
        return int(text)
    if isinstance(field.value, PartialDate):
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


def corrections_to_json(corrections: Corrections) -> str:
    """The layer as JSON, as the review page writes it."""

    def box(one: Box) -> list[float]:
        return [one.left, one.top, one.right, one.bottom]

    record = {
        "format": FORMAT,
        "source": corrections.source,
        "words": [
            {"image": one.image, "page": one.page_number, "box": box(one.box), "index": one.index,
                "old": one.old, "new": one.new}
            for one in corrections.words
        ],
        "fields": [
            {
                "image": one.image, "page": one.page_number, "box": box(one.box), "name": one.name.value,
                "person": one.person, "old": one.old, "new": one.new,
            }
            for one in corrections.fields
        ],
    }  # fmt: skip
    return json.dumps(record, ensure_ascii=False, indent=1)


def corrections_from_json(text: str) -> Corrections:
    """Reads a corrections file.

    Raises:
        FormatError: If it is none; the error carries the path.
    """
    try:
        root = Node(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"this is no JSON: {error}", path="top level") from error
    if root.get("format").text() != FORMAT:
        raise FormatError(f"is not {FORMAT!r}", path="format", hint="give the file that the review page saved")
    return Corrections(
        source=root.get("source").text(),
        words=tuple(_read_word(one) for one in root.get("words").items()),
        fields=tuple(_read_field(one) for one in root.get("fields").items()),
    )


def _read_word(node: Node) -> WordCorrection:
    return WordCorrection(
        image=node.get("image").text(), page_number=node.get("page").integer(), box=_read_box(node.get("box")),
        index=node.get("index").integer(), old=node.get("old").text(), new=node.get("new").text(),
    )  # fmt: skip


def _read_field(node: Node) -> FieldCorrection:
    name = node.get("name")
    if name.text() not in {one.value for one in FieldName}:
        raise FormatError(f"{name.text()!r} is no field", path=name.path)
    return FieldCorrection(
        image=node.get("image").text(), page_number=node.get("page").integer(), box=_read_box(node.get("box")),
        name=FieldName(name.text()), person=node.get("person").text(), old=node.get("old").text(),
        new=node.get("new").text(),
    )  # fmt: skip


def _read_box(node: Node) -> Box:
    edges = [one.number() for one in node.items()]
    if len(edges) != 4 or edges[0] > edges[2] or edges[1] > edges[3]:
        raise FormatError("is no box of four numbers: left, top, right, bottom", path=node.path)
    return Box(*edges)


def first_box(places: Sequence[Place]) -> Box | None:
    """The box of the first place that has one."""
    return next((place.box for place in places if place.box is not None), None)
