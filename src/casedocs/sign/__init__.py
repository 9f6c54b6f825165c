"""Signing PDFs and verifying signed ones so that a prosecutor's office can rely on it.

::

    from casedocs import sign

    policy = sign.VerificationPolicy(trust=sign.TrustStore.load(["goc-vgca.pem"]))
    report = sign.verify_pdf("quyet-dinh.pdf", policy=policy)
    print(report.verdict, report.sub_indication)

pyHanko, endesive, cryptography and PDFium are loaded only when something is signed or verified
(extra ``sign``: ``python -m pip install "casedocs[sign]"``).
"""

from casedocs.sign.appearance import (
    AnchorPlace,
    Appearance,
    BesidePlace,
    BoxPlace,
    CornerPlace,
    Mark,
    attachment_mark,
    copy_mark,
    organization_seal,
    person_signature,
)
from casedocs.sign.options import OnRisk, SigningOptions, SigningResult, TimestampAuthority
from casedocs.sign.policy import AlgorithmPolicy, RevocationMode, TrustStore, VerificationPolicy
from casedocs.sign.report import (
    CertificateInfo,
    Change,
    Finding,
    RevocationEvidence,
    SignatureReport,
    TimestampReport,
    VerificationReport,
)
from casedocs.sign.signers import KeySigner, Signer, TokenSigner, list_token_certificates, load_p12, load_pem
from casedocs.sign.signing import preview_signature, sign_pdf
from casedocs.sign.status import ChangeKind, DocumentState, Effect, Level, SubIndication, Verdict
from casedocs.sign.verify import require_valid, verify_pdf

__all__ = [
    "AlgorithmPolicy",
    "AnchorPlace",
    "Appearance",
    "BesidePlace",
    "BoxPlace",
    "CertificateInfo",
    "Change",
    "ChangeKind",
    "CornerPlace",
    "DocumentState",
    "Effect",
    "Finding",
    "KeySigner",
    "Level",
    "Mark",
    "OnRisk",
    "RevocationEvidence",
    "RevocationMode",
    "SignatureReport",
    "Signer",
    "SigningOptions",
    "SigningResult",
    "SubIndication",
    "TimestampAuthority",
    "TimestampReport",
    "TokenSigner",
    "TrustStore",
    "Verdict",
    "VerificationPolicy",
    "VerificationReport",
    "attachment_mark",
    "copy_mark",
    "list_token_certificates",
    "load_p12",
    "load_pem",
    "organization_seal",
    "person_signature",
    "preview_signature",
    "require_valid",
    "sign_pdf",
    "verify_pdf",
]
