import numpy as np
import pytest

from casedocs.ocr.recognizer import RecognizerOptions
from casedocs.ocr.training.evaluate import edit_steps, evaluate, fit_curve, right_words
from casedocs.ocr.training.samples import Sample
from tests.unit.ocr.lines import picture


@pytest.mark.parametrize(
    ("first", "second", "steps"), [("", "", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("ab", "ba", 2), ("", "x", 1)]
)
def test_edit_steps(first: str, second: str, steps: int) -> None:
    assert edit_steps(first, second) == edit_steps(second, first) == steps


def test_right_words_are_those_in_their_place() -> None:
    assert right_words(["a", "b", "c"], ["a", "x", "c"]) == [True, False, True]
    assert right_words(["a", "b"], ["b"]) == [False, True]
    assert right_words(["b"], ["a", "b", "c"]) == [True]
    assert right_words([], ["a"]) == []


def test_a_curve_rises_and_follows_the_outcomes() -> None:
    random = np.random.default_rng(1)
    evidence = random.uniform(-3, 0, 4000)
    right = random.uniform(0, 1, 4000) < np.exp(evidence)
    curve = fit_curve(list(zip(evidence.tolist(), right.tolist(), strict=True)))
    assert list(curve.evidence) == sorted(set(curve.evidence))
    assert list(curve.right) == sorted(curve.right)
    for value in (-2.5, -1.0, -0.2):
        assert curve.at(value) == pytest.approx(np.exp(value), abs=0.06)


def test_a_curve_of_nothing_or_of_one_outcome_is_still_a_curve() -> None:
    assert fit_curve([]).at(0.0) == 1.0
    assert fit_curve([(-1.0, True)] * 30).right[-1] < 1.0


def test_figures_of_lines_that_are_read_well_and_badly() -> None:
    good, bad = "Điều 12 quy định như sau", "hoàn toàn không phải như vậy"
    samples = [Sample(picture(good), good), Sample(picture(bad), "x")]
    figures = evaluate(samples, RecognizerOptions())
    assert (figures.lines, figures.characters, figures.words) == (2, len(good) + 1, 7)
    assert figures.character_errors == len(bad)
    assert figures.word_errors == 6
    assert figures.cer == pytest.approx(len(bad) / (len(good) + 1))
    assert 0 < figures.calibration_error <= 1
