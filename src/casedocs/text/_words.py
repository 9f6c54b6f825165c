"""Pieces of regular expressions for the folded text: many words at once, searched fast; where a unit word ends."""

import re
from collections.abc import Iterable

__all__ = ["UNIT_END", "any_of"]

# A blank that a scanner lost behind a unit word: "180 ngàyđối với", "20.000.000 đồngđến". No syllable is spelled so.
_GLUED = "den|doi|voi|tu|ke|va|tro|hoac|cho|tai|theo|trong|lien|tren|cua|thi|la|phai|tinh|lam|dau"
UNIT_END = rf"(?:(?![a-z0-9])|(?=(?:{_GLUED})(?![a-z0-9])))"

_Tree = dict[str, "_Tree"]


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words at a place; a blank in a word matches blanks and a line break."""
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(tree)


def _pattern(tree: _Tree) -> str:
    branches = [
        (r"[ \n]{1,2}" if letter == " " else re.escape(letter)) + _pattern(rest)
        for letter, rest in tree.items()
        if letter
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in tree else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if "" in tree else joined
