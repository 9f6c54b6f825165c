"""What was written after a signed revision, byte by byte: every byte must belong to a well-formed incremental update.

Viewers repair broken files, each in its own way; an attacker uses the difference. So the part of a file that no
signature covers is held to the letter of ISO 32000-1, 7.5.6: objects, one cross-reference section, trailer,
``startxref``, ``%%EOF``, again and again, and nothing else.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from casedocs.sign._checks.lexer import LexError, dictionary_entries, require_single_keys, skip_blank, skip_value
from casedocs.sign._search import find_names

__all__ = ["LOADED", "BodyObject", "RawSignature", "Update", "find_byte_ranges", "scan_updates"]

_OBJECT = re.compile(rb"(\d{1,10})[\x00\t\n\x0c\r ]+(\d{1,5})[\x00\t\n\x0c\r ]+obj(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])")
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
_END_STREAM = re.compile(rb"[\x00\t\n\x0c\r ]{0,2}endstream(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])")
_END_OBJECT = re.compile(rb"endobj(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])")
_TABLE_LINE = re.compile(rb"\d{10} \d{5} [nf](?: \r| \n|\r\n|\n|\r)")
_TABLE_HEAD = re.compile(rb"(\d+) (\d+)[ ]*(?:\r\n|\r|\n)")
_TABLE = re.compile(rb"xref[ ]*(?:\r\n|\r|\n)")
_START = re.compile(rb"startxref[\x00\t\n\x0c\r ]+(\d{1,19})[\x00\t\n\x0c\r ]+%%EOF")
_INTEGER = re.compile(rb"\d{1,12}\Z")
_INDIRECT = re.compile(rb"(\d{1,10})[\x00\t\n\x0c\r ]+(\d{1,5})[\x00\t\n\x0c\r ]+R\Z")
_BYTE_RANGE = re.compile(
    rb"/ByteRange[\x00\t\n\x0c\r ]*\[[\x00\t\n\x0c\r ]*(\d{1,19})[\x00\t\n\x0c\r ]+(\d{1,19})"
    rb"[\x00\t\n\x0c\r ]+(\d{1,19})[\x00\t\n\x0c\r ]+(\d{1,19})[\x00\t\n\x0c\r ]*\]"
)
# What a viewer that repairs a file looks for; inside a comment such words can only be there to mislead it.
LOADED = re.compile(rb"startxref|trailer[\x00\t\x0c ]*<<|\bxref\b|\bobj\b|endobj|%PDF|%%EOF|/ByteRange")
Resolve = Callable[[int, int], int | None]


@dataclass(frozen=True, slots=True)
class RawSignature:
    """A ``/ByteRange`` with four numbers that stands somewhere in the file, linked to the form or not."""

    position: int
    byte_range: tuple[int, int, int, int]

    @property
    def end(self) -> int:
        """Where the signed part ends."""
        return self.byte_range[2] + self.byte_range[3]


@dataclass(frozen=True, slots=True)
class BodyObject:
    """An indirect object as written: its number, generation and the bytes [start, end)."""

    number: int
    generation: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Update:
    """One incremental update: the objects written and where its cross-reference section stands.

    ``xref_position`` is None when the update has none; ``startxref`` is the number written before ``%%EOF``.
    """

    start: int
    end: int
    objects: tuple[BodyObject, ...]
    xref_position: int | None
    startxref: int


def _skip_plain(data: bytes, position: int) -> int:
    """Like `skip_blank`, but comments with words of the file's structure are refused."""
    end = skip_blank(data, position)
    if b"%" in data[position:end] and LOADED.search(data, position, end):
        raise LexError("a comment with structure in it", position)
    return end


def find_byte_ranges(data: bytes, places: Iterable[int] | None = None) -> list[RawSignature]:
    """All byte ranges that are written anywhere in the file, in file order; `places`: where to look, if known."""
    looked_at = find_names(data, (b"/ByteRange",)) if places is None else places
    matches = (_BYTE_RANGE.match(data, at) for at in looked_at)
    return [
        RawSignature(found.start(), (int(found[1]), int(found[2]), int(found[3]), int(found[4])))
        for found in matches
        if found
    ]


def _stream_end(data: bytes, start: int, value: tuple[int, int], resolve: Resolve) -> int:
    """The end of ``endstream`` for the stream whose dictionary spans `value`; -1 where there is no stream."""
    opening = _STREAM.match(data, start)
    if opening is None:
        return -1
    lengths = [entry for entry in dictionary_entries(data, value[0])[0] if entry.key == b"Length"]
    if len(lengths) != 1:
        raise LexError("a stream with no or several /Length", start)
    written = data[lengths[0].start : lengths[0].end]
    if _INTEGER.match(written):
        length: int | None = int(written)
    else:
        reference = _INDIRECT.match(written)
        length = resolve(int(reference[1]), int(reference[2])) if reference else None
    if length is None:
        raise LexError("a stream whose length is unknown", start)
    closing = _END_STREAM.match(data, opening.end() + length)
    if closing is None:
        raise LexError("a stream that does not end where its /Length says", start)
    return closing.end()


def _read_object(data: bytes, found: re.Match[bytes], resolve: Resolve) -> BodyObject:
    start = skip_blank(data, found.end())
    require_single_keys(data, start)
    end = skip_value(data, start)
    at = skip_blank(data, end)
    if data.startswith(b"<<", start):
        stream_end = _stream_end(data, at, (start, end), resolve)
        at = at if stream_end < 0 else skip_blank(data, stream_end)
    closing = _END_OBJECT.match(data, at)
    if closing is None:
        raise LexError("an object without endobj", at)
    return BodyObject(int(found[1]), int(found[2]), found.start(), closing.end())


def _read_table(data: bytes, position: int) -> int:
    """The end of the trailer dictionary of the table that begins at `position`."""
    opening = _TABLE.match(data, position)
    if opening is None:
        raise LexError("a broken cross-reference table", position)
    at = opening.end()
    listed: set[int] = set()
    while head := _TABLE_HEAD.match(data, at):
        at = head.end()
        for number in range(int(head[1]), int(head[1]) + int(head[2])):
            if number in listed:
                raise LexError("an object that a cross-reference table lists twice", at)
            listed.add(number)
            line = _TABLE_LINE.match(data, at)
            if line is None:
                raise LexError("a broken cross-reference entry", at)
            at = line.end()
    at = skip_blank(data, at)
    if not data.startswith(b"trailer", at):
        raise LexError("a cross-reference table without trailer", at)
    require_single_keys(data, at + len(b"trailer"))
    return dictionary_entries(data, at + len(b"trailer"))[1]


def _read_update(data: bytes, position: int, resolve: Resolve) -> Update:
    at = _skip_plain(data, position)
    objects: list[BodyObject] = []
    table: int | None = None
    while True:
        if found := _OBJECT.match(data, at):
            item = _read_object(data, found, resolve)
            objects.append(item)
            at = _skip_plain(data, item.end)
        elif data.startswith(b"xref", at) and table is None:
            table = at
            at = _skip_plain(data, _read_table(data, at))
        elif closing := _START.match(data, at):
            startxref = int(closing[1])
            stream = next((item.start for item in objects if item.start == startxref), None)
            return Update(position, closing.end(), tuple(objects), stream if table is None else table, startxref)
        else:
            raise LexError("something that belongs to no incremental update", at)


def scan_updates(data: bytes, start: int, resolve: Resolve) -> tuple[list[Update], int]:
    """Reads everything after `start` as incremental updates.

    Args:
        data: The whole file.
        start: Where a signed revision ends.
        resolve: Gives the integer behind an indirect ``/Length`` (object number, generation), or None.

    Returns:
        The updates and the position up to which the bytes are explained: the file's length when only white space
        and comments follow the last update.
    """
    updates: list[Update] = []
    at = start
    while skip_blank(data, at) < len(data):
        try:
            update = _read_update(data, at, resolve)
        except LexError:
            return updates, at
        updates.append(update)
        at = update.end
    return updates, len(data)
