"""Running a plan to its end: claim, run, commit; and going on with one that was stopped."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from casedocs.batch._loop import Loop, consume_pages
from casedocs.batch.backends.local import LocalBackend
from casedocs.batch.backends.protocol import Backend
from casedocs.batch.events import Event
from casedocs.batch.manifest import EnrollOptions, Manifest
from casedocs.batch.opening import default_manifest, open_manifest
from casedocs.batch.planner import Plan
from casedocs.batch.report import BatchReport
from casedocs.batch.run_options import RunOptions
from casedocs.batch.store import Store, open_store, refuse_private
from casedocs.batch.task import Task

__all__ = ["resume", "run"]


def _nobody(event: Event) -> None:
    del event


def run(
    plan: Plan,
    task: Task,
    *,
    backend: Backend | None = None,
    manifest: Manifest | str | os.PathLike[str] | None = None,
    on_event: Callable[[Event], None] = _nobody,
    options: RunOptions | None = None,
) -> BatchReport:
    """Does what a plan holds, as far as it is not done yet.

    A first `KeyboardInterrupt` drains: units at work are finished, no other is begun. A second one aborts: children
    are ended, what they were doing is done again by the next run.

    Args:
        plan: What `casedocs.batch.plan` gave.
        task: What to do with each page and document.
        backend: Where; None means this machine, one process per core.
        manifest: The memory: open, or its path or URL; None means ``TARGET/.casedocs/manifest.sqlite``.
        on_event: Told what happens, in the calling thread.
        options: How; None means `RunOptions()`.

    Returns:
        The report on all documents of the plan; bad pages and documents are in it and raise nothing.

    Raises:
        UsageError: If the target is ``memory://``, which workers do not see.
        BatchError: If the task does not start, or workers cannot be had. Finished work is kept.
        ManifestError: If the manifest is damaged.
        LockHeldError: If another process works with the manifest.
        OutputError: If the target or the manifest cannot be written (`DiskFullError` on a full disk).
        MissingExtraError: If an optional package is missing.
    """
    refuse_private(task.target)
    used = options or RunOptions()
    where = default_manifest(task.target) if manifest is None else manifest
    with _opened(where, makes=True) as memory:
        memory.enroll(plan, task, EnrollOptions(redo=used.redo, retry=used.retry, keep=used.keep))
        return _go_on(memory, task, backend, on_event, used)


def resume(
    manifest: Manifest | str | os.PathLike[str],
    *,
    backend: Backend | None = None,
    on_event: Callable[[Event], None] = _nobody,
    options: RunOptions | None = None,
) -> BatchReport:
    """Goes on with the job of a manifest where it was stopped; everything needed is in the manifest.

    Args:
        manifest: The memory: open, or its path or URL.
        backend: Where; None means this machine, one process per core.
        on_event: Told what happens, in the calling thread.
        options: How; `redo` and `retry` do not count here.

    Returns:
        The report on all documents of the job.

    Raises:
        ManifestError: If the manifest is damaged; `NoBatchError` if there is none, or no job was started with it.
        BatchError: As `run`.
        OutputError: As `run`.
    """
    used = options or RunOptions()
    with _opened(manifest) as memory:
        task = memory.task()
        memory.revive()
        return _go_on(memory, task, backend, on_event, used)


@contextmanager
def _opened(manifest: Manifest | str | os.PathLike[str], *, makes: bool = False) -> Iterator[Manifest]:
    """The manifest; closed at the end where it was opened here."""
    if not isinstance(manifest, str | os.PathLike):
        yield manifest
        return
    opened = open_manifest(manifest, makes=makes)
    try:
        yield opened
    finally:
        opened.close()


def _go_on(
    manifest: Manifest, task: Task, backend: Backend | None, on_event: Callable[[Event], None], options: RunOptions
) -> BatchReport:
    store = open_store(task.target)
    _tidy_scratch(manifest, store)
    _forget_what_is_gone(manifest, store, options.keep)
    if task.assembles and not task.keep_pages:
        consume_pages(manifest, store)  # a runner may have been killed between the last commit and this
    report = Loop(manifest, store, task, on_event, options).go(backend or LocalBackend())
    _tidy_scratch(manifest, store)  # leases of a runner that was killed may have run out only now
    return report


def _tidy_scratch(manifest: Manifest, store: Store) -> None:
    """Removes what runners that were killed have left."""
    found = store.scratch_owners()
    for owner in set(found) - manifest.owners():
        store.discard(owner)


def _forget_what_is_gone(manifest: Manifest, store: Store, besides: frozenset[str]) -> None:
    """A result that is not there any more is no result."""
    kept = [
        unit for unit, files in manifest.page_results() if not all(store.holds(file, content=True) for file in files)
    ]
    final = [
        unit
        for unit, document, files in manifest.results()
        if document not in besides and not all(store.holds(file) for file in files)
    ]
    if kept or final:
        manifest.forget({*kept, *final})
