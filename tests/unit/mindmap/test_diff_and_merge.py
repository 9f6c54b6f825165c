import io
import zipfile

import pytest

from casedocs.errors import UsageError
from casedocs.mindmap import DumpOptions, MindMap, Topic, clone_map, dumps, insert, loads, move, remove, validate
from casedocs.mindmap.comparison import ChangeKind, diff, patch
from casedocs.mindmap.diff_views import COLOURS, diff_document, diff_map
from casedocs.mindmap.merging import CONFLICT_LABEL, merge


def base() -> MindMap:
    result = MindMap.new("gốc")
    for name in ("một", "hai", "ba"):
        branch = result.sheets[0].root.add(name)
        branch.add(f"{name} a")
        branch.add(f"{name} b")
    return result


def child(mind_map: MindMap, *places: int) -> Topic:
    topic = mind_map.sheets[0].root
    for place in places:
        topic = topic.children[place]
    return topic


def test_each_kind_of_change() -> None:
    first = base()
    second = clone_map(first)
    child(second, 0).title = "một mới"
    move(second, child(second, 1, 0), child(second, 2))
    insert(second, child(second, 1), Topic(title="thêm"))
    remove(second, child(second, 0, 1))
    child(second, 2).labels = ["BL 9"]
    found = {(item.kind, item.title) for item in diff(first, second).changes}
    assert found == {
        (ChangeKind.RENAMED, "một mới"),
        (ChangeKind.MOVED, "hai a"),
        (ChangeKind.ADDED, "thêm"),
        (ChangeKind.REMOVED, "một b"),
        (ChangeKind.CHANGED, "ba"),
    }


def test_sorting_children_names_only_what_moved() -> None:
    first = base()
    second = clone_map(first)
    move(second, child(second, 0), second.sheets[0].root, 2)
    assert [(item.kind, item.title) for item in diff(first, second).changes] == [(ChangeKind.MOVED, "một")]


def test_maps_without_ids_are_matched_by_title() -> None:
    first = base()
    second = loads(dumps(first, options=DumpOptions(format="opml"))[0])
    child(second, 1).title = "hai khác một chút"
    changes = diff(first, second).changes
    assert [(item.kind, item.subject, item.title) for item in changes if item.subject == "topic"] == [
        (ChangeKind.RENAMED, "topic", "hai khác một chút")
    ]


def test_a_patch_fits_only_its_map() -> None:
    first = base()
    second = clone_map(first)
    child(second, 0).title = "x"
    difference = diff(first, second)
    with pytest.raises(UsageError):
        patch(second, difference)


def test_the_coloured_map_shows_every_change() -> None:
    first = base()
    second = clone_map(first)
    child(second, 0).title = "một mới"
    remove(second, child(second, 1))
    insert(second, child(second, 0), Topic(title="thêm"))
    shown = diff_map(first, second)
    assert validate(shown) == []
    colours = {topic.title: topic.style.get("svg:fill") for topic in shown.topics()}
    assert colours["một mới"] == COLOURS[ChangeKind.RENAMED][0]
    assert colours["thêm"] == COLOURS[ChangeKind.ADDED][0]
    assert colours["hai"] == colours["hai a"] == COLOURS[ChangeKind.REMOVED][0]
    assert colours["ba"] is None
    assert child(second, 0).style == {}


def test_the_word_table_has_a_row_for_each_change() -> None:
    first = base()
    second = clone_map(first)
    child(second, 0).title = "một mới"
    remove(second, child(second, 1))
    difference = diff(first, second)
    with zipfile.ZipFile(io.BytesIO(diff_document(difference))) as package:
        text = package.read("word/document.xml").decode()
    assert text.count("<w:tr>") + text.count("<w:tr ") == len(difference) + 1
    assert "một → một mới" in text


def test_both_sides_are_merged() -> None:
    start = base()
    mine, theirs = clone_map(start), clone_map(start)
    child(mine, 0).title = "một của tôi"
    child(mine, 1).labels = ["BL 1"]
    child(theirs, 1).labels = ["BL 2"]
    child(theirs, 1, 0).title = "của họ"
    insert(theirs, child(theirs, 2), Topic(title="thêm"))
    result = merge(start, mine, theirs)
    assert not result.conflicts
    assert [topic.title for topic in result.map.topics()] == [
        "gốc", "một của tôi", "một a", "một b", "hai", "của họ", "hai b", "ba", "ba a", "ba b", "thêm",
    ]  # fmt: skip
    assert child(result.map, 1).labels == ["BL 1", "BL 2"]


def test_conflicting_titles_are_marked_and_mine_stands() -> None:
    start = base()
    mine, theirs = clone_map(start), clone_map(start)
    child(mine, 0).title, child(theirs, 0).title = "tôi", "họ"
    result = merge(start, mine, theirs)
    (conflict,) = result.conflicts
    assert (conflict.field, conflict.base, conflict.mine, conflict.theirs) == ("title", "một", "tôi", "họ")
    assert child(result.map, 0).title == "tôi"
    assert child(result.map, 0).labels == [CONFLICT_LABEL]


def test_what_one_removed_and_the_other_changed_is_kept() -> None:
    start = base()
    mine, theirs = clone_map(start), clone_map(start)
    remove(mine, child(mine, 0))
    child(theirs, 0, 1).title = "sửa"
    result = merge(start, mine, theirs)
    assert {conflict.field for conflict in result.conflicts} == {"existence"}
    titles = [topic.title for topic in result.map.topics()]
    assert "sửa" in titles
    assert "một" in titles
    assert "một a" not in titles


def test_moves_that_would_tie_a_ring() -> None:
    start = base()
    mine, theirs = clone_map(start), clone_map(start)
    move(mine, child(mine, 0), child(mine, 1))
    move(theirs, child(theirs, 1), child(theirs, 0))
    result = merge(start, mine, theirs)
    assert {conflict.field for conflict in result.conflicts} == {"place"}
    assert len(list(result.map.topics())) == len(list(start.topics()))


def test_none_of_the_three_is_changed() -> None:
    start = base()
    mine, theirs = clone_map(start), clone_map(start)
    child(mine, 0).title, child(theirs, 0).title = "tôi", "họ"
    merge(start, mine, theirs)
    assert child(mine, 0).labels == child(theirs, 0).labels == []


def test_arrows_without_ids_are_the_same_when_they_join_the_same_topics() -> None:
    source = (
        b'<map version="1.0.1"><node ID="a" TEXT="A"><node ID="b" TEXT="B"><arrowlink DESTINATION="c"/></node>'
        b'<node ID="c" TEXT="C"><arrowlink DESTINATION="b"/></node></node></map>'
    )
    assert not diff(loads(source), loads(source)).changes
    changed = loads(source)
    changed.sheets[0].relationships.pop()
    assert [(item.kind, item.subject) for item in diff(loads(source), changed).changes] == [
        (ChangeKind.REMOVED, "arrow")
    ]
