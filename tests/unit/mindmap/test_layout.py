import random

import pytest

from casedocs.geometry import Size
from casedocs.mindmap.layout import Arrangement, Item, arrange


def tree(seed: int, count: int) -> Item:
    rng = random.Random(seed)
    items = [Item(Size(200, 60))]
    for _ in range(count):
        item = Item(Size(rng.uniform(20, 260), rng.uniform(18, 90)))
        rng.choice(items[-12:]).below.append(item)
        items.append(item)
    return items[0]


@pytest.mark.parametrize("arrangement", list(Arrangement))
@pytest.mark.parametrize("seed", range(8))
def test_boxes_never_overlap_and_every_branch_has_a_line(arrangement: Arrangement, seed: int) -> None:
    root = tree(seed, 60)
    edges = arrange(root, arrangement)
    items = list(root.walk())
    assert len(edges) >= len(items) - 1
    for place, item in enumerate(items):
        assert item.box.width == pytest.approx(item.size.width)
        for other in items[place + 1 :]:
            assert item.box.intersection(other.box) is None


@pytest.mark.parametrize("arrangement", list(Arrangement))
def test_a_single_topic_and_a_deep_chain(arrangement: Arrangement) -> None:
    alone = Item(Size(10, 10))
    arrange(alone, arrangement)
    assert (alone.box.width, alone.box.height) == (10, 10)
    root = item = Item(Size(10, 10))
    for _ in range(3000):
        item.below.append(Item(Size(10, 10)))
        item = item.below[0]
    assert len(arrange(root, arrangement)) >= 3000


def test_the_map_uses_both_sides() -> None:
    root = Item(Size(100, 30), below=[Item(Size(80, 20)) for _ in range(6)])
    arrange(root, Arrangement.MAP)
    sides = [item.box.center[0] > root.box.center[0] for item in root.below]
    assert sides == [True] * 3 + [False] * 3
