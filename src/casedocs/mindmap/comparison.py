"""What differs between two maps, as data: for people a list of changes, for programs a patch."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from casedocs.errors import UsageError
from casedocs.mindmap._table import LISTS, MAP_KEY, TOPIC_FIELDS, Record, Table, flatten, match, unflatten
from casedocs.mindmap.model import MindMap
from casedocs.mindmap.snapshot import fingerprint

__all__ = ["Change", "ChangeKind", "Delta", "FieldChange", "MapDiff", "diff", "parents_of", "patch"]


class ChangeKind(StrEnum):
    """What happened to a topic, a sheet or an arrow."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field that differs; values as in the model, None where there was none."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference.

    Attributes:
        kind: What happened.
        subject: ``topic``, ``sheet``, ``arrow`` or ``map``.
        id: The id it has now (for removed things: had).
        title: The title it has now (had).
        title_before: The title it had, for renamed ones.
        path_before: Titles from the sheet down to the topic above, in the first map; empty for added ones.
        path_after: The same in the second map; empty for removed ones.
        fields: The fields that differ, for CHANGED.
    """

    kind: ChangeKind
    subject: str
    id: str
    title: str
    title_before: str = ""
    path_before: tuple[str, ...] = ()
    path_after: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """The differences between two tables, and nothing of what is the same.

    Attributes:
        added: Records that are new.
        removed: Keys that are gone.
        edited: Key → the fields that differ, with their new values.
        resources: Files inside the second map that the first does not have.
    """

    added: Table
    removed: frozenset[int]
    edited: dict[int, dict[str, Any]]
    resources: dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDiff:
    """All differences from one map to another.

    Attributes:
        changes: For people, in the order of the second map, removed things last.
        base: Fingerprint of the first map; a patch fits only this one.
        delta: The same for programs: `patch` applies it.
    """

    changes: tuple[Change, ...]
    base: str
    delta: "Delta" = field(repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.changes)

    def of(self, kind: ChangeKind) -> list[Change]:
        """The changes of one kind."""
        return [change for change in self.changes if change.kind is kind]


def parents_of(table: Table) -> dict[int, int]:
    """Key of each topic and arrow → key of what holds it."""
    found: dict[int, int] = {}
    for key, record in table.items():
        if record.kind == "topic":
            found |= {child: key for name in LISTS for child in record.fields[name]}
        elif record.kind == "sheet":
            found[record.fields["root"]] = key
            found |= dict.fromkeys(record.fields["arrows"], key)
        elif record.kind == "map":
            found |= dict.fromkeys(record.fields["sheets"], key)
    return found


def _paths(table: Table) -> dict[int, tuple[str, ...]]:
    """Key → titles of everything above it, from the sheet down; filled from the top, so depth is no limit."""
    paths: dict[int, tuple[str, ...]] = {MAP_KEY: ()}
    stack = list(table[MAP_KEY].fields["sheets"])
    paths |= dict.fromkeys(stack, ())
    while stack:
        key = stack.pop()
        record = table[key]
        if record.kind == "arrow":
            continue
        below: list[int] = [child for name in LISTS for child in record.fields.get(name, ())]
        if record.kind == "sheet":
            below = [record.fields["root"], *record.fields["arrows"]]
        inner = (*paths[key], str(record.fields["title"]))
        paths |= dict.fromkeys(below, inner[-12:])
        stack += below
    return paths


def _in_order(old: tuple[int, ...], new: tuple[int, ...]) -> set[int]:
    """Members of both lists that need not move: a longest common subsequence, by patience on positions."""
    places = {key: place for place, key in enumerate(old)}
    common = [key for key in new if key in places]
    tails: list[int] = []
    at: list[int] = []
    back: dict[int, int | None] = {}
    for key in common:
        place = places[key]
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if tails[middle] < place else (low, middle)
        back[key] = at[low - 1] if low else None
        tails[low : low + 1] = [place]
        at[low : low + 1] = [key]
    kept: set[int] = set()
    key_or_none: int | None = at[-1] if at else None
    while key_or_none is not None:
        kept.add(key_or_none)
        key_or_none = back[key_or_none]
    return kept


def _moved(before: Table, after: Table) -> set[int]:
    old_parents, new_parents = parents_of(before), parents_of(after)
    moved = {key for key in after if key in before and old_parents.get(key) != new_parents.get(key)}
    for key, record in after.items():
        old = before.get(key)
        names = LISTS if record.kind == "topic" else ("sheets",) if record.kind == "map" else ()
        for name in names if old is not None else ():
            assert old is not None  # noqa: S101  the loop is empty otherwise
            here = set(old.fields[name])
            stay = [child for child in record.fields[name] if child in here]
            moved |= set(stay) - _in_order(old.fields[name], record.fields[name])
            moved |= {child for child in record.fields[name] if child in before and child not in here}
    return moved


# Ids are bookkeeping: formats without them give new ones at every reading. A patch still carries them.
_COMPARED = {
    "topic": (*(name for name in TOPIC_FIELDS if name != "id"), "boundaries", "summaries"),
    "sheet": ("title", "style", "extensions"),
    "arrow": ("start_id", "end_id", "title", "style"),
    "map": ("active",),
}


def _field_changes(old: Record, new: Record) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name=name, before=old.fields[name], after=new.fields[name])
        for name in _COMPARED[new.kind]
        if old.fields[name] != new.fields[name]
    )


def _place(record: Record) -> dict[str, Any]:
    return {
        "subject": record.kind,
        "id": str(record.fields.get("id", "")),
        "title": str(record.fields.get("title", "")),
    }


def _changes(before: Table, after: Table) -> Iterator[Change]:
    old_paths, new_paths, moved = _paths(before), _paths(after), _moved(before, after)
    for key, record in after.items():
        old = before.get(key)
        if old is None:
            yield Change(kind=ChangeKind.ADDED, path_after=new_paths.get(key, ()), **_place(record))
            continue
        place = {**_place(record), "path_before": old_paths.get(key, ()), "path_after": new_paths.get(key, ())}
        fields = _field_changes(old, record)
        if key in moved:
            yield Change(kind=ChangeKind.MOVED, **place)
        if any(item.name == "title" for item in fields):
            yield Change(kind=ChangeKind.RENAMED, title_before=str(old.fields["title"]), **place)
        others = tuple(item for item in fields if item.name != "title")
        if others:
            yield Change(kind=ChangeKind.CHANGED, fields=others, **place)
    for key, record in before.items():
        if key not in after:
            yield Change(kind=ChangeKind.REMOVED, path_before=old_paths.get(key, ()), **_place(record))


def diff(first: MindMap, second: MindMap) -> MapDiff:
    """The differences from `first` to `second`.

    Topics are the same when they share an id that is unique in both maps, else when they hang on the same topic and
    have the same or a similar title. Resources are not compared.

    Raises:
        UsageError: If a map is tied into a ring.
    """
    before = flatten(first)
    after = flatten(second, match(first, before, second), max(before) + 1)
    edited = {
        key: {name: value for name, value in record.fields.items() if before[key].fields[name] != value}
        for key, record in after.items()
        if key in before
    }
    delta = Delta(
        added={key: record for key, record in after.items() if key not in before},
        removed=frozenset(before.keys() - after.keys()),
        edited={key: fields for key, fields in edited.items() if fields},
        resources={name: second.resources[name] for name in second.resources if name not in first.resources},
    )
    return MapDiff(changes=tuple(_changes(before, after)), base=fingerprint(first), delta=delta)


def patch(first: MindMap, difference: MapDiff) -> MindMap:
    """The second map, made from the first and the differences; the first stays as it is.

    Raises:
        UsageError: If the differences were taken from another map.
    """
    if fingerprint(first) != difference.base:
        raise UsageError("this difference was not taken from this map", hint="diff the two maps again")
    delta = difference.delta
    table = {key: record for key, record in flatten(first).items() if key not in delta.removed}
    for key, fields in delta.edited.items():
        table[key] = replace(table[key], fields={**table[key].fields, **fields})
    patched = unflatten({**table, **delta.added}, first)
    patched.resources.update(delta.resources)
    return patched
