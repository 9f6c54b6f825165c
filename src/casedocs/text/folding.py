"""Folding for search: case, diacritics and ``đ`` vanish, so that ``Đào`` is found under ``dao``.

Vietnamese letters in NFC are folded one to one; other letters lose the marks that Unicode can take apart. `fold`
gives the folded text alone, `fold_aligned` also the way back to the original.
"""

import unicodedata
from functools import cache

from casedocs.spans import OffsetMap

__all__ = ["fold", "fold_aligned", "strip_diacritics"]

_STROKED = {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "Ɖ": "D", "ɖ": "d"}


@cache
def _strip_letter(letter: str) -> str:
    if letter in _STROKED:
        return _STROKED[letter]
    if letter < "\xc0" or "\uac00" <= letter <= "\ud7a3":  # Hangul syllables are letters of their own
        return letter
    apart = unicodedata.normalize("NFD", letter)
    return "".join(part for part in apart if unicodedata.category(part) != "Mn")


@cache
def _fold_letter(letter: str) -> str:
    return _strip_letter(letter).casefold()


class _Letters(dict[int, str]):
    """A table for `str.translate` that learns each letter when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _fold_letter(chr(code))
        return letter


_FOLDED = _Letters()


def strip_diacritics(text: str) -> str:
    """The text without diacritics, ``đ`` as ``d``; case, digits and punctuation stay."""
    if text.isascii():
        return text
    return text.translate({ord(letter): _strip_letter(letter) for letter in set(text) if letter >= "\xc0"})


def fold(text: str) -> str:
    """The text in lower case without diacritics: what search compares.

    ``fold(a) == fold(b)`` also holds for the composed and the decomposed form of one text.
    """
    if text.isascii():
        return text.lower()
    return text.translate(_FOLDED)


def fold_aligned(text: str) -> tuple[str, OffsetMap]:
    """The folded text and the map from the offsets of `text` to it (``.invert()`` leads back)."""
    folded = fold(text)
    edits: list[tuple[int, int, int]] = []
    for index, letter in enumerate(text):
        length = len(_fold_letter(letter))
        if length == 0 and edits and edits[-1][1] == index:  # a mark goes with the letter before it
            edits[-1] = (edits[-1][0], index + 1, edits[-1][2])
        elif length == 0 and index:
            edits.append((index - 1, index + 1, 1))
        elif length != 1:
            edits.append((index, index + 1, length))
    return folded, OffsetMap.from_edits(len(text), edits)
