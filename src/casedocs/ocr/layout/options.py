"""Options of the line finder."""

from dataclasses import dataclass

from casedocs.errors import UsageError

__all__ = ["LayoutOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutOptions:
    """How `find_lines` works.

    Attributes:
        working_side: Longer side in pixels of the reduced page on which lines are looked for. 1754 (A4 at 150 dpi)
            suits print from 8 points up; the finder takes more by itself where letters turn out too small.
        deskew: Find and undo the skew inside (up to `skew_limit`); switch off for pages known to be straight.
        skew_limit: Largest skew in degrees that is looked for.
        tables: Read ruled tables cell by cell.
    """

    working_side: int = 1754
    deskew: bool = True
    skew_limit: float = 6.0
    tables: bool = True

    def __post_init__(self) -> None:
        if not 400 <= self.working_side <= 10_000:
            raise UsageError(f"working_side must be between 400 and 10000 pixels, not {self.working_side}")
        if not 0 < self.skew_limit <= 15:
            raise UsageError(f"skew_limit must be above 0 and at most 15 degrees, not {self.skew_limit}")
