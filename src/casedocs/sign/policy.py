"""What a verification accepts: whom it trusts, which algorithms until when, whether it may ask the network."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from casedocs._files import read_limited
from casedocs.errors import FormatError, InputError, UsageError

__all__ = ["AlgorithmPolicy", "RevocationMode", "TrustStore", "VerificationLimits", "VerificationPolicy"]

_MAX_BUNDLE = 16 * 2**20
_BEGIN, _END = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"
_SUFFIXES = {".pem", ".crt", ".cer", ".der"}


def split_certificates(data: bytes) -> list[bytes]:
    """The certificates in PEM text (any number) or a single DER file, as DER; empty when there is none."""
    if _BEGIN not in data:
        return [data] if data[:1] == b"\x30" else []
    found = []
    for part in data.split(_BEGIN)[1:]:
        body, mark, _ = part.partition(_END)
        try:
            found += [base64.b64decode(b"".join(body.split()), validate=True)] if mark else []
        except ValueError:
            continue
    return found


@dataclass(frozen=True, slots=True)
class TrustStore:
    """The roots (or intermediate authorities) that are trusted, as DER, and helpers to complete chains.

    Nothing is trusted by itself: no store of the system, none of the web's authorities.

    Attributes:
        roots: Trusted certificates.
        intermediates: Certificates that may stand between; they are not trusted by themselves.
    """

    roots: tuple[bytes, ...] = ()
    intermediates: tuple[bytes, ...] = ()

    @staticmethod
    def load(roots: "Iterable[str | Path]", intermediates: "Iterable[str | Path]" = ()) -> "TrustStore":
        """Reads certificates from files (PEM bundles, DER) and folders of such files.

        Raises:
            InputError: If something cannot be read or a file holds no certificate.
        """
        return TrustStore(tuple(_read_all(roots)), tuple(_read_all(intermediates)))


def _read_all(sources: "Iterable[str | Path]") -> list[bytes]:
    found: list[bytes] = []
    for source in map(Path, sources):
        folder = source.is_dir()
        files = sorted(item for item in source.iterdir() if item.suffix.lower() in _SUFFIXES) if folder else [source]
        for item in files:
            certificates = split_certificates(read_limited(item, _MAX_BUNDLE))
            if not certificates:
                raise FormatError("holds no certificate", hint="give a PEM or DER certificate file", source=str(item))
            found += certificates
        if folder and not files:
            raise InputError(f"{source} holds no certificate file", hint="put .pem, .crt or .cer files there")
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class AlgorithmPolicy:
    """Which algorithms still count.

    The default follows Thông tư 15/2025/TT-BKHCN (RSA from 2048 bits, elliptic curves from 256 bits) and
    ETSI TS 119 312 (no MD5, no SHA-1).

    Attributes:
        digests: Hash functions that are accepted without a limit.
        dated_digests: Hash functions that are accepted for what provably existed before a day, such as
            ``(("sha1", date(2022, 1, 1)),)``: many signatures of Vietnamese offices until 2025 use SHA-1.
        rsa_bits: Smallest RSA key.
        curve_bits: Smallest elliptic-curve key.
    """

    digests: frozenset[str] = frozenset(
        {"sha224", "sha256", "sha384", "sha512", "sha512_256", "sha3_256", "sha3_384", "sha3_512", "shake256"}
    )
    dated_digests: tuple[tuple[str, date], ...] = ()
    rsa_bits: int = 2048
    curve_bits: int = 250

    def accepts_digest(self, name: str, proven: datetime | None) -> bool:
        """Whether a hash function is accepted for something that provably existed at `proven`."""
        if name in self.digests:
            return True
        limit = dict(self.dated_digests).get(name)
        return limit is not None and proven is not None and proven.astimezone(UTC).date() < limit

    def accepts_key(self, kind: str, bits: int) -> bool:
        """Whether a key of this kind (``rsa``, ``ec``, ``ed25519``, ``ed448``) is long enough."""
        if kind in {"rsa", "rsassa_pss"}:
            return bits >= self.rsa_bits
        return kind in {"ec", "ed25519", "ed448"} and bits >= self.curve_bits


class RevocationMode(StrEnum):
    """What happens when nobody says whether a certificate was revoked."""

    IF_AVAILABLE = "if_available"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationLimits:
    """How much one file may cost. What is over a limit gives a finding, never a hang.

    Attributes:
        seconds: For the whole verification of one file: asked between steps by `verify_pdf`, enforced by ending the
            process by `verify_many`.
        picture_seconds: For drawing and comparing revisions, which is done in a process of its own and enforced.
        memory_bytes: Address space of such a process (not limited on Windows).
        objects: Indirect objects that the cross-reference sections of a file may list, all together.
        revisions: Times that a file may have been saved.
        signatures: Signature fields with a value.
    """

    seconds: float = 300.0
    picture_seconds: float = 120.0
    memory_bytes: int = 2 * 2**30
    objects: int = 2_000_000
    revisions: int = 500
    signatures: int = 500

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one is not positive.
        """
        if min(self.seconds, self.picture_seconds, self.objects, self.revisions, self.signatures) <= 0:
            raise UsageError("limits of a verification must be positive")
        if self.memory_bytes < 256 * 2**20:
            raise UsageError("256 MiB is the least that a verification can work with")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationPolicy:
    """How a document is verified.

    Attributes:
        trust: Whom to trust; empty means that no signature can come out PASSED.
        timestamp_trust: Whom to trust for time-stamps; None = the same as `trust`.
        algorithms: Which algorithms count until when.
        revocation: Whether evidence of non-revocation is required or looked at when it is there.
        crls: More revocation lists (DER) than the file brings.
        ocsps: More OCSP answers (DER) than the file brings.
        at: The time to verify for; None = now. For tests and for questions about the past.
        allow_network: Whether missing revocation data may be fetched from the addresses in the certificates.
        network_seconds: Time limit for each fetch.
        password: Opens encrypted documents.
        compare_pictures: Whether revisions that can have changed what is seen are drawn and compared.
        picture_pages: At most so many pages are compared; a longer document gets a warning.
        max_bytes: Larger files are refused.
        limits: How much time, memory and structure one file may cost.
        accept_bare_digest_info: Whether an RSA signature whose DigestInfo lacks the NULL (wrong by PKCS #1, but made by
            some signing programs) can pass.
    """

    trust: TrustStore = field(default_factory=TrustStore)
    timestamp_trust: TrustStore | None = None
    algorithms: AlgorithmPolicy = field(default_factory=AlgorithmPolicy)
    revocation: RevocationMode = RevocationMode.IF_AVAILABLE
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    at: datetime | None = None
    allow_network: bool = False
    network_seconds: float = 10.0
    password: str | None = None
    compare_pictures: bool = True
    picture_pages: int = 300
    max_bytes: int = 1024 * 2**20
    limits: VerificationLimits = field(default_factory=VerificationLimits)
    accept_bare_digest_info: bool = False

    @property
    def network_limit(self) -> float | None:
        """Seconds that a fetch may take; None when the network may not be asked."""
        return self.network_seconds if self.allow_network else None

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if self.at is not None and self.at.tzinfo is None:
            raise UsageError("the time to verify for has no time zone", hint="give an aware datetime")
        if self.network_seconds <= 0 or self.picture_pages < 0 or self.max_bytes <= 0:
            raise UsageError("limits of a verification policy must be positive")
