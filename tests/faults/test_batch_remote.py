"""S3 on loopback TCP: from bucket to bucket, a runner killed in the middle, stores that refuse or break off."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from casedocs import batch
from casedocs.batch.remote import RemoteSources, RemoteStore
from casedocs.batch.store import Published
from casedocs.errors import CorruptFileError, OutputError, SourceNotFoundError, UnreadableFileError
from tests.support.batch_tasks import ROOT, inspect, task
from tests.support.batch_work import page_result
from tests.support.s3 import bad_server, s3_server, use_s3

pytestmark = [pytest.mark.loopback, pytest.mark.skipif(sys.platform != "linux", reason="signals as on Linux")]
pytest.importorskip("s3fs")
pytest.importorskip("moto")

_DOCUMENTS, _PAGES = 4, 6


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3_server() as address:
        yield address


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A bucket with some documents."""
    import s3fs

    use_s3(server, monkeypatch)
    name = f"b{tmp_path.name.replace('_', '-').lower()}"[:60].strip("-")
    system = s3fs.S3FileSystem()
    system.mkdir(name)
    for number in range(_DOCUMENTS):
        lines = "\n".join(f"{number} {page}" for page in range(_PAGES))
        system.pipe_file(f"{name}/in/Đơn {number}.txt", lines.encode())
    return f"s3://{name}"


def inspect_remote(urls: Sequence[str]) -> Iterator[tuple[str, batch.Inspection]]:
    for url in urls:
        with RemoteSources(url).local(url) as path:
            for _, found in inspect([str(path)]):
                yield url, found


def run_batch(bucket: str, folder: Path, seconds: float = 0.0) -> batch.BatchReport:
    """Documents of the bucket to ``out`` in it; manifest and notes are in the folder."""
    work = replace(task(folder, folder / "notes", seconds=seconds), target=f"{bucket}/out")
    plan = batch.plan([f"{bucket}/in"], inspect=inspect_remote)
    return batch.run(plan, work, backend=batch.create_backend("local:2"), manifest=folder / "m.sqlite")


def assert_is_whole(bucket: str) -> None:
    store = RemoteStore(f"{bucket}/out")
    assert store.names() == {f"Đơn {number}.{kind}" for number in range(_DOCUMENTS) for kind in ("count", "txt")}
    assert store.contents() == [], "page results are gone"
    for number in range(_DOCUMENTS):
        text = store.local_path(f"Đơn {number}.txt").read_text(encoding="utf-8")
        assert text == "".join(page_result(f"{number} {page}") for page in range(_PAGES))


def test_from_bucket_to_bucket(bucket: str, tmp_path: Path) -> None:
    assert run_batch(bucket, tmp_path).is_complete
    assert_is_whole(bucket)
    with closing(batch.open_manifest(tmp_path / "m.sqlite")) as manifest:
        assert batch.verify(manifest) == []
        RemoteStore(f"{bucket}/out").put(tmp_path / "notes", "Đơn 0.txt")
        assert [(finding.name, finding.code) for finding in batch.verify(manifest)] == [("Đơn 0.txt", "changed")]


def test_a_runner_that_is_killed(bucket: str, tmp_path: Path) -> None:
    program = "import sys, pathlib; from tests.faults import test_batch_remote as t; "
    program += "t.run_batch(sys.argv[1], pathlib.Path(sys.argv[2]), 0.1)"
    with subprocess.Popen([sys.executable, "-c", program, bucket, str(tmp_path)], cwd=ROOT) as runner:
        notes = tmp_path / "notes"
        while not notes.exists() or len(notes.read_text(encoding="utf-8").splitlines()) < 8:
            assert runner.poll() is None, "it ended by itself"
            time.sleep(0.05)
        runner.send_signal(signal.SIGKILL)
    assert run_batch(bucket, tmp_path).is_complete
    assert_is_whole(bucket)
    lines = notes.read_text(encoding="utf-8").splitlines()
    ran = Counter(line for line in lines if not line.endswith("assemble"))
    assert len(ran) == _DOCUMENTS * _PAGES
    assert sum(ran.values()) - len(ran) <= 2 * 8, "at most the units that were claimed are done again: eight a slot"


def test_a_bucket_that_is_not_there(bucket: str, tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError):
        list(RemoteSources(f"{bucket}-x").walk(f"{bucket}-x/in"))
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(OutputError, match="no bucket"):
        RemoteStore(f"{bucket}-x").put(tmp_path / "a", "a")


def test_multipart_uploads_are_read_back(bucket: str) -> None:
    store = RemoteStore(f"{bucket}/out")
    scratch = store.scratch("me", "c.0-1")
    (scratch / "large.pdf").write_bytes(bytes(range(256)) * 240_000)  # over the part size of s3fs
    (file,) = store.place(store.publish(scratch, "c", "u0t1"))
    assert store.holds(file, content=True)


@pytest.mark.parametrize(("kind", "message"), [("denies", "does not let us"), ("cuts", "cut|damaged")])
def test_stores_that_fail(kind: str, message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    with bad_server(kind) as address:
        use_s3(address, monkeypatch)
        system, store = RemoteSources("s3://b/a.pdf"), RemoteStore("s3://b/out")
        with pytest.raises((UnreadableFileError, CorruptFileError), match=message), system.local("s3://b/a.pdf"):
            pytest.fail("it was opened")
        with pytest.raises((UnreadableFileError, CorruptFileError), match=message):
            system.sha256("s3://b/a.pdf")
        with pytest.raises(OutputError):
            store.place([Published("x/u0-0-a", 1, "0")])


def test_a_server_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use_s3("http://127.0.0.1:1", monkeypatch)
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(UnreadableFileError, match="cannot be reached"):
        RemoteSources("s3://b/a.pdf").mark("s3://b/a.pdf")
    with pytest.raises(OutputError, match="cannot be reached"):
        RemoteStore("s3://b/out").put(tmp_path / "a", "a")
