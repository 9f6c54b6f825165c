"""Lines from sentence patterns: testimony, letters, procedural acts, numbers; what fills a slot is invented."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from random import Random

__all__ = ["Phrases", "load_phrases"]

_SLOT = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=1)
def _values() -> dict[str, list[str]]:
    """The lists that slots choose from."""
    rows = [row for row in _resource("slots.txt") if not row.startswith("#")]
    pairs = (row.partition(" = ") for row in rows)
    return {name: values.split(", ") for name, _, values in pairs}


def _resource(name: str) -> list[str]:
    text = files("casedocs.ocr.training").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


def _one(random: Random, name: str) -> str:
    return random.choice(_values()[name])


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def _grouped(random: Random, low: int, high: int, mark: str = ".") -> str:
    return f"{random.randint(low, high):,}".replace(",", mark)


def _capital(random: Random, count: int) -> str:
    return "".join(random.choice("ABCDEFGHKLMNPRSTUVXY") for _ in range(count))


def _person(random: Random) -> str:
    middle = random.sample(_values()["middle"], random.choices((1, 2), (4, 1))[0])
    name = " ".join([_one(random, "family"), *middle, _one(random, "given")])
    return name.upper() if random.random() < 0.15 else name


def _place(random: Random) -> str:
    kind = random.choice(("huyện", "thị xã", "thành phố", "xã", "phường", "thị trấn", "quận"))
    tail = f", tỉnh {_one(random, 'province')}" if random.random() < 0.5 else ""
    return f"{kind} {_one(random, 'unit')}{tail}"


def _address(random: Random) -> str:
    if random.random() < 0.4:
        number = f"{random.randint(1, 999)}{random.choice(('', 'A', 'B', '/12', '/5A'))}"
        street = f"Số {number}, đường {_one(random, 'family')} {_one(random, 'middle')} {_one(random, 'given')}"
        return f"{street}, khóm {random.randint(1, 9)}, {_place(random)}"
    hamlet = random.choice(
        (_one(random, "unit"), f"{_one(random, 'given')} {random.choice('ABC')}", str(random.randint(1, 12)))
    )
    return f"ấp {hamlet}, xã {_one(random, 'unit')}, {_place(random)}"


def _date(random: Random) -> str:
    day, month, year = random.randint(1, 31), random.randint(1, 12), random.randint(1940, 2029)
    shape = random.choices(("{:02d}/{:02d}/{}", "{}/{}/{}", "{:02d}-{:02d}-{}", "{:02d}.{:02d}.{}"), (6, 3, 1, 1))[0]
    return shape.format(day, month, year)


def _docnumber(random: Random) -> str:
    number = f"{random.randint(1, 3000):02d}"
    year = f"/{random.randint(1995, 2029)}" if random.random() < 0.6 else ""
    return f"{number}{year}/{_one(random, 'body')}{random.choice(('', '', '-P2', '-SHC', '-DS', '-HS'))}"


def _area(random: Random) -> str:
    return f"{_grouped(random, 10, 99999)},{random.randint(0, 9)}"


def _hour(random: Random) -> str:
    hour, minute = random.randint(0, 23), random.randint(0, 59)
    return random.choice(
        (f"{hour} giờ {minute:02d} phút", f"{hour:02d} giờ {minute} phút", f"{hour}h{minute:02d}", f"{hour} giờ")
    )


def _plate(random: Random) -> str:
    series = random.choice("ABCDEFGHKLMNPSTUVXYZ") + random.choice(("", str(random.randint(1, 9))))
    number = f"{_digits(random, 3)}.{_digits(random, 2)}"
    return f"{random.randint(11, 99)}{random.choice(('', '-'))}{series}{random.choice(('-', ' '))}{number}"


def _words(random: Random) -> str:
    units = ("triệu", "trăm", "mươi", "nghìn", "đồng")
    return " ".join(f"{_one(random, 'digit')} {unit}" for unit in units)


def _phone(random: Random) -> str:
    digits = "0" + random.choice("35789") + _digits(random, 8)
    return random.choice(
        (digits, f"{digits[:4]}.{digits[4:7]}.{digits[7:]}", f"{digits[:4]} {digits[4:7]} {digits[7:]}")
    )


def _mail(random: Random) -> str:
    name = "".join(random.choice("abcdefghiklmnopqrstuvxy") for _ in range(random.randint(4, 9)))
    return f"{name}{random.choice(('', _digits(random, 2)))}@{random.choice(('vks.gov.vn', 'gmail.com', 'yahoo.com'))}"


_SLOTS: dict[str, Callable[[Random], str]] = {
    "person": _person,
    "given": lambda random: _one(random, "given"),
    "address": _address,
    "place": _place,
    "province": lambda random: _one(random, "province"),
    "date": _date,
    "longdate": lambda random: (
        f"{random.randint(1, 31):02d} tháng {random.randint(1, 12):02d} năm {random.randint(1990, 2029)}"
    ),
    "day": lambda random: f"{random.randint(1, 31):02d}",
    "month": lambda random: f"{random.randint(1, 12):02d}",
    "year": lambda random: str(random.randint(1940, 2029)),
    "recent": lambda random: str(random.randint(2015, 2029)),
    "hour": _hour,
    "number": lambda random: (
        f"{random.randint(1, 999):02d}{random.choice(('', f'/{_capital(random, 3)}', f'-{random.randint(1, 99)}'))}"
    ),
    "docnumber": _docnumber,
    "money": lambda random: _grouped(random, 1, 999_999) + random.choice((".000", "", ".000", ".500")),
    "identity": lambda random: _digits(random, random.choice((9, 12))),
    "imei": lambda random: _digits(random, 15),
    "phone": _phone,
    "mail": _mail,
    "account": lambda random: _digits(random, random.randint(8, 15)),
    "certificate": lambda random: f"{_capital(random, 2)} {_digits(random, 6)}",
    "frame": lambda random: f"{_capital(random, 4)}{_digits(random, 2)}{_capital(random, 1)}{_digits(random, 6)}",
    "plate": _plate,
    "area": _area,
    "percent": lambda random: random.choice(
        (str(random.randint(1, 100)), f"{random.randint(0, 99)},{random.randint(0, 99):02d}")
    ),
    "small": lambda random: f"{random.randint(1, 30):02d}" if random.random() < 0.5 else str(random.randint(1, 30)),
    "article": lambda random: str(random.randint(1, 510)),
    "letter": lambda random: random.choice("abcdđeghiklmnopq"),
    "words": _words,
    "sex": lambda random: random.choice(("Nam", "Nữ", "nam", "nữ")),
    "crime": lambda random: _one(random, "crime"),
    "job": lambda random: _one(random, "job"),
    "ethnic": lambda random: _one(random, "ethnic"),
    "religion": lambda random: _one(random, "religion"),
}


@dataclass(frozen=True, slots=True)
class Phrases:
    """The patterns, by section."""

    sections: dict[str, tuple[str, ...]]

    def line(self, random: Random, section: str | None = None) -> str:
        """One pattern (of a section, or of any) with its slots filled."""
        patterns = self.sections[section or random.choice(list(self.sections))]
        return _SLOT.sub(lambda match: _SLOTS[match[1]](random), random.choice(patterns))

    def number(self, random: Random) -> str:
        """Numbers, dates and codes alone."""
        return self.line(random, "number")


def load_phrases() -> Phrases:
    """The patterns that ship with casedocs."""
    sections: dict[str, list[str]] = {}
    current = ""
    for line in _resource("phrases.txt"):
        if line.startswith("[") and line.endswith("]"):
            current = line[1:-1]
        elif not line.startswith("#"):
            sections.setdefault(current, []).append(line)
    return Phrases({name: tuple(lines) for name, lines in sections.items()})
