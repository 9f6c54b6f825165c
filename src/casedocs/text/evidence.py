"""Is this line Vietnamese? Asked only about the few places where a rule could harm another language."""

import re

from casedocs.text.syllable import parse_base, split_tone

__all__ = ["Lines", "has_own_letters", "in_address"]

_OWN = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 0.75
_ADDRESS_SIGNS = ("@", "://", "www.", "_", "\\")
_LONGEST_ADDRESS = 200


def in_address(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is part of an e-mail or web address, a path or a name such as ``tệp_1``."""
    left, right = start, end
    while left > max(0, start - _LONGEST_ADDRESS) and not text[left - 1].isspace():
        left -= 1
    while right < min(len(text), end + _LONGEST_ADDRESS) and not text[right].isspace():
        right += 1
    return any(sign in text[left:right] for sign in _ADDRESS_SIGNS)


def has_own_letters(text: str) -> bool:
    """Whether the text holds letters that, of the Latin languages, Vietnamese writes."""
    return _OWN.search(text) is not None


class Lines:
    """What the lines of a text say, asked place by place; a line is looked at once for all places in it."""

    __slots__ = ("_first", "_last", "_left", "_readable", "_right", "_text", "_words")

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = self._right = -1
        self._first = self._last = -1
        self._words = self._readable = 0

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Where the line around ``text[start:end]`` begins and ends."""
        if not (self._left <= start and end <= self._right):
            self._look(start, end)
        return self._left, self._right

    def _look(self, start: int, end: int) -> None:
        self._left = self._text.rfind("\n", 0, start) + 1
        right = self._text.find("\n", end)
        self._right = right if right >= 0 else len(self._text)
        line = self._text[self._left : self._right]
        own = [match.start() + self._left for match in _OWN.finditer(line)]
        self._first, self._last = (own[0], own[-1]) if own else (-1, -1)
        words = _WORD.findall(line)
        self._words, self._readable = len(words), sum(map(_reads_like_a_syllable, words))

    def have_own_letters(self, start: int, end: int) -> bool:
        """Whether the line around ``text[start:end]`` holds letters that only Vietnamese writes."""
        self.bounds(start, end)
        return self._first >= 0

    def are_vietnamese(self, start: int, end: int) -> bool:
        """Whether the line around ``text[start:end]`` speaks for Vietnamese.

        It does when another word has a letter of its own, or when three of four other words are spelled like
        syllables; a line without other words says nothing against it.
        """
        if self.have_own_letters(start, end) and (self._first < start or self._last >= end):
            return True
        mine = _WORD.findall(self._text[start:end])
        readable = self._readable - sum(map(_reads_like_a_syllable, mine))
        return readable >= _ENOUGH * (self._words - len(mine))


def _reads_like_a_syllable(word: str) -> bool:
    """Wherever its tone mark stands."""
    return parse_base(*split_tone(word.lower())) is not None
