import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedocs.geometry import Affine, Box, Size

numbers = st.floats(-1e4, 1e4)
turns = st.floats(-360, 360)
scales = st.floats(0.05, 50)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, top = draw(numbers), draw(numbers)
    return Box(left, top, left + draw(st.floats(0, 1e4)), top + draw(st.floats(0, 1e4)))


@st.composite
def maps(draw: st.DrawFn) -> Affine:
    turned = Affine.scaling(draw(scales), draw(scales)).then(Affine.rotation(draw(turns)))
    return turned.then(Affine.translation(draw(numbers), draw(numbers)))


def close(first: tuple[float, float], second: tuple[float, float]) -> bool:
    return all(math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-5) for a, b in zip(first, second, strict=True))


def test_sizes_and_boxes_know_their_measures() -> None:
    assert Size(3, 4).area == 12
    box = Box(1, 2, 4, 8)
    assert (box.width, box.height, box.area, box.center) == (3, 6, 18, (2.5, 5))
    assert box.expanded(1) == Box(0, 1, 5, 9)
    assert Box(1.005, 2.3456, 3.9999, 4).rounded() == Box(1.0, 2.35, 4.0, 4)


def test_boxes_that_only_touch_have_no_common_part() -> None:
    assert Box(0, 0, 2, 2).intersection(Box(1, 1, 3, 3)) == Box(1, 1, 2, 2)
    assert Box(0, 0, 2, 2).intersection(Box(2, 0, 3, 3)) is None


def test_around_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        Box.around([])
    with pytest.raises(ValueError, match="empty"):
        Box.around_points([])


@given(boxes(), boxes())
def test_the_common_part_lies_in_both_and_both_lie_in_the_box_around_them(first: Box, second: Box) -> None:
    around = Box.around([first, second])
    assert around.left <= first.left
    assert around.bottom >= second.bottom
    common = first.intersection(second)
    assert common == second.intersection(first)
    if common is not None:
        assert first.intersection(common) == common == second.intersection(common)


def test_rotation_is_clockwise_on_a_page_whose_y_points_down() -> None:
    assert close(Affine.rotation(90).point(1, 0), (0, 1))
    assert close(Affine.rotation(90).point(0, 1), (-1, 0))


def test_scaling_by_one_number_scales_both_ways() -> None:
    assert Affine.scaling(2).point(3, 4) == (6, 8)
    assert Affine.scaling(2, 3).box(Box(1, 1, 2, 2)) == Box(2, 3, 4, 6)


def test_a_flat_map_has_no_inverse() -> None:
    with pytest.raises(ZeroDivisionError):
        Affine(0, 0, 0, 0).inverse()


@given(maps(), numbers, numbers)
def test_the_inverse_leads_back(there: Affine, x: float, y: float) -> None:
    back = there.inverse()
    assert close(back.point(*there.point(x, y)), (x, y))
    assert close(there.then(back).point(x, y), (x, y))


@given(maps(), maps(), numbers, numbers)
def test_then_is_one_map_after_the_other(first: Affine, second: Affine, x: float, y: float) -> None:
    expected = second.point(*first.point(x, y))
    found = first.then(second).point(x, y)
    size = 1 + max(map(abs, expected))
    assert all(abs(a - b) <= 1e-6 * size for a, b in zip(expected, found, strict=True))
