"""The provinces of Vietnam, each with the dates between which it existed.

An address of 2024 that names Sóc Trăng is right as it stands; what lies there today is a second, separate answer.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from casedocs.text._tables_provinces import ALIASES, PROVINCES_2025
from casedocs.text.folding import fold

__all__ = [
    "TWO_LEVELS_SINCE",
    "Province",
    "find_province",
    "province_by_identity_code",
    "province_by_plate_code",
    "provinces_at",
    "successor",
]

TWO_LEVELS_SINCE = date(2025, 7, 1)
"""From this day on there are provinces and communes, and no districts between them."""

_HUE_CITY_SINCE = date(2025, 1, 1)
_HA_TAY_UNTIL = date(2008, 7, 31)


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a city under central rule.

    Attributes:
        name: ``Sóc Trăng``; without tỉnh or thành phố.
        is_city: Whether it is a city under central rule.
        identity_codes: The first three digits of identity numbers of people registered at birth there.
        plate_codes: The first two digits of plates issued there; merged provinces bring theirs along.
        since: First day; None = before the tables begin (2004).
        until: Last day; None = it stands.
        became: Name of the province that it became part of; None while it stands.
    """

    name: str
    is_city: bool
    identity_codes: tuple[str, ...]
    plate_codes: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    became: str | None = None

    @property
    def title(self) -> str:
        """``tỉnh Sóc Trăng``, ``Thành phố Cần Thơ``."""
        return f"{'Thành phố' if self.is_city else 'tỉnh'} {self.name}"

    def stood_on(self, day: date) -> bool:
        """Whether it existed on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@cache
def _all() -> tuple[Province, ...]:
    rows = [line.split("|") for line in PROVINCES_2025.splitlines()]
    last_day = date(2025, 6, 30)
    old: list[Province] = []
    for name, kind, code, plates, later in rows:
        since = _HUE_CITY_SINCE if name == "Huế" else None
        stays = name == later and sum(row[4] == name for row in rows) == 1
        until = None if stays else last_day
        old.append(Province(name, kind == "C", (code,), tuple(plates.split()), since, until, None if stays else later))
    new = [
        Province(
            name,
            any(row[1] == "C" and row[0] == name for row in rows),
            tuple(row[2] for row in rows if row[4] == name),
            tuple(plate for row in rows if row[4] == name for plate in row[3].split()),
            TWO_LEVELS_SINCE,
        )
        for name in sorted({row[4] for row in rows if sum(other[4] == row[4] for other in rows) > 1})
    ]
    before_hue_city = date(2024, 12, 31)
    gone = [
        Province("Thừa Thiên Huế", False, ("046",), ("75",), None, before_hue_city, "Huế"),
        Province("Hà Tây", False, (), ("33",), None, _HA_TAY_UNTIL, "Hà Nội"),
    ]
    return (*old, *new, *gone)


def _key(name: str) -> str:
    folded = fold(name.strip())
    folded = re.sub(r"^(?:tinh|thanh pho|tp\.?)\s*", "", folded)
    folded = re.sub(r"\s*[-–]\s*|\s+", " ", folded).strip()
    return fold(ALIASES[folded]).replace(" - ", " ") if folded in ALIASES else folded


@cache
def _by_key() -> dict[str, tuple[Province, ...]]:
    found: dict[str, tuple[Province, ...]] = {}
    for province in _all():
        key = fold(province.name).replace(" - ", " ")
        found[key] = (*found.get(key, ()), province)
    return found


def provinces_at(day: date) -> tuple[Province, ...]:
    """The provinces on a day, by name: 63 until 30 June 2025, 34 from 1 July 2025 (64 before August 2008).

    Earlier divisions than that of 2004 are not in the table.
    """
    return tuple(sorted((one for one in _all() if one.stood_on(day)), key=lambda one: fold(one.name)))


def find_province(name: str, *, on: date | None = None) -> Province | None:
    """The province of a name, with or without tỉnh, in any case, with or without diacritics.

    Args:
        name: ``tỉnh Sóc Trăng``, ``TP. HCM``, ``dak lak``.
        on: The day that is meant; without it the one that stands now comes before one that is gone.

    Returns:
        None when there is no such province (on that day).
    """
    named = _by_key().get(_key(name), ())
    if on is not None:
        return next((one for one in named if one.stood_on(on)), None)
    return next((one for one in named if one.until is None), named[-1] if named else None)


def successor(province: Province) -> Province:
    """The province that the land of this one belongs to now (itself when it stands)."""
    while province.until is not None and province.became is not None:
        later = [one for one in _by_key()[_key(province.became)] if one.since is None or one.since > province.until]
        standing = [one for one in later if one.until is None or one.until > province.until]
        if not standing:
            break
        province = min(standing, key=lambda one: one.until or date.max)
    return province


def province_by_identity_code(code: str) -> Province | None:
    """The province, as divided until June 2025, whose three digits begin an identity number; None without one."""
    return next((one for one in _all() if one.identity_codes == (code,)), None)


def province_by_plate_code(code: str) -> Province | None:
    """The province, as divided until June 2025, of the two digits that begin a plate; None when there is none."""
    return next((one for one in _all() if code in one.plate_codes and len(one.identity_codes) == 1), None)
