"""The audit log: every change breaks the chain; writers do not collide."""

import json
import threading
from pathlib import Path

import pytest

from casedocs.errors import FormatError, SourceNotFoundError
from casedocs.sign._pki import certificate_info
from casedocs.sign.audit import append_audit, check_audit
from casedocs.sign.options import SigningResult
from casedocs.sign.status import Level
from tests.support.pki import NOW, Identity


@pytest.fixture
def result(signer: Identity) -> SigningResult:
    info = certificate_info(signer.der)
    return SigningResult(Path("qđ.pdf"), "Signature1", Level.B_T, info, NOW, "a" * 64, "b" * 64)


@pytest.fixture
def log(tmp_path: Path, result: SigningResult) -> Path:
    path = tmp_path / "nhật ký.jsonl"
    for _ in range(4):
        append_audit(path, result, at=NOW)
    return path


def test_entries_are_chained(log: Path, result: SigningResult) -> None:
    report = check_audit(log)
    assert report.entries == 4
    assert append_audit(log, result, at=NOW) == check_audit(log, expected=check_audit(log).last_hash).last_hash
    records = [json.loads(line) for line in log.read_text().splitlines()]
    assert [record["number"] for record in records] == [1, 2, 3, 4, 5]
    assert records[0]["serial"] == result.signer.serial


@pytest.mark.parametrize("how", ["edit", "remove", "swap", "insert", "cut", "garbage", "list"])
def test_any_change_is_found(log: Path, result: SigningResult, how: str) -> None:
    lines = log.read_bytes().splitlines(keepends=True)
    changed = {
        "edit": [lines[0], lines[1].replace(b"B-T", b"B-B"), *lines[2:]],
        "remove": [lines[0], *lines[2:]],
        "swap": [lines[1], lines[0], *lines[2:]],
        "insert": [lines[0], lines[0], *lines[1:]],
        "cut": [*lines[:-1], lines[-1][:-10]],
        "garbage": [*lines, b"{]\n"],
        "list": [*lines, b"[]\n"],
    }[how]
    log.write_bytes(b"".join(changed))
    with pytest.raises(FormatError, match="line"):
        check_audit(log)
    with pytest.raises(FormatError):
        append_audit(log, result)
    assert log.read_bytes() == b"".join(changed)


def test_missing_last_lines_are_found_by_the_noted_hash(log: Path) -> None:
    noted = check_audit(log).last_hash
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    assert check_audit(log).entries == 3
    with pytest.raises(FormatError, match="missing"):
        check_audit(log, expected=noted)


def test_no_log(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError):
        check_audit(tmp_path / "x")


def test_writers_do_not_collide(log: Path, result: SigningResult) -> None:
    threads = [threading.Thread(target=append_audit, args=(log, result)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert check_audit(log).entries == 10
    assert not list(log.parent.glob("*.lock"))
