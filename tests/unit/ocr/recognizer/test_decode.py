import numpy as np

from casedocs.ocr.recognizer.charset import BLANK, CLASSES, SPACE, encode
from casedocs.ocr.recognizer.decode import Glyph, beam_search, best_path, pieces

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
