"""The encryption of XMind files: AES-CBC under a key made from the password.

The scheme is fixed by the format: PBKDF2 with HMAC-SHA-512 and 1,024 rounds (XMind 3.7 and later), or the key
derivation of PKCS #12 (RFC 7292, appendix B) with MD5 before that. Both are weak by today's measure.
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casedocs._extras import require
from casedocs.errors import CorruptFileError, EncryptedFileError, LimitExceededError, UnsupportedFormatError

__all__ = ["PBKDF2", "Cipher", "fresh_cipher", "read_cipher"]

PBKDF2 = "PBKDF2WithHmacSHA512"
_MAX_ROUNDS = 2_000_000
_ROUNDS = 1024
_BLOCK = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Cipher:
    """How one member is encrypted.

    Attributes:
        derivation: Name of the key derivation.
        salt: Random bytes that go into the key.
        rounds: Iterations of the derivation.
        bits: Length of the key.
        vector: The initialisation vector, 16 bytes.
    """

    derivation: str
    salt: bytes
    rounds: int
    bits: int
    vector: bytes

    def decrypt(self, data: bytes, password: str, *, source: str) -> bytes:
        """The plain content.

        Raises:
            EncryptedFileError: If the password is wrong (the padding does not fit).
        """
        wrong = EncryptedFileError(
            f"the password does not open {source}", hint="check the password, capitals included", source=source
        )
        if not data or len(data) % _BLOCK:
            raise CorruptFileError(f"the encrypted {source} is cut short", hint="copy the file again", source=source)
        worker = self._worker(password).decryptor()
        plain: bytes = worker.update(data) + worker.finalize()
        pad = plain[-1]
        if not 1 <= pad <= _BLOCK or plain[-pad:] != bytes([pad]) * pad:
            raise wrong
        return plain[:-pad]

    def encrypt(self, data: bytes, password: str) -> bytes:
        """The encrypted content."""
        pad = _BLOCK - len(data) % _BLOCK
        worker = self._worker(password).encryptor()
        done: bytes = worker.update(data + bytes([pad]) * pad) + worker.finalize()
        return done

    def _worker(self, password: str) -> Any:  # noqa: ANN401  a type of the optional package, kept inside this class
        ciphers = require("cryptography.hazmat.primitives.ciphers", extra="mindmap")
        key = _key(self, password)
        return ciphers.Cipher(ciphers.algorithms.AES(key), ciphers.modes.CBC(self.vector))


def _key(cipher: Cipher, password: str) -> bytes:
    size = cipher.bits // 8
    if cipher.derivation == PBKDF2:
        return hashlib.pbkdf2_hmac("sha512", password.encode("utf-8"), cipher.salt, cipher.rounds, size)
    return _pkcs12_key(password, cipher.salt, cipher.rounds, size)


def _filled(data: bytes, block: int) -> bytes:
    """`data` repeated to the next full block; empty stays empty."""
    length = block * -(-len(data) // block)
    return (data * (length // len(data) + 1))[:length] if data else b""


def _pkcs12_key(password: str, salt: bytes, rounds: int, size: int, algorithm: str = "md5") -> bytes:
    """RFC 7292, appendix B.2 with id 1 (key material), for digests with blocks of 64 bytes; XMind used MD5."""
    block = 64
    seed = _filled(salt, block) + _filled(password.encode("utf-16-be") + b"\0\0", block)
    out = b""
    while len(out) < size:
        digest = hashlib.new(algorithm, bytes([1]) * block + seed, usedforsecurity=False).digest()
        for _ in range(rounds - 1):
            digest = hashlib.new(algorithm, digest, usedforsecurity=False).digest()
        out += digest
        step = int.from_bytes(_filled(digest, block), "big") + 1
        parts = (int.from_bytes(seed[at : at + block], "big") + step for at in range(0, len(seed), block))
        seed = b"".join((part % (1 << (8 * block))).to_bytes(block, "big") for part in parts)
    return out[:size]


def _bytes(value: object, what: str, source: str) -> bytes:
    try:
        return base64.b64decode(str(value), validate=True)
    except (binascii.Error, ValueError) as error:
        raise CorruptFileError(f"{source}: the {what} of the encryption is damaged", source=source) from error


def _integer(value: object, what: str, source: str) -> int:
    try:
        return int(str(value))
    except ValueError as error:
        raise CorruptFileError(f"{source}: the {what} of the encryption is no number", source=source) from error


def read_cipher(values: Mapping[str, object], *, source: str) -> Cipher:
    """The cipher that a manifest describes.

    Args:
        values: ``algorithm-name``, ``key-derivation-name``, ``salt``, ``iteration-count``, ``size`` and ``iv``.
        source: The member it is about.

    Raises:
        CorruptFileError: If a value is missing or damaged.
        UnsupportedFormatError: If it is another algorithm.
        LimitExceededError: If it asks for millions of rounds.
    """
    algorithm = str(values.get("algorithm-name", "AES/CBC/PKCS5Padding"))
    derivation = str(values.get("key-derivation-name", PBKDF2))
    if not algorithm.upper().startswith("AES/CBC/") or derivation not in {PBKDF2, "PKCS12"}:
        raise UnsupportedFormatError(
            f"{source} is encrypted with {algorithm[:40]} and {derivation[:40]}", source=source
        )
    rounds = _integer(values.get("iteration-count", _ROUNDS), "round count", source)
    bits = _integer(values.get("size", 128), "key size", source)
    vector = _bytes(values.get("iv", ""), "vector", source)
    if not 1 <= rounds <= _MAX_ROUNDS:
        raise LimitExceededError(f"{source} asks for {rounds} rounds of key derivation", source=source)
    if bits not in {128, 192, 256} or len(vector) != _BLOCK:
        raise CorruptFileError(f"{source}: the key size or vector of the encryption is damaged", source=source)
    return Cipher(
        derivation=derivation,
        salt=_bytes(values.get("salt", ""), "salt", source),
        rounds=rounds,
        bits=bits,
        vector=vector,
    )


def fresh_cipher() -> Cipher:
    """New random salt and vector, in the way the current applications encrypt."""
    return Cipher(
        derivation=PBKDF2,
        salt=secrets.token_bytes(8),
        rounds=_ROUNDS,
        bits=128,
        vector=secrets.token_bytes(_BLOCK),
    )
