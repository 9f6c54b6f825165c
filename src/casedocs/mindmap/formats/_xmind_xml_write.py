"""Writing the XML of XMind 3 to 8: elements that were read are patched in copies where the model differs."""

import json
import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from casedocs.mindmap._xml import child, children, text_of
from casedocs.mindmap.formats._compare import same_fields
from casedocs.mindmap.formats._ranges import MASTER, range_of, same_range
from casedocs.mindmap.formats._xmind_styles import StyleBook
from casedocs.mindmap.formats._xmind_xml_new import new_topic, plain_number
from casedocs.mindmap.formats._xmind_xml_read import plain_topic, read_extensions
from casedocs.mindmap.formats._xmind_xml_same import surely_same
from casedocs.mindmap.formats._xml_patch import based_on, copied, new_element, place, replaced, set_attribute
from casedocs.mindmap.model import Boundary, Extension, MindMap, Relationship, Sheet, Summary, Topic

__all__ = ["write_sheets"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*(:[A-Za-z_][A-Za-z0-9_.-]*)?")


def _title(element: Element, topic: Topic) -> None:
    title = based_on(child(element, "title"), "title")
    title[:] = []
    title.text = topic.title or None
    set_attribute(title, "svg:width", plain_number(topic.width))
    place(element, "title", title)


def _note(element: Element, topic: Topic) -> None:
    if topic.note is None:
        place(element, "notes", None)
        return
    notes = based_on(child(element, "notes"), "notes")
    place(notes, "html", None)
    plain = based_on(child(notes, "plain"), "plain")
    plain[:] = []
    plain.text = topic.note.plain
    place(notes, "plain", plain)
    place(element, "notes", notes)


def _listing(element: Element, tag: str, items: list[Element]) -> None:
    """A holder element whose members are `items`; taken away when there are none."""
    if not items:
        place(element, tag, None)
        return
    holder = based_on(child(element, tag), tag)
    holder[:] = items
    place(element, tag, holder)


def _labels(element: Element, topic: Topic) -> None:
    _listing(element, "labels", [new_element("label", text=label) for label in topic.labels])


def _markers(element: Element, topic: Topic) -> None:
    _listing(element, "marker-refs", [new_element("marker-ref", {"marker-id": marker}) for marker in topic.markers])


def _image(element: Element, topic: Topic) -> None:
    image = topic.image
    if image is None:
        place(element, "xhtml:img", None)
        return
    new = based_on(child(element, "xhtml:img"), "xhtml:img")
    set_attribute(new, "xhtml:src", image.source_link)
    set_attribute(new, "svg:width", plain_number(image.width))
    set_attribute(new, "svg:height", plain_number(image.height))
    set_attribute(new, "align", image.align)
    place(element, "xhtml:img", new)


def _position(element: Element, topic: Topic) -> None:
    new = None
    if topic.position is not None:
        x, y = (plain_number(value) for value in topic.position)
        new = new_element("position", {"svg:x": x, "svg:y": y})
    place(element, "position", new)


def _numbering(element: Element, topic: Topic) -> None:
    numbering = topic.numbering
    if numbering is None:
        place(element, "numbering", None)
        return
    new = based_on(child(element, "numbering"), "numbering")
    set_attribute(new, "number-format", numbering.number_format)
    set_attribute(new, "prepending-numbers", None if numbering.prepend_parent else "none")
    for tag, text in (("prefix", numbering.prefix), ("suffix", numbering.suffix)):
        place(new, tag, new_element(tag, text=text) if text else None)
    place(element, "numbering", new)


def _content(value: object) -> Element:
    """The ``content`` element of an extension; objects that XML cannot show become JSON text."""
    content = Element("content")
    stack: list[tuple[Element, object]] = [(content, value)]
    while stack:
        holder, item = stack.pop()
        if isinstance(item, list) and all(_shows(below) for below in item):
            for below in item:
                attributes = {str(key): str(text) for key, text in (below.get("attrs") or {}).items()}
                element = Element(below["name"], attributes)
                holder.append(element)
                stack.append((element, below.get("content")))
        elif item is not None:
            holder.text = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
    return content


def _shows(value: object) -> bool:
    if not isinstance(value, dict) or not set(value) <= {"name", "content", "attrs"}:
        return False
    attributes = value.get("attrs") or {}
    named = isinstance(attributes, dict) and all(_NAME.fullmatch(str(key)) for key in attributes)
    return named and isinstance(value.get("name"), str) and _NAME.fullmatch(value["name"]) is not None


def _extension_list(element: Element, extensions: list[Extension]) -> None:
    old = child(element, "extensions")
    known = {item.get("provider", ""): item for item in (children(old, "extension") if old is not None else ())}
    items = []
    for extension in extensions:
        new = based_on(known.get(extension.provider), "extension")
        new.set("provider", extension.provider)
        if old is None or extension not in read_extensions(old):
            place(new, "content", _content(extension.content))
        items.append(new)
    _listing(element, "extensions", items)


_WRITERS: tuple[tuple[str, Callable[[Element, Topic], None]], ...] = (
    ("id", lambda element, topic: element.set("id", topic.id)),
    ("link", lambda element, topic: set_attribute(element, "xlink:href", topic.link)),
    ("structure", lambda element, topic: set_attribute(element, "structure-class", topic.structure)),
    ("folded", lambda element, topic: set_attribute(element, "branch", "folded" if topic.folded else None)),
    ("width", _title),
    ("title", _title),
    ("image", _image),
    ("note", _note),
    ("labels", _labels),
    ("markers", _markers),
    ("numbering", _numbering),
    ("position", _position),
    ("extensions", lambda element, topic: _extension_list(element, topic.extensions)),
)


def _own_fields(topic: Topic, source: Element | None, book: StyleBook) -> Element:
    if source is not None and surely_same(topic, source, book.known):
        return source
    known = source if source is not None else _blank()
    old = plain_topic(known, book.known)
    if source is not None and same_fields(topic, old):
        return source
    element = copied(known)
    for name, write in _WRITERS:
        if getattr(topic, name) != getattr(old, name):
            write(element, topic)
    if topic.style != old.style:
        set_attribute(element, "style-id", book.identity("topic", topic.style) if topic.style else None)
    return element


def _blank() -> Element:
    element = Element("topic")
    element.append(Element("title"))
    return element


def _topic_source(topic: Topic) -> Element | None:
    """The element that this kind of file held for the topic; pieces of other formats are none."""
    return topic.source if isinstance(topic.source, Element) and topic.source.tag == "topic" else None


def _group(holder: Element | None, kind: str) -> Element | None:
    groups = children(holder, "topics") if holder is not None else []
    return next((group for group in groups if group.get("type") == kind), None)


def _merge_groups(holder: Element, kind: str, wanted: list[Element]) -> bool:
    """Whether several groups of one kind together already hold exactly `wanted` (a rare shape that we keep)."""
    groups = [group for group in children(holder, "topics") if group.get("type") == kind]
    before = [item for group in groups for item in children(group, "topic")]
    return len(groups) > 1 and len(before) == len(wanted) and all(a is b for a, b in zip(before, wanted, strict=True))


def _only_unchanged_children(topic: Topic, holder: Element | None, done: dict[int, Element]) -> bool:
    """The usual case, told quickly: one group of branches, all of them as they were read."""
    if holder is None or len(holder) != 1 or topic.floating or topic.summaries or topic.callouts:
        return False
    group = holder[0]
    return group.get("type") == "attached" and group[:] == [done[id(item)] for item in topic.children]


def _with_children(topic: Topic, element: Element, done: dict[int, Element]) -> Element:
    holder = child(element, "children")
    if _only_unchanged_children(topic, holder, done):
        return element
    summed = [done[id(item.topic)] for item in topic.summaries if item.topic is not None]
    places = {id(item): index for index, item in enumerate(_group(holder, "summary") or ())}
    wanted = {
        "attached": [done[id(item)] for item in topic.children],
        "detached": [done[id(item)] for item in topic.floating],
        "summary": sorted(summed, key=lambda item: places.get(id(item), len(places))),
        "callout": [done[id(item)] for item in topic.callouts],
    }
    new = holder
    for kind, items in wanted.items():
        if holder is None or not _merge_groups(holder, kind, items):
            new = _with_group(new, holder, kind, items)
    if new is holder:
        return element
    element = copied(element) if element is topic.source else element
    place(element, "children", new if new is not None and len(new) else None)
    return element


def _with_group(new: Element | None, holder: Element | None, kind: str, items: list[Element]) -> Element | None:
    """`new` (still `holder`, or already a copy of it) with exactly `items` in its group `kind`."""
    old = _group(new, kind)
    group = replaced(old, "topic", items)
    if group is old or group is None:
        return new
    group.set("type", kind)
    new = based_on(new, "children") if new is holder or new is None else new
    doubles = [item for item in children(new, "topics") if item.get("type") == kind and item is not old]
    if not items:
        new[:] = [item for item in new if item not in doubles and item is not old]
        return new
    new[:] = [group if item is old else item for item in new if item not in doubles]
    if old is None:
        new.append(group)
    return new


def _mark(source: Element | None, tag: str, attributes: dict[str, str], title: str | None) -> Element:
    """`source` itself when it already says all this, else a copy that does."""
    same = source is not None and all(source.get(key, "") == value for key, value in attributes.items())
    if source is not None and same and (title is None or text_of(source, "title") == title):
        return source
    element = based_on(source, tag)
    for key, value in attributes.items():
        set_attribute(element, key, value)
    if title is not None and text_of(element, "title") != title:
        place(element, "title", new_element("title", text=title) if title else None)
    return element


def _source_of(item: Boundary | Summary | Relationship, tag: str) -> Element | None:
    """The element that this kind of file held for it; pieces of other formats are none."""
    return item.source if isinstance(item.source, Element) and item.source.tag == tag else None


def _range_attributes(
    item: Boundary | Summary, kind: str, wanted: str | None, count: int, book: StyleBook
) -> dict[str, str] | None:
    """What the element must say; None when the item covers nothing any more."""
    source = _source_of(item, kind)
    attributes = {"id": item.id}
    if source is None or not same_range(source.get("range"), count, wanted):
        if wanted is None or (wanted == MASTER and kind == "summary"):
            return None
        attributes["range"] = wanted
    if book.of(source) != item.style:
        attributes["style-id"] = book.identity(kind, item.style) if item.style else ""
    return attributes


def _boundary(item: Boundary, wanted: str | None, count: int, book: StyleBook) -> Element | None:
    attributes = _range_attributes(item, "boundary", wanted, count, book)
    source = _source_of(item, "boundary")
    return None if attributes is None else _mark(source, "boundary", attributes, item.title)


def _summary(item: Summary, wanted: str | None, count: int, book: StyleBook) -> Element | None:
    source = _source_of(item, "summary")
    attributes = _range_attributes(item, "summary", wanted, count, book)
    if attributes is None or (source is None and item.topic is None):
        return None
    if item.topic is not None:
        attributes["topic-id"] = item.topic.id
    return _mark(source, "summary", attributes, None)


def _put_list(element: Element, source: object, holder_tag: str, tag: str, wanted: list[Element]) -> Element:
    old = child(element, holder_tag)
    new = replaced(old, tag, wanted)
    if new is old:
        return element
    assert new is not None  # noqa: S101  None only for None
    new.tag = holder_tag
    element = copied(element) if element is source else element
    place(element, holder_tag, new if len(new) else None)
    return element


def _old_children(source: Element | None) -> int:
    holder = child(source, "children") if source is not None else None
    groups = children(holder, "topics") if holder is not None else []
    return sum(len(children(group, "topic")) for group in groups if group.get("type") == "attached")


def _with_ranges(topic: Topic, element: Element, book: StyleBook) -> Element:
    places = {id(item): index for index, item in enumerate(topic.children)}
    source = topic.source if isinstance(topic.source, Element) else None
    count = _old_children(source)
    boundaries = (_boundary(item, range_of(item.members, places), count, book) for item in topic.boundaries)
    summaries = (_summary(item, range_of(item.members, places), count, book) for item in topic.summaries)
    element = _put_list(element, topic.source, "boundaries", "boundary", _present(boundaries))
    return _put_list(element, topic.source, "summaries", "summary", _present(summaries))


def _present(items: Iterable[Element | None]) -> list[Element]:
    return [item for item in items if item is not None]


def _patched(topic: Topic, source: Element | None, done: dict[int, Element], book: StyleBook) -> Element:
    element = _own_fields(topic, source, book)
    find = element.find
    if topic.children or find("children") is not None or topic.below():
        element = _with_children(topic, element, done)
    if topic.boundaries or topic.summaries or find("boundaries") is not None or find("summaries") is not None:
        element = _with_ranges(topic, element, book)
    return element


def _tree(root: Topic, book: StyleBook) -> Element:
    done: dict[int, Element] = {}
    for topic in reversed(list(root.walk())):
        source = _topic_source(topic)
        fresh = new_topic(topic, [done[id(item)] for item in topic.children], book) if source is None else None
        done[id(topic)] = fresh if fresh is not None else _patched(topic, source, done, book)
    return done[id(root)]


def _relationship(item: Relationship, book: StyleBook) -> Element:
    source = _source_of(item, "relationship")
    attributes = {"id": item.id, "end1": item.start_id, "end2": item.end_id}
    if book.of(source) != item.style:
        attributes["style-id"] = book.identity("relationship", item.style) if item.style else ""
    return _mark(source, "relationship", attributes, item.title)


def _sheet(sheet: Sheet, book: StyleBook) -> Element:
    source = sheet.source if isinstance(sheet.source, Element) and sheet.source.tag == "sheet" else None
    element = source if source is not None else Element("sheet", {"id": sheet.id})
    top = _tree(sheet.root, book)
    attributes = {"id": sheet.id}
    if book.of(source) != sheet.style:
        attributes["style-id"] = book.identity("map", sheet.style) if sheet.style else ""
    if child(element, "topic") is not top:
        element = copied(element) if element is source else element
        place(element, "topic", top)
    marked = _mark(element, "sheet", attributes, sheet.title)
    wanted = [_relationship(item, book) for item in sheet.relationships]
    marked = _put_list(marked, source, "relationships", "relationship", wanted)
    if read_extensions(child(marked, "extensions")) != sheet.extensions:
        marked = copied(marked) if marked is source else marked
        _extension_list(marked, sheet.extensions)
    return marked


def write_sheets(mind_map: MindMap, root: Element, book: StyleBook) -> Element:
    """The top element of ``content.xml`` for the map: `root` itself when nothing differs from what was read."""
    new = replaced(root, "sheet", [_sheet(sheet, book) for sheet in mind_map.sheets])
    assert new is not None  # noqa: S101  None only for None
    return new
