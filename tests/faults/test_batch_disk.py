"""No room left: a clean failure, the manifest intact, and the next run goes on."""

import errno
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from casedocs import batch
from casedocs.errors import DiskFullError
from tests.support.batch_tasks import inspect, make_document, task
from tests.support.batch_work import page_result
from tests.support.small_disk import mounted

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="small disks as on Linux")
PAGES = 10


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight megabytes."""
    with mounted(tmp_path / "small", "8m") as folder:
        yield folder


def planned(folder: Path) -> batch.Plan:
    for number in range(4):
        kind = "big" if number == 0 else "page"
        make_document(folder / f"{number}.txt", *(f"{kind} {number} {page}" for page in range(PAGES)))
    return batch.plan([folder], inspect=inspect)


def assert_intact(manifest: Path) -> None:
    with closing(sqlite3.connect(manifest)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def assert_right(out: Path) -> None:
    for number in range(1, 4):
        wanted = "".join(page_result(f"page {number} {page}") for page in range(PAGES))
        assert (out / f"{number}.txt").read_text(encoding="utf-8") == wanted
    assert not [path for path in out.rglob("*") if path.suffix == ".tmp"]
    assert not (out / ".casedocs" / "scratch").exists()


def test_a_small_disk_ends_the_run_by_name_and_a_larger_one_goes_on(small_disk: Path, tmp_path: Path) -> None:
    """Ten pages of three megabytes are too much for eight; when they are gone the rest is done."""
    out = small_disk / "out"
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 3_000_000)
    plan = planned(tmp_path / "in")
    job = task(out, keep_pages=True)
    try:
        report = batch.run(plan, job, backend=batch.LocalBackend(jobs=1))
    except DiskFullError as error:
        assert error.hint  # noqa: PT017  either way of ending is right, each with its own promise
    else:
        codes = {(page.error or {}).get("code") for document in report.documents for page in document.trouble}
        assert codes == {"disk_full"}
    manifest = batch.default_manifest(str(out))
    assert_intact(manifest)
    ballast.unlink()
    shutil.rmtree(out / ".casedocs" / "pages", ignore_errors=True)
    make_document(tmp_path / "in" / "0.txt", "page 0")
    again = batch.run(batch.plan([tmp_path / "in"], inspect=inspect), job, backend=batch.LocalBackend(jobs=1))
    assert again.is_complete
    assert_right(out)
    assert_intact(manifest)


def test_a_disk_without_any_room_refuses_a_manifest_by_name(small_disk: Path, tmp_path: Path) -> None:
    ballast = small_disk / "ballast"
    try:
        ballast.write_bytes(b"x" * 20_000_000)
    except OSError as error:
        assert error.errno == errno.ENOSPC  # noqa: PT017  the point of it
    with pytest.raises(DiskFullError):
        batch.run(planned(tmp_path / "in"), task(small_disk / "out"), backend=batch.LocalBackend(jobs=1))
    ballast.unlink()
    make_document(tmp_path / "in" / "0.txt", "page 0")
    plan = batch.plan([tmp_path / "in"], inspect=inspect)
    assert batch.run(plan, task(small_disk / "out"), backend=batch.LocalBackend(jobs=1)).is_complete


def test_a_disk_that_fills_while_the_manifest_is_written(small_disk: Path, tmp_path: Path) -> None:
    """The commit fails as a whole; what it held is done again."""
    out = small_disk / "out"
    make_document(tmp_path / "in" / "a.txt", *(f"page {page}" for page in range(200)))
    plan = batch.plan([tmp_path / "in"], inspect=inspect)
    ballast = small_disk / "ballast"

    def fill(event: batch.Event) -> None:
        if isinstance(event, batch.UnitFinished) and not ballast.exists():
            with pytest.raises(OSError, match="No space"):
                ballast.write_bytes(b"x" * 20_000_000)

    with suppress(DiskFullError):
        batch.run(plan, task(out), backend=batch.LocalBackend(jobs=1), on_event=fill)
    assert_intact(batch.default_manifest(str(out)))
    ballast.unlink()
    report = batch.run(plan, task(out), backend=batch.LocalBackend(jobs=1))
    assert report.is_complete
    assert (out / "a.count").read_text(encoding="utf-8") == "200"
