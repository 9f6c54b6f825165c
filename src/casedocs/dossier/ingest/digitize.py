"""The main job: sources in, searchable documents out, on one sandboxed process per core."""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from casedocs import __version__
from casedocs._files import output_error
from casedocs._reading import Node
from casedocs.batch.lock import folder_lock
from casedocs.batch.options import PoolOptions
from casedocs.batch.pool import Pool
from casedocs.batch.units import Unit, UnitResult, UnitStatus
from casedocs.dossier.ingest.document import OpenDocument
from casedocs.dossier.ingest.duplicates import SeenPages
from casedocs.dossier.ingest.events import (
    DocumentFinished,
    DocumentPlanned,
    Event,
    PageFinished,
    RunFinished,
    RunPlanned,
)
from casedocs.dossier.ingest.options import DigitizeOptions
from casedocs.dossier.ingest.plan import PlannedFile, plan_files
from casedocs.dossier.ingest.records import DigitizeReport, DocumentRecord, DocumentStatus
from casedocs.dossier.ingest.summary import Summary
from casedocs.dossier.ingest.worker import page_file, read_page_file, setup_data
from casedocs.errors import (
    CasedocsError,
    EngineCrashedError,
    EngineTimeoutError,
    LimitExceededError,
    UsageError,
)
from casedocs.ocr.alarms import Alarm
from casedocs.ocr.formats import page_to_data, read_alarm

__all__ = ["digitize"]

_WORK_FOLDER = ".casedocs"
_INSPECT_SECONDS = 300.0
_ASSEMBLE_SECONDS = 600.0
_PAGE_BYTES = 200_000  # of a usual scan
_FIRST, _SECOND, _THIRD = range(3)

OnEvent = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class _UnitKey:
    """Whose unit it is: a page, or (None) the writing of the document."""

    document: OpenDocument
    page_index: int | None


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
    only what is missing. `KeyboardInterrupt` stops it cleanly: finished pages are kept for the next run.

    Args:
        sources: PDF files, images, folders.
        output: The output folder; made if need be.
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
    """
    used = options or DigitizeOptions()
    folder = Path(output)
    try:
        is_file = folder.exists() and not folder.is_dir()
    except OSError as error:
        raise output_error(error, folder) from error
    if is_file:
        raise UsageError(f"{folder} is not a folder", hint="name the output folder with -o")
    with ExitStack() as stack:
        if not used.dry_run:
            stack.enter_context(folder_lock(folder / _WORK_FOLDER / "lock"))
        return _Run(folder, used, on_event).go(sources)


class _Run:
    """One run: submits units to the pool and follows each document to its end."""

    def __init__(self, output: Path, options: DigitizeOptions, on_event: OnEvent) -> None:
        self._output = output
        self._work = output / _WORK_FOLDER
        self._options = options
        self._on_event = on_event
        self._summary = Summary(output)
        self._records: dict[str, DocumentRecord] = {}
        self._seen = SeenPages()
        self._engine_label = ""
        self._engine_mark = ""

    def go(self, sources: Sequence[str | os.PathLike[str]]) -> DigitizeReport:
        """Runs to the end, or to the first `KeyboardInterrupt`."""
        started = time.perf_counter()
        plan: list[PlannedFile] = []
        interrupted = False
        try:
            plan = self._plan(sources)
            todo = [file for file in plan if file.done is None]
            if todo:
                with Pool(self._pool_options(todo)) as pool:
                    self._work_off(pool, plan)
            else:
                self._on_event(RunPlanned(0, 0, len(plan)))
        except KeyboardInterrupt:
            interrupted = True
        records = tuple(self._records[file.key] for file in plan if file.key in self._records)
        self._tidy(finished=not interrupted)
        report = DigitizeReport(records=records, seconds=time.perf_counter() - started, interrupted=interrupted)
        self._on_event(RunFinished(report))
        return report

    def _plan(self, sources: Sequence[str | os.PathLike[str]]) -> list[PlannedFile]:
        mark = "" if self._options.force else self._options.fingerprint()
        plan = plan_files(sources, self._output, self._summary, mark, self._on_event)
        for file in plan:
            if file.done is not None:
                self._records[file.key] = file.done
        return plan

    def _pool_options(self, todo: Sequence[PlannedFile]) -> PoolOptions:
        """As many children as asked for; those are started at once that will surely have work."""
        sure = len(todo) + sum(max(file.size, 0) for file in todo) // _PAGE_BYTES
        return PoolOptions(
            task="casedocs.dossier.ingest.worker:start",
            setup=setup_data(self._options.engine, self._options.ocr),
            jobs=self._options.jobs or os.cpu_count() or 1,
            memory_bytes=self._options.memory_bytes,
            warm=sure,
        )

    def _know_engine(self, result: UnitResult) -> None:
        """Which engine this is; it must start before anything is read."""
        if result.status is not UnitStatus.OK:
            raise _unit_error(result, None, self._options.engine)
        self._engine_label = str(result.answer["label"])
        self._engine_mark = str(result.answer["identity"])

    # --- all documents ----------------------------------------------------------------------------------------------

    def _work_off(self, pool: Pool, plan: Sequence[PlannedFile]) -> None:
        todo = [file for file in plan if file.done is None]
        documents = self._inspect(pool, todo)
        pages = sum(len(document.waiting) for document in documents)
        self._on_event(RunPlanned(len(documents), pages, len(plan) - len(todo)))
        if self._options.dry_run:
            for document in documents:
                self._finish(document, status=DocumentStatus.PLANNED)
            return
        for document in documents:
            for index in document.waiting:
                pool.submit(self._page_unit(document, index))
            if not document.waiting:
                self._assemble(pool, document)
        for result in pool.results():
            key = result.unit.key
            assert isinstance(key, _UnitKey)  # noqa: S101  the key given below
            if key.page_index is None:
                self._assembled(key.document, result)
            else:
                self._page_ended(pool, key.document, key.page_index, result)

    def _inspect(self, pool: Pool, files: Sequence[PlannedFile]) -> list[OpenDocument]:
        """Opens every file once; those that cannot be opened end here. In the order of the plan."""
        pool.submit(Unit("engine", {"do": "engine"}))
        for file in files:
            payload: dict[str, object] = {"do": "inspect", "path": str(file.path)}
            pool.submit(Unit(file, payload, _INSPECT_SECONDS))
        found: dict[str, OpenDocument] = {}
        for result in self._engine_first(pool):
            planned = result.unit.key
            assert isinstance(planned, PlannedFile)  # noqa: S101  the key given above
            document = OpenDocument.from_answer(planned, result.answer if result.status is UnitStatus.OK else None)
            if result.status is not UnitStatus.OK:
                self._finish(document, error=_unit_error(result, None, planned.path.name))
                continue
            document.folder = self._work / "pages" / self._page_key(document)
            document.waiting = [index for index in document.indices if not self._kept(document, index)]
            found[planned.key] = document
            self._on_event(DocumentPlanned(str(planned.path), planned.name, document.page_count))
        return [found[file.key] for file in files if file.key in found]

    def _engine_first(self, pool: Pool) -> Iterator[UnitResult]:
        """What was found when files were opened; nothing before the engine is known."""
        early: list[UnitResult] | None = []
        for result in pool.results():
            if result.unit.key == "engine":
                self._know_engine(result)
                yield from early or ()
                early = None
            elif early is None:
                yield result
            else:
                early.append(result)

    def _page_key(self, document: OpenDocument) -> str:
        # The name keeps two files of the same content apart: each ends, and its pages go, in its own time.
        document_mark = f"{document.file.name} {document.sha256} {self._options.ocr.fingerprint()}"
        return sha256(f"{document_mark} {self._engine_mark} {__version__}".encode()).hexdigest()[:24]

    def _kept(self, document: OpenDocument, index: int) -> bool:
        """Whether an earlier run has read the page; its alarms still hold."""
        page = None if self._options.force else read_page_file(page_file(document.folder, index))
        if page is not None:
            self._alarms(document, index, {"alarms": [], "fingerprint": "", **page_to_data(page)})
        return page is not None

    # --- one document -----------------------------------------------------------------------------------------------

    def _page_unit(self, document: OpenDocument, index: int) -> Unit:
        payload: dict[str, object] = {
            "do": "page",
            "path": str(document.file.path),
            "index": index,
            "folder": str(document.folder),
        }
        return Unit(_UnitKey(document, index), payload, self._options.page_seconds, _THIRD)

    def _assemble(self, pool: Pool, document: OpenDocument) -> None:
        """Has the results written; the summary says so before, so that no later run takes them for foreign files."""
        names = {kind: f"{document.file.name}.{kind}" for kind in ("pdf", "txt", "json")}
        self._summary.add(document.record(DocumentStatus.PLANNED, {"outputs": names}, None))
        payload = document.assemble_payload(self._output, copy_signed=self._options.copy_signed)
        pool.submit(Unit(_UnitKey(document, None), payload, _ASSEMBLE_SECONDS, _FIRST))

    def _page_ended(self, pool: Pool, document: OpenDocument, index: int, result: UnitResult) -> None:
        document.waiting.remove(index)
        source = str(document.file.path)
        if result.status is UnitStatus.OK:
            page = result.answer
            alarms = self._alarms(document, index, page)
            self._on_event(
                PageFinished(source, index + 1, str(page["origin"]), float(str(page["seconds"])), alarms=alarms)
            )
        else:
            error = _unit_error(result, index + 1, document.file.path.name)
            document.failed[index] = error
            self._on_event(PageFinished(source, index + 1, "failed", result.seconds, error.code))
        if document.waiting:
            return
        if len(document.failed) == len(document.indices):
            self._finish(document)
        else:
            self._assemble(pool, document)

    def _alarms(self, document: OpenDocument, index: int, page: Mapping[str, Any]) -> tuple[Alarm, ...]:
        """What is wrong with the paper of a page that was read, now or in an earlier run."""
        alarms = tuple(read_alarm(Node(alarm)) for alarm in page["alarms"])
        twice = self._seen.add(bytes.fromhex(page["fingerprint"]), document.file.path.name, index + 1)
        if twice is not None:
            document.duplicates[index] = twice
            alarms = (*alarms, twice)
        if alarms:
            document.alarms[index] = alarms
        return alarms

    def _assembled(self, document: OpenDocument, result: UnitResult) -> None:
        if result.status is UnitStatus.OK:
            status = DocumentStatus.PARTIAL if document.failed else DocumentStatus.DONE
            self._finish(document, status=status, answer=result.answer)
            if not document.failed:
                shutil.rmtree(document.folder, ignore_errors=True)
        else:
            self._finish(document, error=_unit_error(result, None, document.file.path.name))

    def _finish(
        self,
        document: OpenDocument,
        *,
        status: DocumentStatus = DocumentStatus.FAILED,
        answer: dict[str, object] | None = None,
        error: CasedocsError | None = None,
    ) -> None:
        record = document.record(status, answer or {}, error)
        record = replace(
            record,
            options=self._options.fingerprint(),
            engine=self._engine_label,
            software=f"casedocs {__version__}",
            finished=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        self._records[record.source] = record
        if not self._options.dry_run:
            self._summary.add(record)
        self._on_event(DocumentFinished(record))

    def _tidy(self, *, finished: bool) -> None:
        """One line a source in the summary; the work folder goes when nothing in it is needed any more."""
        if self._options.dry_run:
            return
        if self._summary.records:
            self._summary.compact()
        if finished:
            with suppress(OSError):
                (self._work / "pages").rmdir()


def _unit_error(result: UnitResult, page_number: int | None, name: str) -> CasedocsError:
    """The named error for a unit that gave no answer."""
    where = name if page_number is None else f"page {page_number} of {name}"
    hint = "the other pages are done; look at this page, scan it again, or raise --time-limit"
    if result.error is not None:
        return result.error
    if result.status is UnitStatus.TIMED_OUT:
        limit = result.unit.seconds
        return EngineTimeoutError(f"{where} took more than {limit:g} seconds", page_number=page_number, hint=hint)
    if "MemoryError" in result.detail or "bad_alloc" in result.detail:
        return LimitExceededError(f"{where} needs more memory than allowed", hint=hint)
    return EngineCrashedError(f"{where} ended its process: {result.detail}", page_number=page_number, hint=hint)
