import numpy as np
import pytest

from casedocs.errors import UsageError
from casedocs.geometry import Affine
from casedocs.ocr.prepare import deskew, find_skew, find_x_height, make_square, scale_text
from tests import ocr_pages as pages


@pytest.mark.parametrize("degrees", [-8.0, -1.1, 0.3, 4.0])
def test_page_is_made_level(degrees: float) -> None:
    grey = pages.scanned(pages.skewed(pages.letter_page(150, face="sans").grey, degrees))
    level, back = deskew(grey)
    assert level.shape == grey.shape
    assert find_skew(level) == pytest.approx(0.0, abs=0.07)
    # The middle of the page stays where it is, a line to its right has come from lower down by the skew.
    height, width = grey.shape
    assert back.point(width / 2, height / 2) == pytest.approx((width / 2, height / 2))
    x, y = back.point(width, height / 2)
    assert np.degrees(np.arctan2(y - height / 2, x - width / 2)) == pytest.approx(degrees, abs=0.07)


def test_straight_page_is_returned_untouched() -> None:
    grey = np.full((80, 60), 255, np.uint8)
    assert deskew(grey) == (grey, Affine()) or deskew(grey)[0] is grey
    assert find_skew(grey) is None


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_text_is_scaled_to_one_size_whatever_the_resolution(dpi: int) -> None:
    grey = pages.text_page(dpi, face="sans").grey
    scaled, back = scale_text(grey, 18)
    assert find_x_height(scaled) == pytest.approx(18, rel=0.12)
    assert back.point(scaled.shape[1], scaled.shape[0]) == pytest.approx((grey.shape[1], grey.shape[0]))


def test_page_without_print_keeps_its_size() -> None:
    grey = np.full((80, 60), 255, np.uint8)
    assert scale_text(grey, 18)[0] is grey
    assert find_x_height(grey) is None


def test_senseless_figures_are_refused() -> None:
    grey = np.full((80, 60), 255, np.uint8)
    with pytest.raises(UsageError):
        scale_text(grey, 0)
    with pytest.raises(UsageError):
        find_skew(grey, limit=90)


@pytest.mark.parametrize(("aspect", "shape"), [(2.0, (160, 60)), (0.5, (80, 120)), (1.041, (83, 60))])
def test_the_coarser_direction_is_enlarged(aspect: float, shape: tuple[int, int]) -> None:
    square, back = make_square(np.full((80, 60), 255, np.uint8), aspect)
    assert square.shape == shape
    assert back.point(shape[1], shape[0]) == pytest.approx((60, 80))


@pytest.mark.parametrize("aspect", [1.0, 1.01, 0.99, 50.0, 0.0, -1.0, float("nan"), float("inf")])
def test_pixels_that_are_square_or_cannot_be_true_stay(aspect: float) -> None:
    grey = np.full((80, 60), 255, np.uint8)
    square, back = make_square(grey, aspect)
    assert square.shape == grey.shape
    assert back == Affine()
