"""How a batch stands, as tables for people."""

from typing import IO

from casedocs.batch.document_outcome import DocumentOutcome
from casedocs.batch.events import DocumentFinished, Event, RunStopping, UnitFinished, UnitRetried
from casedocs.batch.report import BatchReport
from casedocs.batch.states import DocumentState, UnitState
from casedocs.cli.language import tr
from casedocs.cli.progress import stopping_line

__all__ = ["print_batch", "sentence_of"]

_MOST_ROWS = 40
_PIPE_WIDTH = 140
_WORST_FIRST = {DocumentState.FAILED: 0, DocumentState.PARTIAL: 1, DocumentState.PENDING: 2, DocumentState.DONE: 3}


def _words() -> dict[str, str]:
    return {
        "waiting": tr("đang chờ", "waiting"),
        "blocked": tr("chờ trang", "waiting for pages"),
        "running": tr("đang làm", "running"),
        "done": tr("xong", "done"),
        "failed": tr("lỗi", "failed"),
        "quarantined": tr("cách ly", "quarantined"),
        "parked": tr("ngoài đợt này", "not part of this"),
        "partial": tr("thiếu trang", "pages missing"),
        "pending": tr("chưa xong", "pending"),
    }


def print_batch(report: BatchReport, stream: IO[str]) -> None:
    """Prints counts, then a row a document, those with trouble first; of long lists the first 40."""
    from rich.console import Console
    from rich.table import Table

    words = _words()
    is_terminal = stream.isatty()
    console = Console(file=stream, width=None if is_terminal else _PIPE_WIDTH, highlight=False, markup=False)
    pages = ", ".join(f"{words[state.value]} {report.pages[state]}" for state in UnitState if report.pages.get(state))
    documents = ", ".join(
        f"{words[state.value]} {len(report.in_state(state))}" for state in DocumentState if report.in_state(state)
    )
    console.print(f"{tr('Tài liệu', 'Documents')}: {documents or 0}")
    console.print(f"{tr('Trang', 'Pages')}: {pages or 0}")
    console.print(f"{tr('Cần xem lại', 'To be reviewed')}: {len(report.needs_review)}")
    table = Table(title=report.target, title_justify="left")
    for heading in (
        tr("Tài liệu", "Document"),
        tr("Kết quả", "Result"),
        tr("Trang", "Pages"),
        tr("Giây", "Seconds"),
        tr("Lý do", "Reason"),
    ):
        table.add_column(heading, overflow="fold")
    ordered = sorted(report.documents, key=lambda document: _WORST_FIRST[document.state])
    for document in ordered[:_MOST_ROWS]:
        table.add_row(
            document.name,
            words[document.state.value],
            f"{document.done}/{document.pages}",
            f"{document.seconds:.1f}",
            _reason(document),
        )
    console.print(table)
    if len(ordered) > _MOST_ROWS:
        more = len(ordered) - _MOST_ROWS
        console.print(tr(f"… và {more} tài liệu nữa", f"… and {more} documents more"))


def _reason(document: DocumentOutcome) -> str:
    error = document.error
    if error is not None:
        return f"[{error.get('code', '')}] {error.get('message', '')}"
    reasons = [*document.review, *(reason for page in document.trouble for reason in page.review)]
    return "; ".join(reasons)


def sentence_of(event: Event) -> str:
    """A line for an event that people want to see; empty for the others."""
    words = _words()
    if isinstance(event, DocumentFinished) and not event.before:
        return f"{event.outcome.name}: {words[event.outcome.state.value]}\n"
    if isinstance(event, UnitFinished) and event.error is not None:
        numbers = ", ".join(str(index + 1) for index in event.indices)
        error = f"[{event.error.get('code', '')}] {event.error.get('message', '')}"
        return f"{event.document}, {tr('trang', 'page')} {numbers}: {words[event.state.value]} {error}\n"
    if isinstance(event, UnitRetried):
        return f"{tr('thử lại', 'trying again')}: {event.detail}\n"
    if isinstance(event, RunStopping):
        return stopping_line(drains=event.drains) + "\n"
    return ""
