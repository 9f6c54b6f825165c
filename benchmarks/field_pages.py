"""Field-bearing papers as pages: markup → sheets with truth → pictures → recognised documents (kept in a cache)."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.field_case import Case, Op
from casedocs.classify.document import DocumentView
from casedocs.extract.tables import TableView
from casedocs.geometry import Box, Size
from tests.assets.fonts import Face, measure
from tests.assets.raster import Scan, scanned
from tests.assets.sheet import Composer, Sheet

__all__ = ["Paper", "build", "perfect", "printed_tables", "recognised"]

_MARK = re.compile(r"<([^<>|]+)\|([^<>]*)>")
_BOTTOM = 770.0
_SANS = (Face.SANS, Face.SANS_BOLD, Face.SANS_ITALIC)


@dataclass
class Paper:
    """A paper with its truth.

    Attributes:
        name: Family, template set and seed.
        sheets: Its pages.
        truth: (field, owner's name, value) of every field; the owner is empty for those of the paper itself.
    """

    name: str
    sheets: list[Sheet] = field(default_factory=list)
    truth: set[tuple[str, str, str]] = field(default_factory=set)


def build(name: str, template: Callable[[Case], list[Op]], seed: int) -> Paper:
    """Sets a template with an invented case."""
    case = Case(seed)
    paper = Paper(name)
    setter = _Setter(paper, case)
    for op in template(case):
        setter.do(op)
    return setter.finish()


class _Setter:
    def __init__(self, paper: Paper, case: Case) -> None:
        self.paper = paper
        self.size = case.rng.choice([12.5, 13, 14])
        self.family = _SANS if case.rng.random() < 0.25 else None
        self.page = self._new()
        self.names: dict[str, str] = {}
        self.raw: list[tuple[str, str]] = []
        self.last_y = 0.0

    def _new(self) -> Composer:
        page = Composer(size=self.size, family=self.family, leading=1.3)
        self.paper.sheets.append(page.sheet)
        return page

    def plain(self, text: str) -> str:
        """The words of a markup; its truth is noted."""
        for marks, words in _MARK.findall(text):
            for one in marks.split("&"):
                key, _, value = one.partition("=")
                if key.startswith("p:"):
                    self.names[key[2:]] = words
                else:
                    self.raw.append((key, value or words))
        return unicodedata.normalize("NFC", " ".join(_MARK.sub(r"\2", text).split()))

    def do(self, op: Op) -> None:
        kind = str(op[0])
        if self.page.y > _BOTTOM - (150 if kind.startswith("sign") else 0):
            number = len(self.paper.sheets) + 1
            self.page = self._new()
            self.page.page_number(number)
            self.page.y = 66
        getattr(self, f"_{kind}")(*op[1:])

    def _header(self, left: Any, number: str, where: str) -> None:
        lines = [piece for line in left for piece in _narrow(self.plain(line))]
        self.page.header(lines, self.plain(number), self.plain(where))
        if number and not where:
            self.page.y += 14

    def _title(self, mark: str, lines: Any) -> None:
        self.plain(f"<{mark}|>")
        self.page.title(*lines)

    def _center(self, text: str) -> None:
        self.page.centred(self.plain(text))

    def _right(self, text: str) -> None:
        self.page.y += 18
        self.page.put_centred(self.plain(text), 400, self.page.y, self.page.italic, 13, region="body")

    def _names(self, text: str) -> None:
        """Truth alone: somebody whom other words name in passing."""
        self.plain(text)

    def _p(self, text: str) -> None:
        self.page.paragraph(self.plain(text))

    def _l(self, text: str) -> None:
        self.page.paragraph(self.plain(text), indent=0, after=2)

    def _table(self, widths: Any, rows: Any) -> None:
        self.page.gap(10)
        self.page.table(widths, [[self.plain(cell) for cell in row] for row in rows])
        self.page.gap(12)

    def _sign(self, offices: Any, name: str, rank: str, recipients: Any) -> None:
        top = self.page.y + 26
        if recipients:
            self.page.recipients(recipients, top=top)
        self.page.signature(offices, f"{rank} {name}".strip(), centre=420, top=top, seed=len(name))
        self.raw.append(("signer", _signer(offices, name)))

    def _sign2(self, left: Any, right: Any) -> None:
        top = self.page.y + 28
        for centre, (office, name, rank) in ((165.0, left), (430.0, right)):
            self.page.signature((office,), f"{rank} {name}".strip(), centre=centre, top=top, seed=0)
            self.raw.append(("signer", _signer((office,), name)))

    def finish(self) -> Paper:
        self.paper.truth |= {("name", "", name) for name in self.names.values()}
        for key, value in self.raw:
            owner, _, name = key.rpartition(".")
            self.paper.truth.add((name, self.names.get(owner, ""), value))
        return self.paper


def _narrow(line: str) -> list[str]:
    """A name of an agency in two lines where it would run into the right column."""
    if measure(line, Face.SERIF_BOLD, 12) <= 205:
        return [line]
    words = line.split()
    cut = next(
        (index for index, word in enumerate(words) if word in {"TỈNH", "KHU"} and index > 1), (len(words) + 1) // 2
    )
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def _signer(offices: Any, name: str) -> str:
    power = re.match(r"(KT|TL|TUQ|TM|Q)\.\s*(.*)", offices[0])
    if power is None:
        return f"{offices[0]} / {name}"
    rest = f" / {offices[1]}" if len(offices) > 1 else ""
    return f"{power[1]}. {power[2]}{rest} / {name}"


# documents


@dataclass(frozen=True)
class _Word:
    text: str
    box: Box | None
    confidence: float | None = None


@dataclass(frozen=True)
class _Line:
    words: tuple[_Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box | None:
        return Box.around(word.box for word in self.words if word.box is not None)


@dataclass(frozen=True)
class _Page:
    page_number: int
    lines: tuple[_Line, ...]
    size: Size


@dataclass(frozen=True)
class _Document:
    pages: tuple[_Page, ...]


def perfect(paper: Paper) -> DocumentView:
    """The paper as a reader without errors sees it: its words with their boxes."""
    pages = []
    for number, sheet in enumerate(paper.sheets, 1):
        lines = [_Line(tuple(_Word(word.text, Box(*word.box)) for word in line.words)) for line in sheet.lines]
        pages.append(_Page(number, tuple(lines), Size(*sheet.size)))
    return _Document(tuple(pages))


def printed_tables(paper: Paper) -> tuple[TableView, ...]:
    """The tables of the paper, cell by cell."""
    found: list[TableView] = []
    for number, sheet in enumerate(paper.sheets, 1):
        cells: dict[tuple[int, int], str] = {}
        for line in sheet.lines:
            if line.cell is not None:
                cells[line.cell] = f"{cells.get(line.cell, '')} {line.text}".strip()
        if cells:
            rows, columns = (max(place[axis] for place in cells) + 1 for axis in (0, 1))
            grid = tuple(tuple(cells.get((row, column), "") for column in range(columns)) for row in range(rows))
            found.append(TableView(number, grid))
    return tuple(found)


def recognised(paper: Paper, cache: Path, *, noisy: bool) -> Any:
    """The paper printed, scanned and recognised by our engine; kept as JSON in `cache`."""
    from casedocs.ocr import from_json, recognize, to_json

    seed = int(hashlib.sha256(paper.name.encode()).hexdigest()[:6], 16)
    scan = (
        Scan(seed, dpi=200, skew=(seed % 17 - 8) / 10, noise=6.0, blur=0.9, ink=0.78, specks=120)
        if noisy
        else Scan(seed, dpi=200, skew=(seed % 7 - 3) / 20, specks=20)
    )
    print_of = repr([[line.text for line in sheet.lines] for sheet in paper.sheets]) + repr(scan)
    key = hashlib.sha256(print_of.encode()).hexdigest()[:20]
    kept = cache / f"{key}.json"
    if not kept.is_file():
        pictures = [scanned(sheet, scan).convert("L") for sheet in paper.sheets]
        target = cache / f"{key}.tif"
        pictures[0].save(target, save_all=True, append_images=pictures[1:], dpi=(scan.dpi, scan.dpi))
        kept.write_text(to_json(recognize(target)), encoding="utf-8")
        target.unlink()
    return from_json(kept.read_text(encoding="utf-8"))
