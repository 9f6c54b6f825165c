"""A map as a flat table: one record for each topic, sheet and arrow, which refer to each other by key.

Comparing, patching and merging maps are operations on such tables. Keys are numbers that two tables share for what is
the same thing in both; `match` finds out what that is.
"""

import copy
import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from casedocs.mindmap.model import Boundary, MindMap, Relationship, Sheet, Summary, Topic

__all__ = ["LISTS", "MAP_KEY", "TOPIC_FIELDS", "Record", "Table", "flatten", "match", "normal", "unflatten"]

MAP_KEY = 0
TOPIC_FIELDS = (
    "id",
    "title",
    "note",
    "labels",
    "markers",
    "link",
    "image",
    "numbering",
    "folded",
    "structure",
    "position",
    "width",
    "style",
    "extensions",
)
LISTS = ("children", "floating", "callouts", "summary_topics")
_SIMILAR = 0.6
_MOST_SIMILAR = 40  # children a side that are compared by similarity


@dataclass(slots=True)
class Record:
    """One thing of the map: its fields by name, and the pieces of the file behind it, which are not compared."""

    kind: str
    fields: dict[str, Any]
    source: object = None
    sources: dict[str, object] = field(default_factory=dict)


Table = dict[int, Record]


class _Keys:
    """Hands out keys: those of the other table for matched things, new ones for the rest."""

    def __init__(self, matched: dict[int, int], first_new: int) -> None:
        self.matched = matched
        self.next = first_new

    def of(self, thing: object) -> int:
        key = self.matched.get(id(thing))
        if key is None:
            key = self.matched[id(thing)] = self.next
            self.next += 1
        return key


def _topic_record(topic: Topic, keys: _Keys) -> Record:
    fields: dict[str, Any] = {name: copy.copy(getattr(topic, name)) for name in TOPIC_FIELDS}
    fields["children"] = tuple(keys.of(item) for item in topic.children)
    fields["floating"] = tuple(keys.of(item) for item in topic.floating)
    fields["callouts"] = tuple(keys.of(item) for item in topic.callouts)
    fields["summary_topics"] = tuple(keys.of(item.topic) for item in topic.summaries if item.topic is not None)
    known = {id(item) for item in topic.children}
    fields["boundaries"] = tuple(
        (item.id, item.title, _members(item.members, known, keys), tuple(sorted(item.style.items())))
        for item in topic.boundaries
    )
    fields["summaries"] = tuple(
        (
            item.id,
            None if item.topic is None else keys.of(item.topic),
            _members(item.members, known, keys),
            tuple(sorted(item.style.items())),
        )
        for item in topic.summaries
    )
    ranged: list[Boundary | Summary] = [*topic.boundaries, *topic.summaries]
    sources = {item.id: item.source for item in ranged if item.source is not None}
    return Record("topic", fields, topic.source, sources)


def _members(members: list[Topic] | None, known: set[int], keys: _Keys) -> tuple[int, ...] | None:
    return None if members is None else tuple(keys.of(item) for item in members if id(item) in known)


def flatten(mind_map: MindMap, matched: dict[int, int] | None = None, first_new: int = 1) -> Table:
    """The table of a map.

    Args:
        mind_map: The map.
        matched: From `match`: the keys of things that are in another map too.
        first_new: The first key for all other things.
    """
    keys = _Keys(dict(matched or {}), first_new)
    table: Table = {}
    table[MAP_KEY] = Record(
        "map",
        {"sheets": tuple(keys.of(sheet) for sheet in mind_map.sheets), "active": mind_map.active_sheet_id},
    )
    for sheet in mind_map.sheets:
        table[keys.of(sheet)] = Record(
            "sheet",
            {
                "id": sheet.id,
                "title": sheet.title,
                "style": dict(sheet.style),
                "extensions": copy.copy(sheet.extensions),
                "root": keys.of(sheet.root),
                "arrows": tuple(keys.of(item) for item in sheet.relationships),
            },
            sheet.source,
        )
        for topic in sheet.root.walk():
            table[keys.of(topic)] = _topic_record(topic, keys)
        for item in sheet.relationships:
            names = ("id", "start_id", "end_id", "title", "style")
            table[keys.of(item)] = Record(
                "arrow", {name: copy.copy(getattr(item, name)) for name in names}, item.source
            )
    return table


def _topic_of(record: Record) -> Topic:
    values = {name: copy.copy(record.fields[name]) for name in TOPIC_FIELDS}
    return Topic(**values, source=record.source)


def _hang(record: Record, topics: dict[int, Topic]) -> None:
    topic = topics[record.fields["key"]]
    topic.children = [topics[key] for key in record.fields["children"]]
    topic.floating = [topics[key] for key in record.fields["floating"]]
    topic.callouts = [topics[key] for key in record.fields["callouts"]]
    here = set(record.fields["children"])
    for identity, title, members, style in record.fields["boundaries"]:
        covered = None if members is None else [topics[key] for key in members if key in here]
        source = record.sources.get(identity)
        topic.boundaries.append(Boundary(id=identity, title=title, members=covered, style=dict(style), source=source))
    waiting = list(record.fields["summary_topics"])
    for identity, key, members, style in record.fields["summaries"]:
        summed = topics[key] if key in waiting else None
        if summed is not None:
            waiting.remove(key)
        covered = [topics[member] for member in members if member in here]
        source = record.sources.get(identity)
        topic.summaries.append(Summary(id=identity, topic=summed, members=covered, style=dict(style), source=source))
    topic.summaries += [Summary(id="", topic=topics[key]) for key in waiting]


def unflatten(table: Table, like: MindMap) -> MindMap:
    """The map of a table; resources and origin come from `like`."""
    topics = {key: _topic_of(record) for key, record in table.items() if record.kind == "topic"}
    for key, record in table.items():
        if record.kind == "topic":
            _hang(Record("topic", {**record.fields, "key": key}, None, record.sources), topics)
    sheets = []
    for key in table[MAP_KEY].fields["sheets"]:
        record = table[key]
        arrows = [
            Relationship(**copy.deepcopy(table[arrow].fields), source=table[arrow].source)
            for arrow in record.fields["arrows"]
        ]
        sheets.append(
            Sheet(
                id=record.fields["id"],
                title=record.fields["title"],
                style=dict(record.fields["style"]),
                extensions=copy.copy(record.fields["extensions"]),
                root=topics[record.fields["root"]],
                relationships=arrows,
                source=record.source,
            )
        )
    return MindMap(
        sheets=sheets,
        active_sheet_id=table[MAP_KEY].fields["active"],
        resources=like.resources.copy(),
        origin=like.origin,
        problems=list(like.problems),
    )


def normal(title: str) -> str:
    """The title for comparing: composed letters, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", title).casefold().split())


def _unique(things: Iterable[Any]) -> dict[str, Any]:
    listed = [thing for thing in things if thing.id]
    counts = Counter(thing.id for thing in listed)
    return {thing.id: thing for thing in listed if counts[thing.id] == 1}


def _pairs_by_title(old: list[Topic], new: list[Topic]) -> Iterator[tuple[Topic, Topic]]:
    """Pairs of siblings with the same title in order, then of those with similar ones."""
    waiting: dict[str, list[Topic]] = {}
    for topic in old:
        waiting.setdefault(normal(topic.title), []).append(topic)
    left = []
    for topic in new:
        same = waiting.get(normal(topic.title))
        if same:
            yield same.pop(0), topic
        else:
            left.append(topic)
    rest = [topic for topics in waiting.values() for topic in topics]
    if not (0 < len(rest) <= _MOST_SIMILAR and len(left) <= _MOST_SIMILAR):
        return
    for topic in left:
        scores = [(_similarity(item, topic), place) for place, item in enumerate(rest)]
        best, place = max(scores, default=(0.0, -1))
        if best >= _SIMILAR:
            yield rest.pop(place), topic


def _similarity(a: Topic, b: Topic) -> float:
    """How much two siblings look alike, from 0 to 1: by their titles, or by the titles of their children."""
    matcher = difflib.SequenceMatcher(None, normal(a.title[:200]), normal(b.title[:200]))
    close = matcher.real_quick_ratio() >= _SIMILAR and matcher.quick_ratio() >= _SIMILAR  # cheap upper bounds
    titles = matcher.ratio() if close else 0.0
    ours, theirs = ({normal(item.title) for item in topic.children} for topic in (a, b))
    below = len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0
    return max(titles, below)


def _sheet_pairs(old: MindMap, new: MindMap) -> Iterator[tuple[Sheet, Sheet]]:
    by_id, used = _unique(old.sheets), set[int]()
    left = []
    for sheet in new.sheets:
        same = by_id.get(sheet.id)
        if same is not None and id(same) not in used:
            used.add(id(same))
            yield same, sheet
        else:
            left.append(sheet)
    rest = [sheet for sheet in old.sheets if id(sheet) not in used]
    for sheet in left:
        same = next((item for item in rest if normal(item.title) == normal(sheet.title)), None)
        same = same if same is not None else rest[0] if len(rest) == len(left) == 1 else None
        if same is not None:
            rest.remove(same)
            yield same, sheet


def _groups(old: Topic, new: Topic) -> Iterator[tuple[list[Topic], list[Topic]]]:
    yield old.children, new.children
    yield old.floating, new.floating
    yield old.callouts, new.callouts
    yield [item.topic for item in old.summaries if item.topic], [item.topic for item in new.summaries if item.topic]


def _arrow_pairs(old: MindMap, new: MindMap) -> Iterator[tuple[Relationship, Relationship]]:
    """Arrows with the same unique id, then those without one (FreeMind has none) that join the same topics."""
    olds = [item for sheet in old.sheets for item in sheet.relationships]
    news = [item for sheet in new.sheets for item in sheet.relationships]
    before, after = _unique(olds), _unique(news)
    both = before.keys() & after.keys()
    yield from ((before[name], after[name]) for name in after if name in both)
    waiting: dict[tuple[str, str, str], list[Relationship]] = {}
    for item in olds:
        if item.id not in both:
            waiting.setdefault((item.start_id, item.end_id, item.title), []).append(item)
    for item in news:
        same = waiting.get((item.start_id, item.end_id, item.title)) if item.id not in both else None
        if same:
            yield same.pop(0), item


def match(old: MindMap, table: Table, new: MindMap) -> dict[int, int]:
    """Which things of `new` are things of `old`: ``id(object of new)`` → key in the table of `old`.

    Topics match by a unique id; the rest under matched parents by title, then by similar title.
    """
    old_keys = _keys_of(old, table)
    partner: dict[int, Topic] = {}
    found: dict[int, int] = {}
    taken: set[int] = set()

    def pair(before: Topic, after: Topic) -> None:
        if id(before) not in taken and id(after) not in partner:
            partner[id(after)] = before
            taken.add(id(before))
            found[id(after)] = old_keys[id(before)]

    known = _unique(old.topics())
    for identity, topic in _unique(new.topics()).items():
        if identity in known:
            pair(known[identity], topic)
    for before, after in _sheet_pairs(old, new):
        found[id(after)] = old_keys[id(before)]
        pair(before.root, after.root)
    for topic in new.topics():
        above = partner.get(id(topic))
        for olds, news in _groups(above, topic) if above is not None else ():
            free = [item for item in olds if id(item) not in taken]
            for before_topic, after_topic in _pairs_by_title(free, [item for item in news if id(item) not in partner]):
                pair(before_topic, after_topic)
    for before_arrow, after_arrow in _arrow_pairs(old, new):
        found[id(after_arrow)] = old_keys[id(before_arrow)]
    return found


def _keys_of(mind_map: MindMap, table: Table) -> dict[int, int]:
    """``id(object)`` → key, found by walking the map and its table side by side."""
    keys: dict[int, int] = {}
    for sheet, sheet_key in zip(mind_map.sheets, table[MAP_KEY].fields["sheets"], strict=True):
        keys[id(sheet)] = sheet_key
        for arrow, key in zip(sheet.relationships, table[sheet_key].fields["arrows"], strict=True):
            keys[id(arrow)] = key
        stack = [(sheet.root, table[sheet_key].fields["root"])]
        while stack:
            topic, key = stack.pop()
            keys[id(topic)] = key
            fields = table[key].fields
            summed = [item.topic for item in topic.summaries if item.topic is not None]
            below = [*topic.children, *topic.floating, *topic.callouts, *summed]
            stack += zip(below, (child for name in LISTS for child in fields[name]), strict=True)
    return keys
