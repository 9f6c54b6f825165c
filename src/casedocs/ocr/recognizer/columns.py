"""Where each word stands: steps of the network to columns of the image."""

from collections.abc import Sequence
from itertools import pairwise

from casedocs.ocr.recognizer.decode import Glyph, Piece
from casedocs.ocr.recognizer.normalize import STRIDE, NormalLine

__all__ = ["word_columns"]

_INK = 0.5
"""Ink a column must hold to count as part of a letter, in full pixels."""


def word_columns(line: NormalLine, words: Sequence[Piece], width: int) -> list[tuple[float, float]]:
    """Left and right column of each word in the given image.

    The network says at which steps it saw the last letter of one word and the first of the next; between them the cut
    goes through the emptiest columns, and each word is then drawn in to its ink.

    Args:
        line: The normalised line.
        words: The words on the best path.
        width: Columns of the given image.
    """
    import numpy as np

    ink = (1.0 - line.pixels).sum(axis=0) / 2.0
    columns: list[float] = ink.tolist()
    cuts = [0, *(_cut(columns, before.glyphs[-1], after.glyphs[0]) for before, after in pairwise(words)), len(columns)]
    inked = np.flatnonzero(ink > _INK)
    places = np.searchsorted(inked, cuts).tolist()
    found = []
    for (start, end), (first, last) in zip(pairwise(cuts), pairwise(places), strict=True):
        # The first and last columns with ink; the whole stretch if there is none.
        left, right = (int(inked[first]), int(inked[last - 1]) + 1) if first < last else (start, end)
        found.append((_column(line, left, width), _column(line, right, width)))
    return found


def _cut(ink: Sequence[float], before: Glyph, after: Glyph) -> int:
    """The middle of the longest run of (nearly) empty columns between two letters."""
    start, end = before.first * STRIDE, (after.last + 1) * STRIDE
    part = ink[start:end]
    limit = max(_INK, min(part) + _INK)
    best = (0, (start + end) // 2)
    run = 0
    for column, value in enumerate(part, start=start):
        if value > limit:
            run = 0
            continue
        run += 1
        if run > best[0]:
            best = (run, column - run // 2)
    return best[1]


def _column(line: NormalLine, column: int, width: int) -> float:
    return min(float(width), max(0.0, line.to_source(column / STRIDE)))
