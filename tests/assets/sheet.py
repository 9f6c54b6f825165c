"""A page as data (words, rules, dots, marks) and the composer that sets it the way Decree 30/2020 asks for.

Units are points, the origin is the top left corner, y grows downwards.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.assets.fonts import Face, ink_box, measure

A4 = (595.28, 841.89)
BLACK = (28, 27, 30)
BLUE = (30, 48, 150)


@dataclass(frozen=True)
class Word:
    text: str
    x: float
    baseline: float
    face: Face
    size: float
    ink: tuple[int, int, int] = BLACK

    @property
    def box(self) -> tuple[float, float, float, float]:
        left, top, right, bottom = ink_box(self.text, self.face, self.size)
        return self.x + left, self.baseline + top, self.x + right, self.baseline + bottom


@dataclass(frozen=True)
class Line:
    """One text line of one region; the ground truth reads `region`s and lines in the order they were set."""

    region: str
    words: tuple[Word, ...]
    leaders: bool = False
    cell: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Rule:
    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.7


@dataclass(frozen=True)
class Dots:
    """A dotted leader along a baseline."""

    x0: float
    x1: float
    baseline: float
    pitch: float = 3.1


@dataclass(frozen=True)
class Mark:
    """A stamp or a signature; its text is no line of the page."""

    kind: str
    box: tuple[float, float, float, float]
    text: str = ""
    seed: int = 0


@dataclass
class Sheet:
    size: tuple[float, float] = A4
    lines: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    dots: list[Dots] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


Styled = list[tuple[str, Face]]


def styled(text: str, face: Face, strong: Face) -> Styled:
    """The words of a text in which ``**…**`` is set in the strong face."""
    assert unicodedata.is_normalized("NFC", text), text
    parts: Styled = []
    for index, part in enumerate(text.split("**")):
        parts += [(word, strong if index % 2 else face) for word in part.split()]
    return parts


class Composer:
    """Sets text from the top of a sheet downwards."""

    def __init__(
        self, *, size: float = 13, family: tuple[Face, Face, Face] | None = None, leading: float = 1.28, top: float = 62
    ) -> None:
        self.sheet = Sheet()
        self.size = size
        self.regular, self.bold, self.italic = family or (Face.SERIF, Face.SERIF_BOLD, Face.SERIF_ITALIC)
        self.leading = leading
        self.left, self.right = 88.0, self.sheet.size[0] - 50
        self.y = top

    # one line

    def put(
        self,
        text: str,
        x: float,
        baseline: float,
        face: Face,
        size: float,
        *,
        region: str,
        ink: tuple[int, int, int] = BLACK,
    ) -> float:
        """Sets a line with natural spaces and returns the x where it ends."""
        words: list[Word] = []
        for word, word_face in styled(text, face, self.bold):
            words.append(Word(word, x, baseline, word_face, size, ink))
            x += measure(word, word_face, size) + measure(" ", face, size)
        self.sheet.lines.append(Line(region, tuple(words)))
        return x - measure(" ", face, size)

    def put_centred(self, text: str, centre: float, baseline: float, face: Face, size: float, *, region: str) -> float:
        """Sets a line around a centre and returns its width."""
        width = self._natural_width(styled(text, face, self.bold), size)
        self.put(text, centre - width / 2, baseline, face, size, region=region)
        return width

    @staticmethod
    def _natural_width(words: Styled, size: float) -> float:
        if not words:
            return 0.0
        return sum(measure(word, face, size) for word, face in words) + (len(words) - 1) * measure(
            " ", words[0][1], size
        )

    # blocks

    def gap(self, points: float) -> None:
        self.y += points

    def page_number(self, number: int) -> None:
        self.put_centred(str(number), self.sheet.size[0] / 2, 46, self.regular, 13, region="page-number")

    def header(self, left: Sequence[str], number: str, place_date: str, *, hand_number: str = "") -> None:
        """The two-column header: agencies and number on the left, national motto, place and date on the right."""
        centre_left, centre_right = self.left + 92, self.right - 132
        baseline = self.y
        for index, line in enumerate(left):
            last = index == len(left) - 1
            face = self.bold if last else self.regular
            width = self.put_centred(line, centre_left, baseline + index * 15.5, face, 12, region="header-left")
            if last:
                self._underline(centre_left, baseline + index * 15.5 + 5, width * 0.42)
        if number:
            y = baseline + len(left) * 15.5 + 11
            self._number(number, hand_number, centre_left, y)
        motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        self.put_centred(motto, centre_right, baseline, self.bold, 11.7, region="header-right")
        width = self.put_centred(
            "Độc lập - Tự do - Hạnh phúc", centre_right, baseline + 15.5, self.bold, 13, region="header-right"
        )
        self._underline(centre_right, baseline + 20.5, width)
        self.y = baseline + 15.5 * max(2, len(left)) + 11
        if place_date:
            self.put_centred(place_date, centre_right, self.y, self.italic, 13, region="header-right")
            self.y += 14

    def _number(self, number: str, hand: str, centre: float, baseline: float) -> None:
        """The document number; the part in `hand` is filled in with a pen."""
        if not hand:
            self.put_centred(number, centre, baseline, self.regular, 13, region="header-left")
            return
        before, after = number.split(hand)
        x, words = centre - 62, []
        pieces = (
            (before.strip(), self.regular, 13, BLACK),
            (hand, Face.PEN, 18, BLUE),
            (after, self.regular, 13, BLACK),
        )
        for text, face, size, ink in pieces:
            words.append(Word(text, x, baseline, face, size, ink))
            x += measure(text, face, size) + 4
        self.sheet.lines.append(Line("header-left", tuple(words)))

    def _underline(self, centre: float, y: float, width: float) -> None:
        self.sheet.rules.append(Rule(centre - width / 2, y, centre + width / 2, y))

    def title(self, *lines: str, rule: bool = True) -> None:
        self.gap(12)
        centre = (self.left + self.right) / 2
        width = 0.0
        for index, line in enumerate(lines):
            self.y += 18
            width = self.put_centred(line, centre, self.y, self.bold, 14 if index == 0 else 13, region="title")
        if rule:
            self._underline(centre, self.y + 6, width * 0.4)
        self.gap(14)

    def centred(self, text: str, face: Face | None = None) -> None:
        self.y += self.size * self.leading + 4
        self.put_centred(text, (self.left + self.right) / 2, self.y, face or self.bold, self.size, region="body")

    def paragraph(
        self, text: str, *, face: Face | None = None, indent: float = 28.3, after: float = 5, dotted: bool = False
    ) -> None:
        """A justified paragraph; with `dotted`, each line stands on a dotted line across the whole measure."""
        base = face or self.regular
        words = styled(text, base, self.bold)
        first = True
        while words:
            start = self.left + (indent if first else 0)
            count = self._fit(words, self.right - start)
            self.y += self.size * self.leading
            last = count == len(words)
            self._set_words(words[:count], start, "body", justify=not last and not dotted, leaders=dotted)
            if dotted:
                self.sheet.dots.append(Dots(self.left, self.right, self.y + 3.2))
            words = words[count:]
            first = False
        self.gap(after)

    def _fit(self, words: Styled, room: float) -> int:
        count = 1
        while count < len(words) and self._natural_width(words[: count + 1], self.size) <= room:
            count += 1
        return count

    def _set_words(self, words: Styled, x: float, region: str, *, justify: bool, leaders: bool = False) -> None:
        space = measure(" ", words[0][1], self.size)
        if justify and len(words) > 1:
            natural = self._natural_width(words, self.size)
            space += (self.right - x - natural) / (len(words) - 1)
        made: list[Word] = []
        for word, face in words:
            made.append(Word(word, x, self.y, face, self.size))
            x += measure(word, face, self.size) + space
        self.sheet.lines.append(Line(region, tuple(made), leaders=leaders))

    def form_line(self, *fields: tuple[str, str]) -> None:
        """Labels, values, and dotted leaders up to the next label or the margin."""
        self.y += self.size * self.leading + 1.5
        stops = [self.left + (self.right - self.left) * index / len(fields) for index in range(len(fields) + 1)]
        words: list[Word] = []
        for (label, value), start, stop in zip(fields, stops, stops[1:], strict=False):
            x = start
            for word in f"{label} {value}".split():
                words.append(Word(word, x, self.y, self.regular, self.size))
                x += measure(word, self.regular, self.size) + measure(" ", self.regular, self.size)
            assert x <= stop + 4, f"{label} {value}: too long for its field"
            self.sheet.dots.append(Dots(x + 1, stop - 4, self.y))
        self.sheet.lines.append(Line("body", tuple(words), leaders=True))

    def empty_dotted(self, count: int) -> None:
        for _ in range(count):
            self.y += self.size * self.leading
            self.sheet.dots.append(Dots(self.left, self.right, self.y + 3.2))

    def recipients(self, items: Sequence[str], *, top: float) -> None:
        y = top
        self.put("Nơi nhận:", self.left, y, Face.SERIF_BOLD_ITALIC, 12, region="recipients")
        for item in items:
            y += 14
            self.put(item, self.left, y, self.regular, 11, region="recipients")

    def signature(
        self, offices: Sequence[str], name: str, *, centre: float, top: float, seal: str = "", seed: int = 0
    ) -> None:
        """Office, signature (when there is a seed) and name; a seal covers about its left third."""
        y = top
        for office in offices:
            self.put_centred(office, centre, y, self.bold, 13, region="signature")
            y += 16.5
        if seed:
            self.sheet.marks.append(Mark("signature", (centre - 62, y - 8, centre + 70, y + 56), seed=seed))
        if seal:
            self.sheet.marks.append(Mark("seal", (centre - 112, y - 34, centre - 10, y + 68), text=seal, seed=seed))
        self.put_centred(name, centre, y + 74, self.bold, 13, region="signature")
        self.y = max(self.y, y + 80)

    def table(self, widths: Sequence[float], rows: Sequence[Sequence[str]], *, size: float = 11.5) -> None:
        """A ruled table; the first row is the head, columns with short cells are centred."""
        scale = (self.right - self.left) / sum(widths)
        edges = [self.left]
        for width in widths:
            edges.append(edges[-1] + width * scale)
        top = self.y
        step = size * 1.27
        for row_index, row in enumerate(rows):
            face = self.bold if row_index == 0 else self.regular
            wrapped = [
                self._wrap(cell, face, size, right - left - 8)
                for cell, left, right in zip(row, edges, edges[1:], strict=False)
            ]
            height = max(len(lines) for lines in wrapped) * step + 8
            self.sheet.rules.append(Rule(edges[0], self.y, edges[-1], self.y))
            for column, lines in enumerate(wrapped):
                self._cell(lines, face, size, (edges[column], edges[column + 1]), height, (row_index, column))
            self.y += height
        self.sheet.rules.append(Rule(edges[0], self.y, edges[-1], self.y))
        self.sheet.rules += [Rule(x, top, x, self.y) for x in edges]

    def _wrap(self, text: str, face: Face, size: float, room: float) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._natural_width(styled(longer, face, face), size) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _cell(
        self,
        lines: Sequence[str],
        face: Face,
        size: float,
        edges: tuple[float, float],
        height: float,
        cell: tuple[int, int],
    ) -> None:
        left, right = edges
        step = size * 1.27
        y = self.y + (height - len(lines) * step) / 2 + size
        for text in lines:
            if cell[0] == 0 or right - left < 70:
                self.put_centred(text, (left + right) / 2, y, face, size, region="table")
            else:
                self.put(text, left + 4, y, face, size, region="table")
            made = self.sheet.lines.pop()
            self.sheet.lines.append(Line(made.region, made.words, cell=cell))
            y += step
