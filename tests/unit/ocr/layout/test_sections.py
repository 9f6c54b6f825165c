"""Columns from rows of segments alone."""

from casedocs.ocr.layout.sections import sections_of
from casedocs.ocr.layout.segments import Segment


def segment(
    left: float, right: float, base: float, em: float = 20, count: int = 10, other: float | None = None
) -> Segment:
    return Segment(left, base - 0.7 * em, right, base + 0.2 * em, base, base, em, other or em, count, 1.0)


def columns(rows: list[list[Segment]]) -> list[list[list[float]]]:
    return [[[one.left for one in column] for column in section.columns] for section in sections_of(rows, 500)]


def test_shared_gutter_parts_columns() -> None:
    rows = [[segment(100, 380, y), segment(520, 900, y)] for y in (100, 130, 160)]
    assert columns(rows) == [[[100, 100, 100], [520, 520, 520]]]


def test_line_across_the_gutter_ends_the_columns() -> None:
    rows = [[segment(100, 380, y), segment(520, 900, y)] for y in (100, 130)] + [[segment(100, 900, 160)]]
    assert columns(rows) == [[[100, 100], [520, 520]], [[100]]]


def test_columns_of_different_pitch_stay_together() -> None:
    rows = [
        [segment(100, 380, 100), segment(520, 900, 103)],
        [segment(101, 300, 126)],
        [segment(521, 800, 140)],
        [segment(102, 350, 152), segment(522, 700, 155)],
    ]
    assert columns(rows) == [[[100, 101, 102], [520, 521, 522]]]


def test_first_line_right_of_a_header_belongs_to_it() -> None:
    rows = [[segment(520, 900, 80)], *([segment(100, 380, y), segment(530, 890, y)] for y in (110, 140))]
    assert columns(rows) == [[[100, 100], [520, 530, 530]]]


def test_centred_title_does_not_join_the_header() -> None:
    rows = [[segment(100, 300, y), segment(400, 900, y)] for y in (100, 130)]
    assert columns([*rows, [segment(450, 550, 200)]]) == [[[100, 100], [400, 400]], [[450]]]


def test_wide_space_inside_a_single_line_is_no_column() -> None:
    rows = [[segment(100, 900, 100)], [segment(100, 500, 130), segment(530, 900, 130)], [segment(100, 900, 160)]]
    assert columns(rows) == [[[100, 100, 100]]]


def test_form_below_a_header_does_not_join_its_left_column() -> None:
    header = [[segment(150, 350, 100), segment(450, 950, 100)], [segment(180, 320, 130), segment(500, 900, 130)]]
    form = [[segment(100, right, y)] for right, y in ((300, 190), (280, 225), (340, 260))]
    assert columns([*header, *form]) == [[[150, 180], [450, 500]], [[100, 100, 100]]]
