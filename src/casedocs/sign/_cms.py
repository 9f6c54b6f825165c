"""Building CMS signatures with `endesive.signer` (its PDF half is not used, see the explanation page)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import endesive.signer
from asn1crypto import algos, cms, core, tsp, x509

from casedocs.errors import CasedocsError, SigningError
from casedocs.sign._crypto import hash_of, key_size, new_hash
from casedocs.sign._pki import parse_certificate
from casedocs.sign.signers import Signer

__all__ = ["build_cms", "cms_digest"]


def cms_digest(signer: Signer, wanted: str) -> str:
    """The hash function to use: Ed25519 goes with SHA-512 (RFC 8419), all else with the wanted one."""
    kind, _ = key_size(parse_certificate(signer.certificate).public_key)
    return "sha512" if kind == "ed25519" else wanted


class _Builder(endesive.signer.SignerBase):  # type: ignore[misc]  # endesive ships no types
    """endesive's CMS with our key source; its own key handling and TSA client are not used."""

    def __init__(self, signer: Signer, **options: Any) -> None:
        self._source = signer
        super().__init__(
            b"", parse_certificate(signer.certificate), [parse_certificate(item) for item in signer.chain], **options
        )

    def get_pss_salt_length(self) -> int:
        running = new_hash(self.hashalgo)
        return running.digest_size if running else 0

    def sign(self, tosign: bytes) -> bytes:
        return self._source.sign(tosign, digest=self.hashalgo, pss=self.pss)


def _signed_attributes(
    certificate: x509.Certificate, digest: bytes, digest_name: str, at: datetime | None
) -> list[Any]:
    """Content type, message digest, the signer's certificate (ESS v2) and, outside PDFs, the claimed time."""
    ess = tsp.ESSCertIDv2(
        {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": digest_name}),
            "cert_hash": hash_of(digest_name, certificate.dump()),
        }
    )
    attributes = [
        cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
        cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
        cms.CMSAttribute({"type": "signing_certificate_v2", "values": [tsp.SigningCertificateV2({"certs": [ess]})]}),
    ]
    if at is not None:
        attributes.append(
            cms.CMSAttribute({"type": "signing_time", "values": [cms.Time({"utc_time": core.UTCTime(at)})]})
        )
    return attributes


def _algorithm(signer: Signer, digest: str, *, pss: bool) -> algos.SignedDigestAlgorithm | None:
    """The right name for the signature algorithm: endesive writes RSA whatever the key is."""
    kind, _ = key_size(parse_certificate(signer.certificate).public_key)
    if kind == "ec":
        return algos.SignedDigestAlgorithm({"algorithm": f"{digest}_ecdsa"})
    if kind == "ed25519":
        return algos.SignedDigestAlgorithm({"algorithm": "ed25519"})
    if pss:
        return None
    return algos.SignedDigestAlgorithm({"algorithm": f"{digest}_rsa", "parameters": core.Null()})


def build_cms(
    signer: Signer,
    digest: bytes,
    *,
    digest_name: str,
    pss: bool = False,
    claimed_time: datetime | None = None,
    timestamp: Callable[[bytes, str], bytes] | None = None,
) -> bytes:
    """A detached CMS signature (DER).

    Args:
        signer: Who signs.
        digest: The hash of what is signed.
        digest_name: Its function.
        pss: RSA-PSS instead of PKCS #1 v1.5.
        claimed_time: Put into the signed attributes; None in PDFs (PAdES forbids it there).
        timestamp: Called with the signature value and the name of the hash function; gives an RFC 3161 token (DER).

    Raises:
        SigningError: If the signature or its time-stamp cannot be made.
    """
    certificate = parse_certificate(signer.certificate)

    def attributes(_: bytes) -> list[Any]:
        return _signed_attributes(certificate, digest, digest_name, claimed_time)

    try:
        builder = _Builder(signer, hashalgo=digest_name, attrs=attributes, signed_value=digest, pss=pss)
        info = cms.ContentInfo.load(builder.build())
        signer_info = info["content"]["signer_infos"][0]
        algorithm = _algorithm(signer, digest_name, pss=pss)
        if algorithm is not None:
            signer_info["signature_algorithm"] = algorithm
        if timestamp is not None:
            token = timestamp(bytes(signer_info["signature"].native), digest_name)
            signer_info["unsigned_attrs"] = cms.CMSAttributes(
                [cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [cms.ContentInfo.load(token)]})]
            )
        return bytes(info.dump())
    except CasedocsError:
        raise
    except Exception as error:  # endesive and asn1crypto raise many kinds
        raise SigningError(f"the signature cannot be built: {error}", hint="report it with the kind of key") from error
