"""FreeMind and Freeplane maps, read and written; what the model does not know rides along in the elements."""

import re
from xml.etree.ElementTree import Element

from casedocs.errors import FormatError
from casedocs.mindmap._xml import Verbatim, child, children, dump_xml, is_element, load_xml
from casedocs.mindmap.codec import FormatInfo, Trip
from casedocs.mindmap.formats._convert import FOLIO_ATTRIBUTE, foreign_losses
from casedocs.mindmap.formats._text import refuse_password, single_root
from casedocs.mindmap.formats._xml_patch import copied, new_element, replaced, set_attribute
from casedocs.mindmap.formats._xml_spans import verbatim
from casedocs.mindmap.losses import Feature, LossReport, losses_of
from casedocs.mindmap.model import Boundary, MindMap, Note, Relationship, Sheet, Topic
from casedocs.mindmap.options import DumpOptions, LoadOptions
from casedocs.mindmap.origin import Origin
from casedocs.mindmap.problems import problem

__all__ = ["FreeMind"]

INFO = FormatInfo(
    name="freemind",
    suffixes=(".mm",),
    trip=Trip.BOTH,
    carries=frozenset(
        {
            Feature.EMPTY_TOPICS,
            Feature.IDS,
            Feature.NOTES,
            Feature.LABELS,
            Feature.MARKERS,
            Feature.LINKS,
            Feature.INNER_LINKS,
            Feature.FOLDED,
            Feature.LINE_BREAKS,
            Feature.RELATIONSHIPS,
            Feature.FOREIGN_DATA,
        }
    ),
    title="FreeMind / Freeplane",
)
_ICONS = {f"full-{number}": f"priority-{number}" for number in range(1, 10)} | {
    "button_ok": "task-done",
    "button_cancel": "symbol-wrong",
    "flag": "flag-red",
    "flag-green": "flag-green",
    "flag-blue": "flag-blue",
    "flag-yellow": "flag-yellow",
    "help": "symbol-question",
    "messagebox_warning": "symbol-exclam",
    "info": "symbol-info",
    "stop": "symbol-pause",
    "bookmark": "star-yellow",
    "up": "arrow-up",
    "down": "arrow-down",
    "forward": "arrow-right",
    "back": "arrow-left",
}
_MARKERS = {marker: icon for icon, marker in _ICONS.items()}
_BLOCKS = {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "br"}


def _html_text(element: Element) -> str:
    """The text of a small HTML document, one line for each block."""
    out: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            out.append(item)
            continue
        if not is_element(item) or item.tag == "head":
            continue
        if item.tag in _BLOCKS:
            out.append("\n")
        out.append(re.sub(r"\s+", " ", item.text or ""))
        for below in reversed(item):
            if below.tail:
                stack.append(re.sub(r"\s+", " ", below.tail))
            stack.append(below)
    lines = [line.strip() for line in "".join(out).split("\n")]
    return "\n".join(line for line in lines if line)


def _rich(element: Element, kind: str) -> str:
    for item in children(element, "richcontent"):
        if item.get("TYPE", "NODE").upper() == kind:
            return _html_text(item)
    return ""


def _plain(element: Element) -> Topic:
    title = element.get("TEXT")
    if title is None:
        title = _rich(element, "NODE") or element.get("LOCALIZED_TEXT", "")
    # Freeplane shows details below the title; for the model they are the first lines of the note.
    note = "\n".join(filter(None, (_rich(element, "DETAILS"), _rich(element, "NOTE"))))
    link = element.get("LINK") or None
    topic = Topic(
        id=element.get("ID", ""),
        title=title,
        note=Note(plain=note) if note else None,
        link=f"xmind:{link}" if link is not None and link.startswith("#") else link,
        folded=element.get("FOLDED") == "true",
        source=element,
    )
    for item in element:
        if item.tag == "icon":
            name = item.get("BUILTIN", "")
            topic.markers.append(_ICONS.get(name, name))
        elif item.tag == "attribute" and item.get("NAME") == FOLIO_ATTRIBUTE:
            topic.labels.append(item.get("VALUE", ""))
        elif item.tag == "cloud":
            topic.boundaries.append(Boundary(id=f"{topic.id}-cloud", members=None))
    return topic


def _tree(element: Element) -> tuple[Topic, list[Relationship]]:
    root = _plain(element)
    stack, arrows = [root], list[Relationship]()
    while stack:
        topic = stack.pop()
        assert isinstance(topic.source, Element)  # noqa: S101  _plain has just put it there
        topic.children = [_plain(item) for item in children(topic.source, "node")]
        stack.extend(reversed(topic.children))
        for item in children(topic.source, "arrowlink"):
            title = item.get("MIDDLE_LABEL", "")
            target = item.get("DESTINATION", "")
            arrows.append(
                Relationship(id=item.get("ID", ""), start_id=topic.id, end_id=target, title=title, source=item)
            )
    return root, arrows


def _rich_content(kind: str, text: str) -> Element:
    body = Element("body")
    body.extend([new_element("p", text=line) for line in text.split("\n")])
    document, content = Element("html"), Element("richcontent", {"TYPE": kind})
    document.append(body)
    content.append(document)
    return content


def _without(element: Element, tag: str, **attributes: str) -> None:
    element[:] = [
        item
        for item in element
        if item.tag != tag or any(item.get(key, "").upper() != value.upper() for key, value in attributes.items())
    ]


def _patch(element: Element, topic: Topic, old: Topic) -> None:
    """Writes what differs from `old` into `element`, a copy of our own."""
    if topic.title != old.title:
        _without(element, "richcontent", TYPE="NODE")
        element.set("TEXT", topic.title)
    if topic.id != old.id:
        element.set("ID", topic.id)
    if topic.note != old.note:
        _without(element, "richcontent", TYPE="NOTE")
        _without(element, "richcontent", TYPE="DETAILS")
        if topic.note is not None:
            element.insert(0, _rich_content("NOTE", topic.note.plain))
    if topic.link != old.link:
        set_attribute(element, "LINK", topic.link and topic.link.removeprefix("xmind:"))
    if topic.folded != old.folded:
        set_attribute(element, "FOLDED", "true" if topic.folded else None)
    _patch_lists(element, topic, old)


def _patch_lists(element: Element, topic: Topic, old: Topic) -> None:
    if topic.markers != old.markers:
        _without(element, "icon")
        names = [_MARKERS.get(marker, marker) for marker in topic.markers]
        element.extend([new_element("icon", {"BUILTIN": name}) for name in names])
    if topic.labels != old.labels:
        _without(element, "attribute", NAME=FOLIO_ATTRIBUTE)
        element.extend([new_element("attribute", {"NAME": FOLIO_ATTRIBUTE, "VALUE": label}) for label in topic.labels])
    if bool(topic.boundaries) != bool(old.boundaries):
        _without(element, "cloud")
        if any(item.members is None for item in topic.boundaries):
            element.append(Element("cloud"))


def _own(topic: Topic, arrows: dict[str, list[Relationship]]) -> Element:
    source = topic.source
    known = isinstance(source, Element) and source.tag == "node"
    element = source if isinstance(source, Element) and known else new_element("node", {"TEXT": ""})
    old = _plain(element)
    new = copied(element)
    _patch(new, topic, old)
    unchanged = new.attrib == element.attrib and list(new) == list(element)
    result = replaced(element if unchanged else new, "arrowlink", [_arrow(item) for item in arrows.get(topic.id, [])])
    assert result is not None  # noqa: S101  None only for None
    return result


def _arrow(item: Relationship) -> Element:
    source = item.source if isinstance(item.source, Element) and item.source.tag == "arrowlink" else None
    same = source is not None and source.get("DESTINATION", "") == item.end_id
    if source is not None and same and source.get("MIDDLE_LABEL", "") == item.title:
        return source
    element = copied(source) if source is not None else Element("arrowlink", {"ENDARROW": "Default"})
    element.set("DESTINATION", item.end_id)
    set_attribute(element, "MIDDLE_LABEL", item.title)
    return element


def _encode(root: Topic, arrows: dict[str, list[Relationship]]) -> Element:
    done: dict[int, Element] = {}
    for topic in reversed(list(root.walk())):
        own = _own(topic, arrows)
        result = replaced(own, "node", [done[id(item)] for item in topic.below()])
        assert result is not None  # noqa: S101  None only for None
        done[id(topic)] = result
    return done[id(root)]


class FreeMind:
    """Maps of FreeMind and Freeplane."""

    info = INFO

    def read(self, data: bytes, options: LoadOptions) -> MindMap:
        """The map; formatted titles and notes become plain text, their HTML stays in the element."""
        del options
        root = load_xml(data, source="FreeMind map")
        top = child(root, "node")
        if root.tag != "map" or top is None:
            raise FormatError("expected <map> with a <node>", path="map", hint="the file is no FreeMind map")
        topic, arrows = _tree(top)
        sheet = Sheet(id="", title=topic.title, root=topic, relationships=arrows)
        more = len(children(root, "node")) - 1
        problems = [problem("more-roots", "1", str(more))] if more else []
        return MindMap(sheets=[sheet], origin=Origin(format=INFO.name, data=data, tree=root), problems=problems)

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The map in ASCII with numeric references, as FreeMind wants it; unchanged maps stay byte for byte."""
        refuse_password(options)
        origin = mind_map.origin if mind_map.origin is not None and mind_map.origin.format == INFO.name else None
        frames = [frame for topic in mind_map.topics() for frame in topic.boundaries]
        clouds = all(frame.members is None and not frame.title for frame in frames)
        carried = INFO.carries | {Feature.BOUNDARIES} if clouds else INFO.carries
        report = losses_of(mind_map, carried).joined(foreign_losses(mind_map, INFO.name))
        arrows: dict[str, list[Relationship]] = {}
        for sheet in mind_map.sheets:
            for item in sheet.relationships:
                arrows.setdefault(item.start_id, []).append(item)
        top = _encode(single_root(mind_map), arrows)
        old = origin.tree if origin is not None else None
        root = old if isinstance(old, Element) else Element("map", {"version": "1.0.1"})
        new = replaced(root, "node", [top, *children(root, "node")[1:]])
        if new is root and origin is not None:
            return origin.data, report
        assert new is not None  # noqa: S101  None only for None
        kept = verbatim(origin.data, root, "node") if origin is not None else None
        written = dump_xml(new, kept=kept or Verbatim(text="", places={}, before="", after=""))
        if kept is not None and not kept.text.isascii():
            return written, report  # from a program that writes letters as they are
        return written.decode("utf-8").encode("ascii", "xmlcharrefreplace"), report
