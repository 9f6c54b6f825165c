"""Where the files of a batch lie: local folders here, other stores by their adapter.

A source is a path, or a URL such as ``s3://bucket/scans/a.pdf``; what has ``://`` in it goes to the adapter named in
`_ADAPTERS`. All functions raise `InputError` and nothing else.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from casedocs._files import TEMPORARY_PREFIX, input_error, sha256_file
from casedocs.errors import SourceNotFoundError

__all__ = ["LocalSources", "SourceMark", "SourceSystem", "source_system"]


@dataclass(frozen=True, slots=True)
class SourceMark:
    """Size and time of a file: as long as they stay, so does its content.

    Attributes:
        size: Bytes.
        mtime_ns: Last change, nanoseconds since 1970; stores without a clock of their own give a number that changes
            with the content.
    """

    size: int
    mtime_ns: int


class SourceSystem(Protocol):
    """A kind of store that files are read from."""

    def walk(self, source: str) -> Iterator[str]:
        """The files that a source names: itself, or all that is below a folder, sorted."""
        ...

    def mark(self, source: str) -> SourceMark:
        """Size and time of a file."""
        ...

    def sha256(self, source: str) -> str:
        """The SHA-256 of a file's content."""
        ...

    def local(self, source: str, sha256: str = "") -> AbstractContextManager[Path]:
        """A local file with the content (a fetched one must have this hash), for as long as the context lasts."""
        ...


class LocalSources:
    """Files and folders that the system knows by path."""

    def walk(self, source: str) -> Iterator[str]:
        """The file itself, or what is below the folder; hidden files and our own work are left out."""
        path = Path(source)
        try:
            is_folder, exists = path.is_dir(), path.exists()
        except (OSError, ValueError) as error:
            raise SourceNotFoundError(f"there is no file or folder {source!r}: {error}", source=source) from error
        if is_folder:
            yield from self._below(path)
        elif exists:
            yield source
        else:
            raise SourceNotFoundError(f"there is no file or folder {source}", hint="check the path", source=source)

    def _below(self, folder: Path) -> Iterator[str]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            raise input_error(error, folder) from error
        for entry in entries:
            if entry.name.startswith((".", TEMPORARY_PREFIX, "~$")):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._below(Path(entry.path))
            elif entry.is_file():
                yield entry.path

    def mark(self, source: str) -> SourceMark:
        """Size and time of the file."""
        try:
            found = os.stat(source)  # noqa: PTH116  a plan looks at ten thousand files: no Path for each
        except OSError as error:
            raise input_error(error, Path(source)) from error
        return SourceMark(found.st_size, found.st_mtime_ns)

    def sha256(self, source: str) -> str:
        """The SHA-256 of the file's content."""
        return sha256_file(Path(source))

    def local(self, source: str, sha256: str = "") -> AbstractContextManager[Path]:
        """The file itself; its mark says whether it is the one that was hashed."""
        del sha256
        return nullcontext(Path(source))


_LOCAL = LocalSources()
# Stores other than folders: scheme of the URL, or "" for any → module:function, which takes the URL.
_ADAPTERS: dict[str, str] = {"": "casedocs.batch.remote:sources"}


def source_system(source: str) -> SourceSystem:
    """The system that a source belongs to.

    Raises:
        MissingExtraError: If its adapter is not installed.
        UsageError: If no adapter knows the URL.
    """
    scheme, is_url, _ = source.partition("://")
    if not is_url:
        return _LOCAL
    module, _, name = _ADAPTERS.get(scheme, _ADAPTERS[""]).partition(":")
    return cast("SourceSystem", getattr(import_module(module), name)(source))
