"""Comparable content: two maps are equal in canonical form when a reader could not tell them apart."""

import hashlib
import json
from dataclasses import asdict

from casedocs.mindmap.model import Boundary, MindMap, Sheet, Summary, Topic

__all__ = ["canonical", "fingerprint", "topic_row"]

Row = tuple[object, ...]


def _frozen(value: object) -> object:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict | list) else value


def _places(members: list[Topic] | None, siblings: list[Topic]) -> tuple[int, ...] | None:
    """First and last place: all that a file can say."""
    if members is None:
        return None
    order = {id(item): place for place, item in enumerate(siblings)}
    places = [order[id(item)] for item in members if id(item) in order]
    return (min(places), max(places)) if places else ()


def _boundary(item: Boundary, siblings: list[Topic]) -> Row:
    return item.id, item.title, _places(item.members, siblings), tuple(sorted(item.style.items()))


def _summary(item: Summary, siblings: list[Topic]) -> Row:
    topic = item.topic.id if item.topic is not None else ""
    return item.id, topic, _places(item.members, siblings), tuple(sorted(item.style.items()))


def topic_row(topic: Topic) -> Row:
    """The content of one topic without what hangs on it."""
    return (
        topic.id,
        topic.title,
        None if topic.note is None else (topic.note.plain, topic.note.html),
        tuple(topic.labels),
        tuple(topic.markers),
        topic.link,
        None if topic.image is None else tuple(asdict(topic.image).values()),
        None if topic.numbering is None else tuple(asdict(topic.numbering).values()),
        topic.folded,
        topic.structure,
        topic.position,
        topic.width,
        tuple(sorted(topic.style.items())),
        tuple((item.provider, _frozen(item.content)) for item in topic.extensions),
        tuple(_boundary(item, topic.children) for item in topic.boundaries),
        tuple(_summary(item, topic.children) for item in topic.summaries),
    )


def _sheet(number: int, sheet: Sheet) -> list[Row]:
    rows: list[Row] = [
        (
            "sheet",
            number,
            sheet.id,
            sheet.title,
            tuple(sorted(sheet.style.items())),
            tuple((item.provider, _frozen(item.content)) for item in sheet.extensions),
        )
    ]
    rows += [("topic", number, visit.path, *topic_row(visit.topic)) for visit in sheet.root.visits()]
    rows += [
        ("arrow", number, item.id, item.start_id, item.end_id, item.title, tuple(sorted(item.style.items())))
        for item in sheet.relationships
    ]
    return rows


def canonical(mind_map: MindMap) -> list[Row]:
    """All that the model knows of a map, row by row, in reading order; comparable and printable."""
    rows = [row for number, sheet in enumerate(mind_map.sheets, 1) for row in _sheet(number, sheet)]
    rows += [("resource", name, hashlib.sha256(mind_map.resources[name]).hexdigest()) for name in mind_map.resources]
    return rows


def fingerprint(mind_map: MindMap) -> str:
    """SHA-256 of the canonical form as 64 hexadecimal digits."""
    return hashlib.sha256(repr(canonical(mind_map)).encode("utf-8", "surrogatepass")).hexdigest()
