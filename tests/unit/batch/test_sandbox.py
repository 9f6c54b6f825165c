import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from casedocs.batch.options import PoolOptions
from casedocs.batch.sandbox import ChildDiedError, ChildStartError, ChildTimedOutError, Sandbox
from casedocs.errors import EngineError, FormatError, LimitExceededError, UsageError

ROOT = str(Path(__file__).parents[3])


def options(task: str = "tests.support.tasks:start", **settings: object) -> PoolOptions:
    return PoolOptions(task=task, import_paths=(ROOT,), **settings)  # type: ignore[arg-type]  # the caller's keywords


@pytest.fixture
def child() -> Iterator[Sandbox]:
    sandbox = Sandbox(options(memory_bytes=1_500_000_000))
    yield sandbox
    sandbox.retire()


def alive(pid: int) -> bool:
    """Whether a process runs (one that has ended and waits to be collected does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until_gone(pid: int) -> bool:
    for _ in range(1200):
        if not alive(pid):
            return True
        time.sleep(0.05)
    return False


def test_one_child_answers_again_and_again(child: Sandbox) -> None:
    first = child.call({"do": "echo", "say": "Viện kiểm sát"}, seconds=30)
    second = child.call({"do": "echo", "say": None}, seconds=30)
    assert first["said"] == "Viện kiểm sát"
    assert second["said"] is None
    assert first["pid"] == second["pid"] != os.getpid()


def test_named_errors_cross_the_border(child: Sandbox) -> None:
    with pytest.raises(EngineError) as caught:
        child.call({"do": "named", "say": "a.pdf"}, seconds=30)
    error = caught.value
    assert (error.message, error.hint, error.page_number, error.source) == ("lỗi có tên", "thử lại", 3, "a.pdf")
    with pytest.raises(FormatError) as second:
        child.call({"do": "format"}, seconds=30)
    assert second.value.path == "a[1].b"
    assert child.call({"do": "echo"}, seconds=30)["said"] is None


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        ({"do": "exit", "say": 7}, "exit code 7"),
        ({"do": "crash"}, "access violation" if sys.platform == "win32" else "by signal 11"),
        ({"do": "foreign", "say": "xyz"}, "KeyError: 'xyz'"),
        ({"do": "rubbish"}, "TypeError"),
    ],
)
def test_a_death_is_told_and_the_next_call_has_another_child(
    child: Sandbox, payload: dict[str, object], says: str
) -> None:
    with pytest.raises(ChildDiedError, match=says):
        child.call(payload, seconds=30)
    assert child.call({"do": "echo", "say": 1}, seconds=30)["said"] == 1


def test_a_child_that_hangs_is_ended(child: Sandbox) -> None:
    pid = child.call({"do": "echo"}, seconds=30)["pid"]
    with pytest.raises(ChildTimedOutError, match=r"0\.2 seconds"):
        child.call({"do": "hang"}, seconds=0.2)
    assert not alive(pid)
    assert child.call({"do": "echo"}, seconds=30)["pid"] != pid


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on address space there")
def test_a_memory_hog_is_stopped(child: Sandbox) -> None:
    with pytest.raises(LimitExceededError, match="memory"):
        child.call({"do": "memory", "say": 4_000_000_000}, seconds=30)
    assert child.call({"do": "memory", "say": 1000}, seconds=30)["size"] == 1000


def test_what_libraries_print_does_not_disturb(child: Sandbox) -> None:
    for number in range(3):
        assert child.call({"do": "chatty", "say": number}, seconds=30)["said"] == number


def test_long_answers_come_whole(child: Sandbox) -> None:
    assert child.call({"do": "large", "say": 300_000}, seconds=30)["said"] == "ắ" * 300_000


@pytest.mark.parametrize("task", ["tests.support.tasks:broken", "tests.support.tasks:nothing", "no_such_module:x"])
def test_a_task_that_does_not_start(task: str) -> None:
    sandbox = Sandbox(options(task))
    with pytest.raises(ChildStartError, match="exit code 1"):
        sandbox.call({"do": "echo"}, seconds=30)
    sandbox.retire()


def test_a_payload_that_is_no_json_is_the_callers_mistake(child: Sandbox) -> None:
    with pytest.raises(UsageError, match="JSON"):
        child.call({"do": Path("x")}, seconds=30)
    assert child.call({"do": "echo", "say": 2}, seconds=30)["said"] == 2


def test_a_child_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **settings: object) -> None:
        del arguments, settings
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("subprocess.Popen", fail)
    with pytest.raises(ChildDiedError, match="cannot be started"):
        Sandbox(options()).call({"do": "echo"}, seconds=30)


@pytest.mark.parametrize("memory", [0, 10**30])
def test_any_limit_of_memory_can_be_asked_for(memory: int) -> None:
    sandbox = Sandbox(options(memory_bytes=memory))
    assert sandbox.call({"do": "echo", "say": 1}, seconds=30)["said"] == 1
    sandbox.close()


def test_endless_time_limits(child: Sandbox) -> None:
    assert child.call({"do": "echo", "say": 1}, seconds=float("inf"))["said"] == 1


def test_closing_lets_the_child_go(child: Sandbox) -> None:
    pid = child.call({"do": "echo"}, seconds=30)["pid"]
    child.close()
    child.close()
    assert not alive(pid)


def test_a_retired_sandbox_works_no_more(child: Sandbox) -> None:
    pid = child.call({"do": "echo"}, seconds=30)["pid"]
    child.retire()
    assert not alive(pid)
    with pytest.raises(ChildDiedError, match="closed"):
        child.call({"do": "echo"}, seconds=30)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("work", ["echo", "hang", "hold"])
def test_when_the_parent_is_gone_so_is_the_child(tmp_path: Path, work: str) -> None:
    code = f"""
import sys, time
sys.path.insert(0, {ROOT!r})
from casedocs.batch.options import PoolOptions
from casedocs.batch.sandbox import Sandbox
sandbox = Sandbox(PoolOptions(task="tests.support.tasks:start", import_paths=({ROOT!r},)))
print(sandbox.call({{"do": "echo"}}, seconds=30)["pid"], flush=True)
print("begins", flush=True)
sandbox.call({{"do": {work!r}}}, seconds=99)
time.sleep(99)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=tmp_path) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert parent.stdout.readline() == "begins\n"
        time.sleep(0.3)
        assert alive(pid)
        parent.send_signal(signal.SIGKILL)
    assert wait_until_gone(pid)
