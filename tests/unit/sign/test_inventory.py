"""The inventory of certificates and the check of one."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from casedocs.errors import FormatError, InputError
from casedocs.sign.inventory import check_certificate, list_certificates
from casedocs.sign.policy import TrustStore, VerificationPolicy
from casedocs.sign.status import Effect
from tests.support.pki import NOW, Identity, Pki


@pytest.fixture
def folder(tmp_path: Path, pki: Pki, signer: Identity, second: Identity) -> Path:
    (tmp_path / "a.pem").write_bytes(signer.pem + second.pem)
    (tmp_path / "b.cer").write_bytes(pki.root.der)
    return tmp_path


def test_list(folder: Path) -> None:
    entries = list_certificates([folder], now=NOW)
    assert [entry.certificate.common_name for entry in entries][-1] == "Gốc thử nghiệm"
    assert [entry.days_left for entry in entries] == [730, 730, 10585]
    assert entries[-1].certificate.is_ca
    assert entries[0].certificate.organization == "Viện kiểm sát thử nghiệm"


def test_unreadable_files_are_named(folder: Path) -> None:
    (folder / "c.pem").write_bytes(b"nothing")
    with pytest.raises(FormatError, match="certificate"):
        list_certificates([folder])
    with pytest.raises(InputError):
        list_certificates([folder / "none.pem"])
    with pytest.raises(FormatError):
        TrustStore.load([folder])
    (folder / "leer").mkdir()
    with pytest.raises(InputError):
        TrustStore.load([folder / "leer"])


def test_check(signer: Identity, policy: VerificationPolicy, later: VerificationPolicy) -> None:
    chain = b"".join(item.public_bytes(serialization.Encoding.PEM) for item in signer.chain[:1])
    good = check_certificate(signer.pem + chain, policy=policy)
    assert [info.common_name for info in good.chain] == ["Nguyễn Văn Thử", "CA thử nghiệm", "Gốc thử nghiệm"]
    assert all(finding.effect is Effect.WARNING for finding in good.findings)
    expired = check_certificate(signer.pem + chain, policy=later)
    assert "certificate_expired" in {finding.code for finding in expired.findings}
    nobody = check_certificate(signer.der, policy=replace(policy, trust=TrustStore(), at=NOW + timedelta(days=1)))
    assert "chain_missing" in {finding.code for finding in nobody.findings}


def test_key_files_open_with_their_password_only(tmp_path: Path, signer: Identity) -> None:
    path = tmp_path / "khoa.p12"
    path.write_bytes(signer.p12("mat-khau"))
    (entry, *chain) = sorted(
        list_certificates([tmp_path], now=NOW, password="mat-khau"), key=lambda item: item.certificate.is_ca
    )
    assert entry.certificate.common_name == "Nguyễn Văn Thử"
    assert all(item.certificate.is_ca for item in chain)
    assert list_certificates([tmp_path], now=NOW) == []
    for password in (None, "sai"):
        with pytest.raises(FormatError) as caught:
            list_certificates([path], password=password)
        assert caught.value.hint
    checked = check_certificate(path, policy=VerificationPolicy(at=NOW), password="mat-khau")
    assert checked.certificate == entry.certificate
