"""PostgreSQL through SQLAlchemy: the manifest that several machines share (extra ``postgres``)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from casedocs._extras import require
from casedocs.batch._database import Row
from casedocs.batch._manifest_schema import INDICES, START_HINT, TABLES, VERSION
from casedocs.errors import CasedocsError, DiskFullError, ManifestError, NoBatchError, UsageError

__all__ = ["PostgresDatabase"]

_ROWS_A_STATEMENT = 200
_DRIVER = "postgresql+pg8000"
_DISK_FULL = "53100"  # SQLSTATE disk_full
_HINT = "check that the server runs, the network, and user and database in the URL; then run the same command again"


class _Session:
    """One transaction on a connection."""

    def __init__(self, connection: Any, text: Any) -> None:
        self._connection = connection
        self._text = text
        self._now: float | None = None

    @property
    def now(self) -> float:
        if self._now is None:
            self._now = float(self.rows("SELECT EXTRACT(EPOCH FROM clock_timestamp())")[0][0])
        return self._now

    def rows(self, statement: str, **values: object) -> list[Row]:
        return [tuple(row) for row in self._connection.execute(self._text(statement), values)]

    def run(self, statement: str, **values: object) -> int:
        return int(self._connection.execute(self._text(statement), values).rowcount)

    def insert(self, table: str, rows: Sequence[Mapping[str, object]], *, on_conflict: str) -> None:
        """Many rows a statement: each statement is a journey to the server."""
        for start in range(0, len(rows), _ROWS_A_STATEMENT):
            block = rows[start : start + _ROWS_A_STATEMENT]
            columns = ", ".join(block[0])
            places = ", ".join(
                "(" + ", ".join(f":{name}_{number}" for name in row) + ")" for number, row in enumerate(block)
            )
            values = {f"{name}_{number}": value for number, row in enumerate(block) for name, value in row.items()}
            self.run(f"INSERT INTO {table} ({columns}) VALUES {places} ON CONFLICT {on_conflict}", **values)

    def lock(self, key: str) -> None:
        self.rows("SELECT CAST(pg_advisory_xact_lock(hashtext(:key)) AS TEXT)", key=key)


class PostgresDatabase:
    """A manifest in a database of its own. Tables are made at the first use.

    Args:
        url: ``postgresql://user:password@host:port/database``; the driver is pg8000, whatever the URL says.
        writes: False when tables must be there already.

    Raises:
        MissingExtraError: If the extra ``postgres`` is not installed.
        UsageError: If the URL makes no sense.
        ManifestError: If the server cannot be reached, or the tables are of another version.
    """

    is_shared = True
    for_update = " FOR UPDATE"
    skip_locked = " FOR UPDATE SKIP LOCKED"

    def __init__(self, url: str, *, writes: bool = True) -> None:
        sqlalchemy = require("sqlalchemy", extra="postgres")
        require("pg8000", extra="postgres")
        self._library = sqlalchemy
        try:
            parsed = sqlalchemy.engine.make_url(url).set(drivername=_DRIVER)
        except (sqlalchemy.exc.ArgumentError, ValueError) as error:
            raise UsageError(
                f"the URL of the manifest makes no sense: {error}", hint="write postgresql://user@host/database"
            ) from error
        if not parsed.username or not parsed.database:
            raise UsageError(
                "the URL of the manifest names no user or no database", hint="write postgresql://user@host/database"
            )
        self.location: str = parsed.render_as_string(hide_password=True).replace(_DRIVER, "postgresql", 1)
        self._engine = sqlalchemy.create_engine(parsed, pool_pre_ping=True, pool_size=1, max_overflow=0)
        try:
            if writes:
                self._make()
            self.check()
        except BaseException:
            self._engine.dispose()
            raise

    def floor(self, expression: str) -> str:
        """The whole part."""
        return f"FLOOR({expression})"

    @contextmanager
    def transaction(self, *, writes: bool = True, durable: bool = True) -> Iterator[_Session]:
        """See `Database`."""
        try:
            with self._engine.begin() as connection:
                session = _Session(connection, self._library.text)
                if writes and not durable:
                    session.run("SET LOCAL synchronous_commit TO OFF")
                yield session
        except self._library.exc.SQLAlchemyError as error:
            raise self._named(error) from error

    def check(self) -> None:
        """Whether the tables are there and of this version."""
        with self.transaction() as session:
            found = session.rows("SELECT to_regclass('meta') IS NOT NULL AND to_regclass('units') IS NOT NULL")[0][0]
            rows = session.rows("SELECT value FROM meta WHERE name = 'version'") if found else []
        if not rows:
            raise NoBatchError(f"{self.location} holds no manifest", hint=START_HINT, source=self.location)
        if str(rows[0][0]) != str(VERSION):
            raise ManifestError(
                f"{self.location} holds a manifest of version {rows[0][0]}, this casedocs reads {VERSION}",
                hint="use the casedocs that made it, or start with an empty database",
            )

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def _make(self) -> None:
        with self.transaction() as session:
            session.lock("casedocs manifest")
            if session.rows("SELECT to_regclass('meta') IS NOT NULL")[0][0]:
                return
            for statement in (*TABLES, *INDICES):
                session.run(statement)
            row: dict[str, object] = {"name": "version", "value": str(VERSION)}
            session.insert("meta", [row], on_conflict="(name) DO NOTHING")

    def _named(self, error: Exception) -> CasedocsError:
        reason = str(getattr(error, "orig", None) or error).split("\n", maxsplit=1)[0]
        if _DISK_FULL in reason:
            return DiskFullError(
                f"no room left on the disk of {self.location}",
                hint="free some space on the server and run the same command again: finished work is kept",
                source=self.location,
            )
        return ManifestError(f"the database {self.location} cannot be used: {reason}", hint=_HINT, source=self.location)
