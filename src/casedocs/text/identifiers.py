"""Numbers that identify people and things: identity cards, passports, tax codes, phones, accounts, IMEI, engines.

Numbers with an inner structure are checked against it: the digits of a citizen number tell province of birth
registration, sex and birth year (Decree 137/2015/NĐ-CP, article 13); an IMEI ends in a Luhn digit; a tax code in a
digit modulo 11. A number behind its own name (``CCCD số``) is returned even when a check fails, with the problem; a
bare row of digits only when it passes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from casedocs.errors import TextError
from casedocs.text._scan import ReadyText, ready
from casedocs.text.findings import Finding, Kind, Problem, drop_overlaps
from casedocs.text.provinces import Province, province_by_identity_code

__all__ = ["Identifier", "IdentifierType", "Sex", "find_identifiers", "parse_identity_number"]


class IdentifierType(StrEnum):
    """What a number identifies."""

    CITIZEN_ID = "citizen_id"
    OLD_ID = "old_id"
    PASSPORT = "passport"
    TAX_CODE = "tax_code"
    PHONE = "phone"
    BANK_ACCOUNT = "bank_account"
    IMEI = "imei"
    FRAME_NUMBER = "frame_number"
    ENGINE_NUMBER = "engine_number"
    CERTIFICATE = "certificate"


class Sex(StrEnum):
    """As registered at birth."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier(Finding):
    """A number that identifies a person or a thing.

    Attributes:
        type: What it identifies.
        number: Without blanks and dots, letters in capitals; a phone with its leading 0.
        province: Of the birth registration, from a citizen number; None otherwise.
        sex: From a citizen number; None otherwise.
        birth_year: From a citizen number; None otherwise.
    """

    kind: ClassVar[Kind] = Kind.IDENTIFIER

    type: IdentifierType
    number: str
    province: Province | None = None
    sex: Sex | None = None
    birth_year: int | None = None

    @property
    def canonical(self) -> str:
        """The bare number."""
        return self.number


_SO = r"[ \n]{0,3}(?:(?:so|so la|la)[ \n]?)?[:.]?[ \n]{0,3}(?:so[ \n:.]{1,3})?"
_DIGITS = r"[0-9](?:[ .-]?[0-9])"
_CUED = {
    IdentifierType.CITIZEN_ID: (
        rf"(?:cccd|can cuoc cong dan|the can cuoc|can cuoc|dinh danh(?: ca nhan)?|cc)(?:/cmnd"
        rf"|/cmtnd)?{_SO}({_DIGITS}{{8,13}})"
    ),
    IdentifierType.OLD_ID: (
        rf"(?:cmnd|cmtnd|cmt|chung minh nhan dan|chung minh thu)(?:/cccd|/can cuoc)?(?: cu)?{_SO}"
        rf"({_DIGITS}{{7,12}})"
    ),
    IdentifierType.CERTIFICATE: (
        r"(?:giay phep lai xe|gplx|dang ky (?:xe|mo to)(?: mo to| o to| may)?"
        r"|bien lai(?: thu)?(?: tien)?(?: tam ung an phi)?|the bao hiem y te|the bhyt|giay khai sinh)"
        r"(?:[ ,]{1,2}hang [a-z][0-9e]?,?)? ?(?:co |mang )?(?:so|so:|so hieu)[ :]{1,2}([0-9]{5,15})"
    ),
    IdentifierType.PASSPORT: rf"(?:ho chieu|passport)(?: pho thong)?{_SO}([a-z]{{1,2}} ?[0-9]{{6,8}})",
    IdentifierType.TAX_CODE: rf"(?:ma so thue|mst|ma so doanh nghiep){_SO}([0-9]{{10}}(?:-?[0-9]{{3}})?)",
    IdentifierType.BANK_ACCOUNT: rf"(?:stk|tai khoan(?: ngan hang)?|so tk){_SO}({_DIGITS}{{5,18}})",
    IdentifierType.IMEI: rf"imei ?[12]?{_SO}([0-9](?:[ /-]?[0-9]){{13,15}})",
    IdentifierType.FRAME_NUMBER: rf"(?:so khung|sk){_SO}((?=[a-z0-9*-]{{0,12}}[0-9])[a-z0-9*-]{{5,20}})",
    IdentifierType.ENGINE_NUMBER: rf"(?:so may|sm){_SO}((?=[a-z0-9*-]{{0,12}}[0-9])[a-z0-9*-]{{5,20}})",
}
_PATTERNS = {kind: re.compile(pattern + r"(?![a-z0-9])") for kind, pattern in _CUED.items()}
_CUE = re.compile(
    r"cccd|can cuoc|dinh danh|cc(?= so|:)|cmnd|cmtnd|cmt|chung minh|ho chieu|passport|ma so thue"
    r"|giay phep lai|gplx|dang ky (?:xe|mo to)|bien lai|the bao hiem|the bhyt|giay khai sinh"
    r"|mst|ma so doanh|stk|tai khoan|so tk|imei|so khung|sk(?=[ :])|so may|sm(?=[ :])"
)
_BARE = re.compile(r"[0-9](?:[ .-]?[0-9]){8,14}|\+84(?:[ .-]?[0-9]){9,10}")
_TIMESTAMP = re.compile(r"[0-9]{2}[.-][0-9]{2}[.-](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[.-][0-9]{2}[.-][0-9]{2}")
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_LANDLINE = re.compile(r"02[0-9]{8,9}|1[89]00[0-9]{4,6}")
_PHONE_CUE = re.compile(
    r"(?:dien thoai|dt|sdt|di dong|dtdd|tel|phone|hotline|duong day nong|fax|thue bao|zalo"
    r"|goi (?:vao|den|toi|cho|tu)? ?so)"
    r"[a-z ]{0,16}[:.]?[ \n]{0,2}(?:so[ :.]{1,2})?$"
)
_NOT_PHONE_CUE = re.compile(r"(?:tai khoan|stk|ma so|cccd|cmnd|imei)[a-z ]{0,12}[:.]?[ \n]{0,2}$")


def parse_identity_number(text: str) -> Identifier:
    """Reads a whole string as a citizen number of 12 digits, or an old identity card number of 9.

    Raises:
        TextError: If it is neither, or its province, or its century digit, does not exist.
    """
    scan = ready(text.strip())
    digits = re.sub(r"[ .-]", "", scan.folded)
    if not digits.isdigit() or len(digits) not in {9, 12}:
        raise TextError(f"{text!r} is no identity number", hint="a citizen number has 12 digits, an old card number 9")
    kind = IdentifierType.CITIZEN_ID if len(digits) == 12 else IdentifierType.OLD_ID
    found = _found(scan, kind, 0, len(scan.text))
    if found.problems:
        raise TextError(f"{text!r} is no identity number: {found.problems[0].en}")
    return found


def find_identifiers(text: str | ReadyText) -> tuple[Identifier, ...]:
    """The identifying numbers of a text, in order.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    cued = [_found(scan, kind, start, end) for start, end, kind in _behind_cues(scan)]
    bare = [_found(scan, kind, start, end, sure=0.9) for start, end, kind in _bare(scan)]
    return tuple(sorted((*cued, *drop_overlaps(bare, cued)), key=lambda found: found.span))


def _behind_cues(scan: ReadyText) -> Iterator[tuple[int, int, IdentifierType]]:
    folded = scan.folded
    done = 0
    for cue in _CUE.finditer(folded):
        start = cue.start()
        if start < done or folded[start - 1 : start].isalnum():
            continue
        for kind, pattern in _PATTERNS.items():
            match = pattern.match(folded, start)
            if match is not None:
                end = _without_tail(folded, match.start(1), match.end(1))
                done = end
                yield match.start(1), end, kind
                break


def _without_tail(folded: str, start: int, end: int) -> int:
    while end > start and not folded[end - 1].isalnum():
        end -= 1
    return end


def _bare(scan: ReadyText) -> Iterator[tuple[int, int, IdentifierType]]:
    """Rows of digits without a name: kept when their own structure proves them."""
    folded = scan.folded
    for match in _BARE.finditer(folded):
        start, end = match.span()
        before, after = folded[start - 1 : start], folded[end : end + 2]
        if before.isalnum() or before in {"/", "-", "_", "."} or after[:1].isalnum():
            continue
        if after[:1] in {"/", "-", ",", "."} and after[1:].isalnum():
            continue
        kind = _type_of(folded, match)
        if kind is not None:
            yield start, end, kind


def _type_of(folded: str, match: re.Match[str]) -> IdentifierType | None:
    digits = re.sub(r"[^0-9+]", "", match.group()).replace("+84", "0")
    start = match.start()
    if _TIMESTAMP.search(match.group()) or _NOT_PHONE_CUE.search(folded, max(0, start - 24), start):
        return None
    if _LANDLINE.fullmatch(digits) and _PHONE_CUE.search(folded, max(0, start - 40), start):
        return IdentifierType.PHONE
    if _MOBILE.fullmatch(digits):
        return IdentifierType.PHONE
    if len(digits) == 12 and " " not in match.group() and "." not in match.group() and _citizen_problem(digits) is None:
        return IdentifierType.CITIZEN_ID
    if len(digits) == 15 and digits == match.group() and _luhn(digits):
        return IdentifierType.IMEI
    return None


def _found(scan: ReadyText, kind: IdentifierType, start: int, end: int, *, sure: float = 1.0) -> Identifier:
    number = re.sub(r"[ .]" if kind in _WITH_DASH else r"[ ./-]", "", scan.folded[start:end]).upper()
    if kind is IdentifierType.PHONE and number.startswith("+84"):
        number = "0" + number[3:]
    if kind is IdentifierType.OLD_ID and len(number) == 12:
        kind = IdentifierType.CITIZEN_ID  # late cards of the old kind carry the citizen number
    elif kind is IdentifierType.CITIZEN_ID and len(number) == 9:
        kind = IdentifierType.OLD_ID
    problem = _problem(kind, number)
    province, sex, year = (
        _decoded(number) if kind is IdentifierType.CITIZEN_ID and problem is None else (None, None, None)
    )
    return Identifier(
        span=scan.span(start, end),
        raw=scan.raw(start, end),
        confidence=0.4 if problem is not None else 0.5 if scan.mended(start, end) else sure,
        problems=() if problem is None else (problem,),
        type=kind,
        number=number,
        province=province,
        sex=sex,
        birth_year=year,
    )


_WITH_DASH = frozenset({IdentifierType.FRAME_NUMBER, IdentifierType.ENGINE_NUMBER})


def _problem(kind: IdentifierType, number: str) -> Problem | None:
    if kind is IdentifierType.CITIZEN_ID:
        return _citizen_problem(number)
    if kind is IdentifierType.OLD_ID and len(number) != 9:
        return _wrong_length("chứng minh nhân dân", "an old identity card", "9", len(number))
    if kind is IdentifierType.IMEI and not (len(number) in {14, 16} or (len(number) == 15 and _luhn(number))):
        return Problem("imei_check", "Số IMEI sai chữ số kiểm tra.", "The check digit of the IMEI is wrong.")
    if kind is IdentifierType.TAX_CODE and not _tax_digit(number):
        return Problem("tax_check", "Mã số thuế sai chữ số kiểm tra.", "The check digit of the tax code is wrong.")
    return None


def _wrong_length(vi: str, en: str, wanted: str, length: int) -> Problem:
    return Problem(
        "wrong_length",
        f"Số {vi} phải có {wanted} chữ số, ở đây có {length}.",
        f"The number of {en} has {wanted} digits, not {length}.",
    )


def _citizen_problem(number: str) -> Problem | None:
    if len(number) != 12:
        return _wrong_length("căn cước", "a citizen", "12", len(number))
    if province_by_identity_code(number[:3]) is None:
        return Problem("no_such_province", f"Không có mã tỉnh {number[:3]}.", f"No province has the code {number[:3]}.")
    if number[3] not in "0123":
        return Problem(
            "no_such_century",
            f"Chữ số thế kỷ và giới tính {number[3]} chưa ai có.",
            f"Nobody has the century and sex digit {number[3]} yet.",
        )
    return None


def _decoded(number: str) -> tuple[Province | None, Sex, int]:
    digit = int(number[3])
    return (
        province_by_identity_code(number[:3]),
        Sex.FEMALE if digit % 2 else Sex.MALE,
        1900 + digit // 2 * 100 + int(number[4:6]),
    )


def _luhn(digits: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _tax_digit(number: str) -> bool:
    weighted = sum(
        int(digit) * weight for digit, weight in zip(number[:9], (31, 29, 23, 19, 17, 13, 7, 5, 3), strict=True)
    )
    return (10 - weighted % 11) % 10 == int(number[9]) and 10 - weighted % 11 < 10
