"""Faxes, whose pixels are higher than wide, as TIFF and as PDF: read as if they had been made square first."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import img2pdf
import pytest
from PIL import Image

from casedocs.geometry import Affine
from casedocs.ocr import recognize
from casedocs.ocr.engines import Engine, create_engine
from casedocs.ocr.engines._working_picture import working_picture
from casedocs.ocr.picture import Picture, PictureOrigin
from casedocs.ocr.sources import open_source
from tests import ocr_pages as pages

ACROSS = 204


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with create_engine("neural") as started:
        yield started


def fax(folder: Path, down: int, form: str) -> tuple[Path, pages.DrawnPage]:
    """A letter as a fax of 204 × `down` dots an inch, in black and white."""
    page = pages.letter_page(300, face="serif", seed=4)
    size = round(page.image.width * ACROSS / 300), round(page.image.height * down / 300)
    small = page.image.convert("L").resize(size, Image.Resampling.BOX).point(lambda level: 255 if level > 150 else 0)
    path = folder / "fax.tif"
    small.convert("1").save(path, compression="group4", dpi=(ACROSS, down))
    if form == "pdf":
        target = folder / "fax.pdf"
        target.write_bytes(img2pdf.convert(path.read_bytes()))
        return target, page
    return path, page


@pytest.mark.parametrize("form", ["tif", "pdf"])
@pytest.mark.parametrize(("down", "least"), [(196, 0.96), (98, 0.75)])
def test_words_are_read_and_stand_where_they_were_drawn(
    tmp_path: Path, engine: Engine, down: int, least: float, form: str
) -> None:
    path, page = fax(tmp_path, down, form)
    (read,) = recognize(path, engine=engine).pages
    assert read.size.height == pytest.approx(842, abs=2)
    wanted = Counter(word for line in page.lines for word in line.text.split())
    found = Counter(word.text for word in read.words)
    assert (wanted & found).total() / wanted.total() >= least
    true = next(line for line in page.lines if line.text == "BÁO CÁO")
    title = next(line for line in read.lines if "BÁO" in line.text)
    assert title.box.left == pytest.approx(true.box.left * 72 / 300, abs=2)
    assert title.baseline is not None
    assert title.baseline.y0 == pytest.approx(true.base * 72 / 300, abs=2)


@pytest.mark.parametrize("down", [196, 98, 391])
def test_other_engines_get_square_pixels_too(tmp_path: Path, down: int) -> None:
    path, _ = fax(tmp_path, down, "tif")
    with open_source(path, max_pixels=10**8, max_file_bytes=10**8) as source:
        work = working_picture(source.page(0).picture(200))
    assert work.grey.shape[0] / work.grey.shape[1] == pytest.approx(842 / 595, rel=0.01)
    assert work.scale_y / work.scale_x == pytest.approx(ACROSS / down, rel=0.01)


def test_a_page_without_area_has_square_pixels() -> None:
    import numpy as np

    flat = Picture(np.full((9, 9), 255, np.uint8), 100, Affine(0, 0, 0, 0), PictureOrigin.FILE)
    assert flat.aspect == 1.0
