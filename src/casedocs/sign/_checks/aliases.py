"""Objects that later revisions write: where else does an earlier revision use them? Asked through qpdf.

An attacker who prepares a document before it is signed can let one object play two parts, such as a list of
annotations that is also part of a page's content, or can point to a number that does not exist yet. A later revision
then seems to change only the harmless part. Names prove nothing (a drawing may be called ``/Metadata`` by the page that
uses it), so a use counts as expected only where the object that holds the reference has its own place in the document.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from casedocs.errors import CorruptFileError
from casedocs.sign._checks.window import Window

__all__ = ["Homes", "early_mentions", "other_uses"]

Key = tuple[int, int]
# Blanks and short comments between the parts of a reference; every part is bounded or possessive, so that no file can
# make the search slow.
_BLANK = rb"(?:[\x00\t\n\x0c\r ]++|%[^\r\n]{0,255}+[\r\n]){1,8}+"
_MENTION = re.compile(rb"([0-9](?<![0-9][0-9])[0-9]*+)" + _BLANK + rb"\+?[0-9]{1,300}+" + _BLANK + rb"R(?![A-Za-z0-9])")
_LONGEST_NUMBER = 300
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,10}) (\d{1,5}) R(?![A-Za-z0-9])")
_DEPTH = 40

# Keys under which the standard expects a dictionary of resources, of appearances or of glyphs: a page or a catalogue
# there would lend its entries to drawing.
_DRAWING = frozenset(
    {
        "/XObject", "/Font", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/Resources",
        "/CharProcs", "/Encoding", "/AP", "/N", "/R",
    }
)  # fmt: skip
_FIELD_PLACES = frozenset({"/Fields", "/Annots", "/Kids", "/Parent", "/Obj", "/A", "/CO", "/Next"})
_ANNOTATION_PLACES = frozenset({"/Annots", "/Popup", "/IRT", "/Parent", "/Obj"})


@dataclass(frozen=True, slots=True)
class Homes:
    """Who holds what in one state of a document, by object and generation number.

    Attributes:
        catalog: The catalogue.
        form: The form's dictionary; None when it has no number of its own.
        pages: The pages.
        fields: The fields and annotations.
        dss: The dictionaries and lists of the validation data.
        resources: The form's default resources and their categories.
        looks: Dictionaries of appearances and of their states.
    """

    catalog: Key | None
    form: Key | None
    pages: frozenset[Key]
    fields: frozenset[Key]
    dss: frozenset[Key]
    resources: frozenset[Key]
    looks: frozenset[Key]

    def watched(self, roles: dict[Key, str]) -> dict[Key, str]:
        """The roles, and those of the containers that share the place of one of them."""
        found = dict(roles)
        for role, members in (("dss", self.dss), ("resources", self.resources), ("appearance", self.looks)):
            if role in roles.values():
                found |= dict.fromkeys(members - roles.keys(), role)
        return found

    def expects(self, role: str, holder: Key | None, path: tuple[str, ...]) -> bool:
        """Whether an object with this role may be used by `holder` under these keys."""
        last = path[-1] if path else ""
        by_catalog = holder is not None and holder == self.catalog
        from_form = path if holder is not None and holder == self.form else ()
        if by_catalog and path[:1] == ("/AcroForm",):
            from_form = path[1:]
        return {
            "page": last not in _DRAWING,
            "catalog": last == "/Data",  # what a signature reference speaks of
            "field": last in _FIELD_PLACES,
            "annotation": last in _ANNOTATION_PLACES,
            "annotations": holder in self.pages and path == ("/Annots",),
            "form": by_catalog and path == ("/AcroForm",),
            "fields": from_form == ("/Fields",),
            "resources": from_form[:1] == ("/DR",) or holder in self.resources,
            "appearance": (holder in self.fields and path[:1] == ("/AP",)) or holder in self.looks,
            "dss": holder in self.dss or (by_catalog and path[:1] == ("/DSS",)),
            "metadata": by_catalog and path == ("/Metadata",),
        }.get(role, False)


def _uses_in(  # pikepdf gives its objects no static type
    item: Any,
    targets: dict[Key, str],
    path: tuple[str, ...] = (),
    depth: int = 0,
) -> Iterator[tuple[Key, tuple[str, ...]]]:
    import pikepdf

    if depth > _DEPTH:
        return
    if depth and isinstance(item, pikepdf.Object) and item.is_indirect:
        if item.objgen in targets:
            yield item.objgen, path
        return
    if isinstance(item, pikepdf.Stream):
        item = item.stream_dict
    if isinstance(item, pikepdf.Dictionary):
        for name, value in item.items():
            yield from _uses_in(value, targets, (*path, name), depth + 1)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            yield from _uses_in(value, targets, path, depth + 1)


def _mentions(item: Any, targets: dict[Key, str]) -> bool:
    import pikepdf

    plain = item.stream_dict if isinstance(item, pikepdf.Stream) else item
    if not isinstance(plain, pikepdf.Dictionary | pikepdf.Array):
        return False
    text = plain.unparse(resolved=True)
    return any((int(found[1]), int(found[2])) in targets for found in _REFERENCE.finditer(text))


def early_mentions(parts: Iterable[tuple[bytes, int]], born: dict[int, int]) -> list[str]:
    """References to objects that did not exist yet when they were written.

    Args:
        parts: The file, and its object streams unpacked; each with its place, or -1 for the file itself.
        born: By object number: the place in the file up to which it did not exist.

    Returns:
        One line for each object, such as ``99``. (qpdf leaves such references out of what it shows, hence the bytes;
        viewers look at the number only, hence no generations.)
    """
    if not born:
        return []
    found: set[int] = set()
    last = max(born.values())
    for part, place in parts:
        for item in _MENTION.finditer(part, 0, last if place < 0 else len(part)):
            number = int(item[1]) if len(item[1]) <= _LONGEST_NUMBER else -1
            if number in born and (item.start() if place < 0 else place) < born[number]:
                found.add(number)
    return [str(number) for number in sorted(found)]


def other_uses(data: bytes, end: int, roles: dict[Key, str], homes: Homes, *, password: str | None) -> list[str]:
    """Uses in the signed revision that do not fit the role under which an object was written later.

    Args:
        data: The file.
        end: Where the first signed revision ends.
        roles: Existing objects that were written again, with the role that accounts for it.
        homes: What belongs where in that revision.
        password: For encrypted files.

    Returns:
        One line for each use, such as ``12 0 /Contents``.

    Raises:
        CorruptFileError: If qpdf cannot read the signed revision.
    """
    import pikepdf

    targets = homes.watched(roles)
    if not targets:
        return []
    found: list[str] = []
    source: Any = io.BufferedReader(Window(data, end))
    try:
        with pikepdf.open(source, password=password or "", suppress_warnings=True) as pdf:
            for item in pdf.objects:
                if _mentions(item, targets):
                    found += [
                        f"{target[0]} {target[1]} {'/'.join(path)}"
                        for target, path in _uses_in(item, targets)
                        if not (homes.expects(targets[target], item.objgen, path) or _is_trailer(item, path))
                    ]
    except Exception as error:
        raise CorruptFileError(f"qpdf cannot read the signed revision: {error}") from error
    return sorted(set(found))


def _is_trailer(item: Any, path: tuple[str, ...]) -> bool:
    """Whether it is a use by a cross-reference stream in its part as a trailer."""
    import pikepdf

    section = isinstance(item, pikepdf.Stream) and str(item.get("/Type", "")) == "/XRef"
    return section and path in {("/Root",), ("/Info",), ("/Encrypt",)}
