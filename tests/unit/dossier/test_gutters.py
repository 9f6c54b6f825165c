from casedocs.dossier._gutters import unruled_tables
from casedocs.dossier.tables import tables_of
from casedocs.extract import FieldName, fields
from casedocs.extract.values import Exhibit
from casedocs.geometry import Box, Size
from casedocs.ocr.result import Block, Line, OcrDocument, Page, PageOrigin, Word

COLUMNS = (50.0, 90.0, 300.0, 380.0)
ROWS = (
    ("STT", "Tên tài sản", "Số lượng", "Thành tiền"),
    ("1", "Xe mô tô đã qua", "01", "20.000.000"),
    ("", "sử dụng", "", ""),
    ("2", "Máy cưa", "2", "3.400.000"),
)


def line(text: str, left: float, top: float) -> Line:
    words, x = [], left
    for word in text.split():
        words.append(Word(word, Box(x, top, x + 6.0 * len(word), top + 12), 0.98))
        x += 6.0 * len(word) + 4
    return Line(tuple(words))


def page(rows: tuple[tuple[str, ...], ...], *, above: str = "Hội đồng kết luận giá trị tài sản như sau:") -> Page:
    lines = [line(above, 60, 100)]
    for index, cells in enumerate(rows):
        lines += [line(text, left, 150 + 18.0 * index) for left, text in zip(COLUMNS, cells, strict=True) if text]
    return Page(1, Size(595, 842), PageOrigin.OCR, (Block(tuple(lines)),))


def test_columns_are_where_no_word_stands() -> None:
    (table,) = unruled_tables(page(ROWS))
    assert table.rows == (
        ("STT", "Tên tài sản", "Số lượng", "Thành tiền"),
        ("1", "Xe mô tô đã qua sử dụng", "01", "20.000.000"),
        ("2", "Máy cưa", "2", "3.400.000"),
    )


def test_exhibits_are_read_from_it() -> None:
    document = OcrDocument("kl.png", "0" * 64, 1, (page(ROWS),))
    found = fields(document, tables=tables_of(document)).all(FieldName.EXHIBIT)
    assert [one.value for one in found] == [
        Exhibit("Xe mô tô đã qua sử dụng", 1, 20_000_000), Exhibit("Máy cưa", 2, 3_400_000),
    ]  # fmt: skip


def test_running_text_is_no_table() -> None:
    text = "Căn cứ biên bản khám nghiệm hiện trường và lời khai của những người làm chứng trong vụ án này"
    lines = tuple(line(text, 60, 100 + 16.0 * index) for index in range(12))
    assert list(unruled_tables(Page(1, Size(595, 842), PageOrigin.OCR, (Block(lines),)))) == []


def test_two_columns_are_no_table() -> None:
    """The heading of a paper and its signatures stand side by side."""
    rows = tuple(("", "CÔNG AN TỈNH", "", "CỘNG HÒA") for _ in range(5))
    assert list(unruled_tables(page(rows))) == []
