"""Dask on loopback TCP: a scheduler, two worker processes, one of them killed in the middle of the run."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from casedocs import batch
from casedocs.batch.backends import dask
from casedocs.errors import BatchError, UsageError
from tests.support.batch_tasks import ROOT, inspect, make_document, task
from tests.support.batch_work import page_result
from tests.support.s3 import bad_server

pytestmark = [pytest.mark.loopback, pytest.mark.skipif(sys.platform != "linux", reason="signals as on Linux")]
pytest.importorskip("distributed")


@contextmanager
def program(*arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A part of the cluster, ended with the test."""
    environment = {**os.environ, "PYTHONPATH": ROOT, "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "120s"}
    with subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def scheduler_in(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A scheduler on a port of its own choice: its address and process."""
    says = folder / "scheduler.json"
    arguments = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(says)]
    with program("dask_scheduler", *arguments) as process:
        address = ""
        while not address:
            assert process.poll() is None, "the scheduler ended by itself"
            time.sleep(0.05)
            with suppress(OSError, ValueError):
                address = json.loads(says.read_text(encoding="utf-8"))["address"]
        yield address, process


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, "list[subprocess.Popen[bytes]]"]]:
    """The address of a scheduler and its two workers, one thread each; a busy machine gets its time."""
    monkeypatch.setattr(dask, "_CONNECT_SECONDS", 60.0)
    with scheduler_in(tmp_path) as (address, _):
        worker = ["dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        with (
            program(*worker, "--local-directory", str(tmp_path / "w1")) as first,
            program(*worker, "--local-directory", str(tmp_path / "w2")) as second,
        ):
            _wait_for_workers(address)
            yield address.replace("tcp", "dask"), [first, second]


def _wait_for_workers(address: str) -> None:
    from distributed import Client

    for _ in range(60):
        try:
            with Client(address, timeout=60, set_as_default=False) as client:
                client.wait_for_workers(2, timeout=120)
                return
        except (OSError, TimeoutError):
            time.sleep(0.5)
    pytest.fail("the cluster does not come up")


def test_a_worker_that_is_killed_costs_no_finished_page(
    cluster: tuple[str, "list[subprocess.Popen[bytes]]"], tmp_path: Path
) -> None:
    address, workers = cluster
    for number in range(4):
        pages = [f"{number} {page}" for page in range(6)]
        make_document(tmp_path / "in" / f"{number}.txt", *(["die", *pages[1:]] if number == 3 else pages))
    notes, out = tmp_path / "notes", tmp_path / "out"
    finished: list[str] = []
    at_kill: list[str] = []
    in_flight: list[int] = []

    def kill_one(event: batch.Event) -> None:
        if isinstance(event, batch.UnitFinished) and event.state is batch.UnitState.DONE:
            finished.append(f"{event.document} {event.indices[0]}")
            if len(finished) == 8:
                workers[0].send_signal(signal.SIGKILL)
                at_kill.extend(finished)
                with closing(batch.open_manifest(batch.default_manifest(str(out)), writes=False)) as manifest:
                    in_flight.append(manifest.counts()[batch.UnitState.RUNNING][0])

    backend = batch.create_backend(address)
    plan = batch.plan([tmp_path / "in"], inspect=inspect)
    report = batch.run(plan, task(out, notes, seconds=0.1), backend=backend, on_event=kill_one)
    states = Counter(document.state for document in report.documents)
    assert states == {batch.DocumentState.DONE: 3, batch.DocumentState.PARTIAL: 1}
    for number in range(3):
        wanted = "".join(page_result(f"{number} {page}") for page in range(6))
        assert (out / f"{number}.txt").read_text(encoding="utf-8") == wanted
    ran = Counter(notes.read_text(encoding="utf-8").splitlines())
    assert len(at_kill) == 8
    assert {ran[page] for page in at_kill} == {1}, "no finished page is read again"
    assert sum(ran.values()) - len(ran) <= 1 + in_flight[0], "the deadly page, and what the dead worker was at"
    assert not (out / ".casedocs" / "scratch").exists()


def test_schedulers_that_are_not_there() -> None:
    backend = batch.create_backend("dask://127.0.0.1:1")
    options = batch.PoolOptions(task="a:b")
    with pytest.raises(BatchError, match="no Dask scheduler"), backend.open(options):
        pytest.fail("it was opened")
    for wrong in ("dask:", "dask://", "dask://host", "dask://:8786", "dask://host:x"):
        with pytest.raises(UsageError):
            batch.create_backend(wrong)


def test_one_ctrl_c_drains_the_cluster(cluster: tuple[str, "list[subprocess.Popen[bytes]]"], tmp_path: Path) -> None:
    make_document(tmp_path / "in" / "a.txt", *(str(page) for page in range(30)))
    notes, out = tmp_path / "notes", tmp_path / "out"
    told: list[batch.Event] = []

    def interrupt(event: batch.Event) -> None:
        told.append(event)
        if [type(event) for event in told].count(batch.UnitFinished) == 1 and isinstance(event, batch.UnitFinished):
            raise KeyboardInterrupt

    job = task(out, notes, seconds=0.3)
    backend = batch.create_backend(cluster[0])
    plan = batch.plan([tmp_path / "in"], inspect=inspect)
    report = batch.run(plan, job, backend=backend, on_event=interrupt)
    assert (report.interrupted, report.aborted) == (True, False)
    begun = len(notes.read_text(encoding="utf-8").splitlines())
    done = report.pages[batch.UnitState.DONE]
    assert begun - 2 <= done <= begun < 30, "at most one on each worker began while it was being taken back"
    assert batch.run(plan, job, backend=backend).is_complete
    ran = Counter(notes.read_text(encoding="utf-8").splitlines())
    assert sum(ran.values()) - len(ran) <= begun - done


def test_a_cluster_without_workers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dask, "_WORKER_SECONDS", 1.0)
    options = batch.PoolOptions(task="a:b")
    with (
        scheduler_in(tmp_path) as (address, _),
        pytest.raises(BatchError, match="no worker has joined"),
        batch.create_backend(address.replace("tcp", "dask")).open(options),
    ):
        pytest.fail("it was opened")


def test_a_server_that_is_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "_CONNECT_SECONDS", 2.0)
    with bad_server("denies") as address:
        backend = batch.create_backend(address.replace("http", "dask"))
        with (
            pytest.raises(BatchError, match="no Dask scheduler"),
            backend.open(batch.PoolOptions(task="a:b")),
        ):
            pytest.fail("it was opened")


def test_workers_of_another_version(
    cluster: tuple[str, "list[subprocess.Popen[bytes]]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask, "__version__", "99.0")
    backend = batch.create_backend(cluster[0])
    with (
        pytest.raises(BatchError, match=r"here is casedocs 99\.0"),
        backend.open(batch.PoolOptions(task="a:b")),
    ):
        pytest.fail("it was opened")


def test_a_scheduler_that_goes_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "_WORKER_SECONDS", 240.0)
    make_document(tmp_path / "in" / "a.txt", *(f"page {page}" for page in range(30)))
    plan = batch.plan([tmp_path / "in"], inspect=inspect)
    with scheduler_in(tmp_path) as (address, scheduler):
        worker = program("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")

        def kill_it(event: batch.Event) -> None:
            if isinstance(event, batch.UnitFinished):
                scheduler.send_signal(signal.SIGKILL)

        with worker, pytest.raises(BatchError, match="has gone"):
            batch.run(
                plan,
                task(tmp_path / "out", seconds=0.1),
                backend=batch.create_backend(address.replace("tcp", "dask")),
                on_event=kill_it,
            )
    report = batch.resume(batch.default_manifest(str(tmp_path / "out")))
    assert report.is_complete
    assert 0 < report.pages_now < 30
