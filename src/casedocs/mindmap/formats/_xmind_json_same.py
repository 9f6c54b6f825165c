"""Whether a JSON object still says all that its topic says: the common cases, told without making a new topic."""

from typing import Any

from casedocs.mindmap.model import Note, Topic

__all__ = ["surely_same"]

_RARE = frozenset({"attributedTitle", "image", "numbering", "position", "customWidth", "style", "extensions"})


def _note(note: Note | None, value: object) -> bool:
    if note is None or value is None:
        return note is value
    return not note.html and value == {"plain": {"content": note.plain}}


def _markers(markers: list[str], value: object) -> bool:
    if not isinstance(value, list):
        return value is None and not markers
    return all(isinstance(item, dict) for item in value) and [item.get("markerId") for item in value] == markers


def surely_same(topic: Topic, raw: dict[str, Any]) -> bool:
    """True when `raw` says exactly what `topic` says of itself; False when that needs a closer look."""
    if topic.image or topic.position or topic.numbering or topic.extensions or topic.style or topic.width is not None:
        return False
    get = raw.get
    if get("title", "") != topic.title or get("id") != topic.id or get("href") != topic.link:
        return False
    if get("structureClass") != topic.structure or (get("branch") == "folded") != topic.folded:
        return False
    if get("labels", []) != topic.labels or not _markers(topic.markers, get("markers")):
        return False
    return _note(topic.note, get("notes")) and _RARE.isdisjoint(raw)
