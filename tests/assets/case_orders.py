"""The invented case, part 1: decision, notice, request, list of documents.

Nobody and no place of it exists: the province, its communes, the people and their numbers are made up.
"""

from tests.assets.sheet import Composer, Mark, Sheet

PROVINCE = "tỉnh Sông Thanh"
POLICE = ("CÔNG AN TỈNH SÔNG THANH", "CƠ QUAN CẢNH SÁT ĐIỀU TRA")
PROCURACY = ("VIỆN KIỂM SÁT NHÂN DÂN", "TỈNH SÔNG THANH", "VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3")
SEAL = "CÔNG AN TỈNH SÔNG THANH"


def decision() -> Sheet:
    """Decision to open the case, with a red seal over a blue signature."""
    page = Composer(size=13)
    page.header(POLICE, "Số: 147/QĐ-CSHS", "Sông Thanh, ngày 18 tháng 9 năm 2025", hand_number="147")
    page.title("QUYẾT ĐỊNH", "KHỞI TỐ VỤ ÁN HÌNH SỰ")
    page.centred("THỦ TRƯỞNG CƠ QUAN CẢNH SÁT ĐIỀU TRA")
    page.gap(4)
    grounds = (
        "Căn cứ các điều 36, 143, 153 và 154 Bộ luật Tố tụng hình sự;",
        "Căn cứ khoản 1 Điều 173 Bộ luật Hình sự;",
        (
            "Căn cứ kết quả kiểm tra, xác minh tố giác của bà Lâm Thị Kim Ngà về việc bị mất trộm tài sản ngày "
            "14 tháng 9 năm 2025;"
        ),
        "Xét thấy có dấu hiệu của tội phạm,",
    )
    for ground in grounds:
        page.paragraph(ground, face=page.italic, after=3)
    page.centred("QUYẾT ĐỊNH:")
    page.gap(4)
    page.paragraph(
        "**Điều 1.** Khởi tố vụ án hình sự “Trộm cắp tài sản” xảy ra khoảng 22 giờ 30 phút ngày 14 tháng 9 năm 2025 "
        f"tại ấp Mỹ Lợi, xã Tân Mỹ Hòa, {PROVINCE}, quy định tại khoản 1 Điều 173 Bộ luật Hình sự."
    )
    page.paragraph(
        "**Điều 2.** Phân công Thiếu tá Huỳnh Bảo Lộc, Điều tra viên, tiến hành điều tra vụ án và lập kế hoạch điều "
        "tra trình lãnh đạo phê duyệt trong thời hạn 03 ngày."
    )
    page.paragraph(
        "**Điều 3.** Quyết định này được gửi đến Viện kiểm sát nhân dân khu vực 3 trong thời hạn 24 giờ để kiểm sát "
        "việc khởi tố theo quy định của pháp luật./."
    )
    top = page.y + 26
    page.recipients(("- VKSND khu vực 3;", "- Như Điều 2;", "- Lưu: hồ sơ vụ án (02 bản)."), top=top)
    page.signature(
        ("KT. THỦ TRƯỞNG", "PHÓ THỦ TRƯỞNG"), "Thượng tá Võ Đình Khải Nguyên", centre=430, top=top, seal=SEAL, seed=3
    )
    page.sheet.marks.append(Mark("folio-stamp", (478, 14, 566, 40), text="BÚT LỤC 01", seed=5))
    return page.sheet


def notice() -> list[Sheet]:
    """Notice that the report was received: two bitonal pages."""
    first = Composer(size=14, leading=1.34)
    first.header(POLICE, "Số: 212/TB-CSHS", "Sông Thanh, ngày 15 tháng 9 năm 2025")
    first.title("THÔNG BÁO", "Về việc tiếp nhận nguồn tin về tội phạm")
    first.centred("Kính gửi: Viện kiểm sát nhân dân khu vực 3", first.regular)
    first.gap(6)
    first.paragraph(
        f"Hồi 07 giờ 45 phút ngày 15 tháng 9 năm 2025, Cơ quan Cảnh sát điều tra Công an {PROVINCE} tiếp nhận đơn "
        "trình báo của bà Lâm Thị Kim Ngà, sinh năm 1979, nơi thường trú: số 18, ấp Mỹ Lợi, xã Tân Mỹ Hòa."
    )
    first.paragraph(
        "Nội dung: khoảng 22 giờ 30 phút ngày 14 tháng 9 năm 2025, kẻ gian cạy cửa sau vào nhà bà Ngà lấy trộm 01 xe "
        "mô tô nhãn hiệu Hải Âu màu xanh đen, biển số 00-H1 246.80; 01 điện thoại di động nhãn hiệu Sao Biển và số "
        "tiền 3.650.000 đồng để trong tủ gỗ ở phòng khách."
    )
    first.paragraph(
        "Xét nguồn tin trên thuộc thẩm quyền giải quyết, Cơ quan Cảnh sát điều tra đã thụ lý, vào sổ tiếp nhận số 88 "
        "ngày 15 tháng 9 năm 2025 và phân công Điều tra viên kiểm tra, xác minh theo Điều 145 và Điều 147 Bộ luật Tố "
        "tụng hình sự."
    )
    first.paragraph(
        "Thời hạn giải quyết là 20 ngày kể từ ngày nhận được nguồn tin. Trường hợp vụ việc có nhiều tình tiết phức tạp "
        "hoặc phải xác minh tại nhiều địa điểm thì thời hạn có thể kéo dài nhưng không quá 02 tháng."
    )
    first.paragraph("Để bảo đảm việc giải quyết đúng thời hạn, Cơ quan Cảnh sát điều tra đề nghị Viện kiểm sát:")
    for item in (
        "1. Phân công Kiểm sát viên thụ lý, kiểm sát việc giải quyết nguồn tin về tội phạm;",
        "2. Phối hợp kiểm sát việc khám nghiệm hiện trường lúc 09 giờ cùng ngày;",
        "3. Trao đổi bằng văn bản những vấn đề cần kiểm tra, xác minh bổ sung (nếu có).",
    ):
        first.paragraph(item)
    second = Composer(size=14, leading=1.34, top=80)
    second.page_number(2)
    second.paragraph(
        "Trong quá trình giải quyết, nếu có căn cứ để khởi tố vụ án hình sự hoặc để tạm đình chỉ việc giải quyết nguồn "
        "tin, Cơ quan Cảnh sát điều tra sẽ ra quyết định và gửi kèm tài liệu, chứng cứ đến Viện kiểm sát trong thời "
        "hạn 24 giờ."
    )
    second.paragraph(
        "Kết quả giải quyết sẽ được thông báo cho người trình báo và Viện kiểm sát theo quy định của pháp luật./."
    )
    top = second.y + 26
    second.recipients(
        ("- Như kính gửi;", "- Bà Lâm Thị Kim Ngà (để biết);", "- Công an xã Tân Mỹ Hòa;", "- Lưu: hồ sơ."), top=top
    )
    second.signature(("TL. THỦ TRƯỞNG", "ĐIỀU TRA VIÊN"), "Huỳnh Bảo Lộc", centre=440, top=top, seed=7)
    return [first.sheet, second.sheet]


def request() -> list[Sheet]:
    """The procuracy's request for investigation: two born-digital pages."""
    first = Composer(size=13.5)
    first.left, first.right = 85.0, 595.28 - 48
    first.header(PROCURACY, "Số: 31/YC-VKSKV3", "Sông Thanh, ngày 22 tháng 9 năm 2025")
    first.title("YÊU CẦU ĐIỀU TRA")
    first.centred("VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3")
    first.gap(4)
    first.paragraph("Căn cứ các điều 41, 42, 165 và 166 Bộ luật Tố tụng hình sự;", face=first.italic, after=3)
    first.paragraph(
        "Căn cứ Quyết định khởi tố vụ án hình sự số 147/QĐ-CSHS ngày 18 tháng 9 năm 2025 của Cơ quan Cảnh sát điều tra "
        f"Công an {PROVINCE} về tội “Trộm cắp tài sản”;",
        face=first.italic,
        after=3,
    )
    first.paragraph("Để việc giải quyết vụ án được khách quan, toàn diện và đúng pháp luật,", face=first.italic)
    first.centred("YÊU CẦU:")
    first.gap(4)
    first.paragraph("Cơ quan Cảnh sát điều tra tiến hành điều tra làm rõ những vấn đề sau đây:")
    items = (
        (
            "1. Ghi lời khai của bà Lâm Thị Kim Ngà để xác định thời điểm phát hiện mất tài sản, vị trí để xe, đặc "
            "điểm nhận dạng và giấy tờ chứng minh nguồn gốc của từng tài sản."
        ),
        (
            "2. Ghi lời khai của ông Phan Trọng Nghĩa về người thanh niên mà ông nhìn thấy dắt xe qua cầu Bảy Thước; "
            "tổ chức nhận dạng nếu đủ điều kiện."
        ),
        (
            "3. Thu giữ, sao lưu dữ liệu của camera an ninh tại tiệm tạp hóa Út Mười từ 22 giờ ngày 14 đến 01 giờ ngày "
            "15 tháng 9 năm 2025; bảo đảm tính nguyên vẹn của dữ liệu điện tử."
        ),
        "4. Trưng cầu giám định dấu vết công cụ trên cánh cửa sau và các dấu vân tay thu được tại hiện trường.",
        "5. Yêu cầu định giá chiếc xe mô tô và chiếc điện thoại di động tại thời điểm bị chiếm đoạt.",
        (
            "6. Xác minh nhân thân, tiền án, tiền sự của Đoàn Phúc Tấn; làm rõ động cơ, mục đích và người tiêu thụ tài "
            "sản (nếu có) để xử lý theo quy định của pháp luật."
        ),
        "7. Thu thập chứng cứ về thiệt hại và yêu cầu bồi thường của bị hại; áp dụng biện pháp thu hồi tài sản.",
    )
    for item in items:
        first.paragraph(item)
    second = Composer(size=13.5, top=78)
    second.left, second.right = first.left, first.right
    second.page_number(2)
    second.paragraph(
        "Các tài liệu thu thập được phải lập biên bản, đánh số bút lục và chuyển cho Viện kiểm sát trong thời hạn 05 "
        "ngày theo khoản 5 Điều 88 Bộ luật Tố tụng hình sự để kiểm sát việc lập hồ sơ vụ án."
    )
    second.paragraph(
        "Trong quá trình điều tra, nếu phát sinh tình tiết mới, Cơ quan Cảnh sát điều tra kịp thời trao đổi với Kiểm "
        "sát viên Trần Ngọc Uyên Thư (điện thoại nội bộ: 103) để thống nhất giải quyết./."
    )
    top = second.y + 26
    second.recipients(
        ("- Cơ quan CSĐT Công an tỉnh Sông Thanh;", "- Lãnh đạo Viện (để báo cáo);", "- Lưu: HSVA, HSKS, VP."), top=top
    )
    second.signature(("TL. VIỆN TRƯỞNG", "KIỂM SÁT VIÊN"), "Trần Ngọc Uyên Thư", centre=440, top=top)
    return [first.sheet, second.sheet]


DOCUMENT_ROWS = (
    ("STT", "Trích yếu tài liệu", "Số bút lục", "Đặc điểm tài liệu", "Ghi chú"),
    ("1", "Quyết định khởi tố vụ án hình sự số 147/QĐ-CSHS ngày 18/9/2025", "01", "Bản chính", ""),
    ("2", "Thông báo về việc tiếp nhận nguồn tin về tội phạm số 212/TB-CSHS", "02 - 03", "Bản chính", ""),
    ("3", "Yêu cầu điều tra số 31/YC-VKSKV3 ngày 22/9/2025", "04 - 05", "Bản chính", "Có bản điện tử"),
    ("4", "Đơn trình báo của bà Lâm Thị Kim Ngà", "06", "Bản gốc", "Viết ngày 15/9/2025"),
    ("5", "Biên bản ghi lời khai của bà Lâm Thị Kim Ngà", "07 - 09", "Bản gốc", "Mặt sau để trống"),
    ("6", "Biên bản khám nghiệm hiện trường lập hồi 09 giờ ngày 15/9/2025", "10 - 11", "Bản gốc", ""),
    ("7", "Sơ đồ hiện trường và 12 ảnh chụp", "12 - 18", "Bản gốc", "Niêm phong trong phong bì"),
    ("8", "Biên bản thu giữ dữ liệu camera tiệm tạp hóa Út Mười", "19", "Bản gốc", ""),
    ("9", "Giấy xác nhận nguồn gốc xe mô tô 00-H1 246.80", "20", "Phô-tô", "Đã đối chiếu bản chính"),
    ("10", "Kết luận định giá tài sản số 19/KL-HĐĐG: tổng giá trị 14.850.000 đồng", "21 - 22", "Sao y", ""),
)


def document_list() -> Sheet:
    """The list of documents in the file: a ruled table of five columns."""
    page = Composer(size=12.5)
    page.header(POLICE, "", "")
    page.title("THỐNG KÊ TÀI LIỆU CÓ TRONG HỒ SƠ VỤ ÁN, VỤ VIỆC", "SỐ HỒ SƠ: 147/2025/HSST", rule=False)
    page.table((30, 190, 58, 84, 110), DOCUMENT_ROWS)
    page.gap(6)
    page.paragraph("Hồ sơ gồm có 01 tập, bằng 22 tờ; đánh số thứ tự từ 01 đến 22.", after=2)
    top = page.y + 34
    page.put_centred("Sông Thanh, ngày 30 tháng 10 năm 2025", 425, top - 17, page.italic, 12.5, region="signature")
    page.signature(("NGƯỜI LẬP THỐNG KÊ",), "Đỗ Thị Hải Yến", centre=425, top=top, seed=11)
    return page.sheet
