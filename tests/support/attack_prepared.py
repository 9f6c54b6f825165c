"""Attacks that are prepared before somebody signs: one object plays two parts, a mention waits for its object, an empty
field waits for its picture. Each builder signs a prepared document and adds the later revision that uses it.
"""

import io
import re
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.support.attack_structure import append_stream_update
from tests.support.attacks import append, body_of, layout_of, paper_cover, stream
from tests.support.signed_pdfs import form_pdf, plain_pdf, saved

Sign = Callable[[bytes], bytes]
_FORM = (
    b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    b"/Resources<</Font<</H<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
)
_FORGED = b"1 1 1 rg 60 720 400 60 re f BT 0 g /H 14 Tf 72 736 Td (So tien: 9.999.000 dong) Tj ET"
_OTHER_DIGITS = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[48/nine/nine/one/two/three]>>>>"
_XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></x:xmpmeta>"


def prepared(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The plain document after a change."""
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        change(pdf)
        return saved(pdf)


def number_of(data: bytes, get: Callable[[pikepdf.Pdf], pikepdf.Object]) -> int:
    """The number of an object that is found by a way through the document."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return int(get(pdf).objgen[0])


def _field(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.AcroForm.Fields[0]


def _draw(pdf: pikepdf.Pdf, name: str) -> None:
    """The page draws something under a name."""
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + f"\n{name} Do".encode())


def _empty_form(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))


def _with(data: bytes, number: int, entry: bytes) -> bytes:
    return body_of(data, number).rstrip()[:-2] + entry + b">>"


def _drawing(name: bytes, reference: bytes, root: bytes = b"", more: dict[int, bytes] | None = None) -> bytes:
    """The plain document whose page draws `reference` under a name."""
    base = plain_pdf()
    place = layout_of(base)
    with pikepdf.open(io.BytesIO(base)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    resources = b"/Resources << /XObject << /" + name + b" " + reference + b" >>"
    objects = {
        place.page: body_of(base, place.page).replace(b"/Resources <<", resources),
        place.contents: stream(content + b"\n/" + name + b" Do"),
        **(more or {}),
    }
    if root:
        objects[place.root] = _with(base, place.root, root)
    return append(base, objects)


def shared_resources(sign: Sign) -> bytes:
    """The form's default resources are the page's as well; a drawing that the page asks for comes later."""

    def change(pdf: pikepdf.Pdf) -> None:
        shared = pdf.make_indirect(Dictionary(Leer=_empty_form(pdf)))
        pdf.pages[0].Resources.XObject = shared
        _draw(pdf, "/Giay")
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([]), DR=Dictionary(XObject=shared)))

    data = sign(prepared(change))
    number, new = number_of(data, lambda pdf: pdf.pages[0].Resources.XObject), layout_of(data).size
    return append(data, {number: _with(data, number, b"/Giay %d 0 R" % new), new: stream(_FORGED, _FORM)})


def early_mentions(sign: Sign) -> dict[str, bytes]:
    """The page draws an object that does not exist yet; the reference is written in ways that readers forgive."""
    found = {}
    for name, reference in {"plain": b"99 0 R", "zeros": b"0099 0 R", "generation": b"99 3 R"}.items():
        found[f"early_{name}"] = append(sign(_drawing(b"Giay", reference)), {99: stream(_FORGED, _FORM)})
    return found


def metadata_drawn(sign: Sign) -> bytes:
    """The catalogue's metadata is a drawing that the page calls ``/Metadata``."""
    base = _drawing(b"Metadata", b"99 0 R", b"/Metadata 99 0 R", {99: stream(_XMP, b"/Type/Metadata/Subtype/XML")})
    return append(sign(base), {99: stream(_FORGED, _FORM)})


def stream_as_field(sign: Sign) -> bytes:
    """A drawing of the page is listed as a field; its content changes, its keys do not."""
    about = _FORM + b"/FT/Tx/T(k)/V(x)/F 2/Rect[0 0 0 0]"
    base = _drawing(b"Kids", b"99 0 R", b"/AcroForm<</Fields[99 0 R]>>", {99: stream(b" " * len(_FORGED), about)})
    return append(sign(base), {99: stream(_FORGED, about)})


def font_in_validation_data(sign: Sign) -> bytes:
    """The page's font is an entry of the validation data, under the kind of name that such entries have."""
    name = "/" + "AB" * 20

    def change(pdf: pikepdf.Pdf) -> None:
        page, font = pdf.pages[0], pdf.pages[0].Resources.Font.F1
        page.Resources.Font = Dictionary({name: font})
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"/F1", name.encode()))
        pdf.Root.DSS = pdf.make_indirect(Dictionary(VRI=pdf.make_indirect(Dictionary({name: font}))))

    data = sign(prepared(change))
    return append(data, {number_of(data, lambda pdf: pdf.pages[0].Resources.Font[name]): _OTHER_DIGITS})


def page_as_resources(sign: Sign) -> bytes:
    """The page is its own list of drawings; private data of the page, which may be added, is then drawn."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Resources.XObject = page
        _draw(pdf, "/PieceInfo")

    data = sign(prepared(change))
    place = layout_of(data)
    body = _with(data, place.page, b"/PieceInfo %d 0 R" % place.size)
    return append(data, {place.page: body, place.size: stream(_FORGED, _FORM)})


def _hidden_field(pdf: pikepdf.Pdf) -> pikepdf.Object:
    look = _empty_form(pdf)
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), F=2, Rect=Array([0, 0, 0, 0]),
        DA=String("/F1 9 Tf"), AP=Dictionary(N=look), P=pdf.pages[0].obj,
    )  # fmt: skip
    pdf.pages[0].Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(list(pdf.pages[0].Annots))))
    return look


def hidden_fields(sign: Sign) -> dict[str, bytes]:
    """A hidden field is filled in; its look belongs to the page or to another, visible field as well."""

    def on_page(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.XObject = Dictionary(N=_hidden_field(pdf))
        _draw(pdf, "/N")

    def on_field(pdf: pikepdf.Pdf) -> None:
        other = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("b"), V=String("1.000.000"), F=4,
            Rect=Array([70, 725, 370, 765]), DA=String("/F1 9 Tf"), AP=Dictionary(N=_hidden_field(pdf)),
            P=pdf.pages[0].obj,
        )  # fmt: skip
        pdf.pages[0].Annots.append(pdf.make_indirect(other))
        pdf.Root.AcroForm.Fields.append(pdf.pages[0].Annots[1])

    found = {}
    for name, change in {"hidden_look_drawn": on_page, "hidden_look_shared": on_field}.items():
        data = sign(prepared(change))
        field, look = number_of(data, _field), number_of(data, lambda pdf: _field(pdf).AP.N)
        found[name] = append(data, {field: _with(data, field, b"/V(x)"), look: stream(_FORGED, _FORM)})
    return found


def empty_field_painted(sign: Sign) -> bytes:
    """An empty signature field, there for the next signer, gets a picture but no signature."""

    def change(pdf: pikepdf.Pdf) -> None:
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("Cho_ky"), F=4,
            Rect=Array([70, 725, 370, 765]), P=pdf.pages[0].obj,
        )  # fmt: skip
        pdf.pages[0].Annots = Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(list(pdf.pages[0].Annots)), SigFlags=3))

    data = sign(prepared(change))
    number, new = number_of(data, _field), layout_of(data).size
    return append(data, {number: _with(data, number, b"/AP<</N %d 0 R>>" % new), new: paper_cover(0)[0]})


def _added_signature_field(data: bytes, widgets: tuple[bytes, ...]) -> bytes:
    """An unsigned signature field with several widgets; ``N`` in them stands for the cover."""
    place = layout_of(data)
    new, cover = place.size, place.size + 1 + len(widgets)
    numbers = [new + 1 + index for index in range(len(widgets))]
    listed = b"".join(b" %d 0 R" % number for number in numbers)
    about = b"<</Type/Annot/Subtype/Widget/F 132/Parent %d 0 R/P %d 0 R" % (new, place.page)
    objects = {
        place.page: re.sub(rb"(/Annots\s*\[[^\]]*)\]", rb"\1" + listed + b"]", body_of(data, place.page)),
        place.form: re.sub(rb"(/Fields\s*\[[^\]]*)\]", rb"\1 %d 0 R]" % new, body_of(data, place.form)),
        new: b"<</FT/Sig/T(Them)/Kids[" + listed + b"]>>",
        cover: paper_cover(0)[0],
    }
    objects |= {
        number: about + widget.replace(b"N", b"/AP<</N %d 0 R>>" % cover) + b">>"
        for number, widget in zip(numbers, widgets, strict=True)
    }
    return append(data, objects)


def several_widgets(sign: Sign) -> dict[str, bytes]:
    """The first widget of a new signature field shows nothing, another one covers the amount."""
    data = sign(plain_pdf())
    hidden, shown = b"/Rect[0 0 0 0]", b"/Rect[70 725 370 765]N"
    return {
        "widgets_second_shown": _added_signature_field(data, (hidden, shown)),
        "widgets_five_numbers": _added_signature_field(data, (hidden, b"/Rect[70 725 370 765 0]N")),
        "widgets_odd_rectangle": _added_signature_field(data, (b"/Rect[70 725 370 765 (x)]N",)),
    }


def annotation_orders(sign: Sign) -> dict[str, bytes]:
    """Two notes lie on each other; the page's list of them is turned round, or names one twice."""

    def change(pdf: pikepdf.Pdf) -> None:
        def note(text: bytes) -> pikepdf.Object:
            look = pdf.make_stream(
                b"1 1 1 rg 0 0 300 40 re f BT 0 g /H 14 Tf 2 10 Td (" + text + b") Tj ET",
                Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 40]),
                Resources=Dictionary(Font=Dictionary(H=pdf.pages[0].Resources.Font.F1)),
            )  # fmt: skip
            about = Dictionary(
                Type=Name.Annot, Subtype=Name.FreeText, F=4, Rect=Array([70, 725, 370, 765]), AP=Dictionary(N=look)
            )
            return pdf.make_indirect(about)

        pdf.pages[0].Annots = Array([note(b"9.999.000"), note(b"1.000.000")])

    data = sign(prepared(change))
    page = layout_of(data).page
    body = body_of(data, page)
    found = re.search(rb"/Annots\s*\[\s*(\d+ 0 R)\s+(\d+ 0 R)", body)
    assert found is not None
    turned = body[: found.start(1)] + found[2] + b" " + found[1] + body[found.end(2) :]
    twice = body[: found.end(2)] + b" " + found[1] + body[found.end(2) :]
    return {"notes_turned": append(data, {page: turned}), "notes_twice": append(data, {page: twice})}


def filled_look(data: bytes, value: bytes, content: bytes, entries: bytes = b"") -> bytes:
    """The text field of a signed `form_pdf` filled in, with a look of the given content."""
    number, new = number_of(data, _field), layout_of(data).size
    fonts = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica%b>>>>>>" % entries
    look = stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 250 22]" + fonts)
    body = re.sub(rb"/V\s*\(\)", b"/V(" + value + b")", body_of(data, number)).rstrip()[:-2]
    return append(data, {number: body + b"/AP<</N %d 0 R>>>>" % new, new: look})


def lying_looks(sign: Sign) -> dict[str, bytes]:
    """A field over the amount is filled in: coloured ground covers it, strokes draw figures, a font lies."""
    data = sign(form_pdf(covering=True))
    text = b"BT %b /F1 12 Tf 2 6 Td (So tien: 9.999.000 dong) Tj ET"
    value = b"So tien: 9.999.000 dong"
    grounds = {"yellow": b"1 1 0 rg", "grey": b".7 g", "navy": b"0 0 .5 rg"}
    found = {
        f"look_{name}": filled_look(
            data, value, ground + b" 0 0 250 22 re f " + text % (b"1 g" if name == "navy" else b"0 g")
        )
        for name, ground in grounds.items()
    }
    small = b"BT 0 g /F1 3 Tf 200 16 Td (x) Tj ET "
    empty = sign(form_pdf())
    return found | {
        "look_strokes": filled_look(empty, b"x", small + b"2 w 10 5 m 10 15 l 16 15 l S"),
        "look_bar": filled_look(empty, b"x", small + b"0 0 0 rg 60 3 6 12 re f"),
        "look_curve": filled_look(empty, b"x", small + b"10 5 m 10 15 16 15 16 5 c S"),
        "look_moved": filled_look(empty, b"x", small + b"1 0 0 1 60 0 cm 0 0 250 22 re S"),
        "look_picture": filled_look(empty, b"x", small + b"BI /W 1/H 1/BPC 8/CS/G ID x EI"),
        "look_pattern": filled_look(empty, b"x", small + b"/Pattern cs /P scn 0 0 250 22 re f"),
        "look_unseen_text": filled_look(empty, b"x", b"BT 3 Tr /F1 9 Tf 2 6 Td (x) Tj ET"),
        "look_broken": filled_look(empty, b"x", small + b"(no end"),
        "look_font_says_other": filled_look(
            empty, b"1", b"BT /F1 9 Tf 2 6 Td (9) Tj ET", b"/ToUnicode %d 0 R" % (layout_of(empty).size + 1)
        ),
    }


def unlisted_member(sign: Sign) -> bytes:
    """An object stream holds one more object than the cross-reference section lists."""
    data = sign(plain_pdf(xref_streams=True))
    place = layout_of(data)
    at = len(data) if data.endswith(b"\n") else len(data) + 1
    return append_stream_update(
        data,
        {},
        packed={place.size: b"<</A 1>>", place.contents: b"<</B 1>>"},
        listed={place.size: (2, place.size + 1, 0), place.size + 1: (1, at, 0)},
    )


def all_prepared(sign: Sign) -> dict[str, bytes]:
    """All of them."""
    return {
        "shared_resources": shared_resources(sign),
        "metadata_drawn": metadata_drawn(sign),
        "stream_as_field": stream_as_field(sign),
        "font_in_validation_data": font_in_validation_data(sign),
        "page_as_resources": page_as_resources(sign),
        "empty_field_painted": empty_field_painted(sign),
        "unlisted_member": unlisted_member(sign),
        **early_mentions(sign),
        **hidden_fields(sign),
        **several_widgets(sign),
        **annotation_orders(sign),
        **lying_looks(sign),
    }
