"""Results as plain data for JSON: stable keys, boxes in points, confidence from 0 to 1."""

from typing import Any

from casedocs.classify.header import Header, Part
from casedocs.classify.kinds import Kind
from casedocs.classify.prediction import Candidate, Classification, Level
from casedocs.classify.splitting import Split, SplitDocument

__all__ = ["classification_to_record", "header_to_record", "kind_to_record", "split_to_record"]


def _part(part: Part | None) -> dict[str, Any] | None:
    if part is None:
        return None
    box = part.box.rounded() if part.box is not None else None
    return {
        "text": part.text,
        "spans": [[span.start, span.end] for span in part.spans],
        "lines": [line + 1 for line in part.lines],
        "box": None if box is None else [box.left, box.top, box.right, box.bottom],
        "confidence": part.confidence,
        "reason": part.reason,
    }


def header_to_record(header: Header) -> dict[str, Any]:
    """A header; lines count from 1."""
    number, date, title, form = header.number, header.date, header.title, header.form
    record: dict[str, Any] = {
        "page": header.page_number,
        "motto": _part(header.motto),
        "slogan": _part(header.slogan),
        "agencies": [_part(agency) for agency in header.agencies],
        "number": None,
        "date": None,
        "title": None,
        "subject": _part(header.subject),
        "addressee": _part(header.addressee),
        "form": None,
        "marks": [{"kind": mark.kind.value, "word": mark.word, "part": _part(mark.part)} for mark in header.marks],
        "in_the_name": header.in_the_name,
    }
    if number is not None:
        known = {"text": number.text, "serial": number.serial, "year": number.year, "groups": list(number.groups)}
        record["number"] = {**known, "part": _part(number.part)}
    if date is not None:
        value = None if date.value is None else str(date.value)
        record["date"] = {"place": date.place, "value": value, "part": _part(date.part)}
    if title is not None:
        record["title"] = {"text": title.text, "kind": _part(title.kind), "subtitle": _part(title.subtitle)}
    if form is not None:
        known = {"number": form.number, "series": form.series, "regulation": form.regulation}
        record["form"] = {**known, "part": _part(form.part)}
    return record


def kind_to_record(kind: Kind) -> dict[str, Any]:
    """A kind of the catalogue."""
    return {
        "id": kind.id,
        "name": kind.name,
        "family": kind.family,
        "domains": list(kind.domains),
        "stages": list(kind.stages),
        "issuers": list(kind.issuers),
        "abbreviation": kind.abbreviation,
        "number_patterns": list(kind.number_patterns),
        "titles": [list(title) for title in kind.titles],
        "forms": [f"{form.form_set} {form.number}".strip() for form in kind.forms],
        "legal_basis": kind.legal_basis,
        "secrecy": list(kind.secrecy),
        "certainty": kind.certainty.value,
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "id": candidate.kind.id,
        "name": candidate.kind.name,
        "confidence": candidate.confidence,
        "reasons": [
            {"code": reason.code, "vi": reason.vi, "en": reason.en, "weight": reason.weight, "part": _part(reason.part)}
            for reason in candidate.reasons
        ],
    }


def _level(level: Level) -> dict[str, Any]:
    return {"name": level.name, "confidence": level.confidence}


def classification_to_record(found: Classification) -> dict[str, Any]:
    """A classification; ``kind`` is null where it is not known."""
    return {
        "kind": None if found.kind is None else found.kind.id,
        "name": None if found.kind is None else found.kind.name,
        "confidence": found.confidence,
        "family": _level(found.family),
        "domain": _level(found.domain),
        "page": found.page_number,
        "candidates": [_candidate(candidate) for candidate in found.candidates],
        "header": header_to_record(found.header),
    }


def split_to_record(found: Split) -> dict[str, Any]:
    """A split pile."""
    return {
        "documents": [_document(document) for document in found.documents],
        "findings": [
            {"code": finding.code, "page": finding.page_number, "vi": finding.vi, "en": finding.en}
            for finding in found.findings
        ],
    }


def _document(document: SplitDocument) -> dict[str, Any]:
    found = document.classification
    return {
        "first_page": document.first_page,
        "last_page": document.last_page,
        "confidence": document.confidence,
        "needs_review": document.needs_review,
        "reasons": [
            {"code": reason.code, "vi": reason.vi, "en": reason.en, "weight": reason.weight}
            for reason in document.reasons
        ],
        "annexes": list(document.annexes),
        "blank_pages": list(document.blank_pages),
        "folios": None if document.folios is None else list(document.folios),
        "classification": None if found is None else classification_to_record(found),
    }
