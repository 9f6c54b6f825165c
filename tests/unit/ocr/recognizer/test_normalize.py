import numpy as np
import pytest

from casedocs.errors import UsageError
from casedocs.ocr.recognizer.normalize import HEIGHT, MARGIN, STRIDE, normalize_line


def line(height: int, width: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    image = np.full((height, width), 230, np.uint8)
    image[height // 3 : height // 2, width // 4 : width // 2] = 30
    return image


def test_height_stride_and_range() -> None:
    normal = normalize_line(line(72, 500))
    assert normal.pixels.shape[0] == HEIGHT
    assert normal.pixels.shape[1] % STRIDE == 0
    assert normal.steps == normal.pixels.shape[1] // STRIDE
    assert normal.pixels.min() == -1.0
    assert normal.pixels.max() == 1.0


def test_ground_is_ground_however_little_ink_there_is() -> None:
    image = np.full((40, 900), 200, np.uint8)
    image[20, 450] = 0
    normal = normalize_line(image)
    assert np.median(normal.pixels) == 1.0


def test_contrast_and_brightness_do_not_matter() -> None:
    dark = line(36, 300)
    faint = (dark.astype(np.float32) * 0.5 + 90).astype(np.uint8)
    assert np.abs(normalize_line(dark).pixels - normalize_line(faint).pixels).max() < 0.05


def test_an_even_image_is_plain_ground() -> None:
    assert (normalize_line(np.full((30, 90), 255, np.uint8)).pixels == 1.0).all()


def test_steps_lead_back_to_columns_of_the_image() -> None:
    normal = normalize_line(line(72, 600))
    assert normal.scale == pytest.approx(0.5)
    assert normal.to_source(MARGIN / STRIDE) == pytest.approx(0.0)
    assert normal.to_source((MARGIN + 300) / STRIDE) == pytest.approx(600.0)


def test_an_endless_strip_is_squeezed() -> None:
    normal = normalize_line(np.full((2, 20_000), 255, np.uint8))
    assert normal.pixels.shape[1] <= 6100


@pytest.mark.parametrize(
    "bad",
    [np.zeros((0, 5), np.uint8), np.zeros((5, 5, 3), np.uint8), np.zeros((5, 5), np.float64), np.zeros(5, np.uint8)],
)
def test_other_arrays_are_refused(bad: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> None:
    with pytest.raises(UsageError, match="grey uint8"):
        normalize_line(bad)
