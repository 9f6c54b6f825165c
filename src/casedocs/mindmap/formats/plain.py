"""casedocs' own plain JSON: all that the model knows, under the names it uses; see `casedocs.mindmap.schema`."""

from typing import Any

from casedocs._reading import Node
from casedocs.errors import FormatError, LimitExceededError
from casedocs.mindmap._json import dump_json, load_json
from casedocs.mindmap.codec import FormatInfo, Trip
from casedocs.mindmap.formats._convert import foreign_losses
from casedocs.mindmap.formats._text import refuse_password
from casedocs.mindmap.losses import Feature, LossReport, losses_of
from casedocs.mindmap.model import (
    Boundary,
    Extension,
    Image,
    MindMap,
    Note,
    Numbering,
    Point,
    Relationship,
    Sheet,
    Summary,
    Topic,
)
from casedocs.mindmap.options import DumpOptions, LoadOptions
from casedocs.mindmap.origin import Origin

__all__ = ["PlainJson"]

_FORMAL = {Feature.RICH_TEXT, Feature.FOREIGN_DATA, Feature.COMMENTS, Feature.REVISIONS, Feature.THEME}
INFO = FormatInfo(
    name="json",
    suffixes=(".json",),
    trip=Trip.BOTH,
    carries=frozenset(Feature) - _FORMAL - {Feature.RESOURCES},
    title="casedocs JSON",
)
Raw = dict[str, Any]
_MAX_PATH = 20_000  # characters; some 1,500 levels


def _dense(**values: object) -> Raw:
    """What is not empty."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {}, False)}


def _extensions(items: list[Extension]) -> list[Raw]:
    return [{"provider": item.provider, "content": item.content} for item in items]


def _topic(topic: Topic, done: dict[int, Raw]) -> Raw:
    note, image, numbering = topic.note, topic.image, topic.numbering
    raw: Raw = {"id": topic.id, "title": topic.title} | _dense(
        labels=topic.labels,
        markers=topic.markers,
        link=topic.link,
        folded=topic.folded,
        structure=topic.structure,
        style=topic.style,
        extensions=_extensions(topic.extensions),
        children=[done[id(item)] for item in topic.children],
        floating=[done[id(item)] for item in topic.floating],
        callouts=[done[id(item)] for item in topic.callouts],
        boundaries=[_boundary(item) for item in topic.boundaries],
        summaries=[_summary(item, done) for item in topic.summaries],
    )
    if note is not None:
        raw["note"] = _dense(plain=note.plain, html=note.html)
    if image is not None:
        raw["image"] = {"source_link": image.source_link} | _dense(align=image.align)
        raw["image"] |= {key: getattr(image, key) for key in ("width", "height") if getattr(image, key) is not None}
    if numbering is not None:
        raw["numbering"] = _dense(
            number_format=numbering.number_format, prefix=numbering.prefix, suffix=numbering.suffix
        ) | {"prepend_parent": numbering.prepend_parent}
    if topic.position is not None:
        raw["position"] = list(topic.position)
    if topic.width is not None:
        raw["width"] = topic.width
    return raw


def _boundary(item: Boundary) -> Raw:
    raw: Raw = {"id": item.id} | _dense(title=item.title, style=item.style)
    if item.members is not None:
        raw["members"] = [member.id for member in item.members]
    return raw


def _summary(item: Summary, done: dict[int, Raw]) -> Raw:
    raw: Raw = {"id": item.id, "members": [member.id for member in item.members]} | _dense(style=item.style)
    if item.topic is not None:
        raw["topic"] = done[id(item.topic)]
    return raw


def _tree(root: Topic) -> Raw:
    done: dict[int, Raw] = {}
    for topic in reversed(list(root.walk())):
        done[id(topic)] = _topic(topic, done)
    return done[id(root)]


def _texts(node: Node, key: str) -> list[str]:
    found = node.find(key)
    return [item.text() for item in found.items()] if found is not None else []


def _text(node: Node, key: str) -> str:
    found = node.find(key)
    return found.text() if found is not None else ""


def _number(node: Node, key: str) -> float | None:
    found = node.find(key)
    return found.number() if found is not None else None


def _style(node: Node) -> dict[str, str]:
    found = node.find("style")
    if found is None:
        return {}
    if not isinstance(found.value, dict):
        raise FormatError("expected an object", path=found.path)
    return {key: found.get(key).text() for key in found.value}


def _items(node: Node, key: str) -> list[Node]:
    found = node.find(key)
    return list(found.items()) if found is not None else []


def _read_extensions(node: Node) -> list[Extension]:
    found = []
    for item in _items(node, "extensions"):
        content = item.find("content")
        found.append(Extension(provider=item.get("provider").text(), content=content.value if content else None))
    return found


def _bare(node: Node) -> Topic:
    topic = Topic(id=node.get("id").text(), title=node.get("title").text())
    note, image, numbering = node.find("note"), node.find("image"), node.find("numbering")
    folded, position = node.find("folded"), node.find("position")
    topic.labels, topic.markers = _texts(node, "labels"), _texts(node, "markers")
    topic.link, topic.structure = _text(node, "link") or None, _text(node, "structure") or None
    topic.style, topic.extensions, topic.width = _style(node), _read_extensions(node), _number(node, "width")
    topic.folded = folded is not None and folded.boolean()
    if note is not None:
        topic.note = Note(plain=_text(note, "plain"), html=_text(note, "html"))
    if image is not None:
        topic.image = Image(
            source_link=_text(image, "source_link"),
            width=_number(image, "width"),
            height=_number(image, "height"),
            align=_text(image, "align"),
        )
    if numbering is not None:
        topic.numbering = _numbering(numbering)
    if position is not None:
        numbers = [item.number() for item in position.items()]
        if len(numbers) != 2:
            raise FormatError("expected two numbers", path=position.path)
        topic.position = Point(*numbers)
    return topic


def _numbering(node: Node) -> Numbering:
    prepend = node.find("prepend_parent")
    return Numbering(
        number_format=_text(node, "number_format"),
        prefix=_text(node, "prefix"),
        suffix=_text(node, "suffix"),
        prepend_parent=prepend is None or prepend.boolean(),
    )


def _members(node: Node, topic: Topic) -> list[Topic]:
    known = {child.id: child for child in reversed(topic.children)}
    wanted = _texts(node, "members")
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise FormatError(f"{unknown[0]!r} is no child of this topic", path=f"{node.path}.members")
    return [known[name] for name in wanted]


def _read_tree(top: Node) -> Topic:
    root = _bare(top)
    stack = [(root, top)]
    while stack:
        topic, node = stack.pop()
        if len(node.path) > _MAX_PATH:
            raise LimitExceededError("topics nest too deep", hint="do not open this file")
        for key, target in (("children", topic.children), ("floating", topic.floating), ("callouts", topic.callouts)):
            pairs = [(_bare(item), item) for item in _items(node, key)]
            target.extend(new for new, _ in pairs)
            stack.extend(pairs)
        for item in _items(node, "boundaries"):
            members = None if item.find("members") is None else _members(item, topic)
            frame = Boundary(id=item.get("id").text(), members=members, title=_text(item, "title"), style=_style(item))
            topic.boundaries.append(frame)
        for item in _items(node, "summaries"):
            summed = item.find("topic")
            summary = Summary(id=item.get("id").text(), members=_members(item, topic), style=_style(item))
            if summed is not None:
                summary.topic = _bare(summed)
                stack.append((summary.topic, summed))
            topic.summaries.append(summary)
    return root


def _sheet(node: Node) -> Sheet:
    arrows = [
        Relationship(
            id=item.get("id").text(),
            start_id=item.get("start_id").text(),
            end_id=item.get("end_id").text(),
            title=_text(item, "title"),
            style=_style(item),
        )
        for item in _items(node, "relationships")
    ]
    return Sheet(
        id=node.get("id").text(),
        title=node.get("title").text(),
        root=_read_tree(node.get("root")),
        relationships=arrows,
        style=_style(node),
        extensions=_read_extensions(node),
    )


def _sheet_value(sheet: Sheet) -> Raw:
    arrows = [
        {"id": item.id, "start_id": item.start_id, "end_id": item.end_id} | _dense(title=item.title, style=item.style)
        for item in sheet.relationships
    ]
    rest = _dense(relationships=arrows, style=sheet.style, extensions=_extensions(sheet.extensions))
    return {"id": sheet.id, "title": sheet.title, "root": _tree(sheet.root)} | rest


class PlainJson:
    """For programs: every field under its name, checked on reading."""

    info = INFO

    def read(self, data: bytes, options: LoadOptions) -> MindMap:
        """The map; anything that breaks the schema is named with its path."""
        del options
        node = Node(load_json(data, source="JSON map"))
        if node.get("version").integer() != 1:
            raise FormatError("this version is not known", path="version", hint="update casedocs")
        sheets = [_sheet(item) for item in node.get("sheets").items()]
        if not sheets:
            raise FormatError("has no sheet", path="sheets")
        origin = Origin(format=INFO.name, data=data)
        return MindMap(sheets=sheets, active_sheet_id=_text(node, "active_sheet_id"), origin=origin)

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The map as JSON."""
        refuse_password(options)
        value: Raw = {"version": 1, "sheets": [_sheet_value(sheet) for sheet in mind_map.sheets]}
        if mind_map.active_sheet_id:
            value["active_sheet_id"] = mind_map.active_sheet_id
        report = losses_of(mind_map, INFO.carries).joined(foreign_losses(mind_map, INFO.name))
        return dump_json(value), report
