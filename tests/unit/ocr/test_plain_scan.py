"""JPEG scans are decoded as they lie in the file, and only where nothing on the page can change them."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from casedocs.ocr._pdfium import PdfSource
from casedocs.ocr._plain_scan import PlainScans, decoded_jpeg
from casedocs.ocr.picture import PictureOrigin
from tests.support.pdfs import coloured_scan, grey_scan, write_scan
from tests.unit.ocr.test_pdfium import secret


def jpeg(image: Image.Image, **settings: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95, **settings)
    return buffer.getvalue()


@pytest.mark.parametrize("image", [grey_scan(), coloured_scan()])
def test_pixels_are_those_of_the_picture(image: Image.Image) -> None:
    pixels = decoded_jpeg(jpeg(image), *image.size)
    assert pixels is not None
    assert pixels.ndim == (2 if image.mode == "L" else 3)
    assert np.abs(pixels.astype(int) - np.asarray(image).astype(int)).mean() < 3


def test_half_the_size() -> None:
    pixels = decoded_jpeg(jpeg(coloured_scan(621, 877)), 621, 877, halved=True)
    assert pixels is not None
    assert pixels.shape == (439, 311, 3)


def test_the_orientation_that_a_camera_notes_is_not_heeded_by_pdf() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    pixels = decoded_jpeg(jpeg(grey_scan(), exif=exif.tobytes()), 620, 877)
    assert pixels is not None
    assert pixels.shape == (877, 620)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"no picture", jpeg(grey_scan(50, 50))[:100]])
def test_what_is_no_sound_jpeg_of_that_size_is_left_to_pdfium(data: bytes) -> None:
    assert decoded_jpeg(data, 620, 877) is None


def plain(path: Path) -> bool:
    scans = PlainScans(path)
    try:
        return scans.has(0)
    finally:
        scans.close()


def test_only_a_lone_jpeg_is_plain(tmp_path: Path) -> None:
    assert plain(write_scan(tmp_path / "dct.pdf", coloured_scan(), "dct"))
    assert not plain(write_scan(tmp_path / "flate.pdf", coloured_scan(), "flate"))
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 no more")
    assert not plain(tmp_path / "bad.pdf")
    assert not plain(tmp_path / "none.pdf")


@pytest.mark.parametrize(
    "what",
    ["soft mask", "stencil mask", "colour key", "stencil", "transparency", "clip", "text beside", "a line beside"],
)
def test_anything_else_on_the_page_makes_it_another(tmp_path: Path, what: str) -> None:
    assert not plain(secret(tmp_path, what))


def test_a_scan_of_600_dpi_is_read_at_300(tmp_path: Path) -> None:
    path = write_scan(tmp_path / "a.pdf", coloured_scan(4958, 7017), "dct")
    with PdfSource(path, 10**9) as source:
        picture = source.page(0).picture(200)
    assert picture.origin is PictureOrigin.EMBEDDED
    assert picture.dpi == pytest.approx(300, abs=1)
    assert picture.to_page.point(picture.width, picture.height) == pytest.approx((595, 842), abs=0.5)
