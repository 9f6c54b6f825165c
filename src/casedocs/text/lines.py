"""Steps on lines: what a scan broke is joined, leaders are shortened. Both lose layout, both are asked for by name."""

import re
from collections.abc import Iterator

from casedocs.text.changes import Edit, word_around
from casedocs.text.syllable import is_syllable

__all__ = ["joined_lines", "leaders"]

# An item of a list ("b) ", "đ. ") begins a line of its own.
_BREAK = re.compile(r"(?<=[^\W\d_]|,|;)(-?)[ \t]*\n[ \t]*(?=[^\W\d_])(?![a-zđ]{1,3}\)|[a-zđ]\.[ \t])")
_LEADERS = re.compile("[._…](?: ?[._…])+")
_SHORTEST_LEADER = 4


def joined_lines(text: str) -> Iterator[Edit]:
    """A line that ends inside a sentence runs on into the next one when that begins with a small letter.

    A hyphen at the break goes when the two halves make one syllable (``ngh-iêm``), else it stays (``xã-hội``).
    """
    for match in _BREAK.finditer(text):
        start, end = match.span()
        if match.group(1) and text[start - 1].isalpha():
            yield start, end, _bridge(text, start, end)
        elif not match.group(1) and not text[end].isupper():
            yield start, end, " "


def _bridge(text: str, start: int, end: int) -> str:
    first = text[word_around(text, start - 1)[0] : start]
    second = text[end : word_around(text, end)[1]]
    halves = is_syllable(first) and is_syllable(second)
    return "" if not halves and (is_syllable(first + second) or second.islower()) else "-"


def leaders(text: str) -> Iterator[Edit]:
    """Rows of dots or underscores, left for handwriting, become one ``…``."""
    for match in _LEADERS.finditer(text):
        found = match.group()
        if len(found) - found.count(" ") + 2 * found.count("…") >= _SHORTEST_LEADER:
            yield match.start(), match.end(), "…"
