"""SQLite: the default manifest, one file on one machine, in WAL mode with every commit flushed to the disk."""

import os
import secrets
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from casedocs._files import fsync_folder, output_error
from casedocs.batch._database import Row
from casedocs.batch._manifest_schema import APPLICATION_ID, DAMAGED_HINT, INDICES, START_HINT, TABLES, VERSION
from casedocs.batch.lock import folder_lock
from casedocs.errors import CasedocsError, DiskFullError, ManifestError, NoBatchError

__all__ = ["SqliteDatabase"]

_HEAD = b"SQLite format 3\0"
_FULL = frozenset({sqlite3.SQLITE_FULL})
_FAULTS = (sqlite3.Error, UnicodeDecodeError)  # a message about a damaged file may quote bytes of it


class _Session:
    """One transaction on the connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.now: float = time.time()

    def rows(self, statement: str, **values: object) -> list[Row]:
        return self._connection.execute(statement, values).fetchall()

    def run(self, statement: str, **values: object) -> int:
        return self._connection.execute(statement, values).rowcount

    def insert(self, table: str, rows: Sequence[Mapping[str, object]], *, on_conflict: str) -> None:
        if not rows:
            return
        columns = ", ".join(rows[0])
        places = ", ".join(f":{name}" for name in rows[0])
        statement = f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT {on_conflict}"
        self._connection.executemany(statement, rows)

    def lock(self, key: str) -> None:
        del key  # a writing transaction has the whole file to itself


class SqliteDatabase:
    """A manifest file. With `writes`, it belongs to this process until it is closed; `makes` one where there is none.

    Raises:
        LockHeldError: If another process works with it.
        ManifestError: If the file is damaged, cut short or no manifest; `NoBatchError` if there is none.
        OutputError: If it cannot be made.
    """

    is_shared = False
    for_update = ""
    skip_locked = ""

    def __init__(self, path: Path, *, writes: bool = True, makes: bool = True) -> None:
        self.location: str = str(path)
        self._path = path
        self._stack = ExitStack()
        if not ((writes and makes) or path.exists()):
            raise NoBatchError(f"there is no manifest {path}", hint=START_HINT, source=self.location)
        try:
            if writes:
                self._stack.enter_context(folder_lock(path.with_name(path.name + ".lock")))
                self._make()
            self._examine_head()
            self._connection = self._opened(path, writes=writes)
            self._stack.callback(self._connection.close)
            self.check()
        except BaseException:
            self._stack.close()
            raise

    def floor(self, expression: str) -> str:
        """The whole part."""
        return f"CAST({expression} AS INTEGER)"

    @contextmanager
    def transaction(self, *, writes: bool = True, durable: bool = True) -> Iterator[_Session]:
        """See `Database`."""
        try:
            if self._connection.in_transaction:  # Ctrl-C came between two lines of an earlier one
                self._connection.execute("ROLLBACK")
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
            try:
                yield _Session(self._connection)
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
            self._commit()
        except _FAULTS as error:
            raise self._named(error) from error

    def _commit(self) -> None:
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise

    def check(self) -> None:
        """Version, every page of the file, and whether indexes and tables say the same."""
        try:
            application = self._connection.execute("PRAGMA application_id").fetchone()[0]
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
            faults = self._connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            tables = {row[0] for row in self._connection.execute("SELECT name FROM sqlite_master")}
            is_whole = self._has_whole_pages()
        except _FAULTS as error:
            raise self._named(error) from error
        if application != APPLICATION_ID or not {"meta", "documents", "units"} <= tables:
            raise ManifestError(f"{self._path} is no manifest", hint="name another file", source=self.location)
        if version != VERSION:
            raise ManifestError(
                f"{self._path} is a manifest of version {version}, this casedocs reads {VERSION}",
                hint="use the casedocs that made it, or start with a new manifest",
                source=self.location,
            )
        if faults != "ok":
            raise ManifestError(f"{self._path} is damaged: {faults}", hint=DAMAGED_HINT, source=self.location)
        if not is_whole:
            raise ManifestError(f"{self._path} is cut short", hint=DAMAGED_HINT, source=self.location)

    def _has_whole_pages(self) -> bool:
        """SQLite takes what is missing of the last page for zeros, and its checks find nothing wrong with that."""
        size: int = self._connection.execute("PRAGMA page_size").fetchone()[0]
        if self._path.stat().st_size % size == 0:
            return True
        # A power cut while the log was written back leaves this, too; then the log still has the page.
        written: tuple[int, int, int] = self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        is_all_back = written[1] == written[2]
        return not is_all_back or self._path.stat().st_size % size == 0

    def close(self) -> None:
        """Closes the file and lets the lock go."""
        self._stack.close()

    # --- opening ----------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        """Makes an empty manifest, whole or not at all."""
        if self._path.exists():
            return
        temporary = self._path.with_name(f".casedocs-{secrets.token_hex(8)}.tmp")
        try:
            connection = sqlite3.connect(temporary, isolation_level=None)
            try:
                for statement in (*TABLES, *INDICES):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {VERSION}")
            finally:
                connection.close()
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            temporary.replace(self._path)
            fsync_folder(self._path.parent)
        except sqlite3.Error as error:
            raise self._named(error) from error
        except OSError as error:
            raise output_error(error, self._path) from error
        finally:
            for leftover in (temporary, temporary.with_name(temporary.name + "-journal")):
                with suppress(OSError):
                    leftover.unlink(missing_ok=True)

    def _examine_head(self) -> None:
        try:
            with self._path.open("rb") as file:
                head = file.read(len(_HEAD))
        except OSError as error:
            raise ManifestError(
                f"the manifest {self._path} cannot be read: {error.strerror}",
                hint="check path and rights",
                source=self.location,
            ) from error
        if head != _HEAD:
            raise ManifestError(f"{self._path} is cut short or no manifest", hint=DAMAGED_HINT, source=self.location)

    def _opened(self, path: Path, *, writes: bool) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(path, isolation_level=None, timeout=30.0, check_same_thread=False)
            if writes:
                connection.execute("PRAGMA journal_mode = WAL")
        except _FAULTS as error:
            raise self._named(error) from error
        return connection

    def _named(self, error: Exception) -> CasedocsError:
        if getattr(error, "sqlite_errorcode", None) in _FULL:
            return DiskFullError(
                f"no room left on the disk for the manifest {self._path}",
                hint="free some space and run the same command again: finished work is kept",
                source=self.location,
            )
        return ManifestError(f"{self._path} cannot be used: {error}", hint=DAMAGED_HINT, source=self.location)
