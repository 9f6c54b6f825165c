"""Opening a CMS signature (RFC 5652, CAdES) and checking what can be checked without trust in anybody."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import cms, core, parser, tsp, x509

from casedocs.errors import FormatError
from casedocs.sign._crypto import (
    bare_digest_info_matches,
    hash_name_of,
    hash_of,
    hash_or_none,
    key_size,
    verify_signature,
)
from casedocs.sign._pki import certificate_info, parse_certificate
from casedocs.sign.report import Finding
from casedocs.sign.status import Effect, SubIndication

__all__ = ["AlgorithmUse", "SignedData", "open_signed_data"]

DigestOf = Callable[[str], "bytes | None"]


@dataclass(frozen=True, slots=True)
class AlgorithmUse:
    """A hash function and a key in use: what the algorithm policy is asked about."""

    digest: str
    key_kind: str
    key_bits: int


@dataclass(slots=True)
class SignedData:
    """What a CMS signature holds, and the problems found in it.

    ``signer`` and ``certificates`` are DER; ``tokens`` are the RFC 3161 tokens on the signature (DER).
    """

    findings: list[Finding] = field(default_factory=list)
    signer: bytes | None = None
    certificates: list[bytes] = field(default_factory=list)
    crls: list[bytes] = field(default_factory=list)
    ocsps: list[bytes] = field(default_factory=list)
    tokens: list[bytes] = field(default_factory=list)
    signature: bytes = b""
    digest: str = ""
    scheme: str = ""
    uses: list[AlgorithmUse] = field(default_factory=list)
    claimed_time: datetime | None = None
    names_certificate: bool = False
    stated_time: datetime | None = None

    def fail(self, code: str, sub: SubIndication, detail: str = "") -> None:
        """Adds a finding that rules the signature out for good."""
        self.findings.append(Finding(code, Effect.FAILED, sub, (("detail", detail),)))

    def doubt(self, code: str, sub: SubIndication, detail: str = "") -> None:
        """Adds a finding that leaves the signature undecided."""
        self.findings.append(Finding(code, Effect.INDETERMINATE, sub, (("detail", detail),)))


def open_signed_data(contents: bytes, digest_of: DigestOf, *, sub_filter: str, others: list[bytes]) -> SignedData:
    """Reads a CMS signature and checks its hash, its signature value and which certificate it names.

    Args:
        contents: The value as it stands in the file, with its padding.
        digest_of: Gives the hash of the signed bytes by the name of the function; None for one it does not know.
        sub_filter: The PDF's name for the kind of signature; ``detached`` for a plain CMS file.
        others: More certificates (DER) among which the signer's may be.
    """
    result = SignedData()
    try:
        _open(result, contents, digest_of, sub_filter, others)
    except Exception as error:  # noqa: BLE001  asn1crypto raises many kinds on damaged input; the finding carries it
        result.fail("cms_malformed", SubIndication.FORMAT_FAILURE, f"{type(error).__name__}: {error}"[:200])
    return result


def _open(result: SignedData, contents: bytes, digest_of: DigestOf, sub_filter: str, others: list[bytes]) -> None:
    parts = parser.parse(contents, strict=False)
    length = sum(len(part) for part in (parts[3], parts[4], parts[5]))
    if contents[length:].strip(b"\x00"):
        result.fail("cms_padding", SubIndication.FORMAT_FAILURE, f"{len(contents) - length} bytes")
        return
    info = cms.ContentInfo.load(contents[:length], strict=True)
    if info["content_type"].native != "signed_data":
        result.fail("cms_malformed", SubIndication.FORMAT_FAILURE, str(info["content_type"].native))
        return
    data = info["content"]
    if len(data["signer_infos"]) != 1:
        result.fail("cms_signers", SubIndication.FORMAT_FAILURE, str(len(data["signer_infos"])))
        return
    signer_info = data["signer_infos"][0]
    _collect(result, data, signer_info)
    expected = _expected_digest(result, data, digest_of, sub_filter)
    certificate = _find_signer(result, signer_info, others)
    if certificate is None or expected is None:
        return
    _check_signature(result, data, signer_info, certificate, expected)


def _collect(result: SignedData, data: cms.SignedData, signer_info: cms.SignerInfo) -> None:
    if data["certificates"]:
        result.certificates = [item.chosen.dump() for item in data["certificates"] if item.name == "certificate"]
    for item in data["crls"] or ():
        if item.name is not None and isinstance(item.chosen, core.Asn1Value) and item.name == "certificate_list":
            result.crls.append(item.chosen.dump())
    result.signature = bytes(signer_info["signature"].native)
    result.digest = str(signer_info["digest_algorithm"]["algorithm"].native)
    result.scheme = str(signer_info["signature_algorithm"].signature_algo)
    for kind, value in _attributes(signer_info["signed_attrs"]):
        if kind == "signing_time":
            result.claimed_time = value.native
        elif kind == "adobe_revocation_info_archival":
            result.crls += [item.dump() for item in value["crl"] or ()]
            result.ocsps += [item.dump() for item in value["ocsp"] or ()]
    for kind, value in _attributes(signer_info["unsigned_attrs"]):
        if kind == "signature_time_stamp_token":
            result.tokens.append(value.dump())


def _attributes(attributes: object) -> "list[tuple[str, core.Asn1Value]]":
    if not isinstance(attributes, cms.CMSAttributes):
        return []
    return [(str(item["type"].native), value) for item in attributes for value in item["values"]]


def _expected_digest(result: SignedData, data: cms.SignedData, digest_of: DigestOf, sub_filter: str) -> bytes | None:
    """The hash that the signed attributes must state; a finding and None when there cannot be one."""
    content = data["encap_content_info"]
    embedded = content["content"].contents if content["content"].native is not None else None
    embedded = (
        bytes(content["content"].native)
        if embedded is not None and content["content_type"].native == "data"
        else embedded
    )
    if sub_filter == "ETSI.RFC3161":
        return _timestamp_digest(result, content, digest_of)
    if content["content_type"].native != "data":
        result.fail("cms_content", SubIndication.FORMAT_FAILURE, str(content["content_type"].native))
        return None
    if sub_filter == "adbe.pkcs7.sha1":
        return _sha1_digest(result, embedded or b"", digest_of)
    if embedded is not None:
        result.fail("cms_content", SubIndication.FORMAT_FAILURE, "the content is inside the signature")
        return None
    expected = digest_of(result.digest)
    if expected is None:
        result.doubt("algorithm_unknown", SubIndication.CRYPTO_CONSTRAINTS_FAILURE, result.digest)
    return expected


def _sha1_digest(result: SignedData, embedded: bytes, digest_of: DigestOf) -> bytes | None:
    """``adbe.pkcs7.sha1``: the CMS carries the SHA-1 of the document as its content."""
    if embedded != digest_of("sha1"):
        result.fail("hash_mismatch", SubIndication.HASH_FAILURE, "sha1")
        return None
    result.uses.append(AlgorithmUse("sha1", "ec", 256))
    return hash_of(result.digest, embedded) or None


def _timestamp_digest(result: SignedData, content: cms.EncapsulatedContentInfo, digest_of: DigestOf) -> bytes | None:
    if content["content_type"].native != "tst_info":
        result.fail("timestamp_malformed", SubIndication.FORMAT_FAILURE, str(content["content_type"].native))
        return None
    statement: tsp.TSTInfo = content["content"].parsed
    imprint = statement["message_imprint"]
    name = str(imprint["hash_algorithm"]["algorithm"].native)
    result.stated_time = statement["gen_time"].native
    result.uses.append(AlgorithmUse(name, "ec", 256))
    if imprint["hashed_message"].native != digest_of(name):
        result.fail("timestamp_imprint", SubIndication.HASH_FAILURE, name)
        return None
    digest = hash_or_none(result.digest, content["content"].contents)
    if digest is None:
        result.doubt("algorithm_unknown", SubIndication.CRYPTO_CONSTRAINTS_FAILURE, result.digest)
    return digest


def _names(signer_info: cms.SignerInfo, certificate: x509.Certificate) -> bool:
    sid = signer_info["sid"]
    if sid.name == "issuer_and_serial_number":
        same_serial = sid.chosen["serial_number"].native == certificate.serial_number
        return bool(same_serial and sid.chosen["issuer"] == certificate.issuer)
    return bool(sid.chosen.native == certificate.key_identifier)


def _certificate_hashes(signer_info: cms.SignerInfo) -> list[tuple[str, bytes]]:
    """The hashes by which the signed attributes name the signer's certificate (RFC 5035)."""
    found = []
    for kind, value in _attributes(signer_info["signed_attrs"]):
        if kind in {"signing_certificate", "signing_certificate_v2"} and len(value["certs"]):
            first = value["certs"][0]
            name = str(first["hash_algorithm"]["algorithm"].native) if kind == "signing_certificate_v2" else "sha1"
            found.append((name, bytes(first["cert_hash"].native)))
    return found


def _matches(hashes: list[tuple[str, bytes]], der: bytes) -> bool:
    return all(hash_or_none(name, der) == wanted for name, wanted in hashes)


def _find_signer(result: SignedData, signer_info: cms.SignerInfo, others: list[bytes]) -> x509.Certificate | None:
    hashes = _certificate_hashes(signer_info)
    result.names_certificate = bool(hashes)
    named = []
    for der in dict.fromkeys([*result.certificates, *others]):
        certificate = _load(der)
        if certificate is not None and _names(signer_info, certificate):
            named.append(certificate)
    fitting = [certificate for certificate in named if _matches(hashes, certificate.dump())]
    if not fitting or (len(fitting) > 1 and not hashes):
        detail = "several" if fitting else ("another certificate in its place" if named else "none")
        result.doubt("signer_certificate_missing", SubIndication.NO_SIGNING_CERTIFICATE_FOUND, detail)
        return None
    result.signer = fitting[0].dump()
    return fitting[0]


def _load(der: bytes) -> x509.Certificate | None:
    try:
        certificate_info(der)
    except FormatError:
        return None
    return parse_certificate(der)


def _check_signature(
    result: SignedData,
    data: cms.SignedData,
    signer_info: cms.SignerInfo,
    certificate: x509.Certificate,
    expected: bytes,
) -> None:
    algorithm, key = signer_info["signature_algorithm"], certificate.public_key
    kind, bits = key_size(key)
    result.uses.append(AlgorithmUse(result.digest, kind, bits))
    signature_digest = hash_name_of(algorithm, result.digest)
    if signature_digest != result.digest and result.scheme not in {"ed25519", "ed448"}:
        result.uses.append(AlgorithmUse(signature_digest, kind, bits))
    attributes = signer_info["signed_attrs"]
    signed, prehashed = expected, True
    if not isinstance(attributes, cms.CMSAttributes):
        # Such a value may have been made over the attributes of another signature (RFC 9882, section 6).
        result.doubt("cms_no_attributes", SubIndication.SIG_CONSTRAINTS_FAILURE)
    else:
        if not _attributes_fit(result, data, attributes, expected):
            return
        signed, prehashed = attributes.untag().dump(), False
    if verify_signature(key, algorithm, result.signature, signed, digest_name=result.digest, prehashed=prehashed):
        return
    digest = expected if prehashed else hash_of(signature_digest, signed)
    if result.scheme == "rsassa_pkcs1v15" and bare_digest_info_matches(key, result.signature, digest, signature_digest):
        result.doubt("digest_info_bare", SubIndication.SIG_CRYPTO_FAILURE, signature_digest)
    else:
        result.fail("signature_wrong", SubIndication.SIG_CRYPTO_FAILURE, result.scheme)


def _attributes_fit(result: SignedData, data: cms.SignedData, attributes: cms.CMSAttributes, expected: bytes) -> bool:
    stated = _attributes(attributes)
    digests = [value.native for kind, value in stated if kind == "message_digest"]
    types = [value.native for kind, value in stated if kind == "content_type"]
    if len(digests) != 1 or types != [data["encap_content_info"]["content_type"].native]:
        result.fail("cms_attributes", SubIndication.FORMAT_FAILURE, f"{len(digests)} hashes, {types}")
        return False
    if digests[0] != expected:
        result.fail("hash_mismatch", SubIndication.HASH_FAILURE, result.digest)
        return False
    return True
