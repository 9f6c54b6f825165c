"""``casedocs mindmap diff`` and ``merge``."""

from dataclasses import asdict
from pathlib import Path

import click

from casedocs._files import atomic_write
from casedocs.cli.commands.mindmap_shared import (
    EXIT_FINDINGS,
    FILE,
    json_option,
    load_map,
    output_option,
    password_option,
    print_json,
)
from casedocs.cli.language import tr
from casedocs.mindmap import dump
from casedocs.mindmap.comparison import Change, ChangeKind, diff
from casedocs.mindmap.merging import merge

__all__ = ["COMMANDS"]

_KINDS = {
    ChangeKind.ADDED: ("Thêm", "Added"),
    ChangeKind.REMOVED: ("Bỏ", "Removed"),
    ChangeKind.MOVED: ("Chuyển", "Moved"),
    ChangeKind.RENAMED: ("Đổi tên", "Renamed"),
    ChangeKind.CHANGED: ("Sửa", "Changed"),
}


def _change_line(change: Change) -> str:
    place = " › ".join(change.path_after or change.path_before)
    fields = f" ({', '.join(field.name for field in change.fields)})" if change.fields else ""
    before = f" ← {change.title_before}" if change.title_before else ""
    return f"{tr(*_KINDS[change.kind])}: {change.title}{before}{fields}  [{place}]"


@click.command("diff", help=tr("So sánh hai sơ đồ.", "Compare two maps."))
@click.argument("first", type=FILE)
@click.argument("second", type=FILE)
@click.option(
    "-o", "--output", "target", type=FILE, help=tr("Bảng .docx hoặc sơ đồ tô màu.", "A .docx table or a coloured map.")
)
@password_option
@json_option
def diff_command(first: Path, second: Path, target: Path | None, password: str, as_json: bool) -> None:
    """Prints the changes, or writes them as a Word table (.docx) or as a coloured map."""
    before, after = load_map(first, password), load_map(second, password)
    difference = diff(before, after)
    if target is not None:
        from casedocs.mindmap.diff_views import diff_document, diff_map

        if target.suffix.lower() == ".docx":
            atomic_write(target, diff_document(difference))
        else:
            dump(diff_map(before, after), target)
    if as_json:
        print_json({"changes": [asdict(change) for change in difference.changes]})
        return
    for change in difference.changes:
        click.echo(_change_line(change))
    click.echo(tr(f"{len(difference)} thay đổi.", f"{len(difference)} changes."))


@click.command("merge", help=tr("Gộp hai bản sửa của cùng một sơ đồ gốc.", "Merge two edited copies of a map."))
@click.argument("base", type=FILE)
@click.argument("mine", type=FILE)
@click.argument("theirs", type=FILE)
@output_option
@json_option
@click.pass_context
def merge_command(context: click.Context, base: Path, mine: Path, theirs: Path, target: Path, as_json: bool) -> None:
    """Writes the merged map; exit code 3 when conflicts are left to settle."""
    result = merge(load_map(base), load_map(mine), load_map(theirs))
    dump(result.map, target)
    rows = [asdict(conflict) for conflict in result.conflicts]
    if as_json:
        print_json({"conflicts": rows})
    else:
        for conflict in result.conflicts:
            click.echo(
                f"{tr('Xung đột', 'Conflict')}: {conflict.title} – {conflict.field}: "
                f"{conflict.mine} ≠ {conflict.theirs}"
            )
        click.echo(tr(f"{len(rows)} xung đột.", f"{len(rows)} conflicts."))
    if rows:
        context.exit(EXIT_FINDINGS)


COMMANDS = (diff_command, merge_command)
