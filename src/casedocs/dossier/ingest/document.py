"""A document on its way through a run."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casedocs.dossier.ingest.plan import PlannedFile
from casedocs.dossier.ingest.records import DocumentRecord, DocumentStatus
from casedocs.errors import CasedocsError, error_to_record

__all__ = ["OpenDocument"]


@dataclass(slots=True, eq=False)
class OpenDocument:
    """What is known about a document, and what it still waits for.

    Attributes:
        file: The planned file.
        page_count: Pages of the source.
        indices: 0-based indices of the pages to read.
        sha256: Of the source.
        warnings: What a person should know.
        signed: Whether the source is digitally signed.
        folder: Where its pages are kept until it is written.
        waiting: Indices of pages that have not ended.
        failed: Errors of pages that could not be read, by index.
    """

    file: PlannedFile
    page_count: int = 0
    indices: list[int] = field(default_factory=list)
    sha256: str = ""
    warnings: tuple[str, ...] = ()
    signed: bool = False
    folder: Path = field(default_factory=Path)
    waiting: list[int] = field(default_factory=list)
    failed: dict[int, CasedocsError] = field(default_factory=dict)

    @staticmethod
    def from_answer(file: PlannedFile, answer: dict[str, Any] | None) -> "OpenDocument":
        """What the worker found when it opened the file; nothing where it could not."""
        if answer is None:
            return OpenDocument(file)
        return OpenDocument(
            file,
            page_count=answer["page_count"],
            indices=list(answer["indices"]),
            sha256=answer["sha256"],
            warnings=tuple(answer["warnings"]),
            signed=answer["signed"],
        )

    def assemble_payload(self, output: Path, *, copy_signed: bool) -> dict[str, object]:
        """What the worker needs to write the results."""
        return {
            "do": "assemble",
            "path": str(self.file.path),
            "folder": str(self.folder),
            "stem": os.fspath(output / self.file.name),
            "indices": self.indices,
            "failed": {str(index): error_to_record(error) for index, error in self.failed.items()},
            "sha256": self.sha256,
            "page_count": self.page_count,
            "warnings": list(self.warnings),
            "signed": self.signed,
            "copy_signed": copy_signed,
        }

    def record(self, status: DocumentStatus, answer: dict[str, Any], error: CasedocsError | None) -> DocumentRecord:
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
            page_count=self.page_count,
            pages=answer.get("pages", {}),
            failed_pages=failed,
            words=answer.get("words", 0),
            confidence=answer.get("confidence"),
            needs_review=answer.get("needs_review", {}),
            seconds=answer.get("seconds", 0.0),
            warnings=self.warnings,
            error=None if first is None else error_to_record(first),
            sha256=self.sha256,
            size=self.file.size,
            mtime_ns=self.file.mtime_ns,
        )
