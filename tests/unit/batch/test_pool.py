import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casedocs.batch import Pool, PoolOptions, Unit, UnitResult, UnitStatus
from casedocs.errors import EngineError

ROOT = str(Path(__file__).parents[3])


@contextmanager
def pool(jobs: int = 1, attempts: int = 2, task: str = "tests.support.tasks:start") -> Iterator[Pool]:
    options = PoolOptions(task=task, jobs=jobs, attempts=attempts, memory_bytes=0, import_paths=(ROOT,))
    with Pool(options) as opened:
        yield opened


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def note(path: Path, say: str, **settings: object) -> dict[str, object]:
    return {"do": "note", "file": str(path), "say": say, **settings}


def test_units_run_by_priority_then_in_the_order_of_submission(tmp_path: Path) -> None:
    file, gate = tmp_path / "notes", tmp_path / "gate"
    with pool() as opened:
        opened.submit(Unit("first", note(file, "first", gate=str(gate))))  # holds the child while the others queue up
        for key, priority in (("c", 2), ("d", 2), ("a", 1), ("b", 1)):
            opened.submit(Unit(key, note(file, key), priority=priority))
        gate.touch()
        keys = [result.unit.key for result in opened.results()]
    assert keys == lines_of(file) == ["first", "a", "b", "c", "d"]


def test_results_may_lead_to_more_units() -> None:
    with pool(jobs=2) as opened:
        opened.submit(Unit(3, {"do": "echo", "say": 3}))
        seen = []
        for result in opened.results():
            assert result.status is UnitStatus.OK
            said = int(str(result.answer["said"]))
            seen.append(said)
            for _ in range(2 if said else 0):
                opened.submit(Unit(said - 1, {"do": "echo", "say": said - 1}))
    assert Counter(seen) == {3: 1, 2: 2, 1: 4, 0: 8}


def test_every_end_has_its_status(tmp_path: Path) -> None:
    units: dict[str, dict[str, object]] = {
        "ok": {"do": "echo", "say": "x"},
        "named": {"do": "named"},
        "crash": {"do": "crash"},
        "hang": {"do": "hang"},
        "foreign": {"do": "foreign", "say": "boom"},
        "not json": {"do": tmp_path},
    }
    with pool(jobs=2) as opened:
        for key, payload in units.items():
            opened.submit(Unit(key, payload, seconds=0.4 if key == "hang" else 30))
        found: dict[object, UnitResult] = {result.unit.key: result for result in opened.results()}
    assert {key: result.status for key, result in found.items()} == {
        "ok": UnitStatus.OK,
        "named": UnitStatus.FAILED,
        "crash": UnitStatus.CRASHED,
        "hang": UnitStatus.TIMED_OUT,
        "foreign": UnitStatus.CRASHED,
        "not json": UnitStatus.FAILED,
    }
    assert isinstance(found["named"].error, EngineError)
    assert "boom" in found["foreign"].detail
    assert ("access violation" if sys.platform == "win32" else "by signal") in found["crash"].detail
    assert all(result.seconds >= 0 for result in found.values())


def test_a_deadly_unit_is_tried_twice_and_no_other_unit_runs_again(tmp_path: Path) -> None:
    file = tmp_path / "notes"
    with pool(jobs=2) as opened:
        for number in range(6):
            opened.submit(Unit(number, note(file, f"good {number}")))
            if number == 2:
                opened.submit(Unit("deadly", note(file, "deadly", die=True)))
        statuses = Counter(result.status for result in opened.results())
    assert statuses == {UnitStatus.OK: 6, UnitStatus.CRASHED: 1}
    assert Counter(lines_of(file)) == {"deadly": 2, **{f"good {number}": 1 for number in range(6)}}


def test_the_number_of_attempts_is_an_option(tmp_path: Path) -> None:
    file = tmp_path / "notes"
    with pool(attempts=3) as opened:
        opened.submit(Unit("deadly", note(file, "deadly", die=True)))
        (result,) = opened.results()
    assert result.status is UnitStatus.CRASHED
    assert len(lines_of(file)) == 3


def test_stopping_drops_what_waits_and_finishes_what_runs(tmp_path: Path) -> None:
    file, gate = tmp_path / "notes", tmp_path / "gate"
    with pool() as opened:
        for number in range(5):
            opened.submit(Unit(number, note(file, str(number), **({"gate": str(gate)} if number else {}))))
        results = []
        for result in opened.results():
            results.append(result)
            opened.stop()
            gate.touch()
    counts = Counter(result.status for result in results)
    assert sum(counts.values()) == 5
    assert counts[UnitStatus.OK] == len(lines_of(file)) <= 2
    assert counts[UnitStatus.DROPPED] >= 3


def test_closing_does_not_wait_for_a_child_at_work() -> None:
    closed = threading.Event()

    def use() -> None:
        with pool(jobs=2) as opened:
            opened.submit(Unit("ready", {"do": "echo"}))
            next(opened.results())
            for _ in range(4):
                opened.submit(Unit("hang", {"do": "hang"}, seconds=500))
        closed.set()

    threading.Thread(target=use, daemon=True).start()
    assert closed.wait(timeout=120), "the pool waits for units that take ten minutes"


def test_a_pool_of_nothing() -> None:
    with pool() as opened:
        assert list(opened.results()) == []


def test_a_task_that_never_starts_ends_its_units() -> None:
    with pool(task="tests.support.tasks:broken") as opened:
        opened.submit(Unit("x", {}))
        (result,) = opened.results()
    assert result.status is UnitStatus.NOT_STARTED
    assert "cannot start" in result.detail


def test_children_that_were_started_ahead_do_the_work() -> None:
    options = PoolOptions(task="tests.support.tasks:start", jobs=2, memory_bytes=0, import_paths=(ROOT,), warm=2)
    with Pool(options) as opened:
        opened.submit(Unit("x", {"do": "echo", "text": "hello"}))
        (result,) = opened.results()
    assert result.status is UnitStatus.OK
