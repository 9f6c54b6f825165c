"""``casedocs batch status|report|clean``: looking after a long run."""

import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from casedocs.cli.batch_tables import print_batch
from casedocs.cli.language import current_language, tr
from casedocs.cli.options import option

__all__ = ["WHERE", "as_json_option", "clean", "is_output", "manifest_of", "report", "status", "write_report"]

WHERE = tr(
    "WHERE là nơi ghi kết quả (thư mục, s3://…), tệp manifest hoặc postgresql://….",
    "WHERE is an output (folder, s3://…), a manifest file or postgresql://….",
)
as_json_option: Callable[[Callable[..., Any]], Callable[..., Any]] = option(
    "--json", "as_json", vi="In dạng JSON.", en="Print JSON.", is_flag=True
)


@click.command(help=tr("Tình hình của một lần chạy. ", "How a run stands. ") + WHERE)
@click.argument("where")
@option(
    "--verify",
    vi="So từng kết quả với manifest; mã thoát 6 nếu có tệp mất hoặc bị sửa.",
    en="Compare every result with the manifest; exit code 6 if files are missing or changed.",
    is_flag=True,
)
@as_json_option
def status(where: str, verify: bool, as_json: bool) -> int:
    """See the help text above."""
    from casedocs.batch.opening import open_manifest
    from casedocs.batch.report import make_report
    from casedocs.batch.upkeep import verify as find_faults

    with closing(open_manifest(manifest_of(where), writes=False)) as manifest:
        report = make_report(manifest)
        findings = find_faults(manifest) if verify else []
    if as_json:
        bad = [{"file": finding.name, "code": finding.code} for finding in findings]
        click.echo(json.dumps(report.summary() | {"message_type": "status", "findings": bad}))
    else:
        print_batch(report, sys.stdout)
        for finding in findings:
            word = tr("mất", "missing") if finding.code == "missing" else tr("đã bị sửa", "changed")
            click.echo(f"{finding.name}: {word}")
    if findings:
        return 6
    return 0 if report.is_complete else 3


@click.command(help=tr("Lập báo cáo của một lần chạy. ", "Make the report of a run. ") + WHERE)
@click.argument("where")
@option(
    "-o",
    "--output",
    vi="Tệp báo cáo: .html, .json hoặc .txt (mặc định: in bảng ra màn hình).",
    en="File of the report: .html, .json or .txt (default: a table on the screen).",
    type=click.Path(path_type=Path, dir_okay=False),
)
def report(where: str, output: Path | None) -> int:
    """See the help text above."""
    return write_report(where, output)


@click.command(
    help=tr(
        "Dọn những gì không tài liệu nào cần nữa; kết quả giữ nguyên. ",
        "Clear away what no document needs any more; results stay. ",
    )
    + WHERE
)
@click.argument("where")
def clean(where: str) -> int:
    """See the help text above."""
    from casedocs.batch.opening import open_manifest
    from casedocs.batch.upkeep import clean as clear_away

    with closing(open_manifest(manifest_of(where), makes=False)) as manifest:
        done = clear_away(manifest)
    click.echo(
        tr(
            f"Đã bỏ {done.units} đơn vị cũ, {done.contents} nhóm trang, {done.owners} thư mục tạm.",
            f"Removed {done.units} old units, {done.contents} groups of pages, {done.owners} scratch folders.",
        )
    )
    return 0


# --- parts ----------------------------------------------------------------------------------------------------------


def manifest_of(where: str) -> str:
    """The manifest that an argument means: a folder has its own."""
    from casedocs.batch.opening import default_manifest
    from casedocs.dossier.ingest.jobs import job_file, read_job
    from casedocs.dossier.ingest.place import place_of

    if not is_output(where):
        return where
    home = place_of(where).home
    if job_file(home).exists():
        kept = read_job(home)[1].manifest
        if kept:
            return kept
    return str(default_manifest(str(home)))


def is_output(where: str) -> bool:
    """Whether an argument means an output, not a manifest."""
    scheme, is_url, _ = where.partition("://")
    return not scheme.startswith("postgres") if is_url else Path(where).is_dir()


def write_report(where: str, output: Path | None) -> int:
    """Makes the report in the form that the file's suffix says; prints it without file."""
    from casedocs._files import atomic_write
    from casedocs.batch.html import render_html
    from casedocs.batch.opening import open_manifest
    from casedocs.batch.report import make_report

    with closing(open_manifest(manifest_of(where), writes=False)) as manifest:
        made = make_report(manifest)
    if output is None:
        print_batch(made, sys.stdout)
    elif output.suffix.lower() in {".html", ".htm"}:
        atomic_write(output, render_html(made, language=current_language().value).encode("utf-8"))
    elif output.suffix.lower() == ".json":
        atomic_write(output, json.dumps(made.to_data(), indent=1).encode("ascii"))
    else:
        import io

        text = io.StringIO()
        print_batch(made, text)
        atomic_write(output, text.getvalue().encode("utf-8"))
    return 0 if made.is_complete else 3
