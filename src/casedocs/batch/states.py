"""Where units and documents of a batch stand."""

from enum import StrEnum

__all__ = ["DocumentState", "UnitKind", "UnitState"]


class UnitKind(StrEnum):
    """The two kinds of units."""

    PAGES = "pages"
    ASSEMBLE = "assemble"


class UnitState(StrEnum):
    """Where a unit stands."""

    WAITING = "waiting"
    BLOCKED = "blocked"
    """The document waits for its last page."""
    RUNNING = "running"
    """Leased to a runner."""
    DONE = "done"
    FAILED = "failed"
    """The task refused by a named error."""
    QUARANTINED = "quarantined"
    """It ended its child, or ran out of time, as often as allowed."""
    PARKED = "parked"
    """Not part of the present job."""


class DocumentState(StrEnum):
    """Where a document stands."""

    PENDING = "pending"
    DONE = "done"
    PARTIAL = "partial"
    """Some of its pages failed or are quarantined."""
    FAILED = "failed"
