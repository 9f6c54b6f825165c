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

# Stands still after 20 pages, so that there is work left for all kills, however late they come on a busy machine.
RUN = """
import sys, time
from pathlib import Path
from casedocs.batch.backends.local import LocalBackend
from casedocs.batch.events import UnitFinished
from casedocs.batch.runner import resume
pages = 0
def hold(event):
    global pages
    pages += isinstance(event, UnitFinished)
    if pages >= 20:
        time.sleep(600)
resume(Path(sys.argv[1]), backend=LocalBackend(jobs=2), on_event=hold)
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
    kills, at_work, in_flight = _kill_again_and_again(manifest, random.Random(20261124))
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
    assert again <= in_flight <= KILLS * JOBS * 8, "at most what was leased at the kills: eight units a slot"


def _kill_again_and_again(manifest: Path, chance: random.Random) -> tuple[int, int, int]:
    """Starts runners and kills them at random moments: one in five while it starts, the others in the middle of work.

    Returns:
        How many were killed before their end, how many of them had recorded work before, and the units that they had
        in flight.
    """
    killed = at_work = in_flight = 0
    environment = {**os.environ, "PYTHONPATH": ROOT}
    for number in range(KILLS):
        before = _units(manifest, "done")
        with subprocess.Popen([sys.executable, "-c", RUN, str(manifest)], env=environment) as runner:
            if number % 5 == 0:
                end = time.monotonic() + chance.random() * 0.6
                while time.monotonic() < end and _units(manifest, "done") < before + 12:
                    time.sleep(0.005)
            else:
                wanted = before + 1 + chance.randrange(12)
                while runner.poll() is None and _units(manifest, "done") < wanted:
                    time.sleep(0.005)
                time.sleep(chance.random() * 0.02)
            runner.send_signal(signal.SIGKILL)
        killed += runner.returncode == -signal.SIGKILL
        at_work += _units(manifest, "done") > before
        in_flight += _units(manifest, "running")
    return killed, at_work, in_flight


def _units(manifest: Path, state: str) -> int:
    with closing(sqlite3.connect(f"file:{manifest}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM units WHERE state = ?", (state,)).fetchone()[0])
