"""What the batch engine tells, as records and events of the main job."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from casedocs import __version__
from casedocs._reading import Node
from casedocs.batch import events
from casedocs.batch.document_outcome import DocumentOutcome
from casedocs.batch.manifest import Manifest
from casedocs.batch.planner import Plan
from casedocs.batch.states import DocumentState, UnitState
from casedocs.batch.task import Task
from casedocs.dossier.ingest.document import OpenDocument
from casedocs.dossier.ingest.duplicates import SeenPages
from casedocs.dossier.ingest.events import DocumentFinished, Event, PageFinished, RunPlanned, RunStopping
from casedocs.dossier.ingest.opening import EngineMark
from casedocs.dossier.ingest.options import DigitizeOptions
from casedocs.dossier.ingest.page_errors import page_error
from casedocs.dossier.ingest.plan import PlannedFile
from casedocs.dossier.ingest.records import DocumentRecord, DocumentStatus
from casedocs.dossier.ingest.summary import Summary
from casedocs.errors import CasedocsError
from casedocs.ocr.alarms import Alarm
from casedocs.ocr.formats import read_alarm

__all__ = ["Teller"]

_STATUS = {
    DocumentState.DONE: DocumentStatus.DONE,
    DocumentState.PARTIAL: DocumentStatus.PARTIAL,
    DocumentState.FAILED: DocumentStatus.FAILED,
}


class Teller:
    """Follows the documents of a run; keeps the summary and tells its own events.

    Attributes:
        engine: Who reads the pages.
        files: The files to do, by path.
        opened: Paths that were told of already.
        skipped: How many files were done before.
        records: What has ended, by key of the file.
    """

    def __init__(self, options: DigitizeOptions, summary: Summary, on_event: Callable[[Event], None]) -> None:
        self._options = options
        self._summary = summary
        self._on_event = on_event
        self._seen = SeenPages()
        self._documents: dict[str, OpenDocument] = {}
        self._of_content: dict[str, list[OpenDocument]] = {}
        self.engine: EngineMark = EngineMark("", "")
        self.files: dict[str, PlannedFile] = {}
        self.opened: set[str] = set()
        self.skipped = 0
        self.records: dict[str, DocumentRecord] = {}
        self._ended_documents: set[str] = set()
        self._shared = 0
        """Pages that are told of more than once, as several documents have them."""

    # --- before the run ---------------------------------------------------------------------------------------------

    def open(self, plan: Plan) -> None:
        """Follows these documents from now on."""
        for planned in plan.documents:
            document = OpenDocument(self.files[planned.document], planned)
            self._documents[planned.document] = document
            if planned.error is None:
                self._of_content.setdefault(planned.sha256, []).append(document)

    def remember(self, manifest: Manifest, task: Task, *, forget: bool) -> None:
        """Pages that earlier runs have read: their alarms still hold."""
        for sha256, documents in self._of_content.items():
            pages = [] if forget else manifest.pages_of(task.content_key(sha256))
            done = sum(len(page.indices) for page in pages if page.state is UnitState.DONE)
            self._shared += (len(documents) - 1) * (len(documents[0].planned.indices) - done)
            for page in pages:
                if page.state is UnitState.DONE:
                    for document in documents:
                        self._alarms(document, page.indices[0], page.answer)

    def assemble_facts(self, path: str) -> Mapping[str, Any]:
        """What only the run as a whole knows of a document."""
        return self._documents[path].assemble_facts() if path in self._documents else {"duplicates": {}}

    # --- events of the engine ---------------------------------------------------------------------------------------

    def tell(self, event: events.Event) -> None:
        """Takes an event of the engine."""
        match event:
            case events.RunStarted():
                usable = sum(document.planned.error is None for document in self._documents.values())
                self._on_event(RunPlanned(usable, event.pages + self._shared, self.skipped))
            case events.UnitFinished():
                self._pages_ended(event)
            case events.DocumentReady():
                self._about_to_be_written(event.document)
            case events.DocumentFinished():
                self._ended(event.outcome)
            case events.RunStopping():
                self._on_event(RunStopping(event.drains))
            case _:
                pass

    def _pages_ended(self, event: events.UnitFinished) -> None:
        """Pages of one document, and of all others of the same content."""
        first = self._documents.get(event.document)
        if first is None:
            return  # another runner's document, on a manifest that is shared
        for document in self._of_content[first.planned.sha256]:
            for index in event.indices:
                self._page_ended(document, index, event)

    def _page_ended(self, document: OpenDocument, index: int, event: events.UnitFinished) -> None:
        source = document.planned.document
        if event.state is UnitState.DONE:
            alarms = self._alarms(document, index, event.answer)
            seconds = float(event.answer["seconds"])
            self._on_event(PageFinished(source, index + 1, str(event.answer["origin"]), seconds, alarms=alarms))
        else:
            error = page_error(event.error or {}, index + 1)
            self._on_event(PageFinished(source, index + 1, "failed", event.seconds, error.code))

    def _alarms(self, document: OpenDocument, index: int, page: Mapping[str, Any]) -> tuple[Alarm, ...]:
        """What is wrong with the paper of a page that was read, now or in an earlier run."""
        alarms = tuple(read_alarm(Node(alarm)) for alarm in page["alarms"])
        twice = self._seen.add(bytes.fromhex(page["fingerprint"]), document.label, index + 1)
        if twice is not None:
            document.duplicates[index] = twice
            alarms = (*alarms, twice)
        if alarms:
            document.alarms[index] = alarms
        return alarms

    def _about_to_be_written(self, path: str) -> None:
        """The summary says so before, so that no later run takes the results for foreign files."""
        document = self._documents.get(path)
        if document is not None:
            names = {kind: f"{document.file.name}.{kind}" for kind in ("pdf", "txt", "json")}
            self._summary.add(document.record(DocumentStatus.PLANNED, {"outputs": names}, None))

    def _ended(self, outcome: DocumentOutcome) -> None:
        document = self._documents.get(outcome.document)
        if document is None:
            return
        self._ended_documents.add(outcome.document)
        for trouble in outcome.trouble:
            if trouble.error is not None:
                document.failed |= {index: page_error(trouble.error, index + 1) for index in trouble.indices}
        error = document.planned.error
        if error is None and outcome.error is not None and not outcome.files and not document.failed:
            error = page_error(outcome.error)
        self.finish(outcome.document, status=_STATUS[outcome.state], answer=outcome.answer, error=error)

    def catch_up(self, outcomes: Sequence[DocumentOutcome]) -> None:
        """Documents of this run that another runner on the same manifest has put together."""
        for outcome in outcomes:
            if outcome.state is not DocumentState.PENDING and outcome.document not in self._ended_documents:
                self._ended(outcome)

    def finish(
        self,
        path: str,
        *,
        status: DocumentStatus,
        answer: Mapping[str, Any] | None = None,
        error: CasedocsError | None = None,
    ) -> None:
        """Writes the record of a document that ended."""
        document = self._documents[path]
        record = replace(
            document.record(status, answer or {}, error),
            options=self._options.fingerprint(),
            engine=self.engine.label,
            model=self.engine.identity,
            software=f"casedocs {__version__}",
            finished=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        self.records[record.source] = record
        if not self._options.dry_run:
            self._summary.add(record)
        self._on_event(DocumentFinished(record))
