import json
from contextlib import closing
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from casedocs import batch
from casedocs.batch.document_outcome import UnitTrouble
from casedocs.errors import BatchError, ManifestError, UsageError
from tests.support.batch_tasks import inspect, make_document, task

TWO = batch.LocalBackend(jobs=2)


def example() -> batch.BatchReport:
    error = {"code": "child_died", "message": "page 2 <b> ended", "hint": "look & see"}
    trouble = (
        UnitTrouble(indices=(1,), state=batch.UnitState.QUARANTINED, error=error),
        UnitTrouble(indices=(0, 2), state=batch.UnitState.DONE, review=("mờ <i>",)),
    )
    documents = (
        batch.DocumentOutcome(
            document="/x/a", name="Đơn <a> \udce1", state=batch.DocumentState.PARTIAL, trouble=trouble
        ),
        batch.DocumentOutcome(document="/x/b", name="b", state=batch.DocumentState.FAILED, error=error),
        batch.DocumentOutcome(document="/x/c", name="c", state=batch.DocumentState.DONE, pages=3, done=3),
    )
    return batch.BatchReport(
        manifest="/m",
        target="/ra <",
        documents=documents,
        pages={batch.UnitState.DONE: 5, batch.UnitState.QUARANTINED: 1, batch.UnitState.WAITING: 2},
        throughput=batch.Throughput(since=1_000_000.0, width=2.0, pages=(1, 0, 4)),
        seconds=2.0,
        pages_now=5,
        interrupted=True,
    )


class Reader(HTMLParser):
    """Collects tags and text; every tag that opens must close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [value for name, value in attrs if name in {"src", "href"}], "nothing from elsewhere"
        if tag not in {"meta", "rect", "line"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"rect", "line"}:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data + "\n"


@pytest.mark.parametrize(("language", "words"), [("vi", "Cần người xem lại"), ("en", "To be looked at")])
def test_the_page_says_what_was_done_failed_and_wants_a_look(language: str, words: str) -> None:
    page = batch.render_html(example(), language=language, now=datetime(2026, 11, 24, tzinfo=UTC))
    page.encode("utf-8")
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    assert {"i", "b", "a", "script"} & set(reader.tags) == {"b"}, "texts are escaped; the b are those of the counts"
    for said in (words, "Đơn <a>", "page 2 <b> ended", "look & see", "mờ <i>", "/ra <", "2026-11-24"):
        assert said in reader.text
    assert reader.tags.count("rect") == 3


def test_an_empty_report_is_a_page_too() -> None:
    page = batch.render_html(batch.BatchReport(manifest="m", target="t", documents=()))
    assert "<svg" not in page
    assert "Không có." in page
    with pytest.raises(UsageError):
        batch.render_html(example(), language="fr")


def test_reports_as_data() -> None:
    report = example()
    data = json.loads(json.dumps(report.to_data()))
    assert data["documents"] == {"pending": 0, "done": 1, "partial": 1, "failed": 1}
    assert data["pages_per_second"] == 2.5
    assert data["throughput"]["pages"] == [1, 0, 4]
    assert data["outcomes"][0]["trouble"][0]["pages"] == [2]
    assert [document.name for document in report.needs_review] == ["Đơn <a> \udce1"]
    assert not report.is_complete
    assert report.throughput.best == 2.0


def test_events_as_lines() -> None:
    events: list[batch.Event] = [
        batch.RunStarted(documents=1, documents_done=0, pages=2, seconds=2.0, slots=1),
        batch.UnitFinished(document="a", indices=(0,), state=batch.UnitState.DONE),
        batch.UnitRetried(document="a", indices=(0,), attempts=1, detail="x"),
        batch.LeaseLost(document="a", indices=(0,)),
        batch.DocumentReady(document="a", name="a"),
        batch.DocumentFinished(outcome=example().documents[0]),
        batch.RunStopping(drains=True),
        batch.RunFinished(report=example()),
    ]
    kinds = [json.loads(json.dumps(batch.event_data(event)))["message_type"] for event in events]
    assert len(set(kinds)) == len(events)
    assert kinds[-1] == "summary"


def test_verify_and_clean(tmp_path: Path) -> None:
    make_document(tmp_path / "in" / "a.txt", "1", "2")
    make_document(tmp_path / "in" / "b.txt", "3")
    out = tmp_path / "out"
    plan = batch.plan([tmp_path / "in"], inspect=inspect)
    batch.run(plan, task(out, model="old", keep_pages=True), backend=TWO)
    batch.run(plan, task(out, model="new", keep_pages=True), backend=TWO)
    where = batch.default_manifest(str(out))
    with closing(batch.open_manifest(where)) as manifest:
        assert batch.verify(manifest) == []
        (out / "a.txt").write_text("x")
        (out / "b.txt").unlink()
        found = {(finding.name, finding.code) for finding in batch.verify(manifest)}
        assert found == {("a.txt", "changed"), ("b.txt", "missing")}
        (out / "a.count").write_text("3")
        assert batch.Finding("a.count", "changed") in batch.verify(manifest)
        (out / ".casedocs" / "scratch" / "dead" / "x").mkdir(parents=True)
        before = len(list((out / ".casedocs" / "pages").iterdir()))
        assert batch.clean(manifest) == batch.CleanReport(units=5, contents=2, owners=1)
        assert len(list((out / ".casedocs" / "pages").iterdir())) == before - 2 == 2
        assert batch.clean(manifest) == batch.CleanReport(units=0, contents=0, owners=0)


@pytest.mark.loopback
def test_nothing_is_cleared_away_under_runners_at_work(postgres_url: str, tmp_path: Path) -> None:
    from casedocs.batch.manifest import EnrollOptions

    make_document(tmp_path / "in" / "a.txt", "1")
    with closing(batch.open_manifest(postgres_url)) as manifest:
        with pytest.raises(ManifestError):
            batch.clean(manifest)
        manifest.enroll(batch.plan([tmp_path / "in"], inspect=inspect), task(tmp_path / "out"), EnrollOptions())
        manifest.claim("me", 1, 60)
        with pytest.raises(BatchError, match="at work"):
            batch.clean(manifest)
