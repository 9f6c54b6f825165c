"""Objects that later revisions write: where else does the signed revision use them? Asked through qpdf.

An attacker who prepares a document before it is signed can let one object play two parts, such as a list of
annotations that is also part of a page's content, or can point to a number that does not exist yet. A later revision
then seems to change only the harmless part.
"""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from casedocs.errors import CorruptFileError

__all__ = ["early_mentions", "other_uses"]

_REFERENCE = re.compile(rb"(?<!\d)(\d{1,10}) (\d{1,5}) R(?![A-Za-z0-9])")
_DEPTH = 40
_HEX_NAME = re.compile(r"/[0-9A-Fa-f]{40}\Z")

# Where an object with this role may be used (the last key on the way to it). "" stands for: any place is fine,
# because the rule for the role allows no change that could show in another place.
_PLACES: dict[str, frozenset[str]] = {
    "catalog": frozenset({"/Root", "/Data"}),  # /Data: what a signature reference speaks of
    "form": frozenset({"/AcroForm"}),
    "fields": frozenset({"/Fields"}),
    "annotations": frozenset({"/Annots"}),
    "resources": frozenset({"/DR", "/Font", "/XObject", "/Encoding", "/ExtGState", "/ColorSpace", "/Pattern"}),
    "field": frozenset({"/Fields", "/Annots", "/Kids", "/Parent", "/Obj", "/A", "/CO", "/Next"}),
    "dss": frozenset({"/DSS", "/VRI", "/Certs", "/OCSPs", "/CRLs", "/Cert", "/OCSP", "/CRL"}),
    "metadata": frozenset({"/Metadata"}),
    "info": frozenset({"/Info"}),
    "appearance": frozenset({"/AP", "/N", "/R", "/D"}),
    "annotation": frozenset({"/Annots", "/Popup", "/IRT", "/Parent", "/Obj"}),
}


def _uses_in(  # pikepdf gives its objects no static type
    item: Any,
    targets: set[tuple[int, int]],
    key: str,
    depth: int = 0,
) -> Iterator[tuple[tuple[int, int], str]]:
    import pikepdf

    if depth > _DEPTH:
        return
    if depth and isinstance(item, pikepdf.Object) and item.is_indirect:
        if item.objgen in targets:
            yield item.objgen, key
        return
    if isinstance(item, pikepdf.Stream):
        item = item.stream_dict
    if isinstance(item, pikepdf.Dictionary):
        for name, value in item.items():
            yield from _uses_in(value, targets, name, depth + 1)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            yield from _uses_in(value, targets, key, depth + 1)


def _mentions(item: Any, targets: set[tuple[int, int]]) -> bool:
    import pikepdf

    plain = item.stream_dict if isinstance(item, pikepdf.Stream) else item
    if not isinstance(plain, pikepdf.Dictionary | pikepdf.Array):
        return False
    text = plain.unparse(resolved=True)
    return any((int(found[1]), int(found[2])) in targets for found in _REFERENCE.finditer(text))


def _is_expected(role: str, key: str, own_type: str) -> bool:
    if role == "page":
        return True
    if role == "appearance" and own_type != "/Page":
        return key in _PLACES[role] or key not in {"/XObject", "/Contents", "/Font"}
    return key in _PLACES.get(role, frozenset()) or (role == "dss" and bool(_HEX_NAME.match(key)))


def early_mentions(parts: Iterable[bytes], fresh: set[tuple[int, int]]) -> list[str]:
    """References to objects that did not exist yet, in the raw bytes of a signed revision.

    Args:
        parts: The bytes of the revision, and its object streams unpacked.
        fresh: Objects that later revisions brought.

    Returns:
        One line for each object, such as ``99 0``. (qpdf leaves such references out of what it shows, hence the bytes.)
    """
    if not fresh:
        return []
    numbers = b"|".join(b"%d" % number for number in sorted({key[0] for key in fresh}))
    pattern = re.compile(
        rb"(?<![0-9])(" + numbers + rb")[\x00\t\n\x0c\r ]+([0-9]{1,5})[\x00\t\n\x0c\r ]+R(?![A-Za-z0-9])"
    )
    found = {(int(item[1]), int(item[2])) for part in parts for item in pattern.finditer(part)}
    return [f"{number} {generation}" for number, generation in sorted(found & fresh)]


def other_uses(data: bytes, roles: dict[tuple[int, int], str], *, password: str | None) -> list[str]:
    """Uses in the signed revision that do not fit the role under which an object was written later.

    Args:
        data: The file up to the end of the first signed revision.
        roles: Existing objects that were written again, with the role that accounts for it.
        password: For encrypted files.

    Returns:
        One line for each use, such as ``12 0 /Contents``.

    Raises:
        CorruptFileError: If qpdf cannot read the signed revision.
    """
    import pikepdf

    targets = set(roles)
    if not targets:
        return []
    found: list[str] = []
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "", suppress_warnings=True) as pdf:
            for item in pdf.objects:
                if _mentions(item, targets):
                    own_type = str(item.get("/Type", "")) if isinstance(item, pikepdf.Dictionary) else ""
                    found += [
                        f"{target[0]} {target[1]} {key}"
                        for target, key in _uses_in(item, targets, "/")
                        if not _is_expected(roles[target], key, own_type)
                    ]
    except Exception as error:
        raise CorruptFileError(f"qpdf cannot read the signed revision: {error}") from error
    return sorted(set(found))
