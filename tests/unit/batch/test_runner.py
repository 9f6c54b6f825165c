"""Runs to the end on real children; every way a page can end."""

import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from casedocs import batch
from casedocs.batch.options import PoolOptions
from casedocs.errors import BatchError, LockHeldError, ManifestError, UsageError
from tests.support.batch_tasks import ROOT, inspect, make_document, task
from tests.support.batch_work import page_result

TWO = batch.LocalBackend(jobs=2)


def executions(notes: Path) -> Counter[str]:
    lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    return Counter(line.rpartition("/")[2] for line in lines)


def planned(folder: Path) -> batch.Plan:
    return batch.plan([folder], inspect=inspect)


def kinds(events: list[batch.Event]) -> Counter[str]:
    return Counter(type(event).__name__ for event in events)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    make_document(tmp_path / "in" / "a.txt", "một", "hai", "ba")
    make_document(tmp_path / "in" / "b.txt", "bốn")
    return tmp_path / "in"


def test_documents_are_whole_and_a_second_run_does_nothing(source: Path, tmp_path: Path) -> None:
    notes, out, events = tmp_path / "notes", tmp_path / "out", list[batch.Event]()
    report = batch.run(planned(source), task(out, notes), backend=TWO, on_event=events.append)
    assert report.is_complete
    assert (out / "a.txt").read_text(encoding="utf-8") == "".join(map(page_result, ("một", "hai", "ba")))
    assert (out / "b.count").read_text(encoding="utf-8") == "1"
    assert kinds(events) == {
        "RunStarted": 1,
        "UnitFinished": 4,
        "DocumentReady": 2,
        "DocumentFinished": 2,
        "RunFinished": 1,
    }
    assert not (out / ".casedocs" / "pages").exists()
    assert not (out / ".casedocs" / "scratch").exists()
    done = executions(notes)
    assert set(done.values()) == {1}
    events.clear()
    again = batch.run(planned(source), task(out, notes), backend=TWO, on_event=events.append)
    assert again.is_complete
    assert again.pages_now == 0
    assert executions(notes) == done
    assert kinds(events) == {"RunStarted": 1, "DocumentFinished": 2, "RunFinished": 1}
    assert all(event.before for event in events if isinstance(event, batch.DocumentFinished))
    # A result that somebody removed is made again, and no other.
    (out / "b.txt").unlink()
    batch.run(planned(source), task(out, notes), backend=TWO)
    assert executions(notes) - done == Counter({"b.txt 0": 1, "b.txt assemble": 1})


def test_every_way_a_page_can_end_costs_that_page_only(tmp_path: Path) -> None:
    notes, out, events = tmp_path / "notes", tmp_path / "out", list[batch.Event]()
    bad = ("die", "hang", "refuse", "memory", "foreign", "doubtful")
    make_document(tmp_path / "in" / "a.txt", "gut", *bad, "gut 2")
    make_document(tmp_path / "in" / "b.txt", *(f"gut {number}" for number in range(6)))
    limits = batch.Limits(page_seconds=2.0, memory_bytes=1_500_000_000)
    report = batch.run(planned(tmp_path / "in"), task(out, notes, limits=limits), backend=TWO, on_event=events.append)
    good, partial = sorted(report.documents, key=lambda document: document.pages)
    assert (good.state, partial.state) == (batch.DocumentState.DONE, batch.DocumentState.PARTIAL)
    assert (partial.done, partial.failed, partial.quarantined) == (3, 2, 3)
    assert report.needs_review == (partial,)
    found = {page.indices[0]: (page.state.value, (page.error or {}).get("code")) for page in partial.trouble}
    assert found == {
        1: ("quarantined", "child_died"),
        2: ("quarantined", "child_timed_out"),
        3: ("failed", "input"),
        4: ("failed", "limit_exceeded"),
        5: ("quarantined", "child_died"),
        6: ("done", None),
    }
    ran = executions(notes)
    assert {key: count for key, count in ran.items() if count != 1} == {f"a.txt {page}": 2 for page in (1, 2, 5)}
    assert kinds(events)["UnitRetried"] == 3
    assert not (out / ".casedocs" / "scratch").exists()
    # The next run tries refused pages again and leaves quarantined ones in peace, until they are asked for.
    batch.run(planned(tmp_path / "in"), task(out, notes, limits=limits), backend=TWO)
    assert executions(notes) - ran == Counter({"a.txt 3": 1, "a.txt 4": 1, "a.txt assemble": 1})
    options = batch.RunOptions(retry=frozenset({batch.UnitState.QUARANTINED}))
    before = executions(notes)
    batch.run(planned(tmp_path / "in"), task(out, notes, limits=limits), backend=TWO, options=options)
    assert (executions(notes) - before)["a.txt 1"] == 2


def test_no_page_decodes_a_picture_beyond_the_limit(tmp_path: Path) -> None:
    make_document(tmp_path / "in" / "a.txt", "picture 900", "picture 5000", "picture 20000", "picture 800")
    limits = batch.Limits(pixels=4_000_000, memory_bytes=0)
    report = batch.run(planned(tmp_path / "in"), task(tmp_path / "out", limits=limits), backend=TWO)
    (document,) = report.documents
    found = {page.indices[0]: (page.error or {}).get("code") for page in document.trouble}
    assert found == {1: "limit_exceeded", 2: "limit_exceeded"}
    assert document.done == 2


def test_blocks_of_pages(tmp_path: Path) -> None:
    notes, out = tmp_path / "notes", tmp_path / "out"
    make_document(tmp_path / "in" / "a.txt", *(str(number) for number in range(7)))
    events: list[batch.Event] = []
    report = batch.run(
        planned(tmp_path / "in"), task(out, notes, pages_per_unit=3), backend=TWO, on_event=events.append
    )
    assert report.is_complete
    blocks = sorted(event.indices for event in events if isinstance(event, batch.UnitFinished))
    assert blocks == [(0, 1, 2), (3, 4, 5), (6,)]
    assert (out / "a.txt").read_text(encoding="utf-8") == "".join(page_result(str(number)) for number in range(7))


def test_pages_may_be_all_that_is_wanted(source: Path, tmp_path: Path) -> None:
    out, events = tmp_path / "out", list[batch.Event]()
    report = batch.run(planned(source), task(out, assembles=False), backend=TWO, on_event=events.append)
    assert report.is_complete
    assert kinds(events)["DocumentFinished"] == 2
    assert len(list((out / ".casedocs" / "pages").rglob("u*-p*.txt"))) == 4


def test_page_results_are_kept_on_demand(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch.run(planned(source), task(out, keep_pages=True), backend=TWO)
    assert len(list((out / ".casedocs" / "pages").rglob("u*-p*.txt"))) == 4


def test_a_task_that_does_not_start_costs_no_page(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    broken = replace(task(out), start="tests.support.batch_work:start_broken")
    with pytest.raises(BatchError, match="no weights"):
        batch.run(planned(source), broken, backend=TWO)
    assert batch.run(planned(source), task(out), backend=TWO).is_complete


def test_a_source_that_changes_after_it_was_planned_is_refused(source: Path, tmp_path: Path) -> None:
    plan = planned(source)
    make_document(source / "b.txt", "anders", "mehr")
    report = batch.run(plan, task(tmp_path / "out"), backend=TWO)
    (failed,) = report.in_state(batch.DocumentState.FAILED)
    assert failed.error is not None
    assert failed.error["code"] == "source_changed"
    assert batch.run(planned(source), task(tmp_path / "out"), backend=TWO).is_complete


def test_resume_needs_nothing_but_the_manifest(source: Path, tmp_path: Path) -> None:
    out, notes = tmp_path / "out", tmp_path / "notes"

    def interrupt(event: batch.Event) -> None:
        if isinstance(event, batch.UnitFinished):
            raise KeyboardInterrupt

    first = batch.run(planned(source), task(out, notes), backend=batch.LocalBackend(jobs=1), on_event=interrupt)
    assert first.interrupted
    assert not first.is_complete
    report = batch.resume(batch.default_manifest(str(out)), backend=TWO)
    assert report.is_complete
    assert not report.interrupted
    assert set(executions(notes).values()) == {1}, "what was finished is not done again"


def test_one_ctrl_c_drains_two_abort(tmp_path: Path) -> None:
    make_document(tmp_path / "in" / "a.txt", *(str(number) for number in range(8)))
    out, notes = tmp_path / "out", tmp_path / "notes"
    job = task(out, notes, seconds=0.5)

    def on_event(event: batch.Event) -> None:
        if isinstance(event, batch.RunStopping):
            stopping.append(event.drains)
        if isinstance(event, batch.UnitFinished):
            raise KeyboardInterrupt

    stopping: list[bool] = []
    drained = batch.run(planned(tmp_path / "in"), job, backend=TWO, on_event=_once_each(on_event))
    assert (drained.interrupted, drained.aborted, stopping) == (True, False, [True])
    begun = sum(executions(notes).values())
    assert drained.pages[batch.UnitState.DONE] == begun < 8, "what had begun was finished, nothing else was begun"

    def twice(event: batch.Event) -> None:
        if isinstance(event, batch.UnitFinished | batch.RunStopping):
            raise KeyboardInterrupt

    aborted = batch.run(planned(tmp_path / "in"), job, backend=TWO, on_event=_once_each(twice))
    assert (aborted.interrupted, aborted.aborted) == (True, True)
    assert not (out / ".casedocs" / "scratch").exists()
    assert batch.run(planned(tmp_path / "in"), job, backend=TWO).is_complete


def _once_each(on_event: Callable[[batch.Event], None]) -> Callable[[batch.Event], None]:
    seen: set[type] = set()

    def call(event: batch.Event) -> None:
        if type(event) not in seen:
            seen.add(type(event))
            on_event(event)

    return call


def test_one_runner_at_a_time_on_one_machine(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    refused: list[LockHeldError] = []

    def try_another(event: batch.Event) -> None:
        if isinstance(event, batch.RunStarted):
            with pytest.raises(LockHeldError) as caught:
                batch.resume(batch.default_manifest(str(out)))
            refused.append(caught.value)

    assert batch.run(planned(source), task(out), backend=TWO, on_event=try_another).is_complete
    assert len(refused) == 1


def test_resume_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="no manifest"):
        batch.resume(tmp_path / "none.sqlite")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ManifestError, match="no batch"):
        batch.open_manifest(tmp_path / "m.sqlite").task()


def test_an_empty_plan(tmp_path: Path) -> None:
    report = batch.run(batch.Plan(documents=()), task(tmp_path / "out"))
    assert report.documents == ()
    assert report.is_complete


# --- executors ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_any_executor_keeps_the_sandbox(kind: str, tmp_path: Path) -> None:
    """A page that kills its child kills no worker, so the pool is not broken."""
    make_document(tmp_path / "in" / "a.txt", "gut", "die", "gut 2", "hang")
    notes, out = tmp_path / "notes", tmp_path / "out"
    executor: Any = (
        ThreadPoolExecutor(2) if kind == "threads" else ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    )
    limits = batch.Limits(page_seconds=2.0, memory_bytes=0)
    with executor:
        backend = batch.ExecutorBackend(executor=executor, slots=2)
        report = batch.run(planned(tmp_path / "in"), task(out, notes, limits=limits), backend=backend)
    (document,) = report.documents
    assert (document.done, document.quarantined) == (2, 2)
    assert executions(notes) == {"a.txt 0": 1, "a.txt 1": 2, "a.txt 2": 1, "a.txt 3": 2, "a.txt assemble": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="a signal to a worker")
def test_an_executor_that_breaks_ends_the_run_by_name(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    executor = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    executor.submit(_die)
    backend = batch.ExecutorBackend(executor=executor, slots=1)
    with pytest.raises(BatchError, match="lost its workers"):
        batch.run(planned(source), task(out), backend=backend)
    executor.shutdown()
    assert batch.resume(batch.default_manifest(str(out)), backend=TWO).is_complete


def _die() -> None:
    import os

    os._exit(1)


# --- backends by name -----------------------------------------------------------------------------------------------


def test_backends_by_name() -> None:
    assert batch.create_backend("local") == batch.LocalBackend()
    assert batch.create_backend("local", jobs=3) == batch.LocalBackend(jobs=3)
    assert batch.create_backend("local:4", jobs=3) == batch.LocalBackend(jobs=4)
    for wrong in ("", "ray://x", "local:x", "local:0"):
        with pytest.raises(UsageError):
            batch.create_backend(wrong)
    with pytest.raises(UsageError):
        batch.LocalBackend(jobs=0)
    with ThreadPoolExecutor(1) as executor, pytest.raises(UsageError):
        batch.ExecutorBackend(executor=executor, slots=0)


def test_a_closed_backend_leaves_no_thread() -> None:
    before = threading.active_count()
    options = PoolOptions(task="tests.support.tasks:start", memory_bytes=0, import_paths=(ROOT,), attempts=1)
    with batch.LocalBackend(jobs=2).open(options) as workers:
        workers.submit(batch.Unit("x", {"do": "echo"}))
        assert [result.status for result in workers.ready(30)] == [batch.UnitStatus.OK]
        assert workers.ready(0.01) == []
    assert threading.active_count() <= before + 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"lease_seconds": 0.5},
        {"retry": frozenset({batch.UnitState.DONE})},
    ],
)
def test_run_options_that_make_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        batch.RunOptions(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "no_colon"},
        {"target": ""},
        {"pages_per_unit": 0},
        {"setup": {"x": Path("y")}},
    ],
)
def test_tasks_that_make_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        batch.Task(**({"start": "a:b", "target": "x"} | wrong))


@pytest.mark.parametrize(
    "wrong", [{"page_seconds": 0}, {"assemble_seconds": float("inf")}, {"memory_bytes": -1}, {"pixels": 0}]
)
def test_limits_that_make_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        batch.Limits(**wrong)


def test_a_target_that_is_no_folder_needs_a_manifest() -> None:
    with pytest.raises(UsageError, match="manifest elsewhere"):
        batch.default_manifest("s3://bucket/out")
