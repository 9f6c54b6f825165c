"""PKCS #11 tokens through python-pkcs11."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pkcs11
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.exceptions import PKCS11Error
from pkcs11.util.ec import encode_ecdsa_signature

from casedocs.errors import SigningError

__all__ = ["Session", "open_token", "token_certificates"]

_RSA = {
    "sha256": Mechanism.SHA256_RSA_PKCS,
    "sha384": Mechanism.SHA384_RSA_PKCS,
    "sha512": Mechanism.SHA512_RSA_PKCS,
}
_PSS = {
    "sha256": (Mechanism.SHA256_RSA_PKCS_PSS, Mechanism.SHA256, pkcs11.MGF.SHA256, 32),
    "sha384": (Mechanism.SHA384_RSA_PKCS_PSS, Mechanism.SHA384, pkcs11.MGF.SHA384, 48),
    "sha512": (Mechanism.SHA512_RSA_PKCS_PSS, Mechanism.SHA512, pkcs11.MGF.SHA512, 64),
}


def _refused(what: str, error: Exception, hint: str) -> SigningError:
    return SigningError(f"{what}: {type(error).__name__} {error}".rstrip(), hint=hint)


def _tokens(library: str | Path, label: str | None) -> list[Any]:
    try:
        found = list(pkcs11.lib(str(library)).get_tokens(token_label=label))
    except (PKCS11Error, RuntimeError, OSError) as error:
        raise _refused(
            f"the PKCS #11 library {library} cannot be used",
            error,
            "check the path and that the driver fits this Python (64 bits)",
        ) from error
    # SoftHSM shows an uninitialised slot as a token without a label.
    return [token for token in found if token.label]


def token_certificates(library: str | Path, label: str | None) -> list[tuple[str, bytes]]:
    """Label of the token and DER of each certificate that can be read without a PIN."""
    found: list[tuple[str, bytes]] = []
    for token in _tokens(library, label):
        try:
            with token.open() as session:
                found += [(str(token.label), bytes(item[Attribute.VALUE])) for item in _certificates(session)]
        except PKCS11Error as error:
            raise _refused(f"the token {token.label} cannot be read", error, "plug it in again") from error
    return found


def _certificates(session: Any) -> Iterator[Any]:
    yield from session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})


class Session:
    """An open session with the key and its certificate."""

    def __init__(self, session: Any, key: Any, certificate: bytes, others: tuple[bytes, ...]) -> None:
        self._session, self._key = session, key
        self.certificate, self.others = certificate, others

    def sign(self, data: bytes, *, digest: str, pss: bool) -> bytes:
        """The raw signature value over `data`.

        Raises:
            SigningError: If the token refuses.
        """
        try:
            return self._sign(data, digest, pss)
        except PKCS11Error as error:
            raise _refused("the token refused to sign", error, "check that it is still plugged in") from error

    def _sign(self, data: bytes, digest: str, pss: bool) -> bytes:
        kind = self._key.key_type
        if kind == KeyType.RSA and pss and digest in _PSS:
            mechanism, inner, mask, salt = _PSS[digest]
            return bytes(self._key.sign(data, mechanism=mechanism, mechanism_param=(inner, mask, salt)))
        if kind == KeyType.RSA and not pss and digest in _RSA:
            return bytes(self._key.sign(data, mechanism=_RSA[digest]))
        if kind == KeyType.EC and not pss:
            hashed = hashlib.new(digest, data).digest()
            return bytes(encode_ecdsa_signature(self._key.sign(hashed, mechanism=Mechanism.ECDSA)))
        if kind == KeyType.EC_EDWARDS and not pss:
            return bytes(self._key.sign(data, mechanism=Mechanism.EDDSA))
        raise SigningError(f"the token's key ({kind.name}) cannot sign with {digest}", hint="choose sha256")

    def close(self) -> None:
        """Ends the session."""
        self._session.close()


def open_token(library: str | Path, pin: str, label: str | None, certificate_label: str | None) -> Session:
    """Logs in and finds a certificate with its private key.

    Raises:
        SigningError: If anything is missing or refuses.
    """
    tokens = _tokens(library, label)
    if len(tokens) != 1:
        names = ", ".join(str(token.label) for token in tokens) or "none"
        raise SigningError(f"expected one token, found: {names}", hint="plug in one token or name it")
    try:
        session = tokens[0].open(user_pin=pin)
    except PKCS11Error as error:
        hint = "check the PIN: most tokens lock after three wrong ones"
        raise _refused(f"the token {tokens[0].label} did not open", error, hint) from error
    try:
        return _find_key(session, certificate_label)
    except SigningError:
        session.close()
        raise
    except PKCS11Error as error:
        session.close()
        raise _refused("the token cannot be read", error, "plug it in again") from error


def _find_key(session: Any, certificate_label: str | None) -> Session:
    certificates = list(_certificates(session))
    all_values = [bytes(item[Attribute.VALUE]) for item in certificates]
    for item, value in zip(certificates, all_values, strict=True):
        if certificate_label is not None and item[Attribute.LABEL] != certificate_label:
            continue
        keys = session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: item[Attribute.ID]})
        key = next(iter(list(keys)), None)
        if key is not None:
            return Session(session, key, value, tuple(other for other in all_values if other != value))
    raise SigningError("no certificate with a private key on the token", hint="check the label of the certificate")
