"""Findings as plain data for JSON: every field by its name, nested values as objects, dates and decimals as text."""

from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from typing import Any

from casedocs.spans import Span
from casedocs.text.findings import Finding

__all__ = ["finding_to_record"]


def finding_to_record(finding: Finding) -> dict[str, Any]:
    """The finding as plain data: ``kind``, ``start``, ``end``, ``raw``, ``canonical``, then the fields of its class."""
    record: dict[str, Any] = {
        "kind": str(finding.kind),
        "start": finding.span.start,
        "end": finding.span.end,
        "raw": finding.raw,
        "canonical": finding.canonical,
    }
    for field in fields(finding):
        if field.name not in {"span", "raw"}:
            record[field.name] = _plain(getattr(finding, field.name))
    return record


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value.isoformat() if isinstance(value, date | time) else str(value)
