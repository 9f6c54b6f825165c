"""Colours, calm enough for a meeting room, checked for contrast where the map brings its own."""

import re
from dataclasses import dataclass
from functools import lru_cache

from casedocs.mindmap.render.options import Theme
from casedocs.mindmap.status import Status

__all__ = ["BRANCHES", "STATUS", "Palette", "color_of", "mixed", "palette", "readable_on"]

BRANCHES = ("#3b6ea8", "#3f8f7a", "#b3742d", "#7b62a3", "#b05263", "#4f8a3d", "#2f8ea3", "#8a6d4b")
STATUS = {
    Status.PROVEN: "#2e8b57",
    Status.MISSING: "#c0392b",
    Status.CONFLICT: "#d9822b",
    Status.OPEN: "#b59a00",
}
_HEX = re.compile(r"#?([0-9a-fA-F]{6})(?:[0-9a-fA-F]{2})?$")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme.

    Attributes:
        paper: Background.
        ink: Text.
        soft: Less important text.
        root: Fill of the root.
        on_root: Text on it.
        card: Fill of a topic.
        tint: How much of the branch's colour goes into main topics, 0 to 1.
        line: Frames and axes.
        arc: Relationships.
        note: Fill of callouts.
    """

    paper: str
    ink: str
    soft: str
    root: str
    on_root: str
    card: str
    tint: float
    line: str
    arc: str
    note: str


_LIGHT = Palette(
    "#ffffff", "#1f2a37", "#5b6775", "#1f3a5f", "#ffffff", "#ffffff", 0.16, "#8a97a6", "#a8325a", "#fff6d6"
)
_DARK = Palette("#14191f", "#e8edf3", "#a9b4c0", "#345b8c", "#ffffff", "#1d242c", 0.30, "#75828f", "#e58aa8", "#463f24")


def palette(theme: Theme) -> Palette:
    """The colours of a theme."""
    return _DARK if theme is Theme.DARK else _LIGHT


def color_of(text: str | None) -> str | None:
    """``#rrggbb`` of a colour that a map names in hexadecimal digits; None for anything else."""
    found = _HEX.match((text or "").strip())
    return f"#{found[1].lower()}" if found else None


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


@lru_cache(maxsize=4096)
def mixed(color: str, base: str, share: float) -> str:
    """`share` of `color` on `base`."""
    pairs = zip(_parts(color), _parts(base), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


@lru_cache(maxsize=4096)
def readable_on(fill: str) -> str:
    """Dark or white text, whichever stands out from the fill."""
    red, green, blue = _parts(fill)
    return "#1f2a37" if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#ffffff"
