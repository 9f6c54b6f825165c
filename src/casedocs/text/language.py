"""A small language model of Vietnamese syllables: how well a syllable follows the two before it.

Trigrams with back-off over lower-case syllables in the new tone style; numbers, punctuation and all other words are
classes. The data (``data/language.xz``, written by ``tools/train_text_model.py``, which says what it was trained on) is
loaded on first use and stays in compact arrays.
"""

import lzma
import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise

from casedocs.errors import TextError
from casedocs.text.folding import strip_diacritics
from casedocs.text.syllable import ToneStyle
from casedocs.text.tones import place_tone

__all__ = ["BREAK", "NUMBER", "OTHER", "Language", "Token", "canonical", "in_code", "language", "pack", "tokens"]

BREAK, NUMBER, OTHER = 0, 1, 2
"""Classes that are no syllable: sentence and phrase ends, numbers, all words outside the vocabulary."""

_TOKEN = re.compile(r"(?P<word>[^\W\d_]+)|(?P<number>\d+(?:[.,/]\d+)*%?)|(?P<stop>[\n.,;:!?()\[\]\"“”…/]| [-–] )")
_STEP = 16.0  # a stored byte is -log2(p) · _STEP, so 0 … 15.9 bits
_BITS = 13  # ids are below 8192


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a text.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last one.
        word: The word as written; empty for the classes `BREAK` and `NUMBER`.
        kind: `BREAK`, `NUMBER`, or `OTHER` for words.
    """

    start: int
    end: int
    word: str
    kind: int


def tokens(text: str) -> Iterator[Token]:
    """Words, numbers and stops of a text in order; blanks and other signs say nothing."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "word":
            yield Token(match.start(), match.end(), match.group(), OTHER)
        else:
            yield Token(match.start(), match.end(), "", NUMBER if kind == "number" else BREAK)


def in_code(line: str, token: Token, joints: str) -> bool:
    """Whether a word is joined to its neighbours by digits or `joints`, as in numbers, e-mail addresses and paths."""
    before, after = line[token.start - 1 : token.start], line[token.end : token.end + 2]
    if (before != "" and before in joints) or before.isdigit() or after[:1].isdigit():
        return True
    return len(after) > 1 and after[0] in joints and after[1].isalnum()


@lru_cache(maxsize=65536)
def canonical(word: str) -> str:
    """The word as the model knows it: lower case, tone mark in the new style."""
    return place_tone(word.lower(), ToneStyle.NEW)


_Table = tuple["array[int]", list[bytes]]


class Language:
    """The loaded model: ids of words, candidates of a folded spelling, costs in bits."""

    __slots__ = ("_alike", "_ids", "_pair_columns", "_pairs", "_triple_costs", "_triples", "_word_columns", "words")

    def __init__(self, words: list[str], columns: list[bytes], pairs: _Table, triples: _Table) -> None:
        self.words: list[str] = words
        self._ids = {word: index for index, word in enumerate(words)}
        self._word_columns = columns
        self._pairs, self._pair_columns = pairs
        self._triples, (self._triple_costs,) = triples
        self._alike: dict[str, list[int]] = {}
        for index, word in enumerate(words):
            if index > OTHER:
                self._alike.setdefault(strip_diacritics(word), []).append(index)

    def id_of(self, word: str) -> int:
        """The id of a canonical word, `OTHER` where the model does not know it."""
        return self._ids.get(word, OTHER)

    def alike(self, folded: str) -> list[int]:
        """The ids of all words that lose their marks to the same spelling."""
        return self._alike.get(folded, [])

    def attests(self, *words: int) -> bool:
        """Whether two or three words were seen in this order; triples seen once are not kept."""
        keys = self._pairs if len(words) == 2 else self._triples
        key = 0
        for word in words:
            key = key << _BITS | word
        at = bisect_left(keys, key)
        return at < len(keys) and keys[at] == key

    def cost(self, first: int, second: int, third: int) -> float:
        """Cost of `third` after `first` and `second`, in bits."""
        key = (first << _BITS | second) << _BITS | third
        at = bisect_left(self._triples, key)
        if at < len(self._triples) and self._triples[at] == key:
            return self._triple_costs[at] / _STEP
        pairs = self._pairs
        context = first << _BITS | second
        at = bisect_left(pairs, context)
        back = self._pair_columns[1][at] if at < len(pairs) and pairs[at] == context else 0
        key = second << _BITS | third
        at = bisect_left(pairs, key)
        if at < len(pairs) and pairs[at] == key:
            return (back + self._pair_columns[0][at]) / _STEP
        return (back + self._word_columns[1][second] + self._word_columns[0][third]) / _STEP


def pack(words: list[str], columns: list[bytes], pairs: dict[int, tuple[int, int]], triples: dict[int, int]) -> bytes:
    """The file of a model: keys as differences, costs beside them, all squeezed.

    Args:
        words: The vocabulary, the three classes first.
        columns: For each word its cost and the cost of backing off from it.
        pairs: Key of two ids → cost and the cost of backing off.
        triples: Key of three ids → cost.
    """
    out = bytearray()
    pair_rows = [pairs[key] for key in sorted(pairs)]
    parts = ["\n".join(words).encode(), *columns]
    parts += [_planes(sorted(pairs)), bytes(row[0] for row in pair_rows), bytes(row[1] for row in pair_rows)]
    parts += [_planes(sorted(triples)), bytes(triples[key] for key in sorted(triples))]
    for part in parts:
        out += len(part).to_bytes(4, "little") + part
    return lzma.compress(bytes(out), preset=9)


def _planes(keys: list[int]) -> bytes:
    """Differences of sorted keys, bytes of equal weight side by side: that squeezes far better."""
    steps = array("Q", [keys[0], *(after - before for before, after in pairwise(keys))])
    if sys.byteorder == "big":
        steps.byteswap()
    raw = steps.tobytes()
    return b"".join(raw[place::8] for place in range(8))


def _keys(planes: bytes) -> "array[int]":
    raw = bytearray(len(planes))
    count = len(planes) // 8
    for place in range(8):
        raw[place::8] = planes[place * count : (place + 1) * count]
    steps = array("Q")
    steps.frombytes(bytes(raw))
    if sys.byteorder == "big":
        steps.byteswap()
    return array("Q", accumulate(steps))


def _unpack(data: bytes) -> Language:
    raw = lzma.decompress(data)
    parts: list[bytes] = []
    at = 0
    while at < len(raw):
        size = int.from_bytes(raw[at : at + 4], "little")
        parts.append(raw[at + 4 : at + 4 + size])
        at += 4 + size
    words, costs, backs, pairs, pair_costs, pair_backs, triples, triple_costs = parts
    return Language(
        words.decode("utf-8").split("\n"),
        [costs, backs],
        (_keys(pairs), [pair_costs, pair_backs]),
        (_keys(triples), [triple_costs]),
    )


@cache
def language() -> Language:
    """The model that ships with the package.

    Raises:
        TextError: If its file is missing or damaged.
    """
    try:
        data = files("casedocs.text").joinpath("data", "language.xz").read_bytes()
        return _unpack(data)
    except (OSError, lzma.LZMAError, ValueError) as error:
        raise TextError(f"the language model of casedocs.text is damaged: {error}", hint="install it again") from error
