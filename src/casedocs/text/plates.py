"""Plates of vehicles: ``83P2-123.45``, ``83-P2 123.45``, ``83A-123.45``, ``80-123-NG-01``, ``KT-12-34``.

The first two digits name the province that issued the plate (Circular 24/2023/TT-BCA); plates of provinces merged in
2025 stay on the road.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from casedocs.errors import TextError
from casedocs.text._scan import ReadyText, ready
from casedocs.text.findings import Finding, Kind, Problem
from casedocs.text.provinces import Province, province_by_plate_code

__all__ = ["Plate", "find_plates", "parse_plate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate(Finding):
    """A plate.

    Attributes:
        code: The two digits of the province.
        series: ``P2``, ``A``, ``LD``, ``NG`` (diplomats).
        serial: Four or five digits; a diplomat's has its country before: ``123-01``.
        province: That issued it, as divided until June 2025; None for code 80 (central offices).
    """

    kind: ClassVar[Kind] = Kind.PLATE

    code: str
    series: str
    serial: str
    province: Province | None = None

    @property
    def canonical(self) -> str:
        """``83P2-123.45``, ``83A-1234``, ``80-123-NG-01``."""
        if "-" in self.serial:
            country, _, number = self.serial.partition("-")
            return f"{self.code}-{country}-{self.series}-{number}"
        serial = f"{self.serial[:3]}.{self.serial[3:]}" if len(self.serial) == 5 else self.serial
        return f"{self.code}{self.series}-{serial}"


# Series: one letter, one letter and a digit (motorcycles), two letters; the letter Đ counts (MĐ: electric mopeds).
_SERIES = r"[A-HK-PR-VX-ZĐ](?:[1-9]|[A-ZĐ](?:[1-9])?)?"
_PLATE = re.compile(
    rf"(?P<code>[1-9][0-9])(?:[ ]?[-–.][ ]?|[ ])?(?P<series>{_SERIES})(?:(?P<dash>[ ]?[-–.][ ]?)"
    rf"|[ ])?(?P<serial>[0-9]{{3}}[. ]?[0-9]{{2}}|[0-9]{{4}})(?![0-9A-Za-z]|[/-][0-9A-ZĐ])"
)
_DIPLOMAT = re.compile(
    r"(?P<code>[1-9][0-9])-(?P<country>[0-9]{3})-(?P<series>NG|NN|QT|CV)-?(?P<number>[0-9]{2})(?![0-9])"
)
_START = re.compile(r"[1-9][0-9][ .–-]{0,3}[A-ZĐ0-9]")
_CUE = re.compile(r"(?:bien|bks|bien (?:kiem soat|so)|kiem soat|bien so xe)[a-z ]{0,12}[:.]?[ \n]?$")


def parse_plate(text: str) -> Plate:
    """Reads a whole string as a plate.

    Raises:
        TextError: If it is none, or no province has its code.
    """
    scan = ready(text.strip().upper())
    match = _PLATE.fullmatch(scan.text) or _DIPLOMAT.fullmatch(scan.text)
    if match is None:
        raise TextError(f"{text!r} is no plate", hint="write it as in '83P2-123.45'")
    found = _found(scan, match)
    if found.problems:
        raise TextError(f"{text!r} is no plate: {found.problems[0].en}")
    return found


def find_plates(text: str | ReadyText) -> tuple[Plate, ...]:
    """The plates of a text, in order.

    Without ``biển số`` before it a plate needs a code in use, and a hyphen or dot inside (``12A1234`` may be anything).

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    text = scan.text
    found: list[Plate] = []
    done = 0
    for start in _START.finditer(text):
        at = start.start()
        before = text[at - 1 : at]
        if at < done or before.isalnum() or before in {"/", "-", ".", ",", "_"}:
            continue
        match = _PLATE.match(text, at) or _DIPLOMAT.match(text, at)
        if match is None:
            continue
        plate = _found(scan, match)
        cued = _CUE.search(scan.folded, max(0, at - 30), at) is not None
        if cued or (not plate.problems and any(sign in match.group() for sign in "-–.")):
            found.append(plate)
            done = match.end()
    return tuple(found)


def _found(scan: ReadyText, match: re.Match[str]) -> Plate:
    parts = match.groupdict()
    code = match["code"]
    province = province_by_plate_code(code)
    known = province is not None or code == "80"
    problem = Problem(
        "no_such_code", f"Không tỉnh nào có mã biển số {code}.", f"No province has the plate code {code}."
    )
    number = f"{parts['country']}-{parts['number']}" if "country" in parts else re.sub(r"[. ]", "", match["serial"])
    return Plate(
        span=scan.span(*match.span()),
        raw=scan.raw(*match.span()),
        confidence=1.0 if known else 0.4,
        problems=() if known else (problem,),
        code=code,
        series=match["series"],
        serial=number,
        province=province,
    )
