"""Any `concurrent.futures.Executor`: its workers keep a sandboxed child each, so that a bad page costs no worker."""

import os
import queue
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from casedocs.batch.backends.protocol import Workers
from casedocs.batch.options import PoolOptions
from casedocs.batch.sandbox import ChildDiedError, ChildStartError, ChildTimedOutError, Sandbox
from casedocs.batch.units import Unit, UnitResult, UnitStatus
from casedocs.errors import BatchError, CasedocsError, UsageError, error_from_record, error_to_record

__all__ = ["ExecutorBackend", "run_remotely"]

_HERE = threading.local()

# The sandboxes of this process, one a thread, to end those of a run with it.
_SANDBOXES: dict[int, tuple[PoolOptions, Sandbox]] = {}


def run_remotely(options: PoolOptions, payload: dict[str, object], seconds: float) -> dict[str, Any]:
    """Runs a payload in the sandbox of the present thread; plain data in, plain data out, never an exception.

    The child stays for the next call with the same options.

    Returns:
        ``{"status", "answer", "error", "detail", "seconds"}``.
    """
    sandbox = _sandbox(options)
    started = time.perf_counter()
    reply: dict[str, Any] = {"answer": {}, "error": None, "detail": ""}
    try:
        reply |= {"status": UnitStatus.OK.value, "answer": sandbox.call(payload, seconds=seconds)}
    except ChildStartError as error:
        reply |= {"status": UnitStatus.NOT_STARTED.value, "detail": error.message}
    except ChildDiedError as error:
        reply |= {"status": UnitStatus.CRASHED.value, "detail": error.message}
    except ChildTimedOutError as error:
        reply |= {"status": UnitStatus.TIMED_OUT.value, "detail": error.message}
    except CasedocsError as error:
        reply |= {"status": UnitStatus.FAILED.value, "error": error_to_record(error)}
    return reply | {"seconds": time.perf_counter() - started}


def _sandbox(options: PoolOptions) -> Sandbox:
    known: tuple[PoolOptions, int, Sandbox] | None = getattr(_HERE, "sandbox", None)
    if known is not None and known[:2] == (options, os.getpid()):
        return known[2]
    if known is not None and known[1] == os.getpid():
        known[2].retire()
    sandbox = Sandbox(options)
    _HERE.sandbox = (options, os.getpid(), sandbox)
    _SANDBOXES[threading.get_ident()] = (options, sandbox)
    return sandbox


def result_of(unit: Unit, reply: dict[str, Any]) -> UnitResult:
    """What `run_remotely` gave, as a result."""
    return UnitResult(
        unit,
        UnitStatus(reply["status"]),
        reply["answer"],
        error=None if reply["error"] is None else error_from_record(reply["error"]),
        detail=reply["detail"],
        seconds=reply["seconds"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutorBackend:
    """Units on an executor that belongs to the caller.

    Attributes:
        executor: Of threads or processes, here or elsewhere. It is not shut down.
        slots: Units at work at a time; usually the executor's number of workers.
    """

    executor: Executor
    slots: int

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if self.slots < 1:
            raise UsageError(f"slots must be at least 1, not {self.slots}")

    @contextmanager
    def open(self, options: PoolOptions) -> Iterator[Workers]:
        """See `Backend`."""
        workers = _Futures(self.executor, self.slots, replace(options, jobs=1))
        try:
            yield workers
        finally:
            workers.close()


class _Futures:
    """Futures whose results come through a queue."""

    def __init__(self, executor: Executor, slots: int, options: PoolOptions) -> None:
        self.slots: int = slots
        self._executor = executor
        self._options = options
        self._results: queue.SimpleQueue[UnitResult] = queue.SimpleQueue()
        self._running: dict[Future[dict[str, Any]], Unit] = {}
        self._lock = threading.Lock()

    def submit(self, unit: Unit) -> None:
        """Hands the unit to the executor."""
        try:
            future = self._executor.submit(run_remotely, self._options, unit.payload, unit.seconds)
        except BrokenExecutor as error:
            raise BatchError(
                f"the executor has lost its workers: {error}", hint="run the same command again: finished work is kept"
            ) from error
        except RuntimeError as error:
            raise BatchError(f"the executor takes no work: {error}", hint="make a new one") from error
        with self._lock:
            self._running[future] = unit
        future.add_done_callback(self._ended)

    def _ended(self, future: "Future[dict[str, Any]]") -> None:
        with self._lock:
            unit = self._running.pop(future)
        try:
            result = result_of(unit, future.result())
        except CancelledError:
            result = UnitResult(unit, UnitStatus.DROPPED)
        except BrokenExecutor as error:
            result = UnitResult(unit, UnitStatus.LOST, detail=f"{type(error).__name__}: {error}")
        except Exception as error:  # noqa: BLE001  whatever an executor of others may raise
            result = UnitResult(unit, UnitStatus.LOST, detail=f"{type(error).__name__}: {error}")
        self._results.put(result)

    def ready(self, seconds: float) -> list[UnitResult]:
        """The results that have come."""
        found: list[UnitResult] = []
        try:
            found.append(self._results.get(timeout=seconds))
            while True:
                found.append(self._results.get_nowait())
        except queue.Empty:
            return found

    def stop(self) -> None:
        """Cancels what has not begun."""
        with self._lock:
            futures = list(self._running)
        for future in futures:
            future.cancel()

    def close(self) -> None:
        """Cancels what has not begun and ends the children of this process."""
        self.stop()
        for thread, (options, sandbox) in list(_SANDBOXES.items()):
            if options == self._options:
                sandbox.retire()
                _SANDBOXES.pop(thread, None)
