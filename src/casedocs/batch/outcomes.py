"""From what a worker reports to what the manifest records: who is to blame, and whether there is another attempt."""

from collections.abc import Mapping
from typing import Any

from casedocs.batch.manifest import Claim, Outcome
from casedocs.batch.sandbox import ChildDiedError, ChildTimedOutError
from casedocs.batch.states import UnitKind, UnitState
from casedocs.batch.store import Published
from casedocs.batch.task import Limits
from casedocs.batch.units import UnitResult, UnitStatus
from casedocs.errors import CasedocsError, LimitExceededError, error_to_record

__all__ = ["WorkerLostError", "outcome_of"]

_HINT = "all other pages are done; look at this one, raise its limits, and try it again with: casedocs batch retry"


class WorkerLostError(CasedocsError):
    """The worker of a unit vanished, again and again."""

    code = "worker_lost"


def outcome_of(claim: Claim, result: UnitResult, limits: Limits, *, gives_up: bool) -> Outcome:
    """What is to be recorded.

    Only the death of the child and its time limit count as attempts of a unit; a worker that vanished counts as a loss.

    Args:
        claim: The lease.
        result: What came of it.
        limits: How many attempts and losses there may be.
        gives_up: Whether the run is stopping: another attempt is then left to the next run.
    """
    again = UnitState.WAITING if gives_up else UnitState.RUNNING
    if result.status is UnitStatus.OK:
        return _done(claim, result)
    if result.status is UnitStatus.FAILED:
        error = result.error or CasedocsError("no answer")
        return _ended(claim, result, UnitState.FAILED, error)
    if result.status in {UnitStatus.CRASHED, UnitStatus.TIMED_OUT}:
        error = _child_error(claim, result)
        is_last = claim.attempts + 1 >= limits.attempts
        state = UnitState.QUARANTINED if is_last else again
        return _ended(claim, result, state, error, attempts=claim.attempts + 1)
    if result.status is UnitStatus.LOST:
        error = WorkerLostError(
            f"the worker that had {_what(claim)} has gone: {result.detail}", hint="look at the machines of the cluster"
        )
        is_last = claim.losses + 1 >= limits.losses
        return _ended(claim, result, UnitState.FAILED if is_last else again, error, losses=claim.losses + 1)
    return Outcome(claim=claim, state=UnitState.WAITING, attempts=claim.attempts, losses=claim.losses)


def _done(claim: Claim, result: UnitResult) -> Outcome:
    answer: Mapping[str, Any] = result.answer["answer"]  # type: ignore[assignment]  # what `worker` gives
    files: list[list[object]] = result.answer["files"]  # type: ignore[assignment]
    return Outcome(
        claim=claim,
        state=UnitState.DONE,
        files=tuple(Published.from_data(file) for file in files),
        answer={key: value for key, value in answer.items() if key != "review"},
        review=tuple(str(reason) for reason in answer.get("review") or ()),
        seconds=result.seconds,
        attempts=claim.attempts,
        losses=claim.losses,
    )


def _ended(
    claim: Claim,
    result: UnitResult,
    state: UnitState,
    error: CasedocsError,
    *,
    attempts: int | None = None,
    losses: int | None = None,
) -> Outcome:
    return Outcome(
        claim=claim,
        state=state,
        error=error_to_record(error),
        seconds=result.seconds,
        attempts=claim.attempts if attempts is None else attempts,
        losses=claim.losses if losses is None else losses,
    )


def _child_error(claim: Claim, result: UnitResult) -> CasedocsError:
    source = claim.source.document
    if result.status is UnitStatus.TIMED_OUT:
        limit = result.unit.seconds
        return ChildTimedOutError(f"{_what(claim)} took more than {limit:g} seconds", hint=_HINT, source=source)
    if "MemoryError" in result.detail or "bad_alloc" in result.detail:
        return LimitExceededError(f"{_what(claim)} needs more memory than allowed", hint=_HINT, source=source)
    return ChildDiedError(f"{_what(claim)} ended its process: {result.detail}", hint=_HINT, source=source)


def _what(claim: Claim) -> str:
    """The pages and the file, in words."""
    name = claim.source.document.replace("\\", "/").rpartition("/")[2]
    if claim.kind is UnitKind.ASSEMBLE or not claim.indices:
        return f"the putting together of {name}"
    first, last = claim.indices[0] + 1, claim.indices[-1] + 1
    return f"page {first} of {name}" if first == last else f"pages {first} to {last} of {name}"
