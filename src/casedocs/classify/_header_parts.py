"""Finds the frame of a header (motto, number, place and date, form box, agencies) and puts the header together."""

import re
from collections.abc import Iterable, Sequence

from casedocs.classify._fuzzy import Beginning, Phrase, letters
from casedocs.classify._header_known import find_known_title
from casedocs.classify._header_marks import find_marks
from casedocs.classify._header_title import find_addressee, find_subject, find_title, judgment_title
from casedocs.classify._segments import Segment, top_segments
from casedocs.classify._tables_header import AGENCY_STARTS, MOTTO, PARTY, SLOGAN
from casedocs.classify.document import PageView
from casedocs.classify.header import FormBox, Header, HeaderDate, HeaderNumber, Part, Title
from casedocs.geometry import Box
from casedocs.text.dates import find_dates
from casedocs.text.document_numbers import find_document_numbers

__all__ = ["part_of", "read"]

_MOTTO, _SLOGAN = Phrase(MOTTO), Phrase(SLOGAN)
_ALIKE = 0.42
"""Least likeness of a garbled motto: at 30 % wrong letters about a third of the letter groups survive."""
_FRAME_SEGMENTS = 24
_LONG_AGENCIES = tuple(
    Beginning(name)
    for name in (
        "viện kiểm sát nhân dân", "tòa án nhân dân", "cơ quan cảnh sát điều tra", "cơ quan an ninh điều tra",
        "ủy ban nhân dân", "chi cục thi hành án", "công an tỉnh", "công an huyện", "công an thành phố",
    )
)  # fmt: skip
_AGENCY_ALIKE = 0.7
_SIGNED_BY = re.compile(r"^(?:ky boi|nguoi ky|thoi gian ky|ky ngay|email|co quan ?:|chuc vu ?:|[0-9]{1,3}$)")
_IN_NAME = re.compile(r"^nhan danh\b")

_NUMBER_LEAD = re.compile(
    r"^\W{0,3}(?P<what>ban an|quyet dinh|cao trang)? ?(?:so|s6|s0|sé|\$o|s[aeo])(?: hieu)?(?![a-z]) ?[:.;,']{0,2}"
)
_BLANK_NUMBER = re.compile(
    r"/\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?(?P<symbol>[A-ZĐƯÐ][A-Za-zÀ-ỹĐđ0-9&.()]*(?:\s?[-–—]\s?[A-ZĐ0-9a-zđÀ-ỹ][^\s,;]*)*)"
)
_DATE_WORDS = re.compile(r"\bngay\b|\bthang\b|\bnam\b|\b[nrm]g[aà]?y\b")
_BEFORE_DAY = re.compile(r"[nN][gq][àaáâ]y")
_COURT_DATE = re.compile(r"^ngay ?:? ?[0-9]{1,2} ?[-/. ] ?[0-9]{1,2} ?[-/. ] ?(?:19|20)[0-9]{2}\b")
# Days of identity papers, births and cited papers are not the paper's own.
_OTHERS_DAY = re.compile(
    r"\b(?:cccd|cmnd|can cuoc|ho chieu|chung minh)\b"
    r"|\b(?:ngay cap|cap ngay|noi cap|sinh ngay|ngay sinh|ngay, thang, nam sinh)\b"
)
_DATE_LINE = re.compile(r"ngay.{0,24}?thang.{0,24}?nam|ngay ?[0-9]{1,2} ?[/.] ?[0-9]{1,2} ?[/.] ?[12][0-9]{3}")
_FORM = re.compile(
    r"\b(?:bieu )?ma?u\b(?: so| s6)? ?[:.,]{0,2} ?(?P<number>(?:tg|[a-z])?[0-9]{1,3}(?: ?(?=[a-d]\b)[a-d])?)"
    r"(?= ?(?:bh|b\.h)\b|bh |\b)(?:[ ./]*(?P<series>hs|ds|hc|vds)\b)?"
)
_BARE_FORM = re.compile(r"^(?P<number>[0-9]{1,3}) ?[/ ] ?(?P<series>hs|ds|hc|vds)$")
_ACT = re.compile(
    r"(?:thong tu|tt|quyet dinh|qd|nghi quyet|nq)\b.{0,8}?(?P<number>[0-9]{1,3}) ?/ ?(?P<rest>20[0-9]{2}|qd|nq|tt)"
)
_FORM_GOES_ON = re.compile(r"^\W{0,2}(?:bh\b|ban hanh|theo |kem theo|ngay |cua |so\b|tt\b|qd\b|thong tu|/)")


def part_of(segments: Sequence[Segment], reason: str, confidence: float, text: str | None = None) -> Part:
    """The part that the segments make up."""
    boxes = [segment.box for segment in segments if segment.box is not None]
    read = [segment.confidence for segment in segments if segment.confidence is not None]
    sure = min(read) if read else 1.0
    return Part(
        " ".join(segment.text for segment in segments) if text is None else text,
        tuple(segment.span for segment in segments),
        tuple(dict.fromkeys(segment.line_index for segment in segments)),
        Box.around(boxes) if boxes else None,
        round(confidence * (0.5 + 0.5 * sure), 3),
        reason,
    )


def read(page: PageView) -> Header:
    """Reads the header of a page; see `casedocs.classify.header.read_header`."""
    segments = [segment for segment in top_segments(page) if segment.folded]
    used = {index for index, segment in enumerate(segments) if _SIGNED_BY.match(segment.folded)}
    motto = _party(segments, used) or _frame_line(segments, used, _MOTTO, "national motto")
    slogan = _frame_line(segments, used, _SLOGAN, "slogan under the motto")
    in_name = any(_IN_NAME.match(segment.folded) and segment.upper > 0.6 for segment in segments[:_FRAME_SEGMENTS])
    marks = find_marks(page, segments, used)
    title = find_title(segments, used, page.size)
    frame = [index for index in range(min(len(segments), _FRAME_SEGMENTS)) if _above(segments[index], title)]
    form = _form(segments, used, frame)
    number = _number(segments, used, frame) or _number_below(segments, used, title)
    date = _date(segments, used, frame, number)
    title = title or judgment_title(number)
    subject = find_subject(segments, used, title)
    addressee = find_addressee(segments, used)
    if title is None and subject is None and not in_name:
        title = find_known_title(segments, used, page.size, framed=(motto or slogan) is not None)
    agencies = _agencies(segments, used, motto or slogan, (number, date, title, subject, addressee))
    return Header(
        page_number=page.page_number,
        motto=motto,
        slogan=slogan,
        agencies=agencies,
        number=number,
        date=date,
        title=title,
        subject=subject,
        addressee=addressee,
        form=form,
        marks=marks,
        in_the_name=in_name,
        end_line=_end((motto, slogan, *agencies), number, date, title, subject, addressee),
    )


def _above(segment: Segment, title: Title | None) -> bool:
    """Whether a segment stands above the title (or beside its first line)."""
    if title is None:
        return True
    top = title.kind
    if segment.box is None or top.box is None:
        return segment.line_index < top.lines[0]
    return segment.box.top < top.box.top + 0.6 * top.box.height


def _end(
    parts: Iterable[Part | None],
    number: HeaderNumber | None,
    date: HeaderDate | None,
    title: Title | None,
    *others: Part | None,
) -> int:
    found = [part for part in (*parts, *others) if part is not None]
    found += [holder.part for holder in (number, date) if holder is not None]
    if title is not None:
        found += [title.kind, *([title.subtitle] if title.subtitle else [])]
    return max((line for part in found for line in part.lines), default=-1) + 1


def _frame_line(segments: Sequence[Segment], used: set[int], phrase: Phrase, what: str) -> Part | None:
    """The motto or the slogan: as it is, else the segment that is most like it."""
    best, best_index = 0.0, -1
    for index, segment in enumerate(segments[:_FRAME_SEGMENTS]):
        if index in used:
            continue
        if phrase.text in segment.folded:
            if not _inside_sentence(segment, phrase):
                used.add(index)
                return part_of([segment], f"{what}, as it is", 1.0)
            continue
        size = len(segment.folded)
        if 0.6 * len(phrase.text) <= size <= 1.5 * len(phrase.text):
            likeness = phrase.same(segment.folded)
            if likeness > best:
                best, best_index = likeness, index
    if best < _ALIKE:
        return None
    used.add(best_index)
    return part_of([segments[best_index]], f"{what}, {best:.0%} alike", best)


def _party(segments: Sequence[Segment], used: set[int]) -> Part | None:
    """What papers of the Party print in the place of the motto."""
    for index, segment in enumerate(segments[:_FRAME_SEGMENTS]):
        if segment.folded == PARTY and segment.upper > 0.6:
            used.add(index)
            return part_of([segment], "head of papers of the Party", 1.0)
    return None


def _inside_sentence(segment: Segment, phrase: Phrase) -> bool:
    return len(segment.folded) > 2.2 * len(phrase.text) or segment.folded.startswith("nuoc ")


# --- form box -------------------------------------------------------------------------------------------------------


def _form(segments: Sequence[Segment], used: set[int], frame: Sequence[int]) -> FormBox | None:
    """The form box near the top, with the lines that belong to it."""
    for index in frame:
        if index in used:
            continue
        segment = segments[index]
        match = _FORM.search(segment.folded) or (_BARE_FORM.match(segment.folded) if index < 10 else None)
        if match is None or match.start() > 30:
            continue
        rows = [index, *_form_rows(segments, index, used)]
        used.update(rows)
        joined = " ".join(segments[row].folded for row in rows)
        act = _ACT.search(joined, match.start())
        parts = [segments[row] for row in rows]
        regulation = "" if act is None else f"{act['number'].zfill(2)}/{act['rest'].upper().replace('QD', 'QĐ')}"
        return FormBox(
            part_of(parts, f"form box “{match.group().strip()}”", 0.95 if act or match["series"] else 0.8),
            match["number"].upper().replace(" ", "").lstrip("0") or "0",
            (match["series"] or "").upper(),
            regulation,
        )
    return None


def _form_rows(segments: Sequence[Segment], start: int, used: set[int]) -> list[int]:
    """The rows under the first one of a form box; repeated boxes of a Word file are taken with it."""
    rows: list[int] = []
    first = segments[start].box
    for index in range(start + 1, min(start + 8, len(segments))):
        segment = segments[index]
        same_column = first is None or (segment.box is not None and _overlap(first, segment.box) > 0.3)
        belongs = _FORM_GOES_ON.match(segment.folded) or _FORM.match(segment.folded)
        if index not in used and same_column and belongs and "thang" not in segment.folded[:24]:
            rows.append(index)
        elif first is None:
            break
    return rows


def _overlap(one: Box, other: Box) -> float:
    """The share of the narrower of two boxes that lies above or below the other."""
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared / max(min(one.width, other.width), 1.0)


# --- number ---------------------------------------------------------------------------------------------------------


def _number(segments: Sequence[Segment], used: set[int], frame: Sequence[int]) -> HeaderNumber | None:
    """The number: behind ``Số`` first, else the first thing in the frame that has the form of one."""
    others: list[int] = []
    for index in frame:
        if index in used:
            continue
        segment = segments[index]
        lead = _NUMBER_LEAD.match(segment.folded)
        if lead is not None:
            made = _numbered(segment, lead)
            if made is not None:
                used.add(index)
                return made
        elif (
            "/" in segment.text and len(segment.folded) < 48 and segment.upper > 0.5 and " theo " not in segment.folded
        ):
            others.append(index)
    for index in others:
        made = _numbered(segments[index], None)
        if made is not None and len(made.text) >= 0.4 * len(segments[index].text.replace(" ", "")):
            used.add(index)
            return made
    return None


def _number_below(segments: Sequence[Segment], used: set[int], title: Title | None) -> HeaderNumber | None:
    """The number in one of the two rows under the title, behind ``Số``, where none stands above it."""
    if title is None:
        return None
    last = max((title.subtitle or title.kind).lines)
    below = [index for index, segment in enumerate(segments) if last < segment.line_index <= last + 2]
    return _number(segments, used, [index for index in below if _NUMBER_LEAD.match(segments[index].folded)])


def _numbered(segment: Segment, lead: re.Match[str] | None) -> HeaderNumber | None:
    judgment = lead is not None and lead["what"] == "ban an"
    reason = "behind “Số”" if lead is not None else "has the form of a number"
    sure = 1.0 if lead is not None else 0.6
    found = find_document_numbers(segment.text)
    if found:
        best = found[0]
        part = part_of([segment], reason, sure * (0.5 + 0.5 * best.confidence), best.raw)
        return HeaderNumber(part, best.serial, best.year, best.groups, judgment)
    match = _BLANK_NUMBER.search(segment.text)
    if match is not None:
        groups = tuple(group.strip() for group in re.split(r"[-–—]", match["symbol"]) if group.strip())
        year = int(match["year"]) if match["year"] else None
        part = part_of([segment], f"{reason}, serial not readable", sure * 0.7, match.group().strip())
        return HeaderNumber(part, _serial_before(segment.text[: match.start()]), year, groups, judgment)
    digits = re.search(r"\d{1,5}", segment.text) if lead is not None else None
    if digits is None or len(segment.folded) > 24:
        return None
    return HeaderNumber(
        part_of([segment], f"{reason}, without a symbol", 0.4, digits.group()), digits.group(), None, ()
    )


def _serial_before(text: str) -> str | None:
    match = re.search(r"(?:^|[\s:.])(\d{1,5}[a-zđ]?)\s*$", text)
    return match[1] if match else None


# --- date -----------------------------------------------------------------------------------------------------------


def _date(
    segments: Sequence[Segment], used: set[int], frame: Sequence[int], number: HeaderNumber | None
) -> HeaderDate | None:
    """Place and date: the first line of the frame that is one."""
    best: tuple[int, float, str] | None = None
    for index in frame:
        segment = segments[index]
        plain = segment.folded
        if index in used or len(plain) > 90 or _OTHERS_DAY.search(plain):
            continue
        if _COURT_DATE.match(plain) and number is not None:
            best = (index, 0.95, "date under the number")
            break
        if _DATE_LINE.search(plain) and not plain.startswith(("hoi ", "can cu", "(", "ban hanh", "theo ")):
            best = (index, 1.0, "place and date")
            break
        hits = len(_DATE_WORDS.findall(plain))
        if best is None and hits >= 2 and len(plain) < 60 and re.search(r"[0-9]{2}", plain):
            best = (index, 0.5, "words of a date")
    if best is None:
        return None
    index, sure, reason = best
    segment = segments[index]
    used.add(index)
    found = find_dates(segment.text)
    value = next((mention.value for mention in found if mention.value is not None), None)
    before = _BEFORE_DAY.split(segment.text, maxsplit=1)[0].strip(" ,.;:-–…")
    place = before if len(before) < min(45, len(segment.text)) and any(map(str.isalpha, before)) else None
    return HeaderDate(part_of([segment], reason, sure), place, value)


# --- agencies -------------------------------------------------------------------------------------------------------


def _agencies(
    segments: Sequence[Segment],
    used: set[int],
    anchor: Part | None,
    parts: tuple[HeaderNumber | None, HeaderDate | None, Title | None, Part | None, Part | None],
) -> tuple[Part, ...]:
    """The names in the left column above the number and the title."""
    if anchor is None and parts[0] is None and parts[2] is None:
        return ()
    below = _first_line(parts)
    names: list[list[Segment]] = []
    for index, segment in enumerate(segments[:_FRAME_SEGMENTS]):
        if index in used or not _may_be_agency(segment, anchor, below):
            continue
        starts = _begins_agency(segment)
        if names and not starts and not _apart(names[-1][-1], segment):
            names[-1].append(segment)
        elif starts or not names:
            names.append([segment])
        used.add(index)
    known = [name for name in names if _begins_agency(name[0])] or names[:2]
    return tuple(
        part_of(
            name,
            "left column above the number" if name[0].box is not None else "capitals above the number",
            0.95 if name[0].folded.startswith(AGENCY_STARTS) else 0.7 if _begins_agency(name[0]) else 0.55,
        )
        for name in known[:4]
    )


def _first_line(
    parts: tuple[HeaderNumber | None, HeaderDate | None, Title | None, Part | None, Part | None],
) -> tuple[int, float]:
    """The line, and the height on the page, above which the names of agencies stand."""
    number, date, title, subject, addressee = parts
    found = [part for part in (subject, addressee) if part is not None]
    found += [title.kind] if title is not None else []
    found += [number.part] if number is not None else []
    if date is not None and date.part.box is None and number is None:
        found.append(date.part)
    line = min((part.lines[0] for part in found), default=12)
    top = min((part.box.top for part in found if part.box is not None), default=260.0)
    return line, top


def _may_be_agency(segment: Segment, anchor: Part | None, below: tuple[int, float]) -> bool:
    if segment.upper < 0.6 or len(letters(segment.folded)) < 4 or len(segment.folded) > 80:
        return False
    if _FORM_GOES_ON.match(segment.folded):
        return False
    if segment.box is None:
        return segment.line_index < below[0] or (below[0] == 0)
    if segment.box.top > below[1] - 2:
        return False
    if anchor is None or anchor.box is None:
        return True
    return segment.box.center[0] < anchor.box.left + 0.15 * anchor.box.width


def _begins_agency(segment: Segment) -> bool:
    """Whether a line begins the name of an agency, garbled or not."""
    if segment.folded.startswith(AGENCY_STARTS):
        return True
    bare = letters(segment.folded)
    return any(start.likeness(bare) >= _AGENCY_ALIKE for start in _LONG_AGENCIES)


def _apart(one: Segment, other: Segment) -> bool:
    """Whether more than a line lies between two segments."""
    if one.box is None or other.box is None:
        return other.line_index - one.line_index > 2
    return other.box.top - one.box.bottom > 1.6 * one.box.height
