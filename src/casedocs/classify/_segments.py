"""The top of a page as pieces of one column each.

Recognised lines may run over both columns of a header ("Số: 12/QĐ-UBND Thanh Hóa, ngày …"). Where words have boxes a
line is cut at gaps that no text has; where they have none, it is cut before the national motto and before the place
and date.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from casedocs.classify._fuzzy import folded, folded_all
from casedocs.classify.document import LineView, PageView, WordView
from casedocs.geometry import Box
from casedocs.spans import Span

__all__ = ["Segment", "length_of", "top_segments"]

_MOST_LINES = 40
_MOST_FRAME_LINES = 26
_MOST_LOOKED_AT = 200
_GAP = 2.4
"""Gaps wider than this many line heights part two columns."""
_LEAST_GAP = 6 * _GAP
_CUTS = re.compile(
    r"(?<!\bnuoc )\bcong hoa xa hoi chu nghia|(?<=\S) \bdoc lap .{0,3}tu do\b"
    r"|(?<=[/a-z0-9.…]) (?:[^ ,]+ ){0,4}[^ ,]+ ?, ?ngay\b(?= ?[0-9.…]* ?.{0,12} ?thang)"
)
_MAY_CUT = re.compile(r"(?i)ng.y|h.i ch|l.p\b.{0,3}t")
_DAY = re.compile(r"thang|ngay")
_NUMBERED = re.compile(r"\bso\b.{0,3}[:.]?|^.{0,12}/")


@dataclass(slots=True)  # not frozen: a thousand of them are made each second
class Segment:
    """Words of one line in one column. Never changed.

    Attributes:
        line_index: 0-based line on the page.
        text: As read.
        folded: `casedocs.classify._fuzzy.folded` of the text.
        span: Place in the text of the page (`casedocs.classify.Linear` of a document that begins with it).
        box: None where the source has no picture.
        confidence: Mean of the words; None where nothing was recognised.
    """

    line_index: int
    text: str
    folded: str
    span: Span
    box: Box | None
    confidence: float | None

    @property
    def upper(self) -> float:
        """The share of capitals among the letters, from 0 to 1."""
        if self.text.isupper():
            return 1.0
        capitals = sum(map(str.isupper, self.text))
        small = sum(map(str.islower, self.text))
        return capitals / (capitals + small) if capitals + small else 0.0


def top_segments(page: PageView, most: int = _MOST_LINES) -> list[Segment]:
    """The segments of the first lines of a page, in the order of the lines.

    Some text layers hold the header behind the body: then the lines are taken from the top of the page downwards.
    """
    lines = list(islice(page.lines, _MOST_LOOKED_AT))
    chosen = _from_the_top(lines)[:most] if _header_comes_late(lines) else range(min(len(lines), most))
    parts: list[tuple[int, int, Sequence[WordView], str]] = []
    offset, reached = 0, 0
    for rank, index in enumerate(chosen):
        if index != reached:
            offset = sum(length_of(line) for line in lines[:index])
        columns = _columns(lines[index].words, rank)
        for words in columns:
            text = " ".join([word.text for word in words])
            parts.append((index, offset, words, text))
            offset += len(text) + 1
        offset += not columns
        reached = index + 1
    plain = folded_all([text for *_, text in parts])
    return [
        _segment(index, text, folds, offset, words)
        for (index, offset, words, text), folds in zip(parts, plain, strict=True)
    ]


def length_of(line: LineView) -> int:
    """What a line takes up in the text of the page, with its end."""
    return sum([len(word.text) for word in line.words]) + max(len(line.words), 1)


def _top(line: LineView) -> float:
    box = line.words[0].box if line.words else None
    return 0.0 if box is None else box.top


def _header_comes_late(lines: Sequence[LineView]) -> bool:
    """Whether several of the later lines stand above the first ones."""
    if len(lines) < 10 or not lines[1].words or lines[1].words[0].box is None:
        return False
    first = min(_top(line) for line in lines[1:4])
    return sum(bool(line.words) and _top(line) < first - 5 for line in lines[8:]) >= 2


def _from_the_top(lines: Sequence[LineView]) -> list[int]:
    return sorted(range(len(lines)), key=lambda index: round(_top(lines[index]) / 4))


def _segment(index: int, text: str, plain: str, offset: int, words: Sequence[WordView]) -> Segment:
    boxes = [box for word in words if (box := word.box) is not None]
    sure = [one for word in words if (one := word.confidence) is not None]
    return Segment(
        index,
        text,
        plain,
        Span(offset, offset + len(text)),
        Box.around(boxes) if boxes else None,
        sum(sure) / len(sure) if sure else None,
    )


def _columns(words: Sequence[WordView], index: int) -> list[Sequence[WordView]]:
    """The words cut where the gap is wider than any between words of one column, and by their wording."""
    boxes = [word.box for word in words]
    edges = [0]
    for place, (last, box) in enumerate(pairwise(boxes), 1):
        if last is None or box is None or box.left - last.right <= _LEAST_GAP:
            continue
        if box.left - last.right > _GAP * max(last.height, box.height, 6):
            edges.append(place)
    parts = [words[start:end] for start, end in pairwise([*edges, len(words)])] if words else []
    if index >= _MOST_FRAME_LINES:
        return parts
    return [piece for part in parts for piece in _worded(part)]


def _worded(words: Sequence[WordView]) -> list[Sequence[WordView]]:
    """The words cut before the motto and before place and date, where the columns touch."""
    if len(words) < 4:
        return [words]
    text = " ".join([word.text for word in words])
    if not _MAY_CUT.search(text):
        return [words]
    places = _cut_words(text)
    edges = [0, *places, len(words)]
    return [words[start:end] for start, end in pairwise(edges) if start < end]


def _cut_words(text: str) -> list[int]:
    """The indices of the words before which a text of both columns is cut."""
    plain = folded(text)
    if not ("cong hoa xa hoi" in plain or "ngay" in plain or "doc lap" in plain):
        return []
    found: set[int] = set()
    for match in _CUTS.finditer(plain):
        start = match.start() + (plain[match.start()] == " ")
        before = plain[:start].strip()
        if before and (not _DAY.search(match.group()) or _NUMBERED.search(before)):
            found.add(_word_at(text, before))
    return sorted(found - {0})


def _word_at(text: str, before: str) -> int:
    """How many words of `text` the folded beginning `before` covers (dashes alone fold to nothing)."""
    left = len(before.replace(" ", ""))
    count = 0
    for word in text.split():
        if left <= 0:
            break
        left -= len(folded(word).replace(" ", ""))
        count += 1
    return count
