"""A second opinion on a line: when another reader's word takes the place of ours.

The rule was chosen on drawn lines (`benchmarks/recognizer.py`): another reader may only settle what ours doubts, only
between words made of letters, and only towards what Vietnamese spelling and the language model find likelier. Words
with digits, codes and the marks at a word's edges stay as we read them; where both readers agree we are surer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from casedocs.ocr.recognizer.language import load_language
from casedocs.ocr.recognizer.readings import LineReading, WordReading
from casedocs.ocr.recognizer.words import EDGES, is_plain_word
from casedocs.text.syllable import is_syllable

__all__ = ["UNSURE", "OtherWord", "is_unsure", "second_look"]

UNSURE = 0.85
"""A word with less confidence is looked at by the other reader."""
_DOUBTED = 0.7
"""Only a word with less confidence may be replaced."""
_BELIEVED = 0.5
"""Confidence of the other reader below which it is not heard."""
_MARGIN = 8.0
"""How much likelier, as a natural log, the language model must find the other word when both are well spelt."""
_AGREED = 0.5
"""Share of our doubt that is left when the other reader says the same."""
_SETTLED = 0.7
"""Confidence of a word that was replaced."""


@dataclass(frozen=True, slots=True)
class OtherWord:
    """A word that another reader read.

    Attributes:
        text: NFC, no blanks.
        confidence: What the reader thinks of it, 0 to 1.
    """

    text: str
    confidence: float


def is_unsure(reading: LineReading) -> bool:
    """Whether a line is worth a second look."""
    return any(word.confidence < UNSURE and not word.handwritten for word in reading.words)


def second_look(reading: LineReading, other: Sequence[OtherWord]) -> LineReading:
    """The line with its unsure words settled by another reader's words.

    Args:
        reading: Our reading.
        other: The other reader's words, from left to right.

    Returns:
        A reading with the same number of words in the same places.
    """
    words = list(reading.words)
    for index, rival in _pairs([word.text for word in words], other):
        words[index] = _settled(words, index, rival)
    letters = [len(word.text) for word in words]
    total = sum(n * word.confidence for n, word in zip(letters, words, strict=True))
    return LineReading(" ".join(word.text for word in words), tuple(words), total / max(1, sum(letters)))


def _pairs(ours: Sequence[str], other: Sequence[OtherWord]) -> Iterator[tuple[int, OtherWord]]:
    """Our words with those of the other reader that stand at the same place: alike, or one between two alike."""
    from difflib import SequenceMatcher

    theirs = [word.text for word in other]
    for kind, start, end, first, last in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind in {"equal", "replace"} and end - start == last - first:
            yield from zip(range(start, end), other[first:last], strict=True)


def _settled(words: Sequence[WordReading], index: int, rival: OtherWord) -> WordReading:
    word = words[index]
    if word.handwritten:
        return word
    if word.text == rival.text:
        return replace(word, confidence=1.0 - (1.0 - word.confidence) * _AGREED) if word.confidence < UNSURE else word
    if word.confidence >= _DOUBTED or rival.confidence < _BELIEVED or not _comparable(word.text, rival.text):
        return word
    ours, theirs = (is_syllable(_core(text).lower()) for text in (word.text, rival.text))
    if not theirs or (ours and _gain(words, index, rival.text) < _MARGIN):
        return word
    return replace(word, text=rival.text, confidence=_SETTLED)


def _core(text: str) -> str:
    return text.strip(EDGES)


def _comparable(ours: str, theirs: str) -> bool:
    """Whether both are words of letters with the same marks at their edges, and capitals at the same places."""
    first, second = _core(ours), _core(theirs)
    if not (second and is_plain_word(ours) and is_plain_word(theirs)):
        return False
    same_edges = ours.replace(first, "", 1) == theirs.replace(second, "", 1)
    return same_edges and (first.isupper(), first[0].isupper()) == (second.isupper(), second[0].isupper())


def _gain(words: Sequence[WordReading], index: int, rival: str) -> float:
    """How much likelier the language model finds the rival between the words around it."""
    before = " ".join(["", *(word.text for word in words[:index]), ""])
    after = " ".join(["", *(word.text for word in words[index + 1 :]), ""])
    ours, theirs = load_language().score([words[index].text, rival], before, after)
    return theirs - ours
