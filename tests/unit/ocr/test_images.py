from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from casedocs.errors import CorruptFileError, LimitExceededError, UnsupportedFormatError
from casedocs.geometry import Box
from casedocs.ocr._image_pdf import write_image_pdf
from casedocs.ocr._images import ImageSource
from casedocs.ocr.picture import PictureOrigin
from tests.support.pdfs import coloured_scan, grey_scan, rendered

MANY = 10**8


def picture_of(image: Image.Image, path: Path, **settings: Any) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    image.save(path, **settings)
    with ImageSource(path, MANY) as source:
        return source.page(0).picture(72).pixels


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F"])
def test_every_mode_becomes_grey_or_rgb(tmp_path: Path, mode: str) -> None:
    base = coloured_scan(320, 450) if mode in {"P", "RGB", "RGBA", "CMYK"} else grey_scan(320, 450)
    if mode == "I;16":
        image = Image.fromarray(np.asarray(base).astype(np.uint16) * 257)
    elif mode == "F":
        image = Image.fromarray(np.asarray(base).astype(np.float32))
    else:
        image = base.convert(mode, dither=Image.Dither.NONE)
    pixels = picture_of(image, tmp_path / ("a.png" if mode in {"LA", "P", "RGBA"} else "a.tif"))
    assert pixels.dtype == np.uint8
    assert pixels.shape[:2] == (450, 320)
    expected = np.asarray(base.convert("RGB")).astype(int)
    found = np.asarray(Image.fromarray(pixels).convert("RGB")).astype(int)
    tolerance = {"1": 130, "P": 30}.get(mode, 12)
    assert np.abs(found - expected).max() <= tolerance
    assert (pixels.ndim == 3) is (mode in {"P", "RGB", "RGBA", "CMYK"})


def test_transparent_parts_are_paper(tmp_path: Path) -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (5, 5, 10, 10))
    pixels = picture_of(image, tmp_path / "a.png")
    assert pixels.ndim == 2
    assert (pixels[0, 0], pixels[7, 7]) == (255, 0)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photographs_are_turned_as_their_camera_says(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "a.jpg"
    coloured_scan(80, 40).save(path, exif=exif, dpi=(100, 200), quality=95)
    with ImageSource(path, MANY) as source:
        page = source.page(0)
        picture = page.picture(72)
        turned = orientation >= 5
        assert picture.pixels.shape[:2] == ((80, 40) if turned else (40, 80))
        assert picture.origin is PictureOrigin.FILE
        assert source.is_mirrored(0) is (orientation in {2, 4, 5, 7})
        whole = picture.to_page.box(Box(0, 0, picture.width, picture.height))
        assert (whole.right, whole.bottom) == pytest.approx((page.size.width, page.size.height), abs=0.01)


def test_frames_of_their_own_size_and_resolution(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    frames = [Image.new("L", (400, 200), 255), Image.new("L", (300, 600), 0)]
    frames[0].save(path, save_all=True, append_images=frames[1:], dpi=(200, 200))
    with ImageSource(path, MANY) as source:
        assert source.page_count == 2
        assert source.page_size(0).width == pytest.approx(144)
        assert source.page(1).picture(72).pixels.max() == 0
        target = tmp_path / "pages.pdf"
        write_image_pdf(source, path, target)
    first, second = rendered(target)
    assert first.shape[:2] == (72, 144)
    assert second.shape[0] > second.shape[1]


def test_errors_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\nrubbish")
    with pytest.raises(UnsupportedFormatError):
        ImageSource(path, MANY)
    grey_scan(100, 100).save(path)
    with ImageSource(path, 99) as source, pytest.raises(LimitExceededError, match="million pixels"):
        source.page_size(0)
    path.write_bytes(path.read_bytes()[:150])
    with ImageSource(path, MANY) as source, pytest.raises(CorruptFileError):
        source.pixels(0)
