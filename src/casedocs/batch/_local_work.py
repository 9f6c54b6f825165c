"""A folder of this process for copies of remote files, in the system's folder for temporary files.

It goes when the process ends. What a killed process has left goes when the next one of the same user looks: a folder
whose lock nobody holds belongs to nobody. The marker `_READY` is written under the lock, so that a folder in the making
is never taken for a dead one.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path

from casedocs._files import output_error
from casedocs.batch.lock import folder_lock
from casedocs.errors import OutputError

__all__ = ["new_folder", "sweep", "work_folder"]

_PREFIX = "casedocs-work-"
_LOCK, _READY = "lock", "ready"


@cache
def work_folder() -> Path:
    """The folder, made at the first call.

    Raises:
        OutputError: If there is no room, or no right to make it.
    """
    sweep()
    try:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    except OSError as error:
        raise output_error(error, Path(tempfile.gettempdir())) from error
    stack = ExitStack()
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(stack.close)
    stack.enter_context(folder_lock(folder / _LOCK))
    (folder / _READY).touch()
    return folder


def new_folder(*parts: str) -> Path:
    """A new folder below the parts.

    Raises:
        OutputError: If it cannot be made.
    """
    folder = work_folder().joinpath(*parts, secrets.token_hex(8))
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise output_error(error, folder) from error
    return folder


def sweep() -> int:
    """Removes what processes of this user that are gone have left; returns how many folders went."""
    removed = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if not _is_ours(folder):
            continue
        with suppress(OutputError):  # a process holds it: LockHeldError
            with folder_lock(folder / _LOCK):
                pass
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def _is_ours(folder: Path) -> bool:
    with suppress(OSError):
        is_mine = not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()
        return is_mine and not folder.is_symlink() and (folder / _READY).exists()
    return False
