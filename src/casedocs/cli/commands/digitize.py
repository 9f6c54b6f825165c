"""``casedocs digitize``: scans in, searchable documents out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casedocs.cli.language import tr
from casedocs.cli.options import option
from casedocs.dossier.ingest.digitize import digitize as run_digitize
from casedocs.dossier.ingest.options import DigitizeOptions
from casedocs.dossier.ingest.records import DigitizeReport, DocumentStatus
from casedocs.ocr.engines.registry import AUTO, ENGINE_NAMES
from casedocs.ocr.options import OcrOptions, PageSelection, TextLayerUse, languages_from

if TYPE_CHECKING:
    from casedocs.cli.progress import Display

__all__ = ["digitize"]

_ENGINES = ", ".join(ENGINE_NAMES) + "."
_HELP = tr(
    """Biến bản quét thành tài liệu tra cứu được.

    SOURCE là tệp PDF, ảnh (JPEG, PNG, TIFF…) hoặc thư mục. Với mỗi tài liệu, lệnh ghi vào thư mục OUT: bản PDF tra
    cứu được, văn bản (.txt), kết quả chi tiết (.json) và một dòng trong summary.jsonl. Tệp gốc không bị thay đổi.
    Chạy lại chỉ làm phần còn thiếu. Mã thoát: 0 xong, 2 sai lệnh, 3 có tài liệu lỗi,
    4 có trang cần xem lại giấy (--fail-on-alarm), 5 đang có lần chạy khác,
    130 bị dừng.""",
    """Turn scans into searchable documents.

    SOURCE is a PDF file, an image (JPEG, PNG, TIFF…) or a folder. For each document the command writes into the
    folder OUT: a searchable PDF, its text (.txt), the details (.json) and a line in summary.jsonl. Originals are
    never changed. Called again, it does only what is missing. Exit codes: 0 done, 2 usage, 3 some documents failed,
    4 paper to be looked at (--fail-on-alarm), 5 another run is at work, 130 interrupted.""",
)


@click.command(help=_HELP)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@option("-o", "--output", vi="Thư mục kết quả.", en="Output folder.", required=True, type=click.Path(path_type=Path))
@option(
    "-j",
    "--jobs",
    vi="Số tiến trình (mặc định: mỗi lõi một).",
    en="Processes (default: one per core).",
    type=click.IntRange(1),
)
@option(
    "-l",
    "--lang",
    vi="Ngôn ngữ tài liệu, ví dụ vie+eng.",
    en="Language of the documents, such as vie+eng.",
    default="vie",
    show_default=True,
)
@option("--pages", vi="Chỉ đọc các trang này, ví dụ 1-3,7,12-.", en="Read only these pages, such as 1-3,7,12-.")
@option("--engine", vi="Bộ nhận dạng: " + _ENGINES, en="Engine: " + _ENGINES, default=AUTO, show_default=True)
@option(
    "--ignore-text", vi="Nhận dạng cả trang đã có văn bản.", en="Recognise pages that have text, too.", is_flag=True
)
@option(
    "--copy-signed",
    vi="Tệp đã ký số: ghi thêm bản sao tra cứu KHÔNG còn chữ ký.",
    en="Signed files: also write a searchable copy WITHOUT signature.",
    is_flag=True,
)
@option(
    "--time-limit",
    vi="Số giây tối đa cho một trang.",
    en="Seconds a page may take.",
    type=click.FloatRange(0, min_open=True),
    default=120.0,
    show_default=True,
)
@option(
    "--memory-limit",
    vi="MB bộ nhớ tối đa cho một tiến trình.",
    en="MB of memory a process may have.",
    type=click.IntRange(256),
    default=3000,
    show_default=True,
)
@option(
    "--fail-on-alarm",
    vi="Mã thoát 4 khi có trang cần xem lại giấy (trắng, bị cắt, quá mờ, xoay, quét hai lần…).",
    en="Exit code 4 where a page should be looked at on paper (blank, cut off, faint, turned, scanned twice…).",
    is_flag=True,
)
@option("-f", "--force", vi="Làm lại tất cả.", en="Do everything again.", is_flag=True)
@option("-n", "--dry-run", vi="Chỉ cho biết sẽ làm gì.", en="Only say what would be done.", is_flag=True)
@option(
    "--json",
    "as_json",
    vi="In sự kiện dạng JSON, mỗi dòng một sự kiện.",
    en="Print events as JSON, one a line.",
    is_flag=True,
)
def digitize(sources: tuple[str, ...], output: Path, as_json: bool, **values: object) -> int:
    """See the help text above."""
    options = _options(values)
    with _display(as_json=as_json) as display:
        report = run_digitize(sources, output, options=options, on_event=display)
    if not as_json:
        _conclude(report, output, dry_run=options.dry_run)
    if report.interrupted:
        return 130
    if report.trouble:
        return 3
    return 4 if values["fail_on_alarm"] and report.alarmed else 0


def _options(values: dict[str, object]) -> DigitizeOptions:
    pages = values["pages"]
    jobs = values["jobs"]
    return DigitizeOptions(
        ocr=OcrOptions(
            languages=languages_from(str(values["lang"])),
            pages=None if pages is None else PageSelection.parse(str(pages)),
            text_layer=TextLayerUse.NEVER if values["ignore_text"] else TextLayerUse.AUTO,
        ),
        engine=str(values["engine"]),
        jobs=jobs if isinstance(jobs, int) else None,
        force=bool(values["force"]),
        dry_run=bool(values["dry_run"]),
        copy_signed=bool(values["copy_signed"]),
        page_seconds=float(str(values["time_limit"])),
        memory_bytes=int(str(values["memory_limit"])) * 1_000_000,
    )


def _display(*, as_json: bool) -> "Display":
    from casedocs.cli.progress import BarDisplay, JsonDisplay, PlainDisplay

    if as_json:
        return JsonDisplay(sys.stdout)
    return BarDisplay(sys.stderr) if sys.stderr.isatty() else PlainDisplay(sys.stderr)


def _conclude(report: DigitizeReport, output: Path, *, dry_run: bool) -> None:
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
    click.echo(summary_line(report), err=True)
    if report.interrupted:
        click.echo(
            tr(
                "Đã dừng theo yêu cầu; chạy lại đúng lệnh này để làm tiếp.",
                "Stopped as you asked; run the same command again to go on.",
            ),
            err=True,
        )


def _dry_line(name: str, status: DocumentStatus, pages: int, source: str) -> str:
    words = {
        DocumentStatus.PLANNED: tr("sẽ làm", "to do"),
        DocumentStatus.SKIPPED: tr("đã có", "done before"),
        DocumentStatus.FAILED: tr("lỗi", "error"),
    }
    return f"{words.get(status, status.value):<12} {pages:>5} {tr('trang', 'pages')}  {name}  ← {source}"
