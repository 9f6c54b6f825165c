"""How the recogniser works."""

from dataclasses import dataclass
from pathlib import Path

from casedocs.errors import UsageError

__all__ = ["RecognizerOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognizerOptions:
    """Options of `LineRecognizer`.

    Attributes:
        beam: Readings that are kept for an unsure word; 1 = the best path, without the language model.
        language_weight: How much the language model counts against the eyes for an unsure word; 0 = not at all.
        sure_above: Words against which less speaks than this (as a natural log) are not looked at again.
        quick: Whether the quick network reads, and the careful one only the lines in doubt.
            Otherwise the careful one reads every line, and the quick one only looks for handwriting.
        sure_line: With `quick`, a line whose least sure word has less evidence than this (a natural log) is read by the
            careful network too (a short one with less than half as much); 0 = every line, ``-inf`` = none.
        threads: Threads of the network (workers × threads should be the number of cores).
        batch_columns: Columns of normalised pixels in one run of the network; bounds its memory.
        weights: A quick network made by ``casedocs ocr train``, which then reads as with `quick`; None = the shipped.
    """

    beam: int = 8
    language_weight: float = 0.45
    sure_above: float = -0.1
    quick: bool = True
    sure_line: float = -1.0
    threads: int = 1
    batch_columns: int = 4096
    weights: Path | None = None

    def __post_init__(self) -> None:
        if min(self.beam, self.threads, self.batch_columns) < 1:
            raise UsageError("beam, threads and batch_columns must be at least 1")
        if self.language_weight < 0 or self.sure_above > 0 or not self.sure_line <= 0:
            raise UsageError("language_weight must not be negative, sure_above and sure_line not positive")
