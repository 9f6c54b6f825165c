"""Units of work and what becomes of them."""

from dataclasses import dataclass, field
from enum import StrEnum

from casedocs.errors import CasedocsError

__all__ = ["Unit", "UnitResult", "UnitStatus"]


class UnitStatus(StrEnum):
    """How a unit ended."""

    OK = "ok"
    FAILED = "failed"
    """The task refused by a named error; the child lives on."""
    CRASHED = "crashed"
    """The child died, as often as allowed."""
    TIMED_OUT = "timed-out"
    """The child was ended at the time limit, as often as allowed."""
    LOST = "lost"
    """The worker around the child has gone (a machine was switched off): not the unit's doing."""
    NOT_STARTED = "not-started"
    """The task itself does not start: no unit can be run."""
    DROPPED = "dropped"
    """Never started: the run was stopped before."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of work.

    Attributes:
        key: The caller's name for it.
        payload: Plain JSON data for the task.
        seconds: Time limit of one attempt.
        priority: The smallest goes first; equal ones in the order of submission.
    """

    key: object
    payload: dict[str, object] = field(default_factory=dict)
    seconds: float = 120.0
    priority: int = 0


@dataclass(frozen=True, slots=True)
class UnitResult:
    """How a unit ended.

    Attributes:
        unit: The unit.
        status: How.
        answer: What the task gave; empty unless OK.
        error: The named error of a FAILED unit.
        detail: What is known about a crash, one English sentence.
        seconds: Time of the last attempt.
    """

    unit: Unit
    status: UnitStatus
    answer: dict[str, object] = field(default_factory=dict)
    error: CasedocsError | None = None
    detail: str = ""
    seconds: float = 0.0
