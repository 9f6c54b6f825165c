"""A document made ready for extraction: its text, the same with wrapped lines joined, and its readers' findings.

`flow` is as long as the text, so that offsets agree: where a line only wrapped at the margin its line end became a
space, lines that hold nothing but a page number became spaces. What ends at a line end in `flow` ends a paragraph.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from casedocs.classify.document import DocumentView, Linear, LineView, Place
from casedocs.extract._trust import trust
from casedocs.extract.model import Field, FieldName, Reason
from casedocs.extract.values import Value
from casedocs.geometry import Box
from casedocs.spans import Span
from casedocs.text._letters import UPPER
from casedocs.text._scan import ReadyText, ready
from casedocs.text.addresses import Address, find_addresses
from casedocs.text.citations import Citation, find_citations
from casedocs.text.dates import DateMention, find_dates
from casedocs.text.document_numbers import DocumentNumber, find_document_numbers
from casedocs.text.findings import Finding
from casedocs.text.identifiers import Identifier, find_identifiers
from casedocs.text.money import Money, find_money
from casedocs.text.names import Person, find_persons
from casedocs.text.terms import Term, find_terms
from casedocs.text.times import ClockTime, find_times

__all__ = ["Source", "inside"]

_F = TypeVar("_F", bound=Finding)
_ITEM = re.compile(
    r"\s*(?:[-–+*•]\s|\(?[0-9]{1,2}[.)/]\s|[0-9]{1,2}[a-zđ]?[-–][^\W\d_]|[a-zđ]\)\s|[IVX]{1,5}[.)]\s"
    r"|Điều [0-9]|ĐIỀU [0-9]|Căn cứ|Xét |Nơi nhận"
    rf"|Hỏi\s*[:.]|Đáp\s*[:.]|HỎI\s*[:.]|ĐÁP\s*[:.]|[{UPPER}][^:;,.\n]{{1,45}}:)"
)
_PAGE_NUMBER = re.compile(r"[-–\s]*[0-9]{1,4}(?:\s*/\s*[0-9]{1,4})?[-–\s]*")
_ENDED = re.compile(r"[.;:!?]\W{0,3}$")
_FULL = 0.80
_FULL_LEAST = 40
_SHORT = 22
_SPECK = 0.06
_LONGEST_PRINTED = 150


@dataclass(frozen=True, slots=True)
class _Frame:
    """How a line lies on its page; `beside` is a speck or a hole in the margin that was taken for a letter."""

    known: bool = False
    full: bool = False
    indented: bool = False
    beside: bool = False


class Source:
    """The document, its text in two forms, and the findings of the text readers.

    Attributes:
        text: One string of all pages.
        flow: The same length; only paragraph ends are line ends.
        scan: `flow` made ready for the readers (folded twin of the same length).
    """

    def __init__(self, document: DocumentView) -> None:
        self.linear: Linear = Linear(document)
        self.text: str = self.linear.text
        self.flow: str = _flow(self.text, _frames(document))
        self.scan: ReadyText = ready(self.flow)

    @property
    def folded(self) -> str:
        """`flow` folded."""
        return self.scan.folded

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """All dates."""
        return find_dates(self.scan)

    @cached_property
    def times(self) -> tuple[ClockTime, ...]:
        """All times of the clock."""
        return find_times(self.scan)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """All lengths of time."""
        return find_terms(self.scan)

    @cached_property
    def money(self) -> tuple[Money, ...]:
        """All amounts."""
        return find_money(self.scan)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """All citations."""
        return find_citations(self.scan)

    @cached_property
    def numbers(self) -> tuple[DocumentNumber, ...]:
        """All document numbers."""
        return find_document_numbers(self.scan)

    @cached_property
    def identifiers(self) -> tuple[Identifier, ...]:
        """All identity numbers and the like."""
        return find_identifiers(self.scan)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """All persons behind a role or a form of address."""
        return find_persons(self.scan)

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """All addresses."""
        return find_addresses(self.scan)

    def line_at(self, offset: int) -> str:
        """The printed line around an offset."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return self.text[start : end if end >= 0 else len(self.text)].strip("\f ")

    def paragraph_end(self, offset: int) -> int:
        """Where the paragraph around an offset ends."""
        end = self.flow.find("\n", offset)
        return end if end >= 0 else len(self.flow)

    def paragraph_start(self, offset: int) -> int:
        """Where the paragraph around an offset begins."""
        return self.flow.rfind("\n", 0, offset) + 1

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The piece without blanks, dots of a form and marks around it."""
        skip = " \n\f\t.…_·,;:-–\"“”'*"
        while start < end and self.flow[start] in skip:
            start += 1
        while end > start and self.flow[end - 1] in skip + "(":
            end -= 1
        return start, end

    def words(self, start: int, end: int) -> str:
        """The piece in one line, single spaces."""
        return " ".join(self.flow[start:end].split())

    def field(
        self,
        name: FieldName,
        value: Value | None,
        place: tuple[int, int] | Span,
        *,
        cue: "str | re.Match[str]" = "",
        rule: str = "",
        sure: float = 1.0,
    ) -> Field:
        """The field with its place and confidence.

        Args:
            name: Which one.
            value: Its value.
            place: Start and end in `text`.
            cue: The words that led to it, or where they matched in `folded`.
            rule: The rule that read it.
            sure: How sure the rule is when every letter was read well.
        """
        span = place if isinstance(place, Span) else Span(*place)
        words = cue if isinstance(cue, str) else self.flow[cue.start() : min(cue.end(), cue.start() + 80)]
        places = self.linear.places(span) if len(span) else ()
        return Field(
            name=name,
            value=value,
            raw=span.of(self.text),
            span=span,
            places=places,
            confidence=trust(sure, _read_well(places)),
            reason=Reason(" ".join(words.split()), self.line_at(span.start), rule or name.value),
        )


def _read_well(places: tuple[Place, ...]) -> float | None:
    known = [place.confidence for place in places if place.confidence is not None]
    return min(known) if known else None


def inside(findings: Iterable[_F], start: int, end: int, *, test: Callable[[_F], bool] | None = None) -> list[_F]:
    """The findings that lie within ``start``…``end``, in order."""
    return [one for one in findings if start <= one.span.start and one.span.end <= end and (test is None or test(one))]


def _flow(text: str, frames: list[_Frame]) -> str:
    lines = text.replace("\f", " ").split("\n")
    page_starts = {0, *(text[:at].count("\n") for at, mark in enumerate(text) if mark == "\f")}
    bare = [_PAGE_NUMBER.fullmatch(line) is not None and index in page_starts for index, line in enumerate(lines)]
    beside = [frame.beside for frame in frames] + [False] * (len(lines) - len(frames))
    shown = [
        " " * len(line) if hidden or speck else line for line, hidden, speck in zip(lines, bare, beside, strict=False)
    ]
    longest = sorted(len(line) for line in lines)[int(len(lines) * 0.9)] if lines else 0
    # No printed line is that long: the lines of this text are paragraphs, as in Word files.
    paragraphs = max(map(len, lines), default=0) > _LONGEST_PRINTED
    pieces: list[str] = []
    before, frame = "", _Frame()
    for index, line in enumerate(shown):
        here = frames[index] if index < len(frames) else _Frame()
        if index:
            full = frame.full if frame.known else len(before) >= _FULL * longest and len(before) > _FULL_LEAST
            goes_on = not line.strip() or (
                (frame.known or not paragraphs) and _wraps(before, line.strip(), full=full, indented=here.indented)
            )
            pieces.append(" " if goes_on else "\n")
        if line.strip():
            before, frame = line.strip(), here
        pieces.append(line)
    return "".join(pieces)


def _frames(document: DocumentView) -> list[_Frame]:
    """Of every line: whether it reaches the right margin and whether it is indented, where boxes say so."""
    found: list[_Frame] = []
    for page in document.pages:
        boxes = [_box(line) for line in page.lines]
        known = [box for box in boxes if box is not None]
        if len(known) < 4 or len(known) < len(boxes):
            found += [_Frame()] * len(boxes)
            continue
        lefts, rights = sorted(box.left for box in known), sorted(box.right for box in known)
        left, right = lefts[len(lefts) // 5], rights[int(len(rights) * 0.85)]
        step = max((right - left) * 0.025, 1.0)
        for box in known:
            # A line in the middle or in the right column is not indented but set apart.
            indented = step < box.left - left < 6 * step
            beside = box.right < left - step and box.width < _SPECK * (right - left)
            found.append(_Frame(known=True, full=box.right >= right - 2 * step, indented=indented, beside=beside))
    return found


def _box(line: LineView) -> Box | None:
    """The box around the words of a line; None where one has none, or there is no word."""
    boxes = [word.box for word in line.words]
    known = [box for box in boxes if box is not None]
    return Box.around(known) if known and len(known) == len(boxes) else None


def _wraps(line: str, following: str, *, full: bool, indented: bool) -> bool:
    """Whether a line goes on in the following one."""
    if not line or _ITEM.match(following):
        return not line
    if (line.endswith(":") and ";" in line and full) or line.lower().endswith(("số:", "số :", "so:")):
        return True
    if _ENDED.search(line) or line.endswith((",", "-", "/", "(")):
        return not _ENDED.search(line)
    opens = next((letter for letter in following if letter.isalnum() or letter in '"“('), "")
    if opens.islower():
        return len(line) >= _SHORT
    if indented or (following.isupper() != line.isupper() and len(following) > 3):
        return False
    return full
