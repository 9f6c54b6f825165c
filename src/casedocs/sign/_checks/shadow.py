"""Preparations for shadow attacks: what a document hides, found before anybody signs it.

Each finding is a warning to the signer: the document may show something else later without breaking the signature,
or shows less than it holds.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from casedocs.errors import CorruptFileError
from casedocs.sign._child import shared_child
from casedocs.sign.policy import VerificationLimits
from casedocs.sign.report import Finding
from casedocs.sign.status import Effect

__all__ = ["look_for_shadows"]

_OBJECT = re.compile(rb"[\r\n](\d{1,10}) (\d{1,5}) obj\b")
_STRUCTURAL = {"/Catalog", "/Pages", "/Page", "/Font"}
_DRAWS_TEXT = re.compile(rb"\bBT\b.{0,4000}?\bT[jJ]\b", re.DOTALL)
_COVERED = 0.8
_INVISIBLE = 3
_MOST_PAGES = 300
_SECONDS = 20.0  # for PDFium to look at the pages


def _warn(code: str, **values: str) -> Finding:
    return Finding(code, Effect.WARNING, None, tuple(values.items()))


def _reachable(root: Any) -> set[tuple[int, int]]:
    import pikepdf

    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Object):
            continue  # plain numbers and names
        if item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        plain = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        if isinstance(plain, pikepdf.Dictionary):
            waiting += list(plain.values())
        elif isinstance(plain, pikepdf.Array):
            waiting += list(plain)
    return seen


def _unused(pdf: Any) -> Iterator[Finding]:
    """Pages, catalogues, fonts and content that nothing uses: material for another document behind this one."""
    import pikepdf

    used = _reachable(pdf.trailer)
    for item in pdf.objects:
        if not item.is_indirect or item.objgen in used:
            continue
        kind = str(item.get("/Type", "")) if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) else ""
        content = isinstance(item, pikepdf.Stream) and not kind and _DRAWS_TEXT.search(_bytes_of(item))
        if kind in _STRUCTURAL or content:
            yield _warn("shadow_unused", detail=f"{item.objgen[0]} {kind or 'content'}")


def _bytes_of(item: Any) -> bytes:
    import pikepdf

    try:
        return bytes(item.read_bytes())
    except pikepdf.PdfError:
        return b""


def _actions(pdf: Any) -> Iterator[Finding]:
    root = pdf.Root
    for name in ("/OpenAction", "/AA"):
        action = root.get(name)
        if action is not None and (name == "/AA" or "/S" in action):
            yield _warn("shadow_action", detail=name)
    if "/JavaScript" in root.get("/Names", {}):
        yield _warn("shadow_action", detail="/JavaScript")
    layers = root.get("/OCProperties")
    if layers is not None and len(layers.get("/D", {}).get("/OFF", [])):
        yield _warn("shadow_layers")
    form = root.get("/AcroForm", {})
    if "/XFA" in form:
        yield _warn("shadow_xfa")
    if bool(form.get("/NeedAppearances", False)):
        yield _warn("shadow_redraw")


def _fields(pdf: Any) -> Iterator[Finding]:
    """Text fields with a value that stay open: their value, or only their picture, can be changed later."""
    for item in pdf.objects:
        if not hasattr(item, "get") or not hasattr(item, "is_indirect"):
            continue
        try:
            if str(item.get("/FT", "")) != "/Tx" or not str(item.get("/V", "")):
                continue
            if not int(item.get("/Ff", 0)) & 1:
                yield _warn("shadow_open_field", who=str(item.get("/T", "?")))
        except (TypeError, ValueError):
            continue


def _unlisted(data: bytes, pdf_objects: set[int]) -> Iterator[Finding]:
    """Objects written twice in a file that was saved once."""
    if data.count(b"%%EOF") != 1:
        return
    numbers: dict[int, int] = {}
    at = data.find(b" obj")
    while at >= 0:  # `find` is many times faster than the pattern on large files
        if found := _OBJECT.search(data[max(0, at - 20) : at + 6]):
            numbers[int(found[1])] = numbers.get(int(found[1]), 0) + 1
        at = data.find(b" obj", at + 1)
    twice = [number for number, count in numbers.items() if count > 1 or number not in pdf_objects]
    if twice:
        yield _warn("shadow_twice", detail=", ".join(map(str, sorted(twice)[:5])))


def _share(inner: tuple[float, ...], outer: tuple[float, ...]) -> float:
    width = min(inner[2], outer[2]) - max(inner[0], outer[0])
    height = min(inner[3], outer[3]) - max(inner[1], outer[1])
    area = (inner[2] - inner[0]) * (inner[3] - inner[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def pages_with_covered_text(data: bytes, password: str | None) -> list[int]:
    """The pages (1-based) with visible text under a picture, a filled shape or a form (in a process of its own).

    Raises:
        CorruptFileError: If PDFium cannot read the document.
    """
    try:
        return list(_covered(data, password))
    except Exception as error:
        raise CorruptFileError(f"PDFium cannot read the document: {error}") from error


def _covered(data: bytes, password: str | None) -> Iterator[int]:
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(data, password=password or None)
    try:
        for number in range(min(len(document), _MOST_PAGES)):
            texts: list[tuple[float, ...]] = []
            for item in document[number].get_objects(max_depth=2):
                box = item.get_bounds() if hasattr(item, "get_bounds") else item.get_pos()
                if item.type == raw.FPDF_PAGEOBJ_TEXT:
                    if raw.FPDFTextObj_GetTextRenderMode(item.raw) != _INVISIBLE:
                        texts.append(box)
                elif _is_opaque(item, raw) and any(_share(text, box) > _COVERED for text in texts):
                    yield number + 1
                    break
    finally:
        document.close()


def _is_opaque(item: Any, raw: Any) -> bool:
    if item.type == raw.FPDF_PAGEOBJ_IMAGE:
        return True
    if item.type != raw.FPDF_PAGEOBJ_PATH:
        return False
    import ctypes

    mode, stroke = ctypes.c_int(), raw.FPDF_BOOL()
    raw.FPDFPath_GetDrawMode(item.raw, mode, stroke)
    return mode.value != 0


def look_for_shadows(data: bytes, password: str | None) -> list[Finding]:
    """Warnings about what a document hides or can be made to hide.

    Args:
        data: The document.
        password: For encrypted documents.
    """
    import pikepdf

    found: list[Finding] = []
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "", suppress_warnings=True) as pdf:
            numbers = {item.objgen[0] for item in pdf.objects if item.is_indirect}
            found += [*_unused(pdf), *_actions(pdf), *_fields(pdf)]
        found += _unlisted(data, numbers)
        with shared_child(VerificationLimits().memory_bytes) as child:
            pages = child.ask("covered", data, (password,), seconds=_SECONDS)
        found += [_warn("shadow_covered", page=str(int(page))) for page in pages]
    except Exception as error:  # noqa: BLE001  a document that the scan cannot read is itself worth a warning
        found.append(_warn("shadow_unreadable", detail=str(error)[:200]))
    return list(dict.fromkeys(found))
