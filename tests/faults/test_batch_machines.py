"""Several runners on one PostgreSQL manifest: each page is committed once, also when one wakes up late."""

import os
import signal
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from casedocs import batch
from casedocs.batch.manifest import EnrollOptions
from tests.support.batch_tasks import ROOT, inspect, make_document, task
from tests.support.batch_work import page_result

pytestmark = [
    pytest.mark.loopback,
    pytest.mark.skipif(sys.platform != "linux", reason="signals as on Linux"),
]
# What a runner does after its first pages, by its last argument: it waits for another to have come as far, or stops.
RUNNER = """
import os, signal, sys, time
from pathlib import Path
from casedocs.batch import LocalBackend, RunOptions, UnitFinished, LeaseLost, resume
url, lease, after = sys.argv[1:]
pages = 0
def tell(event):
    global pages
    if isinstance(event, UnitFinished):
        print("page", event.document.rpartition("/")[2], event.indices[0], flush=True)
        pages += 1
        if after == "stop" and pages == 4:
            os.kill(os.getpid(), signal.SIGSTOP)
        if after not in ("", "stop") and pages == 1:
            Path(after, str(os.getpid())).touch()
            while len(list(Path(after).iterdir())) < 2:
                time.sleep(0.05)
    if isinstance(event, LeaseLost):
        print("lost", event.document.rpartition("/")[2], event.indices[0], flush=True)
resume(url, backend=LocalBackend(jobs=1), on_event=tell, options=RunOptions(lease_seconds=float(lease)))
print("end", flush=True)
"""
DOCUMENTS, PAGES = 8, 6


def start_runner(url: str, lease_seconds: float, after: str | Path = "") -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", RUNNER, url, str(lease_seconds), str(after)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": ROOT},
    )


def enroll(url: str, folder: Path, seconds: float) -> Path:
    """A job of 48 pages; gives its target."""
    for number in range(DOCUMENTS):
        make_document(folder / "in" / f"{number:02d}.txt", *(f"{number} {page}" for page in range(PAGES)))
    job = task(folder / "out", folder / "notes", seconds=seconds)
    with closing(batch.open_manifest(url)) as manifest:
        manifest.enroll(batch.plan([folder / "in"], inspect=inspect, cache=manifest), job, EnrollOptions())
    return folder / "out"


def assert_right(url: str, target: Path) -> None:
    with closing(batch.open_manifest(url, writes=False)) as manifest:
        assert batch.make_report(manifest).is_complete
    for number in range(DOCUMENTS):
        wanted = "".join(page_result(f"{number} {page}") for page in range(PAGES))
        assert (target / f"{number:02d}.txt").read_text(encoding="utf-8") == wanted
    assert not (target / ".casedocs" / "scratch").exists()
    assert not (target / ".casedocs" / "pages").exists()


def pages_told(*outputs: str) -> Counter[str]:
    return Counter(line for output in outputs for line in output.splitlines() if line.startswith("page "))


def test_two_runners_commit_each_page_once(postgres_url: str, tmp_path: Path) -> None:
    target = enroll(postgres_url, tmp_path, 0.02)
    (tmp_path / "met").mkdir()
    runners = [start_runner(postgres_url, 600, tmp_path / "met") for _ in range(2)]
    outputs = [runner.communicate(timeout=240)[0] for runner in runners]
    assert [runner.returncode for runner in runners] == [0, 0]
    told = pages_told(*outputs)
    assert len(told) == DOCUMENTS * PAGES
    assert set(told.values()) == {1}
    assert all(pages_told(output) for output in outputs), "both had a share"
    notes = Counter((tmp_path / "notes").read_text(encoding="utf-8").splitlines())
    assert set(notes.values()) == {1}
    assert_right(postgres_url, target)


def test_a_runner_that_wakes_up_late_is_refused(postgres_url: str, tmp_path: Path) -> None:
    """One is stopped in the middle of its work until another has taken its pages over, then goes on."""
    target = enroll(postgres_url, tmp_path, 0.05)
    zombie = start_runner(postgres_url, 2, "stop")
    assert zombie.stdout is not None
    said = [zombie.stdout.readline() for _ in range(4)]
    heir = start_runner(postgres_url, 600)
    heir_said = heir.communicate(timeout=240)[0]
    assert heir.returncode == 0
    assert heir_said.endswith("end\n")
    zombie.send_signal(signal.SIGCONT)
    zombie_said = "".join(said) + zombie.communicate(timeout=240)[0]
    assert zombie.returncode == 0
    assert "lost " in zombie_said, "its late commits were refused"
    told = pages_told(heir_said, zombie_said)
    assert len(told) == DOCUMENTS * PAGES
    assert set(told.values()) == {1}
    assert_right(postgres_url, target)


def test_pages_of_a_runner_that_was_killed_are_taken_over(postgres_url: str, tmp_path: Path) -> None:
    target = enroll(postgres_url, tmp_path, 0.02)
    dead = start_runner(postgres_url, 2)
    assert dead.stdout is not None
    for _ in range(3):
        dead.stdout.readline()
    dead.kill()
    dead.communicate()
    with closing(batch.open_manifest(postgres_url, writes=False)) as manifest:
        in_flight, _ = manifest.counts()[batch.UnitState.RUNNING]
    heir = start_runner(postgres_url, 600)
    heir.communicate(timeout=240)
    assert heir.returncode == 0
    notes = Counter((tmp_path / "notes").read_text(encoding="utf-8").splitlines())
    assert sum(notes.values()) - len(notes) <= in_flight <= 8, "at most what was in flight was done twice"
    assert_right(postgres_url, target)
