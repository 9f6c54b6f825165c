"""A3 sheets that were scanned in two parts."""

from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from casedocs.errors import InputError, SignedInputError, UsageError
from casedocs.ocr._pdfium import PdfSource
from casedocs.ocr.sheets import Sheet, join_sheets
from tests import ocr_pages as pages
from tests.support.pdfs import grey_scan
from tests.unit.ocr.test_searchable import signed_pdf

DPI = 100


def sheet() -> Image.Image:
    """A landscape A3 sheet in colour."""
    page = pages.table_page(DPI, landscape=True, face="sans", points=9)
    image = page.image.resize((page.image.width * 14 // 10, page.image.height * 14 // 10))
    image.paste((200, 30, 40), (image.width // 2 - 60, 40, image.width // 2 + 60, 90))
    return image


def tiff(path: Path, *images: Image.Image) -> Path:
    first, *others = (image.convert("RGB") for image in images)
    first.save(path, save_all=True, append_images=others, dpi=(DPI, DPI))
    return path


def parts(image: Image.Image, overlap: int = 120) -> tuple[Image.Image, Image.Image]:
    middle = image.width // 2
    left = image.crop((0, 0, middle + overlap // 2, image.height))
    return left, image.crop((middle - overlap // 2, 0, image.width, image.height))


@pytest.mark.parametrize("swapped", [False, True])
def test_two_parts_become_the_sheet_again_in_colour(tmp_path: Path, swapped: bool) -> None:
    whole = sheet()
    left, right = parts(whole)
    source = tiff(tmp_path / "a.tif", grey_scan(827, 1169), *((right, left) if swapped else (left, right)))
    before = source.read_bytes()
    target = tmp_path / "out" / "a.pdf"
    assert join_sheets(source, target) == (Sheet((1,)), Sheet((3, 2) if swapped else (2, 3)))
    assert source.read_bytes() == before
    with PdfSource(target, 10**9) as opened:
        assert opened.page_count == 2
        picture = opened.page(1).picture(DPI).pixels
    assert abs(picture.shape[1] - whole.width) <= 2
    assert abs(picture.shape[0] - whole.height) <= 2
    height, width = min(picture.shape[0], whole.height), min(picture.shape[1], whole.width)
    apart = np.abs(picture[:height, :width].astype(int) - np.asarray(whole)[:height, :width].astype(int))
    assert apart.mean() < 6


def test_pages_of_a_pdf_without_a_common_edge_stay_what_they_are(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    first = Image.fromarray(pages.text_page(DPI, face="sans").grey)
    second = Image.fromarray(pages.letter_page(DPI, face="sans").grey)
    first.save(source, save_all=True, append_images=[second], resolution=DPI)
    target = tmp_path / "b.pdf"
    assert join_sheets(source, target) == (Sheet((1,)), Sheet((2,)))
    with pikepdf.open(source) as old, pikepdf.open(target) as new:
        for page, copy in zip(old.pages, new.pages, strict=True):
            (before,), (after,) = page.get_images().values(), copy.get_images().values()
            assert before.read_raw_bytes() == after.read_raw_bytes()


def test_what_cannot_be_joined_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        join_sheets(tmp_path / "none.pdf", tmp_path / "out.pdf")
    source = tiff(tmp_path / "a.tif", grey_scan())
    with pytest.raises(UsageError):
        join_sheets(source, source)
    with pytest.raises(SignedInputError):
        join_sheets(signed_pdf(tmp_path / "signed.pdf"), tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()
