"""Any file as a document that can be classified, split and extracted from: the one place where packages are joined.

PDF files and images go through recognition, what ``casedocs digitize`` wrote (``.json``) is read back, Word and text
files through `casedocs.text` with old encodings decoded.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from casedocs._files import TEMPORARY_PREFIX, input_error, read_limited
from casedocs.classify.document import DocumentView, TextDocument
from casedocs.errors import CorruptFileError, FormatError, SourceNotFoundError, UnsupportedFormatError, UsageError
from casedocs.ocr.engines.protocol import Engine
from casedocs.ocr.engines.registry import AUTO
from casedocs.ocr.options import OcrOptions
from casedocs.ocr.sources import SUFFIXES as _PICTURES

__all__ = ["SUFFIXES", "find_sources", "read_document"]

_MAX_JSON = 1_000_000_000
_RESULTS = frozenset({".json"})
_TEXTS = frozenset({".docx", ".doc", ".rtf", ".odt", ".txt", ".md", ".html", ".htm"})
SUFFIXES: frozenset[str] = _PICTURES | _RESULTS | _TEXTS
"""The suffixes, in lower case, of the files that `read_document` reads."""


def read_document(
    source: str | os.PathLike[str], *, engine: str | Engine = AUTO, options: OcrOptions | None = None
) -> DocumentView:
    """Reads a file as pages of lines of words.

    Args:
        source: A PDF, image, Word or text file, or the JSON of a recognised document.
        engine: Recogniser for pages without a trustworthy text of their own; see `casedocs.ocr.recognize`.
        options: How PDF files and images are recognised; None means `OcrOptions()`.

    Returns:
        The document. A Word or text file has no boxes; a text ends its pages with form feeds, a Word file is one page.

    Raises:
        InputError: If the file cannot be used; the class says why.
        EngineError: If a recogniser, or LibreOffice for old Word files, is missing or fails.
        MissingExtraError: If an optional package is needed that is not installed.
    """
    path = Path(source)
    suffix = path.suffix.lower()
    if suffix in _RESULTS:
        return _result(path)
    if suffix in _TEXTS:
        from casedocs.text.files.convert import read_text_file

        return TextDocument.from_text(read_text_file(path))
    if suffix in _PICTURES or not suffix:
        from casedocs.ocr.recognition import recognize

        return recognize(path, engine=engine, options=options)
    raise UnsupportedFormatError(
        f"{path.name}: files of kind {path.suffix} are not read",
        hint="give a PDF, image, Word or text file, or the .json of a recognised document",
        source=str(path),
    )


def _result(path: Path) -> DocumentView:
    from casedocs.ocr.formats import from_json

    data = read_limited(path, _MAX_JSON)
    try:
        return from_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CorruptFileError(
            f"{path.name} is not UTF-8", hint="recognise the file again", source=str(path)
        ) from error
    except FormatError as error:
        raise FormatError(
            f"{path.name} is not the JSON of a recognised document: {error.message}",
            hint="give the .json that casedocs digitize wrote, or the scan itself",
            source=str(path),
        ) from error


def find_sources(sources: Sequence[str | os.PathLike[str]]) -> Iterator[Path]:
    """The files that the sources name: files as they are, folders with all readable files below them, sorted.

    Hidden files are left out, a file that is named twice comes once.

    Raises:
        UsageError: If there is no source.
        InputError: If a source does not exist or a folder cannot be looked at.
    """
    if not sources:
        raise UsageError("no source given", hint="name files or folders")
    seen: set[Path] = set()
    for source in sources:
        for path in _below(Path(source)):
            real = path.resolve()
            if real not in seen:
                seen.add(real)
                yield path


def _below(source: Path) -> Iterator[Path]:
    try:
        if not source.is_dir():
            if not source.exists():
                raise SourceNotFoundError(
                    f"there is no file or folder {source}", hint="check the path", source=str(source)
                )
            yield source
            return
        paths = sorted(source.iterdir())
    except OSError as error:
        raise input_error(error, source) from error
    for path in paths:
        if path.name.startswith((".", TEMPORARY_PREFIX, "~$")):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _below(path)
        elif path.suffix.lower() in SUFFIXES:
            yield path
