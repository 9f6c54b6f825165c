"""Sandboxed children on this machine: the default."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from casedocs.batch.backends.protocol import Workers
from casedocs.batch.options import PoolOptions
from casedocs.batch.pool import Pool
from casedocs.errors import UsageError

__all__ = ["LocalBackend"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalBackend:
    """One sandboxed child for each slot.

    Attributes:
        jobs: Children at a time; None means one per core.
    """

    jobs: int | None = None

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if self.jobs is not None and self.jobs < 1:
            raise UsageError(f"jobs must be at least 1, not {self.jobs}")

    @contextmanager
    def open(self, options: PoolOptions) -> Iterator[Workers]:
        """See `Backend`."""
        with Pool(replace(options, jobs=self.jobs or os.cpu_count() or 1)) as pool:
            yield pool
