"""Judging a detached CMS signature."""

from datetime import datetime

from asn1crypto import pem

from casedocs.sign._crypto import hash_or_none
from casedocs.sign._pki import certificate_info
from casedocs.sign._single import judge_single, verdict_of
from casedocs.sign._trust import Material
from casedocs.sign.policy import TrustStore, VerificationPolicy
from casedocs.sign.report import SignatureReport
from casedocs.sign.status import Level, Verdict

__all__ = ["judge_file"]


def _material(trust: TrustStore, policy: VerificationPolicy) -> Material:
    return Material(trust.roots, trust.intermediates, policy.crls, policy.ocsps)


def _der(value: bytes) -> bytes:
    try:
        return bytes(pem.unarmor(value)[2]) if pem.detect(value) else value
    except ValueError:
        return value


def judge_file(data: bytes, value: bytes, policy: VerificationPolicy, at: datetime, name: str) -> SignatureReport:
    """The report on a detached signature over `data`."""
    single = judge_single(
        _der(value),
        lambda digest: hash_or_none(digest, data),
        sub_filter="detached",
        material=_material(policy.trust, policy),
        timestamp_material=_material(policy.timestamp_trust or policy.trust, policy),
        policy=policy,
        at=at,
        proven=None,
    )
    verdict, sub = verdict_of(single.findings)
    signer = certificate_info(single.data.signer) if single.data.signer else None
    stamped = any(stamp.verdict is Verdict.PASSED for stamp in single.timestamps)
    level = Level.CMS if not single.data.names_certificate else (Level.B_T if stamped else Level.B_B)
    return SignatureReport(
        field_name=name,
        kind="signature",
        verdict=verdict,
        sub_indication=sub,
        level=level,
        signer=signer,
        claimed_time=single.data.claimed_time,
        proven_time=single.proven,
        digest_algorithm=single.data.digest,
        signature_algorithm=f"{single.data.scheme} ({signer.key})" if signer else single.data.scheme,
        sub_filter="detached",
        covered_bytes=len(data),
        covers_whole_file=True,
        chain=single.trust.chain if single.trust else (),
        timestamps=tuple(single.timestamps),
        revocation=single.trust.evidence if single.trust else (),
        findings=tuple(single.findings),
    )
