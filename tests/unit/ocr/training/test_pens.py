from pathlib import Path
from random import Random

import numpy as np
import pytest

from casedocs.errors import EmptyFileError
from casedocs.ocr.recognizer.charset import fold
from casedocs.ocr.training.corpus import Corpus
from casedocs.ocr.training.pens import find_pens, reach_of
from casedocs.ocr.training.phrases import load_phrases
from casedocs.ocr.training.samples import SampleSource
from tests.unit.ocr.lines import font_folder, fonts

CORPUS = Corpus((("Bộ", "luật", "này", "quy", "định", "về", "tội", "phạm"),), ("luật", "này", "định"))


def source() -> SampleSource:
    return SampleSource(CORPUS, load_phrases(), fonts(), find_pens([font_folder("fontpkg_dancing_script")]))


def test_no_letter_looks_like_another_of_its_kind() -> None:
    pens = find_pens([font_folder("fontpkg_dancing_script")])
    first, second = (np.asarray(pens.write("Đặng Quỳ 12/5", 40, Random(seed))) for seed in (1, 2))
    assert first.shape != second.shape or (first != second).any()
    left, right = reach_of(pens.write("1", 40, Random(3)))
    assert 0 <= left < right


def test_spans_of_the_pen_hold_ink_and_the_text_is_whole() -> None:
    drawer = source()
    assert drawer.pens is not None
    spans = 0
    for seed in range(40):
        sample = drawer.penned(Random(seed), drawer.pens)
        assert sample.text == fold(sample.text)
        for left, right in sample.pen:
            assert left < right <= sample.image.shape[1] + 40
            spans += 1
    assert spans == 40


def test_only_some_lines_are_penned_and_print_stays_print() -> None:
    samples = list(source().batch(5, 0, 200))
    penned = [sample for sample in samples if sample.pen]
    assert 5 < len(penned) < 50
    assert all(sample.readable for sample in samples if not sample.pen)
    assert any(not sample.readable for sample in penned)


def test_folders_without_script_fonts_are_named(tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError, match="script"):
        find_pens([tmp_path])
