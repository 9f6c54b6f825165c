"""The seam between the manifest's statements and a database library."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

__all__ = ["Database", "Row", "Session"]

Row = Sequence[Any]


class Session(Protocol):
    """One transaction."""

    @property
    def now(self) -> float:
        """The database's clock, seconds since 1970."""
        ...

    def rows(self, statement: str, **values: object) -> list[Row]:
        """Runs a statement that gives rows; values are written ``:name``."""
        ...

    def run(self, statement: str, **values: object) -> int:
        """Runs a statement; gives the number of rows it touched."""
        ...

    def insert(self, table: str, rows: Sequence[Mapping[str, object]], *, on_conflict: str) -> None:
        """Puts rows into a table; all have the same keys."""
        ...

    def lock(self, key: str) -> None:
        """Waits until no other transaction holds this key, and holds it until the end of the transaction."""
        ...


class Database(Protocol):
    """A database that holds one manifest."""

    location: str
    is_shared: bool
    for_update: str
    """What a SELECT ends in to lock its rows."""
    skip_locked: str
    """The same, passing over rows that others have locked."""

    def floor(self, expression: str) -> str:
        """The SQL for the largest whole number not above a non-negative expression."""
        ...

    def transaction(self, *, writes: bool = True, durable: bool = True) -> AbstractContextManager[Session]:
        """Commits at the end, rolls back on any exception; errors of the library come out as named errors.

        Not `durable`: a power cut may undo it (never what was durable before it). Enough for leases.
        """
        ...

    def check(self) -> None:
        """Has the database examine itself."""
        ...

    def close(self) -> None:
        """Lets it go."""
        ...
