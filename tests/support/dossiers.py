"""Small dossiers for runs of the main job."""

from pathlib import Path

import pytest
from pikepdf import Pdf

from casedocs.dossier.ingest import DigitizeOptions, DigitizeReport, DocumentRecord, Event, digitize
from tests.support.pdfs import new_page

ROOT = Path(__file__).parents[2]
ENGINE = "tests.support.engines:OneWord"


def dark_pages(path: Path, *shares: float) -> Path:
    """A PDF whose pages are dark to these shares, so that the engine of tests reads each page as another word."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Pdf.new() as pdf:
        for share in shares:
            new_page(pdf, f"100 100 {395 * share**0.5:.1f} {642 * share**0.5:.1f} re f".encode())
        pdf.save(path, deterministic_id=True)
    return path


def for_children(monkeypatch: pytest.MonkeyPatch, notes: Path | None = None) -> None:
    """Children find the test engines, and note what they read in a file."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    if notes is not None:
        monkeypatch.setenv("CASEDOCS_TEST_NOTES", str(notes))


def run(
    *sources: Path, output: Path, events: list[Event] | None = None, engine: str = ENGINE, **options: object
) -> DigitizeReport:
    used = DigitizeOptions(engine=engine, **({"jobs": 1} | options))  # type: ignore[arg-type]  # the caller's
    return digitize(list(sources), output, options=used, on_event=(events.append if events is not None else _ignore))


def _ignore(event: Event) -> None:
    del event


def files_in(folder: Path) -> set[str]:
    """What people see in a folder: not the work folder."""
    return {path.name for path in folder.iterdir() if path.name != ".casedocs"}


def summary(output: Path) -> dict[str, DocumentRecord]:
    """The summary's records by name."""
    lines = (output / "summary.jsonl").read_text(encoding="utf-8").splitlines()
    return {record.name: record for record in map(DocumentRecord.from_line, lines)}
