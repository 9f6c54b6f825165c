"""``casedocs digitize``: scans in, searchable documents out."""

import sys
from pathlib import Path

import click

from casedocs.cli.commands._digitize_options import (
    display_for,
    ends_on_terminate,
    options_from,
    stopped_sentence,
    work_options,
)
from casedocs.cli.language import tr
from casedocs.dossier.ingest.main_job import digitize as run_digitize
from casedocs.dossier.ingest.records import DigitizeReport, DocumentStatus

__all__ = ["conclude", "digitize", "exit_code"]

_HELP = tr(
    """Biến bản quét thành tài liệu tra cứu được.

    SOURCE là tệp PDF, ảnh (JPEG, PNG, TIFF…) hoặc thư mục. Với mỗi tài liệu, lệnh ghi vào thư mục OUT: bản PDF tra
    cứu được, văn bản (.txt), kết quả chi tiết (.json) và một dòng trong summary.jsonl. Tệp gốc không bị thay đổi.
    Chạy lại chỉ làm phần còn thiếu. Ctrl-C một lần: làm nốt các trang dở; hai lần: dừng ngay. Mã thoát: 0 xong,
    2 sai lệnh, 3 có tài liệu lỗi, 4 có trang cần xem lại giấy (--fail-on-alarm), 5 đang có lần chạy khác,
    6 sổ theo dõi hỏng, 130 bị dừng.""",
    """Turn scans into searchable documents.

    SOURCE is a PDF file, an image (JPEG, PNG, TIFF…) or a folder. For each document the command writes into the
    folder OUT: a searchable PDF, its text (.txt), the details (.json) and a line in summary.jsonl. Originals are
    never changed. Called again, it does only what is missing. Ctrl-C once finishes the pages at work, twice stops at
    once. Exit codes: 0 done, 2 usage, 3 some documents failed, 4 paper to be looked at (--fail-on-alarm),
    5 another run is at work, 6 damaged manifest, 130 interrupted.""",
)


@click.command(help=_HELP)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@work_options
def digitize(sources: tuple[str, ...], output: str, as_json: bool, log_file: Path | None, **values: object) -> int:
    """See the help text above."""
    options = options_from(values)
    with ends_on_terminate(), display_for(as_json=as_json, log_file=log_file) as display:
        report = run_digitize(sources, output, options=options, on_event=display)
    if not as_json:
        conclude(report, output, dry_run=options.dry_run)
    return exit_code(report, fail_on_alarm=bool(values["fail_on_alarm"]))


def exit_code(report: DigitizeReport, *, fail_on_alarm: bool) -> int:
    """What the run came to, as a number."""
    if report.interrupted:
        return 130
    if report.trouble:
        return 3
    return 4 if fail_on_alarm and report.alarmed else 0


def conclude(report: DigitizeReport, output: str, *, dry_run: bool) -> None:
    """Says what the run came to."""
    from casedocs.cli.progress import alarm_lines, summary_line
    from casedocs.cli.tables import print_records

    if dry_run:
        for record in report.records:
            click.echo(_dry_line(record.name, record.status, record.page_count, record.source))
        return
    for record in report.records:
        if record.no_pdf and record.status is not DocumentStatus.SKIPPED:
            click.echo(
                tr(
                    f"{record.source}: tệp đã ký số nên không ghi bản PDF; văn bản có trong .txt và .json "
                    "(--copy-signed để ghi bản sao không còn chữ ký).",
                    f"{record.source}: no PDF was written, {record.no_pdf}.",
                ),
                err=True,
            )
    lines = alarm_lines(report.records)
    if lines:
        click.echo(tr("Xem lại giấy trước khi cất:", "Look at the paper before it is put away:"), err=True)
    for line in lines:
        click.echo(f"  {line}", err=True)
    if report.records:
        print_records(report.records, output, sys.stdout)
    elif not report.interrupted:
        click.echo(tr("Không có tệp PDF hay ảnh nào trong nguồn.", "No PDF and no image is in the sources."), err=True)
    click.echo(summary_line(report), err=True)
    if report.interrupted:
        click.echo(stopped_sentence(), err=True)


def _dry_line(name: str, status: DocumentStatus, pages: int, source: str) -> str:
    words = {
        DocumentStatus.PLANNED: tr("sẽ làm", "to do"),
        DocumentStatus.SKIPPED: tr("đã có", "done before"),
        DocumentStatus.FAILED: tr("lỗi", "error"),
    }
    return f"{words.get(status, status.value):<12} {pages:>5} {tr('trang', 'pages')}  {name}  ← {source}"
