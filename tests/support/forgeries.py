"""Forgeries inside the signature's own value: certificates, time-stamps, hash functions."""

import re
from collections.abc import Callable
from datetime import timedelta

from asn1crypto import cms, core, tsp
from asn1crypto import x509 as asn1_x509

from tests.support.attacks import signature_value
from tests.support.pki import Identity


def edit_cms(data: bytes, change: Callable[[cms.ContentInfo], None], *, which: int = 0) -> bytes:
    """The file with the CMS of one of its signatures changed; the signed bytes stay."""
    ranges = [
        [int(item) for item in re.findall(rb"\d+", found)] for found in re.findall(rb"/ByteRange\s*\[[^\]]*\]", data)
    ]
    start, end = ranges[which][1], ranges[which][2]
    info = cms.ContentInfo.load(bytes.fromhex(data[start + 1 : end - 1].decode()))
    change(info)
    fresh = cms.ContentInfo({"content_type": "signed_data", "content": info["content"].copy()})
    value = bytes(fresh.dump(force=True)).hex().encode()
    assert len(value) <= end - start - 2
    return data[: start + 1] + value.ljust(end - start - 2, b"0") + data[end - 1 :]


def substitute_certificate(data: bytes, other: Identity) -> bytes:
    """Another certificate in the place of the signer's."""
    replacement = asn1_x509.Certificate.load(other.der)

    def change(info: cms.ContentInfo) -> None:
        content = info["content"]
        certificates = [item.chosen for item in content["certificates"]]
        serial = content["signer_infos"][0]["sid"].chosen["serial_number"].native
        kept = [item for item in certificates if item.serial_number != serial]
        content["certificates"] = cms.CertificateSet(
            [cms.CertificateChoices(name="certificate", value=item) for item in [replacement, *kept]]
        )

    return edit_cms(data, change)


def rename_signer(data: bytes, other: Identity) -> bytes:
    """The signer is said to be somebody else whose certificate is put in."""
    replacement = asn1_x509.Certificate.load(other.der)

    def change(info: cms.ContentInfo) -> None:
        content = info["content"]
        content["signer_infos"][0]["sid"] = cms.SignerIdentifier(
            {
                "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                    {"issuer": replacement.issuer, "serial_number": replacement.serial_number}
                )
            }
        )
        content["certificates"] = cms.CertificateSet([cms.CertificateChoices(name="certificate", value=replacement)])

    return edit_cms(data, change)


def _token_of(info: cms.ContentInfo) -> tuple[cms.CMSAttribute, cms.ContentInfo]:
    attribute = info["content"]["signer_infos"][0]["unsigned_attrs"][0]
    return attribute, attribute["values"][0]


def forge_timestamp_time(data: bytes, *, days: int = 400) -> bytes:
    """The time in the signature's time-stamp is set back, nothing else."""

    def change(info: cms.ContentInfo) -> None:
        _, token = _token_of(info)
        content = token["content"]["encap_content_info"]["content"]
        statement: tsp.TSTInfo = content.parsed
        statement["gen_time"] = core.GeneralizedTime(statement["gen_time"].native - timedelta(days=days))
        token["content"]["encap_content_info"]["content"] = core.ParsableOctetString(statement.dump(force=True))

    return edit_cms(data, change)


def steal_timestamp(data: bytes, donor: bytes) -> bytes:
    """The time-stamp of another signature is put in."""
    start, end = signature_value(donor)
    stolen = cms.ContentInfo.load(bytes.fromhex(donor[start + 1 : end - 1].decode()))
    attribute, _ = _token_of(stolen)

    def change(info: cms.ContentInfo) -> None:
        info["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([attribute])

    return edit_cms(data, change)


def drop_signed_attributes(data: bytes) -> bytes:
    """The signed attributes are left out, so that the value would have to sign the document itself."""

    def change(info: cms.ContentInfo) -> None:
        signer = info["content"]["signer_infos"][0]
        kept = {
            name: signer[name] for name in ("version", "sid", "digest_algorithm", "signature_algorithm", "signature")
        }
        info["content"]["signer_infos"] = cms.SignerInfos([cms.SignerInfo(kept)])

    return edit_cms(data, change)


def no_signers(data: bytes) -> bytes:
    """A CMS without a signer."""

    def change(info: cms.ContentInfo) -> None:
        info["content"]["signer_infos"] = cms.SignerInfos([])

    return edit_cms(data, change)


def padded_with_data(data: bytes) -> bytes:
    """Something else than zeros behind the CMS."""
    start, end = signature_value(data)
    value = data[start + 1 : end - 1]
    return data[: start + 1] + value[:-16] + b"4141414141414141" + data[end - 1 :]
