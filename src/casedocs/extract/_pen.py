"""What a pen filled into print and nobody could read: such a value is not known, and a person has to look."""

import re
from dataclasses import replace

from casedocs.extract._source import Source
from casedocs.extract.model import Field
from casedocs.spans import Span

__all__ = ["HANDWRITTEN", "UNREADABLE", "needs_person", "unread"]

HANDWRITTEN = "handwritten, needs a person"
UNREADABLE = "not readable, needs a person"
_YEAR = re.compile(r"20[0-4][0-9][.,]?")
_LEAST = 0.5
"""A word recognised with less confidence than this is rather wrong than right."""
_CONFIDENCE = 0.3


def needs_person(source: Source, span: Span) -> bool:
    """Whether a word of the place was read too badly to be believed.

    Words that were not recognised but given are not; nor is a year of our time, which is printed nearly always.
    """
    return any(
        word.confidence is not None and word.confidence < _LEAST and not _YEAR.fullmatch(word.text)
        for word in source.linear.words(span)
    )


def unread(source: Source, field: Field, span: Span) -> Field:
    """The field without a value: what was read stays as `raw`, the reason says who has to look."""
    penned = any(getattr(word, "handwritten", False) for word in source.linear.words(span))
    reason = replace(field.reason, rule=HANDWRITTEN if penned else UNREADABLE)
    raw = span.of(source.text).strip()
    places = source.linear.places(span)
    return replace(field, value=None, raw=raw, span=span, places=places, confidence=_CONFIDENCE, reason=reason)
