"""The command line as people and programs meet it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from casedocs.cli import health, messages
from casedocs.cli.bar import BarDisplay
from casedocs.cli.language import Language, choose_language, current_language, set_language, tr
from casedocs.cli.main import root
from casedocs.dossier.ingest import (
    DigitizeReport,
    DocumentFinished,
    DocumentPlanned,
    DocumentRecord,
    DocumentStatus,
    PageFinished,
    RunFinished,
    RunPlanned,
)
from casedocs.errors import CasedocsError, CorruptFileError
from tests.support.dossiers import ENGINE, ROOT, dark_pages, files_in


def casedocs(*arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Runs the real program; no run may show a traceback."""
    settings = {"PYTHONPATH": str(ROOT), "CASEDOCS_LANG": "en", **environment}
    done = subprocess.run(
        [sys.executable, "-m", "casedocs", *map(str, arguments)],
        capture_output=True,
        check=False,
        env={**os.environ, **settings},
        timeout=600,
        stdin=subprocess.DEVNULL,
    )
    assert b"Traceback" not in done.stdout + done.stderr
    return done


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return dark_pages(tmp_path / "hồ sơ" / "bản khai.pdf", 0.1, 0.2)


# --- help and usage -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "heading"), [("vi", "Lệnh"), ("en", "Commands")])
def test_help_lists_the_commands_in_both_languages(language: str, heading: str) -> None:
    done = casedocs("--lang", language, "--help")
    text = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert heading in text
    assert "digitize" in text
    assert "doctor" in text


@pytest.mark.parametrize(("language", "words"), [("vi", "Thư mục kết quả"), ("en", "Output folder")])
def test_help_of_a_command_is_in_the_language_too(language: str, words: str) -> None:
    assert words in casedocs("--lang", language, "digitize", "-h").stdout.decode("utf-8")


def test_the_runner_and_the_version() -> None:
    result = CliRunner().invoke(root, ["--version"])
    assert result.exit_code == 0
    assert result.output.startswith("casedocs, version ")
    assert CliRunner().invoke(root, ["digitise"]).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["digitise"],
        ["digitize"],
        ["digitize", "x.pdf"],
        ["digitize", "-o", "out"],
        ["digitize", "-", "-o", "{out}"],
        ["digitize", "{source}", "-o", "{out}", "--jobs", "0"],
        ["digitize", "{source}", "-o", "{out}", "--pages", "3-1"],
        ["digitize", "{source}", "-o", "{out}", "--lang", "!"],
        ["digitize", "{source}", "-o", "{out}", "--time-limit", "inf"],
        ["digitize", "{source}", "-o", "{source}"],
        ["--lang", "fr", "doctor"],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = casedocs(*(argument.format(source=source, out=out) for argument in arguments))
    assert done.returncode == 2
    assert done.stderr
    assert done.stdout == b""


@pytest.mark.parametrize(("language", "says"), [("vi", "Lệnh hoặc tham số chưa đúng"), ("en", "standard input")])
def test_standard_input_is_refused_in_words(tmp_path: Path, language: str, says: str) -> None:
    done = casedocs("--lang", language, "digitize", "-", "-o", tmp_path / "out")
    assert says in done.stderr.decode("utf-8")
    assert not (tmp_path / "out").exists() or files_in(tmp_path / "out") == set()


def program(source: Path, output: Path) -> list[str]:
    arguments = ["digitize", str(source), "-o", str(output), "--engine", ENGINE, "--json"]
    return [sys.executable, "-m", "casedocs", *arguments]


# --- digitize -------------------------------------------------------------------------------------------------------


def test_a_good_run_exits_with_0_and_a_second_one_too(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "kết quả"
    done = casedocs("digitize", source, "-o", out, "--engine", ENGINE)
    assert done.returncode == 0, done.stderr
    said = done.stderr.decode("utf-8")
    assert "bản khai: 2 pages, 2 words" in said
    assert "1 documents done" in said
    assert "bản khai" in done.stdout.decode("utf-8")
    assert files_in(out) == {"bản khai.pdf", "bản khai.txt", "bản khai.json", "summary.jsonl"}
    again = casedocs("--lang", "vi", "digitize", source, "-o", out, "--engine", ENGINE)
    assert again.returncode == 0
    assert "có sẵn 1" in again.stderr.decode("utf-8")


def events_of(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode("utf-8").splitlines()]


@pytest.mark.parametrize(("language", "says"), [("vi", "Bỏ qua 2 tệp"), ("en", "2 files that are neither")])
def test_files_of_other_kinds_are_named_and_shared_pages_counted(
    source: Path, tmp_path: Path, language: str, says: str
) -> None:
    """Nobody should believe that a Word file was read; a copy of a document has its pages, too."""
    for name in ("công văn.docx", "ảnh.heic"):
        (source.parent / name).write_bytes(b"x")
    (source.parent / "bản sao.pdf").write_bytes(source.read_bytes())
    done = casedocs("--lang", language, "digitize", source.parent, "-o", tmp_path / "out", "--engine", ENGINE)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 0
    assert f"{says}" in said
    assert "công văn.docx, ảnh.heic" in said
    assert "[4/4 " in said


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    done = casedocs("--lang", "vi", "digitize", tmp_path / "trống", "-o", tmp_path / "out", "--engine", ENGINE)
    assert done.returncode == 0
    assert "Không có tệp PDF hay ảnh nào" in done.stderr.decode("utf-8")


def test_json_lines_parse_and_end_with_the_summary(source: Path, tmp_path: Path) -> None:
    (source.parent / "hỏng.pdf").write_bytes(b"")
    done = casedocs("digitize", source.parent, "-o", tmp_path / "out", "--engine", ENGINE, "--json")
    assert done.returncode == 3
    events = events_of(done.stdout)
    assert [event["message_type"] for event in events].count("page") == 2
    last = events[-1]
    assert last["message_type"] == "summary"
    assert (last["documents"]["done"], last["documents"]["failed"], last["pages"]) == (1, 1, 2)
    assert last["interrupted"] is False
    failed = next(event for event in events if event.get("status") == "failed")
    assert failed["error"]["code"] == "empty"


def test_trouble_exits_with_3_and_is_told_in_the_language(source: Path, tmp_path: Path) -> None:
    (source.parent / "hỏng.pdf").write_bytes(b"%PDF-1.7")
    done = casedocs("--lang", "vi", "digitize", source.parent, "-o", tmp_path / "out", "--engine", ENGINE)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 3
    assert "hỏng.pdf [corrupt]: Tệp bị hỏng hoặc bị cắt cụt." in said
    assert "lỗi 1" in said
    missing = casedocs("digitize", tmp_path / "không có.pdf", "-o", tmp_path / "out")
    assert missing.returncode == 3
    assert "[not_found]" in missing.stderr.decode("utf-8")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
    ids=["cp1252", "C locale", "ascii"],
)
def test_output_is_utf8_whatever_the_console_says(tmp_path: Path, environment: dict[str, str]) -> None:
    source = dark_pages(tmp_path / "Quyết định khởi tố.pdf", 0.1)
    done = casedocs("digitize", source, "-o", tmp_path / "out", "--engine", ENGINE, "--dry-run", **environment)
    assert done.returncode == 0
    assert "Quyết định khởi tố" in done.stdout.decode("utf-8")


def test_a_dry_run_says_what_would_be_done(source: Path, tmp_path: Path) -> None:
    done = casedocs("digitize", source, "-o", tmp_path / "out", "--engine", ENGINE, "-n")
    assert done.returncode == 0
    assert done.stdout.decode("utf-8").split() == ["to", "do", "2", "pages", "bản", "khai", "←", *str(source).split()]
    assert not (tmp_path / "out").exists()


def test_a_missing_engine_says_how_to_install_it(source: Path, tmp_path: Path) -> None:
    done = casedocs("digitize", source, "-o", tmp_path / "out", "--lang", "xxx")
    assert done.returncode == 3
    said = done.stderr.decode("utf-8")
    assert "engine_not_found" in said or "missing_extra" in said
    assert "→ run: " in said


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to one process there")
def test_ctrl_c_exits_with_130(source: Path, tmp_path: Path) -> None:
    command = program(source, tmp_path / "out")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CASEDOCS_TEST_SLEEP": "5"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while json.loads(process.stdout.readline())["message_type"] != "plan":
            pass
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        said = process.stderr.read()
        assert process.wait(timeout=300) == 130
    assert events_of(rest)[-1]["interrupted"] is True
    assert b"Traceback" not in said
    assert files_in(tmp_path / "out") == set()


def test_a_lock_exits_with_5(source: Path, tmp_path: Path) -> None:
    from casedocs.batch.lock import folder_lock

    with folder_lock(tmp_path / "out" / ".casedocs" / "lock"):
        done = casedocs("digitize", source, "-o", tmp_path / "out", "--engine", ENGINE)
    assert done.returncode == 5
    assert b"lock_held" in done.stderr


def test_a_reader_that_has_gone_is_no_crash(source: Path, tmp_path: Path) -> None:
    command = program(source, tmp_path / "out")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(timeout=300) == 1
    assert b"Traceback" not in said
    assert b"Exception ignored" not in said


@pytest.mark.parametrize("output", ["/dev/null/x", "x" * 5000])
def test_impossible_output_folders(source: Path, output: str) -> None:
    done = casedocs("digitize", source, "-o", output, "--engine", ENGINE)
    assert done.returncode == 3
    assert b"[output]" in done.stderr


# --- doctor ---------------------------------------------------------------------------------------------------------


def test_doctor_answers_every_question_in_both_languages(tmp_path: Path) -> None:
    topics = None
    for language in ("vi", "en"):
        done = casedocs("--lang", language, "doctor", "-o", tmp_path / "out", "--json")
        findings = json.loads(done.stdout)
        assert done.returncode == (3 if any(finding["level"] == "fail" for finding in findings) else 0)
        found = [finding["topic"] for finding in findings]
        assert topics in {None, tuple(found)}
        topics = tuple(found)
        assert all(finding["text"] for finding in findings)
        assert all(finding["remedy"] for finding in findings if finding["level"] == "fail")
    assert topics is not None
    assert {"python", "processor", "memory", "engine", "fonts", "disk", "write_rights"} <= set(topics)
    assert not (tmp_path / "out").exists()
    assert list(tmp_path.iterdir()) == []


def test_doctor_says_what_does_not_work_and_what_to_do(tmp_path: Path) -> None:
    done = casedocs("doctor", "-o", tmp_path, TESSDATA_PREFIX=str(tmp_path), PATH="/nowhere")
    text = done.stdout.decode("utf-8")
    assert "program" in text
    blocked = casedocs("doctor", "-o", "/proc/self", "--json")
    rights = next(finding for finding in json.loads(blocked.stdout) if finding["topic"] == "write_rights")
    assert rights["level"] == "fail"
    assert rights["remedy"]
    assert blocked.returncode == 3


def test_a_missing_engine_is_a_failure_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    from casedocs.ocr.engines import registry

    monkeypatch.setitem(registry._ADAPTERS, "neural", "tests.unit.cli.test_main:NoEngine")
    monkeypatch.setitem(registry._ADAPTERS, "tesseract", "tests.unit.cli.test_main:NoEngine")
    monkeypatch.setitem(registry._ADAPTERS, "pytesseract", "tests.unit.cli.test_main:NoEngine")
    monkeypatch.setitem(sys.modules, "tests.unit.cli.test_main", sys.modules[__name__])
    finding = health._tesseract()
    assert (finding.level, finding.text, finding.remedy) == (health.Level.FAIL, "not there", "install it")


class NoEngine:
    def __init__(self, *, languages: tuple[str, ...]) -> None:
        from casedocs.errors import EngineNotFoundError

        del languages
        raise EngineNotFoundError("not there", hint="install it")


# --- parts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        (["--lang", "vi", "doctor"], {}, Language.VI),
        (["--lang=en"], {"CASEDOCS_LANG": "vi"}, Language.EN),
        ([], {"CASEDOCS_LANG": "vi"}, Language.VI),
        (["digitize", "--lang", "vie"], {"CASEDOCS_LANG": "en"}, Language.EN),
        ([], {"CASEDOCS_LANG": "", "LC_ALL": "vi_VN.UTF-8"}, Language.VI),
        ([], {"CASEDOCS_LANG": "", "LC_ALL": "C"}, Language.EN),
    ],
)
def test_the_language_is_chosen(
    arguments: list[str], environment: dict[str, str], expected: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert choose_language(arguments) is expected


def test_every_error_code_has_a_vietnamese_sentence() -> None:
    waiting: list[type[CasedocsError]] = [CasedocsError]
    while waiting:
        cls = waiting.pop()
        waiting.extend(sub for sub in cls.__subclasses__() if sub.__module__ == "casedocs.errors")
        assert cls.code in messages._VIETNAMESE
    assert messages.sentence_for("something new") == "Có lỗi."


def test_errors_are_told_in_the_language_in_force() -> None:
    error = CorruptFileError("a.pdf is damaged", hint="scan it again")
    before = current_language()
    try:
        set_language(Language.VI)
        assert messages.describe(error) == (
            "Lỗi [corrupt]: Tệp bị hỏng hoặc bị cắt cụt.\n  a.pdf is damaged\n  → scan it again"
        )
        assert tr("một", "one") == "một"
        set_language(Language.EN)
        assert messages.describe(error) == "Error [corrupt]: a.pdf is damaged\n  → scan it again"
        assert tr("một", "one") == "one"
    finally:
        set_language(before)


def test_a_terminal_gets_a_bar() -> None:
    import io

    stream = io.StringIO()
    record = DocumentRecord(
        source="[a].pdf",
        name="a",
        status=DocumentStatus.FAILED,
        error={"code": "corrupt", "message": "damaged [red]", "hint": "scan"},
    )
    with BarDisplay(stream) as display:
        display(RunPlanned(1, 2, 0))
        display(DocumentPlanned("a.pdf", "a", 2))
        display(PageFinished("a.pdf", 1, "ocr", 0.1))
        display(DocumentFinished(record))
        display(RunFinished(DigitizeReport(records=(record,), seconds=1.0)))
    shown = stream.getvalue()
    assert "[a].pdf [corrupt]" in shown.replace("\n", "")
    assert "[red]" in shown


def test_unexpected_errors_are_a_sentence_and_exit_with_1(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    site = tmp_path / "sitecustomize.py"
    site.write_text(
        "import casedocs.cli.health as health\ndef fail():\n    raise LookupError('odd')\nhealth._python = fail\n",
        encoding="utf-8",
    )
    monkeypatch.delenv("PYTHONPATH", raising=False)
    done = casedocs("doctor", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert b"LookupError: odd" in done.stderr


def test_click_is_a_group_of_lazy_commands() -> None:
    assert isinstance(root, click.Group)
    context = click.Context(root)
    for name in root.list_commands(context):
        assert root.get_command(context, name) is not None
    assert root.get_command(context, "none") is None
