"""Reading the XML content of XMind 3 to 8: what the model knows becomes typed, the elements stay in ``source``."""

import html
import math
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from casedocs.errors import FormatError
from casedocs.mindmap._xml import child, children, inner_text, is_element, text_of
from casedocs.mindmap.formats._note_text import html_text
from casedocs.mindmap.formats._ranges import is_exact, members_of
from casedocs.mindmap.model import (
    Boundary,
    Extension,
    Image,
    Note,
    Numbering,
    Point,
    Relationship,
    Sheet,
    Summary,
    Topic,
)
from casedocs.mindmap.problems import Problem, problem

__all__ = [
    "ROOT_TAG",
    "Styles",
    "boundaries_of",
    "plain_topic",
    "read_extensions",
    "read_sheets",
    "read_styles",
    "summaries_of",
]

ROOT_TAG = "xmap-content"
Styles = Mapping[str, dict[str, str]]
"""Style id → its properties, from ``styles.xml``."""


def read_styles(root: Element | None) -> dict[str, dict[str, str]]:
    """The properties of every style of a parsed ``styles.xml``."""
    found: dict[str, dict[str, str]] = {}
    for group in root if root is not None else ():
        for style in children(group, "style"):
            properties = [item for item in style if is_element(item) and item.tag.endswith("-properties")]
            found[style.get("id", "")] = {key: value for item in properties for key, value in item.attrib.items()}
    return found


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text is not None else None
    except ValueError:
        return None
    return value if value is not None and math.isfinite(value) and abs(value) < 1e12 else None


def _style(element: Element, styles: Styles) -> dict[str, str]:
    identity = element.get("style-id")
    return dict(styles.get(identity, {})) if identity is not None else {}


_HTML_TAGS = {"xhtml:p": "div", "xhtml:span": "span", "xhtml:a": "a"}


def _note_html(root: Element) -> str:
    """The note as plain HTML: paragraphs, spans and links; pictures and styles are left out."""
    out: list[str] = []
    stack: list[Element | str] = list(reversed(root))
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            out.append(item)
            continue
        tail = html.escape(item.tail, quote=False) if item.tail and item.tail.strip() else ""
        tag = _HTML_TAGS.get(item.tag)
        if tag is None:
            stack.append(tail)
            continue
        link = item.get("xlink:href")
        out.append(f'<{tag} href="{html.escape(link)}">' if tag == "a" and link else f"<{tag}>")
        out.append(html.escape(item.text or "", quote=False))
        stack += [tail, f"</{tag}>", *reversed(item)]
    return "".join(out)


def _note(topic: Topic, element: Element) -> None:
    markup = child(element, "html")
    rich = "" if markup is None else _note_html(markup)
    note = Note(plain=text_of(element, "plain") or html_text(rich), html=rich)
    if note.plain or note.html:
        topic.note = note


def _title(topic: Topic, element: Element) -> None:
    topic.title = inner_text(element) if len(element) else element.text or ""
    width = element.get("svg:width")
    if width is not None:
        topic.width = _number(width)


def _labels(topic: Topic, element: Element) -> None:
    topic.labels = [inner_text(item) for item in children(element, "label")]


def _markers(topic: Topic, element: Element) -> None:
    topic.markers = [item.get("marker-id", "") for item in children(element, "marker-ref")]


def _image(topic: Topic, element: Element) -> None:
    topic.image = Image(
        source_link=element.get("xhtml:src", ""),
        width=_number(element.get("svg:width")),
        height=_number(element.get("svg:height")),
        align=element.get("align", ""),
    )


def _position(topic: Topic, element: Element) -> None:
    x, y = _number(element.get("svg:x")), _number(element.get("svg:y"))
    if x is not None and y is not None:
        topic.position = Point(x, y)


def _numbering(topic: Topic, element: Element) -> None:
    topic.numbering = Numbering(
        number_format=element.get("number-format", ""),
        prefix=text_of(element, "prefix"),
        suffix=text_of(element, "suffix"),
        prepend_parent=element.get("prepending-numbers") != "none",
    )


def _content_value(content: Element) -> object:
    """The text of an element without children, else a list of ``{name, content, attrs}`` objects."""
    if not any(is_element(item) for item in content):
        return content.text or ""
    top: list[object] = []
    stack: list[tuple[Element, list[object]]] = [(content, top)]
    while stack:
        holder, values = stack.pop()
        for item in holder:
            if not is_element(item):
                continue
            value: dict[str, object] = {"name": item.tag}
            if item.attrib:
                value["attrs"] = dict(item.attrib)
            if any(is_element(below) for below in item):
                inner: list[object] = []
                value["content"] = inner
                stack.append((item, inner))
            elif item.text:
                value["content"] = item.text
            values.append(value)
    return top


def read_extensions(element: Element | None) -> list[Extension]:
    """The extensions in an ``extensions`` element."""
    found = []
    for item in children(element, "extension") if element is not None else ():
        content = child(item, "content")
        value = None if content is None else _content_value(content)
        found.append(Extension(provider=item.get("provider", ""), content=value))
    return found


def _extensions(topic: Topic, element: Element) -> None:
    topic.extensions = read_extensions(element)


_READERS: dict[str, Callable[[Topic, Element], None]] = {
    "title": _title,
    "notes": _note,
    "labels": _labels,
    "marker-refs": _markers,
    "xhtml:img": _image,
    "position": _position,
    "numbering": _numbering,
    "extensions": _extensions,
}


def plain_topic(element: Element, styles: Styles) -> Topic:
    """The topic that `element` describes, without anything that hangs on it."""
    topic = Topic(id=element.get("id", ""), source=element)
    readers = _READERS.get
    for name, value in element.items():
        if name == "structure-class":
            topic.structure = value or None
        elif name == "branch":
            topic.folded = value == "folded"
        elif name == "xlink:href":
            topic.link = value or None
        elif name == "style-id":
            topic.style = _style(element, styles)
    for item in element:
        reader = readers(item.tag)
        if reader is not None:
            reader(topic, item)
    return topic


def boundaries_of(element: Element, siblings: list[Topic], styles: Styles) -> list[Boundary]:
    """The boundaries that a topic element lists."""
    holder = child(element, "boundaries")
    return [
        Boundary(
            id=item.get("id", ""),
            members=members_of(item.get("range"), siblings),
            title=text_of(item, "title"),
            style=_style(item, styles),
            source=item,
        )
        for item in (children(holder, "boundary") if holder is not None else ())
    ]


def summaries_of(element: Element, siblings: list[Topic], summed: list[Topic], styles: Styles) -> list[Summary]:
    """The summaries that a topic element lists, and those summary topics that none of them names."""
    holder = child(element, "summaries")
    waiting = {topic.id: topic for topic in reversed(summed)}
    found = [
        Summary(
            id=item.get("id", ""),
            members=members_of(item.get("range"), siblings) or [],
            topic=waiting.pop(item.get("topic-id", ""), None),
            style=_style(item, styles),
            source=item,
        )
        for item in (children(holder, "summary") if holder is not None else ())
    ]
    placed = {id(summary.topic) for summary in found}
    return found + [Summary(id="", topic=topic) for topic in summed if id(topic) not in placed]


_RANGED = frozenset({"boundaries", "summaries"})
_LISTS = {"attached": "children", "detached": "floating", "callout": "callouts"}


def _hang(topic: Topic, styles: Styles, report: Callable[[str, str], None]) -> list[Topic]:
    element = topic.source
    assert isinstance(element, Element)  # noqa: S101  plain_topic has just put it there
    holder: Element | None = None
    ranged_tags = False
    for item in element:
        tag = item.tag
        if tag == "children":
            holder = item if holder is None else holder
        elif tag in _RANGED:
            ranged_tags = True
    if holder is None and not ranged_tags:
        return []
    new: list[Topic] = []
    summed: list[Topic] = []
    for group in holder if holder is not None else ():
        kind = group.get("type", "") if group.tag == "topics" else ""
        if kind in _LISTS or kind == "summary":
            topics = [plain_topic(item, styles) for item in group if item.tag == "topic"]
            target = summed if kind == "summary" else getattr(topic, _LISTS[kind])
            target.extend(topics)
            new += topics
    if ranged_tags or summed:
        topic.boundaries = boundaries_of(element, topic.children, styles)
        topic.summaries = summaries_of(element, topic.children, summed, styles)
        _check_ranges(topic, report)
    return new


def _check_ranges(topic: Topic, report: Callable[[str, str], None]) -> None:
    ranged: list[Boundary | Summary] = [*topic.boundaries, *topic.summaries]
    for item in ranged:
        if isinstance(item.source, Element) and not is_exact(item.source.get("range"), len(topic.children)):
            report("range-out-of-bounds", f"{topic.id}: {item.source.get('range')}")


def _tree(element: Element, styles: Styles, report: Callable[[str, str], None]) -> Topic:
    root = plain_topic(element, styles)
    stack = [root]
    while stack:
        stack.extend(_hang(stack.pop(), styles, report))
    return root


def _relationships(element: Element, styles: Styles) -> list[Relationship]:
    holder = child(element, "relationships")
    return [
        Relationship(
            id=item.get("id", ""),
            start_id=item.get("end1", ""),
            end_id=item.get("end2", ""),
            title=text_of(item, "title"),
            style=_style(item, styles),
            source=item,
        )
        for item in (children(holder, "relationship") if holder is not None else ())
    ]


def read_sheets(root: Element, styles: Styles, problems: list[Problem]) -> list[Sheet]:
    """The sheets of a parsed ``content.xml``.

    Args:
        root: Its top element.
        styles: From `read_styles`.
        problems: Takes what was wrong and read around, at most 1,000 entries.

    Raises:
        FormatError: If it is no map content, has no sheet, or a sheet lacks its topic.
    """
    sheets = []
    if root.tag != ROOT_TAG:
        raise FormatError(f"expected <{ROOT_TAG}>, found <{str(root.tag)[:60]}>", path="content.xml")
    for number, element in enumerate(children(root, "sheet"), 1):
        top = child(element, "topic")
        if top is None:
            raise FormatError("the sheet has no root topic", path=f"content.xml/sheet[{number}]")

        def report(code: str, detail: str, number: int = number) -> None:
            if len(problems) < 1000:
                problems.append(problem(code, str(number), detail))

        sheets.append(
            Sheet(
                id=element.get("id", ""),
                title=text_of(element, "title"),
                root=_tree(top, styles, report),
                relationships=_relationships(element, styles),
                style=_style(element, styles),
                extensions=read_extensions(child(element, "extensions")),
                source=element,
            )
        )
    if not sheets:
        raise FormatError("the map has no sheet", path="content.xml", hint="the file is damaged")
    return sheets
