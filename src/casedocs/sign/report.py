"""What a verification found, as plain frozen data: one report per document, one entry per signature."""

from dataclasses import dataclass, field
from datetime import datetime

from casedocs.geometry import Box
from casedocs.sign.status import ChangeKind, DocumentState, Effect, Level, SubIndication, Verdict

__all__ = [
    "CertificateInfo",
    "Change",
    "Finding",
    "RevocationEvidence",
    "SignatureReport",
    "TimestampReport",
    "VerificationReport",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    Attributes:
        code: Stable English word; `casedocs.sign.messages` has the sentences in Vietnamese and English.
        effect: What it does to the verdict.
        sub_indication: The ETSI word it stands for, where it has one.
        values: What the sentence names, such as the field or the date.
    """

    code: str
    effect: Effect
    sub_indication: SubIndication | None = None
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CertificateInfo:
    """A certificate in words: names, serial number (decimal), validity, key and fingerprint (SHA-256, hex)."""

    subject: str
    common_name: str
    organization: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime
    key: str
    signature_algorithm: str
    fingerprint: str
    email: str = ""
    title: str = ""
    is_ca: bool = False
    key_usage: tuple[str, ...] = ()

    def days_left(self, at: datetime) -> int:
        """Whole days until it expires; negative afterwards."""
        return (self.not_after - at).days


@dataclass(frozen=True, slots=True)
class RevocationEvidence:
    """One statement about one certificate: where from, by whom, when, and what it says."""

    subject: str
    kind: str
    issuer: str
    issued_at: datetime | None
    next_update: datetime | None
    status: str
    revoked_at: datetime | None = None
    reason: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class TimestampReport:
    """One RFC 3161 time-stamp: the time it states, who states it, and whether that can be relied upon."""

    kind: str
    time: datetime | None
    authority: str
    verdict: Verdict
    digest_algorithm: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a later revision did.

    Attributes:
        kind: What was done.
        revision: In which revision of the file (1-based, as people count saves).
        subject: The field, key or object that was touched.
        page_number: The page (1-based), where known.
        box: The area on the page as shown (points, top-left), where known.
        old: The former value, for form fields.
        new: The new value, for form fields.
        visible: Whether it can be seen on a page.
        new_field: Whether the field of a signature was made in the same revision.
        effect: What it does to the signature in whose report it stands.
    """

    kind: ChangeKind
    revision: int
    subject: str = ""
    page_number: int | None = None
    box: Box | None = None
    old: str = ""
    new: str = ""
    visible: bool = False
    new_field: bool = False
    effect: Effect = Effect.NOTE


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """The verification of one signature or document time-stamp.

    Attributes:
        field_name: The form field that holds it.
        kind: ``signature``, ``certification`` or ``document_timestamp``.
        verdict: What it comes to.
        sub_indication: The ETSI word of the finding that decides; None when PASSED.
        level: The PAdES baseline level that it reaches.
        signer: The signer's certificate; None when it was not found.
        claimed_time: The time that the signer's computer wrote down.
        proven_time: The earliest trusted time-stamp over it; None when none proves it.
        digest_algorithm: Such as ``sha256``.
        signature_algorithm: Such as ``rsassa_pkcs1v15 (RSA 2048)``.
        certification_level: 1, 2 or 3 for a certification signature.
        covered_bytes: Length of the signed revision, the signature's own value left out.
        covers_whole_file: Whether nothing stands behind the signed revision.
        revision: Which revision of the file it closes (1-based).
        page_number: Where it is shown, if anywhere.
        box: The area where it is shown (points, top-left).
        reason: As the signer wrote it.
        location: As the signer wrote it.
        chain: The certificates from the signer to the trusted root.
        timestamps: The time-stamps on it.
        revocation: The evidence that was looked at.
        changes: What later revisions did, each with its effect on this signature.
        findings: Everything found, the deciding one first.
    """

    field_name: str
    kind: str
    verdict: Verdict
    sub_indication: SubIndication | None = None
    level: Level = Level.CMS
    signer: CertificateInfo | None = None
    claimed_time: datetime | None = None
    proven_time: datetime | None = None
    digest_algorithm: str = ""
    signature_algorithm: str = ""
    sub_filter: str = ""
    certification_level: int | None = None
    covered_bytes: int = 0
    covers_whole_file: bool = False
    revision: int = 0
    page_number: int | None = None
    box: Box | None = None
    reason: str = ""
    location: str = ""
    chain: tuple[CertificateInfo, ...] = ()
    timestamps: tuple[TimestampReport, ...] = ()
    revocation: tuple[RevocationEvidence, ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The verification of one document. It has no truth value: ask for `verdict`.

    Attributes:
        source: The document as the caller named it.
        verdict: The worst of its signatures and of the findings about the whole document.
        sub_indication: The ETSI word that decides; None when PASSED.
        state: Fully signed, changed after signing, signatures removed, never signed, unreadable.
        sha256: Content hash of the file that was looked at.
        size: Its bytes.
        checked_at: The time for which the verdict was given.
        signatures: In the order they were made.
        findings: What concerns the document as a whole.
        revisions: How many times the file was saved.
        seconds_visual: Time spent on comparing pictures of revisions; 0 when there was no need.
    """

    source: str
    verdict: Verdict
    state: DocumentState
    sha256: str
    size: int
    checked_at: datetime
    sub_indication: SubIndication | None = None
    signatures: tuple[SignatureReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    revisions: int = 0
    seconds_visual: float = field(default=0.0, compare=False)

    def __bool__(self) -> bool:
        """Refused: a report is neither true nor false.

        Raises:
            TypeError: Always.
        """
        message = "a verification report has no truth value: look at .verdict"
        raise TypeError(message)
