"""Engines that fail in every way cost their page and nothing else."""

from pathlib import Path
from typing import Any

import pytest

from casedocs.dossier.ingest import DocumentStatus
from casedocs.ocr import from_json
from casedocs.ocr.result import PageOrigin
from tests.support.dossiers import dark_pages, files_in, for_children, run


@pytest.mark.parametrize(
    ("engine", "code", "settings"),
    [
        ("Hangs", "engine_timeout", {"page_seconds": 5.0}),
        ("Dies", "engine_crashed", {}),
        ("NoMemory", "limit_exceeded", {}),
        ("Foreign", "engine", {}),
        ("Refuses", "engine", {}),
        ("Rubbish", "engine", {}),
        ("Surrogates", "engine", {}),
    ],
)
def test_a_bad_page_is_recorded_and_all_else_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, code: str, settings: dict[str, Any]
) -> None:
    for_children(monkeypatch)
    good = dark_pages(tmp_path / "a.pdf", 0.1)
    bad = dark_pages(tmp_path / "b.pdf", 0.2, 0.95, 0.3)
    output = tmp_path / "out"
    report = run(bad, good, output=output, engine=f"tests.support.engines:{engine}", **settings)
    statuses = {record.name: record.status for record in report.records}
    assert statuses == {"a": DocumentStatus.DONE, "b": DocumentStatus.PARTIAL}
    (record,) = report.trouble
    assert [(page["page_number"], page["code"]) for page in record.failed_pages] == [(2, code)]
    assert record.failed_pages[0]["message"]
    assert record.error is not None
    assert record.error["code"] == code
    assert record.pages == {"ocr": 2, "failed": 1}
    document = from_json((output / "b.json").read_text(encoding="utf-8"))
    assert [page.origin for page in document.pages] == [PageOrigin.OCR, PageOrigin.FAILED, PageOrigin.OCR]
    assert document.pages[1].size.width == 595
    assert {"a.pdf", "b.pdf", "a.txt", "b.txt"} < files_in(output)
    if engine == "Hangs":
        return  # it would only hang again
    # Another run tries the bad page once more, and no other.
    notes = tmp_path / "notes"
    for_children(monkeypatch, notes)
    run(bad, good, output=output, engine=f"tests.support.engines:{engine}", **settings)
    assert len(set(notes.read_text(encoding="utf-8").splitlines())) == 1


def test_a_document_of_bad_pages_only_fails_without_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for_children(monkeypatch)
    bad = dark_pages(tmp_path / "b.pdf", 0.95, 0.97)
    output = tmp_path / "out"
    (record,) = run(bad, output=output, engine="tests.support.engines:Dies").records
    assert record.status is DocumentStatus.FAILED
    assert files_in(output) == {"summary.jsonl"}
    assert record.outputs == {}
    assert record.error is not None
    assert "page 1 of b.pdf" in record.error["message"]
