"""All readers over one text: every finding in order, plain numbers only where nothing else was read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from casedocs.errors import UsageError
from casedocs.text._scan import ReadyText, ready
from casedocs.text.abbreviations import find_abbreviations
from casedocs.text.addresses import find_addresses
from casedocs.text.citations import find_citations
from casedocs.text.dates import find_dates
from casedocs.text.document_numbers import find_document_numbers
from casedocs.text.findings import Finding, Kind, drop_overlaps
from casedocs.text.folios import find_folios
from casedocs.text.identifiers import find_identifiers
from casedocs.text.land import find_land_plots
from casedocs.text.money import find_money
from casedocs.text.names import find_persons
from casedocs.text.numbers import find_numbers
from casedocs.text.plates import find_plates
from casedocs.text.terms import candidates as term_candidates
from casedocs.text.times import find_times

__all__ = ["FindOptions", "find_all"]

_Reader = Callable[[ReadyText], Iterable[Finding]]
_READERS: dict[Kind, _Reader] = {
    Kind.MONEY: find_money,
    Kind.CITATION: find_citations,
    Kind.DOCUMENT_NUMBER: find_document_numbers,
    Kind.IDENTIFIER: find_identifiers,
    Kind.PLATE: find_plates,
    Kind.LAND: find_land_plots,
    Kind.FOLIO: find_folios,
    Kind.PERSON: find_persons,
    Kind.ABBREVIATION: find_abbreviations,
}
_CALENDAR = {Kind.DATE, Kind.TIME, Kind.TERM}  # a term is one only where no date and no time stands
# A number inside one of these is part of it (that "12" is a day, a clause, a house).
_OWNERS = frozenset(Kind) - {Kind.NUMBER, Kind.PERSON, Kind.ABBREVIATION}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOptions:
    """What to look for.

    Attributes:
        kinds: The families of readers to run.
        reference: The day that the text speaks of: it settles ``cùng ngày`` at the beginning, and which division of the
            country an address is held against. None = not known.

    Raises:
        UsageError: If `kinds` is empty or holds something else.
    """

    kinds: frozenset[Kind] = frozenset(Kind)
    reference: date | None = None

    def __post_init__(self) -> None:
        if not self.kinds or not all(isinstance(kind, Kind) for kind in self.kinds):
            raise UsageError("kinds wants one Kind at least", hint=f"choose from {', '.join(Kind)}")


_DEFAULT = FindOptions()


def find_all(text: str | ReadyText, *, options: FindOptions = _DEFAULT) -> tuple[Finding, ...]:
    """Runs the readers and returns all findings by place, longer ones first where two begin together.

    Findings of different kinds may overlap (a document number inside a citation); plain numbers do not overlap others.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    wanted = options.kinds
    needed = wanted | (_OWNERS if Kind.NUMBER in wanted else frozenset())
    found: list[Finding] = []
    if not needed.isdisjoint(_CALENDAR):
        found += find_dates(scan, reference=options.reference)
        found += find_times(scan)
        if Kind.TERM in needed:
            found += drop_overlaps(term_candidates(scan), found)
    if Kind.ADDRESS in needed:
        found += find_addresses(scan, on=options.reference)
    for kind, reader in _READERS.items():
        if kind in needed:
            found += reader(scan)
    if Kind.NUMBER in wanted:
        found += drop_overlaps(find_numbers(scan), (one for one in found if one.kind in _OWNERS))
    kept = (one for one in found if one.kind in wanted)
    return tuple(sorted(kept, key=lambda one: (one.span.start, -one.span.end, one.kind)))
