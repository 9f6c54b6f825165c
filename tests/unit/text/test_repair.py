"""Repair of recognised text: what is mended, and above all what is left alone. Sentences are ours."""

import pytest

from casedocs.errors import UsageError
from casedocs.spans import Span
from casedocs.text.repair import RepairOptions, WordConfidence, repair_text


def words(text: str, confidence: float) -> list[WordConfidence]:
    found = []
    start = 0
    for word in text.split():
        at = text.index(word, start)
        found.append(WordConfidence(Span(at, at + len(word)), confidence))
        start = at + len(word)
    return found


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("sửa đôi, bổ sung một số điều", "sửa đổi, bổ sung một số điều"),
        ("công bô thủ tục hành chính", "công bố thủ tục hành chính"),
        ("thuộc thâm quyền của cơ quan", "thuộc thẩm quyền của cơ quan"),
    ],
)
def test_slips_are_mended(read: str, wanted: str) -> None:
    repaired = repair_text(read, words=words(read, 0.6))
    assert repaired.text == wanted
    assert [change.reason for change in repaired.changes] == ["repair"]


@pytest.mark.parametrize(
    "text",
    [
        "Thạch Sà Rươl, Danh Ngọc Xuyến và Hải quân",
        "số 12/QĐ-VKS, mã AB-12c, email an.bo@thu.vn",
        "điểm đ khoản 2 Điều 51",
        "bị cáo khai nhận toàn bộ hành vi phạm tội",
        "the suspect had no id card",
        "chị ăn lấy thảo",
        "bên nhà chú Út, chạy qua thấy hai người",
        "người làng kể lại, giấy má thất lạc hết",
        "dính bùn 01 cái",
        "tài công Lâm Xứng Ý; phụ việc Dương Sên",
        "cánh tay là do tôi trượt té hồi sáng",
        "làm thuê theo mùa",
        "",
    ],
)
@pytest.mark.parametrize("confidence", [0.3, 0.97])
def test_names_codes_citations_and_right_text_stay(text: str, confidence: float) -> None:
    assert repair_text(text, words=words(text, confidence)).text == text


def test_without_confidence_only_nonsense_is_open() -> None:
    assert repair_text("sửa đôi, bổ sung").text == "sửa đôi, bổ sung"
    assert repair_text("nhà nưốc và pháp luật").text == "nhà nước và pháp luật"


def test_the_way_back() -> None:
    text = "việc sửa đôi, bổ sung"
    repaired = repair_text(text, words=words(text, 0.5))
    assert repaired.offsets.map(Span(9, 12)).of(repaired.text) == "đổi"
    assert repaired.changes[0].span == Span(9, 12)


def test_wrong_use_is_named() -> None:
    with pytest.raises(UsageError, match="out of order"):
        repair_text("a b", words=[WordConfidence(Span(2, 3), 1.0), WordConfidence(Span(0, 1), 1.0)])
    with pytest.raises(UsageError, match="leaves the text"):
        repair_text("a", words=[WordConfidence(Span(0, 3), 1.0)])
    with pytest.raises(UsageError, match="doubt"):
        RepairOptions(doubt=3)
