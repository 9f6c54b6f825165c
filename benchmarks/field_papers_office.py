"""Papers as offices of another hand write them: longer sentences, several accused, relatives, counsel, old and new sets.

Written before anybody looked at what extraction makes of them; the first figure is kept in the results, and from then
on they are development papers. Everything in them is invented.
"""

from benchmarks.field_case import Case, Op, title

__all__ = ["PAPERS"]


def _head(parent: str, agency: str, number: str, place: str, day: str, words: str) -> Op:
    line = f"Số: <number={number}|{number}>" if number else ""
    where = f"<place|{place}>, <date={day}|{words}>" if place else ""
    return "header", (f"<parent_agency|{parent}>", f"<agency|{agency}>"), line, where


def indictment(_: Case) -> list[Op]:
    return [
        _head(
            "VIỆN KIỂM SÁT NHÂN DÂN TỈNH ĐÔNG HẢI", "VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 4", "37/CT-VKSKV4",
            "Đông Hải", "2025-08-14", "ngày 14 tháng 8 năm 2025",
        ),
        title("CÁO TRẠNG"),
        ("center", "VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 4"),
        ("p", "Căn cứ <citation=Điều 41, Điều 236, Điều 239, Điều 243 Bộ luật Tố tụng hình sự|các điều 41, 236, 239 và 243 của Bộ luật Tố tụng hình sự>;"),
        ("p", "Căn cứ Quyết định khởi tố vụ án hình sự số <cited_document=112/QĐ-CSHS 2025-04-13|112/QĐ-CSHS> ngày 13/4/2025, Quyết định khởi tố bị can số <cited_document=205/QĐ-CSHS 2025-04-19|205/QĐ-CSHS> và số <cited_document=206/QĐ-CSHS 2025-04-19|206/QĐ-CSHS> cùng ngày 19/4/2025 của Cơ quan Cảnh sát điều tra Công an tỉnh Đông Hải khởi tố đối với Phan Thanh Nhã và Tăng Chí Cường về tội “<offence=Trộm cắp tài sản · điểm c khoản 2 Điều 173|Trộm cắp tài sản>” theo quy định tại <citation=điểm c khoản 2 Điều 173 Bộ luật Hình sự|điểm c khoản 2 Điều 173 Bộ luật Hình sự>;"),
        ("p", "Căn cứ Bản kết luận điều tra đề nghị truy tố số <cited_document=91/KLĐT-CSHS 2025-07-22|91/KLĐT-CSHS> ngày 22/7/2025 của Cơ quan Cảnh sát điều tra Công an tỉnh Đông Hải."),
        ("p", "Trên cơ sở kết quả điều tra đã xác định được như sau:"),
        ("p", "Do cần tiền tiêu xài nên Nhã rủ Cường đi tìm tài sản lấy trộm, Cường đồng ý. Khoảng <crime_time=2025-04-11T02:15|02 giờ 15 phút ngày 11/4/2025>, Cường điều khiển xe mô tô biển số 94F1-218.07 chở Nhã đến nhà của ông <p:v|Lư Hồng Phong> ở khóm 3, phường Tân Lợi thì phát hiện cửa rào không khóa (<folio=BL 61-64, 70|BL 61-64, 70>). Nhã vào trong lấy 01 máy phát điện hiệu Elemax và 02 bình ắc quy rồi cùng Cường chở đi bán cho bà <p:w|Trịnh Thị Mộng> được <amount=9500000 VND|9.500.000 đồng>, chia nhau mỗi người <amount=4750000 VND|4.750.000 đồng> (<folio=BL 88|BL 88>)."),
        ("p", "Tại Bản kết luận định giá tài sản số <cited_document=48/KL-HĐĐGTS 2025-05-06|48/KL-HĐĐGTS> ngày 06/5/2025 của Hội đồng định giá tài sản trong tố tụng hình sự phường Tân Lợi kết luận: Tổng giá trị tài sản bị chiếm đoạt là <total_value=61200000 VND&amount=61200000 VND|61.200.000 đồng> (Sáu mươi mốt triệu hai trăm nghìn đồng)."),
        ("p", "Vật chứng thu giữ: <exhibit=1 × xe mô tô biển số 94F1-218.07|01 xe mô tô biển số 94F1-218.07>; <exhibit=1 × kìm cộng lực dài 45 cm|01 kìm cộng lực dài 45 cm>."),
        ("center", "KẾT LUẬN"),
        ("p", "Trên cơ sở các tình tiết và chứng cứ nêu trên đã có đủ căn cứ xác định các bị can có lý lịch dưới đây đã phạm tội như sau:"),
        ("p", "1. Họ và tên: <p:a|PHAN THANH NHÃ>; Tên gọi khác: <a.alias|Nhã Cồ>; Giới tính: <a.sex=nam|Nam>; Sinh ngày <a.born=1996-09-08|08/9/1996> tại <a.birth_place|tỉnh Đông Hải>; Nơi cư trú: <a.residence|ấp Bà Chăng, xã Châu Hưng, tỉnh Đông Hải>; Quốc tịch: <a.nationality|Việt Nam>; Dân tộc: <a.ethnicity|Kinh>; Tôn giáo: <a.religion|Không>; Trình độ học vấn: <a.education=7/12|07/12>; Nghề nghiệp: <a.occupation|Phụ hồ>; Con ông <a.father|Phan Văn Lượm> (đã chết) và bà <a.mother|Bùi Thị Chín>, sinh năm 1971; Vợ: <a.spouse|Ngô Thị Kiều Oanh>; Con: <a.children=2|02 người>; Tiền án: <a.convictions=0|Không>; Tiền sự: <a.sanctions=0|Không>. <a.role=bị can|Bị can> bị tạm giữ từ ngày <a.custody=2025-04-13/…|13/4/2025>, hiện đang bị tạm giam tại <detention_place|Trại tạm giam số 1 Công an tỉnh Đông Hải>."),
        ("p", "2. Họ và tên: <p:b|TĂNG CHÍ CƯỜNG>; Tên gọi khác: <b.alias|Không>; Giới tính: <b.sex=nam|Nam>; Sinh năm <b.born=2001|2001> tại <b.birth_place|tỉnh Đông Hải>; Nơi cư trú: <b.residence|số 17/5 khóm 2, phường Tân Lợi, tỉnh Đông Hải>; Quốc tịch: <b.nationality|Việt Nam>; Dân tộc: <b.ethnicity|Hoa>; Tôn giáo: <b.religion|Không>; Trình độ học vấn: <b.education=9/12|09/12>; Nghề nghiệp: <b.occupation|Không>; Con ông <b.father|Tăng Muối> và bà <b.mother|Quan Lệ Hà>; Vợ, con: <b.children=0|chưa có>; Tiền án: <b.convictions=0|Không>; Tiền sự: <b.sanctions=0|Không>. <b.role=bị can|Bị can> được tại ngoại."),
        ("p", "Bởi các lẽ trên,"),
        ("center", "QUYẾT ĐỊNH"),
        ("p", "1. Truy tố ra trước <court|Tòa án nhân dân khu vực 4> để xét xử các bị can Phan Thanh Nhã, Tăng Chí Cường về tội “<offence=Trộm cắp tài sản · điểm c khoản 2 Điều 173|Trộm cắp tài sản>” theo quy định tại <citation=điểm c khoản 2 Điều 173 Bộ luật Hình sự|điểm c khoản 2 Điều 173 của Bộ luật Hình sự>."),
        ("p", "2. Kèm theo Cáo trạng có: Hồ sơ vụ án gồm có <volumes=2|02> tập, bằng <sheets=341|341> tờ, đánh số thứ tự từ <folio_range=BL 1-341|01 đến 341>."),
        ("sign", ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"), "Mạc Thị Hồng Đào", "", ("- TAND khu vực 4;", "- VKSND tỉnh;", "- Bị can;", "- Lưu: HSVA, HSKS, VP.")),
    ]  # fmt: skip


def investigation_conclusion(_: Case) -> list[Op]:
    return [
        _head(
            "CÔNG AN TỈNH BÌNH MINH", "CƠ QUAN CẢNH SÁT ĐIỀU TRA", "64/BKLĐT-VPCQCSĐT", "Bình Minh", "2024-11-05",
            "ngày 05 tháng 11 năm 2024",
        ),
        title("BẢN KẾT LUẬN ĐIỀU TRA VỤ ÁN HÌNH SỰ", "ĐỀ NGHỊ TRUY TỐ"),
        ("p", "Căn cứ <citation=Điều 34, Điều 232, Điều 233 Bộ luật Tố tụng hình sự|các điều 34, 232, 233 Bộ luật Tố tụng hình sự>;"),
        ("p", "Căn cứ Quyết định khởi tố vụ án hình sự số <cited_document=58/QĐ-CSĐT 2024-06-17|58/QĐ-CSĐT> ngày 17 tháng 6 năm 2024 của Cơ quan Cảnh sát điều tra Công an tỉnh Bình Minh về tội Lừa đảo chiếm đoạt tài sản;"),
        ("p", "Cơ quan Cảnh sát điều tra kết luận điều tra vụ án hình sự như sau:"),
        ("center", "I. NỘI DUNG VỤ ÁN"),
        ("p", "Ngày 10/5/2024, Công an nhận đơn tố giác của bà <p:v|Kiều Thị Ngọc Ánh>, sinh năm <v.born=1983|1983>, nơi cư trú: <v.residence|tổ 6, khu phố Hòa Thuận, phường Cái Sơn, tỉnh Bình Minh> về việc bị <p:a|Đoàn Trung Kiên> lấy danh nghĩa cán bộ địa chính nhận làm thủ tục tách thửa để nhận số tiền <amount=185000000 VND|185.000.000 đồng> (Một trăm tám mươi lăm triệu đồng)."),
        ("p", "Quá trình điều tra đã xác định: Từ tháng 01 đến tháng 3 năm 2024, Kiên bốn lần nhận tiền của bà Ánh, lần ít nhất là <amount=20000000 VND|20 triệu đồng>, lần nhiều nhất là <amount=90000000 VND|90 triệu đồng>, sau đó tiêu xài hết."),
        ("p", "Lời khai của <w.role=người làm chứng|người làm chứng> <p:w|Hoàng Đức Thiện> phù hợp với lời khai của bị hại và sao kê tài khoản (<folio=BL 102, 110-113|Bút lục số 102, 110-113>)."),
        ("center", "II. LÝ LỊCH BỊ CAN"),
        ("l", "Họ và tên: ĐOÀN TRUNG KIÊN - Giới tính: <a.sex=nam|Nam>"),
        ("l", "Sinh ngày <a.born=1979-12-30|30/12/1979> tại <a.birth_place|tỉnh Hậu Lộc>"),
        ("l", "Số CCCD: <a.identity=093079004512|093079004512>, cấp ngày 14/8/2021 tại Cục CSQLHC về TTXH"),
        ("l", "Nơi thường trú: <a.residence|ấp 5, xã Vị Đông, tỉnh Bình Minh>"),
        ("l", "Chỗ ở hiện nay: <a.current_residence|nhà trọ Thanh Thảo, khu phố 2, phường Cái Sơn, tỉnh Bình Minh>"),
        ("l", "Dân tộc: <a.ethnicity|Kinh> - Quốc tịch: <a.nationality|Việt Nam> - Tôn giáo: <a.religion|Không>"),
        ("l", "Nghề nghiệp: <a.occupation|Buôn bán> - Trình độ học vấn: <a.education=12/12|12/12>"),
        ("l", "Cha: <a.father|Đoàn Văn Chánh> (chết); Mẹ: <a.mother|Lục Thị Bảy> (sống)"),
        ("l", "Tiền án: <a.convictions=1|01>, ngày 20/9/2018 bị Tòa án nhân dân huyện Vị Đông xử phạt 09 tháng tù về tội “Đánh bạc”, đã chấp hành xong. Tiền sự: <a.sanctions=0|không>"),
        ("center", "KẾT LUẬN"),
        ("p", "Hành vi của <a.role=bị can|bị can> Đoàn Trung Kiên đã đủ yếu tố cấu thành tội “<offence=Lừa đảo chiếm đoạt tài sản · điểm c khoản 2 Điều 174|Lừa đảo chiếm đoạt tài sản>” quy định tại <citation=điểm c khoản 2 Điều 174 Bộ luật Hình sự|điểm c khoản 2 Điều 174 Bộ luật Hình sự>."),
        ("p", "Chuyển toàn bộ hồ sơ vụ án gồm <volumes=1|01> tập, <sheets=214|214> tờ, đánh số bút lục từ <folio_range=BL 1-214|01 đến 214> đến Viện kiểm sát nhân dân tỉnh Bình Minh đề nghị truy tố."),
        ("sign", ("KT. THỦ TRƯỞNG", "PHÓ THỦ TRƯỞNG"), "Ninh Quang Hải", "Thượng tá", ("- VKSND tỉnh;", "- Bị can;", "- Lưu: HSVA, Đội 4.")),
    ]  # fmt: skip


def witness_statement(_: Case) -> list[Op]:
    return [
        ("header", ("<parent_agency|CÔNG AN TỈNH ĐÔNG HẢI>", "<agency|CƠ QUAN CẢNH SÁT ĐIỀU TRA>"), "", ""),
        title("BIÊN BẢN GHI LỜI KHAI"),
        ("p", "Hồi <start_time=2025-04-14T08:20|08 giờ 20 phút, ngày 14 tháng 4 năm 2025>, tại <record_place|trụ sở Công an phường Tân Lợi, tỉnh Đông Hải>"),
        ("l", "Tôi: <officer=điều tra viên: Hà Công Danh|Hà Công Danh> - Chức danh: Điều tra viên"),
        ("l", "Thuộc Cơ quan: Cảnh sát điều tra Công an tỉnh Đông Hải"),
        ("p", "tiến hành ghi lời khai của:"),
        ("l", "Họ và tên: <p:w|Trịnh Thị Mộng>     Giới tính: <w.sex=nữ|Nữ>"),
        ("l", "Tên gọi khác: <w.alias|Hai Mộng>"),
        ("l", "Sinh ngày <w.born=1974-02-19|19 tháng 02 năm 1974> tại: <w.birth_place|Đông Hải>"),
        ("l", "Quốc tịch: <w.nationality|Việt Nam>     Dân tộc: <w.ethnicity|Kinh>     Tôn giáo: <w.religion|Cao Đài>"),
        ("l", "Nghề nghiệp: <w.occupation|Mua bán phế liệu>"),
        ("l", "Số CMND/Thẻ CCCD/Hộ chiếu: <w.identity=095174000831|095174000831>"),
        ("l", "Cấp ngày 05 tháng 9 năm 2022. Nơi cấp: Cục CSQLHC về TTXH"),
        ("l", "Nơi thường trú: <w.residence|khóm 5, phường Tân Lợi, tỉnh Đông Hải>"),
        ("l", "Nơi tạm trú: <w.temporary_residence|Không>"),
        ("l", "Tư cách tham gia tố tụng: <w.role=người làm chứng|Người làm chứng>"),
        ("l", "HỎI: Chị cho biết có quan hệ gì với Phan Thanh Nhã không?"),
        ("l", "ĐÁP: Tôi không có bà con, không mâu thuẫn gì với anh Nhã. Sáng sớm ngày 11/4/2025 anh Nhã chở đến 01 máy phát điện và 02 bình ắc quy kêu bán, tôi trả <amount=9500000 VND|9.500.000đ>."),
        ("l", "HỎI: Khi mua chị có biết đó là tài sản trộm cắp không?"),
        ("l", "ĐÁP: Tôi không biết. Nếu biết thì tôi không dám mua."),
        ("p", "Biên bản kết thúc hồi <end_time=2025-04-14T09:45|09 giờ 45 phút cùng ngày>, đã đọc lại cho người khai nghe, công nhận đúng và ký tên dưới đây."),
        ("sign2", ("NGƯỜI KHAI", "Trịnh Thị Mộng", ""), ("ĐIỀU TRA VIÊN", "Hà Công Danh", "")),
    ]  # fmt: skip


def accused_decision(_: Case) -> list[Op]:
    return [
        _head(
            "CÔNG AN TỈNH ĐÔNG HẢI", "CƠ QUAN CẢNH SÁT ĐIỀU TRA", "205/QĐ-CSHS", "Đông Hải", "2025-04-19",
            "ngày 19 tháng 4 năm 2025",
        ),
        title("QUYẾT ĐỊNH KHỞI TỐ BỊ CAN"),
        ("l", "Tôi: Trung tá Tạ Hữu Nghị"),
        ("l", "Chức vụ: Phó Thủ trưởng Cơ quan Cảnh sát điều tra Công an tỉnh Đông Hải"),
        ("p", "Căn cứ Quyết định khởi tố vụ án hình sự số: <cited_document=112/QĐ-CSHS 2025-04-13|112/QĐ-CSHS> ngày 13 tháng 4 năm 2025 của Cơ quan Cảnh sát điều tra Công an tỉnh Đông Hải về tội “Trộm cắp tài sản” xảy ra tại <crime_place|khóm 3, phường Tân Lợi, tỉnh Đông Hải>;"),
        ("p", "Căn cứ các tài liệu điều tra xác định hành vi phạm tội của bị can;"),
        ("p", "Căn cứ <citation=Điều 36, Điều 179 Bộ luật Tố tụng hình sự|Điều 36 và Điều 179 Bộ luật Tố tụng hình sự>,"),
        ("center", "QUYẾT ĐỊNH:"),
        ("l", "Điều 1. Khởi tố <a.role=bị can|bị can> đối với:"),
        ("l", "Họ tên: <p:a|PHAN THANH NHÃ>          Giới tính: <a.sex=nam|Nam>"),
        ("l", "Tên gọi khác: <a.alias|Nhã Cồ>"),
        ("l", "Sinh ngày <a.born=1996-09-08|08 tháng 9 năm 1996> tại: <a.birth_place|Đông Hải>"),
        ("l", "Quốc tịch: <a.nationality|Việt Nam>; Dân tộc: <a.ethnicity|Kinh>; Tôn giáo: <a.religion|Không>"),
        ("l", "Nghề nghiệp: <a.occupation|Phụ hồ>"),
        ("l", "Số CMND/Thẻ CCCD/Hộ chiếu: <a.identity=095096007743|095096007743>"),
        ("l", "cấp ngày 21 tháng 6 năm 2021 Nơi cấp: Cục CSQLHC về TTXH"),
        ("l", "Nơi thường trú: <a.residence|ấp Bà Chăng, xã Châu Hưng, tỉnh Đông Hải>"),
        ("l", "Nơi ở hiện tại: <a.current_residence|như trên>"),
        ("p", "Đã có hành vi phạm tội “<offence=Trộm cắp tài sản · điểm c khoản 2 Điều 173|Trộm cắp tài sản>”, quy định tại <citation=điểm c khoản 2 Điều 173 Bộ luật Hình sự|điểm c khoản 2 Điều 173 Bộ luật Hình sự>."),
        ("p", "Điều 2. Quyết định này gửi đến Viện kiểm sát nhân dân khu vực 4 để xét phê chuẩn."),
        ("sign", ("KT. THỦ TRƯỞNG", "PHÓ THỦ TRƯỞNG"), "Tạ Hữu Nghị", "Trung tá", ("- VKSND khu vực 4;", "- Bị can;", "- Lưu: HSVA.")),
    ]  # fmt: skip


def custody_order(_: Case) -> list[Op]:
    return [
        _head(
            "CÔNG AN THÀNH PHỐ NAM GIANG", "CƠ QUAN CẢNH SÁT ĐIỀU TRA", "19/QĐ-CSMT", "Nam Giang", "2024-02-03",
            "ngày 03 tháng 02 năm 2024",
        ),
        title("QUYẾT ĐỊNH TẠM GIỮ"),
        ("p", "Căn cứ Biên bản bắt người phạm tội quả tang lập hồi 22 giờ 10 phút ngày 02/02/2024;"),
        ("p", "Căn cứ <citation=Điều 36, Điều 110, Điều 117, Điều 118 Bộ luật Tố tụng hình sự|các điều 36, 110, 117 và 118 Bộ luật Tố tụng hình sự>,"),
        ("center", "QUYẾT ĐỊNH:"),
        ("p", "Điều 1. Tạm giữ đối với:"),
        ("l", "Họ tên: <p:a|LÝ QUỐC BẢO>     Giới tính: <a.sex=nam|Nam>"),
        ("l", "Sinh ngày <a.born=1990-05-17|17 tháng 5 năm 1990> tại: <a.birth_place|thành phố Nam Giang>"),
        ("l", "Quốc tịch: <a.nationality|Việt Nam>; Dân tộc: <a.ethnicity|Hoa>; Tôn giáo: <a.religion|Phật>"),
        ("l", "Nghề nghiệp: <a.occupation|Sửa xe>"),
        ("l", "Số CCCD: <a.identity=092090003318|092090003318> cấp ngày 11/3/2022 Nơi cấp: Cục CSQLHC về TTXH"),
        ("l", "Nơi thường trú: <a.residence|158/9 đường Mậu Thân, phường An Phú, thành phố Nam Giang>"),
        ("p", "Về hành vi: <offence=Tàng trữ trái phép chất ma túy|Tàng trữ trái phép chất ma túy>"),
        ("p", "Thời hạn tạm giữ <term=P3D 2024-02-02/2024-02-05|03 (ba) ngày, kể từ 22 giờ 10 phút ngày 02/02/2024 đến 22 giờ 10 phút ngày 05/02/2024>."),
        ("p", "Điều 2. Giao <detention_place|Nhà tạm giữ Công an quận An Phú> thi hành Quyết định này<a.role=người bị tạm giữ|> và giải thích quyền, nghĩa vụ của người bị tạm giữ theo <citation=Điều 59 Bộ luật Tố tụng hình sự|Điều 59 Bộ luật Tố tụng hình sự>."),
        ("sign", ("PHÓ THỦ TRƯỞNG",), "Viên Đình Chiểu", "Thiếu tá", ("- VKSND quận An Phú;", "- Người bị tạm giữ;", "- Lưu: HSVA.")),
    ]  # fmt: skip


def judgment(_: Case) -> list[Op]:
    return [
        (
            "header",
            ("<parent_agency|TÒA ÁN NHÂN DÂN TỈNH ĐÔNG HẢI>", "<agency|TÒA ÁN NHÂN DÂN KHU VỰC 4>"),
            "Bản án số: <number=58/2025/HS-ST|58/2025/HS-ST>",
            "Ngày: <date=2025-09-25|25 - 9 - 2025>",
        ),
        ("center", "NHÂN DANH"),
        ("center", "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("center", "TÒA ÁN NHÂN DÂN KHU VỰC 4"),
        ("p", "- Thành phần Hội đồng xét xử sơ thẩm gồm có:"),
        ("l", "Thẩm phán - Chủ tọa phiên tòa: Ông <officer=thẩm phán: Vương Thế Toàn|Vương Thế Toàn>"),
        ("l", "Các Hội thẩm nhân dân: Ông <officer=hội thẩm nhân dân: Tiêu Hoàng Sơn|Tiêu Hoàng Sơn> và bà <officer=hội thẩm nhân dân: Đinh Thị Nhàn|Đinh Thị Nhàn>"),
        ("l", "- Thư ký phiên tòa: Bà <officer=thư ký: Cao Mỹ Linh|Cao Mỹ Linh> - Thư ký <court|Tòa án nhân dân khu vực 4>."),
        ("l", "- Đại diện Viện kiểm sát nhân dân khu vực 4 tham gia phiên tòa: Ông <officer=kiểm sát viên: Ngụy Thành Đô|Ngụy Thành Đô> - Kiểm sát viên."),
        ("p", "Ngày 25 tháng 9 năm 2025, tại <hearing_place|trụ sở Tòa án nhân dân khu vực 4> xét xử sơ thẩm công khai vụ án hình sự thụ lý số: <docket=61/2025/TLST-HS 2025-08-20|61/2025/TLST-HS> ngày 20 tháng 8 năm 2025 theo Quyết định đưa vụ án ra xét xử số: <cited_document=70/2025/QĐXXST-HS 2025-09-10|70/2025/QĐXXST-HS> ngày 10 tháng 9 năm 2025 đối với <a.role=bị cáo|bị cáo>:"),
        ("p", "<p:a|Phan Thanh Nhã> (tên gọi khác: <a.alias|Nhã Cồ>), sinh ngày <a.born=1996-09-08|08 tháng 9 năm 1996> tại <a.birth_place|tỉnh Đông Hải>. Nơi cư trú: <a.residence|ấp Bà Chăng, xã Châu Hưng, tỉnh Đông Hải>; nghề nghiệp: <a.occupation|phụ hồ>; trình độ văn hoá (học vấn): <a.education=7/12|lớp 7/12>; dân tộc: <a.ethnicity|Kinh>; giới tính: <a.sex=nam|Nam>; tôn giáo: <a.religion|Không>; quốc tịch: <a.nationality|Việt Nam>; con ông <a.father|Phan Văn Lượm> (đã chết) và bà <a.mother|Bùi Thị Chín>; có vợ là <a.spouse|Ngô Thị Kiều Oanh> và có <a.children=2|02 con>; tiền án, tiền sự: <a.convictions=0&a.sanctions=0|không>; bị tạm giữ từ ngày 13/4/2025, chuyển tạm giam từ ngày 22/4/2025 cho đến nay; <a.presence=có mặt|có mặt>."),
        ("l", "- Bị hại: Ông <p:v|Lư Hồng Phong><v.role=bị hại|>, sinh năm <v.born=1968|1968>; nơi cư trú: <v.residence|khóm 3, phường Tân Lợi, tỉnh Đông Hải> (<v.presence=vắng mặt|vắng mặt>)."),
        ("l", "- Người bào chữa cho bị cáo: Luật sư <officer=luật sư: Thái Minh Khôi|><p:l|Thái Minh Khôi><l.role=người bào chữa|> - Văn phòng luật sư Thái Minh, Đoàn luật sư tỉnh Đông Hải (<l.presence=có mặt|có mặt>)."),
        ("center", "NỘI DUNG VỤ ÁN:"),
        ("p", "Theo Cáo trạng số <cited_document=37/CT-VKSKV4 2025-08-14|37/CT-VKSKV4> ngày 14/8/2025, bị cáo bị truy tố về tội “<offence=Trộm cắp tài sản · điểm c khoản 2 Điều 173|Trộm cắp tài sản>” theo <citation=điểm c khoản 2 Điều 173 Bộ luật Hình sự|điểm c khoản 2 Điều 173 Bộ luật Hình sự>. Bị hại yêu cầu bồi thường <amount=12000000 VND|12.000.000 đồng>."),
        ("center", "QUYẾT ĐỊNH:"),
        ("p", "Tuyên bố bị cáo Phan Thanh Nhã phạm tội “Trộm cắp tài sản”. Xử phạt bị cáo <sentence=P2Y3M|02 (hai) năm 03 (ba) tháng tù>. Thời hạn tù tính từ ngày bắt tạm giữ 13/4/2025."),
        ("p", "Về án phí: Bị cáo phải chịu <amount=200000 VND|200.000 đồng> án phí hình sự sơ thẩm."),
        ("sign", ("THẨM PHÁN - CHỦ TỌA PHIÊN TÒA",), "Vương Thế Toàn", "", ("- VKSND khu vực 4;", "- Bị cáo, bị hại;", "- Lưu: HSVA.")),
    ]  # fmt: skip


def claim(_: Case) -> list[Op]:
    return [
        ("center", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("center", "Độc lập - Tự do - Hạnh phúc"),
        ("right", "<place|Tân Lợi>, <date=2025-03-06|ngày 06 tháng 3 năm 2025>"),
        title("ĐƠN KHỞI KIỆN"),
        ("center", "Kính gửi: <court|Tòa án nhân dân thành phố Tân Lợi>"),
        ("p", "<v.role=người khởi kiện|Người khởi kiện>: Bà <p:v|Nghiêm Thị Thu Cúc>, sinh năm <v.born=1965|1965>"),
        ("p", "Địa chỉ: <v.residence|số 44 đường Lý Thường Kiệt, khóm 1, phường 2, thành phố Tân Lợi>"),
        ("p", "Số điện thoại: 0907 552 118. CCCD số <v.identity=095165002209|095165002209> cấp ngày 12/12/2021"),
        ("p", "<b.role=người bị kiện|Người bị kiện>: Vợ chồng ông <p:b|Châu Phước Hiệp> và bà <p:c|Giang Thị Tím><c.role=người bị kiện|>"),
        ("p", "Cùng địa chỉ: <b.residence&c.residence|ấp Rạch Dừa, xã Long Thạnh, tỉnh Đông Hải>"),
        ("p", "<d.role=người có quyền lợi, nghĩa vụ liên quan|Người có quyền lợi, nghĩa vụ liên quan>: Ông <p:d|Nghiêm Văn Tấn>, sinh năm <d.born=1988|1988>"),
        ("p", "Ngày 15/6/2023, tôi có cho ông Hiệp, bà Tím vay số tiền <amount=350000000 VND|350.000.000 đồng> (ba trăm năm mươi triệu đồng), có làm biên nhận, hẹn 06 tháng trả nhưng đến nay mới trả được <amount=40000000 VND|40.000.000 đồng>."),
        ("p", "Yêu cầu Tòa án giải quyết những vấn đề sau đây:"),
        ("l", "1. <request|Buộc ông Hiệp và bà Tím liên đới trả cho tôi số nợ gốc còn lại là 310.000.000 đồng>;<amount=310000000 VND|>"),
        ("l", "2. <request|Buộc trả lãi chậm trả theo quy định của pháp luật kể từ ngày 16/12/2023>."),
        ("p", "Danh mục tài liệu, chứng cứ kèm theo gồm có: Biên nhận nợ ngày 15/6/2023 (bản sao)."),
        ("sign", ("NGƯỜI KHỞI KIỆN",), "Nghiêm Thị Thu Cúc", "", ()),
    ]  # fmt: skip


def scene_record(_: Case) -> list[Op]:
    return [
        ("header", ("<parent_agency|CÔNG AN TỈNH ĐÔNG HẢI>", "<agency|CƠ QUAN CẢNH SÁT ĐIỀU TRA>"), "", ""),
        title("BIÊN BẢN KHÁM NGHIỆM HIỆN TRƯỜNG"),
        ("p", "Hồi <start_time=2025-04-11T07:35|07 giờ 35 phút ngày 11 tháng 4 năm 2025>, tại <record_place|nhà ông Lư Hồng Phong, khóm 3, phường Tân Lợi, tỉnh Đông Hải>"),
        ("p", "Chúng tôi gồm:"),
        ("names", "<p:v|Lư Hồng Phong>"),
        ("l", "1. Ông: <officer=điều tra viên: Hà Công Danh|Hà Công Danh>, chức danh: Điều tra viên - Cơ quan CSĐT Công an tỉnh Đông Hải, chủ trì;"),
        ("l", "2. Ông: <officer=kiểm sát viên: Ngụy Thành Đô|Ngụy Thành Đô>, chức danh: Kiểm sát viên - VKSND khu vực 4;"),
        ("l", "3. Bà: <officer=cán bộ kỹ thuật hình sự: Lê Thị Tường Vi|Lê Thị Tường Vi>, chức danh: Cán bộ kỹ thuật hình sự;"),
        ("p", "Với sự chứng kiến của:"),
        ("l", "1. Ông: <p:n|Kha Vĩnh Thọ><n.role=người chứng kiến|>, sinh năm <n.born=1959|1959>; nơi cư trú: <n.residence|khóm 3, phường Tân Lợi, tỉnh Đông Hải>."),
        ("p", "Đã tiến hành khám nghiệm hiện trường theo <citation=Điều 178, Điều 201 Bộ luật Tố tụng hình sự|Điều 178, Điều 201 Bộ luật Tố tụng hình sự>."),
        ("p", "Cửa rào bằng sắt hai cánh hướng Bắc, không có dấu vết cạy phá. Trên nền gạch cách cửa chính 2,3 m phát hiện dấu vết giày in bụi kích thước 27 x 9,5 cm."),
        ("p", "Trong quá trình khám nghiệm đã thu giữ:"),
        ("l", "- <exhibit=1 × kìm cộng lực dài 45 cm, cán bọc cao su màu đỏ|01 (một) kìm cộng lực dài 45 cm, cán bọc cao su màu đỏ>;"),
        ("l", "- <exhibit=1 × đoạn dây điện dài 1,2 m|01 (một) đoạn dây điện dài 1,2 m>."),
        ("p", "Việc khám nghiệm kết thúc vào hồi <end_time=2025-04-11T09:10|09 giờ 10 phút cùng ngày>. Biên bản đã được đọc lại cho mọi người cùng nghe, công nhận đúng và ký tên."),
        ("sign2", ("NGƯỜI CHỨNG KIẾN", "Kha Vĩnh Thọ", ""), ("KIỂM SÁT VIÊN", "Ngụy Thành Đô", "")),
    ]  # fmt: skip


def assignment(_: Case) -> list[Op]:
    return [
        _head(
            "VIỆN KIỂM SÁT NHÂN DÂN TỈNH ĐÔNG HẢI", "VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 4", "88/QĐ-VKSKV4", "Đông Hải",
            "2025-04-14", "ngày 14 tháng 4 năm 2025",
        ),
        title("QUYẾT ĐỊNH", "Phân công Phó Viện trưởng, Kiểm sát viên, Kiểm tra viên", "thực hành quyền công tố và kiểm sát điều tra vụ án hình sự"),
        ("center", "VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 4"),
        ("p", "Căn cứ <citation=Điều 41, Điều 42, Điều 43, Điều 165 Bộ luật Tố tụng hình sự|các điều 41, 42, 43 và 165 Bộ luật Tố tụng hình sự>;"),
        ("p", "Xét Quyết định khởi tố vụ án hình sự số <cited_document=112/QĐ-CSHS 2025-04-13|112/QĐ-CSHS> ngày 13/4/2025 của Cơ quan Cảnh sát điều tra Công an tỉnh Đông Hải về tội “<offence=Trộm cắp tài sản · Điều 173|Trộm cắp tài sản>” quy định tại <citation=Điều 173 Bộ luật Hình sự|Điều 173 Bộ luật Hình sự>,"),
        ("center", "QUYẾT ĐỊNH:"),
        ("p", "Điều 1. Phân công bà <officer=phó viện trưởng: Mạc Thị Hồng Đào|Mạc Thị Hồng Đào> - Phó Viện trưởng, ông <officer=kiểm sát viên: Ngụy Thành Đô|Ngụy Thành Đô> - Kiểm sát viên và bà <officer=kiểm tra viên: Tôn Nữ Bảo Trân|Tôn Nữ Bảo Trân> - Kiểm tra viên thực hành quyền công tố và kiểm sát điều tra đối với vụ án nêu trên."),
        ("p", "Điều 2. Các ông, bà có tên tại Điều 1 thực hiện nhiệm vụ, quyền hạn theo quy định của Bộ luật Tố tụng hình sự."),
        ("sign", ("VIỆN TRƯỞNG",), "Khổng Văn Thạnh", "", ("- Cơ quan CSĐT;", "- Như Điều 1;", "- Lưu: HSVA, HSKS.")),
    ]  # fmt: skip


def docketing_notice(_: Case) -> list[Op]:
    return [
        _head(
            "TÒA ÁN NHÂN DÂN TỈNH ĐÔNG HẢI", "TÒA ÁN NHÂN DÂN THÀNH PHỐ TÂN LỢI", "112/TB-TLVA", "Tân Lợi", "2025-03-28",
            "ngày 28 tháng 3 năm 2025",
        ),
        title("THÔNG BÁO", "VỀ VIỆC THỤ LÝ VỤ ÁN"),
        ("p", "Kính gửi: Viện kiểm sát nhân dân thành phố Tân Lợi"),
        ("p", "Ngày 28 tháng 3 năm 2025, <court|Tòa án nhân dân thành phố Tân Lợi> đã thụ lý vụ án dân sự thụ lý số: <docket=97/2025/TLST-DS 2025-03-28|97/2025/TLST-DS> về việc “<dispute|Tranh chấp hợp đồng vay tài sản>” theo đơn khởi kiện của:"),
        ("p", "<v.role=nguyên đơn|Nguyên đơn>: Bà <p:v|Nghiêm Thị Thu Cúc>, sinh năm <v.born=1965|1965>. Địa chỉ: <v.residence|số 44 đường Lý Thường Kiệt, khóm 1, phường 2, thành phố Tân Lợi>."),
        ("p", "<b.role=bị đơn|Bị đơn>: Ông <p:b|Châu Phước Hiệp>, sinh năm <b.born=1970|1970>. Địa chỉ: <b.residence|ấp Rạch Dừa, xã Long Thạnh, tỉnh Đông Hải>."),
        ("p", "Những vấn đề cụ thể được người khởi kiện yêu cầu Tòa án giải quyết gồm:"),
        ("l", "- <request|Buộc ông Hiệp trả số nợ gốc 310.000.000 đồng và tiền lãi>.<amount=310000000 VND|>"),
        ("p", "Vụ án được thụ lý giải quyết theo thủ tục thông thường. Thẩm phán được phân công: Ông <officer=thẩm phán: Dư Quốc Trọng|Dư Quốc Trọng>."),
        ("p", "Căn cứ <citation=Điều 196 Bộ luật Tố tụng dân sự|Điều 196 của Bộ luật Tố tụng dân sự>, Tòa án thông báo để Viện kiểm sát biết."),
        ("sign", ("THẨM PHÁN",), "Dư Quốc Trọng", "", ("- Như trên;", "- Đương sự;", "- Lưu: hồ sơ vụ án.")),
    ]  # fmt: skip


def detention_approval(_: Case) -> list[Op]:
    return [
        _head(
            "VIỆN KIỂM SÁT NHÂN DÂN TỈNH ĐÔNG HẢI", "VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 4", "41/QĐ-VKSKV4", "Đông Hải",
            "2025-04-22", "ngày 22 tháng 4 năm 2025",
        ),
        title("QUYẾT ĐỊNH", "PHÊ CHUẨN LỆNH TẠM GIAM"),
        ("center", "VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 4"),
        ("p", "Căn cứ <citation=Điều 41, Điều 119, Điều 165, Điều 173 Bộ luật Tố tụng hình sự|các điều 41, 119, 165 và 173 Bộ luật Tố tụng hình sự>;"),
        ("p", "Xét thấy Lệnh tạm giam số <cited_document=33/LTG-CSHS 2025-04-21&approved_act=33/LTG-CSHS 2025-04-21|33/LTG-CSHS> ngày 21/4/2025 của Cơ quan Cảnh sát điều tra Công an tỉnh Đông Hải đối với <a.role=bị can|bị can> <p:a|Phan Thanh Nhã> là có căn cứ và hợp pháp,"),
        ("center", "QUYẾT ĐỊNH:"),
        ("p", "Điều 1. Phê chuẩn Lệnh tạm giam nêu trên; thời hạn tạm giam <term=P2M 2025-04-22/2025-06-20|02 tháng, kể từ ngày 22/4/2025 đến hết ngày 20/6/2025>."),
        ("p", "Điều 2. Yêu cầu Cơ quan Cảnh sát điều tra Công an tỉnh Đông Hải thực hiện Quyết định này theo đúng quy định."),
        ("sign", ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"), "Mạc Thị Hồng Đào", "", ("- Cơ quan CSĐT;", "- Bị can;", "- Lưu: HSVA, HSKS.")),
    ]  # fmt: skip


def expert_conclusion(_: Case) -> list[Op]:
    return [
        _head(
            "CÔNG AN THÀNH PHỐ NAM GIANG", "PHÒNG KỸ THUẬT HÌNH SỰ", "127/KL-KTHS", "Nam Giang", "2024-02-09",
            "ngày 09 tháng 02 năm 2024",
        ),
        title("KẾT LUẬN GIÁM ĐỊNH"),
        ("p", "Phòng Kỹ thuật hình sự Công an thành phố Nam Giang nhận được Quyết định trưng cầu giám định số <cited_document=24/QĐ-CSMT 2024-02-03|24/QĐ-CSMT> ngày 03/02/2024 của Cơ quan Cảnh sát điều tra Công an thành phố Nam Giang."),
        ("p", "I. Mẫu cần giám định: 01 gói niêm phong ghi tên <p:q|Lý Quốc Bảo>, bên trong có 01 túi ny lông hàn kín chứa tinh thể không màu."),
        ("p", "II. Yêu cầu giám định: Mẫu gửi đến có phải là ma túy không, loại gì, khối lượng bao nhiêu?"),
        ("p", "III. Kết luận: <conclusion|Tinh thể không màu trong gói niêm phong gửi đến giám định là ma túy, loại Methamphetamine, khối lượng 0,8412 gam>.<weight=0.8412 g Methamphetamine|>"),
        ("sign2", ("GIÁM ĐỊNH VIÊN", "Từ Thị Phương Thảo", "Đại úy"), ("KT. TRƯỞNG PHÒNG", "Ưng Văn Hòa", "Trung tá")),
    ]  # fmt: skip


def valuation(_: Case) -> list[Op]:
    return [
        _head(
            "ỦY BAN NHÂN DÂN PHƯỜNG TÂN LỢI", "HỘI ĐỒNG ĐỊNH GIÁ TÀI SẢN", "48/KL-HĐĐGTS", "Tân Lợi", "2025-05-06",
            "ngày 06 tháng 5 năm 2025",
        ),
        title("KẾT LUẬN ĐỊNH GIÁ TÀI SẢN"),
        ("p", "Theo Văn bản yêu cầu định giá tài sản số <cited_document=77/YC-CSHS 2025-04-23|77/YC-CSHS> ngày 23/4/2025 của Cơ quan Cảnh sát điều tra Công an tỉnh Đông Hải."),
        ("p", "Hội đồng kết luận giá trị của tài sản tại thời điểm bị xâm hại ngày 11/4/2025 như sau:"),
        (
            "table",
            (32, 188, 44, 60, 70, 86),
            (
                ("STT", "Tên, đặc điểm tài sản", "ĐVT", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)"),
                ("1", "<exhibit=1 × Máy phát điện Elemax 5 kVA, đã qua sử dụng = 55000000 VND|Máy phát điện Elemax 5 kVA, đã qua sử dụng>", "cái", "01", "55.000.000", "55.000.000"),
                ("2", "<exhibit=2 × Bình ắc quy 100 Ah = 6200000 VND|Bình ắc quy 100 Ah>", "bình", "02", "3.100.000", "6.200.000"),
                ("", "Tổng cộng", "", "", "", "61.200.000"),
            ),
        ),
        ("p", "Tổng giá trị tài sản là: <total_value=61200000 VND&amount=61200000 VND|61.200.000 đồng>, bằng chữ: Sáu mươi mốt triệu hai trăm nghìn đồng."),
        ("sign", ("TM. HỘI ĐỒNG", "CHỦ TỊCH"), "Văn Công Trứ", "", ("- Cơ quan CSĐT;", "- Lưu: HĐĐG.")),
    ]  # fmt: skip


def interrogation(_: Case) -> list[Op]:
    return [
        ("header", ("<parent_agency|CÔNG AN TỈNH ĐÔNG HẢI>", "<agency|CƠ QUAN CẢNH SÁT ĐIỀU TRA>"), "", ""),
        title("BIÊN BẢN HỎI CUNG BỊ CAN"),
        ("center", "(Lần thứ: <session=2|02>)"),
        ("p", "Hồi <start_time=2025-05-08T14:05|14 giờ 05 phút ngày 08 tháng 5 năm 2025>, tại <record_place|Trại tạm giam số 1 Công an tỉnh Đông Hải>"),
        ("l", "Tôi: <officer=điều tra viên: Hà Công Danh|Hà Công Danh> - Điều tra viên thuộc Cơ quan Cảnh sát điều tra Công an tỉnh Đông Hải"),
        ("l", "và ông <officer=kiểm sát viên: Ngụy Thành Đô|Ngụy Thành Đô> - Kiểm sát viên Viện kiểm sát nhân dân khu vực 4"),
        ("p", "Đã tiến hành hỏi cung <a.role=bị can|bị can>: <p:a|Phan Thanh Nhã>, sinh năm <a.born=1996|1996>; nơi cư trú: <a.residence|ấp Bà Chăng, xã Châu Hưng, tỉnh Đông Hải>; bị khởi tố về tội “<offence=Trộm cắp tài sản · Điều 173|Trộm cắp tài sản>” theo <citation=Điều 173 Bộ luật Hình sự|Điều 173 Bộ luật Hình sự>."),
        ("p", "Bị can đã được giải thích quyền và nghĩa vụ theo <citation=Điều 60 Bộ luật Tố tụng hình sự|Điều 60 Bộ luật Tố tụng hình sự>."),
        ("l", "HỎI: Bị can có yêu cầu người bào chữa không?"),
        ("l", "ĐÁP: Tôi nhờ Luật sư <officer=luật sư: Thái Minh Khôi|Thái Minh Khôi> bào chữa."),
        ("l", "HỎI: Bị can trình bày việc lấy tài sản của ông <p:v|Lư Hồng Phong>?"),
        ("l", "ĐÁP: Tôi và Tăng Chí Cường vào lấy máy phát điện đem bán được <amount=9500000 VND|9.500.000 đồng>, tôi trả nợ cho chị Mai <amount=2000000 VND|2.000.000 đồng>, còn lại xài hết."),
        ("p", "Việc hỏi cung kết thúc hồi <end_time=2025-05-08T15:50|15 giờ 50 phút cùng ngày>."),
        ("sign2", ("BỊ CAN", "Phan Thanh Nhã", ""), ("ĐIỀU TRA VIÊN", "Hà Công Danh", "")),
    ]  # fmt: skip


PAPERS = {
    "indictment": indictment, "investigation_conclusion": investigation_conclusion,
    "witness_statement": witness_statement, "accused_decision": accused_decision, "custody_order": custody_order,
    "judgment": judgment, "claim": claim, "scene_record": scene_record, "assignment": assignment,
    "docketing_notice": docketing_notice, "detention_approval": detention_approval,
    "expert_conclusion": expert_conclusion, "valuation": valuation, "interrogation": interrogation,
}  # fmt: skip
