"""Cross-reference streams held to the standard: what one reader skips, another may follow."""

import io
import itertools

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import read_object_header

from casedocs.sign._pdf.objects import array_at, deref, numbers_of, raw_at

__all__ = ["odd_entries"]


def odd_entries(reader: PdfFileReader, data: bytes, revision: int) -> str:
    """What is against the standard in the cross-reference streams of a revision (0-based); empty for nothing.

    Readers skip entries of an unknown kind (pyHanko) or take them for absent objects (ISO 32000-1, 7.5.8.3).
    """
    section = reader.xrefs.get_xref_data(revision)
    sections = [reader.xrefs.get_xref_container_info(revision)]
    sections += [section.hybrid.meta_info] if section.hybrid is not None else []
    streams = [(item.stream_ref, item.start_location) for item in sections if item.stream_ref is not None]
    problems = [_odd_rows(_section(reader, data, revision, *item)) for item in streams]
    return next(filter(None, [*problems, _odd_members(reader, revision)]), "")


def _odd_members(reader: PdfFileReader, revision: int) -> str:
    """Whether the object streams of a revision hold just what its cross-reference sections list there."""
    section = reader.xrefs.get_xref_data(revision)
    parts = [section, section.hybrid.xref_data] if section.hybrid is not None else [section]
    listed: dict[int, set[int]] = {}
    for part in parts:
        for number, place in part.xrefs_in_objstm.items():
            listed.setdefault(place.obj_stream_id, set()).add(number)
    view = reader.get_historical_resolver(revision)
    for container, numbers in sorted(listed.items()):
        if not any(container in part.standard_xrefs for part in parts):
            return f"objects in the object stream {container} of an earlier revision"
        content = view.get_object(generic.Reference(container, 0, reader))
        if not isinstance(content, generic.StreamObject):
            return f"no object stream {container}"
        head = content.data[: _whole(content, "/First")].split()
        if {int(number) for number in head[::2]} != numbers:
            return f"the object stream {container} holds other objects than listed"
    return ""


def _section(reader: PdfFileReader, data: bytes, revision: int, reference: generic.Reference, place: int) -> object:
    """A cross-reference stream; it need not list itself (ISO 32000-1, 7.5.8.2)."""
    found = reader.get_historical_resolver(revision).get_object(reference)
    if isinstance(found, generic.StreamObject):
        return found
    source = io.BytesIO(data)
    source.seek(place)
    read_object_header(source, strict=False)
    return generic.read_object(source, reference)


def _odd_rows(content: object) -> str:
    """The first thing wrong with the rows of a cross-reference stream: number, kinds, objects listed twice."""
    if not isinstance(content, generic.StreamObject):
        return "no stream"
    widths = [int(number) for number in numbers_of(array_at(content, "/W"))]
    index = [int(number) for number in numbers_of(array_at(content, "/Index"))] or [0, _whole(content, "/Size")]
    rows, width = content.data, sum(widths)
    if len(widths) != 3 or min(widths) < 0 or len(index) % 2 or min(index) < 0:
        return "/W or /Index"
    if len(rows) != width * sum(index[1::2]):
        return f"{len(rows)} bytes of entries"
    kinds = {rows[at : at + widths[0]].lstrip(b"\x00") for at in range(0, len(rows), width)} if widths[0] else set()
    if kinds - {b"", b"\x01", b"\x02"}:
        return "entries of an unknown kind"
    starts = sorted(zip(index[::2], index[1::2], strict=True))
    overlap = any(first + count > second for (first, count), (second, _) in itertools.pairwise(starts))
    return "objects listed twice" if overlap else ""


def _whole(content: object, name: str) -> int:
    found = deref(raw_at(content, name))
    return int(found) if isinstance(found, generic.NumberObject) else 0
