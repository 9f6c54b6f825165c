"""The rules that a map must keep so that other programs open it, checked without changing anything."""

from collections import Counter
from collections.abc import Iterator

from casedocs.errors import UsageError
from casedocs.mindmap.model import INNER_LINK, MindMap, Sheet, Topic, Visit
from casedocs.mindmap.problems import Problem, problem

__all__ = ["validate"]

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_IDS_ARE_OPTIONAL = frozenset({"freemind", "mindmanager"})  # other formats get fresh ids on conversion
_ALLOWED_CONTROLS = frozenset("\n\r\t")


def _title(topic: Topic, path: str) -> Iterator[Problem]:
    texts = [topic.title, *topic.labels, topic.note.plain if topic.note is not None else ""]
    for text in texts:
        if not text.isprintable():
            if not _BIDI.isdisjoint(text):
                yield problem("bidi-control", path, ascii(text))
            if any(ord(sign) < 32 and sign not in _ALLOWED_CONTROLS for sign in text):
                yield problem("control-character", path, ascii(text))


def _ranges(topic: Topic, path: str) -> Iterator[Problem]:
    children = {id(child) for child in topic.children}
    for boundary in topic.boundaries:
        if any(id(item) not in children for item in boundary.members or ()):
            yield problem("foreign-member", path, boundary.id)
        if boundary.members is not None and not boundary.members:
            yield problem("range-out-of-bounds", path, boundary.id)
    for summary in topic.summaries:
        if any(id(item) not in children for item in summary.members):
            yield problem("foreign-member", path, summary.id)
        if summary.topic is None or not summary.members:
            yield problem("summary-incomplete", path, summary.id)


def _links(topic: Topic, path: str, known: set[str], mind_map: MindMap) -> Iterator[Problem]:
    sources = [topic.link or "", topic.image.source_link if topic.image is not None else ""]
    for link in sources:
        if link.startswith(INNER_LINK) and link.removeprefix(INNER_LINK) not in known:
            yield problem("dangling-link", path, link)
        name = mind_map.resources.name_of(link)
        if name is not None and name not in mind_map.resources and not name.startswith("markers/"):
            yield problem("missing-resource", path, link)


def _visits(mind_map: MindMap, problems: list[Problem]) -> list[tuple[int, Visit]]:
    found: list[tuple[int, Visit]] = []
    seen: set[int] = set()
    for number, sheet in enumerate(mind_map.sheets, 1):
        try:
            for visit in sheet.root.visits():
                found.append((number, visit))
                if id(visit.topic) in seen:
                    problems.append(problem("shared-topic", _path(number, visit), visit.topic.id))
                seen.add(id(visit.topic))
        except UsageError as error:
            problems.append(problem("shared-topic", str(number), error.message))
    return found


def _path(number: int, visit: Visit) -> str:
    return f"{number}/{visit.path}" if visit.path else str(number)


def _relationships(number: int, sheet: Sheet, known: set[str]) -> Iterator[Problem]:
    for item in sheet.relationships:
        for end in (item.start_id, item.end_id):
            if end not in known:
                yield problem("dangling-relationship", str(number), f"{item.title or item.id}: {end}")


def _identities(mind_map: MindMap, visits: list[tuple[int, Visit]]) -> list[tuple[str, str, str]]:
    """(kind, id, path) of everything that has one."""
    found = [("sheet", sheet.id, str(number)) for number, sheet in enumerate(mind_map.sheets, 1)]
    for number, visit in visits:
        found.append(("topic", visit.topic.id, _path(number, visit)))
        found += [("boundary", item.id, _path(number, visit)) for item in visit.topic.boundaries]
    return found


def validate(mind_map: MindMap) -> list[Problem]:
    """What is wrong with a map: broken rules, dangling references, deceptive characters.

    The problems that the reader met (`MindMap.problems`) come first. Rules: ids exist and are unique, every topic
    hangs in one place, boundaries and summaries cover children of their own topic, arrows and inner links lead to
    something, attachments are there, the active sheet exists, titles hide no control characters.
    """
    problems = list(mind_map.problems)
    if not mind_map.sheets:
        problems.append(problem("empty-map", ""))
    visits = _visits(mind_map, problems)
    identities = _identities(mind_map, visits)
    known = {identity for _, identity, _ in identities}
    counts = Counter(identity for _, identity, _ in identities if identity)
    optional = mind_map.origin is not None and mind_map.origin.format in _IDS_ARE_OPTIONAL
    for kind, identity, path in identities:
        if not identity and optional:
            continue
        if not identity:
            problems.append(problem("missing-id", path, kind))
        elif counts[identity] > 1:
            problems.append(problem("duplicate-id", path, identity))
    for number, visit in visits:
        path = _path(number, visit)
        problems += _title(visit.topic, path)
        problems += _ranges(visit.topic, path)
        problems += _links(visit.topic, path, known, mind_map)
    for number, sheet in enumerate(mind_map.sheets, 1):
        problems += _relationships(number, sheet, known)
    if mind_map.active_sheet_id and all(sheet.id != mind_map.active_sheet_id for sheet in mind_map.sheets):
        problems.append(problem("unknown-active-sheet", "", mind_map.active_sheet_id))
    return list(dict.fromkeys(problems))
