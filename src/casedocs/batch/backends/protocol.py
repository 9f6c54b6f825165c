"""The seam between the runner and whatever runs units."""

from contextlib import AbstractContextManager
from typing import Protocol

from casedocs.batch.options import PoolOptions
from casedocs.batch.units import Unit, UnitResult

__all__ = ["Backend", "Workers"]


class Workers(Protocol):
    """Running children. Belongs to one thread.

    A unit that ends its child or runs out of time gives CRASHED or TIMED_OUT and is *not* tried again: the runner
    counts attempts in the manifest. A unit whose worker has vanished gives LOST. When the task does not start, units
    give NOT_STARTED.
    """

    @property
    def slots(self) -> int:
        """Units at work at a time; may grow and shrink during a run."""
        ...

    def submit(self, unit: Unit) -> None:
        """Puts a unit in the queue."""
        ...

    def ready(self, seconds: float) -> list[UnitResult]:
        """The results that have come; waits up to `seconds` for the first."""
        ...

    def stop(self) -> None:
        """No waiting unit is started any more (they end as DROPPED); those at work are finished."""
        ...


class Backend(Protocol):
    """A way of running units, as plain settings; `open` starts it."""

    def open(self, options: PoolOptions) -> AbstractContextManager[Workers]:
        """Starts workers for a task; on leaving, whatever they do is ended at once and no child is left.

        Args:
            options: The task, its setup and limits; `attempts` is 1, `jobs` is the backend's own business.

        Raises:
            BatchError: If the workers cannot be reached.
            MissingExtraError: If an optional package is missing.
        """
        ...
