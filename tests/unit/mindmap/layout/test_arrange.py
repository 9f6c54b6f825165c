import pytest

from casedocs.errors import LimitExceededError, UsageError
from casedocs.mindmap import MindMap, Numbering, Summary, Topic
from casedocs.mindmap._fonts import load_fonts
from casedocs.mindmap.layout import FrameKind, LayoutOptions, Structure, WireKind, arrange
from casedocs.mindmap.layout.shapes import number_text, wrap


def case(branches: int = 6) -> MindMap:
    mind_map = MindMap.new("Vụ án")
    for number in range(branches):
        mind_map.sheets[0].root.add(f"Nhánh {number}").add("Ý")
    return mind_map


def test_the_map_uses_both_sides_of_the_root_and_reads_downwards() -> None:
    layout = arrange(case().sheets[0])
    root, *rest = layout.topics
    main = [placed for placed in rest if placed.level == 1]
    right = [placed.box.center for placed in main if placed.box.left > root.box.right]
    left = [placed.box.center for placed in main if placed.box.right < root.box.left]
    assert len(right) == len(left) == 3
    assert [y for _, y in right] == sorted(y for _, y in right)


@pytest.mark.parametrize("structure", list(Structure))
def test_a_chain_of_3000_topics_is_no_limit(structure: Structure) -> None:
    mind_map = MindMap.new("đầu")
    topic = mind_map.sheets[0].root
    for _ in range(3000):
        topic = topic.add("tiếp")
    assert len(arrange(mind_map.sheets[0], options=LayoutOptions(structure=structure)).topics) == 3001


def test_branches_keep_the_structure_that_the_map_names() -> None:
    mind_map = MindMap.new("gốc")
    mind_map.sheets[0].root.structure = "org.xmind.ui.logic.right"
    chart = mind_map.sheets[0].root.add("đồng phạm")
    chart.structure = "org.xmind.ui.org-chart.down"
    chart.add("A")
    chart.add("B")
    by_title = {placed.topic.title: placed.box for placed in arrange(mind_map.sheets[0]).topics}
    assert by_title["A"].top == by_title["B"].top > by_title["đồng phạm"].bottom
    assert by_title["đồng phạm"].left > by_title["gốc"].right


def test_a_summary_stands_beyond_its_brace() -> None:
    mind_map = MindMap.new("gốc")
    root = mind_map.sheets[0].root
    members = [root.add("một"), root.add("hai")]
    root.summaries.append(Summary(members=members, topic=Topic(title="tóm lại")))
    layout = arrange(mind_map.sheets[0], options=LayoutOptions(structure=Structure.LOGIC_RIGHT))
    (brace,) = layout.frames
    boxes = {placed.topic.title: placed.box for placed in layout.topics}
    assert brace.kind is FrameKind.BRACE_RIGHT
    assert boxes["một"].right < brace.box.left < brace.box.right <= boxes["tóm lại"].left


def test_a_callout_stands_above_its_topic_with_a_tail() -> None:
    mind_map = MindMap.new("gốc")
    mind_map.sheets[0].root.callouts.append(Topic(title="chờ ý kiến"))
    layout = arrange(mind_map.sheets[0])
    assert layout.topics[1].box.bottom < layout.topics[0].box.top
    assert [wire.kind for wire in layout.wires] == [WireKind.TAIL]


def test_closed_branches_stay_closed_only_when_asked() -> None:
    mind_map = case(2)
    mind_map.sheets[0].root.children[0].folded = True
    assert len(arrange(mind_map.sheets[0]).topics) == 5
    layout = arrange(mind_map.sheets[0], options=LayoutOptions(open_folded=False))
    assert (len(layout.topics), layout.cut) == (4, 1)


@pytest.mark.parametrize(
    ("form", "number"),
    [("arabic", "4."), ("roman", "IV."), ("uppercase", "D."), ("lowercase", "d."), ("none", "")],
)
def test_numbers(form: str, number: str) -> None:
    assert number_text(Numbering(number_format=f"org.xmind.numbering.{form}"), 4, "") == number


def test_numbers_of_the_parent_go_before() -> None:
    arabic = Numbering(number_format="org.xmind.numbering.arabic")
    assert number_text(arabic, 2, "3.") == "3.2."


def test_wrapping_keeps_every_letter_and_the_width() -> None:
    fonts = load_fonts()
    text = "Quyết định khởi tố vụ án hình sự " + "x" * 80
    lines = wrap(text, fonts, size=12, room=100)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(fonts.width(line, 12) <= 100 for line in lines)


def test_limits_and_options() -> None:
    with pytest.raises(LimitExceededError):
        arrange(case().sheets[0], options=LayoutOptions(max_topics=5))
    with pytest.raises(UsageError):
        LayoutOptions(max_text_width=3)
    with pytest.raises(UsageError):
        LayoutOptions(max_depth=-1)
    with pytest.raises(UsageError):
        LayoutOptions(max_topics=0)
