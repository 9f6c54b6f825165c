"""The child's side of a unit: checks the source, runs the task, publishes what it wrote.

The task is a callable from payload to answer. Its payload holds

- ``do``: ``"pages"`` or ``"assemble"`` (payloads of `casedocs.batch.OpenWorkers.ask` come as they are);
- ``path``: a local file with the source; ``document``: how the caller named it; ``name``: of its results;
- ``sha256``, ``page_count``, ``facts``: of the source, as planned;
- ``indices``: 0-based pages to do; of an ``assemble`` all pages of the document;
- ``scratch``: a folder of its own. Files of a ``"pages"`` unit are kept for the document; files of an ``"assemble"``
  become results under their own names;
- ``pixels``: the largest picture to decode;
- ``pages`` (``assemble`` only): for each unit of pages ``indices``, ``files`` (paths), ``answer`` and ``error``.

The answer is plain JSON data. Its key ``review`` may hold reasons why a person should look at the result. To refuse a
page the task raises a `CasedocsError`; everything else that goes wrong is the sandbox's business.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casedocs._files import output_error
from casedocs.batch.sources import SourceMark, source_system
from casedocs.batch.store import Store, open_store
from casedocs.errors import CasedocsError, CorruptFileError, DiskFullError, InputError, LimitExceededError

if TYPE_CHECKING:
    from casedocs.batch.manifest import Claim
    from casedocs.batch.task import Task

__all__ = ["SourceChangedError", "request_for", "setup_for", "start"]

_Answer = dict[str, Any]
_TaskFunction = Callable[[dict[str, Any]], _Answer]


class SourceChangedError(InputError):
    """The file is no longer the one that was planned."""

    code = "source_changed"


def setup_for(task: "Task") -> dict[str, object]:
    """What `start` needs, as plain data."""
    return {
        "start": task.start,
        "setup": dict(task.setup),
        "target": task.target,
        "pixels": task.limits.pixels,
    }


def start(setup: dict[str, Any]) -> Callable[[dict[str, Any]], _Answer]:
    """Makes the callable of a child; see `casedocs.batch.PoolOptions.task`."""
    module, _, name = setup["start"].partition(":")
    task = getattr(import_module(module), name)(setup["setup"])
    _limit_pillow(setup["pixels"])
    return _Worker(task, open_store(setup["target"]), setup["pixels"]).run


def request_for(claim: "Claim", *, pages: list[dict[str, object]] | None = None) -> dict[str, object]:
    """What a child is told about a leased unit (`casedocs.batch.Claim`)."""
    source = claim.source
    request: dict[str, object] = {
        "do": claim.kind.value,
        "unit": claim.unit,
        "owner": claim.owner,
        "content": claim.content,
        "prefix": f"u{claim.indices[0] if claim.indices else 0:06d}t{claim.token}",
        "indices": list(claim.indices),
        "document": source.document,
        "name": source.name,
        "size": source.size,
        "mtime_ns": source.mtime_ns,
        "sha256": source.sha256,
        "page_count": source.page_count,
        "facts": dict(source.facts),
    }
    if pages is not None:
        request["pages"] = pages
    return request


class _Worker:
    def __init__(self, task: _TaskFunction, store: Store, pixels: int) -> None:
        self._task = task
        self._store = store
        self._pixels = pixels

    def run(self, request: dict[str, Any]) -> _Answer:
        """Runs one unit; gives the task's answer and the published files."""
        if request["do"] == "ask":
            return {"answer": self._task(request["payload"]), "files": []}
        system = source_system(request["document"])
        found = system.mark(request["document"])
        if found != SourceMark(request["size"], request["mtime_ns"]):
            raise SourceChangedError(
                f"{request['document']} was changed after it was planned",
                hint="run the same command again",
                source=request["document"],
            )
        scratch = self._store.scratch(request["owner"], request["unit"])
        try:
            with system.local(request["document"], request["sha256"]) as path:
                answer = self._task(self._payload(request, path, scratch))
        except CasedocsError:
            self._store.discard(request["owner"], request["unit"])
            raise
        except Exception as error:
            self._store.discard(request["owner"], request["unit"])
            full = output_error(error, scratch) if isinstance(error, OSError) else None
            if isinstance(full, DiskFullError):
                raise full from error
            if type(error).__name__ != "DecompressionBombError":
                raise  # the sandbox sees to it
            raise LimitExceededError(
                f"a picture has more than {self._pixels} pixels", hint="raise the limit if it is a real scan"
            ) from error
        published = self._store.publish(scratch, request["content"], request["prefix"])
        return {"answer": answer, "files": [file.to_data() for file in published]}

    def _payload(self, request: dict[str, Any], path: Path, scratch: Path) -> dict[str, Any]:
        payload = {key: request[key] for key in ("do", "indices", "document", "name", "sha256", "page_count", "facts")}
        payload |= {"path": str(path), "scratch": str(scratch), "pixels": self._pixels}
        if "pages" in request:
            payload["pages"] = [self._with_local_files(page) for page in request["pages"]]
        return payload

    def _with_local_files(self, page: Mapping[str, Any]) -> dict[str, Any]:
        paths = [self._store.local_path(name) for name in page["files"]]
        for path in paths:
            if not path.exists():
                raise CorruptFileError(
                    f"the result {path.name} of a page is gone", hint="run the same command again", source=str(path)
                )
        return {**page, "files": [str(path) for path in paths]}


def _limit_pillow(pixels: int) -> None:
    """Pillow, where there is one, refuses pictures beyond twice its limit."""
    try:
        from PIL import Image
    except ImportError:
        return
    Image.MAX_IMAGE_PIXELS = pixels // 2
