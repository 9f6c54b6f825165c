"""What each word of a line says: the best path where it is beyond doubt, a second look where it is not."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casedocs.ocr.recognizer.charset import BLANK, SPACE, decode
from casedocs.ocr.recognizer.decode import Piece, beam_search
from casedocs.ocr.recognizer.language import CONTEXT, load_language
from casedocs.ocr.recognizer.options import RecognizerOptions
from casedocs.ocr.recognizer.readings import WordReading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

__all__ = [
    "EDGES",
    "Judged",
    "by_pen",
    "is_plain_word",
    "judge",
    "nothing_evidence",
    "own_evidence",
    "readings_of",
    "rivals_of",
    "weigh",
]

EDGES = ".,;:!?()\"'“”‘’…-–—/[]«»"
_CODE = 5
"""Words in capitals without marks and with fewer letters than this may be codes and are left alone."""
_NAME = 0.15
"""Share of its weight that the language model keeps for what may be a name."""
_ROUNDS = 2
_LONGEST = 200  # steps of a word that is weighed again; longer ones are no words, and weighing them takes long
_PEN = 0.3
"""Mean probability of a pen over the steps of a word above which it counts as handwritten (chosen on script faces that
the network was trained on)."""
_LOST = 3.0
"""Evidence against a word whose own reading the search lost."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One word.

    Attributes:
        text: What it says.
        evidence: Natural log of how probable that is: by what speaks against it, or as its share among its rivals.
        weighed: Whether the rivals were looked at.
    """

    text: str
    evidence: float
    weighed: bool


def is_plain_word(word: str) -> bool:
    """Whether the language model may have a say: letters alone (marks at the edges apart), no capitals of a code."""
    core = word.strip(EDGES)
    code = core.isupper() and len(core) < _CODE and core.replace("Đ", "D").isascii()
    return core.isalpha() and not code


def own_evidence(scores: "Scores", word: Piece) -> float:
    """How little speaks against a word: 0 = nothing, the more negative the more.

    The best path alone says too little, since it also pays for every doubt about where a letter stands. What counts is
    the probability of letters that are not the word's own, and of letters not being there at all.
    """
    import numpy as np

    first = max(0, word.start - 1)
    labels = list(dict.fromkeys((BLANK, SPACE, *(glyph.label for glyph in word.glyphs))))
    chances = np.exp(scores[first : word.end + 1, labels])
    own = chances.sum(axis=1)
    there = [
        chances[max(0, g.first - 1 - first) : g.last + 2 - first, labels.index(g.label)].sum() for g in word.glyphs
    ]
    return float(np.log(np.minimum(own, 1.0)).sum() + np.log(np.minimum(there, 1.0)).sum())


def readings_of(scores: "Scores", word: Piece, beam: int) -> dict[str, float]:
    """What a word's steps may say, with the log of each reading's probability; blanks at the edges do not count."""
    found: dict[str, float] = {}
    for labels, chance in beam_search(scores[word.start : word.end], beam):
        text = decode(list(labels)).strip()
        other = found.get(text)
        found[text] = chance if other is None else max(chance, other) + math.log1p(math.exp(-abs(chance - other)))
    return found


def rivals_of(readings: Iterable[str], seen: str) -> list[str] | None:
    """The readings between which the language model may choose; None where it may have no say."""
    return [text for text in readings if _same_marks(text, seen)] if is_plain_word(seen) else None


def weigh(
    readings: dict[str, float], seen: str, likely: Mapping[str, float] | None, weight: float
) -> tuple[str, float]:
    """The reading that eyes and language model together prefer, and the log of its share among all.

    Args:
        readings: Log probabilities as the eyes give them.
        seen: The reading of the best path; it stays where the language model may have no say.
        likely: What the language model thinks of the rivals; None where it may have no say.
        weight: How much the language model counts.
    """
    totals, best = readings, seen
    if likely is not None:
        totals = {text: readings[text] + weight * score for text, score in likely.items()}
        best = max(totals, key=totals.__getitem__, default=seen)
    if best not in totals:
        return seen, -_LOST
    highest = max(totals.values())
    share = totals[best] - highest - math.log(sum(math.exp(total - highest) for total in totals.values()))
    return best, share


def _same_marks(text: str, seen: str) -> bool:
    """Whether a rival is a plain word with the same marks at its edges: the language model knows nothing of those."""
    core = text.strip(EDGES)
    return bool(core) and core.isalpha() and text.replace(core, "") == seen.replace(seen.strip(EDGES), "")


def _maybe_name(texts: Sequence[str], index: int) -> bool:
    """Whether a word has a capital that no beginning of a line or sentence explains."""
    core = texts[index].strip(EDGES)
    starts = index == 0 or texts[index - 1][-1] in ".:!?-–+•)"
    return core[:1].isupper() and core[1:].islower() and not starts


def by_pen(word: WordReading, pen: float) -> WordReading:
    """The word as handwritten, with as little confidence as print is likely, where a pen is likely."""
    if pen <= _PEN:
        return word
    return replace(word, handwritten=True, confidence=word.confidence * (1.0 - pen))


def _around(texts: Sequence[str], index: int) -> tuple[str, str]:
    """What the language model sees before and after a word."""
    before = " ".join(["", *texts[max(0, index - CONTEXT) : index], ""])
    after = " ".join(["", *texts[index + 1 : index + 1 + CONTEXT], ""])
    return before[-CONTEXT:], after[:CONTEXT]


def nothing_evidence(scores: "Scores") -> float:
    """The log probability that a line says nothing."""
    return float(scores[:, BLANK].sum())


def judge(
    scores: "Scores", words: Sequence[Piece], options: RecognizerOptions, evidence: Sequence[float] = ()
) -> list[Judged]:
    """Every word of a line, from left to right.

    Args:
        scores: What was seen, steps × classes.
        words: The words on the best path.
        options: How far the language model may go.
        evidence: `own_evidence` of each word, where it is known already.
    """
    seen = [decode([glyph.label for glyph in word.glyphs]) for word in words]
    evidence = list(evidence) or [own_evidence(scores, word) for word in words]
    unsure = [
        index
        for index, value in enumerate(evidence)
        if options.beam > 1 and value < options.sure_above and words[index].end - words[index].start <= _LONGEST
    ]
    readings = {index: readings_of(scores, words[index], options.beam) for index in unsure}
    _choose(seen, evidence, readings, options.language_weight)
    return [
        Judged(text, value, index in readings) for index, (text, value) in enumerate(zip(seen, evidence, strict=True))
    ]


def _choose(
    texts: list[str], evidence: list[float], readings: Mapping[int, dict[str, float]], language_weight: float
) -> None:
    """Puts the preferred reading of each unsure word, with its evidence, in its place."""
    seen = list(texts)
    rivals = {index: rivals_of(found, seen[index]) if language_weight else None for index, found in readings.items()}
    asked = [(index, _around(texts, index)) for index in readings if rivals[index] is not None]
    likely = dict(zip(asked, _likely([(rivals[index] or [], around) for index, around in asked]), strict=True))
    weighed: dict[int, tuple[str, str]] = {}
    for _ in range(_ROUNDS):  # a neighbour that was righted helps to right the next
        for index, found in readings.items():
            around = _around(texts, index)
            if weighed.get(index) == around:
                continue
            weighed[index] = around
            own = rivals[index]
            if own is not None and (index, around) not in likely:
                (likely[index, around],) = _likely([(own, around)])
            weight = language_weight * (_NAME if _maybe_name(seen, index) else 1.0)
            texts[index], evidence[index] = weigh(found, seen[index], likely.get((index, around)), weight)


def _likely(groups: Sequence[tuple[Sequence[str], tuple[str, str]]]) -> list[dict[str, float]]:
    """What the language model thinks of rivals between their neighbours, for several words at once."""
    if not groups:
        return []
    found = load_language().scores([(rivals, *around) for rivals, around in groups])
    return [dict(zip(rivals, scores, strict=True)) for (rivals, _), scores in zip(groups, found, strict=True)]
