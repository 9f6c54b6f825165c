"""``casedocs cert``: which certificates there are, how long they last, whether one may be used."""

import json
from pathlib import Path

import click

from casedocs._files import read_limited
from casedocs.cli.commands._signer import secret_from
from casedocs.cli.language import current_language, tr
from casedocs.sign.inventory import KEY_FILES, check_certificate, list_certificates
from casedocs.sign.messages import finding_text
from casedocs.sign.policy import TrustStore, VerificationPolicy
from casedocs.sign.report import CertificateInfo
from casedocs.sign.signers import list_token_certificates
from casedocs.sign.status import Effect

__all__ = ["command"]

_PATH = click.Path(path_type=Path)
_SECRET = click.option(
    "--secret-file", type=_PATH, help=tr("Tệp chứa mật khẩu của .p12/.pfx.", "File with the password of a .p12/.pfx.")
)


@click.group(help=tr("Bảo quản chứng thư số: liệt kê, kiểm tra.", "Certificates: inventory and check."))
def command() -> None:
    """The group."""


def _secret(sources: tuple[Path, ...], secret_file: Path | None) -> str | None:
    """The password of key files among the sources; asked for when no file holds it."""
    if not any(source.suffix.lower() in KEY_FILES for source in sources) and secret_file is None:
        return None
    return secret_from({"secret_file": secret_file}, tr("Mật khẩu tệp khóa", "Password of the key file"))


def _row(place: str, info: CertificateInfo, days: int) -> dict[str, object]:
    return {
        "place": place,
        "name": info.common_name,
        "organization": info.organization,
        "issuer": info.issuer,
        "serial": info.serial,
        "not_after": info.not_after.date().isoformat(),
        "days_left": days,
    }


@command.command("list", help=tr("Liệt kê chứng thư trong tệp, thư mục, token.", "Lists certificates."))
@click.argument("sources", nargs=-1, type=_PATH)
@click.option("--pkcs11", help=tr("Thư viện PKCS#11 của token.", "PKCS #11 library of the token."))
@_SECRET
@click.option("--json", "as_json", is_flag=True, help="JSON")
def list_command(sources: tuple[Path, ...], pkcs11: str | None, secret_file: Path | None, as_json: bool) -> int:
    """Lists certificates, those that end first at the top."""
    from datetime import UTC, datetime

    secret = _secret(sources, secret_file)
    rows = [
        _row(entry.place, entry.certificate, entry.days_left) for entry in list_certificates(sources, password=secret)
    ]
    if pkcs11:
        now = datetime.now(UTC)
        rows += [_row(label, info, info.days_left(now)) for label, info in list_token_certificates(pkcs11)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        left = tr(f"còn {row['days_left']} ngày", f"{row['days_left']} days left")
        click.echo(
            f"{row['name']} ({row['organization']}) – {row['issuer']} – {row['serial']} – {row['not_after']}, {left}"
        )
        click.echo(f"    {row['place']}")
    return 0


@command.command("check", help=tr("Kiểm tra một chứng thư có dùng ký được không.", "Checks a certificate."))
@click.argument("source", type=_PATH)
@click.option("--trust", multiple=True, type=_PATH, help=tr("Chứng thư gốc tin cậy.", "Trusted roots."))
@click.option("--intermediate", multiple=True, type=_PATH, help=tr("Chứng thư trung gian.", "CA certificates."))
@click.option("--crl", multiple=True, type=_PATH, help=tr("Danh sách thu hồi.", "Revocation list."))
@click.option("--network", is_flag=True, help=tr("Được hỏi OCSP/CRL qua mạng.", "May ask for OCSP and CRLs."))
@_SECRET
def check(
    source: Path,
    trust: tuple[Path, ...],
    intermediate: tuple[Path, ...],
    crl: tuple[Path, ...],
    network: bool,
    secret_file: Path | None,
) -> int:
    """Checks a certificate; exit code 4 when something speaks against it."""
    policy = VerificationPolicy(
        trust=TrustStore.load(trust, intermediate),
        crls=tuple(read_limited(path, 64 * 2**20) for path in crl),
        allow_network=network,
    )
    found = check_certificate(source, policy=policy, password=_secret((source,), secret_file))
    click.echo(" → ".join(info.common_name for info in found.chain))
    for finding in found.findings:
        click.echo(f"  - {finding_text(finding, current_language().value)}")
    against = any(finding.effect in {Effect.INDETERMINATE, Effect.FAILED} for finding in found.findings)
    click.echo(tr("Không dùng được." if against else "Dùng được.", "Not usable." if against else "Usable."))
    return 4 if against else 0
