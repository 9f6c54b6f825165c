"""Workers that are started before a plan is there: they answer questions first, then run the plan."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from casedocs.batch.backends.protocol import Backend, Workers
from casedocs.batch.options import PoolOptions
from casedocs.batch.task import Task
from casedocs.batch.units import Unit, UnitResult, UnitStatus
from casedocs.batch.worker import setup_for

__all__ = ["OpenWorkers", "open_workers", "pool_options"]

_POLL_SECONDS = 0.2
_UNITS_PER_SLOT = 4


def pool_options(task: Task, *, warm: int = 0) -> PoolOptions:
    """How children for a task are started; `warm` of them before there is work."""
    return PoolOptions(
        task="casedocs.batch.worker:start",
        setup=setup_for(task),
        memory_bytes=task.limits.memory_bytes,
        warm=warm,
        attempts=1,
        import_paths=task.import_paths,
    )


class OpenWorkers:
    """Started workers: a backend for one run of the same task, and somebody to ask before it."""

    def __init__(self, workers: Workers, stack: ExitStack, attempts: int) -> None:
        self._workers = workers
        self._stack = stack
        self._attempts = attempts

    @contextmanager
    def open(self, options: PoolOptions) -> Iterator[Workers]:
        """The workers as they are; on leaving they are ended. See `casedocs.batch.Backend`."""
        del options
        with self._stack:
            yield self._workers

    def ask(self, payloads: Mapping[Any, Mapping[str, Any]], *, seconds: float) -> Iterator[UnitResult]:
        """Has the task answer payloads that belong to no document, such as how many pages a file has.

        Args:
            payloads: What to ask, by a key of the caller's (`UnitResult.unit.key`).
            seconds: Time limit of each.

        Yields:
            How each ended, in the order in which they end.
        """
        waiting = [Unit(key, {"do": "ask", "payload": dict(payload)}, seconds) for key, payload in payloads.items()]
        waiting.reverse()
        attempts: dict[Any, int] = {}
        flying = 0
        while waiting or flying:
            while waiting and flying < self._workers.slots * _UNITS_PER_SLOT:
                self._workers.submit(waiting.pop())
                flying += 1
            for result in self._workers.ready(_POLL_SECONDS):
                flying -= 1
                key = result.unit.key
                attempts[key] = attempts.get(key, 0) + 1
                is_bad = result.status in {UnitStatus.CRASHED, UnitStatus.TIMED_OUT, UnitStatus.LOST}
                if is_bad and attempts[key] < self._attempts:
                    waiting.append(result.unit)
                else:
                    yield _answered(result)


def _answered(result: UnitResult) -> UnitResult:
    """The result with the task's own answer in it."""
    from dataclasses import replace

    answer = result.answer.get("answer")
    return replace(result, answer=dict(answer)) if isinstance(answer, dict) else result


@contextmanager
def open_workers(task: Task, backend: Backend, *, warm: int = 0) -> Iterator[OpenWorkers]:
    """Starts workers for a task.

    Args:
        task: Of the run to come; only its `start`, `setup`, `target`, `limits` and `import_paths` count here.
        backend: Where.
        warm: Children to start at once.

    Raises:
        BatchError: If workers cannot be had.
    """
    with ExitStack() as stack:
        workers = stack.enter_context(backend.open(pool_options(task, warm=warm)))
        yield OpenWorkers(workers, stack, task.limits.attempts)
