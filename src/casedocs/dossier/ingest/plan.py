"""What there is to do: each file with its name and, where it was done before, its record."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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
    """

    path: Path
    key: str
    name: str
    size: int
    mtime_ns: int
    done: DocumentRecord | None


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
    known = {str(path): record for path in wanted if (record := _record_of(path, stats[path], summary)) is not None}
    names = assign_names(wanted, {path: record.name for path, record in known.items()}, _taken(output, summary))
    return [
        PlannedFile(
            path=path,
            key=str(path.resolve()),
            name=names[path],
            size=stats[path][0],
            mtime_ns=stats[path][1],
            done=_if_done(known.get(str(path)), path, stats[path], output, options_mark),
        )
        for path in wanted
    ]


def _stat(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return -1, 0
    return found.st_size, found.st_mtime_ns


def _record_of(path: Path, stat: tuple[int, int], summary: Summary) -> DocumentRecord | None:
    """The file's record; also where the file was moved, unchanged, since then."""
    record = summary.records.get(str(path.resolve()))
    if record is not None:
        return record
    for other in summary.records.values():
        moved = Path(other.source)
        if moved.name == path.name and (other.size, other.mtime_ns) == stat and not moved.exists():
            return other
    return None


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
