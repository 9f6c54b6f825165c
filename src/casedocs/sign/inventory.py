"""Which certificates there are, and how long they last: for the keeping of digital certificates in an office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from casedocs._extras import require
from casedocs._files import read_limited
from casedocs.errors import FormatError, SigningError
from casedocs.sign.policy import TrustStore, VerificationPolicy, split_certificates
from casedocs.sign.report import CertificateInfo, Finding

__all__ = ["KEY_FILES", "CertificateCheck", "InventoryEntry", "check_certificate", "list_certificates"]

_MOST = 16 * 2**20
_SUFFIXES = {".pem", ".crt", ".cer", ".der"}
KEY_FILES = frozenset({".p12", ".pfx"})
"""Endings of key files, whose certificates show only to those who have the password."""


@dataclass(frozen=True, slots=True)
class InventoryEntry:
    """A certificate, where it is, and the days it has left (negative when it has expired)."""

    place: str
    certificate: CertificateInfo
    days_left: int


@dataclass(frozen=True, slots=True)
class CertificateCheck:
    """Whether a certificate may be used for signing now: no findings against it means yes."""

    certificate: CertificateInfo
    chain: tuple[CertificateInfo, ...]
    findings: tuple[Finding, ...]


def _files(sources: Iterable[str | Path], *, keys: bool) -> Iterable[Path]:
    suffixes = _SUFFIXES | KEY_FILES if keys else _SUFFIXES
    for source in map(Path, sources):
        if source.is_dir():
            yield from sorted(item for item in source.rglob("*") if item.suffix.lower() in suffixes)
        else:
            yield source


def _certificates(path: Path, password: str | None) -> list[bytes]:
    """The certificates (DER) in a file, of a key file the signer's first."""
    data = read_limited(path, _MOST)
    if path.suffix.lower() not in KEY_FILES:
        return split_certificates(data)
    if password is None:
        raise FormatError("a key file does not open without its password", hint="give it", source=str(path))
    from casedocs.sign._crypto import open_p12

    try:
        own, _, others = open_p12(data, password, str(path))
    except SigningError as error:
        raise FormatError(error.message, hint=error.hint, source=str(path)) from error
    return [own, *others]


def list_certificates(
    sources: Iterable[str | Path], *, now: datetime | None = None, password: str | None = None
) -> list[InventoryEntry]:
    """The certificates in files and folders, those that end first at the top.

    Args:
        sources: Files (PEM, DER, key files) and folders with such files.
        now: The day to count from; None = today.
        password: Opens key files (``.p12``, ``.pfx``); without it, those in folders are left out.

    Raises:
        InputError: If a file cannot be read or holds no readable certificate.
    """
    require("asn1crypto", extra="sign")
    from casedocs.sign._pki import certificate_info

    at = now or datetime.now(UTC)
    found: list[InventoryEntry] = []
    for path in _files(sources, keys=password is not None):
        certificates = _certificates(path, password)
        if not certificates:
            raise FormatError("holds no certificate", hint="give PEM or DER certificates", source=str(path))
        infos = [certificate_info(der) for der in certificates]
        found += [InventoryEntry(str(path), info, info.days_left(at)) for info in infos]
    return sorted(found, key=lambda entry: (entry.days_left, entry.certificate.subject))


def check_certificate(
    source: str | Path | bytes, *, policy: VerificationPolicy, password: str | None = None
) -> CertificateCheck:
    """Checks a certificate: validity, chain to the trusted roots, revocation, key usage, algorithms.

    Args:
        source: A certificate file (the first certificate in it counts), or DER bytes.
        policy: Whom to trust, which evidence to look at, for which time.
        password: Opens a key file (``.p12``, ``.pfx``).

    Raises:
        InputError: If it cannot be read.
    """
    require("pyhanko_certvalidator", extra="sign")
    from casedocs.sign._pki import certificate_info
    from casedocs.sign._trust import Material, judge_certificate

    certificates = split_certificates(source) if isinstance(source, bytes) else _certificates(Path(source), password)
    if not certificates:
        raise FormatError("holds no certificate", hint="give a PEM or DER certificate")
    at = policy.at or datetime.now(UTC)
    trust: TrustStore = policy.trust
    others = (*trust.intermediates, *certificates[1:])
    judged = judge_certificate(
        certificates[0],
        Material(trust.roots, others, policy.crls, policy.ocsps),
        at=at,
        proven=None,
        mode=policy.revocation,
        algorithms=policy.algorithms,
        network_seconds=policy.network_limit,
    )
    return CertificateCheck(certificate_info(certificates[0]), judged.chain, tuple(judged.findings))
