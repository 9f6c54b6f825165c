"""Laws of offset maps, on random edits."""

from hypothesis import given
from hypothesis import strategies as st

from casedocs.spans import OffsetMap, Span

Edit = tuple[int, int, int]


@st.composite
def maps(draw: st.DrawFn, length: int | None = None) -> OffsetMap:
    size = draw(st.integers(0, 30)) if length is None else length
    cuts = sorted(draw(st.lists(st.integers(0, size), max_size=8)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        edits.append((start, end, draw(st.integers(0, 4))))
    return OffsetMap.from_edits(size, edits)


@st.composite
def chains(draw: st.DrawFn) -> tuple[OffsetMap, OffsetMap]:
    first = draw(maps())
    return first, draw(maps(length=first.target_length))


@given(maps())
def test_positions_never_run_backwards(lead: OffsetMap) -> None:
    low = [lead.position(i) for i in range(lead.source_length + 1)]
    high = [lead.position(i, after=True) for i in range(lead.source_length + 1)]
    assert low == sorted(low)
    assert high == sorted(high)
    assert all(a <= b for a, b in zip(low, high, strict=True))
    assert low[0] == 0
    assert high[-1] == lead.target_length


@given(maps())
def test_inverting_twice_changes_nothing(lead: OffsetMap) -> None:
    assert lead.invert().invert() == lead


@given(maps())
def test_unchanged_characters_keep_their_place_both_ways(lead: OffsetMap) -> None:
    back = lead.invert()
    changed = {i for start, end, _, _ in lead.edits for i in range(start, end)}
    for i in set(range(lead.source_length)) - changed:
        there = lead.map(Span(i, i + 1))
        assert len(there) == 1
        assert back.map(there) == Span(i, i + 1)


@given(maps(), st.data())
def test_spans_stay_inside_and_cover_their_parts(lead: OffsetMap, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, lead.source_length))
    end = data.draw(st.integers(start, lead.source_length))
    there = lead.map(Span(start, end))
    assert there.end <= lead.target_length
    for i in range(start, end):
        part = lead.map(Span(i, i + 1))
        assert len(part) == 0 or there.covers(part)


@given(chains())
def test_a_composed_map_agrees_with_both_steps(chain: tuple[OffsetMap, OffsetMap]) -> None:
    first, second = chain
    both = first.compose(second)
    assert (both.source_length, both.target_length) == (first.source_length, second.target_length)
    assert both.invert() == both.invert().invert().invert()
    low = [both.position(i) for i in range(both.source_length + 1)]
    assert low == sorted(low)
    changed = {i for start, end, _, _ in both.edits for i in range(start, end)}
    for i in set(range(both.source_length)) - changed:
        step = second.map(first.map(Span(i, i + 1)))
        assert both.map(Span(i, i + 1)) == step
