"""The state of proof of a topic, read from its labels and markers, and letters without their marks for searching."""

import unicodedata
from enum import StrEnum

from casedocs.mindmap.model import Topic

__all__ = ["Status", "fold", "status_of"]


class Status(StrEnum):
    """What stands behind a topic."""

    PROVEN = "proven"
    MISSING = "missing"
    CONFLICT = "conflict"
    OPEN = "open"
    NONE = ""


# The words of the trade (labels) and the markers that offices set for them; the first that fits wins.
_LABELS: dict[str, Status] = {
    "mau thuan": Status.CONFLICT,
    "contradiction": Status.CONFLICT,
    "conflict": Status.CONFLICT,
    "thieu": Status.MISSING,
    "can bo sung": Status.MISSING,
    "chua co": Status.MISSING,
    "missing": Status.MISSING,
    "can lam ro": Status.OPEN,
    "chua ro": Status.OPEN,
    "unclear": Status.OPEN,
    "du": Status.PROVEN,
    "du chung cu": Status.PROVEN,
    "da chung minh": Status.PROVEN,
    "proven": Status.PROVEN,
}
_MARKERS: dict[str, Status] = {
    "symbol-wrong": Status.MISSING,
    "flag-red": Status.MISSING,
    "symbol-exclam": Status.CONFLICT,
    "flag-orange": Status.CONFLICT,
    "symbol-question": Status.OPEN,
    "flag-yellow": Status.OPEN,
    "symbol-right": Status.PROVEN,
    "task-done": Status.PROVEN,
    "flag-green": Status.PROVEN,
}


def fold(text: str) -> str:
    """Small letters without marks, đ as d: what a person types who looks for “Đồng Tháp”."""
    if text.isascii():
        return text.lower()
    base = "".join(x for x in unicodedata.normalize("NFD", text) if not unicodedata.combining(x))
    return base.replace("đ", "d").replace("Đ", "d").lower()


def status_of(topic: Topic) -> Status:
    """The state that the labels say, else the markers, else none."""
    for label in topic.labels:
        status = _LABELS.get(fold(label).strip())
        if status is not None:
            return status
    return next((_MARKERS[marker] for marker in topic.markers if marker in _MARKERS), Status.NONE)
