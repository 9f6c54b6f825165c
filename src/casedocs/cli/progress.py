"""What a person or a program sees while a run goes on: a progress bar, plain lines, or JSON lines."""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from types import TracebackType
from typing import IO, Any, Protocol, Self

from casedocs.cli.language import Language, current_language, tr
from casedocs.cli.messages import sentence_for
from casedocs.dossier.ingest.events import (
    DocumentFinished,
    DocumentPlanned,
    Event,
    FileIgnored,
    PageFinished,
    RunFinished,
    RunPlanned,
    RunStopping,
)
from casedocs.dossier.ingest.records import DigitizeReport, DocumentRecord, DocumentStatus

__all__ = [
    "Display",
    "JsonDisplay",
    "PlainDisplay",
    "Stream",
    "alarm_lines",
    "event_data",
    "ignored_line",
    "stopping_line",
    "summary_line",
    "trouble_line",
]


_MOST_ALARMS = 40
_MOST_IGNORED = 10


class Stream(Protocol):
    """Where lines go."""

    def write(self, text: str, /) -> object:
        """Takes text."""
        ...

    def flush(self) -> None:
        """Sends it off."""
        ...


class Display(Protocol):
    """Shows events; a context manager."""

    def __call__(self, event: Event) -> None:
        """Shows one event."""
        ...

    def __enter__(self) -> Self:
        """Starts the display."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends it."""
        ...


_TYPES: dict[type, str] = {
    FileIgnored: "ignored",
    DocumentPlanned: "document_planned",
    RunPlanned: "plan",
    PageFinished: "page",
    DocumentFinished: "document",
    RunStopping: "stopping",
    RunFinished: "summary",
}


def event_data(event: Event) -> dict[str, Any]:
    """The event as plain data with its ``message_type``."""
    data: dict[str, Any] = {"message_type": _TYPES[type(event)]}
    if isinstance(event, DocumentFinished):
        return data | asdict(event.record)
    if isinstance(event, RunFinished):
        report = event.report
        counts = {status.value: len(report.with_status(status)) for status in DocumentStatus}
        return data | {
            "documents": counts,
            "pages": report.pages_read,
            "seconds": round(report.seconds, 3),
            "interrupted": report.interrupted,
            "alarmed_documents": len(report.alarmed),
        }
    return data | asdict(event)


def trouble_line(record: DocumentRecord) -> str:
    """What went wrong with a document and what to do, in the reader's language."""
    error = record.error or {}
    code, message, hint = (str(error.get(key, "")) for key in ("code", "message", "hint"))
    sentence = f"{sentence_for(code)} " if current_language() is Language.VI else ""
    if record.failed_pages:
        numbers = ", ".join(str(page["page_number"]) for page in record.failed_pages)
        sentence = tr(f"Trang không đọc được: {numbers}. ", f"pages not read: {numbers}. ") + sentence
    return f"{record.source} [{code}]: {sentence}{message}" + (f" → {hint}" if hint else "")


def ignored_line(sources: Sequence[str]) -> str:
    """Files of folders that are not read: nobody should believe that they are in the results."""
    names = [source.replace("\\", "/").rpartition("/")[2] for source in sources]
    shown = ", ".join(names[:_MOST_IGNORED]) + (", …" if len(names) > _MOST_IGNORED else "")
    return tr(
        f"Bỏ qua {len(names)} tệp không phải PDF hay ảnh: {shown}",
        f"{len(names)} files that are neither PDF nor image were passed over: {shown}",
    )


def stopping_line(*, drains: bool) -> str:
    """What a person who has pressed Ctrl-C wants to know."""
    if drains:
        return tr(
            "Đang dừng: làm nốt các trang dở. Bấm Ctrl-C lần nữa để dừng ngay.",
            "Stopping: finishing the pages at work. Press Ctrl-C again to stop at once.",
        )
    return tr("Dừng ngay; trang dở sẽ làm lại ở lần sau.", "Stopping at once; pages at work are done again next time.")


def alarm_lines(records: Sequence[DocumentRecord]) -> list[str]:
    """What a person at the scanner should look at, a line a page; long lists are cut short."""
    found: dict[tuple[str, int], list[str]] = {}
    for record in records:
        for alarm in record.alarms:
            place = record.source, int(str(alarm.get("page_number", 0)))
            found.setdefault(place, []).append(tr(str(alarm.get("vi", "")), str(alarm.get("en", ""))))
    lines = [
        f"{source}, {tr('trang', 'page')} {number}: {' '.join(sentences)}"
        for (source, number), sentences in found.items()
    ]
    if len(lines) > _MOST_ALARMS:
        more = len(lines) - _MOST_ALARMS
        rest = tr(f"… và {more} trang nữa: xem summary.jsonl", f"… and {more} pages more: see summary.jsonl")
        return [*lines[:_MOST_ALARMS], rest]
    return lines


class _Quiet:
    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        return


class JsonDisplay(_Quiet):
    """One JSON object a line, for programs; the last one is the summary."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def __call__(self, event: Event) -> None:
        """Shows one event."""
        self._stream.write(json.dumps(event_data(event)) + "\n")
        self._stream.flush()


class PlainDisplay(_Quiet):
    """A line a document, for logs and pipes."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._started = time.monotonic()
        self._pages = self._done = 0
        self._ignored: list[str] = []

    def _say(self, text: str) -> None:
        self._stream.write(text + "\n")
        self._stream.flush()

    def __call__(self, event: Event) -> None:
        """Shows one event."""
        if isinstance(event, FileIgnored):
            self._ignored.append(event.source)
        elif isinstance(event, RunPlanned):
            if self._ignored:
                self._say(ignored_line(self._ignored))
            self._pages = event.pages
            self._say(
                tr(
                    f"{event.documents} tài liệu, {event.pages} trang cần đọc; {event.skipped} tài liệu đã có sẵn",
                    f"{event.documents} documents, {event.pages} pages to read; {event.skipped} documents already done",
                )
            )
        elif isinstance(event, PageFinished):
            self._done += 1
        elif isinstance(event, DocumentFinished):
            self._document(event.record)
        elif isinstance(event, RunStopping):
            self._say(stopping_line(drains=event.drains))

    def _document(self, record: DocumentRecord) -> None:
        elapsed = time.monotonic() - self._started
        progress = f"[{self._done}/{self._pages} {elapsed:.0f}s]"
        if record.status in {DocumentStatus.FAILED, DocumentStatus.PARTIAL}:
            self._say(f"{progress} {tr('LỖI', 'ERROR')} {trouble_line(record)}")
        elif record.status is DocumentStatus.DONE:
            pages = sum(record.pages.values())
            self._say(f"{progress} {record.name}: {pages} {tr('trang', 'pages')}, {record.words} {tr('từ', 'words')}")


def summary_line(report: DigitizeReport) -> str:
    """The last line of a run."""
    done = len(report.with_status(DocumentStatus.DONE))
    partial = len(report.with_status(DocumentStatus.PARTIAL))
    failed = len(report.with_status(DocumentStatus.FAILED))
    skipped = len(report.with_status(DocumentStatus.SKIPPED))
    speed = report.pages_read / report.seconds if report.seconds > 0 else 0.0
    return tr(
        f"Xong {done} tài liệu ({report.pages_read} trang, {speed:.1f} trang/giây); có sẵn {skipped}; "
        f"thiếu trang {partial}; lỗi {failed}.",
        f"{done} documents done ({report.pages_read} pages, {speed:.1f} pages/s); {skipped} already there; "
        f"{partial} with unread pages; {failed} failed.",
    )
