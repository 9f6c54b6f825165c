"""An append-only, hash-chained log of who signed what. Each line carries the hash of the line before it.

Changing, removing or inserting a line breaks the chain. Cutting lines off the end does not: note the last hash
elsewhere (`AuditReport.last_hash`) and give it as `expected` when the log is checked.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from casedocs._files import input_error, output_error
from casedocs.errors import FormatError, OutputError
from casedocs.sign.options import SigningResult

__all__ = ["AuditReport", "append_audit", "check_audit"]

_START = "0" * 64
_WAIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class AuditReport:
    """A log that holds together: number of entries and the hash of the last one."""

    entries: int
    last_hash: str


def _hash(record: dict[str, object]) -> str:
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _take(lock: Path, log: Path) -> int:
    """Makes the lock file; waits while another writer holds it."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            return os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError as error:
            if time.monotonic() > deadline:
                raise OutputError(
                    f"the audit log {log.name} is in use", hint=f"delete {lock.name} if no other program is signing"
                ) from error
            time.sleep(0.02)
        except OSError as error:
            raise output_error(error, log) from error


@contextmanager
def _locked(log: Path) -> Iterator[None]:
    """One writer at a time, also between processes."""
    lock = log.with_name(f"{log.name}.lock")
    handle = _take(lock, log)
    try:
        yield
    finally:
        os.close(handle)
        lock.unlink(missing_ok=True)


def append_audit(log: str | Path, result: SigningResult, *, at: datetime | None = None) -> str:
    """Adds a signature to the log and returns the entry's hash.

    Raises:
        FormatError: If the log so far does not hold together: nothing is added to a broken log.
        OutputError: If it cannot be written.
    """
    path = Path(log)
    with _locked(path):
        before = check_audit(path) if path.exists() else AuditReport(0, _START)
        record: dict[str, object] = {
            "number": before.entries + 1,
            "at": (at or datetime.now(UTC)).isoformat(timespec="seconds"),
            "signer": result.signer.subject,
            "serial": result.signer.serial,
            "certificate_sha256": result.signer.fingerprint,
            "level": result.level.value,
            "field": result.field_name,
            "target": result.target.name,
            "source_sha256": result.source_sha256,
            "target_sha256": result.sha256,
            "previous": before.last_hash,
        }
        record["hash"] = _hash(record)
        line = json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise output_error(error, path) from error
    return str(record["hash"])


def check_audit(log: str | Path, *, expected: str | None = None) -> AuditReport:
    """Checks that a log holds together.

    Args:
        log: The log.
        expected: The hash of the last entry, as noted elsewhere; None when there is no note.

    Raises:
        FormatError: If an entry was changed, removed, inserted or cut; ``.path`` names its line.
        InputError: If the log cannot be read.
    """
    path, previous, count = Path(log), _START, 0
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise input_error(error, path) from error
    if lines.pop() != b"":
        raise FormatError("the last line is cut off", path=f"line {len(lines) + 1}", source=str(path))
    for count, line in enumerate(lines, 1):
        previous = _check_line(line, count, previous, path)
    if expected is not None and expected != previous:
        raise FormatError(
            "the last entry is not the expected one: lines are missing", path=f"line {count}", source=str(path)
        )
    return AuditReport(count, previous)


def _check_line(line: bytes, number: int, previous: str, path: Path) -> str:
    where = f"line {number}"
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise FormatError("is no JSON", path=where, source=str(path)) from error
    if not isinstance(record, dict):
        raise FormatError("is no entry", path=where, source=str(path))
    stated = record.pop("hash", None)
    if stated != _hash(record):
        raise FormatError("was changed: its hash does not fit", path=where, source=str(path))
    if record.get("previous") != previous or record.get("number") != number:
        raise FormatError("does not follow the line before it", path=where, source=str(path))
    return str(stated)
