"""The class of a crime from the highest penalty of its clause (Penal Code 2015, article 9)."""

from enum import IntEnum
from functools import cache
from importlib.resources import files

from casedocs.text.provisions import Provision

__all__ = ["CrimeClass", "class_of", "highest_penalty"]


class CrimeClass(IntEnum):
    """The four classes, least grave first."""

    LESS_GRAVE = 0
    GRAVE = 1
    VERY_GRAVE = 2
    EXTREMELY_GRAVE = 3

    @property
    def vi(self) -> str:
        """The class as the code names it."""
        return ("ít nghiêm trọng", "nghiêm trọng", "rất nghiêm trọng", "đặc biệt nghiêm trọng")[self]


_LIMITS = ((3, CrimeClass.LESS_GRAVE), (7, CrimeClass.GRAVE), (15, CrimeClass.VERY_GRAVE))


@cache
def _table() -> dict[tuple[str, str], int]:
    rows = files("casedocs.extract").joinpath("penalties.tsv").read_text(encoding="utf-8").splitlines()
    return {(article, clause): int(years) for article, clause, years in (row.split("\t") for row in rows)}


def highest_penalty(provision: Provision) -> int | None:
    """Years of prison (98 = for life, 99 = death); None when the clause is not in the table."""
    if provision.article is None or provision.clause is None:
        return None
    return _table().get((provision.article, provision.clause))


def class_of(provision: Provision) -> CrimeClass | None:
    """The class of the clause; None when it is not in the table."""
    years = highest_penalty(provision)
    if years is None:
        return None
    return next((found for limit, found in _LIMITS if years <= limit), CrimeClass.EXTREMELY_GRAVE)
