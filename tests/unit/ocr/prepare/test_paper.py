import numpy as np

from casedocs.geometry import Affine
from casedocs.ocr.layout import find_lines
from casedocs.ocr.prepare import flatten_paper, remove_borders, remove_show_through
from tests import ocr_pages as pages


def test_grey_and_shaded_paper_becomes_white() -> None:
    grey = pages.text_page(150, face="sans").grey
    shade = np.linspace(0.5, 0.9, grey.shape[1])
    flat, back = flatten_paper((grey * shade).astype(np.uint8))
    assert back == Affine()
    assert np.percentile(flat[grey == 255], 2) > 235
    assert np.median(flat[grey == 0]) < 40


def test_print_of_the_back_goes_and_that_of_the_front_stays() -> None:
    front = pages.text_page(150, face="sans", seed=1).grey
    back = np.fliplr(pages.text_page(150, face="sans", seed=2).grey)
    clean, _ = remove_show_through(np.minimum(front, 255 - (255 - back) // 6))
    only_back = (back < 128) & (front == 255)
    assert np.mean(clean[only_back] < 250) < 0.25
    assert (clean[front < 100] <= front[front < 100]).all()


def test_black_borders_go_and_the_text_stays() -> None:
    bare = pages.text_page(150, face="sans").grey
    bordered = bare.copy()
    bordered[:, :70] = 12
    bordered[-90:] = 30
    clean, _ = remove_borders(bordered)
    assert clean[:, :70].min() == 255
    assert (clean[:1500, 110:] == bare[:1500, 110:]).all()
    assert len(find_lines(clean).lines) == len(find_lines(bare).lines)


def test_black_picture_inside_the_page_is_no_border() -> None:
    page = np.full((800, 600), 255, np.uint8)
    page[200:400, 200:400] = 0
    assert remove_borders(page)[0] is page


def test_text_running_off_the_page_is_no_border() -> None:
    page = pages.text_page(150, face="sans").grey[:, 200:].copy()
    assert (remove_borders(page)[0] == page).all()
