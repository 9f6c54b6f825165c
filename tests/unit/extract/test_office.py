"""Ways of writing that papers of another hand showed: couples, counsel, earlier convictions, shared dates."""

import pytest

from casedocs.extract import FieldName
from tests.support.extract import extracted

N = FieldName


def said(text: str, name: FieldName) -> list[str]:
    return [one.canonical for one in extracted(text).all(name)]


def test_a_couple_is_two_people_with_one_role_and_one_address() -> None:
    text = "Người bị kiện: Vợ chồng ông Châu Phước Hiệp và bà Giang Thị Tím\nCùng địa chỉ: ấp Rạch Dừa, xã Long Thạnh\n"
    people = extracted(text).persons
    assert [(one.name.canonical, one.role) for one in people] == [
        ("Châu Phước Hiệp", "người bị kiện"), ("Giang Thị Tím", "người bị kiện"),
    ]  # fmt: skip
    assert [str(one.value(N.RESIDENCE, str)) for one in people] == ["ấp Rạch Dừa, xã Long Thạnh"] * 2
    assert all(one.find(N.MOTHER) is None for one in people)


def test_a_mother_stands_behind_a_father() -> None:
    person = extracted("1. Họ và tên: Lê Văn Tám; con ông Lê Văn Tư và bà Võ Thị Năm; dân tộc: Kinh\n").persons[0]
    assert [str(one.value) for one in person.details][:2] == ["Lê Văn Tư", "Võ Thị Năm"]


def test_counsel_is_a_person_and_their_office_none() -> None:
    found = extracted(
        "- Bị hại: Ông Lư Hồng Phong, sinh năm 1968 (vắng mặt).\n"
        "- Người bào chữa cho bị cáo: Luật sư Thái Minh Khôi - Văn phòng luật sư Thái Minh (có mặt).\n"
    )
    assert [(one.name.canonical, one.role) for one in found.persons] == [
        ("Lư Hồng Phong", "bị hại"), ("Thái Minh Khôi", "người bào chữa"),
    ]  # fmt: skip
    assert [one.canonical for one in found.all(N.OFFICER)] == ["luật sư: Thái Minh Khôi"]


def test_an_earlier_conviction_is_no_charge() -> None:
    text = (
        "Họ và tên: Đoàn Trung Kiên\nTiền án: 01, ngày 20/9/2018 bị Tòa án nhân dân huyện Vị Đông xử phạt 09 tháng tù "
        "về tội “Đánh bạc”.\nBị khởi tố về tội “Trộm cắp tài sản”.\n"
    )
    assert said(text, N.OFFENCE) == ["Trộm cắp tài sản"]
    assert said(text, N.SENTENCE) == []
    assert said(text, N.COURT) == []


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        (
            "Căn cứ Quyết định khởi tố bị can số 205/QĐ-CSHS và số 206/QĐ-CSHS cùng ngày 19/4/2025;\n",
            N.CITED_DOCUMENT, ["205/QĐ-CSHS 2025-04-19", "206/QĐ-CSHS 2025-04-19"],
        ),
        (
            "Ngày 28 tháng 3 năm 2025, Tòa án nhân dân huyện A đã thụ lý vụ án thụ lý số: 97/2025/TLST-DS về vay.\n",
            N.DOCKET, ["97/2025/TLST-DS 2025-03-28"],
        ),
        (
            "QUYẾT ĐỊNH\nPHÊ CHUẨN LỆNH TẠM GIAM\nXét thấy Lệnh tạm giam số 33/LTG-CSHS ngày 21/4/2025 là có căn cứ,\n",
            N.APPROVED_ACT, ["33/LTG-CSHS 2025-04-21"],
        ),
        ("CÁO TRẠNG\nKhoảng 02 giờ 15 phút ngày 11/4/2025, Cường chở Nhã đi.\n", N.CRIME_TIME, ["2025-04-11T02:15"]),
        ("Sự cố tràn dầu xảy ra ở mức nhỏ tại bến cảng ngày 11/4/2025.\n", N.CRIME_PLACE, []),
        (
            "Ngày 25 tháng 9 năm 2025, tại trụ sở Tòa án nhân dân khu vực 4 xét xử sơ thẩm công khai vụ án.\n",
            N.HEARING_PLACE, ["trụ sở Tòa án nhân dân khu vực 4"],
        ),
        ("Tôi: Hà Công Danh - Chức danh: Điều tra viên\n", N.OFFICER, ["điều tra viên: Hà Công Danh"]),
        ("Phân công bà Mạc Thị Đào - Phó Viện trưởng thực hành.\n", N.OFFICER, ["phó viện trưởng: Mạc Thị Đào"]),
        ("Thẩm phán được phân công: Ông Lê Quốc Trọng.\n", N.OFFICER, ["thẩm phán: Lê Quốc Trọng"]),
        ("PHÓ THỦ TRƯỞNG\nThiếu tá Viên Đình Chiểu\n", N.SIGNER, ["PHÓ THỦ TRƯỞNG / Viên Đình Chiểu"]),
        ("TM. HỘI ĐỒNG\nCHỦ TỊCH\nVăn Công Trứ\n", N.SIGNER, ["TM. HỘI ĐỒNG / CHỦ TỊCH / Văn Công Trứ"]),
        ("THẨM PHÁN\nvương Thế Toàn\n", N.SIGNER, ["THẨM PHÁN / Vương Thế Toàn"]),
    ],
)  # fmt: skip
def test_fields_of_another_hand(text: str, name: FieldName, values: list[str]) -> None:
    assert said(text, name) == values


def test_a_decree_holds_no_case() -> None:
    articles = "".join(
        f"Điều {n}. Người phạm tội “Đánh bạc” bị Tòa án nhân dân tối cao xét xử.\n" for n in range(1, 16)
    )
    found = extracted("CHÍNH PHỦ\nSố: 30/2020/NĐ-CP\nNGHỊ ĐỊNH\nVề công tác văn thư\n" + articles)
    assert found.find(N.NUMBER) is not None
    assert found.find(N.OFFENCE) is None
    assert found.find(N.COURT) is None


def test_number_and_place_of_a_text_layer_are_untangled() -> None:
    found = extracted(
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHÀNH PHỐ HUẾ Độc lập - Tự do - Hạnh phúc\n"
        "Số: 441 /QĐ-UBND Huế, ngày 20 tháng 02 năm 2025\nQUYẾT ĐỊNH\nCông bố danh mục\n"
    )
    assert {name: str(found.value(name, object)) for name in (N.NUMBER, N.PLACE, N.DATE)} == {
        N.NUMBER: "441/QĐ-UBND", N.PLACE: "Huế", N.DATE: "2025-02-20",
    }  # fmt: skip


def test_the_day_of_an_identity_card_is_not_the_papers() -> None:
    text = "Họ và tên: Lê Văn Tám\nCCCD số: 094087001122, cấp ngày 10 tháng 5 năm 2021 tại Cục CSQLHC\nSố: 12/BB\n"
    assert said(text, N.DATE) == []
