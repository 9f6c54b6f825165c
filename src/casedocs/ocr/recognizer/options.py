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
        threads: Threads of the network (workers × threads should be the number of cores).
        batch_columns: Columns of normalised pixels in one run of the network; bounds its memory.
        weights: A network made by ``casedocs ocr train``; None = the shipped one.
    """

    beam: int = 8
    language_weight: float = 0.45
    sure_above: float = -0.1
    threads: int = 1
    batch_columns: int = 4096
    weights: Path | None = None

    def __post_init__(self) -> None:
        if min(self.beam, self.threads, self.batch_columns) < 1:
            raise UsageError("beam, threads and batch_columns must be at least 1")
        if self.language_weight < 0 or self.sure_above > 0:
            raise UsageError("language_weight must not be negative and sure_above not positive")
