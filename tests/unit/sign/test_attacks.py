"""The families of published attacks, each file built by our own code: none comes out PASSED, none raises.

The descriptions: universal forgery, incremental saving and wrapping (2018), shadow attacks (2020), certification
attacks (2021), insecure features of PDF, object streams and hybrid files, bent CMS values, certificates, evidence.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from casedocs.sign.policy import TrustStore, VerificationPolicy
from casedocs.sign.report import VerificationReport
from casedocs.sign.status import DocumentState, SubIndication, Verdict
from casedocs.sign.verify import verify_pdf
from tests.support import attack_content, attack_ranges, attack_structure, attack_trust, attacks
from tests.support.pki import NOW, Identity, Pki, rsa_key
from tests.support.signed import pyhanko_sign
from tests.support.signed_pdfs import form_pdf, plain_pdf

Files = dict[str, bytes]
_OUR_FAULTS = ("NameError", "ImportError", "UnboundLocalError", "AttributeError: 'Pdf")


@pytest.fixture(scope="module")
def quick(policy: VerificationPolicy) -> VerificationPolicy:
    """Without pictures: what is caught here is caught by structure alone."""
    return replace(policy, compare_pictures=False)


@pytest.fixture(scope="module")
def bases(signer: Identity) -> Files:
    return {
        "approval": pyhanko_sign(plain_pdf(), signer),
        "certified": pyhanko_sign(plain_pdf(), signer, certify=3),
        "xref streams": pyhanko_sign(plain_pdf(xref_streams=True), signer),
        "linearized": pyhanko_sign(attack_structure.linearized(plain_pdf(2)), signer),
    }


FAMILIES: dict[str, Callable[[bytes], Files]] = {
    "ranges": attack_ranges.range_variants,
    "values": attack_ranges.value_variants,
    "dictionaries": attack_ranges.dictionary_variants,
    "xref streams": attack_structure.xref_stream_variants,
    "hybrid files": attack_structure.hybrid_variants,
    "tables": attack_structure.table_variants,
    "two files": lambda data: attack_structure.polyglots(data, plain_pdf()),
    "actions": attack_content.action_variants,
    "pages and fonts": attack_content.page_variants,
    "annotations": attack_content.annotation_more,
    "older ones": attacks.all_attacks,
}


def none_passes(files: Files, policy: VerificationPolicy) -> dict[str, VerificationReport]:
    reports = {name: verify_pdf(data, policy=policy) for name, data in files.items()}
    for name, report in reports.items():
        assert report.verdict is not Verdict.PASSED, name
        assert report.sub_indication is not None, name
        details = [dict(item.values).get("detail", "") for item in report.findings]
        assert not any(detail.startswith(_OUR_FAULTS) for detail in details), (name, details)
    return reports


@pytest.mark.parametrize("base", ["approval", "certified", "xref streams", "linearized"])
def test_the_bases_are_good(bases: Files, policy: VerificationPolicy, base: str) -> None:
    assert verify_pdf(bases[base], policy=policy).verdict is Verdict.PASSED


@pytest.mark.parametrize("base", ["approval", "certified", "xref streams", "linearized"])
@pytest.mark.parametrize("family", FAMILIES)
def test_attacks_on_the_file(bases: Files, quick: VerificationPolicy, base: str, family: str) -> None:
    try:
        files = FAMILIES[family](bases[base])
    except (AttributeError, StopIteration):
        assert base == "xref streams"  # objects that our builder looks for are packed there
        assert family == "older ones"
        return
    assert all(data != bases[base] for data in files.values())
    none_passes(files, quick)


def test_shadow_attacks(signer: Identity, quick: VerificationPolicy) -> None:
    hiding = pyhanko_sign(attack_content.prepared_hide(), signer)
    assert verify_pdf(hiding, policy=quick).verdict is Verdict.PASSED
    none_passes(attack_content.shadow_hide_variants(hiding), quick)
    prepared = attack_content.prepared_replace()
    replacing = pyhanko_sign(prepared, signer)
    hidden = attacks.layout_of(prepared).size - 1
    none_passes(attack_content.shadow_replace_variants(replacing, hidden), quick)


def test_bent_cms_values(signer: Identity, quick: VerificationPolicy) -> None:
    signed, other = pyhanko_sign(plain_pdf(), signer), pyhanko_sign(plain_pdf(2), signer)
    none_passes(attack_trust.cms_variants(signed, other), quick)
    report = verify_pdf(attack_trust.bare_signature(signed, signer), policy=quick)
    assert (report.verdict, report.sub_indication) == (Verdict.INDETERMINATE, SubIndication.SIG_CONSTRAINTS_FAILURE)


def test_certificates_evidence_and_stamps_that_must_not_count() -> None:
    pki = Pki()
    policy = VerificationPolicy(trust=TrustStore((pki.root.der,)), at=NOW, compare_pictures=False)
    good = attack_trust.store(pyhanko_sign(plain_pdf(), pki.issue("Người tốt", rsa_key(60))), crls=(pki.crl(),))
    assert verify_pdf(good, policy=policy).verdict is Verdict.PASSED
    for build in (
        attack_trust.certificate_variants,
        attack_trust.revocation_variants,
        attack_trust.poisoned_variants,
    ):
        none_passes(build(pki), policy)


def test_a_document_that_only_a_time_stamp_covers_is_not_signed(pki: Pki, quick: VerificationPolicy) -> None:
    report = verify_pdf(attack_trust.only_stamped(pki, plain_pdf()), policy=quick)
    assert (report.verdict, report.state) == (Verdict.INDETERMINATE, DocumentState.NEVER_SIGNED)
    assert [item.code for item in report.findings] == ["only_timestamps"]


def test_usage_rights_are_no_signature(signed: bytes, quick: VerificationPolicy) -> None:
    report = verify_pdf(attack_trust.usage_rights(signed), policy=quick)
    assert (report.verdict, report.state) == (Verdict.INDETERMINATE, DocumentState.SIGNATURES_REMOVED)


def test_xfa_is_not_vouched_for(signer: Identity, quick: VerificationPolicy) -> None:
    form = form_pdf()
    number = attacks.layout_of(form)
    body = attacks.body_of(form, number.form).rstrip()[:-2] + b"/XFA %d 0 R>>" % number.size
    with_xfa = attacks.append(form, {number.form: body, number.size: attacks.stream(b"<xdp:xdp/>")})
    report = verify_pdf(pyhanko_sign(with_xfa, signer), policy=quick)
    assert report.verdict is Verdict.INDETERMINATE
    assert [item.code for item in report.findings] == ["xfa_present"]


def test_bytes_before_the_header_fail_and_the_report_still_names_the_signer(
    signed: bytes, quick: VerificationPolicy
) -> None:
    report = verify_pdf(b"\x75\xab junk\n" + signed, policy=quick)
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, SubIndication.FORMAT_FAILURE)
    assert report.state is DocumentState.CHANGED_AFTER_SIGNING
    assert [item.verdict for item in report.signatures] == [Verdict.FAILED]
    assert report.signatures[0].signer is not None
    assert report.signatures[0].signer.common_name == "Nguyễn Văn Thử"
    assert not any(item.code == "hash_mismatch" for item in report.signatures[0].findings)


@pytest.mark.parametrize("kind", [3, 255])
def test_cross_reference_entries_of_an_unknown_kind(signed: bytes, quick: VerificationPolicy, kind: int) -> None:
    """Readers differ: some skip such an entry, for others the object is gone."""
    number = attacks.layout_of(signed).contents
    data = attack_structure.append_stream_update(signed, {}, listed={number: (kind, 0, 0)})
    report = verify_pdf(data, policy=quick)
    assert report.verdict is Verdict.FAILED
    assert "xref_entry_odd" in {item.code for item in report.signatures[0].findings}
