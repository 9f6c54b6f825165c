"""A log of a run: a line an event that matters, with its time; and showing a run in several ways at once."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from casedocs._files import output_error
from casedocs.cli.language import tr
from casedocs.cli.progress import Display, PlainDisplay, summary_line
from casedocs.dossier.ingest.events import Event, PageFinished, RunFinished

__all__ = ["LogDisplay", "Several"]


class _Stamped:
    """Writes lines with the local time in front."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        self._file.write(f"{now} {text}")

    def flush(self) -> None:
        self._file.flush()


class LogDisplay:
    """Appends to a log file; UTF-8, whatever the system's code page."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._stack.enter_context(self._path.open("a", encoding="utf-8", errors="replace", newline="\n"))
        except OSError as error:
            raise output_error(error, self._path) from error
        self._stream = _Stamped(file)
        self._lines = PlainDisplay(self._stream)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if value is not None:
            self._stream.write(f"{tr('Dừng vì lỗi', 'Ended by an error')}: {kind.__name__ if kind else ''}: {value}\n")
        self._stack.close()

    def __call__(self, event: Event) -> None:
        """Notes one event."""
        if isinstance(event, PageFinished) and event.code:
            page = f"{event.source}, {tr('trang', 'page')} {event.page_number}"
            self._stream.write(f"{tr('LỖI', 'ERROR')} {page} [{event.code}]\n")
        if isinstance(event, RunFinished):
            self._stream.write(summary_line(event.report) + "\n")
        self._lines(event)


class Several:
    """Shows events on several displays."""

    def __init__(self, displays: Sequence[Display]) -> None:
        self._displays = displays
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        for display in reversed(self._displays):
            self._stack.enter_context(display)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, value, trace)

    def __call__(self, event: Event) -> None:
        """Shows one event everywhere."""
        for display in self._displays:
            display(event)
