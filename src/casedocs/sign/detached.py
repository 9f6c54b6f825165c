"""Detached signatures (``.p7s``) for any kind of file, and their verification."""

from datetime import UTC, datetime
from pathlib import Path

from casedocs._extras import require
from casedocs._files import atomic_write, read_limited
from casedocs.errors import EmptyFileError, LimitExceededError, SigningError
from casedocs.sign.audit import append_audit
from casedocs.sign.options import SigningOptions, SigningResult
from casedocs.sign.policy import VerificationPolicy
from casedocs.sign.report import Finding, SignatureReport
from casedocs.sign.signers import Signer
from casedocs.sign.status import Effect, Level, SubIndication, Verdict

__all__ = ["sign_file", "verify_file"]

_MOST_SIGNATURE = 16 * 2**20


def sign_file(
    source: str | Path,
    signer: Signer,
    target: str | Path,
    *,
    options: SigningOptions | None = None,
    now: datetime | None = None,
    audit: str | Path | None = None,
) -> Path:
    """Signs any file; the signature goes into a file of its own (CMS, DER, CAdES B-B or B-T).

    Args:
        source: What is signed; it stays as it is.
        signer: Who signs.
        target: Where the signature goes, such as ``phu-luc.xlsx.p7s``.
        options: Level B-B or B-T, hash function, PSS and time-stamping authority are looked at.
        now: The claimed time; None = the computer's clock.
        audit: An audit log to add to.

    Raises:
        SigningError: If the signature cannot be made exactly as asked for.
        FormatError: If the audit log does not hold together; the signature is made all the same.
        InputError: If the source cannot be read.
        OutputError: If the target cannot be written.
    """
    require("endesive", extra="sign")
    from casedocs.sign._cms import build_cms, cms_digest
    from casedocs.sign._crypto import hash_of
    from casedocs.sign._network import ask_timestamp
    from casedocs.sign._pki import certificate_info

    options, at = options or SigningOptions(), now or datetime.now(UTC)
    if options.level not in {Level.B_B, Level.B_T}:
        raise SigningError(
            f"a detached signature is made at B-B or B-T, not {options.level}", hint="choose one of them"
        )
    data = read_limited(Path(source), options.max_bytes)
    name = cms_digest(signer, options.digest)
    authority = options.timestamp if options.level is Level.B_T else None

    def stamp(value: bytes, digest_name: str) -> bytes:
        assert authority is not None  # noqa: S101  only called with one
        digest = hash_of(digest_name, value)
        return ask_timestamp(authority.url, digest, digest_name, seconds=authority.seconds, login=authority.login)

    value = build_cms(
        signer,
        hash_of(name, data),
        digest_name=name,
        pss=options.pss,
        claimed_time=at,
        timestamp=stamp if authority else None,
    )
    atomic_write(Path(target), value)
    if audit is not None:
        hashes = (hash_of("sha256", value).hex(), hash_of("sha256", data).hex())
        info = certificate_info(signer.certificate)
        append_audit(audit, SigningResult(Path(target), "", options.level, info, at, *hashes))
    return Path(target)


def verify_file(
    source: str | Path, signature: str | Path, *, policy: VerificationPolicy | None = None
) -> SignatureReport:
    """Verifies a detached signature (CMS, DER or PEM) over a file.

    Args:
        source: The signed file.
        signature: The file with the signature.
        policy: Whom to trust and what to accept.

    Returns:
        The report; damaged and forged signatures, and those that take longer than the policy allows, give a report
        like any other.

    Raises:
        InputError: If one of the files is not there or cannot be read.
    """
    require("asn1crypto", extra="sign")
    from casedocs.sign._budget import TimeLimit
    from casedocs.sign._detached import judge_file

    policy = policy or VerificationPolicy()
    try:
        value = read_limited(Path(signature), _MOST_SIGNATURE)
    except EmptyFileError:
        value = b""
    try:
        data = read_limited(Path(source), policy.max_bytes)
    except EmptyFileError:
        data = b""
    name, at = Path(signature).name, policy.at or datetime.now(UTC)
    try:
        with TimeLimit(policy.limits.seconds):
            return judge_file(data, value, policy, at, name)
    except LimitExceededError as error:
        values = (("detail", error.message),)
        return SignatureReport(
            field_name=name,
            kind="signature",
            verdict=Verdict.INDETERMINATE,
            sub_indication=SubIndication.GENERIC,
            sub_filter="detached",
            covered_bytes=len(data),
            findings=(Finding("limit_exceeded", Effect.INDETERMINATE, SubIndication.GENERIC, values),),
        )
