import io
from pathlib import Path

import openpyxl
import pytest

from casedocs.errors import FormatError, OutputError, UsageError
from casedocs.extract import Extraction, FieldName
from casedocs.extract.exports import RowKind, Table, load_layout, make_table, paste_lines, read_csv, to_csv, write_xlsx
from casedocs.extract.exports.rows import COLUMNS
from tests.support.extract import ORDER, extracted, field, made, person

RECORD = "BIÊN BẢN HỎI CUNG BỊ CAN\nHồi 08 giờ 15 phút ngày 20/9/2025 tại xã A.\nKiểm sát viên: Lê Thị C\n"


def papers() -> list[Extraction]:
    return [extracted(ORDER), extracted(RECORD)]


def cells(table: Table, row: int = 0) -> dict[str, str]:
    return {column.key: cell for column, cell in zip(table.columns, table.rows[row], strict=True) if cell}


def test_a_row_a_person_with_the_columns_that_staff_retype() -> None:
    row = cells(make_table(papers(), RowKind.PERSON))
    assert row.pop("least_confidence") >= "0.70"
    assert row == {
        "full_name": "Lâm Văn Đạt", "role": "bị can", "birth_day": "5", "birth_month": "6", "birth_year": "1988",
        "sex": "nam", "identity_number": "094088001234", "identity_date": "2021-08-12", "religion": "Không",
        "ethnicity": "Kinh", "nationality": "Việt Nam", "address": "ấp Phú Lợi, xã An Hiệp, tỉnh Sông Thanh",
        "birth_place": "xã An Hiệp, tỉnh Sông Thanh", "articles": "khoản 1 Điều 173", "sources": "1",
    }  # fmt: skip


def test_a_row_a_case_and_a_row_an_act() -> None:
    case = cells(make_table(papers(), RowKind.CASE))
    assert case["case_name"] == "Lâm Văn Đạt - Trộm cắp tài sản"
    acts = make_table(papers(), RowKind.ACT)
    assert len(acts.rows) == 2
    record = cells(acts, 1)
    assert (record["act"], record["start"], record["attended"]) == ("hỏi cung", "2025-09-20T08:15", "có")


def test_what_is_doubtful_stays_empty() -> None:
    document = made(
        persons=(person("Nguyễn Văn An", field(FieldName.OCCUPATION, "thợ", confidence=0.69), role="bị can"),)
    )
    assert "occupation" not in cells(make_table([document], RowKind.PERSON))
    assert cells(make_table([document], RowKind.PERSON, least=0.6))["occupation"] == "thợ"
    assert make_table([], RowKind.CASE).rows == ()
    with pytest.raises(UsageError):
        make_table([], RowKind.CASE, least=2)


def table(*texts: str) -> Table:
    return Table(RowKind.CASE, COLUMNS[RowKind.CASE][: len(texts)], (texts,))


def test_csv_opens_in_excel_and_calculates_nothing() -> None:
    nasty = ("=1+1", "+84", "-5", "@x", "\ttab", "094088001234", "007", "'=x", 'a,b"c\nd', "Đạt", "'")
    data = to_csv(table(*nasty))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    text = data.decode("utf-8-sig").split("\r\n", 1)[1]
    assert text.startswith('\'=1+1,\'+84,\'-5,\'@x,\'\ttab,"=""094088001234""","=""007""",')
    assert read_csv(data)[1] == list(nasty)


def test_what_is_no_csv_is_a_named_error() -> None:
    with pytest.raises(FormatError):
        read_csv(b"\xff\xfe\xff")
    with pytest.raises(FormatError):
        read_csv(b'"never closed')


def test_workbooks_hold_text_only(tmp_path: Path) -> None:
    target = tmp_path / "ho so.xlsx"
    write_xlsx([table("=1+1", "007", "x\x07y"), make_table(papers(), RowKind.PERSON)], target)
    book = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))
    assert book.sheetnames == ["Vụ án", "Người"]
    row = [cell.value for cell in book["Vụ án"][2]]
    assert row == ["=1+1", "007", "x y"]
    assert all(cell.data_type == "s" for cell in book["Vụ án"][2])
    assert [path.name for path in tmp_path.iterdir()] == ["ho so.xlsx"]
    with pytest.raises(OutputError):
        write_xlsx([], target / "x.xlsx")


LAYOUT = """
rows = "person"
least = 0.9
[[columns]]
key = "full_name"
upper = true
[[columns]]
keys = ["birth_day", "birth_month", "birth_year"]
join = "/"
[[columns]]
text = "KV3"
"""


def test_lines_in_the_order_of_a_register() -> None:
    assert paste_lines(papers(), load_layout(LAYOUT)) == ("LÂM VĂN ĐẠT\t5/6/1988\tKV3",)
    semicolons = load_layout(LAYOUT.replace("least = 0.9", 'separator = ";"'))
    assert paste_lines(papers(), semicolons) == ("LÂM VĂN ĐẠT;5/6/1988;KV3",)


@pytest.mark.parametrize(
    "text",
    [
        "", "rows = 1", 'rows = "people"', 'rows = "person"', 'rows = "person"\n[[columns]]\nkey = "no"', "=",
        'rows = "person"\n[[columns]]\n', 'rows = "person"\nleast = 7\n[[columns]]\nkey = "sex"',
        'rows = "person"\n[[columns]]\nkey = "sex"\ntext = "x"',
    ],
)  # fmt: skip
def test_what_is_no_layout_is_a_named_error(text: str) -> None:
    with pytest.raises(FormatError):
        load_layout(text)
