"""Any uint8 array is a page: nothing but errors of our own may come out, and every position lies on the page."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from casedocs.errors import CasedocsError, InputError
from casedocs.ocr import prepare
from casedocs.ocr.layout import crop_line, find_lines, without_rules

SIDES = st.one_of(st.integers(1, 40), st.integers(41, 700))


@st.composite
def rough_pages(draw: st.DrawFn) -> NDArray[np.uint8]:
    """Noise, stripes, blots and boxes of any size: what a broken scanner or a photograph may give."""
    height, width = draw(SIDES), draw(SIDES)
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    page = np.full((height, width), draw(st.integers(0, 255)), np.uint8)
    kind = draw(st.sampled_from(["noise", "stripes", "blots", "grid", "plain"]))
    if kind == "noise":
        page = generator.integers(0, 256, (height, width), np.uint8)
    elif kind == "stripes":
        page[:: draw(st.integers(2, 20))] = 0
        page[:, :: draw(st.integers(2, 60))] = 0
    elif kind == "blots":
        for y, x in generator.integers(0, 700, (draw(st.integers(0, 60)), 2)):
            page[y : y + 9, x : x + 6] = 0
    elif kind == "grid":
        for at in generator.integers(0, 700, draw(st.integers(0, 12))):
            page[at : at + 2] = 0
            page[:, at : at + 2] = 0
    return page


@settings(max_examples=60, deadline=None)
@given(rough_pages())
def test_layout_survives_any_page(page: NDArray[np.uint8]) -> None:
    layout = find_lines(page)
    cleaned = without_rules(page, layout)
    assert cleaned.shape == page.shape
    for line in layout.lines:
        # A skewed line may reach over the edge by what its slope lifts it.
        assert -0.15 * layout.width - 16 <= line.box.left <= line.box.right <= 1.15 * layout.width + 16
        assert line.em > 0
        crop_line(page, line)
    assert 0 <= layout.confidence <= 1


@settings(max_examples=25, deadline=None)
@given(rough_pages())
def test_every_step_survives_any_page(page: NDArray[np.uint8]) -> None:
    before = page.copy()
    steps = (
        prepare.prepare_page,
        prepare.upright,
        prepare.deskew,
        prepare.flatten_paper,
        prepare.remove_borders,
        prepare.remove_show_through,
        prepare.remove_drawn_lines,
    )
    for step in steps:
        new, back = step(page)
        assert new.dtype == np.uint8
        back.inverse()
    prepare.split_spread(page)
    prepare.scale_text(page, 12)
    prepare.check_page(page, dpi=None)
    assert len(prepare.fingerprint(page)) == 384
    assert (page == before).all()


@settings(max_examples=15, deadline=None)
@given(rough_pages(), rough_pages())
def test_joining_any_two_pages_joins_or_says_why_not(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> None:
    try:
        sheet, maps = prepare.join_parts([[one, other]])
    except InputError:
        return
    assert sheet.shape[0] >= max(one.shape[0], other.shape[0])
    assert len(maps) == 2


@pytest.mark.parametrize("value", [None, "page", [[1, 2]], np.zeros((3, 3), np.int64), np.zeros((2, 2, 2), np.uint8)])
@pytest.mark.parametrize(
    "reader",
    [
        find_lines,
        prepare.find_turn,
        prepare.find_skew,
        prepare.fingerprint,
        prepare.check_page,
        prepare.prepare_page,
        prepare.split_spread,
        prepare.flatten_paper,
    ],
)
def test_garbage_gets_a_named_error(reader: object, value: object) -> None:
    with pytest.raises(CasedocsError):
        reader(value)  # type: ignore[operator]  # the parameters above are functions
