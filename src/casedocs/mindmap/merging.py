"""Two people changed copies of one map: a three-way merge that never settles a conflict in silence.

Every field of every topic is merged by itself; labels, markers and style properties are merged one by one. Where both
sides changed the same thing differently, the first side's value stands, the topic gets the label ``XUNG ĐỘT``, and the
conflict is reported with all three values. A topic that one side removed and the other changed is kept.
"""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from casedocs.mindmap._table import LISTS, MAP_KEY, Record, Table, flatten, match, unflatten
from casedocs.mindmap.model import MindMap

__all__ = ["CONFLICT_LABEL", "Conflict", "MergeResult", "merge"]

CONFLICT_LABEL = "XUNG ĐỘT"
_HELD = {"topic": LISTS, "sheet": ("root", "arrows"), "map": ("sheets",), "arrow": ()}
_MISSING = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One thing that both sides changed differently.

    Attributes:
        subject: ``topic``, ``sheet``, ``arrow`` or ``map``.
        id: Its id.
        title: Its title.
        field: The field; ``place`` when both moved it, ``order`` when both sorted what hangs on it, ``existence`` when
            one side removed what the other needs.
        base: The value both started from; None where there was none.
        mine: The first side's value, which stands.
        theirs: The second side's value.
    """

    subject: str
    id: str
    title: str
    field: str
    base: object
    mine: object
    theirs: object


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """The merged map, and what has to be settled by hand."""

    map: MindMap
    conflicts: tuple[Conflict, ...]


class _Home(NamedTuple):
    holder: int
    name: str


def _homes(table: Table) -> dict[int, _Home]:
    found: dict[int, _Home] = {}
    for key, record in table.items():
        for name in _HELD[record.kind]:
            held = record.fields[name]
            found |= dict.fromkeys((held,) if name == "root" else held, _Home(key, name))
    return found


class _Merger:
    """The state of one merge: three tables with common keys, and the homes of everything in each."""

    def __init__(self, base: Table, mine: Table, theirs: Table) -> None:
        self.tables = (base, mine, theirs)
        self.all_homes = tuple(_homes(table) for table in self.tables)
        self.conflicts: list[Conflict] = []
        self.marked: dict[int, None] = {}

    def record(self, key: int) -> Record:
        """The record on the first side that has one, mine before theirs before base."""
        base, mine, theirs = self.tables
        return next(table[key] for table in (mine, theirs, base) if key in table)

    def conflict(self, key: int, field: str, base: object, mine: object, theirs: object) -> None:
        record = self.record(key)
        self.marked[key] = None
        self.conflicts.append(
            Conflict(
                subject=record.kind,
                id=str(record.fields.get("id", "")),
                title=str(record.fields.get("title", "")),
                field=field,
                base=base,
                mine=mine,
                theirs=theirs,
            )
        )

    def three(self, key: int, field: str, base: Any, mine: Any, theirs: Any) -> Any:  # noqa: ANN401  any field's value
        """The rule of all merges: who changed it wins; both differently is a conflict and mine stands."""
        if theirs in (mine, base):
            return mine
        if mine != base:
            self.conflict(key, field, *(None if value is _MISSING else value for value in (base, mine, theirs)))
            return mine
        return theirs

    # -- what exists ------------------------------------------------------------------------------------------------

    def touched(self, key: int, side: int) -> bool:
        """Whether a side changed or moved something that the other removed."""
        old, new = self.tables[0][key], self.tables[side][key]
        own = (name for name in old.fields if name not in _HELD[old.kind])
        return self.all_homes[0].get(key) != self.all_homes[side].get(key) or any(
            old.fields[name] != new.fields[name] for name in own
        )

    def alive(self) -> dict[int, None]:
        """Keys of what the merged map holds, before looking at what they hang on."""
        base, mine, theirs = self.tables
        kept: dict[int, None] = {}
        for key in {**mine, **theirs}:
            both = key in mine and key in theirs
            if both or key not in base:
                kept[key] = None
            elif self.touched(key, 1 if key in mine else 2):
                self.lost(key)
                kept[key] = None
        return kept

    def lost(self, key: int) -> None:
        """One side removed what the other needs."""
        here = tuple("present" if key in table else "removed" for table in self.tables)
        self.conflict(key, "existence", *here)

    # -- where it hangs ---------------------------------------------------------------------------------------------

    def home(self, key: int, report: bool) -> _Home:
        base, mine, theirs = (homes.get(key) for homes in self.all_homes)
        mine_or = mine if mine is not None else theirs
        theirs_or = theirs if theirs is not None else mine_or
        chosen = mine_or
        if theirs_or not in (mine_or, base):
            chosen = theirs_or if mine_or == base else mine_or
            if mine_or != base and report:
                self.conflict(key, "place", *(self.name_of(item) for item in (base, mine, theirs)))
        chosen = chosen if chosen is not None else base
        assert chosen is not None  # noqa: S101  everything but the map itself hangs on something in some table
        return chosen

    def name_of(self, home: _Home | None) -> str | None:
        return None if home is None else str(self.record(home.holder).fields.get("title", ""))

    def homes(self) -> dict[int, _Home]:
        """The home of everything alive; what somebody needs is brought back to life."""
        kept = self.alive()
        found: dict[int, _Home] = {}
        waiting = [key for key in kept if key != MAP_KEY]
        while waiting:
            key = waiting.pop(0)
            found[key] = self.home(key, report=True)
            needed = [found[key].holder]
            record = self.record(key)
            needed += [record.fields["root"]] if record.kind == "sheet" else []
            for other in needed:
                if other not in kept:
                    self.lost(other)
                    kept[other] = None
                    waiting.append(other)
        self.break_rings(found)
        return found

    def break_rings(self, found: dict[int, _Home]) -> None:
        """Two moves that are fine by themselves can tie a ring; then the first side's place stands."""
        safe = {MAP_KEY}
        for start in found:
            path = self.ascent(start, found, safe)
            while path and found[path[-1]].holder not in safe:
                self.untie(path[path.index(found[path[-1]].holder) :], found)
                path = self.ascent(start, found, safe)
            safe.update(path)

    @staticmethod
    def ascent(start: int, found: dict[int, _Home], safe: set[int]) -> list[int]:
        """The way up from `start` until something safe, or until a step would come back to the way itself."""
        path: dict[int, None] = {}
        key = start
        while key not in safe and key not in path:
            path[key] = None
            key = found[key].holder
        return list(path)

    def untie(self, ring: list[int], found: dict[int, _Home]) -> None:
        base, mine, theirs = self.all_homes
        for key in ring:
            if key in mine and found[key] != mine[key]:
                names = (self.name_of(homes.get(key)) for homes in (base, mine, theirs))
                self.conflict(key, "place", *names)
                found[key] = mine[key]

    # -- in which order ---------------------------------------------------------------------------------------------

    def ordered(self, home: _Home, members: set[int]) -> tuple[int, ...]:
        lists = [self.listed(table, home) for table in self.tables]
        base, mine, theirs = lists
        first, second = (theirs, mine) if mine == base else (mine, theirs)
        common = set(base) & set(mine) & set(theirs) & members
        sorted_by = [[key for key in keys if key in common] for keys in lists]
        if sorted_by[1] == sorted_by[0]:
            first, second = (first, second) if sorted_by[2] == sorted_by[0] else (theirs, mine)
        elif sorted_by[2] not in (sorted_by[0], sorted_by[1]):
            self.conflict(home.holder, "order", *(self.titles(keys) for keys in sorted_by))
        result = [key for key in first if key in members]
        for keys in (second, base):
            _weave(result, [key for key in keys if key in members])
        placed = set(result)
        return (*result, *sorted(key for key in members if key not in placed))

    def titles(self, keys: list[int]) -> tuple[str, ...]:
        return tuple(str(self.record(key).fields.get("title", "")) for key in keys)

    @staticmethod
    def listed(table: Table, home: _Home) -> tuple[int, ...]:
        record = table.get(home.holder)
        value: int | tuple[int, ...] = record.fields[home.name] if record is not None else ()
        return (value,) if isinstance(value, int) else value

    # -- what it says -----------------------------------------------------------------------------------------------

    def merged_fields(self, key: int) -> dict[str, Any]:
        base, mine, theirs = (table.get(key) for table in self.tables)
        if mine is None or theirs is None:
            only = mine or theirs or base
            assert only is not None  # noqa: S101  alive keys are in some table
            return dict(only.fields)
        fields = dict(mine.fields)
        for name in fields:
            if name not in _HELD[mine.kind]:
                old = base.fields[name] if base is not None else _MISSING
                fields[name] = self.field(key, name, old, mine.fields[name], theirs.fields[name])
        return fields

    def field(self, key: int, name: str, base: Any, mine: Any, theirs: Any) -> Any:  # noqa: ANN401  any field's value
        if name in {"labels", "markers"}:
            old = base if base is not _MISSING else []
            kept = [item for item in mine if item in theirs or item not in old]
            return kept + [item for item in theirs if item not in mine and item not in old]
        if name == "style":
            return self.by_part(key, name, base, mine, theirs)
        if name in {"boundaries", "summaries"}:
            rows = ({row[0]: row for row in side} if side is not _MISSING else {} for side in (base, mine, theirs))
            return tuple(self.by_part(key, name, *rows).values())
        return self.three(key, name, base, mine, theirs)

    def by_part(self, key: int, name: str, base: Any, mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
        old = base if base is not _MISSING else {}
        merged: dict[str, Any] = {}
        for part in {**mine, **theirs}:
            sides = (side.get(part, _MISSING) for side in (old, mine, theirs))
            value = self.three(key, f"{name}.{part}", *sides)
            if value is not _MISSING:
                merged[part] = value
        return merged

    # -- all of it --------------------------------------------------------------------------------------------------

    def table(self) -> Table:
        homes = self.homes()
        members: dict[_Home, dict[int, None]] = {}
        for key, home in homes.items():
            members.setdefault(home, {})[key] = None
        result: Table = {}
        for key in [MAP_KEY, *homes]:
            record = self.record(key)
            fields = self.merged_fields(key)
            for name in _HELD[record.kind]:
                held = self.ordered(_Home(key, name), set(members.get(_Home(key, name), {})))
                fields[name] = held[0] if name == "root" else held
            sources = {name: item for table in self.tables if key in table for name, item in table[key].sources.items()}
            result[key] = replace(record, fields=fields, sources=sources)
        self.mark(result)
        return result

    def mark(self, result: Table) -> None:
        """Labels the topics of conflicts; for sheets their root, for the map the first sheet's."""
        for key in self.marked:
            record = result[key]
            if record.kind == "arrow":
                record = result[next(home.holder for home in (h.get(key) for h in self.all_homes) if home is not None)]
            if record.kind == "map":
                record = result[record.fields["sheets"][0]]
            if record.kind == "sheet":
                record = result[record.fields["root"]]
            if CONFLICT_LABEL not in record.fields["labels"]:
                record.fields["labels"] = [*record.fields["labels"], CONFLICT_LABEL]


def _weave(result: list[int], keys: list[int]) -> None:
    """Puts members of `keys` that `result` lacks behind the one that they follow in `keys`."""
    present = set(result)
    before: int | None = None
    for key in keys:
        if key not in present:
            result.insert(0 if before is None else result.index(before) + 1, key)
            present.add(key)
        before = key


def _both_new(mine: MindMap, mine_table: Table, base_table: Table, theirs: MindMap) -> dict[int, int]:
    """Things that both sides added: the same only when their ids say so; equal titles may be two findings."""
    ids = {id(sheet): sheet.id for sheet in theirs.sheets}
    ids |= {id(topic): topic.id for topic in theirs.topics()}
    ids |= {id(item): item.id for sheet in theirs.sheets for item in sheet.relationships}
    return {
        thing: key
        for thing, key in match(mine, mine_table, theirs).items()
        if key not in base_table and mine_table[key].fields["id"] == ids[thing]
    }


def merge(base: MindMap, mine: MindMap, theirs: MindMap) -> MergeResult:
    """Merges two maps that both grew from `base`; none of the three is changed.

    Args:
        base: The common ancestor.
        mine: The first side: its value stands in conflicts.
        theirs: The second side.

    Raises:
        UsageError: If a map is tied into a ring.
    """
    base_table = flatten(base)
    mine_table = flatten(mine, match(base, base_table, mine), max(base_table) + 1)
    matched = _both_new(mine, mine_table, base_table, theirs) | match(base, base_table, theirs)
    theirs_table = flatten(theirs, matched, max((*base_table, *mine_table)) + 1)
    merger = _Merger(base_table, mine_table, theirs_table)
    merged = unflatten(merger.table(), mine)
    for name in theirs.resources:
        if name not in merged.resources:
            merged.resources[name] = theirs.resources[name]
    return MergeResult(map=merged, conflicts=tuple(merger.conflicts))
