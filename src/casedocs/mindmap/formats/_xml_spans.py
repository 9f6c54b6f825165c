"""Where elements stand in the text of their document, so that what did not change is written letter for letter."""

import re
from xml.etree.ElementTree import Element

from casedocs.mindmap._xml import Verbatim, has_html_entities

__all__ = ["verbatim"]

_ENCODING = re.compile(r"""\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_BOM = "\ufeff"


def _pattern(tag: str) -> re.Pattern[str]:
    """Comments, CDATA and instructions (to be skipped), and the start and end tags of one kind of element."""
    inside = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
    return re.compile(rf"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<{tag}(?=[\s/>]){inside}>|</{tag}\s*>", re.DOTALL)


def _spans(text: str, tag: str) -> list[tuple[int, int]]:
    """Start and end of every element `tag`, in the order of the start tags."""
    starts: list[int] = []
    ends: list[int] = []
    opened: list[int] = []
    for found in _pattern(tag).finditer(text):
        start, end = found.span()
        second = text[start + 1]
        if second == "/":
            if not opened:
                return []
            ends[opened.pop()] = end
        elif second not in "!?":
            if text[end - 2] != "/":
                opened.append(len(starts))
            starts.append(start)
            ends.append(end)
    return [] if opened else list(zip(starts, ends, strict=True))


def verbatim(data: bytes, root: Element, tag: str) -> Verbatim | None:
    """The text of every element `tag` below `root`, and what stands before and after `root`.

    Args:
        data: The document that `root` was parsed from.
        root: Its top element.
        tag: Literal name of the elements.

    Returns:
        None when the document is not in UTF-8 or names characters as only HTML may: such text cannot be copied.
    """
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError:
        return None
    named = _ENCODING.match(text)
    if (named is not None and named[1].lower() not in {"utf-8", "utf8"}) or has_html_entities(data):
        return None
    whole = _spans(text, re.escape(root.tag))
    spans = _spans(text, re.escape(tag))
    elements = list(root.iter(tag))
    if len(whole) != 1 or len(spans) != len(elements):
        return None
    start, end = whole[0]
    places = {id(element): span for element, span in zip(elements, spans, strict=True)}
    return Verbatim(text=text, places=places, before=text[:start], after=text[end:])
