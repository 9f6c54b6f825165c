"""A manifest that a power cut or a bad disk has damaged is gone on with, or refused by name; never believed."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from casedocs import batch
from casedocs.batch.manifest import EnrollOptions, Outcome
from casedocs.errors import ManifestError, OutputError
from tests.support.batch_tasks import inspect, make_document, task

DOCUMENTS, PAGES = 6, 5


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """A manifest with 30 pages, a third of them done; its WAL holds the last commits."""
    for number in range(DOCUMENTS):
        make_document(tmp_path / "in" / f"{number}.txt", *(f"{number} {page}" for page in range(PAGES)))
    path = tmp_path / "manifest.sqlite"
    opened = batch.open_manifest(path)
    opened.enroll(batch.plan([tmp_path / "in"], inspect=inspect), task(tmp_path / "out"), EnrollOptions())
    opened.close()
    return path


def commits(path: Path, count: int) -> batch.Manifest:
    """Commits pages one by one and stays open, so that the WAL is not written back."""
    opened = batch.open_manifest(path)
    opened.revive()
    for claim in [claim for _ in range(count) for claim in opened.claim("me", 1, 600)]:
        opened.commit([Outcome(claim=claim, state=batch.UnitState.DONE, answer={"unit": claim.unit})])
    return opened


def outcome_of_opening(path: Path) -> str:
    """``resumed``, with all units accounted for, or ``refused`` by name."""
    try:
        opened = batch.open_manifest(path)
    except ManifestError as error:
        return "refused" if error.hint and error.source == str(path) else "refused without saying what and where"
    with closing(opened):
        opened.task()
        opened.revive()
        units = sum(units for units, _ in opened.counts().values())
        assert units == DOCUMENTS * (PAGES + 1)
        pages = 0
        while claims := opened.claim("me", 16, 600):
            opened.commit([Outcome(claim=claim, state=batch.UnitState.DONE) for claim in claims])
            pages += len(claims)
        assert {outcome.state for outcome in opened.outcomes()} == {batch.DocumentState.DONE}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return "resumed"


def places(size: int, count: int) -> list[int]:
    """Around every border of a database page, everywhere near the end, where rows lie, and chance places between."""
    chance = random.Random(size)
    borders = {border + step for border in range(0, size + 1, 4096) for step in (-1, 0, 1) if 0 <= border + step < size}
    end = set(range(max(0, size - 100), size))
    return sorted(borders | end | set(range(0, 120, 7)) | {chance.randrange(size) for _ in range(count)})


def test_cut_at_any_byte_it_is_refused_or_whole(manifest: Path, tmp_path: Path) -> None:
    commits(manifest, 10).close()
    data = manifest.read_bytes()
    found = set()
    for number, place in enumerate(places(len(data), 60)):
        cut = tmp_path / f"cut{number}" / "manifest.sqlite"
        cut.parent.mkdir()
        cut.write_bytes(data[:place])
        found.add(outcome_of_opening(cut))
        shutil.rmtree(cut.parent)
    assert "refused" in found
    assert found <= {"refused", "resumed"}
    whole = tmp_path / "whole.sqlite"
    whole.write_bytes(data)
    assert outcome_of_opening(whole) == "resumed"


def test_its_log_cut_at_any_byte_is_gone_on_with(manifest: Path, tmp_path: Path) -> None:
    """The log of the last commits: what is cut off was never done, what is left is whole."""
    opened = commits(manifest, 10)
    try:
        data, log = manifest.read_bytes(), manifest.with_name(manifest.name + "-wal").read_bytes()
    finally:
        opened.close()
    assert len(log) > 10 * 4096
    done = []
    for number, place in enumerate([*places(len(log), 20), len(log)]):
        cut = tmp_path / f"cut{number}" / "manifest.sqlite"
        cut.parent.mkdir()
        cut.write_bytes(data)
        cut.with_name("manifest.sqlite-wal").write_bytes(log[:place])
        with closing(batch.open_manifest(cut)) as reopened:
            done.append(reopened.counts().get(batch.UnitState.DONE, (0, 0))[0])
        assert outcome_of_opening(cut) == "resumed"
        shutil.rmtree(cut.parent)
    assert done == sorted(done), "a longer log never knows less"
    assert (done[0], done[-1]) == (0, 10)


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"SQLite format 3\0", b"SQLite format 3\0" + b"x" * 5000, b"{}", b"%PDF-1.7", b"\xff" * 9000]
)
def test_what_is_no_manifest_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "manifest.sqlite"
    path.write_bytes(data)
    for writes in (True, False):
        with pytest.raises(ManifestError) as caught:
            batch.open_manifest(path, writes=writes)
        assert caught.value.hint
    assert path.read_bytes() == data


def test_another_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "manifest.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE units (x)")
    with pytest.raises(ManifestError, match="is no manifest"):
        batch.open_manifest(path)


def test_a_manifest_of_the_future_is_refused(manifest: Path) -> None:
    with closing(sqlite3.connect(manifest)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(ManifestError, match="version 99"):
        batch.open_manifest(manifest)


def test_bits_that_flip_are_found_or_harmless(manifest: Path, tmp_path: Path) -> None:
    """No traceback and no foreign error, wherever the damage is."""
    data = bytearray(manifest.read_bytes())
    chance = random.Random(1)
    for _ in range(100):
        place = chance.randrange(len(data))
        damaged = bytearray(data)
        damaged[place] ^= 1 << chance.randrange(8)
        path = tmp_path / "damaged.sqlite"
        path.write_bytes(damaged)
        try:
            with closing(batch.open_manifest(path)) as opened:
                opened.task()
                opened.revive()
                opened.outcomes()
                opened.claim("me", 99, 60)
        except ManifestError:
            continue


def test_folders_that_do_not_take_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError):
        batch.open_manifest(tmp_path / "file" / "manifest.sqlite")
    (tmp_path / "m.sqlite").mkdir()
    with pytest.raises(ManifestError):
        batch.open_manifest(tmp_path / "m.sqlite")
