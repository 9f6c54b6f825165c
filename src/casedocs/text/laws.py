"""The law that a citation names: by its name, its number, its short form, or as ``Bộ luật này``."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from casedocs.text._scan import ReadyText
from casedocs.text._tables_laws import ARTICLES, LAWS, SHORT_FORMS
from casedocs.text._words import any_of
from casedocs.text.document_numbers import match_document_number
from casedocs.text.folding import fold

__all__ = ["LawReference", "last_article", "match_law"]


@dataclass(frozen=True, slots=True)
class LawReference:
    """A law, decree or other act as named in a text.

    Attributes:
        name: Standard name (``Bộ luật Hình sự``) or kind of document (``Nghị định``); ``Bộ luật này`` for itself.
        number: Its number (``100/2015/QH13``); None when not named.
        year: Its year as named (``năm 2015``); None when not named.
        amended: Years of amendment as named (``sửa đổi, bổ sung năm 2017``).
    """

    name: str
    number: str | None = None
    year: int | None = None
    amended: tuple[int, ...] = ()

    @property
    def is_self(self) -> bool:
        """Whether it means the act that it stands in."""
        return self.name.endswith(" này")

    @property
    def key(self) -> str:
        """What tells it from others: the number where there is one, else the name."""
        return self.number or self.name

    def __str__(self) -> str:
        """In full: ``Bộ luật Hình sự năm 2015 (sửa đổi, bổ sung năm 2017)``."""
        parts = [self.name]
        if self.number:
            parts.append(f"số {self.number}")
        if self.year:
            parts.append(f"năm {self.year}")
        if self.amended:
            parts.append(f"(sửa đổi, bổ sung năm {', '.join(map(str, self.amended))})")
        return " ".join(parts)


_KINDS = (
    "Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp", "Nghị định", "Nghị quyết liên tịch", "Nghị quyết",
    "Thông tư liên tịch", "Thông tư", "Quyết định", "Chỉ thị", "Quy chế", "Quy định", "Điều lệ",
    "Công ước", "Hiệp định", "Quy trình", "Lệnh",
)  # fmt: skip
_KIND_OF = {fold(kind): kind for kind in _KINDS}
_GAP = r"[ \n]{1,3}"
_BLANK = re.compile(_GAP)
_KIND = re.compile(rf"({any_of(_KIND_OF)})(?=nay|[^a-z]|$)")
_THIS = re.compile(r"[ \n]{0,3}nay(?![a-z])")
_NUMBER_CUE = re.compile(rf"{_GAP}(?:so[:.]?{_GAP}?)?(?=[0-9a-z]{{1,6}}[0-9a-z.]{{0,3}} ?[/-])")
_YEAR = re.compile(rf",?{_GAP}(?:nam{_GAP})?((?:19|20)[0-9]{{2}})(?![0-9/-]|[.,][0-9])")
_AMENDED = re.compile(
    rf",?[ \n]{{0,3}}\(?(?:da duoc |duoc )?(?:sua doi,? ?(?:va )?bo sung|sdbs|sd, ?bs)(?: cac)?{_GAP}(?:nam{_GAP})?"
    rf"((?:19|20)[0-9]{{2}}(?:(?:, ?| va )(?:nam )?(?:19|20)[0-9]{{2}}){{0,6}})\)?"
)
_SHORT = re.compile(r"[A-ZĐ&]{3,8}(?![\w&/-])")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 18
_NOT_IN_NAMES = frozenset(
    [
        "này",
        "về",
        "quy",
        "định",
        "được",
        "của",
        "có",
        "thì",
        "và",
        "số",
        "năm",
        "ngày",
        "theo",
        "do",
        "để",
        "trong",
        "tại",
        "khi",
        "mà",
        "bị",
        "phải",
        "là",
        "đã",
        "các",
        "những",
        "như",
        "với",
        "hoặc",
        "trừ",
        "gồm",
        "sau",
        "trước",
        "từ",
        "đến",
        "ban",
        "hành",
        "sửa",
        "đổi",
        "hiện",
        "áp",
        "dụng",
        "cho",
        "bổ",
        "sung",
    ]
)


@cache
def _names() -> dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]]:
    """First two folded words → the names that begin with them, longest first."""
    found: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
    for name in sorted(LAWS, key=len, reverse=True):
        words = tuple(_WORD.findall(fold(name)))
        found.setdefault(words[:2], []).append((words, name))
    return found


def last_article(name: str) -> int | None:
    """The number of the last article of a code; None when not known."""
    return ARTICLES.get(name)


def match_law(scan: ReadyText, start: int) -> tuple[LawReference, int] | None:
    """The law named at `start` of a ready text, with the end of its name; None when none is."""
    short = _SHORT.match(scan.text, start)
    if short is not None and short.group() in SHORT_FORMS and short.group()[0] in "BL":
        return _with_years(scan, SHORT_FORMS[short.group()], None, short.end())
    kind = _KIND.match(scan.folded, start)
    if kind is None:
        return None
    kind_name = _KIND_OF[" ".join(kind[1].split())]
    if (this := _THIS.match(scan.folded, kind.end())) is not None:
        return LawReference(f"{kind_name} này"), this.end()
    name, end = _named(scan, start, kind)
    number, number_end = _numbered(scan, end)
    if name is None and number is None:
        return (LawReference(kind_name), kind.end()) if kind_name == "Hiến pháp" else None
    return _with_years(scan, name or kind_name, number, number_end)


def _named(scan: ReadyText, start: int, kind: re.Match[str]) -> tuple[str | None, int]:
    """The name from the table, by short form, or by capitals; the end of the kind when there is none."""
    if kind[1][0] not in "blph" or kind.group().endswith("dinh"):
        return None, kind.end()  # decrees and circulars go by number
    known = _from_table(scan, start)
    if known is not None:
        return known
    gap = _BLANK.match(scan.text, kind.end())
    if gap is None or not kind.group().endswith(("luat", "lenh")):
        return None, kind.end()
    short = _SHORT.match(scan.text, gap.end())
    if short is not None and short.group() in SHORT_FORMS:
        return SHORT_FORMS[short.group()], short.end()
    return _unknown(scan, start, gap.end())


def _from_table(scan: ReadyText, start: int) -> tuple[str, int] | None:
    """The longest name of the table that stands at `start`."""
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(scan.folded, start, min(len(scan.folded), start + 140)):
        words.append(word)
        if len(words) == _LONGEST_NAME:
            break
    folded = tuple(word.group() for word in words)
    for name in _names().get(folded[:2], ()):
        length = len(name[0])
        if folded[:length] == name[0] and _unbroken(scan.folded, words[:length]):
            return name[1], words[length - 1].end()
    return None


def _unbroken(folded: str, words: list[re.Match[str]]) -> bool:
    """Whether only blanks and commas stand between the words of a name."""
    return all(
        folded[left.end() : right.start()].strip(" \n,") == "" and right.start() - left.end() <= 4
        for left, right in pairwise(words)
    )


def _unknown(scan: ReadyText, start: int, first: int) -> tuple[str | None, int]:
    """A law that the table lacks: from a capital to the first word that cannot be part of a name."""
    text = scan.text
    if not text[first : first + 1].isupper():
        return None, first - 1
    end = last = first
    for word in _WORD.finditer(text, first, min(len(text), first + 90)):
        apart = text[last : word.start()] not in {"", " "}
        if apart or word.group() in _NOT_IN_NAMES:
            break
        end = last = word.end()
    if end == first:
        return None, first - 1
    return text[start:end], end


def _numbered(scan: ReadyText, end: int) -> tuple[str | None, int]:
    cue = _NUMBER_CUE.match(scan.folded, end)
    if cue is None:
        return None, end
    number = match_document_number(scan, cue.end(), cued=True)
    if number is None:
        return None, end
    return number[0].canonical, number[1]


def _with_years(scan: ReadyText, name: str, number: str | None, end: int) -> tuple[LawReference, int]:
    year = None
    if (match := _YEAR.match(scan.folded, end)) is not None:
        year, end = int(match[1]), match.end()
    amended: tuple[int, ...] = ()
    if (match := _AMENDED.match(scan.folded, end)) is not None and _balanced(match.group()):
        amended, end = tuple(map(int, re.findall(r"(?:19|20)[0-9]{2}", match[1]))), match.end()
    return LawReference(name, number, year, amended), end


def _balanced(text: str) -> bool:
    return text.count("(") == text.count(")")
