"""The acceptance table: every case comes out as stated, nothing raises."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign import fields

from casedocs.errors import SourceNotFoundError, UsageError, VerificationError
from casedocs.sign.policy import AlgorithmPolicy, RevocationMode, TrustStore, VerificationPolicy
from casedocs.sign.report import VerificationReport
from casedocs.sign.status import ChangeKind, DocumentState, Effect, Level, SubIndication, Verdict
from casedocs.sign.verify import require_valid, verify_pdf
from tests.support import attacks, forgeries
from tests.support.pki import NOW, Identity, Pki, key_usage, rsa_key
from tests.support.signed import context_of, pyhanko_sign, stamper_of
from tests.support.signed_pdfs import encrypted_pdf, form_pdf, hybrid_pdf, plain_pdf

PASSED, INDETERMINATE, FAILED = Verdict.PASSED, Verdict.INDETERMINATE, Verdict.FAILED
Sub = SubIndication


def codes(report: VerificationReport) -> set[str]:
    return {item.code for one in report.signatures for item in one.findings} | {item.code for item in report.findings}


def kinds(report: VerificationReport) -> set[ChangeKind]:
    return {change.kind for one in report.signatures for change in one.changes}


def outcome(report: VerificationReport) -> tuple[Verdict, Sub | None]:
    return report.verdict, report.sub_indication


# --- good signatures -------------------------------------------------------------------------------------------------

KEYS: dict[str, Callable[[], Any]] = {
    "rsa": rsa_key,
    "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
}


@pytest.mark.parametrize("kind", KEYS)
def test_good_signature_of_each_kind_of_key(pki: Pki, policy: VerificationPolicy, kind: str) -> None:
    digest = "sha512" if kind == "ed25519" else "sha256"
    data = pyhanko_sign(plain_pdf(), pki.issue("Người ký", KEYS[kind]()), digest=digest)
    report = verify_pdf(data, policy=policy)
    assert outcome(report) == (PASSED, None)
    assert report.state is DocumentState.FULLY_SIGNED
    assert report.signatures[0].level is Level.B_B
    assert report.signatures[0].covers_whole_file
    assert [item.common_name for item in report.signatures[0].chain] == ["Người ký", "CA thử nghiệm", "Gốc thử nghiệm"]


def test_good_pss_signature(signer: Identity, policy: VerificationPolicy) -> None:
    report = verify_pdf(pyhanko_sign(plain_pdf(), signer, pss=True), policy=policy)
    assert outcome(report) == (PASSED, None)
    assert report.signatures[0].signature_algorithm.startswith("rsassa_pss")


@pytest.mark.parametrize(
    "make", [hybrid_pdf, encrypted_pdf, lambda: plain_pdf(xref_streams=True), lambda: plain_pdf(rotate=90)]
)
def test_good_signature_in_each_kind_of_file(signer: Identity, policy: VerificationPolicy, make: object) -> None:
    assert callable(make)
    password = "" if make is encrypted_pdf else None
    report = verify_pdf(pyhanko_sign(make(), signer, password=password), policy=policy)
    assert outcome(report) == (PASSED, None)


def test_levels_t_lt_lta(
    pki: Pki, signer: Identity, policy: VerificationPolicy, stamped: bytes, archived: bytes
) -> None:
    long_term = pyhanko_sign(
        plain_pdf(), signer, stamper=stamper_of(pki), context=context_of(pki, identities=(signer,))
    )
    for data, level in ((stamped, Level.B_T), (long_term, Level.B_LT), (archived, Level.B_LTA)):
        report = verify_pdf(data, policy=policy)
        assert outcome(report) == (PASSED, None), level
        assert report.signatures[0].level is level
        assert report.signatures[0].proven_time == NOW
        assert report.seconds_visual == 0.0


def test_archived_signature_still_passes_1500_days_later(archived: bytes, later: VerificationPolicy) -> None:
    report = verify_pdf(archived, policy=later)
    assert outcome(report) == (PASSED, None)
    strict = replace(later, revocation=RevocationMode.REQUIRED)
    assert verify_pdf(archived, policy=strict).verdict is INDETERMINATE  # the TSA's own evidence is old by then


@pytest.mark.parametrize("level", [1, 2, 3])
def test_certified_documents_pass(signer: Identity, policy: VerificationPolicy, level: int) -> None:
    report = verify_pdf(pyhanko_sign(plain_pdf(), signer, certify=level), policy=policy)
    assert outcome(report) == (PASSED, None)
    assert (report.signatures[0].kind, report.signatures[0].certification_level) == ("certification", level)


def test_two_legitimate_signatures_pass(signed: bytes, second: Identity, policy: VerificationPolicy) -> None:
    data = pyhanko_sign(signed, second, field="Con_dau", box=(300, 100, 400, 150))
    report = verify_pdf(data, policy=policy)
    assert [item.verdict for item in report.signatures] == [PASSED, PASSED]
    assert outcome(report) == (PASSED, None)
    change = next(item for item in report.signatures[0].changes if item.kind is ChangeKind.SIGNATURE_ADDED)
    assert (change.subject, change.page_number, change.visible, change.effect) == ("Con_dau", 1, True, Effect.NOTE)
    assert change.box is not None
    assert change.box.rounded() == report.signatures[1].box


def fill(data: bytes, value: str, name: str = "ghi_chu", look: bytes | None = None) -> bytes:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if str(field.get("/T")) == name:
            field["/V"] = generic.TextStringObject(value)
            drawn = generic.StreamObject(
                {
                    generic.NameObject("/Type"): generic.NameObject("/XObject"),
                    generic.NameObject("/Subtype"): generic.NameObject("/Form"),
                    generic.NameObject("/BBox"): generic.ArrayObject(
                        [generic.NumberObject(n) for n in (0, 0, 248, 20)]
                    ),
                    generic.NameObject("/Resources"): generic.DictionaryObject(
                        {generic.NameObject("/Font"): writer.root["/AcroForm"]["/DR"]["/Font"]}
                    ),
                },
                stream_data=look or f"/Tx BMC BT /F1 12 Tf 2 6 Td ({value}) Tj ET EMC".encode(),
            )
            field["/AP"] = generic.DictionaryObject({generic.NameObject("/N"): writer.add_object(drawn)})
            writer.mark_update(reference.reference)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("certify", [None, 2, 3])
def test_permitted_form_filling_passes(signer: Identity, policy: VerificationPolicy, certify: int | None) -> None:
    data = fill(pyhanko_sign(form_pdf(), signer, certify=certify), "da nhan")
    report = verify_pdf(data, policy=policy)
    assert outcome(report) == (PASSED, None)
    change = next(item for item in report.signatures[0].changes if item.kind is ChangeKind.FIELD_FILLED)
    assert (change.subject, change.old, change.new) == ("ghi_chu", "", "da nhan")


def test_form_filling_is_forbidden_by_level_one_and_by_a_lock(signer: Identity, policy: VerificationPolicy) -> None:
    report = verify_pdf(fill(pyhanko_sign(form_pdf(), signer, certify=1), "x"), policy=policy)
    assert report.verdict is FAILED
    lock = fields.FieldMDPSpec(fields.FieldMDPAction.INCLUDE, ["ghi_chu"])
    report = verify_pdf(fill(pyhanko_sign(form_pdf(), signer, lock=lock), "x"), policy=policy)
    assert report.verdict is FAILED


def test_overwriting_a_value_that_was_signed_does_not_pass(signer: Identity, policy: VerificationPolicy) -> None:
    report = verify_pdf(fill(pyhanko_sign(form_pdf(value="1.000.000"), signer), "9.000.000"), policy=policy)
    assert report.verdict is INDETERMINATE
    change = next(item for item in report.signatures[0].changes if item.kind is ChangeKind.FIELD_OVERWRITTEN)
    assert (change.old, change.new) == ("1.000.000", "9.000.000")


def test_a_filled_field_that_covers_the_text_does_not_pass(signer: Identity, policy: VerificationPolicy) -> None:
    base = pyhanko_sign(form_pdf(covering=True), signer)
    paper = b"1 g 0 0 250 22 re f 0 g BT /F1 12 Tf 2 6 Td (So tien: 9 ty) Tj ET"
    report = verify_pdf(fill(base, "So tien: 9 ty", look=paper), policy=policy)
    assert (report.verdict, report.sub_indication) == (INDETERMINATE, Sub.SIG_CONSTRAINTS_FAILURE)
    assert "content_covered" in codes(report)


@pytest.mark.parametrize(
    ("look", "passes"), [(b"(1.000) Tj", True), (b"(9.999) Tj", False), (b"(1.000) Tj ( 000) Tj", False)]
)
def test_a_filled_field_must_show_its_value(
    signer: Identity, policy: VerificationPolicy, look: bytes, passes: bool
) -> None:
    drawn = b"/Tx BMC BT /F1 12 Tf 2 6 Td " + look + b" ET EMC"
    report = verify_pdf(fill(pyhanko_sign(form_pdf(), signer), "1.000", look=drawn), policy=policy)
    assert (report.verdict is PASSED) == passes
    assert ("field_shows_other" in codes(report)) != passes


# --- damage and forgery ----------------------------------------------------------------------------------------------


def test_one_bit_changed(signed: bytes, policy: VerificationPolicy) -> None:
    at = signed.index(b"1.000.000")
    flipped = signed[:at] + bytes([signed[at] ^ 8]) + signed[at + 1 :]
    report = verify_pdf(flipped, policy=policy)
    assert outcome(report) == (FAILED, Sub.HASH_FAILURE)
    assert report.state is DocumentState.CHANGED_AFTER_SIGNING


@pytest.mark.parametrize("keep", [0.99, 0.9, 0.5, 0.03, 0.0])
def test_file_cut_short(signed: bytes, policy: VerificationPolicy, keep: float) -> None:
    report = verify_pdf(signed[: int(len(signed) * keep)], policy=policy)
    assert outcome(report) == (FAILED, Sub.FORMAT_FAILURE)


def test_forged_timestamps(stamped: bytes, pki: Pki, signer: Identity, policy: VerificationPolicy) -> None:
    donor = pyhanko_sign(plain_pdf(2), signer, stamper=stamper_of(pki, NOW - timedelta(days=300)))
    for forged in (forgeries.forge_timestamp_time(stamped), forgeries.steal_timestamp(stamped, donor)):
        report = verify_pdf(forged, policy=policy)
        assert report.verdict is FAILED
        assert "timestamp_unusable" in codes(report)
        assert report.signatures[0].proven_time is None


def test_timestamp_of_an_unknown_authority_proves_nothing(
    pki: Pki, signer: Identity, policy: VerificationPolicy
) -> None:
    rogue = pki.self_signed("TSA giả", rsa_key(1), purposes=[ExtendedKeyUsageOID.TIME_STAMPING], critical=True)
    report = verify_pdf(pyhanko_sign(plain_pdf(), signer, stamper=stamper_of(pki, identity=rogue)), policy=policy)
    assert outcome(report) == (INDETERMINATE, Sub.NO_CERTIFICATE_CHAIN_FOUND)
    assert report.signatures[0].proven_time is None


def test_timestamp_by_a_certificate_for_something_else(pki: Pki, signer: Identity, policy: VerificationPolicy) -> None:
    report = verify_pdf(pyhanko_sign(plain_pdf(), signer, stamper=stamper_of(pki, identity=signer)), policy=policy)
    assert outcome(report) == (INDETERMINATE, Sub.CHAIN_CONSTRAINTS_FAILURE)


def test_tampered_after_a_document_timestamp(archived: bytes, policy: VerificationPolicy) -> None:
    report = verify_pdf(attacks.append(archived, attacks.forged_contents(archived)), policy=policy)
    assert report.verdict is FAILED
    assert [item.verdict for item in report.signatures] == [FAILED, FAILED]
    at = archived.index(b"1.000.000")
    report = verify_pdf(archived[:at] + b"2" + archived[at + 1 :], policy=policy)
    assert outcome(report) == (FAILED, Sub.HASH_FAILURE)


def test_signer_certificate_substituted(pki: Pki, signed: bytes, policy: VerificationPolicy) -> None:
    serial = pki.issue("Nguyễn Văn Thử", rsa_key()).certificate.serial_number
    same_key = pki.issue("Kẻ Giả Mạo", rsa_key(), serial=None)
    twin = pki.issue("Kẻ Giả Mạo", rsa_key(2))
    assert serial != same_key.certificate.serial_number
    for forged in (
        forgeries.substitute_certificate(signed, same_key),
        forgeries.substitute_certificate(signed, twin),
        forgeries.rename_signer(signed, same_key),
        forgeries.rename_signer(signed, twin),
    ):
        assert outcome(verify_pdf(forged, policy=policy)) == (INDETERMINATE, Sub.NO_SIGNING_CERTIFICATE_FOUND)


def test_signature_value_tampered(signed: bytes, policy: VerificationPolicy) -> None:
    assert outcome(verify_pdf(forgeries.drop_signed_attributes(signed), policy=policy)) == (
        FAILED,
        Sub.SIG_CRYPTO_FAILURE,
    )
    assert outcome(verify_pdf(forgeries.no_signers(signed), policy=policy)) == (FAILED, Sub.FORMAT_FAILURE)
    assert outcome(verify_pdf(forgeries.padded_with_data(signed), policy=policy)) == (FAILED, Sub.FORMAT_FAILURE)


def test_content_replaced_by_a_later_revision_names_the_signature(signed: bytes, policy: VerificationPolicy) -> None:
    report = verify_pdf(attacks.append(signed, attacks.forged_contents(signed)), policy=policy)
    assert outcome(report) == (FAILED, Sub.FORMAT_FAILURE)
    finding = next(item for item in report.findings if item.code == "signature_broken")
    assert dict(finding.values)["who"] == "Chu_ky_1"
    assert report.state is DocumentState.CHANGED_AFTER_SIGNING


def test_changed_between_two_signatures_names_the_first(
    signed: bytes, second: Identity, policy: VerificationPolicy
) -> None:
    data = pyhanko_sign(attacks.append(signed, attacks.forged_contents(signed)), second, field="Con_dau")
    report = verify_pdf(data, policy=policy)
    assert report.verdict is FAILED
    assert {item.field_name: item.verdict for item in report.signatures} == {"Chu_ky_1": FAILED, "Con_dau": PASSED}
    assert [dict(item.values)["who"] for item in report.findings if item.code == "signature_broken"] == ["Chu_ky_1"]


@pytest.mark.parametrize("name", ["strip_form", "strip_field", "strip_value"])
def test_signature_field_stripped(signed: bytes, policy: VerificationPolicy, name: str) -> None:
    report = verify_pdf(attacks.strip_variants(signed)[name], policy=policy)
    assert report.verdict is not PASSED
    assert report.state is DocumentState.SIGNATURES_REMOVED
    finding = next(item for item in report.findings if item.code == "signature_unlinked")
    assert dict(finding.values)["who"] == "Nguyễn Văn Thử"


def test_first_of_two_signatures_stripped(signed: bytes, second: Identity, policy: VerificationPolicy) -> None:
    two = pyhanko_sign(signed, second, field="Con_dau")
    for name, data in attacks.strip_variants(two).items():
        report = verify_pdf(data, policy=policy)
        assert report.verdict is not PASSED, name
        assert report.state is DocumentState.SIGNATURES_REMOVED, name


def test_saved_anew_without_its_signature(signed: bytes, policy: VerificationPolicy) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        del pdf.Root.AcroForm.Fields[0]
        del pdf.pages[0].obj.Annots
        buffer = io.BytesIO()
        pdf.save(buffer)
    report = verify_pdf(buffer.getvalue(), policy=policy)
    assert (report.verdict, report.state) == (INDETERMINATE, DocumentState.SIGNATURES_REMOVED)
    assert "signatures_removed" in codes(report)


def test_never_signed(policy: VerificationPolicy) -> None:
    report = verify_pdf(plain_pdf(), policy=policy)
    assert (report.verdict, report.state) == (INDETERMINATE, DocumentState.NEVER_SIGNED)


@pytest.mark.parametrize("comment", [b"%ghi chu\n", b"\n%x", b"% a trailer about objects", b"\n\n"])
def test_bytes_after_the_signed_part_give_a_warning(signed: bytes, policy: VerificationPolicy, comment: bytes) -> None:
    report = verify_pdf(signed + comment, policy=policy)
    assert report.verdict is PASSED
    warned = any(
        item.code == "trailing_comment" and item.effect is Effect.WARNING for item in report.signatures[0].findings
    )
    assert warned == (b"%" in comment)


# --- certificates ----------------------------------------------------------------------------------------------------


def test_revoked_without_proof_of_time(pki: Pki, policy: VerificationPolicy) -> None:
    revoked = pki.issue("Người bị thu hồi", rsa_key())
    at = NOW - timedelta(days=3)
    pki.revoked[revoked.certificate.serial_number] = at
    data = pyhanko_sign(plain_pdf(), revoked)
    for changed in (
        replace(policy, crls=(pki.crl(),)),
        replace(policy, ocsps=(pki.ocsp(revoked),)),
        replace(policy, crls=(pki.crl(NOW - timedelta(days=2), days=1),)),
    ):
        report = verify_pdf(data, policy=changed)
        assert outcome(report) == (INDETERMINATE, Sub.REVOKED_NO_POE)
        assert any(item.status == "revoked" and item.revoked_at == at for item in report.signatures[0].revocation)


def test_revoked_after_a_proven_time_passes(pki: Pki, policy: VerificationPolicy) -> None:
    revoked = pki.issue("Người nghỉ việc", rsa_key())
    data = pyhanko_sign(plain_pdf(), revoked, stamper=stamper_of(pki, NOW))
    pki.revoked[revoked.certificate.serial_number] = NOW + timedelta(days=2)
    after = replace(policy, crls=(pki.crl(NOW + timedelta(days=3)),), at=NOW + timedelta(days=3))
    assert outcome(verify_pdf(data, policy=after)) == (PASSED, None)
    bare = pyhanko_sign(plain_pdf(), revoked)
    assert outcome(verify_pdf(bare, policy=after)) == (INDETERMINATE, Sub.REVOKED_NO_POE)


def test_revoked_sub_authority(policy: VerificationPolicy) -> None:
    other = Pki()
    other.revoked[other.ca.certificate.serial_number] = NOW - timedelta(days=1)
    data = pyhanko_sign(plain_pdf(), other.issue("Ai đó", rsa_key()))
    trusting = replace(policy, trust=TrustStore((other.root.der,)), crls=(other.crl(issuer=other.root),))
    assert outcome(verify_pdf(data, policy=trusting)) == (INDETERMINATE, Sub.REVOKED_CA_NO_POE)


def test_a_revocation_list_by_somebody_else_counts_for_nothing(
    signer: Identity, signed: bytes, policy: VerificationPolicy
) -> None:
    other = Pki()
    other.revoked[signer.certificate.serial_number] = NOW - timedelta(days=3)
    report = verify_pdf(signed, policy=replace(policy, crls=(other.crl(),)))
    assert outcome(report) == (PASSED, None)


@pytest.mark.parametrize("users", [True, False])
def test_lists_about_one_kind_of_certificate(policy: VerificationPolicy, users: bool) -> None:
    """A list about users speaks of every user; one about authorities that names a user is still believed."""
    pki = Pki()
    bad, good = pki.issue("Bị thu hồi", rsa_key()), pki.issue("Còn hạn", rsa_key(1))
    pki.revoked[bad.certificate.serial_number] = NOW - timedelta(days=3)
    trusting = replace(policy, trust=TrustStore((pki.root.der,)), crls=(pki.crl(only_users=users),))
    report = verify_pdf(pyhanko_sign(plain_pdf(), bad), policy=trusting)
    assert (report.verdict, report.sub_indication) == (Verdict.INDETERMINATE, SubIndication.REVOKED_NO_POE)
    report = verify_pdf(pyhanko_sign(plain_pdf(), good), policy=trusting)
    spoken = {item.subject for item in report.signatures[0].revocation if item.status == "good"}
    assert ("Còn hạn" in spoken) is users
    assert report.verdict is Verdict.PASSED


def test_revocation_evidence_may_be_required(pki: Pki, signed: bytes, policy: VerificationPolicy) -> None:
    strict = replace(policy, revocation=RevocationMode.REQUIRED)
    assert outcome(verify_pdf(signed, policy=strict)) == (INDETERMINATE, Sub.TRY_LATER)
    crls = (pki.crl(), pki.crl(issuer=pki.root))
    assert outcome(verify_pdf(signed, policy=replace(strict, crls=crls))) == (PASSED, None)


def test_expired_and_not_yet_valid(
    pki: Pki, signed: bytes, stamped: bytes, policy: VerificationPolicy, later: VerificationPolicy
) -> None:
    assert outcome(verify_pdf(signed, policy=later)) == (INDETERMINATE, Sub.OUT_OF_BOUNDS_NO_POE)
    assert outcome(verify_pdf(stamped, policy=later)) == (PASSED, None)
    future = pki.issue("Chưa đến hạn", rsa_key(), start=NOW + timedelta(days=30))
    assert outcome(verify_pdf(pyhanko_sign(plain_pdf(), future), policy=policy)) == (INDETERMINATE, Sub.NOT_YET_VALID)


def test_unknown_issuer_and_self_signed(signed: bytes, pki: Pki, policy: VerificationPolicy) -> None:
    nobody = replace(policy, trust=TrustStore())
    assert outcome(verify_pdf(signed, policy=nobody)) == (INDETERMINATE, Sub.NO_CERTIFICATE_CHAIN_FOUND)
    stranger = replace(policy, trust=TrustStore((Pki().root.der,)))
    assert outcome(verify_pdf(signed, policy=stranger)) == (INDETERMINATE, Sub.NO_CERTIFICATE_CHAIN_FOUND)
    own = pki.self_signed("Tự ký", rsa_key())
    assert outcome(verify_pdf(pyhanko_sign(plain_pdf(), own), policy=policy)) == (
        INDETERMINATE,
        Sub.NO_CERTIFICATE_CHAIN_FOUND,
    )


@pytest.mark.parametrize(
    "options",
    [
        {"usage": key_usage(key_encipherment=True)},
        {"purposes": [ExtendedKeyUsageOID.SERVER_AUTH]},
        {"purposes": [ExtendedKeyUsageOID.CODE_SIGNING]},
    ],
)
def test_wrong_key_usage(pki: Pki, policy: VerificationPolicy, options: dict[str, object]) -> None:
    data = pyhanko_sign(plain_pdf(), pki.issue("Máy chủ", rsa_key(), **options))
    assert outcome(verify_pdf(data, policy=policy)) == (INDETERMINATE, Sub.CHAIN_CONSTRAINTS_FAILURE)


@pytest.mark.parametrize("digest", ["md5", "sha1"])
def test_weak_hash_functions(signer: Identity, policy: VerificationPolicy, digest: str) -> None:
    data = pyhanko_sign(plain_pdf(), signer, digest=digest)
    assert outcome(verify_pdf(data, policy=policy)) == (INDETERMINATE, Sub.CRYPTO_CONSTRAINTS_FAILURE)


def test_sha1_may_be_accepted_up_to_a_day(pki: Pki, signer: Identity, policy: VerificationPolicy) -> None:
    dated = AlgorithmPolicy(dated_digests=(("sha1", date(2026, 7, 1)),))
    data = pyhanko_sign(plain_pdf(), signer, digest="sha1", stamper=stamper_of(pki))
    assert outcome(verify_pdf(data, policy=replace(policy, algorithms=dated))) == (PASSED, None)
    bare = pyhanko_sign(plain_pdf(), signer, digest="sha1")
    assert verify_pdf(bare, policy=replace(policy, algorithms=dated)).verdict is INDETERMINATE
    past = AlgorithmPolicy(dated_digests=(("sha1", date(2026, 1, 1)),))
    assert verify_pdf(data, policy=replace(policy, algorithms=past)).verdict is INDETERMINATE


def test_weak_keys_and_weak_certificates(pki: Pki, policy: VerificationPolicy) -> None:
    short = pyhanko_sign(plain_pdf(), pki.issue("Khóa ngắn", rsa_key(9, 1024)))
    assert outcome(verify_pdf(short, policy=policy)) == (INDETERMINATE, Sub.CRYPTO_CONSTRAINTS_FAILURE)
    old = pyhanko_sign(plain_pdf(), pki.issue_with_sha1("Chứng thư SHA-1", rsa_key()))
    assert outcome(verify_pdf(old, policy=policy)) == (INDETERMINATE, Sub.CRYPTO_CONSTRAINTS_FAILURE)


# --- attacks on the file ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bases(signer: Identity) -> dict[str, bytes]:
    return {
        "approval": pyhanko_sign(plain_pdf(), signer),
        "certified": pyhanko_sign(plain_pdf(), signer, certify=3),
    }


@pytest.mark.parametrize("base", ["approval", "certified"])
def test_no_attack_passes_and_none_raises(bases: dict[str, bytes], policy: VerificationPolicy, base: str) -> None:
    for name, data in attacks.all_attacks(bases[base]).items():
        report = verify_pdf(data, policy=policy)
        assert report.verdict is not PASSED, name
        assert report.sub_indication is not None, name
        assert data != bases[base], name


def test_attacks_on_files_with_xref_streams(signer: Identity, policy: VerificationPolicy) -> None:
    base = pyhanko_sign(plain_pdf(xref_streams=True), signer)
    for name, data in (attacks.isa_variants(base) | attacks.annotation_variants(base)).items():
        assert verify_pdf(data, policy=policy).verdict is not PASSED, name


def test_sneaky_signature_over_certified_content(
    signer: Identity, second: Identity, policy: VerificationPolicy
) -> None:
    """SSA: a later, trusted, visible signature in a new field of a certified document."""
    for level in (2, 3):
        base = pyhanko_sign(plain_pdf(), signer, certify=level)
        report = verify_pdf(pyhanko_sign(base, second, field="B", box=(70, 725, 370, 765)), policy=policy)
        assert (report.signatures[0].verdict, report.signatures[1].verdict) == (INDETERMINATE, PASSED)


def test_self_signed_overlay_over_approved_content(pki: Pki, signed: bytes, policy: VerificationPolicy) -> None:
    own = pki.self_signed("Tự ký", rsa_key())
    report = verify_pdf(pyhanko_sign(signed, own, field="B", box=(70, 725, 370, 765)), policy=policy)
    assert [item.verdict for item in report.signatures] == [INDETERMINATE, INDETERMINATE]


def test_list_of_annotations_that_is_also_content(signer: Identity, policy: VerificationPolicy) -> None:
    """Prepared before signing: one object is the page's list of annotations and its list of contents."""
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        shared = pdf.make_indirect(pikepdf.Array([pdf.pages[0].obj.Contents]))
        pdf.pages[0].obj.Contents = shared
        pdf.pages[0].obj.Annots = shared
        buffer = io.BytesIO()
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    base = pyhanko_sign(buffer.getvalue(), signer)
    number = shared.objgen[0]
    with pikepdf.open(io.BytesIO(base)) as pdf:
        number = pdf.pages[0].obj.Annots.objgen[0]
        size = int(pdf.trailer.Size)
    body = attacks.body_of(base, number).rstrip()[:-1] + b" %d 0 R]" % size
    data = attacks.append(
        base, {number: body, size: attacks.stream(attacks.FORGED, b"/Type/Annot/Subtype/Widget/FT/Sig")}
    )
    assert verify_pdf(data, policy=policy).verdict is not PASSED


def test_object_that_was_pointed_to_before_it_existed(
    signer: Identity, second: Identity, policy: VerificationPolicy
) -> None:
    """Prepared before signing: the page draws an object that a later signature brings as its appearance."""
    base = plain_pdf(content=b"/X1 Do BT /F1 14 Tf 72 760 Td (BIEN BAN) Tj ET")
    page = attacks.layout_of(base).page
    body = attacks.body_of(base, page)

    def made(number: int) -> bytes:
        entry = b"/Resources << /XObject << /X1 %d 0 R >>" % number
        prepared = attacks.append(base, {page: body.replace(b"/Resources <<", entry)})
        return pyhanko_sign(pyhanko_sign(prepared, signer), second, field="B", box=(300, 100, 400, 150))

    with pikepdf.open(io.BytesIO(made(99))) as pdf:
        field = next(item for item in pdf.Root.AcroForm.Fields if str(item.T) == "B")
        number = field.AP.N.objgen[0]
    data = made(number)
    report = verify_pdf(data, policy=policy)
    assert "object_two_uses" in codes(report)
    assert report.verdict is not PASSED


def test_appearances_drawn_anew_over_a_prepared_value(signer: Identity, policy: VerificationPolicy) -> None:
    """Shadow attack: a field shows one thing, its value is another; later, viewers are told to draw it anew."""
    base = pyhanko_sign(form_pdf(value="1.000.000"), signer)
    place = attacks.layout_of(base)
    form = attacks.body_of(base, place.form).rstrip()[:-2] + b"/NeedAppearances true>>"
    report = verify_pdf(attacks.append(base, {place.form: form}), policy=policy)
    assert report.verdict is not PASSED


def test_an_old_signature_shown_again_in_a_new_field(signed: bytes, policy: VerificationPolicy) -> None:
    """An overlay whose value is the existing signature: it looks signed although nobody signed it."""
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        number = pdf.Root.AcroForm.Fields[0].V.objgen[0]
    report = verify_pdf(attacks.signature_field(signed, value=b"/V %d 0 R" % number), policy=policy)
    assert report.verdict is FAILED
    assert ChangeKind.FIELD_CHANGED in kinds(report)


@pytest.mark.parametrize(
    ("extra", "code"),
    [(b"/Root 1 0 R /Root 4 0 R", "bytes_unexplained"), (b"/Roo#74 4 0 R", "bytes_unexplained")],
)
def test_keys_that_are_written_twice(signed: bytes, policy: VerificationPolicy, extra: bytes, code: str) -> None:
    report = verify_pdf(attacks.append(signed, {}, extra=extra), policy=policy)
    assert report.verdict is FAILED
    assert code in codes(report) | {"unreadable"}


def test_script_in_a_new_field(signed: bytes, policy: VerificationPolicy) -> None:
    hidden = attacks.signature_field(signed, value=b"/AA<</U<</S/JavaScript/JS(1)>>>>").replace(b"/F 132", b"/F 2  ")
    assert verify_pdf(hidden, policy=policy).verdict is FAILED


def test_a_field_that_hid_the_text_when_it_was_signed(signer: Identity, policy: VerificationPolicy) -> None:
    """Shadow attack: white paper over the amount is signed, later the field is filled and shows what was beneath."""
    with pikepdf.open(io.BytesIO(form_pdf(covering=True))) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        look = pdf.make_stream(b"1 g 0 0 250 22 re f")
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 250, 22])
        field.AP = pikepdf.Dictionary(N=look)
        buffer = io.BytesIO()
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    report = verify_pdf(fill(pyhanko_sign(buffer.getvalue(), signer), " "), policy=policy)
    assert "content_covered" in codes(report)
    assert report.verdict is not PASSED


def test_absurd_numbers_of_objects_do_not_hold_up_the_verifier(signer: Identity, policy: VerificationPolicy) -> None:
    """Found by fuzzing: pyHanko counts up to the claimed size, whatever the file holds."""
    base = pyhanko_sign(plain_pdf(xref_streams=True), signer)
    at = base.rindex(b"/Index")
    end = base.index(b"]", at)
    for claim in (b"/Index [0 2147483648]", b"/Index [ 0 9 7 4294967296]"):
        report = verify_pdf(base[:at] + claim + base[end + 1 :], policy=policy)
        assert report.verdict is FAILED
        assert "unreadable" in codes(report)


# --- the use case ----------------------------------------------------------------------------------------------------


def test_require_valid(signed: bytes, policy: VerificationPolicy) -> None:
    assert require_valid(signed, policy=policy).verdict is PASSED
    with pytest.raises(VerificationError) as caught:
        require_valid(signed, policy=VerificationPolicy())
    assert isinstance(caught.value.report, VerificationReport)
    assert "NO_CERTIFICATE_CHAIN_FOUND" in str(caught.value)


def test_the_default_policy_trusts_nobody(signed: bytes) -> None:
    assert verify_pdf(signed).verdict is INDETERMINATE


def test_a_report_has_no_truth_value(signed: bytes, policy: VerificationPolicy) -> None:
    with pytest.raises(TypeError, match="truth value"):
        bool(verify_pdf(signed, policy=policy))


def test_a_missing_file_is_an_error_and_not_a_verdict(tmp_path: object) -> None:
    with pytest.raises(SourceNotFoundError):
        verify_pdf(f"{tmp_path}/khong-co.pdf")


def test_password_protected(signer: Identity, policy: VerificationPolicy) -> None:
    data = pyhanko_sign(encrypted_pdf("mo"), signer, password="mo")
    report = verify_pdf(data, policy=policy)
    assert (report.verdict, report.state) == (INDETERMINATE, DocumentState.UNREADABLE)
    assert "password_needed" in codes(report)
    assert verify_pdf(data, policy=replace(policy, password="mo")).verdict is PASSED


def test_senseless_policies_are_refused() -> None:
    with pytest.raises(UsageError):
        VerificationPolicy(at=NOW.replace(tzinfo=None))
    with pytest.raises(UsageError):
        VerificationPolicy(max_bytes=0)
