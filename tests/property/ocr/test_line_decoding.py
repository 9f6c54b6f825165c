"""Laws of decoding: what holds for any scores."""

import math
from collections import defaultdict
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from casedocs.ocr.recognizer.charset import BLANK, CLASSES, SPACE, fold
from casedocs.ocr.recognizer.columns import word_columns
from casedocs.ocr.recognizer.decode import beam_search, best_path, pieces
from casedocs.ocr.recognizer.normalize import HEIGHT, STRIDE, NormalLine
from casedocs.ocr.recognizer.options import RecognizerOptions
from casedocs.ocr.recognizer.words import judge

Scores = np.ndarray[tuple[int, int], np.dtype[np.float32]]
FEW = settings(max_examples=25, deadline=None)
LAW = settings(max_examples=80, deadline=None)
LABELS = (BLANK, SPACE, 40, 41, 12)


@st.composite
def scores(draw: st.DrawFn, most: int = 12) -> Scores:
    """Scores over a few labels; the others have next to nothing."""
    steps = draw(st.integers(1, most))
    weights = draw(st.lists(st.lists(st.integers(1, 60), min_size=5, max_size=5), min_size=steps, max_size=steps))
    chances = np.full((steps, CLASSES), 1e-12)
    chances[:, LABELS] = np.array(weights, float)
    scaled: Scores = np.log(chances / chances.sum(axis=1, keepdims=True)).astype(np.float32)
    return scaled


def collapsed(labels: tuple[int, ...]) -> tuple[int, ...]:
    kept = [label for index, label in enumerate(labels) if index == 0 or label != labels[index - 1]]
    return tuple(label for label in kept if label != BLANK)


@given(scores())
@LAW
def test_the_best_path_is_the_collapsed_argmax(given_scores: Scores) -> None:
    labels = tuple(given_scores.argmax(axis=1).tolist())
    assert tuple(glyph.label for glyph in best_path(given_scores)) == collapsed(labels)


@given(scores())
@LAW
def test_a_beam_of_one_is_the_best_path(given_scores: Scores) -> None:
    ((labels, chance),) = beam_search(given_scores, 1)
    assert labels == tuple(glyph.label for glyph in best_path(given_scores))
    assert math.isclose(chance, float(given_scores.max(axis=1).sum()), rel_tol=1e-5)


@given(scores(most=5))
@FEW
def test_a_wide_beam_adds_up_every_path(given_scores: Scores) -> None:
    exact: dict[tuple[int, ...], float] = defaultdict(float)
    for path in product(LABELS, repeat=len(given_scores)):
        exact[collapsed(path)] += math.exp(sum(float(given_scores[i, label]) for i, label in enumerate(path)))
    found = dict(beam_search(given_scores, 100_000, floor=-20.0))
    for labels, chance in exact.items():
        assert math.isclose(math.exp(found[labels]), chance, rel_tol=1e-3, abs_tol=1e-6)


@given(scores())
@LAW
def test_repeating_a_step_of_certainty_changes_nothing(given_scores: Scores) -> None:
    doubled = np.repeat(given_scores, 2, axis=0)
    assert [g.label for g in best_path(doubled)] == [g.label for g in best_path(given_scores)]


@given(scores())
@LAW
def test_blank_steps_at_the_ends_change_nothing(given_scores: Scores) -> None:
    blank = np.full((2, CLASSES), -30.0, np.float32)
    blank[:, BLANK] = 0.0
    wrapped = np.concatenate([blank, given_scores, blank])
    assert [g.label for g in best_path(wrapped)] == [g.label for g in best_path(given_scores)]


@given(scores(most=40))
@LAW
def test_words_tile_the_line(given_scores: Scores) -> None:
    glyphs = best_path(given_scores)
    words = pieces(glyphs, len(given_scores))
    assert [g for word in words for g in word.glyphs] == [g for g in glyphs if g.label != SPACE]
    edges = [edge for word in words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert all(word.start <= word.glyphs[0].first and word.glyphs[-1].last < word.end for word in words)


@given(scores(most=40), st.integers(0, 2**32 - 1), st.integers(1, 900))
@LAW
def test_word_boxes_are_in_order_and_inside(given_scores: Scores, seed: int, width: int) -> None:
    pixels = np.random.default_rng(seed).choice([-1.0, 1.0], (HEIGHT, len(given_scores) * STRIDE), p=[0.1, 0.9])
    line = NormalLine(pixels.astype(np.float32), pixels.shape[1] / width)
    words = pieces(best_path(given_scores), len(given_scores))
    edges = [edge for box in word_columns(line, words, width) for edge in box] if words else []
    assert edges == sorted(edges)
    assert all(0 <= edge <= width for edge in edges)


@given(scores(most=30), st.floats(0, 3))
@FEW
def test_judging_keeps_the_words_and_never_makes_blanks(given_scores: Scores, weight: float) -> None:
    words = pieces(best_path(given_scores), len(given_scores))
    judged = judge(given_scores, words, RecognizerOptions(language_weight=weight))
    assert len(judged) == len(words)
    assert all(word.text and " " not in word.text and word.evidence <= 1e-3 for word in judged)


@given(st.text(max_size=60))
@LAW
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
