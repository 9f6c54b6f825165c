"""Tables: rows of cells from a ruled scan, a born-digital PDF or the text itself, read by their headings.

The cells come from outside (`TableView`): who knows how a file holds its tables makes them (ruled scans from the
recognised document, born-digital pages through pdfplumber); here only headings and values are known.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casedocs.extract._source import Source
from casedocs.extract.model import Field, FieldName
from casedocs.extract.values import Exhibit
from casedocs.spans import Span
from casedocs.text.folding import fold
from casedocs.text.numbers import find_numbers

__all__ = ["ListedPaper", "TableView", "exhibit_rows", "listed_papers"]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as rows of cell texts.

    Attributes:
        page_number: 1-based page that it begins on.
        rows: Texts of the cells, the heading row first; all rows equally long.
    """

    page_number: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A row of a document list (police form 293): ``STT · Trích yếu tài liệu · Số bút lục · Đặc điểm · Ghi chú``."""

    title: str
    folios: str = ""
    note: str = ""


_WHAT = re.compile(
    r"ten (?:tai san|do vat|vat chung|hang|tang vat)|tai san|do vat|vat chung|noi dung|dien giai|chung loai"
)
_COUNT = re.compile(r"so luong|sl")
_PRICE = re.compile(r"thanh tien|tong gia tri|gia tri(?: tai san)?|so tien|tri gia")
_UNIT_PRICE = re.compile(r"don gia")
_PAPER = re.compile(r"trich yeu|ten tai lieu|noi dung tai lieu|ten van ban|tai lieu")
_FOLIO = re.compile(r"but luc|so bl|bl")
_NOTE = re.compile(r"ghi chu|dac diem")


def _column(heading: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((index for index, cell in enumerate(heading) if pattern.search(fold(cell))), None)


def exhibit_rows(source: Source, tables: Sequence[TableView]) -> Iterator[Field]:
    """The things of valuation tables and exhibit lists."""
    for table in tables:
        if len(table.rows) < 2:
            continue
        heading = table.rows[0]
        what, count = _column(heading, _WHAT), _column(heading, _COUNT)
        price = _column(heading, _PRICE)
        if price is None:
            price = _column(heading, _UNIT_PRICE)
        if what is None or (count is None and price is None):
            continue
        at = 0
        for row in table.rows[1:]:
            text = " ".join(row[what].split())
            if len(text) < 3 or fold(text).startswith(("tong cong", "cong", "tong so")):
                continue
            span, at = _locate(source, text, at)
            total, each = _number(row, price), _number(row, _column(heading, _UNIT_PRICE))
            value = Exhibit(text, _number(row, count) or _quotient(total, each), total)
            sure = 0.95 if span is not None else 0.7
            place = span or Span(0, 0)
            yield source.field(FieldName.EXHIBIT, value, place, cue=heading[what], rule="table", sure=sure)


def _locate(source: Source, text: str, start: int) -> tuple[Span | None, int]:
    """Where the words of a cell stand in the text: its first words, wherever its lines were put."""
    words = text.split()
    for length in (len(words), 4, 3, 2):
        pattern = re.compile(r"\s+".join(map(re.escape, words[: max(1, min(length, len(words)))])))
        found = pattern.search(source.text, start) or pattern.search(source.text)
        if found is not None:
            return Span(*found.span()), found.end()
    return None, start


def _number(row: Sequence[str], column: int | None) -> int | None:
    if column is None or column >= len(row):
        return None
    found = find_numbers(row[column])
    if not found:
        return None
    value = found[0].value
    return int(value) if value == int(value) else None


def _quotient(total: int | None, each: int | None) -> int | None:
    """How many there are by their prices, where a scanner lost the lone figure of the column."""
    return total // each if total and each and total % each == 0 and total >= each else None


def listed_papers(tables: Sequence[TableView]) -> tuple[ListedPaper, ...]:
    """The papers that a document list names, in its order."""
    found: list[ListedPaper] = []
    for table in tables:
        if len(table.rows) < 2:
            continue
        heading = table.rows[0]
        title, folios, note = (_column(heading, pattern) for pattern in (_PAPER, _FOLIO, _NOTE))
        if title is None or folios is None:
            continue
        for row in table.rows[1:]:
            words = " ".join(row[title].split())
            if words and not words.isdigit():
                found.append(
                    ListedPaper(words, " ".join(row[folios].split()), "" if note is None else row[note].strip())
                )
    return tuple(found)
