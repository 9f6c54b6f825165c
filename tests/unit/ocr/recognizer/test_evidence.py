import numpy as np
import pytest

from casedocs.ocr.recognizer.charset import BLANK, CLASSES, SPACE
from casedocs.ocr.recognizer.decode import best_path, pieces
from casedocs.ocr.recognizer.evidence import words_of
from casedocs.ocr.recognizer.network import Network
from casedocs.ocr.recognizer.normalize import normalize_line
from casedocs.ocr.recognizer.words import own_evidence
from tests.unit.ocr.lines import picture

Scores = np.ndarray[tuple[int, int, int], np.dtype[np.float32]]


def agrees_with_the_definition(scores: Scores, steps: list[int]) -> int:
    """Compares with `best_path`, `pieces` and `own_evidence`, line by line; gives the number of words."""
    count = 0
    for found, line, own in zip(words_of(scores, steps), scores, steps, strict=True):
        words = pieces(best_path(line[:own]), own)
        assert found.words == tuple(words)
        assert found.evidence == pytest.approx([own_evidence(line[:own], word) for word in words], abs=1e-4)
        count += len(words)
    return count


def random_scores(rng: np.random.Generator, lines: int, steps: int) -> Scores:
    """Scores in which few labels matter, so that letters repeat, meet gaps and are in doubt."""
    chances = np.full((lines, steps, CLASSES), 1e-6)
    labels = [BLANK, SPACE, 40, 41, 12]
    chances[:, :, labels] = rng.dirichlet(np.full(len(labels), 0.3), (lines, steps))
    scores: Scores = np.log(chances / chances.sum(axis=2, keepdims=True)).astype(np.float32)
    return scores


@pytest.mark.parametrize("seed", range(20))
def test_a_batch_says_what_each_line_says(seed: int) -> None:
    rng = np.random.default_rng(seed)
    steps = rng.integers(0, 31, 5).tolist()
    agrees_with_the_definition(random_scores(rng, 5, 30), steps)


def test_real_lines_say_the_same() -> None:
    texts = ("Số: 241/QĐ-UBND ngày 17", "hồ sơ vụ án hình sự", "BỊ CÁO")
    lines = [normalize_line(picture(text)) for text in texts]
    looks = list(Network(None, threads=1, batch_columns=4096).looks(lines))
    assert sum(agrees_with_the_definition(look.scores, list(look.steps)) for look in looks) == 12


def test_lines_that_say_nothing_have_no_words() -> None:
    scores = np.full((2, 8, CLASSES), -9.0, np.float32)
    scores[:, :, BLANK] = -0.1
    assert [found.words for found in words_of(scores, [8, 0])] == [(), ()]
    assert words_of(np.zeros((0, 0, CLASSES), np.float32), []) == []
