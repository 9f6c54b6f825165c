"""A text made ready for the readers: composed letters, and a folded twin of the same length.

All readers search the folded twin (lower case, no diacritics, one kind of space, dash and quote), so that a lost tone
mark or an old keyboard habit hides nothing; what must be exact (``điểm d`` against ``điểm đ``) is looked up in the
composed text at the same offsets. Spans lead back to the text as it was given.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from casedocs.errors import UsageError
from casedocs.spans import OffsetMap, Span
from casedocs.text.folding import fold

__all__ = ["MISREADINGS", "ReadyText", "ready"]

_MARKS = "\u0300-\u036f"
_DECOMPOSED = re.compile(rf"[^\W\d_][{_MARKS}]+")
_HAS_MARK = re.compile(rf"[{_MARKS}]")
_SAME_AS = {
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
    **dict.fromkeys("\r\v\f", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d", "-"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‘’‚‛′´", "'"),
}
# Digits in which OCR read a zero as O, a one as l or I, a five as S: "l5/O3/2024", "2.OOO.000", "2S33/QĐ".
_MIXED = re.compile(r"[0-9](?:[.,/]?[oil]|s(?=[0-9]))|[oil][.,/]?[0-9]")
_TOKEN = re.compile(
    r"[0-9oil](?:[0-9oil]|s(?=[0-9])){0,20}(?:[.,/:-][0-9oil]{1,20}){0,8}(?=[ckm]m|kg|m[l23]|(?![a-z0-9]))"
)
_TOKEN_LETTERS = frozenset("0123456789oils.,/:-")
_LONGEST_TOKEN = 40
_MENDING = str.maketrans("oils", "0115")
_LITRES = re.compile(r"[1-9][0-9.,]*l")
# Behind these words a number comes: "Điều l", "tháng S", "khoản 1l".
_NUMBER_AFTER = re.compile(
    r"(?:dieu|khoan|ngay|thang|bl) (?=[0-9]*[oils])(?:[lis]|(?=[oils]*[0-9])[0-9oils]{2,4})(?![a-z0-9])"
)
# Words that the readers look for, and what scanners make of their letters.
_KEYWORDS = (
    "dieu", "khoan", "diem", "thang", "ngay", "nghi dinh", "nghi quyet", "thong tu", "quyet dinh", "phap lenh", "luat",
    "dong", "bo luat", "nay", "cua", "nam", "thu tu", "ty dong", "trieu dong", "suc ngua",
    "huyen", "thanh pho", "phuong", "bi cao", "bi can", "dien tich", "but luc",
)  # fmt: skip
_CONFUSED = {
    "i": "1l",
    "l": "1i",
    "o": "0",
    "e": "c",
    "c": "e",
    "n": "u",
    "u": "n",
    "h": "b",
    "b": "h",
    "t": "f",
    "m": "n",
}
# Misreadings that are Vietnamese words themselves (without their marks).
_WORDS = frozenset({"dien", "ngau", "nau", "nan", "trien dong", "buyen"})


def _misreadings() -> dict[str, str]:
    """Every keyword with one letter misread → the keyword; those that are other words are left out."""
    found: dict[str, str] = {}
    for word in _KEYWORDS:
        for index, letter in enumerate(word):
            for wrong in _CONFUSED.get(letter, ""):
                found[f"{word[:index]}{wrong}{word[index + 1 :]}"] = word
    return {misread: word for misread, word in found.items() if misread not in _WORDS}


MISREADINGS = _misreadings()
_DIEN = re.compile(r"dien(?= [0-9]{1,3}(?:[ ,;.]|$))(?<![a-z0-9]dien)")
_NAN = re.compile(r"nan(?= (?:19|20)[0-9]{2})(?<=[0-9] nan)")


@cache
def _twin(letter: str) -> str:
    same = _SAME_AS.get(letter)
    if same is not None:
        return same
    folded = fold(letter)
    return folded if len(folded) == 1 else letter


def _mend(folded: str, text: str) -> str:
    """The folded text with keywords and digits mended that a scanner misread; its length stays."""
    for wrong, right in MISREADINGS.items():
        if wrong in folded:
            folded = _misread(wrong).sub(right, folded)
    folded = _DIEN.sub(lambda match: "dieu" if text.startswith("Điền", match.start()) else match.group(), folded)
    folded = _NAN.sub("nam", folded)
    folded = _NUMBER_AFTER.sub(lambda match: _mended_number(match, text), folded)
    return _mend_digits(folded, text)


@cache
def _misread(wrong: str) -> re.Pattern[str]:
    """The misreading as a word of its own; literal first, which is what the engine searches fast."""
    return re.compile(rf"{wrong}(?![a-z])(?<![a-z0-9]{wrong})")


def _mended_number(match: re.Match[str], text: str) -> str:
    word, _, number = match.group().partition(" ")
    return (
        f"{word} {number.translate(_MENDING)}"
        if _looks_like(text[match.end() - len(number) : match.end()])
        else match.group()
    )


def _looks_like(printed: str) -> bool:
    """Whether letters may be digits: ó is as much a 6 as a 0, and a small i has its dot (khoản 4i)."""
    return printed.isascii() and "i" not in printed


def _mend_digits(folded: str, text: str) -> str:
    pieces: list[str] = []
    done = 0
    for mixed in _MIXED.finditer(folded):
        start = mixed.start()
        if start < done:
            continue
        floor = max(done, start - _LONGEST_TOKEN)
        while start > floor and folded[start - 1] in _TOKEN_LETTERS:
            start -= 1
        start += len(folded[start : mixed.end()]) - len(folded[start : mixed.end()].lstrip("s.,/:-"))
        token = _TOKEN.match(folded, start)
        if token is None or token.end() < mixed.end() or folded[start - 1 : start].isalnum():
            continue
        pieces += (folded[done:start], _mended_token(token.group(), text[start : token.end()]))
        done = token.end()
    return "".join((*pieces, folded[done:])) if pieces else folded


def _mended_token(word: str, printed: str) -> str:
    digits = sum(map(str.isdigit, word))
    # No more letters than digits, or it is a word; ở is no 0, and 5l are litres.
    if digits < sum(map(str.isalpha, word)) or not _looks_like(printed) or _LITRES.fullmatch(word):
        return word
    return word.translate(_MENDING)


@dataclass(frozen=True, slots=True)
class ReadyText:
    """A text for the readers.

    Attributes:
        source: The text as given.
        text: The same with base letter + marks composed.
        folded: Folded letter by letter, exactly as long as `text`.
        back: Leads from offsets of `text` to those of `source`; None when they are equal.
    """

    source: str
    text: str
    folded: str
    back: OffsetMap | None = None

    def span(self, start: int, end: int) -> Span:
        """The piece of the source that `text[start:end]` came from."""
        span = Span(start, end)
        return span if self.back is None else self.back.map(span)

    def raw(self, start: int, end: int) -> str:
        """The characters of the source behind `text[start:end]`."""
        return self.span(start, end).of(self.source)

    def mended(self, start: int, end: int) -> bool:
        """Whether a letter or digit there was taken for another one."""
        return any(new != _twin(old) for old, new in zip(self.text[start:end], self.folded[start:end], strict=True))


def _compose(source: str) -> tuple[str, OffsetMap | None]:
    if not _HAS_MARK.search(source):
        return source, None
    edits: list[tuple[int, int, int]] = []
    pieces: list[str] = []
    last = 0
    for match in _DECOMPOSED.finditer(source):
        composed = unicodedata.normalize("NFC", match.group())
        pieces += (source[last : match.start()], composed)
        last = match.end()
        edits.append((match.start(), match.end(), len(composed)))
    pieces.append(source[last:])
    return "".join(pieces), OffsetMap.from_edits(len(source), edits).invert()


def ready(source: str | ReadyText) -> ReadyText:
    """Makes a text ready; a ready text is returned as it is.

    Raises:
        UsageError: If `source` is no text.
    """
    if isinstance(source, ReadyText):
        return source
    if not isinstance(source, str):
        raise UsageError(f"the readers want a str, not {type(source).__name__}", hint="decode bytes first")
    text, back = _compose(source)
    folded = text.translate({ord(letter): _twin(letter) for letter in set(text)})
    return ReadyText(source, text, _mend(folded, text), back)
