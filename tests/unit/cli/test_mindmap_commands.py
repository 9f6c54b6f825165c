import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casedocs.cli.commands.mindmap import command
from casedocs.errors import EncryptedFileError, UsageError
from casedocs.mindmap import Topic, dump, load


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "vụ.xmind"
    run("new", "dan-su", "--title", "Vụ A", "-o", path)
    return path


def test_new_lists_its_templates() -> None:
    assert "danh-gia-chung-cu" in run("new").output
    names = [row["name"] for row in json.loads(run("new", "--json").output)["templates"]]
    assert "pha-san" in names


def test_show_prints_the_tree(case: Path) -> None:
    lines = run("show", case, "--depth", "1").output.splitlines()
    assert lines[:2] == ["Vụ A", "  - Tố tụng"]
    assert json.loads(run("show", case, "--json").output)["version"] == 1


def test_convert_says_what_is_lost(case: Path, tmp_path: Path) -> None:
    report = json.loads(run("convert", case, "-o", tmp_path / "a.md", "--json").output)
    assert {loss["feature"] for loss in report["losses"]} == {"markers", "structure"}
    assert load(tmp_path / "a.md").title == "Vụ A"


def test_encrypt_and_decrypt(case: Path, tmp_path: Path) -> None:
    run("convert", case, "-o", tmp_path / "khóa.xmind", "--encrypt", "mật")
    with pytest.raises(EncryptedFileError):
        run("show", tmp_path / "khóa.xmind")
    run("convert", tmp_path / "khóa.xmind", "-o", tmp_path / "mở.xmind", "--decrypt", "--password", "mật")
    assert load(tmp_path / "mở.xmind").title == "Vụ A"
    with pytest.raises(UsageError):
        run("convert", case, "-o", tmp_path / "x.xmind", "--encrypt", "a", "--decrypt")


def test_check_tells_by_its_exit_code(case: Path, tmp_path: Path) -> None:
    assert json.loads(run("check", case, "--json").output) == {"problems": []}
    mind_map = load(case)
    mind_map.sheets[0].root.link = "xmind:#không"
    dump(mind_map, tmp_path / "sai.xmind")
    assert "dangling-link" in run("check", tmp_path / "sai.xmind", code=3).output


def test_diff_and_merge(case: Path, tmp_path: Path) -> None:
    mine, theirs = load(case), load(case)
    mine.sheets[0].root.children[0].title = "Tôi"
    theirs.sheets[0].root.children[0].title = "Họ"
    theirs.sheets[0].root.children.append(Topic(title="Thêm"))
    dump(mine, tmp_path / "tôi.xmind")
    dump(theirs, tmp_path / "họ.xmind")
    changes = json.loads(run("diff", case, tmp_path / "họ.xmind", "--json").output)["changes"]
    assert {change["kind"] for change in changes} == {"renamed", "added"}
    run("diff", case, tmp_path / "họ.xmind", "-o", tmp_path / "d.docx")
    run("diff", case, tmp_path / "họ.xmind", "-o", tmp_path / "d.xmind")
    assert (tmp_path / "d.docx").stat().st_size > 1000
    assert "svg:fill" in load(tmp_path / "d.xmind").sheets[0].root.children[0].style
    run("merge", case, tmp_path / "tôi.xmind", tmp_path / "họ.xmind", "-o", tmp_path / "m.xmind", code=3)
    merged = load(tmp_path / "m.xmind").sheets[0].root
    assert (merged.children[0].title, merged.children[-1].title) == ("Tôi", "Thêm")
    assert "XUNG ĐỘT" in merged.children[0].labels


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_render(case: Path, tmp_path: Path, suffix: str) -> None:
    run("render", case, "-o", tmp_path / f"a{suffix}", "--layout", "tree", "--depth", "1", "--scale", "1")
    assert (tmp_path / f"a{suffix}").stat().st_size > 1000
    with pytest.raises(UsageError):
        run("render", case, "-o", tmp_path / "a.gif")
    with pytest.raises(UsageError):
        run("render", case, "-o", tmp_path / "a.svg", "--sheet", "9")


def test_present_film_pack_and_links(case: Path, tmp_path: Path) -> None:
    (tmp_path / "trang.png").write_bytes(b"x")
    mind_map = load(case)
    mind_map.sheets[0].root.children[0].link = "file:trang.png"
    dump(mind_map, case)
    run("present", case, "-o", tmp_path / "a.html")
    assert "Content-Security-Policy" in (tmp_path / "a.html").read_text(encoding="utf-8")
    run("film", case, "-o", tmp_path / "a.mp4", "--depth", "0", "--seconds", "0.2")
    assert (tmp_path / "a.mp4").read_bytes()[4:8] == b"ftyp"
    report = json.loads(run("pack", case, "-o", tmp_path / "gói", "--json").output)
    assert report["files"] == ["gói.xmind", "trang/trang.png"]
    run("check-links", case)
    run("check-links", case, "--record", "-o", case)
    (tmp_path / "trang.png").rename(tmp_path / "khác.png")
    (tmp_path / "gói" / "trang" / "trang.png").unlink()
    found = json.loads(run("check-links", case, "--json", code=3).output)["links"]
    assert (found[0]["state"], found[0]["found"]) == ("moved", "khác.png")
    run("check-links", case, "--repair", "-o", case)
    with pytest.raises(UsageError):
        run("check-links", case, "--repair")


def test_every_command_can_print_json(case: Path, tmp_path: Path) -> None:
    known = {name: {option for one in each.params for option in one.opts} for name, each in command.commands.items()}
    assert len(known) >= 11
    assert [name for name, options in known.items() if "--json" not in options] == []
    report = json.loads(run("render", case, "-o", tmp_path / "a.svg", "--json").output)
    assert (report["pages"], report["missing_letters"], report["target"]) == (1, [], str(tmp_path / "a.svg"))
    topics = json.loads(run("present", case, "-o", tmp_path / "a.html", "--json").output)["topics"]
    assert topics == report["topics"] > 10
    filmed = run("film", case, "-o", tmp_path / "a.mp4", "--depth", "0", "--seconds", "0.2", "--json").output
    report = json.loads(filmed)
    assert (len(report["steps"]), report["missing"]) == (1, [])
