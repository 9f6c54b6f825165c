import pytest

from casedocs.extract import FieldName
from tests.support.extract import ORDER, extracted

N = FieldName
LETTER = "ĐƠN KHỞI KIỆN\nTôi yêu cầu trả nợ.\nSông Thanh, ngày 02 tháng 3 năm 2024\nNGƯỜI LÀM ĐƠN\n"


@pytest.mark.parametrize(
    ("text", "day", "place"),
    [
        (ORDER, "2025-09-18", "Sông Thanh"),
        (LETTER, "2024-03-02", "Sông Thanh"),
        ("TÒA ÁN NHÂN DÂN KHU VỰC 3\nBản án số: 12/2024/HS-ST\nNgày: 15-3.2024\nNHÂN DANH\n", "2024-03-15", None),
        ("Họ và tên: Lê Văn Tám Sinh năm: 1987\nCCCD số: 094087001122 cấp ngày 10/5/2021\n", None, None),
    ],
)  # fmt: skip
def test_the_papers_own_day(text: str, day: str | None, place: str | None) -> None:
    found = extracted(text)
    dates, places = found.find(N.DATE), found.find(N.PLACE)
    assert (None if dates is None else dates.canonical) == day
    assert (None if places is None else places.canonical) == place


def test_a_blank_cover_before_the_heading_moves_no_span() -> None:
    found = extracted("\f" + ORDER)
    number = found.find(N.NUMBER)
    assert number is not None
    assert (number.canonical, number.raw, number.page_number) == ("147/QĐ-CSHS", "147/QĐ-CSHS", 2)


def test_a_judgment_has_a_number_and_no_title() -> None:
    found = extracted("TÒA ÁN NHÂN DÂN KHU VỰC 3\nBản án số: 12/2024/HS-ST\nNgày: 15-3-2024\nNỘI DUNG VỤ ÁN\n")
    assert found.find(N.TITLE) is None
    number = found.find(N.NUMBER)
    assert number is not None
    assert number.canonical == "12/2024/HS-ST"
