"""One run at a time: a lock file that the system lets go when its process ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from casedocs._files import output_error
from casedocs.errors import LockHeldError

__all__ = ["folder_lock"]


@contextmanager
def folder_lock(path: Path) -> Iterator[None]:
    """Holds a lock file for this process; the system lets it go when the process ends, however that happens.

    Raises:
        LockHeldError: If another process holds it.
        OutputError: If the file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
    except OSError as error:
        raise output_error(error, path) from error
    with file:
        try:
            _take(file)
        except OSError as error:
            raise LockHeldError(
                f"another run works in {path.parent.parent}",
                hint="wait until it has ended, or choose another output folder",
                source=str(path),
            ) from error
        yield


def _take(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
