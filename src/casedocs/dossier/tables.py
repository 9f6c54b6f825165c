"""Tables of any document: ruled or set in columns on recognised pages, and of born-digital PDF files (pdfplumber)."""

import os
from collections.abc import Iterator
from pathlib import Path

from casedocs.classify.document import DocumentView
from casedocs.dossier._gutters import unruled_tables
from casedocs.extract.tables import TableView
from casedocs.ocr.result import Block, OcrDocument, Page, PageOrigin

__all__ = ["pdf_tables", "tables_of"]

_MOST_PAGES = 400


def tables_of(document: DocumentView, source: str | os.PathLike[str] | None = None) -> tuple[TableView, ...]:
    """The tables of a document.

    Args:
        document: Recognised pages give their tables, ruled or set in columns; a text has none.
        source: The PDF file, where there is one: pages that kept their own text layer are read from it.
    """
    if not isinstance(document, OcrDocument):
        return ()
    found = [table for page in document.pages for table in _of_page(page)]
    own = {page.page_number for page in document.pages if page.origin is PageOrigin.TEXT_LAYER}
    if source is not None and own and Path(source).suffix.lower() == ".pdf":
        have = {table.page_number for table in found}
        found += list(pdf_tables(source, own - have))
    return tuple(sorted(found, key=lambda table: table.page_number))


def _of_page(page: Page) -> Iterator[TableView]:
    ruled = [block for block in page.blocks if block.table is not None]
    for block in ruled:
        if block.table is not None and block.table.rows > 1:
            yield TableView(page.page_number, _rows(block))
    if page.origin is not PageOrigin.TEXT_LAYER:
        yield from unruled_tables(page, [line for block in ruled for line in block.lines])


def _rows(block: Block) -> tuple[tuple[str, ...], ...]:
    table = block.table
    assert table is not None  # noqa: S101  asked by the caller
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = block.cell_text(cell)
    return tuple(tuple(row) for row in grid)


def pdf_tables(source: str | os.PathLike[str], pages: set[int] | None = None) -> tuple[TableView, ...]:
    """The ruled tables of a born-digital PDF file.

    Args:
        source: The file.
        pages: 1-based pages to look at; None means all (of long files the first 400).

    Returns:
        The tables; none where the file cannot be read as one, which is for its reader to report.
    """
    import pdfplumber

    found: list[TableView] = []
    try:
        with pdfplumber.open(Path(source)) as file:
            for number, page in enumerate(file.pages[:_MOST_PAGES], 1):
                if pages is None or number in pages:
                    for rows in page.extract_tables():
                        width = max((len(row) for row in rows), default=0)
                        if width > 1 and len(rows) > 1:
                            found.append(TableView(number, tuple(_padded(row, width) for row in rows)))
    except Exception:  # noqa: BLE001  pdfplumber lets pdfminer's many errors through; a table is extra knowledge
        return tuple(found)
    return tuple(found)


def _padded(row: list[str | None], width: int) -> tuple[str, ...]:
    cells = [" ".join((cell or "").split()) for cell in row]
    return tuple(cells + [""] * (width - len(cells)))
