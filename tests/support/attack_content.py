"""Well-formed later revisions that change what a signed document shows, says or does; and documents made for it."""

import io
import re

import pikepdf

from tests.support.attacks import FORGED, append, body_of, layout_of, paper_cover, stream, with_annotation
from tests.support.signed_pdfs import plain_pdf, saved


def _with(data: bytes, number: int, entry: bytes, more: dict[int, bytes] | None = None) -> bytes:
    body = body_of(data, number).rstrip()[:-2] + entry + b">>"
    return append(data, {number: body, **(more or {})})


def action_variants(data: bytes) -> dict[str, bytes]:
    """PDF insecure features: scripts, launches, submissions, attachments, destinations, viewer settings."""
    place = layout_of(data)
    root, page, form, new = place.root, place.page, place.form, place.size
    script = b"<</S/JavaScript/JS(this.getField\\('x'\\))>>"
    actions = {
        "launch": b"<</S/Launch/F(calc.exe)>>",
        "uri": b"<</S/URI/URI(http://example.invalid/)>>",
        "goto": b"<</S/GoTo/D[%d 0 R/Fit]>>" % page,
        "goto_remote": b"<</S/GoToR/F(other.pdf)/D[0/Fit]>>",
        "submit": b"<</S/SubmitForm/F(http://example.invalid/)>>",
        "import_data": b"<</S/ImportData/F(x.fdf)>>",
        "hide": b"<</S/Hide/T(ghi_chu)>>",
        "set_layers": b"<</S/SetOCGState/State[/OFF]>>",
    }
    found = {f"act_open_{name}": _with(data, root, b"/OpenAction" + action) for name, action in actions.items()}
    names = b"/Names<</%b<</Names[(x)%b]>>>>"
    file = b"<</Type/Filespec/F(x.exe)/EF<</F %d 0 R>>>>" % new
    found |= {
        "act_names_script": _with(data, root, names % (b"JavaScript", script)),
        "act_attachment": _with(
            data, root, names % (b"EmbeddedFiles", file), {new: stream(b"MZ", b"/Type/EmbeddedFile")}
        ),
        "act_associated_file": _with(data, root, b"/AF[" + file + b"]", {new: stream(b"MZ", b"/Type/EmbeddedFile")}),
        "act_catalog_triggers": _with(data, root, b"/AA<</WC" + script + b">>"),
        "act_page_triggers": _with(data, page, b"/AA<</O" + script + b">>"),
        "act_form_calculation": _with(data, form, b"/CO[%d 0 R]" % new, {new: script}),
        "act_link": with_annotation(
            data, b"<</Type/Annot/Subtype/Link/Rect[0 0 595 842]/A" + actions["launch"] + b">>"
        ),
        "act_attachment_note": with_annotation(
            data,
            b"<</Type/Annot/Subtype/FileAttachment/Rect[9 9 30 30]/FS"
            + file.replace(b"%d" % new, b"%d" % (new + 1))
            + b">>",
            stream(b"MZ", b"/Type/EmbeddedFile"),
        ),
        "act_outlines": _with(data, root, b"/Outlines %d 0 R" % new, {new: b"<</Type/Outlines/Count 0>>"}),
        "act_viewer": _with(data, root, b"/ViewerPreferences<</HideToolbar true>>"),
        "act_page_labels": _with(data, root, b"/PageLabels<</Nums[0<</S/r>>]>>"),
        "act_collection": _with(data, root, b"/Collection<</View/D>>"),
        "act_xfa": _with(data, form, b"/XFA %d 0 R" % new, {new: stream(b"<xdp:xdp/>")}),
        "act_requirements": _with(data, root, b"/Requirements[<</S/EnableJavaScripts>>]"),
        "act_uses_names": _with(data, root, b"/Dests<</a[%d 0 R/Fit]>>" % page),
    }
    without = re.sub(rb"/Perms\s*<<[^>]*>>", b"", body_of(data, root))
    if without != body_of(data, root):
        found["act_permissions_removed"] = append(data, {root: without})
    return found


def _pages_number(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return int(pdf.Root.Pages.objgen[0])


def _font_number(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return int(pdf.pages[0].Resources.Font.F1.objgen[0])


def page_variants(data: bytes) -> dict[str, bytes]:
    """Pages added, exchanged, resized, redirected; resources and fonts that mean something else."""
    place = layout_of(data)
    page, new, pages = place.page, place.size, _pages_number(data)
    body, tree = body_of(data, page), body_of(data, pages)
    forged_page = re.sub(rb"/Contents\s+\d+ 0 R", b"/Contents %d 0 R" % (new + 1), body)
    forged_page = re.sub(rb"/Annots\s*\[[^\]]*\]", b"", forged_page)
    fresh = {new: forged_page, new + 1: stream(FORGED)}
    font = _font_number(data)
    differences = b"<</Type/Encoding/Differences[48/nine/one/two/three/four/five/six/seven/eight/zero]>>"
    type3 = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a %d 0 R>>"
        b"/Encoding<</Differences[32/a]>>/FirstChar 32/LastChar 33/Widths[9 9]>>" % new
    )
    return {
        "page_added": append(
            data, {pages: tree.replace(b"]", b" %d 0 R]" % new, 1).replace(b"/Count 1", b"/Count 2"), **fresh}
        ),
        "page_exchanged": append(data, {pages: re.sub(rb"/Kids\s*\[[^\]]*\]", b"/Kids[%d 0 R]" % new, tree), **fresh}),
        "page_rewritten": append(data, {page: forged_page, new + 1: stream(FORGED)}),
        "page_contents_list": append(
            data, {page: re.sub(rb"/Contents\s+(\d+ 0 R)", rb"/Contents[\1 %d 0 R]" % new, body), new: stream(FORGED)}
        ),
        "page_media_box": append(data, {page: re.sub(rb"/MediaBox\s*\[[^\]]*\]", b"/MediaBox[0 0 9 9]", body)}),
        "page_user_unit": _with(data, page, b"/UserUnit 0.01"),
        "page_resources": append(
            data, {page: re.sub(rb"/Resources\s*<<.*", b"/Resources<<>>>>", body, flags=re.DOTALL)}
        ),
        "page_group": _with(data, page, b"/Group<</S/Transparency/CS/DeviceGray>>"),
        "page_private_data": _with(data, page, b"/PieceInfo<</X<</Private(x)>>>>/B[%d 0 R]" % new, {new: b"<<>>"}),
        "tree_inherited_rotation": _with(data, pages, b"/Rotate 180"),
        "font_encoding": _with(data, font, b"/Encoding %d 0 R" % new, {new: differences}),
        "font_type3": append(data, {font: type3, new: stream(b"9 0 0 0 9 9 d1 0 0 9 9 re f")}),
        "font_to_unicode": _with(
            data, font, b"/ToUnicode %d 0 R" % new, {new: stream(b"1 beginbfchar <31> <0039> endbfchar")}
        ),
        "font_embedded": _with(
            data,
            font,
            b"/FontDescriptor %d 0 R" % new,
            {new: b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile %d 0 R>>" % (new + 1), new + 1: stream(b"%!PS")},
        ),
    }


def annotation_more(data: bytes) -> dict[str, bytes]:
    """Annotations of the remaining kinds, hidden ones, popups, and changes to the signature's own widget."""
    place = layout_of(data)
    new, look = place.size, paper_cover(0)[0]
    kinds = ("Text", "Highlight", "Underline", "StrikeOut", "Caret", "Polygon", "PolyLine", "Circle", "Popup", "Movie",
             "RichMedia", "3D", "Sound", "TrapNet", "PrinterMark", "Projection", "Widget", "Unknown")  # fmt: skip
    found = {
        f"note_{kind.lower()}": with_annotation(
            data,
            b"<</Type/Annot/Subtype/%b/Rect[70 725 370 765]/F 4/AP<</N %d 0 R>>>>" % (kind.encode(), new + 1),
            look,
        )
        for kind in kinds
    }
    with pikepdf.open(io.BytesIO(data)) as pdf:
        field = int(pdf.Root.AcroForm.Fields[0].objgen[0])
    widget = body_of(data, field)
    moved = re.sub(rb"/Rect\s*\[[^\]]*\]", b"/Rect[70 725 370 765]", widget)
    found |= {
        "note_hidden": with_annotation(
            data, b"<</Type/Annot/Subtype/Stamp/F 2/Rect[0 0 0 0]/AP<</N %d 0 R>>>>" % (new + 1), look
        ),
        "note_no_look": with_annotation(
            data, b"<</Type/Annot/Subtype/FreeText/Rect[70 725 370 765]/DA(/Helv 9 Tf)/Contents(9 ty)>>"
        ),
        "widget_moved": append(data, {field: moved}),
        "widget_new_look": append(data, {field: moved.rstrip()[:-2] + b"/AP<</N %d 0 R>>>>" % new, new: look}),
        "widget_hidden": append(data, {field: re.sub(rb"/F \d+", b"/F 2", widget) + b" "}),
        "widget_renamed": append(data, {field: re.sub(rb"/T\s*\([^)]*\)", b"/T(Khac)", widget)}),
        "widget_action": append(data, {field: widget.rstrip()[:-2] + b"/A<</S/URI/URI(http://x.invalid)>>>>"}),
    }  # fmt: skip
    return found


def prepared_hide() -> bytes:
    """Shadow attack, variant hide: white paper, a form of its own, lies over the amount until it is taken away."""
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        paper = pdf.make_stream(b"1 1 1 rg 70 725 300 40 re f")
        paper.Type, paper.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        paper.BBox = pikepdf.Array([0, 0, 595, 842])
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Giay=paper)
        pdf.pages[0].Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + b"\n/Giay Do")
        return saved(pdf)


def shadow_hide_variants(data: bytes) -> dict[str, bytes]:
    """Stage 4 of it, on a signed `prepared_hide`."""
    place = layout_of(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number = int(pdf.pages[0].Resources.XObject.Giay.objgen[0])
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]"
    out = data if data.endswith(b"\n") else data + b"\n"
    table = b"xref\n0 1\n%010d 65535 f \n%d 1\n0000000000 00001 f \n" % (number, number)
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (place.size, place.root, place.startxref)
    return {
        "hide_freed": out + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(out),
        "hide_emptied": append(data, {number: stream(b"", entries)}),
        "hide_nulled": append(data, {number: b"null"}),
        "hide_listed_elsewhere": append(data, {}, listed={number: 15}),
    }


def prepared_replace() -> bytes:
    """Shadow attack, variant hide-and-replace: another content stands unused in the document that is signed."""
    base = plain_pdf()
    place = layout_of(base)
    return append(base, {place.size: stream(FORGED)})


def shadow_replace_variants(data: bytes, hidden: int) -> dict[str, bytes]:
    """Stage 4 of it: a later table or page turns to the hidden object, which the signature covers."""
    place = layout_of(data)
    at = data.index(b"%d 0 obj" % hidden)
    body = body_of(data, place.page)
    return {
        "replace_by_table": append(data, {}, listed={place.contents: at}),
        "replace_by_page": append(
            data, {place.page: re.sub(rb"/Contents\s+\d+ 0 R", b"/Contents %d 0 R" % hidden, body)}
        ),
        "replace_by_copy": append(data, {place.contents: stream(FORGED)}),
    }
