"""The manifest on a database that speaks SQL: remembering plans, and figures."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from casedocs.batch._database import Database, Row, Session
from casedocs.batch._manifest_rows import data_of, indices_of, inspection_row, read_outcomes
from casedocs.batch._manifest_schema import (
    ACTIVE,
    ACTIVE_PAGES,
    DAMAGED_HINT,
    decode_name,
    encode_name,
)
from casedocs.batch.document_outcome import DocumentOutcome
from casedocs.batch.planner import Inspection, KnownFile
from casedocs.batch.sources import SourceMark
from casedocs.batch.states import UnitState
from casedocs.errors import CasedocsError, ManifestError

__all__ = ["SqlRecords"]

_UPDATE_FILE = (
    "(path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, checked_ns = excluded.checked_ns,"
    " sha256 = excluded.sha256"
)
_UPDATE_INSPECTION = (
    "(mark, sha256) DO UPDATE SET page_count = excluded.page_count, indices = excluded.indices, facts = excluded.facts"
)


class SqlRecords:
    """What a manifest knows; see `casedocs.batch.Manifest`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._job = ""

    @contextmanager
    def _session(self, *, writes: bool, durable: bool = True) -> Iterator[Session]:
        """A transaction; values in it that make no sense are damage."""
        try:
            with self._database.transaction(writes=writes, durable=durable) as session:
                yield session
        except (LookupError, TypeError, ValueError) as error:
            if isinstance(error, CasedocsError):
                raise
            raise self._damaged("a value makes no sense") from error

    def _damaged(self, what: str) -> ManifestError:
        return ManifestError(f"{self.location} is damaged: {what}", hint=DAMAGED_HINT, source=self.location)

    def _reading(self) -> AbstractContextManager[Session]:
        return self._session(writes=False)

    def _writing(self) -> AbstractContextManager[Session]:
        return self._session(writes=True)

    def _leasing(self) -> AbstractContextManager[Session]:
        """Leases need not survive a power cut: whoever held them has not survived it either."""
        return self._session(writes=True, durable=False)

    @property
    def location(self) -> str:
        """Path or URL, without password."""
        return self._database.location

    @property
    def is_shared(self) -> bool:
        """Whether other runners may work on it at the same time."""
        return self._database.is_shared

    # --- planning ---------------------------------------------------------------------------------------------------

    def known_files(self) -> dict[str, KnownFile]:
        """All files ever hashed."""
        with self._reading() as session:
            rows = session.rows("SELECT path, size, mtime_ns, checked_ns, sha256 FROM files")
            return {
                decode_name(path): KnownFile(SourceMark(size, mtime_ns), checked_ns, sha256)
                for path, size, mtime_ns, checked_ns, sha256 in rows
            }

    def remember_files(self, files: Mapping[str, KnownFile]) -> None:
        """Keeps hashes."""
        rows = [
            {
                "path": encode_name(path),
                "size": file.mark.size,
                "mtime_ns": file.mark.mtime_ns,
                "checked_ns": file.checked_ns,
                "sha256": file.sha256,
            }
            for path, file in files.items()
        ]
        with self._writing() as session:
            session.insert("files", rows, on_conflict=_UPDATE_FILE)

    def known_inspections(self, mark: str) -> dict[str, Inspection]:
        """All inspections under a mark."""
        with self._reading() as session:
            rows = session.rows(
                "SELECT sha256, page_count, indices, facts FROM inspections WHERE mark = :mark", mark=mark
            )
            return {
                sha256: Inspection(page_count=page_count, indices=indices_of(indices), facts=data_of(facts))
                for sha256, page_count, indices, facts in rows
            }

    def remember_inspections(self, mark: str, found: Mapping[str, Inspection]) -> None:
        """Keeps inspections."""
        rows = [inspection_row(mark, sha256, inspection) for sha256, inspection in found.items()]
        with self._writing() as session:
            session.insert("inspections", rows, on_conflict=_UPDATE_INSPECTION)

    # --- looking ----------------------------------------------------------------------------------------------------

    def counts(self) -> dict[UnitState, tuple[int, int]]:
        """Units and pages of the job by state."""
        statement = (
            "SELECT state, COUNT(*), SUM(CASE kind WHEN 'pages' THEN page_count ELSE 0 END) FROM units"
            f" WHERE {ACTIVE} GROUP BY state"
        )
        with self._reading() as session:
            return {UnitState(row[0]): (int(row[1]), int(row[2])) for row in session.rows(statement)}

    def outcomes(self, document: str | None = None) -> list[DocumentOutcome]:
        """The documents of the job."""
        with self._reading() as session:
            return read_outcomes(session, None if document is None else encode_name(document))

    def throughput(self, since: float, width: float) -> list[tuple[int, int]]:
        """Pages ended in each span of time."""
        span = self._database.floor("(finished - :since) / :width")
        statement = (
            f"SELECT {span} AS span, SUM(page_count) FROM units WHERE {ACTIVE_PAGES}"
            " AND finished >= :since AND finished > 0 GROUP BY 1 ORDER BY 1"
        )
        with self._reading() as session:
            return [(int(row[0]), int(row[1])) for row in session.rows(statement, since=since, width=width)]

    def time_span(self) -> tuple[float, float]:
        """When the first and the last unit ended."""
        first, last = self._one(f"SELECT MIN(finished), MAX(finished) FROM units WHERE {ACTIVE} AND finished > 0")
        return float(first or 0), float(last or 0)

    def page_seconds(self) -> float | None:
        """What a page has cost on average."""
        seconds, pages = self._one(
            "SELECT SUM(seconds), SUM(page_count) FROM units WHERE kind = 'pages' AND state = 'done'"
        )
        return float(seconds) / float(pages) if pages else None

    def _one(self, statement: str) -> Row:
        with self._reading() as session:
            return session.rows(statement)[0]

    def now(self) -> float:
        """The clock of the database."""
        with self._reading() as session:
            return session.now
