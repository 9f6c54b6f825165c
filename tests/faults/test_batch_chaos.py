"""The power goes, again and again: kill -9 of the runner at random moments, resumed to the end."""

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from casedocs import batch
from casedocs.batch.manifest import EnrollOptions
from tests.support.batch_tasks import ROOT, inspect, make_document, task
from tests.support.batch_work import page_result

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals as on Linux")

KILLS = 50
DOCUMENTS, PAGES = 125, 16
JOBS = 2

RUN = """
import sys
from pathlib import Path
from casedocs.batch.backends.local import LocalBackend
from casedocs.batch.runner import resume
resume(Path(sys.argv[1]), backend=LocalBackend(jobs=2))
"""


def line_of(document: int, page: int) -> str:
    return f"document {document} page {page}"


def test_fifty_power_cuts_cost_nothing_but_the_pages_in_flight(tmp_path: Path) -> None:
    """2,000 pages and 125 documents; a runner that is killed 50 times, then left alone."""
    sources = [
        make_document(tmp_path / "in" / f"d{number:04d}.txt", *(line_of(number, page) for page in range(PAGES)))
        for number in range(DOCUMENTS)
    ]
    notes, target = tmp_path / "notes", tmp_path / "out"
    manifest = target / ".casedocs" / "manifest.sqlite"
    job = task(target, notes)
    with closing(batch.open_manifest(manifest)) as memory:
        memory.enroll(batch.plan(sources, inspect=inspect, cache=memory), job, EnrollOptions())
    kills, at_work = _kill_again_and_again(manifest, random.Random(20261124))
    report = batch.resume(manifest, backend=batch.LocalBackend(jobs=JOBS))

    assert kills == KILLS
    assert at_work >= KILLS * 0.8
    assert report.is_complete
    assert len(report.documents) == DOCUMENTS
    for number in range(DOCUMENTS):
        wanted = "".join(page_result(line_of(number, page)) for page in range(PAGES)).encode()
        found = (target / f"d{number:04d}.txt").read_bytes()
        assert hashlib.sha256(found).digest() == hashlib.sha256(wanted).digest(), number
    stray = [path for path in target.rglob("*") if path.name.startswith(".casedocs-") or path.suffix == ".tmp"]
    assert stray == []
    left = {path.name for path in (target / ".casedocs").rglob("*") if path.is_file()}
    assert left <= {"manifest.sqlite", "manifest.sqlite.lock", "manifest.sqlite-wal", "manifest.sqlite-shm"}
    with closing(sqlite3.connect(manifest)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    ran = Counter(notes.read_text(encoding="utf-8").splitlines())
    assert len(ran) == DOCUMENTS * (PAGES + 1)
    again = sum(ran.values()) - len(ran)
    # In flight at a kill: what a child has at work, what it has just finished, and what is being recorded.
    assert again <= KILLS * JOBS * 2, again


def _kill_again_and_again(manifest: Path, chance: random.Random) -> tuple[int, int]:
    """Starts runners and kills them at random moments: one in five while it starts, the others in the middle of work.

    Returns:
        How many were killed before their end, and how many of them had recorded work before.
    """
    killed = at_work = 0
    environment = {**os.environ, "PYTHONPATH": ROOT}
    for number in range(KILLS):
        before = _done(manifest)
        with subprocess.Popen([sys.executable, "-c", RUN, str(manifest)], env=environment) as runner:
            if number % 5 == 0:
                end = time.monotonic() + chance.random() * 0.6
                while time.monotonic() < end and _done(manifest) < before + 12:
                    time.sleep(0.005)
            else:
                wanted = before + 1 + chance.randrange(12)
                while runner.poll() is None and _done(manifest) < wanted:
                    time.sleep(0.005)
                time.sleep(chance.random() * 0.02)
            runner.send_signal(signal.SIGKILL)
        killed += runner.returncode == -signal.SIGKILL
        at_work += _done(manifest) > before
    return killed, at_work


def _done(manifest: Path) -> int:
    with closing(sqlite3.connect(f"file:{manifest}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM units WHERE state = 'done'").fetchone()[0])
