"""Patching XML that was read: copies of single elements, everything around them shared."""

from xml.etree.ElementTree import Element

from casedocs.mindmap._xml import children

__all__ = ["based_on", "copied", "new_element", "place", "replaced", "set_attribute"]


def copied(element: Element) -> Element:
    """A copy with attributes of its own and the same children (``copy.copy`` shares the attributes)."""
    new = Element(element.tag, dict(element.attrib))
    new.text, new.tail = element.text, element.tail
    new.extend(element)
    return new


def new_element(tag: str, attributes: dict[str, str] | None = None, text: str = "") -> Element:
    """A new element."""
    element = Element(tag, attributes or {})
    if text:
        element.text = text
    return element


def set_attribute(element: Element, name: str, value: str | None) -> None:
    """Sets an attribute; an empty value takes it away."""
    if value:
        element.set(name, value)
    else:
        element.attrib.pop(name, None)


def place(element: Element, tag: str, new: Element | None) -> None:
    """Puts `new` where the first child `tag` was, else at the end; None takes that child away."""
    for index, item in enumerate(element):
        if item.tag == tag:
            if new is None:
                del element[index]
            elif new is not item:
                new.tail = item.tail
                element[index] = new
            return
    if new is not None:
        element.append(new)


def based_on(old: Element | None, tag: str) -> Element:
    """A copy of `old` to be changed, or a new element."""
    return copied(old) if old is not None else Element(tag)


def replaced(holder: Element | None, tag: str, wanted: list[Element]) -> Element | None:
    """`holder` with its members `tag` exchanged for `wanted`; the holder itself when they already are.

    All else in it keeps its place: new members take the places of old ones, more of them follow the last.
    """
    if holder is None:
        if not wanted:
            return None
        holder = Element("topics")
        holder.extend(wanted)
        return holder
    before = children(holder, tag)
    if len(before) == len(wanted) and all(a is b for a, b in zip(before, wanted, strict=True)):
        return holder
    waiting = iter(wanted)
    placed = [next(waiting, None) if item.tag == tag else item for item in holder]
    end = max((place for place, item in enumerate(holder, 1) if item.tag == tag), default=0)
    new = copied(holder)
    new[:] = [item for item in (*placed[:end], *waiting, *placed[end:]) if item is not None]
    return new
