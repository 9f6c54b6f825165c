import numpy as np
import pytest

from casedocs.geometry import Affine
from casedocs.ocr.picture import Picture, PictureOrigin, resolution_of, without_idle_colour


@pytest.mark.parametrize(
    ("width", "height", "stated", "dpi"),
    [
        (2480, 3508, (300.0, 300.0), 300.0),
        (1654, 2339, (200.0, 200.0), 200.0),
        (827, 1169, (100.5, 100.5), 100.5),
        (595, 842, (72.0, 72.0), 72.0),  # a small picture: a sheet of paper at 72 dpi
        (3000, 4000, (600.0, 600.0), 600.0),
    ],
)
def test_a_plausible_statement_is_believed(width: int, height: int, stated: tuple[float, float], dpi: float) -> None:
    found = resolution_of(width, height, stated)
    assert (found.x, found.y, found.stated) == (dpi, dpi, True)


@pytest.mark.parametrize("stated", [None, (72.0, 72.0), (96.0, 96.0), (0.01, 0.01), (1e6, 1e6), (300.0, 1.0)])
def test_otherwise_the_picture_is_taken_for_a_sheet_of_a4(stated: tuple[float, float] | None) -> None:
    found = resolution_of(2480, 3508, stated)
    assert not found.stated
    assert found.x == found.y == pytest.approx(300, abs=1)
    size = found.page_size(2480, 3508)
    assert (size.width, size.height) == pytest.approx((595, 842), abs=2)


def test_sideways_a4_and_extremes() -> None:
    assert resolution_of(3508, 2480, None).x == pytest.approx(300, abs=1)
    assert resolution_of(20, 20, None).x == 72
    assert resolution_of(50_000, 50_000, None).x == 600


def test_both_directions_keep_their_own_resolution() -> None:
    fax = resolution_of(1728, 1143, (204.0, 98.0))
    assert (fax.x, fax.y, fax.stated) == (204.0, 98.0, True) or not fax.stated
    size = resolution_of(1728, 2286, (204.0, 196.0)).page_size(1728, 2286)
    assert (size.width, size.height) == pytest.approx((610, 840), abs=1)


def test_a_picture_knows_its_measures() -> None:
    picture = Picture(np.zeros((20, 10, 3), np.uint8), 200.0, Affine(), PictureOrigin.FILE)
    assert (picture.width, picture.height) == (10, 20)


def test_colour_goes_only_when_there_is_none() -> None:
    grey = np.repeat(np.arange(0, 256, dtype=np.uint8).reshape(16, 16, 1), 3, axis=2).repeat(8, 0).repeat(8, 1)
    assert without_idle_colour(grey).ndim == 2
    assert np.array_equal(without_idle_colour(grey), grey[:, :, 1])
    red = grey.copy()
    red[32:96, 32:96] = (200, 20, 20)
    assert without_idle_colour(red) is red
    flat = grey[:, :, 0]
    assert without_idle_colour(flat) is flat
