"""``casedocs doctor``: what works on this machine, and what to do about what does not."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from casedocs.cli.health import Finding, Level, examine
from casedocs.cli.language import tr
from casedocs.cli.options import option

__all__ = ["doctor"]

_HELP = tr(
    "Kiểm tra máy này: bộ nhận dạng, mô hình, phông chữ, bộ xử lý, bộ nhớ, ổ đĩa, quyền ghi, gói tùy chọn.",
    "Examine this machine: engine, model, fonts, processor, memory, disk, write rights, optional packages.",
)
_MARKS = {Level.OK: "✓", Level.NOTE: "!", Level.FAIL: "✗"}


@click.command(help=_HELP)
@option(
    "-o",
    "--output",
    vi="Thư mục sẽ chứa kết quả.",
    en="The folder that results would go to.",
    type=click.Path(path_type=Path),
    default=".",
)
@option("--json", "as_json", vi="In kết quả dạng JSON.", en="Print the findings as JSON.", is_flag=True)
def doctor(output: Path, as_json: bool) -> int:
    """See the help text above."""
    findings = list(examine(output))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(_line(finding))
    failed = [finding for finding in findings if finding.level is Level.FAIL]
    if not as_json:
        click.echo(_verdict(len(failed)))
    return 3 if failed else 0


def _line(finding: Finding) -> str:
    line = f"{_MARKS[finding.level]} {finding.topic:<16} {finding.text}"
    return f"{line}\n{'':<19}→ {finding.remedy}" if finding.remedy else line


def _verdict(failed: int) -> str:
    if failed:
        return tr(f"{failed} điều phải sửa trước khi số hóa được.", f"{failed} things to mend before digitising works.")
    return tr("Máy này số hóa được.", "This machine can digitise.")
