"""Detached signatures: any file, other validators, damage."""

import hashlib
import json
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric import ed25519

from casedocs.errors import SigningError, SourceNotFoundError
from casedocs.sign.audit import check_audit
from casedocs.sign.detached import sign_file, verify_file
from casedocs.sign.options import SigningOptions, TimestampAuthority
from casedocs.sign.policy import TrustStore, VerificationPolicy
from casedocs.sign.status import Level, SubIndication, Verdict
from tests.support.pki import NOW, Identity, Pki, rsa_key
from tests.support.servers import running
from tests.support.signed import key_signer


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "bảng kê.xlsx"
    path.write_bytes("Bảng kê vật chứng\n".encode() * 50)
    return path


@pytest.mark.parametrize("kind", ["rsa", "pss", "ec", "ed25519"])
def test_signs_any_file(source: Path, pki: Pki, second: Identity, policy: VerificationPolicy, kind: str) -> None:
    made = {"ec": second, "ed25519": pki.issue("E", ed25519.Ed25519PrivateKey.generate())}
    identity = made.get(kind) or pki.issue("R", rsa_key())
    signature = sign_file(
        source, key_signer(identity), source.with_suffix(".p7s"), options=SigningOptions(pss=kind == "pss"), now=NOW
    )
    report = verify_file(source, signature, policy=policy)
    assert (report.verdict, report.level, report.claimed_time) == (Verdict.PASSED, Level.B_B, NOW)
    source.write_bytes(source.read_bytes() + b".")
    report = verify_file(source, signature, policy=policy)
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, SubIndication.HASH_FAILURE)


def test_damage_gives_a_report(source: Path, signer: Identity, policy: VerificationPolicy) -> None:
    signature = sign_file(source, key_signer(signer), source.with_suffix(".p7s"), now=NOW)
    good = signature.read_bytes()
    for damaged in (b"", b"x", good[:-9], good[:100], b"-----BEGIN PKCS7-----\n!!\n-----END PKCS7-----\n"):
        signature.write_bytes(damaged)
        assert verify_file(source, signature, policy=policy).verdict is Verdict.FAILED
    with pytest.raises(SourceNotFoundError):
        verify_file(source, source.with_suffix(".none"), policy=policy)


def test_only_levels_that_fit(source: Path, signer: Identity) -> None:
    trust = TrustStore((signer.der,))
    options = SigningOptions(level=Level.B_LT, timestamp=TimestampAuthority(url="http://127.0.0.1:1/"), trust=trust)
    with pytest.raises(SigningError, match="B-B or B-T"):
        sign_file(source, key_signer(signer), source.with_suffix(".p7s"), options=options)


@pytest.mark.loopback
def test_with_a_time_stamp(source: Path) -> None:
    with running() as (pki, _, url):
        options = SigningOptions(level=Level.B_T, timestamp=TimestampAuthority(url=f"{url}/tsa"))
        identity = pki.issue("R", rsa_key())
        signature = sign_file(source, key_signer(identity), source.with_suffix(".p7s"), options=options, now=NOW)
        policy = VerificationPolicy(trust=TrustStore((pki.root.der,)), at=NOW + timedelta(days=1500))
        report = verify_file(source, signature, policy=policy)
        assert (report.verdict, report.level, report.proven_time) == (Verdict.PASSED, Level.B_T, NOW)
        nobody = replace(policy, trust=TrustStore())
        assert verify_file(source, signature, policy=nobody).verdict is Verdict.INDETERMINATE


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_agrees_both_ways(
    source: Path, tmp_path: Path, pki: Pki, signer: Identity, policy: VerificationPolicy
) -> None:
    sign_file(source, key_signer(signer), tmp_path / "ours.p7s", now=NOW)
    for name, data in (("root.pem", pki.root.pem), ("cert.pem", signer.pem), ("key.pem", signer.key_pem())):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "chain.pem").write_bytes(Identity(signer.chain[0], None).pem)
    base = ["openssl", "cms", "-binary"]
    done = subprocess.run(
        [
            *base,
            "-verify",
            "-inform",
            "DER",
            "-in",
            "ours.p7s",
            "-content",
            source.name,
            "-CAfile",
            "root.pem",
            "-attime",
            str(int(NOW.timestamp())),
            "-purpose",
            "any",
            "-out",
            "out",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "successful" in done.stderr.lower(), done.stderr
    subprocess.run(
        [
            *base,
            "-sign",
            "-in",
            source.name,
            "-signer",
            "cert.pem",
            "-inkey",
            "key.pem",
            "-certfile",
            "chain.pem",
            "-outform",
            "PEM",
            "-out",
            "theirs.p7s",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert verify_file(source, tmp_path / "theirs.p7s", policy=policy).verdict is Verdict.PASSED


def test_attributes_of_one_signature_are_no_document_of_another(
    source: Path, signer: Identity, policy: VerificationPolicy
) -> None:
    """A true signature over attributes, shown as a signature without attributes over a file that holds them."""
    info = cms.ContentInfo.load(sign_file(source, key_signer(signer), source.with_suffix(".p7s"), now=NOW).read_bytes())
    made = info["content"]["signer_infos"][0]
    source.write_bytes(made["signed_attrs"].untag().dump())
    kept = {name: made[name] for name in ("version", "sid", "digest_algorithm", "signature_algorithm", "signature")}
    info["content"]["signer_infos"] = cms.SignerInfos([cms.SignerInfo(kept)])
    fresh = cms.ContentInfo({"content_type": "signed_data", "content": info["content"].copy()})
    source.with_suffix(".p7s").write_bytes(fresh.dump(force=True))
    report = verify_file(source, source.with_suffix(".p7s"), policy=policy)
    assert (report.verdict, report.sub_indication) == (Verdict.INDETERMINATE, SubIndication.SIG_CONSTRAINTS_FAILURE)
    assert "cms_no_attributes" in {item.code for item in report.findings}


def test_detached_signatures_go_into_the_audit_log(source: Path, signer: Identity) -> None:
    log = source.with_name("nhat-ky")
    for number in range(2):
        sign_file(source, key_signer(signer), source.with_name(f"{number}.p7s"), now=NOW, audit=log)
    assert check_audit(log).entries == 2
    entry = json.loads(log.read_text(encoding="utf-8").splitlines()[0])
    assert entry["target"] == "0.p7s"
    assert entry["source_sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
