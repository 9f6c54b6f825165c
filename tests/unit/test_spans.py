"""Spans and offset maps: examples; the laws are in tests/property/test_spans.py."""

import pytest

from casedocs.errors import UsageError
from casedocs.spans import OffsetMap, Span


def test_a_span_is_a_slice() -> None:
    assert Span(2, 5).of("hồ sơ án") == " sơ"
    assert len(Span(2, 5)) == 3
    assert Span(4, 4)
    assert Span(1, 3).overlaps(Span(2, 9))
    assert not Span(1, 3).overlaps(Span(3, 9))
    assert Span(1, 9).covers(Span(1, 9))
    assert Span(1, 2).joined(Span(5, 6)) == Span(1, 6)
    assert Span(1, 2).shifted(3) == Span(4, 5)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_cannot_run_backwards(start: int, end: int) -> None:
    with pytest.raises(UsageError, match="span"):
        Span(start, end)


def test_deleted_and_replaced_pieces() -> None:
    # "ab​cd..ef" → "abcd…ef": a zero-width space goes, two dots become one ellipsis
    lead = OffsetMap.from_edits(9, [(2, 3, 0), (5, 7, 1)])
    assert lead.target_length == 7
    assert lead.map(Span(0, 2)) == Span(0, 2)
    assert lead.map(Span(2, 3)) == Span(2, 2)
    assert lead.map(Span(3, 5)) == Span(2, 4)
    assert lead.map(Span(4, 6)) == Span(3, 5)
    back = lead.invert()
    assert back.map(Span(0, 2)) == Span(0, 2)
    assert back.map(Span(2, 4)) == Span(3, 5)
    assert back.map(Span(4, 5)) == Span(5, 7)
    assert (back.position(2), back.position(2, after=True)) == (2, 3)


def test_maps_compose() -> None:
    first = OffsetMap.from_edits(4, [(1, 2, 0)])  # "abcd" → "acd"
    second = OffsetMap.from_edits(3, [(1, 2, 2)])  # "acd" → "aXYd"
    both = first.compose(second)
    assert (both.source_length, both.target_length) == (4, 4)
    assert both.map(Span(2, 3)) == Span(1, 3)
    assert both.map(Span(3, 4)) == Span(3, 4)
    assert OffsetMap.identity(4).compose(first) is first
    assert first.compose(OffsetMap.identity(3)) is first


def test_wrong_use_is_named() -> None:
    with pytest.raises(UsageError, match="overlaps"):
        OffsetMap.from_edits(5, [(1, 3, 0), (2, 4, 1)])
    with pytest.raises(UsageError, match="outside"):
        OffsetMap.identity(3).position(4)
    with pytest.raises(UsageError, match="do not fit"):
        OffsetMap.identity(3).compose(OffsetMap.identity(4))
