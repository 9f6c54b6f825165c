from pathlib import Path

import pikepdf

from casedocs.classify import TextDocument
from casedocs.dossier.tables import pdf_tables, tables_of
from casedocs.extract import FieldName, fields
from casedocs.extract.values import Exhibit
from casedocs.geometry import Box, Size
from casedocs.ocr.result import Block, BlockKind, Line, OcrDocument, Page, PageOrigin, Table, TableCell, Word

ROWS = (
    ("STT", "Ten tai san", "So luong", "Thanh tien"),
    ("1", "Xe mo to", "01", "20.000.000"),
    ("2", "May cua", "2", "3.400.000"),
)
EDGES = (50, 90, 300, 380, 500)


def written(path: Path) -> Path:
    """A born-digital page with a ruled table."""
    bottom = 700 - 30 * len(ROWS)
    parts = [f"{EDGES[0]} {y} m {EDGES[-1]} {y} l S" for y in range(700, bottom - 1, -30)]
    parts += [f"{x} 700 m {x} {bottom} l S" for x in EDGES]
    for row, cells in enumerate(ROWS):
        texts = zip(EDGES, cells, strict=False)
        parts += [f"BT /F1 11 Tf {x + 4} {680 - 30 * row} Td ({cell}) Tj ET" for x, cell in texts]
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream("\n".join(parts).encode())
    pdf.save(path)
    return path


def scanned(origin: PageOrigin = PageOrigin.OCR, *, table: bool = True) -> OcrDocument:
    """The same table as a recognised page."""
    lines: list[Line] = []
    cells: list[TableCell] = []
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            box = Box(EDGES[column], 100 + 30 * row, EDGES[column + 1], 130 + 30 * row)
            words = tuple(
                Word(word, Box(box.left + 4 + 30 * at, box.top + 8, box.left + 30 + 30 * at, box.top + 20), 0.95)
                for at, word in enumerate(text.split())
            )
            cells.append(TableCell(row, column, 1, 1, box, (len(lines),)))
            lines.append(Line(words))
    grid = Table(len(ROWS), 4, tuple(cells)) if table else None
    block = Block(tuple(lines), BlockKind.TABLE, grid)
    return OcrDocument("dg.pdf", "0" * 64, 1, (Page(1, Size(595, 842), origin, (block,)),))


def test_born_digital_tables_come_through_pdfplumber(tmp_path: Path) -> None:
    path = written(tmp_path / "dg.pdf")
    (found,) = pdf_tables(path)
    assert (found.page_number, found.rows) == (1, ROWS)
    assert pdf_tables(path, {2}) == ()
    assert tables_of(scanned(PageOrigin.TEXT_LAYER, table=False), path) == (found,)
    (columns,) = tables_of(scanned(PageOrigin.OCR, table=False), path)
    assert columns.rows == ROWS  # of a recognised page by its columns, not from the file


def test_scanned_tables_come_from_the_recognised_page() -> None:
    (found,) = tables_of(scanned())
    assert found.rows == ROWS
    exhibits = fields(scanned(), tables=[found]).all(FieldName.EXHIBIT)
    assert [one.value for one in exhibits] == [Exhibit("Xe mo to", 1, 20_000_000), Exhibit("May cua", 2, 3_400_000)]
    assert all(one.places and one.places[0].box is not None for one in exhibits)


def test_what_has_no_tables_gives_none(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 broken")
    assert pdf_tables(bad) == ()
    assert tables_of(TextDocument.from_text("a | b")) == ()
