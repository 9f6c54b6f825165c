"""Places lead from pixels to the page and back, through every map that the library makes."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array

from casedocs.geometry import Affine, Box
from casedocs.ocr._pdfium import PdfSource
from casedocs.ocr._scan import unturned
from tests.support.pdfs import grey_scan, write_page, write_scan

coordinates = st.floats(0, 1)
corners = st.tuples(st.integers(-5000, 5000), st.integers(-5000, 5000))
sides = st.integers(50, 900)


def assert_inverse(there: Affine, box: Box, tolerance: float) -> None:
    """Forth and back is nowhere."""
    back = there.inverse().box(there.box(box))
    for ours, theirs in zip(
        (back.left, back.top, back.right, back.bottom), (box.left, box.top, box.right, box.bottom), strict=True
    ):
        assert ours == pytest.approx(theirs, abs=tolerance)


@settings(max_examples=40, deadline=None)
@given(
    corners,
    st.tuples(sides, sides),
    st.sampled_from([0, 90, 180, 270]),
    st.tuples(coordinates, coordinates),
    st.booleans(),
)
def test_user_space_and_display_are_inverse(
    corner: tuple[int, int], sheet: tuple[int, int], rotate: int, place: tuple[float, float], crop: bool
) -> None:
    (x, y), (width, height), (u, v) = corner, sheet, place
    entries = {"CropBox": Array([x + 10, y + 10, x + width - 10, y + height - 5])} if crop else {}
    with TemporaryDirectory() as folder:
        path = write_page(Path(folder) / "a.pdf", b"", box=(x, y, x + width, y + height), Rotate=rotate, **entries)
        with PdfSource(path, 10**8) as source:
            page = source.page(0)
            there, size = page.to_display, page.size
            picture = page.render(36)
    box = Box(x + u * width, y + v * height, x + width, y + height)
    assert_inverse(there, box, 1e-2)
    assert abs(there.a * there.d - there.b * there.c) == pytest.approx(1, abs=1e-3)  # neither stretched nor shrunk
    assert_inverse(picture.to_page, Box(0, 0, picture.width * u, picture.height), 1e-6)
    whole = picture.to_page.box(Box(0, 0, picture.width, picture.height))
    assert (whole.right, whole.bottom) == pytest.approx((size.width, size.height), abs=1e-3)


@given(st.integers(0, 3), st.integers(1, 500), st.integers(1, 500), coordinates, coordinates)
def test_four_quarter_turns_are_none(turns: int, width: int, height: int, u: float, v: float) -> None:
    back = unturned(turns, width, height)
    turned = (width, height) if turns % 2 == 0 else (height, width)
    stored = back.box(Box(0, 0, *turned))
    assert (stored.left, stored.top, stored.right, stored.bottom) == (0, 0, width, height)
    assert_inverse(back, Box(0, 0, turned[0] * u, turned[1] * v), 1e-6)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from([0, 90, 180, 270]), st.integers(0, 30), st.integers(0, 30))
def test_a_scan_lies_where_the_page_puts_it(rotate: int, left: int, bottom: int) -> None:
    with TemporaryDirectory() as folder:
        path = write_scan(
            Path(folder) / "a.pdf",
            grey_scan(620, 877),
            "flate1",
            placement=f"560 0 0 800 {left} {bottom}",
            page={"Rotate": rotate},
        )
        with PdfSource(path, 10**8) as source:
            page = source.page(0)
            picture = page.picture(72)
            expected = page.to_display.box(Box(left, bottom, left + 560, bottom + 800))
    found = picture.to_page.box(Box(0, 0, picture.width, picture.height))
    pairs = ((found.left, expected.left), (found.top, expected.top), (found.right, expected.right))
    for ours, theirs in (*pairs, (found.bottom, expected.bottom)):
        assert ours == pytest.approx(theirs, abs=0.1)
