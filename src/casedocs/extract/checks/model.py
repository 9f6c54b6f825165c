"""What a check answers: fits, does not fit, or cannot be said and why."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casedocs.errors import UsageError
from casedocs.extract.model import Extraction, Field

__all__ = ["Answer", "CheckOptions", "Result", "Rule", "Verdict", "bad", "cannot", "fine"]


class Verdict(StrEnum):
    """The three answers."""

    OK = "ok"
    VIOLATED = "violated"
    NOT_CHECKABLE = "not_checkable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """Options of `casedocs.extract.check`.

    Attributes:
        least: Fields below this confidence are not judged.
        days_off: Public holidays; a term that ends on one, or on a Saturday or Sunday, ends on the next working day.
        sheets: Sheets counted in the scan; None = not known.
        volumes: Volumes counted in the scan; None = not known.

    Raises:
        UsageError: If a number is out of range.
    """

    least: float = 0.6
    days_off: frozenset[date] = frozenset()
    sheets: int | None = None
    volumes: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.least <= 1:
            raise UsageError("least lies between 0 and 1")
        if min(self.sheets or 0, self.volumes or 0) < 0:
            raise UsageError("sheets and volumes are counts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One answer.

    Attributes:
        rule: Name of the rule.
        verdict: The answer.
        vi: One Vietnamese sentence: what was compared, or why it could not be.
        en: The same in English.
        source: The provision that the rule stands on.
        documents: Indices of the papers that were looked at.
        fields: What was compared, for their places.
    """

    rule: str
    verdict: Verdict
    vi: str
    en: str
    source: str
    documents: tuple[int, ...] = ()
    fields: tuple[Field, ...] = ()


Answer = tuple[Verdict, str, str, tuple[int, ...], tuple[Field, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check.

    Attributes:
        name: Stable English name.
        vi: What it checks, in Vietnamese.
        en: The same in English.
        source: The provision that it stands on.
        answer: Gives the answers for papers; nothing where the papers do not speak of the matter.
    """

    name: str
    vi: str
    en: str
    source: str
    answer: Callable[[Sequence[Extraction], CheckOptions], Iterator[Answer]]

    def run(self, documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Result]:
        """The answers as results."""
        for verdict, vi, en, places, fields in self.answer(documents, options):
            yield Result(
                rule=self.name, verdict=verdict, vi=vi, en=en, source=self.source, documents=places, fields=fields
            )


def fine(vi: str, en: str, places: tuple[int, ...], *fields: Field | None) -> Answer:
    """It fits."""
    return Verdict.OK, vi, en, places, tuple(one for one in fields if one is not None)


def bad(vi: str, en: str, places: tuple[int, ...], *fields: Field | None) -> Answer:
    """It does not fit."""
    return Verdict.VIOLATED, vi, en, places, tuple(one for one in fields if one is not None)


def cannot(vi: str, en: str, places: tuple[int, ...], *fields: Field | None) -> Answer:
    """It cannot be said."""
    return Verdict.NOT_CHECKABLE, vi, en, places, tuple(one for one in fields if one is not None)
