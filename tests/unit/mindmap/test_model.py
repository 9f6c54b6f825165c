import pytest

from casedocs.errors import UsageError
from casedocs.mindmap import (
    Boundary,
    Kind,
    MindMap,
    Order,
    Relationship,
    Sheet,
    Summary,
    Topic,
    clone,
    insert,
    move,
    remove,
    validate,
)


def small() -> tuple[MindMap, Topic, Topic, Topic]:
    result = MindMap.new("gốc")
    root = result.sheets[0].root
    first, second = root.add("một"), root.add("hai")
    return result, root, first, second


def test_walks_in_three_orders() -> None:
    _, root, first, second = small()
    inner = first.add("một một")
    assert list(root.walk()) == [root, first, inner, second]
    assert list(root.walk(Order.POST)) == [inner, first, second, root]
    assert list(root.walk(Order.BREADTH)) == [root, first, second, inner]


def test_visits_tell_place_and_kind() -> None:
    _, root, first, _ = small()
    root.floating.append(Topic(title="tự do"))
    first.callouts.append(Topic(title="bóng"))
    root.summaries.append(Summary(members=[first], topic=Topic(title="tóm")))
    found = {visit.topic.title: (visit.path, visit.kind, visit.depth) for visit in root.visits()}
    assert found["một"] == ("1", Kind.CHILD, 1)
    assert found["bóng"] == ("1.c1", Kind.CALLOUT, 2)
    assert found["tự do"] == ("f1", Kind.FLOATING, 1)
    assert found["tóm"] == ("s1", Kind.SUMMARY, 1)


def test_depth_is_no_limit() -> None:
    root = topic = Topic(title="0")
    for number in range(20_000):
        topic = topic.add(str(number))
    assert sum(1 for _ in root.walk()) == 20_001


def test_a_ring_is_named() -> None:
    mind_map, root, first, _ = small()
    first.children.append(root)
    with pytest.raises(UsageError, match="two places"):
        list(mind_map.topics())
    assert "shared-topic" in {item.code for item in validate(mind_map)}


def test_find_and_select() -> None:
    mind_map, _, first, second = small()
    assert mind_map.find(first.id) is first
    assert mind_map.find("không có") is None
    assert mind_map.select(lambda topic: topic.title == "hai") == [second]


def test_boundaries_follow_their_topics() -> None:
    mind_map, root, first, second = small()
    frame = Boundary(members=[second])
    root.boundaries.append(frame)
    insert(mind_map, root, Topic(title="không"), 0)
    assert frame.members == [second]
    remove(mind_map, first)
    assert frame.members == [second]
    remove(mind_map, second)
    assert root.boundaries == []


def test_a_branch_put_between_members_joins_them_and_one_moved_out_leaves() -> None:
    mind_map, root, first, second = small()
    third = root.add("ba")
    frame = Boundary(members=[first, second])
    root.boundaries.append(frame)
    new = Topic(title="giữa")
    insert(mind_map, root, new, 1)
    assert frame.members == [first, new, second]
    move(mind_map, second, root)
    assert root.children == [first, new, third, second]
    assert frame.members == [first, new]
    move(mind_map, new, root, 0)
    assert frame.members == [first]
    move(mind_map, first, root)
    assert frame.members == [first]


def test_removing_takes_arrows_and_empty_summaries_along() -> None:
    mind_map, root, first, second = small()
    sheet = mind_map.sheets[0]
    root.summaries.append(Summary(members=[first], topic=Topic(id="s", title="tóm")))
    sheet.relationships = [
        Relationship(start_id=first.id, end_id=second.id),
        Relationship(start_id=second.id, end_id="s"),
        Relationship(start_id=root.id, end_id=second.id),
    ]
    remove(mind_map, first)
    assert root.summaries == []
    assert [item.start_id for item in sheet.relationships] == [root.id]


def test_moving_the_only_member_keeps_the_summary_topic_as_a_branch() -> None:
    mind_map, root, first, second = small()
    root.summaries.append(Summary(members=[first], topic=Topic(id="s", title="tóm")))
    move(mind_map, first, second)
    assert root.summaries == []
    assert [item.title for item in root.children] == ["hai", "tóm"]


def test_edits_refuse_what_breaks_the_tree() -> None:
    mind_map, root, first, _ = small()
    inner = first.add("trong")
    with pytest.raises(UsageError, match="own topics"):
        move(mind_map, first, inner)
    with pytest.raises(UsageError, match="root"):
        remove(mind_map, root)
    with pytest.raises(UsageError, match="taken"):
        insert(mind_map, root, inner)
    with pytest.raises(UsageError, match="not part"):
        remove(mind_map, Topic(title="lạ"))


def test_moving_to_another_sheet_cuts_the_arrows_that_would_cross() -> None:
    mind_map, _, first, second = small()
    mind_map.sheets.append(Sheet(title="hai", root=Topic(title="gốc hai")))
    mind_map.sheets[0].relationships.append(Relationship(start_id=first.id, end_id=second.id))
    move(mind_map, first, mind_map.sheets[1].root)
    assert mind_map.sheets[0].relationships == []
    assert mind_map.sheets[1].root.children == [first]


def test_a_clone_has_new_ids_and_shares_nothing_that_can_change() -> None:
    _, root, first, _ = small()
    root.boundaries.append(Boundary(members=[first]))
    copied = clone(root)
    assert {topic.id for topic in copied.walk()}.isdisjoint({topic.id for topic in root.walk()})
    assert copied.boundaries[0].members == [copied.children[0]]
    copied.children[0].labels.append("x")
    assert first.labels == []


@pytest.mark.parametrize(
    ("code", "break_it"),
    [
        ("empty-map", lambda m: m.sheets.clear()),
        ("duplicate-id", lambda m: setattr(m.sheets[0].root.children[1], "id", m.sheets[0].root.children[0].id)),
        ("missing-id", lambda m: setattr(m.sheets[0].root.children[1], "id", "")),
        ("dangling-link", lambda m: setattr(m.sheets[0].root, "link", "xmind:#không-có")),
        ("missing-resource", lambda m: setattr(m.sheets[0].root, "link", "xap:resources/không.png")),
        ("dangling-relationship", lambda m: m.sheets[0].relationships.append(Relationship(start_id="a", end_id="b"))),
        ("foreign-member", lambda m: m.sheets[0].root.boundaries.append(Boundary(members=[Topic()]))),
        ("summary-incomplete", lambda m: m.sheets[0].root.summaries.append(Summary())),
        ("bidi-control", lambda m: setattr(m.sheets[0].root, "title", "a\u202eb")),
        ("control-character", lambda m: setattr(m.sheets[0].root, "title", "a\x07b")),
        ("unknown-active-sheet", lambda m: setattr(m, "active_sheet_id", "không")),
    ],
)
def test_validate_names_each_problem(code: str, break_it: object) -> None:
    mind_map, *_ = small()
    assert validate(mind_map) == []
    assert callable(break_it)
    break_it(mind_map)
    problems = validate(mind_map)
    assert code in {item.code for item in problems}
    assert all(item.message_vi and item.message_en for item in problems)
