"""Corrections as a layer over recognised pages: keyed to the page picture, so that they survive a new recognition.

A correction of a word remembers the picture (a hash of its pixels), the box on the page and the place among the words;
a correction of a field the same of the field's words. Applied to a document that was recognised again, a correction
finds its words by overlap and by likeness of the text. What cannot be placed is a conflict, reported and kept in the
file; nothing is ever dropped.
"""

import json
from dataclasses import dataclass
from enum import StrEnum

from casedocs._reading import Node
from casedocs.errors import FormatError
from casedocs.extract.model import FieldName
from casedocs.extract.records import record_root
from casedocs.geometry import Box

__all__ = [
    "Conflict",
    "ConflictKind",
    "Corrections",
    "FieldCorrection",
    "WordCorrection",
    "corrections_from_json",
    "corrections_to_json",
]

FORMAT = "casedocs-corrections-1"


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
    root = record_root(text, FORMAT, hint="give the file that the review page saved")
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
