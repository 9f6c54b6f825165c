"""Files that are small and take long."""

import io

import pikepdf

from tests.support.signed_pdfs import plain_pdf, saved


def many_fields(count: int) -> bytes:
    """A document whose form has so many fields that show nothing."""
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        fields = [
            pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String(f"o{number}")))
            for number in range(count)
        ]
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array(fields)))
        return saved(pdf)
