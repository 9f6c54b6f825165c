"""Faults: full disks, kills between steps, tokens that go away. No partial file stays, every error has a name."""

from pathlib import Path

import pytest

from casedocs.errors import DiskFullError, OutputError, SigningError
from casedocs.sign.audit import append_audit, check_audit
from casedocs.sign.batch import Outcome, sign_many
from casedocs.sign.signers import KeySigner
from casedocs.sign.signing import sign_pdf
from tests.support.pki import NOW, Pki, rsa_key
from tests.support.signed_pdfs import plain_pdf

PKI = Pki()
IDENTITY = PKI.issue("Người ký", rsa_key())


class FailingSigner(KeySigner):
    """A token that is pulled out after a number of signatures."""

    def __init__(self, good: int) -> None:
        super().__init__(IDENTITY.der, IDENTITY.key)
        self.left = good

    def sign(self, data: bytes, *, digest: str, pss: bool) -> bytes:
        if self.left <= 0:
            raise SigningError("the token refused to sign", hint="plug it in again")
        self.left -= 1
        return super().sign(data, digest=digest, pss=pss)


class CrashingSigner(KeySigner):
    """A driver that raises something of its own."""

    def __init__(self) -> None:
        super().__init__(IDENTITY.der, IDENTITY.key)

    def sign(self, data: bytes, *, digest: str, pss: bool) -> bytes:
        del data, digest, pss
        raise RuntimeError("driver error 0x30")


class LyingSigner(KeySigner):
    """A token that returns a wrong signature."""

    def __init__(self) -> None:
        super().__init__(IDENTITY.der, IDENTITY.key)

    def sign(self, data: bytes, *, digest: str, pss: bool) -> bytes:
        del data, digest, pss
        return bytes(256)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(plain_pdf())
    return path


@pytest.mark.parametrize("signer", [FailingSigner(0), CrashingSigner(), LyingSigner()])
def test_a_bad_signer_leaves_nothing(source: Path, signer: KeySigner) -> None:
    with pytest.raises(SigningError):
        sign_pdf(source, signer, source.with_name("b.pdf"), now=NOW)
    assert [path.name for path in source.parent.iterdir()] == ["a.pdf"]


def test_a_token_pulled_out_in_a_batch(source: Path) -> None:
    others = []
    for number in range(3):
        path = source.with_name(f"c{number}.pdf")
        path.write_bytes(plain_pdf())
        others.append(path)
    folder = source.parent / "ra"
    items = sign_many(others, FailingSigner(1), folder, audit=source.parent / "log", now=NOW)
    assert [item.outcome for item in items] == [Outcome.OK, Outcome.FAILED, Outcome.FAILED]
    again = sign_many(others, FailingSigner(9), folder, audit=source.parent / "log", now=NOW)
    assert [item.outcome for item in again] == [Outcome.SKIPPED, Outcome.OK, Outcome.OK]
    assert check_audit(source.parent / "log").entries == 3


def test_a_full_disk(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def full(handle: int) -> None:
        del handle
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("casedocs._files.os.fsync", full)
    with pytest.raises(DiskFullError):
        sign_pdf(source, KeySigner(IDENTITY.der, IDENTITY.key), source.with_name("b.pdf"), now=NOW)
    assert [path.name for path in source.parent.iterdir()] == ["a.pdf"]


def test_a_log_that_cannot_be_written(source: Path) -> None:
    result = sign_pdf(source, KeySigner(IDENTITY.der, IDENTITY.key), source.with_name("b.pdf"), now=NOW)
    with pytest.raises(OutputError):
        append_audit(source / "log", result)


def test_an_audit_log_that_fails_marks_the_document_failed(source: Path) -> None:
    broken = source.parent / "log"
    broken.write_bytes(b"{}\n")
    items = sign_many([source], KeySigner(IDENTITY.der, IDENTITY.key), source.parent / "ra", audit=broken, now=NOW)
    assert [item.outcome for item in items] == [Outcome.FAILED]
