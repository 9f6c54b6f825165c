"""Signing PDFs and verifying signed ones so that a prosecutor's office can rely on it.

::

    from casedocs import sign

    policy = sign.VerificationPolicy(trust=sign.TrustStore.load(["goc-vgca.pem"]))
    report = sign.verify_pdf("quyet-dinh.pdf", policy=policy)
    print(report.verdict, report.sub_indication)

pyHanko, endesive, cryptography and PDFium are loaded only when something is signed or verified
(extra ``sign``: ``python -m pip install "casedocs[sign]"``).
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from casedocs.sign.audit import AuditReport, append_audit, check_audit
    from casedocs.sign.batch import BatchItem, Outcome, sign_many
    from casedocs.sign.detached import sign_file, verify_file
    from casedocs.sign.formats import exceptions_table, report_schema, slip_html, slip_pdf, to_json, to_text
    from casedocs.sign.inventory import CertificateCheck, InventoryEntry, check_certificate, list_certificates
    from casedocs.sign.many import verify_many
    from casedocs.sign.options import OnRisk, SigningOptions, SigningResult, TimestampAuthority
    from casedocs.sign.policy import AlgorithmPolicy, RevocationMode, TrustStore, VerificationLimits, VerificationPolicy
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
    "AuditReport",
    "BatchItem",
    "BesidePlace",
    "BoxPlace",
    "CertificateCheck",
    "CertificateInfo",
    "Change",
    "ChangeKind",
    "CornerPlace",
    "DocumentState",
    "Effect",
    "Finding",
    "InventoryEntry",
    "KeySigner",
    "Level",
    "Mark",
    "OnRisk",
    "Outcome",
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
    "VerificationLimits",
    "VerificationPolicy",
    "VerificationReport",
    "append_audit",
    "attachment_mark",
    "check_audit",
    "check_certificate",
    "copy_mark",
    "exceptions_table",
    "list_certificates",
    "list_token_certificates",
    "load_p12",
    "load_pem",
    "organization_seal",
    "person_signature",
    "preview_signature",
    "report_schema",
    "require_valid",
    "sign_file",
    "sign_many",
    "sign_pdf",
    "slip_html",
    "slip_pdf",
    "to_json",
    "to_text",
    "verify_file",
    "verify_many",
    "verify_pdf",
]

# Where each name lives; loaded on first use (the whole costs more than the import budget of a package).
_HOMES = {
    "appearance": (
        "AnchorPlace",
        "Appearance",
        "BesidePlace",
        "BoxPlace",
        "CornerPlace",
        "Mark",
        "attachment_mark",
        "copy_mark",
        "organization_seal",
        "person_signature",
    ),
    "audit": ("AuditReport", "append_audit", "check_audit"),
    "batch": ("BatchItem", "Outcome", "sign_many"),
    "detached": ("sign_file", "verify_file"),
    "formats": ("exceptions_table", "report_schema", "slip_html", "slip_pdf", "to_json", "to_text"),
    "inventory": ("CertificateCheck", "InventoryEntry", "check_certificate", "list_certificates"),
    "many": ("verify_many",),
    "options": ("OnRisk", "SigningOptions", "SigningResult", "TimestampAuthority"),
    "policy": ("AlgorithmPolicy", "RevocationMode", "TrustStore", "VerificationLimits", "VerificationPolicy"),
    "report": (
        "CertificateInfo",
        "Change",
        "Finding",
        "RevocationEvidence",
        "SignatureReport",
        "TimestampReport",
        "VerificationReport",
    ),
    "signers": ("KeySigner", "Signer", "TokenSigner", "list_token_certificates", "load_p12", "load_pem"),
    "signing": ("preview_signature", "sign_pdf"),
    "status": ("ChangeKind", "DocumentState", "Effect", "Level", "SubIndication", "Verdict"),
    "verify": ("require_valid", "verify_pdf"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        message = f"module 'casedocs.sign' has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(_import_module(f"casedocs.sign.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
