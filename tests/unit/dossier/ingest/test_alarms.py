"""Intake alarms: from the paper on the desk to events, records, the results and the screen."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from casedocs.cli.progress import alarm_lines, event_data
from casedocs.dossier.ingest import DigitizeReport, DocumentRecord, DocumentStatus, Event, PageFinished, RunFinished
from casedocs.dossier.ingest.duplicates import SeenPages
from casedocs.ocr import from_json
from casedocs.ocr.alarms import AlarmCode
from tests import ocr_pages as pages
from tests.support.dossiers import ROOT, for_children, run, summary


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Four scans: a letter, the same letter again, a page on its head, and an empty one."""
    folder = tmp_path / "sheets"
    folder.mkdir()
    letter = pages.scanned(pages.letter_page(200, seed=1).grey)
    again = pages.skewed(pages.scanned(pages.letter_page(200, seed=1).grey, seed=5), 0.4)
    turned = np.rot90(pages.scanned(pages.text_page(200, seed=2).grey), 2)
    empty = pages.scanned(np.full((2339, 1654), 250, np.uint8))
    for name, grey in (("a", letter), ("b", again), ("c", turned), ("d", empty)):
        Image.fromarray(np.ascontiguousarray(grey)).save(folder / f"{name}.png", dpi=(200, 200))
    return folder


def codes(record: DocumentRecord) -> list[str]:
    return [str(alarm["code"]) for alarm in record.alarms]


def test_alarms_reach_events_records_and_results(sheets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for_children(monkeypatch)
    events: list[Event] = []
    output = tmp_path / "out"
    report = run(sheets, output=output, events=events)
    assert {record.name: codes(record) for record in report.records} == {
        "a": [],
        "b": ["near-duplicate"],
        "c": ["turned"],
        "d": ["blank"],
    }
    assert [record.name for record in report.alarmed] == ["b", "c", "d"]
    assert summary(output) == {record.name: record for record in report.records}
    told = {Path(one.source).name: one.alarms for one in events if isinstance(one, PageFinished)}
    assert [alarm.code for alarm in told["b.png"]] == [AlarmCode.NEAR_DUPLICATE]
    assert told["b.png"][0].vi.startswith("Gần giống trang 1 của a.png:")
    page = from_json((output / "b.json").read_text(encoding="utf-8")).pages[0]
    assert page.alarms == told["b.png"]
    assert page.fingerprint


def test_a_page_of_an_interrupted_run_keeps_its_alarms(
    sheets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_children(monkeypatch)
    output = tmp_path / "out"

    def stop(event: Event) -> None:
        if isinstance(event, PageFinished) and event.source.endswith("c.png"):
            raise KeyboardInterrupt

    from casedocs.dossier.ingest import DigitizeOptions, digitize

    options = DigitizeOptions(engine="tests.support.engines:OneWord", jobs=1)
    stopped = digitize([sheets], output, options=options, on_event=stop)
    assert stopped.interrupted
    report = run(sheets, output=output)
    found = {record.name: codes(record) for record in report.records if record.status is DocumentStatus.DONE}
    assert found["c"] == ["turned"]


def test_seen_pages_name_the_page_that_is_most_alike() -> None:
    seen = SeenPages()
    first, second = bytes([0b11110000] * 48), bytes([0b00001111] * 48)
    assert seen.add(first, "x.pdf", 1) is None
    assert seen.add(second, "x.pdf", 2) is None
    assert seen.add(b"", "x.pdf", 3) is None
    same = seen.add(second, "x.pdf", 4)
    assert same is not None
    assert (same.code, same.en) == (AlarmCode.DUPLICATE, "The same as page 2.")
    alike = seen.add(bytes([0b11110000] * 40 + [0b11001100] * 8), "y.pdf", 1)
    assert alike is not None
    assert (alike.code, alike.en) == (
        AlarmCode.NEAR_DUPLICATE,
        "Much like page 1 of x.pdf: scanned twice, or the same form.",
    )


def test_alarms_on_the_screen_are_a_line_a_page_and_no_endless_list() -> None:
    alarms = tuple(
        {"page_number": number, "code": "blank", "value": 0, "vi": "Trắng.", "en": "Blank."} for number in range(1, 60)
    )
    record = DocumentRecord(source="a.pdf", name="a", status=DocumentStatus.DONE, alarms=alarms)
    lines = alarm_lines([record])
    assert len(lines) == 41
    assert lines[0] in {"a.pdf, trang 1: Trắng.", "a.pdf, page 1: Blank."}
    assert "19" in lines[-1]
    report = DigitizeReport(records=(record,), seconds=1.0)
    assert event_data(RunFinished(report))["alarmed_documents"] == 1


@pytest.mark.parametrize(("option", "code"), [((), 0), (("--fail-on-alarm",), 4)])
def test_the_command_says_what_to_look_at(
    sheets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...], code: int
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    command = ["--lang", "vi", "digitize", str(sheets / "c.png"), "-o", str(tmp_path / "out"), *option]
    engine = ["--engine", "tests.support.engines:OneWord", "--jobs", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "casedocs", *command, *engine],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code
    assert "c.png, trang 1: Trang bị xoay, cần xoay 180° theo chiều kim đồng hồ." in done.stderr
