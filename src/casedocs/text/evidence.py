"""Is this line Vietnamese? Asked only about the few places where a rule could harm another language."""

import re

from casedocs.text.syllable import parse_base, split_tone

__all__ = ["has_own_letters", "line_is_vietnamese"]

_OWN = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 0.75


def has_own_letters(text: str) -> bool:
    """Whether the text holds letters that, of the Latin languages, Vietnamese writes."""
    return _OWN.search(text) is not None


def line_is_vietnamese(text: str, start: int, end: int) -> bool:
    """Whether the line around ``text[start:end]`` speaks for Vietnamese.

    It does when another word has a letter of its own, or when three of four other words are spelled like
    syllables; a line without other words says nothing against it.
    """
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    around = text[left:start] + " " + text[end : right if right >= 0 else len(text)]
    if has_own_letters(around):
        return True
    words = _WORD.findall(around)
    return sum(map(_reads_like_a_syllable, words)) >= _ENOUGH * len(words)


def _reads_like_a_syllable(word: str) -> bool:
    """Wherever its tone mark stands."""
    return parse_base(*split_tone(word.lower())) is not None
