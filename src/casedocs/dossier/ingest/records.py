"""What is kept about each document: one line of ``summary.jsonl``."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from casedocs._reading import Node
from casedocs.errors import FormatError

__all__ = ["DigitizeReport", "DocumentRecord", "DocumentStatus"]


class DocumentStatus(StrEnum):
    """How a document ended."""

    DONE = "done"
    PARTIAL = "partial"
    """Written, but some pages could not be read."""
    FAILED = "failed"
    """Nothing was written for it."""
    SKIPPED = "skipped"
    """It was there already, made from the same file with the same options."""
    PLANNED = "planned"
    """Looked at in a dry run; or about to be written when the run was stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """One document of a run.

    Attributes:
        source: The file as the caller named it, or as it was found in a folder.
        name: Name of the outputs without suffix.
        status: How it ended.
        outputs: Kind (``pdf``, ``txt``, ``json``) → file name in the output folder; of a failed document, what an
            earlier run has left there.
        no_pdf: Why there is no searchable PDF; empty when there is one.
        page_count: Pages of the source; 0 where they could not be counted.
        pages: How many pages were read, by origin (``ocr``, ``text-layer``, ``blank``, ``failed``).
        failed_pages: ``{"page_number", "code", "message", "hint"}`` of each page that could not be read.
        words: Words found.
        confidence: Mean confidence of recognised words, 0..1; None where none was recognised.
        needs_review: Lines that a person should look at (handwriting, doubtful print), by page number.
        seconds: Time spent on its pages, all processes together.
        warnings: What a person should know.
        alarms: ``{"page_number", "code", "value", "vi", "en"}`` of each page that should be looked at on paper, and
            perhaps scanned again (`casedocs.ocr.Alarm`).
        error: ``{"code", "message", "hint"}`` of a failed document.
        sha256: Of the source.
        size: Bytes of the source.
        mtime_ns: Time of the source's last change.
        options: Fingerprint of the options.
        engine: Engine and version.
        model: Identity of engine and weights; when it changes, the document is made again.
        software: casedocs and its version.
        finished: When, ISO 8601 with time zone.
    """

    source: str
    name: str
    status: DocumentStatus
    outputs: dict[str, str] = field(default_factory=dict)
    no_pdf: str = ""
    page_count: int = 0
    pages: dict[str, int] = field(default_factory=dict)
    failed_pages: tuple[dict[str, Any], ...] = ()
    words: int = 0
    confidence: float | None = None
    needs_review: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    alarms: tuple[dict[str, Any], ...] = ()
    error: dict[str, Any] | None = None
    sha256: str = ""
    size: int = 0
    mtime_ns: int = 0
    options: str = ""
    engine: str = ""
    model: str = ""
    software: str = ""
    finished: str = ""

    def to_line(self) -> str:
        """The record as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")

    @staticmethod
    def from_line(line: str) -> "DocumentRecord":
        """Reads what `to_line` wrote.

        Raises:
            FormatError: If the line is not such a record.
        """
        node = Node.parse(line)
        status = node.get("status")
        if status.text() not in set(DocumentStatus):
            raise FormatError(f"unknown status {status.text()!r}", path=status.path)
        name = node.get("name")
        if not name.text() or set("/\\") & set(name.text()) or name.text() in {".", ".."}:
            raise FormatError(f"{name.text()!r} is no plain file name", path=name.path)
        confidence, error_node, alarms = node.find("confidence"), node.find("error"), node.find("alarms")
        model = node.find("model")
        review = node.find("needs_review")  # summaries of earlier versions have none
        return DocumentRecord(
            source=node.get("source").text(),
            name=name.text(),
            status=DocumentStatus(status.text()),
            outputs={str(key): value.text() for key, value in node.get("outputs").members()},
            no_pdf=node.get("no_pdf").text(),
            page_count=node.get("page_count").integer(),
            pages={key: value.integer() for key, value in node.get("pages").members()},
            failed_pages=tuple(item.mapping() for item in node.get("failed_pages").items()),
            words=node.get("words").integer(),
            confidence=None if confidence is None else confidence.number(),
            needs_review={} if review is None else {key: value.integer() for key, value in review.members()},
            seconds=node.get("seconds").number(),
            warnings=tuple(item.text() for item in node.get("warnings").items()),
            alarms=() if alarms is None else tuple(item.mapping() for item in alarms.items()),
            error=None if error_node is None else error_node.mapping(),
            sha256=node.get("sha256").text(),
            size=node.get("size").integer(),
            mtime_ns=node.get("mtime_ns").integer(),
            options=node.get("options").text(),
            engine=node.get("engine").text(),
            model="" if model is None else model.text(),
            software=node.get("software").text(),
            finished=node.get("finished").text(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitizeReport:
    """What a run did.

    Attributes:
        records: One for each source, in the order of the plan.
        seconds: Wall time.
        interrupted: Whether it was stopped before its end.
    """

    records: tuple[DocumentRecord, ...]
    seconds: float
    interrupted: bool = False

    def with_status(self, *statuses: DocumentStatus) -> tuple[DocumentRecord, ...]:
        """The records that ended in one of these ways."""
        return tuple(record for record in self.records if record.status in statuses)

    @property
    def trouble(self) -> tuple[DocumentRecord, ...]:
        """The documents that failed, wholly or in part."""
        return self.with_status(DocumentStatus.FAILED, DocumentStatus.PARTIAL)

    @property
    def alarmed(self) -> tuple[DocumentRecord, ...]:
        """The documents with pages that should be looked at on paper."""
        return tuple(record for record in self.records if record.alarms)

    @property
    def pages_read(self) -> int:
        """Pages that this run looked at."""
        fresh = self.with_status(DocumentStatus.DONE, DocumentStatus.PARTIAL)
        return sum(sum(record.pages.values()) for record in fresh)
