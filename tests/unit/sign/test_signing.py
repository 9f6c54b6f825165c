"""Signing: what was asked for or a named error; and other validators agree with the result."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from PIL import Image

from casedocs.errors import CasedocsError, InputError, MissingExtraError, SigningError, UsageError
from casedocs.geometry import Box
from casedocs.sign.appearance import (
    AnchorPlace,
    Appearance,
    BoxPlace,
    Mark,
    attachment_mark,
    copy_mark,
    organization_seal,
    person_signature,
    vietnam_time,
)
from casedocs.sign.options import OnRisk, SigningOptions, TimestampAuthority
from casedocs.sign.policy import TrustStore, VerificationPolicy
from casedocs.sign.signers import KeySigner, TokenSigner, list_token_certificates, load_p12, load_pem
from casedocs.sign.signing import preview_signature, sign_bytes, sign_pdf
from casedocs.sign.status import Level, SubIndication, Verdict
from casedocs.sign.verify import verify_pdf
from tests.support import attacks
from tests.support.bombs import BROKEN, raw_pdf
from tests.support.pki import NOW, PASSWORD, Identity, Pki, key_usage, rsa_key
from tests.support.servers import Behaviour, running
from tests.support.signed import asn1, key_signer, pyhanko_sign
from tests.support.signed_pdfs import encrypted_pdf, form_pdf, hybrid_pdf, plain_pdf, saved

PASSED = Verdict.PASSED


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "quyết định.pdf"
    path.write_bytes(plain_pdf(2))
    return path


# --- sources of keys -------------------------------------------------------------------------------------------------


def test_p12(tmp_path: Path, source: Path, signer: Identity, policy: VerificationPolicy) -> None:
    store = tmp_path / "khóa.p12"
    store.write_bytes(signer.p12())
    before = source.read_bytes()
    result = sign_pdf(source, load_p12(store, PASSWORD), tmp_path / "đã ký.pdf", now=NOW)
    assert source.read_bytes() == before
    assert result.target.read_bytes().startswith(before)
    assert (result.field_name, result.level, result.signer.common_name) == ("Signature1", Level.B_B, "Nguyễn Văn Thử")
    assert verify_pdf(result.target, policy=policy).verdict is PASSED


def test_pem(tmp_path: Path, signer: Identity, second: Identity) -> None:
    certificate, key, other = (tmp_path / name for name in ("a.pem", "k.pem", "other.pem"))
    certificate.write_bytes(signer.pem + b"".join(Identity(item, None).pem for item in signer.chain))
    key.write_bytes(signer.key_pem("pw"))
    other.write_bytes(second.key_pem())
    assert len(load_pem(certificate, key, "pw").chain) == 2
    for wrong in ((certificate, key, "sai"), (certificate, key, None), (certificate, other, None)):
        with pytest.raises(SigningError):
            load_pem(*wrong)
    with pytest.raises(InputError):
        load_pem(key, key, "pw")


def test_wrong_password_and_damaged_key_file(tmp_path: Path, signer: Identity) -> None:
    store = tmp_path / "k.p12"
    store.write_bytes(signer.p12())
    with pytest.raises(SigningError, match="wrong password"):
        load_p12(store, "sai")
    store.write_bytes(b"\x30\x03abc")
    with pytest.raises(SigningError):
        load_p12(store, PASSWORD)
    with pytest.raises(InputError):
        load_p12(tmp_path / "không có.p12", PASSWORD)


@pytest.mark.parametrize("kind", ["rsa", "pss", "p256", "p521", "ed25519"])
def test_each_kind_of_key(pki: Pki, policy: VerificationPolicy, kind: str) -> None:
    keys = {
        "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
        "p521": lambda: ec.generate_private_key(ec.SECP521R1()),
        "ed25519": ed25519.Ed25519PrivateKey.generate,
    }
    identity = pki.issue("Người ký", keys[kind]() if kind in keys else rsa_key())
    options = SigningOptions(pss=kind == "pss", digest="sha512" if kind == "p521" else "sha256")
    signed, _ = sign_bytes(plain_pdf(), key_signer(identity), options=options, now=NOW)
    report = verify_pdf(signed, policy=policy)
    assert (report.verdict, report.signatures[0].level) == (PASSED, Level.B_B)


# --- PKCS #11 --------------------------------------------------------------------------------------------------------

SOFTHSM = next(
    (
        path
        for path in map(Path, ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"))
        if path.exists()
    ),
    None,
)
needs_softhsm = pytest.mark.skipif(
    SOFTHSM is None or shutil.which("softhsm2-util") is None, reason="SoftHSM2 (softhsm2-util) is not installed"
)


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory, pki: Pki) -> Iterator[tuple[Path, dict[str, Identity]]]:
    """A SoftHSM2 token with an RSA and an elliptic-curve key and their certificates."""
    import os

    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    assert SOFTHSM is not None
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(config)
    command = ["softhsm2-util", "--init-token", "--free", "--label", "VKS", "--pin", "123456", "--so-pin", "654321"]
    subprocess.run(command, check=True, capture_output=True)
    made = {
        "rsa": pki.issue("Kiểm sát viên RSA", rsa_key(3)),
        "ec": pki.issue("Kiểm sát viên EC", ec.generate_private_key(ec.SECP256R1())),
    }
    for number, (label, identity) in enumerate(made.items()):
        path = folder / f"{label}.pem"
        path.write_bytes(identity.key_pem())
        subprocess.run(
            [
                "softhsm2-util",
                "--import",
                str(path),
                "--token",
                "VKS",
                "--label",
                label,
                "--id",
                f"0{number}",
                "--pin",
                "123456",
            ],
            check=True,
            capture_output=True,
        )
    opened = next(iter(pkcs11.lib(str(SOFTHSM)).get_tokens(token_label="VKS")))
    with opened.open(user_pin="123456", rw=True) as session:
        for number, (label, identity) in enumerate(made.items()):
            session.create_object(
                decode_x509_certificate(identity.der)
                | {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: label, pkcs11.Attribute.ID: bytes([number])}
            )
    yield SOFTHSM, made
    del os.environ["SOFTHSM2_CONF"]


@needs_softhsm
@pytest.mark.parametrize(("label", "pss"), [("rsa", False), ("rsa", True), ("ec", False)])
def test_token(token: tuple[Path, dict[str, Identity]], policy: VerificationPolicy, label: str, pss: bool) -> None:
    library, made = token
    with TokenSigner(library, "123456", token="VKS", certificate_label=label) as signer:
        assert signer.certificate == made[label].der
        options = SigningOptions(pss=pss, trust=policy.trust)
        options = replace(
            options,
            trust=TrustStore(policy.trust.roots, (made[label].chain[0].public_bytes(serialization.Encoding.DER),)),
        )
        signed, _ = sign_bytes(plain_pdf(), signer, options=options, now=NOW)
    with_ca = replace(policy, trust=options.trust)
    assert verify_pdf(signed, policy=with_ca).verdict is PASSED


@needs_softhsm
def test_token_errors_are_named(token: tuple[Path, dict[str, Identity]]) -> None:
    library, _ = token
    with pytest.raises(SigningError, match="did not open"):
        TokenSigner(library, "000000", token="VKS")
    with pytest.raises(SigningError, match="expected one token"):
        TokenSigner(library, "123456", token="không có")
    with pytest.raises(SigningError, match="no certificate"):
        TokenSigner(library, "123456", token="VKS", certificate_label="không có")
    with pytest.raises(SigningError, match="library"):
        TokenSigner("/khong/co/thu-vien.so", "123456")


@needs_softhsm
def test_token_inventory_needs_no_pin(token: tuple[Path, dict[str, Identity]]) -> None:
    found = list_token_certificates(token[0])
    assert sorted((label, info.common_name) for label, info in found) == [
        ("VKS", "Kiểm sát viên EC"),
        ("VKS", "Kiểm sát viên RSA"),
    ]


# --- levels, with servers on loopback --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def online() -> Iterator[tuple[Pki, Behaviour, str]]:
    with running() as found:
        yield found


@pytest.fixture
def everything(online: tuple[Pki, Behaviour, str]) -> tuple[Pki, Behaviour, SigningOptions, KeySigner]:
    pki, how, url = online
    how.tsa = how.ocsp = how.crl = "good"
    signer = key_signer(pki.issue("Người ký", rsa_key()))
    options = SigningOptions(
        level=Level.B_LTA,
        timestamp=TimestampAuthority(url=f"{url}/tsa", seconds=5),
        trust=TrustStore((pki.root.der,)),
        crls=(pki.crl(issuer=pki.root),),
        allow_network=True,
    )
    return pki, how, options, signer


@pytest.mark.loopback
@pytest.mark.parametrize("level", [Level.B_T, Level.B_LT, Level.B_LTA])
def test_levels(everything: tuple[Pki, Behaviour, SigningOptions, KeySigner], level: Level) -> None:
    pki, _, options, signer = everything
    signed, parts = sign_bytes(plain_pdf(), signer, options=replace(options, level=level), now=NOW)
    assert parts[1] is level
    policy = VerificationPolicy(trust=TrustStore((pki.root.der,)), at=NOW + timedelta(hours=1))
    report = verify_pdf(signed, policy=policy)
    assert (report.verdict, report.signatures[0].level) == (PASSED, level)
    assert report.signatures[0].proven_time == NOW
    much_later = verify_pdf(signed, policy=replace(policy, at=NOW + timedelta(days=1500)))
    assert much_later.signatures[0].verdict is PASSED


@pytest.mark.loopback
def test_revocation_list_where_no_ocsp_answers(everything: tuple[Pki, Behaviour, SigningOptions, KeySigner]) -> None:
    pki, how, options, signer = everything
    how.ocsp = "down"
    signed, _ = sign_bytes(plain_pdf(), signer, options=replace(options, level=Level.B_LT), now=NOW)
    report = verify_pdf(signed, policy=VerificationPolicy(trust=TrustStore((pki.root.der,)), at=NOW))
    assert report.signatures[0].level is Level.B_LT
    assert {item.kind for item in report.signatures[0].revocation} == {"CRL"}


@pytest.mark.loopback
@pytest.mark.parametrize("fault", ["hang", "down", "refuse", "garbage", "wrong"])
def test_a_failing_time_stamping_authority_is_an_error(
    everything: tuple[Pki, Behaviour, SigningOptions, KeySigner], tmp_path: Path, fault: str
) -> None:
    _, how, options, signer = everything
    how.tsa = fault
    limited = replace(options, timestamp=replace(options.timestamp, seconds=0.5))  # type: ignore[type-var]  # never None here
    source, target = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(plain_pdf())
    with pytest.raises(SigningError, match="time-stamp"):
        sign_pdf(source, signer, target, options=limited, now=NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.loopback
def test_missing_revocation_data_is_an_error(everything: tuple[Pki, Behaviour, SigningOptions, KeySigner]) -> None:
    _, how, options, signer = everything
    with pytest.raises(SigningError, match="no revocation data"):
        sign_bytes(plain_pdf(), signer, options=replace(options, allow_network=False), now=NOW)
    how.ocsp = how.crl = "down"
    with pytest.raises(SigningError, match="no revocation data"):
        sign_bytes(plain_pdf(), signer, options=options, now=NOW)


@pytest.mark.loopback
def test_verification_asks_the_network_only_when_the_policy_says_so(
    everything: tuple[Pki, Behaviour, SigningOptions, KeySigner],
) -> None:
    pki, how, _, _ = everything
    revoked = pki.issue("Bị thu hồi sau", rsa_key())
    signed, _ = sign_bytes(plain_pdf(), key_signer(revoked), now=NOW)
    pki.revoked[revoked.certificate.serial_number] = NOW - timedelta(hours=1)
    how.asked.clear()
    offline = VerificationPolicy(trust=TrustStore((pki.root.der,)), at=NOW, network_seconds=5)
    assert verify_pdf(signed, policy=offline).verdict is PASSED
    assert how.asked == []
    online = replace(offline, allow_network=True)
    assert verify_pdf(signed, policy=online).sub_indication is SubIndication.REVOKED_NO_POE
    assert "/ocsp" in how.asked
    how.ocsp = how.crl = "down"
    report = verify_pdf(signed, policy=online)
    assert "network_failed" in {item.code for item in report.signatures[0].findings}


@pytest.mark.loopback
def test_a_revoked_signer_is_refused(everything: tuple[Pki, Behaviour, SigningOptions, KeySigner]) -> None:
    pki, _, options, _ = everything
    revoked = pki.issue("Bị thu hồi", rsa_key())
    pki.revoked[revoked.certificate.serial_number] = NOW - timedelta(days=1)
    with pytest.raises(SigningError, match="revoked"):
        sign_bytes(plain_pdf(), key_signer(revoked), options=options, now=NOW)


class BareSigner(KeySigner):
    """Signs as some programs do: the DigestInfo lacks the NULL."""

    def sign(self, data: bytes, *, digest: str, pss: bool) -> bytes:
        import hashlib

        assert (digest, pss) == ("sha256", False)
        numbers = rsa_key().private_numbers()
        length = rsa_key().key_size // 8
        info = bytes.fromhex("302f300b0609608648016503040201") + b"\x04\x20" + hashlib.sha256(data).digest()
        block = b"\x00\x01" + b"\xff" * (length - 3 - len(info)) + b"\x00" + info
        return pow(int.from_bytes(block, "big"), numbers.d, numbers.public_numbers.n).to_bytes(length, "big")


def test_digest_info_without_null_is_reported_as_what_it_is(signer: Identity, policy: VerificationPolicy) -> None:
    chain = [item.public_bytes(serialization.Encoding.DER) for item in signer.chain]
    signed, _ = sign_bytes(plain_pdf(), BareSigner(signer.der, signer.key, chain), now=NOW)
    report = verify_pdf(signed, policy=policy)
    assert (report.verdict, report.sub_indication) == (Verdict.INDETERMINATE, SubIndication.SIG_CRYPTO_FAILURE)
    assert "digest_info_bare" in {item.code for item in report.signatures[0].findings}
    assert verify_pdf(signed, policy=replace(policy, accept_bare_digest_info=True)).verdict is PASSED
    at = signed.index(b"1.000.000")
    changed = signed[:at] + b"9" + signed[at + 1 :]
    assert verify_pdf(changed, policy=replace(policy, accept_bare_digest_info=True)).verdict is Verdict.FAILED


# --- documents -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make", [hybrid_pdf, encrypted_pdf, form_pdf, lambda: plain_pdf(xref_streams=True), lambda: plain_pdf(rotate=270)]
)
def test_each_kind_of_file(signer: Identity, policy: VerificationPolicy, make: object) -> None:
    assert callable(make)
    look = attachment_mark("15/QĐ-VKS")
    signed, _ = sign_bytes(make(), key_signer(signer), options=SigningOptions(appearance=look), now=NOW)
    assert verify_pdf(signed, policy=policy).verdict is PASSED


def test_three_signatures_one_after_another(signer: Identity, second: Identity, policy: VerificationPolicy) -> None:
    data = plain_pdf()
    for index, who in enumerate((signer, second, signer)):
        place = BoxPlace(1, Box(60 + 150 * index, 600, 180 + 150 * index, 660))
        look = Appearance(place=place, lines=("{signer}", "{agency}", "{time}"))
        data, _ = sign_bytes(data, key_signer(who), options=SigningOptions(appearance=look), now=NOW)
    report = verify_pdf(data, policy=policy)
    assert [item.verdict for item in report.signatures] == [PASSED] * 3
    assert [item.field_name for item in report.signatures] == ["Signature1", "Signature2", "Signature3"]


def test_an_existing_field_is_used(signer: Identity, policy: VerificationPolicy) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields

    writer = IncrementalPdfFileWriter(io.BytesIO(plain_pdf()))
    fields.append_signature_field(writer, fields.SigFieldSpec("O_ky", box=(300, 100, 480, 160)))
    out = io.BytesIO()
    writer.write(out)
    look = Appearance(place=BoxPlace(1, Box(0, 0, 10, 10)), lines=("{signer}",))
    options = SigningOptions(field_name="O_ky", appearance=look)
    signed, _ = sign_bytes(out.getvalue(), key_signer(signer), options=options, now=NOW)
    report = verify_pdf(signed, policy=policy)
    assert (report.verdict, report.signatures[0].field_name) == (PASSED, "O_ky")
    assert report.signatures[0].box == Box(300, 682, 480, 742)
    with pytest.raises(SigningError, match="O_ky"):
        sign_bytes(signed, key_signer(signer), options=options, now=NOW)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_certification(signer: Identity, second: Identity, policy: VerificationPolicy, level: int) -> None:
    signed, _ = sign_bytes(plain_pdf(), key_signer(signer), options=SigningOptions(certify=level), now=NOW)
    report = verify_pdf(signed, policy=policy)
    assert (report.verdict, report.signatures[0].certification_level) == (PASSED, level)
    if level == 1:
        with pytest.raises(SigningError, match="Signature1"):
            sign_bytes(signed, key_signer(second), now=NOW)
    else:
        again, _ = sign_bytes(signed, key_signer(second), now=NOW)
        assert verify_pdf(again, policy=policy).verdict is PASSED
    other, _ = sign_bytes(plain_pdf(), key_signer(signer), now=NOW)
    with pytest.raises(SigningError, match="must be the first"):
        sign_bytes(other, key_signer(second), options=SigningOptions(certify=level), now=NOW)


def test_locked_fields(signer: Identity, policy: VerificationPolicy) -> None:
    options = SigningOptions(lock_fields=("ghi_chu",))
    signed, _ = sign_bytes(form_pdf(), key_signer(signer), options=options, now=NOW)
    assert verify_pdf(signed, policy=policy).verdict is PASSED
    number = attacks.layout_of(signed)
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        field = pdf.Root.AcroForm.Fields[0].objgen[0]
    body = re.sub(rb"/V \([^)]*\)|/V <[^>]*>", b"/V (9)", attacks.body_of(signed, field))
    assert number.root
    report = verify_pdf(attacks.append(signed, {field: body}), policy=policy)
    assert report.verdict is Verdict.FAILED


def test_source_is_never_the_target(source: Path, signer: Identity) -> None:
    with pytest.raises(SigningError, match="source"):
        sign_pdf(source, key_signer(signer), source)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nrubbish", b"GIF89a"])
def test_unreadable_documents(tmp_path: Path, signer: Identity, data: bytes) -> None:
    source, target = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(data)
    with pytest.raises(InputError):
        sign_pdf(source, key_signer(signer), target, now=NOW)
    assert not target.exists()


# --- before signing --------------------------------------------------------------------------------------------------


def test_doubtful_certificates_are_refused(pki: Pki, policy: VerificationPolicy) -> None:
    cases = {
        "valid": pki.issue("Hết hạn", rsa_key(), years=0.5),
        "not for signing": pki.issue("Mã hóa", rsa_key(), usage=key_usage(key_encipherment=True)),
        "not accepted": pki.self_signed("Tự ký", rsa_key()),
    }
    for reason, identity in cases.items():
        with pytest.raises(SigningError, match=reason):
            sign_bytes(plain_pdf(), key_signer(identity), options=SigningOptions(trust=policy.trust), now=NOW)


def test_few_days_left_is_a_warning_or_a_refusal(pki: Pki) -> None:
    ending = pki.issue("Sắp hết hạn", rsa_key(), start=NOW - timedelta(days=350), years=1)
    _, parts = sign_bytes(plain_pdf(), key_signer(ending), now=NOW)
    assert [item.code for item in parts[-1]] == ["certificate_ends_soon"]
    with pytest.raises(SigningError, match="15 days"):
        sign_bytes(plain_pdf(), key_signer(ending), options=SigningOptions(on_risk=OnRisk.REFUSE), now=NOW)


def _covered() -> bytes:
    return plain_pdf(content=b"BT /F1 14 Tf 72 760 Td (That) Tj ET 1 g 60 750 200 40 re f")


def _two_documents() -> bytes:
    base = plain_pdf()
    place = attacks.layout_of(base)
    return attacks.append(
        base, {place.size: attacks.body_of(base, place.page), place.size + 1: attacks.stream(attacks.FORGED)}
    )


def _hidden_layer() -> bytes:
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="x"))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))
        return saved(pdf)


def _runs_script() -> bytes:
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        return saved(pdf)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_covered, "shadow_covered"),
        (_two_documents, "shadow_unused"),
        (_hidden_layer, "shadow_layers"),
        (_runs_script, "shadow_action"),
        (lambda: form_pdf(value="1"), "shadow_open_field"),
    ],
)
def test_prepared_documents_are_warned_about(signer: Identity, make: object, code: str) -> None:
    assert callable(make)
    _, parts = sign_bytes(make(), key_signer(signer), now=NOW)
    assert code in {item.code for item in parts[-1]}
    with pytest.raises(SigningError, match="not signed"):
        sign_bytes(make(), key_signer(signer), options=SigningOptions(on_risk=OnRisk.REFUSE), now=NOW)


def test_an_ordinary_document_gives_no_warning(signer: Identity) -> None:
    for data in (plain_pdf(3), form_pdf(), hybrid_pdf(), plain_pdf(xref_streams=True)):
        assert sign_bytes(data, key_signer(signer), now=NOW)[1][-1] == ()


def test_senseless_options_are_refused() -> None:
    for wrong in ({"level": Level.CMS}, {"level": Level.B_T}, {"certify": 4}, {"digest": "md5"}):
        with pytest.raises(UsageError):
            SigningOptions(**wrong)  # that is the point
    with pytest.raises(UsageError):
        TimestampAuthority(url="file:///etc/passwd")


# --- appearance ------------------------------------------------------------------------------------------------------


@pytest.fixture
def images(tmp_path: Path) -> tuple[Path, Path]:
    """A hand signature of 40 × 16 mm and a seal, transparent PNG at 300 dpi."""
    hand, seal = tmp_path / "tay.png", tmp_path / "dau.png"
    picture = Image.new("RGBA", (472, 189), (0, 0, 0, 0))
    picture.paste((20, 40, 200, 255), (40, 60, 430, 120))
    picture.save(hand, dpi=(300, 300))
    picture = Image.new("RGBA", (425, 425), (0, 0, 0, 0))
    picture.paste((220, 20, 20, 160), (10, 10, 415, 415))
    picture.save(seal, dpi=(300, 300))
    return hand, seal


def test_decree_30_person_and_seal(
    images: tuple[Path, Path], signer: Identity, second: Identity, policy: VerificationPolicy
) -> None:
    hand, seal = images
    content = b"BT /F1 13 Tf 330 300 Td (KT. VIEN TRUONG) Tj 0 -120 Td (Nguyen Van Thu) Tj ET"
    options = SigningOptions(field_name="Nguoi_ky", appearance=person_signature(hand, below="KT. VIEN TRUONG"))
    one, _ = sign_bytes(plain_pdf(content=content), key_signer(signer), options=options, now=NOW)
    options = SigningOptions(field_name="Con_dau", appearance=organization_seal(seal, beside="Nguoi_ky"))
    two, _ = sign_bytes(one, key_signer(second), options=options, now=NOW)
    report = verify_pdf(two, policy=policy)
    assert report.verdict is PASSED
    person, organization = (item.box for item in report.signatures)
    assert person is not None
    assert organization is not None
    assert person.width == pytest.approx(472 / 300 * 72, abs=1)  # true size
    assert organization.width == pytest.approx(36 / 25.4 * 72, abs=1)
    assert organization.right == pytest.approx(person.left + person.width / 3, abs=1.5)
    assert organization.center[1] == pytest.approx(person.center[1], abs=1)
    assert person.top > 842 - 300  # below the office
    assert person.bottom < 842 - 180 + 5  # above the name


def test_text_marks_are_real_text_at_the_top_right(signer: Identity, policy: VerificationPolicy) -> None:
    import pypdfium2

    agency = "Viện kiểm sát nhân dân khu vực 7 – ỷ ữ ẵ ặ ợ ỗ Đ ư"
    for look, wanted in (
        (attachment_mark("15/QĐ-VKSKV7"), "15/QĐ-VKSKV7"),
        (copy_mark(Mark.TRUE_COPY, agency), agency),
    ):
        for rotate in (0, 90, 180, 270):
            signed, _ = sign_bytes(
                plain_pdf(rotate=rotate), key_signer(signer), options=SigningOptions(appearance=look), now=NOW
            )
            report = verify_pdf(signed, policy=policy)
            box = report.signatures[0].box
            assert report.verdict is PASSED
            assert box is not None
            assert box.top < 60
            assert box.right > (595 if rotate % 180 == 0 else 842) - 60
            with pikepdf.open(io.BytesIO(signed)) as pdf:
                form = pdf.Root.AcroForm.Fields[0].AP.N
                assert list(form.Resources.Font.keys()) == ["/F1"]
                # The drawing alone on a page of its own: the text can be copied out again.
                page = pikepdf.new()
                page.add_blank_page(page_size=(300, 60))
                copied = page.copy_foreign(form)
                page.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=copied))
                page.pages[0].Contents = page.make_stream(b"/X Do")
                del copied.Matrix
                text = pypdfium2.PdfDocument(saved(page))[0].get_textpage().get_text_range()
            joined = " ".join(text.split())
            assert wanted in joined
            assert "2026-06-01T16:00:00+07:00" in joined


def test_long_names_wrap_and_shrink() -> None:
    from casedocs.sign._font import cut_font, wrap

    text = "Viện kiểm sát nhân dân thành phố Cần Thơ " * 3
    font = cut_font(None, [text])
    lines = wrap(text, font, 10, 120)
    assert len(lines) > 3
    assert all(font.width(line, 10) <= 120 for line in lines)
    assert " ".join(lines).split() == text.split()
    assert "".join(wrap("x" * 80, cut_font(None, ["x"]), 10, 50)) == "x" * 80


def test_every_vietnamese_letter_is_in_the_font() -> None:
    from casedocs.sign._font import cut_font

    vowels = "aăâeêioôơuưy"
    marks = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
    import unicodedata

    letters = "".join(unicodedata.normalize("NFC", vowel + mark) for vowel in vowels for mark in marks) + "đ"
    font = cut_font(None, [letters, letters.upper()])
    assert set(letters + letters.upper()) <= set(font.glyphs)
    assert len(set(font.glyphs.values())) == len(font.glyphs)


def test_a_font_without_the_letters_is_refused(tmp_path: Path, signer: Identity) -> None:
    broken = tmp_path / "x.ttf"
    broken.write_bytes(b"no font")
    look = replace(attachment_mark("15"), font=broken)
    with pytest.raises(SigningError, match="font"):
        sign_bytes(plain_pdf(), key_signer(signer), options=SigningOptions(appearance=look), now=NOW)


def test_missing_anchor_page_and_picture(tmp_path: Path, signer: Identity) -> None:
    image = tmp_path / "x.png"
    image.write_bytes(b"no picture")
    for look in (
        Appearance(place=AnchorPlace("KHONG CO"), lines=("x",)),
        Appearance(place=BoxPlace(9, Box(0, 0, 10, 10)), lines=("x",)),
        organization_seal(image, beside="khong co"),
        Appearance(place=BoxPlace(1, Box(0, 0, 10, 10)), image=image),
    ):
        with pytest.raises(SigningError):
            sign_bytes(plain_pdf(), key_signer(signer), options=SigningOptions(appearance=look), now=NOW)
    with pytest.raises(UsageError):
        Appearance(place=AnchorPlace("x"))


def test_preview_signs_nothing(source: Path) -> None:
    before = source.read_bytes()
    options = SigningOptions(appearance=attachment_mark("15/QĐ-VKS"))
    picture = Image.open(io.BytesIO(preview_signature(source, options=options, now=NOW)))
    assert source.read_bytes() == before
    assert picture.size == (893, 1263)
    corner = picture.convert("L").crop((600, 30, 870, 110))
    assert min(corner.tobytes()) < 100
    with pytest.raises(SigningError):
        preview_signature(source, options=SigningOptions())


def test_times_are_iso_8601_in_vietnam() -> None:
    assert vietnam_time(NOW) == "2026-06-01T16:00:00+07:00"
    with pytest.raises(UsageError):
        vietnam_time(NOW.replace(tzinfo=None))


# --- what other validators say ---------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
@pytest.mark.parametrize("pss", [False, True])
def test_pdfsig_finds_it_valid(tmp_path: Path, signer: Identity, second: Identity, pss: bool) -> None:
    data, _ = sign_bytes(plain_pdf(), key_signer(signer), options=SigningOptions(pss=pss), now=NOW)
    data, _ = sign_bytes(data, key_signer(second), now=NOW)
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False)
    assert done.stdout.count("Signature is Valid") == 2


def test_pyhanko_finds_it_valid(pki: Pki, signer: Identity) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    data, _ = sign_bytes(plain_pdf(), key_signer(signer), options=SigningOptions(certify=2), now=NOW)
    embedded = PdfFileReader(io.BytesIO(data)).embedded_signatures[0]
    context = ValidationContext(trust_roots=[asn1(pki.root.certificate)], moment=NOW)
    status = validate_pdf_signature(embedded, signer_validation_context=context)
    assert status.bottom_line


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_openssl_finds_the_cms_valid(tmp_path: Path, pki: Pki, kind: str) -> None:
    key = rsa_key() if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    data, _ = sign_bytes(plain_pdf(), key_signer(pki.issue("x", key)), now=NOW)
    start, end = attacks.signature_value(data)
    from asn1crypto import parser

    value = bytes.fromhex(data[start + 1 : end - 1].decode())
    parts = parser.parse(value, strict=False)
    (tmp_path / "s.der").write_bytes(value[: sum(len(item) for item in parts[3:])])
    (tmp_path / "content").write_bytes(data[:start] + data[end:])
    (tmp_path / "root.pem").write_bytes(pki.root.pem)
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "s.der", "-content", "content"]
    command += ["-CAfile", "root.pem", "-attime", str(int(NOW.timestamp())), "-purpose", "any", "-out", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "successful" in done.stderr.lower(), done.stderr


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_the_structure_sound(tmp_path: Path, signer: Identity) -> None:
    for name, make in (("plain", plain_pdf), ("hybrid", hybrid_pdf)):
        data, _ = sign_bytes(
            make(), key_signer(signer), options=SigningOptions(appearance=attachment_mark("1/A")), now=NOW
        )
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_what_pyhanko_signs_stays_valid_beside_ours(
    signer: Identity, second: Identity, policy: VerificationPolicy
) -> None:
    data, _ = sign_bytes(pyhanko_sign(plain_pdf(), second), key_signer(signer), now=NOW)
    report = verify_pdf(data, policy=policy)
    assert [item.verdict for item in report.signatures] == [PASSED, PASSED]
    assert report.sub_indication is None
    assert SubIndication.GENERIC not in {item.sub_indication for item in report.signatures}


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch, signer: Identity) -> None:
    from casedocs import _extras

    def broken(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(_extras, "import_module", broken)
    with pytest.raises(MissingExtraError, match="sign"):
        sign_bytes(plain_pdf(), key_signer(signer))


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_broken_documents_give_named_errors_or_signatures(tmp_path: Path, signer: Identity, name: str) -> None:
    path = raw_pdf(tmp_path / "a.pdf", BROKEN[name])
    with suppress(CasedocsError):
        sign_pdf(path, key_signer(signer), tmp_path / "b.pdf", now=NOW)
    assert path.exists()
    assert not list(tmp_path.glob("*.tmp"))
