"""How a signature looks on the page, as data, with the presets of Nghị định 30/2020/NĐ-CP (Phụ lục I, phần II).

Sizes are points unless a name says millimetres; places are on the page as it is shown, origin top-left.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path

from casedocs.errors import UsageError
from casedocs.geometry import POINTS_PER_INCH, Box

__all__ = [
    "MM",
    "AnchorPlace",
    "Appearance",
    "BesidePlace",
    "BoxPlace",
    "CornerPlace",
    "Mark",
    "Place",
    "attachment_mark",
    "copy_mark",
    "organization_seal",
    "person_signature",
    "vietnam_time",
]

MM = POINTS_PER_INCH / 25.4
_VIETNAM = timezone(timedelta(hours=7))
_IMAGE_LIMIT_MM = 200.0


def vietnam_time(at: datetime) -> str:
    """A time as the decree wants it: ISO 8601, to the second, Vietnam's zone (``2026-06-01T16:00:00+07:00``).

    Raises:
        UsageError: If the time has no zone.
    """
    if at.tzinfo is None:
        raise UsageError("the time of signing has no time zone", hint="give an aware datetime")
    return at.astimezone(_VIETNAM).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class BoxPlace:
    """An area of a page (1-based; negative counts from the end)."""

    page_number: int
    box: Box


@dataclass(frozen=True, slots=True)
class CornerPlace:
    """The top right of a page, inside the margins (points)."""

    page_number: int = 1
    margin_right: float = 15 * MM
    margin_top: float = 10 * MM
    width: float = 90 * MM
    height: float = 12 * MM


@dataclass(frozen=True, slots=True)
class AnchorPlace:
    """Centred below a text, such as the signer's office; the last place where it stands counts.

    Attributes:
        text: What to look for, in the text layer of the document.
        gap: Distance below it.
        width: Of the area; None = the image's true width, else 60 mm.
        height: Of the area; None = the image's true height, else 25 mm.
    """

    text: str
    gap: float = 2 * MM
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True)
class BesidePlace:
    """The seal's place: it covers a part of another signature's picture, on its left (NĐ 30/2020: about one third).

    Attributes:
        field_name: The field of the person's signature.
        share: The part of that picture's width that is covered.
    """

    field_name: str
    share: float = 1 / 3


Place = BoxPlace | CornerPlace | AnchorPlace | BesidePlace


class Mark(StrEnum):
    """What the words of NĐ 30/2020 for electronic copies are (Điều 25)."""

    TRUE_COPY = "SAO Y"
    COPY_OF_COPY = "SAO LỤC"
    EXTRACT = "TRÍCH SAO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What is drawn for a signature.

    Attributes:
        place: Where.
        lines: Text lines; ``{signer}``, ``{agency}`` and ``{time}`` are filled in. Long ones wrap at blanks.
        image: A PNG with transparent ground (a hand signature, a seal); None for none.
        image_mm: Width and height of the picture in millimetres; None = true size by the picture's own resolution.
        font_size: In points.
        color: Red, green, blue of the text, each 0 to 1.
        font: A TrueType font file; None = Times New Roman where it is installed, else a font of the same build.
    """

    place: Place
    lines: tuple[str, ...] = ()
    image: Path | None = None
    image_mm: tuple[float, float] | None = None
    font_size: float = 10.0
    color: tuple[float, float, float] = field(default=(0.0, 0.0, 0.0))
    font: Path | None = None

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if not self.lines and self.image is None:
            raise UsageError("an appearance needs text or a picture")
        if not 4 <= self.font_size <= 72:
            raise UsageError(f"a font size of {self.font_size} points cannot be read", hint="choose 4 to 72")
        if self.image_mm is not None and not all(0 < side <= _IMAGE_LIMIT_MM for side in self.image_mm):
            raise UsageError("the size of the picture must be positive and under 200 mm")
        if not all(0 <= part <= 1 for part in self.color):
            raise UsageError("a colour is three numbers between 0 and 1")


def person_signature(image: str | Path, *, below: str, image_mm: tuple[float, float] | None = None) -> Appearance:
    """The signer's own hand: a picture, centred between office and name (NĐ 30/2020, Phụ lục I, II.7).

    Args:
        image: The hand signature, blue, PNG with transparent ground.
        below: The signer's office as printed, such as ``KT. VIỆN TRƯỞNG`` or ``PHÓ VIỆN TRƯỞNG``.
        image_mm: Width and height; None = true size.
    """
    return Appearance(place=AnchorPlace(below), image=Path(image), image_mm=image_mm)


def organization_seal(
    image: str | Path, *, beside: str, image_mm: tuple[float, float] | None = (36.0, 36.0)
) -> Appearance:
    """The organisation's seal: red, true size, over about one third of the signature on its left (NĐ 30/2020, II.8).

    Args:
        image: The seal, red, PNG with transparent ground.
        beside: The field name of the person's signature.
        image_mm: Width and height; a seal of a state office measures 36 mm; None = the picture's own size.
    """
    return Appearance(place=BesidePlace(beside), image=Path(image), image_mm=image_mm)


def attachment_mark(number: str) -> Appearance:
    """An annex in a file of its own: no picture; document number and time at the top right of page 1 (II.8).

    Args:
        number: Number and symbol of the document, such as ``15/QĐ-VKS``.
    """
    return Appearance(place=CornerPlace(), lines=(number, "{time}"))


def copy_mark(kind: Mark, agency: str) -> Appearance:
    """An electronic copy of a paper document: kind of copy, copying agency and time at the top right of page 1.

    Args:
        kind: SAO Y, SAO LỤC or TRÍCH SAO.
        agency: The copying agency's name.
    """
    return Appearance(place=CornerPlace(), lines=(f"{kind.value}; {agency}", "{time}"))
