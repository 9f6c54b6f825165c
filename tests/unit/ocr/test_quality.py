import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from casedocs.geometry import Affine, Box, Size
from casedocs.ocr.picture import Picture, PictureOrigin
from casedocs.ocr.quality import Review, is_blank, review_of
from casedocs.ocr.result import Block, Line, Page, PageOrigin, Word

WIDTH, HEIGHT, DPI = 1654, 2339, 200.0


def paper(level: int = 245, grain: float = 3.0) -> NDArray[np.uint8]:
    """A sheet at 200 dpi with the grain of paper."""
    noise = np.random.default_rng(7).normal(level, grain, (HEIGHT, WIDTH))
    return np.clip(noise, 0, 255).astype(np.uint8)


def picture(pixels: NDArray[np.uint8]) -> Picture:
    return Picture(pixels, DPI, Affine.scaling(72 / DPI), PictureOrigin.FILE)


def with_text(pixels: NDArray[np.uint8], text: str, size: int, colour: int = 30) -> NDArray[np.uint8]:
    image = Image.fromarray(pixels)
    ImageDraw.Draw(image).text((800, 1200), text, fill=colour, font=ImageFont.load_default(size))
    return np.asarray(image)


@pytest.mark.parametrize("level", [255, 245, 200, 120])
def test_paper_is_blank_whatever_its_shade(level: int) -> None:
    assert is_blank(picture(paper(level)))


def test_dust_shadows_and_punch_holes_are_not_writing() -> None:
    pixels = paper()
    for row, column in np.random.default_rng(3).integers(150, 1500, (60, 2)):
        pixels[row : row + 2, column : column + 2] = 30
    pixels[:, :60] = 90  # the shadow of the book's spine
    image = Image.fromarray(pixels)
    draw = ImageDraw.Draw(image)
    for top in (600, 1600):
        draw.ellipse((140, top, 140 + 45, top + 45), fill=20)
    assert is_blank(picture(np.asarray(image)))


@pytest.mark.parametrize("text", ["12", "BL 7", "Trang nay bo trong"])
def test_a_page_number_is_writing(text: str) -> None:
    assert not is_blank(picture(with_text(paper(), text, 34)))


def test_grey_pencil_is_writing() -> None:
    assert not is_blank(picture(with_text(paper(), "Da nhan du ho so", 40, colour=150)))


def test_coloured_ink_is_writing() -> None:
    pixels = np.repeat(paper()[:, :, None], 3, axis=2)
    pixels[1000:1100, 500:900] = (250, 120, 120)
    assert not is_blank(picture(pixels))


def test_a_page_full_of_ink_is_not_blank() -> None:
    pixels = paper()
    pixels[300:2000:40, 200:1450] = 20
    pixels[301:2000:40, 200:1450] = 20
    assert not is_blank(picture(pixels))


def test_pictures_of_no_size() -> None:
    assert is_blank(picture(np.full((1, 1), 255, np.uint8)))
    assert is_blank(picture(np.full((3, 3), 0, np.uint8)))


def word(text: str, left: float, confidence: float | None, *, handwritten: bool = False) -> Word:
    return Word(text, Box(left, 0, left + 10, 10), confidence, handwritten)


def page_of(*lines: Line) -> Page:
    return Page(1, Size(100, 100), PageOrigin.OCR, (Block(lines),) if lines else ())


def test_a_page_says_how_much_of_it_needs_a_person_and_why() -> None:
    good = Line((word("Số:", 0, 0.99), word("VKS", 20, 0.95)))
    filled = Line((word("Số:", 0, 0.99), word("241", 20, 0.1, handwritten=True)))
    seal = Line((word("ỌĐN", 0, 0.4), word("iv", 20, 0.5)))
    review = review_of(page_of(good, filled, seal))
    assert (review.lines, review.reasons) == (2, ("handwriting", "doubtful"))
    assert 0.66 < review.share < 0.67
    assert not good.needs_review
    assert filled.handwritten
    assert not filled.doubtful  # the print beside the pen is sure
    assert seal.doubtful


def test_one_word_that_is_rather_wrong_needs_a_person_and_a_doubtful_comma_does_not() -> None:
    sure = [word(text, 20 * place, 0.99) for place, text in enumerate(("Hà", "Nội,", "tháng", "9", "năm", "2025"))]
    assert Line((*sure, word("ngày23", 150, 0.4))).needs_review
    assert not Line((*sure, word("-", 150, 0.4))).needs_review


def test_a_page_without_doubts_or_lines_needs_nobody() -> None:
    own = Line((word("văn", 0, None), word("bản", 20, None)))
    assert review_of(page_of(own)) == review_of(page_of()) == Review(0, 0.0, ())
