"""``casedocs extract``: the fields of papers, as a table for people, JSON, or rows for other systems."""

from collections.abc import Sequence
from pathlib import Path

import click

from casedocs._files import atomic_write, read_limited
from casedocs.cli.commands._extract_shared import (
    engine_option,
    kept_corrections,
    read_all,
    sources_argument,
    stop_if_nothing,
)
from casedocs.cli.language import Language, current_language, tr
from casedocs.errors import UsageError
from casedocs.extract import Extraction
from casedocs.extract.labels import field_label

__all__ = ["extract"]

_MOST_BYTES = 1_000_000


@click.command(
    help=tr(
        "Trích thông tin có kiểu (số, ngày, cơ quan, người, tội danh, thời hạn, số tiền, bút lục…) từ PDF, ảnh, "
        "Word, văn "
        "bản, JSON nhận dạng hoặc thư mục.",
        "Extract typed fields (number, date, agency, persons, offence, terms, amounts, folios…) from PDF files, "
        "images, "
        "Word and text files, recognised JSON or folders.",
    )
)
@sources_argument
@click.option("--json", "as_json", is_flag=True, help=tr("Xuất JSON, mỗi văn bản một dòng.", "JSON, one line a paper."))
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help=tr("Bỏ trường có độ tin cậy thấp hơn.", "Leave out fields below this confidence."),
)
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path),
    help=tr("Ghi bảng CSV mở được bằng Excel.", "Write CSV that Excel opens."),
)
@click.option(
    "--xlsx",
    type=click.Path(path_type=Path),
    help=tr("Ghi sổ Excel (người, vụ án, hoạt động).", "Write a workbook (persons, case, acts)."),
)
@click.option(
    "--rows",
    type=click.Choice(["person", "case", "act"]),
    default="person",
    show_default=True,
    help=tr("Mỗi dòng CSV là gì.", "What a CSV row stands for."),
)
@click.option(
    "--paste",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr(
        "In dòng để dán theo thứ tự cột trong tệp TOML.", "Print paste-ready lines in the column order of a TOML file."
    ),
)
@click.option(
    "--export-least",
    type=click.FloatRange(0, 1),
    default=0.7,
    show_default=True,
    help=tr("Không đưa vào CSV, Excel trường dưới mức này.", "Nothing below this confidence goes into CSV or Excel."),
)
@kept_corrections
@engine_option
def extract(
    sources: tuple[str, ...], *, as_json: bool, least: float, csv_file: Path | None, xlsx: Path | None, rows: str,
    paste: Path | None, export_least: float, corrections: Path | None, engine: str,
) -> None:  # fmt: skip
    """Reads the fields; the help is given above in the reader's language."""
    from casedocs.extract.records import extraction_to_json

    found: list[Extraction] = []
    quiet = any(one is not None for one in (csv_file, xlsx, paste))
    for _, _, extraction in read_all(sources, engine, corrections):
        found.append(extraction)
        if as_json:
            click.echo(extraction_to_json(extraction, least=least))
        elif not quiet:
            _show(extraction, least)
    stop_if_nothing(found)
    _export(found, csv_file, xlsx, rows, export_least)
    if paste is not None:
        _paste(found, paste)


def _export(found: Sequence[Extraction], csv_file: Path | None, xlsx: Path | None, rows: str, least: float) -> None:
    from casedocs.extract.exports import RowKind, make_table, to_csv, write_xlsx

    vi = current_language() is Language.VI
    if csv_file is not None:
        atomic_write(csv_file, to_csv(make_table(found, RowKind(rows), least=least), vi=vi))
        click.echo(str(csv_file), err=True)
    if xlsx is not None:
        write_xlsx([make_table(found, kind, least=least) for kind in RowKind], xlsx, vi=vi)
        click.echo(str(xlsx), err=True)


def _paste(found: Sequence[Extraction], layout: Path) -> None:
    from casedocs.extract.exports import load_layout, paste_lines

    try:
        text = read_limited(layout, _MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{layout} is not UTF-8", hint="save the layout as UTF-8") from error
    for line in paste_lines(found, load_layout(text)):
        click.echo(line)


def _show(extraction: Extraction, least: float) -> None:
    """The fields as aligned lines: name, value, page, confidence."""
    vi = current_language() is Language.VI
    kind = f" · {extraction.kind}" if extraction.kind else ""
    click.echo(f"== {extraction.source_name}{kind}")
    if not extraction.readable:
        click.echo(tr("  Không đủ chữ đọc được để trích thông tin.", "  Too little readable text to extract from."))
    for one in extraction.fields:
        if one.value is None:
            what = tr("không đọc được, cần người xem", "not read, needs a person")
            _line(field_label(one.name, vi=vi), f"? {what}: {one.raw}", one.page_number, one.confidence)
        elif one.confidence >= least:
            _line(field_label(one.name, vi=vi), one.canonical, one.page_number, one.confidence)
    for person in extraction.persons:
        if person.name.confidence < least:
            continue
        roles = ", ".join(str(role.value) for role in person.roles if role.confidence >= least)
        click.echo(f"  ── {person.name.canonical}" + (f" ({roles})" if roles else ""))
        for one in person.details:
            if one.confidence >= least:
                _line(f"   {field_label(one.name, vi=vi)}", one.canonical, one.page_number, one.confidence)


def _line(name: str, value: str, page: int | None, confidence: float) -> None:
    where = "" if page is None else tr(f"tr.{page}", f"p.{page}")
    shown = " ".join(value.split()) or tr("(để trống)", "(left blank)")
    click.echo(f"  {name:<26} {shown[:110]:<60} {where:>5} {confidence:4.0%}")
