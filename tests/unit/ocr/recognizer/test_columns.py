import numpy as np

from casedocs.ocr.recognizer.columns import word_columns
from casedocs.ocr.recognizer.decode import Glyph, Piece
from casedocs.ocr.recognizer.normalize import HEIGHT, MARGIN, STRIDE, NormalLine


def striped(*stretches: tuple[int, int], width: int = 300) -> NormalLine:
    """A normalised line (scale 1) with solid ink in some columns of the image."""
    pixels = np.ones((HEIGHT, width + 2 * MARGIN), np.float32)
    for left, right in stretches:
        pixels[10:26, MARGIN + left : MARGIN + right] = -1.0
    return NormalLine(pixels, 1.0)


def word(column: int) -> Piece:
    step = (MARGIN + column) // STRIDE
    return Piece((Glyph(2, step, step),), step, step + 1)


def test_words_end_where_their_ink_ends() -> None:
    line = striped((12, 90), (120, 180), (210, 240))
    assert word_columns(line, [word(60), word(150), word(220)], 300) == [(12.0, 90.0), (120.0, 180.0), (210.0, 240.0)]


def test_the_cut_goes_through_the_widest_gap() -> None:
    line = striped((10, 50), (53, 90), (120, 180))
    (_, right), (left, _) = word_columns(line, [word(30), word(150)], 300)
    assert (right, left) == (90.0, 120.0)


def test_a_word_without_ink_keeps_its_stretch() -> None:
    line = striped()
    (left, right) = word_columns(line, [word(30)], 300)[0]
    assert (left, right) == (0.0, 300.0)


def test_columns_are_those_of_the_given_image() -> None:
    line = striped((12, 90))
    half = NormalLine(line.pixels, 0.5)
    assert word_columns(half, [word(60)], 600) == [(24.0, 180.0)]
