"""Signing many documents: failures do not stop the rest, a stopped batch goes on where it was."""

from pathlib import Path

import pytest

from casedocs.errors import InputError
from casedocs.sign.audit import check_audit
from casedocs.sign.batch import BatchItem, Outcome, sign_many
from casedocs.sign.policy import VerificationPolicy
from casedocs.sign.signers import KeySigner
from casedocs.sign.status import Verdict
from casedocs.sign.verify import verify_pdf
from tests.support.pki import NOW, Identity
from tests.support.signed_pdfs import plain_pdf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(3):
        (tmp_path / f"qđ-{number}.pdf").write_bytes(plain_pdf(number + 1))
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.7 rubbish")
    return tmp_path


def run(folder: Path, signer: Identity, sources: list[Path]) -> list[BatchItem]:
    key = KeySigner(signer.der, signer.key)
    return sign_many(sources, key, folder / "ra", audit=folder / "audit.jsonl", now=NOW)


def test_one_failure_does_not_stop_the_rest(folder: Path, second: Identity, policy: VerificationPolicy) -> None:
    sources = sorted(folder.glob("*.pdf"))
    items = run(folder, second, sources)
    assert [item.outcome for item in items] == [Outcome.FAILED, Outcome.OK, Outcome.OK, Outcome.OK]
    assert isinstance(items[0].error, InputError)
    assert sorted(path.name for path in (folder / "ra").glob("*.pdf")) == ["qđ-0.pdf", "qđ-1.pdf", "qđ-2.pdf"]
    assert check_audit(folder / "audit.jsonl").entries == 3
    chain = policy.trust
    assert chain.roots
    for item in items[1:]:
        assert verify_pdf(item.target, policy=policy).signatures[0].verdict is not Verdict.FAILED


def test_a_second_run_signs_nothing_twice(folder: Path, second: Identity) -> None:
    sources = [folder / "qđ-0.pdf", folder / "qđ-1.pdf"]
    run(folder, second, sources)
    before = {path: path.read_bytes() for path in (folder / "ra").glob("*.pdf")}
    items = run(folder, second, [*sources, folder / "qđ-2.pdf"])
    assert [item.outcome for item in items] == [Outcome.SKIPPED, Outcome.SKIPPED, Outcome.OK]
    assert all(path.read_bytes() == data for path, data in before.items())


def test_changed_source_or_target_is_signed_anew(folder: Path, second: Identity) -> None:
    source = folder / "qđ-0.pdf"
    run(folder, second, [source])
    (folder / "ra" / source.name).write_bytes(b"lost")
    assert run(folder, second, [source])[0].outcome is Outcome.OK
    source.write_bytes(plain_pdf(5))
    assert run(folder, second, [source])[0].outcome is Outcome.OK


def test_a_journal_cut_at_any_byte_resumes(folder: Path, second: Identity) -> None:
    sources = [folder / "qđ-0.pdf", folder / "qđ-1.pdf"]
    run(folder, second, sources)
    journal = folder / "ra" / "casedocs-sign.journal.jsonl"
    whole = journal.read_bytes()
    for keep in range(0, len(whole), 67):
        journal.write_bytes(whole[:keep])
        items = run(folder, second, sources)
        assert {item.outcome for item in items} <= {Outcome.OK, Outcome.SKIPPED}
        assert [item.outcome for item in run(folder, second, sources)] == [Outcome.SKIPPED, Outcome.SKIPPED]
