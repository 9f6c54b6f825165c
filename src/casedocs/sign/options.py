"""How a document is signed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from casedocs.errors import UsageError
from casedocs.sign.appearance import Appearance
from casedocs.sign.policy import TrustStore
from casedocs.sign.report import CertificateInfo, Finding
from casedocs.sign.status import Level

__all__ = ["OnRisk", "SigningOptions", "SigningResult", "TimestampAuthority"]


class OnRisk(StrEnum):
    """What happens when the document looks prepared for an attack or the certificate looks doubtful."""

    WARN = "warn"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimestampAuthority:
    """Where time-stamps come from.

    Attributes:
        url: HTTP address of the RFC 3161 service.
        seconds: Time limit for one stamp.
        login: ``user:password``, for services that want one.
    """

    url: str
    seconds: float = 30.0
    login: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If the address is no HTTP address or the limit is not positive.
        """
        if not self.url.lower().startswith(("http://", "https://")):
            raise UsageError(f"{self.url!r} is no address of a time-stamping service", hint="give http:// or https://")
        if self.seconds <= 0:
            raise UsageError("the time limit for a time-stamp must be positive")


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningOptions:
    """How a document is signed.

    Attributes:
        level: B-B, B-T, B-LT or B-LTA. What the level needs and nobody gives is an error, never a weaker signature.
        field_name: The signature field: an existing empty one, or a new one; None = a new one, ``Signature1`` and on.
        certify: 1 (no changes), 2 (forms) or 3 (forms and comments) makes a certification signature; None an approval.
        lock_fields: Form fields that may not be changed after this signature; ``("*",)`` locks all.
        reason: Put into the signature dictionary.
        location: Put into the signature dictionary.
        digest: Hash function: sha256, sha384 or sha512.
        pss: RSA-PSS instead of PKCS #1 v1.5.
        timestamp: Where time-stamps come from (B-T and above).
        trust: Roots for the chain (B-LT and above need it; below it is checked when given).
        crls: Revocation lists (DER) to use before asking the network.
        ocsps: OCSP answers (DER) to use before asking the network.
        allow_network: Whether OCSP and CRL addresses in the certificates may be asked.
        network_seconds: Time limit for each of these.
        appearance: What is drawn; None for an invisible signature.
        password: Opens encrypted documents.
        on_risk: Whether doubts about document or certificate stop the signing.
        warn_days: A certificate with fewer days left gets a warning.
        max_bytes: Larger files are refused.
    """

    level: Level = Level.B_B
    field_name: str | None = None
    certify: int | None = None
    lock_fields: tuple[str, ...] = ()
    reason: str = ""
    location: str = ""
    digest: str = "sha256"
    pss: bool = False
    timestamp: TimestampAuthority | None = None
    trust: TrustStore = field(default_factory=TrustStore)
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    allow_network: bool = False
    network_seconds: float = 15.0
    appearance: Appearance | None = None
    password: str | None = field(default=None, repr=False)
    on_risk: OnRisk = OnRisk.WARN
    warn_days: int = 30
    max_bytes: int = 1024 * 2**20

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If they make no sense together.
        """
        if self.level is Level.CMS:
            raise UsageError("a PDF is signed at level B-B, B-T, B-LT or B-LTA")
        if self.level is not Level.B_B and self.timestamp is None:
            raise UsageError(f"level {self.level} needs a time-stamping authority", hint="name one, or sign at B-B")
        if self.level in {Level.B_LT, Level.B_LTA} and not self.trust.roots:
            raise UsageError(
                f"level {self.level} needs the root of the chain", hint="give the trusted root certificate"
            )
        if self.certify not in {None, 1, 2, 3}:
            raise UsageError("a certification level is 1, 2 or 3")
        if self.digest not in {"sha256", "sha384", "sha512"}:
            raise UsageError(f"{self.digest} is no hash function to sign with", hint="choose sha256, sha384 or sha512")


@dataclass(frozen=True, slots=True)
class SigningResult:
    """What was signed.

    Attributes:
        target: The signed file.
        field_name: The field that holds the signature.
        level: What it reached.
        signer: Who signed.
        signed_at: When, by this computer's clock.
        sha256: Content hash of the signed file.
        source_sha256: Content hash of the file before.
        warnings: Doubts about document or certificate.
    """

    target: Path
    field_name: str
    level: Level
    signer: CertificateInfo
    signed_at: datetime
    sha256: str
    source_sha256: str
    warnings: Sequence[Finding] = ()
