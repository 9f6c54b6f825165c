"""The header of a paper: who wrote it, under which number, where and when, and what it calls itself.

Layout-aware: lines that run over both columns are cut where words have boxes, and by their wording where they have
none. Everything compares folded text, so that case, diacritics and the style of tone marks do not matter; what is
found garbled by a scanner says so in its reason and has a lower confidence. Frame: Decree 30/2020/NĐ-CP, appendix I;
police, procuracy and court papers follow it with small changes.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from casedocs.classify.document import PageView
from casedocs.geometry import Box
from casedocs.spans import Span
from casedocs.text.calendar_values import PartialDate

__all__ = ["FormBox", "Header", "HeaderDate", "HeaderNumber", "Mark", "MarkKind", "Part", "Title", "read_header"]

_PARTY_NUMBER = re.compile(r"\s*\d+[a-zđ]?\s*[-–—]\s*[A-ZĐ]{1,4}\s*/")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a header.

    Attributes:
        text: As read; lines joined by spaces.
        spans: A span for each line it stands on, in the text of the page: that of `casedocs.classify.Linear` for a
            document that begins with this page.
        lines: 0-based indices of the lines of the page.
        box: Around all of it; None where the source has no picture.
        confidence: From 0 to 1: how sure it is that this is the part.
        reason: Why it was taken for that, one English sentence.
    """

    text: str
    spans: tuple[Span, ...]
    lines: tuple[int, ...]
    box: Box | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class HeaderNumber:
    """The document's own number.

    Attributes:
        part: Where it stands; the text is the number without ``Số:``.
        serial: ``147``; None where it is blank or cannot be read.
        year: The year inside the number (``12/2024/HS-ST``); None where there is none.
        groups: The groups of the symbol: ``("QĐ", "VKS", "P1")``.
        judgment: Whether it is printed as ``Bản án số``.
    """

    part: Part
    serial: str | None
    year: int | None
    groups: tuple[str, ...]
    judgment: bool = False

    @property
    def symbol(self) -> str:
        """The groups joined: ``QĐ-VKS-P1``."""
        return "-".join(self.groups)

    @property
    def text(self) -> str:
        """The number without blanks: ``147/QĐ-CSHS``; ``/QĐ-UBND`` where the serial is not known.

        Papers of the Party put a dash before the kind: ``15-NQ/TU``.
        """
        year = f"{self.year}/" if self.year else ""
        sign = "-" if _PARTY_NUMBER.match(self.part.text) else "/"
        return f"{self.serial or ''}{sign}{year}{self.symbol}" if self.groups else f"{self.serial or ''}"


@dataclass(frozen=True, slots=True)
class HeaderDate:
    """The line of place and date.

    Attributes:
        part: Where it stands.
        place: ``Sóc Trăng``; None where it is left out.
        value: What is known of the date; None where nothing can be read.
    """

    part: Part
    place: str | None
    value: PartialDate | None


@dataclass(frozen=True, slots=True)
class Title:
    """What the paper calls itself.

    Attributes:
        kind: Its first line: ``QUYẾT ĐỊNH``, ``BIÊN BẢN HỎI CUNG BỊ CAN``.
        subtitle: The lines under it; None where there are none.
    """

    kind: Part
    subtitle: Part | None

    @property
    def text(self) -> str:
        """Both, joined by a space."""
        return self.kind.text if self.subtitle is None else f"{self.kind.text} {self.subtitle.text}"


@dataclass(frozen=True, slots=True)
class FormBox:
    """The box that names the form: ``Mẫu số 156/HS (Ban hành theo Thông tư số 03/2026/TT-VKSTC …)``.

    Attributes:
        part: Where it stands.
        number: ``156``, ``B10C``, ``TG1``.
        series: ``HS``, ``DS``, ``HC``, ``VDS``; empty where none is printed.
        regulation: The act that issued it, number and year or agency as far as printed: ``03/2026``, ``119/2021``,
            ``410/QĐ``; empty where it is not printed or cannot be read.
    """

    part: Part
    number: str
    series: str
    regulation: str


class MarkKind(StrEnum):
    """What a stamp or a boxed word says about the handling of the paper."""

    SECRECY = "secrecy"
    URGENCY = "urgency"
    CIRCULATION = "circulation"
    COPY = "copy"
    INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: ``MẬT``, ``HỎA TỐC``, ``LƯU HÀNH NỘI BỘ``, ``SAO Y``, ``ĐẾN``.

    Attributes:
        kind: What it is about.
        word: The word in its usual spelling.
        part: Where it stands; of a copy block and an incoming stamp the whole block.
    """

    kind: MarkKind
    word: str
    part: Part


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a page; what was not found is None or empty.

    Attributes:
        page_number: 1-based.
        motto: ``CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM``; of papers of the Party ``ĐẢNG CỘNG SẢN VIỆT NAM``.
        slogan: ``Độc lập - Tự do - Hạnh phúc``.
        agencies: Parent agencies first, the issuing agency last.
        number: The document's own number.
        date: Place and date.
        title: Kind and subtitle; letters have none.
        subject: The ``V/v …`` line of a letter.
        addressee: The ``Kính gửi: …`` line.
        form: The form box.
        marks: Secrecy, urgency, circulation and copy marks, incoming stamps.
        in_the_name: Whether it says ``NHÂN DANH NƯỚC CỘNG HÒA …`` (judgments).
        end_line: 0-based index of the first line below the header.
    """

    page_number: int
    motto: Part | None = None
    slogan: Part | None = None
    agencies: tuple[Part, ...] = ()
    number: HeaderNumber | None = None
    date: HeaderDate | None = None
    title: Title | None = None
    subject: Part | None = None
    addressee: Part | None = None
    form: FormBox | None = None
    marks: tuple[Mark, ...] = ()
    in_the_name: bool = False
    end_line: int = 0

    @property
    def issuer(self) -> Part | None:
        """The issuing agency: the last of `agencies`."""
        return self.agencies[-1] if self.agencies else None

    @property
    def begins_document(self) -> bool:
        """Whether the page looks like the first of a paper: a title in a frame, or the frame of a letter."""
        frame = sum(part is not None for part in (self.motto or self.slogan, self.number, self.date, self.form))
        if self.title is not None:
            return self.title.kind.confidence >= 0.5 or frame >= 1
        return frame >= 2 or (self.motto is not None and bool(self.agencies)) or self.in_the_name


def read_header(page: PageView) -> Header:
    """Reads the header of a page.

    Never raises for what stands on the page: parts that are not there are None.
    """
    from casedocs.classify._header_parts import read

    return read(page)
