"""Signing with pyHanko alone, for tests of the verifier: what others sign must be read rightly."""

import io
from datetime import datetime
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from casedocs.sign.signers import KeySigner
from tests.support.pki import NOW, Identity, Pki


def key_signer(identity: Identity) -> KeySigner:
    """The identity as a signer of casedocs, with its chain."""
    chain = [item.public_bytes(serialization.Encoding.DER) for item in identity.chain]
    return KeySigner(identity.der, identity.key, chain)


def asn1(certificate: Any) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def private(key: Any) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(
        key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def signer_of(identity: Identity, *, pss: bool = False, embed: tuple[Any, ...] | None = None) -> signers.SimpleSigner:
    registry = SimpleCertificateStore()
    registry.register_multiple([asn1(item) for item in (identity.chain if embed is None else embed)])
    return signers.SimpleSigner(
        signing_cert=asn1(identity.certificate),
        signing_key=private(identity.key),
        cert_registry=registry,
        prefer_pss=pss,
    )


def stamper_of(pki: Pki, at: datetime = NOW, *, identity: Identity | None = None) -> DummyTimeStamper:
    by = identity or pki.tsa
    registry = SimpleCertificateStore()
    registry.register_multiple([asn1(item) for item in by.chain])
    return DummyTimeStamper(
        tsa_cert=asn1(by.certificate), tsa_key=private(by.key), certs_to_embed=registry, fixed_dt=at
    )


def context_of(pki: Pki, at: datetime = NOW, identities: tuple[Identity, ...] = ()) -> ValidationContext:
    ocsps = [pki.ocsp(identity, at) for identity in (*identities, pki.tsa)]
    ocsps.append(pki.ocsp_for(pki.ca.certificate, at))
    return ValidationContext(
        trust_roots=[asn1(pki.root.certificate)],
        other_certs=[asn1(pki.ca.certificate)],
        ocsps=ocsps,
        crls=[pki.crl(at), pki.crl(at, issuer=pki.root)],
        moment=at,
        revocation_mode="soft-fail",
    )


def pyhanko_sign(
    data: bytes,
    identity: Identity,
    *,
    field: str = "Chu_ky_1",
    box: tuple[int, int, int, int] | None = None,
    stamper: Any = None,
    context: ValidationContext | None = None,
    lta: bool = False,
    certify: int | None = None,
    digest: str = "sha256",
    pss: bool = False,
    pades: bool = True,
    password: str | None = None,
    strict: bool = False,
    at: datetime = NOW,
    lock: fields.FieldMDPSpec | None = None,
) -> bytes:
    """A signed copy of the document."""
    del at
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=strict)
    if password is not None:
        writer.encrypt(password)
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm=digest,
        subfilter=fields.SigSeedSubFilter.PADES if pades else fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
        certify=certify is not None,
        docmdp_permissions=fields.MDPPerm(certify) if certify else fields.MDPPerm.FILL_FORMS,
        embed_validation_info=context is not None,
        use_pades_lta=lta,
        validation_context=context,
    )
    spec = fields.SigFieldSpec(field, box=box, on_page=0, field_mdp_spec=lock)
    pdf_signer = signers.PdfSigner(meta, signer=signer_of(identity, pss=pss), timestamper=stamper, new_field_spec=spec)
    return bytes(pdf_signer.sign_pdf(writer, existing_fields_only=False).getvalue())
