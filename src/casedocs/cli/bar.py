"""The progress display on a terminal: all pages, the documents at work, speed, errors, time left."""

import time
from types import TracebackType
from typing import IO, Self

from casedocs.cli.language import tr
from casedocs.cli.progress import ignored_line, stopping_line, trouble_line
from casedocs.dossier.ingest.events import (
    DocumentFinished,
    DocumentPlanned,
    Event,
    FileIgnored,
    PageFinished,
    RunPlanned,
    RunStopping,
)
from casedocs.dossier.ingest.records import DocumentStatus

__all__ = ["BarDisplay"]

_MOST_DOCUMENTS = 4
_LONGEST_NAME = 40


class BarDisplay:
    """A bar for all pages and one for each document at work (the four begun last)."""

    def __init__(self, stream: IO[str]) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TaskID,
            TextColumn,
            TimeRemainingColumn,
        )

        self._console = Console(file=stream)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]}", markup=False),
            TextColumn("[red]{task.fields[errors]}"),
            TimeRemainingColumn(),
            console=self._console,
        )
        self._all: TaskID | None = None
        self._rows: dict[str, TaskID] = {}
        self._names: dict[str, tuple[str, int]] = {}
        self._opened = self._errors = 0
        self._ignored: list[str] = []
        self._started = time.monotonic()

    def __enter__(self) -> Self:
        self._progress.start()
        self._all = self._progress.add_task(tr("Mở tài liệu", "Opening"), total=None, speed="", errors="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def __call__(self, event: Event) -> None:
        """Shows one event."""
        match event:
            case DocumentPlanned():
                self._opened += 1
                self._names[event.source] = (event.name, event.page_count)
                self._update(description=tr(f"Mở tài liệu {self._opened}", f"Opening {self._opened}"))
            case FileIgnored():
                self._ignored.append(event.source)
            case RunPlanned():
                if self._ignored:
                    self._console.print(ignored_line(self._ignored), markup=False, highlight=False)
                self._started = time.monotonic()
                self._update(total=event.pages, description=tr("Tất cả trang", "All pages"))
            case PageFinished():
                self._page(event)
            case DocumentFinished():
                self._document(event)
            case RunStopping():
                self._console.print(stopping_line(drains=event.drains), markup=False, highlight=False)
            case _:
                pass

    def _update(self, **changes: object) -> None:
        if self._all is not None:
            self._progress.update(self._all, **changes)  # type: ignore[arg-type]  # the caller's keywords

    def _page(self, event: PageFinished) -> None:
        self._errors += bool(event.code)
        done = self._progress.tasks[0].completed + 1
        elapsed = max(time.monotonic() - self._started, 1e-3)
        speed = f"{done / elapsed:.1f} {tr('trang/giây', 'pages/s')}"
        errors = f"{self._errors} {tr('lỗi', 'errors')}" if self._errors else ""
        self._update(advance=1, speed=speed, errors=errors)
        if event.source not in self._rows:
            self._begin(event.source)
        self._progress.update(self._rows[event.source], advance=1)

    def _begin(self, source: str) -> None:
        name, pages = self._names.get(source, (source, 0))
        short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
        self._rows[source] = self._progress.add_task(f"  {short}", total=pages or None, speed="", errors="")
        shown = list(self._rows.items())
        for _, row in shown[:-_MOST_DOCUMENTS]:
            self._progress.update(row, visible=False)

    def _document(self, event: DocumentFinished) -> None:
        record = event.record
        for source in [source for source, (name, _) in self._names.items() if name == record.name]:
            self._names.pop(source)
            if source in self._rows:
                self._progress.remove_task(self._rows.pop(source))
        if record.status in {DocumentStatus.FAILED, DocumentStatus.PARTIAL}:
            self._console.print(f"[red]{tr('Lỗi', 'Error')}[/red] ", end="")
            self._console.print(trouble_line(record), markup=False, highlight=False)
