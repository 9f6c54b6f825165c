"""``casedocs batch``: long runs on one machine or many, and looking after them."""

import json
import sys
from contextlib import closing
from pathlib import Path

import click

from casedocs.cli.batch_tables import print_batch, sentence_of
from casedocs.cli.commands._digitize_options import display_for, ends_on_terminate, options_from, work_options
from casedocs.cli.commands.batch_look import (
    WHERE,
    as_json_option,
    clean,
    is_output,
    manifest_of,
    report,
    status,
    write_report,
)
from casedocs.cli.commands.digitize import conclude, exit_code
from casedocs.cli.language import tr
from casedocs.cli.options import option

__all__ = ["command"]

_LOG = option(
    "--log-file",
    vi="Ghi thêm nhật ký vào tệp này.",
    en="Append a log to this file.",
    type=click.Path(path_type=Path, dir_okay=False),
)


@click.group(
    help=tr(
        "Xử lý hàng loạt: chạy đêm, chạy tiếp, nhiều máy. Mã thoát: 0 xong, 2 sai lệnh, 3 còn phần chưa xong hoặc lỗi, "
        "5 đang có lần chạy khác, 6 sổ theo dõi hoặc kết quả bị hỏng, 130 bị dừng.",
        "Long runs: at night, gone on with, on several machines. Exit codes: 0 done, 2 usage, 3 something is open or "
        "failed, 5 another run is at work, 6 damaged manifest or results, 130 interrupted.",
    )
)
def command() -> None:
    """The group of the batch commands."""


command.add_command(status)
command.add_command(report)
command.add_command(clean)


@command.command(
    help=tr(
        "Số hóa hàng loạt; như digitize, có thêm máy chạy, manifest và báo cáo. Trang đã cách ly chỉ chạy lại khi có "
        "lệnh retry.",
        "Digitise many documents; as digitize, with a choice of machines, manifest and report. Quarantined pages are "
        "tried again by retry only.",
    )
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@work_options
@option(
    "--backend",
    vi="Nơi chạy: local, local:4, dask://máy:8786.",
    en="Where to work: local, local:4, dask://host:8786.",
    default="local",
    show_default=True,
)
@option(
    "--manifest",
    vi="Tệp manifest hoặc postgresql://… khi nhiều máy cùng làm.",
    en="Manifest file, or postgresql://… where several machines work together.",
    default="",
)
@option(
    "--report",
    "report_file",
    vi="Ghi báo cáo vào tệp này khi xong (.html, .json hoặc .txt).",
    en="Write a report to this file at the end (.html, .json or .txt).",
    type=click.Path(path_type=Path, dir_okay=False),
)
def run(
    sources: tuple[str, ...],
    output: str,
    as_json: bool,
    log_file: Path | None,
    report_file: Path | None,
    **values: object,
) -> int:
    """See the help text above."""
    from casedocs.dossier.ingest.main_job import digitize

    options = options_from(
        values, backend=str(values["backend"]), manifest=str(values["manifest"]), retry_quarantined=False
    )
    with ends_on_terminate(), display_for(as_json=as_json, log_file=log_file) as display:
        done = digitize(sources, output, options=options, on_event=display)
    if not as_json:
        conclude(done, output, dry_run=options.dry_run)
    if report_file is not None and not options.dry_run:
        write_report(options.manifest or output, report_file)
    return exit_code(done, fail_on_alarm=bool(values["fail_on_alarm"]))


@command.command(help=tr("Chạy tiếp lần chạy bị dừng. ", "Go on with a run that was stopped. ") + WHERE)
@click.argument("where")
@_LOG
@as_json_option
def resume(where: str, log_file: Path | None, as_json: bool) -> int:
    """See the help text above."""
    return _go_on(where, log_file, as_json=as_json, retries=None)


@command.command(
    help=tr("Thử lại các trang lỗi và trang đã cách ly. ", "Try failed and quarantined pages again. ") + WHERE
)
@click.argument("where")
@_LOG
@as_json_option
def retry(where: str, log_file: Path | None, as_json: bool) -> int:
    """See the help text above."""
    return _go_on(where, log_file, as_json=as_json, retries=True)


# --- parts ----------------------------------------------------------------------------------------------------------


def _go_on(where: str, log_file: Path | None, *, as_json: bool, retries: bool | None) -> int:
    from casedocs.dossier.ingest.jobs import job_file
    from casedocs.dossier.ingest.main_job import resume as resume_digitize
    from casedocs.dossier.ingest.place import place_of

    if is_output(where) and job_file(place_of(where).home).exists():
        with ends_on_terminate(), display_for(as_json=as_json, log_file=log_file) as display:
            done = resume_digitize(where, retry_quarantined=retries, on_event=display)
        if not as_json:
            conclude(done, where, dry_run=False)
        return exit_code(done, fail_on_alarm=False)
    return _go_on_with_any_task(where, as_json=as_json, retries=bool(retries))


def _go_on_with_any_task(where: str, *, as_json: bool, retries: bool) -> int:
    """A batch that a program of its own has started: everything needed is in the manifest."""
    from casedocs.batch.events import Event, event_data
    from casedocs.batch.opening import open_manifest
    from casedocs.batch.runner import resume as resume_any
    from casedocs.batch.states import UnitState

    def tell(event: Event) -> None:
        if as_json:
            click.echo(json.dumps(event_data(event)))
        else:
            click.echo(sentence_of(event), nl=False, err=True)

    with ends_on_terminate(), closing(open_manifest(manifest_of(where), makes=False)) as manifest:
        if retries:
            manifest.reset(frozenset({UnitState.FAILED, UnitState.QUARANTINED}))
        done = resume_any(manifest, on_event=tell)
    if not as_json:
        print_batch(done, sys.stdout)
    if done.interrupted:
        return 130
    return 0 if done.is_complete else 3
