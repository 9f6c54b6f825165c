"""The root command: finds the sub-command, settles language and encoding, turns errors into exit codes.

Exit codes: 0 done, 1 crash, 2 usage, 3 some documents failed, 4 indeterminate and 6 failed verification,
5 lock held, 130 interrupted.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from casedocs import __version__
from casedocs.cli.language import choose_language, set_language, tr
from casedocs.cli.messages import describe
from casedocs.cli.settings import ENVIRONMENT_PREFIX, default_map, language_setting, read_settings
from casedocs.errors import CasedocsError, LockHeldError, ManifestError, NoBatchError, UsageError

__all__ = ["main", "root"]

# name → (module:object, Vietnamese, English): the help page needs no command module.
_COMMANDS: dict[str, tuple[str, str, str]] = {
    "batch": (
        "casedocs.cli.commands.batch:command",
        "Xử lý hàng loạt: chạy đêm, chạy tiếp, nhiều máy, báo cáo.",
        "Long runs: at night, gone on with, several machines, reports.",
    ),
    "completion": (
        "casedocs.cli.commands.completion:completion",
        "In đoạn mã hoàn thành lệnh cho shell.",
        "Print the completion script for a shell.",
    ),
    "digitize": (
        "casedocs.cli.commands.digitize:digitize",
        "Biến bản quét thành tài liệu tra cứu được.",
        "Turn scans into searchable documents.",
    ),
    "doctor": (
        "casedocs.cli.commands.doctor:doctor",
        "Kiểm tra máy này và cho biết cần làm gì.",
        "Examine this machine and say what to do.",
    ),
    "extract": (
        "casedocs.cli.commands.extract:extract",
        "Trích thông tin từ văn bản.",
        "Extract fields from papers.",
    ),
    "check": (
        "casedocs.cli.commands.check:check",
        "Đối chiếu thông tin trong một hồ sơ.",
        "Check the papers of a dossier against each other.",
    ),
    "review": (
        "casedocs.cli.commands.review:command",
        "Rà soát kết quả nhận dạng và trích xuất.",
        "Review what was recognised and extracted.",
    ),
    "ocr": ("casedocs.cli.commands.ocr:ocr", "Nhận dạng chữ trên bản quét.", "Recognise text on scans."),
    "text": (
        "casedocs.cli.commands.text:command",
        "Chuẩn hóa, chuyển bảng mã cũ, đặt dấu, tìm dữ kiện trong văn bản.",
        "Normal form, old encodings, tone style of text; facts found in it.",
    ),
    "classify": (
        "casedocs.cli.commands.classify:command",
        "Nhận biết loại văn bản.",
        "Tell what kind of document a paper is.",
    ),
    "split": (
        "casedocs.cli.commands.split:command",
        "Tách tập hồ sơ đã quét thành từng văn bản.",
        "Take a scanned volume apart into its documents.",
    ),
    "cert": (
        "casedocs.cli.commands.cert:command",
        "Liệt kê và kiểm tra chứng thư số.",
        "List and check certificates.",
    ),
    "sign": ("casedocs.cli.commands.sign:command", "Ký số tài liệu.", "Sign documents."),
    "verify": (
        "casedocs.cli.commands.verify:command",
        "Kiểm tra chữ ký số.",
        "Verify digital signatures.",
    ),
    "mindmap": (
        "casedocs.cli.commands.mindmap:command",
        "Sơ đồ tư duy: XMind và các định dạng khác.",
        "Mind maps: XMind and its neighbours.",
    ),
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101  the table above is ours
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, tr(*_COMMANDS[name][1:])) for name in self.list_commands(ctx)]
        with formatter.section(tr("Lệnh", "Commands")):
            formatter.write_dl(rows)


@click.command(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": ENVIRONMENT_PREFIX},
)
@click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    allow_from_autoenv=False,  # CASEDOCS_LANG takes more spellings, see `choose_language`
    help="Ngôn ngữ thông báo / language of messages.",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Tệp cài đặt TOML / settings file.",
)
@click.version_option(__version__, prog_name="casedocs")
@click.pass_context
def root(context: click.Context, lang: str | None, config: Path | None) -> None:
    """Số hóa hồ sơ vụ án / digital case files for a procuracy office."""
    if lang:
        set_language(choose_language(["--lang", lang]))
    settings = read_settings(config)
    if settings:
        context.default_map = default_map(root, {key: value for key, value in settings.items() if key != "lang"})


def _use_utf8() -> None:
    """Vietnamese needs UTF-8 whatever the code page of the console or the locale of the system is.

    Python settles how it spells file names when it starts: where that is not UTF-8 it is started again.
    """
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  no shell wanted
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _exit_code(error: CasedocsError) -> int:
    if isinstance(error, UsageError | NoBatchError):
        return 2
    if isinstance(error, ManifestError):
        return 6
    return 5 if isinstance(error, LockHeldError) else 3


def main() -> NoReturn:
    """Runs the command line and exits."""
    _use_utf8()
    set_language(choose_language(sys.argv[1:], language_setting(sys.argv[1:])))
    try:
        code = root.main(prog_name="casedocs", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(tr("Đã dừng.", "Interrupted."), err=True)
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has gone; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except CasedocsError as error:
        click.echo(describe(error), err=True)
        sys.exit(_exit_code(error))
    except Exception as error:  # noqa: BLE001  the last resort: a person gets a sentence, not a traceback
        what = f"{type(error).__name__}: {error}"
        click.echo(tr(f"Lỗi ngoài dự kiến: {what}", f"Unexpected error: {what}"), err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
