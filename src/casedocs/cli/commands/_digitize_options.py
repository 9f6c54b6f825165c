"""The options that ``digitize`` and ``batch run`` share."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from casedocs.cli.language import tr
from casedocs.cli.options import option
from casedocs.dossier.ingest.options import DigitizeOptions
from casedocs.ocr.engines.registry import AUTO, ENGINE_NAMES
from casedocs.ocr.options import OcrOptions, PageSelection, TextLayerUse, languages_from

if TYPE_CHECKING:
    from casedocs.cli.progress import Display

__all__ = ["display_for", "ends_on_terminate", "options_from", "work_options"]

_ENGINES = ", ".join(ENGINE_NAMES) + "."
_OPTIONS = (
    option("-o", "--output", vi="Thư mục kết quả, hoặc s3://…", en="Output folder, or s3://….", required=True),
    option(
        "-j",
        "--jobs",
        vi="Số tiến trình (mặc định: mỗi lõi một).",
        en="Processes (default: one per core).",
        type=click.IntRange(1),
    ),
    option(
        "-l",
        "--lang",
        vi="Ngôn ngữ tài liệu, ví dụ vie+eng.",
        en="Language of the documents, such as vie+eng.",
        default="vie",
        show_default=True,
    ),
    option("--pages", vi="Chỉ đọc các trang này, ví dụ 1-3,7,12-.", en="Read only these pages, such as 1-3,7,12-."),
    option("--engine", vi="Bộ nhận dạng: " + _ENGINES, en="Engine: " + _ENGINES, default=AUTO, show_default=True),
    option(
        "--ignore-text", vi="Nhận dạng cả trang đã có văn bản.", en="Recognise pages that have text, too.", is_flag=True
    ),
    option(
        "--copy-signed",
        vi="Tệp đã ký số: ghi thêm bản sao tra cứu KHÔNG còn chữ ký.",
        en="Signed files: also write a searchable copy WITHOUT signature.",
        is_flag=True,
    ),
    option(
        "--time-limit",
        vi="Số giây tối đa cho một trang.",
        en="Seconds a page may take.",
        type=click.FloatRange(0, min_open=True),
        default=120.0,
        show_default=True,
    ),
    option(
        "--memory-limit",
        vi="MB bộ nhớ tối đa cho một tiến trình.",
        en="MB of memory a process may have.",
        type=click.IntRange(256),
        default=3000,
        show_default=True,
    ),
    option(
        "--fail-on-alarm",
        vi="Mã thoát 4 khi có trang cần xem lại giấy (trắng, bị cắt, quá mờ, xoay, quét hai lần…).",
        en="Exit code 4 where a page should be looked at on paper (blank, cut off, faint, turned, scanned twice…).",
        is_flag=True,
    ),
    option("-f", "--force", vi="Làm lại tất cả.", en="Do everything again.", is_flag=True),
    option("-n", "--dry-run", vi="Chỉ cho biết sẽ làm gì.", en="Only say what would be done.", is_flag=True),
    option(
        "--json",
        "as_json",
        vi="In sự kiện dạng JSON, mỗi dòng một sự kiện.",
        en="Print events as JSON, one a line.",
        is_flag=True,
    ),
    option(
        "--log-file",
        vi="Ghi thêm nhật ký vào tệp này.",
        en="Append a log to this file.",
        type=click.Path(path_type=Path, dir_okay=False),
    ),
)


def work_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the shared options to a command."""
    for decorate in reversed(_OPTIONS):
        command = decorate(command)
    return command


def options_from(values: dict[str, object], **more: Any) -> DigitizeOptions:
    """The options of a run from those of the command line."""
    pages, jobs = values["pages"], values["jobs"]
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
        **more,
    )


def display_for(*, as_json: bool, log_file: Path | None) -> "Display":
    """What shows the run: JSON lines, a bar on a terminal, plain lines elsewhere; and a log file."""
    from casedocs.cli.bar import BarDisplay
    from casedocs.cli.log_file import LogDisplay, Several
    from casedocs.cli.progress import JsonDisplay, PlainDisplay

    shown: Display
    if as_json:
        shown = JsonDisplay(sys.stdout)
    else:
        shown = BarDisplay(sys.stderr) if sys.stderr.isatty() else PlainDisplay(sys.stderr)
    return shown if log_file is None else Several((shown, LogDisplay(log_file)))


@contextmanager
def ends_on_terminate() -> Iterator[None]:
    """A service manager's signal to end counts as Ctrl-C: pages at work are finished."""

    def interrupt(number: int, frame: object) -> None:
        del number, frame
        raise KeyboardInterrupt

    before = None
    with suppress(ValueError, OSError):  # not the main thread; no such signal
        before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


def stopped_sentence() -> str:
    """What to do after a run was stopped."""
    return tr(
        "Đã dừng theo yêu cầu; chạy lại đúng lệnh này để làm tiếp.",
        "Stopped as you asked; run the same command again to go on.",
    )
