"""Letters that only look right: ``Ð`` for ``Đ``, ``ƣ`` for ``ư``, Cyrillic and Greek letters inside Vietnamese words.

They come from fonts of the eighties, from converters and from OCR. A letter is exchanged only where the word becomes
Vietnamese by it; Russian, Greek, Icelandic and Turkish text stays.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

from casedocs.text.changes import Edit
from casedocs.text.evidence import Lines, in_address
from casedocs.text.syllable import is_syllable

__all__ = ["LOOKALIKE_LETTERS", "lookalikes"]

_STROKED = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
_LATIN = {"ƣ": "ư", "Ƣ": "Ư", "ǎ": "ă", "Ǎ": "Ă", "ı": "i", "ɑ": "a", "ɡ": "g"}
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХӐаеѕіјкморстухԁһӏӑѐ", "ABESIJKMHOPCTYXĂaesijkmopctyxdhlăè", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυόίύ", "ABEZHIKMNOPTYXaikvopuóíú", strict=True))
_WIDE = {chr(code + 0xFEE0): chr(code) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B))}
_FOREIGN = {**_CYRILLIC, **_GREEK}
_TABLE = str.maketrans({**_STROKED, **_LATIN, **_FOREIGN, **_WIDE})

LOOKALIKE_LETTERS = "".join(map(chr, _TABLE))
"""The letters of the table, for a quick look whether a text holds any."""

_LETTER = re.compile(f"[{LOOKALIKE_LETTERS}]")
_OTHER_SCRIPT = re.compile("[\u0370-\u052f]")
_VIETNAMESE_ONLY = re.compile("[ĂăƠơƯưẠ-ỹ]")
_LONGEST_ABBREVIATION = 8


def lookalikes(text: str) -> Iterator[Edit]:
    """Edits that put the right letters in. Text in NFC.

    Words that are right now may prove the line Vietnamese for others: run it until it finds nothing.
    """
    done = 0
    around = _Around(text)
    for match in _LETTER.finditer(text):
        if match.start() < done:
            continue
        start, end = _word(text, match.start(), done)
        word = text[start:end]
        mapped = unicodedata.normalize("NFC", word.translate(_TABLE))
        if _belongs(word, mapped, around, start, end) and not in_address(text, start, end):
            yield from _letterwise(word, mapped, start)
        done = end


def _letterwise(word: str, mapped: str, start: int) -> Iterator[Edit]:
    if len(word) != len(mapped):
        yield start, start + len(word), mapped
        return
    for index, (old, new) in enumerate(zip(word, mapped, strict=True)):
        if old != new:
            yield start + index, start + index + 1, new


def _word(text: str, index: int, least: int) -> tuple[int, int]:
    start = index
    while start > least and (text[start - 1].isalpha() or unicodedata.combining(text[start - 1])):
        start -= 1
    end = index + 1
    while end < len(text) and (text[end].isalpha() or unicodedata.combining(text[end])):
        end += 1
    return start, end


class _Around:
    """The text around a word: its lines, and its letters of other scripts that look like no Latin ones."""

    __slots__ = ("_others", "lines", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self._others: list[int] | None = None

    def has_others(self, start: int, end: int) -> bool:
        """Whether such a letter stands in the line around ``text[start:end]``."""
        if self._others is None:
            self._others = [match.start() for match in _OTHER_SCRIPT.finditer(self.text.translate(_TABLE))]
        left, right = self.lines.bounds(start, end)
        at = bisect_left(self._others, left)
        return at < len(self._others) and self._others[at] < right


def _belongs(word: str, mapped: str, around: _Around, start: int, end: int) -> bool:
    """Whether the word is Vietnamese once its letters are exchanged."""
    if _OTHER_SCRIPT.search(mapped):
        return False
    foreign = [letter for letter in word if letter in _FOREIGN]
    if foreign and not any(letter.isascii() or "\xc0" <= letter < "\u0370" or letter > "\u1e00" for letter in word):
        return _is_stray(word, mapped, around, start, end)
    if is_syllable(mapped):
        sure = bool(foreign) or word[0] in _STROKED or (_VIETNAMESE_ONLY.search(mapped) and not _is_pinyin(word))
        return bool(sure) or around.lines.are_vietnamese(start, end)
    if mapped.isupper() and len(mapped) <= _LONGEST_ABBREVIATION and _in_number(around.text, start, end):
        return True
    own_letters = _VIETNAMESE_ONLY.search(mapped) is not None
    return (word[0] in _STROKED or mapped.isupper()) and (own_letters or around.lines.are_vietnamese(start, end))


def _is_pinyin(word: str) -> bool:
    return "ǎ" in word or "Ǎ" in word


def _is_stray(word: str, mapped: str, around: _Around, start: int, end: int) -> bool:
    """A word wholly of foreign look-alikes, in a Vietnamese line without any true letter of that script."""
    if not around.lines.have_own_letters(start, end) or around.has_others(start, end):
        return False
    return is_syllable(mapped) or (len(word) == 1 and word in _CYRILLIC and mapped.isupper())


def _in_number(text: str, start: int, end: int) -> bool:
    """Whether the word is a group of a document number such as ``12/QÐ-VKS`` or of ``Ð173``."""
    return text[start - 1 : start] in {"/", "-"} or (text[end : end + 1].isdigit() and start + 1 == end)
