"""What happens during a run, for progress displays, log files and programs: frozen data, told in the calling thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casedocs.batch.document_outcome import DocumentOutcome
from casedocs.batch.report import BatchReport
from casedocs.batch.states import UnitState

__all__ = [
    "DocumentFinished",
    "DocumentReady",
    "Event",
    "LeaseLost",
    "RunFinished",
    "RunStarted",
    "RunStopping",
    "UnitFinished",
    "UnitRetried",
    "event_data",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    """The plan is in the manifest and work begins.

    Attributes:
        documents: Of the job.
        documents_done: Of them, those that earlier runs have brought to an end.
        pages: Pages that are not done.
        seconds: What they are thought to cost, one process.
        slots: Units at work at a time.
    """

    documents: int
    documents_done: int
    pages: int
    seconds: float
    slots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFinished:
    """Pages ended: done, failed or quarantined, and recorded so.

    Attributes:
        document: Whose (for duplicates, one of them).
        indices: 0-based pages.
        state: DONE, FAILED or QUARANTINED.
        answer: What the task said.
        error: The named error as plain data.
        review: Why a person should look at it.
        seconds: Time of the last attempt.
    """

    document: str
    indices: tuple[int, ...]
    state: UnitState
    answer: Mapping[str, Any] = field(default_factory=dict)
    error: Mapping[str, Any] | None = None
    review: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRetried:
    """An attempt failed, or its worker vanished; the unit is tried again.

    Attributes:
        document: Whose.
        indices: 0-based pages; all of them when the document was being put together.
        attempts: Attempts so far.
        detail: What is known.
    """

    document: str
    indices: tuple[int, ...]
    attempts: int
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseLost:
    """Another runner has taken pages over; what was done here does not count."""

    document: str
    indices: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReady:
    """The last page of a document is in; it is about to be put together."""

    document: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFinished:
    """A document ended, one way or another; or was there already when the run began (`before`)."""

    outcome: DocumentOutcome
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStopping:
    """The run was asked to stop: units at work are finished (`drains`), or ended at once."""

    drains: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFinished:
    """The run is over."""

    report: BatchReport


Event = (
    RunStarted | UnitFinished | UnitRetried | LeaseLost | DocumentReady | DocumentFinished | RunStopping | RunFinished
)

_TYPES: dict[type, str] = {
    RunStarted: "plan",
    UnitFinished: "pages",
    UnitRetried: "retry",
    LeaseLost: "lease_lost",
    DocumentReady: "document_ready",
    DocumentFinished: "document",
    RunStopping: "stopping",
    RunFinished: "summary",
}


def event_data(event: Event) -> dict[str, Any]:
    """The event as plain data for one line of JSON; ``message_type`` says which."""
    from dataclasses import asdict

    data: dict[str, Any] = {"message_type": _TYPES[type(event)]}
    if isinstance(event, RunFinished):
        return data | event.report.summary()
    if isinstance(event, DocumentFinished):
        return data | event.outcome.to_data() | {"before": event.before}
    return data | asdict(event)
