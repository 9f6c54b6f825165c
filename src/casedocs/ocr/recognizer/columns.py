"""Where each word stands: steps of the network to columns of the image."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from casedocs.ocr.recognizer.decode import Glyph, Piece
from casedocs.ocr.recognizer.normalize import STRIDE, NormalLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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

    ink = np.clip(1.0 - line.pixels, 0.0, 2.0).sum(axis=0) / 2.0
    cuts = [
        0,
        *(_cut(ink, before.glyphs[-1], after.glyphs[0]) for before, after in pairwise(words)),
        len(ink),
    ]
    found = []
    for start, end in pairwise(cuts):
        left, right = _drawn_in(ink, start, end)
        found.append((_column(line, left, width), _column(line, right, width)))
    return found


def _cut(ink: "NDArray[np.float32]", before: Glyph, after: Glyph) -> int:
    """The middle of the longest run of (nearly) empty columns between two letters."""
    start, end = before.first * STRIDE, (after.last + 1) * STRIDE
    part = ink[start:end]
    limit = max(_INK, float(part.min()) + _INK)
    best = (0, (start + end) // 2)
    run = 0
    for offset, value in enumerate(part.tolist()):
        run = run + 1 if value <= limit else 0
        if run > best[0]:
            best = (run, start + offset - run // 2)
    return best[1]


def _drawn_in(ink: "NDArray[np.float32]", start: int, end: int) -> tuple[int, int]:
    """The first and last columns with ink; the whole stretch if there is none."""
    import numpy as np

    inked = np.flatnonzero(ink[start:end] > _INK)
    if len(inked) == 0:
        return start, end
    return start + int(inked[0]), start + int(inked[-1]) + 1


def _column(line: NormalLine, column: int, width: int) -> float:
    return min(float(width), max(0.0, line.to_source(column / STRIDE)))
