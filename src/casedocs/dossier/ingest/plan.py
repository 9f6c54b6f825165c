"""What there is to do: each file with its name and, where it was done before, its record."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from casedocs.dossier.ingest.events import Event, FileIgnored
from casedocs.dossier.ingest.records import DocumentRecord, DocumentStatus
from casedocs.dossier.ingest.sources import assign_names, find_files
from casedocs.dossier.ingest.summary import Summary

__all__ = ["PlannedFile", "plan_files"]

_OUTPUT_SUFFIXES = (".pdf", ".txt", ".json")


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file of a run.

    Attributes:
        path: As it was named or found.
        key: Absolute path, under which it stands in the summary.
        name: Of its results, without suffix.
        size: Bytes; -1 where the system does not say.
        mtime_ns: Last change.
        done: The record of an earlier run that still holds.
        earlier: What an earlier run wrote: kind → file name.
    """

    path: Path
    key: str
    name: str
    size: int
    mtime_ns: int
    done: DocumentRecord | None
    earlier: Mapping[str, str] = field(default_factory=dict)


def plan_files(
    sources: Sequence[str | os.PathLike[str]],
    output: Path,
    summary: Summary,
    options_mark: str,
    on_event: Callable[[Event], None],
) -> list[PlannedFile]:
    """Finds the files, gives them names and sees which are done.

    Args:
        sources: Files and folders.
        output: The output folder, which need not exist.
        summary: Its memory.
        options_mark: Fingerprint of everything that the results depend on besides the file; empty means that nothing
            counts as done.
        on_event: Told of files that are passed over.

    Raises:
        UsageError: If the sources make no sense.
        SourceNotFoundError: If one does not exist.
    """
    wanted: list[Path] = []
    for found in find_files(sources, output):
        if found.wanted:
            wanted.append(found.path)
        else:
            on_event(FileIgnored(str(found.path)))
    stats = {path: _stat(path) for path in wanted}
    known = _known(wanted, stats, summary)
    kept_names = {path: record.name for path, record in known.items() if not _is_foreign(output, record)}
    names = assign_names(wanted, kept_names, _taken(output, summary))
    return [
        PlannedFile(
            path=path,
            key=str(path.resolve()),
            name=names[path],
            size=stats[path][0],
            mtime_ns=stats[path][1],
            done=_if_done(known.get(str(path)), path, stats[path], output, options_mark),
            earlier=_still_there(output, known[str(path)]) if str(path) in kept_names else {},
        )
        for path in wanted
    ]


def _stat(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return -1, 0
    return found.st_size, found.st_mtime_ns


def _known(paths: Sequence[Path], stats: Mapping[Path, tuple[int, int]], summary: Summary) -> dict[str, DocumentRecord]:
    """The records of files that earlier runs met; also of files that were moved, unchanged, since then."""
    found = {str(path): record for path in paths if (record := summary.records.get(str(path.resolve()))) is not None}
    claimed = {record.source for record in found.values()}
    for path in paths:
        if str(path) in found:
            continue
        for other in summary.records.values():
            old = Path(other.source)
            unchanged = old.name == path.name and (other.size, other.mtime_ns) == stats[path]
            if unchanged and other.source not in claimed and not old.exists():
                found[str(path)] = other
                claimed.add(other.source)
                break
    return found


def _is_foreign(output: Path, record: DocumentRecord) -> bool:
    """Whether a file that we did not write has taken the name of a record's results."""
    names = (record.name + suffix for suffix in _OUTPUT_SUFFIXES)
    return any(name not in record.outputs.values() and (output / name).exists() for name in names)


def _still_there(output: Path, record: DocumentRecord) -> dict[str, str]:
    return {kind: name for kind, name in record.outputs.items() if (output / name).is_file()}


def _taken(output: Path, summary: Summary) -> list[str]:
    """Names in the output folder that stand for something else: files of other people, results of other sources."""
    recorded = {name for record in summary.records.values() for name in record.outputs.values()}
    names = [record.name for record in summary.records.values()]
    if output.is_dir():
        names += [
            entry.stem
            for entry in output.iterdir()
            if entry.suffix.lower() in _OUTPUT_SUFFIXES and entry.name not in recorded
        ]
    return names


def _if_done(
    record: DocumentRecord | None, path: Path, stat: tuple[int, int], output: Path, options_mark: str
) -> DocumentRecord | None:
    if record is None or not options_mark or record.options != options_mark:
        return None
    if record.status is not DocumentStatus.DONE or (record.size, record.mtime_ns) != stat:
        return None
    if not all((output / name).is_file() for name in record.outputs.values()):
        return None
    return replace(record, source=str(path.resolve()), status=DocumentStatus.SKIPPED)
