"""The laws of a manifest, on SQLite and on a PostgreSQL server that the test starts."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from casedocs import batch
from casedocs.batch.manifest import Claim, EnrollOptions, Outcome
from casedocs.batch.states import UnitKind
from casedocs.batch.store import Published
from casedocs.errors import BatchError, ManifestError, UsageError
from tests.support.batch_tasks import inspect, make_document, task

pytestmark = pytest.mark.loopback
EVERYTHING = EnrollOptions(retry=frozenset({batch.UnitState.FAILED, batch.UnitState.QUARANTINED}))


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a manifest may be made: a file, or a new database."""
    if request.param == "sqlite":
        return str(tmp_path / "m" / "manifest.sqlite")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def manifest(where: str) -> Iterator[batch.Manifest]:
    with closing(batch.open_manifest(where)) as opened:
        yield opened


@pytest.fixture
def plan(tmp_path: Path) -> batch.Plan:
    """a: 3 pages, b: 2 pages, c: the same as b, d: broken."""
    make_document(tmp_path / "in" / "a.txt", "a1", "a2", "a3")
    make_document(tmp_path / "in" / "b.txt", "b1", "b2")
    make_document(tmp_path / "in" / "c.txt", "b1", "b2")
    make_document(tmp_path / "in" / "d.txt", "broken")
    return batch.plan([tmp_path / "in"], inspect=inspect)


def done(claim: Claim, *names: str) -> Outcome:
    files = tuple(Published(name, 1, "0" * 64) for name in names)
    return Outcome(claim=claim, state=batch.UnitState.DONE, files=files, answer={"n": 1}, seconds=2.0)


def failed(claim: Claim, state: batch.UnitState = batch.UnitState.FAILED) -> Outcome:
    return Outcome(claim=claim, state=state, error={"code": "input", "message": "xấu"}, seconds=1.0)


def states(manifest: batch.Manifest) -> dict[str, int]:
    return {state.value: units for state, (units, _) in manifest.counts().items()}


def by_name(manifest: batch.Manifest) -> dict[str, batch.DocumentState]:
    return {outcome.name: outcome.state for outcome in manifest.outcomes()}


def test_pages_come_longest_first_and_documents_as_soon_as_their_last_page_is_in(
    manifest: batch.Manifest, plan: batch.Plan, tmp_path: Path
) -> None:
    manifest.enroll(plan, task(tmp_path / "out"), EnrollOptions())
    assert states(manifest) == {"waiting": 5, "blocked": 3}
    claims = manifest.claim("me", 3, 60)
    assert [(claim.source.name, claim.indices) for claim in claims] == [("a", (0,)), ("a", (1,)), ("a", (2,))]
    assert manifest.commit([done(claims[0]), done(claims[1])]).finished == ()
    assert [claim.kind for claim in manifest.claim("me", 1, 60)] == [UnitKind.PAGES]
    manifest.commit([done(claims[2])])
    (claim,) = manifest.claim("me", 1, 60)
    assert (claim.kind, claim.source.name, claim.indices) == (UnitKind.ASSEMBLE, "a", (0, 1, 2))
    assert [page.indices for page in manifest.pages_of(claim.content)] == [(0,), (1,), (2,)]
    assert manifest.commit([done(claim, "a.txt")]).finished == (str(tmp_path / "in" / "a.txt"),)
    assert by_name(manifest)["a"] is batch.DocumentState.DONE


def test_duplicates_share_their_pages_and_each_is_put_together(
    manifest: batch.Manifest, plan: batch.Plan, tmp_path: Path
) -> None:
    assert [document.name for document in plan.duplicates] == ["c"]
    manifest.enroll(plan, task(tmp_path / "out"), EnrollOptions())
    pages = manifest.claim("me", 9, 60)
    assert len(pages) == 5
    manifest.commit([done(claim) for claim in pages])
    ready = manifest.claim("me", 9, 60)
    assert sorted(claim.source.name for claim in ready) == ["a", "b", "c"]
    manifest.commit([done(claim) for claim in ready])
    assert by_name(manifest) == {
        "a": batch.DocumentState.DONE,
        "b": batch.DocumentState.DONE,
        "c": batch.DocumentState.DONE,
        "d": batch.DocumentState.FAILED,
    }


def test_a_zombie_commit_is_refused(manifest: batch.Manifest, plan: batch.Plan, tmp_path: Path) -> None:
    """A runner that was stopped wakes up after its lease ran out and another has the page."""
    manifest.enroll(plan, task(tmp_path / "out"), EnrollOptions())
    (zombie,) = manifest.claim("zombie", 1, 0.05)
    time.sleep(0.1)
    (heir,) = manifest.claim("heir", 1, 60)
    assert (heir.unit, heir.token) == (zombie.unit, zombie.token + 1)
    assert manifest.commit([done(zombie, "zombie")]).refused == (zombie,)
    assert manifest.commit([done(heir, "heir")]).refused == ()
    assert manifest.commit([done(zombie, "zombie")]).refused == (zombie,)
    (page,) = [page for page in manifest.pages_of(heir.content) if page.indices == heir.indices]
    assert [file.name for file in page.files] == ["heir"]


def test_a_zombie_never_moves_files_to_their_final_place(
    manifest: batch.Manifest, plan: batch.Plan, tmp_path: Path
) -> None:
    manifest.enroll(plan, task(tmp_path / "out"), EnrollOptions())
    (zombie,) = manifest.claim("zombie", 1, 0.05)
    time.sleep(0.1)
    manifest.claim("heir", 1, 60)
    outcome = Outcome(claim=zombie, state=batch.UnitState.DONE, place=lambda: pytest.fail("it was moved"))
    assert manifest.commit([outcome]).refused == (zombie,)


def test_a_lease_that_is_renewed_does_not_run_out(manifest: batch.Manifest, plan: batch.Plan, tmp_path: Path) -> None:
    manifest.enroll(plan, task(tmp_path / "out"), EnrollOptions())
    (mine,) = manifest.claim("me", 1, 0.3)
    manifest.renew("me", 600)
    manifest.renew("another", 600)
    time.sleep(0.4)
    assert mine.unit not in {claim.unit for claim in manifest.claim("another", 9, 60)}
    assert manifest.owners() == {"me", "another"}
    assert manifest.commit([done(mine)]).refused == ()


def test_an_attempt_that_failed_keeps_its_lease_and_is_counted(
    manifest: batch.Manifest, plan: batch.Plan, tmp_path: Path
) -> None:
    manifest.enroll(plan, task(tmp_path / "out"), EnrollOptions())
    (claim,) = manifest.claim("me", 1, 60)
    attempt = Outcome(claim=claim, state=batch.UnitState.RUNNING, attempts=1)
    assert manifest.commit([attempt]).refused == ()
    manifest.commit([Outcome(claim=claim, state=batch.UnitState.WAITING, attempts=1)])
    (again,) = manifest.claim("me", 1, 60)
    assert (again.unit, again.attempts, again.token) == (claim.unit, 1, claim.token + 1)


def test_bad_pages_make_partial_documents_and_a_document_without_pages_fails(
    manifest: batch.Manifest, plan: batch.Plan, tmp_path: Path
) -> None:
    manifest.enroll(plan, task(tmp_path / "out"), EnrollOptions())
    claims = manifest.claim("me", 9, 60)
    committed = manifest.commit(
        [
            failed(claim, batch.UnitState.QUARANTINED) if claim.source.name == "b" else done(claim)
            for claim in claims[1:]
        ]
        + [failed(claims[0])]
    )
    assert {Path(document).stem for document in committed.finished} == {"b", "c"}
    (assemble,) = manifest.claim("me", 9, 60)
    manifest.commit([done(assemble)])
    outcomes = {outcome.name: outcome for outcome in manifest.outcomes()}
    assert (outcomes["a"].state, outcomes["a"].done, outcomes["a"].failed) == (batch.DocumentState.PARTIAL, 2, 1)
    assert (outcomes["b"].state, outcomes["b"].quarantined) == (batch.DocumentState.FAILED, 2)
    assert outcomes["b"].error == {"code": "input", "message": "xấu"}
    assert outcomes["d"].error is not None
    assert outcomes["d"].error["code"] == "corrupt"
    # Failed pages are tried again by the next run, quarantined ones when they are asked for.
    manifest.enroll(plan, task(tmp_path / "out"), EnrollOptions())
    assert [claim.indices for claim in manifest.claim("me", 9, 60)] == [(0,)]
    manifest.enroll(plan, task(tmp_path / "out"), EVERYTHING)
    assert manifest.reset(frozenset({batch.UnitState.QUARANTINED})) == 0


def test_changed_options_or_weights_redo_exactly_what_they_must(
    manifest: batch.Manifest, plan: batch.Plan, tmp_path: Path
) -> None:
    job = task(tmp_path / "out", options="1", model="m1")
    manifest.enroll(plan, job, EnrollOptions())
    while claims := manifest.claim("me", 9, 60):
        manifest.commit([done(claim) for claim in claims])
    first = states(manifest)
    manifest.enroll(plan, job, EnrollOptions())
    assert states(manifest) == first == {"done": 8}
    manifest.enroll(plan, task(tmp_path / "out", options="1", model="m2"), EnrollOptions())
    assert states(manifest) == {"waiting": 5, "blocked": 3}
    manifest.enroll(plan, task(tmp_path / "out", options="2", model="m2"), EnrollOptions())
    assert states(manifest) == {"waiting": 5, "blocked": 3}
    # Only the putting together depends on this: every page stays.
    manifest.enroll(plan, task(tmp_path / "out", options="1", model="m1", assemble_options="x"), EnrollOptions())
    assert states(manifest) == {"done": 5, "waiting": 3}
    manifest.enroll(plan, job, EnrollOptions(redo=True))
    assert states(manifest) == {"waiting": 5, "blocked": 3}


def test_results_that_are_gone_are_made_again(manifest: batch.Manifest, plan: batch.Plan, tmp_path: Path) -> None:
    manifest.enroll(plan, task(tmp_path / "out"), EnrollOptions())
    while claims := manifest.claim("me", 9, 60):
        manifest.commit([done(claim, f"{claim.unit}.txt") for claim in claims])
    contents = manifest.assembled_contents()
    assert len(contents) == 2
    manifest.consumed(contents)
    assert manifest.assembled_contents() == []
    unit = next(unit for unit, _, _ in manifest.results())
    manifest.forget([unit])
    assert states(manifest)["blocked"] == 1
    assert states(manifest)["waiting"] in {2, 3}, "its pages had been cleared away, so they are done again, too"


def test_a_page_that_is_lost_takes_its_document_with_it(
    manifest: batch.Manifest, plan: batch.Plan, tmp_path: Path
) -> None:
    manifest.enroll(plan, task(tmp_path / "out"), EnrollOptions())
    claims = manifest.claim("me", 3, 60)
    manifest.commit([done(claim, claim.unit) for claim in claims])
    assert {unit for unit, _ in manifest.page_results()} == {claim.unit for claim in claims}
    manifest.forget([claims[0].unit])
    assert [claim.unit for claim in manifest.claim("me", 1, 60)] == [claims[0].unit]


def test_figures(manifest: batch.Manifest, plan: batch.Plan, tmp_path: Path) -> None:
    manifest.enroll(plan, task(tmp_path / "out"), EnrollOptions())
    assert manifest.page_seconds() is None
    assert manifest.time_span() == (0.0, 0.0)
    before = manifest.now()
    manifest.commit([done(claim) for claim in manifest.claim("me", 4, 60)])
    assert manifest.page_seconds() == 2.0
    first, last = manifest.time_span()
    assert before - 1 <= first <= last <= manifest.now() + 1
    assert manifest.throughput(first, 10.0) == [(0, 4)]
    assert manifest.throughput(last + 1, 10.0) == []
    report = batch.make_report(manifest)
    assert sum(report.throughput.pages) == 4
    assert report.summary()["pages"]["done"] == 4
    assert report.pages[batch.UnitState.WAITING] == 1


def test_units_of_another_job_are_forgotten_on_demand(
    manifest: batch.Manifest, plan: batch.Plan, tmp_path: Path
) -> None:
    manifest.enroll(plan, task(tmp_path / "out", model="old"), EnrollOptions())
    manifest.enroll(plan, task(tmp_path / "out", model="new"), EnrollOptions())
    assert manifest.purge() == 8
    assert manifest.purge() == 0
    assert states(manifest) == {"waiting": 5, "blocked": 3}


@pytest.mark.parametrize("where", ["postgres"], indirect=True)
def test_runners_of_one_database_work_on_one_task(where: str, plan: batch.Plan, tmp_path: Path) -> None:
    job = task(tmp_path / "out", model="old")
    with closing(batch.open_manifest(where)) as first, closing(batch.open_manifest(where)) as second:
        first.enroll(plan, job, EnrollOptions())
        claims = first.claim("first", 2, 60)
        second.enroll(plan, job, EnrollOptions())
        others = second.claim("second", 9, 60)
        assert len(others) == 3
        assert not {claim.unit for claim in claims} & {claim.unit for claim in others}
        with pytest.raises(BatchError, match="another task"):
            second.enroll(plan, task(tmp_path / "out", model="new"), EnrollOptions())
        assert first.commit([done(claim) for claim in claims]).refused == ()
        second.commit([done(claim) for claim in others])
        second.enroll(plan, task(tmp_path / "out", model="new"), EnrollOptions())
        with pytest.raises(BatchError, match="another batch"):
            first.claim("first", 1, 60)


def test_names_that_no_database_takes(manifest: batch.Manifest, tmp_path: Path) -> None:
    names = ["b\udce1n", "Đơn tố cáo", "\ue000 lạ", "dấu ' nháy"]
    documents = tuple(
        batch.PlannedDocument(document=f"/x/{name}", name=name, sha256=str(number) * 64, indices=(0,), page_count=1)
        for number, name in enumerate(names)
    )
    manifest.enroll(batch.Plan(documents=documents), task(tmp_path / "out"), EnrollOptions())
    assert sorted(claim.source.name for claim in manifest.claim("me", 9, 60)) == sorted(names)
    assert {outcome.document for outcome in manifest.outcomes()} == {f"/x/{name}" for name in names}
    assert manifest.outcomes(f"/x/{names[0]}")[0].name == names[0]


def test_it_remembers_everything_when_it_is_opened_again(where: str, plan: batch.Plan, tmp_path: Path) -> None:
    job = task(tmp_path / "out", model="m", pages_per_unit=2)
    with closing(batch.open_manifest(where)) as manifest:
        with pytest.raises(ManifestError, match="no batch"):
            manifest.task()
        manifest.enroll(plan, job, EnrollOptions())
        manifest.commit([done(claim) for claim in manifest.claim("me", 1, 60)])
    for writes in (False, True):
        with closing(batch.open_manifest(where, writes=writes)) as manifest:
            manifest.check()
            assert manifest.task() == job
            assert states(manifest) == {"done": 1, "waiting": 2, "blocked": 3}


def test_passwords_are_not_shown() -> None:
    pytest.importorskip("sqlalchemy")
    with pytest.raises(ManifestError) as caught:
        batch.open_manifest("postgresql://me:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("url", ["mysql://x/y", "s3://bucket/m", "postgresql://[bad"])
def test_urls_that_make_no_sense(url: str) -> None:
    with pytest.raises(UsageError):
        batch.open_manifest(url)
