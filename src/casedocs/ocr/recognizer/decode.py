"""From log probabilities to characters: the best path, and the readings beside it for an unsure piece."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from casedocs.ocr.recognizer.charset import BLANK, SPACE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

__all__ = ["FLOOR", "Glyph", "Piece", "beam_search", "best_path", "pieces"]

FLOOR = -5.3
"""Log probability below which a label at a step is not looked at (0.5 %)."""
_LABEL = 0xFF
_TINY = 1e-100  # below this the probabilities of a beam are scaled up


class Glyph(NamedTuple):
    """One character on the best path.

    Attributes:
        label: Its output.
        first: First step at which it is the best output.
        last: Last such step.
    """

    label: int
    first: int
    last: int


def best_path(scores: "Scores") -> list[Glyph]:
    """The characters of the most probable path: repeats merged, blanks dropped."""
    import numpy as np

    if len(scores) == 0:
        return []
    labels = scores.argmax(axis=1)
    changes = np.flatnonzero(np.diff(labels)) + 1
    starts = [0, *changes.tolist()]
    ends = [*changes.tolist(), len(labels)]
    return [
        Glyph(int(labels[start]), start, end - 1)
        for start, end in zip(starts, ends, strict=True)
        if labels[start] != BLANK
    ]


@dataclass(frozen=True, slots=True)
class Piece:
    """One word on the best path.

    Attributes:
        glyphs: Its characters, at least one.
        start: First step after the blank of the line before it.
        end: First step of the blank of the line after it (exclusive end of the word).
    """

    glyphs: tuple[Glyph, ...]
    start: int
    end: int


def pieces(glyphs: Sequence[Glyph], steps: int) -> list[Piece]:
    """The words of a best path over so many steps: what stands between blanks of the line."""
    words: list[Piece] = []
    waiting: list[Glyph] = []
    start = 0
    for glyph in glyphs:
        if glyph.label != SPACE:
            waiting.append(glyph)
            continue
        if waiting:
            words.append(Piece(tuple(waiting), start, glyph.first))
            waiting = []
        start = glyph.last + 1
    if waiting:
        words.append(Piece(tuple(waiting), start, steps))
    return words


def beam_search(scores: "Scores", width: int, floor: float = FLOOR) -> list[tuple[tuple[int, ...], float]]:
    """The most probable label sequences of a piece of line, each with the log of its total probability.

    Prefix search: paths that collapse to the same labels are added up. With a width that prunes nothing the
    probabilities are exact but for labels below the floor; a width of 1 is the best path.

    Args:
        scores: Log probabilities, steps × classes.
        width: Readings that are kept after each step.
        floor: Log probability below which a label at a step is not looked at, unless it is the best there.

    Returns:
        At most `width` sequences, the most probable first.
    """
    if width == 1:
        return [(tuple(glyph.label for glyph in best_path(scores)), float(scores.max(axis=1).sum()))]
    # A prefix is one number, eight bits a label; beside it the probability of its paths, of those that end in a blank.
    totals, blanks = {0: 1.0}, {0: 1.0}
    scale = 0.0
    for chances in _chances(scores, floor):
        totals, blanks = _extended(totals, blanks, chances)
        if len(totals) > width:
            totals = dict(sorted(totals.items(), key=itemgetter(1), reverse=True)[:width])
            blanks = {prefix: blanks.get(prefix, 0.0) for prefix in totals}
        highest = max(totals.values())
        if highest < _TINY:
            scale += math.log(highest)
            totals = {prefix: total / highest for prefix, total in totals.items()}
            blanks = {prefix: blank / highest for prefix, blank in blanks.items()}
    found = sorted(totals.items(), key=itemgetter(1), reverse=True)
    return [(_labels(prefix), scale + math.log(total)) for prefix, total in found if total > 0]


_Chances = dict[int, float]


def _chances(scores: "Scores", floor: float) -> Iterator[_Chances]:
    """The labels to look at in each step, with their probabilities."""
    import numpy as np

    seen = scores >= np.minimum(scores.max(axis=1), floor)[:, None]
    labels = np.nonzero(seen)[1].tolist()
    values = np.exp(scores[seen]).tolist()
    end = 0
    for count in seen.sum(axis=1).tolist():
        start, end = end, end + count
        yield dict(zip(labels[start:end], values[start:end], strict=True))


def _extended(totals: _Chances, blanks: _Chances, chances: _Chances) -> tuple[_Chances, _Chances]:
    """The beam after one more step."""
    blank = chances.pop(BLANK, 0.0)
    ended = {prefix: total * blank for prefix, total in totals.items()} if blank else {}
    if not chances:  # most steps: nothing but blank
        return ended, ended
    grown = dict(ended)
    for prefix, total in totals.items():
        last = prefix & _LABEL
        for label, chance in chances.items():
            before = total
            if label == last:  # the same letter goes on, or stands there twice with a blank between
                before = blanks.get(prefix, 0.0)
                grown[prefix] = grown.get(prefix, 0.0) + (total - before) * chance
            longer = prefix << 8 | label
            grown[longer] = grown.get(longer, 0.0) + before * chance
    return grown, ended


def _labels(prefix: int) -> tuple[int, ...]:
    return tuple(prefix.to_bytes((prefix.bit_length() + 7) // 8, "big"))
