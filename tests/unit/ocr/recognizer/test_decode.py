import numpy as np
import pytest

from casedocs.ocr.recognizer.charset import BLANK, CLASSES, SPACE, encode
from casedocs.ocr.recognizer.decode import FLOOR, Glyph, beam_search, best_path, pieces

A, B = encode("ab")


def path(*labels: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Scores whose best path is the given one."""
    chances = np.full((len(labels), CLASSES), 0.1 / (CLASSES - 1), np.float32)
    chances[np.arange(len(labels)), labels] = 0.9
    return np.log(chances)


def test_repeats_are_one_letter_and_blanks_divide() -> None:
    assert [g.label for g in best_path(path(A, A, BLANK, A, B, B))] == [A, A, B]
    assert best_path(path(BLANK, A, A, BLANK)) == [Glyph(A, 1, 2)]
    assert best_path(path(BLANK, BLANK)) == []
    assert best_path(np.zeros((0, CLASSES), np.float32)) == []


def test_words_own_the_steps_between_blanks() -> None:
    words = pieces(best_path(path(BLANK, A, BLANK, SPACE, SPACE, B, BLANK)), 7)
    assert [(w.start, w.end, [g.label for g in w.glyphs]) for w in words] == [(0, 3, [A]), (5, 7, [B])]


def test_blanks_of_the_line_at_its_ends_make_no_words() -> None:
    assert pieces(best_path(path(SPACE, BLANK, SPACE)), 3) == []
    assert [w.start for w in pieces(best_path(path(SPACE, A, SPACE)), 3)] == [1]


def test_the_beam_adds_up_what_the_best_path_cannot() -> None:
    """Three paths say "a", none of them the best: the best path reads nothing."""
    chances = np.full((2, CLASSES), 1e-9, np.float32)
    chances[:, BLANK], chances[:, A] = 0.6, 0.4
    scores = np.log(chances)
    assert best_path(scores) == []
    found = dict(beam_search(scores, 8))
    assert max(found, key=found.__getitem__) == (A,)
    assert np.isclose(np.exp(found[(A,)]), 0.64, atol=1e-4)


def test_a_long_piece_does_not_underflow() -> None:
    found = beam_search(path(*[A, BLANK] * 800), 4)
    assert found[0][0] == (A,) * 800
    assert np.isfinite(found[0][1])


def plain_beam(scores: np.ndarray[tuple[int, int], np.dtype[np.float32]], width: int) -> dict[tuple[int, ...], float]:
    """Prefix search by the book: for each prefix the chance of its paths that end in a blank, and of the others."""
    beam: dict[tuple[int, ...], tuple[float, float]] = {(): (1.0, 0.0)}
    for step in np.exp(scores.astype(float)):
        grown: dict[tuple[int, ...], tuple[float, float]] = {}
        for prefix, (blank, label) in beam.items():
            for output in np.flatnonzero(step >= min(np.exp(FLOOR), step.max())).tolist():
                longer = (*prefix, output)
                ways = [(prefix, (blank + label) * step[output], 0.0)] if output == BLANK else []
                if output != BLANK and prefix[-1:] == (output,):
                    ways = [(prefix, 0.0, label * step[output]), (longer, 0.0, blank * step[output])]
                elif output != BLANK:
                    ways = [(longer, 0.0, (blank + label) * step[output])]
                for reading, ended, goes_on in ways:
                    before = grown.get(reading, (0.0, 0.0))
                    grown[reading] = (before[0] + ended, before[1] + goes_on)
        beam = dict(sorted(grown.items(), key=lambda item: -sum(item[1]))[:width])
    return {prefix: float(np.log(sum(chance))) for prefix, chance in beam.items() if sum(chance) > 0}


@pytest.mark.parametrize("seed", range(20))
def test_a_narrow_beam_keeps_what_the_book_keeps(seed: int) -> None:
    chances = np.full((14, CLASSES), 1e-6)
    chances[:, [BLANK, SPACE, A, B, 252]] = np.random.default_rng(seed).dirichlet(np.full(5, 0.6), 14)
    scores = np.log(chances / chances.sum(axis=1, keepdims=True)).astype(np.float32)
    found = beam_search(scores, 8)
    assert dict(found) == pytest.approx(plain_beam(scores, 8), abs=1e-5)
    assert [chance for _, chance in found] == sorted((chance for _, chance in found), reverse=True)
