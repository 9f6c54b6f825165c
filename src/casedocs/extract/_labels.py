"""Finds the printed labels of identity blocks, tolerant of lost marks, misread letters and lost colons."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from casedocs.extract._source import Source
from casedocs.extract._tables_labels import BARE, LABELS, NAME_LABELS, ROLE_LABELS
from casedocs.extract.model import FieldName

__all__ = ["Label", "find_labels", "tolerant"]

_ALIKE = {"i": "[il1íj]", "l": "[li1]", "o": "[o0]", "c": "[ce]", "e": "[ec]", "u": "[un]", "h": "[hb]", "g": "[gq]"}
_MARKED = frozenset({"bo", "vo", "me", "cha", "con"})
_ONLY_STRONG = frozenset({*_MARKED, "chong", "dia chi", "nhan than"})
_CLEAR = 7
_SERVED = re.compile(rf"(?P<role>{'|'.join(sorted(ROLE_LABELS, key=len, reverse=True))})[ ](?:cho|cua)[ ](?:cac[ ])?$")
# "con ông … và bà …"; a couple ("ông … và bà …") is none.
_FATHER_BEFORE = re.compile(r"(?<![a-z])con (?:cua )?(?:ong|cu|trai|gai)(?![a-z])[^;\n]*$")
_BIRTH = re.compile(r"[ \n]{0,2}(?:[0-9]|ngay|nam|thang|tai|khoang)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label in the text.

    Attributes:
        name: The field that it announces; `FieldName.NAME` opens a person.
        key: The label without marks.
        start: Where it begins.
        end: Where its value begins.
        strong: Whether a colon stands behind it.
        role: The role that it gives, for labels such as ``Bị can:``.
    """

    name: FieldName
    key: str
    start: int
    end: int
    strong: bool
    role: str | None = None


def tolerant(words: str) -> str:
    """A pattern for folded words in which a scanner may have mistaken a letter or lost a blank."""
    return "".join(_piece(letter, first=index == 0) for index, letter in enumerate(words))


def _piece(letter: str, *, first: bool) -> str:
    if letter == " ":
        return "[ ]{0,2}"
    if letter == ",":
        return r"[ ]?[,.;]?"
    # The first letter stays: it is what the engine searches by.
    return re.escape(letter) if first or not letter.isalpha() else _ALIKE.get(letter, letter)


_Tree = dict[str, "_Tree"]


def _any_of(words: Iterable[str]) -> str:
    """A tolerant pattern for many words that shares their beginnings and takes the longest."""
    tree: _Tree = {}
    for word in words:
        node = tree
        for index, letter in enumerate(word):
            node = node.setdefault(_piece(letter, first=index == 0), {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: _Tree) -> str:
    branches = [piece + _branches(rest) for piece, rest in tree.items() if piece]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in tree else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if "" in tree else joined


@cache
def _keys() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = sorted({*LABELS, *NAME_LABELS, *ROLE_LABELS}, key=len, reverse=True)
    return tuple((word, re.compile(tolerant(word))) for word in words)


@cache
def _pattern() -> re.Pattern[str]:
    words = _any_of(word for word, _ in _keys())
    return re.compile(
        rf"(?<![a-z0-9])(?P<key>{words})(?P<note>[ ]?\([^()\n]{{1,40}}\))?(?![a-z])(?P<mark>[ "
        rf"]?[:;.,]{{1,2}}(?![0-9]))?"
    )


@cache
def _key_of(words: str) -> str:
    """The label that was matched; the plain spelling before a tolerant one."""
    plain = " ".join(words.split())
    return next(
        (word for word, _ in _keys() if word == plain),
        next((word for word, pattern in _keys() if pattern.fullmatch(words)), plain),
    )


def find_labels(source: Source) -> tuple[Label, ...]:
    """The labels of the text, in order, without overlaps."""
    found: list[Label] = []
    at = 0
    while (match := _pattern().search(source.folded, at)) is not None:
        label = _label(source, match, _key_of(match["key"]), strong=":" in (match["mark"] or ""))
        # What is no label may hide one: "Nam Sinh ngày" is not "năm sinh".
        at = match.start() + 1 if label is None else match.end()
        if label is not None:
            found.append(label)
    return tuple(found)


def _label(source: Source, match: re.Match[str], key: str, *, strong: bool) -> Label | None:
    start, end = match.start(), match.end()
    name = LABELS.get(key, FieldName.NAME)
    if not strong:
        if not _may_be_bare(source, match, key):
            return None
        if (match["mark"] or "").strip() in {";", ","} and name is not FieldName.PRESENCE:
            end -= len(match["mark"])
    if not _spelled(source, match, key):
        return None
    return Label(name, key, start, end, strong, _role_of(source, key, start))


def _role_of(source: Source, key: str, start: int) -> str | None:
    """The role that a label gives: of ``Người bào chữa cho bị cáo:`` that of the counsel."""
    served = _SERVED.search(source.folded, max(0, start - 60), start)
    if served is None or key not in ROLE_LABELS:
        return ROLE_LABELS.get(key)
    return ROLE_LABELS.get(" ".join(served["role"].split()))


def _may_be_bare(source: Source, match: re.Match[str], key: str) -> bool:
    """Whether a label may stand without a colon here."""
    start = match.start()
    before = source.flow[max(0, start - 3) : start]
    at_head = before.strip(" -+•*") in {"", "\n"} or before[-1:] in {"\n", ";"}
    if source.folded.endswith(("khong ", "khong co "), 0, start) or key in _ONLY_STRONG:
        return False
    if key == "va ba":
        return _FATHER_BEFORE.search(source.folded, max(0, start - 110), start) is not None
    if key in {"sinh", "sn"}:
        return _BIRTH.match(source.folded, match.end()) is not None
    if key in NAME_LABELS:
        return at_head
    return key in BARE or (at_head and key in LABELS and len(key) > _CLEAR)


def _spelled(source: Source, match: re.Match[str], key: str) -> bool:
    """Whether a short label has its marks: ``bố`` is no ``bộ``, ``mẹ`` no ``me``."""
    if key not in _MARKED:
        return True
    printed = source.flow[match.start() : match.end()].lower()
    return printed[:3].rstrip(" :") in {"bố", "vợ", "mẹ", "cha", "con"}
