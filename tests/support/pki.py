"""A public-key infrastructure for tests: root, sub-CA, TSA, OCSP responder, signers; all invented, made on the fly."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import algos
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

NOW = datetime(2026, 6, 1, 9, 0, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
PASSWORD = "mật khẩu thử"


@cache
def rsa_key(number: int = 0, bits: int = 2048) -> rsa.RSAPrivateKey:
    """An RSA key; the same number gives the same key within one test run."""
    del number
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def name(common: str, organization: str = "Viện kiểm sát thử nghiệm") -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def key_usage(**on: bool) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{item: on.get(item, False) for item in names})


@dataclass(frozen=True)
class Identity:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Any
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def key_pem(self, password: str | None = None) -> bytes:
        protection = (
            serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
        )
        return bytes(self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection))

    def p12(self, password: str = PASSWORD) -> bytes:
        return pkcs12.serialize_key_and_certificates(
            b"signer",
            self.key,
            self.certificate,
            list(self.chain) or None,
            serialization.BestAvailableEncryption(password.encode()),
        )


def _hash_for(key: Any, digest: hashes.HashAlgorithm | None) -> Any:
    return None if isinstance(key, ed25519.Ed25519PrivateKey) else (digest or hashes.SHA256())


@dataclass
class Pki:
    """Root → sub-CA → signers, and a time-stamping authority beside them."""

    base_url: str = ""
    start: datetime = NOW - YEAR
    serial: int = 1000
    revoked: dict[int, datetime] = field(default_factory=dict)
    made: list[Identity] = field(default_factory=list, repr=False)

    def known(self) -> list[Identity]:
        """Everybody with a certificate from here."""
        return self.made

    def __post_init__(self) -> None:
        self.root = self._issue("Gốc thử nghiệm", ec.generate_private_key(ec.SECP256R1()), None, ca=True, years=30)
        self.ca = self._issue("CA thử nghiệm", ec.generate_private_key(ec.SECP256R1()), self.root, ca=True, years=20)
        self.tsa = self.issue(
            "TSA thử nghiệm", rsa_key(1), purposes=[ExtendedKeyUsageOID.TIME_STAMPING], critical=True, years=15
        )
        self.responder = self.issue(
            "OCSP thử nghiệm",
            ec.generate_private_key(ec.SECP256R1()),
            purposes=[ExtendedKeyUsageOID.OCSP_SIGNING],
            years=15,
            no_check=True,
        )

    def _issue(
        self,
        common: str,
        key: Any,
        issuer: Identity | None,
        *,
        ca: bool = False,
        years: float = 3,
        start: datetime | None = None,
        usage: x509.KeyUsage | None = None,
        purposes: list[x509.ObjectIdentifier] | None = None,
        critical: bool = False,
        no_check: bool = False,
        digest: hashes.HashAlgorithm | None = None,
        serial: int | None = None,
        public_key: Any = None,
    ) -> Identity:
        self.serial += 1
        start = start or self.start
        subject = name(common)
        parent = issuer.certificate.subject if issuer else subject
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(parent)
            .public_key(public_key or key.public_key())
            .serial_number(serial or self.serial)
            .not_valid_before(start)
            .not_valid_after(start + years * YEAR)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key or key.public_key()), critical=False)
        )
        default = (
            key_usage(key_cert_sign=True, crl_sign=True)
            if ca
            else key_usage(digital_signature=True, content_commitment=True)
        )
        builder = builder.add_extension(usage or default, critical=True)
        if issuer is not None:
            identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
            builder = builder.add_extension(identifier, critical=False)
        if purposes:
            builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=critical)
        if no_check:
            builder = builder.add_extension(x509.OCSPNoCheck(), critical=False)
        if self.base_url and issuer is not None and not no_check:
            builder = self._addresses(builder)
        signing_key = issuer.key if issuer else key
        certificate = builder.sign(signing_key, _hash_for(signing_key, digest))
        chain = (issuer.certificate, *issuer.chain) if issuer else ()
        made = Identity(certificate, key, chain)
        self.made.append(made)
        return made

    def _addresses(self, builder: x509.CertificateBuilder) -> x509.CertificateBuilder:
        where = x509.UniformResourceIdentifier
        access = x509.AuthorityInformationAccess(
            [
                x509.AccessDescription(AuthorityInformationAccessOID.OCSP, where(f"{self.base_url}/ocsp")),
                x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, where(f"{self.base_url}/ca")),
            ]
        )
        point = x509.DistributionPoint([where(f"{self.base_url}/crl")], None, None, None)
        return builder.add_extension(access, critical=False).add_extension(
            x509.CRLDistributionPoints([point]), critical=False
        )

    def issue(self, common: str, key: Any, **options: Any) -> Identity:
        """A certificate from the sub-CA."""
        return self._issue(common, key, self.ca, **options)

    def issue_with_sha1(self, common: str, key: Any) -> Identity:
        """A certificate whose own signature uses SHA-1 (made by hand: `cryptography` refuses to)."""
        plain = self.issue(common, key)
        certificate = asn1_x509.Certificate.load(plain.der)
        algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha1_ecdsa"})
        certificate["tbs_certificate"]["signature"] = algorithm
        certificate["signature_algorithm"] = algorithm
        body = certificate["tbs_certificate"].dump(force=True)
        certificate["signature_value"] = self.ca.key.sign(body, ec.ECDSA(hashes.SHA1()))
        return Identity(x509.load_der_x509_certificate(certificate.dump(force=True)), key, plain.chain)

    def self_signed(self, common: str, key: Any, **options: Any) -> Identity:
        """A certificate that vouches for itself."""
        return self._issue(common, key, None, **options)

    def crl(
        self, at: datetime = NOW, *, issuer: Identity | None = None, days: int = 7, only_users: bool | None = None
    ) -> bytes:
        """The revocation list of the sub-CA (or of another issuer), DER; of users or authorities only, if told so."""
        by = issuer or self.ca
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(by.certificate.subject)
            .last_update(at)
            .next_update(at + timedelta(days=days))
        )
        for serial, moment in self.revoked.items():
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(moment)
            builder = builder.add_revoked_certificate(
                entry.add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False).build()
            )
        if only_users is not None:
            point = x509.IssuingDistributionPoint(None, None, only_users, not only_users, None, False, False)
            builder = builder.add_extension(point, critical=True)
        return builder.sign(by.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def ocsp(self, identity: Identity, at: datetime = NOW, *, days: int = 7) -> bytes:
        """An OCSP answer about a certificate of the sub-CA, DER."""
        return self.ocsp_for(identity.certificate, at, days=days)

    def ocsp_for(self, certificate: x509.Certificate, at: datetime = NOW, *, days: int = 7) -> bytes:
        """An OCSP answer about a certificate, DER."""
        issuer = self.root if certificate.issuer == self.root.certificate.subject else self.ca
        responder = self.responder if issuer is self.ca else self.root
        moment = self.revoked.get(certificate.serial_number)
        builder = ocsp.OCSPResponseBuilder().add_response(
            cert=certificate,
            issuer=issuer.certificate,
            algorithm=hashes.SHA1(),
            cert_status=ocsp.OCSPCertStatus.REVOKED if moment else ocsp.OCSPCertStatus.GOOD,
            this_update=at,
            next_update=at + timedelta(days=days),
            revocation_time=moment,
            revocation_reason=x509.ReasonFlags.key_compromise if moment else None,
        )
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.NAME, responder.certificate)
        if responder is self.responder:
            builder = builder.certificates([responder.certificate])
        return builder.sign(responder.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
