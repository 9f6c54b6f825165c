"""Reading the JSON content of XMind Zen and later: every known key becomes typed, the rest stays in ``source``.

Keys of a wrong type are kept in ``source``, left at their default in the model, and reported as a problem.
"""

import re
from collections.abc import Callable
from typing import Any

from casedocs.errors import FormatError
from casedocs.mindmap.formats._note_text import delta_text, html_text, paragraphs_text
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

__all__ = ["Report", "plain_topic", "read_extensions", "read_sheets", "read_style"]

_DECIMAL = re.compile(r"\s*-?[0-9]{1,12}(\.[0-9]{1,20})?\s*")
Report = Callable[[str, str], None]
"""Takes the code of a problem and its detail."""


def _quiet(_code: str, _detail: str) -> None:
    """Used when a source is read again only to compare."""


def _text(raw: dict[str, Any], key: str, report: Report) -> str:
    value = raw.get(key)
    if isinstance(value, str):
        return value
    if value is not None:
        report("wrong-type", f"{key}: {type(value).__name__}")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _number(value: object) -> float | None:
    if isinstance(value, str):
        value = float(value) if _DECIMAL.fullmatch(value) else None
    return (
        float(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12 else None
    )


def _object(value: object, key: str, report: Report) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    if value is not None:
        report("wrong-type", f"{key}: {type(value).__name__}")
    return {}


def _objects(value: object, key: str, report: Report) -> list[dict[str, Any]]:
    if isinstance(value, list):
        found = [item for item in value if isinstance(item, dict)]
        if len(found) != len(value):
            report("wrong-type", f"{key}: not every member is an object")
        return found
    if value is not None:
        report("wrong-type", f"{key}: {type(value).__name__}")
    return []


def read_style(value: object, report: Report = _quiet) -> dict[str, str]:
    """The properties of a style object; numbers become text."""
    properties = _object(_object(value, "style", report).get("properties"), "style.properties", report)
    return {key: str(item) for key, item in properties.items() if isinstance(item, str | int | float)}


def read_extensions(value: object, report: Report = _quiet) -> list[Extension]:
    """The extensions of a topic or sheet."""
    return [
        Extension(provider=_text(item, "provider", report), content=item.get("content"))
        for item in _objects(value, "extensions", report)
    ]


def _rich_title(topic: Topic, value: object, report: Report) -> None:
    if not topic.title:
        runs = _objects(value, "attributedTitle", report)
        topic.title = "".join(_text(run, "text", report) for run in runs)


def _formatted(raw: dict[str, Any]) -> str:
    """The text of a note that is there in XMind's own formatted forms only."""
    paragraphs, delta = raw.get("html"), raw.get("ops")
    found = paragraphs_text(paragraphs.get("content")) if isinstance(paragraphs, dict) else ""
    return found or delta_text(delta)


def _note(topic: Topic, value: object, report: Report) -> None:
    if isinstance(value, str):  # scripts write what the model of the older format suggests
        value = {"plain": {"content": value}}
    raw = _object(value, "notes", report)
    plain = _text(_object(raw.get("plain"), "notes.plain", report), "content", report)
    markup = _text(_object(raw.get("realHTML"), "notes.realHTML", report), "content", report)
    plain = plain or html_text(markup) or _formatted(raw)
    if plain or markup:
        topic.note = Note(plain=plain, html=markup)


def _labels(topic: Topic, value: object, report: Report) -> None:
    if isinstance(value, str):  # what the published schema says, against the application's own habit
        topic.labels = [value] if value else []
    elif isinstance(value, list):
        topic.labels = [str(item) for item in value if isinstance(item, str | int | float)]
        if len(topic.labels) != len(value):
            report("wrong-type", "labels: not every label is text")
    elif value is not None:
        report("wrong-type", f"labels: {type(value).__name__}")


def _markers(topic: Topic, value: object, report: Report) -> None:
    if isinstance(value, list):
        value = [{"markerId": item} if isinstance(item, str) else item for item in value]
    found = [_text(item, "markerId", report) for item in _objects(value, "markers", report)]
    topic.markers = [marker for marker in found if marker]


def _link(topic: Topic, value: object, report: Report) -> None:
    if isinstance(value, str):
        topic.link = value or None
    elif value is not None:
        report("wrong-type", f"href: {type(value).__name__}")


def _image(topic: Topic, value: object, report: Report) -> None:
    raw = _object(value, "image", report)
    if raw:
        topic.image = Image(
            source_link=_text(raw, "src", report),
            width=_number(raw.get("width")),
            height=_number(raw.get("height")),
            align=_text(raw, "align", report),
        )


def _numbering(topic: Topic, value: object, report: Report) -> None:
    raw = _object(value, "numbering", report)
    if raw:
        topic.numbering = Numbering(
            number_format=_text(raw, "numberFormat", report),
            prefix=_text(raw, "prefix", report),
            suffix=_text(raw, "suffix", report),
            prepend_parent=raw.get("prependingNumbers") != "none",
        )


def _branch(topic: Topic, value: object, _report: Report) -> None:
    topic.folded = value == "folded"


def _structure(topic: Topic, value: object, report: Report) -> None:
    if isinstance(value, str):
        topic.structure = value or None
    elif value is not None:
        report("wrong-type", f"structureClass: {type(value).__name__}")


def _position(topic: Topic, value: object, report: Report) -> None:
    raw = _object(value, "position", report)
    x, y = _number(raw.get("x")), _number(raw.get("y"))
    if x is not None and y is not None:
        topic.position = Point(x, y)


def _width(topic: Topic, value: object, _report: Report) -> None:
    topic.width = _number(value)


def _style(topic: Topic, value: object, report: Report) -> None:
    topic.style = read_style(value, report)


def _extensions(topic: Topic, value: object, report: Report) -> None:
    topic.extensions = read_extensions(value, report)


_READERS: dict[str, Callable[[Topic, Any, Report], None]] = {
    "attributedTitle": _rich_title,
    "notes": _note,
    "labels": _labels,
    "markers": _markers,
    "href": _link,
    "image": _image,
    "numbering": _numbering,
    "branch": _branch,
    "structureClass": _structure,
    "position": _position,
    "customWidth": _width,
    "style": _style,
    "extensions": _extensions,
}


def plain_topic(raw: dict[str, Any], report: Report = _quiet) -> Topic:
    """The topic that `raw` describes, without anything that hangs on it."""
    identity, title = raw.get("id"), raw.get("title", "")
    topic = Topic(
        id=identity if type(identity) is str else _text(raw, "id", report),
        title=title if type(title) is str else _text(raw, "title", report),
        source=raw,
    )
    for key, value in raw.items():
        reader = _READERS.get(key)
        if reader is not None:
            reader(topic, value, report)
    return topic


def _hang(topic: Topic, raw: dict[str, Any], below: dict[str, list[Topic]], report: Report) -> None:
    """Puts the topics below and the boundaries and summaries that refer to them in place."""
    topic.children = below.get("attached", [])
    topic.floating = below.get("detached", [])
    topic.callouts = below.get("callout", [])
    for item in _objects(raw.get("boundaries"), "boundaries", report):
        topic.boundaries.append(
            Boundary(
                id=_text(item, "id", report),
                members=members_of(item.get("range"), topic.children),
                title=_text(item, "title", report),
                style=read_style(item.get("style"), report),
                source=item,
            )
        )
    waiting = {summed.id: summed for summed in reversed(below.get("summary", []))}
    for item in _objects(raw.get("summaries"), "summaries", report):
        topic.summaries.append(
            Summary(
                id=_text(item, "id", report),
                members=members_of(item.get("range"), topic.children) or [],
                topic=waiting.pop(_text(item, "topicId", report), None),
                style=read_style(item.get("style"), report),
                source=item,
            )
        )
    placed = {id(summary.topic) for summary in topic.summaries}
    lost = [summed for summed in below.get("summary", []) if id(summed) not in placed]
    topic.summaries += [Summary(id="", topic=summed) for summed in lost]
    ranged: list[Boundary | Summary] = [*topic.boundaries, *topic.summaries]
    for ranged_item in ranged:
        source = ranged_item.source
        if isinstance(source, dict) and not is_exact(source.get("range"), len(topic.children)):
            report("range-out-of-bounds", f"{topic.id}: {source.get('range')}")


_PLACES = ("attached", "detached", "summary", "callout")


def _tree(top: dict[str, Any], report: Report) -> Topic:
    root = plain_topic(top, report)
    stack = [root]
    while stack:
        topic = stack.pop()
        raw = topic.source
        assert isinstance(raw, dict)  # noqa: S101  plain_topic has just put it there
        holder = raw.get("children")
        if holder is None and "boundaries" not in raw and "summaries" not in raw:
            continue
        holder = _object(holder, "children", report)
        below = {}
        for place in _PLACES:
            if place in holder:
                items = [plain_topic(item, report) for item in _objects(holder[place], f"children.{place}", report)]
                below[place] = items
                stack.extend(items)
        if len(below) == 1 and "attached" in below and "boundaries" not in raw and "summaries" not in raw:
            topic.children = below["attached"]
        else:
            _hang(topic, raw, below, report)
    return root


def _relationships(raw: dict[str, Any], report: Report) -> list[Relationship]:
    return [
        Relationship(
            id=_text(item, "id", report),
            start_id=_text(item, "end1Id", report),
            end_id=_text(item, "end2Id", report),
            title=_text(item, "title", report),
            style=read_style(item.get("style"), report),
            source=item,
        )
        for item in _objects(raw.get("relationships"), "relationships", report)
    ]


def _sheet(raw: object, number: int, problems: list[Problem]) -> Sheet:
    path = f"[{number - 1}]"
    if not isinstance(raw, dict):
        raise FormatError("expected a sheet object", path=path, hint="the file is damaged")
    top = raw.get("rootTopic")
    if not isinstance(top, dict):
        raise FormatError("the sheet has no root topic", path=f"{path}.rootTopic", hint="the file is damaged")

    def report(code: str, detail: str) -> None:
        if len(problems) < 1000:
            problems.append(problem(code, str(number), detail))

    return Sheet(
        id=_text(raw, "id", report),
        title=_text(raw, "title", report),
        root=_tree(top, report),
        relationships=_relationships(raw, report),
        style=read_style(raw.get("style"), report),
        extensions=read_extensions(raw.get("extensions"), report),
        source=raw,
    )


def read_sheets(tree: object, problems: list[Problem]) -> list[Sheet]:
    """The sheets of a parsed ``content.json``.

    Args:
        tree: The JSON value.
        problems: Takes what was wrong and read around, at most 1,000 entries.

    Raises:
        FormatError: If it is no list of sheets, is empty, or a sheet lacks its root topic.
    """
    if not isinstance(tree, list) or not tree:
        raise FormatError("expected a list of sheets", path="content.json", hint="the file is damaged")
    return [_sheet(raw, number, problems) for number, raw in enumerate(tree, 1)]
