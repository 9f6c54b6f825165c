"""Best paths, words and what speaks against them, for all lines of a batch in a few passes over arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.ocr.recognizer.charset import BLANK, SPACE
from casedocs.ocr.recognizer.decode import Glyph, Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]
    Whole = NDArray[np.intp]

__all__ = ["LineWords", "words_of"]

_CLASSES = 256
"""More than there are outputs: a word and a label make one number."""


@dataclass(frozen=True, slots=True)
class LineWords:
    """The words on the best path of a line, with the evidence for each.

    Attributes:
        words: From left to right.
        evidence: As `casedocs.ocr.recognizer.words.own_evidence` defines it.
    """

    words: tuple[Piece, ...]
    evidence: tuple[float, ...]


def words_of(scores: "Scores", steps: Sequence[int]) -> list[LineWords]:
    """Finds the words of lines.

    Args:
        scores: Log probabilities, lines × steps × classes.
        steps: How many steps of each line count.

    Returns:
        For each line the words of `pieces` (`best_path`) and their `own_evidence`.
    """
    import numpy as np

    lines = [_words(labels[:count], count) for labels, count in zip(scores.argmax(axis=2), steps, strict=True)]
    words = [(line, word) for line, found in enumerate(lines) for word in found]
    if not words:
        return [LineWords((), ()) for _ in lines]
    places = np.array([(line, max(0, word.start - 1), min(word.end + 1, steps[line])) for line, word in words])
    evidence = iter(_evidence(scores, places, [word.glyphs for _, word in words]).tolist())
    return [LineWords(tuple(found), tuple(next(evidence) for _ in found)) for found in lines]


def _words(labels: "Whole", steps: int) -> list[Piece]:
    """The words on one best path: `best_path` and `pieces` in one pass over its letters."""
    import numpy as np

    ends = np.append(np.flatnonzero(labels[1:] != labels[:-1]), steps - 1) if steps else np.zeros(0, np.intp)
    words: list[Piece] = []
    waiting: list[Glyph] = []
    start = first = 0
    for label, last in zip(labels[ends].tolist(), ends.tolist(), strict=True):
        if label == SPACE:
            if waiting:
                words.append(Piece(tuple(waiting), start, first))
                waiting = []
            start = last + 1
        elif label != BLANK:
            waiting.append(Glyph(label, first, last))
        first = last + 1
    if waiting:
        words.append(Piece(tuple(waiting), start, steps))
    return words


def _evidence(scores: "Scores", places: "Whole", glyphs: Sequence[Sequence[Glyph]]) -> "NDArray[np.float64]":
    """For each word (line, first step, end of what is looked at; letters) how little speaks against it."""
    import numpy as np

    line, first, end = places.T
    word = np.repeat(np.arange(len(places)), [len(letters) for letters in glyphs])
    label, g_first, g_last = np.array([glyph for letters in glyphs for glyph in letters]).T
    # What may be seen over a word: the blank, the gap, its own letters, each once.
    own = np.unique(np.concatenate([word * _CLASSES + label, _each(places, BLANK), _each(places, SPACE)]))
    of_word, of_label = np.divmod(own, _CLASSES)
    offsets = np.concatenate([[0], np.cumsum(end - first)])
    chances, pair, step = _looked_up(scores, line[of_word], of_label, first[of_word], end[of_word])
    at = offsets[of_word][pair] + step - first[of_word][pair]
    seen = np.bincount(at, chances, minlength=offsets[-1])
    # Every letter, where it is seen and one step beside.
    begin, stop = np.maximum(g_first - 1, first[word]), np.minimum(g_last + 2, end[word])
    chances, letter, _ = _looked_up(scores, line[word], label, begin, stop)
    there = np.bincount(letter, chances, minlength=len(word))
    against = np.add.reduceat(np.log(np.minimum(seen, 1.0)), offsets[:-1])
    missing = np.bincount(word, np.log(np.minimum(there, 1.0)), minlength=len(places))
    total: NDArray[np.float64] = against + missing
    return total


def _each(places: "Whole", label: int) -> "Whole":
    import numpy as np

    return np.arange(len(places)) * _CLASSES + label


def _looked_up(
    scores: "Scores", line: "Whole", label: "Whole", first: "Whole", end: "Whole"
) -> tuple["Scores", "Whole", "Whole"]:
    """The probabilities of labels over stretches of steps: values, the stretch of each, the step of each."""
    import numpy as np

    lengths = end - first
    stretch = np.repeat(np.arange(len(lengths)), lengths)
    step = np.arange(len(stretch)) - np.repeat(np.cumsum(lengths) - lengths - first, lengths)
    return np.exp(scores[line[stretch], step, label[stretch]]), stretch, step
