"""Rows and font sizes from segments alone."""

from casedocs.ocr.layout.rows import merge, rows_of, same_size
from casedocs.ocr.layout.segments import Segment


def segment(
    left: float, right: float, base: float, em: float = 20, count: int = 10, other: float | None = None
) -> Segment:
    return Segment(left, base - 0.7 * em, right, base + 0.2 * em, base, base, em, other or em, count, 1.0)


def test_segments_on_one_baseline_are_a_row() -> None:
    rows = rows_of([segment(600, 900, 103), segment(100, 400, 100), segment(100, 900, 140)])
    assert [[one.left for one in row] for row in rows] == [[100, 600], [100]]


def test_overlapping_segments_are_never_one_row() -> None:
    assert len(rows_of([segment(100, 400, 100), segment(300, 600, 101)])) == 2


def test_merged_segment_spans_its_parts() -> None:
    merged = merge([segment(100, 300, 100, count=20), segment(320, 340, 104, em=9, count=2)])
    assert (merged.left, merged.right, merged.em, merged.count) == (100, 340, 20, 22)


def test_short_line_of_small_letters_takes_the_size_of_its_neighbours() -> None:
    # "năm": no letter taller than an x, so its height alone may be that of capitals in a smaller size.
    lines = [segment(0, 500, 100), segment(0, 60, 130, em=14, count=3, other=20.5)]
    assert [one.em for one in same_size(lines, 20)] == [20, 20]


def test_small_print_keeps_its_size() -> None:
    lines = [segment(0, 500, 100, em=20, count=40), segment(0, 300, 130, em=15, count=30)]
    assert [one.em for one in same_size(lines, 20)] == [20, 15]
