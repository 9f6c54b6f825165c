"""From log probabilities to characters: the best path, and the readings beside it for an unsure piece."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.ocr.recognizer.charset import BLANK, SPACE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

__all__ = ["FLOOR", "Glyph", "Piece", "beam_search", "best_path", "pieces"]

FLOOR = -5.3
"""Log probability below which a label at a step is not looked at (0.5 %)."""


@dataclass(frozen=True, slots=True)
class Glyph:
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
    import numpy as np

    if width == 1:
        return [(tuple(glyph.label for glyph in best_path(scores)), float(scores.max(axis=1).sum()))]
    # prefix → probability of its paths that end in a blank, and of those that end in its last label
    beam: dict[tuple[int, ...], tuple[float, float]] = {(): (1.0, 0.0)}
    scale = 0.0
    for step in scores:
        labels = np.flatnonzero(step >= min(floor, float(step.max())))
        chances = list(zip(labels.tolist(), np.exp(step[labels]).tolist(), strict=True))
        beam = _extended(beam, chances)
        kept = sorted(beam.items(), key=lambda item: -(item[1][0] + item[1][1]))[:width]
        total = sum(kept[0][1])
        scale += float(np.log(total))
        beam = {prefix: (blank / total, label / total) for prefix, (blank, label) in kept}
    return [(prefix, scale + float(np.log(sum(chance)))) for prefix, chance in beam.items() if sum(chance) > 0]


_Beam = dict[tuple[int, ...], tuple[float, float]]


def _extended(beam: _Beam, chances: list[tuple[int, float]]) -> _Beam:
    """The beam after one more step."""
    if len(chances) == 1 and chances[0][0] == BLANK:  # most steps: nothing but blank
        chance = chances[0][1]
        return {prefix: ((blank + label) * chance, 0.0) for prefix, (blank, label) in beam.items()}
    grown: _Beam = {}

    def add(prefix: tuple[int, ...], blank: float, label: float) -> None:
        before = grown.get(prefix, (0.0, 0.0))
        grown[prefix] = (before[0] + blank, before[1] + label)

    for prefix, (blank, label) in beam.items():
        for output, chance in chances:
            if output == BLANK:
                add(prefix, (blank + label) * chance, 0.0)
            elif prefix and output == prefix[-1]:
                add(prefix, 0.0, label * chance)
                add((*prefix, output), 0.0, blank * chance)
            else:
                add((*prefix, output), 0.0, (blank + label) * chance)
    return grown
