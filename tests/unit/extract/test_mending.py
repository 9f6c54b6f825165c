import pytest

from casedocs.classify import TextDocument
from casedocs.classify.document import TextWord
from casedocs.extract import FieldName, fields
from casedocs.extract._mending import begins_agency, lacks_place, mend_agency
from casedocs.extract._source import Source
from tests.support.extract import ORDER, recognised

BODY = Source(TextDocument.from_text("Đông Hải, ngày 01 tháng 3 năm 2025\nCơ quan điều tra Công an tỉnh Đông Hải."))


def words(text: str, confidence: float | None = 0.6) -> list[TextWord]:
    return [TextWord(word, confidence=confidence) for word in text.split()]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("VIỆN KIM SÁT NHÂN DÂN KHU VỰC4", "VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 4"),
        ("cơ QUAN CẢNH SÁT ĐiỀU TRA", "CƠ QUAN CẢNH SÁT ĐIỀU TRA"),
        ("CÔNG AN TNH ĐỒNG HẢI", "CÔNG AN TỈNH ĐÔNG HẢI"),
        ("HỘI ĐỒNG ĐNH GIÁ TÀI SẢN", "HỘI ĐỒNG ĐỊNH GIÁ TÀI SẢN"),
        ("UỶ BAN NHÂN DÂN TỈNH ĐÔNG HẢI", "UỶ BAN NHÂN DÂN TỈNH ĐÔNG HẢI"),
        ("CÔNG TY THÉP ĐỒNG TIẾN", "CÔNG TY THÉP ĐỒNG TIẾN"),
    ],
)  # fmt: skip
def test_agencies_are_mended_by_phrase_and_body(printed: str, meant: str) -> None:
    assert mend_agency(BODY, words(printed))[0] == meant


def test_only_words_that_nothing_vouches_for_count() -> None:
    assert mend_agency(BODY, words("CÔNG AN TỈNH ĐÔNG HẢI"))[1] is None
    assert mend_agency(BODY, words("CÔNG AN TỈNH TÂY SƠN"))[1] == 0.6
    assert mend_agency(BODY, words("VIỆN KIỂM SÁT NHÂN DÂN"))[1] == 0.0


def test_what_was_not_recognised_stays_as_it_is() -> None:
    assert mend_agency(BODY, words("CÔNG AN TNH ĐỒNG HẢI", None)) == ("CÔNG AN TNH ĐỒNG HẢI", None)
    assert mend_agency(BODY, words("Công an tnh Đồng Hải"))[0] == "Công an tnh Đồng Hải"


def test_beginnings_and_missing_places() -> None:
    assert begins_agency(words("nội ĐỒNG ĐỊNH GIÁ TÀI SẢN"))
    assert not begins_agency(words("KHU VỰC 4"))
    assert lacks_place(words("VIỆN KIỂM SÁT NHÂN DÂN"))
    assert not lacks_place(words("CƠ QUAN CẢNH SÁT ĐIỀU TRA"))


def test_the_best_reading_of_a_name_is_the_name() -> None:
    text = ORDER + "Bị can Lâm Văn Đat khai nhận.\nBị can Lâm Văn Đạt ký tên.\n"
    found = fields(recognised(text, doubtful=("Đat",)))
    assert [one.name.canonical for one in found.persons] == ["Lâm Văn Đạt"]
    late = ORDER.replace("LÂM VĂN ĐẠT", "LÂM VĂN ĐAT") + "Bị can Lâm Văn Đạt khai.\nBị can Lâm Văn Đạt ký.\n"
    assert [one.name.canonical for one in fields(recognised(late, doubtful=("ĐAT",))).persons] == ["Lâm Văn Đạt"]


def test_a_nought_in_a_name_is_an_o() -> None:
    found = fields(TextDocument.from_text("Họ và tên: Lê Văn Tám\nVợ: Ngô Thị Kiều 0anh; Con: 02 người\n"))
    spouse = found.persons[0].find(FieldName.SPOUSE)
    assert spouse is not None
    assert spouse.canonical == "Ngô Thị Kiều Oanh"
