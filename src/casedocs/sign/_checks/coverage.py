"""Does a signature cover what it seems to cover? The gap, the end of the revision, and all that comes after."""

import re
from dataclasses import dataclass

from casedocs.sign._checks.lexer import LexError, dictionary_entries, skip_blank
from casedocs.sign._checks.updates import LOADED, Update

__all__ = ["Coverage", "check_gap", "check_tail", "ends_a_revision"]

_HEAD = re.compile(rb"\d{1,10}[\x00\t\n\x0c\r ]+\d{1,5}[\x00\t\n\x0c\r ]+obj")
_GAP = re.compile(rb"<[0-9A-Fa-f]*>\Z")
_END = re.compile(rb"startxref[\x00\t\n\x0c\r ]+(\d{1,19})[\x00\t\n\x0c\r ]+%%EOF[\x00\t\n\x0c\r ]{0,4}\Z")
# Viewers look for the last startxref in the final 1,024 bytes: what is longer can hide it.
_SHORT_COMMENT = 512


@dataclass(frozen=True, slots=True)
class Coverage:
    """A problem with what is covered: the code of the finding and a detail for people."""

    code: str
    detail: str


def check_gap(
    data: bytes, byte_range: tuple[int, int, int, int], contents: bytes, place: int | None
) -> Coverage | None:
    """Checks that the bytes left out are the signature's own value and nothing else.

    Args:
        data: The whole file.
        byte_range: As written in the signature.
        contents: The value as the form's signature dictionary gives it.
        place: Where the object with the signature dictionary begins; None when it has no place of its own.
    """
    start, length, second, rest = byte_range
    if start != 0 or second < length or second + rest > len(data):
        return Coverage("byte_range_invalid", f"[{' '.join(map(str, byte_range))}], file has {len(data)} bytes")
    gap = data[length:second]
    if _GAP.match(gap) is None or len(gap) % 2:
        return Coverage("byte_range_gap", f"{len(gap)} bytes at {length}")
    if bytes.fromhex(gap[1:-1].decode("ascii")) != contents:
        return Coverage("byte_range_gap", "the value left out is not the value of this signature")
    if place is None:
        return None if data.rfind(b"/Contents", 0, length) >= 0 else Coverage("byte_range_gap", "no /Contents")
    return _check_dictionary(data, place, length, second)


def _check_dictionary(data: bytes, place: int, gap_start: int, gap_end: int) -> Coverage | None:
    head = _HEAD.match(data, place)
    try:
        entries = dictionary_entries(data, head.end())[0] if head else []
    except LexError as error:
        return Coverage("signature_malformed", str(error))
    names = [entry.key for entry in entries]
    for name in (b"Contents", b"ByteRange"):
        if names.count(name) != 1:
            return Coverage("signature_malformed", f"/{name.decode()} × {names.count(name)}")
    own = next(entry for entry in entries if entry.key == b"Contents")
    if (own.start, own.end) != (gap_start, gap_end):
        return Coverage("byte_range_gap", "the bytes left out lie elsewhere than the value of this signature")
    return None


def ends_a_revision(data: bytes, end: int, startxrefs: set[int]) -> bool:
    """Whether the signed part ends with ``startxref … %%EOF`` that leads to a section the reader knows."""
    found = _END.search(data, max(0, end - 64), end)
    return found is not None and int(found[1]) in startxrefs


def check_tail(
    data: bytes,
    explained_to: int,
    updates: list[Update],
    sections: list[tuple[int, int, int]],
    listed: "list[dict[tuple[int, int], int | None]]",
) -> list[Coverage]:
    """Compares what was written after a signed revision with what the cross-reference sections say.

    Args:
        data: The whole file.
        explained_to: Up to where `scan_updates` could read.
        updates: The updates it found.
        sections: Start, end and ``startxref`` of the sections that the other parser found behind the signed revision.
        listed: The objects each of these sections lists, with their places.
    """
    if explained_to < len(data):
        at = skip_blank(data, explained_to)
        return [Coverage("bytes_unexplained", f"{len(data) - at} bytes from {at}")]
    if len(updates) != len(sections):
        return [Coverage("revisions_mismatch", f"{len(updates)} written, {len(sections)} reachable")]
    problems: list[Coverage] = []
    for update, section, entries in zip(updates, sections, listed, strict=True):
        problems += _check_update(update, section, entries)
    last = max((update.end for update in updates), default=None)
    if last is not None and last < len(data):
        problems += check_trailing(data, last)
    return problems


def _check_update(
    update: Update, section: tuple[int, int, int], entries: "dict[tuple[int, int], int | None]"
) -> list[Coverage]:
    if update.xref_position is None or update.xref_position != update.startxref:
        return [Coverage("xref_missing", f"startxref {update.startxref}")]
    if section[2] != update.startxref:
        return [Coverage("revisions_mismatch", f"startxref {update.startxref} against {section[2]}")]
    places: dict[tuple[int, int], int] = {}
    for item in update.objects:
        if (item.number, item.generation) in places:
            return [Coverage("object_twice", f"{item.number} {item.generation}")]
        places[item.number, item.generation] = item.start
    written = {key: place for key, place in entries.items() if place is not None}
    unlisted = [key for key, place in places.items() if key not in written and place != update.startxref]
    # An entry that leads back before the update is judged by the comparison of the two revisions.
    misplaced = [key for key, place in written.items() if places.get(key) != place and place >= update.start]
    if unlisted:
        return [Coverage("object_unlisted", ", ".join(f"{number} {generation}" for number, generation in unlisted[:5]))]
    if misplaced:
        return [Coverage("xref_mismatch", ", ".join(f"{number} {generation}" for number, generation in misplaced[:5]))]
    return []


def check_trailing(data: bytes, end: int) -> list[Coverage]:
    """Looks at what stands behind the last update: harmless, or something a viewer may take for structure."""
    rest = data[end:]
    if not rest.strip(b"\x00\t\n\x0c\r "):
        return [] if len(rest) <= _SHORT_COMMENT else [Coverage("trailing_long", f"{len(rest)} bytes")]
    if len(rest) > _SHORT_COMMENT:
        return [Coverage("trailing_long", f"{len(rest)} bytes")]
    if LOADED.search(rest):
        return [Coverage("trailing_structure", f"{len(rest)} bytes")]
    return [Coverage("trailing_comment", f"{len(rest)} bytes")]
