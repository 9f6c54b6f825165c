"""Writes the documents of a split pile as PDF files of their own; the pile stays as it is."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from casedocs._files import atomic_path, input_error
from casedocs.classify.prediction import Classification
from casedocs.classify.splitting import Split, SplitDocument
from casedocs.errors import CorruptFileError, EncryptedFileError, SignedInputError, UnsupportedFormatError, UsageError
from casedocs.text.folding import strip_diacritics

if TYPE_CHECKING:
    from pikepdf import Pdf

__all__ = ["part_names", "write_parts"]

_LONGEST = 90


def part_names(found: Split) -> tuple[str, ...]:
    """A file name for each document: place in the pile, date, number and kind, in plain ASCII.

    ``003_2024-03-12_147-QD-CSHS_cqdt_case_initiation.pdf``; what is not known is left out.
    """
    return tuple(f"{place:03d}_{_name(document)}.pdf" for place, document in enumerate(found.documents, 1))


def _name(document: SplitDocument) -> str:
    pages = f"tr{document.first_page}-{document.last_page}"
    found = document.classification
    if found is None:
        return pages
    header = found.header
    date = str(header.date.value) if header.date and header.date.value else ""
    number = _plain(header.number.text) if header.number and header.number.serial else ""
    return "_".join(part for part in (date, number, _kind(found), pages) if part)[:_LONGEST]


def _kind(found: Classification) -> str:
    if found.kind is not None:
        return found.kind.id
    return f"{found.family.name}-khong-ro" if found.family.name else "khong-ro"


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", strip_diacritics(text)).strip("-")


def write_parts(
    source: str | os.PathLike[str], found: Split, target: str | os.PathLike[str], *, signed_too: bool = False
) -> tuple[Path, ...]:
    """Writes one PDF for each document of a split PDF; pages are taken as they are, never drawn anew.

    Args:
        source: The PDF that was split.
        found: How.
        target: A folder; files that are there already are replaced.
        signed_too: Whether a digitally signed source may be taken apart: the parts carry no valid signature.

    Raises:
        UsageError: If the split is not of this file.
        UnsupportedFormatError: If the source is no PDF.
        SignedInputError: If it is signed and `signed_too` is not set.
        InputError: If it cannot be read.
        OutputError: If the folder cannot be written.
    """
    import pikepdf

    path, folder = Path(source), Path(target)
    if path.suffix.lower() != ".pdf":
        raise UnsupportedFormatError(
            f"{path.name} is no PDF file", hint="make a PDF of the scans first: casedocs digitize", source=str(path)
        )
    try:
        with pikepdf.open(path) as pdf:
            _check(pdf, path, found, signed_too=signed_too)
            return tuple(
                _write(pdf, document, folder / name)
                for document, name in zip(found.documents, part_names(found), strict=True)
            )
    except pikepdf.PasswordError as error:
        raise EncryptedFileError(
            f"{path.name} needs a password", hint="remove the password first", source=str(path)
        ) from error
    except pikepdf.PdfError as error:
        raise CorruptFileError(
            f"{path.name} cannot be taken apart: {error}", hint="scan or copy it again", source=str(path)
        ) from error
    except OSError as error:
        raise input_error(error, path) from error


def _check(pdf: "Pdf", path: Path, found: Split, *, signed_too: bool) -> None:
    pages = found.documents[-1].last_page if found.documents else 0
    if pages != len(pdf.pages):
        raise UsageError(f"{path.name} has {len(pdf.pages)} pages, the split {pages}", hint="split this file itself")
    if _signed(pdf) and not signed_too:
        raise SignedInputError(
            f"{path.name} carries digital signatures, which parts of it would not keep",
            hint="keep the signed file as it is, or write unsigned copies of its parts with --signed-too",
            source=str(path),
        )


def _signed(pdf: "Pdf") -> bool:
    """Whether the form has a signature field with a value."""
    import pikepdf

    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return False
    if int(form.get("/SigFlags", 0)) & 1:
        return True
    fields = form.get("/Fields", pikepdf.Array())
    return any(
        field.get("/FT") == "/Sig" and "/V" in field for field in fields if isinstance(field, pikepdf.Dictionary)
    )


def _write(pdf: "Pdf", document: SplitDocument, target: Path) -> Path:
    import pikepdf

    with pikepdf.new() as part:
        part.pages.extend(pdf.pages[document.first_page - 1 : document.last_page])
        with atomic_path(target) as temporary:
            part.save(temporary)
    return target
