"""The typed values that fields hold; each says itself in one standard way (``str``)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from casedocs.text.calendar_values import Length, PartialDate
from casedocs.text.provisions import Provision, join_provisions

__all__ = [
    "Amount",
    "CitedDocument",
    "Exhibit",
    "FolioRange",
    "IdentityDocument",
    "Kin",
    "Measure",
    "Moment",
    "Offence",
    "Official",
    "Period",
    "Power",
    "Priors",
    "Sex",
    "Signer",
    "Value",
]


class Sex(StrEnum):
    """As printed."""

    MALE = "nam"
    FEMALE = "nữ"


class Power(StrEnum):
    """The power before a signature (Decree 30/2020/NĐ-CP, appendix I)."""

    COLLECTIVE = "TM."
    ACTING = "Q."
    DEPUTY = "KT."
    BY_ORDER = "TL."
    DELEGATED = "TUQ."


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of a record, a hearing or an act; parts that are not printed are None."""

    date: PartialDate | None = None
    time: dt.time | None = None

    def __str__(self) -> str:
        day = "" if self.date is None else str(self.date)
        return day if self.time is None else f"{day}T{self.time:%H:%M}"


@dataclass(frozen=True, slots=True)
class Period:
    """A term: its length and its first and last day, as far as printed."""

    length: Length | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None

    def __str__(self) -> str:
        days = f"{self.start or '…'}/{self.end or '…'}" if self.start or self.end else ""
        return f"{self.length or ''} {days}".strip()


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence as charged.

    Attributes:
        name: Without ``tội`` and quotation marks, first letter in capitals; None where only the article is printed.
        provisions: Of the Penal Code, the charged clause first; empty where only the name is printed.
    """

    name: str | None = None
    provisions: tuple[Provision, ...] = ()

    @property
    def article(self) -> str | None:
        """The article of the first provision."""
        return self.provisions[0].article if self.provisions else None

    def __str__(self) -> str:
        return " · ".join(part for part in (self.name or "", join_provisions(self.provisions)) if part)


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """Another paper that this one names."""

    number: str | None = None
    date: PartialDate | None = None
    title: str | None = None
    agency: str | None = None

    def __str__(self) -> str:
        return f"{self.number or ''} {self.date or ''}".strip()


@dataclass(frozen=True, slots=True)
class Signer:
    """A signature block.

    Attributes:
        name: Without rank; None where nobody's name is printed.
        office: The office of the one who signs (``PHÓ VIỆN TRƯỞNG``); None where only the principal's is printed.
        power: How the signer came to sign; None for the head and for people without office.
        principal: For whom, with a power (``VIỆN TRƯỞNG``).
        rank: Rank before the name (``Thượng tá``).
    """

    name: str | None = None
    office: str | None = None
    power: Power | None = None
    principal: str | None = None
    rank: str | None = None

    def __str__(self) -> str:
        head = f"{self.power} {self.principal or ''}".strip() if self.power else ""
        return " / ".join(part for part in (head, self.office or "", self.name or "") if part)


@dataclass(frozen=True, slots=True)
class Official:
    """A person in office who takes part: ``Nguyễn Văn A``, ``điều tra viên``, ``Thiếu tá``."""

    name: str
    office: str
    rank: str | None = None

    def __str__(self) -> str:
        return f"{self.office}: {self.name}"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money, and what the words beside it say."""

    amount: int | Decimal
    currency: str = "VND"
    in_words: int | Decimal | None = None

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@dataclass(frozen=True, slots=True)
class Measure:
    """A share of injury (``%``) or a weight (``g``) with what was weighed."""

    amount: Decimal
    unit: str
    substance: str | None = None

    def __str__(self) -> str:
        return f"{self.amount.normalize():f} {self.unit} {self.substance or ''}".strip()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A thing on a list: seized, examined or valued."""

    description: str
    quantity: int | None = None
    value: int | None = None

    def __str__(self) -> str:
        count = "" if self.quantity is None else f"{self.quantity} × "
        return f"{count}{self.description}" + ("" if self.value is None else f" = {self.value} VND")


@dataclass(frozen=True, slots=True)
class FolioRange:
    """Sheets of the dossier, both ends included."""

    ranges: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        return "BL " + ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in self.ranges)


@dataclass(frozen=True, slots=True)
class IdentityDocument:
    """A citizen card, an old identity card or a passport."""

    number: str
    type: str = ""
    issued: PartialDate | None = None
    issuer: str | None = None

    def __str__(self) -> str:
        return self.number


@dataclass(frozen=True, slots=True)
class Kin:
    """A parent, a spouse."""

    name: str
    birth_year: int | None = None
    dead: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Priors:
    """Earlier convictions or sanctions: how many (None = the text does not count them), and what is said."""

    count: int | None
    text: str = ""

    def __str__(self) -> str:
        return self.text if self.count is None else str(self.count)


Value = (
    str
    | int
    | PartialDate
    | Moment
    | Period
    | Offence
    | CitedDocument
    | Signer
    | Official
    | Amount
    | Measure
    | Exhibit
    | FolioRange
    | IdentityDocument
    | Kin
    | Priors
    | Sex
)
