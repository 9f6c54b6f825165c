"""What a run made, as a table for people."""

from collections.abc import Sequence
from typing import IO

from casedocs.cli.language import tr
from casedocs.dossier.ingest.records import DocumentRecord, DocumentStatus

__all__ = ["print_records"]

_MOST_ROWS = 40
_PIPE_WIDTH = 140


def print_records(records: Sequence[DocumentRecord], output: str, stream: IO[str]) -> None:
    """Prints a row a document: how it ended, pages by kind, words, confidence, files.

    Of long runs only the first 40 rows are shown, those with trouble before all others.
    """
    from rich.console import Console
    from rich.table import Table

    table = Table(title=output, title_justify="left")
    for heading in (
        tr("Tài liệu", "Document"),
        tr("Kết quả", "Result"),
        tr("Trang", "Pages"),
        tr("Nhận dạng", "Recognised"),
        tr("Có sẵn chữ", "Own text"),
        tr("Trắng", "Blank"),
        tr("Từ", "Words"),
        tr("Tin cậy", "Confidence"),
        tr("Tệp", "Files"),
    ):
        numeric = heading not in {tr("Tài liệu", "Document"), tr("Kết quả", "Result"), tr("Tệp", "Files")}
        table.add_column(heading, justify="right" if numeric else "left", no_wrap=numeric, overflow="fold")
    trouble = {DocumentStatus.FAILED: 0, DocumentStatus.PARTIAL: 1}
    ordered = sorted(records, key=lambda record: trouble.get(record.status, 2))
    for record in ordered[:_MOST_ROWS]:
        table.add_row(*_row(record))
    console = Console(file=stream, width=None if stream.isatty() else _PIPE_WIDTH, highlight=False, markup=False)
    console.print(table)
    if len(ordered) > _MOST_ROWS:
        more = len(ordered) - _MOST_ROWS
        console.print(tr(f"… và {more} tài liệu nữa: xem summary.jsonl", f"… and {more} more: see summary.jsonl"))


def _row(record: DocumentRecord) -> tuple[str, ...]:
    counts = record.pages
    confidence = "" if record.confidence is None else f"{record.confidence:.0%}"
    return (
        record.name,
        _result(record),
        str(record.page_count),
        *(str(counts.get(origin, 0) or "") for origin in ("ocr", "text-layer", "blank")),
        str(record.words),
        confidence,
        " ".join(f".{kind}" for kind in record.outputs),
    )


def _result(record: DocumentRecord) -> str:
    words = {
        DocumentStatus.DONE: tr("xong", "done"),
        DocumentStatus.PARTIAL: tr("thiếu trang", "pages unread"),
        DocumentStatus.FAILED: tr("lỗi", "failed"),
        DocumentStatus.SKIPPED: tr("đã có", "already there"),
        DocumentStatus.PLANNED: tr("sẽ làm", "to do"),
    }
    code = str((record.error or {}).get("code", ""))
    return f"{words[record.status]} {code}".strip()
