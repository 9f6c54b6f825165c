"""The child side of the sandbox: one JSON line in, one JSON line out, until the pipe ends.

The first line is ``{"task", "setup", "memory_bytes", "import_paths", "parent"}`` and is answered by ``{"ready"}`` once
the task is loaded; every other line is ``{"id", "payload"}`` and is answered by ``{"id", "answer"}`` or
``{"id", "error"}``. Replies go to what was standard output at the start; what libraries print goes to standard error.
When the parent is gone, so is the child: its input ends, and on Linux the kernel ends it even where a library holds
the interpreter.
"""

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import IO, Any

from casedocs.errors import CasedocsError, LimitExceededError, error_to_record

__all__ = ["main"]

_PR_SET_PDEATHSIG = 1
Task = Callable[[dict[str, Any]], dict[str, Any]]


def _limit_memory(limit: int) -> None:
    if limit <= 0 or sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError, OverflowError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _die_with_parent(parent: int) -> None:
    """Has Linux end this process when the thread that started it is gone; elsewhere the end of input must do."""
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(0)  # it was gone before we asked


def _private_output() -> IO[str]:
    """What was standard output, for replies only; libraries that print go to standard error."""
    private = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(private, "w", encoding="utf-8", newline="\n")


def _watch_input(lines: "queue.SimpleQueue[str]") -> None:
    for line in sys.stdin:
        lines.put(line)
    os._exit(0)  # the parent is gone: whatever runs now is nobody's


def _load(first: dict[str, Any]) -> Task:
    sys.path.extend(first["import_paths"])
    module, _, name = first["task"].partition(":")
    task = getattr(import_module(module), name)(first["setup"])
    assert callable(task)  # noqa: S101  a programming error of the caller
    return task  # type: ignore[no-any-return]  # checked above


def _answer(task: Task, request: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"id": request["id"], "answer": task(request["payload"])}
    except CasedocsError as error:
        return {"id": request["id"], "error": error_to_record(error)}
    except MemoryError:
        out_of_memory = LimitExceededError("needs more memory than allowed", hint="raise the memory limit")
        return {"id": request["id"], "error": error_to_record(out_of_memory)}


def main() -> None:
    """Serves until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to decide on
    replies = _private_output()
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream of this process
    first = json.loads(sys.stdin.readline())
    _die_with_parent(first["parent"])
    _limit_memory(first["memory_bytes"])
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_watch_input, args=(lines,), daemon=True).start()
    task = _load(first)
    replies.write(json.dumps({"ready": True}) + "\n")
    replies.flush()
    while True:
        replies.write(json.dumps(_answer(task, json.loads(lines.get()))) + "\n")
        replies.flush()


if __name__ == "__main__":
    main()
