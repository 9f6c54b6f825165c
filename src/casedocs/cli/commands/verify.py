"""``casedocs verify``: documents and detached signatures. Exit code 0 all passed, 4 indeterminate, 6 failed."""

from datetime import UTC, datetime
from pathlib import Path

import click

from casedocs._files import atomic_write, read_limited
from casedocs.cli.commands._sign_options import expand
from casedocs.cli.language import current_language, tr
from casedocs.sign.detached import verify_file
from casedocs.sign.formats import exceptions_table, slip_html, slip_pdf, to_json, to_text
from casedocs.sign.many import verify_many
from casedocs.sign.messages import finding_text, verdict_text
from casedocs.sign.policy import AlgorithmPolicy, RevocationMode, TrustStore, VerificationPolicy
from casedocs.sign.report import VerificationReport
from casedocs.sign.status import Verdict, worst

__all__ = ["command"]

_EXIT = {Verdict.PASSED: 0, Verdict.INDETERMINATE: 4, Verdict.FAILED: 6}
_PATH = click.Path(path_type=Path)


def _write_slip(report: VerificationReport, slip: Path, language: str) -> None:
    if slip.suffix.lower() == ".pdf":
        atomic_write(slip, slip_pdf(report, language))
    else:
        atomic_write(slip, slip_html(report, language).encode())


_NOBODY_TRUSTED = tr(
    "Chưa khai báo chứng thư gốc tin cậy (--trust): chữ ký nào cũng chỉ xét được tính toàn vẹn, không kết luận được.",
    "No trusted root is given (--trust): signatures are checked for integrity only, none can be called valid.",
)


@click.command(help=tr("Kiểm tra chữ ký số của PDF, hoặc của tệp bất kỳ với .p7s.", "Verifies signed PDFs and .p7s."))
@click.argument("sources", nargs=-1, required=True, type=_PATH)
@click.option("--trust", multiple=True, type=_PATH, help=tr("Chứng thư gốc, tệp hoặc thư mục.", "Trusted roots."))
@click.option("--intermediate", multiple=True, type=_PATH, help=tr("Chứng thư trung gian.", "CA certificates."))
@click.option("--tsa-trust", multiple=True, type=_PATH, help=tr("Gốc cho dấu thời gian.", "Roots for time-stamps."))
@click.option("--crl", multiple=True, type=_PATH, help=tr("Danh sách thu hồi.", "Revocation list."))
@click.option("--at", type=click.DateTime(), help=tr("Kiểm tra cho thời điểm (UTC).", "Verify for this time (UTC)."))
@click.option("--network", is_flag=True, help=tr("Được hỏi OCSP/CRL qua mạng.", "May ask for OCSP and CRLs."))
@click.option("--require-revocation", is_flag=True, help=tr("Bắt buộc có thông tin thu hồi.", "Evidence is required."))
@click.option(
    "--sha1-until",
    type=click.DateTime(["%Y-%m-%d"]),
    help=tr("Nhận SHA-1 có chứng minh trước ngày.", "Accept SHA-1 that is proven to be older than this day."),
)
@click.option("--secret-file", type=_PATH, help=tr("Tệp chứa mật khẩu mở tài liệu.", "File with the password."))
@click.option("--signature", type=_PATH, help=tr("Chữ ký để riêng (.p7s).", "Detached signature (.p7s)."))
@click.option("--json", "as_json", is_flag=True, help="JSON")
@click.option("--slip", type=_PATH, help=tr("Ghi phiếu kiểm tra (.pdf, .html).", "Write the check slip (.pdf, .html)."))
@click.option("--table", type=_PATH, help=tr("Ghi bảng các tệp không đạt.", "Write a table of what did not pass."))
def command(sources: tuple[Path, ...], **given: object) -> int:
    """Verifies documents."""
    policy, language = _policy(given), current_language().value
    if not policy.trust.roots:
        click.echo(_NOBODY_TRUSTED, err=True)
    detached = given["signature"]
    if isinstance(detached, Path):
        return _detached(sources, detached, policy)
    documents = expand(sources)
    many, slip, as_json = len(documents) > 1 or sources[0].is_dir(), given["slip"], bool(given["as_json"])

    def show(report: VerificationReport) -> None:
        if not as_json:
            click.echo(to_text(report, language), nl=False)
        if isinstance(slip, Path):
            own = slip.with_name(f"{slip.stem}-{Path(report.source).stem}{slip.suffix}")
            _write_slip(report, own if many else slip, language)

    reports = verify_many(documents, policy=policy, on_event=show)
    if as_json:
        texts = [to_json(report).rstrip() for report in reports]
        click.echo("[" + ",\n".join(texts) + "]" if many else texts[0])
    table = given["table"]
    if isinstance(table, Path):
        atomic_write(table, exceptions_table(reports, language).encode())
    return _EXIT[worst([report.verdict for report in reports])]


def _policy(given: dict[str, object]) -> VerificationPolicy:
    def paths(name: str) -> tuple[Path, ...]:
        found = given[name]
        return found if isinstance(found, tuple) else ()

    at, sha1, secret = given["at"], given["sha1_until"], given["secret_file"]
    dated = (("sha1", sha1.date()),) if isinstance(sha1, datetime) else ()
    return VerificationPolicy(
        trust=TrustStore.load(paths("trust"), paths("intermediate")),
        timestamp_trust=TrustStore.load(paths("tsa_trust"), paths("intermediate")) if paths("tsa_trust") else None,
        algorithms=AlgorithmPolicy(dated_digests=dated),
        revocation=RevocationMode.REQUIRED if given["require_revocation"] else RevocationMode.IF_AVAILABLE,
        crls=tuple(read_limited(path, 64 * 2**20) for path in paths("crl")),
        at=at.replace(tzinfo=UTC) if isinstance(at, datetime) else None,
        allow_network=bool(given["network"]),
        password=read_limited(secret, 4096).decode().rstrip("\r\n") if isinstance(secret, Path) else None,
    )


def _detached(sources: tuple[Path, ...], signature: Path, policy: VerificationPolicy) -> int:
    if len(sources) != 1:
        raise click.UsageError(tr("--signature đi với đúng một tệp", "--signature goes with one file"))
    report, language = verify_file(sources[0], signature, policy=policy), current_language().value
    who = report.signer.common_name if report.signer else "?"
    tail = f" [{report.sub_indication}]" if report.sub_indication else ""
    click.echo(f"{sources[0]}: {verdict_text(report.verdict, language)}{tail} – {who}")
    for finding in report.findings:
        click.echo(f"  - {finding_text(finding, language)}")
    return _EXIT[report.verdict]
