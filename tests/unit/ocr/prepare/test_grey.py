import numpy as np
import pytest

from casedocs.errors import UsageError
from casedocs.geometry import Affine
from casedocs.ocr.prepare import find_seals, to_grey
from tests import ocr_pages as pages


def test_red_seal_goes_and_print_under_it_stays() -> None:
    page = pages.text_page(150, face="sans")
    bare = page.grey
    box = pages.add_seal(page, 600, 700)
    grey, back = to_grey(page.rgb)
    assert back == Affine()
    part = np.s_[round(box.top) : round(box.bottom), round(box.left) : round(box.right)]
    assert grey[part][bare[part] > 250].mean() > 245
    assert grey[part][bare[part] < 60].max() < 120


def test_dark_red_is_lightened_too() -> None:
    page = np.full((64, 64, 3), 255, np.uint8)
    page[16:48, 16:48] = (150, 30, 40)
    assert to_grey(page)[0][32, 32] > 180


def test_blue_ink_stays() -> None:
    page = np.full((64, 64, 3), 255, np.uint8)
    page[16:48, 16:48] = (40, 60, 190)
    assert to_grey(page)[0][32, 32] < 90


def test_grey_page_is_returned_as_it_is() -> None:
    page = pages.text_page(110, face="sans").grey
    assert to_grey(page)[0] is page


def test_given_page_is_not_changed() -> None:
    page = pages.text_page(110, face="sans")
    pages.add_seal(page, 400, 400)
    rgb = page.rgb
    before = rgb.copy()
    to_grey(rgb)
    assert (rgb == before).all()


def test_seals_are_found_with_their_boxes() -> None:
    page = pages.text_page(150, face="sans")
    large = pages.add_seal(page, 900, 1500)
    small = pages.add_seal(page, 200, 300, diameter_mm=20)
    found = find_seals(page.rgb, 150)
    assert len(found) == 2
    for box, true in zip(found, (large, small), strict=True):
        assert np.allclose(
            (box.left, box.top, box.right, box.bottom), (true.left, true.top, true.right, true.bottom), atol=20
        )


def test_page_without_red_has_no_seal() -> None:
    assert find_seals(pages.text_page(110, face="sans").rgb, 110) == ()


@pytest.mark.parametrize("bad", [np.zeros((4, 4, 4), np.uint8), np.zeros((4, 4, 3)), np.zeros((0, 4, 3), np.uint8)])
def test_anything_but_a_page_is_refused(bad: np.ndarray) -> None:
    with pytest.raises(UsageError):
        to_grey(bad)


@pytest.mark.parametrize("dpi", [0, -3, float("nan")])
def test_senseless_resolution_is_refused(dpi: float) -> None:
    with pytest.raises(UsageError, match="dpi"):
        find_seals(np.zeros((9, 9, 3), np.uint8), dpi)


@pytest.mark.parametrize("size", [(1, 1), (2, 30), (30, 3), (9, 9)])
def test_tiny_red_pictures(size: tuple[int, int]) -> None:
    red = np.full((*size, 3), (220, 30, 40), np.uint8)
    grey, _ = to_grey(red)
    assert grey.shape == size
    assert grey.min() > 200


def test_red_ink_at_the_very_edge_goes_too() -> None:
    image = np.full((400, 300, 3), 255, np.uint8)
    image[100:200, :6] = (220, 30, 40)
    image[394:, 50:200] = (220, 30, 40)
    assert to_grey(image)[0].min() > 200
