from pathlib import Path
from random import Random

import pytest

from casedocs.errors import EmptyFileError
from casedocs.ocr.training.fonts import PROOF, find_fonts
from tests.unit.ocr.lines import font_folders, fonts


def test_faces_prove_their_coverage() -> None:
    case = fonts()
    assert len(case.faces) >= 4
    assert all(face.characters >= PROOF for face in case.faces)
    assert len(case.weights) == len(case.faces)


def test_a_font_without_vietnamese_is_not_used(tmp_path: Path) -> None:
    """Cuts the letter ế out of the character map of a good font: the font must go."""
    from fontTools.ttLib import TTFont

    source = next(path for path in font_folders()[0].rglob("*.ttf") if "Italic" not in path.name)
    with TTFont(source) as font:
        for table in font["cmap"].tables:
            table.cmap.pop(ord("ế"), None)
        font.save(tmp_path / "without.ttf")
    with pytest.raises(EmptyFileError, match="Vietnamese"):
        find_fonts([tmp_path])


def test_a_face_is_chosen_only_for_what_it_covers() -> None:
    case = fonts()
    assert case.choose(Random(1), "Điều 1") is not None
    assert case.choose(Random(1), "法律") is None


def test_no_fonts_no_training(tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError):
        find_fonts([tmp_path])
