"""Whether an element of XMind 3 to 8 still says all that its topic says: the common cases, told without a new topic."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from casedocs.mindmap.formats._xmind_xml_read import Styles
from casedocs.mindmap.model import Topic

__all__ = ["surely_same"]


def _texts(items: Element, tag: str) -> list[str | None] | None:
    """The texts of members that are all plain `tag` elements, else None."""
    found = []
    for item in items:
        if item.tag != tag or len(item):
            return None
        found.append(item.text)
    return found


def _labels(topic: Topic, item: Element) -> bool:
    return _texts(item, "label") == topic.labels


def _markers(topic: Topic, item: Element) -> bool:
    return [one.get("marker-id") for one in item if one.tag == "marker-ref"] == topic.markers


def _note(topic: Topic, item: Element) -> bool:
    note = topic.note
    return note is not None and not note.html and _texts(item, "plain") == [note.plain]


_CHECKS: dict[str, tuple[int, Callable[[Topic, Element], bool]]] = {
    "labels": (2, _labels), "marker-refs": (4, _markers), "notes": (8, _note),
}  # fmt: skip
_RARE = frozenset({"xhtml:img", "position", "numbering", "extensions"})


def _same_attributes(topic: Topic, element: Element, styles: Styles) -> bool:
    if element.attrib == {"id": topic.id}:  # the usual case
        return not (topic.link or topic.structure or topic.folded or topic.style)
    get = element.get
    if get("id") != topic.id or get("xlink:href") != topic.link or get("structure-class") != topic.structure:
        return False
    style = get("style-id")
    return (get("branch") == "folded") == topic.folded and topic.style == (styles.get(style, {}) if style else {})


def surely_same(topic: Topic, element: Element, styles: Styles) -> bool:
    """True when `element` says exactly what `topic` says of itself; False when that needs a closer look."""
    if topic.image or topic.position or topic.numbering or topic.extensions or topic.width is not None:
        return False
    if not _same_attributes(topic, element, styles):
        return False
    missing = bool(topic.title) | bool(topic.labels) << 1 | bool(topic.markers) << 2 | (topic.note is not None) << 3
    for item in element:
        tag = item.tag
        if tag == "title":
            if len(item) or (item.text or "") != topic.title or item.get("svg:width") is not None:
                return False
            missing &= ~1
        elif tag in _CHECKS:
            bit, check = _CHECKS[tag]
            if not check(topic, item):
                return False
            missing &= ~bit
        elif tag in _RARE:
            return False
    return not missing
