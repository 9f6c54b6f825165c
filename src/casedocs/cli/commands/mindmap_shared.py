"""What the commands of ``casedocs mindmap`` share: options, loading, printing."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from casedocs.cli.language import Language, current_language, tr
from casedocs.errors import UsageError
from casedocs.mindmap import LoadOptions, LossReport, MindMap, Sheet, load
from casedocs.mindmap.losses import NAMES_VI

__all__ = [
    "EXIT_FINDINGS",
    "FILE",
    "json_option",
    "load_map",
    "output_option",
    "password_option",
    "pick_sheet",
    "print_json",
    "print_losses",
    "sheet_option",
]

EXIT_FINDINGS = 3
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
FILE = click.Path(path_type=Path)
password_option: Decorator = click.option(
    "--password",
    default="",
    envvar="CASEDOCS_MINDMAP_PASSWORD",
    help=tr("Mật khẩu của tệp .xmind đã mã hóa.", "Password of an encrypted .xmind file."),
)
json_option: Decorator = click.option(
    "--json", "as_json", is_flag=True, help=tr("In kết quả dạng JSON.", "Print JSON.")
)
output_option: Decorator = click.option(
    "-o", "--output", "target", type=FILE, required=True, help=tr("Tệp kết quả.", "The result.")
)
sheet_option: Decorator = click.option(
    "--sheet", "number", type=click.IntRange(1), help=tr("Trang thứ mấy.", "Number of the sheet.")
)


def load_map(source: Path, password: str = "") -> MindMap:
    """Reads a map."""
    return load(source, options=LoadOptions(password=password))


def pick_sheet(mind_map: MindMap, number: int | None) -> Sheet:
    """The sheet with this number from 1; the active one when none is named.

    Raises:
        UsageError: If there is no such sheet.
    """
    if number is None:
        return mind_map.active_sheet
    if number > len(mind_map.sheets):
        raise UsageError(tr(f"sơ đồ chỉ có {len(mind_map.sheets)} trang", f"the map has {len(mind_map.sheets)} sheets"))
    return mind_map.sheets[number - 1]


def print_json(value: object) -> None:
    """Prints data as indented JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_losses(report: LossReport, *, as_json: bool) -> None:
    """Says what a format does not hold: as JSON on the output, for people on the error stream."""
    if as_json:
        print_json({"losses": [asdict(loss) for loss in report]})
    elif report.losses:
        click.echo(tr("Không chuyển được sang định dạng này:", "This format does not hold:"), err=True)
        for feature, count in report.counts.items():
            name = NAMES_VI[feature] if current_language() is Language.VI else feature.value
            click.echo(f"  {name}: {count}", err=True)
