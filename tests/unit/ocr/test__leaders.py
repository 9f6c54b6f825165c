import numpy as np

from casedocs.ocr._ink import Components, components_of
from casedocs.ocr._leaders import find_leaders


def test_dotted_leader_is_found_whatever_row_it_falls_on() -> None:
    for y in range(100, 108):
        ink = np.zeros((200, 400), np.uint8)
        for x in range(50, 350, 8):
            ink[y : y + 3, x : x + 3] = 255
        leaders = find_leaders(components_of(ink, 2), 5.9)
        assert leaders.boxes.tolist() == [[50, y, 349, y + 3]]
        assert leaders.dots.all()


def test_few_dots_are_an_ellipsis() -> None:
    ink = np.zeros((60, 200), np.uint8)
    for x in range(50, 74, 8):
        ink[30:33, x : x + 3] = 255
    assert not find_leaders(components_of(ink, 2), 5.9).dots.any()


def test_a_page_of_noise_is_survived() -> None:
    """Specks in rows that keep no step: once a mean over nothing."""
    left = np.array([0, 10, 21, 33, 46, 60, 75, 91, 40], np.intp) * 4
    row = Components(left, np.full(9, 90, np.intp), left + 3, np.full(9, 93, np.intp), np.full(9, 9, np.intp))
    assert not find_leaders(row, 5.9).dots.any()
