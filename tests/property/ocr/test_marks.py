"""Taking specks away leaves every mark of every Vietnamese letter where it stands."""

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from casedocs.ocr.prepare.specks import parted, remove_specks
from tests.assets.fonts import Face, loaded

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬĐEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴ.,:;!?0123456789"
)
lines = st.text(alphabet=LETTERS, min_size=12, max_size=20)
faces = st.sampled_from([Face.SERIF, Face.SANS, Face.SERIF_BOLD, Face.SERIF_ITALIC])
law = settings(max_examples=25, deadline=None)


def ink_of(text: str, face: Face, dpi: int, points: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The line in black and white; 255 is ink."""
    font = loaded(face, round(points * dpi / 72))
    width, size = round(font.getlength(text)) + 40, round(2.2 * points * dpi / 72)
    page = Image.new("L", (width, size), 255)
    ImageDraw.Draw(page).text((20, size // 6), text, font=font, fill=0)
    return np.where(np.asarray(page) < 140, 255, 0).astype(np.uint8)


@law
@given(text=lines, face=faces, dpi=st.integers(100, 300), points=st.integers(11, 15))
def test_no_mark_is_taken_for_a_speck(text: str, face: Face, dpi: int, points: int) -> None:
    ink = ink_of(text, face, dpi, points)
    assert np.array_equal(parted(ink)[0], ink)


@law
@given(text=lines, face=faces, dpi=st.integers(150, 300), points=st.integers(12, 15), seed=st.integers(0, 99))
def test_marks_survive_among_specks(text: str, face: Face, dpi: int, points: int, seed: int) -> None:
    ink = ink_of(text, face, dpi, points)
    far = cv2.dilate(ink, np.ones((9, 9), np.uint8)) == 0
    specks = (np.random.default_rng(seed).random(ink.shape) < 0.01) & far
    clean = remove_specks(np.where((ink > 0) | specks, 0, 255).astype(np.uint8)) < 224  # paler at the edges
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for mark in range(1, count):
        assert np.count_nonzero(clean & (labels == mark)) >= 0.5 * stats[mark, cv2.CC_STAT_AREA]
