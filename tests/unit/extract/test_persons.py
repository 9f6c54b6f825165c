import pytest

from casedocs.extract import FieldName, merge_persons, role_at
from casedocs.extract.values import IdentityDocument, Kin, Period, Priors
from casedocs.text.calendar_values import PartialDate
from tests.support.extract import extracted, field, made, person

N = FieldName
JUDGMENT = (
    "1. Trần Văn B (tên gọi khác: Tý); sinh ngày 02/3/1990 tại tỉnh S; nơi cư trú: ấp P, xã T, huyện K, tỉnh S; nghề "
    "nghiệp: làm thuê; trình độ học vấn: lớp 6/12; dân tộc: Khmer; giới tính: nam; tôn giáo: Phật; quốc tịch: "
    "Việt Nam; "
    "con ông Trần Văn C (đã chết) và bà Lý Thị D; có vợ và 01 con; tiền án: 01 (năm 2019); tiền sự: không; bị "
    "tạm giữ từ "
    "ngày 13/6/2023 đến ngày 22/6/2023, chuyển tạm giam; có mặt.\n"
)


def told(text: str) -> dict[str, dict[str, str]]:
    return {
        one.name.canonical: {"role": one.role or ""} | {detail.name.value: detail.canonical for detail in one.details}
        for one in extracted(text).persons
    }


def test_the_block_of_a_judgment() -> None:
    (one,) = extracted("Xét xử đối với bị cáo:\n" + JUDGMENT).persons
    assert (one.name.value, one.role) == ("Trần Văn B", "bị cáo")
    assert {detail.name: detail.canonical for detail in one.details} == {
        N.ALIAS: "Tý",
        N.BORN: "1990-03-02",
        N.BIRTH_PLACE: "tỉnh S",
        N.RESIDENCE: "ấp P, xã T, huyện K, tỉnh S",
        N.OCCUPATION: "làm thuê",
        N.EDUCATION: "6/12",
        N.ETHNICITY: "Khmer",
        N.SEX: "nam",
        N.RELIGION: "Phật",
        N.NATIONALITY: "Việt Nam",
        N.FATHER: "Trần Văn C",
        N.MOTHER: "Lý Thị D",
        N.SPOUSE: "có",
        N.CHILDREN: "1",
        N.CONVICTIONS: "1",
        N.SANCTIONS: "0",
        N.CUSTODY: "2023-06-13/2023-06-22",
        N.PRESENCE: "có mặt",
    }
    assert one.value(N.FATHER, Kin) == Kin("Trần Văn C", None, dead=True)
    assert one.value(N.CUSTODY, Period) == Period(None, PartialDate(2023, 6, 13), PartialDate(2023, 6, 22))
    assert one.value(N.CONVICTIONS, Priors) == Priors(1, "01 (năm 2019)")


def test_the_block_of_a_form_with_blanks_and_kin() -> None:
    text = (
        "Khởi tố bị can đối với:\nHọ tên: NGUYỄN VĂN ĐẠT Giới tính: Nam\nTên gọi khác: .........\n"
        "Sinh ngày 05 tháng 6 năm 1988 tại: xã An Hiệp, tỉnh Sông Thanh\nNghề nghiệp: Không nghề nghiệp\n"
        "CCCD: 094088001234 cấp ngày 12/8/2021 Nơi cấp: Cục Cảnh sát QLHC về TTXH\nNơi tạm trú:\n"
        "Họ tên cha: NGUYỄN VĂN BÉ Sinh năm 1960\n"
    )
    (one,) = extracted(text).persons
    assert (one.name.value, one.role) == ("Nguyễn Văn Đạt", "bị can")
    assert one.value(N.ALIAS, str) == one.value(N.TEMPORARY_RESIDENCE, str) == ""
    assert one.find(N.RESIDENCE) is None
    assert one.value(N.OCCUPATION, str) == "Không nghề nghiệp"
    assert one.value(N.BORN, PartialDate) == PartialDate(1988, 6, 5)
    assert one.value(N.FATHER, Kin) == Kin("Nguyễn Văn Bé", 1960)
    card = one.value(N.IDENTITY, IdentityDocument)
    assert card == IdentityDocument("094088001234", "citizen_id", PartialDate(2021, 8, 12), "Cục Cảnh sát QLHC về TTXH")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Bị hại: Bà Lê Thị Mười, sinh năm 1970. Nơi cư trú: ấp 1, xã An Lạc, tỉnh Hậu Giang (có mặt).",
            {
                "Lê Thị Mười": {
                    "role": "bị hại",
                    "born": "1970",
                    "residence": "ấp 1, xã An Lạc, tỉnh Hậu Giang",
                    "presence": "có mặt",
                }
            },
        ),
        (
            "của bà Lê Thị Mười, sinh năm 1970, trú tại ấp 1, xã An Lạc, tỉnh Hậu Giang và các tài liệu kèm theo,",
            {"Lê Thị Mười": {"role": "", "born": "1970", "residence": "ấp 1, xã An Lạc, tỉnh Hậu Giang"}},
        ),
        (
            (
                "- Người có quyền lợi, nghĩa vụ liên quan:\n1. Bà Phạm Thị Sáu, sinh năm 1960.\n2. Ông Lý Hùng, sinh "
                "năm 1958."
            ),
            {
                "Phạm Thị Sáu": {"role": "người có quyền lợi, nghĩa vụ liên quan", "born": "1960"},
                "Lý Hùng": {"role": "người có quyền lợi, nghĩa vụ liên quan", "born": "1958"},
            },
        ),
        ("Người bào chữa cho bị cáo: Ông Vũ Văn Ba", {"Vũ Văn Ba": {"role": "người bào chữa"}}),
        (
            "Tạm giữ Thạch Sà Rươl, sinh năm 1999 trong 03 ngày",
            {"Thạch Sà Rươl": {"role": "người bị tạm giữ", "born": "1999"}},
        ),
        ("Ông: TRẦN VĂN NĂM Giới tính: Nam", {"Trần Văn Năm": {"role": "", "sex": "nam"}}),
        ("Phân công ông Trần Văn Năm, Kiểm sát viên, kiểm sát vụ án.", {}),
        ("Người bị bắt có quyền im lặng.", {}),
    ],
)
def test_persons_of_sentences_and_lists(text: str, people: dict[str, dict[str, str]]) -> None:
    assert told(text) == people


def test_labels_survive_lost_marks_and_letters() -> None:
    text = "Ho va ten: Nguyễn Văn Đạt Giơi tính: Nam\nNghế nghiẹp: Làm thuê\nQuôc tịch: Việt Nam; Dân tôc: Kinh\n"
    assert told(text) == {
        "Nguyễn Văn Đạt": {
            "role": "",
            "sex": "nam",
            "occupation": "Làm thuê",
            "nationality": "Việt Nam",
            "ethnicity": "Kinh",
        }
    }


def test_mentions_of_one_name_are_one_person_unless_births_differ() -> None:
    text = "Bị can Nguyễn Văn An, sinh năm 1990. Bị cáo Nguyễn Văn An khai nhận. Bị cáo An xin giảm nhẹ.\n"
    (one,) = extracted(text).persons
    assert [role.value for role in one.roles] == ["bị can", "bị cáo"]
    assert len(one.mentions) == 3
    two = extracted("Bị can Nguyễn Văn An, sinh năm 1990.\nNgười làm chứng Nguyễn Văn An, sinh năm 1960.\n").persons
    assert len(two) == 2


def test_roles_follow_the_stage_and_merge_across_papers() -> None:
    first = extracted("Khởi tố bị can Nguyễn Văn An, sinh năm 1990.\n")
    second = extracted("Tuyên bố bị cáo Nguyễn Văn An phạm tội.\n")
    stranger = extracted("Bị hại Trần Thị Bé khai.\n")
    ((merged, papers), (other, _)) = merge_persons([first, second, stranger])
    assert (merged.name.value, papers, merged.value(N.BORN, PartialDate)) == (
        "Nguyễn Văn An",
        (0, 1),
        PartialDate(1990),
    )
    assert other.name.value == "Trần Thị Bé"
    assert (role_at(merged, first), role_at(merged, second), role_at(merged, stranger)) == ("bị can", "bị cáo", None)


def test_other_identity_numbers_are_other_people() -> None:
    cards = [field(N.IDENTITY, IdentityDocument(number)) for number in ("094088001234", "094088001235")]
    documents = [made(persons=(person("Nguyễn Văn An", card),)) for card in cards]
    assert len(merge_persons(documents)) == 2


def test_numbered_labels_on_one_line() -> None:
    text = "1-Họ tên: LÊ VĂN TÁM\nTên gọi khác: Sóc 2-Nam/nữ: Nam\n"
    text += "7-Dân tộc: Kinh 8-Quốc tịch: Việt Nam 9-Tôn giáo: Không\n"
    assert told(text) == {
        "Lê Văn Tám": {
            "role": "",
            "alias": "Sóc",
            "sex": "nam",
            "ethnicity": "Kinh",
            "nationality": "Việt Nam",
            "religion": "Không",
        }
    }
