"""Papers as pages of placed words, and as documents with and without boxes.

The layouts of the two groups differ: where the header stands, whether both columns share a line, how the title is set.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from benchmarks.papers.bodies import body
from benchmarks.papers.facts import Case, agencies, new_case, number
from benchmarks.papers.wording import title_lines
from casedocs.classify.document import TextDocument, TextLine, TextPage, TextWord
from casedocs.classify.kinds import Catalogue, Kind
from casedocs.geometry import Box, Size
from tests.assets.fonts import Face
from tests.assets.fonts import measure as measure_slowly
from tests.support.boxed_pages import BoxedDocument, BoxedLine, BoxedPage


@lru_cache(maxsize=200_000)
def _unit(word: str, face: Face) -> float:
    return measure_slowly(word, face, 100) / 100


def measure(text: str, face: Face, size: float) -> float:
    """Width in points."""
    words = text.split(" ")
    return size * (sum(_unit(word, face) for word in words if word) + (len(words) - 1) * _unit(" ", face))


A4 = Size(595.28, 841.89)
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
SLOGAN = ("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc")


@dataclass(frozen=True)
class Placed:
    """A line at a place: baseline left x, y."""

    text: str
    x: float
    y: float
    face: Face
    size: float

    @property
    def words(self) -> tuple[TextWord, ...]:
        x, made = self.x, []
        space = measure(" ", self.face, self.size)
        for word in self.text.split():
            width = measure(word, self.face, self.size)
            made.append(TextWord(word, Box(x, self.y - 0.8 * self.size, x + width, self.y + 0.22 * self.size)))
            x += width + space
        return tuple(made)


@dataclass
class Paper:
    """One paper.

    Attributes:
        kind: What it is.
        group: ``train``, ``dev`` or ``test``.
        pages: Lines of each page.
    """

    kind: Kind
    group: str
    pages: list[list[Placed]] = field(default_factory=list)

    def boxed(self, first_page: int = 1) -> BoxedDocument:
        """As recognition without an error would give it, columns of one height joined."""
        return BoxedDocument(
            tuple(
                BoxedPage(page_number, tuple(_joined(lines)), A4)
                for page_number, lines in enumerate(self.pages, first_page)
            )
        )

    def plain(self) -> TextDocument:
        """As a Word file or a text would give it."""
        pages = []
        for page_number, lines in enumerate(self.pages, 1):
            ordered = sorted(lines, key=lambda line: (line.y, line.x))
            rows = tuple(TextLine(line.text) for line in ordered)
            pages.append(TextPage(page_number, rows))
        return TextDocument(tuple(pages))


def _joined(lines: Sequence[Placed]) -> list[BoxedLine]:
    """Lines in reading order."""
    return [
        BoxedLine(line.words) for line in sorted(lines, key=lambda line: (round(line.y), line.x)) if line.text.split()
    ]


class _Setter:
    """Sets lines from the top; begins a new page at the bottom."""

    def __init__(self, rng: random.Random, group: str, faces: tuple[Face, Face, Face]) -> None:
        self.rng, self.group = rng, group
        self.regular, self.bold, self.italic = faces
        self.left = rng.uniform(72, 92)
        self.right = A4.width - rng.uniform(40, 56)
        self.size = rng.choice((12.0, 13.0, 13.5, 14.0))
        self.pages: list[list[Placed]] = [[]]
        self.y = rng.uniform(48, 70) if group == "train" else rng.uniform(56, 110)

    def put(self, text: str, x: float, face: Face, size: float, y: float | None = None) -> None:
        self.pages[-1].append(Placed(text, x, self.y if y is None else y, face, size))

    def centred(self, text: str, centre: float, face: Face, size: float, y: float | None = None) -> None:
        self.put(text, centre - measure(text, face, size) / 2, face, size, y)

    def down(self, points: float) -> None:
        self.y += points
        if self.y > A4.height - 60:
            self.pages.append([])
            self.y = 76
            if self.group == "train" or self.rng.random() < 0.8:
                self.centred(str(len(self.pages)), A4.width / 2, self.regular, 12, 44)

    def paragraph(self, text: str, indent: float = 28) -> None:
        room = self.right - self.left
        row, start, used = "", indent, 0.0
        for word in text.split():
            width = self.size * (_unit(word, self.regular) + _unit(" ", self.regular))
            if row and used + width > room - start:
                self.put(row, self.left + start, self.regular, self.size)
                self.down(self.size * 1.32)
                row, start, used = word, 0, width
            else:
                row, used = f"{row} {word}".strip(), used + width
        if row:
            self.put(row, self.left + start, self.regular, self.size)
            self.down(self.size * 1.32 + 4)


SERIF = (Face.SERIF, Face.SERIF_BOLD, Face.SERIF_ITALIC)
SANS = (Face.SANS, Face.SANS_BOLD, Face.SANS_ITALIC)


def make_paper(
    kind: Kind, catalogue: Catalogue, rng: random.Random, group: str, *, form_boxes: float = 0.35, repeats: int = 1
) -> Paper:
    """A paper of a kind that has a heading.

    Args:
        kind: The kind.
        catalogue: For the marks of form sets.
        rng: Chance; the same state gives the same paper.
        group: ``train``, ``dev`` or ``test``.
        form_boxes: Share of the papers with a known form number that print it.
        repeats: How many bodies follow each other; four make about three pages.
    """
    case = new_case(rng)
    setter = _Setter(rng, group, SANS if rng.random() < (0.1 if group == "train" else 0.2) else SERIF)
    left = agencies(kind, case, rng, group)
    judgment = any("số: …" in line for title in kind.titles for line in title)
    printed = number(kind, case, left, rng, group)
    _form_box(setter, kind, catalogue, case, form_boxes)
    _header(setter, case, left, ("Bản án số: " if judgment else "Số: ") + printed if printed else "", judgment)
    if judgment:
        setter.down(20)
        for line in ("NHÂN DANH", "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", " ".join(left[:1])):
            setter.centred(line, A4.width / 2, setter.bold, 13)
            setter.down(18)
    else:
        setter.down(rng.uniform(16, 30))
        for index, line in enumerate(title_lines(kind, case, rng, group)):
            setter.centred(line, A4.width / 2, setter.bold, 14 if index == 0 else 13)
            setter.down(17.5 if group == "train" else rng.choice((16.0, 18.0, 19.0)))
    setter.down(rng.uniform(12, 20))
    _text(setter, kind, case, rng, group, repeats)
    return Paper(kind, group, setter.pages)


def _text(setter: _Setter, kind: Kind, case: Case, rng: random.Random, group: str, repeats: int) -> None:
    paragraphs = body(kind, case, rng, group)
    for _ in range(repeats - 1):
        more = [text for text in body(kind, case, rng, group) if not text.isupper() and "Kính" not in text]
        rng.shuffle(more)
        paragraphs[-1:-1] = [f"{text} {other}" for text, other in zip(more, reversed(more), strict=True)]
    for paragraph in paragraphs:
        if paragraph.isupper() or paragraph.startswith(("Kính gửi", "Kính trình")):
            setter.centred(paragraph, A4.width / 2, setter.bold if paragraph.isupper() else setter.regular, setter.size)
            setter.down(setter.size * 1.4 + 4)
        else:
            setter.paragraph(paragraph)
    setter.down(20)
    if kind.family not in {"bien_ban", "don", "giay_to"}:
        y = setter.y
        setter.put("Nơi nhận:", setter.left, setter.bold, 12, y)
        setter.put(f"- Lưu: HSVA, {rng.choice(('HSKS', 'VT', 'HCTP'))}.", setter.left, setter.regular, 11, y + 14)
        setter.centred(case.leader, 440, setter.bold, 13, y + 60)
    else:
        setter.centred(case.officer, 440, setter.bold, 13, setter.y + 50)


def _header(setter: _Setter, case: Case, left: list[str], printed: str, judgment: bool) -> None:
    rng = setter.rng
    centre_left, centre_right = setter.left + rng.uniform(80, 100), setter.right - rng.uniform(118, 138)
    y, size = setter.y, rng.choice((11.0, 11.5, 12.0))
    rows = list(left)
    for index, line in enumerate(rows):
        setter.centred(
            line,
            centre_left,
            setter.bold if index == len(rows) - 1 else setter.regular,
            min(size, 200 / max(measure(line, setter.bold, 1), 1)),
            y + index * 15,
        )
    if not left or not judgment or setter.group != "train":
        motto = rng.choice(MOTTO)
        middle = centre_right if left else A4.width / 2
        setter.centred(motto, middle, setter.bold, 11.2, y)
        setter.centred(rng.choice(SLOGAN), middle, setter.bold, 12.5, y + 15)
    height = 15 * max(2, len(rows)) + 9
    if printed:
        setter.centred(printed, centre_left, setter.regular, 12, y + height)
    place = "" if rng.random() < 0.15 else f"{case.province}, "
    if judgment:
        setter.centred(f"Ngày: {case.day}-{case.month}-{case.year}", centre_left, setter.regular, 12, y + height + 16)
        height += 16
    elif left or rng.random() < 0.3:
        offset = 0 if setter.group == "train" else rng.choice((0, 0, 6))
        setter.centred(place + case.date, centre_right, setter.italic, 12.5, y + height + offset)
    setter.y = y + height + 6


def _form_box(setter: _Setter, kind: Kind, catalogue: Catalogue, case: Case, share: float) -> None:
    rng = setter.rng
    known = [form for form in kind.forms if form.number and form.certain and not form.number.startswith("#")]
    if not known or rng.random() > share:
        return
    form = rng.choice(known)
    form_set = catalogue.form_sets[form.form_set]
    if form.form_set == "NĐ30":
        return
    day = form_set.valid_from
    if setter.group == "train":
        lines = [
            f"Mẫu số {form.number}",
            f"(Ban hành theo {form_set.title}",
            f"ngày {day.day:02d}/{day.month:02d}/{day.year})",
        ]
    elif rng.random() < 0.6:
        short = (
            form_set.title.replace("Thông tư", "TT số").replace("Quyết định", "QĐ số").replace("Nghị quyết", "NQ số")
        )
        lines = [f"Mẫu số: {form.number.replace('/', '-') if rng.random() < 0.2 else form.number}", f"BH theo {short}"]
    else:
        lines = [form.number if "/" in form.number else f"Mẫu số {form.number}"]
    del case
    x = setter.right - max(measure(line, setter.italic, 9) for line in lines)
    for index, line in enumerate(lines):
        setter.put(line, x, setter.italic, 9, 24 + 10.5 * index)
