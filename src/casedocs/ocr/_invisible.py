"""The invisible text layer of a page as PDF operators: pure functions, no PDF library.

One text object a line; every word is set on the line's baseline with its own matrix and stretched to its box, and
followed by a space that is stretched to the gap, so that every reader finds words, spaces and order.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from casedocs.geometry import Affine, Box
from casedocs.ocr.result import Baseline, Line

__all__ = ["GLYPH_WIDTH", "CharCodes", "PageLayer", "layer_operators", "to_unicode_cmap"]

GLYPH_WIDTH = 0.5
"""Width of every glyph of the invisible font in ems."""
_DESCENT = 0.2
_LEAST_GAP = 0.2
_MAX_CODES = 0xFFFF


@dataclass(frozen=True, slots=True)
class PageLayer:
    """What goes into one page of a PDF.

    Attributes:
        page_index: 0-based.
        lines: In reading order, places in points as shown; may be empty.
        to_user: Leads from points as shown to the page's user space.
        replaces: Whether invisible text that the page has is taken out.
    """

    page_index: int
    lines: tuple[Line, ...]
    to_user: Affine
    replaces: bool


@dataclass(slots=True)
class CharCodes:
    """Two-byte codes given to characters as they come; 0 (.notdef) is never given."""

    codes: dict[str, int] = field(default_factory=dict)

    def encode(self, text: str) -> str:
        """The text as hexadecimal codes, without lone surrogates and characters beyond 65,535 different ones."""
        found = []
        for char in text:
            if "\ud800" <= char <= "\udfff":
                continue
            code = self.codes.get(char)
            if code is None:
                if len(self.codes) >= _MAX_CODES:
                    continue
                code = self.codes[char] = len(self.codes) + 1
            found.append(f"{code:04X}")
        return "".join(found)


def to_unicode_cmap(codes: CharCodes) -> bytes:
    """The ToUnicode CMap: what each code means."""
    rows = [f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>" for char, code in codes.codes.items()]
    parts = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(rows), 100):
        chunk = rows[start : start + 100]
        parts += [f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]
    parts += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(parts).encode("ascii")


@dataclass(frozen=True, slots=True)
class _Run:
    """Text with its start on the baseline (page points) and its length along it."""

    text: str
    start: tuple[float, float]
    length: float


@dataclass(frozen=True, slots=True)
class _Direction:
    """The line's direction as a unit vector, its baseline's first point, and the height across it."""

    x: float
    y: float
    origin: tuple[float, float]
    height: float

    def along(self, box: Box) -> tuple[float, float]:
        """From where to where the box lies along the line, measured from the origin."""
        if abs(self.x) >= abs(self.y):
            ends = (box.left, box.right) if self.x > 0 else (box.right, box.left)
            near = [(end - self.origin[0]) / self.x for end in ends]
        else:
            ends = (box.top, box.bottom) if self.y > 0 else (box.bottom, box.top)
            near = [(end - self.origin[1]) / self.y for end in ends]
        return near[0], near[1]

    def point(self, distance: float) -> tuple[float, float]:
        return self.origin[0] + self.x * distance, self.origin[1] + self.y * distance


def _direction(line: Line) -> _Direction:
    box = line.box
    base = line.baseline or Baseline(box.left, box.bottom - _DESCENT * box.height, box.right, 0.0)
    if line.baseline is None:
        return _Direction(1.0, 0.0, (base.x0, base.y0), box.height)
    length = math.hypot(base.x1 - base.x0, base.y1 - base.y0)
    if length < 1e-6:
        return _Direction(1.0, 0.0, (box.left, base.y0), box.height)
    x, y = (base.x1 - base.x0) / length, (base.y1 - base.y0) / length
    tallest = max(word.box.height if abs(x) >= abs(y) else word.box.width for word in line.words)
    return _Direction(x, y, (base.x0, base.y0), tallest)


def _runs(line: Line, direction: _Direction) -> Iterable[tuple[_Run, _Run]]:
    """Each word with the space after it.

    Readers such as poppler join words that stand closer than a tenth of the height, whatever is written between them:
    a word that reaches that far is set a little shorter.
    """
    places = [direction.along(word.box) for word in line.words]
    gap = _LEAST_GAP * direction.height
    for index, (word, (start, end)) in enumerate(zip(line.words, places, strict=True)):
        following = places[index + 1][0] if index + 1 < len(places) else end + 0.25 * direction.height
        near = start < following < end + gap
        stop = max(following - gap, start + 0.5 * (end - start)) if near else end
        run = _Run(word.text, direction.point(start), max(stop - start, 0.1))
        yield run, _Run(" ", direction.point(stop), max(following - stop, 0.1))


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) >= 0.0005 else "0"


def _line_operators(line: Line, to_user: Affine, codes: CharCodes) -> list[str]:
    direction = _direction(line)
    size = max(direction.height, 1.0)
    # Unit vectors along and up the line; y points down on the page.
    ax, ay = _turned(to_user, direction.x, direction.y)
    ux, uy = _turned(to_user, direction.y, -direction.x)
    matrix = " ".join(_number(value * size) for value in (ax, ay, ux, uy))
    operators = ["BT", "3 Tr", "/F 1 Tf"]
    for word, space in _runs(line, direction):
        hexed = codes.encode(word.text)
        if not hexed:
            continue
        blank = codes.encode(space.text)
        shown = f"<{hexed}> Tj {_placed(space, size, 1, to_user, matrix)} <{blank}> Tj"
        if len(hexed) == 4:
            # PDFium passes over a text object of one glyph without an outline, so the space is part of the object.
            back = 1000 * GLYPH_WIDTH * (1 - space.length / word.length)
            shown = f"[<{hexed}> {_number(back)} <{blank}>] TJ"
        operators.append(f"{_placed(word, size, len(hexed) // 4, to_user, matrix)} {shown}")
    operators.append("ET")
    return operators


def _placed(run: _Run, size: float, count: int, to_user: Affine, matrix: str) -> str:
    """The operators that stretch `count` glyphs to the length of the run, and move to its start."""
    x, y = to_user.point(*run.start)
    return f"{_number(100 * run.length / (GLYPH_WIDTH * size * count))} Tz {matrix} {_number(x)} {_number(y)} Tm"


def _turned(affine: Affine, x: float, y: float) -> tuple[float, float]:
    return affine.a * x + affine.c * y, affine.b * x + affine.d * y


def layer_operators(lines: Iterable[Line], to_user: Affine, codes: CharCodes) -> bytes:
    """The content stream that sets the lines invisibly.

    Args:
        lines: In reading order, places in points as shown.
        to_user: Leads from points as shown to the page's user space.
        codes: Gets a code for every character that is new.
    """
    operators = ["q"]
    for line in lines:
        operators += _line_operators(line, to_user, codes)
    operators.append("Q")
    return "\n".join(operators).encode("ascii")
