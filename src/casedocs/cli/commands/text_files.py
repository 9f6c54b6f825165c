"""What the text commands write: files, diffs, explanations, JSON, backups."""

import difflib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from casedocs._files import atomic_write, output_error
from casedocs.cli.commands.text_sources import Source, Targets, each, read_source
from casedocs.cli.language import tr
from casedocs.errors import UsageError
from casedocs.text.changes import AlignedText

__all__ = ["Output", "output_options", "process"]

_Command = TypeVar("_Command", bound=Callable[..., object])

_STEPS = {
    "controls": "ký tự điều khiển",
    "invisibles": "ký tự vô hình",
    "composition": "tổ hợp dấu Unicode",
    "marks": "thứ tự dấu",
    "ligatures": "chữ ghép",
    "spaces": "khoảng trắng",
    "dashes": "gạch nối",
    "quotes": "ngoặc kép",
    "lookalikes": "chữ trông giống",
    "tones": "vị trí dấu thanh",
    "y_i": "i/y",
    "lines": "dòng bị ngắt",
    "leaders": "dòng chấm",
    "restoration": "thêm dấu",
    "repair": "lỗi nhận dạng",
}


@dataclass(frozen=True, slots=True)
class Output:
    """Where results go and in what form."""

    diff: bool
    explain: bool
    as_json: bool
    in_place: bool
    folder: Path | None


def output_options(command: _Command) -> _Command:
    """Adds the options that say where results go."""
    for option in reversed(
        (
            click.option("--diff", is_flag=True, help=tr("Chỉ hiện khác biệt.", "Show the differences only.")),
            click.option("--explain", is_flag=True, help=tr("Liệt kê từng thay đổi.", "List every change.")),
            click.option("--json", "as_json", is_flag=True, help=tr("Kết quả dạng JSON.", "Results as JSON.")),
            click.option(
                "--in-place", is_flag=True, help=tr("Sửa tại chỗ, giữ bản .bak.", "Change the files, keep a .bak copy.")
            ),
            click.option(
                "-o", "--output", "folder", type=click.Path(path_type=Path), help=tr("Thư mục đích.", "Target folder.")
            ),
        )
    ):
        command = option(command)
    return command


def process(
    found: Iterable[Source], change: Callable[[str], AlignedText], output: Output, targets: Targets | None = None
) -> int:
    """Runs `change` over every file; returns the exit code (3 when some failed)."""
    if output.in_place and output.folder:
        raise UsageError("--in-place and --output exclude each other", hint="choose one")
    targets = targets or (None if output.folder is None else Targets(output.folder))
    return each(found, lambda source: _one(source, change, output, targets))


def _one(source: Source, change: Callable[[str], AlignedText], output: Output, targets: Targets | None) -> None:
    path = source.path
    name = str(path or "-")
    before = read_source(path)
    result = change(before)
    if output.as_json:
        click.echo(json.dumps(_record(name, before, result, explain=output.explain), ensure_ascii=False))
    elif output.diff:
        _show_diff(name, before, result.text)
    elif output.explain:
        _show_changes(name, before, result)
    if output.in_place and path is not None:
        if result.text != before:
            _backup(path)
            atomic_write(path, result.text.encode("utf-8"))
    elif targets is not None and path is not None:
        atomic_write(targets.of(source), result.text.encode("utf-8"))
    elif not (output.as_json or output.diff or output.explain):
        click.echo(result.text, nl=False)


def _record(name: str, before: str, result: AlignedText, *, explain: bool) -> dict[str, object]:
    record: dict[str, object] = {"source": name, "changed": result.text != before, "text": result.text}
    if explain:
        record["changes"] = [
            {"start": c.span.start, "end": c.span.end, "before": c.before, "after": c.after, "reason": c.reason}
            for c in result.changes
        ]
    return record


def _show_diff(name: str, before: str, after: str) -> None:
    rows = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="", n=1)
    for row in rows:
        click.echo(row)


def _show_changes(name: str, before: str, result: AlignedText) -> None:
    for change in result.changes:
        line = before.count("\n", 0, change.span.start) + 1
        column = change.span.start - (before.rfind("\n", 0, change.span.start) + 1) + 1
        reason = tr(_STEPS.get(change.reason, change.reason), change.reason)
        click.echo(f"{name}:{line}:{column}: {reason}: {_shown(change.before)} → {_shown(change.after)}")


def _shown(text: str) -> str:
    return text if text.isprintable() and text.strip() == text and text else ascii(text)


def _backup(path: Path) -> None:
    """Keeps the file as it is beside itself; earlier copies are never overwritten."""
    number = 0
    while (target := path.with_name(f"{path.name}.bak{number or ''}")).exists():
        number += 1
    try:
        atomic_write(target, path.read_bytes())
    except OSError as error:
        raise output_error(error, target) from error
