"""What the conversion of a file did."""

from collections.abc import Iterable
from dataclasses import dataclass

from casedocs.text.codecs import Encoding
from casedocs.text.legacy import DecodedPiece

__all__ = ["ConversionReport", "report_of"]


@dataclass(frozen=True, slots=True)
class ConversionReport:
    """Counts and findings of one converted file.

    Attributes:
        pieces: Number of pieces of text (runs of one font in a paragraph, or lines) by encoding.
        converted: Number of pieces whose text changed.
        fonts: Old font → Unicode font, as replaced.
        unsure: Pieces set in an old font whose words do not read as Vietnamese in any encoding, at most 20.
    """

    pieces: dict[Encoding, int]
    converted: int
    fonts: dict[str, str]
    unsure: tuple[str, ...] = ()


def report_of(pieces: Iterable[DecodedPiece], fonts: dict[str, str], unsure: Iterable[str]) -> ConversionReport:
    """Counts the pieces."""
    counts: dict[Encoding, int] = {}
    converted = 0
    for piece in pieces:
        counts[piece.encoding] = counts.get(piece.encoding, 0) + 1
        converted += bool(piece.edits)
    return ConversionReport(counts, converted, dict(fonts), tuple(unsure)[:20])
