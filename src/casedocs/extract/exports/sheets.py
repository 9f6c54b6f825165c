"""CSV that Excel opens as it is, and XLSX workbooks.

CSV: UTF-8 with a byte order mark, CRLF. A cell that Excel would take for a formula gets an apostrophe before it; digits
that Excel would cut (a leading zero, more than 11 digits) are written as ``="…"``,
which shows the digits and calculates
nothing. `read_csv` undoes both.
"""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from casedocs._extras import require
from casedocs._files import atomic_path, output_error
from casedocs.errors import FormatError, OutputError
from casedocs.extract.exports.rows import Table

__all__ = ["read_csv", "to_csv", "write_xlsx"]

_FORMULA = tuple("=+-@\t\r")
_DIGITS = re.compile(r"0[0-9]+|[0-9]{12,}")
_KEPT = re.compile(r'="([0-9]+)"')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def to_csv(table: Table, *, vi: bool = True) -> bytes:
    """The table as CSV; the first row holds the headings, Vietnamese or English."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.vi if vi else column.en for column in table.columns])
    for row in table.rows:
        writer.writerow([_safe(cell) for cell in row])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace")


def _safe(cell: str) -> str:
    if _DIGITS.fullmatch(cell):
        return f'="{cell}"'
    return (
        f"'{cell}"
        if cell.startswith(_FORMULA) or (cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")))
        else cell
    )


def read_csv(data: bytes) -> list[list[str]]:
    """The rows of a file that `to_csv` wrote, headings first, guards undone.

    Raises:
        FormatError: If it is no UTF-8 or no CSV.
    """
    try:
        text = data.decode("utf-8-sig")
        return [[_plain(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise FormatError(f"this is no CSV of casedocs: {error}", path="top level") from error


def _plain(cell: str) -> str:
    kept = _KEPT.fullmatch(cell)
    if kept is not None:
        return kept[1]
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell


def write_xlsx(tables: Sequence[Table], target: str | Path, *, vi: bool = True) -> None:
    """Writes a workbook with a sheet for each table; all cells are text, so that zeros stay and nothing calculates.

    Raises:
        MissingExtraError: If openpyxl is not installed.
        OutputError: If the file cannot be written.
    """
    openpyxl: Any = require("openpyxl", extra="extract")
    styles: Any = require("openpyxl.styles", extra="extract")
    book = openpyxl.Workbook()
    book.remove(book.active)
    names = {"person": "Người", "case": "Vụ án", "act": "Hoạt động"}
    for table in tables:
        sheet = book.create_sheet(names[table.kind.value] if vi else table.kind.value)
        sheet.append([column.vi if vi else column.en for column in table.columns])
        for cell in sheet[1]:
            cell.font = styles.Font(bold=True)
        for number, row in enumerate(table.rows, 2):
            for index, text in enumerate(row, 1):
                cell = sheet.cell(number, index)
                cell.value = _CONTROL.sub(" ", text)[:32_000]
                cell.data_type = "s"
                cell.number_format = "@"
        sheet.freeze_panes = "B2"
        for index, column in enumerate(table.columns, 1):
            sheet.column_dimensions[openpyxl.utils.get_column_letter(index)].width = max(
                12, min(40, len(column.vi) + 6)
            )
    if not tables:
        book.create_sheet("–")
    path = Path(target)
    try:
        with atomic_path(path) as temporary:
            book.save(temporary)
    except OutputError:
        raise
    except OSError as error:
        raise output_error(error, path) from error
