"""The mind map as data: a workbook of sheets, each a tree of topics.

A topic refers to other topics as objects (a summary knows which children it covers), relationships refer to ids,
because they may also end at a boundary. Every object read from a file keeps the piece of the file that it came from
in ``source``: codecs patch that piece instead of writing from scratch, so what the model does not know rides along.
Topics compare by identity; `canonical` gives comparable content. All walks use an explicit stack: depth is no limit.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from casedocs.errors import UsageError
from casedocs.mindmap.resources import Resources

if TYPE_CHECKING:
    from casedocs.mindmap.origin import Origin
    from casedocs.mindmap.problems import Problem

__all__ = [
    "INNER_LINK",
    "Boundary",
    "Extension",
    "Image",
    "Kind",
    "MindMap",
    "Note",
    "Numbering",
    "Order",
    "Point",
    "Relationship",
    "Sheet",
    "Summary",
    "Topic",
    "Visit",
    "new_id",
]


INNER_LINK = "xmind:#"
"""What stands before the id in a link to another topic."""


def new_id() -> str:
    """A fresh id of 26 hexadecimal digits, the length that XMind itself uses."""
    return secrets.token_hex(13)


class Kind(StrEnum):
    """How a topic hangs on its parent."""

    ROOT = "root"
    CHILD = "child"
    FLOATING = "floating"
    SUMMARY = "summary"
    CALLOUT = "callout"


class Order(StrEnum):
    """The order of a walk: parents first, parents last, or level by level."""

    PRE = "pre"
    POST = "post"
    BREADTH = "breadth"


class Point(NamedTuple):
    """A position on the sheet in the file's own units, relative to the centre of the map; y grows downwards."""

    x: float
    y: float


@dataclass(slots=True, kw_only=True)
class Note:
    """A topic's note.

    Attributes:
        plain: The text; lines end with a line feed.
        html: The same note as HTML where the file has one; empty otherwise. Not cleaned: escape or drop it on output.
    """

    plain: str = ""
    html: str = ""


@dataclass(slots=True, kw_only=True)
class Image:
    """A picture on a topic: `source_link` such as ``xap:resources/…png``, size in pixels (None: as the file says)."""

    source_link: str = ""
    width: float | None = None
    height: float | None = None
    align: str = ""


@dataclass(slots=True, kw_only=True)
class Numbering:
    """How the children of a topic are numbered; `number_format` such as ``org.xmind.numbering.arabic``."""

    number_format: str = ""
    prefix: str = ""
    suffix: str = ""
    prepend_parent: bool = True


@dataclass(slots=True, kw_only=True)
class Extension:
    """Data of a third party on a topic or sheet: text, an object, or a list of ``{name, content, attrs}`` objects."""

    provider: str = ""
    content: object = None


@dataclass(slots=True, kw_only=True, eq=False)
class Boundary:
    """A frame around some children of a topic; `members` None means the topic with all its children."""

    id: str = field(default_factory=new_id)
    members: "list[Topic] | None" = None
    title: str = ""
    style: dict[str, str] = field(default_factory=dict)
    source: object = field(default=None, repr=False)


@dataclass(slots=True, kw_only=True, eq=False)
class Summary:
    """A brace over some children of a topic (`members`) that leads to a summary topic of its own."""

    id: str = field(default_factory=new_id)
    members: "list[Topic]" = field(default_factory=list)
    topic: "Topic | None" = None
    style: dict[str, str] = field(default_factory=dict)
    source: object = field(default=None, repr=False)


class Visit(NamedTuple):
    """One stop of a walk.

    `path` counts from 1: ``"2"`` is the second child of the root, ``"2.s1"`` that child's first summary topic,
    ``f`` marks floating topics and ``c`` callouts; the root's path is empty.
    """

    topic: "Topic"
    parent: "Topic | None"
    kind: Kind
    depth: int
    path: str


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Topic:
    """A node of the map.

    Attributes:
        id: Unique in the workbook.
        title: Plain text, may hold line feeds, may be empty.
        note: The note, None where there is none.
        labels: Short words shown under the topic.
        markers: Ids of icons such as ``priority-1`` or ``task-done``.
        link: A URL, ``file:…``, ``xap:…`` (inside the file) or ``xmind:#id`` (another topic).
        image: The picture.
        numbering: How the children are numbered.
        folded: True when the branch is shown closed.
        structure: Layout of the branch such as ``org.xmind.ui.logic.right``.
        position: Where a floating topic stands.
        width: Width that somebody set by hand.
        style: Visual properties such as ``svg:fill``.
        children: The branches.
        floating: Topics that stand free on the sheet (on roots only, as a rule).
        callouts: Balloons of this topic.
        summaries: Braces over children.
        boundaries: Frames around children.
        extensions: Data of third parties.
        source: The piece of the file this topic came from; belongs to the codecs.
    """

    id: str = field(default_factory=new_id)
    title: str = ""
    note: Note | None = None
    labels: list[str] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)
    link: str | None = None
    image: Image | None = None
    numbering: Numbering | None = None
    folded: bool = False
    structure: str | None = None
    position: Point | None = None
    width: float | None = None
    style: dict[str, str] = field(default_factory=dict)
    children: "list[Topic]" = field(default_factory=list)
    floating: "list[Topic]" = field(default_factory=list)
    callouts: "list[Topic]" = field(default_factory=list)
    summaries: list[Summary] = field(default_factory=list)
    boundaries: list[Boundary] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    source: object = None

    def __repr__(self) -> str:
        title = self.title if len(self.title) <= 40 else f"{self.title[:40]}…"
        return f"Topic(id={self.id!r}, title={title!r}, children={len(self.children)})"

    def add(self, title: str, *, labels: list[str] | None = None, link: str | None = None) -> "Topic":
        """Appends a new child and returns it."""
        child = Topic(title=title, labels=labels or [], link=link)
        self.children.append(child)
        return child

    def below(self) -> "list[Topic]":
        """All topics that hang directly on this one: children, floating, summary topics, callouts."""
        if self.floating or self.summaries or self.callouts:
            summed = [summary.topic for summary in self.summaries if summary.topic is not None]
            return [*self.children, *self.floating, *summed, *self.callouts]
        return self.children

    def walk(self, order: Order = Order.PRE) -> "Iterator[Topic]":
        """This topic and all below it.

        Raises:
            UsageError: If a topic is reached twice (the lists were tied into a ring).
        """
        if order is Order.POST:
            yield from reversed(list(_walk(self, mirrored=True)))
        elif order is Order.BREADTH:
            yield from _walk_by_level(self)
        else:
            yield from _walk(self, mirrored=False)

    def visits(self) -> Iterator[Visit]:
        """This topic and all below it, parents first, with parent, kind, depth and path.

        Raises:
            UsageError: If a topic is reached twice.
        """
        stack = [Visit(self, None, Kind.ROOT, 0, "")]
        seen: set[int] = set()
        while stack:
            visit = stack.pop()
            _once(visit.topic, seen)
            yield visit
            stack.extend(reversed(list(_steps(visit))))


def _once(topic: Topic, seen: set[int]) -> None:
    if id(topic) in seen:
        raise UsageError(
            f"topic {topic.id!r} hangs in two places of the map",
            hint="a topic has one parent: use edit.clone to copy it, or link to it",
        )
    seen.add(id(topic))


def _walk(top: Topic, *, mirrored: bool) -> Iterator[Topic]:
    stack, seen = [top], set[int]()
    while stack:
        topic = stack.pop()
        if id(topic) in seen:  # asked here too: a call for each topic is a tenth of the time of a walk
            _once(topic, seen)
        seen.add(id(topic))
        yield topic
        bare = not (topic.floating or topic.summaries or topic.callouts)
        below = topic.children if bare else topic.below()
        if below:
            stack.extend(below if mirrored else reversed(below))


def _walk_by_level(top: Topic) -> Iterator[Topic]:
    level, seen = [top], set[int]()
    while level:
        for topic in level:
            _once(topic, seen)
            yield topic
        level = [child for topic in level for child in topic.below()]


def _steps(visit: Visit) -> Iterator[Visit]:
    topic, prefix, depth = visit.topic, f"{visit.path}." if visit.path else "", visit.depth + 1
    for number, child in enumerate(topic.children, 1):
        yield Visit(child, topic, Kind.CHILD, depth, f"{prefix}{number}")
    for number, child in enumerate(topic.floating, 1):
        yield Visit(child, topic, Kind.FLOATING, depth, f"{prefix}f{number}")
    for number, summary in enumerate(topic.summaries, 1):
        if summary.topic is not None:
            yield Visit(summary.topic, topic, Kind.SUMMARY, depth, f"{prefix}s{number}")
    for number, child in enumerate(topic.callouts, 1):
        yield Visit(child, topic, Kind.CALLOUT, depth, f"{prefix}c{number}")


@dataclass(slots=True, kw_only=True, eq=False)
class Relationship:
    """An arrow from `start_id` to `end_id`: ids of topics or of boundaries."""

    id: str = field(default_factory=new_id)
    start_id: str
    end_id: str
    title: str = ""
    style: dict[str, str] = field(default_factory=dict)
    source: object = field(default=None, repr=False)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Sheet:
    """One drawing: a root topic and the arrows between topics."""

    id: str = field(default_factory=new_id)
    title: str = ""
    root: Topic = field(default_factory=Topic)
    relationships: list[Relationship] = field(default_factory=list)
    style: dict[str, str] = field(default_factory=dict)
    extensions: list[Extension] = field(default_factory=list)
    source: object = None

    def __repr__(self) -> str:
        return f"Sheet(id={self.id!r}, title={self.title!r}, root={self.root!r})"


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class MindMap:
    """A workbook.

    Attributes:
        sheets: At least one in a valid map.
        active_sheet_id: The sheet shown first; empty when the file does not say.
        resources: Files inside the workbook (pictures, attachments) by member name.
        origin: Where the map was read from; None for a new one. Belongs to the codecs.
        problems: What the reader found wrong and read around.
    """

    sheets: list[Sheet] = field(default_factory=list)
    active_sheet_id: str = ""
    resources: Resources = field(default_factory=Resources)
    origin: "Origin | None" = None
    problems: "list[Problem]" = field(default_factory=list)

    def __repr__(self) -> str:
        return f"MindMap(sheets={self.sheets!r})"

    @staticmethod
    def new(title: str) -> "MindMap":
        """A map with one sheet and a root topic that both bear `title`."""
        return MindMap(sheets=[Sheet(title=title, root=Topic(title=title))])

    @property
    def active_sheet(self) -> Sheet:
        """The sheet shown first.

        Raises:
            UsageError: If there is no sheet.
        """
        if not self.sheets:
            raise UsageError("the map has no sheet", hint="append a Sheet to map.sheets")
        return next((sheet for sheet in self.sheets if sheet.id == self.active_sheet_id), self.sheets[0])

    @property
    def title(self) -> str:
        """The title of the active sheet's root."""
        return self.active_sheet.root.title

    def topics(self) -> Iterator[Topic]:
        """All topics of all sheets, parents first."""
        for sheet in self.sheets:
            yield from sheet.root.walk()

    def visits(self) -> Iterator[Visit]:
        """All topics of all sheets with their place; each path starts with the number of the sheet, as in ``1/2.3``."""
        for number, sheet in enumerate(self.sheets, 1):
            for visit in sheet.root.visits():
                yield visit._replace(path=f"{number}/{visit.path}" if visit.path else str(number))

    def find(self, topic_id: str) -> Topic | None:
        """The first topic with this id."""
        return next((topic for topic in self.topics() if topic.id == topic_id), None)

    def select(self, predicate: Callable[[Topic], bool]) -> list[Topic]:
        """All topics for which `predicate` holds, in reading order."""
        return [topic for topic in self.topics() if predicate(topic)]

    def index(self) -> dict[str, Topic]:
        """Topics by id; of several with the same id the first."""
        found: dict[str, Topic] = {}
        for topic in self.topics():
            found.setdefault(topic.id, topic)
        return found
