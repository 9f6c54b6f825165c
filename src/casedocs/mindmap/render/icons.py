"""Markers, and the signs for a note and a link, drawn as small pictures of 15 × 15 points."""

import math
from collections.abc import Callable
from functools import lru_cache

from casedocs.mindmap.render.scene import Path, Rect, Text

__all__ = ["Sign", "link_sign", "marker_icon", "note_sign"]

_RED, _ORANGE, _YELLOW, _GREEN, _BLUE = "#c0392b", "#d9822b", "#c9a400", "#2e8b57", "#2f6fb0"
_PURPLE, _GREY, _SLATE, _PALE, _WHITE = "#7b4fa3", "#7a8490", "#5b6775", "#9aa5b1", "#ffffff"
_COLORS = {
    "red": _RED, "orange": _ORANGE, "yellow": _YELLOW, "green": _GREEN, "blue": _BLUE, "purple": _PURPLE,
    "gray": _GREY, "grey": _GREY, "dark-blue": "#24497a", "dark-green": "#1f5f3d", "dark-gray": "#48525c",
    "dark-purple": "#53336f", "black": "#2b323a", "pink": "#c2608c",
}  # fmt: skip
_PRIORITY = (_RED, _ORANGE, _BLUE, _GREEN, _PURPLE, _SLATE, _SLATE, _SLATE, _SLATE)
_PARTS = {"start": 0, "oct": 1, "quarter": 2, "3oct": 3, "half": 4, "5oct": 5, "3quar": 6, "7oct": 7, "done": 8}
_MONTHS = {
    "jan": "1", "feb": "2", "mar": "3", "apr": "4", "may": "5", "jun": "6",
    "jul": "7", "aug": "8", "sep": "9", "oct": "10", "nov": "11", "dec": "12",
}  # fmt: skip
_DAYS = {"mon": "2", "tue": "3", "wed": "4", "thu": "5", "fri": "6", "sat": "7", "sun": "CN"}  # as Vietnamese counts

Sign = Rect | Path | Text
_Draw = Callable[[float, float], list[Sign]]
_Point = tuple[float, float]


def _line(x: float, y: float, *points: _Point, color: str = _WHITE, width: float = 1.6) -> Path:
    first, *rest = [(x + a, y + b) for a, b in points]
    return Path((("M", first), *(("L", point) for point in rest)), color, width)


def _area(x: float, y: float, *points: _Point, color: str) -> Path:
    first, *rest = [(x + a, y + b) for a, b in points]
    return Path((("M", first), *(("L", point) for point in rest), ("Z", ())), fill=color)


def _disc(x: float, y: float, color: str, *, line: str = "") -> Rect:
    return Rect(x + 0.5, y + 0.5, 14.0, 14.0, 7.0, color, line, 1.2)


def _check(x: float, y: float) -> Path:
    return _line(x, y, (4, 7.8), (6.6, 10.4), (11.2, 5), width=1.8)


def _pie(x: float, y: float, eighths: int) -> list[Sign]:
    if eighths == 8:
        return [_disc(x, y, _GREEN), _check(x, y)]
    items: list[Sign] = [_disc(x, y, _WHITE, line=_BLUE)]
    if eighths:
        angles = [-math.pi / 2 + math.pi / 4 * eighths * part / 16 for part in range(17)]
        edge = [(7.5 + 5 * math.cos(a), 7.5 + 5 * math.sin(a)) for a in angles]
        items.append(_area(x, y, (7.5, 7.5), *edge, color=_BLUE))
    return items


def _flag(x: float, y: float, color: str) -> list[Sign]:
    pole = _line(x, y, (4, 1.5), (4, 14), color=_SLATE, width=1.4)
    return [pole, _area(x, y, (4, 2), (13, 5), (4, 8.5), color=color)]


def _star(x: float, y: float, color: str) -> list[Sign]:
    corners = [
        (7.5 + r * math.sin(i * math.pi / 5), 7.8 - r * math.cos(i * math.pi / 5))
        for i, r in enumerate((7.0, 3.0) * 5)
    ]  # fmt: skip
    return [_area(x, y, *corners, color=color)]


def _half_star(x: float, y: float, color: str) -> list[Sign]:
    corners = [
        (7.5 - r * math.sin(i * math.pi / 5), 7.8 - r * math.cos(i * math.pi / 5))
        for i, r in zip(range(6), (7.0, 3.0) * 3, strict=True)
    ]
    return [*_star(x, y, "#dfe4ea"), _area(x, y, *corners, color=color)]


def _person(x: float, y: float, color: str) -> list[Sign]:
    return [Rect(x + 4.7, y + 1, 5.6, 5.6, 2.8, color), Rect(x + 2, y + 7.6, 11, 6.8, 3.2, color)]


def _tag(x: float, y: float, color: str) -> list[Sign]:
    body = _area(x, y, (1.5, 2), (8, 2), (14, 8), (8.5, 13.5), (1.5, 7.5), color=color)
    return [body, Rect(x + 3.4, y + 3.6, 2.4, 2.4, 1.2, _WHITE)]


def _lettered(x: float, y: float, color: str, letter: str) -> list[Sign]:
    left = 3.2 if len(letter) > 1 else 5.6 if letter in "!i" else 4.4
    size, base = (7.0, 10.1) if len(letter) > 1 else (10.0, 11.1)
    return [_disc(x, y, color), Text(x + left, y + base, letter, size, _WHITE, bold=True)]


def _page_of(x: float, y: float, text: str) -> list[Sign]:
    """A leaf of a calendar."""
    left = 5.2 if len(text) == 1 else 2.9 if text.isdigit() else 1.8
    return [
        Rect(x + 1, y + 1.5, 13, 12.5, 2.0, _WHITE, _SLATE, 1.0), Rect(x + 1, y + 1.5, 13, 3.4, 1.5, _RED),
        Text(x + left, y + 12.2, text, 7.6, _SLATE, bold=True),
    ]  # fmt: skip


def _face(x: float, y: float, mood: str) -> list[Sign]:
    """Two eyes and a mouth: glad, sad, angry, open or flat."""
    dark = "#4a3b00"
    items: list[Sign] = [_disc(x, y, "#f4c542", line="#b98b00")]
    items += [Rect(x + left, y + 4.8, 1.7, 1.9, 0.8, dark) for left in (4.1, 9.2)]
    curves = {"glad": (9.2, 12.6), "sad": (11.2, 8.0), "angry": (11.2, 8.4), "flat": (10.2, 10.2)}
    if mood == "open":
        return [*items, Rect(x + 6, y + 8.6, 3, 3.6, 1.5, dark)]
    ends, bend = curves[mood]
    steps = (("M", (x + 4.2, y + ends)), ("C", (x + 6, y + bend, x + 9, y + bend, x + 10.8, y + ends)))
    items.append(Path(steps, dark, 1.2))
    if mood == "angry":
        brows = (((3.4, 3.2), (6, 4.4)), ((11.6, 3.2), (9, 4.4)))
        items += [_line(x, y, start, end, color=dark, width=1.1) for start, end in brows]
    return items


def _arrow(x: float, y: float, turn: float) -> list[Sign]:
    """An arrow on a disc; `turn` in degrees clockwise from pointing right."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def spot(a: float, b: float) -> _Point:
        return 7.5 + a * cos - b * sin, 7.5 + a * sin + b * cos

    return [
        _disc(x, y, _BLUE), _line(x, y, spot(-4, 0), spot(4, 0)),
        _line(x, y, spot(1, -3), spot(4, 0), spot(1, 3)),
    ]  # fmt: skip


def _lines(color: str, *strokes: tuple[_Point, ...]) -> _Draw:
    return lambda x, y: [_disc(x, y, color), *(_line(x, y, *points) for points in strokes)]


def _letter(color: str, letter: str) -> _Draw:
    return lambda x, y: _lettered(x, y, color, letter)


def _mood(mood: str) -> _Draw:
    return lambda x, y: _face(x, y, mood)


def _clock(x: float, y: float) -> list[Sign]:
    return [_disc(x, y, _WHITE, line=_SLATE), _line(x, y, (7.5, 3.6), (7.5, 7.8), (10.4, 9.4), color=_SLATE, width=1.3)]


def _lock(x: float, y: float) -> list[Sign]:
    bow = Rect(x + 4.4, y + 1.2, 6.2, 9.0, 3.1, "", _SLATE, 1.5)
    return [bow, Rect(x + 2.5, y + 6.4, 10, 7.6, 1.6, _ORANGE)]


def _envelope(x: float, y: float) -> list[Sign]:
    flap = _line(x, y, (1.6, 4), (7.5, 8.8), (13.4, 4), color=_BLUE, width=1.1)
    return [Rect(x + 1, y + 3, 13, 9.6, 1.4, _WHITE, _BLUE, 1.1), flap]


def _lens(x: float, y: float) -> list[Sign]:
    return [Rect(x + 1.8, y + 1.8, 8.4, 8.4, 4.2, "", _BLUE, 1.6), _line(x, y, (9.2, 9.2), (13.2, 13.2), color=_BLUE)]


def _house(x: float, y: float) -> list[Sign]:
    roof = _area(x, y, (7.5, 1.2), (14.2, 7.6), (0.8, 7.6), color=_RED)
    return [Rect(x + 3, y + 7, 9, 6.8, 0.6, _ORANGE), roof, Rect(x + 6.2, y + 9.4, 2.6, 4.4, 0.4, _WHITE)]


def _bulb(x: float, y: float) -> list[Sign]:
    foot = _line(x, y, (5.6, 13.2), (9.4, 13.2), color=_SLATE, width=1.4)
    return [
        Rect(x + 2.8, y + 0.8, 9.4, 9.4, 4.7, "#f4c542", "#b98b00", 0.9),
        Rect(x + 5.3, y + 9, 4.4, 3, 0.8, _PALE),
        foot,
    ]


def _heart(x: float, y: float) -> list[Sign]:
    steps = (("M", (x + 7.5, y + 13.4)), ("C", (x - 3.2, y + 6, x + 3.4, y - 1.6, x + 7.5, y + 3.8)),
             ("C", (x + 11.6, y - 1.6, x + 18.2, y + 6, x + 7.5, y + 13.4)), ("Z", ()))  # fmt: skip
    return [Path(steps, fill=_RED)]


def _thumb(x: float, y: float, *, up: bool) -> list[Sign]:
    hand = ((4.6, 6.6), (7.4, 1.6), (9.2, 2.6), (8.6, 6), (13.4, 6), (12.4, 13), (4.6, 13))
    cuff = ((1.4, 6.8), (3.6, 6.8), (3.6, 13), (1.4, 13))
    color = _GREEN if up else _RED
    return [_area(x, y, *((a, b if up else 15 - b) for a, b in shape), color=color) for shape in (hand, cuff)]


def _pencil(x: float, y: float) -> list[Sign]:
    shaft = _area(x, y, (10.6, 1.4), (13.6, 4.4), (5.2, 12.8), (1.6, 13.4), (2.2, 9.8), color=_ORANGE)
    return [shaft, _area(x, y, (1.6, 13.4), (2, 11.2), (3.8, 13), color=_SLATE)]


def _warning(x: float, y: float) -> list[Sign]:
    triangle = _area(x, y, (7.5, 0.8), (14.6, 13.8), (0.4, 13.8), color=_YELLOW)
    return [
        triangle,
        _line(x, y, (7.5, 5), (7.5, 9), color="#2b323a"),
        Rect(x + 6.6, y + 10.8, 1.8, 1.8, 0.9, "#2b323a"),
    ]


def _people(x: float, y: float) -> list[Sign]:
    return [*_person(x - 2, y, _PALE), *_person(x + 2, y, _BLUE)]


def _chart(x: float, y: float) -> list[Sign]:
    bars = ((2, 8, _BLUE), (6, 4.6, _GREEN), (10, 1.8, _ORANGE))
    return [Rect(x + left, y + top, 3.2, 13.2 - top, 0.4, color) for left, top, color in bars]


def _book(x: float, y: float) -> list[Sign]:
    page = Rect(x + 2.4, y + 1.2, 10.2, 12.6, 1.2, _WHITE, _SLATE, 1.0)
    return [page, *(_line(x, y, (4.8, b), (10.2, b), color=_SLATE, width=1.0) for b in (4.6, 7.2, 9.8))]


def _bell(x: float, y: float) -> list[Sign]:
    body = _area(x, y, (7.5, 1.2), (11, 4), (11.6, 9), (13.4, 11.4), (1.6, 11.4), (3.4, 9), (4, 4), color=_YELLOW)
    return [body, Rect(x + 6.2, y + 11.6, 2.6, 2.4, 1.2, _SLATE)]


_CROSS = (((4.4, 4.4), (10.6, 10.6)), ((10.6, 4.4), (4.4, 10.6)))
_CODE = (((6, 4), (3.4, 7.5), (6, 11)), ((9, 4), (11.6, 7.5), (9, 11)))
_PAUSE = (((5.6, 4.4), (5.6, 10.6)), ((9.4, 4.4), (9.4, 10.6)))
_PICTURES: dict[str, _Draw] = {
    "right": lambda x, y: [_disc(x, y, _GREEN), _check(x, y)],
    "wrong": _lines(_RED, *_CROSS),
    "plus": _lines(_GREEN, ((3.8, 7.5), (11.2, 7.5)), ((7.5, 3.8), (7.5, 11.2))),
    "minus": _lines(_ORANGE, ((3.8, 7.5), (11.2, 7.5))),
    "no-entry": _lines(_RED, ((3.8, 7.5), (11.2, 7.5))),
    "pause": _lines(_SLATE, *_PAUSE),
    "code": _lines(_SLATE, *_CODE),
    "pin": lambda x, y: [Rect(x + 4.4, y + 1, 6.2, 6.2, 3.1, _RED), _line(x, y, (7.5, 7), (7.5, 14), color=_SLATE)],
    "question": _letter(_ORANGE, "?"), "exclam": _letter(_RED, "!"), "info": _letter(_BLUE, "i"),
    "attention": _warning, "clock": _clock, "lock": _lock, "mail": _envelope, "search": _lens, "home": _house,
    "idea": _bulb, "heart": _heart, "pencil": _pencil, "group": _people, "chart": _chart, "book": _book, "bell": _bell,
    "money": _letter(_GREEN, "$"), "calendar": lambda x, y: _page_of(x, y, "31"),
    "person": lambda x, y: _person(x, y, _BLUE), "star": lambda x, y: _star(x, y, _YELLOW),
    "flag": lambda x, y: _flag(x, y, _RED),
    "like": lambda x, y: _thumb(x, y, up=True), "dislike": lambda x, y: _thumb(x, y, up=False),
    "glad": _mood("glad"), "sad": _mood("sad"), "angry": _mood("angry"), "surprise": _mood("open"),
    "flat": _mood("flat"),
    "up": lambda x, y: _arrow(x, y, -90), "down": lambda x, y: _arrow(x, y, 90),
    "forward": lambda x, y: _arrow(x, y, 0), "back": lambda x, y: _arrow(x, y, 180),
    "up-right": lambda x, y: _arrow(x, y, -45), "down-right": lambda x, y: _arrow(x, y, 45),
    "up-left": lambda x, y: _arrow(x, y, -135), "down-left": lambda x, y: _arrow(x, y, 135),
}  # fmt: skip
# Which picture stands for which marker: names of XMind without their family, of FreeMind and Freeplane, of WiseMapping.
_MEANING = {
    picture: names.split()
    for picture, names in {
        "right": "right simbol-right yes button_ok checked tick", "wrong": "wrong button_cancel no closed",
        "plus": "plus add", "minus": "minus", "no-entry": "no-entry stop stop-sign", "pause": "pause",
        "code": "code", "pin": "pin", "question": "question help", "exclam": "exclam exclamation",
        "info": "info", "attention": "attention messagebox_warning warning sign_warning clanbomber broken-line",
        "clock": "clock hourglass time", "lock": "lock password encrypted", "mail": "mail message email kmail",
        "search": "search xmag", "home": "home gohome house", "idea": "idea lightbulb ksmiletris",
        "heart": "heart", "pencil": "pencil edit", "group": "group people family", "money": "money dollar coin",
        "chart": "chart bar_chart bar-chart line_graph line-graph pie_chart pie-chart",
        "book": "book document list folder", "bell": "bell", "calendar": "calendar",
        "person": "person male1 female1 user",
        "star": "star bookmark", "flag": "flag", "like": "like thumbs-up thumb_up",
        "dislike": "dislike thumb-down thumb_down",
        "glad": "smile laugh happy smiley-neutral smiley-smile", "sad": "cry sad smily_bad embarrass smiley-oh",
        "angry": "angry smiley-angry", "surprise": "surprise smiley-surprise", "flat": "boring neutral",
        "up": "up", "down": "down", "forward": "forward", "back": "back left", "up-right": "up-right",
        "down-right": "down-right", "up-left": "up-left", "down-left": "down-left",
    }.items()
}  # fmt: skip
_BY_NAME = {name: picture for picture, names in _MEANING.items() for name in names}
_FAMILIES = ("c_symbol_", "c_symbol-", "c_simbol-", "symbol-", "other-", "smiley-", "arrow-")
_COLORED = {"flag": _flag, "star": _star, "people": _person, "tag": _tag, "half-star": _half_star}


def _counted(marker: str) -> _Draw | None:
    """Priorities, tasks, months and days, percents: pictures that say a number."""
    family, _, detail = marker.partition("-")
    if family in {"priority", "full"} and detail.isascii() and detail.isdigit():
        number = min(max(int(detail[:3]), 1), 9)
        return lambda x, y: _lettered(x, y, _PRIORITY[number - 1], str(number))
    if family == "task" and detail in _PARTS:
        return lambda x, y: _pie(x, y, _PARTS[detail])
    leaf = _MONTHS.get(detail) if family == "month" else _DAYS.get(detail) if family == "week" else None
    if leaf is not None:
        return lambda x, y: _page_of(x, y, leaf)
    if marker.endswith("%") and marker[:-1].isascii() and marker[:-1].isdigit():
        return lambda x, y: _pie(x, y, min(int(marker[:3].rstrip("%")), 100) * 8 // 100)
    return None


def _named(marker: str) -> _Draw | None:
    if marker == "arrow-right":  # in the other families "right" is a tick
        return _PICTURES["forward"]
    bare = next((marker.removeprefix(family) for family in _FAMILIES if marker.startswith(family)), marker)
    picture = _BY_NAME.get(marker) or _BY_NAME.get(bare)
    return _PICTURES[picture] if picture is not None else None


@lru_cache(maxsize=512)
def _drawing(marker: str) -> _Draw:
    marker = marker.strip().lower()
    for family, draw in _COLORED.items():
        color = _COLORS.get(marker.removeprefix(f"{family}-")) if marker.startswith(f"{family}-") else None
        if color is not None:
            return lambda x, y: draw(x, y, color)
    found = _counted(marker) or _named(marker)
    dot = _COLORS.get(marker.partition("-")[2], _PALE)
    return found or (lambda x, y: [Rect(x + 3.5, y + 3.5, 8.0, 8.0, 4.0, dot)])


def marker_icon(marker: str, x: float, y: float) -> list[Sign]:
    """The picture of a marker with its top-left corner at (x, y); one that is not known is a dot."""
    return _drawing(marker[:60])(x, y)


def note_sign(x: float, y: float, color: str) -> list[Sign]:
    """Three lines: there is a note."""
    lines = [_line(x, y, (4, h), (w, h), color=color, width=1.1) for h, w in ((5, 11), (7.5, 11), (10, 9))]
    return [Rect(x + 1.5, y + 1.5, 12, 12, 2.5, "", color, 1.0), *lines]


def link_sign(x: float, y: float, color: str) -> list[Sign]:
    """An arrow that leaves a frame: there is a link."""
    frame = ((6, 4), (2.5, 4), (2.5, 12.5), (11, 12.5), (11, 9))
    return [
        _line(x, y, (6.5, 8.5), (12.5, 2.5), color=color, width=1.2),
        _line(x, y, (8.5, 2.5), (12.5, 2.5), (12.5, 6.5), color=color, width=1.2),
        _line(x, y, *frame, color=color, width=1.2),
    ]
