"""Manifests to damage, and what becomes of them: gone on with, or refused by name; never believed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from casedocs import batch
from casedocs.batch.manifest import EnrollOptions, Outcome
from casedocs.errors import ManifestError
from tests.support.batch_tasks import inspect, make_document, task

__all__ = ["commits", "cut_files", "cut_logs", "make_manifest", "outcome_of_opening", "with_flipped_bit"]

DOCUMENTS, PAGES = 6, 5


def make_manifest(folder: Path) -> Path:
    """A manifest with 30 pages of 6 documents, nothing done yet."""
    for number in range(DOCUMENTS):
        make_document(folder / "in" / f"{number}.txt", *(f"{number} {page}" for page in range(PAGES)))
    path = folder / "manifest.sqlite"
    opened = batch.open_manifest(path)
    opened.enroll(batch.plan([folder / "in"], inspect=inspect), task(folder / "out"), EnrollOptions())
    opened.close()
    return path


def commits(path: Path, count: int) -> batch.Manifest:
    """Commits pages one by one and stays open, so that the log is not written back."""
    opened = batch.open_manifest(path)
    opened.revive()
    for claim in [claim for _ in range(count) for claim in opened.claim("me", 1, 600)]:
        opened.commit([Outcome(claim=claim, state=batch.UnitState.DONE, answer={"unit": claim.unit})])
    return opened


def outcome_of_opening(path: Path) -> str:
    """``resumed`` to the end with all units accounted for, or ``refused`` by name."""
    try:
        opened = batch.open_manifest(path)
    except ManifestError as error:
        return "refused" if error.hint and error.source == str(path) else "refused without saying what and where"
    with closing(opened):
        opened.task()
        opened.revive()
        units = sum(units for units, _ in opened.counts().values())
        assert units == DOCUMENTS * (PAGES + 1)
        while claims := opened.claim("me", 99, 600):
            opened.commit([Outcome(claim=claim, state=batch.UnitState.DONE) for claim in claims])
        assert {outcome.state for outcome in opened.outcomes()} == {batch.DocumentState.DONE}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return "resumed"


def cut_files(data: bytes, places: list[int], folder: Path) -> Iterator[tuple[int, str]]:
    """What becomes of a manifest that is cut at each of these places."""
    path = folder / "manifest.sqlite"
    for place in places:
        _clear(path)
        path.write_bytes(data[:place])
        yield place, outcome_of_opening(path)


def cut_logs(data: bytes, log: bytes, places: list[int], folder: Path) -> Iterator[tuple[int, int, str]]:
    """What becomes of a manifest whose log of the last commits is cut: place, units that it knows as done, outcome."""
    path = folder / "manifest.sqlite"
    for place in places:
        _clear(path)
        path.write_bytes(data)
        path.with_name(path.name + "-wal").write_bytes(log[:place])
        with closing(batch.open_manifest(path)) as opened:
            done = opened.counts().get(batch.UnitState.DONE, (0, 0))[0]
        yield place, done, outcome_of_opening(path)


def with_flipped_bit(data: bytes, place: int, bit: int, folder: Path) -> str:
    """``harmless``, or ``refused`` by name: a manifest with one bit that is not what it was."""
    damaged = bytearray(data)
    damaged[place] ^= 1 << bit
    path = folder / "manifest.sqlite"
    _clear(path)
    path.write_bytes(damaged)
    try:
        with closing(batch.open_manifest(path)) as opened:
            opened.task()
            opened.revive()
            opened.outcomes()
            while claims := opened.claim("me", 99, 60):
                opened.commit([Outcome(claim=claim, state=batch.UnitState.DONE) for claim in claims])
            opened.outcomes()
    except ManifestError as error:
        return "refused" if error.hint and error.source == str(path) else f"refused without saying what: {error}"
    except BaseException as error:
        error.add_note(f"bit {bit} of byte {place} of {len(data)}")
        raise
    return "harmless"


def _clear(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
