import numpy as np
import pytest

from casedocs.geometry import Affine
from casedocs.ocr._scan import LOOK_DPI, looks_like, quarter_turns
from casedocs.ocr.picture import Picture, PictureOrigin


@pytest.mark.parametrize(
    ("shown", "turns"),
    [
        (Affine(2, 0, 0, 2), 0),
        (Affine(0, 2, -2, 0), 1),
        (Affine(-2, 0, 0, -2), 2),
        (Affine(0, -2, 2, 0), 3),
        (Affine(2, 0.001, 0, 2), 0),
        (Affine(2, 0.1, -0.1, 2), None),
        (Affine(-2, 0, 0, 2), None),
        (Affine(0, 2, 2, 0), None),
        (Affine(0, 0, 0, 0), None),
        (Affine(2, 0, 0, 0), None),
    ],
)
def test_quarter_turns(shown: Affine, turns: int | None) -> None:
    assert quarter_turns(shown) == turns


def picture(side: int, dpi: float, *, dark: bool, left: float = 0.0) -> Picture:
    pixels = np.full((side, side), 255, np.uint8)
    if dark:
        pixels[side // 4 : side // 2, side // 4 : side // 2] = 0
    return Picture(pixels, dpi, Affine.scaling(72 / dpi).then(Affine.translation(left, 0)), PictureOrigin.EMBEDDED)


def test_pictures_are_compared_where_they_lie() -> None:
    drawn = picture(400, LOOK_DPI, dark=True)
    assert looks_like(picture(3000, 300, dark=True), drawn)
    assert looks_like(picture(750, 75, dark=True), drawn)
    assert not looks_like(picture(3000, 300, dark=False), drawn)
    assert not looks_like(picture(3000, 300, dark=True, left=100), drawn)
    assert not looks_like(picture(3000, 300, dark=True, left=5000), drawn)
