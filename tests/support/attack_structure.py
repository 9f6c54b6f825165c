"""Attacks by file structure: cross-reference streams, hybrid files, object streams, doubled objects, second files."""

import io
import zlib

import pikepdf

from tests.support.attacks import FORGED, append, body_of, forged_contents, layout_of, stream


def append_stream_update(
    data: bytes,
    objects: dict[int, bytes],
    *,
    packed: dict[int, bytes] | None = None,
    widths: tuple[int, int, int] = (1, 4, 2),
    index: bytes | None = None,
    listed: dict[int, tuple[int, int, int]] | None = None,
    entries: bytes = b"",
    stream_entries: bytes = b"",
) -> bytes:
    """One more incremental update whose cross-reference section is a stream; `packed` goes into an object stream."""
    place = layout_of(data)
    out = bytearray(data if data.endswith(b"\n") else data + b"\n")
    found: dict[int, tuple[int, int, int]] = {}
    number = max([place.size, *(key + 1 for key in (*objects, *(packed or {})))])
    for key, body in objects.items():
        found[key] = (1, len(out), 0)
        out += b"%d 0 obj\n" % key + body + b"\nendobj\n"
    if packed:
        head, bodies = b"", b""
        for position, (key, body) in enumerate(packed.items()):
            head += b"%d %d " % (key, len(bodies))
            bodies += body + b" "
            found[key] = (2, number, position)
        found[number] = (1, len(out), 0)
        about = b"/Type/ObjStm/N %d/First %d" % (len(packed), len(head)) + stream_entries
        out += b"%d 0 obj\n" % number + stream(head + bodies, about) + b"\nendobj\n"
        number += 1
    at = len(out)
    found[number] = (1, at, 0)
    found = found if listed is None else listed | {number: (1, at, 0)}
    rows = b"".join(
        b"".join(
            value.to_bytes(max(width, 8), "big")[-width:] if width else b""
            for value, width in zip(found[key], widths, strict=True)
        )
        for key in sorted(found)
    )
    places = index or b" ".join(b"%d 1" % key for key in sorted(found))
    about = b"/Type/XRef/W[%d %d %d]/Index[%s]/Size %d/Root %d 0 R/Prev %d" % (
        *widths,
        places,
        number + 1,
        place.root,
        place.startxref,
    )
    body = zlib.compress(rows)
    out += b"%d 0 obj\n<<" % number + about + entries + b"/Filter/FlateDecode/Length %d>>\nstream\n" % len(body)
    return bytes(out) + body + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at


def xref_stream_variants(data: bytes) -> dict[str, bytes]:
    """Content replaced through cross-reference streams and object streams, well formed or not."""
    place = layout_of(data)
    forged = forged_contents(data)
    page = body_of(data, place.page).replace(b"/Contents %d 0 R" % place.contents, b"/Contents %d 0 R" % place.size)
    new = {place.size: stream(FORGED)}
    return {
        "xs_contents": append_stream_update(data, forged),
        "xs_page_in_object_stream": append_stream_update(data, new, packed={place.page: page}),
        "xs_object_unlisted": append_stream_update(data, forged, listed={}),
        "xs_wrong_member": append_stream_update(data, new, packed={place.page: page, place.size + 9: b"null"}).replace(
            b"%d 0 " % place.page, b"%d 0 " % (place.page + 1), 1
        ),
        "xs_extends": append_stream_update(
            data, new, packed={place.page: page}, stream_entries=b"/Extends %d 0 R" % place.size
        ),
        "xs_widths_zero": append_stream_update(data, forged, widths=(1, 0, 0), listed={place.contents: (1, 0, 0)}),
        "xs_widths_absurd": append_stream_update(data, forged, entries=b"/W[1 99999999 1]"),
        "xs_index_overlaps": append_stream_update(data, forged, index=b"%d 2 %d 2" % (place.contents, place.contents)),
        "xs_index_negative": append_stream_update(data, forged, index=b"-5 2"),
        "xs_size_small": append_stream_update(data, forged, entries=b"/Size 1"),
        "xs_prev_loop": append_stream_update(data, forged, entries=b"/Prev %d" % (len(data) + 1)),
        "xs_unknown_type": append_stream_update(data, {}, listed={place.contents: (7, 0, 0)}),
        "xs_freed": append_stream_update(data, {}, listed={place.contents: (0, 0, 1)}),
        "xs_member_of_itself": append_stream_update(data, {}, listed={place.contents: (2, place.contents, 0)}),
        "xs_member_of_content": append_stream_update(data, {}, listed={place.page: (2, place.contents, 0)}),
        "xs_bomb": append_stream_update(data, forged, entries=b"/Index[0 8000000]"),
    }


def hybrid_variants(data: bytes) -> dict[str, bytes]:
    """A table that hides entries in the stream beside it: new readers see the forged content, old ones do not."""
    place = layout_of(data)
    out = bytearray(data if data.endswith(b"\n") else data + b"\n")
    forged_at = len(out)
    out += b"%d 0 obj\n" % place.contents + stream(FORGED) + b"\nendobj\n"
    hidden_at = len(out)
    rows = zlib.compress(bytes([1]) + forged_at.to_bytes(4, "big") + b"\x00")
    about = b"/Type/XRef/W[1 4 1]/Index[%d 1]/Size %d/Root %d 0 R/Filter/FlateDecode/Length %d" % (
        place.contents,
        place.size + 1,
        place.root,
        len(rows),
    )
    out += b"%d 0 obj\n<<" % place.size + about + b">>\nstream\n" + rows + b"\nendstream\nendobj\n"
    at = len(out)
    tail = b"xref\n0 1\n0000000000 65535 f \n"
    tail += b"trailer\n<</Size %d/Root %d 0 R/Prev %d/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n"
    hybrid = bytes(out) + tail % (place.size + 1, place.root, place.startxref, hidden_at, at)
    return {
        "hybrid_hidden": hybrid,
        "hybrid_to_nowhere": append(data, forged_contents(data), extra=b"/XRefStm 3"),
        "hybrid_to_signed_part": append(data, forged_contents(data), extra=b"/XRefStm %d" % place.startxref),
    }


def table_variants(data: bytes) -> dict[str, bytes]:
    """Tables, generations and links used against each other."""
    place, forged = layout_of(data), forged_contents(data)
    body = body_of(data, place.page)
    other_generation = body.replace(b"/Contents %d 0 R" % place.contents, b"/Contents %d 1 R" % place.contents)
    generation = append(data, {place.page: other_generation, place.size: stream(FORGED)})
    generation = generation.replace(b"%d 0 obj\n<</Length" % place.size, b"%d 1 obj\n<</Length" % place.contents)
    at = len(data) if data.endswith(b"\n") else len(data) + 1
    return {
        "xt_generation": generation,
        "xt_null_object": append(data, {place.contents: b"null"}),
        "xt_object_in_object": append(data, {place.size: b"%d 0 obj\n" % place.contents + stream(FORGED)}),
        "xt_prev_loop": append(data, forged, prev=at),
        "xt_prev_itself": append(append(data, {}), forged, prev=at + 1),
        "xt_prev_negative": append(data, forged, prev=-7),
        "xt_prev_beyond": append(data, forged, prev=10**9),
        "xt_startxref_middle": append(data, forged, startxref=at + 20),
        "xt_startxref_huge": append(data, forged, startxref=10**18),
        "xt_object_in_comment": append(
            data, {}, listed={place.contents: at + 1}, before_xref=b"%%%d 0 obj\n" % place.contents + stream(FORGED)
        ),
        "xt_object_in_string": append(
            data,
            {place.size: b"(%d 0 obj <</Length 3>> stream\nabc\nendstream endobj)" % place.contents},
            listed={place.contents: at + len(b"%d 0 obj\n(" % place.size)},
        ),
        "xt_two_in_a_row": append(append(data, forged), {place.contents: body_of(data, place.contents)}),
        "xt_encrypt_added": append(data, {}, extra=b"/Encrypt <</Filter/Standard/V 1/R 2/O(x)/U(y)/P -4>>"),
        "xt_size_negative": append(data, forged).replace(b"/Size", b"/Size -1 %", 1),
    }


def polyglots(data: bytes, other: bytes) -> dict[str, bytes]:
    """Two files in one."""
    return {
        "two_files_after": data + other,
        "two_files_before": other + data,
        "two_files_in_comment": data + b"%" + other.replace(b"\n", b"\r").replace(b"\r", b" ") + b"\n",
        "junk_before": b"GIF89a\n" + data,
        "header_only_before": b"%PDF-1.4\n" + data,
        "nul_before": b"\x00" * 1500 + data,
        "html_after": data + b"<html><script>alert(1)</script></html>",
        "zip_after": data + b"PK\x03\x04" + b"\x00" * 60,
    }


def linearized(data: bytes) -> bytes:
    """The document as qpdf linearizes it."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(buffer, linearize=True, deterministic_id=True, compress_streams=False)
    return buffer.getvalue()


def structure_variants(data: bytes, other: bytes) -> dict[str, bytes]:
    """All of them."""
    return xref_stream_variants(data) | hybrid_variants(data) | table_variants(data) | polyglots(data, other)
