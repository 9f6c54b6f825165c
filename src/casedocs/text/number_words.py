"""Numbers in Vietnamese words, both ways.

Writing follows the school rule: groups of three digits under ``nghìn``, ``triệu``, ``tỷ``; a group below a hundred
that follows a higher one is filled up (``một nghìn không trăm linh năm``); ``mốt``, ``tư``, ``lăm`` in the units after
``mươi``. Reading takes every variant in use: linh/lẻ, nghìn/ngàn, tỷ/tỉ, mốt, tư, lăm/nhăm, the short forms ``hai lăm``
and ``triệu rưỡi``, ``phẩy`` for decimals, ``âm``, and text that has lost its diacritics.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from casedocs.errors import TextError, UsageError
from casedocs.text.folding import fold

__all__ = ["EXACT", "FOLDED", "WordStyle", "number_from_words", "number_to_words", "read_folded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordStyle:
    """Which of two equal words to write.

    Attributes:
        zero_tens: ``linh`` (North) or ``lẻ`` (South), as in ``một trăm linh năm``.
        thousand: ``nghìn`` or ``ngàn``.
        billion: ``tỷ`` or ``tỉ``.
        four: ``tư`` or ``bốn`` after ``mươi``.

    Raises:
        UsageError: If a word is none of its two.
    """

    zero_tens: str = "linh"
    thousand: str = "nghìn"
    billion: str = "tỷ"
    four: str = "tư"

    def __post_init__(self) -> None:
        choices = {
            "zero_tens": ("linh", "lẻ"),
            "thousand": ("nghìn", "ngàn"),
            "billion": ("tỷ", "tỉ"),
            "four": ("tư", "bốn"),
        }
        for name, allowed in choices.items():
            if getattr(self, name) not in allowed:
                raise UsageError(f"{name} is one of {', '.join(allowed)}, not {getattr(self, name)!r}")


_STANDARD = WordStyle()
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9


def _below_thousand(number: int, style: WordStyle, *, filled: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words: list[str] = []
    if hundreds or filled:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 0:
        if units:
            words += [style.zero_tens, _DIGITS[units]] if words else [_DIGITS[units]]
        return words
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if units == 1 and tens > 1:
        words.append("mốt")
    elif units == 4 and tens > 1:
        words.append(style.four)
    elif units == 5:
        words.append("lăm")
    elif units:
        words.append(_DIGITS[units])
    return words


def _spell(number: int, style: WordStyle) -> list[str]:
    words: list[str] = []
    billions, rest = divmod(number, _BILLION)
    if billions:
        words = [*_spell(billions, style), style.billion]
    for value, name in ((rest // 10**6, "triệu"), (rest // 1000 % 1000, style.thousand), (rest % 1000, "")):
        if value:
            words += _below_thousand(value, style, filled=bool(words))
            words += [name] if name else []
    return words


def number_to_words(number: int | Decimal, *, style: WordStyle = _STANDARD) -> str:
    """Writes a number in words: ``105`` → ``một trăm linh năm``, ``Decimal("2.5")`` → ``hai phẩy năm``.

    Decimals are read digit by digit after ``phẩy``.

    Raises:
        UsageError: If the number is not finite or has more than 300 digits.
    """
    value = Decimal(number)
    if not value.is_finite() or abs(value.adjusted()) > 300:
        raise UsageError(f"{number} cannot be written in words", hint="give a finite number below 10^300")
    sign, whole, decimals = _plain_digits(value)
    words = _spell(int(whole), style) or [_DIGITS[0]]
    if decimals:
        words += ["phẩy", *(_DIGITS[int(digit)] for digit in decimals)]
    return " ".join(["âm", *words] if sign else words)


def _plain_digits(value: Decimal) -> tuple[bool, str, str]:
    whole, _, decimals = f"{value:f}".removeprefix("-").partition(".")
    decimals = decimals.rstrip("0")
    return value.is_signed() and bool(value), whole, decimals


# Folded words, so that texts without diacritics read as well; the grammar leaves each only one meaning.
_UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_TENS = {"mot": 1, "tu": 4, "lam": 5, "nham": 5}  # what may follow a digit without mươi: hai lăm, ba mốt
# Each scale splits the words in two: how many of it before, what is left behind it.
_SCALES = ((10**9, frozenset({"ty", "ti"})), (10**6, frozenset({"trieu"})), (10**3, frozenset({"nghin", "ngan"})))
_MAX_WORDS = 200
_WORD = re.compile(r"[^\W\d_]+")
# How a word must look when diacritics are there at all: other words fold to the same letters.
EXACT = frozenset(
    [
        "không",
        "một",
        "mốt",
        "hai",
        "ba",
        "bốn",
        "tư",
        "năm",
        "lăm",
        "nhăm",
        "sáu",
        "bảy",
        "bẩy",
        "tám",
        "chín",
        "mười",
        "mươi",
        "trăm",
        "nghìn",
        "ngàn",
        "triệu",
        "tỷ",
        "tỉ",
        "linh",
        "lẻ",
        "rưỡi",
        "phẩy",
        "âm",
        "chục",
    ]
)
FOLDED = frozenset(fold(word) for word in EXACT)


def _refuse(why: str) -> TextError:
    return TextError(f"this is no number in words: {why}", hint="write it as in 'hai triệu ba trăm nghìn'")


def _tens(words: list[str]) -> int | None:
    """Below a hundred: ``mười lăm``, ``hai mươi mốt``, ``hai lăm``, ``hai chục``, ``năm``."""
    if words[0] == "muoi":
        value, rest = 10, words[1:]
    elif words[0] not in _UNITS:
        return None
    elif len(words) == 1:
        return _UNITS[words[0]]
    elif words[1] in {"muoi", "chuc"}:
        value, rest = _UNITS[words[0]] * 10, words[2:]
    elif words[1] in _TENS and _UNITS[words[0]] > 1:
        value, rest = _UNITS[words[0]] * 10, words[1:]
    else:
        return None
    if not rest:
        return value
    return value + _UNITS[rest[0]] if len(rest) == 1 and rest[0] in _UNITS else None


def _hundreds(words: list[str]) -> int:
    """Below a thousand; a lone digit after ``trăm`` counts tens (``trăm hai`` = 120)."""
    value, rest = 0, words
    if "tram" in words[:2]:
        at = words.index("tram")
        if at and words[0] not in _UNITS:
            raise _refuse(f"{words[0]!r} before 'trăm'")
        value, rest = (_UNITS[words[0]] if at else 1) * 100, words[at + 1 :]
        if not rest:
            return value
        if rest == ["ruoi"]:
            return value + 50
        if len(rest) == 1 and rest[0] in _UNITS:
            return value + _UNITS[rest[0]] * 10
    if rest[0] in {"linh", "le"}:
        rest = rest[1:]
    found = _tens(rest) if rest else None
    if found is None:
        raise _refuse(f"it breaks off at {' '.join(words)!r}")
    return value + found


def _whole(words: list[str], scales: tuple[tuple[int, frozenset[str]], ...] = _SCALES) -> int:
    if not scales:
        return _hundreds(words)
    scale, names = scales[0]
    at = max((index for index, word in enumerate(words) if word in names), default=-1)
    if at < 0:
        return _whole(words, scales[1:])
    # Only a billion may stand on itself (tỷ tỷ); what is counted may use all lower scales (nghìn tỷ, nghìn triệu).
    count = _whole(words[:at], _SCALES if scale == _BILLION else scales[1:]) if at else 1
    rest = words[at + 1 :]
    if not rest:
        return count * scale
    if rest == ["ruoi"]:
        return count * scale + scale // 2
    if len(rest) == 1 and rest[0] in _UNITS:  # triệu hai = 1.200.000
        return count * scale + _UNITS[rest[0]] * scale // 10
    return count * scale + _whole(rest, scales[1:])


def _decimals(words: list[str]) -> str:
    """The digits after ``phẩy``: one by one (``không năm``) or as a number (``hai mươi lăm``)."""
    zeros = 0
    while zeros < len(words) - 1 and words[zeros] == "khong" and words[zeros + 1] != "tram":
        zeros += 1
    rest = words[zeros:]
    if not rest:
        raise _refuse("nothing follows 'phẩy'")
    if all(word in _UNITS for word in rest):
        return "0" * zeros + "".join(str(_UNITS[word]) for word in rest)
    return "0" * zeros + str(_whole(rest))


def number_from_words(text: str) -> int | Decimal:
    """Reads a number in words: ``hai mươi mốt phẩy năm`` → ``Decimal("21.5")``, ``hai triệu rưỡi`` → 2,500,000.

    Case, diacritics and commas between the words do not matter. A whole number comes back as int.

    Raises:
        TextError: If the words are no number.
    """
    words = [fold(word) for word in _WORD.findall(text)]
    return read_folded(words)


def read_folded(words: list[str]) -> int | Decimal:
    """The number that folded words (``["hai", "muoi", "mot"]``) say.

    Raises:
        TextError: If they are no number.
    """
    if len(words) > _MAX_WORDS:
        raise _refuse(f"more than {_MAX_WORDS} words")
    unknown = next((word for word in words if word not in FOLDED), None)
    if unknown is not None or not words:
        raise _refuse(f"{unknown!r} is no number word" if words else "there is no number word")
    negative = words[0] == "am"
    words = words[negative:]
    if "phay" not in words:
        if not words:
            raise _refuse("nothing follows 'âm'")
        return -_whole(words) if negative else _whole(words)
    at = words.index("phay")
    if not at:
        raise _refuse("nothing stands before 'phẩy'")
    value = Decimal(f"{_whole(words[:at])}.{_decimals(words[at + 1 :])}")
    return -value if negative else value
