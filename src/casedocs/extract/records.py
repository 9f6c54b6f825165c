"""Extractions as plain data (JSON) and back; the schema is docs/reference/extraction.schema.json."""

import datetime as dt
import json
import types
import typing
from collections.abc import Callable
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any

from casedocs._reading import Node
from casedocs.classify.document import Place
from casedocs.errors import FormatError, UsageError
from casedocs.extract import values
from casedocs.extract.checks.model import Result
from casedocs.extract.model import Extraction, Field, FieldName, Person, Reason
from casedocs.extract.values import Value
from casedocs.geometry import Box
from casedocs.spans import Span
from casedocs.text.calendar_values import PartialDate

__all__ = [
    "FORMAT",
    "extraction_from_json",
    "extraction_to_json",
    "extraction_to_record",
    "record_root",
    "result_to_record",
]

FORMAT = "casedocs-extraction-1"
_CLASSES: dict[str, type[Any]] = {
    one.__name__: one
    for one in (
        values.Amount, values.CitedDocument, values.Exhibit, values.FolioRange, values.IdentityDocument, values.Kin,
        values.Measure, values.Moment, values.Offence, values.Official, values.Period, values.Priors, values.Signer,
        values.Sex, PartialDate,
    )
}  # fmt: skip


def extraction_to_record(extraction: Extraction, *, least: float = 0.0) -> dict[str, Any]:
    """The extraction as plain data.

    Args:
        extraction: The extraction.
        least: Fields below this confidence are left out.
    """
    return {
        "format": FORMAT,
        "source": extraction.source_name,
        "kind": extraction.kind,
        "readable": extraction.readable,
        "text": extraction.text,
        "fields": [_field(one) for one in extraction.fields if one.confidence >= least],
        "persons": [_person(one, least) for one in extraction.persons if one.name.confidence >= least],
    }


def extraction_to_json(extraction: Extraction, *, least: float = 0.0) -> str:
    """The extraction as JSON, one line."""
    return json.dumps(extraction_to_record(extraction, least=least), ensure_ascii=False)


def _person(person: Person, least: float) -> dict[str, Any]:
    return {
        "name": _field(person.name),
        "roles": [_field(one) for one in person.roles if one.confidence >= least],
        "details": [_field(one) for one in person.details if one.confidence >= least],
        "mentions": [[span.start, span.end] for span in person.mentions],
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name.value,
        "type": type(field.value).__name__,
        "value": encode(field.value),
        "text": field.canonical,
        "raw": field.raw,
        "span": [field.span.start, field.span.end],
        "places": [_place(one) for one in field.places],
        "confidence": field.confidence,
        "reason": {"cue": field.reason.cue, "line": field.reason.line, "rule": field.reason.rule},
    }


def _place(place: Place) -> dict[str, Any]:
    box = None if place.box is None else place.box.rounded()
    return {
        "page": place.page_number,
        "line": place.line_index,
        "box": None if box is None else [box.left, box.top, box.right, box.bottom],
        "confidence": place.confidence,
    }


def encode(value: object) -> Any:
    """A value as plain data: data classes as objects, dates in ISO 8601, decimals as strings."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if isinstance(value, PartialDate | Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [encode(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: encode(getattr(value, one.name)) for one in fields_of(value)}
    return value


def result_to_record(result: Result) -> dict[str, Any]:
    """A check's `Result` as plain data."""
    return {
        "rule": result.rule,
        "verdict": result.verdict.value,
        "vi": result.vi,
        "en": result.en,
        "source": result.source,
        "documents": list(result.documents),
        "fields": [_field(one) for one in result.fields],
    }


def record_root(text: str, wanted: str, *, hint: str) -> Node:
    """The top of a record of casedocs, whose ``format`` must be `wanted`.

    Raises:
        FormatError: If it is none; the error carries the path and, for another format, `hint`.
    """
    try:
        root = Node(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"this is no JSON: {error}", path="top level") from error
    if root.get("format").text() != wanted:
        raise FormatError(f"is not {wanted!r}", path="format", hint=hint)
    return root


def extraction_from_json(text: str) -> Extraction:
    """Reads what `extraction_to_json` wrote.

    Raises:
        FormatError: If it is none; the error carries the path.
    """
    root = record_root(text, FORMAT, hint="extract again with this version")
    kind = root.find("kind")
    return Extraction(
        text=root.get("text").text(),
        kind=None if kind is None else kind.text(),
        fields=tuple(_read_field(one) for one in root.get("fields").items()),
        persons=tuple(_read_person(one) for one in root.get("persons").items()),
        source_name=root.get("source").text(),
        readable=root.get("readable").boolean(),
    )


def _read_person(node: Node) -> Person:
    return Person(
        name=_read_field(node.get("name")),
        roles=tuple(_read_field(one) for one in node.get("roles").items()),
        details=tuple(_read_field(one) for one in node.get("details").items()),
        mentions=tuple(_read_span(one) for one in node.get("mentions").items()),
    )


def _read_field(node: Node) -> Field:
    reason = node.get("reason")
    name = node.get("name")
    if name.text() not in {one.value for one in FieldName}:
        raise FormatError(f"{name.text()!r} is no field", path=name.path)
    return Field(
        name=FieldName(name.text()),
        value=_read_value(node),
        raw=node.get("raw").text(),
        span=_read_span(node.get("span")),
        places=tuple(_read_place(one) for one in node.get("places").items()),
        confidence=node.get("confidence").number(),
        reason=Reason(reason.get("cue").text(), reason.get("line").text(), reason.get("rule").text()),
    )


def _read_span(node: Node) -> Span:
    ends = [one.integer() for one in node.items()]
    try:
        start, end = ends
        return Span(start, end)
    except (ValueError, UsageError) as error:
        raise FormatError("is no span", path=node.path) from error


def _read_place(node: Node) -> Place:
    box, confidence = node.find("box"), node.find("confidence")
    edges = None if box is None else [one.number() for one in box.items()]
    if edges is not None and len(edges) != 4:
        raise FormatError("is no box of four numbers", path=node.path)
    return Place(
        node.get("page").integer(),
        node.get("line").integer(),
        None if edges is None else Box(*edges),
        None if confidence is None else confidence.number(),
    )


def _read_value(node: Node) -> Value | None:
    kind = node.get("type").text()
    if kind == "NoneType":
        return None
    value = node.get("value")
    if kind == "str":
        return value.text()
    if kind == "int":
        return value.integer()
    if kind not in _CLASSES:
        raise FormatError(f"{kind!r} is no type of value", path=node.path)
    found: Value = decode(_CLASSES[kind], value)
    return found


def decode(hint: Any, node: Node) -> Any:
    """The value of a type from plain data.

    Raises:
        FormatError: If the data does not fit the type.
    """
    try:
        return _decode(hint, node)
    except (ValueError, TypeError, InvalidOperation) as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError(f"does not fit {hint}", path=node.path) from error


def _decode(hint: Any, node: Node) -> Any:
    if isinstance(hint, types.UnionType):
        options = [one for one in typing.get_args(hint) if one is not types.NoneType]
        whole = Decimal in options and isinstance(node.value, int)
        return node.value if whole else _decode(Decimal if Decimal in options else options[0], node)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_decode(inner[0], one) for one in node.items())
        return tuple(_decode(one, part) for one, part in zip(inner, node.items(), strict=True))
    simple = _SIMPLE.get(hint)
    if simple is not None:
        return simple(node)
    return hint(node.text()) if issubclass(hint, Enum) else _data_class(hint, node)


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _data_class(cls: Any, node: Node) -> Any:
    made: dict[str, Any] = {}
    for name, hint in _hints(cls).items():
        part = node.find(name)
        if part is not None:
            made[name] = _decode(hint, part)
        elif isinstance(hint, types.UnionType) and types.NoneType in typing.get_args(hint):
            made[name] = None
    return cls(**made)


def _partial_date(text: str) -> PartialDate:
    if text.startswith("--"):
        month, _, day = text[2:].partition("-")
        return PartialDate(None, int(month) if month else None, int(day))
    parts = [int(part) for part in text.split("-")]
    return PartialDate(*parts)


_SIMPLE: dict[Any, Callable[[Node], Any]] = {
    PartialDate: lambda node: _partial_date(node.text()),
    dt.time: lambda node: dt.time.fromisoformat(node.text()),
    Decimal: lambda node: Decimal(node.text()),
    str: Node.text,
    int: Node.integer,
    bool: Node.boolean,
}
