"""What a reader gives back: a typed value, the place it was read from, how sure it is and what is wrong with it.

Every reader family has its own class derived from `Finding`. Values are frozen and plain (integers, dates, strings),
so they compare, hash and pickle.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeVar

from casedocs.spans import Span

__all__ = ["Finding", "Kind", "Problem", "drop_overlaps", "sole"]


class Kind(StrEnum):
    """The families of readers."""

    DATE = "date"
    TIME = "time"
    TERM = "term"
    MONEY = "money"
    NUMBER = "number"
    CITATION = "citation"
    DOCUMENT_NUMBER = "document_number"
    IDENTIFIER = "identifier"
    PLATE = "plate"
    LAND = "land"
    FOLIO = "folio"
    ADDRESS = "address"
    PERSON = "person"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not fit: for a person to look at, never mended silently.

    Attributes:
        code: Stable English word, such as ``words_differ``.
        vi: One Vietnamese sentence.
        en: The same in English.
    """

    code: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Base of all findings.

    Attributes:
        span: Where it stands in the text as it was given, in code points.
        raw: The characters there.
        confidence: 0…1; 1 = the form leaves no doubt, below 0.5 = do not use unseen.
        problems: What contradicts itself or the rules; empty when nothing does.
    """

    kind: ClassVar[Kind]

    span: Span
    raw: str
    confidence: float = 1.0
    problems: tuple[Problem, ...] = ()

    @property
    def canonical(self) -> str:
        """The value written in one standard way."""
        return self.raw


_F = TypeVar("_F", bound=Finding)


def sole(findings: tuple[_F, ...], text: str) -> _F | None:
    """The one finding that covers all of `text`; None when there are others or characters left over."""
    return findings[0] if len(findings) == 1 and len(findings[0].span) == len(text) else None


def drop_overlaps(findings: Iterable[_F], taken: Iterable[Finding] = ()) -> list[_F]:
    """The findings in order of place, without those that overlap one in `taken`."""
    covered = sorted((other.span.start, other.span.end) for other in taken)
    kept: list[_F] = []
    index = 0
    for found in sorted(findings, key=lambda finding: finding.span):
        while index < len(covered) and covered[index][1] <= found.span.start:
            index += 1
        ahead = index
        while ahead < len(covered) and covered[ahead][0] < found.span.end:
            if covered[ahead][1] > found.span.start:
                break
            ahead += 1
        else:
            kept.append(found)
    return kept
