"""Persons behind roles, offices and forms of address."""

import pytest

from casedocs.text.names import find_persons


@pytest.mark.parametrize(
    ("text", "name", "role", "honorific"),
    [
        ("bị can Nguyễn Văn An đã khai", "Nguyễn Văn An", "bị can", None),
        ("bị cáo THẠCH SÀ RƯƠL,", "Thạch Sà Rươl", "bị cáo", None),
        ("bị hại: bà Quách Hứa Nghi", "Quách Hứa Nghi", "bị hại", "bà"),
        ("Kiểm sát viên Trần Thị B Kiểm sát viên", "Trần Thị B", "kiểm sát viên", None),
        ("anh An khai", "An", None, "anh"),
        ("Họ và tên: LÝ THỊ D", "Lý Thị D", None, None),
        ("Tôi tên là Kim Sa Vươn Sinh năm 1990", "Kim Sa Vươn", None, None),
        ("bị can Y Bhăm Niê", "Y Bhăm Niê", "bị can", None),
        ("người làm chứng Sơn Thị Sà Phia khai", "Sơn Thị Sà Phia", "người làm chứng", None),
        (
            "người có quyền lợi, nghĩa vụ liên quan: ông Trần C",
            "Trần C",
            "người có quyền lợi, nghĩa vụ liên quan",
            "ông",
        ),
        ("Phó Thủ tướng Thường trực Lê Văn D chỉ đạo", "Lê Văn D", "phó thủ tướng thường trực", None),
    ],
)
def test_reads(text: str, name: str, role: str | None, honorific: str | None) -> None:
    (person,) = find_persons(text)
    assert (person.name, person.role, person.honorific) == (name, role, honorific)
    assert person.raw in text


@pytest.mark.parametrize(
    "text",
    [
        "Viện trưởng Viện kiểm sát nhân dân",
        "Bà Rịa - Vũng Tàu",
        "Chủ tịch Ủy ban nhân dân",
        "bị can phải có mặt",
        "ba Người",
        "Thẩm phán - Chủ tọa",
        "ảnh Chân dung",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert find_persons(text) == ()


def test_a_list_keeps_its_role() -> None:
    persons = find_persons("các bị cáo Nguyễn Văn A, Trần Thị B và Lê C, trong đó")
    assert [(person.name, person.role) for person in persons] == [
        ("Nguyễn Văn A", "bị cáo"),
        ("Trần Thị B", "bị cáo"),
        ("Lê C", "bị cáo"),
    ]


def test_aliases() -> None:
    (person,) = find_persons("bị can Danh Hoàng (tên gọi khác: Tý, Hoàng Đen), sinh năm 1990")
    assert person.aliases == ("Tý", "Hoàng Đen")
    assert person.raw == "Danh Hoàng"
    assert (person.family, person.given) == ("Danh", "Hoàng")
    (nick,) = find_persons("đối tượng tên “Tý”".replace("“", "").replace("”", ""))
    assert (nick.name, nick.family) == ("Tý", None)


def test_two_syllables_are_surer_than_one() -> None:
    lone, full = find_persons("bị cáo An; bị cáo Nguyễn Văn An")
    assert lone.confidence < full.confidence


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1. Trần Văn Bảnh (tên gọi khác: Tý); sinh ngày 02/3/1990", ["Trần Văn Bảnh"]),
        ("gồm có Lê Thị Hai, sinh năm 1961, và Thị xã Vĩnh Châu", ["Lê Thị Hai"]),
        ("bà Thị Sà Rinh ở Thị trấn Kế Sách", ["Thị Sà Rinh"]),
        ("ông Kim  Sang", ["Kim Sang"]),
        ("ỏng Nguyễn Văn Lành khai", ["Nguyễn Văn Lành"]),
        ("ảnh Sơn La, ba Bình", []),
    ],
)
def test_names_beside_other_signs(text: str, names: list[str]) -> None:
    assert [person.name for person in find_persons(text)] == names


def test_a_person_found_once_is_found_again_by_the_whole_name() -> None:
    text = "Lâm Văn Đực dùng dao đâm. Bị can Lâm Văn Đực khai nhận. Đường Lâm Văn Đực; Lâm Văn Đực Em."
    assert [(one.span.start, one.role) for one in find_persons(text)] == [(0, None), (33, "bị can")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lái xe Hà Hoàng Giang bỏ chạy", "Hà Hoàng Giang"), ("Vợ: Lê Thị Thu Ba, nội trợ", "Lê Thị Thu Ba"),
        ("chủ hộ Tô Kim Phụng", "Tô Kim Phụng"), ("bà Huỳnh KimSang", "Huỳnh KimSang"), ("ông Cao Hà0 khai", "Cao Hà0"),
        ("Bà Trưõng Thị Tư khai", "Trưõng Thị Tư"),
    ],
)  # fmt: skip
def test_kin_drivers_and_misread_names(text: str, name: str) -> None:
    assert [one.raw for one in find_persons(text)] == [name]


@pytest.mark.parametrize("text", ["kháng chiến chống Mỹ cứu nước", "công bố Danh mục thủ tục"])
def test_words_that_only_fold_to_kin_name_nobody(text: str) -> None:
    assert find_persons(text) == ()
