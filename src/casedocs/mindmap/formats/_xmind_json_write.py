"""Writing XMind JSON: each piece that was read is compared with the model and patched only where they differ.

Nothing here changes the pieces themselves: a piece that differs is copied first, and so are the pieces above it.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from casedocs.mindmap.formats._compare import same_fields
from casedocs.mindmap.formats._ranges import MASTER, range_of, same_range
from casedocs.mindmap.formats._xmind_json_read import plain_topic, read_extensions, read_style
from casedocs.mindmap.formats._xmind_json_same import surely_same
from casedocs.mindmap.model import Boundary, Extension, MindMap, Relationship, Sheet, Summary, Topic

__all__ = ["write_sheets"]

_PLACES = ("attached", "detached", "summary", "callout")
Raw = dict[str, Any]


def _whole(number: float) -> float:
    return int(number) if number == int(number) else number


def _set(raw: Raw, key: str, value: object) -> None:
    """Sets a key, or takes it away when there is nothing to say."""
    if value is None or value in ("", [], {}):
        raw.pop(key, None)
    else:
        raw[key] = value


def _merged(old: object, new: Raw) -> Raw:
    """`new` on top of the keys that `old` had."""
    merged = dict(old) if isinstance(old, dict) else {}
    for key, value in new.items():
        _set(merged, key, value)
    return merged


def _title(raw: Raw, topic: Topic) -> None:
    raw["title"] = topic.title
    raw.pop("titleUnedited", None)
    raw.pop("attributedTitle", None)


def _note(raw: Raw, topic: Topic) -> None:
    old = plain_topic({"notes": raw.get("notes")}).note
    raw.pop("notes", None)
    if topic.note is not None:
        raw["notes"] = {"plain": {"content": topic.note.plain}}
        if topic.note.html and (old is None or old.html != topic.note.html):
            raw["notes"]["realHTML"] = {"content": topic.note.html}


def _labels(raw: Raw, topic: Topic) -> None:
    _set(raw, "labels", list(topic.labels))


def _markers(raw: Raw, topic: Topic) -> None:
    old = raw.get("markers")
    known = {item.get("markerId"): item for item in old if isinstance(item, dict)} if isinstance(old, list) else {}
    _set(raw, "markers", [known.get(marker, {"markerId": marker}) for marker in topic.markers])


def _image(raw: Raw, topic: Topic) -> None:
    image = topic.image
    new = image and {
        "src": image.source_link,
        "width": None if image.width is None else _whole(image.width),
        "height": None if image.height is None else _whole(image.height),
        "align": image.align,
    }
    _set(raw, "image", _merged(raw.get("image"), new) if new else None)


def _numbering(raw: Raw, topic: Topic) -> None:
    numbering = topic.numbering
    new = numbering and {
        "numberFormat": numbering.number_format,
        "prefix": numbering.prefix,
        "suffix": numbering.suffix,
        "prependingNumbers": None if numbering.prepend_parent else "none",
    }
    _set(raw, "numbering", _merged(raw.get("numbering"), new) if new else None)


def _folded(raw: Raw, topic: Topic) -> None:
    _set(raw, "branch", "folded" if topic.folded else None)


def _position(raw: Raw, topic: Topic) -> None:
    point = topic.position
    new = point and {"x": _whole(point.x), "y": _whole(point.y)}
    _set(raw, "position", {**_merged(raw.get("position"), {}), **new} if new else None)


def _width(raw: Raw, topic: Topic) -> None:
    _set(raw, "customWidth", None if topic.width is None else _whole(topic.width))


def _style_value(old: object, identity: str, style: dict[str, str]) -> Raw | None:
    if read_style(old) == style:
        return old if isinstance(old, dict) else None
    if not style:
        return None
    base = dict(old) if isinstance(old, dict) else {"id": f"{identity}-style"}
    before = base.get("properties")
    kept = before if isinstance(before, dict) else {}
    base["properties"] = {key: kept[key] if str(kept.get(key)) == value else value for key, value in style.items()}
    return base


def _extension_values(old: object, extensions: list[Extension]) -> list[Raw]:
    known = [item for item in old if isinstance(item, dict)] if isinstance(old, list) else []
    values: list[Raw] = []
    for extension in extensions:
        new = {"provider": extension.provider, "content": extension.content}
        base = next((item for item in known if item.get("provider") == extension.provider), {})
        values.append({**base, **new})
    return values


def _style(raw: Raw, topic: Topic) -> None:
    _set(raw, "style", _style_value(raw.get("style"), topic.id, topic.style))


def _extensions(raw: Raw, topic: Topic) -> None:
    _set(raw, "extensions", _extension_values(raw.get("extensions"), topic.extensions))


_WRITERS: tuple[tuple[str, Callable[[Raw, Topic], None]], ...] = (
    ("id", lambda raw, topic: raw.__setitem__("id", topic.id)),
    ("title", _title),
    ("note", _note),
    ("labels", _labels),
    ("markers", _markers),
    ("link", lambda raw, topic: _set(raw, "href", topic.link)),
    ("image", _image),
    ("numbering", _numbering),
    ("folded", _folded),
    ("structure", lambda raw, topic: _set(raw, "structureClass", topic.structure)),
    ("position", _position),
    ("width", _width),
    ("style", _style),
    ("extensions", _extensions),
)


_ALL_BUT_TITLE = attrgetter(*(name for name, _ in _WRITERS[2:]))


def _own_fields(topic: Topic) -> Raw:
    """The topic's raw object with its own fields up to date: the source itself when nothing differs."""
    source = topic.source
    if not isinstance(source, dict):
        raw: Raw = {"id": topic.id, "title": topic.title}
        values = _ALL_BUT_TITLE(topic)
        if any(values):
            for value, (_, write) in zip(values, _WRITERS[2:], strict=True):
                if value:
                    write(raw, topic)
        return raw
    if surely_same(topic, source):
        return source
    old = plain_topic(source)
    if same_fields(topic, old):
        return source
    raw = dict(source)
    for name, write in _WRITERS:
        if getattr(topic, name) != getattr(old, name):
            write(raw, topic)
    return raw


def _listed(old: object, wanted: list[Raw]) -> object:
    """`wanted`, or `old` itself when it already is that; members of `old` that are no objects stay."""
    if not isinstance(old, list):
        return wanted or old
    objects = [item for item in old if isinstance(item, dict)]
    if len(objects) == len(wanted) and all(a is b for a, b in zip(objects, wanted, strict=True)):
        return old
    return [*wanted, *(item for item in old if not isinstance(item, dict))]


def _in_old_order(old: object, wanted: list[Raw]) -> list[Raw]:
    """Summary topics keep the order of the file; new ones follow."""
    places = {id(item): place for place, item in enumerate(old)} if isinstance(old, list) else {}
    return sorted(wanted, key=lambda item: places.get(id(item), len(places)))


def _update(raw: Raw, source: object, key: str, value: object) -> Raw:
    """`raw` with `key` set, copied first when it still is the source."""
    if raw.get(key) is value:
        return raw
    if raw is source:
        raw = dict(raw)
    _set(raw, key, value)
    return raw


def _with_children(topic: Topic, raw: Raw, done: dict[int, Raw]) -> Raw:
    if topic.source is None and not (topic.floating or topic.summaries or topic.callouts):
        raw["children"] = {"attached": [done[id(child)] for child in topic.children]}
        return raw
    holder = raw.get("children")
    before = holder if isinstance(holder, dict) else {}
    summed = [done[id(item.topic)] for item in topic.summaries if item.topic is not None]
    wanted: dict[str, list[Raw]] = {
        "attached": [done[id(child)] for child in topic.children],
        "detached": [done[id(child)] for child in topic.floating],
        "summary": _in_old_order(before.get("summary"), summed),
        "callout": [done[id(child)] for child in topic.callouts],
    }
    changed = {}
    for place in _PLACES:
        value = _listed(before.get(place), wanted[place])
        if value is not before.get(place):
            changed[place] = value
    if not changed:
        return raw
    return _update(raw, topic.source, "children", _merged(holder, changed))


def _old_children(topic: Topic) -> int:
    source = topic.source if isinstance(topic.source, dict) else {}
    holder = source.get("children")
    attached = holder.get("attached") if isinstance(holder, dict) else None
    return sum(isinstance(item, dict) for item in attached) if isinstance(attached, list) else 0


def _boundary(item: Boundary, wanted: str | None, count: int) -> Raw | None:
    source = item.source if isinstance(item.source, dict) else None
    if source is None:
        if wanted is None:
            return None
        raw: Raw = {"id": item.id, "range": wanted}
        _set(raw, "title", item.title)
        _set(raw, "style", _style_value(None, item.id, item.style))
        return raw
    changes: Raw = {}
    if not same_range(source.get("range"), count, wanted):
        if wanted is None:
            return None
        changes["range"] = wanted
    if item.title != plain_topic({"title": source.get("title")}).title:
        changes |= {"title": item.title, "titleUnedited": None}
    if item.id != plain_topic({"id": source.get("id")}).id:
        changes["id"] = item.id
    if read_style(source.get("style")) != item.style:
        changes["style"] = _style_value(source.get("style"), item.id, item.style)
    return _merged(source, changes) if changes else source


def _summary(item: Summary, wanted: str | None, count: int) -> Raw | None:
    source = item.source if isinstance(item.source, dict) else None
    topic_id = item.topic.id if item.topic is not None else ""
    if source is None:
        if wanted is None or not topic_id:
            return None
        raw: Raw = {"id": item.id, "range": wanted, "topicId": topic_id}
        _set(raw, "style", _style_value(None, item.id, item.style))
        return raw
    changes: Raw = {}
    if not same_range(source.get("range"), count, wanted):
        if wanted in {None, MASTER}:
            return None
        changes["range"] = wanted
    if topic_id and topic_id != source.get("topicId"):
        changes["topicId"] = topic_id
    if read_style(source.get("style")) != item.style:
        changes["style"] = _style_value(source.get("style"), item.id, item.style)
    return _merged(source, changes) if changes else source


def _present(items: Iterable[Raw | None]) -> list[Raw]:
    return [item for item in items if item is not None]


def _with_ranges(topic: Topic, raw: Raw) -> Raw:
    places = {id(child): place for place, child in enumerate(topic.children)}
    count = _old_children(topic)
    boundaries = _present(_boundary(item, range_of(item.members, places), count) for item in topic.boundaries)
    summaries = _present(_summary(item, range_of(item.members, places), count) for item in topic.summaries)
    for key, wanted in (("boundaries", boundaries), ("summaries", summaries)):
        raw = _update(raw, topic.source, key, _listed(raw.get(key), wanted))
    return raw


def _tree(root: Topic) -> Raw:
    done: dict[int, Raw] = {}
    for topic in reversed(list(root.walk())):
        raw = _own_fields(topic)
        if topic.children or topic.floating or topic.summaries or topic.callouts or "children" in raw:
            raw = _with_children(topic, raw, done)
        if topic.boundaries or topic.summaries or "boundaries" in raw or "summaries" in raw:
            raw = _with_ranges(topic, raw)
        done[id(topic)] = raw
    return done[id(root)]


def _relationship(item: Relationship) -> Raw:
    source = item.source if isinstance(item.source, dict) else None
    new: Raw = {"id": item.id, "end1Id": item.start_id, "end2Id": item.end_id, "title": item.title}
    if source is None:
        raw = _merged({}, new)
        _set(raw, "style", _style_value(None, item.id, item.style))
        return raw
    read = {key: plain_topic({"title": source.get(key)}).title for key in new}
    changes = {key: value for key, value in new.items() if value != read[key]}
    if "title" in changes:
        changes["titleUnedited"] = None
    if read_style(source.get("style")) != item.style:
        changes["style"] = _style_value(source.get("style"), item.id, item.style)
    return _merged(source, changes) if changes else source


def _sheet(sheet: Sheet) -> Raw:
    source = sheet.source if isinstance(sheet.source, dict) else None
    raw: Raw = source if source is not None else {"id": sheet.id, "class": "sheet", "title": sheet.title}
    old = plain_topic({"id": raw.get("id"), "title": raw.get("title")})
    if old.id != sheet.id:
        raw = _update(raw, source, "id", sheet.id)
    if old.title != sheet.title:
        raw = _update(raw, source, "title", sheet.title)
    raw = _update(raw, source, "rootTopic", _tree(sheet.root))
    if read_style(raw.get("style")) != sheet.style:
        raw = _update(raw, source, "style", _style_value(raw.get("style"), sheet.id, sheet.style))
    if read_extensions(raw.get("extensions")) != sheet.extensions:
        raw = _update(raw, source, "extensions", _extension_values(raw.get("extensions"), sheet.extensions))
    wanted = [_relationship(item) for item in sheet.relationships]
    return _update(raw, source, "relationships", _listed(raw.get("relationships"), wanted))


def write_sheets(mind_map: MindMap, tree: object) -> object:
    """The content of ``content.json`` for the map: `tree` itself when nothing differs from what was read."""
    return _listed(tree, [_sheet(sheet) for sheet in mind_map.sheets])
