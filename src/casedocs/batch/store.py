"""Where results lie, and the order in which they get there.

A unit writes its files into a scratch folder of its own. Publishing flushes each file to the disk, renames it into
``.casedocs/pages``, and flushes that folder; only then may the manifest say ``done``. Published names hold a fencing
token and a random part, so that two runners never write the same file. Final results are moved from there to their
names while the lease is locked (`casedocs.batch.manifest.Outcome.place`).
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from casedocs._files import fsync_folder, output_error
from casedocs.errors import UsageError

__all__ = ["WORK", "FolderStore", "Published", "Store", "final_name", "open_store", "refuse_private"]

WORK = ".casedocs"


@dataclass(frozen=True, slots=True)
class Published:
    """A file in a store.

    Attributes:
        name: Relative to the target, with slashes.
        size: Bytes.
        sha256: Of its content.
    """

    name: str
    size: int
    sha256: str

    def to_data(self) -> list[object]:
        """The three values, for JSON."""
        return [self.name, self.size, self.sha256]

    @staticmethod
    def from_data(data: Sequence[object]) -> "Published":
        """Reads what `to_data` gave."""
        name, size, sha256 = data
        return Published(str(name), int(str(size)), str(sha256))


class Store(Protocol):
    """The place of results. Every method raises `OutputError` (`DiskFullError` on a full disk)."""

    def scratch(self, owner: str, unit: str) -> Path:
        """Makes a new local folder for the files of one attempt."""
        ...

    def publish(self, scratch: Path, content: str, prefix: str) -> tuple[Published, ...]:
        """Moves all files of a scratch folder to the pages of a content, durable when this returns."""
        ...

    def place(self, published: Sequence[Published]) -> tuple[Published, ...]:
        """Moves published files to the target itself, under the names they had in scratch, durably."""
        ...

    def local_path(self, name: str) -> Path:
        """A local file with the content of a published one."""
        ...

    def holds(self, file: Published, *, content: bool = False) -> bool:
        """Whether a file is there with its size, or (`content`) with its very content."""
        ...

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name, whatever is in it."""
        ...

    def remove(self, published: Iterable[Published]) -> None:
        """Removes files that do not count."""
        ...

    def remove_pages(self, content: str) -> None:
        """Removes all page results of a content."""
        ...

    def contents(self) -> list[str]:
        """Contents of which there are page results."""
        ...

    def discard(self, owner: str, unit: str = "") -> None:
        """Removes what a dead attempt left in scratch; without unit, all that its runner left."""
        ...

    def scratch_owners(self) -> list[str]:
        """Runners that have left something in scratch."""
        ...


class FolderStore:
    """A folder, on this machine or shared by several."""

    def __init__(self, target: str) -> None:
        self.root: Path = Path(target)
        self._work = self.root / WORK
        self._pages = self._work / "pages"
        self._scratch = self._work / "scratch"
        self._is_anchored = False

    def scratch(self, owner: str, unit: str) -> Path:
        """Makes a new folder below ``.casedocs/scratch``."""
        folder = self._scratch / owner / f"{_plain(unit)}-{secrets.token_hex(4)}"
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise output_error(error, folder) from error
        return folder

    def publish(self, scratch: Path, content: str, prefix: str) -> tuple[Published, ...]:
        """Flush each file, rename it, flush the folder."""
        folder = self._pages / content
        try:
            files = sorted(path for path in scratch.iterdir() if path.is_file())
            if not files:
                return ()
            described = [_flushed(path) for path in files]
            self._anchor()
            _make_durable_folder(folder)
            nonce = secrets.token_hex(4)
            published = []
            for path, (size, digest) in zip(files, described, strict=True):
                name = f"{prefix}-{nonce}-{path.name}"
                path.replace(folder / name)
                published.append(Published(f"{WORK}/pages/{content}/{name}", size, digest))
            fsync_folder(folder)
        except OSError as error:
            raise output_error(error, folder) from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        return tuple(published)

    def _anchor(self) -> None:
        """Flushes the entries of the target and its work folder, whoever has made them."""
        if not self._is_anchored:
            fsync_folder(self.root.parent)
            fsync_folder(self.root)
            fsync_folder(self._work)
            self._is_anchored = True

    def place(self, published: Sequence[Published]) -> tuple[Published, ...]:
        """Renames each file to its final name and flushes the folder."""
        placed = []
        for file in published:
            name = final_name(file)
            final = Published(name, file.size, file.sha256)
            try:
                (self.root / file.name).replace(self.root / name)
            except OSError as error:
                if not self.holds(final, content=True):  # moved before, when the commit did not come to its end
                    raise output_error(error, self.root / name) from error
            placed.append(final)
        fsync_folder(self.root)
        return tuple(placed)

    def local_path(self, name: str) -> Path:
        """The file itself."""
        return self.root / name

    def exists(self, name: str) -> bool:
        """Whether the file is there."""
        return (self.root / name).is_file()

    def holds(self, file: Published, *, content: bool = False) -> bool:
        """Whether the file is there and what it was."""
        path = self.root / file.name
        try:
            if path.stat().st_size != file.size:
                return False
            if not content:
                return True
            with path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
        except OSError:
            return False

    def remove(self, published: Iterable[Published]) -> None:
        """Removes the files, and folders that are empty without them."""
        for file in published:
            path = self.root / file.name
            with suppress(OSError):
                path.unlink(missing_ok=True)
                path.parent.rmdir()
                self._pages.rmdir()

    def remove_pages(self, content: str) -> None:
        """Removes the folder of a content."""
        if content:
            shutil.rmtree(self._pages / content, ignore_errors=True)
        with suppress(OSError):
            self._pages.rmdir()  # only when it is empty

    def contents(self) -> list[str]:
        """Names of the folders."""
        return _names(self._pages)

    def discard(self, owner: str, unit: str = "") -> None:
        """Removes folders of scratch."""
        folder = self._scratch / owner
        wanted: Iterable[Path] = folder.glob(f"{_plain(unit)}-*") if unit else [folder]
        for path in wanted:
            shutil.rmtree(path, ignore_errors=True)
        if not unit:
            with suppress(OSError):
                self._scratch.rmdir()

    def scratch_owners(self) -> list[str]:
        """Names of the folders."""
        return _names(self._scratch)


# Stores other than folders: scheme of the URL, or "" for any → module:function, which takes the URL.
_ADAPTERS: dict[str, str] = {"": "casedocs.batch.remote:store"}


def refuse_private(text: str) -> None:
    """Refuses what only this process would see: the work is done by others.

    Raises:
        UsageError: If it is ``memory://``.
    """
    if text.startswith("memory://"):
        raise UsageError(
            f"{text} is seen by one process only, and the work is done by others",
            hint="name a folder, file://… or s3://…",
        )


def open_store(target: str) -> Store:
    """The store of a target folder or URL.

    Raises:
        MissingExtraError: If its adapter is not installed.
        UsageError: If no adapter knows the URL.
    """
    scheme, is_url, _ = target.partition("://")
    if not is_url:
        return FolderStore(target)
    module, _, name = _ADAPTERS.get(scheme, _ADAPTERS[""]).partition(":")
    return cast("Store", getattr(import_module(module), name)(target))


def final_name(file: Published) -> str:
    """The name that a file had in scratch: published names are prefix-nonce-name."""
    return file.name.rpartition("/")[2].split("-", 2)[2]


def _plain(unit: str) -> str:
    return unit.replace("/", "_").replace(".", "_")


def _names(folder: Path) -> list[str]:
    with suppress(OSError):
        return sorted(path.name for path in folder.iterdir() if path.is_dir())
    return []


def _flushed(path: Path) -> tuple[int, str]:
    """Size and hash of a file whose content is on the disk when this returns."""
    with path.open("rb+") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
        return stream.tell(), digest


def _make_durable_folder(folder: Path) -> None:
    """Makes a folder and all above it; each new entry is flushed to the disk."""
    if folder.is_dir():
        return
    _make_durable_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    fsync_folder(folder.parent)
