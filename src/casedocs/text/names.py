"""Persons named after a role, an office or a form of address.

A name is a run of capitalised syllables, whatever the syllables: Khmer (``Thạch Sà Rươl``), Chinese-Vietnamese
(``Quách Hứa Nghi``) and Tày or Mông names pass as well as ``Nguyễn Văn An``; no dictionary of given names is asked.
Beside them the name before a day of birth or another name is read (``Trần Văn B (tên gọi khác: Tý)``), and whoever was
found once is found wherever the whole name stands again. Other names are not sought: rules would guess there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from casedocs.text._letters import LOWER, UPPER
from casedocs.text._scan import ReadyText, ready
from casedocs.text._tables_roles import FAMILY_NAMES, HONORIFICS, NOT_NAMES, ROLES
from casedocs.text._words import any_of
from casedocs.text.findings import Finding, Kind, drop_overlaps
from casedocs.text.folding import fold

__all__ = ["Person", "find_persons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Finding):
    """A person as named at one place of a text; the span covers the name alone.

    Attributes:
        name: In mixed case, family name first.
        role: The word of role or office before it, in full and in lower case; None without one.
        honorific: The form of address before it (``ông``); None without one.
        aliases: Other names given beside it (``tên gọi khác``, ``tức``, ``bí danh``).
    """

    kind: ClassVar[Kind] = Kind.PERSON

    name: str
    role: str | None = None
    honorific: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def canonical(self) -> str:
        """The name in mixed case."""
        return self.name

    @property
    def family(self) -> str | None:
        """The first syllable; None for a lone given name."""
        head, _, rest = self.name.partition(" ")
        return head if rest else None

    @property
    def given(self) -> str:
        """The last syllable, by which papers go on to call the person."""
        return self.name.rpartition(" ")[2]


_SYLLABLE = (
    rf"(?:[{UPPER}][{LOWER}]{{1,6}}0(?![0-9])|[{UPPER}][{LOWER}]{{0,7}}(?:['’-][{UPPER}{LOWER}]{{1,7}})?"
    rf"|[{UPPER}]{{1,8}}|[{UPPER}]\.)"
)
# A scanner loses a blank ("KimSang") and reads a zero at the end of a syllable ("Hà0").
_GAP = rf"(?: {{1,2}}|(?<=[{LOWER}])(?=[{UPPER}][{LOWER}]))"
_NAME = re.compile(rf"{_SYLLABLE}(?:{_GAP}{_SYLLABLE}){{0,6}}(?![{LOWER}{UPPER}0-9])")
_S = r"[ \n]{1,2}"
_BORN = re.compile(r"sinh (?:nam|ngay) |ten goi khac ?:")
_BEFORE_BORN = re.compile(rf"(?<![{LOWER}{UPPER}] )({_SYLLABLE}(?: {{1,2}}{_SYLLABLE}){{1,6}})[ \n]?[,;(][ \n]?$")
_ALIAS = re.compile(
    r"[ \n]?[(,;][ \n]?(?:ten goi khac|ten thuong goi|ten khac|tuc la|tuc|bi danh|biet danh"
    r"|thuong goi la|con goi la|hay goi la|goi la)[ :]{1,2}[\"']?"
)
_AND = re.compile(rf"(?:,{_S}|{_S}va{_S}|,{_S}va{_S})(?:(?:{any_of(map(fold, HONORIFICS))}){_S})?")
_NEXT_WORD = re.compile(r" ([a-z]+)")
# Folded pairs in which a capital opens the next label or office, not another syllable of the name.
_HEADS = frozenset(
    {
        ("kiem", "sat"), ("kiem", "tra"), ("vien", "kiem"), ("toa", "an"), ("cong", "an"), ("dieu", "tra"),
        ("tham", "phan"),
        ("sinh", "nam"), ("sinh", "ngay"), ("quoc", "tich"), ("dan", "toc"), ("nghe", "nghiep"), ("tru", "tai"),
        ("noi", "cu"), ("noi", "sinh"), ("gioi", "tinh"), ("ton", "giao"), ("thu", "ky"), ("pho", "vien"),
        ("can", "bo"),
        ("truong", "phong"), ("pho", "truong"), ("chu", "tich"), ("luat", "su"), ("hoi", "tham"), ("thu", "truong"),
    }
)  # fmt: skip


@cache
def _cue() -> re.Pattern[str]:
    words = {fold(word) for word in (*ROLES, *HONORIFICS)}
    words |= {word.replace(",", "") for word in words}
    return re.compile(rf"(?<![a-z0-9])({any_of(words)})(?:[ \n]?:[ \n]?|{_S})(?=[\"'(a-z])")


@cache
def _roles() -> dict[str, tuple[str, str]]:
    return {fold(role).replace(",", ""): (role, group) for role, group in ROLES.items()}


_HONORIFIC = re.compile(rf"({any_of(map(fold, HONORIFICS))}){_S}")
_MIDDLE_NAME = re.compile(rf"[{UPPER}][{LOWER}]+ $")
_OTHER_SENSE = re.compile(r"(?:tieng|nuoc|ghi|quoc|viet) $")
_SURE = 0.95
_ANOTHER_NAME = re.compile(rf" [{UPPER}][{LOWER}]")
_CAPITAL_BEFORE = re.compile(rf"[{LOWER},;] [{UPPER}][{LOWER}]+ $")
_PLACE_BEFORE = re.compile(r"(?:duong|pho|truong|hem|cho|cau|cong ty|tnhh|so nha|phuong|xa) [\"']?$")
_EXACT_CUES = frozenset({*HONORIFICS, "tên", "vợ", "chồng", "cha", "mẹ", "con"})


def find_persons(text: str | ReadyText) -> tuple[Person, ...]:
    """The persons named behind roles, offices and forms of address, in order.

    A list keeps its role: ``các bị cáo Nguyễn Văn A, Trần Thị B và Lê C``.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    found: list[Person] = []
    done = 0
    for cue in _cue().finditer(scan.folded):
        start = cue.start()
        if start < done or not (_is_spelled(scan, cue) or _is_misread(scan, cue)):
            continue
        for person, end in _persons(scan, cue):
            found.append(person)
            done = end
    found += drop_overlaps(_born(scan), found)
    found += drop_overlaps(_named_again(scan, found), found)
    return tuple(sorted(found, key=lambda person: person.span))


def _born(scan: ReadyText) -> Iterator[Person]:
    """Who stands before a day of birth or another name: ``1. Trần Văn B (tên gọi khác: Tý); sinh ngày …``."""
    for cue in _BORN.finditer(scan.folded):
        before = _BEFORE_BORN.search(scan.text, max(0, cue.start() - 60), cue.start())
        if before is not None and _has_family(scan, before.span(1)):
            aliases, _ = _aliases(scan, before.end(1))
            yield _person(scan, *before.span(1), None, None, aliases)


def _named_again(scan: ReadyText, found: list[Person]) -> list[Person]:
    """Later and earlier places where a person with a family name is named without a role: ``Lâm Văn Đực dùng dao``."""
    names = {" ".join(one.raw.split()) for one in found if one.confidence >= _SURE}
    if not names:
        return []
    again = re.compile(rf"(?<![\w-]){any_of(names)}(?![\w-])")
    return [
        _person(scan, *match.span(), None, None, ())
        for match in again.finditer(scan.text)
        if not _ANOTHER_NAME.match(scan.text, match.end())
        and not _PLACE_BEFORE.search(scan.folded, max(0, match.start() - 14), match.start())
        and not _CAPITAL_BEFORE.search(scan.text, max(0, match.start() - 9), match.start())
    ]


def _is_spelled(scan: ReadyText, cue: re.Match[str]) -> bool:
    """Short words must have their own marks (``ba`` is three, ``anh`` also ảnh) and mean a person (not tiếng Anh)."""
    word = scan.text[cue.start(1) : cue.end(1)]
    if len(word) > 4 and cue[1] != "chong":
        return True
    if word.lower() not in _EXACT_CUES or ":" in cue.group() or "\n" in cue.group():
        return False
    if word == "Tên" or (word == "Anh" and _MIDDLE_NAME.search(scan.text, max(0, cue.start() - 8), cue.start())):
        return False
    return _OTHER_SENSE.search(scan.folded, max(0, cue.start() - 8), cue.start()) is None


def _is_misread(scan: ReadyText, cue: re.Match[str]) -> bool:
    """A form of address with other marks (``ỏng``) still counts before a whole name with a known family name."""
    name = None if "\n" in cue.group() or not scan.text[cue.end(1) - 1].isalpha() else _NAME.match(scan.text, cue.end())
    printed = "" if name is None else name.group()
    return len(printed.split()) > 2 and printed.split()[0].lower() in FAMILY_NAMES and not printed.isupper()


def _persons(scan: ReadyText, cue: re.Match[str]) -> Iterator[tuple[Person, int]]:
    key = " ".join(cue[1].replace(",", "").split())
    role, group = _roles().get(key, (None, "honorific"))
    honorific = None if role is not None else scan.text[cue.start(1) : cue.end(1)].lower()
    at = cue.end()
    if role is not None and (address := _HONORIFIC.match(scan.folded, at)) is not None:
        word = scan.text[address.start(1) : address.end(1)].lower()
        if word in HONORIFICS:
            honorific, at = word, address.end()
    name = _name(scan, at, lone=group != "official" and "\n" not in cue.group())
    if name is not None and _needs_family(scan, cue, name, group) and not _has_family(scan, name):
        return
    while name is not None:
        start, end = name
        aliases, behind = _aliases(scan, end)
        yield _person(scan, start, end, role if group not in {"label", "name"} else None, honorific, aliases), behind
        link = _AND.match(scan.folded, behind)
        name = None if link is None or role is None else _name(scan, link.end(), lone=False)
        if name is not None and not _has_family(scan, name):
            name = None


def _needs_family(scan: ReadyText, cue: re.Match[str], name: tuple[int, int], group: str) -> bool:
    """Where anything may stand in capitals only a known family name tells a person: offices, headings, a new line."""
    if group == "official" or "\n" in cue.group():
        return True
    shouted = scan.text[cue.start(1) : cue.end(1)].isupper()
    printed = scan.text[name[0] : name[1]]
    return printed.isupper() and len(printed) > 1 and (shouted or " " not in printed) and ":" not in cue.group()


def _has_family(scan: ReadyText, name: tuple[int, int]) -> bool:
    first, _, rest = " ".join(scan.text[name[0] : name[1]].split()).partition(" ")
    if first.isupper():  # là is no La
        return bool(rest) and first.lower() in FAMILY_NAMES
    return bool(rest) and fold(first) in _folded_families()


@cache
def _folded_families() -> frozenset[str]:
    return frozenset(map(fold, FAMILY_NAMES))


def _name(scan: ReadyText, at: int, *, lone: bool) -> tuple[int, int] | None:
    """Where the name at `at` ends; without `lone` it must have two syllables."""
    match = _NAME.match(scan.text, at)
    if match is None:
        return None
    syllables = match.group().split()
    following = _NEXT_WORD.match(scan.folded, match.end())
    if following is not None and (fold(syllables[-1]), following[1]) in _HEADS:
        syllables.pop()
    if not syllables or (len(syllables) == 1 and not lone):
        return None
    first = fold(syllables[0])
    known = syllables[0].lower() in FAMILY_NAMES or _is_khmer_thi(syllables)
    known = known or (len(syllables) > 2 and syllables[1] in {"Văn", "Thị"})  # "Trưõng Thị Tư": misread
    if first.startswith("ria-") or (first in NOT_NAMES and not (known and len(syllables) > 1)):
        return None
    if len(syllables) == 1 and (first in {"ria", "chu", "em", "anh"} or first.endswith(".")):
        return None
    end = at
    for syllable in syllables:
        end = scan.text.index(syllable, end) + len(syllable)
    return at, end


def _is_khmer_thi(syllables: list[str]) -> bool:
    """``Thị Sà Rinh``: a Khmer woman's name may begin so; ``Thị xã`` and ``Thị trấn`` are places."""
    return syllables[0] == "Thị" and len(syllables) > 1 and fold(syllables[1]) not in {"xa", "tran"}


def _person(
    scan: ReadyText, start: int, end: int, role: str | None, honorific: str | None, aliases: tuple[str, ...]
) -> Person:
    printed = scan.text[start:end]
    syllables = printed.split()
    known = fold(syllables[0]) in _folded_families()
    confidence = 0.95 if known and len(syllables) > 1 else 0.8 if len(syllables) > 1 else 0.6
    return Person(
        span=scan.span(start, end),
        raw=scan.raw(start, end),
        confidence=confidence,
        name=" ".join(_mixed_case(syllable) for syllable in syllables),
        role=role,
        honorific=honorific,
        aliases=aliases,
    )


def _mixed_case(syllable: str) -> str:
    return syllable if len(syllable) == 1 or not syllable.isupper() else syllable[0] + syllable[1:].lower()


def _aliases(scan: ReadyText, end: int) -> tuple[tuple[str, ...], int]:
    """Other names right behind a name, in brackets or after a comma; and where they end."""
    cue = _ALIAS.match(scan.folded, end)
    if cue is None:
        return (), end
    names: list[str] = []
    at = cue.end()
    while len(names) < 8 and (name := _NAME.match(scan.text, at)) is not None:
        names.append(name.group())
        at = name.end()
        if scan.folded[at : at + 1] in {'"', "'"}:
            at += 1
        further = re.compile(r"(?:, ?| va | hoac |/)[\"']?").match(scan.folded, at)
        if further is None:
            break
        at = further.end()
    if scan.folded[at : at + 1] == ")":
        at += 1
    return tuple(names), (at if names else end)
