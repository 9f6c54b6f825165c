"""The styles of XMind 3 to 8: kept in a file of their own and referred to by id."""

import hashlib
from xml.etree.ElementTree import Element

from casedocs.mindmap.formats._xmind_names import FO, STYLE, SVG

__all__ = ["StyleBook", "with_styles"]


class StyleBook:
    """The styles of the file, and those that edits add to it."""

    def __init__(self, known: dict[str, dict[str, str]]) -> None:
        self.known = dict(known)
        self.added: dict[str, tuple[str, dict[str, str]]] = {}

    def of(self, element: Element | None) -> dict[str, str]:
        """The properties that an element's ``style-id`` means."""
        return self.known.get(element.get("style-id", ""), {}) if element is not None else {}

    def identity(self, kind: str, style: dict[str, str]) -> str:
        """The id of a style with exactly these properties, made when there is none."""
        digest = hashlib.sha256(repr((kind, sorted(style.items()))).encode()).hexdigest()[:26]
        if digest not in self.known:
            self.known[digest] = dict(style)
            self.added[digest] = (kind, dict(style))
        return digest


def with_styles(root: Element | None, book: StyleBook) -> Element:
    """``styles.xml`` with the styles that edits added."""
    attributes = {"xmlns": STYLE, "xmlns:fo": FO, "xmlns:svg": SVG, "version": "2.0"}
    new = Element("xmap-styles", dict(root.attrib) if root is not None else attributes)
    new.extend(list(root) if root is not None else [])
    group = Element("styles")
    old = next((item for item in new if item.tag == "styles"), None)
    group.extend(list(old) if old is not None else [])
    for identity, (kind, style) in book.added.items():
        element = Element("style", {"id": identity, "type": kind})
        element.append(Element(f"{kind}-properties", style))
        group.append(element)
    if old is None:
        new.insert(0, group)
    else:
        new[list(new).index(old)] = group
    return new
