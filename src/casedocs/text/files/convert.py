"""One door for all kinds of files: by their suffix to the module that knows them."""

import re
from pathlib import Path

from casedocs._files import atomic_write, read_limited
from casedocs.errors import UnsupportedFormatError, UsageError
from casedocs.text.codecs import Encoding
from casedocs.text.files.report import ConversionReport, report_of
from casedocs.text.legacy import DecodedPiece, Piece, decode_pieces, text_from_bytes

__all__ = ["ConversionReport", "convert_file", "read_text_file"]

_MAX_TEXT = 200 * 1024 * 1024
_PLAIN = frozenset({".txt", ".md", ".csv", ".tsv", ".html", ".htm", ".xml", ".json", ".srt"})
_OFFICE = frozenset({".doc", ".rtf", ".odt", ".dot", ".wps"})


def read_text_file(source: Path | str) -> str:
    """The text of a file in Unicode, old encodings decoded.

    Args:
        source: A plain text, .docx, .doc, .rtf or PDF file.

    Raises:
        InputError: If it cannot be read or is of another kind.
        EngineError: If it needs LibreOffice, which is missing or fails.
    """
    path = Path(source)
    suffix = path.suffix.lower()
    if suffix == ".docx":
        from casedocs.text.files.docx import docx_text

        return docx_text(path)
    if suffix == ".pdf":
        from casedocs.text.files.pdf import pdf_text

        return pdf_text(path)
    if suffix in _OFFICE:
        from casedocs.text.files.docx import docx_text
        from casedocs.text.files.office import as_docx

        read_limited(path, _MAX_TEXT)
        with as_docx(path) as made:
            return docx_text(made)
    if suffix in _PLAIN:
        return "".join(piece.text for piece in _plain(path, None))
    raise _unsupported(path)


def convert_file(source: Path | str, target: Path | str, *, encoding: Encoding | None = None) -> ConversionReport:
    """Writes a Unicode copy of a file; the source stays as it is.

    A .docx, .doc or .rtf file becomes a .docx with its formatting, a PDF or plain text file becomes UTF-8 text.

    Args:
        source: The file.
        target: Where the copy goes; must not be the source.
        encoding: What a plain text file is said to be in; Word files tell by their fonts.

    Raises:
        UsageError: If `target` is the source or its suffix does not suit.
        InputError: If the source cannot be read.
        EngineError: If it needs LibreOffice, which is missing or fails.
        OutputError: If the target cannot be written.
    """
    path, out = Path(source), Path(target)
    if path.resolve() == out.resolve():
        raise UsageError(f"{path.name} would overwrite itself", hint="name another target")
    suffix = path.suffix.lower()
    if suffix == ".docx" or suffix in _OFFICE:
        return _convert_word(path, out)
    if suffix == ".pdf":
        from casedocs.text.files.pdf import pdf_pieces

        text, pieces = pdf_pieces(path)
        atomic_write(out, text.encode("utf-8"))
        return report_of(pieces, {}, [])
    if suffix in _PLAIN:
        lines = _plain(path, encoding)
        atomic_write(out, "".join(piece.text for piece in lines).encode("utf-8"))
        return report_of(lines, {}, [])
    raise _unsupported(path)


def _convert_word(path: Path, out: Path) -> ConversionReport:
    from casedocs.text.files.docx import convert_docx
    from casedocs.text.files.office import as_docx

    if out.suffix.lower() != ".docx":
        raise UsageError(f"a converted Word file is a .docx, not {out.name}", hint="give it the suffix .docx")
    if path.suffix.lower() == ".docx":
        return convert_docx(path, out)
    read_limited(path, _MAX_TEXT)
    with as_docx(path) as made:
        return convert_docx(made, out)


def _plain(path: Path, told: Encoding | None) -> list[DecodedPiece]:
    """The lines of a plain file with their line ends."""
    # str.splitlines would also cut at control codes that are letters in VPS and VISCII.
    lines = re.findall(r"[^\n]*\n|[^\n]+", text_from_bytes(read_limited(path, _MAX_TEXT)))
    return decode_pieces([Piece(line, told=told) for line in lines])


def _unsupported(path: Path) -> UnsupportedFormatError:
    return UnsupportedFormatError(
        f"{path.name}: files of kind {path.suffix or '(none)'} are not read",
        hint="give a .docx, .doc, .rtf, .pdf or plain text file",
        source=str(path),
    )
