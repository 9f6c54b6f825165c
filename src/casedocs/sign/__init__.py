"""Signing PDFs and verifying signed ones so that a prosecutor's office can rely on it.

::

    from casedocs import sign

    policy = sign.VerificationPolicy(trust=sign.TrustStore.load(["goc-vgca.pem"]))
    report = sign.verify_pdf("quyet-dinh.pdf", policy=policy)
    print(report.verdict, report.sub_indication)

pyHanko, endesive, cryptography and PDFium are loaded only when something is signed or verified
(extra ``sign``: ``python -m pip install "casedocs[sign]"``).
"""

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
from casedocs.sign.status import ChangeKind, DocumentState, Effect, Level, SubIndication, Verdict
from casedocs.sign.verify import require_valid, verify_pdf

__all__ = [
    "AlgorithmPolicy",
    "CertificateInfo",
    "Change",
    "ChangeKind",
    "DocumentState",
    "Effect",
    "Finding",
    "Level",
    "RevocationEvidence",
    "RevocationMode",
    "SignatureReport",
    "SubIndication",
    "TimestampReport",
    "TrustStore",
    "Verdict",
    "VerificationPolicy",
    "VerificationReport",
    "require_valid",
    "verify_pdf",
]
