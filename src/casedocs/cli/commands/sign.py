"""``casedocs sign``: one document, many, a detached signature, a preview; and the audit log."""

from pathlib import Path

import click

from casedocs.cli.commands._sign_options import (
    appearance_from,
    expand,
    options_from,
    shared_options,
)
from casedocs.cli.commands._signer import open_signer
from casedocs.cli.language import current_language, tr
from casedocs.sign.audit import append_audit, check_audit
from casedocs.sign.batch import BatchItem, Outcome, sign_many
from casedocs.sign.detached import sign_file
from casedocs.sign.messages import finding_text
from casedocs.sign.signing import preview_signature, sign_pdf

__all__ = ["command"]


class _DefaultGroup(click.Group):
    """``casedocs sign X.pdf`` is ``casedocs sign files X.pdf``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args.insert(0, "files")
        return super().parse_args(ctx, args)


@click.group(
    cls=_DefaultGroup,
    help=tr("Ký số tài liệu PDF, hoặc tệp bất kỳ (.p7s).", "Signs PDF documents, or any file (.p7s)."),
)
def command() -> None:
    """The group."""


def _warnings(item: BatchItem) -> None:
    language = current_language().value
    for finding in item.result.warnings if item.result else ():
        click.echo(f"  ! {finding_text(finding, language)}", err=True)


def _say(item: BatchItem) -> None:
    marks = {Outcome.OK: "✔", Outcome.SKIPPED: "–", Outcome.FAILED: "✘"}
    words = {
        Outcome.OK: tr("đã ký", "signed"),
        Outcome.SKIPPED: tr("đã ký từ trước", "signed already"),
        Outcome.FAILED: tr("không ký được", "not signed"),
    }
    click.echo(f"{marks[item.outcome]} {item.source} → {item.target.name}: {words[item.outcome]}")
    if item.error is not None:
        click.echo(f"  {item.error}", err=True)
    _warnings(item)


@command.command("files", help=tr("Ký một hay nhiều PDF (tệp hoặc thư mục).", "Signs PDFs (files or folders)."))
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=tr("Tệp hoặc thư mục kết quả.", "Result."))
@click.option("--audit", type=click.Path(path_type=Path), help=tr("Nhật ký ký số.", "The audit log to add to."))
@click.option("--journal", type=click.Path(path_type=Path), help=tr("Sổ theo dõi đợt ký.", "The batch journal."))
@shared_options
def files(
    sources: tuple[Path, ...], output: Path | None, audit: Path | None, journal: Path | None, **given: object
) -> int:
    """Signs one document, or many with one PIN entry."""
    options = options_from(given)
    results = output or next((source / "signed" for source in sources if source.is_dir()), None)
    documents = expand(sources, leave_out=results)
    with open_signer(given) as signer:
        if len(documents) == 1 and (output is None or output.suffix.lower() == ".pdf"):
            source = documents[0]
            target = output or source.with_name(f"{source.stem}.signed.pdf")
            result = sign_pdf(source, signer, target, options=options)
            if audit is not None:
                append_audit(audit, result)
            _say(BatchItem(source, target, Outcome.OK, result))
            return 0
        folder = results or documents[0].parent / "signed"
        items = sign_many(documents, signer, folder, options=options, audit=audit, journal=journal, on_event=_say)
    return 3 if any(item.outcome is Outcome.FAILED for item in items) else 0


@command.command("detached", help=tr("Ký tệp bất kỳ, chữ ký để riêng (.p7s).", "Signs any file, apart (.p7s)."))
@click.argument("source", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=tr("Tệp chữ ký.", "The signature's file."))
@click.option("--audit", type=click.Path(path_type=Path), help=tr("Nhật ký ký số.", "The audit log to add to."))
@shared_options
def detached(source: Path, output: Path | None, audit: Path | None, **given: object) -> int:
    """Signs any file; the signature goes into a file of its own."""
    with open_signer(given) as signer:
        target = output or source.with_name(f"{source.name}.p7s")
        sign_file(source, signer, target, options=options_from(given), audit=audit)
    click.echo(str(target))
    return 0


@command.command("preview", help=tr("Xem trước hình chữ ký, không ký.", "Shows the look, signs nothing."))
@click.argument("source", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="PNG")
@click.option("--name", default="", help=tr("Tên người ký.", "The signer's name."))
@shared_options
def preview(source: Path, output: Path, name: str, **given: object) -> int:
    """Draws the page with the signature's look."""
    from casedocs._files import atomic_write

    if appearance_from(given) is None:
        raise click.UsageError(tr("chưa chọn hình chữ ký (--look)", "no appearance was chosen (--look)"))
    atomic_write(output, preview_signature(source, options=options_from(given), signer_name=name))
    click.echo(str(output))
    return 0


@command.command("audit", help=tr("Kiểm tra nhật ký ký số.", "Checks the audit log."))
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--expect", help=tr("Mã băm cuối đã ghi lại ở nơi khác.", "The last hash, as noted elsewhere."))
def audit(log: Path, expect: str | None) -> int:
    """Checks that the log holds together."""
    report = check_audit(log, expected=expect)
    click.echo(tr(f"✔ Nhật ký nguyên vẹn: {report.entries} mục", f"✔ The log holds together: {report.entries} entries"))
    click.echo(report.last_hash)
    return 0
