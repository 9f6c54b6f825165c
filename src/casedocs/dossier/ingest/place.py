"""Where results go: a folder, or a remote store with a folder on this machine for what a run remembers."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from casedocs._files import input_error, output_error
from casedocs.batch.remote import RemoteStore, path_of
from casedocs.batch.store import refuse_private
from casedocs.errors import UsageError

__all__ = ["OutputPlace", "SourceUrl", "lasting_path", "place_of", "source_path"]


@dataclass(frozen=True, slots=True)
class SourceUrl:
    """A source in a remote store, with what the main job needs of a path."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def name(self) -> str:
        """The last part."""
        return self.text.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The name without suffix."""
        return Path(self.name).stem

    @property
    def suffix(self) -> str:
        """From the last dot."""
        return Path(self.name).suffix

    def resolve(self) -> "SourceUrl":
        """Itself: a URL has one spelling here."""
        return self


def source_path(source: str | os.PathLike[str]) -> Path | SourceUrl:
    """A source as it was named: path, ``file://`` URL or URL of a remote store."""
    text = path_of(os.fspath(source))
    return SourceUrl(text) if "://" in text else Path(text)


def lasting_path(source: str | os.PathLike[str]) -> str:
    """A source or output so that it means the same from any folder, in any process.

    Raises:
        UsageError: If it is ``memory://``, which other processes do not see.
    """
    if os.fspath(source) == "-":
        return "-"
    refuse_private(os.fspath(source))
    path = source_path(source)
    return str(path.absolute() if isinstance(path, Path) else path)


@dataclass(frozen=True, slots=True)
class OutputPlace:
    """A place of results.

    Attributes:
        target: Folder or URL.
        home: Folder of summary, job, lock and manifest: the target itself, or one of this machine.
    """

    target: str
    home: Path

    def __str__(self) -> str:
        return self.target

    @property
    def is_remote(self) -> bool:
        """Whether results go to a store that is no folder."""
        return "://" in self.target

    def names(self) -> frozenset[str]:
        """Names of the files that are there now; none where there is no such folder.

        Raises:
            InputError: If a folder cannot be looked at.
            OutputError: If a store cannot be looked at.
        """
        if self.is_remote:
            return RemoteStore(self.target).names()
        try:
            return frozenset(entry.name for entry in os.scandir(self.home))
        except (FileNotFoundError, NotADirectoryError):
            return frozenset()
        except OSError as error:
            raise input_error(error, self.home) from error

    @contextmanager
    def published(self, name: str) -> Iterator[None]:
        """On leaving, a file of `home` is copied to the remote store, if there is one.

        Raises:
            OutputError: If that fails.
        """
        yield
        if self.is_remote and (self.home / name).exists():
            RemoteStore(self.target).put(self.home / name, name)


def place_of(output: str | os.PathLike[str]) -> OutputPlace:
    """The place that an output argument names. Nothing is made.

    Raises:
        UsageError: If it is a file, or the URL is of no known kind.
        MissingExtraError: If the package for the URL is not installed.
    """
    target = path_of(os.fspath(output))
    if "://" in target:
        target = target.rstrip("/")
        RemoteStore(target)
        plain = re.sub(r"[^A-Za-z0-9]+", "-", target)[:40].strip("-")
        mark = hashlib.sha256(target.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        return OutputPlace(target, Path.home() / ".casedocs" / f"{plain}-{mark}")
    folder = Path(target)
    try:
        is_file = folder.exists() and not folder.is_dir()
    except OSError as error:
        raise output_error(error, folder) from error
    if is_file:
        raise UsageError(f"{folder} is not a folder", hint="name the output folder with -o")
    return OutputPlace(target, folder)
