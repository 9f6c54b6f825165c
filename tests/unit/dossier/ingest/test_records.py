import json
from pathlib import Path
from typing import Any

import pytest

from casedocs.batch.lock import folder_lock
from casedocs.dossier.ingest.options import DigitizeOptions
from casedocs.dossier.ingest.records import DigitizeReport, DocumentRecord, DocumentStatus
from casedocs.dossier.ingest.summary import Summary
from casedocs.errors import FormatError, LockHeldError, OutputError, UnreadableFileError, UsageError
from casedocs.ocr.options import OcrOptions

RECORD = DocumentRecord(
    source="/hồ sơ/b\udce1n\u2028khai\x85.pdf",
    name="bản khai",
    status=DocumentStatus.PARTIAL,
    outputs={"pdf": "bản khai.pdf"},
    page_count=3,
    pages={"ocr": 2, "failed": 1},
    failed_pages=({"page_number": 2, "code": "corrupt", "message": "x", "hint": "y"},),
    words=12,
    confidence=0.875,
    seconds=1.5,
    warnings=("w",),
    error={"code": "corrupt", "message": "x", "hint": "y"},
    sha256="ab" * 32,
    size=10,
    mtime_ns=1_700_000_000_000_000_000,
    options="0123",
    engine="e 1",
    software="casedocs 0",
    finished="2026-01-01T00:00:00+00:00",
)


def test_a_record_is_one_line_and_reads_back() -> None:
    line = RECORD.to_line()
    assert "\n" not in line
    line.encode("utf-8")
    assert DocumentRecord.from_line(line) == RECORD


@pytest.mark.parametrize(
    ("key", "value", "path"),
    [
        ("status", "fine", "status"),
        ("name", "../../etc/x", "name"),
        ("name", "..", "name"),
        ("name", "a\\b", "name"),
        ("name", "", "name"),
        ("pages", {"ocr": "many"}, "pages.ocr"),
        ("words", None, "words"),
        ("failed_pages", [3], "failed_pages[0]"),
        ("error", "x", "error"),
        ("seconds", "1", "seconds"),
    ],
)
def test_wrong_records_are_named_with_their_place(key: str, value: object, path: str) -> None:
    data: dict[str, Any] = json.loads(RECORD.to_line())
    data[key] = value
    with pytest.raises(FormatError) as caught:
        DocumentRecord.from_line(json.dumps(data))
    assert caught.value.path == path


def test_the_summary_keeps_one_line_a_source(tmp_path: Path) -> None:
    summary = Summary(tmp_path)
    summary.add(RECORD)
    summary.add(RECORD)
    assert len((tmp_path / "summary.jsonl").read_text(encoding="utf-8").split("\n")) == 3
    summary.compact()
    assert (tmp_path / "summary.jsonl").read_text(encoding="utf-8") == RECORD.to_line() + "\n"
    assert Summary(tmp_path).records == {RECORD.source: RECORD}


@pytest.mark.parametrize("cut", [1, 2, 40, 400])
def test_a_line_that_was_cut_short_is_dropped_and_not_built_upon(tmp_path: Path, cut: int) -> None:
    summary = Summary(tmp_path)
    summary.add(RECORD)
    path = tmp_path / "summary.jsonl"
    path.write_bytes(path.read_bytes() + RECORD.to_line().encode()[:-cut])
    again = Summary(tmp_path)
    assert again.records == {RECORD.source: RECORD}
    again.add(RECORD)
    assert Summary(tmp_path).records == {RECORD.source: RECORD}
    assert path.read_text(encoding="utf-8", errors="replace").split("\n")[-2] == RECORD.to_line()


def test_a_summary_of_rubbish_is_an_empty_summary(tmp_path: Path) -> None:
    (tmp_path / "summary.jsonl").write_bytes(b"\xff\xfe\n{}\n[1]\nnull\n\n")
    assert Summary(tmp_path).records == {}


def test_a_summary_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    (tmp_path / "summary.jsonl").mkdir()
    with pytest.raises(UnreadableFileError):
        Summary(tmp_path)
    (tmp_path / "summary.jsonl").rmdir()
    summary = Summary(tmp_path)
    (tmp_path / "summary.jsonl").mkdir()
    with pytest.raises(OutputError):
        summary.add(RECORD)


def test_a_report_tells_trouble_from_success() -> None:
    report = DigitizeReport(records=(RECORD,), seconds=1.0)
    assert report.trouble == (RECORD,)
    assert report.pages_read == 3
    assert report.with_status(DocumentStatus.DONE) == ()


def test_a_lock_is_held_by_one_and_let_go(tmp_path: Path) -> None:
    path = tmp_path / ".casedocs" / "lock"
    with folder_lock(path), pytest.raises(LockHeldError, match="another run"), folder_lock(path):
        pass
    with folder_lock(path):
        assert path.exists()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError), folder_lock(tmp_path / "file" / "lock"):
        pass


@pytest.mark.parametrize(
    "wrong",
    [
        {"jobs": 0},
        {"page_seconds": 0},
        {"page_seconds": float("nan")},
        {"page_seconds": float("inf")},
        {"memory_bytes": -1},
    ],
)
def test_options_that_make_no_sense(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        DigitizeOptions(**wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_the_fingerprint_hears_of_what_changes_results_only() -> None:
    base = DigitizeOptions().fingerprint()
    assert DigitizeOptions(jobs=3, force=True, dry_run=True, page_seconds=1).fingerprint() == base
    others = {
        DigitizeOptions(engine="null").fingerprint(),
        DigitizeOptions(copy_signed=True).fingerprint(),
        DigitizeOptions(ocr=OcrOptions(languages=("eng",))).fingerprint(),
    }
    assert len(others | {base}) == 4
