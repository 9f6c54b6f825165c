"""The options of signing commands: whose key, which level, what it looks like. No password on the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from casedocs._files import read_limited
from casedocs.cli.language import tr
from casedocs.errors import SourceNotFoundError
from casedocs.geometry import Box
from casedocs.sign.appearance import (
    AnchorPlace,
    Appearance,
    BesidePlace,
    BoxPlace,
    CornerPlace,
    Mark,
    Place,
    attachment_mark,
    copy_mark,
    organization_seal,
    person_signature,
)
from casedocs.sign.options import OnRisk, SigningOptions, TimestampAuthority
from casedocs.sign.policy import TrustStore
from casedocs.sign.status import Level

__all__ = ["appearance_from", "expand", "options_from", "shared_options"]

_PATH = click.Path(path_type=Path)
_LOOKS = ["person", "seal", "attachment", "copy", "text"]
_OPTIONS: list[Callable[[Any], Any]] = [
    click.option("--p12", type=_PATH, help=tr("Tệp khóa .p12/.pfx.", "Key file .p12/.pfx.")),
    click.option("--cert", type=_PATH, help=tr("Chứng thư PEM.", "PEM certificate.")),
    click.option("--key", type=_PATH, help=tr("Khóa PEM.", "PEM key.")),
    click.option("--pkcs11", help=tr("Thư viện PKCS#11 của token.", "PKCS #11 library of the token.")),
    click.option("--token", help=tr("Nhãn token.", "Label of the token.")),
    click.option("--token-cert", help=tr("Nhãn chứng thư trên token.", "Label of the certificate on the token.")),
    click.option("--secret-file", type=_PATH, help=tr("Tệp chứa mật khẩu hoặc PIN.", "File with password or PIN.")),
    click.option("--keyring", help=tr("Tên mục trong kho khóa hệ thống.", "Entry in the system's key ring.")),
    click.option(
        "--level",
        type=click.Choice(["B-B", "B-T", "B-LT", "B-LTA"]),
        default="B-B",
        show_default=True,
        help=tr("Mức PAdES: từ B-T có dấu thời gian.", "PAdES level: from B-T on with a time-stamp."),
    ),
    click.option("--tsa", help=tr("Địa chỉ cấp dấu thời gian.", "Address of the time-stamping authority.")),
    click.option(
        "--tsa-seconds",
        type=click.FloatRange(min=0, min_open=True),
        default=30.0,
        show_default=True,
        help=tr("Chờ dấu thời gian bao nhiêu giây.", "How long to wait for a time-stamp."),
    ),
    click.option("--trust", multiple=True, type=_PATH, help=tr("Chứng thư gốc tin cậy.", "Trusted roots.")),
    click.option("--intermediate", multiple=True, type=_PATH, help=tr("Chứng thư trung gian.", "CA certificates.")),
    click.option("--crl", multiple=True, type=_PATH, help=tr("Danh sách thu hồi.", "Revocation list.")),
    click.option("--network", is_flag=True, help=tr("Được hỏi OCSP/CRL qua mạng.", "May ask for OCSP and CRLs.")),
    click.option("--field", help=tr("Ô chữ ký.", "Signature field.")),
    click.option(
        "--certify",
        type=click.IntRange(1, 3),
        help=tr(
            "Chứng thực: sau đó 1 không được sửa, 2 được điền biểu mẫu, 3 cả ghi chú.",
            "Certify: afterwards 1 nothing, 2 form filling, 3 notes as well may be done.",
        ),
    ),
    click.option("--lock", multiple=True, help=tr("Khóa ô biểu mẫu (* = tất cả).", "Lock a form field (* = all).")),
    click.option("--reason", default="", help=tr("Lý do ký.", "Why it is signed.")),
    click.option("--location", default="", help=tr("Nơi ký.", "Where it is signed.")),
    click.option(
        "--digest",
        type=click.Choice(["sha256", "sha384", "sha512"]),
        default="sha256",
        show_default=True,
        help=tr("Hàm băm.", "Hash function."),
    ),
    click.option("--pss", is_flag=True, help="RSA-PSS"),
    click.option("--refuse-risks", is_flag=True, help=tr("Không ký khi có cảnh báo.", "Warnings stop the signing.")),
    click.option(
        "--look", type=click.Choice(_LOOKS), help=tr("Hình chữ ký theo NĐ 30/2020.", "Look (Decree 30/2020).")
    ),
    click.option(
        "--image", type=_PATH, help=tr("Ảnh chữ ký hoặc con dấu, PNG nền trong.", "Signature or seal, transparent PNG.")
    ),
    click.option("--below", help=tr("Đặt dưới dòng chữ này.", "Put it below this text.")),
    click.option("--beside", help=tr("Con dấu: ô chữ ký của người ký.", "Seal: field of the person's signature.")),
    click.option(
        "--page",
        type=click.IntRange(1),
        default=1,
        show_default=True,
        help=tr("Trang hiện chữ ký.", "Page to show it on."),
    ),
    click.option(
        "--box", nargs=4, type=float, help=tr("trái trên phải dưới (point).", "left top right bottom (points).")
    ),
    click.option(
        "--text",
        multiple=True,
        help=tr(
            "Dòng chữ ({signer} {agency} {time}); cơ quan sao; số văn bản của phụ lục.",
            "Text line ({signer} {agency} {time}); the copying agency; the number of an attachment's document.",
        ),
    ),
    click.option(
        "--copy-kind",
        type=click.Choice([mark.value for mark in Mark]),
        default=Mark.TRUE_COPY.value,
        show_default=True,
        help=tr("Hình thức sao.", "Kind of copy."),
    ),
]


def shared_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options of every signing command."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def expand(sources: "tuple[Path, ...]", *, leave_out: Path | None = None) -> list[Path]:
    """The PDF files among files and folders; what lies in `leave_out` (a folder of results) is no source.

    Raises:
        SourceNotFoundError: If a named file or folder is not there.
    """
    found: list[Path] = []
    for source in sources:
        if not source.exists():
            raise SourceNotFoundError(f"{source} is not there", hint="check the name")
        inside = (item for item in source.rglob("*") if item.suffix.lower() == ".pdf" and item.is_file())
        kept = [item for item in inside if leave_out is None or leave_out not in item.parents]
        found += sorted(kept) if source.is_dir() else [source]
    if not found:
        raise click.UsageError(tr("không có tệp PDF nào", "there is no PDF file"))
    return found


def _place(given: dict[str, Any]) -> Place:
    if given["box"]:
        return BoxPlace(given["page"], Box(*given["box"]))
    if given["below"]:
        return AnchorPlace(given["below"])
    return BesidePlace(given["beside"]) if given["beside"] else CornerPlace(given["page"])


def appearance_from(given: dict[str, Any]) -> Appearance | None:
    """The look that the options ask for."""
    look, image = given["look"], given["image"]
    if look is None:
        return None
    text = given["text"]
    if look in {"person", "seal"} and image is None:
        raise click.UsageError(tr("cần --image", "--image is needed"))
    if look == "person" and given["below"]:
        return person_signature(image, below=given["below"])
    if look == "seal" and given["beside"]:
        return organization_seal(image, beside=given["beside"])
    if look in {"attachment", "copy"} and not text:
        missing = (
            tr("cần --text với tên cơ quan sao", "--text with the name of the copying agency is needed")
            if look == "copy"
            else tr("cần --text với số, ký hiệu văn bản", "--text with the document's number is needed")
        )
        raise click.UsageError(missing)
    if look == "attachment":
        return attachment_mark(text[0])
    if look == "copy":
        return copy_mark(Mark(given["copy_kind"]), text[0])
    return Appearance(place=_place(given), lines=text, image=image)


def options_from(given: dict[str, Any]) -> SigningOptions:
    """The signing options that the command line asks for."""
    return SigningOptions(
        level=Level(given["level"]),
        field_name=given["field"],
        certify=given["certify"],
        lock_fields=given["lock"],
        reason=given["reason"],
        location=given["location"],
        digest=given["digest"],
        pss=given["pss"],
        timestamp=TimestampAuthority(url=given["tsa"], seconds=given["tsa_seconds"]) if given["tsa"] else None,
        trust=TrustStore.load(given["trust"], given["intermediate"]),
        crls=tuple(read_limited(path, 64 * 2**20) for path in given["crl"]),
        allow_network=given["network"],
        appearance=appearance_from(given),
        on_risk=OnRisk.REFUSE if given["refuse_risks"] else OnRisk.WARN,
    )
