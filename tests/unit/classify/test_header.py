"""The header of a page, with and without boxes."""

import pytest

from casedocs.classify import Header, Linear, MarkKind, TextDocument, read_header
from casedocs.geometry import Box, Size
from casedocs.ocr import Block, Line, OcrDocument, Page, PageOrigin, Word

POLICE = """\
CÔNG AN TỈNH SÔNG THANH
CƠ QUAN CẢNH SÁT ĐIỀU TRA
Mẫu số: 27
BH theo TT số 119/2021/TT-BCA
ngày 08/12/2021
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 147/QĐ-CSHS
Sông Thanh, ngày 18 tháng 9 năm 2025
QUYẾT ĐỊNH KHỞI TỐ VỤ ÁN HÌNH SỰ
THỦ TRƯỞNG CƠ QUAN CẢNH SÁT ĐIỀU TRA
Căn cứ các điều 36, 143 Bộ luật Tố tụng hình sự;
"""


def header_of(text: str) -> Header:
    return read_header(TextDocument.from_text(text).pages[0])


def line_at(text: str, left: float, top: float, *, gap: int = -1, wide: float = 60) -> Line:
    """A line of words 7 points a letter; before the word `gap` stands a gap of `wide` points."""
    words, x = [], left
    for index, word in enumerate(text.split()):
        x += wide if index == gap else 0
        words.append(Word(word, Box(x, top, x + 7 * len(word), top + 12), 0.95))
        x += 7 * len(word) + 4
    return Line(tuple(words))


def page_of(*lines: Line) -> Page:
    return Page(1, Size(595, 842), PageOrigin.OCR, (Block(lines),))


def test_all_parts_of_a_police_decision() -> None:
    header = header_of(POLICE)
    assert [agency.text for agency in header.agencies] == ["CÔNG AN TỈNH SÔNG THANH", "CƠ QUAN CẢNH SÁT ĐIỀU TRA"]
    assert header.motto is not None
    assert header.slogan is not None
    assert header.number is not None
    assert (header.number.serial, header.number.symbol) == ("147", "QĐ-CSHS")
    assert header.date is not None
    assert (header.date.place, str(header.date.value)) == ("Sông Thanh", "2025-09-18")
    assert header.title is not None
    assert header.title.text == "QUYẾT ĐỊNH KHỞI TỐ VỤ ÁN HÌNH SỰ"
    assert header.form is not None
    assert (header.form.number, header.form.series, header.form.regulation) == ("27", "", "119/2021")
    assert header.end_line == 10
    assert header.begins_document


def test_spans_lead_back_to_the_text() -> None:
    document = TextDocument.from_text("\n".join(["Trang đầu", *POLICE.splitlines()]))
    text = Linear(document).text
    header = read_header(document.pages[0])
    assert header.title is not None
    assert header.number is not None
    assert header.title.kind.spans[0].of(text) == "QUYẾT ĐỊNH KHỞI TỐ VỤ ÁN HÌNH SỰ"
    assert header.number.part.spans[0].of(text) == "Số: 147/QĐ-CSHS"
    assert [span.of(text) for span in header.agencies[1].spans] == ["CƠ QUAN CẢNH SÁT ĐIỀU TRA"]


def test_columns_on_one_line_are_cut_at_the_gap() -> None:
    page = page_of(
        line_at("TÒA ÁN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 60, 60, gap=4),
        line_at("TỈNH SÔNG THANH Độc lập - Tự do - Hạnh phúc", 60, 76, gap=3, wide=80),
        line_at("Số: 12/2025/QĐ-TA Sông Thanh, ngày 05 tháng 01 năm 2025", 60, 100, gap=2, wide=50),
        line_at("QUYẾT ĐỊNH", 262, 140),
        line_at("PHÂN CÔNG THẨM PHÁN", 235, 158),
        line_at("Căn cứ Điều 44 Bộ luật Tố tụng hình sự;", 80, 200),
    )
    header = read_header(page)
    assert [agency.text for agency in header.agencies] == ["TÒA ÁN NHÂN DÂN TỈNH SÔNG THANH"]
    assert header.number is not None
    assert (header.number.text, header.number.year) == ("12/2025/QĐ-TA", 2025)
    assert header.date is not None
    assert header.date.place == "Sông Thanh"
    assert header.date.part.box is not None
    assert header.date.part.box.left > 200
    assert header.title is not None
    assert header.title.subtitle is not None
    assert header.title.subtitle.text == "PHÂN CÔNG THẨM PHÁN"
    text = Linear(OcrDocument("x", "", 1, (page,))).text
    assert header.date.part.spans[0].of(text) == "Sông Thanh, ngày 05 tháng 01 năm 2025"


def test_a_blank_number_keeps_its_symbol() -> None:
    header = header_of(POLICE.replace("147/QĐ-CSHS", "     /QĐ-CSHS"))
    assert header.number is not None
    assert (header.number.serial, header.number.text) == (None, "/QĐ-CSHS")


@pytest.mark.parametrize(
    ("printed", "number", "series", "regulation"),
    [
        ("Mẫu số 156/HS", "156", "HS", ""),
        ("156/HS", "156", "HS", ""),
        ("Mẫu số 27-HS (Ban hành kèm theo Nghị quyết số 05/2017/NQ-HĐTP)", "27", "HS", "05/2017"),
        ("Mẫu số 01/DS Theo QĐ số 410/QĐ-VKSTC ngày 25 tháng 11 năm 2021", "1", "DS", "410/QĐ"),
        ("MẪU SỐ: 182BH theo TT số 119/2021/TT-BCA", "182", "", "119/2021"),
        ("Mẫu B10-c BH theo TT số 60/2020/TT-BCA", "B10C", "", "60/2020"),
    ],
)
def test_form_boxes(printed: str, number: str, series: str, regulation: str) -> None:
    header = header_of(f"{printed}\nVIỆN KIỂM SÁT NHÂN DÂN TỈNH A\nSố: 1/CT-VKS\nCÁO TRẠNG")
    assert header.form is not None
    assert (header.form.number, header.form.series, header.form.regulation) == (number, series, regulation)


@pytest.mark.parametrize(
    ("line", "kind", "word"),
    [
        ("MẬT", MarkKind.SECRECY, "MẬT"),
        ("M Ậ T", MarkKind.SECRECY, "MẬT"),
        ("TỐI MẬT", MarkKind.SECRECY, "TỐI MẬT"),
        ("HOẢ TỐC", MarkKind.URGENCY, "HỎA TỐC"),
        ("HỎA TỐC", MarkKind.URGENCY, "HỎA TỐC"),
        ("LƯU HÀNH NỘI BỘ", MarkKind.CIRCULATION, "LƯU HÀNH NỘI BỘ"),
        ("SAO Y BẢN CHÍNH", MarkKind.COPY, "SAO Y"),
    ],
)
def test_marks(line: str, kind: MarkKind, word: str) -> None:
    marks = header_of(f"{line}\n{POLICE}").marks
    assert [(mark.kind, mark.word) for mark in marks] == [(kind, word)]


@pytest.mark.parametrize(
    "line",
    [
        "Bí mật điều tra",
        "MẬT ONG",
        "CÔNG TY XUẤT KHẨU MẬT ONG",
        "TRONG TRƯỜNG HỢP KHẨN CẤP",
        "Thành khẩn khai báo",
        "Mật",
    ],
)
def test_words_that_only_look_like_marks(line: str) -> None:
    assert header_of(f"{line}\n{POLICE}").marks == ()


def test_the_stamp_of_the_register_is_not_the_number() -> None:
    header = header_of("ĐẾN\nSố: 321\nNgày: 20/9\n" + POLICE)
    assert header.number is not None
    assert header.number.serial == "147"
    assert [mark.kind for mark in header.marks] == [MarkKind.INCOMING]


def test_a_copy_block_under_the_text_is_no_header() -> None:
    header = header_of(POLICE + "Điều 1. Khởi tố vụ án.\nSAO Y\nVIỆN KIỂM SÁT NHÂN DÂN\nSố: 9/SY-VKS\n")
    assert header.number is not None
    assert header.number.serial == "147"
    assert [mark.word for mark in header.marks] == ["SAO Y"]


def test_a_letter_has_a_subject_and_no_title() -> None:
    header = header_of(
        "TÒA ÁN NHÂN DÂN TỈNH A\nSố: 5/CV-TA\nV/v chuyển hồ sơ vụ án\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "A, ngày 2 tháng 3 năm 2024\nKính gửi: Viện kiểm sát nhân dân tỉnh A\nTòa án gửi hồ sơ."
    )
    assert header.title is None
    assert header.subject is not None
    assert header.subject.text == "V/v chuyển hồ sơ vụ án"
    assert header.addressee is not None
    assert header.begins_document


def test_a_judgment_is_named_by_its_number() -> None:
    header = header_of(
        "TÒA ÁN NHÂN DÂN TỈNH A\nBản án số: 12/2024/HS-ST\nNgày: 15-3-2024\nNHÂN DANH\n"
        "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTÒA ÁN NHÂN DÂN TỈNH A\nThành phần Hội đồng xét xử gồm:"
    )
    assert header.number is not None
    assert (header.number.judgment, header.number.symbol) == (True, "HS-ST")
    assert header.title is not None
    assert header.title.text == "BẢN ÁN"
    assert header.in_the_name
    assert header.date is not None
    assert str(header.date.value) == "2024-03-15"


def test_a_garbled_header_is_still_read() -> None:
    header = header_of(
        "C0NG AN TlNH SONG THANH\nCO QUAN CANH SAT DlEU TRA\nCONG H0A XA H0l CHU NGHlA VlET NAM\n"
        "Doc lâp - Tu d0 - Hanh phuc\nSố: 147/QĐ-CSHS\n"
        "Sông Thanh, ngày 18 thang 9 năm 2025\nQUYÊT DlNH\nKHÖI TÔ BỊ CAN\n"
    )
    assert header.motto is not None
    assert header.motto.confidence < 1
    assert header.title is not None
    assert header.title.kind.text == "QUYÊT DlNH"
    assert header.title.subtitle is not None


@pytest.mark.parametrize("text", ["", "\n", "Điều 2. Giao cho Điều tra viên thực hiện quyết định này.", "12\n34\n56"])
def test_pages_without_a_header(text: str) -> None:
    header = header_of(text)
    assert header.title is None
    assert header.agencies == ()
    assert not header.begins_document


# --- titles in odd places and shapes --------------------------------------------------------------------------------

FRAME = "VIỆN KIỂM SÁT NHÂN DÂN\nTỈNH SÔNG THANH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ("PHIẾU CHUYỂN\nTố giác, tin báo về tội phạm\nKính gửi: Công an", "PHIẾU CHUYỂN Tố giác, tin báo về tội phạm"),
        (
            "BIÊN BẢN LÀM VIỆC\nVề nội dung (1): Trao đổi đường lối giải quyết.\nHồi 8 giờ",
            "BIÊN BẢN LÀM VIỆC Về nội dung (1): Trao đổi đường lối giải quyết.",
        ),
        ("BÁO CÁO\nVề công tác quý III\nVề phần việc được giao, đơn vị trình bày", "BÁO CÁO Về công tác quý III"),
        ("PHIẾU KIỂM SÁT QUYẾT ĐỊNH theo đơn của ông A\nKính gửi: B", "PHIẾU KIỂM SÁT QUYẾT ĐỊNH theo đơn của ông A"),
        ("QUYẾT ĐỊNH\nTẠM GIAM\nVIỆ TRƯỞNG VIỆN KlỂM SÁT\nCăn cứ", "QUYẾT ĐỊNH TẠM GIAM"),
        ("GIYẤ KHAI SINH\nHọ và tên: A", "GIYẤ KHAI SINH"),
        ("quyết định khởi tố vụ án hình sự\nCăn cứ", "quyết định khởi tố vụ án hình sự"),
    ],
)
def test_titles_of_plain_texts(rows: str, title: str) -> None:
    found = header_of(FRAME + rows).title
    assert found is not None
    assert found.text == title


def test_what_an_inner_page_names_is_no_title() -> None:
    assert header_of("tiến hành phân công Phó Thủ trưởng khởi tố vụ án hình sự\nĐiều thứ hai").title is None


def test_a_paper_of_the_party() -> None:
    header = header_of(
        "ĐẢNG BỘ TỈNH SÔNG THANH\nCHI BỘ VIỆN KIỂM SÁT\n*\nSố 15-NQ/CB\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Sông Thanh, ngày 05 tháng 3 năm 2024\nNGHỊ QUYẾT\nhọp Chi bộ tháng 3\n"
    )
    assert header.motto is not None
    assert header.motto.text == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert header.number is not None
    assert header.number.text == "15-NQ/CB"


def test_a_number_under_the_title() -> None:
    header = header_of(FRAME + "QUYẾT ĐỊNH\nĐình chỉ điều tra bị can\nSố: 12/QĐ-VKS\nCăn cứ Điều 230")
    assert header.number is not None
    assert header.number.text == "12/QĐ-VKS"
    assert header.title is not None
    assert header.title.text == "QUYẾT ĐỊNH Đình chỉ điều tra bị can"


def test_garbled_names_of_agencies_stay_apart() -> None:
    header = header_of(
        "CÔNG 4N TỈNH SÔNG THANH\nC0 QUAN C4NH SÁT ĐIỀU TRA\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/QĐ-CSHS\n"
    )
    assert [agency.text for agency in header.agencies] == ["CÔNG 4N TỈNH SÔNG THANH", "C0 QUAN C4NH SÁT ĐIỀU TRA"]
