"""What a batch has come to: every document, counts, throughput over time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casedocs.batch.document_outcome import DocumentOutcome
from casedocs.batch.manifest import Manifest
from casedocs.batch.states import DocumentState, UnitState

__all__ = ["BatchReport", "Throughput", "make_report"]

_SPANS = 120
_SHORTEST_SPAN = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughput:
    """Pages over time.

    Attributes:
        since: Start of the first span, seconds since 1970.
        width: Of a span, seconds.
        pages: Pages that ended in each span.
    """

    since: float
    width: float
    pages: tuple[int, ...] = ()

    @property
    def best(self) -> float:
        """Pages a second in the best span."""
        return max(self.pages, default=0) / self.width


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport:
    """The job of a manifest as it stands.

    Attributes:
        manifest: Path or URL.
        target: Where the results are.
        documents: Every document, longest first.
        units: Units by state.
        pages: Pages by state of their unit.
        throughput: Pages over time, of the whole job.
        seconds: Wall time of this run; 0 in a report without a run.
        pages_now: Pages that ended in this run.
        interrupted: Whether the run was stopped before its end.
        aborted: Whether units at work were ended.
    """

    manifest: str
    target: str
    documents: tuple[DocumentOutcome, ...]
    units: Mapping[UnitState, int] = field(default_factory=dict)
    pages: Mapping[UnitState, int] = field(default_factory=dict)
    throughput: Throughput = field(default_factory=lambda: Throughput(since=0.0, width=1.0))
    seconds: float = 0.0
    pages_now: int = 0
    interrupted: bool = False
    aborted: bool = False

    def in_state(self, *states: DocumentState) -> tuple[DocumentOutcome, ...]:
        """The documents in one of these states."""
        return tuple(document for document in self.documents if document.state in states)

    @property
    def needs_review(self) -> tuple[DocumentOutcome, ...]:
        """The documents that a person should look at."""
        return tuple(document for document in self.documents if document.needs_review)

    @property
    def is_complete(self) -> bool:
        """Whether every document is done with every page."""
        return all(document.state is DocumentState.DONE for document in self.documents)

    @property
    def pages_per_second(self) -> float:
        """Of this run."""
        return self.pages_now / self.seconds if self.seconds > 0 else 0.0

    def summary(self) -> dict[str, Any]:
        """Counts only, as plain data."""
        return {
            "manifest": self.manifest,
            "target": self.target,
            "documents": {state.value: len(self.in_state(state)) for state in DocumentState},
            "needs_review": len(self.needs_review),
            "pages": {state.value: self.pages.get(state, 0) for state in UnitState},
            "pages_now": self.pages_now,
            "seconds": round(self.seconds, 3),
            "pages_per_second": round(self.pages_per_second, 3),
            "interrupted": self.interrupted,
            "aborted": self.aborted,
        }

    def to_data(self) -> dict[str, Any]:
        """Everything, as plain data for JSON."""
        return self.summary() | {
            "throughput": {
                "since": self.throughput.since,
                "width": self.throughput.width,
                "pages": list(self.throughput.pages),
            },
            "outcomes": [document.to_data() for document in self.documents],
        }


def make_report(
    manifest: Manifest, *, seconds: float = 0.0, pages_now: int = 0, interrupted: bool = False, aborted: bool = False
) -> BatchReport:
    """The report of a manifest's job; the figures are those of a run.

    Raises:
        ManifestError: If the manifest is damaged, or no job was ever started with it.
    """
    counts = manifest.counts()
    return BatchReport(
        manifest=manifest.location,
        target=manifest.task().target,
        documents=tuple(manifest.outcomes()),
        units={state: units for state, (units, _) in counts.items()},
        pages={state: pages for state, (_, pages) in counts.items()},
        throughput=_throughput(manifest),
        seconds=seconds,
        pages_now=pages_now,
        interrupted=interrupted,
        aborted=aborted,
    )


def _throughput(manifest: Manifest) -> Throughput:
    first, last = manifest.time_span()
    width = max((last - first) / _SPANS, _SHORTEST_SPAN)
    spans = dict(manifest.throughput(first, width)) if first else {}
    pages = tuple(spans.get(number, 0) for number in range(max(spans, default=-1) + 1))
    return Throughput(since=first, width=width, pages=pages)
