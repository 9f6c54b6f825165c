"""Rows of the manifest as typed values."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casedocs.batch._database import Session
from casedocs.batch._manifest_schema import decode_name
from casedocs.batch.document_outcome import DocumentOutcome, UnitTrouble
from casedocs.batch.manifest import SourceInfo
from casedocs.batch.planner import Inspection
from casedocs.batch.states import DocumentState, UnitState
from casedocs.batch.store import Published

__all__ = ["data_of", "files_of", "indices_of", "inspection_row", "read_outcomes", "source_of", "text_of_indices"]

_OPEN = frozenset({UnitState.WAITING, UnitState.BLOCKED, UnitState.RUNNING, UnitState.PARKED})


def text_of_indices(indices: Sequence[int] | None) -> str:
    """Page indices as text: ``5``, ``0-999`` for a run without gaps, else JSON; empty for None."""
    if indices is None:
        return ""
    if not indices:
        return "[]"
    if list(indices) == list(range(indices[0], indices[-1] + 1)):
        return str(indices[0]) if len(indices) == 1 else f"{indices[0]}-{indices[-1]}"
    return json.dumps(list(indices))


def indices_of(text: str) -> tuple[int, ...] | None:
    """Reads what `text_of_indices` gave."""
    if not text:
        return None
    if text.startswith("["):
        return tuple(json.loads(text))
    first, _, last = text.partition("-")
    return tuple(range(int(first), int(last or first) + 1))


def data_of(text: str) -> dict[str, Any]:
    """An object in JSON; empty for no text."""
    data = json.loads(text or "{}")
    if not isinstance(data, dict):
        raise TypeError(f"not an object: {text[:40]}")
    return data


def _list_of(text: str) -> list[Any]:
    found = data_of(f'{{"list": {text or "[]"}}}')["list"]
    return list(found)


def files_of(text: str) -> tuple[Published, ...]:
    """Published files in JSON."""
    return tuple(Published.from_data(item) for item in _list_of(text))


def inspection_row(mark: str, sha256: str, found: Inspection) -> Mapping[str, object]:
    """An inspection as a row."""
    return {
        "mark": mark,
        "sha256": sha256,
        "page_count": found.page_count,
        "indices": text_of_indices(found.indices),
        "facts": json.dumps(dict(found.facts)),
    }


def source_of(session: Session, content: str, document: str) -> SourceInfo:
    """The file behind a unit: its document's, or that of any document with this content."""
    rows = session.rows(
        "SELECT document, name, size, mtime_ns, sha256, page_count, facts FROM documents WHERE content = :content"
        " AND (document = :document OR :document = '') ORDER BY active DESC, duplicate_of, document LIMIT 1",
        content=content,
        document=document,
    )
    if not rows:
        raise LookupError(f"the unit of {content} has no document")
    path, name, size, mtime_ns, sha256, page_count, facts = rows[0]
    return SourceInfo(
        document=decode_name(path),
        name=decode_name(name),
        size=size,
        mtime_ns=mtime_ns,
        sha256=sha256,
        page_count=page_count,
        facts=data_of(facts),
    )


# --- documents of a job ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Pages:
    """What became of the pages of a content."""

    by_state: dict[UnitState, int] = field(default_factory=lambda: defaultdict(int))
    seconds: float = 0.0
    finished: float = 0.0
    trouble: list[UnitTrouble] = field(default_factory=list)


def read_outcomes(session: Session, document: str | None) -> list[DocumentOutcome]:
    """The documents of the job, longest first; or one of them."""
    one = "" if document is None else " AND d.document = :document"
    values = {} if document is None else {"document": document}
    pages = _pages_by_content(session, one, values)
    rows = session.rows(
        "SELECT d.document, d.name, d.sha256, d.duplicate_of, d.pages, d.error, d.content, a.state, a.files, a.answer,"
        " a.review, a.error, a.finished FROM documents AS d LEFT JOIN units AS a ON a.unit = d.unit"
        f" WHERE d.active = 1{one} ORDER BY d.cost DESC, d.document",
        **values,
    )
    return [_outcome(row, pages[row[6]]) for row in rows]


def _pages_by_content(session: Session, one: str, values: Mapping[str, object]) -> dict[str, _Pages]:
    which = f"u.kind = 'pages' AND u.content IN (SELECT d.content FROM documents AS d WHERE d.active = 1{one})"
    found: dict[str, _Pages] = defaultdict(_Pages)
    for content, state, pages, seconds, finished in session.rows(
        "SELECT u.content, u.state, SUM(u.page_count), SUM(u.seconds), MAX(u.finished) FROM units AS u"
        f" WHERE {which} GROUP BY u.content, u.state",
        **values,
    ):
        entry = found[content]
        entry.by_state[UnitState(state)] += int(pages)
        entry.seconds += float(seconds)
        entry.finished = max(entry.finished, float(finished))
    for content, indices, state, error, review in session.rows(
        "SELECT u.content, u.indices, u.state, u.error, u.review FROM units AS u"
        f" WHERE {which} AND (u.state IN ('failed', 'quarantined') OR u.review <> '')"
        " ORDER BY u.content, u.first_page",
        **values,
    ):
        found[content].trouble.append(
            UnitTrouble(
                indices=indices_of(indices) or (),
                state=UnitState(state),
                error=data_of(error) if error else None,
                review=tuple(str(reason) for reason in _list_of(review)),
            )
        )
    return found


def _outcome(row: Sequence[Any], pages: _Pages) -> DocumentOutcome:
    path, name, sha256, duplicate_of, page_count, own_error, _, state, files, answer, review, error, finished = row
    counts = pages.by_state
    return DocumentOutcome(
        document=decode_name(path),
        name=decode_name(name),
        state=_state(bool(own_error), state, counts),
        sha256=sha256,
        duplicate_of=decode_name(duplicate_of),
        pages=page_count,
        done=counts[UnitState.DONE],
        failed=counts[UnitState.FAILED],
        quarantined=counts[UnitState.QUARANTINED],
        files=files_of(files or ""),
        answer=data_of(answer or ""),
        review=tuple(str(reason) for reason in _list_of(review or "")),
        trouble=tuple(pages.trouble),
        error=data_of(own_error or error) if own_error or error else _first_error(pages),
        seconds=pages.seconds,
        finished=max(float(finished or 0), pages.finished),
    )


def _state(is_unusable: bool, assemble: str | None, counts: Mapping[UnitState, int]) -> DocumentState:
    if is_unusable:
        return DocumentState.FAILED
    bad = counts[UnitState.FAILED] + counts[UnitState.QUARANTINED]
    if assemble is None:
        if any(counts[state] for state in _OPEN):
            return DocumentState.PENDING
        if not counts[UnitState.DONE] and bad:
            return DocumentState.FAILED
    elif UnitState(assemble) in _OPEN:
        return DocumentState.PENDING
    elif assemble != UnitState.DONE:
        return DocumentState.FAILED
    return DocumentState.PARTIAL if bad else DocumentState.DONE


def _first_error(pages: _Pages) -> Mapping[str, Any] | None:
    return next((page.error for page in pages.trouble if page.error is not None), None)
