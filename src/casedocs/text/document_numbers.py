"""Numbers of documents: ``12/QĐ-VKS-P1``, ``45/2024/TLST-DS``, ``326/2016/UBTVQH14``, ``74-CP``.

Grammar of Decree 30/2020/NĐ-CP, appendix I, widened by what courts, the police and older papers print: serial, year
where there is one, groups of letters. Nothing is required of the symbol: in practice agencies write it in many ways.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from casedocs.errors import TextError
from casedocs.text._letters import UPPER
from casedocs.text._scan import ReadyText, ready
from casedocs.text.findings import Finding, Kind
from casedocs.text.folding import strip_diacritics

__all__ = ["DocumentNumber", "find_document_numbers", "match_document_number", "parse_document_number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumber(Finding):
    """The number of a document.

    Attributes:
        serial: As printed, leading zero and letter kept (``03``, ``12a``, ``G505``, ``66.17``).
        year: The year inside the number; None when it has none.
        groups: The groups of the symbol (``("QĐ", "VKS", "P1")``).
        separator: What stands behind the serial: a slash, or the hyphen of the old form ``74-CP``.
    """

    kind: ClassVar[Kind] = Kind.DOCUMENT_NUMBER

    serial: str
    year: int | None
    groups: tuple[str, ...]
    separator: str = "/"

    @property
    def symbol(self) -> str:
        """The groups joined: ``QĐ-VKS-P1``."""
        return "-".join(self.groups)

    @property
    def canonical(self) -> str:
        """The number without blanks, with plain hyphens."""
        year = f"{self.year}/" if self.year else ""
        return f"{self.serial}{self.separator}{year}{self.symbol}"


_LETTER = UPPER
# A group of a symbol: QĐ, TTr, TTg, UBTVQH14, HN&GĐ, VP(TH), KV7; the first is never a lone letter and digits.
_FIRST = rf"[{_LETTER}][{_LETTER}a-zđư&]+[0-9]{{0,3}}(?:\([{_LETTER}]{{1,6}}\))?"
_NEXT = rf"(?:[{_LETTER}]|8(?=[A-Z]{{2}}))[{_LETTER}a-zđư0-9&]*(?:\([{_LETTER}]{{1,6}}\))?"
_DASH = r"(?:[-–‑]| ?[-–‑] ?(?=[A-ZĐƯÐ]{2}|[A-ZĐƯÐ][0-9]))"
_NUMBER = re.compile(
    rf"(?P<serial>[A-Z]?[0-9OIlS]{{1,7}}[a-zđ]?(?:\.[0-9]{{1,2}})?) ?/ ?(?:(?P<year>(?:19|20)[0-9]{{2}}) ?/ ?)?"
    rf"(?P<symbol>(?:{_FIRST}|(?<=[0-9]/)[LX](?=-))(?:{_DASH}{_NEXT}){{0,8}})"
    rf"(?P<office>/[{_LETTER}]{{2,5}}(?![a-z0-9]))?"
)
# Before 1996, and of the Party: number, dash, agency (74-CP, 64-HĐBT, 118-QĐ/TW); without a slash only right behind
# "số" or the name of a kind.
_OLD = re.compile(rf"(?P<serial>[0-9]{{1,4}})-(?P<symbol>[{_LETTER}]{{2,6}}(?:/[{_LETTER}]{{2,6}})?)(?![\w/-])")
_OLD_CUE = re.compile(r"(?:so|nghi dinh|quyet dinh|chi thi|thong tu|luat|phap lenh)[:.]? ?$")
_SLASH = re.compile(r"[0-9OIlSa-zđ] ?/ ?[0-9A-ZĐƯÐ]|[0-9]-[A-ZĐƯÐ]{2}")
_SERIAL_BEFORE = re.compile(r"[A-Z]?[0-9OIlS]{1,7}[a-zđ]?(?:\.[0-9]{1,2})?$")
_UNITS = frozenset({"kwh", "km", "kg", "kw"})  # 100 đồng/KWh counts nothing
_PLAIN = str.maketrans({"Ð": "Đ", "–": "-", "‑": "-"})
_DIGIT_LOOKS = str.maketrans("OIlS", "0115")


def parse_document_number(text: str) -> DocumentNumber:
    """Reads a whole string as one document number, with or without ``Số:`` before it.

    Raises:
        TextError: If it is none.
    """
    stripped = re.sub(r"^\s*[Ss]ố\s*[:.]?\s*", "", ready(text).text).strip()
    found = match_document_number(ready(stripped), 0, cued=True)
    if found is None or found[1] != len(stripped):
        raise TextError(f"{text!r} is no document number", hint="write it as in '12/QĐ-VKS-P1' or '45/2024/TLST-DS'")
    return found[0]


def match_document_number(scan: ReadyText, start: int, *, cued: bool = False) -> tuple[DocumentNumber, int] | None:
    """The document number that begins at `start` of a ready text, with the offset behind it.

    Args:
        scan: The text.
        start: Offset in ``scan.text``.
        cued: Whether ``số`` or the kind of document stands before, so that the old form ``74-CP`` counts too.
    """
    match = _match(scan, start, cued=cued)
    return None if match is None else (_found(scan, match), match.end())


def _match(scan: ReadyText, start: int, *, cued: bool) -> re.Match[str] | None:
    match = _NUMBER.match(scan.text, start)
    if match is not None and _ends_well(scan.text, match):
        return match
    old = _OLD.match(scan.text, start)
    return old if old is not None and (cued or "/" in old.group()) else None


def find_document_numbers(text: str | ReadyText) -> tuple[DocumentNumber, ...]:
    """The document numbers of a text, in order; plain dates and fractions are none.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    found: list[DocumentNumber] = []
    done = 0
    for slash in _SLASH.finditer(scan.text):
        serial = _SERIAL_BEFORE.search(scan.text, max(done, slash.start() - 11), slash.start() + 1)
        if serial is None:
            continue
        start = serial.start()
        if _goes_on(scan.text, start):
            continue
        cued = _OLD_CUE.search(scan.folded, max(0, start - 12), start) is not None
        match = _match(scan, start, cued=cued)
        if match is not None and match["symbol"].lower() not in _UNITS:
            found.append(_found(scan, match))
            done = match.end()
    return tuple(found)


def _goes_on(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    if before in {".", ",", "-"}:
        return text[start - 2 : start - 1].isalnum()
    return before.isalnum() or before in {"/", "_", "@"}


def _ends_well(text: str, match: re.Match[str]) -> bool:
    """A hyphen left over means that a line break cut the number; a small letter, that it was a word."""
    following = text[match.end() : match.end() + 2]
    if not any(map(str.isdigit, match["serial"])) or following[:1].isalnum():
        return False
    cut = following[:1] in {"-", "–"} and (len(following) == 1 or following[1].isspace())
    return not cut or text[match.end() + 1 : match.end() + 3].startswith(" ")


def _found(scan: ReadyText, match: re.Match[str]) -> DocumentNumber:
    start, end = match.span()
    parts = match.groupdict()
    symbol = _bare(match["symbol"]) + _bare(parts.get("office") or "")
    serial = match["serial"]
    if serial[0].isdigit() or serial[0] in "OIlS":
        serial = serial.translate(_DIGIT_LOOKS)
    year = parts.get("year")
    doubtful = " " in match.group() or serial != match["serial"] or symbol != match["symbol"]
    return DocumentNumber(
        span=scan.span(start, end),
        raw=scan.raw(start, end),
        confidence=0.8 if doubtful else 1.0,
        serial=serial,
        year=int(year) if year else None,
        groups=tuple(group.strip() for group in symbol.split("-")),
        separator="-" if match.re is _OLD else "/",
    )


def _bare(symbol: str) -> str:
    """The symbol as its agency writes it: no tone marks (``ỦBND``), plain hyphens, B for a misread 8."""
    plain = "".join(letter if letter in "ĐđƯư" else strip_diacritics(letter) for letter in symbol.translate(_PLAIN))
    return _MISREAD_B.sub("B", plain)


_MISREAD_B = re.compile(r"(?<=-)8(?=[A-Z]{2})")
