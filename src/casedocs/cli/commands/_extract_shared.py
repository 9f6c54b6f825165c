"""What ``extract``, ``check`` and ``review`` share: sources → documents → extractions."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from casedocs.classify.document import DocumentView, TextDocument
from casedocs.cli.language import tr
from casedocs.cli.messages import describe
from casedocs.errors import CasedocsError, TextError
from casedocs.extract import Extraction, fields

__all__ = ["engine_option", "kept_corrections", "read_all", "sources_argument", "stop_if_nothing"]


def sources_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """The argument that takes files and folders, or ``-`` for a text on standard input."""
    return click.argument("sources", nargs=-1, required=True, type=str)(function)


def engine_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The recogniser for scans."""
    return click.option(
        "--engine", default="auto", show_default=True, help=tr("Bộ nhận dạng cho bản quét.", "Recogniser for scans.")
    )(function)


def kept_corrections(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option that applies a corrections file."""
    return click.option(
        "--corrections",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=tr("Áp dụng tệp sửa của trang rà soát.", "Apply the corrections file of a review page."),
    )(function)


def read_all(
    sources: Sequence[str], engine: str, corrections: Path | None = None
) -> Iterator[tuple[Path | None, DocumentView, Extraction]]:
    """Every document with its extraction; a file that cannot be read is named and left out.

    Args:
        sources: Files, folders, ``-``.
        engine: Name of the recogniser.
        corrections: A corrections file to apply to the recognised pages; what it cannot place is named.
    """
    from casedocs.dossier.reading import find_sources, read_document
    from casedocs.dossier.reviewing import corrected
    from casedocs.dossier.tables import tables_of

    if "-" in sources:
        try:
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise TextError("the text on standard input is not UTF-8", hint="casedocs text decode") from error
        document = TextDocument.from_text(text)
        yield None, document, replace(fields(document, kind=_kind_of(document)), source_name="-")
    for path in find_sources([source for source in sources if source != "-"]) if set(sources) != {"-"} else ():
        try:
            view = read_document(path, engine=engine)
        except CasedocsError as error:
            click.echo(f"{path}: {describe(error)}", err=True)
            continue
        if corrections is None:
            extraction = fields(view, tables=tables_of(view, path))
        else:
            view, extraction, conflicts = corrected(corrections, view, path)
            for one in conflicts:
                click.echo(f"{path}: {tr(one.vi, one.en)}", err=True)
        yield path, view, replace(extraction, source_name=path.name, kind=_kind_of(view))


def _kind_of(document: DocumentView) -> str | None:
    """What the document is, as the catalogue calls it; None where classification is not sure."""
    from casedocs.classify.prediction import predict

    kind = predict(document).kind
    return None if kind is None else kind.id


def stop_if_nothing(found: Sequence[object]) -> None:
    """Ends the command with an error when no document could be read."""
    if not found:
        click.echo(tr("Không đọc được tài liệu nào.", "No document could be read."), err=True)
        sys.exit(3)
