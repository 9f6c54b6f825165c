"""Amounts of money, in digits, in words, and in both with a check of one against the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from casedocs.errors import TextError
from casedocs.text._digits import DIGITS, bracket_words, differ, read_digits
from casedocs.text._scan import ReadyText, ready
from casedocs.text._words import UNIT_END
from casedocs.text.findings import Finding, Kind, Problem, sole
from casedocs.text.number_words import EXACT, number_to_words, read_folded

__all__ = ["Money", "find_money", "money_to_words", "parse_money"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Money(Finding):
    """An amount.

    Attributes:
        amount: In units of the currency; whole for đồng.
        currency: ISO 4217 code.
        in_words: What the words beside the digits say; None without such words.
    """

    kind: ClassVar[Kind] = Kind.MONEY

    amount: int | Decimal
    currency: str = "VND"
    in_words: int | Decimal | None = None

    @property
    def canonical(self) -> str:
        """``2.000.000 đồng``, ``1.500,50 USD``: grouped the Vietnamese way."""
        grouped = f"{self.amount:,}".replace(",", " ").replace(".", ",").replace(" ", ".")
        return f"{grouped} {'đồng' if self.currency == 'VND' else self.currency}"


_SCALES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9, "tr": 10**6, "k": 10**3}
_SCALE = r"(?:(?:nghin|ngan|tram) )?(?:nghin|ngan|trieu|ty|ti)|tr"
_CURRENCY = (
    rf"dong{UNIT_END}(?! chi(?![a-z]))|d(?![a-z0-9])|vnd(?![a-z])|usd(?![a-z])|do ?la(?: my)?(?![a-z])"
    r"|eur(?:o)?(?![a-z])|nhan dan te(?![a-z])|ndt(?![a-z])|cny(?![a-z])"
)
_CODES = {"d": "VND", "v": "VND", "u": "USD", "e": "EUR", "n": "CNY", "c": "CNY"}
_PART = rf"([0-9]{{1,3}}(?: [0-9]{{3}}){{1,4}}(?![0-9.,])|{DIGITS})(?:[ \n]{{0,2}}({_SCALE})(?![a-z]))?"
_OTHER = re.compile(rf"{DIGITS} ?(?:\(|trieu|t[iyr]|ng|k)")
_WORDS_BETWEEN = re.compile(rf"({DIGITS})(?= ?\()")
_BEHIND_WORDS = re.compile(rf"[ \n]{{0,2}}({_CURRENCY})")
# Testimony: "mượn 12 triệu", "giá 25tr" without đồng; only behind a word of paying and with nothing counted behind it.
_PAYING = re.compile(
    r"(?:muon|vay|tra|gia|tien|gui|dua|nop|lay|ban|mua|chuyen|thu|coc|thieu|no|luong|phat|boi thuong|von|chi|gop)"
    r"(?: [a-z]{2,7})?(?: (?:em|anh|chi|toi|ba|ong|no|la|them|du|duoc|khoang|hon|gan|tong cong|so tien"
    r"|tien|truoc|cho|mat)){0,3} $"
)
_SPOKEN = re.compile(
    rf"(?P<digits>{DIGITS}) ?(?P<scale>trieu|ty|ti|nghin|ngan|tr|k)(?: (?P<tail>[0-9]|ruoi))?(?![a-z0-9])"
    r"(?=[ \n]?(?:[.,;:)!?/](?![0-9])|$)|[ \n](?:cua|cho|de|va|nhung|thi|tien|roi|nua|tu|lai|voi|bang|qua|den|o|khi"
    r"|chua|la|moi|trong|thoi|vao|nhu)[ \n])"
)
_IN_DIGITS = re.compile(rf"{_PART}(?:[ \n]{{1,2}}{_PART})?[ \n]{{0,2}}({_CURRENCY})")
_DIGIT = re.compile(r"[0-9](?:(?<![a-z0-9.,/_-].)|(?<=[ (][./-].)|(?<=[a-z]/.))")
_TAILS = ("chan", "dong")
_PAID = re.compile(r"[ \n](dong)(?:[ \n]chan)?(?![a-z])")
_BEFORE_DONG = re.compile(r"(?:nghin|ngan|trieu|ty|ti|tram|muoi|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|ruoi)$")


def parse_money(text: str) -> Money:
    """Reads a whole string as one amount: ``2.000.000 đồng (Hai triệu đồng)``, ``1,5 tỷ đồng``, ``hai triệu đồng``.

    Raises:
        TextError: If it is no amount, or its words contradict its digits.
    """
    found = sole(find_money(text.strip()), text.strip())
    if found is None:
        raise TextError(f"{text!r} is no amount of money", hint="write it as in '2.000.000 đồng'")
    if found.problems:
        raise TextError(f"{text!r} contradicts itself: {found.problems[0].en}")
    return found


def money_to_words(amount: int) -> str:
    """An amount in đồng as papers repeat it: ``Hai triệu đồng``.

    Raises:
        UsageError: If it is no finite number below 10^300.
    """
    words = number_to_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def find_money(text: str | ReadyText) -> tuple[Money, ...]:
    """The amounts of a text, in order.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    digits = list(_in_digits(scan))
    ends = [(found.span.start, found.span.end) for found in digits]
    words = [found for found in _in_words(scan) if not any(a <= found.span.start < b for a, b in ends)]
    return tuple(sorted((*digits, *words), key=lambda found: found.span))


def _in_digits(scan: ReadyText) -> Iterator[Money]:
    folded = scan.folded
    done = 0
    for digit in _DIGIT.finditer(folded):
        if digit.start() < done:
            continue
        match = _IN_DIGITS.match(folded, digit.start())
        if match is None or not _is_currency(scan, match):
            other = _other(scan, digit.start())
            if other is not None:
                done = other[1]
                yield other[0]
            continue
        found = _amount(match)
        if found is None:
            continue
        amount, confidence = found
        end = match.end()
        words = bracket_words(scan, end, *_TAILS)
        problems: tuple[Problem, ...] = ()
        if words is not None:
            end = words[1]
            problems = () if words[0] == amount else (differ(amount, words[0]),)
        done = end
        if problems or scan.mended(match.start(), match.end()):
            confidence = min(confidence, 0.5)
        yield Money(
            span=scan.span(match.start(), end),
            raw=scan.raw(match.start(), end),
            confidence=confidence,
            problems=problems,
            amount=amount,
            currency=_code(match[5]),
            in_words=None if words is None else words[0],
        )


def _other(scan: ReadyText, start: int) -> tuple[Money, int] | None:
    """The rarer ways to write an amount."""
    if _OTHER.match(scan.folded, start) is None:
        return None
    return _words_first(scan, start) or _spoken(scan, start)


def _words_first(scan: ReadyText, start: int) -> tuple[Money, int] | None:
    """``1.250.000.000 (một tỷ hai trăm năm mươi triệu) đồng``: the words stand before the currency."""
    digits = _WORDS_BETWEEN.match(scan.folded, start)
    words = None if digits is None else bracket_words(scan, digits.end(), *_TAILS)
    currency = None if words is None else _BEHIND_WORDS.match(scan.folded, words[1])
    value = None if digits is None else read_digits(digits[1], whole=True)
    if words is None or currency is None or value is None or scan.text[currency.start(1)].lower() not in "đuve":
        return None
    money = Money(
        span=scan.span(start, currency.end()),
        raw=scan.raw(start, currency.end()),
        confidence=0.5 if words[0] != value.value else value.confidence,
        problems=() if words[0] == value.value else (differ(value.value, words[0]),),
        amount=value.value,
        currency=_code(currency[1]),
        in_words=words[0],
    )
    return money, currency.end()


def _spoken(scan: ReadyText, start: int) -> tuple[Money, int] | None:
    """``mượn 12 triệu``: in testimony the currency goes without saying."""
    match = _SPOKEN.match(scan.folded, start)
    if match is None or _PAYING.search(scan.folded, max(0, start - 48), start) is None:
        return None
    if match["scale"] in {"ty", "ti"} and scan.text[match.start("scale") : match.end("scale")].lower() not in {
        "tỷ",
        "tỉ",
    }:
        return None
    first = _part(match["digits"], match["scale"])
    if first is None:
        return None
    amount = first[0]
    if match["tail"]:  # "2 tỷ 5", "1 triệu rưỡi": tenths of the unit
        tenths = 5 if match["tail"] == "ruoi" else int(match["tail"])
        amount += _SCALES[match["scale"]] * tenths // 10
    whole = int(amount) if amount == int(amount) else amount
    span, raw = scan.span(*match.span()), scan.raw(*match.span())
    return Money(span=span, raw=raw, confidence=0.6, amount=whole), match.end()


def _is_currency(scan: ReadyText, match: re.Match[str]) -> bool:
    """``đ`` and ``đồng`` are currencies, ``d`` and ``động`` are not (``đông`` may be a lost tone mark)."""
    word = scan.text[match.start(5) : match.end(5)].lower()
    if len(word) > 1:
        return not word.startswith(("động", "đống", "dòng"))
    # "35" at the end of a line and "đ)" on the next are no amount.
    apart = scan.folded[match.start(5) - 1].isspace()
    return (
        word == "đ" and not (apart and scan.folded.startswith(("\n", ")"), match.end())) and "\n" not in match.group()
    )


def _code(currency: str) -> str:
    return "USD" if currency.startswith(("do l", "dol")) else _CODES[currency[0]]


def _amount(match: re.Match[str]) -> tuple[int | Decimal, float] | None:
    first = _part(match[1], match[2])
    if first is None:
        return None
    amount, confidence = first
    if match[3] is not None:
        second = _part(match[3], match[4])
        if second is None or not match[2] or second[0] >= amount:
            return None
        amount, confidence = amount + second[0], min(confidence, second[1])
    return (int(amount) if amount == int(amount) else amount), confidence


def _part(digits: str, scale: str | None) -> tuple[int | Decimal, float] | None:
    value = read_digits(digits.replace(" ", "."), whole=scale is None)
    if value is None:
        return None
    factor = 1
    for word in (scale or "").split():
        factor *= 100 if word == "tram" else _SCALES[word]
    return value.value * factor, value.confidence


def _in_words(scan: ReadyText) -> Iterator[Money]:
    for paid in _PAID.finditer(scan.folded):
        if scan.text[paid.start(1) : paid.end(1)].lower() != "đồng":
            continue
        if not _BEFORE_DONG.search(scan.folded, max(0, paid.start() - 5), paid.start()):
            continue
        start = _words_before(scan, paid.start())
        if start is None:
            continue
        try:
            amount = read_folded(re.findall(r"[a-z]+", scan.folded[start : paid.start()]))
        except TextError:
            continue
        yield Money(
            span=scan.span(start, paid.end()),
            raw=scan.raw(start, paid.end()),
            confidence=0.9,
            amount=amount,
            in_words=amount,
        )


_NUMBER_WORD = re.compile(r"([a-z]+)[ ,\n]*")


def _words_before(scan: ReadyText, end: int) -> int | None:
    """Where the number words that end at `end` begin; spelled with all their marks, for Việt Nam đồng is no five."""
    floor = max(0, end - 300)
    start = end
    for match in reversed(list(_NUMBER_WORD.finditer(scan.folded, floor, end))):
        word = scan.text[match.start(1) : match.end(1)].lower()
        if match.end() != start or word not in EXACT:
            break
        start = match.start()
    return None if start == end else start
