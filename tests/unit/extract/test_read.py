"""What a paper says is found; what it does not say is absent."""

import pytest

from casedocs.classify import TextDocument
from casedocs.errors import UsageError
from casedocs.extract import ExtractOptions, FieldName, TableView, fields, listed_papers
from casedocs.extract.values import CitedDocument, Exhibit, Official, Signer
from tests.support.extract import ORDER, extracted, recognised

N = FieldName


def said(text: str, name: FieldName) -> list[str]:
    return [one.canonical for one in extracted(text).all(name)]


def test_an_order_field_by_field() -> None:
    found = extracted(ORDER)
    assert {one.name: one.canonical for one in found.fields if one.name not in {N.CITATION, N.PARENT_AGENCY}} == {
        N.AGENCY: "CƠ QUAN CẢNH SÁT ĐIỀU TRA",
        N.NUMBER: "147/QĐ-CSHS",
        N.PLACE: "Sông Thanh",
        N.DATE: "2025-09-18",
        N.TITLE: "QUYẾT ĐỊNH KHỞI TỐ BỊ CAN",
        N.CITED_DOCUMENT: "12/QĐ-CSHS 2025-09-16",
        N.OFFENCE: "Trộm cắp tài sản · khoản 1 Điều 173",
        N.SIGNER: "KT. THỦ TRƯỞNG / PHÓ THỦ TRƯỞNG / Võ Đình Khải",
    }
    signer = found.value(N.SIGNER, Signer)
    assert signer is not None
    assert signer.rank == "Thượng tá"
    cited = found.value(N.CITED_DOCUMENT, CitedDocument)
    assert cited is not None
    assert (cited.title, cited.agency) == ("Quyết định khởi tố vụ án hình sự", "Cơ quan Cảnh sát điều tra")


def test_places_and_reasons_lead_back_to_the_page() -> None:
    found = fields(recognised())
    born = found.persons[0].find(N.BORN)
    assert born is not None
    assert born.raw == "05 tháng 6 năm 1988"
    assert born.reason.line.startswith("Sinh ngày 05 tháng 6")
    assert born.reason.cue == "Sinh ngày"
    assert born.page_number == 1
    assert [place.line_index for place in born.places] == [12]
    assert born.confidence > 0.9


def test_doubtful_words_make_doubtful_fields() -> None:
    sure = fields(recognised()).persons[0].find(N.ETHNICITY)
    doubtful = fields(recognised(doubtful=("Kinh;",))).persons[0].find(N.ETHNICITY)
    assert sure is not None
    assert doubtful is not None
    assert sure.value == doubtful.value == "Kinh"
    assert doubtful.confidence < 0.7
    assert sure.confidence > 0.9


@pytest.mark.parametrize(
    ("text", "offences"),
    [
        (
            "Khởi tố vụ án hình sự “Trộm cắp tài sản” quy định tại khoản 1 Điều 173 BLHS.",
            ["Trộm cắp tài sản · khoản 1 Điều 173"],
        ),
        (
            "phạm tội: Trộm cắp tài sản, quy định tại điểm b khoản 2 Điều 173 Bộ luật Hình sự.",
            ["Trộm cắp tài sản · điểm b khoản 2 Điều 173"],
        ),
        (
            "Căn cứ khoản 2 Điều 174 Bộ luật Hình sự, tuyên bố phạm tội Lừa đảo chiếm đoạt tài sản.",
            ["Lừa đảo chiếm đoạt tài sản · khoản 2 Điều 174"],
        ),
        (
            "về tội Cố ý gây thương tích theo khoản 1 Điều 134 Bộ luật Hình sự.",
            ["Cố ý gây thương tích hoặc gây tổn hại cho sức khỏe của người khác · khoản 1 Điều 134"],
        ),
        (
            (
                "về các tội “Cướp tài sản” quy định tại khoản 1 Điều 168 và “Gây rối trật tự công cộng” quy định tại "
                "khoản 1 Điều 318 BLHS."
            ),
            ["Cướp tài sản · khoản 1 Điều 168", "Gây rối trật tự công cộng · khoản 1 Điều 318"],
        ),
        ("về tội “Trộm căp tai sàn” quy định tại khoản 1 Điều 173 BLHS.", ["Trộm cắp tài sản · khoản 1 Điều 173"]),
        (
            "Áp dụng khoản 2 Điều 173 Bộ luật Hình sự. Tuyên bố bị cáo phạm tội “Trộm cắp tài sản”.",
            ["Trộm cắp tài sản · khoản 2 Điều 173"],
        ),
        ("Người phạm tội thành khẩn khai báo.", []),
        ("Nhiệm vụ đảm nhiệm theo phân công.", []),
        ("xử phạt hành vi vi phạm quy định về bảo vệ môi trường", []),
        ("Điều tra viên hỏi về vụ việc xảy ra tại chợ.", []),
    ],
)
def test_offences(text: str, offences: list[str]) -> None:
    assert said(text, N.OFFENCE) == offences


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("Thời hạn 02 tháng, kể từ ngày 12/3/2024 đến ngày 10/5/2024.", N.TERM, ["P2M 2024-03-12/2024-05-10"]),
        ("tạm giam từ ngày 12/3/2024 đến ngày 10/5/2024", N.TERM, ["2024-03-12/2024-05-10"]),
        ("trong thời hạn 24 giờ phải gửi quyết định", N.TERM, []),
        ("xử phạt 02 (hai) năm 06 (sáu) tháng tù.", N.SENTENCE, ["P2Y6M"]),
        (
            "giao Nhà tạm giữ Công an huyện An Lạc thi hành Lệnh này",
            N.DETENTION_PLACE,
            ["Nhà tạm giữ Công an huyện An Lạc"],
        ),
        ("Tổng giá trị tài sản bị chiếm đoạt là 21.500.000 đồng.", N.TOTAL_VALUE, ["21500000 VND"]),
        ("trị giá 21.500.000 đồng.", N.TOTAL_VALUE, []),
        ("tỷ lệ tổn thương cơ thể là 12%", N.INJURY_RATE, ["12 %"]),
        ("khối lượng 0,4567 gam, loại Methamphetamine", N.WEIGHT, ["0.4567 g Methamphetamine"]),
        ("gồm có: 02 tập, bằng 320 tờ; đánh số thứ tự từ 01 đến 320", N.FOLIO_RANGE, ["BL 1-320"]),
        ("gồm có: 02 tập, bằng 320 tờ; đánh số thứ tự từ 01 đến 320", N.SHEETS, ["320"]),
        ("phù hợp với lời khai (BL 45-47, 52)", N.FOLIO, ["BL 45-47, 52"]),
        ("Hồi 08 giờ 15 phút ngày 02/3/2024 tại trụ sở Công an xã A.", N.START_TIME, ["2024-03-02T08:15"]),
        ("Hồi 08 giờ 15 phút ngày 02/3/2024 tại trụ sở Công an xã A.", N.RECORD_PLACE, ["trụ sở Công an xã A"]),
        ("Hồi 08 giờ ngày 02/3/2024 tại xã A.\nKết thúc hồi 09h30 cùng ngày.", N.END_TIME, ["2024-03-02T09:30"]),
        ("Đơn khởi kiện\nYêu cầu Tòa án giải quyết:\n1. Trả nợ;\n2. Trả lãi.", N.REQUEST, ["Trả nợ", "Trả lãi"]),
        ("V/v “Tranh chấp hợp đồng vay tài sản” giữa", N.DISPUTE, ["Tranh chấp hợp đồng vay tài sản"]),
        ("truy tố ra trước Tòa án nhân dân khu vực 4 để xét xử", N.COURT, ["Tòa án nhân dân khu vực 4"]),
        ("vụ án thụ lý số: 118/2025/TLST-HS ngày 05/5/2025", N.DOCKET, ["118/2025/TLST-HS 2025-05-05"]),
        (
            "Phê chuẩn Quyết định khởi tố bị can số 12/QĐ-CSHS ngày 05/5/2025 của CQĐT",
            N.APPROVED_ACT,
            ["12/QĐ-CSHS 2025-05-05"],
        ),
        ("Quyết định khởi tố vụ án số 125 ngày 03/4/2024 của CQĐT", N.CITED_DOCUMENT, ["125 2024-04-03"]),
        ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020", N.CITED_DOCUMENT, []),
    ],
)
def test_fields_of_the_paper(text: str, name: FieldName, values: list[str]) -> None:
    assert said(text, name) == values


@pytest.mark.parametrize(
    ("text", "officers"),
    [
        (
            "Phân công Thiếu tá Huỳnh Bảo Lộc, Điều tra viên, điều tra vụ án.",
            [Official("Huỳnh Bảo Lộc", "điều tra viên", "Thiếu tá")],
        ),
        ("Ông: Trần Văn Ba - Chức vụ: Kiểm sát viên", [Official("Trần Văn Ba", "kiểm sát viên")]),
        ("Thẩm phán - Chủ tọa phiên tòa: Bà Lê Thị C", [Official("Lê Thị C", "thẩm phán")]),
        (
            "Các Hội thẩm nhân dân: Ông Lê Văn D, bà Võ Thị E",
            [Official("Lê Văn D", "hội thẩm nhân dân"), Official("Võ Thị E", "hội thẩm nhân dân")],
        ),
        ("Điều tra viên hỏi bị can", []),
    ],
)
def test_officials(text: str, officers: list[Official]) -> None:
    assert list(extracted(text).values(N.OFFICER, Official)) == officers


def test_things_on_a_list_and_in_a_table() -> None:
    text = "Thu giữ các đồ vật sau:\n- 01 (một) xe mô tô hiệu Hải Âu;\n- 02 điện thoại màu đen.\n"
    assert said(text, N.EXHIBIT) == ["1 × xe mô tô hiệu Hải Âu", "2 × điện thoại màu đen"]
    table = TableView(
        1,
        (
            ("STT", "Tên tài sản", "Số lượng", "Thành tiền"),
            ("1", "Xe mô tô", "01", "20.000.000"),
            ("", "Tổng cộng", "", "20.000.000"),
        ),
    )
    found = fields(TextDocument.from_text("STT Tên tài sản\n1 Xe mô tô 01 20.000.000"), tables=[table])
    assert found.values(N.EXHIBIT, Exhibit) == (Exhibit("Xe mô tô", 1, 20_000_000),)
    papers = TableView(
        1, (("STT", "Trích yếu tài liệu", "Số bút lục", "Ghi chú"), ("1", "Đơn trình báo", "01-02", "bản gốc"))
    )
    assert [(one.title, one.folios, one.note) for one in listed_papers([papers, table])] == [
        ("Đơn trình báo", "01-02", "bản gốc")
    ]


def test_a_signature_without_a_name_has_none() -> None:
    found = extracted("QUYẾT ĐỊNH\nKT. VIỆN TRƯỞNG\nPHÓ VIỆN TRƯỞNG\n(Ký, ghi rõ họ tên)\n")
    assert [one.name for one in found.values(N.SIGNER, Signer)] == [None]
    assert extracted("Người khai đã ký tên.\n").all(N.SIGNER) == ()


def test_noise_is_not_read() -> None:
    found = extracted("xqz wvk 12/3/2024 zzt kqj Họ tên: XQZ WVK prtz\n" * 5)
    assert not found.readable
    assert (found.fields, found.persons) == ((), ())
    assert extracted("").fields == ()


def test_lists_are_bounded_and_arguments_named() -> None:
    text = "Bị can chiếm đoạt 2.000.000 đồng.\n" * 30
    found = fields(TextDocument.from_text(text), options=ExtractOptions(most=3))
    assert len(found.all(N.AMOUNT)) == 3
    with pytest.raises(UsageError):
        fields("không phải tài liệu")  # type: ignore[arg-type]  # the error is what is tested
    with pytest.raises(UsageError):
        ExtractOptions(most=0)
    with pytest.raises(UsageError):
        ExtractOptions(least_readable=2)
