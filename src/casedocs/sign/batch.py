"""Signing many documents with one signer: resumable, journaled, each one signed whole or not at all."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from casedocs._files import output_error, sha256_file
from casedocs.errors import CasedocsError
from casedocs.sign.audit import append_audit
from casedocs.sign.options import SigningOptions, SigningResult
from casedocs.sign.signers import Signer
from casedocs.sign.signing import sign_pdf

__all__ = ["BatchItem", "Outcome", "sign_many"]


class Outcome(StrEnum):
    """How it went with one document."""

    OK = "ok"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One document of a batch: what came out, or the error."""

    source: Path
    target: Path
    outcome: Outcome
    result: SigningResult | None = None
    error: CasedocsError | None = None


def _read_journal(journal: Path) -> dict[str, str]:
    """Content hash of the source → content hash of the signed file; a line cut by a crash counts as not there."""
    done: dict[str, str] = {}
    try:
        lines = journal.read_bytes().split(b"\n") if journal.exists() else []
    except OSError:
        return done
    for line in lines:
        try:
            record = json.loads(line)
            done[f"{record['source_sha256']} {record['target']}"] = str(record["target_sha256"])
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return done


def _write_journal(journal: Path, result: SigningResult) -> None:
    record = {
        "source_sha256": result.source_sha256,
        "target": _place(result.target, journal),
        "target_sha256": result.sha256,
    }
    try:
        journal.parent.mkdir(parents=True, exist_ok=True)
        with journal.open("ab") as file:
            file.write(b"\n" + json.dumps(record, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise output_error(error, journal) from error


def _place(target: Path, journal: Path) -> str:
    """The target as the journal names it: from the journal's folder where it lies below that, else whole."""
    whole, folder = target.absolute(), journal.absolute().parent
    return (whole.relative_to(folder) if whole.is_relative_to(folder) else whole).as_posix()


def _is_done(source: Path, target: Path, journal: Path, done: dict[str, str]) -> bool:
    wanted = done.get(f"{sha256_file(source)} {_place(target, journal)}")
    return wanted is not None and target.exists() and sha256_file(target) == wanted


def _targets(sources: list[Path], folder: Path) -> Iterator[tuple[Path, Path]]:
    """Where each signed document goes: sources from several folders keep their folders below the common one."""
    parents = {source.absolute().parent for source in sources}
    common = Path(os.path.commonpath(parents)) if len(parents) > 1 and len({p.anchor for p in parents}) == 1 else None
    for source in sources:
        yield source, folder / (source.absolute().relative_to(common) if common else source.name)


def sign_many(  # noqa: PLR0913  the parts of a batch
    sources: Iterable[str | Path],
    signer: Signer,
    target_folder: str | Path,
    *,
    options: SigningOptions | None = None,
    journal: str | Path | None = None,
    audit: str | Path | None = None,
    on_event: Callable[[BatchItem], None] | None = None,
    now: datetime | None = None,
) -> list[BatchItem]:
    """Signs documents one after another; a document that fails does not stop the others.

    Args:
        sources: The documents.
        signer: Who signs all of them.
        target_folder: Where the signed documents go, under their own names (and folders, when there are several).
        options: How they are signed.
        journal: Notes what is done, so that a batch that was stopped goes on where it was; None = in the target folder.
        audit: The hash-chained log to add to; None for none.
        on_event: Called after each document.
        now: The time of signing; None = the computer's clock.

    Returns:
        One item for each document. OK only where the signed file was written, journaled and logged.
    """
    folder = Path(target_folder)
    book = Path(journal) if journal is not None else folder / "casedocs-sign.journal.jsonl"
    done = _read_journal(book)
    items: list[BatchItem] = []
    for source, target in _targets([Path(source) for source in sources], folder):
        try:
            if _is_done(source, target, book, done):
                item = BatchItem(source, target, Outcome.SKIPPED)
            else:
                result = sign_pdf(source, signer, target, options=options, now=now)
                if audit is not None:
                    append_audit(audit, result, at=now)
                _write_journal(book, result)
                item = BatchItem(source, target, Outcome.OK, result)
        except CasedocsError as error:
            item = BatchItem(source, target, Outcome.FAILED, None, error)
        items.append(item)
        if on_event is not None:
            on_event(item)
    return items
