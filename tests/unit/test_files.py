import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from casedocs import _files
from casedocs.errors import (
    CasedocsError,
    DiskFullError,
    EmptyFileError,
    LimitExceededError,
    OutputError,
    SourceNotFoundError,
    UnreadableFileError,
    UsageError,
)


def failing(number: int) -> Callable[..., NoReturn]:
    def fail(*arguments: object, **settings: object) -> NoReturn:
        del arguments, settings
        raise OSError(number, os.strerror(number))

    return fail


def test_a_file_is_written_and_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "kết quả.txt"
    _files.atomic_write(target, b"one")
    _files.atomic_write(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="no umask on Windows")
def test_the_file_gets_the_rights_that_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        _files.atomic_write(tmp_path / "a", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_the_old_file_stays_when_the_writer_fails(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")

    def write_half() -> None:
        with _files.atomic_path(target) as temporary:
            temporary.write_bytes(b"half")
            raise UsageError("stop")

    with pytest.raises(UsageError, match="stop"):
        write_half()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_foreign_exceptions_of_the_writer_pass_and_leave_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), _files.atomic_path(tmp_path / "a"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_has_a_name_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", failing(number))
    with pytest.raises(DiskFullError, match=r"a\.txt") as caught:
        _files.atomic_write(target, b"new")
    assert "run the same command again" in caught.value.hint
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_disk_that_is_full_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.open", failing(errno.ENOSPC))
    with pytest.raises(DiskFullError):
        _files.atomic_write(tmp_path / "a", b"new")


def test_other_trouble_with_the_target_has_a_name_too(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError) as caught:
        _files.atomic_write(tmp_path / "file" / "a", b"x")
    assert type(caught.value) is OutputError
    assert "write rights" in caught.value.hint
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError):
        _files.atomic_write(tmp_path / "folder", b"x")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "folder"]


def test_input_errors_say_whether_it_is_missing_or_unreadable(tmp_path: Path) -> None:
    missing = _files.input_error(FileNotFoundError(errno.ENOENT, "x"), tmp_path / "a")
    assert type(missing) is SourceNotFoundError
    refused = _files.input_error(PermissionError(errno.EACCES, "Permission denied"), tmp_path / "a")
    assert type(refused) is UnreadableFileError
    assert "Permission denied" in str(refused)
    assert refused.source == str(tmp_path / "a")


def test_sha256(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"casedocs" * 100_000)
    assert _files.sha256_file(path) == hashlib.sha256(b"casedocs" * 100_000).hexdigest()
    with pytest.raises(SourceNotFoundError):
        _files.sha256_file(tmp_path / "b")
    with pytest.raises(UnreadableFileError):
        _files.sha256_file(tmp_path)


def test_reading_within_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert _files.read_limited(path, 5) == b"12345"
    wrong: list[tuple[Path, int, type[CasedocsError]]] = [
        (path, 4, LimitExceededError),
        (tmp_path / "none", 9, SourceNotFoundError),
    ]
    path_empty = tmp_path / "empty"
    path_empty.write_bytes(b"")
    wrong.append((path_empty, 9, EmptyFileError))
    for source, limit, cls in wrong:
        with pytest.raises(cls):
            _files.read_limited(source, limit)


def test_flushing_a_folder_that_is_gone_is_no_error(tmp_path: Path) -> None:
    _files.fsync_folder(tmp_path / "gone")
    assert not (tmp_path / "gone").exists()
