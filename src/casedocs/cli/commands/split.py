"""``casedocs split``: a scanned volume → its documents."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casedocs.cli.commands.classify import classifier_of
from casedocs.cli.language import Language, current_language, tr
from casedocs.cli.options import option

if TYPE_CHECKING:
    from casedocs.classify import Classification, Split

__all__ = ["command"]

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(
    help=tr(
        "Tìm chỗ bắt đầu, kết thúc của từng văn bản trong một tập hồ sơ; --output ghi mỗi văn bản một PDF.",
        "Find where each document of a volume begins and ends; --output writes a PDF for each.",
    )
)
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--json", "as_json", is_flag=True, vi="In JSON.", en="Print JSON.")
@option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    vi="Thư mục ghi các PDF; tệp gốc giữ nguyên.",
    en="Folder for the PDF files; the original stays as it is.",
)
@option(
    "--signed-too",
    is_flag=True,
    vi="Tách cả tệp đã ký số: các phần không còn chữ ký.",
    en="Take digitally signed files apart too: the parts lose the signature.",
)
@option("--catalogue", type=_FILE, vi="Tệp TOML loại văn bản của đơn vị.", en="TOML file with kinds of your own.")
@option("--model", type=_FILE, vi="Mô hình do classify train tạo ra.", en="A model made by classify train.")
def command(
    *,
    sources: tuple[Path, ...],
    as_json: bool,
    output: Path | None,
    signed_too: bool,
    catalogue: Path | None,
    model: Path | None,
) -> None:
    """Splits one file, or the files of a folder in their order as one pile."""
    from casedocs.classify import split
    from casedocs.classify.records import split_to_record
    from casedocs.dossier.parts import part_names, write_parts
    from casedocs.dossier.reading import find_sources, read_document
    from casedocs.errors import UsageError

    paths = list(find_sources(sources))
    if output is not None and len(paths) != 1:
        raise UsageError(f"--output needs one PDF, {len(paths)} files were given", hint="split one PDF at a time")
    pages = [page for path in paths for page in read_document(path).pages]
    found = split(pages, classifier=classifier_of(catalogue, model))
    names = part_names(found)
    if output is not None:
        write_parts(paths[0], found, output, signed_too=signed_too)
    if as_json:
        record = split_to_record(found)
        for document, name in zip(record["documents"], names, strict=True):
            document["file"] = name if output is not None else None
        click.echo(json.dumps({"sources": [str(path) for path in paths], **record}, ensure_ascii=False))
        return
    _print(found)
    if output is not None:
        click.echo(tr(f"Đã ghi {len(names)} tệp vào {output}", f"Wrote {len(names)} files to {output}"))


def _print(found: "Split") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table()
    table.add_column(tr("Trang", "Pages"), justify="right", no_wrap=True)
    for heading in (tr("Loại", "Kind"), tr("Số", "Number"), tr("Ngày", "Date"), tr("Bút lục", "Folios")):
        table.add_column(heading, overflow="fold")
    table.add_column(tr("Tin cậy", "Confidence"), justify="right", no_wrap=True)
    table.add_column(tr("Xem lại", "Look"), no_wrap=True)
    for document in found.documents:
        pages = f"{document.first_page}–{document.last_page}"
        folios = "" if document.folios is None else "–".join(dict.fromkeys(document.folios))
        look = tr("cần xem", "look") if document.needs_review else ""
        table.add_row(pages, *_what(document.classification), folios, f"{document.confidence:.0%}", look)
    width = None if sys.stdout.isatty() else 140
    Console(file=sys.stdout, width=width, highlight=False, markup=False).print(table)
    for finding in found.findings:
        text = finding.vi if current_language() is Language.VI else finding.en
        click.echo(tr(f"Trang {finding.page_number}: {text}", f"Page {finding.page_number}: {text}"))


def _what(found: "Classification | None") -> tuple[str, str, str]:
    if found is None:
        return "", "", ""
    header = found.header
    kind = found.kind.name if found.kind else tr("không rõ", "not known")
    number = header.number.text if header.number else ""
    date = str(header.date.value) if header.date and header.date.value else ""
    return kind, number, date
