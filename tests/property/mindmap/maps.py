"""Random maps and random edits: the strategies that all property tests of mind maps share."""

import random

from hypothesis import strategies as st

from casedocs.mindmap import (
    Boundary,
    Extension,
    Image,
    MindMap,
    Note,
    Numbering,
    Point,
    Relationship,
    Sheet,
    Summary,
    Topic,
    insert,
    move,
    remove,
)

WORDS = (
    "Lời khai bị can",
    "Biên bản khám nghiệm hiện trường",
    "Đồng Tháp",
    "Kết luận giám định số 12",
    "a <b> & \"c\" 'd'",
    "# không phải tiêu đề",
    "1. mục một",
    "- gạch",
    "*đậm* _nghiêng_ `mã` [x](y)",
    "=SUM(A1)",
    "hai\ndòng",
    "\\ ngược",
    "22 giờ 02/3/2024",
    "😀 biểu tượng",
    "| bảng | cột",
    "> trích",
    "** không",
)
TITLES = st.one_of(
    st.sampled_from(WORDS),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=20).filter(
        lambda text: text.strip() == text and text.isprintable()
    ),
)


def _topic(rng: random.Random, number: int, titles: list[str]) -> Topic:
    topic = Topic(id=f"t{number}", title=rng.choice(titles))
    if rng.random() < 0.2:
        topic.note = Note(plain=rng.choice(titles) + "\nthêm")
    if rng.random() < 0.2:
        topic.labels = [f"BL {rng.randint(1, 99)}"]
    if rng.random() < 0.2:
        topic.markers = rng.sample(["priority-1", "task-done", "flag-red"], rng.randint(1, 3))
    if rng.random() < 0.2:
        topic.link = rng.choice(["https://example.vn/a?b=1&c=2", "file:trang/0012.png", "xmind:#t0"])
    if rng.random() < 0.1:
        topic.image = Image(source_link="xap:resources/x.png", width=10.0, height=20.5, align="left")
    if rng.random() < 0.1:
        topic.numbering = Numbering(number_format="org.xmind.numbering.roman", suffix=")", prepend_parent=False)
    topic.folded = rng.random() < 0.2
    if rng.random() < 0.1:
        topic.structure = "org.xmind.ui.logic.right"
    if rng.random() < 0.2:
        topic.style = {"svg:fill": "#ff0000", "fo:color": "#00ff00"}
    if rng.random() < 0.1:
        topic.extensions = [Extension(provider="vn.test", content=[{"name": "a", "content": "b"}])]
    return topic


def _decorate(rng: random.Random, topic: Topic, number: int) -> int:
    if topic.children and rng.random() < 0.3:
        first = rng.randrange(len(topic.children))
        members = topic.children[first : first + rng.randint(1, 3)]
        topic.boundaries.append(Boundary(id=f"b{number}", members=members, title="khung"))
        number += 1
    if topic.children and rng.random() < 0.3:
        summed = Topic(id=f"t{number}", title="tóm tắt")
        topic.summaries.append(Summary(id=f"s{number}", members=topic.children[:1], topic=summed))
        number += 1
    if rng.random() < 0.1:
        topic.callouts.append(Topic(id=f"t{number}", title="bóng"))
        number += 1
    return number


def build(seed: int, size: int, titles: list[str], *, rich: bool = True, sheets: int = 1) -> MindMap:
    """A map that depends on nothing but its arguments."""
    rng = random.Random(seed)
    result, number = MindMap(), 0
    for place in range(sheets):
        root = _topic(rng, number, titles)
        topics, number = [root], number + 1
        for _ in range(size):
            parent = rng.choice(topics[-8:] if rng.random() < 0.7 else topics)
            child = _topic(rng, number, titles)
            number += 1
            parent.children.append(child)
            topics.append(child)
        sheet = Sheet(id=f"sheet{place}", title=f"Trang {place}", root=root)
        if rich:
            for topic in topics:
                number = _decorate(rng, topic, number)
            if rng.random() < 0.5:
                root.floating.append(Topic(id=f"t{number}", title="tự do", position=Point(10.0, -20.5)))
                number += 1
            for _ in range(rng.randint(0, 3)):
                ends = rng.choice(topics), rng.choice(topics)
                arrow = Relationship(id=f"r{number}", start_id=ends[0].id, end_id=ends[1].id, title="mâu thuẫn")
                sheet.relationships.append(arrow)
                number += 1
        result.sheets.append(sheet)
    return result


@st.composite
def maps(draw: st.DrawFn, *, rich: bool = True, sheets: int = 1, most: int = 25) -> MindMap:
    titles = draw(st.lists(TITLES, min_size=1, max_size=6))
    size = draw(st.integers(0, most))
    return build(draw(st.integers(0, 2**32)), size, titles, rich=rich, sheets=draw(st.integers(1, sheets)))


def edit_at_random(mind_map: MindMap, seed: int, count: int) -> None:
    """Some edits through the public functions and fields; ids of new topics depend on the seed."""
    rng = random.Random(seed)
    for step in range(count):
        topics = list(mind_map.topics())
        roots = {id(sheet.root) for sheet in mind_map.sheets}
        topic = rng.choice(topics)
        what = rng.randrange(7)
        if what == 0:
            topic.title = rng.choice(WORDS)
        elif what == 1:
            insert(mind_map, topic, Topic(id=f"n{seed}-{step}", title="mới"), rng.randint(0, len(topic.children)))
        elif what == 2 and id(topic) not in roots:
            remove(mind_map, topic)
        elif what == 3 and id(topic) not in roots:
            inside = {id(item) for item in topic.walk()}
            targets = [item for item in topics if id(item) not in inside]
            # Removing a sole summary member turns its summary topic into a child: then that may be the target too.
            move(mind_map, topic, rng.choice(targets), 0)
        elif what == 4:
            topic.labels = [f"BL {rng.randint(1, 9)}"]
        elif what == 5:
            topic.note = Note(plain=f"ghi chú {step}")
        else:
            topic.style = {"svg:fill": rng.choice(["#111111", "#222222"])}
