"""What every codec needs when the map came from another format."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from casedocs.mindmap._xml import is_element
from casedocs.mindmap.edit import clone_map
from casedocs.mindmap.losses import Feature, Loss, LossReport
from casedocs.mindmap.model import MindMap, Topic

__all__ = ["foreign_losses", "with_resource_folder"]

# Keys and elements that the model covers or that carry nothing a reader would miss.
_NAMES = (
    "id title titleUnedited class attributedTitle structureClass branch position customWidth labels markers notes href "
    "image numbering boundaries summaries children extensions style "
    "structure-class timestamp modified-by style-id xlink:href marker-refs xhtml:img topic "
    "TEXT ID CREATED MODIFIED FOLDED POSITION LINK COLOR BACKGROUND_COLOR STYLE node richcontent icon arrowlink "
    "attribute text _note outline _status created font edge"
)
_COVERED = frozenset(_NAMES.split())


def _keys(source: object) -> Iterator[str]:
    if isinstance(source, dict):
        yield from source
        notes = source.get("notes")
        yield from (
            (f"notes.{key}" for key in notes if key not in {"plain", "realHTML"}) if isinstance(notes, dict) else ()
        )
    elif isinstance(source, Element):
        yield from source.attrib
        yield from (item.tag for item in source if is_element(item))


def _has_rich_title(source: object) -> bool:
    runs = source.get("attributedTitle") if isinstance(source, dict) else None
    return isinstance(runs, list) and any(isinstance(run, dict) and set(run) - {"text"} for run in runs)


def _of(topic: Topic, path: str) -> Iterator[Loss]:
    if _has_rich_title(topic.source):
        yield Loss(Feature.RICH_TEXT, path)
    for key in dict.fromkeys(_keys(topic.source)):
        if key not in _COVERED and not key.startswith("xmlns"):
            yield Loss(Feature.FOREIGN_DATA, path, key[:60])


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
        if (isinstance(source, dict) and source.get("theme")) or (isinstance(source, Element) and source.get("theme")):
            losses.append(Loss(Feature.THEME, str(number)))
    return LossReport(tuple(losses))


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
