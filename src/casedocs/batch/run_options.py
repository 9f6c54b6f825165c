"""The options of a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from casedocs.batch.states import UnitState
from casedocs.errors import UsageError

__all__ = ["RunOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How to run.

    Attributes:
        lease_seconds: How long a unit belongs to a runner that gives no sign of life; several machines only.
        redo: Do everything again.
        retry: Units in these states, from earlier runs, are tried again.
        keep: Documents (paths or URLs) of earlier runs besides those of the plan that stay part of the job as they are;
            nobody looks whether their results are still there.
        assemble_facts: Asked for a document (its path or URL) that is about to be put together; what it gives is added
            to the facts of the document.
    """

    lease_seconds: float = 60.0
    redo: bool = False
    retry: frozenset[UnitState] = frozenset({UnitState.FAILED})
    keep: frozenset[str] = frozenset()
    assemble_facts: Callable[[str], Mapping[str, Any]] | None = None

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if not self.lease_seconds >= 1:
            raise UsageError(f"a lease must last at least a second, not {self.lease_seconds}")
        wrong = self.retry - {UnitState.FAILED, UnitState.QUARANTINED}
        if wrong:
            raise UsageError(f"only failed and quarantined units can be tried again, not {', '.join(sorted(wrong))}")
