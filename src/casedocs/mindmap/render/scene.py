"""From a sheet to a drawing: measures topics, arranges them, draws boxes, lines, folio labels and arrows."""

import re
from dataclasses import dataclass

from casedocs.errors import UsageError
from casedocs.geometry import Box, Size
from casedocs.mindmap.layout import Arrangement, Edge, Item, arrange
from casedocs.mindmap.model import Kind, Sheet, Topic, Visit
from casedocs.mindmap.render.drawing import Curve, Drawing, Frame, Label
from casedocs.mindmap.render.fonts import Font, display_text, load_font

__all__ = ["RenderOptions", "StepScene", "arrangement_of", "draw", "wrap"]

_COLOURS = ("#1F618D", "#117A65", "#9A7D0A", "#A04000", "#6C3483", "#943126", "#1A5276", "#0E6655")
_SAFE_LINK = re.compile(r"^(https?:|mailto:|file:)", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_SIZES = (20.0, 16.0)
_PLAIN_SIZE, _LABEL_SIZE = 13.0, 10.5
_PAD_X, _PAD_Y = 10.0, 6.0
_GREY = "#5D6D7E"
_STATUS = {
    "task-done": "#1E8449",
    "task-half": "#B7950B",
    "task-start": "#C0392B",
    "symbol-wrong": "#C0392B",
    "symbol-question": "#B7950B",
    "flag-red": "#C0392B",
    "flag-green": "#1E8449",
    "flag-blue": "#2471A3",
    "flag-yellow": "#B7950B",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """How a picture is drawn.

    Attributes:
        arrangement: The layout; None: as the root's structure says.
        depth: Levels below the root that are shown; None: all.
        folded: Leaves out what is below folded topics.
        text_width: Widest line of a topic in pixels.
        margin: White space around the picture in pixels.
    """

    arrangement: Arrangement | None = None
    depth: int | None = None
    folded: bool = False
    text_width: float = 240.0
    margin: float = 24.0

    def __post_init__(self) -> None:
        if self.text_width < 40 or self.margin < 0 or (self.depth is not None and self.depth < 0):
            raise UsageError("text_width must be at least 40, margin and depth at least 0")


def arrangement_of(structure: str | None) -> Arrangement:
    """The arrangement nearest to a structure class of XMind."""
    name = structure or ""
    for part, way in (
        ("org-chart", Arrangement.ORG),
        ("tree", Arrangement.TREE),
        ("timeline", Arrangement.TIMELINE),
        ("fishbone", Arrangement.FISHBONE),
        ("logic", Arrangement.LOGIC),
        ("brace", Arrangement.LOGIC),
    ):
        if part in name:
            return way
    return Arrangement.MAP


@dataclass(slots=True)
class _Node:
    visit: Visit
    lines: list[str]
    labels: list[str]
    size: float
    bold: bool
    branch: int


def wrap(text: str, font: Font, size: float, width: float) -> list[str]:
    """The lines of a text no wider than `width`; words that are wider are cut."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in display_text(paragraph).split():
            joined = f"{line} {word}" if line else word
            if font.width(joined, size) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            line = word
            while font.width(line, size) > width and len(line) > 1:
                cut = next(
                    end for end in range(len(line) - 1, 0, -1) if end == 1 or font.width(line[:end], size) <= width
                )
                lines.append(line[:cut])
                line = line[cut:]
        lines.append(line)
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines


class _Scene:
    def __init__(self, sheet: Sheet, options: RenderOptions) -> None:
        self.sheet, self.options = sheet, options
        self.drawing = Drawing(title=display_text(sheet.root.title))
        self.items: dict[int, Item] = {}
        self.nodes: list[tuple[_Node, Item]] = []
        self.roots: list[Item] = []

    def fonts(self, bold: bool) -> Font:
        return load_font(bold=bold)

    def node(self, visit: Visit, branch: int) -> _Node:
        size = _SIZES[visit.depth] if visit.depth < len(_SIZES) else _PLAIN_SIZE
        bold = visit.depth < len(_SIZES)
        font = self.fonts(bold)
        lines = wrap(visit.topic.title, font, size, self.options.text_width)
        joined = " · ".join(label for label in map(display_text, visit.topic.labels) if label)
        labels = wrap(joined, self.fonts(False), _LABEL_SIZE, self.options.text_width) if joined else []
        for line in (*lines, *labels):
            self.drawing.missing |= font.missing(line)
        return _Node(visit, lines, labels, size, bold, branch)

    def measure(self, node: _Node) -> Size:
        widths = [self.fonts(node.bold).width(line, node.size) for line in node.lines]
        widths += [self.fonts(False).width(line, _LABEL_SIZE) for line in node.labels]
        marks = 14.0 * len(self.marks(node.visit.topic))
        height = len(node.lines) * node.size * 1.3 + len(node.labels) * _LABEL_SIZE * 1.4
        return Size(max([*widths, 8.0]) + 2 * _PAD_X + marks, height + 2 * _PAD_Y)

    @staticmethod
    def marks(topic: Topic) -> list[str]:
        """Colours of the dots for markers that tell a state."""
        return [_STATUS[marker] for marker in topic.markers if marker in _STATUS]

    def hidden(self, visit: Visit, shut: set[int]) -> bool:
        deep = self.options.depth is not None and visit.depth > self.options.depth
        return deep or (visit.parent is not None and id(visit.parent) in shut)

    def collect(self) -> None:
        """Measures everything that is shown; floating topics become trees of their own."""
        shut: set[int] = set()
        branches: dict[int, int] = {}
        for visit in self.sheet.root.visits():
            topic = visit.topic
            if self.hidden(visit, shut):
                shut.add(id(topic))
                continue
            if self.options.folded and topic.folded:
                shut.add(id(topic))
            above = branches.get(id(visit.parent), 0)
            branches[id(topic)] = len(branches) if visit.depth == 1 else above
            node = self.node(visit, branches[id(topic)])
            item = self.items[id(topic)] = Item(self.measure(node))
            self.nodes.append((node, item))
            if visit.parent is None or visit.kind is Kind.FLOATING:
                self.roots.append(item)
            else:
                self.items[id(visit.parent)].below.append(item)

    def arranged(self) -> list[Edge]:
        way = self.options.arrangement or arrangement_of(self.sheet.root.structure)
        edges = arrange(self.roots[0], way)
        bottom = max(item.box.bottom for item in self.roots[0].walk())
        left = min(item.box.left for item in self.roots[0].walk())
        for root in self.roots[1:]:
            more = arrange(root, Arrangement.LOGIC)
            top = min(item.box.top for item in root.walk())
            x, y = left - root.box.left, bottom + 40 - top
            for item in root.walk():
                item.put(item.box.left + x, item.box.top + y)
            edges += [Edge(tuple((a + x, b + y) for a, b in edge.points), edge.depth) for edge in more]
            bottom = max(item.box.bottom for item in root.walk())
        return edges

    def draw(self) -> Drawing:
        self.collect()
        edges = self.arranged()
        self.boundaries()
        for edge in edges:
            width = 2.5 if edge.depth <= 1 else 1.2
            self.drawing.shapes.append(Curve(points=edge.points, stroke="#85929E", width=width))
        for node, item in self.nodes:
            self.topic(node, item)
        self.arrows()
        boxes = [item.box for item in self.items.values()]
        points = [point for edge in edges for point in edge.points]
        around = Box.around([*boxes, Box.around_points(points)] if points else boxes)
        self.drawing.box = around.expanded(self.options.margin)
        return self.drawing

    def topic(self, node: _Node, item: Item) -> None:
        topic, depth = node.visit.topic, node.visit.depth
        colour = _COLOURS[node.branch % len(_COLOURS)]
        fill = topic.style.get("svg:fill", "")[:7]
        given = _COLOUR.fullmatch(fill) is not None
        fill = fill if given else colour if depth <= 1 else "#FFFFFF"
        text = _readable_on(fill) if given or depth <= 1 else "#17202A"
        dashed = node.visit.kind in {Kind.CALLOUT, Kind.SUMMARY}
        self.drawing.shapes.append(Frame(box=item.box, radius=7, fill=fill, stroke=colour, width=1.4, dashed=dashed))
        x, y = item.box.left + _PAD_X, item.box.top + _PAD_Y
        for number, mark in enumerate(self.marks(topic)):
            left = x + 14.0 * number
            dot = Box(left, item.box.center[1] - 5, left + 10, item.box.center[1] + 5)
            self.drawing.shapes.append(Frame(box=dot, radius=5, fill=mark, stroke="#FFFFFF"))
        x += 14.0 * len(self.marks(topic))
        link = display_text(topic.link) if topic.link and _SAFE_LINK.match(topic.link) else ""
        for line in node.lines:
            y += node.size * 1.3
            label = Label(
                x=x, baseline=y - node.size * 0.3, text=line, size=node.size, colour=text, bold=node.bold, link=link
            )
            self.drawing.shapes.append(label)
        for line in node.labels:
            y += _LABEL_SIZE * 1.4
            shade = text if given or depth <= 1 else _GREY
            self.drawing.shapes.append(
                Label(x=x, baseline=y - _LABEL_SIZE * 0.4, text=line, size=_LABEL_SIZE, colour=shade, link=link)
            )

    def boundaries(self) -> None:
        for node, item in self.nodes:
            topic = node.visit.topic
            for boundary in topic.boundaries:
                members = [topic] if boundary.members is None else boundary.members
                shown = [self.items[id(member)] for member in members if id(member) in self.items]
                shown = [item] if boundary.members is None else shown
                boxes = [below.box for member in shown for below in member.walk()]
                if boxes:
                    frame = Frame(box=Box.around(boxes).expanded(5), radius=9, stroke="#CA6F1E", dashed=True)
                    self.drawing.shapes.append(frame)

    def arrows(self) -> None:
        places = {node.visit.topic.id: item.box for node, item in self.nodes}
        for relationship in self.sheet.relationships:
            start, end = places.get(relationship.start_id), places.get(relationship.end_id)
            if start is None or end is None or start is end:
                continue
            (x1, y1), (x2, y2) = _facing(start, end), _facing(end, start)
            bend = max(abs(x2 - x1), abs(y2 - y1)) / 4 + 20
            points = ((x1, y1), (x1 + bend, y1 - bend / 2), (x2 + bend, y2 - bend / 2), (x2, y2))
            self.drawing.shapes.append(Curve(points=points, stroke="#C0392B", width=1.6, dashed=True, arrow=True))
            text = display_text(relationship.title)
            if text:
                x, y = sum(point[0] for point in points) / 4, sum(point[1] for point in points) / 4
                width = self.fonts(False).width(text, 11)
                back = Box(x - width / 2 - 4, y - 9, x + width / 2 + 4, y + 8)
                self.drawing.shapes.append(Frame(box=back, radius=3, fill="#FFFFFF"))
                self.drawing.shapes.append(Label(x=x - width / 2, baseline=y + 3, text=text, size=11, colour="#C0392B"))


def _facing(box: Box, other: Box) -> tuple[float, float]:
    """The middle of the side of `box` that looks towards `other`."""
    x, y = box.center
    dx, dy = other.center[0] - x, other.center[1] - y
    if abs(dx) * box.height > abs(dy) * box.width:
        return (box.right if dx > 0 else box.left, y)
    return (x, box.bottom if dy > 0 else box.top)


def _readable_on(fill: str) -> str:
    """Black or white text, whichever stands out more on a colour."""
    red, green, blue = (int(fill[at : at + 2], 16) for at in (1, 3, 5))
    return "#17202A" if red * 0.299 + green * 0.587 + blue * 0.114 > 150 else "#FFFFFF"


class StepScene(_Scene):
    """A fixed arrangement whose topics appear one by one, for films."""

    def __init__(self, sheet: Sheet, options: RenderOptions) -> None:
        super().__init__(sheet, options)
        self.collect()
        self.arranged()

    def box_of(self, number: int) -> Box:
        """Where the topic of a step stands."""
        return self.nodes[number][1].box

    def shapes_until(self, number: int, view: Box) -> list[Frame | Curve | Label]:
        """What is seen through `view` when the topics up to `number` have appeared, the last one framed."""
        self.drawing.shapes = []
        for node, item in self.nodes[: number + 1]:
            above = self.items.get(id(node.visit.parent))
            if above is not None and node.visit.kind is not Kind.FLOATING and _spans(above.box, item.box, view):
                (x1, y1), (x2, y2) = (above.box.right, above.box.center[1]), (item.box.left, item.box.center[1])
                points = ((x1, y1), ((x1 + x2) / 2, y1), ((x1 + x2) / 2, y2), (x2, y2))
                self.drawing.shapes.append(Curve(points=points, stroke="#85929E", width=1.5))
        for node, item in self.nodes[: number + 1]:
            if item.box.intersection(view) is not None:
                self.topic(node, item)
        frame = Frame(box=self.box_of(number).expanded(4), radius=10, stroke="#E67E22", width=4)
        return [*self.drawing.shapes, frame]


def _spans(first: Box, second: Box, view: Box) -> bool:
    return Box.around([first, second]).intersection(view) is not None


def draw(sheet: Sheet, options: RenderOptions) -> Drawing:
    """The drawing of a sheet."""
    return _Scene(sheet, options).draw()
