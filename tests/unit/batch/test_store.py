import errno
import os
from pathlib import Path
from typing import Any

import pytest

from casedocs.batch.store import FolderStore, Published, open_store
from casedocs.errors import DiskFullError, OutputError


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(str(tmp_path / "out"))


def published(store: FolderStore, **files: bytes) -> tuple[Published, ...]:
    scratch = store.scratch("me", "c.0-1")
    for name, data in files.items():
        (scratch / name).write_bytes(data)
    return store.publish(scratch, "c", "u0t1")


def test_files_are_published_under_names_that_nobody_else_has(store: FolderStore) -> None:
    first = published(store, a=b"one", b=b"")
    second = published(store, a=b"two")
    assert [file.size for file in (*first, *second)] == [3, 0, 3]
    assert len({file.name for file in (*first, *second)}) == 3
    assert store.local_path(first[0].name).read_bytes() == b"one"
    assert store.contents() == ["c"]
    assert all(store.holds(file, content=True) for file in (*first, *second))
    assert store.scratch_owners() == ["me"]
    store.discard("me")
    assert store.scratch_owners() == []


def test_placing_gives_the_names_of_scratch_and_may_be_repeated(store: FolderStore) -> None:
    files = published(store, **{"Đơn-1.txt": b"x", "a.b-c": b"yy"})
    placed = store.place(files)
    assert {file.name for file in placed} == {"Đơn-1.txt", "a.b-c"}
    assert store.place(files) == placed
    (store.root / "a.b-c").write_bytes(b"zz")
    with pytest.raises(OutputError):
        store.place(files)


def test_what_is_gone_or_changed_is_not_held(store: FolderStore) -> None:
    (file,) = published(store, a=b"abc")
    path = store.local_path(file.name)
    path.write_bytes(b"abd")
    assert store.holds(file)
    assert not store.holds(file, content=True)
    path.write_bytes(b"ab")
    assert not store.holds(file)
    store.remove([file])
    store.remove([file])
    assert not store.holds(file)


def test_pages_of_a_content_are_removed(store: FolderStore) -> None:
    published(store, a=b"x")
    store.remove_pages("")
    assert store.contents() == ["c"]
    store.remove_pages("c")
    assert store.contents() == []
    assert not (store.root / ".casedocs" / "pages").exists()


def test_scratch_of_one_unit_is_discarded_alone(store: FolderStore) -> None:
    mine, other = store.scratch("me", "c.0-1"), store.scratch("me", "c.1-1")
    store.discard("me", "c.0-1")
    assert not mine.exists()
    assert other.exists()


def test_nothing_is_published_of_an_empty_scratch(store: FolderStore) -> None:
    assert published(store) == ()
    assert store.contents() == []


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, DiskFullError), (errno.EACCES, OutputError)])
def test_a_disk_that_refuses_leaves_nothing(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[OutputError]
) -> None:
    scratch = store.scratch("me", "c.0-1")
    (scratch / "a").write_bytes(b"x")

    def refuse(handle: Any) -> None:
        raise OSError(number, f"{os.strerror(number)} ({handle})")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(kind):
        store.publish(scratch, "c", "u0t1")
    assert not scratch.exists()
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_a_target_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError):
        open_store(str(tmp_path / "out")).scratch("me", "c.0-1")
