"""Laws of verification: a flipped covered byte never verifies, nothing raises, scanner and writer agree."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz_sign import covered_part_is_whole, mutate
from casedocs.sign._checks.lexer import LexError, dictionary_entries, skip_value
from casedocs.sign._checks.updates import find_byte_ranges, scan_updates
from casedocs.sign._pki import certificate_info
from casedocs.sign.detached import verify_file
from casedocs.sign.policy import TrustStore, VerificationPolicy
from casedocs.sign.report import VerificationReport
from casedocs.sign.status import Verdict, worst
from casedocs.sign.verify import verify_pdf
from tests.support.attacks import append, signature_value
from tests.support.pki import NOW, Pki, rsa_key
from tests.support.signed import pyhanko_sign
from tests.support.signed_pdfs import plain_pdf


def _unknown_length(*_: int) -> None:
    """No object holds a length here."""


PKI = Pki()
SIGNER = PKI.issue("Người ký", rsa_key())
POLICY = VerificationPolicy(trust=TrustStore((PKI.root.der,)), at=NOW)
SIGNED = pyhanko_sign(plain_pdf(), SIGNER)
TWICE = pyhanko_sign(SIGNED, SIGNER, field="B", box=(300, 100, 400, 150))
START, END = signature_value(SIGNED)
COVERED = [*range(START), *range(END, len(SIGNED))]


@settings(max_examples=120, deadline=None)
@given(at=st.sampled_from(COVERED), bit=st.integers(0, 7))
def test_a_flipped_covered_bit_never_verifies(at: int, bit: int) -> None:
    flipped = SIGNED[:at] + bytes([SIGNED[at] ^ (1 << bit)]) + SIGNED[at + 1 :]
    report = verify_pdf(flipped, policy=POLICY)
    assert report.verdict is not Verdict.PASSED


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_mutations_never_raise_and_never_pass_unnoticed(seed: int) -> None:
    dice = random.Random(seed)
    for data in (SIGNED, TWICE):
        mutated = mutate(data, dice)
        report = verify_pdf(mutated, policy=POLICY)
        assert isinstance(report, VerificationReport)
        if report.verdict is Verdict.PASSED and not data.startswith(mutated.rstrip()):
            assert covered_part_is_whole(data, mutated)


@settings(max_examples=50, deadline=None)
@given(data=st.binary(max_size=300))
def test_garbage_never_raises(data: bytes) -> None:
    assert verify_pdf(data).verdict is not Verdict.PASSED
    assert verify_pdf(b"%PDF-1.7\n" + data + b"\nstartxref\n9\n%%EOF").verdict is not Verdict.PASSED
    plain = data.strip(b"\x00\t\n\x0c\r ")
    if verify_pdf(SIGNED + data, policy=POLICY).verdict is Verdict.PASSED:
        assert not plain or plain.startswith(b"%")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(value=st.binary(max_size=200))
def test_garbage_as_a_detached_signature(tmp_path_factory: pytest.TempPathFactory, value: bytes) -> None:
    folder = tmp_path_factory.mktemp("p7s")
    (folder / "a").write_bytes(b"x")
    (folder / "a.p7s").write_bytes(value)
    assert verify_file(folder / "a", folder / "a.p7s").verdict is not Verdict.PASSED


VALUES = st.recursive(
    st.one_of(
        st.integers(-(10**6), 10**6).map(lambda number: b"%d" % number),
        st.sampled_from([b"true", b"null", b"/Name", b"12 0 R", b"<0aFF>", b"(a\\)(b)c)", b"-1.5"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: b"[" + b" ".join(items) + b"]"),
        st.lists(inner, max_size=4).map(
            lambda items: b"<<" + b" ".join(b"/K%d %s" % pair for pair in enumerate(items)) + b">>"
        ),
    ),
    max_leaves=20,
)


@given(value=VALUES, tail=st.sampled_from([b"", b" ", b"/X", b">>", b"\nendobj"]))
def test_a_value_ends_where_it_was_written(value: bytes, tail: bytes) -> None:
    assert skip_value(value + tail if value[-1:] in b">])" else value + b" " + tail, 0) == len(value)


@given(values=st.lists(VALUES, max_size=5))
def test_entries_are_found_in_order(values: list[bytes]) -> None:
    text = b"<< " + b"\n".join(b"/K%d %s" % pair for pair in enumerate(values)) + b" >>"
    entries, end = dictionary_entries(text, 0)
    assert end == len(text)
    assert [text[entry.start : entry.end] for entry in entries] == values


@given(data=st.binary(max_size=80))
def test_the_lexer_fails_only_by_its_own_error(data: bytes) -> None:
    try:
        end = skip_value(data, 0)
    except LexError as error:
        end = error.position
    assert 0 <= end <= len(data)


@settings(max_examples=30, deadline=None)
@given(bodies=st.lists(st.dictionaries(st.integers(50, 60), VALUES, min_size=1, max_size=3), min_size=1, max_size=3))
def test_updates_are_found_as_they_were_appended(bodies: list[dict[int, bytes]]) -> None:
    base = plain_pdf()
    data = base
    for objects in bodies:
        data = append(data, objects)
    updates, explained = scan_updates(data, len(base), _unknown_length)
    assert explained == len(data)
    assert [sorted(item.number for item in update.objects) for update in updates] == [sorted(body) for body in bodies]
    assert all(update.xref_position == update.startxref for update in updates)


def test_byte_ranges_are_found() -> None:
    found = find_byte_ranges(TWICE)
    assert [item.end for item in found] == [len(SIGNED), len(TWICE)]


@given(verdicts=st.lists(st.sampled_from(list(Verdict))))
def test_the_worst_verdict_wins(verdicts: list[Verdict]) -> None:
    found = worst(verdicts)
    assert found in verdicts or (not verdicts and found is Verdict.PASSED)
    assert (found is Verdict.FAILED) == (Verdict.FAILED in verdicts)


def test_certificates_in_words_are_stable() -> None:
    assert certificate_info(SIGNER.der) == certificate_info(bytes(SIGNER.der))
