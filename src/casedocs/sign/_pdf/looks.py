"""What the look of a filled field draws besides its text: nothing but its ground, its border and its comb may be there.

The text that a field shows is compared with its value elsewhere; strokes and pictures could show other letters than
the text says.
"""

import re
from collections.abc import Iterator

from pyhanko.pdf_utils import generic

from casedocs.sign._checks.lexer import LexError, skip_blank, skip_value
from casedocs.sign._pdf.objects import array_at, deref, dict_at, numbers_of, raw_at, text_at

__all__ = ["draws_more_than_text"]

_TOKEN = re.compile(rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]+")
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)\Z")
_HARMLESS = frozenset(
    b"BT ET Tf Td TD Tm T* Tj TJ ' \" Tc Tw Tz TL Ts q Q g G rg RG k K cs CS sc SC w J j M d i ri BMC BDC EMC MP DP "
    b"W W* n h f F f* S s B b B* b*".split()
)
_NEAR = 3.0  # points from an edge at which a line still belongs to it
_WIDE, _HIGH = 0.9, 0.8  # shares of the field that its ground and its border take


class _Box:
    """The edges of a look."""

    def __init__(self, numbers: list[float]) -> None:
        self.left, self.right = sorted((numbers[0], numbers[2]))
        self.bottom, self.top = sorted((numbers[1], numbers[3]))

    def edges_at(self, x: float, y: float) -> set[str]:
        places = {"left": x - self.left, "right": x - self.right, "bottom": y - self.bottom, "top": y - self.top}
        return {name for name, distance in places.items() if abs(distance) <= _NEAR}

    def is_ground(self, x: float, y: float, width: float, height: float, *, bars: bool) -> bool:
        """Whether a rectangle is ground, border, clip or a bar along the bottom or top."""
        whole = self.right - self.left
        wide = abs(width) >= _WIDE * whole - _NEAR and min(x, x + width) <= self.left + (1 - _WIDE) * whole + _NEAR
        high = abs(height) >= _HIGH * (self.top - self.bottom) - _NEAR
        along = self.edges_at(self.left, y) & self.edges_at(self.left, y + height) & {"bottom", "top"}
        return wide and (high or bars or bool(along))


def draws_more_than_text(look: object, *, bars: bool = False, comb: bool = False) -> bool:
    """Whether the look (an appearance stream) of a field draws shapes, pictures or letters of its own making.

    Args:
        look: The stream; anything else counts as drawing more.
        bars: Whether bars across the field are expected (the chosen lines of a list).
        comb: Whether upright lines are expected (a box for each letter).
    """
    if not isinstance(look, generic.StreamObject):
        return True
    edges = numbers_of(array_at(look, "/BBox"))
    try:
        content = look.data
    except Exception:  # noqa: BLE001  pyHanko's decoders raise many kinds; what cannot be read is not vouched for
        return True
    if len(edges) != 4 or _draws_letters(look):
        return True
    try:
        return _shapes(content, _Box(edges), bars=bars, comb=comb)
    except (LexError, ValueError):
        return True


def _draws_letters(look: generic.StreamObject) -> bool:
    """Whether a font of the look draws its own letters (Type 3), or says what a font shows that is not in the file."""
    fonts = dict_at(dict_at(look, "/Resources"), "/Font")
    for name in fonts or ():
        font = deref(raw_at(fonts, name))
        embedded = any(
            raw_at(dict_at(font, "/FontDescriptor"), key) is not None
            for key in ("/FontFile", "/FontFile2", "/FontFile3")
        )
        simple = text_at(font, "/Subtype") in {"/Type1", "/TrueType", "/MMType1"}
        if text_at(font, "/Subtype") == "/Type3" or (
            simple and not embedded and raw_at(font, "/ToUnicode") is not None
        ):
            return True
    return False


def _operations(content: bytes) -> Iterator[tuple[bytes, list[float]]]:
    """The operators of a content stream, each with the numbers before it."""
    at, operands = skip_blank(content, 0), list[float]()
    while at < len(content):
        token = _TOKEN.match(content, at)
        if token is None:  # a string, a name, a list: an operand that draws nothing by itself
            at = skip_blank(content, skip_value(content, at))
            continue
        word, at = token.group(), skip_blank(content, token.end())
        if _NUMBER.match(word):
            operands.append(float(word))
        else:
            yield word, operands
            operands = []


def _shapes(content: bytes, box: _Box, *, bars: bool, comb: bool) -> bool:
    moved, point = False, (0.0, 0.0)
    for word, numbers in _operations(content):
        if word in {b"re", b"m", b"l"}:
            if moved or len(numbers) < (4 if word == b"re" else 2):
                return True
            end = (numbers[-2], numbers[-1])
            if word == b"re" and not box.is_ground(*numbers[-4:], bars=bars):
                return True
            if word == b"l" and not _is_border(box, point, end, comb=comb):
                return True
            point = end
        elif word == b"cm":
            moved = True
        elif not (word in _HARMLESS or (word == b"Tr" and numbers[-1:] == [0.0])):
            return True
    return False


def _is_border(box: _Box, start: tuple[float, float], end: tuple[float, float], *, comb: bool) -> bool:
    first, last = box.edges_at(*start), box.edges_at(*end)
    upright = comb and start[0] == end[0] and bool(first) and bool(last)
    return upright or bool(first & last)
