"""Ctrl-C, kill -9 and a full disk: no half file, no orphan, and the next run finishes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from casedocs.dossier.ingest import DocumentStatus
from casedocs.errors import DiskFullError
from casedocs.ocr import from_json
from tests.support.dossiers import ENGINE, ROOT, dark_pages, files_in, for_children, run
from tests.support.pdfs import coloured_scan
from tests.support.small_disk import mounted

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc as on Linux")


@contextmanager
def digitizing(source: Path, output: Path, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    arguments = ["digitize", str(source), "-o", str(output), "--engine", ENGINE, "--json", "--jobs", "2"]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "CASEDOCS_TEST_SLEEP": "0.2", **environment}
    command = [sys.executable, "-m", "casedocs", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=settings) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for_pages(process: "subprocess.Popen[bytes]", count: int) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["message_type"] == "page":
            count -= 1
            if count == 0:
                return
    pytest.fail("the run ended before it had read its pages")


def children_of(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(entry.name))
    return found


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def assert_whole(output: Path, source: Path, pages: int) -> None:
    """The results are those of a run that nobody disturbed, and nothing else lies about."""
    assert files_in(output) == {"a.pdf", "a.txt", "a.json", "b.pdf", "b.txt", "b.json", "summary.jsonl"}
    assert not [path for path in output.rglob("*") if path.name.startswith(".casedocs-")]
    for name in "ab":
        document = from_json((output / f"{name}.json").read_text(encoding="utf-8"))
        assert len(document.pages) == pages
        assert not document.failed_pages
        assert document.source_name == f"{name}.pdf"
    assert source.is_dir()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    dark_pages(tmp_path / "source" / "a.pdf", 0.05, 0.1, 0.15, 0.2)
    dark_pages(tmp_path / "source" / "b.pdf", 0.25, 0.3, 0.35, 0.4)
    return tmp_path / "source"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
@pytest.mark.parametrize("pages", [2, 5])
def test_a_stopped_run_leaves_nothing_half_done_and_goes_on(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: signal.Signals, pages: int
) -> None:
    output = tmp_path / "out"
    with digitizing(source, output) as process:
        wait_for_pages(process, pages)
        children = children_of(process.pid)
        process.send_signal(how)
        code = process.wait(timeout=300)
    assert code == (130 if how is signal.SIGINT else -9)
    assert children
    for _ in range(1200):
        if not any(map(is_running, children)):
            break
        time.sleep(0.05)
    assert not any(map(is_running, children)), "a child outlived its parent"
    # What is there so far is whole.
    for path in output.glob("*.json"):
        from_json(path.read_text(encoding="utf-8"))
    for path in output.glob("*.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
    notes = tmp_path / "notes"
    for_children(monkeypatch, notes)
    report = run(source, output=output)
    assert not report.trouble
    assert len(notes.read_text(encoding="utf-8").splitlines()) <= 8 - pages + 2, "kept pages are not read again"
    assert_whole(output, source, 4)


def test_temporary_files_of_a_killed_run_are_no_results(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_children(monkeypatch)
    output = tmp_path / "out"
    output.mkdir()
    for name in (
        ".casedocs-0123456789abcdef.tmp",
        ".casedocs/pages/x/.casedocs-01.tmp",
        ".casedocs/pages/x/p000001.json",
    ):
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_bytes(b'{"half')
    report = run(source, output=output)
    assert len(report.with_status(DocumentStatus.DONE)) == 2
    assert {"a.pdf", "b.pdf"} < files_in(output)
    assert len(run(output, output=tmp_path / "other").records) == 2, "only results are seen in the folder"


def test_a_kept_page_that_is_damaged_is_read_again(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_children(monkeypatch)
    output = tmp_path / "out"
    with digitizing(source, output) as process:
        wait_for_pages(process, 2)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=300)
    kept = list((output / ".casedocs" / "pages").rglob("*-p*.json"))
    assert kept
    for path in kept:
        path.write_bytes(path.read_bytes()[:-20])
    assert not run(source, output=output).trouble
    assert_whole(output, source, 4)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    with mounted(tmp_path / "small", "500k") as folder:
        yield folder


def test_a_full_disk_fails_the_large_document_and_a_later_run_finishes(
    source: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_children(monkeypatch)
    coloured_scan(900, 1200).effect_spread(300).save(source / "lớn.jpg", quality=98)
    assert (source / "lớn.jpg").stat().st_size > 500_000
    output = small_disk / "out"
    report = run(source, output=output, jobs=1)
    codes = {record.name: (record.error or {}).get("code") for record in report.records}
    assert codes == {"a": None, "b": None, "lớn": "disk_full"}
    assert not [path for path in output.rglob("*") if path.suffix == ".tmp"]
    (source / "lớn.jpg").unlink()
    assert not run(source, output=output, jobs=1).trouble
    assert_whole(output, source, 4)


def test_a_disk_without_any_room_stops_the_run_by_name(
    source: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_children(monkeypatch)
    output = small_disk / "out"
    output.mkdir()
    ballast = small_disk / "ballast"
    with suppress(OSError):
        ballast.write_bytes(b"x" * 1_000_000)
    with pytest.raises(DiskFullError) as caught:
        run(source, output=output, jobs=1)
    assert "free some space" in caught.value.hint
    ballast.unlink()
    assert not run(source, output=output, jobs=1).trouble
    assert_whole(output, source, 4)
