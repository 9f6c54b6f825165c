"""Small invented PDFs for signing tests, written byte by byte or with pikepdf."""

import io
import zlib

import pikepdf

TEXT = b"BT /F1 14 Tf 72 760 Td (BIEN BAN SO 15) Tj 0 -24 Td (So tien: 1.000.000 dong) Tj ET"


def plain_pdf(pages: int = 1, *, rotate: int = 0, content: bytes = TEXT, xref_streams: bool = False) -> bytes:
    """A document with some text on each page."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(content + f"\nBT /F1 9 Tf 300 30 Td (trang {number + 1}) Tj ET".encode())
        if rotate:
            page.Rotate = rotate
    return saved(pdf, xref_streams=xref_streams)


def saved(pdf: pikepdf.Pdf, *, xref_streams: bool = False) -> bytes:
    """The document as bytes, the same each time."""
    buffer = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if xref_streams else pikepdf.ObjectStreamMode.disable
    pdf.save(buffer, object_stream_mode=mode, deterministic_id=True, compress_streams=xref_streams)
    return buffer.getvalue()


def form_pdf(*, value: str = "", name: str = "ghi_chu", covering: bool = False) -> bytes:
    """A document with one text field, empty or filled, beside or over the text."""
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        rect = [70, 728, 320, 750] if covering else [72, 600, 320, 620]
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T=pikepdf.String(name),
                V=pikepdf.String(value),
                F=4,
                DA=pikepdf.String("/F1 12 Tf 0 g"),
                Rect=pikepdf.Array(rect),
                P=pdf.pages[0].obj,
            )
        )
        if value:
            field.AP = pikepdf.Dictionary(N=_field_look(pdf, value, rect))
        pdf.pages[0].Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pdf.make_indirect(
            pikepdf.Dictionary(
                Fields=pikepdf.Array([field]),
                DA=pikepdf.String("/F1 12 Tf 0 g"),
                DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.pages[0].Resources.Font.F1)),
            )
        )
        return saved(pdf)


def _field_look(pdf: pikepdf.Pdf, value: str, rect: list[int]) -> pikepdf.Object:
    look = pdf.make_stream(f"/Tx BMC BT /F1 12 Tf 2 6 Td ({value}) Tj ET EMC".encode())
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    look.BBox = pikepdf.Array([0, 0, rect[2] - rect[0], rect[3] - rect[1]])
    look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.pages[0].Resources.Font.F1))
    return look


def encrypted_pdf(password: str = "") -> bytes:
    """An AES-256 encrypted document."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="chu", user=password, R=6))
    return buffer.getvalue()


def hybrid_pdf() -> bytes:
    """A hybrid-reference file, as word processors write: a table, and a stream beside it."""
    base = plain_pdf()
    with pikepdf.open(io.BytesIO(base)) as pdf:
        size = len(pdf.objects) + 1
        root, info = pdf.Root.objgen[0], ""
    table_at = int(base.rsplit(b"startxref", 1)[1].split()[0])
    stream_at = len(base)
    body = zlib.compress(bytes([0, 0, 0, 0, 255]))
    stream = (
        f"{size} 0 obj\n<</Type/XRef/W[1 3 1]/Index[0 1]/Size {size + 1}/Root {root} 0 R/Filter/FlateDecode"
        f"/Length {len(body)}>>\nstream\n".encode()
        + body
        + b"\nendstream\nendobj\n"
    )
    end_at = stream_at + len(stream)
    trailer = (
        f"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size {size + 1}/Root {root} 0 R/Prev {table_at}"
        f"/XRefStm {stream_at}{info}>>\nstartxref\n{end_at}\n%%EOF\n"
    )
    return base + stream + trailer.encode()
