"""Attacks on whom to trust: CMS values, certificates, revocation evidence and time-stamps, in PDFs made by pyHanko."""

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pikepdf
from asn1crypto import algos, cms, core
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.support.attacks import append, body_of, layout_of, signature_value, stream
from tests.support.forgeries import edit_cms
from tests.support.pki import NOW, Identity, Pki, key_usage, rsa_key
from tests.support.signed import pyhanko_sign, stamper_of
from tests.support.signed_pdfs import plain_pdf


def _signer(info: cms.ContentInfo) -> cms.SignerInfo:
    return info["content"]["signer_infos"][0]


def _edit_signer(data: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    def edit(info: cms.ContentInfo) -> None:
        signer = _signer(info)
        names = (
            "version",
            "sid",
            "digest_algorithm",
            "signed_attrs",
            "signature_algorithm",
            "signature",
            "unsigned_attrs",
        )
        parts = {name: signer[name] for name in names if signer[name].native is not None}
        change(parts)
        info["content"]["signer_infos"] = cms.SignerInfos([cms.SignerInfo(parts)])

    return edit_cms(data, edit)


def _without(parts: dict[str, Any], *kinds: str) -> cms.CMSAttributes:
    return cms.CMSAttributes([item for item in parts["signed_attrs"] if item["type"].native not in kinds])


def cms_variants(data: bytes, other: bytes) -> dict[str, bytes]:
    """The CMS value bent: two signers, embedded content, other algorithms, attributes doubled or left out.

    Args:
        data: A signed file.
        other: Another file by the same signer.
    """
    start, end = signature_value(data)
    other_start, other_end = signature_value(other)
    foreign = other[other_start + 1 : other_end - 1].rstrip(b"0").ljust(end - start - 2, b"0")
    transplant = data[: start + 1] + foreign + data[end - 1 :]

    def two(info: cms.ContentInfo) -> None:
        info["content"]["signer_infos"] = cms.SignerInfos([_signer(info), _signer(info).copy()])

    def embed(info: cms.ContentInfo) -> None:
        content = {"content_type": "data", "content": core.OctetString(b"khac")}
        info["content"]["encap_content_info"] = cms.ContentInfo(content)

    def other_type(info: cms.ContentInfo) -> None:
        content = {
            "content_type": "encrypted_data",
            "content": cms.EncryptedData(
                {
                    "version": "v0",
                    "encrypted_content_info": {
                        "content_type": "data",
                        "content_encryption_algorithm": {"algorithm": "tripledes_3key"},
                    },
                }
            ),
        }
        info["content"]["encap_content_info"] = cms.ContentInfo(content)

    def no_certificates(info: cms.ContentInfo) -> None:
        info["content"]["certificates"] = cms.CertificateSet([])

    def digest(name: str) -> Callable[[dict[str, Any]], None]:
        return lambda parts: parts.update(digest_algorithm=algos.DigestAlgorithm({"algorithm": name}))

    def scheme(name: str) -> Callable[[dict[str, Any]], None]:
        return lambda parts: parts.update(signature_algorithm=algos.SignedDigestAlgorithm({"algorithm": name}))

    def value(content: bytes) -> Callable[[dict[str, Any]], None]:
        return lambda parts: parts.update(signature=core.OctetString(content))

    def doubled(parts: dict[str, Any]) -> None:
        kept = list(parts["signed_attrs"])
        parts["signed_attrs"] = cms.CMSAttributes([*kept, *(i for i in kept if i["type"].native == "message_digest")])

    return {
        "cms_of_another_file": transplant,
        "cms_two_signers": edit_cms(data, two),
        "cms_embedded_content": edit_cms(data, embed),
        "cms_other_content_type": edit_cms(data, other_type),
        "cms_no_certificates": edit_cms(data, no_certificates),
        "cms_digest_md5": _edit_signer(data, digest("md5")),
        "cms_digest_sha512": _edit_signer(data, digest("sha512")),
        "cms_scheme_sha1": _edit_signer(data, scheme("sha1_rsa")),
        "cms_scheme_md5": _edit_signer(data, scheme("md5_rsa")),
        "cms_scheme_ecdsa": _edit_signer(data, scheme("sha256_ecdsa")),
        "cms_scheme_dsa": _edit_signer(data, scheme("sha256_dsa")),
        "cms_scheme_ed25519": _edit_signer(data, scheme("ed25519")),
        "cms_value_empty": _edit_signer(data, value(b"")),
        "cms_value_zero": _edit_signer(data, value(bytes(256))),
        "cms_value_one": _edit_signer(data, value(b"\x01".rjust(256, b"\x00"))),
        "cms_value_psychic": _edit_signer(data, value(b"\x30\x06\x02\x01\x00\x02\x01\x00")),
        "cms_attributes_doubled": _edit_signer(data, doubled),
        "cms_no_digest": _edit_signer(data, lambda p: p.update(signed_attrs=_without(p, "message_digest"))),
        "cms_no_content_type": _edit_signer(data, lambda p: p.update(signed_attrs=_without(p, "content_type"))),
        "cms_no_certificate_hash": _edit_signer(
            data, lambda p: p.update(signed_attrs=_without(p, "signing_certificate", "signing_certificate_v2"))
        ),
        "cms_no_attributes_at_all": _edit_signer(data, lambda p: p.update(signed_attrs=cms.CMSAttributes([]))),
    }


def bare_signature(data: bytes, identity: Identity) -> bytes:
    """The signer's true signature over the file's bytes, without signed attributes: nothing says what was meant."""
    start, end = signature_value(data)
    covered = data[:start] + data[end:]

    def change(parts: dict[str, Any]) -> None:
        parts.pop("signed_attrs")
        parts["signature"] = core.OctetString(identity.key.sign(covered, padding.PKCS1v15(), hashes.SHA256()))

    return _edit_signer(data, change)


def _as_authority(pki: Pki, leaf: Identity) -> Identity:
    """A certificate that an ordinary signer issued as if it were an authority."""
    made = pki._issue("Con của người ký", rsa_key(31), leaf)
    return Identity(made.certificate, made.key, (leaf.certificate, *leaf.chain))


def _constrained(pki: Pki, extension: x509.ExtensionType, *, path_length: int | None = None) -> Identity:
    """A sub-authority with a constraint, and a signer below it who breaks it."""
    key = ec.generate_private_key(ec.SECP256R1())
    base = pki._issue("CA hạn chế", key, pki.ca, ca=True)
    builder = (
        x509.CertificateBuilder()
        .subject_name(base.certificate.subject)
        .issuer_name(pki.ca.certificate.subject)
        .public_key(key.public_key())
        .serial_number(pki.serial + 5000)
        .not_valid_before(pki.start)
        .not_valid_after(pki.start + timedelta(days=900))
        .add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        .add_extension(key_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(extension, critical=True)
    )
    certificate = builder.sign(pki.ca.key, hashes.SHA256())
    authority = Identity(certificate, key, (pki.ca.certificate, *pki.ca.chain))
    return pki._issue("Ngoài phạm vi", rsa_key(32), authority)


def certificate_variants(pki: Pki) -> dict[str, bytes]:
    """Files signed with certificates that must not count."""
    foreign = Pki()
    twin_root = foreign.self_signed("Gốc thử nghiệm", ec.generate_private_key(ec.SECP256R1()), ca=True)
    twin_ca = foreign._issue("CA thử nghiệm", ec.generate_private_key(ec.SECP256R1()), twin_root, ca=True)
    subtree = x509.DirectoryName(x509.Name([x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "LA")]))
    out_of_names = x509.NameConstraints(permitted_subtrees=[subtree], excluded_subtrees=None)
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.99999.7"), b"\x05\x00")
    policies = x509.PolicyConstraints(require_explicit_policy=0, inhibit_policy_mapping=None)
    identities = {
        "cert_self_signed": pki.self_signed("Nguyễn Văn Thử", rsa_key(33)),
        "cert_same_names": foreign._issue("Nguyễn Văn Thử", rsa_key(34), twin_ca),
        "cert_by_a_signer": _as_authority(pki, pki.issue("Người ký thường", rsa_key(35))),
        "cert_out_of_names": _constrained(pki, out_of_names),
        "cert_unknown_critical": _constrained(pki, unknown),
        "cert_policy_required": _constrained(pki, policies),
        "cert_expired": pki.issue("Hết hạn", rsa_key(36), start=NOW - timedelta(days=900), years=1),
        "cert_not_yet": pki.issue("Chưa có hiệu lực", rsa_key(37), start=NOW + timedelta(days=9)),
        "cert_for_servers": pki.issue("Máy chủ", rsa_key(38), purposes=[ExtendedKeyUsageOID.SERVER_AUTH]),
        "cert_for_time": pki.tsa,
        "cert_for_ocsp": pki.responder,
        "cert_for_keys": pki.issue("Mã hóa", rsa_key(39), usage=key_usage(key_encipherment=True)),
        "cert_of_an_authority": pki.ca,
        "cert_short_key": pki.issue("Khóa ngắn", rsa_key(40, 1024)),
        "cert_sha1": pki.issue_with_sha1("Băm yếu", rsa_key(41)),
    }
    found = {name: pyhanko_sign(plain_pdf(), identity) for name, identity in identities.items()}
    ordinary = pki.issue("Ký MD5", rsa_key(42))
    return found | {"cert_md5": pyhanko_sign(plain_pdf(), ordinary, digest="md5")}


def store(
    data: bytes, *, certificates: tuple[bytes, ...] = (), crls: tuple[bytes, ...] = (), ocsps: tuple[bytes, ...] = ()
) -> bytes:
    """The file with a document security store that anybody could have appended."""
    place = layout_of(data)
    objects: dict[int, bytes] = {}
    lists = b""
    for name, items in ((b"/Certs", certificates), (b"/CRLs", crls), (b"/OCSPs", ocsps)):
        first = place.size + len(objects)
        objects |= {first + index: stream(item) for index, item in enumerate(items)}
        lists += name + b"[" + b" ".join(b"%d 0 R" % (first + index) for index in range(len(items))) + b"]"
    body = body_of(data, place.root).rstrip()[:-2] + b"/DSS<<" + lists + b">>>>"
    return append(data, {place.root: body, **objects})


def answer(pki: Pki, about: Identity, by: Identity, *, at: datetime = NOW) -> bytes:
    """An OCSP answer "good" about a certificate by whomever."""
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=about.certificate,
        issuer=pki.ca.certificate,
        algorithm=hashes.SHA1(),
        cert_status=ocsp.OCSPCertStatus.GOOD,
        this_update=at,
        next_update=at + timedelta(days=7),
        revocation_time=None,
        revocation_reason=None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.NAME, by.certificate)
    builder = builder.certificates([by.certificate])
    return builder.sign(by.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def revocation_variants(pki: Pki) -> dict[str, bytes]:
    """A revoked signer with evidence that says otherwise: replayed, by the wrong person, about somebody else."""
    revoked = pki.issue("Người bị thu hồi", rsa_key(43))
    pki.revoked[revoked.certificate.serial_number] = NOW - timedelta(days=30)
    data = pyhanko_sign(plain_pdf(), revoked)
    foreign = Pki()
    friend = pki.issue("Đồng phạm", rsa_key(44))
    unable = pki.issue("OCSP giả", ec.generate_private_key(ec.SECP256R1()))
    truth = pki.crl()
    early = NOW - timedelta(days=60)
    return {
        "ocsp_replayed": store(data, crls=(truth,), ocsps=(answer(pki, revoked, pki.responder, at=early),)),
        "ocsp_by_the_signer": store(data, crls=(truth,), ocsps=(answer(pki, revoked, revoked),)),
        "ocsp_by_a_friend": store(data, crls=(truth,), ocsps=(answer(pki, revoked, unable),)),
        "ocsp_by_a_stranger": store(data, crls=(truth,), ocsps=(answer(pki, revoked, foreign.responder),)),
        "ocsp_about_another": store(data, crls=(truth,), ocsps=(answer(pki, friend, pki.responder),)),
        "crl_by_a_stranger": store(data, crls=(truth, foreign.crl())),
        "crl_damaged": store(data, crls=(truth, truth[:-9] + bytes(9), b"khong phai CRL")),
        "store_rubbish": store(data, certificates=(b"x", b"\x30\x03abc"), crls=(truth, b"\x30"), ocsps=(b"\x30\x80",)),
    }


def poisoned_variants(pki: Pki) -> dict[str, bytes]:
    """Strangers who bring their own roots, stamps and evidence along."""
    foreign = Pki()
    stranger = foreign.issue("Nguyễn Văn Thử", rsa_key(45))
    data = pyhanko_sign(plain_pdf(), stranger)
    expired = pki.issue("Hết hạn lâu rồi", rsa_key(46), start=NOW - timedelta(days=900), years=1)
    rogue = stamper_of(foreign, NOW - timedelta(days=700))
    revoked = pki.issue("Thu hồi, lùi ngày", rsa_key(47))
    pki.revoked[revoked.certificate.serial_number] = NOW - timedelta(days=30)
    back_dated = pyhanko_sign(plain_pdf(), revoked, stamper=stamper_of(foreign, NOW - timedelta(days=100)))
    return {
        "store_own_root": store(data, certificates=(foreign.root.der, foreign.ca.der), crls=(foreign.crl(),)),
        "store_own_root_by_trusted_name": store(data, certificates=(pki.root.der, foreign.ca.der, foreign.root.der)),
        "stamp_back_dated": pyhanko_sign(plain_pdf(), expired, stamper=rogue),
        "stamp_back_dated_revoked": store(back_dated, crls=(pki.crl(),)),
        "stamp_from_the_future": pyhanko_sign(
            plain_pdf(), pki.issue("Giờ sai", rsa_key(48)), stamper=stamper_of(pki, NOW + timedelta(days=30))
        ),
        "stamp_by_a_signer": pyhanko_sign(
            plain_pdf(), pki.issue("Tự đóng dấu giờ", rsa_key(49)), stamper=stamper_of(pki, identity=friend_of(pki))
        ),
    }


def friend_of(pki: Pki) -> Identity:
    """An ordinary signer."""
    return pki.issue("Người ký khác", rsa_key(50))


def only_stamped(pki: Pki, data: bytes) -> bytes:
    """A document that nobody signed, with a trusted document time-stamp on it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers.pdf_signer import PdfTimeStamper

    out = PdfTimeStamper(stamper_of(pki)).timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), "sha256")
    return bytes(out.getvalue())


def usage_rights(data: bytes) -> bytes:
    """The signature hangs under /Perms /UR3 (usage rights for a viewer) and in no field."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number = pdf.Root.AcroForm.Fields[0].V.objgen[0]
    place = layout_of(data)
    root = re.sub(rb"/AcroForm\s+\d+ 0 R", b"/Perms<</UR3 %d 0 R>>" % number, body_of(data, place.root))
    return append(data, {place.root: root})
