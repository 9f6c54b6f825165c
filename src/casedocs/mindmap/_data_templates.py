"""The branches of the templates, as the trade uses them: one line a node, two spaces a level.

Sources: the branches read from guideline HD 10/HD-VKSTC (29/5/2024) by a public program; the matters to prove of
article 85 and the kinds of evidence of article 87 of the Criminal Procedure Code (BLTTHS); articles 94 and 262 of the
Civil Procedure Code (BLTTDS); map kinds named in guides of provincial procuracies. The wording of the nodes is ours.
"""

__all__ = ["TEMPLATES"]

_RIGHT = "org.xmind.ui.logic.right"
_MAP = "org.xmind.ui.map"
_TIME = "org.xmind.ui.timeline.horizontal"
_TREE = "org.xmind.ui.tree.right"

# name → (Vietnamese title, English title, structure of the root, branches)
TEMPLATES: dict[str, tuple[str, str, str, str]] = {
    "danh-gia-chung-cu": (
        "Báo cáo đánh giá tài liệu, chứng cứ",
        "Assessment of evidence before the investigation ends",
        _RIGHT,
        """
Thông tin vụ án
  QĐ khởi tố vụ án
  QĐ khởi tố bị can, phê chuẩn
  ĐTV, KSV thụ lý
  Loại tội phạm
  Thời hạn điều tra, mốc đánh giá chứng cứ
Bị can
  Lý lịch
  Tiền án, tiền sự
  Biện pháp ngăn chặn
Diễn biến hành vi
  Thời gian, địa điểm
  Công cụ, phương tiện
  Hậu quả, thiệt hại
Vấn đề phải chứng minh (Điều 85)
  Có hành vi phạm tội; thời gian, địa điểm
  Ai thực hiện; lỗi; năng lực TNHS; mục đích, động cơ
  Tình tiết tăng nặng, giảm nhẹ; nhân thân
  Tính chất, mức độ thiệt hại
  Nguyên nhân, điều kiện phạm tội
  Loại trừ, miễn TNHS, miễn hình phạt
Chứng cứ buộc tội (Điều 87)
  Vật chứng
  Lời khai, lời trình bày
  Dữ liệu điện tử
  Kết luận giám định, định giá
  Biên bản
  Ủy thác tư pháp, hợp tác quốc tế
  Tài liệu, đồ vật khác
Chứng cứ gỡ tội
  Vật chứng
  Lời khai, lời trình bày
  Dữ liệu điện tử
  Kết luận giám định, định giá
  Tài liệu khác
Mâu thuẫn, chưa rõ
  Lời khai mâu thuẫn
  Đề nghị đối chất
Thủ tục tố tụng
  Đủ, thiếu tài liệu
  Thời hạn
  Chữ ký, giao nhận
Xử lý vật chứng, dân sự
  Vật chứng
  Bồi thường
Đánh giá
  Chứng cứ hợp pháp, khách quan, liên quan
  Tội danh, điều luật
  Khung hình phạt
Đề xuất
  Đủ căn cứ kết thúc điều tra
  Yêu cầu điều tra bổ sung
""",
    ),
    "cau-thanh-toi-pham": (
        "Các yếu tố cấu thành tội phạm",
        "Elements of the offence",
        _MAP,
        """
Khách thể
  Quan hệ bị xâm hại
  Đối tượng tác động
Mặt khách quan
  Hành vi
  Hậu quả
  Quan hệ nhân quả
  Thời gian, địa điểm, thủ đoạn
Chủ thể
  Tuổi, năng lực TNHS
  Chủ thể đặc biệt
  Nhân thân
Mặt chủ quan
  Lỗi
  Động cơ
  Mục đích
Định tội, định khung
  Tội danh, điều luật
  Tình tiết định khung
  Tình tiết tăng nặng
  Tình tiết giảm nhẹ
Chứng cứ
  Buộc tội
  Gỡ tội
""",
    ),
    "dien-bien-vu-an": (
        "Diễn biến vụ án theo thời gian",
        "Course of events by hour",
        _TIME,
        """
Trước khi phạm tội
  … giờ … ngày …
    Ai làm gì
    Với ai, ở đâu
Khi phạm tội
  … giờ … ngày …
    Ai làm gì
    Công cụ, phương tiện
    Tác động vào đâu
Sau khi phạm tội
  … giờ … ngày …
    Che giấu, tẩu tán
    Đầu thú, bắt giữ
Hoạt động tố tụng
  Tin báo, tố giác
  Khám nghiệm, thu giữ
  Khởi tố
""",
    ),
    "dong-pham": (
        "Hành vi của từng người đồng phạm",
        "Acts of each accomplice",
        _RIGHT,
        """
Người tổ chức
  Hành vi
  Thời gian, địa điểm
  Hưởng lợi
  Lời khai
  Chứng cứ khác
Người thực hành
  Hành vi
  Thời gian, địa điểm
  Hưởng lợi
  Lời khai
  Chứng cứ khác
Người xúi giục
  Hành vi
  Lời khai
  Chứng cứ khác
Người giúp sức
  Hành vi
  Lời khai
  Chứng cứ khác
Bàn bạc, câu kết
  Thời gian, nội dung
  Phân công
Vai trò, phân hóa trách nhiệm
  Tăng nặng
  Giảm nhẹ
Mâu thuẫn giữa các lời khai
  Nội dung
  Đề nghị đối chất
""",
    ),
    "kinh-te-dong-tien": (
        "Thủ đoạn và dòng tiền",
        "Economic crime: trick and money flow",
        _RIGHT,
        """
Thủ đoạn
  Lập hồ sơ khống
  Lợi dụng chức vụ, quyền hạn
  Che giấu
Dòng tiền
  Nguồn tiền
  Tài khoản chuyển
  Tài khoản nhận
  Rút, tẩu tán
Bị can và vai trò
  Hành vi
  Hưởng lợi
Bị hại, thiệt hại
  Số tiền chiếm đoạt
  Đã khắc phục
Chứng cứ
  Sao kê, chứng từ
  Kết luận giám định tài chính
  Dữ liệu điện tử
  Lời khai
Thu hồi tài sản
  Kê biên, phong tỏa
  Tài sản cần truy tìm
""",
    ),
    "buoc-toi-go-toi": (
        "Chứng cứ buộc tội – gỡ tội",
        "Evidence for and against",
        _MAP,
        """
Chứng cứ buộc tội
  Vật chứng
  Lời khai
  Kết luận giám định, định giá
  Dữ liệu điện tử
  Biên bản
Chứng cứ gỡ tội
  Vật chứng
  Lời khai
  Kết luận giám định, định giá
  Dữ liệu điện tử
  Biên bản
Đánh giá
  Tính hợp pháp
  Tính khách quan
  Tính liên quan
Mâu thuẫn
  Nội dung
  Hướng giải quyết
""",
    ),
    "so-sanh-loi-khai": (
        "So sánh lời khai",
        "Comparison of statements",
        _TREE,
        """
Tình tiết 1
  Bị can
  Bị hại
  Người làm chứng
  Chứng cứ vật chất
  Nhận định
Tình tiết 2
  Bị can
  Bị hại
  Người làm chứng
  Chứng cứ vật chất
  Nhận định
Thay đổi lời khai
  Lần khai, ngày
  Lý do
  Ghi âm, ghi hình
Hướng giải quyết
  Đối chất
  Nhận dạng, thực nghiệm
  Hỏi tại phiên tòa
""",
    ),
    "van-de-chung-minh": (
        "Một vấn đề phải chứng minh",
        "One matter to prove",
        _MAP,
        """
Tình tiết
  Nội dung
  Thời gian, địa điểm
Chứng cứ trực tiếp
  Lời khai
  Dữ liệu, hình ảnh
Chứng cứ gián tiếp
  Vật chứng, dấu vết
  Kết luận giám định
Thu thập
  Biên bản, quyết định
  Người, ngày thu thập
Phản bác
  Lời bào chữa
  Chứng cứ ngược lại
Kết luận
  Đủ, thiếu, mâu thuẫn
  Việc cần làm
""",
    ),
    "dieu-tra-bo-sung": (
        "Vấn đề cần điều tra bổ sung",
        "Issues for further investigation",
        _TREE,
        """
Chứng cứ còn thiếu
  Nội dung
  Nguồn thu thập
Mâu thuẫn chưa làm rõ
  Nội dung
  Biện pháp
Thủ tục cần khắc phục
  Vi phạm
  Yêu cầu
Người, hành vi khác có dấu hiệu tội phạm
  Nội dung
  Đề xuất
Thời hạn
  Hạn thực hiện
  Kết quả
""",
    ),
    "dan-su": (
        "Báo cáo đề xuất giải quyết vụ án dân sự sơ thẩm",
        "Civil case at first instance",
        _RIGHT,
        """
Tố tụng
  Thẩm quyền
  Thời hiệu
  Thụ lý, thời hạn chuẩn bị xét xử
  Tống đạt
  Hòa giải, công khai chứng cứ
Quan hệ pháp luật tranh chấp
  Quan hệ tranh chấp
  Pháp luật áp dụng
Đương sự
  Nguyên đơn
  Bị đơn
  Người có quyền lợi, nghĩa vụ liên quan
  Người đại diện
Yêu cầu
  Khởi kiện
  Phản tố
  Độc lập
  Thay đổi, bổ sung, rút
Nguồn gốc, quá trình sử dụng
  Nguồn gốc
  Diễn biến
Chứng cứ
  Nguyên đơn giao nộp
  Bị đơn giao nộp
  Tòa án thu thập: thẩm định, định giá, giám định
  Sự kiện không phải chứng minh
Thống nhất – mâu thuẫn
  Điểm thống nhất
  Điểm mâu thuẫn
Căn cứ pháp luật
  Điều luật
  Án lệ
Tuân theo pháp luật tố tụng (Điều 262)
  Thẩm phán, Hội đồng xét xử, Thư ký
  Đương sự, người tham gia khác
  Vi phạm, kiến nghị
Quan điểm giải quyết
  Chấp nhận, không chấp nhận
  Án phí, chi phí
Chuẩn bị phiên tòa
  Dự kiến câu hỏi
  Nội dung cần xác minh thêm
""",
    ),
    "hanh-chinh": (
        "Báo cáo đề xuất giải quyết vụ án hành chính",
        "Administrative case",
        _RIGHT,
        """
Tố tụng
  Thẩm quyền
  Thời hiệu khởi kiện
  Thụ lý, thời hạn
  Đối thoại
Đương sự
  Người khởi kiện
  Người bị kiện
  Người có quyền lợi, nghĩa vụ liên quan
Đối tượng khởi kiện
  Quyết định hành chính
  Hành vi hành chính
Tính hợp pháp của quyết định, hành vi
  Thẩm quyền ban hành
  Trình tự, thủ tục
  Căn cứ
  Nội dung
Chứng cứ
  Người khởi kiện cung cấp
  Người bị kiện cung cấp
  Tòa án thu thập
Căn cứ pháp luật
  Văn bản áp dụng
Quan điểm giải quyết
  Chấp nhận, bác yêu cầu
  Kiến nghị
""",
    ),
    "kinh-doanh-thuong-mai": (
        "Vụ án kinh doanh, thương mại",
        "Commercial case",
        _RIGHT,
        """
Tố tụng
  Thẩm quyền, thỏa thuận trọng tài
  Thời hiệu
  Thụ lý, thời hạn
Đương sự
  Nguyên đơn
  Bị đơn
  Người đại diện, ủy quyền
Hợp đồng
  Giao kết, hiệu lực
  Đối tượng, giá
  Thực hiện
  Vi phạm
Yêu cầu
  Nợ gốc
  Lãi, phạt vi phạm
  Bồi thường
Chứng cứ
  Hợp đồng, phụ lục
  Hóa đơn, đối chiếu công nợ
  Thư từ giao dịch
Bảo đảm
  Thế chấp, bảo lãnh
  Thẩm định tài sản
Quan điểm giải quyết
  Chấp nhận, không chấp nhận
  Án phí
""",
    ),
    "lao-dong": (
        "Vụ án lao động",
        "Labour case",
        _RIGHT,
        """
Tố tụng
  Thẩm quyền
  Hòa giải viên lao động
  Thời hiệu
Đương sự
  Người lao động
  Người sử dụng lao động
Quan hệ lao động
  Hợp đồng lao động
  Tiền lương
  Bảo hiểm xã hội
Tranh chấp
  Chấm dứt hợp đồng, sa thải
  Trình tự, thủ tục
  Căn cứ
Yêu cầu
  Nhận trở lại làm việc
  Tiền lương, trợ cấp
  Bồi thường
Chứng cứ
  Quyết định
  Biên bản, nội quy
  Bảng lương
Quan điểm giải quyết
  Chấp nhận, không chấp nhận
""",
    ),
    "hon-nhan-gia-dinh": (
        "Vụ án hôn nhân và gia đình",
        "Family case",
        _RIGHT,
        """
Tố tụng
  Thẩm quyền
  Thụ lý, thời hạn
  Hòa giải
Quan hệ hôn nhân
  Đăng ký kết hôn
  Mâu thuẫn, ly thân
Con chung
  Họ tên, ngày sinh
  Nguyện vọng của con
  Người trực tiếp nuôi
  Cấp dưỡng
Tài sản
  Tài sản chung
  Tài sản riêng
  Công sức đóng góp
Nợ chung
  Chủ nợ, số tiền
  Nghĩa vụ
Chứng cứ
  Vợ giao nộp
  Chồng giao nộp
  Tòa án thu thập
Quan điểm giải quyết
  Ly hôn
  Con chung
  Tài sản, nợ
""",
    ),
    "so-huu-tri-tue": (
        "Vụ án sở hữu trí tuệ",
        "Intellectual property case",
        _RIGHT,
        """
Tố tụng
  Thẩm quyền
  Thời hiệu
Đối tượng quyền
  Văn bằng bảo hộ
  Phạm vi, thời hạn
Đương sự
  Chủ thể quyền
  Người bị cho là xâm phạm
Hành vi xâm phạm
  Hành vi
  Thời gian, địa điểm
  Hàng hóa, dấu hiệu
Chứng cứ
  Kết luận giám định
  Vi bằng, mẫu vật
  Chứng từ
Thiệt hại
  Vật chất
  Tinh thần
Quan điểm giải quyết
  Buộc chấm dứt
  Bồi thường
""",
    ),
    "pha-san": (
        "Thủ tục phá sản",
        "Bankruptcy",
        _TREE,
        """
Đơn yêu cầu
  Người nộp đơn
  Căn cứ mất khả năng thanh toán
Mở thủ tục
  Quyết định
  Quản tài viên
Tài sản
  Kiểm kê
  Giao dịch vô hiệu
Chủ nợ
  Có bảo đảm
  Không có bảo đảm
  Danh sách
Hội nghị chủ nợ
  Thành phần
  Nghị quyết
Kết quả
  Phục hồi
  Tuyên bố phá sản
Kiểm sát
  Vi phạm
  Kiến nghị, kháng nghị
""",
    ),
    "tien-do-to-tung": (
        "Tiến độ tố tụng",
        "Progress of proceedings",
        _TIME,
        """
Tin báo, tố giác
  Tiếp nhận
  Kết quả xác minh
Khởi tố
  Vụ án
  Bị can
  Phê chuẩn
Điều tra
  Biện pháp ngăn chặn
  Gia hạn
  Kết luận điều tra
Truy tố
  Giao nhận hồ sơ
  Cáo trạng
Xét xử
  Quyết định đưa ra xét xử
  Bản án
Kháng cáo, kháng nghị
  Thời hạn
  Kết quả
""",
    ),
}
