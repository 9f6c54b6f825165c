"""Changing a map so that its rules hold: ranges follow their topics, arrows to what is gone go with it."""

import copy
from collections.abc import Iterable
from dataclasses import replace

from casedocs.errors import UsageError
from casedocs.mindmap.model import Boundary, Extension, MindMap, Sheet, Summary, Topic, new_id

__all__ = ["clone", "clone_map", "insert", "move", "parent_of", "remove", "sheet_of"]


def sheet_of(mind_map: MindMap, topic: Topic) -> Sheet:
    """The sheet that holds `topic`.

    Raises:
        UsageError: If no sheet does.
    """
    for sheet in mind_map.sheets:
        if any(item is topic for item in sheet.root.walk()):
            return sheet
    raise UsageError(f"topic {topic.id!r} is not part of the map")


def parent_of(mind_map: MindMap, topic: Topic) -> Topic | None:
    """The topic that `topic` hangs on; None for a root.

    Raises:
        UsageError: If it is not part of the map.
    """
    if any(sheet.root is topic for sheet in mind_map.sheets):
        return None
    for item in mind_map.topics():
        if any(below is topic for below in item.below()):
            return item
    raise UsageError(f"topic {topic.id!r} is not part of the map")


def insert(mind_map: MindMap, parent: Topic, topic: Topic, index: int | None = None) -> None:
    """Hangs a new branch on `parent` at `index` among its children (None: at the end).

    Boundaries and summaries of the parent go on covering the same topics, and the new one where it lies between them.

    Raises:
        UsageError: If an id of the branch is taken, the parent is not in the map or is inside the branch.
    """
    sheet_of(mind_map, parent)
    taken = mind_map.index()
    for item in topic.walk():
        if item is parent or item.id in taken:
            raise UsageError(f"the id {item.id!r} is taken", hint="insert edit.clone(topic) to get a copy with new ids")
    _hang(parent, topic, index)


def _hang(parent: Topic, topic: Topic, index: int | None) -> None:
    """Puts a branch in; boundaries and summaries that it comes to stand between take it in."""
    parent.children.insert(len(parent.children) if index is None else index, topic)
    order = {id(item): place for place, item in enumerate(parent.children)}
    ranged: list[Boundary | Summary] = [*parent.boundaries, *parent.summaries]
    for item in ranged:
        places = [order[id(member)] for member in item.members or () if id(member) in order]
        if places:
            item.members = parent.children[min(places) : max(places) + 1]


def _leave_ranges(parent: Topic, topic: Topic) -> None:
    """Before a move among its siblings a branch leaves what it shares with others; what covers only it goes along."""
    ranged: list[Boundary | Summary] = [*parent.boundaries, *parent.summaries]
    for item in ranged:
        if item.members is not None and len(item.members) > 1:
            item.members = _without(item.members, topic)


def _without(topics: list[Topic], topic: Topic) -> list[Topic]:
    return [item for item in topics if item is not topic]


def _detach(parent: Topic, topic: Topic) -> list[Topic]:
    """Takes `topic` off `parent`; returns the summary topics whose last member it was."""
    parent.children = _without(parent.children, topic)
    parent.floating = _without(parent.floating, topic)
    parent.callouts = _without(parent.callouts, topic)
    orphans: list[Topic] = []
    for summary in list(parent.summaries):
        covered = any(item is topic for item in summary.members)
        summary.members = _without(summary.members, topic)
        if summary.topic is topic or (covered and not summary.members):
            parent.summaries.remove(summary)
            orphans += [summary.topic] if summary.topic not in (None, topic) else []
    for boundary in list(parent.boundaries):
        if boundary.members and any(item is topic for item in boundary.members):
            boundary.members = _without(boundary.members, topic)
            if not boundary.members:
                parent.boundaries.remove(boundary)
    return orphans


def _ids(branches: Iterable[Topic]) -> set[str]:
    topics = [topic for branch in branches for topic in branch.walk()]
    return {topic.id for topic in topics} | {frame.id for topic in topics for frame in topic.boundaries}


def _cut_arrows(sheet: Sheet, gone: set[str]) -> None:
    sheet.relationships = [
        item for item in sheet.relationships if item.start_id not in gone and item.end_id not in gone
    ]


def remove(mind_map: MindMap, topic: Topic) -> None:
    """Takes a branch out, with the arrows that end in it and the summaries that covered nothing else.

    Raises:
        UsageError: If it is a root or not part of the map.
    """
    sheet = sheet_of(mind_map, topic)
    parent = parent_of(mind_map, topic)
    if parent is None:
        raise UsageError("a root topic cannot be removed", hint="remove the sheet from map.sheets")
    frames = {item.id for item in parent.boundaries}
    lost = [topic, *_detach(parent, topic)]
    _cut_arrows(sheet, _ids(lost) | (frames - {item.id for item in parent.boundaries}))


def move(mind_map: MindMap, topic: Topic, parent: Topic, index: int | None = None) -> None:
    """Hangs an existing branch elsewhere, also on another sheet.

    A summary that covered only this branch ends; its summary topic becomes a branch of the old parent. Arrows stay
    where both ends are still on one sheet.

    Raises:
        UsageError: If it is a root, either is not part of the map, or the new parent lies inside the branch.
    """
    old_sheet, new_sheet = sheet_of(mind_map, topic), sheet_of(mind_map, parent)
    old = parent_of(mind_map, topic)
    if old is None:
        raise UsageError("a root topic cannot be moved")
    if any(item is parent for item in topic.walk()):
        raise UsageError("a branch cannot hang on one of its own topics")
    if old is parent and any(item is topic for item in parent.children):
        _leave_ranges(parent, topic)
        parent.children = _without(parent.children, topic)
    else:
        frames = {item.id for item in old.boundaries}
        orphans = _detach(old, topic)
        old.children.extend(orphans)
        _cut_arrows(old_sheet, frames - {item.id for item in old.boundaries})
    _hang(parent, topic, index)
    if old_sheet is not new_sheet:
        _cut_arrows(old_sheet, _ids([topic]))


def _bare_copy(topic: Topic, identity: str) -> Topic:
    """A copy without what hangs on the topic; `source` is shared, codecs never change it."""
    return replace(
        topic,
        id=identity,
        note=copy.copy(topic.note),
        image=copy.copy(topic.image),
        numbering=copy.copy(topic.numbering),
        labels=list(topic.labels),
        markers=list(topic.markers),
        style=dict(topic.style),
        extensions=[Extension(provider=item.provider, content=item.content) for item in topic.extensions],
        children=[],
        floating=[],
        callouts=[],
        summaries=[],
        boundaries=[],
    )


def clone(topic: Topic, *, same_ids: bool = False) -> Topic:
    """A copy of a branch.

    Args:
        topic: The branch.
        same_ids: Keeps the ids (for a copy that goes into another map); by default every topic gets a new one.
    """
    copies: dict[int, Topic] = {}
    for old in reversed(list(topic.walk())):
        new = copies[id(old)] = _bare_copy(old, old.id if same_ids else new_id())
        new.children = [copies[id(item)] for item in old.children]
        new.floating = [copies[id(item)] for item in old.floating]
        new.callouts = [copies[id(item)] for item in old.callouts]
        new.summaries = [_summary_copy(item, copies, same_ids) for item in old.summaries]
        new.boundaries = [_boundary_copy(item, copies, same_ids) for item in old.boundaries]
    return copies[id(topic)]


def _members(members: list[Topic], copies: dict[int, Topic]) -> list[Topic]:
    return [copies[id(item)] for item in members if id(item) in copies]


def _summary_copy(item: Summary, copies: dict[int, Topic], same_ids: bool) -> Summary:
    topic = None if item.topic is None else copies[id(item.topic)]
    identity = item.id if same_ids or not item.id else new_id()
    return replace(item, id=identity, members=_members(item.members, copies), topic=topic, style=dict(item.style))


def _boundary_copy(item: Boundary, copies: dict[int, Topic], same_ids: bool) -> Boundary:
    members = None if item.members is None else _members(item.members, copies)
    return replace(item, id=item.id if same_ids else new_id(), members=members, style=dict(item.style))


def clone_map(mind_map: MindMap) -> MindMap:
    """A copy of the whole map with the same ids; the origin is shared."""
    sheets = [
        replace(
            sheet,
            root=clone(sheet.root, same_ids=True),
            relationships=[replace(item, style=dict(item.style)) for item in sheet.relationships],
            style=dict(sheet.style),
            extensions=[Extension(provider=item.provider, content=item.content) for item in sheet.extensions],
        )
        for sheet in mind_map.sheets
    ]
    return replace(mind_map, sheets=sheets, resources=mind_map.resources.copy(), problems=list(mind_map.problems))
