import numpy as np

from casedocs.ocr._strokes import find_strokes


def test_rules_are_listed_and_text_is_not() -> None:
    ink = np.zeros((400, 400), np.uint8)
    ink[100:102, 40:360] = 255
    ink[50:350, 200:203] = 255
    ink[300:312, 50:70] = 255
    strokes = find_strokes(ink, 50)
    (across,), (down,) = strokes.across.tolist(), strokes.down.tolist()
    assert np.allclose(across, (40, 100, 360, 102), atol=8)
    assert np.allclose(down, (200, 50, 203, 350), atol=8)
    assert strokes.mask[101, 150] == 255
    assert strokes.mask[305, 60] == 0


def test_solid_areas_are_no_rules() -> None:
    ink = np.zeros((400, 400), np.uint8)
    ink[:, :40] = 255
    assert len(find_strokes(ink, 50).down) == 0


def test_slightly_skewed_rule_is_one_rule() -> None:
    ink = np.zeros((400, 1600), np.uint8)
    for x in range(100, 1500):
        y = 200 + x // 150
        ink[y : y + 2, x] = 255
    assert len(find_strokes(ink, 50).across) == 1
