"""A pile of pages → documents."""

import pytest

from casedocs.classify import SplitOptions, TextDocument, split
from casedocs.errors import UsageError

HEAD = """\
VIỆN KIỂM SÁT NHÂN DÂN TỈNH A
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}/QĐ-VKS
A, ngày 2 tháng 3 năm 2024
QUYẾT ĐỊNH
KHỞI TỐ BỊ CAN
Căn cứ Điều 179 Bộ luật Tố tụng hình sự; xét thấy có đủ căn cứ xác định một người đã thực hiện hành vi
"""
END = "Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.\nNơi nhận:\n- Lưu: HSVA.\n"


def body(number: int | None, text: str = "mà Bộ luật Hình sự quy định là tội phạm và các tình tiết") -> str:
    top = "" if number is None else f"{number}\n"
    return f"{top}{text} khác của vụ án đã được chứng minh đầy đủ trong hồ sơ\nÔng B khai nhận toàn bộ hành vi.\n"


def starts(*pages: str) -> tuple[list[int], list[str]]:
    found = split(TextDocument.from_text("\f".join(pages)).pages, options=SplitOptions(classify=None))
    return [document.first_page for document in found.documents], [finding.code for finding in found.findings]


def first(number: int) -> str:
    return HEAD.format(number=number)


def test_headers_begin_documents() -> None:
    assert starts(first(1) + END, first(2) + END, first(3) + END) == ([1, 2, 3], [])


def test_pages_that_go_on() -> None:
    assert starts(first(1), body(2), body(3) + END, first(2) + END) == ([1, 4], [])
    assert starts(first(1), body(None) + END, first(2) + END) == ([1, 3], [])


def test_blank_backs_and_annexes_belong_to_the_document_before() -> None:
    found = split(
        TextDocument.from_text("\f".join([first(1) + END, "BL 12", "Phụ lục\nDANH SÁCH\n1. A", first(2) + END])).pages,
        options=SplitOptions(classify=None),
    )
    assert [(one.first_page, one.last_page) for one in found.documents] == [(1, 3), (4, 4)]
    assert found.documents[0].blank_pages == (2,)
    assert found.documents[0].annexes == (3,)
    assert found.documents[0].folios == ("12", "12")


def test_missing_double_and_turned_pages_are_told_and_left() -> None:
    assert starts(first(1), body(3) + END) == ([1], ["missing_pages"])
    assert starts(first(1), body(3), body(2) + END) == ([1], ["wrong_order"]), "page 2 is not missing"
    assert starts(first(1), body(7), body(3), body(4) + END) == ([1], []), "a misread 2"
    assert starts(first(1), body(4), body(2) + END) == ([1], ["missing_pages", "wrong_order"])
    assert starts(first(1), body(2), body(2) + END) == ([1], ["double_page"])
    assert starts(body(4) + END, first(1) + END) == ([1, 2], ["beginning_missing"])


def test_folios_out_of_order() -> None:
    pages = [f"BL {number}\n{first(index)}{END}" for index, number in enumerate((1, 2, 4, 3, 3), 1)]
    assert starts(*pages) == ([1, 2, 3, 4, 5], ["folio_gap", "folio_order", "folio_double"])


def test_documents_are_classified_with_reasons() -> None:
    found = split(TextDocument.from_text(first(1) + END).pages)
    document = found.documents[0]
    assert document.classification is not None
    assert document.classification.kind is not None
    assert document.classification.kind.id == "vks_accused_initiation"
    assert document.page_count == 1
    assert document.reasons[0].code == "first"
    assert not document.needs_review


def test_an_empty_pile() -> None:
    assert split([]).documents == ()


def test_every_page_belongs_to_one_document() -> None:
    found = split(TextDocument.from_text("\f".join([body(None)] * 5)).pages, options=SplitOptions(bias=-20))
    assert [(one.first_page, one.last_page) for one in found.documents] == [(1, 5)]


def test_options_are_checked() -> None:
    with pytest.raises(UsageError):
        SplitOptions(bias=100)
    with pytest.raises(UsageError):
        SplitOptions(review=2)
    assert SplitOptions().fingerprint() != SplitOptions(bias=1).fingerprint()
