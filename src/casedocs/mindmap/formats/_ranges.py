"""Index ranges of boundaries and summaries, as both XMind formats write them: ``(first,last)`` or ``master``."""

import re

from casedocs.mindmap.model import Topic

__all__ = ["MASTER", "is_exact", "members_of", "range_of", "same_range"]

MASTER = "master"
_RANGE = re.compile(r"\s*\(\s*(-?\d{1,9})\s*,\s*(-?\d{1,9})\s*\)\s*")


def _bounds(text: object, count: int) -> tuple[int, int] | None:
    matched = _RANGE.fullmatch(text) if isinstance(text, str) else None
    if matched is None:
        return None
    first, last = max(int(matched[1]), 0), min(int(matched[2]), count - 1)
    return (first, last) if first <= last else None


def members_of(text: object, siblings: list[Topic]) -> list[Topic] | None:
    """The children that a range covers, clamped to those there are; None for the whole topic."""
    if text == MASTER:
        return None
    bounds = _bounds(text, len(siblings))
    return siblings[bounds[0] : bounds[1] + 1] if bounds else []


def is_exact(text: object, count: int) -> bool:
    """Whether a range is well-formed and within `count` children."""
    matched = _RANGE.fullmatch(text) if isinstance(text, str) else None
    return text == MASTER or (matched is not None and 0 <= int(matched[1]) <= int(matched[2]) < count)


def range_of(members: list[Topic] | None, places: dict[int, int]) -> str | None:
    """The range text for `members`; None when none of them is a child any more.

    Args:
        members: Covered topics; None means the whole topic.
        places: ``id(topic)`` → index among the children.
    """
    if members is None:
        return MASTER
    indexes = [places[id(topic)] for topic in members if id(topic) in places]
    return f"({min(indexes)},{max(indexes)})" if indexes else None


def same_range(text: object, count: int, wanted: str | None) -> bool:
    """Whether the range that a file held (with `count` children then) already says what is wanted now."""
    if MASTER in (text, wanted):
        return text == wanted
    bounds = _bounds(text, count)
    return wanted == (f"({bounds[0]},{bounds[1]})" if bounds else None)
