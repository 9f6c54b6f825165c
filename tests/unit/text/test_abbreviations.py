"""Abbreviations: candidates, choice by context, expanding, contracting."""

import pytest

from casedocs.text.abbreviations import (
    contract_abbreviations,
    expand_abbreviations,
    find_abbreviations,
    meanings_of,
)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("VKSND huyện", "Viện kiểm sát nhân dân"),
        ("BL 45", "bút lục"),
        ("Lưu: VT", "văn thư"),
        ("CA tỉnh", "Công an"),
        ("BC khai nhận", "bị cáo"),
        ("BH theo mẫu", "ban hành"),
        ("V/v giao nhận", "Về việc"),
        ("vụ án HS", "hình sự"),
    ],
)
def test_chosen(text: str, chosen: str) -> None:
    (found,) = find_abbreviations(text)
    assert found.chosen is not None
    assert found.chosen.expansion == chosen == found.canonical


def test_ambiguity_is_kept() -> None:
    (found,) = find_abbreviations("theo TT Mỹ Xuyên")
    assert found.chosen is None
    assert {one.expansion for one in found.candidates} == {"Thông tư", "trật tự", "thị trấn"}
    assert found.canonical == "TT"
    assert found.confidence < 0.5


@pytest.mark.parametrize(
    "text",
    ["12/QĐ-VKS-P1", "http://vks.gov.vn/CA", "VA CHẠM XE", "a@BCA", "QĐ-VKS", "XYZ", "BLHS15", "TT&TT", "${HKTT}"],
)
def test_never_inside_codes(text: str) -> None:
    assert find_abbreviations(text) == ()
    assert expand_abbreviations(text).text == text


def test_expand_keeps_what_is_unsure_and_maps_back() -> None:
    text = "VKSND ra QĐ số 12/QĐ-VKS; TT Mỹ Xuyên; KT. VIỆN TRƯỞNG"
    done = expand_abbreviations(text)
    assert done.text == "Viện kiểm sát nhân dân ra Quyết định số 12/QĐ-VKS; TT Mỹ Xuyên; KT. VIỆN TRƯỞNG"
    assert [(span.of(text), new) for span, new in done.changes] == [
        ("VKSND", "Viện kiểm sát nhân dân"),
        ("QĐ", "Quyết định"),
    ]
    span, new = done.changes[1]
    assert done.offsets.map(span).of(done.text) == new
    assert expand_abbreviations("KT. VIỆN TRƯỞNG", signatures=True).text == "Ký thay VIỆN TRƯỞNG"


def test_a_definition_decides_and_is_left_as_it_is() -> None:
    text = "thủ tục hành chính (TTHC) mới"
    (found,) = find_abbreviations(text)
    assert found.canonical == "thủ tục hành chính"
    assert expand_abbreviations(text).text == text


def test_contract() -> None:
    text = "Viện kiểm sát nhân dân tối cao và Viện kiểm sát nhân dân áp dụng Bộ luật Hình sự; BỘ CÔNG AN; hồ sơ"
    assert contract_abbreviations(text).text == "VKSNDTC và VKSND áp dụng BLHS; BỘ CÔNG AN; hồ sơ"


def test_contracted_text_expands_to_itself() -> None:
    text = "Tòa án nhân dân và Ủy ban nhân dân căn cứ Bộ luật Dân sự"
    assert expand_abbreviations(contract_abbreviations(text).text).text == text


def test_table() -> None:
    assert [one.expansion for one in meanings_of("BL")] == ["bút lục", "bảo lĩnh"]
    assert meanings_of("Không có") == ()
    assert meanings_of("KSV")[0].kind == "role"
