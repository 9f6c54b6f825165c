"""What is kept about a batch: which unit of work waits, is leased, done or failed; the seam to databases.

A manifest is opened by `open_manifest` from a path (SQLite) or a URL (PostgreSQL). All times are seconds since 1970 by
the clock of the database, so that machines that share it need not agree on theirs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from casedocs.batch.document_outcome import DocumentOutcome
from casedocs.batch.planner import Inspection, KnownFile, Plan
from casedocs.batch.states import UnitKind, UnitState
from casedocs.batch.store import Published
from casedocs.batch.task import Task

__all__ = [
    "Claim",
    "Committed",
    "EnrollOptions",
    "Manifest",
    "Outcome",
    "PageResult",
    "SourceInfo",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """The file behind a unit."""

    document: str
    name: str
    size: int
    mtime_ns: int
    sha256: str
    page_count: int
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A unit that is leased to this runner.

    Attributes:
        unit: Its key.
        kind: Pages or the putting together of a document.
        content: Key of content, options and model.
        indices: 0-based pages; of an ASSEMBLE all of its document.
        token: The fencing token: higher with each lease of the unit.
        owner: Of the lease.
        attempts: How often it has ended its child.
        losses: How often its worker has vanished.
        source: The file.
    """

    unit: str
    kind: UnitKind
    content: str
    indices: tuple[int, ...]
    token: int
    owner: str
    attempts: int
    losses: int
    source: SourceInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a leased unit ended.

    Attributes:
        claim: The lease.
        state: DONE, FAILED, QUARANTINED; RUNNING when an attempt failed and the lease is kept for the next;
            WAITING when the unit is given back.
        files: What was published for it.
        answer: What the task said, plain JSON data.
        review: Why a person should look at it.
        error: The named error as plain data.
        seconds: Time of the last attempt.
        attempts: Attempts so far, this one included.
        losses: Workers lost so far.
        place: Puts published files in their final place; called while the lease is locked, so that no late runner
            can overwrite the work of another.
    """

    claim: Claim
    state: UnitState
    files: tuple[Published, ...] = ()
    answer: Mapping[str, Any] = field(default_factory=dict)
    review: tuple[str, ...] = ()
    error: Mapping[str, Any] | None = None
    seconds: float = 0.0
    attempts: int = 0
    losses: int = 0
    place: Callable[[], tuple[Published, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """What became of outcomes.

    Attributes:
        outcomes: Those that count, as they were recorded.
        refused: Claims whose lease was lost: their results do not count.
        finished: Documents that ended.
    """

    outcomes: tuple[Outcome, ...] = ()
    refused: tuple[Claim, ...] = ()
    finished: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """What is known about a unit of pages, for the putting together of its document."""

    indices: tuple[int, ...]
    state: UnitState
    files: tuple[Published, ...]
    answer: Mapping[str, Any]
    error: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollOptions:
    """What of earlier work counts.

    Attributes:
        redo: Nothing.
        retry: Units in these states are tried again.
        keep: Documents besides those of the plan that stay part of the job as they are.
    """

    redo: bool = False
    keep: frozenset[str] = frozenset()
    retry: frozenset[UnitState] = frozenset({UnitState.FAILED})


class Manifest(Protocol):
    """The memory of a batch. One thread at a time; every method is one transaction, whole or not at all.

    Every method raises `ManifestError` when the database is damaged, `DiskFullError` when there is no room.
    """

    @property
    def location(self) -> str:
        """Path or URL, without password."""
        ...

    @property
    def is_shared(self) -> bool:
        """Whether other runners may work on it at the same time."""
        ...

    # --- planning ---------------------------------------------------------------------------------------------------

    def known_files(self) -> dict[str, KnownFile]:
        """See `casedocs.batch.PlanCache`."""
        ...

    def remember_files(self, files: Mapping[str, KnownFile]) -> None:
        """See `casedocs.batch.PlanCache`."""
        ...

    def known_inspections(self, mark: str) -> dict[str, Inspection]:
        """See `casedocs.batch.PlanCache`."""
        ...

    def remember_inspections(self, mark: str, found: Mapping[str, Inspection]) -> None:
        """See `casedocs.batch.PlanCache`."""
        ...

    # --- the job ----------------------------------------------------------------------------------------------------

    def enroll(self, plan: Plan, task: Task, options: EnrollOptions) -> None:
        """Makes the plan the present job: new units wait, those of other jobs are parked, done ones stay done.

        On a manifest that nobody else uses, leases of an earlier runner are void.
        """
        ...

    def revive(self) -> None:
        """Prepares to go on with the present job; as `enroll`, but with nothing new."""
        ...

    def task(self) -> Task:
        """The task of the present job.

        Raises:
            ManifestError: If no job was ever enrolled.
        """
        ...

    def page_results(self, *, unassembled: bool = True) -> Iterable[tuple[str, tuple[Published, ...]]]:
        """Done units of pages and their files, of documents that are still to be put together."""
        ...

    def results(self) -> Iterable[tuple[str, str, tuple[Published, ...]]]:
        """Done units whose files are final results: unit, document (empty for units of pages), files."""
        ...

    def forget(self, units: Iterable[str]) -> None:
        """The results of these units are gone: they are done again, and what needs them."""
        ...

    def reset(self, states: frozenset[UnitState]) -> int:
        """Units of the job in these states wait again, with a clean slate; gives their number."""
        ...

    # --- work -------------------------------------------------------------------------------------------------------

    def claim(self, owner: str, count: int, lease_seconds: float) -> list[Claim]:
        """Leases up to `count` waiting units, the most urgent first; units whose lease ran out count as waiting."""
        ...

    def renew(self, owner: str, lease_seconds: float) -> None:
        """Prolongs all leases of an owner that have not been taken over."""
        ...

    def commit(self, outcomes: Sequence[Outcome]) -> Committed:
        """Records outcomes whose lease still holds; refuses the others."""
        ...

    def pages_of(self, content: str) -> list[PageResult]:
        """All units of pages of a content, in the order of pages."""
        ...

    def assembled_contents(self, content: str = "") -> list[str]:
        """Contents (or the one asked for) whose documents are all put together and whose page results are kept."""
        ...

    def consumed(self, contents: Iterable[str]) -> None:
        """The page results of these contents have been removed."""
        ...

    # --- looking ----------------------------------------------------------------------------------------------------

    def counts(self) -> dict[UnitState, tuple[int, int]]:
        """Units and pages of the job by state (pages: those of units of pages)."""
        ...

    def outcomes(self, document: str | None = None) -> list[DocumentOutcome]:
        """The documents of the job, longest first; or one of them."""
        ...

    def throughput(self, since: float, width: float) -> list[tuple[int, int]]:
        """Pages that ended in each span of `width` seconds after `since`: number of the span, pages."""
        ...

    def time_span(self) -> tuple[float, float]:
        """When the first and the last unit of the job ended; zeros where none has."""
        ...

    def page_seconds(self) -> float | None:
        """What a page has cost on average; None while none is done."""
        ...

    def now(self) -> float:
        """The clock of the manifest."""
        ...

    def check(self) -> None:
        """Has the database examine itself.

        Raises:
            ManifestError: If it is damaged.
        """
        ...

    def purge(self) -> int:
        """Forgets units that are not part of the job; gives their number."""
        ...

    def owners(self) -> set[str]:
        """Owners of leases that have not run out."""
        ...

    def close(self) -> None:
        """Lets the database go."""
        ...
