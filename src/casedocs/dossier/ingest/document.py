"""A document on its way through a run."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from casedocs.batch.planner import PlannedDocument
from casedocs.dossier.ingest.plan import PlannedFile
from casedocs.dossier.ingest.records import DocumentRecord, DocumentStatus
from casedocs.errors import CasedocsError, error_to_record
from casedocs.ocr.alarms import Alarm

__all__ = ["OpenDocument"]


@dataclass(slots=True, eq=False)
class OpenDocument:
    """What is known about a document.

    Attributes:
        file: The planned file.
        planned: Its content and pages.
        failed: Errors of pages that could not be read, by index.
        alarms: What is wrong with the paper of a page, by index.
        duplicates: Those of the alarms that only the run as a whole can know.
    """

    file: PlannedFile
    planned: PlannedDocument
    failed: dict[int, CasedocsError] = field(default_factory=dict)
    alarms: dict[int, tuple[Alarm, ...]] = field(default_factory=dict)
    duplicates: dict[int, Alarm] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The file's name."""
        return self.file.path.name

    def assemble_facts(self) -> dict[str, Any]:
        """What the worker should know besides when it writes the results."""
        return {"duplicates": {str(index): asdict(alarm) for index, alarm in self.duplicates.items()}}

    def record(self, status: DocumentStatus, answer: Mapping[str, Any], error: CasedocsError | None) -> DocumentRecord:
        """The record of this document, with what the worker answered or the error it ended in."""
        failed = tuple(
            {"page_number": index + 1, "code": page.code, "message": page.message, "hint": page.hint}
            for index, page in sorted(self.failed.items())
        )
        first = error if error is not None or not failed else self.failed[min(self.failed)]
        return DocumentRecord(
            source=self.file.key,
            name=self.file.name,
            status=status,
            outputs=answer.get("outputs", dict(self.file.earlier)),
            no_pdf=answer.get("no_pdf", ""),
            page_count=self.planned.page_count,
            pages=answer.get("pages", {}),
            failed_pages=failed,
            words=answer.get("words", 0),
            confidence=answer.get("confidence"),
            needs_review=answer.get("needs_review", {}),
            seconds=answer.get("seconds", 0.0),
            warnings=tuple(self.planned.facts.get("warnings", ())),
            alarms=tuple(
                {"page_number": index + 1, **asdict(alarm)}
                for index, alarms in sorted(self.alarms.items())
                for alarm in alarms
            ),
            error=None if first is None else error_to_record(first),
            sha256=self.planned.sha256,
            size=self.file.size,
            mtime_ns=self.file.mtime_ns,
        )
