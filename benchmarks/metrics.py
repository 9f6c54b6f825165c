"""Character and word errors against a ground truth."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import edlib

__all__ = ["Errors", "compare", "compare_lines", "missing_words"]

_LEADERS = re.compile(r"[.…_]{3,}|…")
_SPACES = re.compile(r"\s+")


def folded(text: str) -> str:
    """NFC with single spaces and without dotted leaders, which are no text: what is compared."""
    return _SPACES.sub(" ", _LEADERS.sub(" ", unicodedata.normalize("NFC", text))).strip()


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors of one page: edit distances and the lengths that they stand against."""

    char_errors: int
    chars: int
    word_errors: int
    words: int
    digit_errors: int
    digits: int

    @property
    def cer(self) -> float:
        """Character error rate, 0..1 (may exceed 1)."""
        return self.char_errors / self.chars if self.chars else 0.0

    @property
    def wer(self) -> float:
        """Word error rate, 0..1 (may exceed 1)."""
        return self.word_errors / self.words if self.words else 0.0


def _word_distance(left: Sequence[str], right: Sequence[str]) -> int:
    """Levenshtein distance between two lists of words."""
    row = list(range(len(right) + 1))
    for index, word in enumerate(left, 1):
        before, row[0] = row[0], index
        for column, other in enumerate(right, 1):
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, before + (word != other))
    return row[-1]


def _matched(reference: str, output: str) -> str:
    """The part of the output that the reference matches best, widened to whole words."""
    found = edlib.align(reference, output, mode="HW", task="locations")["locations"][0]
    start, end = found[0] or 0, found[1]
    while start > 0 and not output[start - 1].isspace():
        start -= 1
    while end + 1 < len(output) and not output[end + 1].isspace():
        end += 1
    return output[start : end + 1]


def _digit_errors(reference: str, output: str) -> int:
    """Digits of the reference that the best alignment does not keep."""
    if not output:
        return sum(char.isdigit() for char in reference)
    nice = edlib.getNiceAlignment(edlib.align(output, reference, mode="NW", task="path"), output, reference)
    pairs = zip(nice["query_aligned"], nice["target_aligned"], strict=True)
    return sum(1 for got, wanted in pairs if wanted.isdigit() and got != wanted)


def compare(reference: str, output: str, *, body_only: bool) -> Errors:
    """Compares the text of a page.

    Args:
        reference: The truth.
        output: What was recognised.
        body_only: The truth is only a part of the page: what stands before and after it in the output is free
            (edit distance with free ends; a header column or a seal inside the body is not).
    """
    wanted, got = folded(reference), folded(output)
    if not got:
        words, digits = len(wanted.split()), sum(char.isdigit() for char in wanted)
        return Errors(len(wanted), len(wanted), words, words, digits, digits)
    if body_only:
        got = _matched(wanted, got)
    distance = edlib.align(wanted, got, mode="HW" if body_only else "NW", task="distance")["editDistance"]
    return Errors(
        char_errors=distance,
        chars=len(wanted),
        word_errors=_word_distance(wanted.split(), got.split()),
        words=len(wanted.split()),
        digit_errors=_digit_errors(wanted, got),
        digits=sum(char.isdigit() for char in wanted),
    )


def compare_lines(reference: str, output: str) -> Errors:
    """Compares line by line, whatever their order: each line of the truth against the part of the output it fits best.

    Short lines (under 8 characters) fit by chance and are left out.
    """
    got = folded(output)
    parts = [compare(line, got, body_only=True) for line in reference.splitlines() if len(folded(line)) >= 8]
    return Errors(
        sum(part.char_errors for part in parts),
        sum(part.chars for part in parts),
        sum(part.word_errors for part in parts),
        sum(part.words for part in parts),
        sum(part.digit_errors for part in parts),
        sum(part.digits for part in parts),
    )


def missing_words(reference: str, output: str) -> tuple[int, int]:
    """How many words of the truth the output lacks, as a bag, and how many there are (for tables)."""
    wanted, got = Counter(folded(reference).split()), Counter(folded(output).split())
    return sum((wanted - got).values()), sum(wanted.values())
