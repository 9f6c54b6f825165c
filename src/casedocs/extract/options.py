"""How fields are read."""

from dataclasses import dataclass
from datetime import date

from casedocs.errors import UsageError

__all__ = ["ExtractOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractOptions:
    """Options of `casedocs.extract.fields`.

    Attributes:
        on: The day that the paper speaks of, where known from elsewhere; None = the date that the paper prints.
        citations: Whether to list every citation of a law, not only those of the charge.
        most: How many fields of one name to give at most; a guard against pages of noise.
        least_readable: Share of the words that must read as Vietnamese syllables, numbers or marks; below it nothing
            is looked for.

    Raises:
        UsageError: If a number is out of range.
    """

    on: date | None = None
    citations: bool = True
    most: int = 2000
    least_readable: float = 0.5

    def __post_init__(self) -> None:
        if self.most < 1:
            raise UsageError("most must be 1 or more")
        if not 0 <= self.least_readable <= 1:
            raise UsageError("least_readable lies between 0 and 1")
