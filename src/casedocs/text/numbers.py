"""Numbers in running text: counts and measures, in digits and in words.

A number that only names something (``mức độ 3``, ``Mẫu số 01``, ``lớp 6/12``, the ``1.`` of a list) is left out; so is
what belongs to codes. Whoever wants dates, terms and money apart from plain numbers asks `casedocs.text.find`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from casedocs.errors import TextError
from casedocs.text._digits import DIGITS, DigitValue, bracket_words, differ, inside_code, read_digits
from casedocs.text._letters import LOWER, UPPER
from casedocs.text._scan import ReadyText, ready
from casedocs.text._words import UNIT_END
from casedocs.text.findings import Finding, Kind, Problem
from casedocs.text.number_words import EXACT, number_from_words, read_folded

__all__ = ["Number", "find_numbers", "parse_number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Finding):
    """A count or a measure.

    Attributes:
        value: The number.
        unit: The unit of measure in short form (``kg``, ``m2``, ``%``); None for a plain count.
    """

    kind: ClassVar[Kind] = Kind.NUMBER

    value: int | Decimal | Fraction
    unit: str | None = None

    @property
    def canonical(self) -> str:
        """The number with a decimal point and its unit, such as ``0.5 kg``."""
        return f"{self.value} {self.unit}" if self.unit else str(self.value)


# Unit as printed (folded) → short form. Those in _EXACT_UNITS are other words without their diacritics.
_UNIT_NAMES = {
    "%": "%", "phan tram": "%", "kg": "kg", "kilogam": "kg", "ki-lo-gam": "kg", "gam": "g", "gram": "g", "g": "g",
    "mg": "mg", "miligam": "mg", "mi-li-gam": "mg", "tan": "tấn", "ta": "tạ", "yen": "yến", "lit": "l", "l": "l",
    "ml": "ml", "mililit": "ml", "mi-li-lit": "ml", "m": "m", "met": "m", "cm": "cm", "mm": "mm", "km": "km",
    "m2": "m2", "m²": "m2", "met vuong": "m2", "m3": "m3", "m³": "m3", "met khoi": "m3", "ha": "ha", "hecta": "ha",
    "km2": "km2", "km²": "km2", "kw": "kW", "kwh": "kWh", "mw": "MW", "suc ngua": "sức ngựa", "chi": "chỉ",
    "luong": "lượng", "cong": "công", "sao": "sào", "km/h": "km/h", "mg/l": "mg/l", "mg/100ml": "mg/100ml",
}  # fmt: skip
_EXACT_UNITS = frozenset({"tạ", "yến", "chỉ", "lượng", "công", "sào", "tấn"})
_AMBIGUOUS = frozenset({"ta", "yen", "chi", "luong", "cong", "sao", "tan"})
_UNIT = "|".join(map(re.escape, sorted(_UNIT_NAMES, key=len, reverse=True)))
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LONGEST_COUNT = 12  # digits without dots: longer rows are codes
_TOKEN = re.compile(rf"{DIGITS}")
# What is counted in these is money, a term or a time, whether its reader took it or not.
_OTHER_UNIT = re.compile(rf"[ \n]{{0,2}}(?:ngay|thang|nam|gio|phut|dong(?! chi)){UNIT_END}")
_AFTER = re.compile(rf"(?: ?(%)|[ \n]?({_UNIT})(?![a-z0-9²³]))")
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9, "trăm triệu": 10**8,
           "nghìn tỷ": 10**12, "trăm nghìn": 10**5, "trăm ngàn": 10**5}  # fmt: skip
_SCALE = re.compile(r"[ \n]?((?:nghin |tram )?(?:nghin|ngan|trieu|ty|ti))(?![a-z])")
_FRACTION = re.compile(r"([0-9]{1,2})/([0-9]{1,3})(?![0-9a-z/-])")
# Words after which a number is a name, not a count (folded; the last word, or the last two), and words that only look
# like them without their marks.
_LABELS = frozenset(
    [
        "so",
        "dieu",
        "khoan",
        "diem",
        "chuong",
        "muc",
        "phan",
        "luc",
        "mau",
        "bieu",
        "hinh",
        "trang",
        "khoa",
        "thu",
        "lop",
        "hang",
        "tap",
        "quyen",
        "stt",
        "ma",
        "tang",
        "phong",
        "version",
        "quy",
        "ngay",
        "thang",
        "nam",
        "quan",
        "doi",
        "tiet",
        "nhom",
    ]
)
# Labels whose blank was lost ("tạikhoản 2") or whose letter was misread ("Mẫn 1", "số fhứ tự 01").
_GLUED_LABELS = ("khoan", "dieu", "chuong", "phuluc", "thanhphan")
_MISREAD_LABELS = frozenset({"man", "mue", "chuoug"})
_LABEL_PAIRS = frozenset(
    {
        ("muc", "do"),
        ("giai", "doan"),
        ("khu", "vuc"),
        ("khu", "pho"),
        ("nhom", "tuoi"),
        ("cap", "do"),
        ("thu", "tu"),
        ("quoc", "lo"),
        ("tinh", "lo"),
        ("huong", "lo"),
    }
)
_NO_LABELS = frozenset(
    ["hàng", "máu", "màu", "quy", "quỹ", "đôi", "thu", "phân", "mà", "nắm", "nam", "ngay", "hang", "phẩn", "thử"]
)
_BEFORE = re.compile(r"(?:([a-z]+) {1,2})?([a-z]+) {0,2}$")
_SENTENCE = re.compile(rf" {{1,2}}[{UPPER}][{LOWER}]")
_LIST_HEAD = re.compile(r"(?:^|\n)[\s#*>_\"'(-]*$")
_NEXT_LABEL = re.compile(r", {0,2}| va | den | ?- ?")


def parse_number(text: str) -> int | Decimal:
    """Reads a whole string as a number, in digits or in words.

    ``2.000.000`` → 2000000, ``1,5`` → 1.5, ``hai mươi mốt phẩy năm`` → 21.5, ``02 (hai)`` → 2.

    Raises:
        TextError: If it is no number, or its digits and its words differ.
    """
    scan = ready(text.strip())
    match = _TOKEN.match(scan.folded)
    if match is None:
        return number_from_words(scan.text)
    found = read_digits(match.group())
    rest = scan.folded[match.end() :]
    if found is not None and not rest:
        return found.value
    words = bracket_words(scan, match.end())
    if found is None or words is None or words[1] != len(scan.folded):
        raise TextError(f"{text!r} is no number", hint="dots stand between thousands, a comma before decimals")
    if words[0] != found.value:
        raise TextError(f"{text!r} contradicts itself: {found.value} in digits, {words[0]} in words")
    return found.value


def find_numbers(text: str | ReadyText) -> tuple[Number, ...]:
    """The counts and measures of a text, in order.

    In digits all of them (``8 kg``, ``04 (bốn)``, ``1/3``); in words those of two words and more (``hai mươi``), for
    ``một`` and ``hai`` alone are as often articles and parts of other words.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    found = [*_in_digits(scan), *_in_words(scan)]
    last_end = -1
    kept: list[Number] = []
    for number in sorted(found, key=lambda item: (item.span.start, -item.span.end)):
        if number.span.start >= last_end:
            kept.append(number)
            last_end = number.span.end
    return tuple(kept)


def _in_digits(scan: ReadyText) -> Iterator[Number]:
    folded = scan.folded
    named_until = -1  # the end of the last number that names something: "mức độ 3, 4" names both
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        if inside_code(folded, start):
            continue
        factor, end = _scale(scan, end)
        after = _AFTER.match(folded, end)
        unit = _unit_of(scan, after)
        if unit is not None and after is not None:
            yield from _measured(scan, match, after.end(), unit, factor)
        elif factor > 1:
            yield from _measured(scan, match, end, None, factor)
        elif _names_something(scan, start, named_until):
            named_until = end
        elif not _is_enumerator(scan, start, end):
            yield from _fraction(scan, start, end) or _measured(scan, match, end, None)


def _scale(scan: ReadyText, end: int) -> tuple[int, int]:
    """What a word such as ``triệu`` behind the digits multiplies them by, and where it ends; 1 without one."""
    match = _SCALE.match(scan.folded, end)
    word = "" if match is None else " ".join(scan.text[match.start(1) : match.end(1)].lower().split())
    if match is None or word not in _SCALES:
        return 1, end
    return _SCALES[word], match.end()


def _fraction(scan: ReadyText, start: int, end: int) -> list[Number]:
    match = _FRACTION.match(scan.folded, start)
    if match is None or match.end() <= end or not 0 < int(match[1]) < int(match[2]):
        return []
    return [_number(scan, (start, match.end()), Fraction(int(match[1]), int(match[2])), 0.9)]


def _measured(scan: ReadyText, match: re.Match[str], end: int, unit: str | None, factor: int = 1) -> Iterator[Number]:
    """The number of a match, with the words in brackets behind it."""
    digits = read_digits(match.group())
    value = None if digits is None else DigitValue(_whole(digits.value * factor), digits.confidence)
    if match.group().isdigit() and len(match.group()) > _LONGEST_COUNT:
        return
    if unit is None and factor == 1 and _YEAR.fullmatch(match.group()):
        return  # thousands are written with a dot: this is a year
    if value is None or (unit is None and _runs_on(scan.folded, end)):
        return
    words = bracket_words(scan, end)
    problems: tuple[Problem, ...] = ()
    if words is not None:
        end = words[1]
        problems = () if words[0] == value.value else (differ(value.value, words[0]),)
    yield _number(scan, (match.start(), end), value.value, value.confidence, unit=unit, problems=problems)


def _whole(value: int | Decimal) -> int | Decimal:
    return int(value) if value == int(value) and not isinstance(value, int) and value >= 1000 else value


def _number(
    scan: ReadyText,
    place: tuple[int, int],
    value: int | Decimal | Fraction,
    confidence: float,
    *,
    unit: str | None = None,
    problems: tuple[Problem, ...] = (),
) -> Number:
    if scan.mended(*place) or problems:
        confidence = min(confidence, 0.5)
    return Number(
        span=scan.span(*place),
        raw=scan.raw(*place),
        confidence=confidence,
        problems=problems,
        value=value,
        unit=unit,
    )


def _unit_of(scan: ReadyText, after: re.Match[str] | None) -> str | None:
    if after is None:
        return None
    group = 1 if after[1] else 2
    name = after[group]
    if name in _AMBIGUOUS and scan.text[after.start(group) : after.end(group)].lower() not in _EXACT_UNITS:
        return None
    return _UNIT_NAMES[name]


def _runs_on(folded: str, end: int) -> bool:
    """Whether a code or a unit goes on behind the digits: ``12a``, ``12/QĐ``, ``30-9``, ``22 giờđến``."""
    following = folded[end : end + 1]
    if following.isalnum() or following == "_" or _OTHER_UNIT.match(folded, end):
        return True
    beyond = folded[end + 1 : end + 2]
    if following == "/":
        return beyond.isalnum()
    if following == ":":
        return beyond.isdigit()
    return following == "-" and (beyond.isalpha() or _ISO_REST.match(folded, end) is not None)


def _names_something(scan: ReadyText, start: int, named_until: int) -> bool:
    folded = scan.folded
    gap = folded[max(named_until, 0) : start] if 0 <= start - named_until <= 5 else ""
    counts = folded.startswith("0", start) and folded[start + 1 : start + 2].isdigit()  # names take no leading zero
    if named_until >= 0 and not counts and _NEXT_LABEL.fullmatch(gap):
        return True
    before = _BEFORE.search(folded, max(0, start - 18), start)
    if before is None:
        return False
    if before[2].endswith(_GLUED_LABELS) or (before[2] in _MISREAD_LABELS and scan.text[before.start(2)].isupper()):
        return True
    if (before[1], before[2]) in _LABEL_PAIRS:
        return True
    return before[2] in _LABELS and scan.text[before.start(2) : before.end(2)].lower() not in _NO_LABELS


def _is_enumerator(scan: ReadyText, start: int, end: int) -> bool:
    """Whether the number only counts an item off: ``1.``, ``2)``, ``(5)``, at a line's start or before a capital."""
    folded = scan.folded
    following = folded[end : end + 1]
    if following == ")" and folded[start - 1 : start] == "(":
        return True
    opens = end - start <= 2 and _SENTENCE.match(scan.text, end + 1) is not None
    if following == ",":  # a full stop misread
        return opens and _LIST_HEAD.search(folded, max(0, start - 12), start) is not None
    if following not in {".", ")"}:
        return False
    return _LIST_HEAD.search(folded, max(0, start - 12), start) is not None or (following == "." and opens)


# Runs of number words with their own diacritics; a big unit among them tells them from other words.
_BIG = "mươi|mười|trăm|nghìn|ngàn|triệu|tỷ|tỉ"
_SMALL = "một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|không|linh|lẻ|phẩy|rưỡi|chục"
_BIG_WORD = re.compile(r"(?:t(?:r(?:am|ieu)|[yi])|muoi|ng(?:hin|an))(?![a-z0-9])")
_ISO_REST = re.compile(r"-[0-9]{2}-[0-9]{2}")
_RUN = re.compile(rf"(?:(?:{_BIG}|{_SMALL})(?!\w)[ ]?)+", re.IGNORECASE)
_DROP_FIRST = frozenset({"không", "tư", "lẻ", "linh", "phẩy", "rưỡi", "mốt", "lăm", "nhăm", "chục"})
_MANY = frozenset({"mươi", "mười", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ"})


def _in_words(scan: ReadyText) -> Iterator[Number]:
    text = scan.text
    done = 0
    for big in _BIG_WORD.finditer(scan.folded):
        if big.start() < done or text[big.start() : big.end()].lower() not in _MANY:
            continue
        start = _run_start(text, big.start(), done)
        run = _RUN.match(text, start)
        if run is None:
            continue
        done = run.end()
        yield from _from_run(scan, start, run.end())


def _run_start(text: str, at: int, floor: int) -> int:
    """Goes back over number words, at most six of them (a number has no more before its first big word)."""
    start = at
    for _ in range(6):
        end = start - 1
        if end <= floor or text[end] != " ":
            break
        before = end
        while before > floor and end - before < 7 and text[before - 1].isalpha():
            before -= 1
        if text[before:end].lower() not in EXACT:
            break
        start = before
    return start


def _from_run(scan: ReadyText, start: int, end: int) -> Iterator[Number]:
    words = [(match.group().lower(), match.span()) for match in re.finditer(r"\w+", scan.text[start:end])]
    while words and words[0][0] in _DROP_FIRST:
        if words[0][0] == "không" and len(words) > 1 and words[1][0] in {"phẩy", "trăm"}:
            break
        words.pop(0)
    if len(words) > 2 and words[0][0] == "năm" and words[1][0] not in _MANY:
        words.pop(0)  # the year: "năm hai nghìn không trăm hai mươi"
    if len(words) > 1 and words[-1][0] == "năm" and words[-2][0] in _MANY:
        words.pop()  # the unit: "hai mươi năm tù"; 25 is "hai mươi lăm"
    if len(words) < 2 or not any(word in _MANY for word, _ in words):
        return
    try:
        value = read_folded([_FOLD[word] for word, _ in words])
    except TextError:
        return
    yield _number(scan, (start + words[0][1][0], start + words[-1][1][1]), value, 0.9)


_FOLD = {word: ready(word).folded for word in EXACT}
