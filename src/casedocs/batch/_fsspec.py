"""fsspec: the files of a remote store by their URL (extra ``remote``)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from casedocs._extras import require
from casedocs.errors import CasedocsError, MissingExtraError, UsageError

__all__ = ["SCHEMES", "RemoteFileError", "RemoteFiles", "RemoteInfo", "forget_file_systems"]

SCHEMES = ("s3", "s3a", "gs", "gcs", "abfs", "az", "sftp", "smb", "memory")
_CHUNK = 1 << 20
_STAMPS = (
    "ETag",
    "etag",
    "VersionId",
    "md5Hash",
    "content_settings",
    "mtime",
    "LastModified",
    "last_modified",
    "created",
)
_MD5 = re.compile(r'"?([0-9a-f]{32})"?', re.ASCII)


class RemoteFileError(Exception):
    """A call to the store failed.

    Args:
        why: ``missing``, ``denied``, ``unreachable`` or ``failed``.
        detail: What the store said.
    """

    def __init__(self, why: str, detail: str) -> None:
        super().__init__(f"{why}: {detail}")
        self.why = why
        self.detail = detail


@dataclass(frozen=True, slots=True)
class RemoteInfo:
    """What a store says of a file.

    Attributes:
        size: Bytes.
        stamp: Changes with the content.
        md5: Of the content, where the store tells; else empty.
    """

    size: int
    stamp: str
    md5: str


class RemoteFiles:
    """The files of one kind of store. URLs in, URLs out; every method raises `RemoteFileError` and nothing else."""

    def __init__(self, url: str) -> None:
        """Finds the file system of a URL.

        Raises:
            MissingExtraError: If a package for this kind of store is not installed.
            UsageError: If the URL is of no known kind.
        """
        self._scheme, _, path = url.partition("://")
        if self._scheme not in SCHEMES or "::" in url or not path.strip("/"):
            raise UsageError(
                f"{url!r} names no store that can be used",
                hint=f"write a path, file:///path, s3://bucket/folder, or one of {', '.join(SCHEMES)}",
            )
        self._system = _file_system(self._scheme)

    def find(self, url: str) -> list[str]:
        """All files below a URL, sorted; empty when there is none."""
        found = self._call(self._system.find, self._path(url))
        return sorted(self._url(path) for path in found)

    def info(self, url: str) -> RemoteInfo:
        """Size and stamp of a file; `RemoteFileError` ``missing`` when there is none."""
        found = self._call(self._system.info, self._path(url))
        if found.get("type") != "file":
            raise RemoteFileError("missing", f"{url} is no file")
        stamps = [str(found[name]) for name in _STAMPS if found.get(name) is not None]
        tag = _MD5.fullmatch(str(found.get("ETag") or found.get("etag") or ""))
        return RemoteInfo(int(found["size"]), "\0".join(stamps), tag[1] if tag else "")

    def get(self, url: str, target: Path) -> None:
        """Copies a file here."""
        self._call(self._system.get_file, self._path(url), str(target))

    def put(self, source: Path, url: str) -> None:
        """Copies a file there; in object stores it is seen whole or not at all."""
        self._call(self._system.put_file, str(source), self._path(url))

    def copy(self, source: str, target: str) -> None:
        """Copies a file within the store."""
        self._call(self._system.cp_file, self._path(source), self._path(target))

    def remove(self, url: str) -> None:
        """Removes a file."""
        self._call(self._system.rm_file, self._path(url))

    def sha256(self, url: str) -> str:
        """Reads a file to its end."""

        def digest() -> str:
            found = sha256()
            with self._system.open(self._path(url), "rb") as stream:
                while chunk := stream.read(_CHUNK):
                    found.update(chunk)
            return found.hexdigest()

        return str(self._call(digest))

    def _path(self, url: str) -> str:
        return str(self._system._strip_protocol(url))  # noqa: SLF001  the documented way for file systems of fsspec

    def _url(self, path: str) -> str:
        return f"{self._scheme}://{path.lstrip('/')}"

    def _call(self, function: Callable[..., Any], *arguments: str) -> Any:
        try:
            return function(*arguments)
        except CasedocsError:
            raise
        except Exception as error:
            raise RemoteFileError(_why(error), f"{type(error).__name__}: {error}") from error


@lru_cache(maxsize=8)
def _file_system(scheme: str) -> Any:
    fsspec = require("fsspec", extra="remote")
    try:
        return fsspec.filesystem(scheme, use_listings_cache=False)
    except ImportError as error:
        raise MissingExtraError(
            f"no package for {scheme}:// is installed: {error}",
            hint='run: python -m pip install "casedocs[remote]"',
            source=scheme,
        ) from error
    except Exception as error:
        raise UsageError(f"{scheme}:// cannot be used: {error}", hint="check the settings of the store") from error


def forget_file_systems() -> None:
    """Settings are read anew at the next use."""
    _file_system.cache_clear()


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


# Exceptions of packages that are not there cannot be named by class.
_UNREACHABLE = re.compile(r"Connect|Timeout|TimedOut|Payload|Disconnected|IncompleteRead|gaierror|ResponseStreaming")
_DENIED = re.compile(r"Credentials|Unauthorized|TokenRetrieval|SignatureDoesNotMatch|InvalidAccessKeyId|Forbidden")


def _why(error: Exception) -> str:
    for found in _chain(error):
        if isinstance(found, FileNotFoundError | NotADirectoryError | IsADirectoryError):
            return "missing"
        if isinstance(found, PermissionError) or _DENIED.search(type(found).__name__):
            return "denied"
        if isinstance(found, ConnectionError | TimeoutError) or _UNREACHABLE.search(type(found).__name__):
            return "unreachable"
    return "failed"
