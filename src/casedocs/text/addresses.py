"""Addresses in the grammar before 1 July 2025 (commune, district, province) and after (commune, province).

An address is kept as it was written. Where its province lies today is a second answer beside it; a district is never
dropped, a name never replaced.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from casedocs.text._letters import LOWER, UPPER
from casedocs.text._scan import ReadyText, ready
from casedocs.text._words import any_of
from casedocs.text.findings import Finding, Kind, Problem
from casedocs.text.provinces import TWO_LEVELS_SINCE, Province, find_province, successor

__all__ = ["Address", "AddressGrammar", "AddressLevel", "AddressPart", "find_addresses"]


class AddressLevel(StrEnum):
    """The levels, smallest first."""

    HOUSE = "house"
    STREET = "street"
    HAMLET = "hamlet"
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"


class AddressGrammar(StrEnum):
    """Which division of the country an address follows."""

    THREE_LEVELS = "three_levels"
    TWO_LEVELS = "two_levels"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AddressPart:
    """One unit of an address.

    Attributes:
        level: Its level.
        unit: The word for it in full (``thị trấn`` for TT.); empty when the name stands alone.
        name: As written.
    """

    level: AddressLevel
    unit: str
    name: str

    def __str__(self) -> str:
        return f"{self.unit} {self.name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Finding):
    """An address.

    Attributes:
        parts: Smallest unit first, abbreviations of unit words written out.
        grammar: Three levels when a district is named, two when commune and province stand side by side without one.
        province: The province named, as it stood then; None when none is named or none has that name.
        modern_province: The province that it belongs to now; None without a province.
    """

    kind: ClassVar[Kind] = Kind.ADDRESS

    parts: tuple[AddressPart, ...]
    grammar: AddressGrammar
    province: Province | None = None
    modern_province: Province | None = None

    @property
    def canonical(self) -> str:
        """The parts with their unit words in full, comma between."""
        return ", ".join(map(str, self.parts))

    def at(self, level: AddressLevel) -> AddressPart | None:
        """The part of that level; None when not named."""
        return next((part for part in self.parts if part.level is level), None)


_LEVELS = tuple(AddressLevel)
# Folded word → (level, word in full). A city is a district unless its name is a province and none follows.
_UNITS = {
    "nha tro": (0, "nhà trọ"), "nha tro so": (0, "nhà trọ số"), "phong tro so": (0, "phòng trọ số"), "lo": (0, "lô"),
    "phong so": (0, "phòng số"), "can ho": (0, "căn hộ"), "can ho so": (0, "căn hộ số"), "chung cu": (1, "chung cư"),
    "duong so": (1, "đường số"), "hem so": (1, "hẻm số"), "kiet": (1, "kiệt"), "ngach": (1, "ngách"),
    "tinh lo": (1, "tỉnh lộ"), "huong lo": (1, "hương lộ"), "khu cong nghiep": (2, "khu công nghiệp"),
    "kcn": (2, "khu công nghiệp"), "khu dan cu": (2, "khu dân cư"), "kdc": (2, "khu dân cư"), "to so": (2, "tổ số"),
    "khu do thi": (2, "khu đô thị"), "cum cong nghiep": (2, "cụm công nghiệp"),
    "so nha": (0, "số nhà"), "nha so": (0, "số nhà"), "so": (0, "số"),
    "duong": (1, "đường"), "pho": (1, "phố"), "hem": (1, "hẻm"), "ngo": (1, "ngõ"), "quoc lo": (1, "quốc lộ"),
    "to dan pho": (2, "tổ dân phố"), "khu pho": (2, "khu phố"), "khu vuc": (2, "khu vực"), "kp": (2, "khu phố"),
    "khom": (2, "khóm"), "ap": (2, "ấp"), "thon": (2, "thôn"), "xom": (2, "xóm"), "ban": (2, "bản"), "to": (2, "tổ"),
    "buon": (2, "buôn"), "lang": (2, "làng"), "khu": (2, "khu"), "phum": (2, "phum"),
    "xa": (3, "xã"), "phuong": (3, "phường"), "thi tran": (3, "thị trấn"), "tt.": (3, "thị trấn"), "p.": (3, "phường"),
    "x.": (3, "xã"), "dac khu": (3, "đặc khu"),
    "huyen": (4, "huyện"), "quan": (4, "quận"), "thi xa": (4, "thị xã"), "h.": (4, "huyện"), "q.": (4, "quận"),
    "tx.": (4, "thị xã"), "tx": (4, "thị xã"), "thanh pho": (4, "thành phố"), "tp.": (4, "thành phố"),
    "tp": (4, "thành phố"),
    "tinh": (5, "tỉnh"), "t.": (5, "tỉnh"),
}  # fmt: skip
_UNIT = any_of(_UNITS)
_START = re.compile(rf"(?<![a-z0-9]){_UNIT}[ \n]{{0,2}}(?=[a-z0-9])")
_PART = re.compile(rf"({_UNIT})(?:[ \n:]{{1,2}}|(?<=\.))")
_GLUED_PART = re.compile(rf"({_UNIT})(?=[a-z])")
# A scanner doubles a blank, loses it, reads a zero: "Trà  Vinh", "HộiThượng", "Ka0".
_WORD = rf"[{UPPER}](?:[{LOWER}]*0?|[{UPPER}]*)(?:['’][^\W\d_]+)?"
_NAME = re.compile(
    rf"{_WORD}(?:(?: ?- ?| {{1,2}}|(?<=[{LOWER}])(?=[{UPPER}])){_WORD}){{0,4}}(?: [0-9]{{1,2}}(?![0-9/.]))?(?!\w)"
)
_NUMBER = re.compile(
    r"(?:[A-Z]{1,2}-?)?[0-9]{1,5}[A-Za-zĐđ]?(?:[/.-]?[0-9]{1,4}(?=[, ]))?(?:/[0-9A-Z]{1,5}){0,4}(?![0-9A-Za-z])"
)
_BARE_HOUSE = re.compile(
    rf"(?:: ?|(?:tại|ở|trú|ngụ|chỉ) )([0-9]{{1,5}}[A-ZĐ]?(?:/[0-9A-Z]{{1,5}}){{0,4}}),? "
    rf"((?:[Đđ]ường )?[{UPPER}][^\W\d_]*(?: [{UPPER}][^\W\d_]*){{0,4}}), ?$"
)
_DAY_STREET = re.compile(r"[0-9]{1,2} tháng [0-9]{1,2}(?![0-9])")  # đường 30 tháng 4
_GAP = re.compile(r"[ \n]{0,2},[ \n]{0,2}|[ \n]{0,2}-[ \n]{0,2}|[ \n]{1,2}")
_COMMA = re.compile(r"[ \n]{0,2}[,-][ \n]{0,2}")
_PLACE_CUE = re.compile(r"(?<!\w)(?:tại|sinh|ở|trú|quán|chỉ|quê|tạm|đến|về|cư)[: ]{1,2}$", re.IGNORECASE)
# Unit words that open another word, in headings where all is in capitals.
_OTHER_WORDS = frozenset(
    {("xã", "hoi"), ("tổ", "chuc"), ("tổ", "quoc"), ("tổ", "hop"), ("tổ", "truong"), ("số", "lieu"), ("số", "luong")}
)
_ROMAN = re.compile(r"[IVX]+")
_AGENCY = re.compile(r"(?:nhan dan|cong an|ubnd|hdnd|tand|vksnd|so [a-z ]{3,20}|uy|cap|phong [a-z ]{3,20}) $")
_UNKNOWN_PROVINCE = Problem("no_such_province", "Không có tỉnh, thành phố này.", "There is no such province.")
_GONE = Problem(
    "province_of_another_time",
    "Vào ngày này không có tỉnh, thành phố mang tên này.",
    "On that day no province had this name.",
)
_DISTRICT_GONE = Problem(
    "district_after_2025", "Từ 01/7/2025 không còn cấp huyện.", "Since 1 July 2025 there are no districts."
)


def find_addresses(text: str | ReadyText, *, on: date | None = None) -> tuple[Address, ...]:
    """The addresses of a text, in order: two units and more, or a province behind ``tại``.

    Args:
        text: The text.
        on: The day the text speaks of; with it a division of another time becomes a problem of the finding.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    found: list[Address] = []
    done = 0
    for cue in _START.finditer(scan.folded):
        start = cue.start()
        if start < done or not _name_follows(scan.text, cue.end()):
            continue
        parts, end = _parts(scan, start)
        if not parts and scan.text[start].islower():
            # Other marks on the first word of a long address: "sọ 45/7 đường …".
            parts, end = _parts(scan, start, lenient=True)
            parts = parts if len(parts) > 2 else []
        house = _house_before(scan, max(done, start - 60), start) if parts else None
        if house is not None and parts[0].level not in {AddressLevel.HOUSE, AddressLevel.STREET}:
            start = house.start(1)
            named = AddressPart(AddressLevel.STREET, "", " ".join(house[2].split()))
            parts = [AddressPart(AddressLevel.HOUSE, "", house[1]), named, *parts]
        if not _is_address(scan, start, parts):
            continue
        found.append(_address(scan, start, end, parts, on))
        done = end
    return tuple(found)


def _house_before(scan: ReadyText, floor: int, start: int) -> re.Match[str] | None:
    """``Nơi thường trú: 14/2B Nguyễn Trãi, phường …``: house and street without their words."""
    return _BARE_HOUSE.search(scan.text, floor, start) if scan.text[start - 2 : start - 1] == "," else None


def _name_follows(text: str, at: int) -> bool:
    return text[at : at + 1].isupper() or text[at : at + 1].isdigit()


def _parts(scan: ReadyText, start: int, *, lenient: bool = False) -> tuple[list[AddressPart], int]:
    parts: list[AddressPart] = []
    end = at = start
    while len(parts) < 12:
        matched = _unit_part(scan, at, parts, lenient=lenient) or (_further_part(scan, end, parts) if parts else None)
        if matched is None:
            break
        part, end = matched
        parts.append(part)
        gap = _GAP.match(scan.folded, end)
        if gap is None or part.level is AddressLevel.PROVINCE:
            break
        at = gap.end()
    return _settle_city(parts), end


def _unit_part(scan: ReadyText, at: int, parts: list[AddressPart], *, lenient: bool) -> tuple[AddressPart, int] | None:
    """A unit word with its name, no smaller than the one before (a hamlet may lie in a hamlet, a lane in a street)."""
    unit = _PART.match(scan.folded, at) or _glued_unit(scan, at)
    if unit is None:
        return None
    rank, word = _UNITS[" ".join(unit[1].split())]
    # Behind a comma or a house number a scanner may have put other marks on the word (``hủyện``, ``đưòng``).
    behind = bool(parts) and (scan.text[at - 2 : at].strip() == "," or parts[-1].level is AddressLevel.HOUSE)
    if not _is_spelled(scan, unit, word, chained=lenient or behind):
        return None
    last = _LEVELS.index(parts[-1].level) if parts else -1
    if rank < last or (rank == last and rank >= 3 and word != "thành phố"):
        return None
    name = _DAY_STREET.match(scan.text, unit.end()) if _LEVELS[rank] is AddressLevel.STREET else None
    name = name or (_NUMBER.match(scan.text, unit.end()) if rank <= 4 else None)
    name = name or (_NAME.match(scan.text, unit.end()) if rank or word == "nhà trọ" else None)
    if name is None or _ROMAN.fullmatch(name.group()):
        return None
    return AddressPart(_LEVELS[rank], word, " ".join(name.group().split())), name.end()


def _glued_unit(scan: ReadyText, at: int) -> re.Match[str] | None:
    """A unit word whose blank a scanner lost: ``xãAn Hiệp``."""
    unit = _GLUED_PART.match(scan.folded, at) if scan.text[at : at + 1].islower() else None
    if unit is None or not (scan.text[unit.end() - 1].islower() and scan.text[unit.end()].isupper()):
        return None
    return unit


def _is_spelled(scan: ReadyText, unit: re.Match[str], word: str, *, chained: bool) -> bool:
    """Whether the unit word has its own marks (``ban`` is no bản, ``QUẢN LÝ`` no quận) and opens no other word.

    Inside an address, behind a comma, a scanner may have put other marks on it (``hủyện``, ``tình``).
    """
    printed = " ".join(scan.text[unit.start(1) : unit.end(1)].lower().split())
    if len(printed) > 3 and scan.mended(*unit.span(1)):
        return True  # "phườug"
    name = scan.text[unit.end() : unit.end() + 12]
    if not printed.endswith(".") and printed not in {word, "số", "số nhà", "nhà số", "kp", "tx", "tp", "kcn", "kdc"}:
        return (printed.isascii() and name.isascii()) or (chained and printed.islower() and not name.isupper())
    return (printed, scan.folded[unit.end() : unit.end() + 12].split(" ")[0].split("\n")[0]) not in _OTHER_WORDS


def _further_part(scan: ReadyText, end: int, parts: list[AddressPart]) -> tuple[AddressPart, int] | None:
    """A name without a unit word: the street right behind a house number, or a district or province."""
    if parts[-1].level is AddressLevel.HOUSE and len(parts) == 1:
        street = _NAME.match(scan.text, end + 1) if scan.text[end : end + 1] == " " else None
        return None if street is None else (AddressPart(AddressLevel.STREET, "", street.group()), street.end())
    return _bare_part(scan, end, parts)


def _bare_part(scan: ReadyText, end: int, parts: list[AddressPart]) -> tuple[AddressPart, int] | None:
    """``xã Tân Hưng, Long Phú, Sóc Trăng``: names without unit words, the last of them a province."""
    gap = _COMMA.match(scan.folded, end)
    name = None if gap is None else _NAME.match(scan.text, gap.end())
    if name is None:
        return None
    if find_province(name.group()) is not None:
        return AddressPart(AddressLevel.PROVINCE, "", name.group()), name.end()
    if parts[-1].level is not AddressLevel.COMMUNE:
        return None
    further = _COMMA.match(scan.folded, name.end())
    last = None if further is None else _PART.match(scan.folded, further.end())
    behind = None if further is None else _NAME.match(scan.text, further.end() if last is None else last.end())
    if behind is None or find_province(behind.group()) is None:
        return None
    return AddressPart(AddressLevel.DISTRICT, "", name.group()), name.end()


def _settle_city(parts: list[AddressPart]) -> list[AddressPart]:
    """``thành phố Cần Thơ`` at the end is a province, before one it is a district."""
    if parts and parts[-1].unit == "thành phố" and find_province(parts[-1].name) is not None:
        parts[-1] = AddressPart(AddressLevel.PROVINCE, parts[-1].unit, parts[-1].name)
    return parts


def _is_address(scan: ReadyText, start: int, parts: list[AddressPart]) -> bool:
    if len(parts) > 1:
        return any(part.level not in {AddressLevel.HOUSE, AddressLevel.STREET} for part in parts)
    if not parts or parts[0].level is not AddressLevel.PROVINCE or find_province(parts[0].name) is None:
        return False
    return _PLACE_CUE.search(scan.text, max(0, start - 9), start) is not None


def _address(scan: ReadyText, start: int, end: int, parts: list[AddressPart], on: date | None) -> Address:
    levels = {part.level for part in parts}
    grammar = AddressGrammar.UNKNOWN
    if AddressLevel.DISTRICT in levels:
        grammar = AddressGrammar.THREE_LEVELS
    elif {AddressLevel.COMMUNE, AddressLevel.PROVINCE} <= levels:
        grammar = AddressGrammar.TWO_LEVELS
    named = next((part.name for part in parts if part.level is AddressLevel.PROVINCE), None)
    province = None if named is None else _province(named, grammar, on)
    problems = tuple(_problems(named, province, grammar, on))
    of_agency = _AGENCY.search(scan.folded, max(0, start - 26), start) is not None
    return Address(
        span=scan.span(start, end),
        raw=scan.raw(start, end),
        confidence=0.5 if problems else 0.6 if of_agency else 0.9,
        problems=problems,
        parts=tuple(parts),
        grammar=grammar,
        province=province,
        modern_province=None if province is None else successor(province),
    )


def _province(name: str, grammar: AddressGrammar, on: date | None) -> Province | None:
    """The province as it stood on the day, else as the grammar suggests, else whenever."""
    if on is not None and (then := find_province(name, on=on)) is not None:
        return then
    if grammar is AddressGrammar.THREE_LEVELS:
        return find_province(name, on=date(2025, 6, 30)) or find_province(name)
    return find_province(name)


def _problems(
    named: str | None, province: Province | None, grammar: AddressGrammar, on: date | None
) -> Iterator[Problem]:
    if named is not None and province is None and len(named) > 2:  # judgments print "tỉnh S" for secrecy
        yield _UNKNOWN_PROVINCE
    if on is None:
        return
    if province is not None and not province.stood_on(on):
        yield _GONE
    if grammar is AddressGrammar.THREE_LEVELS and on >= TWO_LEVELS_SINCE:
        yield _DISTRICT_GONE
