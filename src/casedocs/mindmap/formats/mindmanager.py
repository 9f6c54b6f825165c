"""MindManager maps, read only: ``Document.xml`` in a ZIP, the bare document, and a plain variant of it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from casedocs.errors import FormatError, LimitExceededError, UnsupportedFormatError
from casedocs.mindmap._package import Package, is_zip
from casedocs.mindmap._xml import inner_text, is_element, load_xml
from casedocs.mindmap.codec import FormatInfo, Trip
from casedocs.mindmap.losses import Feature, LossReport
from casedocs.mindmap.model import MindMap, Note, Relationship, Sheet, Topic
from casedocs.mindmap.options import DumpOptions, LoadOptions
from casedocs.mindmap.origin import Origin

__all__ = ["MindManager"]

INFO = FormatInfo(
    name="mindmanager",
    suffixes=(".mmap", ".xmmap"),
    trip=Trip.READ,
    carries=frozenset(
        {
            Feature.EMPTY_TOPICS,
            Feature.IDS,
            Feature.NOTES,
            Feature.LABELS,
            Feature.MARKERS,
            Feature.LINKS,
            Feature.FOLDED,
            Feature.LINE_BREAKS,
            Feature.FLOATING,
            Feature.RELATIONSHIPS,
        }
    ),
    title="MindManager",
)


def _local(element: Element) -> str:
    return element.tag.rsplit(":", 1)[-1] if is_element(element) else ""


def _named(element: Element, *path: str) -> Iterator[Element]:
    """Descendants along a path of local names."""
    found = [element]
    for name in path:
        found = [item for parent in found for item in parent if _local(item) == name]
    return iter(found)


def _first(element: Element, *path: str) -> Element | None:
    return next(_named(element, *path), None)


def _get(element: Element | None, name: str) -> str:
    return element.get(name, "") if element is not None else ""


def _note(element: Element) -> str:
    data = _first(element, "NotesGroup", "NotesXhtmlData")
    if data is not None:
        return data.get("PreviewPlainText") or inner_text(data).strip()
    plain = _first(element, "Notes")
    return inner_text(plain).strip() if plain is not None else ""


def _markers(element: Element) -> list[str]:
    icons = [*_named(element, "IconsGroup", "Icons", "Icon"), *_named(element, "Icon")]
    names = [item.get("IconType", item.get("Name", "")).rsplit(":", 1)[-1] for item in icons]
    priority = _get(_first(element, "Task"), "TaskPriority").rsplit("Prio", 1)[-1]
    if priority.isdigit():
        names.append(f"priority-{priority}")
    percentage = _get(_first(element, "Task"), "TaskPercentage")
    if percentage == "100":
        names.append("task-done")
    return [name for name in names if name]


def _plain(element: Element) -> Topic:
    text = _first(element, "Text")
    title = element.get("Text", "") or _get(text, "PlainText")
    if not title and text is not None:
        title = inner_text(text)
    note = _note(element)
    links = [
        item.get("Url", "") for item in (*_named(element, "Hyperlink"), *_named(element, "HyperlinkGroup", "Hyperlink"))
    ]
    collapsed = _get(_first(element, "TopicViewGroup", "Collapsed"), "Collapsed")
    return Topic(
        id=element.get("OId", element.get("ID", "")),
        title=title,
        note=Note(plain=note) if note else None,
        labels=[item.get("TextLabelName", "") for item in _named(element, "TextLabels", "TextLabel")],
        markers=_markers(element),
        link=next((link for link in links if link), None),
        folded=collapsed == "true",
        source=element,
    )


def _tree(element: Element) -> Topic:
    root = _plain(element)
    stack = [root]
    while stack:
        topic = stack.pop()
        source = topic.source
        assert isinstance(source, Element)  # noqa: S101  _plain has just put it there
        topic.children = [_plain(item) for item in (*_named(source, "SubTopics", "Topic"), *_named(source, "Topic"))]
        topic.floating = [_plain(item) for item in _named(source, "FloatingTopics", "Topic")]
        stack.extend([*topic.children, *topic.floating])
    return root


def _relationships(root: Element) -> Iterator[Relationship]:
    for item in _named(root, "Relationships", "Relationship"):
        ends = list(_named(item, "ConnectionGroup", "Connection", "ObjectReference"))
        names = [end.get("OIdRef", "") for end in ends]
        if len(names) == 2:
            yield Relationship(id=item.get("OId", ""), start_id=names[0], end_id=names[1], source=item)


class MindManager:
    """Maps of MindManager."""

    info = INFO

    def read(self, data: bytes, options: LoadOptions) -> MindMap:
        """The map; styles, pictures and tasks are left out."""
        if is_zip(data):
            package = Package(data, options.limits)
            data = package.read("Document.xml")
        if len(data) > options.max_content_bytes:
            raise LimitExceededError(f"Document.xml has {len(data)} bytes, the limit is {options.max_content_bytes}")
        root = load_xml(data, source="Document.xml")
        top = _first(root, "OneTopic", "Topic")
        top = top if top is not None else _first(root, "Topic")
        if _local(root) != "Map" or top is None:
            raise FormatError("expected a Map with a Topic", path="Document.xml", hint="the file is no MindManager map")
        topic = _tree(top)
        sheet = Sheet(id="", title=topic.title, root=topic, relationships=list(_relationships(root)))
        return MindMap(sheets=[sheet], origin=Origin(format=INFO.name, data=data))

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """Refuses.

        Raises:
            UnsupportedFormatError: Always.
        """
        del mind_map, options
        raise UnsupportedFormatError(
            "MindManager maps are read, not written", hint="write .xmind: MindManager opens it"
        )
