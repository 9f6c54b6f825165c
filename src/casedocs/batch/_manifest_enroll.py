"""Making a plan the present job of a manifest; keeping the states of units consistent."""

import json
from collections.abc import Iterator, Mapping

from casedocs.batch._database import Session
from casedocs.batch._manifest_rows import text_of_indices
from casedocs.batch._manifest_schema import (
    ACTIVE,
    ACTIVE_ASSEMBLES,
    SETTLE_FAILED,
    SETTLE_READY,
    encode_name,
)
from casedocs.batch.manifest import EnrollOptions
from casedocs.batch.planner import Plan, PlannedDocument
from casedocs.batch.states import UnitState
from casedocs.batch.task import Task, _digest
from casedocs.errors import BatchError, error_to_record

__all__ = ["enroll", "reset_states", "settle_all"]

_ASSEMBLE_RANK = -1e18
_UPDATE_DOCUMENT = (
    "(document) DO UPDATE SET name = excluded.name, size = excluded.size, mtime_ns = excluded.mtime_ns,"
    " sha256 = excluded.sha256, page_count = excluded.page_count, pages = excluded.pages, facts = excluded.facts,"
    " duplicate_of = excluded.duplicate_of, error = excluded.error, content = excluded.content,"
    " unit = excluded.unit, cost = excluded.cost, active = 1"
)
_FRESH = "state = CASE kind WHEN 'assemble' THEN 'blocked' ELSE 'waiting' END"
_CLEAN_SLATE = f"{_FRESH}, attempts = 0, losses = 0, error = ''"
_OPEN_PAGE = (
    "EXISTS (SELECT 1 FROM units AS p WHERE p.content = units.content AND p.kind = 'pages'"
    " AND p.state IN ('waiting', 'running', 'parked'))"
)
_UNASSEMBLED = (
    "EXISTS (SELECT 1 FROM documents AS d JOIN units AS a ON a.unit = d.unit"
    " WHERE d.active = 1 AND d.content = units.content AND a.state <> 'done')"
)


def enroll(session: Session, plan: Plan, task: Task, options: EnrollOptions, *, is_shared: bool) -> None:
    """Makes the plan the present job; where others are at work on the same task, adds it to theirs.

    Raises:
        BatchError: If others are at work on another task.
    """
    joins = is_shared and _others_are_at_work(session, task)
    if not joins:
        session.run("UPDATE documents SET active = 0")
        session.run("UPDATE units SET state = 'waiting', owner = '' WHERE state = 'running'")
    value = json.dumps(task.to_data())
    rows = [{"name": "task", "value": value}, {"name": "job", "value": task.fingerprint()}]
    session.insert("meta", rows, on_conflict="(name) DO UPDATE SET value = excluded.value")
    documents = [_document_row(document, task) for document in plan.documents]
    session.insert("documents", documents, on_conflict=_UPDATE_DOCUMENT)
    for name in sorted(options.keep):
        session.run("UPDATE documents SET active = 1 WHERE document = :document", document=encode_name(name))
    session.insert("units", list(_unit_rows(plan, task)), on_conflict="(unit) DO NOTHING")
    session.run(f"UPDATE units SET {_FRESH} WHERE state = 'parked' AND {ACTIVE}")
    if not joins:
        session.run(f"UPDATE units SET state = 'parked' WHERE state IN ('waiting', 'blocked') AND NOT {ACTIVE}")
    if options.redo:
        session.run(f"UPDATE units SET {_CLEAN_SLATE}, files = '[]', consumed = 0 WHERE {ACTIVE}")
    reset_states(session, options.retry)
    settle_all(session)


def reset_states(session: Session, states: frozenset[UnitState]) -> int:
    """Units of the job in these states wait again; documents that lack their pages are put together again."""
    touched = 0
    for state in sorted(states):
        touched += session.run(
            f"UPDATE units SET {_CLEAN_SLATE} WHERE state = :state AND {ACTIVE}",
            state=state.value,
        )
    if touched:
        session.run(f"UPDATE units SET state = 'blocked' WHERE state = 'done' AND {ACTIVE_ASSEMBLES} AND {_OPEN_PAGE}")
    return touched


def settle_all(session: Session) -> None:
    """Brings the states of pages and documents into line: whatever is missing is done again."""
    session.run(
        "UPDATE units SET state = 'waiting', files = '[]', consumed = 0"
        f" WHERE kind = 'pages' AND state = 'done' AND consumed = 1 AND {_UNASSEMBLED}"
    )
    session.run(
        "UPDATE units SET state = 'blocked' WHERE state IN ('waiting', 'failed', 'quarantined')"
        f" AND {ACTIVE_ASSEMBLES} AND {_OPEN_PAGE}"
    )
    session.run(SETTLE_READY.format(which=ACTIVE_ASSEMBLES))
    session.rows(SETTLE_FAILED.format(which=ACTIVE_ASSEMBLES), now=session.now)


def _others_are_at_work(session: Session, task: Task) -> bool:
    leases = session.rows(
        "SELECT 1 FROM units WHERE state = 'running' AND lease_until >= :now LIMIT 1", now=session.now
    )
    if not leases:
        return False
    if session.rows("SELECT value FROM meta WHERE name = 'job'")[0][0] != task.fingerprint():
        raise BatchError(
            "the manifest is in use for another task or other options",
            hint="let that batch end, or name another database",
        )
    return True


def _assemble_unit(document: PlannedDocument, task: Task, content: str) -> str:
    return f"{content}.{_digest(document.document, document.name, task.assemble_options)[:16]}"


def _document_row(document: PlannedDocument, task: Task) -> dict[str, object]:
    error = "" if document.error is None else json.dumps(error_to_record(document.error))
    content = "" if error else task.content_key(document.sha256)
    return {
        "document": encode_name(document.document),
        "name": encode_name(document.name),
        "size": document.size,
        "mtime_ns": document.mtime_ns,
        "sha256": document.sha256,
        "page_count": document.page_count,
        "pages": len(document.indices),
        "facts": json.dumps(dict(document.facts)),
        "duplicate_of": encode_name(document.duplicate_of),
        "error": error,
        "content": content,
        "unit": _assemble_unit(document, task, content) if content and task.assembles else "",
        "cost": document.seconds,
        "active": 1,
    }


def _unit_rows(plan: Plan, task: Task) -> Iterator[Mapping[str, object]]:
    for document in plan.usable:
        content = task.content_key(document.sha256)
        if not document.duplicate_of:
            for start in range(0, len(document.indices), task.pages_per_unit):
                block = document.indices[start : start + task.pages_per_unit]
                yield _unit_row(f"{content}.{block[0]}-{len(block)}", "pages", content, "", block, -document.seconds)
        if task.assembles:
            unit = _assemble_unit(document, task, content)
            yield _unit_row(unit, "assemble", content, document.document, document.indices, _ASSEMBLE_RANK)


def _unit_row(
    unit: str, kind: str, content: str, document: str, indices: tuple[int, ...], rank: float
) -> dict[str, object]:
    return {
        "unit": unit,
        "kind": kind,
        "content": content,
        "document": encode_name(document),
        "first_page": indices[0] if indices else 0,
        "indices": text_of_indices(indices),
        "page_count": len(indices),
        "rank": rank,
        "state": "blocked" if kind == "assemble" else "waiting",
        "attempts": 0,
        "losses": 0,
        "token": 0,
        "owner": "",
        "lease_until": 0.0,
        "files": "[]",
        "consumed": 0,
        "answer": "{}",
        "review": "",
        "error": "",
        "seconds": 0.0,
        "finished": 0.0,
    }
