"""What happens during a run, for progress displays and programs."""

from dataclasses import dataclass

from casedocs.dossier.ingest.records import DigitizeReport, DocumentRecord
from casedocs.ocr.alarms import Alarm

__all__ = [
    "DocumentFinished",
    "DocumentPlanned",
    "Event",
    "FileIgnored",
    "PageFinished",
    "RunFinished",
    "RunPlanned",
    "RunStopping",
]


@dataclass(frozen=True, slots=True)
class FileIgnored:
    """A file in a folder that is neither PDF nor image."""

    source: str


@dataclass(frozen=True, slots=True)
class DocumentPlanned:
    """A document was opened and its pages counted."""

    source: str
    name: str
    page_count: int


@dataclass(frozen=True, slots=True)
class RunPlanned:
    """All sources were looked at.

    Attributes:
        documents: To be made.
        pages: To be read.
        skipped: Documents that were there already.
    """

    documents: int
    pages: int
    skipped: int


@dataclass(frozen=True, slots=True)
class PageFinished:
    """A page was read, or given up: then `origin` is ``failed`` and `code` says why.

    `alarms` say what a person at the scanner should know of the paper: blank, cut off, turned, scanned twice, …
    """

    source: str
    page_number: int
    origin: str
    seconds: float
    code: str = ""
    alarms: tuple[Alarm, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFinished:
    """A document ended, one way or another."""

    record: DocumentRecord


@dataclass(frozen=True, slots=True)
class RunStopping:
    """The run was asked to stop: pages at work are finished (`drains`), or ended at once."""

    drains: bool


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The run is over."""

    report: DigitizeReport


Event = FileIgnored | DocumentPlanned | RunPlanned | PageFinished | DocumentFinished | RunStopping | RunFinished
