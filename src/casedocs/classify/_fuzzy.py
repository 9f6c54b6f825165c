"""Likeness of short texts that a scanner may have garbled: letter groups of folded text, bounded in time."""

import re
from collections.abc import Sequence
from functools import lru_cache

from casedocs.text.folding import fold

__all__ = ["Beginning", "Opening", "Phrase", "folded", "folded_all", "grams", "letters"]

_OTHERS = re.compile(r"[\W_]+")
_SPACES = dict.fromkeys([*range(32), 127, *map(ord, "-–—−‐‑'\u2019`~^*_|\u00a0")], " ")


class _Letters(dict[int, str]):
    """A table for `str.translate` that learns each letter when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = fold(chr(code)).translate(_SPACES)
        return letter


_PLAIN = _Letters(_SPACES)
_PLAIN_LINES = _Letters(_SPACES | {10: "\n"})


def folded(text: str) -> str:
    """Lower case without diacritics, one space between words, dashes and stray marks as spaces."""
    return " ".join(text.translate(_PLAIN).split())


def folded_all(texts: Sequence[str]) -> list[str]:
    """`folded` of many texts without line breaks, at the price of one."""
    if not texts:
        return []
    whole = "\n".join(texts).translate(_PLAIN_LINES)
    return [" ".join(line.split()) for line in whole.split("\n")]


def letters(text: str) -> str:
    """Only the letters and digits of a folded text."""
    return _OTHERS.sub("", text)


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

    def same(self, other: str) -> float:
        """How alike phrase and text are as wholes, from 0 to 1 (Dice)."""
        theirs = grams(other)
        return 2 * len(self._grams & theirs) / (len(self._grams) + len(theirs))


class Beginning:
    """A word or two that a line may begin with, found with up to three letters in ten wrong.

    Attributes:
        text: The words, folded, without spaces.
    """

    def __init__(self, text: str) -> None:
        self.text = letters(folded(text))
        self._masks: dict[str, int] = {}
        for index, letter in enumerate(self.text):
            self._masks[letter] = self._masks.get(letter, 0) | 1 << index
        self._full = (1 << len(self.text)) - 1

    def likeness(self, line: str) -> float:
        """The share of the letters that stand in the same order at the beginning of a line of letters, from 0 to 1."""
        row = self._full
        for letter in line[: len(self.text) + 1]:
            hits = row & self._masks.get(letter, 0)
            row = (row + hits | row - hits) & self._full
        return 1 - row.bit_count() / len(self.text)


class Opening:
    """Letters that a text may open with, compared by the number of letters that must be changed (Levenshtein).

    The bit-parallel algorithm of Myers (1999): a row of the table of distances is two whole numbers.

    Attributes:
        text: The letters.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._masks: dict[str, int] = {}
        for index, letter in enumerate(text):
            self._masks[letter] = self._masks.get(letter, 0) | 1 << index

    def likeness(self, text: str) -> float:
        """1 less the changes for each letter, to the beginning of the text that needs the fewest; from 0 to 1."""
        size = len(self.text)
        full, last = (1 << size) - 1, 1 << max(size - 1, 0)
        more, less, distance, best = full, 0, size, size
        for letter in text[: size + size // 4 + 3]:
            same = self._masks.get(letter, 0)
            below = same | less
            level = ((same & more) + more ^ more) | same
            up = less | ~(level | more) & full
            down = more & level
            distance += 1 if up & last else -1 if down & last else 0
            best = min(best, distance)
            up, down = up << 1 | 1, down << 1
            more, less = (down | ~(below | up)) & full, up & below
        return 1 - best / max(size, 1)
