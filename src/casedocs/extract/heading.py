"""Number, date, place, agency and title, as `casedocs.classify` reads them from the head of the first page."""

from collections.abc import Iterator

from casedocs.classify.document import DocumentView
from casedocs.extract._source import Source
from casedocs.extract.model import Field

__all__ = ["read_heading"]


def read_heading(source: Source, document: DocumentView) -> Iterator[Field]:
    """The fields of the heading."""
    del source, document
    yield from ()
