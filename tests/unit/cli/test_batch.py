"""``casedocs batch`` and what belongs to it, as people and programs meet them."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from casedocs import batch
from tests.support.batch_tasks import inspect, make_document, task
from tests.support.dossiers import ENGINE, ROOT, dark_pages, files_in
from tests.unit.cli.test_main import casedocs, events_of


@pytest.fixture
def source(tmp_path: Path) -> Path:
    dark_pages(tmp_path / "hồ sơ" / "bản khai.pdf", 0.1, 0.2)
    (tmp_path / "hồ sơ" / "hỏng.pdf").write_bytes(b"%PDF-1.7")
    return tmp_path / "hồ sơ"


def test_the_life_of_a_batch(source: Path, tmp_path: Path) -> None:
    out, log, html = tmp_path / "ra", tmp_path / "log" / "batch.log", tmp_path / "báo cáo.html"
    done = casedocs(
        *("batch", "run", source, "-o", out, "--engine", ENGINE, "--json", "--log-file", log, "--report", html)
    )
    assert done.returncode == 3, done.stderr
    assert events_of(done.stdout)[-1]["message_type"] == "summary"
    assert "bản khai" in log.read_text(encoding="utf-8")
    page = html.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "<svg" in page
    assert "[corrupt]" in page
    assert "http" not in page.replace("http-equiv", "")
    # How does it stand?
    status = casedocs("batch", "status", out, "--json", "--verify")
    assert status.returncode == 3
    data = json.loads(status.stdout)
    assert (data["documents"]["done"], data["documents"]["failed"], data["findings"]) == (1, 1, [])
    shown = casedocs("--lang", "vi", "batch", "status", out).stdout.decode("utf-8")
    assert "Tài liệu: xong 1, lỗi 1" in shown
    # Somebody changes a result.
    (out / "bản khai.txt").write_text("khác", encoding="utf-8")
    assert casedocs("batch", "status", out, "--verify").returncode == 6
    # The bad file is mended, and the batch gone on with.
    dark_pages(source / "hỏng.pdf", 0.3)
    assert casedocs("batch", "resume", out).returncode == 0
    assert {"hỏng.pdf", "bản khai.pdf"} < files_in(out)
    assert casedocs("batch", "report", out, "-o", tmp_path / "report.txt").returncode == 0
    assert "bản khai" in (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert casedocs("batch", "report", out, "-o", tmp_path / "report.json").returncode == 0
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert {document["name"] for document in found["outcomes"]} == {"bản khai", "hỏng"}
    assert "bản khai" in casedocs("batch", "report", out).stdout.decode("utf-8")
    assert casedocs("batch", "clean", out).returncode == 0
    assert casedocs("batch", "retry", out).returncode == 0


def test_batches_of_programs_are_gone_on_with_by_their_manifest(tmp_path: Path) -> None:
    make_document(tmp_path / "in" / "a.txt", "gut", "die", "gut 2")
    out = tmp_path / "out"

    def stop(event: batch.Event) -> None:
        if isinstance(event, batch.UnitFinished):
            raise KeyboardInterrupt

    plan = batch.plan([tmp_path / "in"], inspect=inspect)
    batch.run(plan, task(out), backend=batch.LocalBackend(jobs=1), on_event=stop)
    manifest = batch.default_manifest(str(out))
    done = casedocs("batch", "resume", manifest, "--json")
    assert done.returncode == 3
    assert events_of(done.stdout)[-1]["pages"]["quarantined"] == 1
    assert casedocs("batch", "resume", manifest).returncode == 3
    retried = casedocs("--lang", "vi", "batch", "retry", manifest)
    assert "cách ly [child_died]" in retried.stderr.decode("utf-8")


@pytest.mark.parametrize("command", ["status", "report", "resume", "retry", "clean"])
def test_nothing_to_look_at_exits_with_2_and_damage_with_6(command: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for where in ("empty", "none.sqlite", "no folder"):
        done = casedocs("batch", command, tmp_path / where)
        assert done.returncode == 2, where
        assert b"[no_batch]" in done.stderr
        assert b"casedocs batch run" in done.stderr
    assert list(tmp_path.rglob("*")) == [tmp_path / "empty"], "looking makes nothing"
    (tmp_path / "m.sqlite").write_bytes(b"SQLite format 3\0 and then rubbish")
    broken = casedocs("batch", command, tmp_path / "m.sqlite")
    assert broken.returncode == 6
    assert b"[manifest]" in broken.stderr


def test_wrong_usage_exits_with_2(source: Path, tmp_path: Path) -> None:
    for backend in ("ray://x", "dask://x", "local:0"):
        done = casedocs("batch", "run", source, "-o", tmp_path / "out", "--backend", backend)
        assert done.returncode == 2, backend
    assert casedocs("batch", "status", "mysql://x").returncode == 2


def test_a_lock_exits_with_5(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    casedocs("batch", "run", source, "-o", out, "--engine", ENGINE)
    with closing(batch.open_manifest(batch.default_manifest(str(out)))):
        assert casedocs("batch", "resume", out).returncode == 5
        assert casedocs("batch", "status", out).returncode == 3, "looking is allowed"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to one process there")
@pytest.mark.parametrize("signals", [[signal.SIGINT], [signal.SIGTERM], [signal.SIGINT, signal.SIGINT]])
def test_ctrl_c_once_drains_and_twice_aborts(tmp_path: Path, signals: list[signal.Signals]) -> None:
    source = dark_pages(tmp_path / "a.pdf", *(0.05 * number for number in range(1, 9)))
    out, notes = tmp_path / "out", tmp_path / "notes"
    seconds = "2" if len(signals) == 1 else "600"
    command = [sys.executable, "-m", "casedocs", "batch", "run", str(source), "-o", str(out), "--engine", ENGINE]
    settings = {"PYTHONPATH": str(ROOT), "CASEDOCS_TEST_SLEEP": seconds, "CASEDOCS_TEST_NOTES": str(notes)}
    with subprocess.Popen(
        [*command, "--json", "-j", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **settings},
    ) as process:
        assert process.stdout is not None
        while not notes.exists():
            assert process.poll() is None, "it ended by itself"
            time.sleep(0.05)
        told: list[dict[str, object]] = []
        for drains, number in zip((True, False), signals, strict=False):
            process.send_signal(number)
            while (event := json.loads(process.stdout.readline()))["message_type"] != "stopping":
                told.append(event)
            assert event["drains"] is drains
        told += events_of(process.stdout.read())
        assert process.wait(timeout=300) == 130
    assert told[-1]["interrupted"] is True
    pages = [event for event in told if event["message_type"] == "page"]
    begun = len(notes.read_text(encoding="utf-8").splitlines())
    assert 0 < begun < 8
    assert len(pages) == (begun if len(signals) == 1 else 0), "the page at work was finished, or ended"
    with closing(sqlite3.connect(batch.default_manifest(str(out)))) as connection:
        (done,) = connection.execute("SELECT COUNT(*) FROM units WHERE state = 'done'").fetchone()
        (running,) = connection.execute("SELECT COUNT(*) FROM units WHERE state = 'running'").fetchone()
    assert (done, running) == (len(pages), 0)


# --- settings -------------------------------------------------------------------------------------------------------


def test_settings_come_from_file_environment_and_line_in_this_order(source: Path, tmp_path: Path) -> None:
    config = tmp_path / "casedocs.toml"
    config.write_text(
        f'lang = "vi"\n[digitize]\nengine = "{ENGINE}"\ntime-limit = 7\n[batch.run]\nengine = "abbyy"\n',
        encoding="utf-8",
    )
    out = tmp_path / "out"
    environment = {"CASEDOCS_CONFIG": str(config), "CASEDOCS_LANG": ""}
    done = casedocs("digitize", source, "-o", out, "-n", **environment)
    assert done.returncode == 3
    assert "sẽ làm" in done.stdout.decode("utf-8"), "language and engine of the file"
    wrong = casedocs("batch", "run", source, "-o", out, "-n", **environment)
    assert wrong.returncode == 2
    environment["CASEDOCS_BATCH_RUN_ENGINE"] = ENGINE
    assert casedocs("batch", "run", source, "-o", out, "-n", **environment).returncode == 3
    assert casedocs("batch", "run", source, "-o", out, "-n", "--engine", "abbyy", **environment).returncode == 2
    shown = casedocs("--lang", "en", "--config", config, "digitize", source, "-o", out, "-n")
    assert "to do" in shown.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[digitise]\n", "digitise"),
        ("[digitize]\njosb = 2\n", "digitize.josb"),
        ("x =", "no TOML"),
        ("jobs = 1", "jobs"),
    ],
)
def test_settings_that_make_no_sense_are_named(tmp_path: Path, text: str, says: str) -> None:
    config = tmp_path / "casedocs.toml"
    config.write_text(text, encoding="utf-8")
    done = casedocs("--config", config, "doctor", "--json")
    assert done.returncode == 3
    assert says in done.stderr.decode("utf-8")


def test_a_settings_file_that_is_not_there_is_an_error_but_no_file_is_none(tmp_path: Path) -> None:
    assert casedocs("--config", tmp_path / "none.toml", "completion", "bash").returncode == 3
    assert casedocs("completion", "bash", XDG_CONFIG_HOME=str(tmp_path)).returncode == 0
    (tmp_path / "casedocs").mkdir()
    (tmp_path / "casedocs" / "config.toml").write_text("[digitize]\njosb = 1\n", encoding="utf-8")
    assert casedocs("completion", "bash", XDG_CONFIG_HOME=str(tmp_path)).returncode == 3


@pytest.mark.skipif(sys.platform == "win32", reason="file names are always Unicode there")
@pytest.mark.parametrize("locale", ["C", "POSIX", "vi_VN.TCVN"])
def test_vietnamese_names_and_words_under_any_locale(source: Path, tmp_path: Path, locale: str) -> None:
    environment = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "cp437"}
    (source / "hỏng.pdf").unlink()
    done = casedocs("--lang", "vi", "digitize", source, "-o", tmp_path / "ra", "--engine", ENGINE, **environment)
    assert done.returncode == 0, done.stderr
    assert "Xong 1 tài liệu" in done.stderr.decode("utf-8")
    assert {"bản khai.pdf", "bản khai.txt"} < files_in(tmp_path / "ra")


# --- completion -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_scripts(shell: str) -> None:
    done = casedocs("completion", shell)
    assert done.returncode == 0
    text = done.stdout.decode("utf-8")
    assert "_CASEDOCS_COMPLETE" in text
    assert f"{shell}_complete" in text


def test_completion_knows_commands_and_options() -> None:
    def complete(*words: str) -> str:
        done = casedocs(
            _CASEDOCS_COMPLETE="bash_complete", COMP_WORDS=" ".join(("casedocs", *words)), COMP_CWORD=str(len(words))
        )
        return done.stdout.decode("utf-8")

    assert "plain,batch" in complete("b")
    assert "plain,retry" in complete("batch", "re")
    assert "plain,--backend" in complete("batch", "run", "--back")
