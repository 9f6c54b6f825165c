"""The main job, with an engine that reads the brightness of a page as its only word."""

import json
import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from pikepdf import Encryption, Pdf

from casedocs.dossier.ingest import (
    DocumentFinished,
    DocumentPlanned,
    DocumentStatus,
    Event,
    FileIgnored,
    PageFinished,
    RunFinished,
    RunPlanned,
)
from casedocs.errors import (
    EngineError,
    EngineNotFoundError,
    LockHeldError,
    OutputError,
    SourceNotFoundError,
    UsageError,
)
from casedocs.ocr import from_json
from casedocs.ocr.options import OcrOptions, PageSelection
from tests.support.dossiers import dark_pages, files_in, for_children, run, summary
from tests.support.pdfs import grey_scan, poppler_text, rendered
from tests.unit.ocr.test_searchable import signed_pdf


@pytest.fixture(autouse=True)
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the engine notes each page that it reads."""
    path = tmp_path / "notes"
    for_children(monkeypatch, path)
    return path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    dark_pages(folder / "a.pdf", 0.1, 0.2)
    dark_pages(folder / "b.pdf", 0.3)
    return folder


def readings(notes: Path) -> int:
    return len(notes.read_text(encoding="utf-8").splitlines()) if notes.exists() else 0


# --- what comes out -------------------------------------------------------------------------------------------------


def test_each_document_becomes_three_files_and_a_line(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    (source / "ghi chú.docx").write_bytes(b"x")
    before = {path: path.read_bytes() for path in source.iterdir()}
    events: list[Event] = []
    report = run(source, output=output, events=events)
    assert report.with_status(DocumentStatus.DONE) == report.records
    assert files_in(output) == {
        "summary.jsonl",
        *(f"{name}.{kind}" for name in "ab" for kind in ("pdf", "txt", "json")),
    }
    assert {path: path.read_bytes() for path in source.iterdir()} == before
    document = from_json((output / "a.json").read_text(encoding="utf-8"))
    assert document.page_count == 2
    words = [page.text for page in document.pages]
    assert words[0].startswith("sáng")
    assert (output / "a.txt").read_text(encoding="utf-8") == "".join(f"{word}\n\f" for word in words)
    assert poppler_text(output / "a.pdf").split() == words
    assert len(rendered(output / "a.pdf")) == 2
    record = summary(output)["a"]
    assert (record.status, record.pages, record.words, record.confidence) == (
        DocumentStatus.DONE,
        {"ocr": 2},
        2,
        0.75,
    )
    assert record.outputs == {"pdf": "a.pdf", "txt": "a.txt", "json": "a.json"}
    assert record.engine == "OneWord 1"
    kinds = Counter(type(event) for event in events)
    assert kinds == {
        FileIgnored: 1,
        DocumentPlanned: 2,
        RunPlanned: 1,
        PageFinished: 3,
        DocumentFinished: 2,
        RunFinished: 1,
    }
    assert isinstance(events[-1], RunFinished)
    assert not (output / ".casedocs" / "pages").exists()


def test_two_sources_of_one_name_never_overwrite_each_other(tmp_path: Path) -> None:
    first = dark_pages(tmp_path / "x" / "a.pdf", 0.1)
    second = dark_pages(tmp_path / "y" / "A.pdf", 0.4)
    output = tmp_path / "out"
    for _ in range(2):
        run(first, second, output=output)
        found = summary(output)
        assert {record.source: name for name, record in found.items()} == {str(first): "a", str(second): "A (2)"}
        assert (output / "a.txt").read_text() != (output / "A (2).txt").read_text()


def test_a_file_of_somebody_else_is_never_overwritten(tmp_path: Path) -> None:
    source = dark_pages(tmp_path / "a.pdf", 0.1)
    output = tmp_path / "out"
    output.mkdir()
    (output / "A.txt").write_bytes(b"mine")
    run(source, output=output)
    assert (output / "A.txt").read_bytes() == b"mine"
    assert {"a (2).pdf", "a (2).txt", "a (2).json"} < files_in(output)
    # Neither after a failure, when the name was given but no file of it written …
    bad = tmp_path / "b.pdf"
    bad.write_bytes(b"%PDF-1.4 %%EOF")
    run(bad, output=output)
    (output / "b.pdf").write_bytes(b"mine")
    dark_pages(bad, 0.2)
    run(bad, output=output)
    assert (output / "b.pdf").read_bytes() == b"mine"
    assert "b (2).pdf" in files_in(output)


def test_sources_inside_the_output_folder(tmp_path: Path) -> None:
    output = tmp_path / "out"
    source = dark_pages(output / "a.pdf", 0.1)
    before = source.read_bytes()
    for _ in range(2):
        run(source, output=output)
        assert source.read_bytes() == before
        assert files_in(output) == {"a.pdf", "a (2).pdf", "a (2).txt", "a (2).json", "summary.jsonl"}


def test_output_inside_the_source_is_not_read(source: Path) -> None:
    output = source / "kết quả"
    run(source, output=output)
    report = run(source, output=output)
    assert len(report.records) == 2
    assert len(report.with_status(DocumentStatus.SKIPPED)) == 2


def test_names_no_file_system_minds(tmp_path: Path) -> None:
    listed = [dark_pages(tmp_path / "s" / name, 0.1) for name in ("con.pdf", "Biên bản " * 20 + ".pdf", "x\u2028y.pdf")]
    output = tmp_path / "out"
    assert len(run(*listed, output=output).with_status(DocumentStatus.DONE)) == 3
    assert len(run(*listed, output=output).with_status(DocumentStatus.SKIPPED)) == 3
    assert "_con.pdf" in files_in(output)


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode on Windows")
def test_names_that_are_no_unicode(tmp_path: Path) -> None:
    try:
        source = dark_pages(tmp_path / os.fsdecode(b"b\xe1n.pdf"), 0.1)
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    output = tmp_path / "out"
    assert len(run(source, output=output).with_status(DocumentStatus.DONE)) == 1
    assert len(run(source, output=output).with_status(DocumentStatus.SKIPPED)) == 1


# --- resume ---------------------------------------------------------------------------------------------------------


def test_a_second_run_does_nothing(source: Path, tmp_path: Path, notes: Path) -> None:
    output = tmp_path / "out"
    run(source, output=output)
    done = readings(notes)
    before = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in output.iterdir() if path.is_file()}
    report = run(source, output=output)
    assert len(report.with_status(DocumentStatus.SKIPPED)) == 2
    assert readings(notes) == done == 3
    after = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in output.iterdir() if path.is_file()}
    before.pop("summary.jsonl")
    after.pop("summary.jsonl")
    assert after == before


def test_what_changed_is_done_again_and_nothing_else(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(source, output=output)
    dark_pages(source / "b.pdf", 0.05)
    statuses = {record.name: record.status for record in run(source, output=output).records}
    assert statuses == {"a": DocumentStatus.SKIPPED, "b": DocumentStatus.DONE}
    (output / "a.txt").unlink()
    statuses = {record.name: record.status for record in run(source, output=output).records}
    assert statuses == {"a": DocumentStatus.DONE, "b": DocumentStatus.SKIPPED}
    assert (output / "a.txt").exists()
    selection = OcrOptions(pages=PageSelection.parse("1"))
    report = run(source, output=output, ocr=selection)
    assert len(report.with_status(DocumentStatus.DONE)) == 2
    assert len(from_json((output / "a.json").read_text(encoding="utf-8")).pages) == 1
    assert len(run(source, output=output, ocr=selection, force=True).with_status(DocumentStatus.DONE)) == 2
    assert files_in(output) == {
        "summary.jsonl",
        *(f"{name}.{kind}" for name in "ab" for kind in ("pdf", "txt", "json")),
    }


def test_pages_of_an_interrupted_run_are_kept(tmp_path: Path, notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEDOCS_TEST_SLEEP", "0.05")
    source = dark_pages(tmp_path / "a.pdf", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
    output = tmp_path / "out"

    def interrupt(event: Event) -> None:
        if isinstance(event, PageFinished) and event.page_number == 3:
            raise KeyboardInterrupt

    from casedocs.dossier.ingest import DigitizeOptions, digitize

    options = DigitizeOptions(engine="tests.support.engines:OneWord", jobs=1)
    report = digitize([source], output, options=options, on_event=interrupt)
    assert report.interrupted
    assert report.records == ()
    assert files_in(output) == set()
    first = readings(notes)
    assert 3 <= first <= 5
    assert len(digitize([source], output, options=options).with_status(DocumentStatus.DONE)) == 1
    assert 6 <= readings(notes) <= 7  # the page that was being read may be read twice, no other
    assert len((output / "a.txt").read_text(encoding="utf-8").split("\f")) == 7


def test_a_run_stopped_while_results_are_written_goes_on_under_the_same_name(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(source, output=output)
    # As if the process had been killed after the first file was put in place, before the record was written.
    records = summary(output)
    text = (output / "summary.jsonl").read_text(encoding="utf-8").replace('"status": "done"', '"status": "planned"')
    (output / "summary.jsonl").write_text(text, encoding="utf-8")
    (output / "a.txt").unlink()
    (output / "a.json").unlink()
    assert len(run(source, output=output).with_status(DocumentStatus.DONE)) == 2
    assert files_in(output) == {
        "summary.jsonl",
        *(f"{name}.{kind}" for name in "ab" for kind in ("pdf", "txt", "json")),
    }
    assert summary(output).keys() == records.keys()


def test_a_dossier_that_was_moved_is_known_again(source: Path, tmp_path: Path, notes: Path) -> None:
    dark_pages(source / "c" / "a.pdf", 0.15)
    output = tmp_path / "out"
    run(source, output=output)
    done = readings(notes)
    moved = tmp_path / "moved"
    shutil.move(source, moved)
    shutil.move(output, tmp_path / "out 2")
    report = run(moved, output=tmp_path / "out 2")
    assert len(report.with_status(DocumentStatus.SKIPPED)) == 3
    assert readings(notes) == done
    run(moved, output=tmp_path / "out 2", force=True)
    names = {"a", "b", "a (2)"}
    kinds = ("pdf", "txt", "json")
    assert files_in(tmp_path / "out 2") == {"summary.jsonl", *(f"{name}.{kind}" for name in names for kind in kinds)}


def test_moved_files_that_look_alike_keep_names_of_their_own(tmp_path: Path) -> None:
    for number, folder in enumerate(("x", "y")):
        path = dark_pages(tmp_path / "s" / folder / "a.pdf", 0.1 + 0.1 * number)
        path.write_bytes(path.read_bytes().ljust(2000, b"\n"))
        os.utime(path, ns=(10**18, 10**18))
    output = tmp_path / "out"
    run(tmp_path / "s", output=output)
    shutil.move(tmp_path / "s", tmp_path / "t")
    run(tmp_path / "t", output=output, force=True)
    texts = {(output / f"{name}.txt").read_text(encoding="utf-8") for name in ("a", "a (2)")}
    assert len(texts) == 2


def test_a_torn_last_line_costs_its_document_only(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(source, output=output, jobs=1)
    path = output / "summary.jsonl"
    last = path.read_text(encoding="utf-8").splitlines()[-1]
    path.write_bytes(path.read_bytes()[: -len(last.encode()) // 2])
    report = run(source, output=output)
    assert len(report.with_status(DocumentStatus.SKIPPED)) == 1
    assert len(report.with_status(DocumentStatus.DONE)) == 1


# --- trouble --------------------------------------------------------------------------------------------------------


def test_bad_files_are_recorded_and_hold_up_nothing(source: Path, tmp_path: Path) -> None:
    bad = {
        "0 zero.pdf": b"",
        "1 text.pdf": b"just text",
        "2 cut.pdf": dark_pages(tmp_path / "x.pdf", 0.1).read_bytes()[:-60],
        "3 zip.pdf": b"PK\x03\x04",
    }
    for name, data in bad.items():
        (source / name).write_bytes(data)
    with Pdf.open(source / "a.pdf") as pdf:
        pdf.save(source / "4 secret.pdf", encryption=Encryption(owner="a", user="b"))
    with Pdf.new() as pdf:
        pdf.save(source / "5 empty.pdf")
    grey_scan(90, 90).save(source / "6 name.jpg", "PNG")
    output = tmp_path / "out"
    report = run(source, output=output)
    codes = {record.name: (record.error or {}).get("code") for record in report.records}
    assert codes == {
        "0 zero": "empty",
        "1 text": "unsupported_format",
        "2 cut": "corrupt",
        "3 zip": "unsupported_format",
        "4 secret": "encrypted",
        "5 empty": "empty",
        "6 name": "unsupported_format",
        "a": None,
        "b": None,
    }
    for record in report.trouble:
        assert record.error is not None
        assert record.error["message"]
        assert record.error["hint"]
        assert record.outputs == {}
    assert {"a.pdf", "b.pdf"} < files_in(output)
    assert len(files_in(output)) == 7
    again = run(source, output=output)
    assert len(again.trouble) == 7
    assert len(again.with_status(DocumentStatus.SKIPPED)) == 2


def test_a_source_that_turned_bad_keeps_its_name_and_earlier_results(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(source, output=output)
    kept = (output / "b.pdf").read_bytes()
    good = (source / "b.pdf").read_bytes()
    (source / "b.pdf").write_bytes(good[:-40])
    (record,) = run(source, output=output).trouble
    assert record.outputs == {"pdf": "b.pdf", "txt": "b.txt", "json": "b.json"}
    assert (output / "b.pdf").read_bytes() == kept
    (source / "b.pdf").write_bytes(good)
    run(source, output=output)
    assert "b (2).pdf" not in files_in(output)


def test_signed_files_give_text_and_no_copy(tmp_path: Path) -> None:
    source = signed_pdf(tmp_path / "đã ký.pdf")
    before = source.read_bytes()
    output = tmp_path / "out"
    (record,) = run(source, output=output).records
    assert record.status is DocumentStatus.DONE
    assert record.outputs == {"txt": "đã ký.txt", "json": "đã ký.json"}
    assert "--copy-signed" in record.no_pdf
    assert "signature" in record.warnings[0]
    assert files_in(output) == {"đã ký.txt", "đã ký.json", "summary.jsonl"}
    (record,) = run(source, output=output, copy_signed=True).records
    assert record.outputs["pdf"] == "đã ký.pdf"
    assert record.no_pdf == ""
    assert source.read_bytes() == before


def test_a_dry_run_writes_nothing(source: Path, tmp_path: Path, notes: Path) -> None:
    output = tmp_path / "out"
    (source / "c.pdf").write_bytes(b"")
    report = run(source, output=output, dry_run=True)
    assert not output.exists()
    assert readings(notes) == 0
    statuses = {record.name: (record.status, record.page_count) for record in report.records}
    assert statuses == {
        "a": (DocumentStatus.PLANNED, 2),
        "b": (DocumentStatus.PLANNED, 1),
        "c": (DocumentStatus.FAILED, 0),
    }
    run(source, output=output)
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*")}
    run(source, output=output, dry_run=True, force=True)
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*")} == before


def test_one_run_at_a_time(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    errors = []

    from casedocs.dossier.ingest import DigitizeOptions, digitize

    def try_another(event: Event) -> None:
        if isinstance(event, RunPlanned):
            with pytest.raises(LockHeldError) as caught:
                run(source, output=output)
            errors.append(caught.value)

    digitize(
        [source], output, options=DigitizeOptions(engine="tests.support.engines:OneWord", jobs=1), on_event=try_another
    )
    assert len(errors) == 1
    assert "another output folder" in errors[0].hint


def test_what_cannot_begin(source: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    with pytest.raises(UsageError, match="is not a folder"):
        run(source, output=file)
    with pytest.raises(OutputError):
        run(source, output=file / "below")
    with pytest.raises(OutputError):
        run(source, output=tmp_path / ("x" * 5000))
    with pytest.raises(SourceNotFoundError):
        run(source / "none.pdf", output=tmp_path / "out")
    with pytest.raises(UsageError):
        run(output=tmp_path / "out")
    with pytest.raises(UsageError, match="no engine"):
        run(source, output=tmp_path / "out", engine="abbyy")
    with pytest.raises(EngineError):
        run(source, output=tmp_path / "out", engine="tests.unit.dossier.ingest.test_digitize:NoStart")
    assert files_in(tmp_path / "out") == set()


class NoStart:
    def __init__(self, *, languages: tuple[str, ...]) -> None:
        raise EngineNotFoundError(f"no {languages}", hint="install it")


def test_pages_that_are_not_there_fail_their_document(source: Path, tmp_path: Path) -> None:
    report = run(source, output=tmp_path / "out", ocr=OcrOptions(pages=PageSelection.parse("2")))
    codes = {record.name: (record.error or {}).get("code") for record in report.records}
    assert codes == {"a": None, "b": "usage"}


def test_a_full_disk_fails_the_document_and_leaves_no_part(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The children take their limit from this process: no file may grow beyond 900 bytes."""
    resource = pytest.importorskip("resource")
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900))"
    )
    assert resource.RLIMIT_FSIZE >= 0
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(f"import sys\nif '-m' in sys.orig_argv:\n    {code}\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{site}{os.pathsep}{os.environ['PYTHONPATH']}")
    output = tmp_path / "out"
    report = run(source, output=output)
    assert {(record.error or {})["code"] for record in report.records} == {"output"}
    assert files_in(output) == {"summary.jsonl"}
    assert not [path for path in output.rglob("*") if path.is_file() and path.suffix in {".tmp", ".pdf"}]
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[4]))
    assert len(run(source, output=output).with_status(DocumentStatus.DONE)) == 2


def test_json_results_are_whole(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(source, output=output)
    data = json.loads((output / "b.json").read_text(encoding="utf-8"))
    assert data["source_name"] == "b.pdf"
    assert [page["origin"] for page in data["pages"]] == ["ocr"]
