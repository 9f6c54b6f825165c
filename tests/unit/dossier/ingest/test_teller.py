"""The run's own documents, whoever has put them together."""

from pathlib import Path

import pytest

from casedocs import batch
from casedocs.dossier.ingest import DocumentStatus
from casedocs.dossier.ingest.teller import Teller
from tests.support.dossiers import dark_pages, for_children, run, summary


def test_documents_of_another_runner_are_in_the_summary_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a shared manifest the other runner hears of the document's end; this one sees it in the report only."""
    for_children(monkeypatch)
    real = Teller.tell

    def hears_no_end(self: Teller, event: batch.Event) -> None:
        if not isinstance(event, batch.DocumentFinished):
            real(self, event)

    monkeypatch.setattr(Teller, "tell", hears_no_end)
    report = run(dark_pages(tmp_path / "a.pdf", 0.1, 0.2), output=tmp_path / "out")
    assert [(record.name, record.status, record.words) for record in report.records] == [("a", DocumentStatus.DONE, 2)]
    assert summary(tmp_path / "out")["a"].status is DocumentStatus.DONE
