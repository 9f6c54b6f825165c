import numpy as np
import pytest

from casedocs.ocr import _ink
from tests import ocr_pages as pages


@pytest.mark.parametrize(
    ("shape", "scale"), [((3508, 2480), 0.5), ((1754, 1240), 1.0), ((2339, 1654), 0.75), ((50, 40), 1.0)]
)
def test_page_is_reduced_to_the_working_side(shape: tuple[int, int], scale: float) -> None:
    image, factor = _ink.reduce_page(np.full(shape, 200, np.uint8))
    assert factor == pytest.approx(scale, abs=0.001)
    assert image.shape[0] % 8 == image.shape[1] % 8 == 0
    assert abs(image.shape[0] - shape[0] * scale) <= 8
    assert (image == 200).all()


def test_ink_is_found_on_grey_and_uneven_paper() -> None:
    grey = pages.text_page(150, face="sans").grey
    clean = _ink.ink_of(_ink.contrast_of(grey))
    shade = np.linspace(0.45, 1.0, grey.shape[1])
    shaded = _ink.ink_of(_ink.contrast_of((grey * shade).astype(np.uint8)))
    assert np.count_nonzero(clean) == pytest.approx(np.count_nonzero(shaded), rel=0.15)


def test_print_shining_through_is_no_ink() -> None:
    front = pages.text_page(150, face="sans", seed=1).grey
    back = np.fliplr(pages.text_page(150, face="sans", seed=2).grey)
    both = np.minimum(front, 255 - (255 - back) // 7)
    ink = _ink.ink_of(_ink.contrast_of(both)) > 0
    assert np.count_nonzero(ink & (front == 255) & (back < 128)) < 0.01 * np.count_nonzero(ink)


@pytest.mark.parametrize("points", [9, 13, 18])
def test_unit_is_the_x_height(points: int) -> None:
    grey = pages.text_page(150, face="sans", points=points).grey
    unit = _ink.unit_of(_ink.components_of(_ink.ink_of(_ink.contrast_of(grey))))
    assert unit == pytest.approx(0.53 * points * 150 / 72, abs=1.6)


def test_unit_of_nothing_is_zero() -> None:
    assert _ink.unit_of(_ink.components_of(np.zeros((40, 40), np.uint8))) == 0


@pytest.mark.parametrize("degrees", [-5.0, -0.3, 0.0, 1.7])
def test_skew_is_exact_to_a_tenth_of_a_degree(degrees: float) -> None:
    grey = pages.skewed(pages.text_page(150, face="sans").grey, degrees)
    assert _ink.skew_of(_ink.ink_of(_ink.contrast_of(grey))) == pytest.approx(degrees, abs=0.06)


def test_skew_of_an_empty_page_is_unknown() -> None:
    assert _ink.skew_of(np.zeros((80, 80), np.uint8)) is None


def test_pictures_and_borders_are_wiped_off() -> None:
    ink = np.zeros((400, 400), np.uint8)
    ink[20:220, 30:200] = 255
    ink[300:310, 50:56] = 255
    left = _ink.print_components(ink, largest=90)
    assert len(left) == 1
    assert np.count_nonzero(ink) == 60


@pytest.mark.parametrize("noise", [24.0, 40.0])
def test_grain_of_the_paper_of_a_short_page_is_no_ink(noise: float) -> None:
    page = pages.letter_page(150).grey.copy()
    page[len(page) // 4 :] = 255
    page = pages.skewed(page, 0.7)
    grain = np.random.default_rng(3).normal(0.0, noise, page.shape)
    image, _ = _ink.reduce_page((0.9 * page + grain).clip(0, 255).astype(np.uint8))
    ink = _ink.ink_of(_ink.contrast_of(image))
    assert (ink > 0).mean() < 0.04
    assert _ink.skew_of(ink) == pytest.approx(0.7, abs=0.1)
