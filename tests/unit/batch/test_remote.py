import os
import secrets
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from casedocs import batch
from casedocs.batch import _local_work
from casedocs.batch.remote import RemoteSources, RemoteStore, path_of
from casedocs.batch.sources import source_system
from casedocs.batch.store import FolderStore, Published, open_store, refuse_private
from casedocs.errors import CorruptFileError, MissingExtraError, OutputError, SourceNotFoundError, UsageError

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def root() -> str:
    """A bucket in memory that no other test has."""
    return f"memory://{secrets.token_hex(6)}"


def put(url: str, data: bytes) -> str:
    with fsspec.open(url, "wb") as stream:
        stream.write(data)
    return url


def published(store: RemoteStore, **files: bytes) -> tuple[Published, ...]:
    scratch = store.scratch("me", "c.0-1")
    for name, data in files.items():
        (scratch / name).write_bytes(data)
    return store.publish(scratch, "c", "u0t1")


# --- sources --------------------------------------------------------------------------------------------------------


def test_files_are_found_below_a_url_without_hidden_ones(root: str) -> None:
    for name in ("b/2 Đơn.pdf", "a.pdf", ".ẩn/x.pdf", "b/.casedocs/pages/y", "~$1.pdf"):
        put(f"{root}/{name}", b"x")
    assert list(RemoteSources(root).walk(root)) == [f"{root}/a.pdf", f"{root}/b/2 Đơn.pdf"]
    assert list(RemoteSources(root).walk(f"{root}/a.pdf")) == [f"{root}/a.pdf"]
    with pytest.raises(SourceNotFoundError):
        list(RemoteSources(root).walk(f"{root}/c"))


def test_a_source_is_fetched_once_and_compared_with_its_hash(root: str) -> None:
    url = put(f"{root}/a.pdf", b"one")
    system = RemoteSources(url)
    sha256 = system.sha256(url)
    with system.local(url, sha256) as path:
        assert (path.name, path.read_bytes()) == ("a.pdf", b"one")
    with system.local(url, sha256) as again:
        assert again == path
    before = system.mark(url)
    put(url, b"two")
    assert system.mark(url) != before
    assert system.mark(url).mtime_ns < 2**60, "a time long past, so that the planner trusts it"
    with pytest.raises(CorruptFileError), system.local(url, sha256):
        pytest.fail("it was opened")
    assert not list(_local_work.work_folder().glob("source/*/a.pdf"))


def test_a_plan_of_urls(root: str) -> None:
    for name, data in (("a", b"1"), ("b", b"1"), ("c", b"2")):
        put(f"{root}/{name}", data)
    plan = batch.plan([root])
    assert [document.document for document in plan.duplicates] == [f"{root}/b"]
    assert len(plan.usable) == 3


def test_file_urls_are_paths(tmp_path: Path) -> None:
    path = tmp_path / "hồ sơ 1" / "a.pdf"
    path.parent.mkdir()
    path.write_bytes(b"x")
    url = path.as_uri()
    assert path_of(url) == str(path)
    system = source_system(url)
    assert list(system.walk(url)) == [str(path)]
    assert system.mark(url).size == 1
    assert system.sha256(url) == source_system(str(path)).sha256(str(path))
    with system.local(url) as local:
        assert local == path
    store = open_store(tmp_path.as_uri())
    assert isinstance(store, FolderStore)
    assert store.root == tmp_path
    with pytest.raises(UsageError):
        path_of("file://server/share")


@pytest.mark.parametrize("url", ["ftp://x/y", "s3://", "memory:///", "simplecache::s3://a/b", "https://a/b"])
def test_urls_that_nobody_knows(url: str) -> None:
    with pytest.raises(UsageError):
        open_store(url)
    with pytest.raises(UsageError):
        source_system(url)


def test_packages_that_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    from casedocs.batch import _fsspec

    _fsspec.forget_file_systems()
    registry = import_module("fsspec.registry")._registry
    monkeypatch.delitem(registry, "s3", raising=False)  # it may have been used before
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(MissingExtraError, match=r"casedocs\[remote\]"):
        open_store("s3://bucket/x")
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(MissingExtraError, match=r"casedocs\[remote\]"):
        open_store("memory://bucket/x")


def test_memory_of_one_process_is_no_place_for_the_work_of_others() -> None:
    with pytest.raises(UsageError, match="one process only"):
        refuse_private("memory://out/x")
    for fine in ("s3://b/x", "file:///x", "folder", "memory"):
        refuse_private(fine)


# --- results --------------------------------------------------------------------------------------------------------


def test_results_are_published_placed_and_removed(root: str) -> None:
    store = RemoteStore(root)
    files = published(store, **{"Đơn-1.txt": b"x", "b": b""})
    assert store.contents() == ["c"]
    assert all(store.holds(file, content=True) for file in files)
    assert store.local_path(files[0].name).read_bytes() == b""
    placed = store.place(files)
    assert {file.name for file in placed} == {"Đơn-1.txt", "b"}
    assert not any(store.holds(file) for file in files), "the first copies are gone"
    assert store.place(files) == placed, "may be repeated"
    assert store.names() == {"Đơn-1.txt", "b"}
    put(f"{root}/b", b"other")
    with pytest.raises(OutputError):
        store.place(files)
    store.remove(placed)
    store.remove(placed)
    assert store.names() == frozenset()


def test_pages_of_a_content_are_removed(root: str) -> None:
    store = RemoteStore(root)
    (file,) = published(store, a=b"1")
    store.remove_pages("")
    assert store.holds(file)
    store.remove_pages("c")
    assert not store.local_path(file.name).exists()
    assert store.contents() == []


def test_what_arrives_changed_is_an_error(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = RemoteStore(root)
    monkeypatch.setattr(store._files, "put", lambda source, url: put(url, source.read_bytes()[:-1] + b"?"))
    with pytest.raises(OutputError, match="not what was sent"):
        published(store, a=b"abc")


# --- local work -----------------------------------------------------------------------------------------------------


def test_what_a_killed_process_leaves_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = "from casedocs.batch import _local_work as w; print(w.new_folder('scratch'), flush=True); "
    alive = subprocess.Popen(
        [sys.executable, "-c", made + "input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with alive:
        assert alive.stdout is not None
        living = Path(alive.stdout.readline().strip())
        killed = subprocess.run(
            [sys.executable, "-c", made + "import os; os._exit(9)"], capture_output=True, text=True, check=False
        )
        dead = Path(killed.stdout.strip())
        assert dead.is_dir()
        assert _local_work.sweep() == 1
        assert living.is_dir()
        assert not dead.exists()
        alive.communicate("\n")
    assert list(tmp_path.iterdir()) == [], "a process that ends cleans up after itself"
    assert os.environ["TMPDIR"] == str(tmp_path)
