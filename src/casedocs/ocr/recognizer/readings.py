"""What the recogniser says about one line image."""

from dataclasses import dataclass

__all__ = ["LineReading", "WordReading"]


@dataclass(frozen=True, slots=True)
class WordReading:
    """One word of a line.

    Attributes:
        text: The word (NFC, no blanks).
        left: First column of the given image that belongs to the word, in pixels.
        right: Column after the last.
        confidence: Probability that every character of the word is right, 0 to 1.
        handwritten: Whether a pen seems to have written it; the confidence is low then.
    """

    text: str
    left: float
    right: float
    confidence: float
    handwritten: bool = False


@dataclass(frozen=True, slots=True)
class LineReading:
    """The text of one line image.

    Attributes:
        text: The words with single blanks between them (NFC); empty where nothing was read.
        words: The words from left to right; their columns do not overlap.
        confidence: Expected share of the words that are right, 0 to 1; where nothing was read, how sure that is.
    """

    text: str
    words: tuple[WordReading, ...]
    confidence: float
