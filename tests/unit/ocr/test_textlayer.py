"""Which text layers are believed."""

import unicodedata
from pathlib import Path

import pytest
from pikepdf import Dictionary

from casedocs.geometry import Box
from casedocs.ocr._pdfium import Char, PageContents, PdfSource
from casedocs.ocr.recognition import recognize
from casedocs.ocr.result import Line, PageOrigin
from casedocs.ocr.searchable import write_searchable_pdf
from casedocs.ocr.textlayer import judge, lines_from_chars
from tests.support.documents import SENTENCES, document_of, line_of, page_of
from tests.support.pdfs import grey_scan, helvetica, text_content, write_page, write_scan

AREA = 595.0 * 842.0
BORN_DIGITAL = PageContents(visible_texts=40, paths=3)
OVER_SCAN = PageContents(invisible_texts=40, images=1, image_cover=1.0)
STAMPED_SCAN = PageContents(visible_texts=3, images=1, image_cover=1.0)

VIETNAMESE = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Hôm nay, ngày 18 tháng 9 năm 2025, tại trụ sở Viện kiểm sát",
    "Chúng tôi gồm điều tra viên và kiểm sát viên tiến hành lấy lời khai",
    "Người làm chứng khai đã nhìn thấy hai người lạ mặt đi vào nhà ông",
)
SCANNER = (
    "CONG HOA xA HOI can NGHiA VIET NAM",
    "BQc l~p - TI}' do - Hanh phuc",
    "Horn nay, ngay 18 thang 9 nam 2025, tai tru sa Vien kiern sat",
    "Chung toi g6rn dieu tra vien va kiern sat vien tien hanh lay lai khai",
)
TCVN3 = (
    "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
    "§éc lËp - Tù do - H¹nh phóc",
    "Quy ®Þnh vÒ viÖc tiÕp nhËn hå s¬ vô ¸n h×nh sù",
)
VNI = (
    "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM",
    "Ñoäc laäp - Töï do - Haïnh phuùc",
    "Quyeát ñònh khôûi toá vuï aùn hình söï",
)
ENGLISH = ("The witness said that she had seen two men", "walking into the house of her neighbour at night")


def lines_of(sentences: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(line_of(text, 60, 80 + 24 * index) for index, text in enumerate(sentences))


@pytest.mark.parametrize(
    ("sentences", "contents", "vietnamese", "reason"),
    [
        (VIETNAMESE, BORN_DIGITAL, True, ""),
        (VIETNAMESE, OVER_SCAN, True, ""),
        (ENGLISH, BORN_DIGITAL, True, ""),
        (ENGLISH, OVER_SCAN, False, ""),
        (ENGLISH, OVER_SCAN, True, "without Vietnamese letters"),
        (SCANNER, OVER_SCAN, True, "without Vietnamese letters"),
        (TCVN3, BORN_DIGITAL, True, "old encoding"),
        (TCVN3, OVER_SCAN, True, "old encoding"),
        (VNI, BORN_DIGITAL, True, "old encoding"),
        (("Ký bởi: Viện kiểm sát nhân dân tỉnh", "Ngày ký: 18-09-2025"), STAMPED_SCAN, True, "stamp over a scan"),
        (("\ufffd\ufffd\ufffdabc \ue000\ue001",), BORN_DIGITAL, True, "not text"),
        ((), BORN_DIGITAL, True, "no text layer"),
    ],
)
def test_verdicts(sentences: tuple[str, ...], contents: PageContents, vietnamese: bool, reason: str) -> None:
    verdict = judge(lines_of(sentences), contents, AREA, vietnamese=vietnamese)
    assert verdict.trusted is (not reason)
    assert reason in verdict.reason
    assert verdict.reason


def test_capitals_and_small_letters_mixed_in_words_give_a_poor_recogniser_away() -> None:
    mixed = ("CỘNG HÒA xÃ HỘI CHỦ NGHĩA VIỆT NAM", "ĐộC lập - Tự do - HạnH phúc")
    verdict = judge(lines_of(mixed), OVER_SCAN, AREA, vietnamese=True)
    assert not verdict.trusted
    assert "mix capitals and small letters" in verdict.reason


# --- words and lines ------------------------------------------------------------------------------------------------


def chars_of(text: str, *, left: float = 0.0, top: float = 0.0) -> list[Char]:
    return [Char(char, Box(left + 5 * index, top, left + 5 * index + 5, top + 10)) for index, char in enumerate(text)]


def test_white_space_ends_words_and_line_ends_end_lines() -> None:
    chars = [*chars_of("Viện kiểm"), Char("\r", None), Char("\n", None), *chars_of("sát\u200bnhân", top=20)]
    lines = lines_from_chars(chars)
    assert [line.text for line in lines] == ["Viện kiểm", "sát nhân"]
    assert lines[0].words[1].box == Box(25, 0, 45, 10)


def test_words_are_nfc_even_when_the_layer_is_not() -> None:
    lines = lines_from_chars(chars_of(unicodedata.normalize("NFD", "Nguyễn Thị Hường")))
    assert lines[0].text == "Nguyễn Thị Hường"


def test_a_jump_to_another_height_and_back_to_the_left_starts_a_line() -> None:
    chars = [*chars_of("phải ", left=300), *chars_of("trái ", top=30), *chars_of("sau", left=40, top=30)]
    assert [line.text for line in lines_from_chars(chars)] == ["phải", "trái sau"]


def test_hyphens_and_control_characters() -> None:
    assert lines_from_chars(chars_of("a\x02b\xadc\x01d"))[0].text == "a-b-cd"
    assert lines_from_chars([Char("a", None), Char(" ", None)]) == ()
    assert lines_from_chars([]) == ()


# --- whole pages ----------------------------------------------------------------------------------------------------


def origin_of(path: Path) -> tuple[PageOrigin, str, bool]:
    page = recognize(path, engine="null").pages[0]
    return page.origin, page.reason, page.replaces_text_layer


def test_scanner_garbage_under_a_scan_is_recognised_anew_and_replaced(tmp_path: Path) -> None:
    before = text_content(SCANNER, mode=3)
    path = write_scan(tmp_path / "a.pdf", grey_scan(), "dct", before=before)
    assert origin_of(path)[::2] == (PageOrigin.OCR, True)


def test_tcvn3_in_a_born_digital_page_is_recognised_anew(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.pdf", text_content(TCVN3), resources=Dictionary(Font=helvetica()))
    origin, reason, replaces = origin_of(path)
    assert (origin, replaces) == (PageOrigin.OCR, False)
    assert "old encoding" in reason


def test_a_good_invisible_layer_is_taken_over(tmp_path: Path) -> None:
    source = write_scan(tmp_path / "a.pdf", grey_scan(), "dct")
    copy = tmp_path / "copy.pdf"
    write_searchable_pdf(source, document_of(source, [page_of(SENTENCES)]), copy)
    page = recognize(copy, engine="null").pages[0]
    assert page.origin is PageOrigin.TEXT_LAYER
    assert [line.text for line in page.lines] == list(SENTENCES)
    wanted = page_of(SENTENCES)
    for found, put in zip(page.words, wanted.words, strict=True):
        assert found.box.left == pytest.approx(put.box.left, abs=0.5)
        assert found.box.right == pytest.approx(put.box.right, abs=0.5)


def test_a_signature_stamp_over_a_scan_does_not_hide_the_scan(tmp_path: Path) -> None:
    path = write_scan(
        tmp_path / "a.pdf", grey_scan(), "dct", page={}, before=text_content(["Ky boi: VKSND tinh", "18-09-2025"])
    )
    origin, reason, replaces = origin_of(path)
    assert (origin, replaces) == (PageOrigin.OCR, False)
    assert "stamp over a scan" in reason


def test_a_born_digital_page_reads_without_any_engine(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.pdf", text_content(ENGLISH), resources=Dictionary(Font=helvetica()))
    with PdfSource(path, 10**8) as source:
        lines = lines_from_chars(source.page(0).chars())
    assert [line.text for line in lines] == list(ENGLISH)
    assert recognize(path, engine="no such engine").pages[0].origin is PageOrigin.TEXT_LAYER
