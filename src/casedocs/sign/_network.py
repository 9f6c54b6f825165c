"""The three things that signing may ask the network for: a time-stamp, an OCSP answer, a revocation list."""

import base64
import itertools
import secrets
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass

from asn1crypto import algos, cms, core, ocsp, tsp

from casedocs.errors import FormatError, LimitExceededError, SigningError
from casedocs.sign._budget import TimeLimit
from casedocs.sign._crypto import hash_of
from casedocs.sign._pki import certificate_info, parse_certificate
from casedocs.sign._revocation import statements_about

__all__ = ["Evidence", "ask_timestamp", "fetch_evidence"]

_MOST = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Evidence:
    """Revocation evidence (DER) for the certificates of a chain."""

    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()


def _request(url: str, body: bytes | None, kind: str, seconds: float, login: str | None = None) -> bytes:
    """What an HTTP server answers.

    Raises:
        OSError: If it does not answer in time, or not with success.
        ValueError: If the address is no HTTP address.
    """
    if not url.lower().startswith(("http://", "https://")):
        message = f"not an HTTP address: {url}"
        raise ValueError(message)
    headers = {"Content-Type": kind} if body is not None else {}
    if login:
        headers["Authorization"] = "Basic " + base64.b64encode(login.encode()).decode("ascii")
    request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310  the scheme was checked
    try:
        # The time-out of the socket counts anew with each byte; a server that drips would hold the signer for ever.
        with TimeLimit(seconds), urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310
            data: bytes = answer.read(_MOST)
    except LimitExceededError as error:
        raise TimeoutError(error.message) from error
    return data


def ask_timestamp(url: str, digest: bytes, digest_name: str, *, seconds: float, login: str | None = None) -> bytes:
    """An RFC 3161 token (DER) over a hash.

    Args:
        url: The time-stamping authority.
        digest: The hash to stamp.
        digest_name: Its function.
        seconds: Time limit.
        login: ``user:password`` for authorities that want one.

    Raises:
        SigningError: If the authority does not answer in time, refuses, or answers for something else.
    """
    nonce = secrets.randbits(63)
    question = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {"hash_algorithm": {"algorithm": digest_name}, "hashed_message": digest},
            "nonce": nonce,
            "cert_req": True,
        }
    )
    try:
        data = _request(url, question.dump(), "application/timestamp-query", seconds, login)
        answer = tsp.TimeStampResp.load(data, strict=True)
        status = str(answer["status"]["status"].native)
        if status not in {"granted", "granted_with_mods"}:
            raise SigningError(f"the time-stamping authority {url} refused: {status}", hint="ask its operator")
        token: cms.ContentInfo = answer["time_stamp_token"]
        statement = token["content"]["encap_content_info"]["content"].parsed
        fits = statement["message_imprint"]["hashed_message"].native == digest and statement["nonce"].native == nonce
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SigningError(
            f"no time-stamp from {url}: {error}",
            hint="try again later or choose another authority; nothing was signed",
        ) from error
    if not fits:
        raise SigningError(f"the time-stamp from {url} is for something else", hint="do not use this authority")
    return bytes(token.dump())


def _addresses(der: bytes) -> tuple[list[str], list[str]]:
    """The OCSP and CRL addresses in a certificate."""
    certificate = parse_certificate(der)
    crls = [
        str(item.native)
        for point in certificate.crl_distribution_points
        for item in (point["distribution_point"].chosen if point["distribution_point"].name == "full_name" else ())
        if item.name == "uniform_resource_identifier"
    ]
    return [str(url) for url in certificate.ocsp_urls], crls


def _ocsp_question(der: bytes, issuer: bytes) -> bytes:
    certificate, by = parse_certificate(der), parse_certificate(issuer)
    asked = ocsp.CertId(
        {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha1", "parameters": core.Null()}),
            "issuer_name_hash": hash_of("sha1", by.subject.dump()),
            "issuer_key_hash": hash_of("sha1", by.public_key["public_key"].contents[1:]),
            "serial_number": certificate.serial_number,
        }
    )
    question = ocsp.OCSPRequest({"tbs_request": {"request_list": [{"req_cert": asked}]}})
    return bytes(question.dump())


def fetch_evidence(path: Sequence[bytes], wanted: Sequence[bytes], *, seconds: float) -> Evidence:
    """Asks, for each wanted certificate of a path, first its OCSP server and then its CRL address.

    Raises:
        SigningError: If nobody answers for one of them.
    """
    crls: list[bytes] = []
    ocsps: list[bytes] = []
    for der, issuer in itertools.pairwise(path):
        problems: list[str] = []
        if der in wanted and not _fetch_one(der, issuer, seconds, crls, ocsps, problems):
            who = certificate_info(der).common_name
            raise SigningError(
                f"no revocation data for {who}: {'; '.join(problems) or 'the certificate names no address'}",
                hint="try again later, or give CRLs yourself; nothing was signed",
            )
    return Evidence(tuple(dict.fromkeys(crls)), tuple(dict.fromkeys(ocsps)))


def _fetch_one(
    der: bytes, issuer: bytes, seconds: float, crls: list[bytes], ocsps: list[bytes], problems: list[str]
) -> bool:
    ocsp_urls, crl_urls = _addresses(der)
    tries = [(url, ocsps, _ocsp_question(der, issuer)) for url in ocsp_urls]
    tries += [(url, crls, b"") for url in crl_urls]
    for url, target, question in tries:
        try:
            data = _request(url, question or None, "application/ocsp-request", seconds)
            answers = statements_about((der, issuer), () if question else (data,), (data,) if question else ())
        except (OSError, ValueError, FormatError) as error:
            problems.append(f"{url}: {error}")
            continue
        if answers:
            target.append(data)
            return True
        problems.append(f"{url}: the answer says nothing about the certificate")
    return False
