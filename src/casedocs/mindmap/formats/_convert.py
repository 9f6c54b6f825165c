"""What every codec needs when the map came from another format."""

import hashlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from casedocs.mindmap._xml import is_element
from casedocs.mindmap.edit import clone_map
from casedocs.mindmap.losses import Feature, Loss, LossReport
from casedocs.mindmap.model import Boundary, MindMap, Relationship, Sheet, Summary, Topic

__all__ = ["FOLIO_ATTRIBUTE", "foreign_losses", "with_ids", "with_resource_folder"]

FOLIO_ATTRIBUTE = "nhãn"  # the attribute of FreeMind nodes that holds a label

# Keys and elements that the model covers or that carry nothing a reader would miss.
_TOPIC = (
    "id title titleUnedited attributedTitle structureClass branch position customWidth labels markers notes href "
    "image numbering boundaries summaries children extensions style "
    "structure-class timestamp modified-by style-id xlink:href marker-refs xhtml:img topic "
    "TEXT ID CREATED MODIFIED FOLDED POSITION LINK node richcontent icon arrowlink cloud attribute "
    "text _note outline url htmlUrl xmlUrl type created"
)
_SHEET = (
    "id class title rootTopic relationships style extensions theme revisionId coreVersion topicPositioning "
    "timestamp modified-by style-id topic"
)
_ARROW = (
    "id class title titleUnedited end1Id end2Id style end1 end2 timestamp modified-by style-id "
    "ID DESTINATION MIDDLE_LABEL STARTARROW ENDARROW"
)
_COVERED_OF_TOPICS, _COVERED_OF_SHEETS, _COVERED_OF_ARROWS = (
    frozenset(names.split()) for names in (_TOPIC, _SHEET, _ARROW)
)


def _keys(source: object) -> Iterator[str]:
    if isinstance(source, dict):
        yield from (key for key in source if (key, source[key]) != ("class", "topic"))
        notes = source.get("notes")
        if isinstance(notes, dict):
            yield from (f"notes.{key}" for key in notes if key not in {"plain", "realHTML"})
    elif isinstance(source, Element):
        yield from source.attrib
        for item in source:
            if item.tag == "attribute" and item.get("NAME") != FOLIO_ATTRIBUTE:
                yield f"attribute {item.get('NAME', '')}"
            elif is_element(item):
                yield item.tag


def _foreign(source: object, covered: frozenset[str], path: str) -> Iterator[Loss]:
    for key in dict.fromkeys(_keys(source)):
        if key not in covered and not key.startswith("xmlns"):
            yield Loss(Feature.FOREIGN_DATA, path, key[:60])


def _has_rich_title(source: object) -> bool:
    runs = source.get("attributedTitle") if isinstance(source, dict) else None
    return isinstance(runs, list) and any(isinstance(run, dict) and set(run) - {"text"} for run in runs)


def _of(topic: Topic, path: str) -> Iterator[Loss]:
    if _has_rich_title(topic.source):
        yield Loss(Feature.RICH_TEXT, path)
    yield from _foreign(topic.source, _COVERED_OF_TOPICS, path)


def foreign_losses(mind_map: MindMap, target: str) -> LossReport:
    """Data in the pieces of the source that the model does not know and another format cannot hold."""
    origin = mind_map.origin
    if origin is None or origin.format == target:
        return LossReport()
    losses = [loss for visit in mind_map.visits() for loss in _of(visit.topic, visit.path)]
    names = origin.package.names if origin.package is not None else []
    for name in names:
        if name == "comments.xml":
            losses.append(Loss(Feature.COMMENTS, name))
        elif name.startswith("Revisions/"):
            losses.append(Loss(Feature.REVISIONS, name))
    for number, sheet in enumerate(mind_map.sheets, 1):
        source = sheet.source
        losses += _foreign(source, _COVERED_OF_SHEETS, str(number))
        for arrow in sheet.relationships:
            losses += _foreign(arrow.source, _COVERED_OF_ARROWS, str(number))
        if (isinstance(source, dict) and source.get("theme")) or (isinstance(source, Element) and source.get("theme")):
            losses.append(Loss(Feature.THEME, str(number)))
    return LossReport(tuple(losses))


def with_ids(mind_map: MindMap) -> MindMap:
    """The map with an id on everything, as XMind wants it; the map itself when nothing lacks one.

    New ids depend on nothing but the place, so the same map gives the same file.
    """
    sheets_named = all(sheet.id and all(item.id for item in sheet.relationships) for sheet in mind_map.sheets)
    if sheets_named and not any(_lacks_an_id(topic) for topic in mind_map.topics()):
        return mind_map
    copied = clone_map(mind_map)
    for number, thing in enumerate(_identified(copied)):
        thing.id = thing.id or hashlib.sha256(f"casedocs {number}".encode()).hexdigest()[:26]
    return copied


def _lacks_an_id(topic: Topic) -> bool:
    if not (topic.boundaries or topic.summaries):
        return not topic.id
    framed = all(item.id for item in topic.boundaries)
    return not (topic.id and framed and all(item.id for item in topic.summaries if item.members))


def _identified(mind_map: MindMap) -> "Iterator[Sheet | Topic | Boundary | Summary | Relationship]":
    for sheet in mind_map.sheets:
        yield sheet
        yield from sheet.relationships
        for topic in sheet.root.walk():
            yield topic
            yield from topic.boundaries
            yield from (item for item in topic.summaries if item.members)


def with_resource_folder(mind_map: MindMap, folder: str) -> tuple[MindMap, dict[str, bytes]]:
    """The map with its inner links leading to `folder`, and the members that go there.

    The map itself is returned when it holds no resource.
    """
    if not mind_map.resources:
        return mind_map, {}
    moved = {name: f"{folder}/{name.rsplit('/', 1)[-1]}" for name in mind_map.resources}
    copied = clone_map(mind_map)
    for topic in copied.topics():
        topic.link = _moved(topic.link, moved)
        if topic.image is not None:
            topic.image.source_link = _moved(topic.image.source_link, moved) or ""
    return copied, {moved[name]: mind_map.resources[name] for name in mind_map.resources}


def _moved(link: str | None, moved: dict[str, str]) -> str | None:
    if link is None or not link.startswith("xap:"):
        return link
    name = link.removeprefix("xap:").lstrip("/")
    return f"xap:{moved.get(name, name)}"
