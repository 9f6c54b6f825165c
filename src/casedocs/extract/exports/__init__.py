"""Exports for the systems that staff retype into: rows of persons, cases and acts as CSV, XLSX and paste lines."""

from casedocs.extract.exports.paste import PasteLayout, load_layout, paste_lines
from casedocs.extract.exports.rows import COLUMNS, Column, RowKind, Table, make_table
from casedocs.extract.exports.sheets import read_csv, to_csv, write_xlsx

__all__ = [
    "COLUMNS",
    "Column",
    "PasteLayout",
    "RowKind",
    "Table",
    "load_layout",
    "make_table",
    "paste_lines",
    "read_csv",
    "to_csv",
    "write_xlsx",
]
