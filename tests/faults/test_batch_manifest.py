"""A manifest that a power cut or a bad disk has damaged is gone on with, or refused by name; never believed.

Every byte: ``python -m benchmarks.batch_damage``.
"""

import json
import os
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from casedocs import batch
from casedocs.errors import BatchError, ManifestError, OutputError
from tests.support.batch_tasks import task
from tests.support.manifests import commits, cut_files, cut_logs, make_manifest, with_flipped_bit

_MEMORY = Path("/dev/shm")
_FILE_STEP, _LOG_STEP = (
    7,
    499,
)  # as dense as ten seconds allow; no multiple of a page, so that all kinds of places are met
_FRAME, _LOG_HEAD = 4096 + 24, 32  # of SQLite's log


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """A manifest with 30 pages."""
    return make_manifest(tmp_path)


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """In memory where there is such a place: a manifest flushes every commit, and there are thousands."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if os.access(_MEMORY, os.W_OK) else tmp_path) as folder:
        yield Path(folder)


def around(places: range, size: int) -> set[int]:
    """Those places, and one byte before and after each."""
    return {place + step for place in places for step in (-1, 0, 1) if 0 <= place + step < size}


def test_cut_anywhere_it_is_refused_or_whole(manifest: Path, quick_folder: Path) -> None:
    commits(manifest, 10).close()
    data = manifest.read_bytes()
    places = {*range(0, len(data), _FILE_STEP), *around(range(0, len(data), 4096), len(data))}
    places |= {*range(120), *range(len(data) - 100, len(data))}
    found = dict(cut_files(data, [*sorted(places), len(data)], quick_folder))
    assert found.pop(len(data)) == "resumed", "nothing is missing"
    assert set(found.values()) == {"refused"}


def test_its_log_cut_anywhere_is_gone_on_with(manifest: Path, quick_folder: Path) -> None:
    """The log of the last commits: what is cut off was never done, what is left is whole."""
    opened = commits(manifest, 10)
    try:
        data, log = manifest.read_bytes(), manifest.with_name(manifest.name + "-wal").read_bytes()
    finally:
        opened.close()
    assert len(log) > 10 * _FRAME
    places = {*range(0, len(log), _LOG_STEP), *around(range(_LOG_HEAD, len(log), _FRAME), len(log))}
    found = list(cut_logs(data, log, [*sorted(places), len(log)], quick_folder))
    assert {outcome for _, _, outcome in found} == {"resumed"}
    done = [done for _, done, _ in found]
    assert done == sorted(done), "a longer log never knows less"
    assert set(done) == set(range(11))


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


def test_bits_that_flip_are_found_or_harmless(manifest: Path, quick_folder: Path) -> None:
    """No traceback and no foreign error, wherever the damage is; the bytes differ with each run."""
    commits(manifest, 10).close()
    data = manifest.read_bytes()
    chance = random.Random(1)
    found = {with_flipped_bit(data, chance.randrange(len(data)), chance.randrange(8), quick_folder) for _ in range(400)}
    assert found == {"harmless", "refused"}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE meta SET value = 'f' || substr(value, 2) WHERE name = 'job'",
        "UPDATE meta SET value = replace(value, 'batch_work', 'batch_wxrk') WHERE name = 'task'",
        "UPDATE meta SET value = replace(value, '\"pages_per_unit\": 1', '\"pages_per_unit\": 0') WHERE name = 'task'",
        "UPDATE meta SET name = 'jobs' WHERE name = 'job'",
        "UPDATE meta SET name = 'tusk' WHERE name = 'task'",
        "INSERT INTO meta VALUES ('jOb', 'x')",
        "DELETE FROM meta WHERE name = 'job'",
        "DELETE FROM meta WHERE name = 'task'",
    ],
)
def test_what_it_is_for_is_written_down_so_that_damage_shows(manifest: Path, damage: str) -> None:
    with closing(sqlite3.connect(manifest)) as connection, connection:
        assert connection.execute(damage).rowcount == 1
    with closing(batch.open_manifest(manifest)) as opened, pytest.raises(ManifestError, match="is damaged") as caught:
        opened.task()
    assert caught.value.hint
    assert caught.value.source == str(manifest)


def test_a_job_that_no_runner_has_written_is_damage_and_another_one_is_named(manifest: Path, tmp_path: Path) -> None:
    with closing(batch.open_manifest(manifest)) as opened:
        opened.task()
        with closing(sqlite3.connect(manifest)) as connection, connection:
            connection.execute("UPDATE meta SET value = 'f' || substr(value, 2) WHERE name = 'job'")
        with pytest.raises(ManifestError, match="not the one it was started with"):
            opened.claim("me", 1, 60)
        other = task(tmp_path / "out", options="others")
        with closing(sqlite3.connect(manifest)) as connection, connection:
            connection.execute("UPDATE meta SET value = ? WHERE name = 'job'", (other.fingerprint(),))
            connection.execute("UPDATE meta SET value = ? WHERE name = 'task'", (json.dumps(other.to_data()),))
        with pytest.raises(BatchError, match="another batch has been started"):
            opened.claim("me", 1, 60)


def test_folders_that_do_not_take_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError):
        batch.open_manifest(tmp_path / "file" / "manifest.sqlite")
    (tmp_path / "m.sqlite").mkdir()
    with pytest.raises(ManifestError):
        batch.open_manifest(tmp_path / "m.sqlite")
