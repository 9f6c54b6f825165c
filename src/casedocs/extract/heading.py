"""Number, date, place, agency and title, as `casedocs.classify` reads them from the head of the first page."""

from collections.abc import Iterator

from casedocs.classify.document import DocumentView
from casedocs.classify.header import Header, Part, read_header
from casedocs.extract._source import Source
from casedocs.extract.model import Field, FieldName
from casedocs.extract.values import Value
from casedocs.spans import Span

__all__ = ["read_heading"]


def read_heading(source: Source, document: DocumentView) -> Iterator[Field]:
    """The fields of the heading; of the first page that has any text."""
    offset = 0
    for page in document.pages:
        if any(line.words for line in page.lines):
            yield from _fields(source, read_header(page), offset)
            return
        offset += 1 + sum(1 for _ in page.lines)


def _fields(source: Source, header: Header, offset: int) -> Iterator[Field]:
    number, day, title = header.number, header.date, header.title
    if number is not None and number.serial:
        yield _field(source, FieldName.NUMBER, number.text, number.part, offset, "Số:")
    if day is not None:
        if day.value is not None and day.value.year is not None:
            yield _field(source, FieldName.DATE, day.value, day.part, offset, "ngày")
        if day.place:
            yield _field(source, FieldName.PLACE, day.place, day.part, offset, "ngày")
    if header.issuer is not None:
        yield _field(source, FieldName.AGENCY, header.issuer.text, header.issuer, offset, "")
    for parent in header.agencies[:-1]:
        yield _field(source, FieldName.PARENT_AGENCY, parent.text, parent, offset, "")
    if title is not None and not (number is not None and number.judgment):
        part = title.kind
        spans = part.spans + (() if title.subtitle is None else title.subtitle.spans)
        confidence = min(one.confidence for one in (title.kind, title.subtitle) if one is not None)
        whole = Part(title.text, spans, part.lines, part.box, confidence, part.reason)
        yield _field(source, FieldName.TITLE, title.text, whole, offset, "")


def _field(source: Source, name: FieldName, value: Value, part: Part, offset: int, cue: str) -> Field:
    spans = [span.shifted(offset) for span in part.spans]
    whole = Span(0, 0)
    for index, span in enumerate(spans):
        whole = span if index == 0 else whole.joined(span)
    whole = Span(min(whole.start, len(source.text)), min(whole.end, len(source.text)))
    return source.field(name, value, whole, cue=cue, rule=f"header: {part.reason}", sure=part.confidence)
