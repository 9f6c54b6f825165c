"""What each word of a line says: the best path where it is beyond doubt, a second look where it is not."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.ocr.recognizer.charset import BLANK, decode
from casedocs.ocr.recognizer.decode import Piece, beam_search
from casedocs.ocr.recognizer.language import load_language
from casedocs.ocr.recognizer.options import RecognizerOptions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

__all__ = ["Judged", "is_plain_word", "judge", "nothing_evidence", "path_evidence", "readings_of", "weigh"]

_EDGES = ".,;:!?()\"'“”‘’…-–—/[]«»"
_CODE = 5
"""Words all in capitals with fewer letters than this may be codes and are left alone."""
_LOST = 3.0
"""Evidence against a word whose own reading the search lost."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One word.

    Attributes:
        text: What it says.
        evidence: Natural log of how probable that is: of the best path, or of the reading among its rivals.
        weighed: Whether the rivals were looked at.
    """

    text: str
    evidence: float
    weighed: bool


def is_plain_word(word: str) -> bool:
    """Whether the language model may have a say: letters alone (marks at the edges apart), no capitals of a code."""
    core = word.strip(_EDGES)
    return core.isalpha() and not (core.isupper() and len(core) < _CODE)


def path_evidence(scores: "Scores", word: Piece) -> float:
    """The log probability of the best path over a word's steps: a lower bound for the word's own."""
    return float(scores[word.start : word.end].max(axis=1).sum())


def readings_of(scores: "Scores", word: Piece, beam: int) -> dict[str, float]:
    """What a word's steps may say, with the log of each reading's probability; blanks at the edges do not count."""
    found: dict[str, float] = {}
    for labels, chance in beam_search(scores[word.start : word.end], beam):
        text = decode(list(labels)).strip()
        other = found.get(text)
        found[text] = chance if other is None else max(chance, other) + math.log1p(math.exp(-abs(chance - other)))
    return found


def weigh(readings: dict[str, float], seen: str, around: tuple[str, str], weight: float) -> tuple[str, float]:
    """The reading that eyes and language model together prefer, and the log of its share among all.

    Args:
        readings: Log probabilities as the eyes give them.
        seen: The reading of the best path; it stays where the language model may have no say.
        around: What stands before and after the word.
        weight: How much the language model counts.
    """
    if is_plain_word(seen):
        rivals = {text: chance for text, chance in readings.items() if _same_marks(text, seen)}
    else:
        rivals, weight = dict(readings), 0.0
    totals = dict(rivals)
    if weight:
        scores = load_language().score(list(rivals), *around)
        totals = {text: rivals[text] + weight * score for text, score in zip(rivals, scores, strict=True)}
    best = max(totals, key=totals.__getitem__, default=seen) if weight else seen
    if best not in totals:
        return seen, -_LOST
    highest = max(totals.values())
    share = totals[best] - highest - math.log(sum(math.exp(total - highest) for total in totals.values()))
    return best, share


def _same_marks(text: str, seen: str) -> bool:
    """Whether a rival is a plain word with the same marks at its edges: the language model knows nothing of those."""
    core = text.strip(_EDGES)
    return bool(core) and core.isalpha() and text.replace(core, "") == seen.replace(seen.strip(_EDGES), "")


def nothing_evidence(scores: "Scores") -> float:
    """The log probability that a line says nothing."""
    return float(scores[:, BLANK].sum())


def judge(scores: "Scores", words: Sequence[Piece], options: RecognizerOptions) -> list[Judged]:
    """Every word of a line, from left to right."""
    texts = [decode([glyph.label for glyph in word.glyphs]) for word in words]
    evidence = [path_evidence(scores, word) for word in words]
    weighed = [options.beam > 1 and value < options.sure_above for value in evidence]
    for index, word in enumerate(words):
        if weighed[index]:
            around = (" ".join(["", *texts[:index], ""]), " ".join(["", *texts[index + 1 :], ""]))
            readings = readings_of(scores, word, options.beam)
            texts[index], evidence[index] = weigh(readings, texts[index], around, options.language_weight)
    return [Judged(*parts) for parts in zip(texts, evidence, weighed, strict=True)]
