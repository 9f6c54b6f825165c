"""Attacks on what a signature covers: odd byte ranges, odd values, dictionaries that say a thing twice."""

import re

import pikepdf

from tests.support.attacks import BYTE_RANGE, FORGED, append, body_of, layout_of, signature_value, stream


def _room(data: bytes) -> tuple[int, int]:
    found = BYTE_RANGE.search(data)
    assert found is not None
    return found.span()


def ranged(data: bytes, text: bytes) -> bytes:
    """The first /ByteRange written as `text`; what follows moves when it needs more room."""
    start, end = _room(data)
    return data[:start] + text.ljust(end - start) + data[end:]


def valued(data: bytes, text: bytes) -> bytes:
    """The first signature's value written as `text` in the same room."""
    start, end = signature_value(data)
    assert len(text) <= end - start
    return data[:start] + text.ljust(end - start) + data[end:]


def range_variants(data: bytes) -> dict[str, bytes]:
    """Byte ranges that overlap, start late, end early, leave out too much or are written oddly."""
    start, end = signature_value(data)
    size = len(data)
    rest = size - end
    texts = {
        "overlapping": b"[0 %d %d %d]" % (end, start, size - start),
        "whole_file": b"[0 %d %d 0]" % (size, size),
        "starts_late": b"[9 %d %d %d]" % (start - 9, end, rest),
        "gap_too_wide": b"[0 %d %d %d]" % (start - 40, end, rest),
        "gap_too_narrow": b"[0 %d %d %d]" % (start + 1, end - 1, rest + 1),
        "gap_inside_value": b"[0 %d %d %d]" % (start + 100, start + 200, size - start - 200),
        "ends_early": b"[0 %d %d %d]" % (start, end, rest - 20),
        "ends_late": b"[0 %d %d %d]" % (start, end, rest + 20),
        "second_before_first": b"[%d %d 0 %d]" % (end, rest, start),
        "only_first": b"[0 %d]" % start,
        "three": b"[0 %d %d]" % (start, end),
        "with_reals": b"[0.0 %d.0 %d %d]" % (start, end, rest),
        "with_names": b"[/0 /1 /2 /3]",
        "with_null": b"[0 null %d %d]" % (end, rest),
        "beyond_64_bits": b"[0 %d %d 18446744073709551617]" % (start, end),
        "wraps_32_bits": b"[0 %d %d %d]" % (start, end, rest + 2**32),
        "nested": b"[[0 %d %d %d]]" % (start, end, rest),
        "indirect_numbers": b"[1 0 R %d %d %d]" % (start, end, rest),
    }
    return {f"range_{name}": ranged(data, b"/ByteRange " + text) for name, text in texts.items()}


def value_variants(data: bytes) -> dict[str, bytes]:
    """Signature values that are another's, end early, carry garbage or are no hexadecimal string."""
    start, end = signature_value(data)
    inner = data[start + 1 : end - 1]
    half = len(inner) // 4 * 2
    return {
        "value_cut": valued(data, b"<" + inner[:200] + b">"),
        "value_odd_digits": valued(data, b"<" + inner[:-1] + b">"),
        "value_no_hex": valued(data, b"<" + b"G" + inner[1:] + b">"),
        "value_spaced": valued(data, b"<" + inner[:100] + b"\n" + inner[101:] + b">"),
        "value_nested_comment": valued(data, b"<" + inner[:100] + b"%x" + inner[102:] + b">"),
        "value_two_strings": valued(data, b"<" + inner[:half] + b"><" + inner[half + 2 :] + b">"),
        "value_literal": valued(data, b"(" + b"0" * 40 + b")"),
        "value_array": valued(data, b"[<30>]"),
        "value_dictionary": valued(data, b"<</A 1>>"),
        "value_garbage_after": valued(data, b"<" + inner[:-40] + b"deadbeef" * 5 + b">"),
        "value_indefinite_length": valued(data, b"<3080" + inner[4:] + b">"),
        "value_huge_length": valued(data, b"<3084ffffffff" + inner[12:] + b">"),
        "value_deep": valued(data, b"<" + b"3080" * (len(inner) // 4) + b">"),
        "value_text": valued(data, b"<48656c6c6f>"),
    }


def _signature_number(data: bytes) -> int:
    import io

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return int(pdf.Root.AcroForm.Fields[0].V.objgen[0])


def dictionary_variants(data: bytes) -> dict[str, bytes]:
    """Signature dictionaries with two ranges or values, moved, hidden or renamed; fields that share or lend one."""
    number, place = _signature_number(data), layout_of(data)
    start, _ = signature_value(data)
    text = data[_room(data)[0] : _room(data)[1]]
    named = data.replace(b"/ByteRange", b"/Byte#52ange", 1)
    body = body_of(data, number)
    fields = re.sub(rb"(/Fields\s*\[[^\]]*)\]", rb"\1 %d 0 R]" % place.size, body_of(data, place.form))
    twin = b"<</FT/Sig/T(Ban_sao)/Type/Annot/Subtype/Widget/F 132/Rect[0 0 0 0]/V %d 0 R>>" % number
    return {
        "dict_escaped_key": named,
        "dict_moved_whole": append(data, {number: body}),
        "dict_moved_with_content": append(data, {number: body, place.contents: stream(FORGED)}),
        "dict_twin_field": append(data, {place.form: fields, place.size: twin}),
        "dict_subfilter_unknown": data.replace(b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter /ETSI.CAdES.xxxxxxxx"),
        "dict_subfilter_x509": data.replace(b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter /adbe.x509.rsa_sha1 "),
        "dict_called_timestamp": data.replace(b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter /ETSI.RFC3161       "),
        "dict_second_range": data[:start] + data[start:].replace(b">>", text + b">>", 1),
        "dict_range_elsewhere": data + b"%" + text + b"\n",
    }
