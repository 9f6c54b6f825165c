"""Likeness of short texts that a scanner may have garbled: letter groups of folded text, bounded in time."""

from functools import lru_cache

from casedocs.text.folding import fold

__all__ = ["Phrase", "folded", "grams", "letters"]

_KEEP = dict.fromkeys([*range(32), 127, *map(ord, "-–—−‐‑'\u2019`~^*_|\u00a0")], " ")


def folded(text: str) -> str:
    """Lower case without diacritics, one space between words, dashes and stray marks as spaces."""
    return " ".join(fold(text).translate(_KEEP).split())


def letters(text: str) -> str:
    """Only the letters and digits of a folded text."""
    return "".join(letter for letter in text if letter.isalnum())


@lru_cache(maxsize=4096)
def grams(text: str) -> frozenset[str]:
    """The groups of three letters of a folded text, word borders as spaces."""
    padded = f" {text} "
    return frozenset([padded[index : index + 3] for index in range(len(padded) - 2)])


class Phrase:
    """A phrase that is looked for, whole or garbled.

    Attributes:
        text: The phrase, folded.
    """

    def __init__(self, text: str) -> None:
        self.text = folded(text)
        self._grams = grams(self.text)

    def likeness(self, other: str) -> float:
        """How much of the phrase a folded text holds, from 0 to 1; 1 where it stands there as it is."""
        if self.text in other:
            return 1.0
        return len(self._grams & grams(other)) / len(self._grams)

    def same(self, other: str) -> float:
        """How alike phrase and text are as wholes, from 0 to 1 (Dice)."""
        theirs = grams(other)
        return 2 * len(self._grams & theirs) / (len(self._grams) + len(theirs))
