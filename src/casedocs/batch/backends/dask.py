"""Dask distributed: units on the workers of a cluster (extra ``dask``).

Only paths and small JSON data go over the wire; pages stay in files that every machine sees. Each worker thread keeps a
sandboxed child, so that a bad page ends its child and no worker. The client holds a bounded number of units in the
cluster. A worker that is gone: the scheduler starts its unit elsewhere, up to its own `allowed-failures`; when it gives
up, the unit comes back as LOST and the manifest counts it. A unit that finished on a worker that died afterwards is not
run again: its answer was fetched at once, and the future let go.
"""

import platform
import queue
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

from casedocs import __version__
from casedocs._extras import require
from casedocs.batch.backends.executor import result_of, run_remotely
from casedocs.batch.backends.protocol import Workers
from casedocs.batch.options import PoolOptions
from casedocs.batch.units import Unit, UnitResult, UnitStatus
from casedocs.errors import BatchError, UsageError

__all__ = ["DaskBackend", "from_text"]

_CONNECT_SECONDS = 15.0
_WORKER_SECONDS = 30.0
_FIRST_PRIORITY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class DaskBackend:
    """Units on a Dask cluster.

    Attributes:
        address: Of the scheduler, such as ``tcp://host:8786``.
        jobs: Units at work at a time; None means one for each thread of the workers.
    """

    address: str
    jobs: int | None = None

    @contextmanager
    def open(self, options: PoolOptions) -> Iterator[Workers]:
        """See `casedocs.batch.Backend`."""
        client = _connected(self.address)
        workers = _Cluster(client, self.address, replace(options, jobs=1, warm=0), self.jobs)
        try:
            _check_workers(client, self.address)
            yield workers
        finally:
            workers.close()


def describe_worker() -> dict[str, str]:
    """What must be the same here and on every worker."""
    return {"casedocs": __version__, "python": ".".join(platform.python_version_tuple()[:2])}


def _connected(address: str) -> Any:
    distributed = require("distributed", extra="dask")
    made: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def connect() -> None:
        try:
            made.put(distributed.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False))
        except Exception as error:  # noqa: BLE001  told to the thread that waits
            made.put(error)

    # In a thread: whatever listens there may answer with anything; a web server makes the client wait for ever.
    threading.Thread(target=connect, daemon=True).start()
    try:
        client = made.get(timeout=2 * _CONNECT_SECONDS)
    except queue.Empty:
        client = TimeoutError(f"no answer that makes sense within {2 * _CONNECT_SECONDS:g} seconds")
    if isinstance(client, Exception):
        raise BatchError(
            f"there is no Dask scheduler at {address}: {type(client).__name__}: {client}",
            hint="start one with: dask scheduler; then dask worker on each machine",
            source=address,
        ) from client
    return client


def _check_workers(client: Any, address: str) -> None:
    """Workers must have come, and must have this version of casedocs."""
    try:
        client.wait_for_workers(1, timeout=_WORKER_SECONDS)
        found = client.run(describe_worker, on_error="return")
    except Exception as error:
        raise BatchError(
            f"no worker has joined the Dask scheduler at {address} within {_WORKER_SECONDS:g} seconds",
            hint=f"start one on each machine: dask worker {address}",
            source=address,
        ) from error
    ours = describe_worker()
    for worker, theirs in found.items():
        if theirs != ours:
            raise BatchError(
                f"the Dask worker {worker} has {_words(theirs)}, here is {_words(ours)}",
                hint="install the same versions on every machine, start its workers again",
                source=worker,
            )


def _words(found: object) -> str:
    if isinstance(found, dict):
        return ", ".join(f"{name} {version}" for name, version in found.items())
    return f"no casedocs ({found})"


class _Cluster:
    """Futures of a Dask client whose results come through a queue."""

    def __init__(self, client: Any, address: str, options: PoolOptions, jobs: int | None) -> None:
        self._client = client
        self._address = address
        self._options = options
        self._jobs = jobs
        self._ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._running: dict[str, tuple[Unit, Any]] = {}
        self._is_stopping = False
        self._lost_since: float | None = None

    @property
    def slots(self) -> int:
        """As many as the cluster has threads now; at least one, so that units wait for workers to come."""
        if self._jobs is not None:
            return self._jobs
        workers = self._client.scheduler_info(n_workers=-1).get("workers", {})
        return max(1, sum(int(worker["nthreads"]) for worker in workers.values()))

    def submit(self, unit: Unit) -> None:
        """Sends the unit to the cluster."""
        key = f"casedocs-{uuid.uuid4().hex}"
        try:
            future = self._client.submit(
                run_remotely,
                self._options,
                unit.payload,
                unit.seconds,
                key=key,
                pure=False,
                retries=0,
                priority=_FIRST_PRIORITY - unit.priority,
            )
        except Exception as error:
            raise self._gone(error) from error
        self._running[key] = (unit, future)
        future.add_done_callback(self._ended.put)

    def ready(self, seconds: float) -> list[UnitResult]:
        """The results that have come."""
        found: list[UnitResult] = []
        with suppress(queue.Empty):
            found += self._result(self._ended.get(timeout=seconds))
            while True:
                found += self._result(self._ended.get_nowait())
        if not found:
            self._check_client()
        return found

    def _check_client(self) -> None:
        """A client that has lost its scheduler for good leaves some futures without an end."""
        if self._client.status == "running":
            self._lost_since = None
            return
        self._lost_since = self._lost_since or time.monotonic()
        if self._client.status == "closed" or time.monotonic() - self._lost_since > _CONNECT_SECONDS:
            raise self._gone(ConnectionError("the connection was lost"))

    def _result(self, future: Any) -> list[UnitResult]:
        unit, _ = self._running.pop(future.key, (None, None))
        if unit is None:
            return []
        try:
            result = result_of(unit, future.result())
        except Exception as error:
            if self._client.status == "closed":  # no worker's loss: nothing is counted against the unit
                raise self._gone(error) from error
            is_dropped = self._is_stopping and future.cancelled()
            status = UnitStatus.DROPPED if is_dropped else UnitStatus.LOST
            result = UnitResult(unit, status, detail=f"{type(error).__name__}: {error}")
        future.release()
        return [result]

    def stop(self) -> None:
        """Takes back what no worker has; a unit that begins at this very moment may be lost and is done again."""
        self._is_stopping = True
        try:
            begun = {key for keys in self._client.processing().values() for key in keys}
        except Exception as error:
            raise self._gone(error) from error
        self._client.cancel([future for key, (_, future) in self._running.items() if key not in begun])

    def _gone(self, error: Exception) -> BatchError:
        return BatchError(
            f"the Dask scheduler at {self._address} has gone: {type(error).__name__}: {error}",
            hint="start it again with its workers, and run the same command again: finished work is kept",
            source=self._address,
        )

    def close(self) -> None:
        """Cancels everything and leaves the cluster."""
        for _, future in self._running.values():
            with suppress(Exception):
                future.cancel()
        self._running.clear()
        self._client.close(timeout=5)


def from_text(text: str, jobs: int | None) -> DaskBackend:
    """``dask://host:8786`` as a backend.

    Raises:
        UsageError: If the text names no host and port.
    """
    host, _, port = text.removeprefix("dask://").rstrip("/").rpartition(":")
    if not text.startswith("dask://") or not host or not port.isdecimal():
        raise UsageError(f"{text!r} names no Dask scheduler", hint="write dask://host:8786")
    return DaskBackend(address=f"tcp://{host}:{port}", jobs=jobs)
