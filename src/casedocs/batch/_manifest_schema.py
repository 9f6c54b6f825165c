"""Tables and statements of the manifest, the same for SQLite and PostgreSQL."""

from typing import Any

__all__ = [
    "ACTIVE",
    "ACTIVE_ASSEMBLES",
    "ACTIVE_PAGES",
    "APPLICATION_ID",
    "CLAIM",
    "DAMAGED_HINT",
    "INDICES",
    "RECORD",
    "SETTLE_FAILED",
    "SETTLE_READY",
    "START_HINT",
    "TABLES",
    "VERSION",
    "decode_name",
    "encode_name",
]

APPLICATION_ID = 0x63646F63  # "cdoc" in the head of a SQLite file
VERSION = 1
START_HINT = "start one: casedocs batch run SOURCE -o OUT; or check the path"
DAMAGED_HINT = "put back a copy of it, or move it away: finished documents stay, the pages of others are done again"

TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE files (
        path TEXT PRIMARY KEY, size BIGINT NOT NULL, mtime_ns BIGINT NOT NULL, checked_ns BIGINT NOT NULL,
        sha256 TEXT NOT NULL)""",
    """CREATE TABLE inspections (
        mark TEXT NOT NULL, sha256 TEXT NOT NULL, page_count BIGINT NOT NULL, indices TEXT NOT NULL,
        facts TEXT NOT NULL, PRIMARY KEY (mark, sha256))""",
    """CREATE TABLE documents (
        document TEXT PRIMARY KEY, name TEXT NOT NULL, size BIGINT NOT NULL, mtime_ns BIGINT NOT NULL,
        sha256 TEXT NOT NULL, page_count BIGINT NOT NULL, pages BIGINT NOT NULL, facts TEXT NOT NULL,
        duplicate_of TEXT NOT NULL, error TEXT NOT NULL, content TEXT NOT NULL, unit TEXT NOT NULL,
        cost DOUBLE PRECISION NOT NULL, active BIGINT NOT NULL)""",
    """CREATE TABLE units (
        unit TEXT PRIMARY KEY, kind TEXT NOT NULL, content TEXT NOT NULL, document TEXT NOT NULL,
        first_page BIGINT NOT NULL, indices TEXT NOT NULL, page_count BIGINT NOT NULL,
        rank DOUBLE PRECISION NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL, losses BIGINT NOT NULL,
        token BIGINT NOT NULL, owner TEXT NOT NULL, lease_until DOUBLE PRECISION NOT NULL, files TEXT NOT NULL,
        consumed BIGINT NOT NULL, answer TEXT NOT NULL, review TEXT NOT NULL, error TEXT NOT NULL,
        seconds DOUBLE PRECISION NOT NULL, finished DOUBLE PRECISION NOT NULL)""",
)
INDICES = (
    "CREATE INDEX units_by_urgency ON units (state, rank, content, first_page)",
    "CREATE INDEX units_by_content ON units (content, state)",
    "CREATE INDEX documents_by_content ON documents (content)",
)

# The units of the present job.
ACTIVE_PAGES = "(kind = 'pages' AND content IN (SELECT content FROM documents WHERE active = 1 AND content <> ''))"
ACTIVE_ASSEMBLES = "(kind = 'assemble' AND unit IN (SELECT unit FROM documents WHERE active = 1))"
ACTIVE = f"({ACTIVE_PAGES} OR {ACTIVE_ASSEMBLES})"

# {skip}: how the database passes over rows that another runner is just claiming.
CLAIM = """UPDATE units SET state = 'running', owner = :owner, token = token + 1, lease_until = :until
    WHERE unit IN (SELECT unit FROM units WHERE state = 'waiting'
                   ORDER BY rank, content, first_page LIMIT :count{skip})
    RETURNING unit, kind, content, document, indices, token, attempts, losses, rank, first_page"""

RECORD = """UPDATE units SET state = :state, files = :files, consumed = 0, answer = :answer, review = :review,
    error = :error, seconds = :seconds, attempts = :attempts, losses = :losses, finished = :finished
    WHERE unit = :unit"""

# Once no page of a document is open: it can be put together when at least one is done, and has failed otherwise.
_NO_PAGE_OPEN = """state = 'blocked' AND kind = 'assemble' AND {which} AND NOT EXISTS (
    SELECT 1 FROM units AS p WHERE p.content = units.content AND p.kind = 'pages'
    AND p.state IN ('waiting', 'running', 'parked'))"""
_ONE_IS_DONE = """EXISTS (
    SELECT 1 FROM units AS p WHERE p.content = units.content AND p.kind = 'pages' AND p.state = 'done')"""
SETTLE_READY = f"UPDATE units SET state = 'waiting' WHERE {_NO_PAGE_OPEN} AND {_ONE_IS_DONE}"
SETTLE_FAILED = (
    "UPDATE units SET state = 'failed', finished = :now, error = (SELECT p.error FROM units AS p"
    " WHERE p.content = units.content AND p.kind = 'pages' ORDER BY p.first_page LIMIT 1)"
    f" WHERE {_NO_PAGE_OPEN} AND NOT {_ONE_IS_DONE} RETURNING unit"
)

# Paths on Linux may hold bytes that are no UTF-8 (Python shows them as lone surrogates), which no database takes.
_ESCAPED = "\ue000"


def encode_name(name: str) -> str:
    """A path as text that every database takes."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return _ESCAPED + name.encode("utf-8", "surrogatepass").hex()
    return _ESCAPED + name.encode("utf-8").hex() if name.startswith(_ESCAPED) else name


def decode_name(text: Any) -> str:
    """The path that `encode_name` got."""
    name = str(text)
    if not name.startswith(_ESCAPED):
        return name
    return bytes.fromhex(name[1:]).decode("utf-8", "surrogatepass")
