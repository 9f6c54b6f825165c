"""Laws of comparing and merging."""

from hypothesis import given, settings
from hypothesis import strategies as st

from casedocs.mindmap import MindMap, canonical, clone_map, validate
from casedocs.mindmap.comparison import diff, patch
from casedocs.mindmap.merging import CONFLICT_LABEL, merge
from tests.property.mindmap.maps import edit_at_random, maps

SEEDS = st.integers(0, 2**32)


def edited(mind_map: MindMap, seed: int, count: int = 4) -> MindMap:
    copied = clone_map(mind_map)
    edit_at_random(copied, seed, count)
    return copied


@settings(max_examples=40, deadline=None)
@given(mind_map=maps(sheets=2))
def test_a_map_does_not_differ_from_itself(mind_map: MindMap) -> None:
    assert len(diff(mind_map, clone_map(mind_map))) == 0


@settings(max_examples=60, deadline=None)
@given(mind_map=maps(sheets=2), seed=SEEDS)
def test_diff_then_patch_is_the_target(mind_map: MindMap, seed: int) -> None:
    target = edited(mind_map, seed)
    difference = diff(mind_map, target)
    assert canonical(patch(mind_map, difference)) == canonical(target)
    assert (len(difference) == 0) == (canonical(mind_map) == canonical(target))


@settings(max_examples=40, deadline=None)
@given(first=maps(), second=maps())
def test_patch_works_between_strangers(first: MindMap, second: MindMap) -> None:
    assert canonical(patch(first, diff(first, second))) == canonical(second)


@settings(max_examples=40, deadline=None)
@given(mind_map=maps(sheets=2), seed=SEEDS)
def test_merging_with_an_unchanged_side_gives_the_other(mind_map: MindMap, seed: int) -> None:
    changed = edited(mind_map, seed)
    for result in (
        merge(mind_map, changed, mind_map),
        merge(mind_map, mind_map, changed),
        merge(mind_map, changed, changed),
    ):
        assert not result.conflicts
        assert canonical(result.map) == canonical(changed)


@settings(max_examples=60, deadline=None)
@given(mind_map=maps(), seeds=st.tuples(SEEDS, SEEDS))
def test_a_merge_is_sound_and_marks_its_conflicts(mind_map: MindMap, seeds: tuple[int, int]) -> None:
    mine, theirs = edited(mind_map, seeds[0]), edited(mind_map, seeds[1])
    result = merge(mind_map, mine, theirs)
    ids = [topic.id for topic in result.map.topics()]
    assert len(ids) == len(set(ids))
    allowed = {
        "missing-resource",
        "dangling-link",
        "dangling-relationship",
        "summary-incomplete",
        "range-out-of-bounds",
    }
    assert {item.code for item in validate(result.map)} <= allowed
    labelled = [topic for topic in result.map.topics() if CONFLICT_LABEL in topic.labels]
    assert bool(result.conflicts) == bool(labelled)
    kept = set(ids)
    for side, other in ((mine, theirs), (theirs, mine)):
        base_ids = {topic.id for topic in mind_map.topics()}
        added = {topic.id for topic in side.topics()} - base_ids
        assert added <= kept
        assert {topic.id for topic in side.topics()} & {topic.id for topic in other.topics()} <= kept
