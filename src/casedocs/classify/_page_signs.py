"""What a page tells about its place in a pile: header, printed page number, folio, end marks, layout."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from casedocs.classify._fuzzy import folded, folded_all
from casedocs.classify.document import LineView, PageView
from casedocs.classify.header import Header, read_header
from casedocs.geometry import Size

__all__ = ["PageSigns", "read_signs"]

_NUMBER_ALONE = re.compile(r"^\W{0,3}(?:trang |page )?([0-9]{1,3})(?: ?/ ?[0-9]{1,3})?\W{0,3}$")
_FOLIO = re.compile(r"\b(?:but luc|b\.?l)\b ?(?:so)?[ .:]{0,3}([0-9]{1,4}[a-c]?)\b")
_ENDS = re.compile(r"^\W{0,2}noi nhan\b|^\W{0,3}luu ?:|\./\.\s*$")
_SIGNED = re.compile(
    r"^(?:k/?t|tl|tm|tuq|q)\. |^(?:pho )?(?:vien truong|thu truong|chanh an|chu tich|giam doc)$|"
    r"^(?:nguoi (?:lap|lam don|viet|khai|ghi|nhan|giao)|dieu tra vien|kiem sat vien|can bo (?:ghi|lap)|tham phan)"
    r"|\(?ky,? (?:ghi ro )?ho ten|ho ten,? chu ky"
)
_ANNEX = re.compile(r"^(?:phu luc|bieu so|bang ke kem|danh sach kem|danh muc kem)|^\(?(?:ban hanh )?kem theo")
_EDGE_LINES = 3
_BLANK_WORDS = 3


@dataclass(frozen=True, slots=True)
class PageSigns:
    """What was seen on one page.

    Attributes:
        page_number: 1-based place in the pile.
        header: As read.
        printed_number: The page number that is printed on it; None where none was found.
        folio: The number of its folio stamp (``12``, ``45a``); None where none was read.
        blank: Whether it carries nothing but a page number or a stamp.
        ends: Whether the list of recipients or the end mark ``./.`` stands on it.
        signed: Whether a signature block stands on it.
        annex: Whether it begins an annex.
        goes_on: Whether its first line begins in the middle of a sentence.
        stops_short: Whether its last line of text ends in the middle of a sentence.
        size: Of the page.
        letter_height: Median height of its lines in points; None without boxes.
    """

    page_number: int
    header: Header
    printed_number: int | None
    folio: str | None
    blank: bool
    ends: bool
    signed: bool
    annex: bool
    goes_on: bool
    stops_short: bool
    size: Size
    letter_height: float | None


def read_signs(page: PageView, page_number: int) -> PageSigns:
    """Reads the signs of a page; `page_number` is its place in the pile."""
    lines = list(page.lines)
    texts = [line.text for line in lines]
    plain = folded_all([text.replace("\n", " ") for text in texts])
    folio, folio_rows = _folio(lines, plain, page.size)
    number, number_row = _printed(lines, plain, page.size)
    rest = [row for row in range(len(lines)) if row not in folio_rows and row != number_row and plain[row]]
    words = sum(len(plain[row].split()) for row in rest)
    header = read_header(page)
    top = rest[:4]
    return PageSigns(
        page_number=page_number,
        header=header,
        printed_number=number,
        folio=folio,
        blank=words <= _BLANK_WORDS,
        ends=any(_ENDS.search(plain[row]) for row in rest[-14:]),
        signed=any(_SIGNED.search(plain[row]) for row in rest[-10:]),
        annex=any(_ANNEX.search(plain[row]) for row in top[:2]),
        goes_on=bool(rest) and texts[rest[0]][:1].islower(),
        stops_short=bool(rest) and _open(texts[rest[-1]]),
        size=page.size,
        letter_height=_height(lines),
    )


def _open(text: str) -> bool:
    """Whether a line ends like the middle of a sentence: in a small letter or a comma, and is long enough."""
    stripped = text.rstrip()
    return len(stripped) > 50 and (stripped[-1:].islower() or stripped[-1:] == ",")


def _height(lines: Sequence[LineView]) -> float | None:
    heights = [line.box.height for line in lines if line.box is not None]
    return median(heights) if len(heights) >= 5 else None


def _printed(lines: Sequence[LineView], plain: Sequence[str], size: Size) -> tuple[int | None, int]:
    """The page number at the top or bottom edge, and its row."""
    rows = [*range(min(_EDGE_LINES, len(lines))), *range(max(len(lines) - _EDGE_LINES, _EDGE_LINES), len(lines))]
    for row in rows:
        match = _NUMBER_ALONE.match(plain[row])
        box = lines[row].box
        if match is None:
            continue
        if box is not None and size.width and size.height:
            middle = abs(box.center[0] - size.width / 2) < 0.16 * size.width
            edge = box.top < 0.11 * size.height or box.bottom > 0.9 * size.height
            if not (middle and edge):
                continue
        number = int(match[1])
        if 1 <= number <= 400:
            return number, row
    return None, -1


def _folio(lines: Sequence[LineView], plain: Sequence[str], size: Size) -> tuple[str | None, set[int]]:
    """The folio number in a corner on the right (the upper one first), and the rows of its stamp."""
    for row, text in enumerate(plain):
        if len(text) > 28:
            continue
        match = _FOLIO.search(text)
        box = lines[row].box
        right = box is None or not size.width or box.center[0] > 0.55 * size.width
        if match is not None and right:
            return match[1], {row}
        if text.endswith(("but luc", "but luc so")) and right and row + 1 < len(plain):
            below = re.fullmatch(r"[0-9]{1,4}[a-c]?", folded(plain[row + 1]))
            if below is not None:
                return below.group(), {row, row + 1}
    return None, set()
