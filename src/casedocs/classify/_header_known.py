"""Finds a title that begins with no word the reader knows: garbled, in small letters, or of an unusual kind.

Rows that may be a title are compared with the titles of the catalogue that is shipped, by groups of three letters.
"""

from collections.abc import Sequence

from casedocs.classify._fuzzy import letters
from casedocs.classify._header_title import NO_TITLE, STOP, centred, in_zone, title_at
from casedocs.classify._index import builtin_titles
from casedocs.classify._issuers import garbled_issuer
from casedocs.classify._segments import Segment
from casedocs.classify.header import Title
from casedocs.geometry import Size

__all__ = ["find_known_title"]

_MOST_ROWS, _MOST_SEARCHES = 18, 6
_CAPITALS = 0.55
_ALIKE_CAPITALS, _ALIKE_SMALL = 0.5, 0.72
"""Least likeness of a row in capitals, and of one in small letters: bodies name other papers in passing."""


def find_known_title(segments: Sequence[Segment], used: set[int], size: Size, *, framed: bool) -> Title | None:
    """The row, alone or with the next one, that is most like a title of the catalogue; marks its rows as used.

    Rows in small letters count only below a motto (`framed`): inner pages are full of what papers are called.
    """
    best, best_index, searches = 0.0, -1, 0
    for index, segment in enumerate(segments[:_MOST_ROWS]):
        if index in used or not (framed or segment.upper > _CAPITALS) or not _may_be_title(segment, size):
            continue
        if not in_zone(segment, size) or searches >= _MOST_SEARCHES:
            break
        searches += 1
        likeness = max(map(_likeness, _readings(segments, used, index)))
        least = _ALIKE_CAPITALS if segment.upper > _CAPITALS else _ALIKE_SMALL
        if likeness >= least and likeness > best:
            best, best_index = likeness, index
    if best_index < 0:
        return None
    return title_at(segments, used, best_index, f"{best:.0%} like a title of the catalogue", 0.9 * best)


def _may_be_title(segment: Segment, size: Size) -> bool:
    plain = segment.folded
    if len(plain) > 120 or len(letters(plain)) < 5 or NO_TITLE.match(plain) or STOP.match(plain):
        return False
    return centred(segment, size) and segment.text[-1:] not in ".;:," and not garbled_issuer(plain)


def _readings(segments: Sequence[Segment], used: set[int], index: int) -> list[str]:
    """A row alone, and with the one below it."""
    own = segments[index].folded
    below = index + 1
    if below >= len(segments) or below in used or len(segments[below].folded) > 120:
        return [own]
    return [own, f"{own} {segments[below].folded}"]


def _likeness(text: str) -> float:
    return max((match.dice for match in builtin_titles().search(text, 1).values()), default=0.0)
