"""OPML 2.0 outlines, read and written; attributes and elements that the model does not know ride along."""

from xml.etree.ElementTree import Element

from casedocs.errors import FormatError
from casedocs.mindmap._xml import child, children, dump_xml, load_xml, text_of
from casedocs.mindmap.codec import FormatInfo, Trip
from casedocs.mindmap.formats._convert import foreign_losses
from casedocs.mindmap.formats._text import outer_link, refuse_password, single_root
from casedocs.mindmap.formats._xml_patch import copied, new_element, place, replaced, set_attribute
from casedocs.mindmap.formats._xml_spans import verbatim
from casedocs.mindmap.losses import Feature, LossReport, losses_of
from casedocs.mindmap.model import MindMap, Note, Sheet, Topic
from casedocs.mindmap.options import DumpOptions, LoadOptions
from casedocs.mindmap.origin import Origin

__all__ = ["Opml"]

INFO = FormatInfo(
    name="opml",
    suffixes=(".opml",),
    trip=Trip.BOTH,
    carries=frozenset(
        {
            Feature.EMPTY_TOPICS,
            Feature.NOTES,
            Feature.LINKS,
            Feature.LINE_BREAKS,
            Feature.FOREIGN_DATA,
        }
    ),
    title="OPML 2.0",
)
_LINKS = ("url", "htmlUrl", "xmlUrl")


def _key(element: Element, name: str) -> str:
    """The attribute's name as the file spells it: some programs write ``Text`` or ``TEXT``."""
    if name in element.attrib:
        return name
    return next((key for key in element.attrib if key.lower() == name.lower()), name)


def _get(element: Element, name: str) -> str | None:
    return element.get(_key(element, name))


def _plain(element: Element) -> Topic:
    note = _get(element, "_note")
    link = next((value for value in (_get(element, name) for name in _LINKS) if value), None)
    title = _get(element, "text")
    return Topic(
        title=(_get(element, "title") or "") if title is None else title,
        note=Note(plain=note) if note else None,
        link=link,
        source=element,
    )


def _tree(element: Element) -> Topic:
    root = _plain(element)
    stack = [root]
    while stack:
        topic = stack.pop()
        assert isinstance(topic.source, Element)  # noqa: S101  _plain has just put it there
        topic.children = [_plain(item) for item in children(topic.source, "outline")]
        stack.extend(topic.children)
    return root


def _own(topic: Topic) -> Element:
    source = topic.source
    known = isinstance(source, Element) and source.tag == "outline"
    element = source if isinstance(source, Element) and known else Element("outline", {"text": topic.title})
    old = _plain(element)
    note = topic.note.plain if topic.note is not None else ""
    link = topic.link if topic.link == old.link else outer_link(topic) or None
    if (old.title, old.note.plain if old.note else "", old.link) == (topic.title, note, link):
        return element
    element = copied(element)
    element.set(_key(element, "text"), topic.title)
    set_attribute(element, _key(element, "_note"), note)
    if old.link != link:
        for name in _LINKS:
            element.attrib.pop(_key(element, name), None)
        if link:
            element.set("type", "link")
            element.set("url", link)
    return element


def _encode(root: Topic) -> Element:
    done: dict[int, Element] = {}
    for topic in reversed(list(root.walk())):
        new = replaced(_own(topic), "outline", [done[id(item)] for item in topic.below()])
        assert new is not None  # noqa: S101  None only for None
        done[id(topic)] = new
    return done[id(root)]


class Opml:
    """Outlines of OmniOutliner, Workflowy, XMind and others."""

    info = INFO

    def read(self, data: bytes, options: LoadOptions) -> MindMap:
        """The map in an OPML document; several top-level outlines hang on a root named by the document's title."""
        del options
        root = load_xml(data, source="OPML")
        body = child(root, "body")
        if root.tag != "opml" or body is None:
            raise FormatError("expected <opml> with a <body>", path="opml", hint="the file is no OPML outline")
        head = child(root, "head")
        title = text_of(head, "title") if head is not None else ""
        tops = children(body, "outline")
        if len(tops) == 1:
            top = _tree(tops[0])
        else:
            top = Topic(title=title, children=[_tree(item) for item in tops], source=body)
        sheet = Sheet(title=title or top.title, root=top)
        return MindMap(sheets=[sheet], origin=Origin(format=INFO.name, data=data, tree=root))

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The outline; a document that was read and not changed stays byte for byte."""
        refuse_password(options)
        report = losses_of(mind_map, INFO.carries).joined(foreign_losses(mind_map, INFO.name))
        top = single_root(mind_map)
        origin = mind_map.origin
        old = origin.tree if origin is not None and origin.format == INFO.name else None
        root = old if isinstance(old, Element) else _empty(mind_map.title if mind_map.sheets else "")
        body = child(root, "body")
        several = isinstance(top.source, Element) and top.source.tag == "body"
        wanted = [_encode(item) for item in top.below()] if several else [_encode(top)]
        new = replaced(body, "outline", wanted)
        if new is body and origin is not None:
            return origin.data, report
        kept = verbatim(origin.data, root, "outline") if origin is not None and old is root else None
        root = copied(root)
        place(root, "body", new)
        return dump_xml(root, kept=kept), report


def _empty(title: str) -> Element:
    root, head = Element("opml", {"version": "2.0"}), Element("head")
    head.append(new_element("title", text=title))
    root.extend([head, Element("body")])
    return root
