"""A process of its own for work on hostile bytes: PDFium, qpdf and pyHanko may hang, crash or eat the memory there.

Requests go in as a small pickle (from us, so it is trusted) and, behind it, the file as it is; answers come back as
JSON (from a process that read hostile bytes, so it is not). A child ends itself when its time is over, also when
nobody is left to end it. Run as ``python -P -m casedocs.sign._child MEMORY_BYTES``.
"""

import atexit
import faulthandler
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import IO, Any

from casedocs._reading import Node
from casedocs.errors import (
    CasedocsError,
    EngineCrashedError,
    FormatError,
    LimitExceededError,
    error_from_record,
    error_to_record,
)

__all__ = ["Child", "main", "shared_child"]

# What a child may be asked to do; each takes the file's bytes and plain arguments and returns plain JSON data.
_TASKS = {
    "covered": "casedocs.sign._checks.shadow:pages_with_covered_text",
    "draw": "casedocs.sign._checks.pictures:draw_encoded",
    "find": "casedocs.sign._checks.pictures:find_text",
    "pictures": "casedocs.sign._checks.states:compare_states",
    "verify": "casedocs.sign.many:verify_in_child",
}
_GRACE_SECONDS = 5.0


class Child:
    """One child process, started at the first request; a context manager. Not for several threads at once.

    Args:
        memory_bytes: How much address space it may take (not limited on Windows).
    """

    def __init__(self, memory_bytes: int) -> None:
        self._memory = memory_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._asked = False  # whether an answer is still to come

    def __enter__(self) -> "Child":
        """The child itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Lets the child go."""
        self.close()

    def ask(self, task: str, data: "bytes | memoryview", arguments: tuple[object, ...], *, seconds: float) -> Any:
        """Runs a task on a file.

        Args:
            task: One of the known names.
            data: The file.
            arguments: What the task wants besides.
            seconds: After this time the child is ended.

        Raises:
            LimitExceededError: If the time was over or the memory was used up.
            EngineCrashedError: If the child died.
            CasedocsError: The named error that the task raised.
        """
        process = self._running()
        overdue = threading.Event()

        def stop() -> None:
            overdue.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        self._asked = True
        try:
            answer = _exchange(process, (task, arguments, seconds), data)
            self._asked = False
        except (OSError, ValueError, EOFError, FormatError) as error:
            self._end()
            if overdue.is_set():
                raise LimitExceededError(f"not done within {seconds:g} seconds") from error
            raise EngineCrashedError("the process that read the file died") from error
        finally:
            timer.cancel()
        if "error" in answer:
            raise error_from_record(answer["error"])
        return answer["answer"]

    def limit_memory(self, memory_bytes: int) -> None:
        """Sets another limit; a child that runs under the old one is let go."""
        if memory_bytes != self._memory:
            self._end()
            self._memory = memory_bytes

    def close(self) -> None:
        """Ends the child."""
        self._end()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._asked or self._process.poll() is not None:
            self._end()  # one whose asker was interrupted would answer the wrong question
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", "casedocs.sign._child", str(self._memory)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            except (OSError, ValueError) as error:
                raise EngineCrashedError(f"no process can be started: {error}") from error
        return self._process

    def _end(self) -> None:
        process, self._process, self._asked = self._process, None, False
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        process.kill()
        process.wait()


_lock = threading.Lock()
_shared: dict[int, Child] = {}


@contextmanager
def shared_child(memory_bytes: int) -> Iterator[Child]:
    """One child for all drawing in this process, kept for the next use; others wait. It ends with this process."""
    with _lock:
        own = os.getpid()
        for process in [number for number in _shared if number != own]:
            del _shared[process]  # of the parent of a fork: its pipes are not ours
        if own not in _shared:
            _shared[own] = Child(memory_bytes)
            atexit.register(_shared[own].close)
        _shared[own].limit_memory(memory_bytes)
        yield _shared[own]


def _exchange(process: "subprocess.Popen[bytes]", request: object, data: "bytes | memoryview") -> dict[str, Any]:
    assert process.stdin is not None  # noqa: S101  asked for at the start
    assert process.stdout is not None  # noqa: S101  asked for at the start
    for part in (pickle.dumps(request), data):
        process.stdin.write(len(part).to_bytes(8, "big"))
        process.stdin.write(part)
    process.stdin.flush()
    answer: dict[str, Any] = Node(json.loads(_read(process.stdout))).mapping()
    return answer


def _read(pipe: IO[bytes]) -> bytes:
    head = pipe.read(8)
    if len(head) < 8:
        raise EOFError("the pipe ended")
    length = int.from_bytes(head, "big")
    body = pipe.read(length)
    if len(body) < length:
        raise EOFError("the pipe ended")
    return body


# --- the child's side ------------------------------------------------------------------------------------------------


def _limit_memory(limit: int) -> None:
    if limit <= 0 or sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError, OverflowError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _answer(task: str, data: bytes, arguments: tuple[Any, ...]) -> dict[str, Any]:
    module, _, name = _TASKS[task].partition(":")
    work: Callable[..., Any] = getattr(import_module(module), name)
    try:
        return {"answer": work(data, *arguments)}
    except CasedocsError as error:
        return {"error": error_to_record(error)}
    except (MemoryError, RecursionError):
        return {"error": error_to_record(LimitExceededError("needs more memory than allowed"))}


def main() -> None:
    """Serves until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to decide on
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print goes nowhere near the replies
    _limit_memory(int(sys.argv[1]))
    with suppress(EOFError), open(os.devnull, "wb") as nowhere:  # noqa: PTH123  a device, no path
        while True:
            task, arguments, seconds = pickle.loads(_read(sys.stdin.buffer))  # noqa: S301  from the parent
            data = _read(sys.stdin.buffer)
            faulthandler.dump_traceback_later(seconds + _GRACE_SECONDS, exit=True, file=nowhere)
            reply = json.dumps(_answer(task, data, arguments)).encode()
            faulthandler.cancel_dump_traceback_later()
            replies.write(len(reply).to_bytes(8, "big") + reply)
            replies.flush()


if __name__ == "__main__":
    main()
