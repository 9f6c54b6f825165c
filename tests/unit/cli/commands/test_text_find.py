"""``casedocs text find``: lines for people, JSON for programs, errors with names."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casedocs.cli.commands.text import command as text
from casedocs.cli.language import Language, current_language, set_language
from casedocs.errors import SourceNotFoundError, TextError


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    before = current_language()
    yield
    set_language(before)


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(text, ["find", *arguments], input=stdin)


def test_lines_for_people(tmp_path: Path) -> None:
    file = tmp_path / "lời khai.txt"
    file.write_text("Hỏi:\nngày 05/3/2024 nhận 2.000.000 đồng (Ba triệu đồng)", encoding="utf-8")
    set_language(Language.VI)
    lines = run(str(file)).output.splitlines()
    assert lines[0] == f"{file}:2:1: date: ngày 05/3/2024  →  2024-03-05"
    assert lines[1] == f"{file}:2:21: money: 2.000.000 đồng (Ba triệu đồng)  →  2.000.000 đồng"
    assert lines[2] == "    ! Số bằng chữ (3000000) khác số bằng số (2000000)."
    set_language(Language.EN)
    assert run(str(file)).output.splitlines()[2] == "    ! The words say 3000000, the digits 2000000."


def test_json_kinds_and_date_from_stdin() -> None:
    result = run("-", "--json", "--kind", "date", "--date", "2024-03-05", stdin="cùng ngày 3 người")
    record = json.loads(result.output)
    assert record["source"] == "-"
    assert [(one["kind"], one["canonical"]) for one in record["findings"]] == [("date", "2024-03-05")]


def test_only_problems() -> None:
    result = run("-", "--problems", stdin="ngày 01/02/2024, ngày 30/02/2024")
    assert "30/02/2024" in result.output
    assert "01/02/2024" not in result.output


def test_folders_are_walked_in_order_and_empty_files_are_empty(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("năm 2024", encoding="utf-8")
    (tmp_path / "a.txt").write_text("năm 2023", encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / "d.pdf").write_bytes(b"%PDF")
    lines = run(str(tmp_path), "--json").output.splitlines()
    assert [Path(json.loads(line)["source"]).name for line in lines] == ["a.txt", "b.md", "c.txt"]
    assert json.loads(lines[2])["findings"] == []


@pytest.mark.parametrize(("content", "error"), [(None, SourceNotFoundError), (b"\xff\xfe\x00", TextError)])
def test_errors(tmp_path: Path, content: bytes | None, error: type[Exception]) -> None:
    file = tmp_path / "x.txt"
    if content is not None:
        file.write_bytes(content)
    result = run(str(file))
    assert isinstance(result.exception, error)


def test_help_of_the_group_names_the_command() -> None:
    result = CliRunner().invoke(text, ["--help"])
    assert result.exit_code == 0
    assert "find" in result.output
    assert CliRunner().invoke(text, ["nothing"]).exit_code == 2
