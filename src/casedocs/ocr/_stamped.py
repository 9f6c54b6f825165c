"""Words that annotations show on a page with a text of its own.

Offices stamp number, date and signature on a finished PDF as annotations: the text layer reads "Số: /QĐ-UBND", the page
shows "Số: 261/QĐ-UBND". The stamped words are put where they stand, so that the text reads as the page does.
"""

from collections.abc import Sequence

from casedocs.geometry import Box
from casedocs.ocr.result import Line, Word

__all__ = ["with_stamped"]

_SAME_PLACE = 1.5
"""Points by which the same word may be off in the two readings."""
_REACH = 40.0
"""A stamped word joins a line that ends no further than this many points before it."""


def with_stamped(lines: Sequence[Line], all_lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a text layer with the words that only `all_lines` (read with the annotations) has.

    A word that stands in a gap of a line goes there; others make lines of their own, above the first line below them.
    """
    known: dict[str, list[Box]] = {}
    for line in lines:
        for word in line.words:
            known.setdefault(word.text, []).append(word.box)
    rows = [list(line.words) for line in lines]
    for line in all_lines:
        new = [word for word in line.words if not _known(word, known)]
        rest = [word for word in new if not _fill_in(word, rows)]
        if rest:
            rows.insert(_place(rest[0], rows), rest)
    return tuple(Line(tuple(row)) for row in rows)


def _known(word: Word, known: dict[str, list[Box]]) -> bool:
    return any(
        abs(box.left - word.box.left) < _SAME_PLACE and abs(box.top - word.box.top) < _SAME_PLACE
        for box in known.get(word.text, ())
    )


def _fill_in(word: Word, rows: list[list[Word]]) -> bool:
    """Puts the word into the line whose gap it stands in; false where there is none."""
    middle = word.box.center[1]
    for row in rows:
        box = Box.around(other.box for other in row)
        if not box.top < middle < box.bottom or word.box.height > 2 * box.height:
            continue
        if not box.left - _REACH < word.box.left < box.right + _REACH:
            continue
        if any(_covers(word.box, other.box) for other in row):
            continue
        at = next((index for index, other in enumerate(row) if other.box.left > word.box.left), len(row))
        row.insert(at, word)
        return True
    return False


def _covers(one: Box, other: Box) -> bool:
    """Whether two words stand on each other by more than a third of the narrower one."""
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > min(one.width, other.width) / 3


def _place(word: Word, rows: Sequence[Sequence[Word]]) -> int:
    """The index of the first row that stands below the word."""
    return next((index for index, row in enumerate(rows) if row[0].box.top > word.box.bottom), len(rows))
