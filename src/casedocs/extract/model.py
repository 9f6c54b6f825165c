"""What extraction gives back: fields with value, place, confidence and reason, and the persons they belong to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from casedocs.classify.document import Place
from casedocs.extract.values import Value
from casedocs.spans import Span

__all__ = ["Extraction", "Field", "FieldName", "Person", "Reason"]


class FieldName(StrEnum):
    """All fields. The first group belongs to the paper, the second to a person of it."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    AGENCY = "agency"
    PARENT_AGENCY = "parent_agency"
    TITLE = "title"
    SIGNER = "signer"
    OFFENCE = "offence"
    CITATION = "citation"
    CRIME_TIME = "crime_time"
    CRIME_PLACE = "crime_place"
    TERM = "term"
    SENTENCE = "sentence"
    DETENTION_PLACE = "detention_place"
    AMOUNT = "amount"
    TOTAL_VALUE = "total_value"
    INJURY_RATE = "injury_rate"
    WEIGHT = "weight"
    EXHIBIT = "exhibit"
    FOLIO = "folio"
    CITED_DOCUMENT = "cited_document"
    APPROVED_ACT = "approved_act"
    START_TIME = "start_time"
    END_TIME = "end_time"
    RECORD_PLACE = "record_place"
    SESSION = "session"
    OFFICER = "officer"
    EXPERT_BODY = "expert_body"
    CONCLUSION = "conclusion"
    COURT = "court"
    HEARING_TIME = "hearing_time"
    HEARING_PLACE = "hearing_place"
    DOCKET = "docket"
    DISPUTE = "dispute"
    REQUEST = "request"
    ATTACKED_JUDGMENT = "attacked_judgment"
    VOLUMES = "volumes"
    SHEETS = "sheets"
    FOLIO_RANGE = "folio_range"
    GIVER = "giver"
    RECEIVER = "receiver"
    NAME = "name"
    ROLE = "role"
    ALIAS = "alias"
    SEX = "sex"
    BORN = "born"
    BIRTH_PLACE = "birth_place"
    HOME_TOWN = "home_town"
    IDENTITY = "identity"
    RESIDENCE = "residence"
    TEMPORARY_RESIDENCE = "temporary_residence"
    CURRENT_RESIDENCE = "current_residence"
    NATIONALITY = "nationality"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    EDUCATION = "education"
    OCCUPATION = "occupation"
    POSITION = "position"
    PARTY_MEMBER = "party_member"
    FATHER = "father"
    MOTHER = "mother"
    SPOUSE = "spouse"
    CHILDREN = "children"
    CONVICTIONS = "convictions"
    SANCTIONS = "sanctions"
    HISTORY = "history"
    CUSTODY = "custody"
    PRESENCE = "presence"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value is believed.

    Attributes:
        cue: The words that led to it, as printed (``Nơi thường trú:``).
        line: The line that it stands on.
        rule: Stable name of the rule that read it.
    """

    cue: str
    line: str
    rule: str


_V = TypeVar("_V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value read from a paper.

    Attributes:
        name: Which field.
        value: The typed value; the empty string where the label is printed and nothing behind it; None where something
            stands there that could not be read and a person has to look (`raw` is what it looks like).
        raw: The characters it was read from.
        span: Their place in `Extraction.text`.
        places: Page, line and box of each line they stand on; boxes are None without a picture.
        confidence: 0…1, the chance that the value is right (see the calibration in docs/explanation/extract.md).
        reason: What led to it.
    """

    name: FieldName
    value: Value | None
    raw: str
    span: Span
    places: tuple[Place, ...] = ()
    confidence: float
    reason: Reason

    @property
    def canonical(self) -> str:
        """The value as text, in one standard way; empty where it is not known."""
        return "" if self.value is None else str(self.value)

    @property
    def page_number(self) -> int | None:
        """Where it begins; None when the source has no pages."""
        return self.places[0].page_number if self.places else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of the paper, all mentions together.

    Attributes:
        name: The name; its value is a string in mixed case.
        roles: The procedural roles given to them, in the order of the text.
        details: Their other fields, in the order of the text.
        mentions: Every place where they are named.
    """

    name: Field
    roles: tuple[Field, ...] = ()
    details: tuple[Field, ...] = ()
    mentions: tuple[Span, ...] = ()

    def find(self, name: FieldName) -> Field | None:
        """The first detail of that name; None when the paper does not give it."""
        return next((one for one in self.details if one.name is name), None)

    def value(self, name: FieldName, kind: type[_V]) -> _V | None:
        """The value of the first detail of that name when it is a `kind`; None otherwise."""
        found = self.find(name)
        return found.value if found is not None and isinstance(found.value, kind) else None

    @property
    def fields(self) -> tuple[Field, ...]:
        """Name, roles and details."""
        return (self.name, *self.roles, *self.details)

    @property
    def role(self) -> str | None:
        """The last role that the paper gives; None when it gives none."""
        return str(self.roles[-1].value) if self.roles else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The fields of one paper.

    Attributes:
        kind: The document kind that was given; None when it was not known.
        text: The text that the spans count in (`casedocs.classify.Linear.text`).
        fields: The fields of the paper itself, by place.
        persons: The persons, in the order in which they are first named.
        source_name: File name; empty when not known.
        readable: False when the pages hold too little text that reads as Vietnamese to look for anything.
    """

    text: str
    kind: str | None = None
    fields: tuple[Field, ...] = ()
    persons: tuple[Person, ...] = ()
    source_name: str = ""
    readable: bool = field(default=True)

    def find(self, name: FieldName) -> Field | None:
        """The first field of that name; None when the paper does not give it."""
        return next((one for one in self.fields if one.name is name), None)

    def all(self, name: FieldName) -> tuple[Field, ...]:
        """The fields of that name."""
        return tuple(one for one in self.fields if one.name is name)

    def value(self, name: FieldName, kind: type[_V]) -> _V | None:
        """The value of the first field of that name when it is a `kind`; None otherwise."""
        return next(iter(self.values(name, kind)), None)

    def values(self, name: FieldName, kind: type[_V]) -> tuple[_V, ...]:
        """The values of that name that are a `kind`."""
        return tuple(one.value for one in self.fields if one.name is name and isinstance(one.value, kind))

    def iter_fields(self) -> Iterator[Field]:
        """All fields, those of the persons last."""
        yield from self.fields
        for person in self.persons:
            yield from person.fields
