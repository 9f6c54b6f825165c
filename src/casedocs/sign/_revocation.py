"""Was a certificate revoked? CRLs (RFC 5280) and OCSP answers (RFC 6960), judged only when properly signed."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from asn1crypto import crl, ocsp, x509

from casedocs.errors import FormatError
from casedocs.sign._crypto import hash_of, verify_signature
from casedocs.sign._pki import certificate_info, parse_certificate
from casedocs.sign.report import RevocationEvidence

__all__ = ["Statement", "statements_about"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one properly signed CRL or OCSP answer says about one certificate."""

    evidence: RevocationEvidence
    subject: bytes

    def covers(self, moment: datetime) -> bool:
        """Whether it speaks of `moment`: issued after it, or before it with a next update not yet due."""
        issued, due = self.evidence.issued_at, self.evidence.next_update
        return issued is not None and (issued >= moment or (due is not None and due >= moment))


@lru_cache(maxsize=64)
def _load_crl(der: bytes) -> crl.CertificateList | None:
    try:
        found = crl.CertificateList.load(der, strict=True)
        _ = found["tbs_cert_list"]["issuer"].native, found["tbs_cert_list"]["this_update"].native
    except (ValueError, TypeError, KeyError):
        return None
    return found


@lru_cache(maxsize=64)
def _load_ocsp(der: bytes) -> ocsp.BasicOCSPResponse | None:
    try:
        response = ocsp.OCSPResponse.load(der, strict=True)
        if response["response_status"].native != "successful":
            return None
        basic = response.basic_ocsp_response
        _ = basic["tbs_response_data"]["responses"].native
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return basic


def _signed_by(signed: bytes, algorithm: object, signature: bytes, issuer: x509.Certificate) -> bool:
    return verify_signature(issuer.public_key, algorithm, signature, signed, digest_name="")


@lru_cache(maxsize=256)
def _crl_is_signed(der: bytes, issuer_der: bytes) -> bool:
    found, issuer = _load_crl(der), parse_certificate(issuer_der)
    if found is None or found["tbs_cert_list"]["issuer"] != issuer.subject:
        return False
    usage = issuer.key_usage_value
    if usage is not None and "crl_sign" not in usage.native:
        return False
    return _signed_by(found["tbs_cert_list"].dump(), found["signature_algorithm"], found["signature"].native, issuer)


@lru_cache(maxsize=64)
def _revoked_serials(der: bytes) -> dict[int, tuple[datetime, str]]:
    found = _load_crl(der)
    entries = found["tbs_cert_list"]["revoked_certificates"] if found is not None else ()
    return {
        int(entry["user_certificate"].native): (
            entry["revocation_date"].native,
            str(entry.crl_reason_value.native) if entry.crl_reason_value else "",
        )
        for entry in entries or ()
    }


def _is_partial(point: crl.IssuingDistributionPoint | None, *, authority: bool) -> bool:
    """Whether a list leaves out certificates of this kind, or some reasons (RFC 5280, 5.2.5)."""
    if point is None:
        return False
    other = "only_contains_user_certs" if authority else "only_contains_ca_certs"
    left_out = any(point[name].native for name in (other, "only_contains_attribute_certs"))
    return left_out or point["only_some_reasons"].native is not None


def _from_crl(der: bytes, subject: bytes, issuer: bytes) -> Statement | None:
    found = _load_crl(der)
    if found is None or not _crl_is_signed(der, issuer):
        return None
    point = found.issuing_distribution_point_value
    if point is not None and point["indirect_crl"].native:
        return None  # its serial numbers may be those of another authority's certificates
    certificate = parse_certificate(subject)
    revoked = _revoked_serials(der).get(certificate.serial_number)
    partial = found.delta_crl_indicator_value is not None or _is_partial(point, authority=bool(certificate.ca))
    if revoked is None and partial:
        return None  # partial lists say nothing about the absence of a serial number
    body = found["tbs_cert_list"]
    return Statement(
        RevocationEvidence(
            subject=certificate_info(subject).common_name,
            kind="CRL",
            issuer=certificate_info(issuer).common_name,
            issued_at=body["this_update"].native,
            next_update=body["next_update"].native,
            status="revoked" if revoked and revoked[1] != "remove_from_crl" else "good",
            revoked_at=revoked[0] if revoked else None,
            reason=revoked[1] if revoked else "",
        ),
        subject,
    )


def _is_about(single: ocsp.SingleResponse, subject: x509.Certificate, issuer: x509.Certificate) -> bool:
    asked = single["cert_id"]
    name = str(asked["hash_algorithm"]["algorithm"].native)
    return bool(
        asked["serial_number"].native == subject.serial_number
        and asked["issuer_name_hash"].native == hash_of(name, issuer.subject.dump())
        and asked["issuer_key_hash"].native == hash_of(name, issuer.public_key["public_key"].contents[1:])
    )


def _responder(basic: ocsp.BasicOCSPResponse, issuer: x509.Certificate) -> x509.Certificate | None:
    """The certificate that answered: the issuer itself, or one it has authorised (RFC 6960, 4.2.2.2)."""
    candidates = [issuer, *(basic["certs"] or ())]
    wanted = basic["tbs_response_data"]["responder_id"]
    produced = basic["tbs_response_data"]["produced_at"].native
    for candidate in candidates:
        by_name = wanted.name == "by_name" and wanted.chosen == candidate.subject
        by_key = wanted.name == "by_key" and wanted.chosen.native == hash_of(
            "sha1", candidate.public_key["public_key"].contents[1:]
        )
        if not (by_name or by_key):
            continue
        if candidate.dump() == issuer.dump() or _is_delegated(candidate, issuer, produced):
            return candidate
    return None


def _is_delegated(candidate: x509.Certificate, issuer: x509.Certificate, produced: datetime) -> bool:
    purposes = candidate.extended_key_usage_value
    return bool(
        purposes is not None
        and "ocsp_signing" in purposes.native
        and candidate.issuer == issuer.subject
        and candidate.not_valid_before <= produced <= candidate.not_valid_after
        and _signed_by(
            candidate["tbs_certificate"].dump(), candidate["signature_algorithm"], candidate.signature, issuer
        )
    )


@lru_cache(maxsize=256)
def _ocsp_is_signed(der: bytes, issuer_der: bytes) -> bool:
    basic = _load_ocsp(der)
    if basic is None:
        return False
    responder = _responder(basic, parse_certificate(issuer_der))
    return responder is not None and _signed_by(
        basic["tbs_response_data"].dump(), basic["signature_algorithm"], basic["signature"].native, responder
    )


def _from_ocsp(der: bytes, subject: bytes, issuer: bytes) -> Statement | None:
    basic = _load_ocsp(der)
    if basic is None or not _ocsp_is_signed(der, issuer):
        return None
    for single in basic["tbs_response_data"]["responses"]:
        if _is_about(single, parse_certificate(subject), parse_certificate(issuer)):
            return Statement(_ocsp_evidence(single, subject, issuer), subject)
    return None


def _ocsp_evidence(single: ocsp.SingleResponse, subject: bytes, issuer: bytes) -> RevocationEvidence:
    status = single["cert_status"]
    revoked = status.chosen if status.name == "revoked" else None
    reason = revoked["revocation_reason"].native if revoked is not None else None
    return RevocationEvidence(
        subject=certificate_info(subject).common_name,
        kind="OCSP",
        issuer=certificate_info(issuer).common_name,
        issued_at=single["this_update"].native,
        next_update=single["next_update"].native,
        status=str(status.name),
        revoked_at=revoked["revocation_time"].native if revoked is not None else None,
        reason=str(reason or ""),
    )


def statements_about(path: Sequence[bytes], crls: Iterable[bytes], ocsps: Iterable[bytes]) -> list[Statement]:
    """What the evidence says about each certificate of a path (the asked one first, the root last and left out)."""
    found: list[Statement] = []
    crls, ocsps = tuple(dict.fromkeys(crls)), tuple(dict.fromkeys(ocsps))
    for subject, issuer in itertools.pairwise(path):
        try:
            statements = [_from_ocsp(der, subject, issuer) for der in ocsps]
            statements += [_from_crl(der, subject, issuer) for der in crls]
        except (FormatError, ValueError, TypeError, KeyError):
            continue
        found += [statement for statement in statements if statement is not None]
    return found
