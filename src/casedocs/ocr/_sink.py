"""A stream for qpdf to write to: an error of the disk must not reach it, or it ends the whole process."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

__all__ = ["writing"]


class _Sink(io.RawIOBase):
    """Writes until the first error, keeps that for later and swallows the rest."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: bytes | memoryview, /) -> int:  # type: ignore[override]  # any buffer comes as one of these
        if self.error is None:
            try:
                self._file.write(data)
            except OSError as error:
                self.error = error
        return len(data)


@contextmanager
def writing(path: Path) -> Iterator[_Sink]:
    """Gives a stream that writes to `path` and never raises; what went wrong is raised on leaving.

    Raises:
        OSError: If the file cannot be written.
    """
    with path.open("wb") as file:
        sink = _Sink(file)
        yield sink
        if sink.error is not None:
            raise sink.error
