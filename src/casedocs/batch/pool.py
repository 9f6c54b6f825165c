"""Units of work on a fixed number of sandboxed children."""

import queue
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from types import TracebackType
from typing import Self

from casedocs.batch.options import PoolOptions
from casedocs.batch.sandbox import ChildDiedError, ChildStartError, ChildTimedOutError, Sandbox
from casedocs.batch.units import Unit, UnitResult, UnitStatus
from casedocs.errors import CasedocsError

__all__ = ["Pool"]

_POLL_SECONDS = 0.2
_LAST = sys.maxsize
_Waiting = tuple[int, int, Unit | None]


class Pool:
    """Runs units on `PoolOptions.jobs` children and hands out results as they come.

    Units may be submitted while results are read, so that one unit can lead to the next. A context manager: on
    leaving, waiting units are forgotten and children are gone. `submit`, `results` and `stop` belong to one thread.
    """

    def __init__(self, options: PoolOptions) -> None:
        self._options = options
        self._waiting: queue.PriorityQueue[_Waiting] = queue.PriorityQueue()
        self._results: queue.SimpleQueue[UnitResult] = queue.SimpleQueue()
        self._order = count()
        self._outstanding = 0
        self._stopping = threading.Event()
        self._closing = threading.Event()
        self._sandboxes = [Sandbox(options) for _ in range(options.jobs)]
        self._threads = [
            threading.Thread(target=self._serve, args=(sandbox, number < options.warm), daemon=True)
            for number, sandbox in enumerate(self._sandboxes)
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def slots(self) -> int:
        """Children at a time."""
        return len(self._sandboxes)

    def submit(self, unit: Unit) -> None:
        """Puts a unit in the queue."""
        self._outstanding += 1
        self._waiting.put((unit.priority, next(self._order), unit))

    def results(self) -> Iterator[UnitResult]:
        """Results in the order in which units end, until none is outstanding."""
        while self._outstanding:
            try:
                result = self._results.get(timeout=_POLL_SECONDS)  # short waits let Ctrl-C through on Windows
            except queue.Empty:
                continue
            self._outstanding -= 1
            yield result

    def ready(self, seconds: float) -> list[UnitResult]:
        """The results that have come; waits up to `seconds` for the first."""
        found: list[UnitResult] = []
        with suppress(queue.Empty):
            found.append(self._results.get(timeout=seconds))
            while True:
                found.append(self._results.get_nowait())
        self._outstanding -= len(found)
        return found

    def stop(self) -> None:
        """No waiting unit is started any more (they end as DROPPED); those at work are finished."""
        self._stopping.set()

    def close(self) -> None:
        """Ends all children at once and forgets what waits."""
        self._stopping.set()
        self._closing.set()
        for sandbox in self._sandboxes:
            self._waiting.put((-_LAST, next(self._order), None))  # wakes a thread that waits for work
            sandbox.retire()
        for thread in self._threads:
            thread.join()

    # --- one thread a child -----------------------------------------------------------------------------------------

    def _serve(self, sandbox: Sandbox, warm: bool) -> None:
        if warm:
            sandbox.warm_up()
        while True:
            _, _, unit = self._waiting.get()
            if unit is None or self._closing.is_set():
                break
            if self._stopping.is_set():
                self._results.put(UnitResult(unit, UnitStatus.DROPPED))
            else:
                self._results.put(self._run(sandbox, unit))
        sandbox.close()

    def _run(self, sandbox: Sandbox, unit: Unit) -> UnitResult:
        status, detail = UnitStatus.CRASHED, ""
        started = time.perf_counter()
        for _ in range(self._options.attempts):
            if self._closing.is_set():
                return UnitResult(unit, UnitStatus.DROPPED)
            started = time.perf_counter()
            try:
                answer = sandbox.call(unit.payload, seconds=unit.seconds)
            except ChildStartError as error:
                return UnitResult(unit, UnitStatus.NOT_STARTED, detail=error.message)
            except ChildDiedError as error:
                status, detail = UnitStatus.CRASHED, error.message
            except ChildTimedOutError as error:
                status, detail = UnitStatus.TIMED_OUT, error.message
            except CasedocsError as error:
                seconds = time.perf_counter() - started
                return UnitResult(unit, UnitStatus.FAILED, error=error, seconds=seconds)
            else:
                return UnitResult(unit, UnitStatus.OK, answer, seconds=time.perf_counter() - started)
        return UnitResult(unit, status, detail=detail, seconds=time.perf_counter() - started)
