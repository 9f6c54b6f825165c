"""The signer that a command line names, and the secret that opens it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from casedocs._extras import require
from casedocs._files import read_limited
from casedocs.cli.language import tr
from casedocs.errors import UsageError
from casedocs.sign.signers import Signer, TokenSigner, load_p12, load_pem

__all__ = ["open_signer", "secret_from"]


def secret_from(given: dict[str, object], prompt: str) -> str:
    """A password or PIN: from a file, the system's key ring, or a prompt that does not show it."""
    path, entry = given.get("secret_file"), given.get("keyring")
    if isinstance(path, Path):
        return read_limited(path, 4096).decode("utf-8").rstrip("\r\n")
    if isinstance(entry, str):
        stored = require("keyring", extra="sign").get_password("casedocs", entry)
        if stored is None:
            raise UsageError(f"the key ring holds no entry {entry!r}", hint="store it under the service “casedocs”")
        return str(stored)
    return str(click.prompt(prompt, hide_input=True, err=True))


@contextmanager
def open_signer(given: dict[str, object]) -> Iterator[Signer]:
    """The signer that the options name; asks for its secret once."""
    p12, certificate, key, library = (given.get(name) for name in ("p12", "cert", "key", "pkcs11"))
    if isinstance(p12, Path):
        yield load_p12(p12, secret_from(given, tr("Mật khẩu tệp khóa", "Password of the key file")))
    elif isinstance(certificate, Path) and isinstance(key, Path):
        locked = b"ENCRYPTED" in read_limited(key, 1 << 20)
        yield load_pem(
            certificate, key, secret_from(given, tr("Mật khẩu khóa", "Password of the key")) if locked else None
        )
    elif library:
        label, wanted = given.get("token"), given.get("token_cert")
        with TokenSigner(
            str(library),
            secret_from(given, "PIN"),
            token=str(label) if label else None,
            certificate_label=str(wanted) if wanted else None,
        ) as signer:
            yield signer
    else:
        raise click.UsageError(
            tr("chọn --p12, --cert với --key, hoặc --pkcs11", "choose --p12, --cert and --key, or --pkcs11")
        )
