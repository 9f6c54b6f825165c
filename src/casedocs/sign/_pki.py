"""Certificates in words, chains to trusted roots, and what a certificate may be used for (through certvalidator)."""

from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    PathError,
    PathValidationError,
    ValidationError,
)
from pyhanko_certvalidator.policy_decl import AcceptAllAlgorithms

from casedocs.errors import FormatError
from casedocs.sign._crypto import hash_name_of, key_size
from casedocs.sign.report import CertificateInfo
from casedocs.sign.status import SubIndication

__all__ = [
    "Chain",
    "build_chain",
    "certificate_info",
    "parse_certificate",
    "run_quietly",
    "signature_digest",
    "usage_problem",
]

# Purposes that a certificate for signing documents may state: any, e-mail protection, client authentication,
# document signing (RFC 9336, Microsoft, Adobe).
_DOCUMENT_PURPOSES = {
    "any_extended_key_usage",
    "email_protection",
    "client_auth",
    "1.3.6.1.5.5.7.3.36",
    "1.3.6.1.4.1.311.10.3.12",
    "microsoft_document_signing",
    "1.2.840.113583.1.1.5",
    "adobe_authentic_documents_trust",
}


@dataclass(frozen=True, slots=True)
class Chain:
    """The way from a certificate to a trusted root.

    Attributes:
        path: The certificates (DER), the asked one first; only itself when no way was found.
        problem: Why the chain does not hold at the asked time; None when it does.
        detail: A sentence of the validator.
        bound: For a certificate out of its time: the day it ended or begins.
    """

    path: tuple[bytes, ...]
    problem: SubIndication | None = None
    detail: str = ""
    bound: datetime | None = None

    @property
    def trusted(self) -> bool:
        """Whether a way to a root was found, whatever the time."""
        return self.problem in {None, SubIndication.OUT_OF_BOUNDS_NO_POE, SubIndication.NOT_YET_VALID}


@lru_cache(maxsize=512)
def parse_certificate(der: bytes) -> x509.Certificate:
    """Parses a certificate.

    Raises:
        FormatError: If it is none.
    """
    try:
        certificate = x509.Certificate.load(der, strict=True)
        _ = certificate.not_valid_after, certificate.subject.native, certificate.public_key.algorithm
    except Exception as error:  # asn1crypto raises many kinds
        raise FormatError(f"not a certificate: {error}", hint="give a PEM or DER certificate") from error
    return certificate


def _first(name: x509.Name, *kinds: str) -> str:
    native = name.native
    for kind in kinds:
        value = native.get(kind)
        if value:
            return str(value if isinstance(value, str) else value[0])
    return ""


def _email(certificate: x509.Certificate) -> str:
    names = certificate.subject_alt_name_value
    found = [str(item.native) for item in names if item.name == "rfc822_name"] if names else []
    return found[0] if found else _first(certificate.subject, "email_address")


@lru_cache(maxsize=512)
def certificate_info(der: bytes) -> CertificateInfo:
    """A certificate in words.

    Raises:
        FormatError: If it is none, or one that cannot be read to the end.
    """
    certificate = parse_certificate(der)
    try:
        return _info(certificate)
    except Exception as error:  # asn1crypto reads lazily: damage shows late and in many kinds
        raise FormatError(f"not a readable certificate: {error}", hint="give a PEM or DER certificate") from error


def _info(certificate: x509.Certificate) -> CertificateInfo:
    kind, bits = key_size(certificate.public_key)
    usage = certificate.key_usage_value.native if certificate.key_usage_value else ()
    return CertificateInfo(
        subject=str(certificate.subject.human_friendly),
        common_name=_first(certificate.subject, "common_name", "organization_name"),
        organization=_first(certificate.subject, "organization_name", "organizational_unit_name"),
        issuer=_first(certificate.issuer, "common_name", "organization_name") or str(certificate.issuer.human_friendly),
        serial=str(certificate.serial_number),
        not_before=certificate.not_valid_before,
        not_after=certificate.not_valid_after,
        key=f"{kind.upper()} {bits}",
        signature_algorithm=str(certificate["signature_algorithm"]["algorithm"].native),
        fingerprint=certificate.sha256.hex(),
        email=_email(certificate),
        title=_first(certificate.subject, "title"),
        is_ca=bool(certificate.ca),
        key_usage=tuple(sorted(str(item) for item in usage)),
    )


def signature_digest(der: bytes) -> str:
    """The hash function of a certificate's own signature."""
    return hash_name_of(parse_certificate(der)["signature_algorithm"], "")


def run_quietly(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Runs a coroutine that never waits (no network is allowed to certvalidator), without an event loop."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    coroutine.close()
    message = "the certificate validator tried to wait"
    raise PathBuildingError(message)


def build_chain(der: bytes, others: Iterable[bytes], roots: Iterable[bytes], at: datetime) -> Chain:
    """Looks for a way from a certificate to one of the roots that holds at a time (revocation is judged elsewhere)."""
    certificate = parse_certificate(der)
    context = ValidationContext(
        trust_roots=_readable(roots),
        other_certs=_readable(others),
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
        algorithm_usage_policy=AcceptAllAlgorithms(),
        time_tolerance=timedelta(seconds=0),
    )
    validator = CertificateValidator(certificate, validation_context=context)
    try:
        path = run_quietly(validator.async_validate_path())
    except (ExpiredError, NotYetValidError) as error:
        early = isinstance(error, NotYetValidError)
        bound = error.valid_from if isinstance(error, NotYetValidError) else error.expired_dt
        problem = SubIndication.NOT_YET_VALID if early else SubIndication.OUT_OF_BOUNDS_NO_POE
        return Chain(_path_of(error, der), problem, str(error), bound)
    except (PathError, InvalidCertificateError) as error:
        return Chain((der,), SubIndication.NO_CERTIFICATE_CHAIN_FOUND, str(error))
    except PathValidationError as error:
        signature = "signature" in str(error)
        problem = SubIndication.NO_CERTIFICATE_CHAIN_FOUND if signature else SubIndication.CHAIN_CONSTRAINTS_FAILURE
        return Chain((der,), problem, str(error))
    except (ValidationError, ValueError, TypeError, KeyError) as error:
        return Chain((der,), SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE, f"{type(error).__name__}: {error}")
    return Chain(tuple(item.dump() for item in reversed(list(path.iter_certs(include_root=True)))))


def _path_of(error: PathValidationError, der: bytes) -> tuple[bytes, ...]:
    try:
        found = tuple(item.dump() for item in reversed(list(error.original_path.iter_certs(include_root=True))))
    except (AttributeError, ValueError):
        return (der,)
    return found or (der,)


def _readable(certificates: Iterable[bytes]) -> list[x509.Certificate]:
    found = []
    for der in certificates:
        try:
            found.append(parse_certificate(der))
        except FormatError:
            continue
    return found


def usage_problem(der: bytes, *, timestamping: bool = False) -> str:
    """Why a certificate may not be used for signing documents (or for time-stamps); empty when it may."""
    certificate = parse_certificate(der)
    purposes = certificate.extended_key_usage_value
    stated = {str(item.native) for item in purposes} if purposes else set()
    usage = certificate.key_usage_value
    uses = {str(item) for item in usage.native} if usage else None
    if uses is not None and not uses & {"digital_signature", "non_repudiation"}:
        return f"key usage {', '.join(sorted(uses))}"
    if timestamping:
        return "" if stated == {"time_stamping"} else f"purposes {', '.join(sorted(stated)) or 'none'}"
    if stated and not stated & _DOCUMENT_PURPOSES:
        return f"purposes {', '.join(sorted(stated))}"
    return ""
