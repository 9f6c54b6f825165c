"""Many documents: a file that hangs, dies or cannot be read costs only itself; limits give findings."""

from dataclasses import replace
from pathlib import Path

import pytest

from casedocs.errors import FormatError, UsageError
from casedocs.sign import _child, many
from casedocs.sign._revive import report_from
from casedocs.sign.policy import VerificationLimits, VerificationPolicy
from casedocs.sign.report import VerificationReport
from casedocs.sign.status import DocumentState, Verdict
from casedocs.sign.verify import verify_pdf
from tests.support import attacks
from tests.support.bombs import flate_bomb, nested_forms
from tests.support.pki import Identity
from tests.support.signed import pyhanko_sign


def test_reports_come_back_whole(signed: bytes, archived: bytes, policy: VerificationPolicy) -> None:
    broken = attacks.append(signed, attacks.forged_contents(signed))
    for data in (signed, archived, broken, b"x"):
        assert report_from(many.verify_in_child(data, policy)) == verify_pdf(data, policy=policy)


@pytest.mark.parametrize("damage", [{"verdict": "MAYBE"}, {"size": "7"}, {"signatures": [7]}, {"checked_at": "today"}])
def test_answers_that_are_no_reports_are_named(
    signed: bytes, policy: VerificationPolicy, damage: dict[str, object]
) -> None:
    with pytest.raises(FormatError) as caught:
        report_from(many.verify_in_child(signed, policy) | damage)
    assert next(iter(damage)) in caught.value.path
    with pytest.raises(FormatError):
        report_from({})


def test_a_bomb_costs_only_itself(
    tmp_path: Path, signer: Identity, second: Identity, signed: bytes, policy: VerificationPolicy
) -> None:
    bomb = pyhanko_sign(nested_forms(tmp_path / "bom.pdf").read_bytes(), signer)
    (tmp_path / "bom.pdf").write_bytes(pyhanko_sign(bomb, second, field="B", box=(300, 100, 400, 150)))
    flate_bomb(tmp_path / "nen.pdf", 50_000_000)
    (tmp_path / "tot.pdf").write_bytes(signed)
    (tmp_path / "trong.pdf").write_bytes(b"")
    names = ("bom.pdf", "khong-co.pdf", "nen.pdf", "tot.pdf", "trong.pdf")
    quick = replace(policy, limits=VerificationLimits(picture_seconds=3.0))
    seen: list[VerificationReport] = []
    reports = many.verify_many([tmp_path / name for name in names], policy=quick, on_event=seen.append)
    assert seen == reports
    verdicts = {Path(report.source).name: report.verdict for report in reports}
    assert verdicts == {
        "bom.pdf": Verdict.INDETERMINATE,
        "khong-co.pdf": Verdict.INDETERMINATE,
        "nen.pdf": Verdict.INDETERMINATE,
        "tot.pdf": Verdict.PASSED,
        "trong.pdf": Verdict.FAILED,
    }
    assert "pictures_failed" in {item.code for item in reports[0].signatures[0].findings}
    assert [item.code for item in reports[1].findings] == ["not_read"]


def test_a_process_that_dies_or_hangs(
    tmp_path: Path, signed: bytes, policy: VerificationPolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(signed)
    started = _child.Child._running

    def dead(child: _child.Child) -> object:
        process = started(child)
        process.kill()
        process.wait()
        return process

    monkeypatch.setattr(_child.Child, "_running", dead)
    (report,) = many.verify_many([tmp_path / "a.pdf"], policy=policy)
    assert (report.verdict, report.state) == (Verdict.INDETERMINATE, DocumentState.UNREADABLE)
    assert [item.code for item in report.findings] == ["process_died"]
    monkeypatch.undo()
    hurried = replace(policy, limits=VerificationLimits(seconds=0.001))
    (report,) = many.verify_many([tmp_path / "a.pdf"], policy=hurried)
    assert [item.code for item in report.findings] == ["limit_exceeded"]


@pytest.mark.parametrize("limits", [{"objects": 3}, {"revisions": 1}, {"signatures": 1}, {"seconds": 1e-9}])
def test_files_over_a_limit_of_structure(
    signed: bytes, second: Identity, policy: VerificationPolicy, limits: dict[str, float]
) -> None:
    two = pyhanko_sign(signed, second, field="B")
    tight = replace(policy, limits=VerificationLimits(**limits))  # type: ignore[arg-type]  # floats and integers
    report = verify_pdf(two, policy=tight)
    assert report.verdict is Verdict.INDETERMINATE
    assert [item.code for item in report.findings] == ["limit_exceeded"]


@pytest.mark.parametrize("wrong", [{"seconds": 0}, {"memory_bytes": 10}, {"revisions": -1}])
def test_senseless_limits_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        VerificationLimits(**wrong)
