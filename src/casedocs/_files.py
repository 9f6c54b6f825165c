"""Files: whole or not at all.

A result is written to a temporary file in the target's own folder, flushed to the disk, and put in place with one
rename; the folder is flushed after it. Whoever looks at the target sees the old file, or the new one, never a part.
"""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from casedocs.errors import (
    CasedocsError,
    DiskFullError,
    EmptyFileError,
    InputError,
    LimitExceededError,
    OutputError,
    SourceNotFoundError,
    UnreadableFileError,
)

__all__ = [
    "TEMPORARY_PREFIX",
    "atomic_path",
    "atomic_write",
    "fsync_folder",
    "input_error",
    "output_error",
    "read_limited",
    "sha256_file",
]

TEMPORARY_PREFIX = ".casedocs-"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})


def output_error(error: OSError, target: Path) -> OutputError:
    """The named error for an `OSError` met while writing `target`."""
    if error.errno in _FULL:
        return DiskFullError(
            f"no room left on the disk while writing {target.name}",
            hint="free some space and run the same command again: finished work is kept",
            source=str(target),
        )
    reason = error.strerror or type(error).__name__
    return OutputError(
        f"cannot write {target}: {reason}", hint="check the folder and its write rights", source=str(target)
    )


def input_error(error: OSError, source: Path) -> InputError:
    """The named error for an `OSError` met while reading `source`."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SourceNotFoundError(f"there is no file {source}", hint="check the path", source=str(source))
    reason = error.strerror or type(error).__name__
    return UnreadableFileError(
        f"cannot read {source}: {reason}", hint="check the read rights and the disk", source=str(source)
    )


def fsync_folder(folder: Path) -> None:
    """Flushes a folder's entries to the disk where the system knows how (not on Windows)."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """Gives a temporary path beside `target`; on leaving without an error it becomes `target`.

    Raises:
        OutputError: If the folder cannot be written.
        DiskFullError: If the disk is full; nothing is left behind.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.parent / f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}.tmp"
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))  # the umask applies
    except OSError as error:
        raise output_error(error, target) from error
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
        fsync_folder(target.parent)
    except CasedocsError:
        raise
    except OSError as error:
        raise output_error(error, target) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def atomic_write(target: Path, data: bytes) -> None:
    """Writes `data` to `target`, whole or not at all.

    Raises:
        OutputError: If it cannot be written (`DiskFullError` when the disk is full).
    """
    with atomic_path(target) as temporary, temporary.open("wb") as file:
        file.write(data)


def sha256_file(source: Path) -> str:
    """The SHA-256 of a file's content as 64 hexadecimal digits.

    Raises:
        InputError: If it cannot be read.
    """
    try:
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise input_error(error, source) from error


def read_limited(source: Path, limit: int) -> bytes:
    """The whole content of a file that must have between 1 and `limit` bytes.

    Raises:
        InputError: If it cannot be read, is empty or larger than `limit`.
    """
    try:
        size = source.stat().st_size
        if size == 0:
            raise EmptyFileError(
                f"{source.name} has no content (0 bytes)", hint="copy or scan it again", source=str(source)
            )
        if size > limit:
            raise LimitExceededError(f"{source.name} has {size} bytes, the limit is {limit}", source=str(source))
        return source.read_bytes()
    except OSError as error:
        raise input_error(error, source) from error
