"""The main job: sources in, searchable documents out, on the batch engine."""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace

from casedocs.batch.backends.opened import OpenWorkers, open_workers
from casedocs.batch.backends.registry import create_backend
from casedocs.batch.lock import folder_lock
from casedocs.batch.manifest import Manifest
from casedocs.batch.opening import default_manifest, open_manifest
from casedocs.batch.planner import Plan, PlanOptions, Source, plan
from casedocs.batch.run_options import RunOptions
from casedocs.batch.runner import run
from casedocs.batch.states import UnitState
from casedocs.dossier.ingest.events import DocumentPlanned, Event, RunFinished, RunPlanned
from casedocs.dossier.ingest.jobs import read_job, save_job
from casedocs.dossier.ingest.opening import EngineMark, Opener
from casedocs.dossier.ingest.options import DigitizeOptions
from casedocs.dossier.ingest.place import OutputPlace, lasting_path, place_of
from casedocs.dossier.ingest.plan import PlannedFile, plan_files
from casedocs.dossier.ingest.records import DigitizeReport, DocumentStatus
from casedocs.dossier.ingest.summary import SUMMARY_NAME, Summary
from casedocs.dossier.ingest.tasks import digitize_task, inspect_mark
from casedocs.dossier.ingest.teller import Teller

__all__ = ["digitize", "resume"]

_WORK_FOLDER = ".casedocs"
_PAGE_BYTES = 200_000  # of a usual scan

_RETRY = frozenset({UnitState.FAILED, UnitState.QUARANTINED})
OnEvent = Callable[[Event], None]


def _nobody(event: Event) -> None:
    del event


def digitize(
    sources: Sequence[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    options: DigitizeOptions | None = None,
    on_event: OnEvent = _nobody,
) -> DigitizeReport:
    """Makes searchable documents of scans.

    For each file it writes ``<name>.pdf``, ``<name>.txt``, ``<name>.json`` and a line in ``summary.jsonl`` into the
    output folder. A file that cannot be read is recorded with its error and holds up nothing. Called again, it does
    only what is missing. A first `KeyboardInterrupt` finishes the pages at work, a second one ends them; finished
    pages are kept for the next run.

    Args:
        sources: PDF files, images, folders; or URLs of such, as ``s3://bucket/scans`` (extra ``remote``).
        output: The output folder; made if need be. For a URL, manifest and summary are kept in a folder of its own
            below ``.casedocs`` in the user's home folder, and the summary is copied to the store at the end.
        options: How; None means `DigitizeOptions()`.
        on_event: Told what happens, in the calling thread.

    Returns:
        A record for each source.

    Raises:
        UsageError: If the arguments make no sense.
        SourceNotFoundError: If a source does not exist.
        EngineError: If the engine cannot be started.
        OutputError: If the output folder cannot be written.
        LockHeldError: If another run works in the output folder.
        BatchError: If workers or the manifest cannot be had.
    """
    used = options or DigitizeOptions()
    # One name for each source, whether it is run from here, from elsewhere, or resumed.
    lasting = [lasting_path(source) for source in sources]
    place = place_of(lasting_path(output))
    if place.is_remote and not used.manifest:
        used = replace(used, manifest=str(default_manifest(str(place.home))))
    with ExitStack() as stack:
        if not used.dry_run and not used.is_shared:
            stack.enter_context(folder_lock(place.home / _WORK_FOLDER / "lock"))
        if not used.dry_run:
            save_job(lasting, place.home, used)
            stack.enter_context(place.published(SUMMARY_NAME))
        return _Run(place, used, on_event).go(lasting)


def resume(
    output: str | os.PathLike[str],
    *,
    retry_quarantined: bool | None = None,
    on_event: OnEvent = _nobody,
) -> DigitizeReport:
    """Goes on with the last run in an output folder.

    Args:
        output: The folder or URL.
        retry_quarantined: Whether pages that ended their process as often as allowed are tried again; None means as
            the run did.
        on_event: Told what happens, in the calling thread.

    Returns:
        A record for each source.

    Raises:
        SourceNotFoundError: If there was no run, or a source is gone.
        FormatError: If what was kept of it is damaged.
        CasedocsError: As `digitize`.
    """
    sources, options = read_job(place_of(output).home)
    if retry_quarantined is not None:
        options = replace(options, retry_quarantined=retry_quarantined)
    return digitize(sources, output, options=options, on_event=on_event)


class _Run:
    """One run: finds what there is to do, has the batch engine do it, keeps the summary."""

    def __init__(self, output: OutputPlace, options: DigitizeOptions, on_event: OnEvent) -> None:
        self._output = output
        self._options = options
        self._on_event = on_event
        self._summary = Summary(output.home)
        self._teller = Teller(options, self._summary, on_event)

    def go(self, sources: Sequence[str | os.PathLike[str]]) -> DigitizeReport:
        """Runs to the end, or until it is stopped."""
        started = time.perf_counter()
        files: list[PlannedFile] = []
        interrupted = False
        try:
            mark = "" if self._options.force else self._options.fingerprint()
            files = plan_files(sources, self._output, self._summary, mark, self._on_event)
            interrupted = self._work_off(files)
        except KeyboardInterrupt:
            interrupted = True
        records = tuple(self._teller.records[file.key] for file in files if file.key in self._teller.records)
        if self._summary.records and not self._options.dry_run and not self._options.is_shared:
            self._summary.compact()
        report = DigitizeReport(records=records, seconds=time.perf_counter() - started, interrupted=interrupted)
        self._on_event(RunFinished(report))
        return report

    def _work_off(self, files: Sequence[PlannedFile]) -> bool:
        """Does what is not done; says whether it was stopped."""
        if not files:
            self._on_event(RunPlanned(0, 0, 0))
            return False
        todo = [file for file in files if file.done is None]
        sure = len(todo) + sum(max(file.size, 0) for file in todo) // _PAGE_BYTES
        backend = create_backend(self._options.backend, jobs=self._options.jobs)
        task = digitize_task(self._options, str(self._output), "")
        with open_workers(task, backend, warm=max(sure, 1)) as workers:
            opener = Opener(workers, self._opened)
            engine = opener.ask_engine(self._options.engine)
            self._teller.engine = engine
            todo = [file for file in files if not self._is_done(file, engine)]
            self._teller.files = {str(file.path): file for file in todo}
            self._teller.skipped = len(files) - len(todo)
            if self._options.dry_run:
                self._dry_run(self._plan(todo, opener, None))
                return False
            if not todo:
                self._on_event(RunPlanned(0, 0, len(files)))
                return False
            kept = frozenset(str(file.path) for file in files) - self._teller.files.keys()
            return self._run(todo, kept, opener, workers)

    def _is_done(self, file: PlannedFile, engine: EngineMark) -> bool:
        """Whether an earlier run has made the document, with the very model that would read it now."""
        done = file.done
        if done is None or done.model not in {"", engine.identity}:
            return False
        self._teller.records[file.key] = done
        return True

    def _plan(self, todo: Sequence[PlannedFile], opener: Opener, manifest: Manifest | None) -> Plan:
        inputs = [Source(str(file.path), file.name) for file in todo]
        options = PlanOptions(
            page_seconds=(manifest.page_seconds() if manifest is not None else None) or 1.0,
            inspect_mark=inspect_mark(self._options),
        )
        found = plan(inputs, inspect=opener.inspect, cache=manifest, options=options)
        for document in found.usable:  # those whose pages were counted in an earlier run
            self._opened(document.document, document.page_count)
        return found

    def _opened(self, path: str, page_count: int) -> None:
        if path not in self._teller.opened:
            self._teller.opened.add(path)
            self._on_event(DocumentPlanned(path, self._teller.files[path].name, page_count))

    def _dry_run(self, found: Plan) -> None:
        self._teller.open(found)
        pages = sum(len(document.indices) for document in found.usable)
        self._on_event(RunPlanned(len(found.usable), pages, self._teller.skipped))
        for document in found.documents:
            status = DocumentStatus.PLANNED if document.error is None else DocumentStatus.FAILED
            self._teller.finish(document.document, status=status, error=document.error)

    def _run(self, todo: Sequence[PlannedFile], kept: frozenset[str], opener: Opener, workers: OpenWorkers) -> bool:
        where = self._options.manifest or default_manifest(str(self._output))
        with closing(open_manifest(where)) as manifest:
            found = self._plan(todo, opener, manifest)
            self._teller.open(found)
            task = digitize_task(self._options, str(self._output), self._teller.engine.identity)
            options = RunOptions(
                redo=self._options.force,
                retry=_RETRY if self._options.retry_quarantined else _RETRY - {UnitState.QUARANTINED},
                keep=kept,
                assemble_facts=self._teller.assemble_facts,
            )
            self._teller.remember(manifest, task, forget=self._options.force)
            report = run(found, task, backend=workers, manifest=manifest, on_event=self._teller.tell, options=options)
            self._teller.catch_up(report.documents)
        return report.interrupted
