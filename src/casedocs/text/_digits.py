"""Numbers written in digits the Vietnamese way: a dot between thousands, a comma before decimals."""

import re
from dataclasses import dataclass
from decimal import Decimal

from casedocs.errors import TextError
from casedocs.text._scan import ReadyText
from casedocs.text.findings import Problem
from casedocs.text.number_words import read_folded

__all__ = ["DIGITS", "DigitValue", "bracket_words", "differ", "inside_code", "read_digits"]

DIGITS = r"[0-9]+(?:[.,][0-9]+)*"
_GROUPED = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_ENGLISH = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_COMMA = re.compile(r"([0-9]+),([0-9]+)")
_POINT = re.compile(r"(0(?=\.)|[0-9]+(?=\.[0-9]{1,2}$))\.([0-9]+)")
_BRACKET = re.compile(r"\s?\(\s?(?:(?:viet )?bang chu:? ?)?([a-z][a-z ,.\n]{0,400})\)")
_WORDS = re.compile(r"[a-z]+")
_RANGE = re.compile(r"(?:^|[ (\n])[0-9]{1,3}(?:,[0-9]+)?-$")


@dataclass(frozen=True, slots=True)
class DigitValue:
    """A number in digits: its value, and how sure the reading of dots and commas is."""

    value: int | Decimal
    confidence: float = 1.0


def read_digits(digits: str, *, whole: bool = False) -> DigitValue | None:
    """Reads ``1.234,5``; None when the dots and commas make no number.

    Args:
        digits: Digits with dots and commas.
        whole: Whether only a whole number makes sense (an amount in đồng): then ``1,500`` is 1500.
    """
    if digits.isdigit():
        return DigitValue(int(digits)) if len(digits) <= 300 else None
    if match := _GROUPED.fullmatch(digits):
        # "0.456" and "0.125" are no thousands.
        if not digits.startswith("0"):
            return DigitValue(_value(match[1].replace(".", ""), match[2]))
    elif match := _ENGLISH.fullmatch(digits):
        groups = match[1].count(",")
        if not digits.startswith("0") and (whole or groups > 1 or match[2]):
            return DigitValue(_value(match[1].replace(",", ""), match[2]), 0.8)
    if match := _COMMA.fullmatch(digits):
        doubtful = len(match[2]) == 3 and match[1] != "0"
        return DigitValue(_value(match[1], match[2]), 0.7 if doubtful else 1.0)
    if match := _POINT.fullmatch(digits):
        return DigitValue(_value(match[1], match[2]), 0.8)
    return None


def _value(whole: str, decimals: str | None) -> int | Decimal:
    return Decimal(f"{whole}.{decimals}") if decimals else int(whole)


def bracket_words(ready: ReadyText, end: int, *tails: str) -> tuple[int | Decimal, int] | None:
    """The number in words in the brackets that open at `end`, and the offset behind them.

    Args:
        ready: The text.
        end: Where the digits end.
        tails: Words that may follow the number inside the brackets (``dong chan``), folded.
    """
    match = _BRACKET.match(ready.folded, end)
    if match is None:
        return None
    words = _WORDS.findall(match[1].replace("viet nam", ""))
    while words and words[-1] in tails:
        words.pop()
    try:
        return read_folded(words), match.end()
    except TextError:
        return None


def differ(digits: object, words: object) -> Problem:
    """The problem of an amount that its words contradict."""
    return Problem(
        "words_differ",
        f"Số bằng chữ ({words}) khác số bằng số ({digits}).",
        f"The words say {words}, the digits {digits}.",
    )


def inside_code(folded: str, start: int) -> bool:
    """Whether the digits go on from something on their left: ``83P2-123``, ``QH15``, ``1.2.``, ``12/3``."""
    if start == 0:
        return False
    before, earlier = folded[start - 1], folded[start - 2 : start - 1]
    if before.isalnum() or before == "_":
        return True
    if before in ".,":
        return earlier.isalnum()
    if before in "/:":
        return earlier.isdigit()
    return before == "-" and earlier.isalnum() and not _RANGE.search(folded, max(0, start - 12), start)
