"""Line pictures for tests, drawn with the fonts of the test group."""

from importlib import import_module
from pathlib import Path
from random import Random

import numpy as np

from casedocs.ocr.training.fonts import FontCase, find_fonts
from casedocs.ocr.training.render import draw_line

Line = np.ndarray[tuple[int, int], np.dtype[np.uint8]]


def font_folder(package: str) -> Path:
    return Path(str(import_module(package).__file__)).parent


def font_folders() -> list[Path]:
    return [font_folder(name) for name in ("fontpkg_noto_serif", "fontpkg_arimo")]


def fonts() -> FontCase:
    return find_fonts(font_folders())


def picture(text: str, em: int = 40, face: int = 0) -> Line:
    """A clean picture of one line, cut as the recogniser wants it."""
    drawn = draw_line(text, ("", ""), fonts().faces[face], em, Random(5))
    assert drawn is not None
    top, bottom = drawn.baseline - round(0.95 * em), drawn.baseline + round(0.31 * em)
    return np.array(drawn.image.crop((drawn.left - em // 3, top, drawn.right + em // 3, bottom)), np.uint8)
