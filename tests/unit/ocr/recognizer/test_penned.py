import pickle

import numpy as np
import pytest

from casedocs.geometry import Box
from casedocs.ocr.layout.model import TextLine
from casedocs.ocr.recognizer.penned import PenDigits, digit_chances, pen_places
from casedocs.ocr.recognizer.readings import LineReading, WordReading


def said(*words: tuple[str, float], pen: frozenset[int] = frozenset()) -> tuple[WordReading, ...]:
    """Words of 40 columns each, 10 apart."""
    return tuple(
        WordReading(text, 50.0 * index, 50.0 * index + 40, confidence, index in pen)
        for index, (text, confidence) in enumerate(words)
    )


def sees(*labels: int) -> np.ndarray:
    """Scores that are sure of a label at every step; 0 is nothing, 1 the digit 0."""
    chances = np.full((len(labels), 11), 0.001, np.float32)
    chances[np.arange(len(labels)), labels] = 0.99
    return np.log(chances)


def test_the_place_of_the_number_is_between_so_and_the_symbol() -> None:
    (place,) = pen_places(said(("Số:", 0.5), ("4/", 0.02), ("/QĐ-UBND", 1.0), pen=frozenset({1})))
    assert (place.first, place.last, place.before, place.after, place.most) == (0, 2, "Số:", "/QĐ-UBND", None)
    (joined,) = pen_places(said(("Số2/l6/TB-ĐHĐL", 0.25)))
    assert (joined.first, joined.last, joined.before, joined.after) == (0, 0, "Số", "/TB-ĐHĐL")


def test_day_and_month_are_places_of_their_own_from_right_to_left() -> None:
    words = said(("Hà", 1), ("Nội,", 1), ("ngày23", 0.4), ("tháng", 1), ("S", 0.7), ("năm", 1), ("2025", 1))
    month, day = pen_places(words)
    assert (month.first, month.last, month.most) == (3, 5, 12)
    assert (day.first, day.last, day.before, day.most) == (2, 3, "ngày", 31)


@pytest.mark.parametrize(
    "words",
    [
        said(("Số:", 1), ("147/QĐ-CSHS", 0.98)),
        said(("ngày", 1), ("12", 1), ("tháng", 1), ("3", 1), ("năm", 1), ("2024", 1)),
        said(("Số", 1), ("lượng", 0.2)),
        said(("ngày", 0.3), ("càng", 0.3)),
        (),
    ],
)
def test_print_that_was_read_well_and_other_lines_are_left_alone(words: tuple[WordReading, ...]) -> None:
    assert list(pen_places(words)) == []


def test_the_place_says_which_answers_there_are() -> None:
    forty = sees(0, 5, 0, 1, 0)
    assert max(digit_chances(forty, None).items(), key=lambda one: one[1])[0] == "40"
    assert "40" not in digit_chances(forty, 31)
    assert digit_chances(sees(0, 2, 0, 2, 0), 12)["11"] > 0.9
    assert digit_chances(sees(0, 2, 2, 0), 12)["1"] > 0.9
    assert digit_chances(sees(0, 0, 0), None).get("1", 0.0) < 0.05


def test_white_paper_keeps_its_reading_and_the_reader_travels_to_workers() -> None:
    page = np.full((120, 400), 255, np.uint8)
    line = TextLine(Box(10, 40, 390, 80), ((10.0, 70.0), (390.0, 70.0)), 36.0, 16.0)
    words = said(("Số:", 0.3), ("?", 0.1), ("/QĐ-UBND", 0.9), pen=frozenset({1}))
    reading = LineReading("Số: ? /QĐ-UBND", words, 0.4)
    pen = pickle.loads(pickle.dumps(PenDigits()))
    assert pen.look(page, line, reading) == reading
