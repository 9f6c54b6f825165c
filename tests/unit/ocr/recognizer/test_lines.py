import pickle

import numpy as np
import pytest

from casedocs.errors import UsageError
from casedocs.ocr.recognizer import LineRecognizer, RecognizerOptions
from tests.unit.ocr.lines import picture

TEXTS = [
    "Cơ quan Cảnh sát điều tra đã khởi tố vụ án",
    "Số: 241/QĐ-UBND ngày 17 tháng 02 năm 2025",
    "VIỆN KIỂM SÁT NHÂN DÂN TỈNH",
    "Bị cáo phải bồi thường 12.500.000 đồng",
]


@pytest.mark.parametrize("text", TEXTS)
def test_reads_clean_lines(text: str) -> None:
    reading = LineRecognizer().read([picture(text)])[0]
    assert reading.text == text
    assert reading.confidence > 0.8


def test_the_order_of_lines_is_kept() -> None:
    readings = LineRecognizer().read([picture(text) for text in TEXTS])
    assert [reading.text for reading in readings] == TEXTS


def test_words_lie_on_their_ink() -> None:
    line = picture("Điều 12")
    first, second = LineRecognizer().read([line])[0].words
    ink = np.flatnonzero((line < 128).any(axis=0))
    assert abs(first.left - ink[0]) < 6
    assert abs(second.right - ink[-1] - 1) < 6
    gap = np.diff(ink).argmax()
    assert ink[gap] - 6 < first.right <= second.left < ink[gap + 1] + 6


def test_an_empty_line_reads_as_nothing() -> None:
    reading = LineRecognizer().read([np.full((40, 300), 255, np.uint8)])[0]
    assert (reading.text, reading.words) == ("", ())
    assert 0 <= reading.confidence <= 1


def test_noise_is_not_read_with_confidence() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (48, 600)).astype(np.uint8)
    reading = LineRecognizer().read([noise])[0]
    assert not reading.text or reading.confidence < 0.7


def test_one_wide_beam_is_the_best_path() -> None:
    line = picture(TEXTS[0])
    narrow = LineRecognizer(RecognizerOptions(beam=1)).read([line])[0]
    assert narrow.text == TEXTS[0]


def test_pickles_and_reads_the_same() -> None:
    recognizer = LineRecognizer(RecognizerOptions(beam=4))
    line = picture(TEXTS[1])
    copy = pickle.loads(pickle.dumps(recognizer))
    assert copy.read([line]) == recognizer.read([line])


def test_a_colour_picture_is_refused() -> None:
    with pytest.raises(UsageError):
        LineRecognizer().read([np.zeros((40, 300, 3), np.uint8)])


@pytest.mark.parametrize("bad", [{"beam": 0}, {"threads": 0}, {"language_weight": -1.0}, {"sure_above": 0.5}])
def test_options_are_checked(bad: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        RecognizerOptions(**bad)  # type: ignore[arg-type]  # wrong values are the point
