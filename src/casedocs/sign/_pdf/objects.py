"""Reading pyHanko's objects without surprises: comparable forms, safe look-ups, the form's fields."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.rw_common import PdfHandler

__all__ = [
    "FieldView",
    "Key",
    "array_at",
    "canonical",
    "collect_fields",
    "deref",
    "dict_at",
    "key_of",
    "numbers_of",
    "page_keys",
    "raw_at",
    "references_in",
    "text_at",
]

Key = tuple[int, int]
_DEPTH = 60


def key_of(item: object) -> Key | None:
    """Object and generation number of an indirect reference; None for anything else."""
    return (item.idnum, item.generation) if isinstance(item, generic.IndirectObject | generic.Reference) else None


def deref(item: object) -> object:
    """The object behind a reference, or the object itself; None for the null object and dangling references."""
    for _ in range(_DEPTH):
        if not isinstance(item, generic.IndirectObject):
            return None if isinstance(item, generic.NullObject) else item
        item = item.get_object()
    return None


def raw_at(holder: object, name: str) -> object:
    """The entry of a dictionary as written (a reference stays one); None when absent."""
    if isinstance(holder, generic.DictionaryObject) and name in holder:
        return holder.raw_get(name)
    return None


def dict_at(holder: object, name: str) -> generic.DictionaryObject | None:
    """The dictionary under a key; None when absent or something else."""
    found = deref(raw_at(holder, name))
    return found if isinstance(found, generic.DictionaryObject) else None


def array_at(holder: object, name: str) -> list[object]:
    """The members of the array under a key, as written; empty when absent or something else."""
    found = deref(raw_at(holder, name))
    return [found.raw_get(index) for index in range(len(found))] if isinstance(found, generic.ArrayObject) else []


def text_at(holder: object, name: str) -> str | None:
    """The text or name under a key; None when absent or something else."""
    found = deref(raw_at(holder, name))
    if isinstance(found, bytes):
        return found.decode("latin-1")
    return str(found) if isinstance(found, str) else None


def numbers_of(items: list[object]) -> list[float]:
    """The items as numbers; empty when one is none."""
    plain = [deref(item) for item in items]
    numbers = [float(str(item)) for item in plain if isinstance(item, generic.NumberObject | generic.FloatObject)]
    return numbers if len(numbers) == len(plain) else []


def canonical(item: object, depth: int = 0) -> object:  # noqa: PLR0911  one case for each kind of object
    """A form of a direct object that can be compared: references by number, streams by the hash of their bytes."""
    if depth > _DEPTH:
        return ("too deep", id(item))
    if isinstance(item, generic.IndirectObject):
        return ("R", item.idnum, item.generation)
    if isinstance(item, generic.DictionaryObject):
        entries = tuple(sorted((str(name), canonical(item.raw_get(name), depth + 1)) for name in item))
        if isinstance(item, generic.StreamObject):
            entries = tuple(entry for entry in entries if entry[0] != "/Length")
            return ("S", entries, hashlib.sha256(item.encoded_data or b"").digest())
        return ("D", entries)
    if isinstance(item, generic.ArrayObject):
        return ("A", tuple(canonical(item.raw_get(index), depth + 1) for index in range(len(item))))
    if isinstance(item, generic.NumberObject | generic.FloatObject):
        return ("N", float(item))
    if isinstance(item, generic.NameObject):
        return ("/", str(item))
    return (type(item).__name__, str(item) if not isinstance(item, bytes) else bytes(item))


def references_in(item: object, depth: int = 0) -> Iterator[generic.IndirectObject]:
    """The references written inside a direct object (not followed)."""
    if depth > _DEPTH:
        return
    if isinstance(item, generic.IndirectObject):
        yield item
    elif isinstance(item, generic.DictionaryObject):
        for name in item:
            yield from references_in(item.raw_get(name), depth + 1)
    elif isinstance(item, generic.ArrayObject):
        for index in range(len(item)):
            yield from references_in(item.raw_get(index), depth + 1)


@dataclass(frozen=True, slots=True)
class FieldView:
    """A node of the form's tree: full name, kind (``/Sig``, ``/Tx`` …), flags and the dictionary."""

    name: str
    kind: str
    flags: int
    content: generic.DictionaryObject
    value: object
    parent: Key | None


def _integer(item: object, default: int) -> int:
    return int(item) if isinstance(item, generic.NumberObject) else default


def collect_fields(root: object) -> dict[Key, FieldView]:
    """All nodes of the form's tree of a catalogue that are indirect objects, by their number."""
    found: dict[Key, FieldView] = {}
    form = dict_at(root, "/AcroForm")
    waiting: list[tuple[object, FieldView | None, Key | None, int]] = [
        (item, None, None, 0) for item in array_at(form, "/Fields")
    ]
    while waiting:
        item, above, above_key, depth = waiting.pop()
        content, key = deref(item), key_of(item)
        if key is None or key in found or depth > _DEPTH or not isinstance(content, generic.DictionaryObject):
            continue
        own = text_at(content, "/T")
        name = ".".join(part for part in ((above.name if above else ""), own) if part)
        view = FieldView(
            name,
            text_at(content, "/FT") or (above.kind if above else ""),
            _integer(deref(raw_at(content, "/Ff")), above.flags if above else 0),
            content,
            raw_at(content, "/V") if "/V" in content else (above.value if above else None),
            above_key,
        )
        found[key] = view
        waiting += [(kid, view, key, depth + 1) for kid in array_at(content, "/Kids")]
    return found


def page_keys(handler: PdfHandler) -> list[Key]:
    """The page objects in reading order, by their number."""
    pages: list[Key] = []
    seen: set[Key] = set()
    waiting: list[object] = [raw_at(handler.root, "/Pages")]
    while waiting:
        item = waiting.pop()
        content, key = deref(item), key_of(item)
        if key is None or key in seen or not isinstance(content, generic.DictionaryObject):
            continue
        seen.add(key)
        if "/Kids" in content:
            waiting += reversed(array_at(content, "/Kids"))
        else:
            pages.append(key)
    return pages
