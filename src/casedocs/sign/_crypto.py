"""Keys, signatures and hashes through `cryptography`: one yes-or-no question each, never an exception."""

import hashlib

from asn1crypto import algos, keys
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import pkcs12

from casedocs.errors import SigningError

__all__ = [
    "bare_digest_info_matches",
    "hash_name_of",
    "hash_of",
    "hash_or_none",
    "key_size",
    "new_hash",
    "open_p12",
    "open_pem_key",
    "sign_with_key",
    "verify_signature",
]

# OIDs for DigestInfo, DER of AlgorithmIdentifier without the NULL (RFC 8017, appendix B.1).
_DIGEST_OIDS = {
    "sha1": bytes.fromhex("06052b0e03021a"),
    "sha256": bytes.fromhex("0609608648016503040201"),
    "sha384": bytes.fromhex("0609608648016503040202"),
    "sha512": bytes.fromhex("0609608648016503040203"),
}
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "md5": hashes.MD5,
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
    "sha3_256": hashes.SHA3_256,
    "sha3_384": hashes.SHA3_384,
    "sha3_512": hashes.SHA3_512,
}


def new_hash(name: str) -> "hashlib._Hash | None":
    """A running hash by its name in CMS; None for one that is not known."""
    plain = {"sha512_256": "sha512_256"}.get(name, name)
    try:
        return hashlib.new(plain, usedforsecurity=False)
    except ValueError:
        return None


def hash_or_none(name: str, data: bytes) -> bytes | None:
    """The hash of some bytes by the function's name in CMS; None for a function that is not known."""
    running = new_hash(name)
    if running is None:
        return None
    running.update(data)
    return running.digest()


def hash_of(name: str, data: bytes) -> bytes:
    """The hash of some bytes by a function that is known to be there; empty for an unknown one."""
    return hash_or_none(name, data) or b""


def hash_name_of(algorithm: algos.SignedDigestAlgorithm, fallback: str) -> str:
    """The hash function of a signature algorithm; `fallback` where it names none."""
    try:
        return str(algorithm.hash_algo)
    except ValueError:
        return fallback


def key_size(public_key: keys.PublicKeyInfo) -> tuple[str, int]:
    """Kind (``rsa``, ``ec``, ``ed25519`` …) and length in bits of a public key; ("", 0) when it cannot be read."""
    try:
        kind = str(public_key.algorithm)
        if kind in {"ed25519", "ed448"}:
            return kind, 255 if kind == "ed25519" else 448
        return kind, int(public_key.bit_size)
    except (ValueError, TypeError, KeyError):
        return "", 0


def _load(public_key: keys.PublicKeyInfo) -> object:
    if str(public_key.algorithm) == "rsassa_pss":
        plain = public_key.copy()
        plain["algorithm"] = keys.PublicKeyAlgorithm({"algorithm": "rsa"})
        return serialization.load_der_public_key(plain.dump())
    return serialization.load_der_public_key(public_key.dump())


def _pss(algorithm: algos.SignedDigestAlgorithm) -> tuple[padding.PSS, str] | None:
    parameters = algorithm["parameters"]
    name = str(parameters["hash_algorithm"]["algorithm"].native)
    mask = parameters["mask_gen_algorithm"]
    if str(mask["algorithm"].native) != "mgf1" or name not in _HASHES:
        return None
    mask_hash = _HASHES.get(str(mask["parameters"]["algorithm"].native))
    if mask_hash is None:
        return None
    return padding.PSS(padding.MGF1(mask_hash()), int(parameters["salt_length"].native)), name


def verify_signature(
    public_key: keys.PublicKeyInfo,
    algorithm: algos.SignedDigestAlgorithm,
    signature: bytes,
    signed: bytes,
    *,
    digest_name: str,
    prehashed: bool = False,
) -> bool:
    """Whether `signature` is one over `signed` (or over its hash, when `prehashed`) by the key."""
    try:
        return _verify(public_key, algorithm, signature, signed, digest_name, prehashed)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError, KeyError, OverflowError):
        return False


def _verify(
    public_key: keys.PublicKeyInfo,
    algorithm: algos.SignedDigestAlgorithm,
    signature: bytes,
    signed: bytes,
    digest_name: str,
    prehashed: bool,
) -> bool:
    key, scheme = _load(public_key), str(algorithm.signature_algo)
    pss = _pss(algorithm) if scheme == "rsassa_pss" else None
    name = pss[1] if pss else hash_name_of(algorithm, digest_name)
    if isinstance(key, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey):
        if prehashed or scheme not in {"ed25519", "ed448"}:
            return False
        key.verify(signature, signed)
        return True
    if name not in _HASHES:
        return False
    digest = _HASHES[name]()
    how = utils.Prehashed(digest) if prehashed else digest
    if isinstance(key, rsa.RSAPublicKey) and scheme == "rsassa_pss" and pss:
        key.verify(signature, signed, pss[0], how)
    elif isinstance(key, rsa.RSAPublicKey) and scheme == "rsassa_pkcs1v15":
        key.verify(signature, signed, padding.PKCS1v15(), how)
    elif isinstance(key, ec.EllipticCurvePublicKey) and scheme == "ecdsa":
        key.verify(signature, signed, ec.ECDSA(how))
    else:
        return False
    return True


def bare_digest_info_matches(public_key: keys.PublicKeyInfo, signature: bytes, digest: bytes, digest_name: str) -> bool:
    """Whether an RSA signature is right but for the NULL that its DigestInfo lacks; the padding is compared whole."""
    oid = _DIGEST_OIDS.get(digest_name)
    try:
        key = _load(public_key)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False
    if oid is None or not isinstance(key, rsa.RSAPublicKey):
        return False
    numbers = key.public_numbers()
    length = (numbers.n.bit_length() + 7) // 8
    algorithm = bytes([0x30, len(oid)]) + oid
    body = algorithm + bytes([0x04, len(digest)]) + digest
    info = bytes([0x30, len(body)]) + body
    wanted = b"\x00\x01" + b"\xff" * (length - 3 - len(info)) + b"\x00" + info
    if len(signature) != length:
        return False
    return pow(int.from_bytes(signature, "big"), numbers.e, numbers.n).to_bytes(length, "big") == wanted


def sign_with_key(key: object, data: bytes, *, digest: str, pss: bool) -> bytes:
    """The raw signature value over `data` by a private key.

    Raises:
        SigningError: If the key cannot sign this way.
    """
    kind = _HASHES.get(digest)
    try:
        if isinstance(key, ed25519.Ed25519PrivateKey):
            return key.sign(data)
        if isinstance(key, rsa.RSAPrivateKey) and kind is not None:
            scheme = padding.PSS(padding.MGF1(kind()), kind().digest_size) if pss else padding.PKCS1v15()
            return key.sign(data, scheme, kind())
        if isinstance(key, ec.EllipticCurvePrivateKey) and kind is not None:
            return key.sign(data, ec.ECDSA(kind()))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SigningError(f"the key cannot sign: {error}", hint="use an RSA key of 2048 bits or more") from error
    raise SigningError(f"this kind of key cannot sign with {digest}", hint="use RSA, an elliptic curve or Ed25519")


def open_p12(data: bytes, password: str, source: str) -> tuple[bytes, object, tuple[bytes, ...]]:
    """Certificate (DER), private key and further certificates (DER) of a PKCS #12 file.

    Raises:
        SigningError: If the password is wrong or something is missing.
    """
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, password.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SigningError(
            "the key file does not open: wrong password or damaged", hint="type the password again", source=source
        ) from error
    if key is None or certificate is None:
        raise SigningError("the key file holds no key with certificate", hint="export it again", source=source)
    encoding = serialization.Encoding.DER
    return certificate.public_bytes(encoding), key, tuple(other.public_bytes(encoding) for other in others)


def open_pem_key(data: bytes, password: str | None, certificate: bytes, source: str) -> object:
    """The private key of a PEM file, which must belong to the certificate (DER).

    Raises:
        SigningError: If the password is wrong or the key belongs to another certificate.
    """
    try:
        key = serialization.load_pem_private_key(data, password.encode() if password else None)
        own = x509.load_der_x509_certificate(certificate).public_key()
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SigningError(
            "the key does not open: wrong password or damaged", hint="type the password again", source=source
        ) from error
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    if key.public_key().public_bytes(*form) != own.public_bytes(*form):
        raise SigningError("the key belongs to another certificate", hint="give the matching pair", source=source)
    return key
