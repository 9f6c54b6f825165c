"""``casedocs text``: files, folders, standard input, diffs, JSON, backups."""

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from casedocs.cli.commands.text import command
from casedocs.cli.main import root
from casedocs.text.codecs import Encoding
from casedocs.text.legacy import encode_legacy

SLIPS = "Ðiều 12, khỏan 2\n"
RIGHT = "Điều 12, khoản 2\n"


def run(*arguments: str | Path, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], input=text)


def test_standard_input_to_standard_output() -> None:
    assert run("normalize", text=SLIPS).stdout == RIGHT
    assert run("normalize", "-", "--tone", "old", text="hoà\n").stdout == "hòa\n"
    assert run("tone", "--style", "new", text="hòa khỏan\n").stdout == "hoà khỏan\n"
    assert run("restore", text="Vien kiem sat nhan dan toi cao\n").stdout == "Viện kiểm sát nhân dân tối cao\n"


def test_nothing_is_written_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SLIPS, encoding="utf-8")
    diff = run("normalize", "--diff", path).stdout
    assert f"-{SLIPS}" in diff
    assert f"+{RIGHT}" in diff
    explained = run("normalize", "--explain", path).stdout
    assert f"{path}:1:1:" in explained
    assert "khỏan → khoản" in explained
    assert path.read_text(encoding="utf-8") == SLIPS
    assert list(tmp_path.iterdir()) == [path]


def test_in_place_keeps_every_backup(tmp_path: Path) -> None:
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    (folder / "a.txt").write_text(SLIPS, encoding="utf-8")
    (folder / "b.txt").write_text(RIGHT, encoding="utf-8")
    assert run("normalize", "--in-place", folder).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "a.txt.bak", "b.txt"]
    assert (folder / "a.txt").read_text(encoding="utf-8") == RIGHT
    assert (folder / "a.txt.bak").read_text(encoding="utf-8") == SLIPS
    (folder / "a.txt").write_text("qúy\n", encoding="utf-8")
    run("normalize", "--in-place", folder)
    assert (folder / "a.txt.bak").read_text(encoding="utf-8") == SLIPS
    assert (folder / "a.txt.bak1").read_text(encoding="utf-8") == "qúy\n"


def test_json(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SLIPS, encoding="utf-8")
    record = json.loads(run("normalize", "--json", "--explain", path).stdout)
    assert (record["text"], record["changed"]) == (RIGHT, True)
    assert record["changes"][1] == {"start": 9, "end": 14, "before": "khỏan", "after": "khoản", "reason": "tones"}


def test_old_encodings(tmp_path: Path) -> None:
    path = tmp_path / "cũ.txt"
    text = "Viện kiểm sát nhân dân tỉnh đề nghị\n"
    path.write_bytes(encode_legacy(text, Encoding.VNI))
    assert json.loads(run("detect", "--json", path).stdout)["encoding"] == "vni"
    assert "vni" in run("detect", path).stdout
    assert run("decode", path).stdout == text
    assert run("encode", "--to", "tcvn3", text=text).stdout_bytes == encode_legacy(text, Encoding.TCVN3)
    run("encode", "--to", "vps", path, "-o", tmp_path / "ra")
    assert (tmp_path / "ra" / "cũ.txt").read_bytes() == encode_legacy(text, Encoding.VPS)


def test_word_files_go_into_a_folder(tmp_path: Path) -> None:
    document = docx.Document()
    run_ = document.add_paragraph().add_run("ViÖn kiÓm s¸t")
    run_.font.name = ".VnTime"
    source = tmp_path / "a.docx"
    document.save(str(source))
    done = run("decode", source, "-o", tmp_path / "ra")
    assert done.exit_code == 0
    assert "tcvn3 1" in done.stdout
    assert docx.Document(str(tmp_path / "ra" / "a.docx")).paragraphs[0].text == "Viện kiểm sát"


def test_results_keep_their_place_and_never_meet(tmp_path: Path) -> None:
    for folder, line in (("x", "ViÖn kiÓm s¸t"), ("y", "tßa ¸n nh©n d©n")):
        (tmp_path / "vào" / folder).mkdir(parents=True)
        (tmp_path / "vào" / folder / "b.txt").write_text(line, encoding="utf-8")
    assert run("decode", tmp_path / "vào", "-o", tmp_path / "ra").exit_code == 0
    assert (tmp_path / "ra" / "x" / "b.txt").read_text(encoding="utf-8") == "Viện kiểm sát"
    assert (tmp_path / "ra" / "y" / "b.txt").read_text(encoding="utf-8") == "tòa án nhân dân"
    both = [tmp_path / "vào" / folder / "b.txt" for folder in ("x", "y")]
    met = run("decode", *both, "-o", tmp_path / "một")
    assert met.exit_code == 3
    assert "both become" in met.stderr
    assert (tmp_path / "một" / "b.txt").read_text(encoding="utf-8") == "Viện kiểm sát"
    itself = run("decode", tmp_path / "vào", "-o", tmp_path / "vào")
    assert itself.exit_code == 3
    assert "would overwrite its source" in itself.stderr
    assert (tmp_path / "vào" / "x" / "b.txt").read_text(encoding="utf-8") == "ViÖn kiÓm s¸t"


def test_a_bad_file_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK no package")
    (tmp_path / "b.txt").write_text("ViÖn kiÓm s¸t", encoding="utf-8")
    done = run("decode", tmp_path, "-o", tmp_path / "ra")
    assert done.exit_code == 3
    assert "a.docx" in done.stderr
    assert [path.name for path in (tmp_path / "ra").iterdir()] == ["b.txt"]


def test_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["casedocs"])
    both = run("normalize", "--in-place", "-o", tmp_path, text="x")
    assert "exclude each other" in str(both.exception)
    assert "there is no" in str(run("normalize", tmp_path / "không có.txt").exception)
    assert "text" in CliRunner().invoke(root, ["--help"]).stdout
