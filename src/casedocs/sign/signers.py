"""Who signs: a key in a file (PKCS #12, PEM) or on a token (PKCS #11). Passwords and PINs come as values, never stored.

A signer is anything with `Signer`'s three members; the ones here are ready to use.
"""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from casedocs._extras import require
from casedocs._files import read_limited
from casedocs.errors import FormatError, SigningError
from casedocs.sign.policy import split_certificates

if TYPE_CHECKING:
    from casedocs.sign.report import CertificateInfo

__all__ = ["KeySigner", "Signer", "TokenSigner", "list_token_certificates", "load_p12", "load_pem"]

_MAX_KEY_FILE = 1 << 20


class Signer(Protocol):
    """Something that can sign for one certificate."""

    @property
    def certificate(self) -> bytes:
        """The certificate (DER)."""
        ...

    @property
    def chain(self) -> Sequence[bytes]:
        """Further certificates to put into the signature (DER)."""
        ...

    def sign(self, data: bytes, *, digest: str, pss: bool) -> bytes:
        """The raw signature value over `data`.

        Raises:
            SigningError: If the key or the token refuses.
        """
        ...


class KeySigner:
    """A private key in memory.

    Args:
        certificate: DER.
        key: A private key of `cryptography` (RSA, elliptic curve, Ed25519).
        chain: Further certificates (DER).
    """

    def __init__(self, certificate: bytes, key: object, chain: Sequence[bytes] = ()) -> None:
        self.certificate: bytes = certificate
        self.chain: tuple[bytes, ...] = tuple(chain)
        self._key = key

    def sign(self, data: bytes, *, digest: str, pss: bool) -> bytes:
        """The raw signature value over `data`.

        Raises:
            SigningError: If the key cannot sign this way.
        """
        from casedocs.sign._crypto import sign_with_key

        return sign_with_key(self._key, data, digest=digest, pss=pss)


def load_p12(source: str | Path, password: str) -> KeySigner:
    """Reads a ``.p12`` or ``.pfx`` file.

    Raises:
        SigningError: If the password is wrong or the file holds no key with certificate.
        InputError: If the file cannot be read.
    """
    require("cryptography", extra="sign")
    from casedocs.sign._crypto import open_p12

    certificate, key, chain = open_p12(read_limited(Path(source), _MAX_KEY_FILE), password, str(source))
    return KeySigner(certificate, key, chain)


def load_pem(certificate: str | Path, key: str | Path, password: str | None = None) -> KeySigner:
    """Reads a PEM (or DER) certificate, with its chain behind it, and a PEM private key.

    Raises:
        SigningError: If the key needs another password, or does not belong to the certificate.
        InputError: If a file cannot be read or holds no certificate.
    """
    require("cryptography", extra="sign")
    from casedocs.sign._crypto import open_pem_key

    certificates = split_certificates(read_limited(Path(certificate), _MAX_KEY_FILE))
    if not certificates:
        raise FormatError("holds no certificate", hint="give a PEM or DER certificate", source=str(certificate))
    loaded = open_pem_key(read_limited(Path(key), _MAX_KEY_FILE), password, certificates[0], str(key))
    return KeySigner(certificates[0], loaded, certificates[1:])


class TokenSigner:
    """A key on a PKCS #11 token. Use it in a ``with`` statement: the session is closed at the end.

    Args:
        library: The token's PKCS #11 library, such as ``/usr/lib/softhsm/libsofthsm2.so`` or ``bit4xpki.dll``.
        pin: The user PIN. Three wrong ones lock most tokens: it is tried once.
        token: The token's label; None when there is only one.
        certificate_label: The label of the certificate; None for the first with a private key.

    Raises:
        SigningError: If library, token, PIN, certificate or key is not there or refuses.
    """

    def __init__(
        self, library: str | Path, pin: str, *, token: str | None = None, certificate_label: str | None = None
    ) -> None:
        require("pkcs11", extra="sign")
        from casedocs.sign._token import open_token

        self._session: Any = open_token(library, pin, token, certificate_label)
        self.certificate: bytes = self._session.certificate
        self.chain: Sequence[bytes] = self._session.others

    def sign(self, data: bytes, *, digest: str, pss: bool) -> bytes:
        """The raw signature value over `data`, made on the token.

        Raises:
            SigningError: If the token refuses or was taken out.
        """
        return bytes(self._session.sign(data, digest=digest, pss=pss))

    def close(self) -> None:
        """Ends the session with the token."""
        self._session.close()

    def __enter__(self) -> "TokenSigner":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def list_token_certificates(library: str | Path, *, token: str | None = None) -> "list[tuple[str, CertificateInfo]]":
    """The certificates on the tokens that are plugged in, with the token's label; no PIN is needed.

    Raises:
        SigningError: If the library or the token is not there.
    """
    require("pkcs11", extra="sign")
    from casedocs.sign._pki import certificate_info
    from casedocs.sign._token import token_certificates

    found = []
    for label, der in token_certificates(library, token):
        try:
            found.append((label, certificate_info(der)))
        except FormatError as error:
            raise SigningError(f"the token {label} holds a certificate that cannot be read: {error}") from error
    return found
