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
    pieces: list[str] = []
    for index, letter in enumerate(words):
        if letter == " ":
            pieces.append(r"[ \n]{0,2}")
        elif letter == ",":
            pieces.append(r"[ ]?[,.;]?")
        elif letter.isalpha():
            # The first letter stays: it is what the engine searches by.
            pieces.append(_ALIKE.get(letter, letter) if index else letter)
        else:
            pieces.append(re.escape(letter))
    return "".join(pieces)


def _by_length(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


@cache
def _keys() -> tuple[str, ...]:
    return tuple(_by_length({*LABELS, *NAME_LABELS, *ROLE_LABELS}))


@cache
def _pattern() -> re.Pattern[str]:
    alternatives = "|".join(f"(?P<k{index}>{tolerant(key)})" for index, key in enumerate(_keys()))
    return re.compile(
        rf"(?<![a-z0-9])(?:{alternatives})(?P<note>[ ]?\([^()\n]{{1,40}}\))?(?![a-z])(?P<mark>[ ]?[:;.,]{{1,2}}(?![0-9]))?"
    )


def find_labels(source: Source) -> tuple[Label, ...]:
    """The labels of the text, in order, without overlaps."""
    found: list[Label] = []
    for match in _pattern().finditer(source.folded):
        key = _key_of(match)
        label = _label(source, match, key, strong=":" in (match["mark"] or ""))
        if label is not None:
            found.append(label)
    return tuple(found)


def _key_of(match: re.Match[str]) -> str:
    return next(key for index, key in enumerate(_keys()) if match[f"k{index}"] is not None)


def _label(source: Source, match: re.Match[str], key: str, *, strong: bool) -> Label | None:
    start, end = match.start(), match.end()
    at_head = source.flow[max(0, start - 3) : start].strip(" -+•*") in {"", "\n"} or source.flow[start - 1 : start] in "\n;"
    name = LABELS.get(key, FieldName.NAME)
    if not strong:
        mark = (match["mark"] or "").strip()
        if mark in {";", ","} and name is not FieldName.PRESENCE:
            end -= len(match["mark"])
        if key not in BARE and not (at_head and key in LABELS and len(key) > 7) and key not in NAME_LABELS:
            return None
        if key in NAME_LABELS and not at_head:
            return None
    if key in {"con", "me", "cha", "bo", "vo", "chong", "sinh", "dia chi", "nhan than"} and not strong and key != "sinh":
        return None
    if key in {"sinh", "sn"} and not strong and not _BIRTH.match(source.folded, end):
        return None
    printed = source.flow[start : match.end()].lower()
    # "có" has its mark; "cô", "cỏ" and "cơ" are other words.
    if key in {"bo", "vo", "me", "cha", "con"} and printed[:3].rstrip(" :") not in {"bố", "vợ", "mẹ", "cha", "con"}:
        return None
    return Label(name, key, start, end, strong, ROLE_LABELS.get(key))
