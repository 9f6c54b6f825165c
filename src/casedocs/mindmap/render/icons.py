"""Markers, and the signs for a note and a link, drawn as small pictures of 15 × 15 points."""

import math

from casedocs.mindmap.render.scene import Item, Path, Rect, Text

__all__ = ["link_sign", "marker_icon", "note_sign"]

_COLORS = {
    "red": "#c0392b", "orange": "#d9822b", "yellow": "#c9a400", "green": "#2e8b57", "blue": "#2f6fb0",
    "purple": "#7b4fa3", "gray": "#7a8490", "dark-blue": "#24497a", "dark-green": "#1f5f3d", "dark-gray": "#48525c",
}  # fmt: skip
_PRIORITY = ("#c0392b", "#d9822b", "#2f6fb0", "#2e8b57", "#7b4fa3", "#5b6775", "#5b6775", "#5b6775", "#5b6775")
_PARTS = {"start": 0, "oct": 1, "quarter": 2, "3oct": 3, "half": 4, "5oct": 5, "3quar": 6, "7oct": 7, "done": 8}
_SIGNS = {"plus": "+", "minus": "–", "question": "?", "exclam": "!", "info": "i", "attention": "!", "wrong": "×"}
_WHITE = "#ffffff"


def _disc(x: float, y: float, color: str, *, line: str = "") -> Rect:
    return Rect(x + 0.5, y + 0.5, 14.0, 14.0, 7.0, color, line, 1.2)


def _check(x: float, y: float) -> Path:
    return Path((("M", (x + 4, y + 7.8)), ("L", (x + 6.6, y + 10.4)), ("L", (x + 11.2, y + 5))), _WHITE, 1.8)


def _pie(x: float, y: float, eighths: int) -> list[Item]:
    if eighths == 8:
        return [_disc(x, y, "#2e8b57"), _check(x, y)]
    items: list[Item] = [_disc(x, y, _WHITE, line="#2f6fb0")]
    if eighths:
        cx, cy, radius = x + 7.5, y + 7.5, 5.0
        angles = [-math.pi / 2 + math.pi / 4 * eighths * part / 16 for part in range(17)]
        edge = [("L", (cx + radius * math.cos(a), cy + radius * math.sin(a))) for a in angles]
        items.append(Path((("M", (cx, cy)), *edge, ("Z", ())), fill="#2f6fb0"))
    return items


def _flag(x: float, y: float, color: str) -> list[Item]:
    cloth = (("M", (x + 4, y + 2)), ("L", (x + 13, y + 5)), ("L", (x + 4, y + 8.5)), ("Z", ()))
    return [Path((("M", (x + 4, y + 1.5)), ("L", (x + 4, y + 14))), "#5b6775", 1.4), Path(cloth, fill=color)]


def _star(x: float, y: float, color: str) -> list[Item]:
    corners = [
        (x + 7.5 + r * math.sin(i * math.pi / 5), y + 7.8 - r * math.cos(i * math.pi / 5))
        for i, r in enumerate((7.0, 3.0) * 5)
    ]
    return [Path((("M", corners[0]), *(("L", corner) for corner in corners[1:]), ("Z", ())), fill=color)]


def _person(x: float, y: float, color: str) -> list[Item]:
    return [Rect(x + 4.7, y + 1, 5.6, 5.6, 2.8, color), Rect(x + 2, y + 7.6, 11, 6.8, 3.2, color)]


def _lettered(x: float, y: float, color: str, letter: str) -> list[Item]:
    return [_disc(x, y, color), Text(x + (5.6 if letter in "!i" else 4.4), y + 11.1, letter, 10.0, _WHITE, bold=True)]


def marker_icon(marker: str, x: float, y: float) -> list[Item]:
    """The picture of a marker with its top-left corner at (x, y); one that is not known is a grey dot."""
    family, _, detail = marker.partition("-")
    if family == "priority" and detail.isascii() and detail.isdigit():
        number = min(max(int(detail[:3]), 1), 9)
        return _lettered(x, y, _PRIORITY[number - 1], str(number))
    if family == "task" and detail in _PARTS:
        return _pie(x, y, _PARTS[detail])
    color = _COLORS.get(detail)
    shapes = {"flag": _flag, "star": _star, "people": _person}
    if color is not None and family in shapes:
        return shapes[family](x, y, color)
    if marker == "symbol-right":
        return [_disc(x, y, "#2e8b57"), _check(x, y)]
    if family == "symbol" and detail in _SIGNS:
        return _lettered(x, y, "#c0392b" if detail in {"wrong", "exclam"} else "#d9822b", _SIGNS[detail])
    return [Rect(x + 3.5, y + 3.5, 8.0, 8.0, 4.0, color or "#9aa5b1")]


def note_sign(x: float, y: float, color: str) -> list[Item]:
    """Three lines: there is a note."""
    lines = [Path((("M", (x + 4, y + h)), ("L", (x + w, y + h))), color, 1.1) for h, w in ((5, 11), (7.5, 11), (10, 9))]
    return [Rect(x + 1.5, y + 1.5, 12, 12, 2.5, "", color, 1.0), *lines]


def link_sign(x: float, y: float, color: str) -> list[Item]:
    """An arrow that leaves a frame: there is a link."""
    arrow = (("M", (x + 6.5, y + 8.5)), ("L", (x + 12.5, y + 2.5)))
    head = (("M", (x + 8.5, y + 2.5)), ("L", (x + 12.5, y + 2.5)), ("L", (x + 12.5, y + 6.5)))
    frame = (("M", (x + 6, y + 4)), ("L", (x + 2.5, y + 4)), ("L", (x + 2.5, y + 12.5)), ("L", (x + 11, y + 12.5)),
             ("L", (x + 11, y + 9)))  # fmt: skip
    return [Path(arrow, color, 1.2), Path(head, color, 1.2), Path(frame, color, 1.2)]
