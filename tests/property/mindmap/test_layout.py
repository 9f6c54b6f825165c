"""Laws of layouts on random maps with summaries, boundaries, callouts and floating topics, in every structure."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedocs.mindmap import Boundary, MindMap, Point, Relationship, Summary, Topic
from casedocs.mindmap.layout import FrameKind, Layout, LayoutOptions, Structure, arrange

CLASSES = [
    None, None, None, "org.xmind.ui.logic.right", "org.xmind.ui.logic.left", "org.xmind.ui.tree.left",
    "org.xmind.ui.org-chart.down", "org.xmind.ui.org-chart.up", "org.xmind.ui.timeline.horizontal",
    "org.xmind.ui.timeline.vertical", "org.xmind.ui.fishbone.leftHeaded", "org.xmind.ui.map.clockwise", "unknown.x",
]  # fmt: skip
TITLES = ["Bị can", "Lời khai của người làm chứng về thời gian xảy ra vụ việc", "", "a\nb\nc", "x" * 90, "Đồng Tháp"]


def random_map(seed: int, count: int) -> MindMap:
    rng = random.Random(seed)
    mind_map = MindMap.new("Vụ án")
    root = mind_map.sheets[0].root
    topics = [root]
    for _ in range(count):
        parent = rng.choice(topics[-10:])
        topic = Topic(title=rng.choice(TITLES), structure=rng.choice(CLASSES), labels=rng.choice([[], ["BL 1"]]))
        rng.choice([parent.children] * 8 + [parent.callouts, root.floating]).append(topic)
        topics.append(topic)
    for topic in topics:
        if len(topic.children) > 1 and rng.random() < 0.6:
            start = rng.randrange(len(topic.children))
            members = topic.children[start : start + rng.randint(1, 3)]
            topic.boundaries.append(Boundary(members=rng.choice([members, None]), title=rng.choice(["", "khung"])))
            topic.summaries.append(Summary(members=members, topic=Topic(title="tóm tắt")))
    for topic in root.floating[::2]:
        topic.position = Point(rng.uniform(-900, 900), rng.uniform(-900, 900))
    ends = [rng.choice(topics).id for _ in range(4)]
    mind_map.sheets[0].relationships = [
        Relationship(start_id=ends[0], end_id=ends[1], title="mâu thuẫn"),
        Relationship(start_id=ends[2], end_id=ends[3]),
    ]
    return mind_map


def check(layout: Layout) -> None:
    for first, second in combinations(layout.topics, 2):
        assert first.box.intersection(second.box) is None, (first.topic.title, second.topic.title)
    for placed in layout.topics:
        assert placed.box.left >= 0
        assert placed.box.top >= 0
        assert placed.box.right <= layout.size.width
        assert placed.box.bottom <= layout.size.height
        assert placed.box.width == pytest.approx(placed.shape.width)


@given(st.integers(0, 10**9), st.integers(0, 40), st.sampled_from(Structure))
@settings(max_examples=120, deadline=None)
def test_no_two_boxes_overlap_and_all_lie_on_the_page(seed: int, count: int, structure: Structure) -> None:
    sheet = random_map(seed, count).sheets[0]
    layout = arrange(sheet, options=LayoutOptions(structure=structure))
    assert [id(placed.topic) for placed in layout.topics] == [id(topic) for topic in sheet.root.walk()]
    check(layout)


@given(st.integers(0, 10**9), st.integers(0, 30))
@settings(max_examples=25, deadline=None)
def test_the_same_map_gives_the_same_layout(seed: int, count: int) -> None:
    sheet = random_map(seed, count).sheets[0]
    assert arrange(sheet) == arrange(sheet)


@given(st.integers(0, 10**9), st.integers(1, 30), st.integers(0, 3))
@settings(max_examples=25, deadline=None)
def test_depth_leaves_out_what_is_deeper_and_counts_it(seed: int, count: int, depth: int) -> None:
    sheet = random_map(seed, count).sheets[0]
    layout = arrange(sheet, options=LayoutOptions(max_depth=depth))
    assert len(layout.topics) + layout.cut == len(list(sheet.root.walk()))
    check(layout)


@given(st.integers(0, 10**9))
@settings(max_examples=40, deadline=None)
def test_a_boundary_holds_its_members_in_column_layouts(seed: int) -> None:
    sheet = random_map(seed, 30).sheets[0]
    layout = arrange(sheet, options=LayoutOptions(structure=Structure.LOGIC_RIGHT))
    boxes = {id(placed.topic): placed.box for placed in layout.topics}
    for frame in layout.frames:
        if frame.kind is FrameKind.BOUNDARY and isinstance(frame.subject, Boundary):
            for member in frame.subject.members or [layout.topics[frame.owner].topic]:
                inner = boxes[id(member)]
                assert frame.box.left <= inner.left
                assert frame.box.right >= inner.right
                assert frame.box.top <= inner.top
                assert frame.box.bottom >= inner.bottom
