"""A strict little reader of PDF syntax over raw bytes: where values begin and end, nothing more.

It is the second opinion on a file's structure: it never repairs, never searches, and says where it stopped.
Syntax after ISO 32000-1, 7.2 and 7.3.
"""

import re
from dataclasses import dataclass

__all__ = ["Entry", "LexError", "dictionary_entries", "require_single_keys", "skip_blank", "skip_value"]

_BLANK = re.compile(rb"(?:[\x00\t\n\x0c\r ]++|%[^\r\n]*+)*+")
_REFERENCE = re.compile(rb"\d{1,10}[\x00\t\n\x0c\r ]+\d{1,5}[\x00\t\n\x0c\r ]+R(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])")
_REGULAR = re.compile(rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]+")
_NAME = re.compile(rb"/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*")
_HEX = re.compile(rb"<[0-9A-Fa-f\x00\t\n\x0c\r ]*+>")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STRING_MARK = re.compile(rb"[()\\]")
_MAX_DEPTH = 256


class LexError(ValueError):
    """The bytes are no PDF value; ``position`` says where (it stays inside the package)."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} at byte {position}")
        self.position = position


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a dictionary and the bytes [start, end) of its value."""

    key: bytes
    start: int
    end: int


def skip_blank(data: bytes, position: int) -> int:
    """The first byte at or after `position` that is neither white space nor comment."""
    found = _BLANK.match(data, position)
    return found.end() if found else position


def _skip_string(data: bytes, position: int) -> int:
    depth, at = 1, position + 1
    while depth:
        found = _STRING_MARK.search(data, at)
        if found is None:
            raise LexError("a string without an end", position)
        mark = found.group()
        at = found.end() + (1 if mark == b"\\" else 0)
        depth += {b"(": 1, b")": -1}.get(mark, 0)
    return at


def _skip_atom(data: bytes, position: int) -> int:
    """The end of one token that opens or closes nothing."""
    first = data[position : position + 1]
    if first == b"(":
        return _skip_string(data, position)
    pattern = {b"/": _NAME, b"<": _HEX}.get(first)
    found = pattern.match(data, position) if pattern else _REFERENCE.match(data, position)
    found = found or (None if pattern else _REGULAR.match(data, position))
    if found is None:
        raise LexError("no PDF value", position)
    return found.end()


def _plain_name(name: bytes) -> bytes:
    """A name with its ``#xx`` escapes undone."""
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), name)


def require_single_keys(data: bytes, position: int, depth: int = 0) -> None:
    """Refuses a value in which a dictionary, at any depth, holds a key twice: readers differ in which one counts.

    Raises:
        LexError: If there is such a key, or no well-formed value.
    """
    at = skip_blank(data, position)
    if depth > _MAX_DEPTH:
        raise LexError("nested too deeply", at)
    if data.startswith(b"<<", at):
        entries, _ = dictionary_entries(data, at)
        names = [_plain_name(entry.key) for entry in entries]
        if len(set(names)) != len(names):
            raise LexError("a dictionary with a key twice", at)
        for entry in entries:
            require_single_keys(data, entry.start, depth + 1)
    elif data.startswith(b"[", at):
        inner = skip_blank(data, at + 1)
        while not data.startswith(b"]", inner):
            require_single_keys(data, inner, depth + 1)
            inner = skip_blank(data, skip_value(data, inner))


def skip_value(data: bytes, position: int) -> int:
    """The end of the value that begins at `position` (after blanks).

    Raises:
        LexError: If there is no well-formed value.
    """
    at = skip_blank(data, position)
    open_marks: list[bytes] = []
    while True:
        if data.startswith((b"<<", b">>"), at):
            mark, at_next = data[at : at + 2], at + 2
        elif data.startswith((b"[", b"]"), at):
            mark, at_next = data[at : at + 1], at + 1
        else:
            mark, at_next = b"", _skip_atom(data, at)
        if mark in {b"<<", b"["}:
            open_marks.append(b">>" if mark == b"<<" else b"]")
            if len(open_marks) > _MAX_DEPTH:
                raise LexError("nested too deeply", at)
        elif mark and (not open_marks or open_marks.pop() != mark):
            raise LexError("a bracket that closes nothing", at)
        if not open_marks:
            return at_next
        at = skip_blank(data, at_next)


def dictionary_entries(data: bytes, position: int) -> tuple[list[Entry], int]:
    """The entries of the dictionary that begins at `position` (after blanks), in order, and where it ends.

    Keys that are written twice are returned twice.

    Raises:
        LexError: If there is no well-formed dictionary.
    """
    at = skip_blank(data, position)
    if not data.startswith(b"<<", at):
        raise LexError("no dictionary", at)
    at = skip_blank(data, at + 2)
    entries: list[Entry] = []
    while not data.startswith(b">>", at):
        name = _NAME.match(data, at)
        if name is None:
            raise LexError("a dictionary key is missing", at)
        start = skip_blank(data, name.end())
        end = skip_value(data, start)
        entries.append(Entry(name.group()[1:], start, end))
        at = skip_blank(data, end)
    return entries, at + 2
