"""endesive as a peer of `benchmarks/sign.py`: its CMS signing and its PDF verification.

``import endesive.pdf`` fails where oscrypto 1.3.0 meets an OpenSSL whose version has two digits in its last place (it
looks for one). For the benchmark only, that search is widened while endesive is imported; nothing else is changed.
"""

import re
from functools import cache
from importlib import import_module
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding

from tests.support.pki import Identity

__all__ = ["endesive_sign", "endesive_verify", "load"]

_ONE_DIGIT, _ANY = "\\b(\\d\\.\\d\\.\\d[a-z]*)\\b", "\\b(\\d+\\.\\d+\\.\\d+[a-z]*)\\b"


@cache
def load() -> Any:
    """The module `endesive.pdf.verify`."""
    search = re.search

    def lenient(pattern: Any, string: Any, flags: Any = 0) -> Any:
        return search(_ANY if pattern == _ONE_DIGIT else pattern, string, flags)

    re.search = lenient  # put back below
    try:
        return import_module("endesive.pdf.verify")
    finally:
        re.search = search


def endesive_sign(data: bytes, identity: Identity) -> bytes:
    """endesive's CMS over the document: its PDF writer fails with pypdf 7 (``write_to_stream`` takes two arguments)."""
    from endesive import signer

    return bytes(signer.sign(data, identity.key, identity.certificate, list(identity.chain), "sha256", attrs=True))


def endesive_verify(data: bytes, root: Identity) -> object:
    """endesive's verdict on each signature: hash and value. Its chain check knows no other clock than today's."""
    trusted = [root.certificate.public_bytes(Encoding.PEM)]
    results = load().PDFVerifier(data, trusted).verify_all_signatures()
    assert results
    assert all(item.hashok and item.signatureok for item in results)
    return results
