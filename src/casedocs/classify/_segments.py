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
from casedocs.classify.document import PageView, WordView
from casedocs.geometry import Box
from casedocs.spans import Span

__all__ = ["Segment", "top_segments"]

_MOST_LINES = 40
_MOST_FRAME_LINES = 26
_GAP = 2.4
"""Gaps wider than this many line heights part two columns."""
_CUTS = re.compile(
    r"(?<!\bnuoc )\bcong hoa xa hoi chu nghia|(?<=\S) \bdoc lap .{0,3}tu do\b"
    r"|(?<=[/a-z0-9.…]) (?:[^ ,]+ ){0,4}[^ ,]+ ?, ?ngay\b(?= ?[0-9.…]* ?.{0,12} ?thang)"
)
_MAY_CUT = re.compile(r"(?i)ng.y|h.i ch|l.p\b.{0,3}t")
_DAY = re.compile(r"thang|ngay")
_NUMBERED = re.compile(r"\bso\b.{0,3}[:.]?|^.{0,12}/")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line in one column.

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
        capitals = sum(map(str.isupper, self.text))
        small = sum(map(str.islower, self.text))
        return capitals / (capitals + small) if capitals + small else 0.0


def top_segments(page: PageView, most: int = _MOST_LINES) -> list[Segment]:
    """The segments of the first lines of a page, in the order of the lines."""
    parts: list[tuple[int, Sequence[WordView], str]] = []
    for index, line in enumerate(islice(page.lines, most)):
        parts += [(index, words, " ".join([word.text for word in words])) for words in _columns(line.words, index)]
    made: list[Segment] = []
    offset = 0
    last = -1
    for (index, words, text), plain in zip(parts, folded_all([text for _, _, text in parts]), strict=True):
        offset += max(index - last - 1, 0)  # lines without a word are line breaks alone
        last = index
        made.append(_segment(index, text, plain, offset, words))
        offset += len(text) + 1
    return made


def _segment(index: int, text: str, plain: str, offset: int, words: Sequence[WordView]) -> Segment:
    boxes = [word.box for word in words if word.box is not None]
    sure = [word.confidence for word in words if word.confidence is not None]
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
    parts: list[list[WordView]] = []
    last: Box | None = None
    for word in words:
        box = word.box
        if not parts:
            parts.append([word])
        elif last is None or box is None:
            parts[-1].append(word)
        elif box.left - last.right > _GAP * max(last.height, box.height, 6):
            parts.append([word])
        else:
            parts[-1].append(word)
        last = box
    if index >= _MOST_FRAME_LINES:
        return list(parts)
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
