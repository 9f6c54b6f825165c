"""References to the numbered sheets of a dossier: ``BL 45-47, 52``, ``(BL số 45)``, ``bút lục từ 01 đến 320``."""

import re
from dataclasses import dataclass
from typing import ClassVar

from casedocs.errors import TextError
from casedocs.text._scan import ReadyText, ready
from casedocs.text.findings import Finding, Kind, Problem, sole

__all__ = ["FolioReference", "find_folios", "parse_folios"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolioReference(Finding):
    """One or more sheets of a dossier.

    Attributes:
        ranges: First and last sheet of every run, in the order of the text; a single sheet is both.
    """

    kind: ClassVar[Kind] = Kind.FOLIO

    ranges: tuple[tuple[int, int], ...]

    @property
    def canonical(self) -> str:
        """``BL 45-47, 52``."""
        return "BL " + ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in self.ranges)

    def __contains__(self, folio: int) -> bool:
        return any(first <= folio <= last for first, last in self.ranges)


_S = r"[ \n]{0,2}"
_NUMBER = rf"(?:bl{_S}|but luc{_S})?(?:so{_S})?0*([0-9]{{1,6}})(?![0-9a-z]|[.,/][0-9])"
_CUE = re.compile(
    rf"(?:tu{_S})?(?:bl|but[ \n]luc)(?![a-z])(?:{_S}so)?{_S}[.:]?{_S}(?:(?:cac{_S})?(?:tu{_S})?(?:so{_S})?)"
)
_FIRST = re.compile(_NUMBER)
_TO = re.compile(rf"{_S}(?:-|den|->){_S}(?:het{_S})?{_NUMBER}")
_AND = re.compile(rf"(?:{_S},{_S}(?:va[ \n])?|[ \n]va[ \n]){_NUMBER}")
_NEXT = re.compile(rf"{_S};{_S}{_NUMBER}(?={_S}(?:[;,.)-]|den[ \n]|va[ \n]|$))")
_COUNTED = re.compile(r"[ \n](?:nam|thang|ngay|gio|nguoi|trieu|dong|tap|lan|cai)(?![a-z])")
_REVERSED = Problem(
    "reversed_range", "Bút lục cuối nhỏ hơn bút lục đầu.", "The last sheet of a range is smaller than its first."
)


def parse_folios(text: str) -> FolioReference:
    """Reads a whole string as a folio reference, with or without brackets.

    Raises:
        TextError: If it is none, or a range runs backwards.
    """
    stripped = text.strip().removeprefix("(").removesuffix(")").strip()
    found = sole(find_folios(stripped), stripped)
    if found is None:
        raise TextError(f"{text!r} is no folio reference", hint="write it as in 'BL 45-47, 52'")
    if found.problems:
        raise TextError(f"{text!r}: {found.problems[0].en}")
    return found


def find_folios(text: str | ReadyText) -> tuple[FolioReference, ...]:
    """The folio references of a text, in order.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    folded = scan.folded
    found: list[FolioReference] = []
    done = 0
    for cue in _CUE.finditer(folded):
        start = cue.start()
        if start < done or folded[start - 1 : start].isalnum():
            continue
        ranges, end = _ranges(folded, cue.end())
        if not ranges:
            continue
        done = end
        reversed_range = any(first > last for first, last in ranges)
        found.append(
            FolioReference(
                span=scan.span(start, end),
                raw=scan.raw(start, end),
                confidence=0.4 if reversed_range else 0.5 if scan.mended(start, end) else 1.0,
                problems=(_REVERSED,) if reversed_range else (),
                ranges=tuple(ranges),
            )
        )
    return tuple(found)


def _ranges(folded: str, at: int) -> tuple[list[tuple[int, int]], int]:
    ranges: list[tuple[int, int]] = []
    end = at
    match = _FIRST.match(folded, at)
    while match is not None and len(ranges) < 1000:
        first = last = int(match[1])
        end = match.end()
        if (to := _TO.match(folded, end)) is not None:
            last, end = int(to[1]), to.end()
        ranges.append((first, last))
        match = _AND.match(folded, end) or _NEXT.match(folded, end)
        if match is not None and _COUNTED.match(folded, match.end()):
            break
    return ranges, end
