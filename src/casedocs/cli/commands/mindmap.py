"""``casedocs mindmap``: look at maps, check and convert them, start new ones; the other commands are beside it."""

from dataclasses import asdict
from pathlib import Path

import click

from casedocs.cli.commands import mindmap_compare, mindmap_links, mindmap_output
from casedocs.cli.commands.mindmap_shared import (
    EXIT_FINDINGS,
    FILE,
    json_option,
    load_map,
    password_option,
    print_json,
    print_losses,
)
from casedocs.cli.language import Language, current_language, tr
from casedocs.errors import UsageError
from casedocs.mindmap import DumpOptions, Problem, Severity, dump, dumps, validate
from casedocs.mindmap.formats import FORMATS
from casedocs.mindmap.templates import list_templates, new_from_template

__all__ = ["command"]


def _message(problem: Problem) -> str:
    return problem.message_vi if current_language() is Language.VI else problem.message_en


@click.group(help=tr("Sơ đồ tư duy: xem, kiểm tra, chuyển đổi, so sánh, trình bày.", "Mind maps."))
def command() -> None:
    """Groups the commands below."""


@command.command(help=tr("In cây chủ đề của sơ đồ.", "Print the tree of a map."))
@click.argument("source", type=FILE)
@click.option("--depth", type=click.IntRange(0), help=tr("Số cấp.", "Levels."))
@click.option("--notes", is_flag=True, help=tr("In cả ghi chú.", "Print notes too."))
@password_option
@json_option
def show(source: Path, depth: int | None, notes: bool, password: str, as_json: bool) -> None:
    """Prints titles indented, or all fields as JSON."""
    mind_map = load_map(source, password)
    if as_json:
        click.echo(dumps(mind_map, options=DumpOptions(format="json"))[0].decode("utf-8"))
        return
    for visit in mind_map.visits():
        if depth is not None and visit.depth > depth:
            continue
        topic, indent = visit.topic, "  " * visit.depth
        title = " ⏎ ".join(topic.title.splitlines())
        labels = f"  [{'; '.join(topic.labels)}]" if topic.labels else ""
        click.echo(f"{indent}{'- ' if visit.depth else ''}{title}{labels}")
        if notes and topic.note is not None:
            for line in topic.note.plain.splitlines():
                click.echo(f"{indent}    {line}")


@command.command(help=tr("Chuyển sang định dạng khác; nói rõ cái gì bị mất.", "Convert; says what is lost."))
@click.argument("source", type=FILE)
@click.option("-o", "--output", "target", type=FILE, required=True, help=tr("Tệp kết quả.", "The result."))
@click.option("--format", "name", type=click.Choice(list(FORMATS)), help=tr("Định dạng đích.", "Target format."))
@click.option("--encrypt", help=tr("Đặt mật khẩu cho tệp .xmind.", "Encrypt the .xmind file."))
@click.option("--decrypt", is_flag=True, help=tr("Bỏ mật khẩu.", "Write without encryption."))
@password_option
@json_option
def convert(  # noqa: PLR0917  one for each option
    source: Path,
    target: Path,
    name: str | None,
    encrypt: str | None,
    decrypt: bool,
    password: str,
    as_json: bool,
) -> None:
    """Writes the map in another format."""
    if encrypt and decrypt:
        raise UsageError(tr("--encrypt và --decrypt trái nhau", "--encrypt and --decrypt exclude each other"))
    secret = "" if decrypt else encrypt
    report = dump(load_map(source, password), target, options=DumpOptions(format=name or "", password=secret))
    print_losses(report, as_json=as_json)


@command.command(help=tr("Kiểm tra lỗi của sơ đồ.", "Find what is wrong with a map."))
@click.argument("source", type=FILE)
@password_option
@json_option
@click.pass_context
def check(context: click.Context, source: Path, password: str, as_json: bool) -> None:
    """Prints the problems; exit code 3 when one of them is an error."""
    problems = validate(load_map(source, password))
    if as_json:
        print_json({"problems": [asdict(problem) for problem in problems]})
    else:
        for problem in problems:
            click.echo(f"{problem.path}: [{problem.code}] {_message(problem)}")
        click.echo(tr(f"{len(problems)} vấn đề.", f"{len(problems)} problems."))
    if any(problem.severity is Severity.ERROR for problem in problems):
        context.exit(EXIT_FINDINGS)


@command.command(help=tr("Tạo sơ đồ mới từ mẫu.", "Start a map from a template."))
@click.argument("template", required=False)
@click.option("-o", "--output", "target", type=FILE, help=tr("Tệp kết quả.", "The result."))
@click.option("--title", default="", help=tr("Tên vụ án.", "Title of the case."))
@json_option
def new(template: str | None, target: Path | None, title: str, as_json: bool) -> None:
    """Writes a new map; without a name prints the templates."""
    if template is None:
        rows = [asdict(info) for info in list_templates()]
        if as_json:
            print_json({"templates": rows})
        for row in rows if not as_json else ():
            click.echo(f"{row['name']:24} {tr(row['title_vi'], row['title_en'])}")
        return
    if target is None:
        raise UsageError(tr("thiếu -o TỆP", "-o FILE is missing"))
    print_losses(dump(new_from_template(template, title), target), as_json=as_json)


for _group in (mindmap_compare, mindmap_output, mindmap_links):
    for _command in _group.COMMANDS:
        command.add_command(_command)
