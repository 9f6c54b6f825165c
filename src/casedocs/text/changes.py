"""What a step of text work did: edits while it runs, changes for people to read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casedocs.spans import OffsetMap, Span

__all__ = ["AlignedText", "Change", "Edit", "apply_edits", "offsets_of", "word_around"]

Edit = tuple[int, int, str]
"""``(start, end, replacement)`` in the text that the step was given."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change, in terms of the original text.

    Attributes:
        span: The place in the original text; pieces that several steps touched are taken whole.
        before: What stood there when the step began.
        after: What stands there now.
        reason: The step's stable English name.
    """

    span: Span
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text made from another one, the way between the two, and the reasons.

    Attributes:
        text: The new text.
        offsets: Leads from the original to `text`; ``offsets.invert()`` leads back.
        changes: What was done, in the order it was done; empty unless an explanation was asked for.
    """

    text: str
    offsets: OffsetMap
    changes: tuple[Change, ...] = ()


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text with its edits (in order, without overlap) made."""
    if not edits:
        return text
    pieces: list[str] = []
    last = 0
    for start, end, replacement in edits:
        pieces.append(text[last:start])
        pieces.append(replacement)
        last = end
    pieces.append(text[last:])
    return "".join(pieces)


def offsets_of(text: str, edits: Iterable[Edit]) -> OffsetMap:
    """The map that the edits make; where one keeps the length, characters correspond one to one."""
    resized = ((start, end, len(new)) for start, end, new in edits if len(new) != end - start)
    return OffsetMap.from_edits(len(text), resized)


def word_around(text: str, index: int) -> tuple[int, int]:
    """Start and end of the run of letters that holds the character at `index`."""
    start = index
    while start and text[start - 1].isalpha():
        start -= 1
    end = index + 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return start, end
