"""A persistent child process for work that may crash, hang or eat the memory.

The child is plain `subprocess` with JSON lines over pipes. Paths go in, small answers come out; page data goes
through files. A call costs a fraction of a millisecond; a child that dies or hangs is replaced at the next call, and
nothing but the unit that it was working on is touched.
"""

import json
import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Any

from casedocs.batch._job_object import JobObject
from casedocs.batch.options import PoolOptions
from casedocs.errors import CasedocsError, UsageError, error_from_record

__all__ = ["ChildDiedError", "ChildStartError", "ChildTimedOutError", "Sandbox"]

_KEPT_LINES = 20
_START_SECONDS = 300.0
_END_SECONDS = 10.0
"""A process whose output has ended is about to end; a busy machine may keep it waiting."""


class ChildDiedError(CasedocsError):
    """The child process ended while it worked."""

    code = "child_died"


class ChildStartError(ChildDiedError):
    """The child process did not come as far as taking work."""

    code = "child_not_started"


class ChildTimedOutError(CasedocsError):
    """The child process did not answer in time and was ended."""

    code = "child_timed_out"


class Sandbox:
    """One child process, started by `warm_up` or the first call. Used by one thread at a time, except `kill`."""

    def __init__(self, options: PoolOptions) -> None:
        self._options = options
        self._process: subprocess.Popen[str] | None = None
        self._replies: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._complaints: list[str] = []
        self._listener: threading.Thread | None = None
        self._last_id = 0
        self._job: JobObject | None = None
        self._starting = threading.Lock()
        self._retired = False

    def call(self, payload: dict[str, object], *, seconds: float) -> dict[str, Any]:
        """Runs the task on a payload.

        Args:
            payload: Plain JSON data.
            seconds: After this time the child is ended.

        Returns:
            The task's answer.

        Raises:
            ChildStartError: If the task does not start; the time limit counts from its start on.
            ChildDiedError: If the child ended without an answer.
            ChildTimedOutError: If the time was over.
            UsageError: If the payload is not plain JSON data.
            CasedocsError: The named error that the task raised.
        """
        self._last_id += 1
        request = {"id": self._last_id, "payload": payload}
        try:
            text = json.dumps(request)
        except (TypeError, ValueError) as error:
            raise UsageError(f"the payload is not plain JSON data: {error}") from error
        process = self._running()
        self._send(process, text)
        try:
            line = self._replies.get(timeout=min(seconds, threading.TIMEOUT_MAX))
        except queue.Empty:
            self.kill()
            raise ChildTimedOutError(f"no answer within {seconds:g} seconds") from None
        if line is None:
            raise ChildDiedError(self._last_words(process))
        reply = json.loads(line)
        if "error" in reply:
            raise error_from_record(reply["error"])
        answer: dict[str, Any] = reply["answer"]
        return answer

    def warm_up(self) -> None:
        """Starts the child, which imports and sets up while nothing is asked of it yet; trouble shows at the call."""
        with suppress(ChildDiedError):
            self._running()

    def kill(self) -> None:
        """Ends the child at once; the next call starts another."""
        process = self._process
        self._process = None
        if process is None:
            return
        with suppress(OSError):
            process.kill()
        _close_input(process)
        process.wait()

    def retire(self) -> None:
        """Ends the child at once and for good, from whichever thread; a call in progress fails."""
        with self._starting:
            self._retired = True
        self.kill()

    def close(self) -> None:
        """Lets the child go: its input ends, and so does it; a busy one is ended."""
        process = self._process
        if process is None:
            return
        _close_input(process)
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    # --- the process ------------------------------------------------------------------------------------------------

    def _running(self) -> "subprocess.Popen[str]":
        with self._starting:
            if self._retired:
                raise ChildDiedError("the sandbox is closed")
            if self._process is not None and self._process.poll() is None:
                return self._process
            try:
                process = self._process = self._started()
            except OSError as error:
                raise ChildStartError(f"the process cannot be started: {error}") from error
        self._wait_until_ready(process)
        return process

    def _wait_until_ready(self, process: "subprocess.Popen[str]") -> None:
        options = self._options
        first = {
            "task": options.task,
            "setup": options.setup,
            "memory_bytes": options.memory_bytes,
            "import_paths": list(options.import_paths),
            "parent": os.getpid(),
        }
        try:
            self._send(process, json.dumps(first))
            line = self._replies.get(timeout=_START_SECONDS)
        except ChildDiedError as error:
            raise ChildStartError(error.message) from error
        except queue.Empty:
            self.kill()
            raise ChildStartError(f"the task did not start within {_START_SECONDS:g} seconds") from None
        if line is None:
            raise ChildStartError(self._last_words(process))

    def _started(self) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "casedocs.batch._child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            env={**os.environ, "OMP_THREAD_LIMIT": "1", "PYTHONUTF8": "1"},
        )
        try:
            self._job = JobObject.holding(process, self._options.memory_bytes)
        except OSError:
            process.kill()
            raise
        self._replies = queue.SimpleQueue()
        self._complaints = []
        _in_background(_forward, process.stdout, self._replies)
        self._listener = _in_background(_remember, process.stderr, self._complaints)
        return process

    def _send(self, process: "subprocess.Popen[str]", text: str) -> None:
        try:
            assert process.stdin is not None  # noqa: S101  asked for above
            process.stdin.write(text + "\n")
            process.stdin.flush()
        except (OSError, ValueError) as error:
            raise ChildDiedError(self._last_words(process)) from error

    def _last_words(self, process: "subprocess.Popen[str]") -> str:
        self._process = None
        _close_input(process)
        try:
            code = process.wait(timeout=_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        if self._listener is not None:
            self._listener.join(timeout=_END_SECONDS)  # its last words may still be on their way
        ended = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        said = self._complaints[-1].strip() if self._complaints else ""
        return f"the process ended {ended}" + (f": {said}" if said else "")


def _close_input(process: "subprocess.Popen[str]") -> None:
    with suppress(OSError, ValueError):
        if process.stdin is not None:
            process.stdin.close()


def _in_background(work: Any, *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=work, args=arguments, daemon=True)
    thread.start()
    return thread


def _forward(stream: IO[str], replies: "queue.SimpleQueue[str | None]") -> None:
    with suppress(ValueError, OSError), stream:
        for line in stream:
            replies.put(line)
    replies.put(None)


def _remember(stream: IO[str], lines: list[str]) -> None:
    with suppress(ValueError, OSError), stream:
        for line in stream:
            lines.append(line)
            del lines[:-_KEPT_LINES]
