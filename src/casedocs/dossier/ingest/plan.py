"""What there is to do: each file with its name and, where it was done before, its record."""

import os
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from casedocs.batch.sources import source_system
from casedocs.dossier.ingest.events import Event, FileIgnored
from casedocs.dossier.ingest.place import OutputPlace, SourceUrl
from casedocs.dossier.ingest.records import DocumentRecord, DocumentStatus
from casedocs.dossier.ingest.sources import assign_names, find_files
from casedocs.dossier.ingest.summary import Summary
from casedocs.errors import CasedocsError

__all__ = ["PlannedFile", "plan_files"]

_OUTPUT_SUFFIXES = (".pdf", ".txt", ".json")


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file of a run.

    Attributes:
        path: As it was named or found.
        key: Absolute path or URL, under which it stands in the summary.
        name: Of its results, without suffix.
        size: Bytes; -1 where the system does not say.
        mtime_ns: Last change.
        done: The record of an earlier run that still holds.
        earlier: What an earlier run wrote: kind → file name.
    """

    path: Path | SourceUrl
    key: str
    name: str
    size: int
    mtime_ns: int
    done: DocumentRecord | None
    earlier: Mapping[str, str] = field(default_factory=dict)


def plan_files(
    sources: Sequence[str | os.PathLike[str]],
    output: OutputPlace,
    summary: Summary,
    options_mark: str,
    on_event: Callable[[Event], None],
) -> list[PlannedFile]:
    """Finds the files, gives them names and sees which are done.

    Args:
        sources: Files and folders.
        output: Where the results go; need not exist.
        summary: Its memory.
        options_mark: Fingerprint of everything that the results depend on besides the file; empty means that nothing
            counts as done.
        on_event: Told of files that are passed over.

    Raises:
        UsageError: If the sources make no sense.
        SourceNotFoundError: If one does not exist.
    """
    wanted: list[Path | SourceUrl] = []
    for found in find_files(sources, output.home, target=output.target if output.is_remote else ""):
        if found.wanted:
            wanted.append(found.path)
        else:
            on_event(FileIgnored(str(found.path)))
    present = output.names()
    stats = {path: _stat(path) for path in wanted}
    known = _known(wanted, stats, summary)
    kept_names = {path: record.name for path, record in known.items() if not _is_foreign(present, record)}
    names = assign_names(wanted, kept_names, _taken(present, summary))
    return [
        PlannedFile(
            path=path,
            key=str(path.resolve()),
            name=names[path],
            size=stats[path][0],
            mtime_ns=stats[path][1],
            done=_if_done(known.get(str(path)), path, stats[path], present, options_mark),
            earlier=_still_there(present, known[str(path)]) if str(path) in kept_names else {},
        )
        for path in wanted
    ]


def _stat(path: Path | SourceUrl) -> tuple[int, int]:
    if isinstance(path, SourceUrl):
        return _mark(path.text)
    try:
        found = path.stat()
    except OSError:
        return -1, 0
    return found.st_size, found.st_mtime_ns


def _mark(url: str) -> tuple[int, int]:
    try:
        found = source_system(url).mark(url)
    except CasedocsError:
        return -1, 0  # whoever opens it learns why it cannot be read
    return found.size, found.mtime_ns


def _known(
    paths: Sequence[Path | SourceUrl], stats: Mapping[Path | SourceUrl, tuple[int, int]], summary: Summary
) -> dict[str, DocumentRecord]:
    """The records of files that earlier runs met; also of files that were moved, unchanged, since then."""
    found = {str(path): record for path in paths if (record := summary.records.get(str(path.resolve()))) is not None}
    claimed = {record.source for record in found.values()}
    for path in paths:
        if str(path) in found:
            continue
        for other in summary.records.values():
            if "://" in other.source:
                continue
            old = Path(other.source)
            unchanged = old.name == path.name and (other.size, other.mtime_ns) == stats[path]
            if unchanged and other.source not in claimed and not old.exists():
                found[str(path)] = other
                claimed.add(other.source)
                break
    return found


def _is_foreign(present: Set[str], record: DocumentRecord) -> bool:
    """Whether a file that we did not write has taken the name of a record's results."""
    names = (record.name + suffix for suffix in _OUTPUT_SUFFIXES)
    return any(name not in record.outputs.values() and name in present for name in names)


def _still_there(present: Set[str], record: DocumentRecord) -> dict[str, str]:
    return {kind: name for kind, name in record.outputs.items() if name in present}


def _taken(present: Set[str], summary: Summary) -> list[str]:
    """Names in the output folder that stand for something else: files of other people, results of other sources."""
    recorded = {name for record in summary.records.values() for name in record.outputs.values()}
    names = [record.name for record in summary.records.values()]
    files = (PurePath(name) for name in present - recorded)
    return names + [file.stem for file in files if file.suffix.lower() in _OUTPUT_SUFFIXES]


def _if_done(
    record: DocumentRecord | None, path: Path | SourceUrl, stat: tuple[int, int], present: Set[str], options_mark: str
) -> DocumentRecord | None:
    if record is None or not options_mark or record.options != options_mark:
        return None
    if record.status is not DocumentStatus.DONE or (record.size, record.mtime_ns) != stat:
        return None
    if not all(name in present for name in record.outputs.values()):
        return None
    return replace(record, source=str(path.resolve()), status=DocumentStatus.SKIPPED)
