"""Finds the title, the subject line of a letter and the addressee."""

import re
from collections.abc import Sequence

from casedocs.classify._fuzzy import Beginning, letters
from casedocs.classify._issuers import garbled_issuer
from casedocs.classify._segments import Segment
from casedocs.classify._tables_header import TITLE_STARTS
from casedocs.classify.header import HeaderNumber, Part, Title
from casedocs.geometry import Box, Size

__all__ = [
    "NO_TITLE",
    "STOP",
    "centred",
    "find_addressee",
    "find_subject",
    "find_title",
    "in_zone",
    "judgment_title",
    "title_at",
]

_STARTS: dict[str, list[str]] = {}
for _start in TITLE_STARTS:
    _STARTS.setdefault(_start.split()[0], []).append(f"{_start} ")
"""Beginnings by their first word."""
_BEGINNINGS = tuple(Beginning(word) for word in TITLE_STARTS if len(word) >= 7)
_ALIKE = 0.74
"""Least share of letters of a garbled beginning; unlike words share about half of theirs."""
_MOST_ROWS = 7
STOP = re.compile(
    r"^\W{0,2}(?:kinh gui|can cu\b|so ?[:.] ?[0-9./…]|so [0-9]+/|hoi\b.{1,8}gio|hoi [0-9]{1,2}|vao (?:hoi|luc)|hom nay|"
    r"toi(?: ten)? la|toi ?:|xet (?!xu )|sau khi|dieu [0-9]|i\.|1\.|"
    r"(?:pho )?(?:vien|thu|truong) (?:truong|phong)\b(?! ?,)|(?:pho )?chanh an\b|(?:pho )?chu tich\b|(?:pho )?giam doc|"
    r"(?:pho )?bo truong|thu tuong|tham phan|hoi dong xet xu|hoi dong nhan dan|uy ban nhan dan|ho va ten|ho ten|"
    r"ong ?/ ?ba|chung toi|ngay ?[0-9.…]|thuc hien |nhan danh|nguoi khoi kien|phan thu|phan i\b|thanh phan|noi dung ?:|"
    r"viet boi|nhan dinh|kinh thua|quyet dinh ?:|de nghi ?:)"
)
_OFFICERS = tuple(
    Beginning(words)
    for words in (
        "viện trưởng viện", "thủ trưởng cơ quan", "phó viện trưởng viện", "phó thủ trưởng cơ quan", "chánh án tòa án",
    )
)  # fmt: skip
"""Who decides, in the row under the title."""
_JUDGE = re.compile(r"^(?:toa an nhan dan|vien kiem sat nhan dan|co quan (?:canh sat|an ninh) dieu tra|cong an )")
_GOES_ON = re.compile(
    r"^\W{0,2}(?:ve viec|v ?/ ?v|doi voi|cua |tai |ve |trong |kem theo|lan thu|cho |va |voi |theo |tham gia|tu |de )"
)
_OPEN_END = re.compile(
    r"(?:\b(?:va|cua|cho|doi voi|ve|voi|theo|trong|tai|cac|phan cong|yeu cau|thay doi|ve viec)|,|/)$"
)
_SUBJECT = re.compile(r"^\W{0,2}(?:v ?/ ?v|vv|vlv|v/ v)\b|^\W{0,2}v/v")
_ADDRESSEE = re.compile(r"^\W{0,2}k[il1]nh g[uw][il1]\b|^\W{0,2}kinh trinh\b")
NO_TITLE = re.compile(
    r"^\W{0,2}(?:bh theo|so\b|stt\b|cong an|co quan|vien kiem sat|toa an|uy ban|ubnd|tinh |thanh pho|huyen |quan |"
    r"nhan danh|nuoc cong hoa|bo (?:cong an|tu phap|quoc phong|tai chinh)|cuc |chi (?:cuc|nhanh)|tong cuc|phong |"
    r"hoi dong|dang bo|dang cong san)"
)
_OTHER_ROW = re.compile(
    r"^(?:[0-9]+|[ivx]+|[a-d])[.) ]|^(?:muc|phan (?:thu|[0-9ivx])|chuong|dieu [0-9])|: |^(?:ten|ho)\b|[.;:]$"
)
"""What a row of a body begins with or holds, a row of a title does not."""
_ABOUT = re.compile(r"V[ềê] |V/v ")
"""A row that begins so says what the paper is about; a second one is the first row of the body."""
_LONGEST_SECOND = 90
_ZONE = 0.62
"""A title stands in the upper part of the page."""


def find_title(segments: Sequence[Segment], used: set[int], size: Size) -> Title | None:
    """The title with its lines; marks them as used."""
    index, reason, sure = _first_row(segments, used, size)
    return None if index < 0 else title_at(segments, used, index, reason, sure)


def title_at(segments: Sequence[Segment], used: set[int], index: int, reason: str, sure: float) -> Title:
    """The title that begins with this row, with the rows under it; marks them as used."""
    rows = _rows_below(segments, used, index)
    used.update([index, *rows])
    return Title(
        _part([segments[index]], reason, sure),
        _part([segments[row] for row in rows], "goes on with the title", sure) if rows else None,
    )


def _part(segments: Sequence[Segment], reason: str, sure: float) -> Part:
    from casedocs.classify._header_parts import part_of

    return part_of(segments, reason, sure)


def judgment_title(number: HeaderNumber | None) -> Title | None:
    """Judgments carry their kind in the line of the number."""
    if number is None or not number.judgment:
        return None
    part = number.part
    return Title(Part("BẢN ÁN", part.spans, part.lines, part.box, part.confidence, "printed as “Bản án số”"), None)


def _first_row(segments: Sequence[Segment], used: set[int], size: Size) -> tuple[int, str, float]:
    """Index, reason and certainty of the first row of the title; index -1 where there is none."""
    weak = (-1, "", 0.0)
    for index, segment in enumerate(segments):
        if not in_zone(segment, size):
            break
        if index in used or len(segment.folded) > 160:
            continue
        if _addressed(segment) and index > 3:
            break
        found = _titled(segment, size)
        if found is None:
            continue
        if segment.text.rstrip()[-1:] != ":":
            return index, *found
        if weak[0] < 0:  # the words before the operative part, kept in case that nothing else is there
            weak = (index, found[0], 0.5 * found[1])
    return weak


def _titled(segment: Segment, size: Size) -> tuple[str, float] | None:
    """Why, and how surely, a row may be the first of a title."""
    start = _start_of(segment.folded)
    capitals = segment.upper > 0.7 or (start and _in_capitals(segment.text, start))
    if start and (capitals or _stands_alone(segment, size, start)):
        return f"begins with “{segment.text[: len(start)]}”", 1.0 if capitals else 0.75
    if segment.upper < 0.55 or not centred(segment, size) or NO_TITLE.match(segment.folded):
        return None
    bare = letters(segment.folded)
    if len(bare) < 6 or STOP.match(segment.folded):
        return None
    best, word = max((beginning.likeness(bare), beginning.text) for beginning in _BEGINNINGS)
    if best < _ALIKE or garbled_issuer(segment.folded):
        return None
    return f"{best:.0%} like “{word}”", 0.8 * best


def in_zone(segment: Segment, size: Size) -> bool:
    """Whether a row stands in the part of the page where titles stand."""
    return segment.box is None or not size.height or segment.box.top <= _ZONE * size.height


def _in_capitals(text: str, start: str) -> bool:
    """Whether the words of the start are printed in capitals (of a single word also the one behind it)."""
    words = text.split()
    return all(map(str.isupper, words[: max(len(start.split()), 2)]))


def centred(segment: Segment, size: Size) -> bool:
    """Whether a row stands in the middle of the page; true where no place is known."""
    if segment.box is None or not size.width:
        return True
    return abs(segment.box.center[0] - size.width / 2) < 0.12 * size.width


def _start_of(plain: str) -> str:
    """The kind of paper that a line begins with; empty where it begins with none."""
    padded = plain.replace("/", " ", 3) + " "
    return next((word[:-1] for word in _STARTS.get(padded.split(" ", 1)[0], ()) if padded.startswith(word)), "")


def _addressed(segment: Segment) -> bool:
    return _ADDRESSEE.match(segment.folded) is not None


def _stands_alone(segment: Segment, size: Size, start: str) -> bool:
    """Whether a title in small letters is short and in the middle, as annexes have it."""
    words = segment.folded.split()
    if not segment.text[:1].isupper() or segment.text[-1:] in ".;:," or len(words) > 6:
        return False
    if segment.box is None or not size.width:
        return len(words) <= len(start.split()) + 2
    return abs(segment.box.center[0] - size.width / 2) < 0.09 * size.width and segment.box.width < 0.6 * size.width


def _rows_below(segments: Sequence[Segment], used: set[int], first: int) -> list[int]:
    rows: list[int] = []
    top = segments[first]
    last = top
    for index in range(first + 1, min(first + 12, len(segments))):
        segment = segments[index]
        if index in used:
            continue
        if len(rows) >= _MOST_ROWS or _ends(segment, last, top, rows):
            break
        rows.append(index)
        last = segment
    return rows


def _ends(segment: Segment, last: Segment, top: Segment, rows: Sequence[int]) -> bool:
    """Whether the title ends before this row."""
    plain = segment.folded
    open_end = _OPEN_END.search(last.folded) is not None
    if _addressed(segment) or (STOP.match(plain) and not (open_end and segment.upper > 0.7)):
        return True
    goes_on = segment.text[:1] == "(" or _GOES_ON.match(plain) is not None
    if segment.upper <= 0.7 and not goes_on and _OTHER_ROW.search(plain):
        return True
    if _ABOUT.match(segment.text) and last is not top and _ABOUT.match(last.text):
        return True
    if _JUDGE.match(plain) and not open_end and len(plain) >= 15 and _closed(last):
        return True
    if segment.box is not None and last.box is not None and top.box is not None:
        apart = _far(segment.box, last.box, top.box)
    else:
        apart = _ends_plain(segment, last, top, rows)
    return apart or (not open_end and segment.upper > 0.6 and _is_officer(plain))


def _is_officer(plain: str) -> bool:
    """Whether a row names who decides, garbled or not."""
    bare = letters(plain)
    return max(officer.likeness(bare) for officer in _OFFICERS) >= _ALIKE


def _closed(last: Segment) -> bool:
    """Whether a row reads as complete (does not end in a comma or a joining word)."""
    return _OPEN_END.search(last.folded) is None


def _far(box: Box, last: Box, top: Box) -> bool:
    """Whether a row is set apart: by a gap, or because it is not centred under the title."""
    height = max(last.height, 8.0)
    if box.top - last.bottom > 1.15 * height or box.top < last.top - height:
        return True
    off = abs(box.center[0] - top.center[0])
    return off > 26 and off > 0.09 * (top.center[0] * 2)


def _ends_plain(segment: Segment, last: Segment, top: Segment, rows: Sequence[int]) -> bool:
    """The same without boxes: by capitals and wording."""
    if segment.upper > 0.7 and len(letters(segment.folded)) >= 2:
        return segment.line_index - last.line_index > 2
    if "..." in segment.text or last.text[-1:] in ".;:":
        return True
    in_capitals = last is top or last.upper > 0.7
    if segment.text[:1] == "(" or (_GOES_ON.match(segment.folded) and (in_capitals or segment.text[:1].islower())):
        return False
    if not rows:
        alone = _start_of(top.folded) == top.folded.rstrip(" .:")
        return len(segment.folded) > (220 if alone else _LONGEST_SECOND)
    return not (segment.text[:1].islower() or _OPEN_END.search(last.folded) is not None)


def find_subject(segments: Sequence[Segment], used: set[int], title: Title | None) -> Part | None:
    """The ``V/v`` line of a letter, with the lines under it in its column."""
    for index, segment in enumerate(segments[:24]):
        if index in used or not _SUBJECT.search(segment.folded):
            continue
        rows = [index]
        for later in range(index + 1, min(index + 6, len(segments))):
            row, last = segments[later], segments[rows[-1]]
            if later in used:
                continue
            if _addressed(row) or STOP.match(row.folded) or not _under(row, last):
                break
            rows.append(later)
        used.update(rows)
        return _part([segments[row] for row in rows], "begins with “V/v”", 0.95 if title is None else 0.8)
    return None


def _under(row: Segment, last: Segment) -> bool:
    if row.box is None or last.box is None:
        return row.text[:1].islower() or last.text[-1:] == ","
    near = 0 < row.box.top - last.box.top < 2.2 * last.box.height
    return near and row.box.left < last.box.right and row.box.right > last.box.left


def find_addressee(segments: Sequence[Segment], used: set[int]) -> Part | None:
    """The ``Kính gửi`` line with the line under it when it names nobody itself."""
    for index, segment in enumerate(segments[:40]):
        if index in used or not _addressed(segment):
            continue
        rows = [index]
        bare = len(letters(segment.folded)) <= 9
        if bare and index + 1 < len(segments) and index + 1 not in used:
            rows.append(index + 1)
        used.update(rows)
        return _part([segments[row] for row in rows], "begins with “Kính gửi”", 1.0)
    return None
