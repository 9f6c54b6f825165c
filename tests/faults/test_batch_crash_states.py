"""Every state that a power cut can leave on the disk, enumerated from what the store really does.

The calls of a publication are recorded: writes, flushes, renames, new folders, and the moment of ``done``. A disk model
then loses whatever a disk may lose: data that was not flushed (all, half or nothing of it arrives) and entries of
folders that were not flushed (any number of the last ones is missing, in each folder on its own).
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from casedocs.batch import store as store_module
from casedocs.batch.store import FolderStore, Published

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@dataclass
class Trace:
    """What was done, in order: (name, path, …)."""

    root: Path
    steps: list[tuple[str, ...]] = field(default_factory=list)

    def name(self, path: Path | str) -> str:
        return os.path.relpath(path, self.root)

    def written(self, path: Path) -> None:
        self.steps.append(("write", self.name(path)))


@pytest.fixture
def trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trace:
    found = Trace(tmp_path)
    real_fsync, real_replace, real_mkdir = os.fsync, Path.replace, Path.mkdir

    def fsync(handle: int) -> None:
        real_fsync(handle)
        path = Path(f"/proc/self/fd/{handle}").readlink()
        found.steps.append(("fsync folder" if path.is_dir() else "fsync", found.name(path)))

    def replace(self: Path, target: Any) -> Path:
        done = real_replace(self, target)
        found.steps.append(("rename", found.name(self), found.name(target)))
        return done

    def mkdir(self: Path, *arguments: Any, **settings: Any) -> None:
        missing = [folder for folder in (self, *self.parents) if not folder.exists()]
        real_mkdir(self, *arguments, **settings)
        found.steps.extend(("mkdir", found.name(folder)) for folder in reversed(missing))

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "mkdir", mkdir)
    return found


def crash_states(steps: list[tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """All disks that may be found after a crash at the end of these steps: path → ``full``, ``half``, ``empty``."""
    flushed: set[str] = set()
    entries: dict[str, list[tuple[str, str]]] = {}  # folder → (entry, the inode behind it), in order
    durable: dict[str, int] = {}
    inode: dict[str, str] = {}
    for number, step in enumerate(steps):
        match step:
            case ("write", path):
                inode[path] = f"{path}#{number}"
                entries.setdefault(str(Path(path).parent), []).append((path, inode[path]))
            case ("fsync", path):
                flushed.add(inode[path])
            case ("rename", old, new):
                inode[new] = inode.pop(old)
                entries.setdefault(str(Path(new).parent), []).append((new, inode[new]))
            case ("mkdir", path):
                entries.setdefault(str(Path(path).parent), []).append((path, "folder"))
            case ("fsync folder", path):
                durable[path] = len(entries.get(path, []))
    loose = sorted({found for listed in entries.values() for _, found in listed} - flushed - {"folder"})
    folders = sorted(entries)
    for data in product(("full", "half", "empty"), repeat=len(loose)):
        content = dict.fromkeys(flushed, "full") | dict(zip(loose, data, strict=True))
        for kept in product(*(range(durable.get(folder, 0), len(entries[folder]) + 1) for folder in folders)):
            listed = {
                entry: content.get(found, "folder")
                for folder, count in zip(folders, kept, strict=True)
                for entry, found in entries[folder][:count]
            }
            yield {entry: state for entry, state in listed.items() if _reachable(entry, listed)}


def _reachable(entry: str, listed: dict[str, str]) -> bool:
    return all(str(parent) in listed for parent in Path(entry).parents if str(parent) != ".")


def faults(trace: Trace, published: tuple[Published, ...], done_at: int) -> Iterator[str]:
    """Torn files under a published name, and results that are ``done`` without being there."""
    names = {f"out/{file.name}" for file in published}
    states = 0
    for length in range(len(trace.steps), -1, -1):
        for disk in crash_states(trace.steps[:length]):
            states += 1
            yield from (f"torn {name}" for name in names if disk.get(name, "full") != "full")
            yield from (f"lost {name}" for name in names if length >= done_at and name not in disk)
    assert states > 50, "the model has looked at something"


def publish_and_place(trace: Trace, *, place: bool) -> tuple[tuple[Published, ...], int]:
    """Publishes two files; gives what the manifest would now record, and when it would."""
    store = FolderStore(str(trace.root / "out"))
    store.root.mkdir()
    scratch = store.scratch("me", "c.0-1")
    for name in ("a.pdf", "a.txt"):
        (scratch / name).write_bytes(b"content")
        trace.written(scratch / name)
    published = store.publish(scratch, "c", "u0t1")
    if place:
        published = store.place(published)
    return published, len(trace.steps)


@pytest.mark.parametrize("place", [False, True], ids=["pages", "documents"])
def test_no_crash_leaves_a_torn_file_or_a_lie(trace: Trace, place: bool) -> None:
    published, done_at = publish_and_place(trace, place=place)
    kinds = [step[0] for step in trace.steps]
    assert kinds.index("fsync") < kinds.index("rename") < len(kinds) - 1 - kinds[::-1].index("fsync folder")
    assert list(faults(trace, published, done_at)) == []


def test_the_model_finds_what_happens_without_flushing_files(trace: Trace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_flushed", lambda path: (path.stat().st_size, "0" * 64))
    published, done_at = publish_and_place(trace, place=False)
    assert any(fault.startswith("torn") for fault in faults(trace, published, done_at))


def test_the_model_finds_what_happens_without_flushing_folders(trace: Trace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "fsync_folder", lambda _: None)
    published, done_at = publish_and_place(trace, place=True)
    assert any(fault.startswith("lost") for fault in faults(trace, published, done_at))


def test_the_model_finds_a_done_that_comes_too_early(trace: Trace) -> None:
    published, done_at = publish_and_place(trace, place=True)
    assert any(fault.startswith("lost") for fault in faults(trace, published, done_at - 1))
