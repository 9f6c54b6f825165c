"""Sources and results in a store that is no folder, such as ``s3://bucket/scans``; ``file://`` URLs are folders.

A source is fetched into a local file, once a process as long as its pages are worked on, and its hash is compared with
the plan's. A result is uploaded under a name that nobody else has (``.casedocs/pages/…``, as in a folder) and compared
with what was sent; only then may the manifest say ``done``. Final results are copied to their names within the store,
compared again, and only then is the first copy removed: whoever looks at a final name sees a whole file.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from casedocs._files import TEMPORARY_PREFIX, output_error
from casedocs.batch._fsspec import RemoteFileError, RemoteFiles
from casedocs.batch._local_work import new_folder, sweep, work_folder
from casedocs.batch.sources import LocalSources, SourceMark, SourceSystem
from casedocs.batch.store import WORK, FolderStore, Published, Store, final_name
from casedocs.errors import (
    CorruptFileError,
    InputError,
    OutputError,
    SourceNotFoundError,
    UnreadableFileError,
    UsageError,
)

__all__ = ["RemoteSources", "RemoteStore", "path_of", "sources", "store"]

_FILE = "file://"
_TRIES = 3
_HINTS = {
    "missing": "check bucket and path",
    "denied": "check the keys, and that they may read and write in this bucket",
    "unreachable": "check the network and the address of the store, then run the same command again",
    "failed": "run the same command again; finished work is kept",
}


def path_of(url: str) -> str:
    """``file://`` URLs as paths; everything else as it is.

    Raises:
        UsageError: If a ``file://`` URL names another machine.
    """
    if not url.startswith(_FILE):
        return url
    parts = urlsplit(url)
    if parts.netloc not in {"", "localhost"}:
        raise UsageError(f"{url!r} names another machine", hint="write file:///folder with three slashes")
    from urllib.request import url2pathname  # brings the whole of HTTP along

    return url2pathname(parts.path)


def sources(url: str) -> SourceSystem:
    """The system that a URL belongs to (`casedocs.batch.sources`)."""
    return _FileUrls() if url.startswith(_FILE) else RemoteSources(url)


def store(url: str) -> Store:
    """The store of a URL (`casedocs.batch.store`)."""
    return FolderStore(path_of(url)) if url.startswith(_FILE) else RemoteStore(url)


# --- sources --------------------------------------------------------------------------------------------------------


class _FileUrls(LocalSources):
    """Local files by ``file://`` URL."""

    def walk(self, source: str) -> Iterator[str]:
        return super().walk(path_of(source))

    def mark(self, source: str) -> SourceMark:
        return super().mark(path_of(source))

    def sha256(self, source: str) -> str:
        return super().sha256(path_of(source))

    @contextmanager
    def local(self, source: str, sha256: str = "") -> Iterator[Path]:
        with super().local(path_of(source), sha256) as path:
            yield path


class RemoteSources:
    """Files of a remote store."""

    def __init__(self, url: str) -> None:
        self._files = RemoteFiles(url)

    def walk(self, source: str) -> Iterator[str]:
        """The file itself, or all below; hidden files and our own work are left out."""
        top = source.rstrip("/")
        with _reading(source):
            found = self._files.find(top)
        if not found:
            raise SourceNotFoundError(f"there is no file in {source}", hint=_HINTS["missing"], source=source)
        for url in found:
            below = url.removeprefix(top).strip("/").split("/")
            if not any(part.startswith((".", TEMPORARY_PREFIX, "~$")) for part in below) and not url.endswith("/"):
                yield url

    def mark(self, source: str) -> SourceMark:
        """The size, and a number that changes with what the store says of the content (its ETag)."""
        with _reading(source):
            info = self._files.info(source)
        number = int.from_bytes(hashlib.sha256(info.stamp.encode()).digest()[:8], "big") >> 4
        return SourceMark(info.size, number)

    def sha256(self, source: str) -> str:
        """The SHA-256 of the content, read to its end."""
        with _reading(source):
            return self._files.sha256(source)

    @contextmanager
    def local(self, source: str, sha256: str = "") -> Iterator[Path]:
        """A copy, kept until this process fetches another source.

        Args:
            source: The URL.
            sha256: What the content must be; empty means that only its size is compared.
        """
        mark = self.mark(source)
        name = hashlib.sha256(f"{source}\0{mark.size}\0{mark.mtime_ns}".encode()).hexdigest()[:16]
        folder = work_folder() / "source" / name
        path = folder / (source.rpartition("/")[2] or "_")
        if not path.exists():
            shutil.rmtree(folder.parent, ignore_errors=True)
            self._fetch(source, mark, sha256, path)
        yield path

    def _fetch(self, source: str, mark: SourceMark, sha256: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        incoming = path.parent / f"{TEMPORARY_PREFIX}incoming"
        for _ in range(_TRIES):
            with _reading(source):
                self._files.get(source, incoming)
            if incoming.stat().st_size == mark.size and sha256 in {"", _digests(incoming)[0]}:
                incoming.replace(path)
                return
        raise CorruptFileError(
            f"{source} comes damaged or is no longer what was planned", hint="run the same command again", source=source
        )


# --- results --------------------------------------------------------------------------------------------------------


class RemoteStore:
    """Results in a remote store; scratch is on the machine of the child."""

    def __init__(self, url: str) -> None:
        self.root: str = url.rstrip("/")
        self._files = RemoteFiles(url)
        self._pages = f"{self.root}/{WORK}/pages"

    def scratch(self, owner: str, unit: str) -> Path:
        """Makes a new local folder; what was fetched for the unit before is removed."""
        del owner, unit
        shutil.rmtree(work_folder() / "pages", ignore_errors=True)
        return new_folder("scratch")

    def publish(self, scratch: Path, content: str, prefix: str) -> tuple[Published, ...]:
        """Uploads each file under a name of its own and compares what has arrived."""
        published = []
        nonce = os.urandom(4).hex()
        try:
            for path in sorted(path for path in scratch.iterdir() if path.is_file()):
                sha256, md5 = _digests(path)
                file = Published(f"{WORK}/pages/{content}/{prefix}-{nonce}-{path.name}", path.stat().st_size, sha256)
                with _writing(self._url(file)):
                    self._files.put(path, self._url(file))
                self._compare(self._url(file), file, md5)
                published.append(file)
        except OSError as error:
            raise output_error(error, scratch) from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        return tuple(published)

    def place(self, published: Sequence[Published]) -> tuple[Published, ...]:
        """Copies each file to its final name, compares, and removes the first copy."""
        placed = []
        for file in published:
            final = Published(final_name(file), file.size, file.sha256)
            source, target = self._url(file), self._url(final)
            try:
                md5 = self._files.info(source).md5
                self._files.copy(source, target)
            except RemoteFileError as error:
                if not self.holds(final, content=True):  # moved before, when the commit did not come to its end
                    raise _output_error(error, target) from error
            else:
                self._compare(target, final, md5)
            placed.append(final)
        self.remove(published)
        return tuple(placed)

    def _compare(self, url: str, file: Published, md5: str) -> None:
        """By the store's own MD5 where it tells one, else by reading it back."""
        with _writing(url):
            info = self._files.info(url)
            is_same = info.size == file.size and (
                (bool(md5) and info.md5 == md5) or self._files.sha256(url) == file.sha256
            )
        if not is_same:
            raise OutputError(f"{url} is not what was sent", hint=_HINTS["failed"], source=url)

    def local_path(self, name: str) -> Path:
        """A copy, kept until the next unit; there is no file at the path where there is none in the store."""
        path = new_folder("pages") / name.rpartition("/")[2]
        try:
            self._files.get(f"{self.root}/{name}", path)
        except RemoteFileError as error:
            if error.why != "missing":
                raise _output_error(error, f"{self.root}/{name}") from error
            path.unlink(missing_ok=True)
        return path

    def exists(self, name: str) -> bool:
        """Whether the file is there."""
        url = f"{self.root}/{name}"
        try:
            self._files.info(url)
        except RemoteFileError as error:
            if error.why == "missing":
                return False
            raise _output_error(error, url) from error
        return True

    def holds(self, file: Published, *, content: bool = False) -> bool:
        """Whether the file is there and what it was."""
        try:
            info = self._files.info(self._url(file))
            return info.size == file.size and (not content or self._files.sha256(self._url(file)) == file.sha256)
        except RemoteFileError as error:
            if error.why == "missing":
                return False
            raise _output_error(error, self._url(file)) from error

    def remove(self, published: Iterable[Published]) -> None:
        """Removes the files."""
        for file in published:
            with suppress(RemoteFileError):
                self._files.remove(self._url(file))

    def remove_pages(self, content: str) -> None:
        """Removes all below the content."""
        with suppress(RemoteFileError):
            for url in self._files.find(f"{self._pages}/{content}") if content else ():
                self._files.remove(url)

    def contents(self) -> list[str]:
        """Names of the contents that have pages."""
        with suppress(RemoteFileError):
            found = self._files.find(self._pages)
            return sorted({url.removeprefix(self._pages).strip("/").partition("/")[0] for url in found})
        return []

    def discard(self, owner: str, unit: str = "") -> None:
        """Removes what dead processes of this machine have left."""
        del owner, unit
        sweep()

    def scratch_owners(self) -> list[str]:
        """None: scratch goes with its process."""
        return []

    def names(self) -> frozenset[str]:
        """Names of the final results, and of whatever else lies beside them."""
        with _writing(self.root):
            found = self._files.find(self.root)
        below = (url.removeprefix(self.root).strip("/") for url in found)
        return frozenset(name for name in below if "/" not in name)

    def put(self, source: Path, name: str) -> None:
        """Uploads a file under a final name."""
        url = f"{self.root}/{name}"
        with _writing(url):
            self._files.put(source, url)

    def _url(self, file: Published) -> str:
        return f"{self.root}/{file.name}"


# --- parts ----------------------------------------------------------------------------------------------------------


def _digests(path: Path) -> tuple[str, str]:
    """SHA-256 and MD5 of a file; the latter only to compare with what a store says."""
    sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            sha256.update(chunk)
            md5.update(chunk)
    return sha256.hexdigest(), md5.hexdigest()


@contextmanager
def _reading(url: str) -> Iterator[None]:
    try:
        yield
    except RemoteFileError as error:
        raise _input_error(error, url) from error


@contextmanager
def _writing(url: str) -> Iterator[None]:
    try:
        yield
    except RemoteFileError as error:
        raise _output_error(error, url) from error


def _input_error(error: RemoteFileError, url: str) -> InputError:
    kind = SourceNotFoundError if error.why == "missing" else UnreadableFileError
    return kind(_sentence("read", error, url), hint=_HINTS[error.why], source=url)


def _output_error(error: RemoteFileError, url: str) -> OutputError:
    return OutputError(_sentence("write", error, url), hint=_HINTS[error.why], source=url)


def _sentence(verb: str, error: RemoteFileError, url: str) -> str:
    words = {
        "missing": f"there is no bucket or file for {url}",
        "denied": f"the store does not let us {verb} {url}",
        "unreachable": f"the store of {url} cannot be reached, or the connection was cut",
        "failed": f"cannot {verb} {url}",
    }
    return f"{words[error.why]}: {error.detail}"
