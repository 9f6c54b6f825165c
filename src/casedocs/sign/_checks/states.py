"""The states of a file as pictures, one after the other: what is seen differently, and what filled fields show.

Runs in a process of its own (see `casedocs.sign._child`): arguments and answer are plain data.
"""

import itertools
import unicodedata
from typing import Any

from casedocs.geometry import Box
from casedocs.sign._checks.pictures import PageDifference, Pictures

__all__ = ["Edges", "Filled", "compare_states"]

Edges = tuple[float, float, float, float]
# Page number (1-based), area, name and value of a field that was filled in, and whether it is a box that was ticked.
Filled = tuple[int, Edges, str, str, bool]
_NOWHERE: Edges = (0.0, 0.0, 0.0, 0.0)
_LONGEST = 200
_TICKS = {"", "x", "X", "✓", "✔", "✕", "✖", "✗", "✘", "●", "•", "■", "◆", "★", "o", "O"}


def _edges(box: Box) -> Edges:
    return (box.left, box.top, box.right, box.bottom)


def _item(revision: int, code: str, page: int, edges: Edges, who: str = "") -> dict[str, Any]:
    return {"revision": revision, "code": code, "page": page, "edges": list(edges), "who": who}


def compare_states(
    data: bytes,
    password: str | None,
    states: list[tuple[int, int]],
    areas: dict[int, dict[int, list[Edges]]],
    filled: dict[int, list[Filled]],
    most_pages: int,
) -> list[dict[str, Any]]:
    """Draws the states of a file and compares them.

    Args:
        data: The whole file.
        password: For encrypted files.
        states: The states to compare, oldest first: the last revision (0-based) in it and where it ends.
        areas: By revision and page number: where it is expected to show something new (points, top-left).
        filled: By revision: the fields that it filled in.
        most_pages: At most so many pages are compared.

    Returns:
        What was found: the revision to blame, the code of the finding, page, area, name of the field.

    Raises:
        CorruptFileError: If PDFium cannot open or draw a state.
    """
    pictures = Pictures(data, password)
    (_, first_end), (last, last_end) = states[0], states[-1]
    count = pictures.page_count(first_end)
    if count != pictures.page_count(last_end):
        return [_item(last, "shown_differently", 0, _NOWHERE)]
    boxes = {
        revision: {page: [Box(*edges) for edges in items] for page, items in by_page.items()}
        for revision, by_page in areas.items()
    }
    found = _all_differences(pictures, states, boxes, range(1, min(count, most_pages) + 1))
    for (_, old_end), (revision, new_end) in itertools.pairwise(states):
        found += [
            _item(revision, "field_shows_other", page, edges, name)
            for page, edges, name, value, ticked in filled.get(revision, [])
            if not _shows(pictures, old_end, new_end, page, Box(*edges), None if ticked else value)
        ]
    return found if count <= most_pages else [*found, _item(last, "pictures_limited", count, _NOWHERE)]


def _all_differences(
    pictures: Pictures, states: list[tuple[int, int]], areas: dict[int, dict[int, list[Box]]], pages: range
) -> list[dict[str, Any]]:
    """Oldest against newest first; only where these differ is the revision to blame looked for."""
    (_, first_end), (last, last_end) = states[0], states[-1]
    union: dict[int, list[Box]] = {}
    for by_page in areas.values():
        for number, boxes in by_page.items():
            union.setdefault(number, []).extend(boxes)
    odd = {item.page_number for item in pictures.compare(first_end, last_end, union, pages) if item.outside}
    for (old_end, new_end), numbers in _quiet_stretches(states, areas).items():
        odd |= {item.page_number for item in pictures.compare(old_end, new_end, {}, numbers)}
    seen: list[dict[str, Any]] = []
    for (_, old_end), (revision, new_end) in itertools.pairwise(states):
        here = areas.get(revision, {})
        for item in pictures.compare(old_end, new_end, here, sorted(odd | set(here))):
            seen += _differences(revision, item, here.get(item.page_number, []))
    if odd and not any(item["code"] == "shown_differently" for item in seen):
        seen.append(_item(last, "shown_differently", min(odd), _NOWHERE))
    return seen


def _quiet_stretches(
    states: list[tuple[int, int]], areas: dict[int, dict[int, list[Box]]]
) -> dict[tuple[int, int], list[int]]:
    """For pages on which something is expected to show: the stretches of states in which nothing may."""
    found: dict[tuple[int, int], list[int]] = {}
    for page in sorted({number for by_page in areas.values() for number in by_page}):
        last = 0
        for index, (revision, _) in enumerate(states):
            touched, final = page in areas.get(revision, {}), index == len(states) - 1
            quiet_to = index - 1 if touched else index
            if (touched or final) and quiet_to > last:
                found.setdefault((states[last][1], states[quiet_to][1]), []).append(page)
            last = index if touched else last
    return found


def _differences(revision: int, item: PageDifference, boxes: list[Box]) -> list[dict[str, Any]]:
    page = item.page_number
    found = [] if item.outside is None else [_item(revision, "shown_differently", page, _edges(item.outside))]
    covered = [box for box, lost in zip(boxes, item.lost, strict=False) if lost]
    return found + [_item(revision, "content_covered", page, _edges(box)) for box in covered]


def _bare(text: str) -> str:
    """Text without blanks and in one form, so that line breaks and ways of typing do not count."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _without(text: str, before: str) -> str:
    return text.removeprefix(before) if text.startswith(before) else text.removesuffix(before)


def _shows(pictures: Pictures, old_end: int, new_end: int, page: int, box: Box, value: str | None) -> bool:
    """Whether a filled field shows its value and nothing else (what stood beneath it before does not count).

    A box that was ticked (no value) may show one sign that is not a letter or figure but the usual crosses and ticks.
    """
    before = _bare(pictures.text_within(old_end, page, box))
    after = _bare(pictures.text_within(new_end, page, box))
    if value is None:
        return _without(after, before) in _TICKS
    wanted = _bare(value)
    if len(value) >= _LONGEST:
        return wanted in after
    return after == wanted or (bool(before) and after in {before + wanted, wanted + before})
