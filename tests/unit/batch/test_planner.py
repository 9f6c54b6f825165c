import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from casedocs import batch
from casedocs.batch.sources import LocalSources, source_system
from casedocs.errors import CorruptFileError, SourceNotFoundError, UnreadableFileError, UsageError
from tests.support.batch_tasks import inspect, make_document


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[batch.Manifest]:
    with closing(batch.open_manifest(tmp_path / "m.sqlite")) as manifest:
        yield manifest


def settled(path: Path) -> Path:
    """As if the file had been written an hour ago."""
    hour = time.time_ns() - 3_600_000_000_000
    os.utime(path, ns=(hour, hour))
    return path


class Counting(LocalSources):
    """Counts the hashing."""

    def __init__(self) -> None:
        self.hashed: list[str] = []

    def sha256(self, source: str) -> str:
        self.hashed.append(Path(source).name)
        return super().sha256(source)


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting()
    monkeypatch.setattr("casedocs.batch.planner.source_system", lambda _: counting)
    return counting


def test_longest_first_with_duplicates_and_errors(tmp_path: Path) -> None:
    for name, pages in {"b": 1, "a": 3, "sub/c": 2}.items():
        make_document(tmp_path / f"{name}.txt", *(f"{name}{page}" for page in range(pages)))
    make_document(tmp_path / "twin.txt", "a0", "a1", "a2")
    make_document(tmp_path / "x.txt", "broken")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "~$lock.txt").write_text("x")
    options = batch.PlanOptions(page_seconds=2.0)
    plan = batch.plan([tmp_path, tmp_path / "a.txt"], inspect=inspect, options=options)
    assert [document.name for document in plan.documents] == ["a", "twin", "c", "b", "x"]
    assert [document.name for document in plan.duplicates] == ["twin"]
    assert plan.duplicates[0].duplicate_of == str(tmp_path / "a.txt")
    assert isinstance(plan.failed[0].error, CorruptFileError)
    assert (plan.pages, plan.seconds) == (6, 12.0)
    assert plan.documents[0].indices == (0, 1, 2)
    assert plan.documents[0].facts == {"first": "a0"}


def test_without_an_inspector_a_file_is_a_page(tmp_path: Path) -> None:
    plan = batch.plan([make_document(tmp_path / "a.txt", "x", "y")])
    assert [(document.page_count, document.indices) for document in plan.documents] == [(1, (0,))]


def test_names_are_unique_where_upper_and_lower_case_are_one(tmp_path: Path) -> None:
    for name in ("1/Đơn.txt", "2/đơn.txt", "3/ĐƠN.pdf"):
        make_document(tmp_path / name, name)
    names = sorted(document.name for document in batch.plan([tmp_path]).documents)
    assert len({name.casefold() for name in names}) == 3
    (named,) = batch.plan([batch.Source(str(tmp_path / "1" / "Đơn.txt"), "hồ sơ")]).documents
    assert named.name == "hồ sơ"


def test_folders_can_be_sifted_but_named_files_are_taken(tmp_path: Path) -> None:
    make_document(tmp_path / "a.txt", "x")
    make_document(tmp_path / "b.doc", "y")
    options = batch.PlanOptions(suffixes=frozenset({".txt"}))
    assert [document.name for document in batch.plan([tmp_path], options=options).documents] == ["a"]
    assert [document.name for document in batch.plan([tmp_path / "b.doc"], options=options).documents] == ["b"]


def test_files_are_hashed_and_inspected_once(tmp_path: Path, cache: batch.Manifest, system: Counting) -> None:
    asked: list[str] = []

    def counting(paths: Sequence[str]) -> Iterable[tuple[str, batch.Inspection]]:
        asked.extend(Path(path).name for path in paths)
        return inspect(paths)

    for name in "abc":
        settled(make_document(tmp_path / "in" / f"{name}.txt", name, "2"))
    first = batch.plan([tmp_path / "in"], inspect=counting, cache=cache)
    again = batch.plan([tmp_path / "in"], inspect=counting, cache=cache)
    assert again == first
    assert sorted(system.hashed) == sorted(asked) == ["a.txt", "b.txt", "c.txt"]
    settled(make_document(tmp_path / "in" / "b.txt", "other"))
    third = batch.plan([tmp_path / "in"], inspect=counting, cache=cache)
    assert system.hashed[3:] == asked[3:] == ["b.txt"]
    assert third.pages == 5
    batch.plan([tmp_path / "in"], inspect=counting, cache=cache, options=batch.PlanOptions(inspect_mark="new rules"))
    assert sorted(asked[4:]) == ["a.txt", "b.txt", "c.txt"]


def test_a_file_that_had_just_been_written_is_hashed_again(
    tmp_path: Path, cache: batch.Manifest, system: Counting
) -> None:
    """It might be changed within the clock tick of its time."""
    path = make_document(tmp_path / "a.txt", "x")
    batch.plan([path], cache=cache)
    times = path.stat().st_mtime_ns
    path.write_text("y")
    os.utime(path, ns=(times, times))
    plan = batch.plan([path], cache=cache)
    assert len(system.hashed) == 2
    assert plan.documents[0].sha256 == system.sha256(str(path))


def test_failed_inspections_are_asked_again(tmp_path: Path, cache: batch.Manifest) -> None:
    path = settled(make_document(tmp_path / "a.txt", "broken"))
    assert batch.plan([path], inspect=inspect, cache=cache).failed
    assert cache.known_inspections("") == {}


def test_an_inspector_that_says_nothing_is_told_so(tmp_path: Path) -> None:
    plan = batch.plan([make_document(tmp_path / "a.txt", "x")], inspect=lambda _: [])
    assert isinstance(plan.documents[0].error, UsageError)


def test_what_cannot_be_found_or_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceNotFoundError):
        batch.plan([tmp_path / "none"])
    with pytest.raises(SourceNotFoundError):
        batch.plan(["a\0b"])
    path = make_document(tmp_path / "a.txt", "x")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    assert [document.name for document in batch.plan([tmp_path]).documents] == ["a"]

    def refuse(self: LocalSources, source: str) -> str:
        raise UnreadableFileError(f"no right {self}", source=source)

    monkeypatch.setattr(LocalSources, "sha256", refuse)
    (document,) = batch.plan([path]).documents
    assert isinstance(document.error, UnreadableFileError)


def test_options_that_make_no_sense() -> None:
    with pytest.raises(UsageError):
        batch.PlanOptions(page_seconds=0)


def test_local_files_are_used_as_they_are(tmp_path: Path) -> None:
    path = make_document(tmp_path / "a.txt", "x")
    with source_system(str(path)).local(str(path)) as local:
        assert local == path
