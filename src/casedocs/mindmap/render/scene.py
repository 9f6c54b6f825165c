"""The drawing as a list of simple things, the same for every kind of file. Points, origin top-left, y downwards."""

from dataclasses import dataclass, field

__all__ = ["Group", "Item", "Path", "Picture", "Rect", "Scene", "Text"]

Step = tuple[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle with round corners; colours are ``#rrggbb``, empty means none."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0
    fill: str = ""
    stroke: str = ""
    line_width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps ``M``, ``L``, ``C`` and ``Z`` with absolute numbers."""

    steps: tuple[Step, ...]
    stroke: str = ""
    line_width: float = 1.0
    fill: str = ""
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One line that starts at x on the baseline y."""

    x: float
    y: float
    text: str
    size: float
    color: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG picture in a rectangle."""

    x: float
    y: float
    width: float
    height: float
    jpeg: bytes
    pixels: tuple[int, int]


Item = Rect | Path | Text | Picture


@dataclass(slots=True)
class Group:
    """What belongs to one topic (`owner`: its index in the layout, -1 for the sheet itself).

    A topic's own group may be clicked: `area` (x, y, width, height) leads to `link`, a safe URL, or to the topic
    `goto` by its id. `name` is the topic's own id, where such clicks lead to.
    """

    owner: int
    items: list[Item] = field(default_factory=list)
    area: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    link: str = ""
    goto: str = ""
    name: str = ""


@dataclass(slots=True)
class Scene:
    """A drawing; later groups lie over earlier ones."""

    width: float
    height: float
    background: str
    title: str
    groups: list[Group] = field(default_factory=list)

    def text(self) -> str:
        """All letters that are drawn."""
        return "".join(
            {letter for group in self.groups for item in group.items if isinstance(item, Text) for letter in item.text}
        )
