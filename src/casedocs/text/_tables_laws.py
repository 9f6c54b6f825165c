"""Names of codes, laws and ordinances, the short forms in use, and how many articles the codes have.

Names are titles of acts of the National Assembly (Official Gazette); article counts are those of the codes of 2015 and
2019. The list serves to find where the name of a law ends; a law that it lacks is still read, with less confidence.
"""

__all__ = ["ARTICLES", "LAWS", "SHORT_FORMS"]

# Code → number of its last article. Later amendments add letters (217a), not numbers.
ARTICLES = {
    "Bộ luật Hình sự": 426,
    "Bộ luật Tố tụng hình sự": 510,
    "Bộ luật Dân sự": 689,
    "Bộ luật Tố tụng dân sự": 517,
    "Luật Tố tụng hành chính": 372,
    "Bộ luật Lao động": 242,
    "Bộ luật Hàng hải Việt Nam": 341,
}

SHORT_FORMS = {
    "BLHS": "Bộ luật Hình sự",
    "BLTTHS": "Bộ luật Tố tụng hình sự",
    "TTHS": "Bộ luật Tố tụng hình sự",
    "BLDS": "Bộ luật Dân sự",
    "BLTTDS": "Bộ luật Tố tụng dân sự",
    "TTDS": "Bộ luật Tố tụng dân sự",
    "LTTHC": "Luật Tố tụng hành chính",
    "TTHC": "Luật Tố tụng hành chính",
    "BLLĐ": "Bộ luật Lao động",
    "LHNGĐ": "Luật Hôn nhân và gia đình",
    "LHN&GĐ": "Luật Hôn nhân và gia đình",
    "HNGĐ": "Luật Hôn nhân và gia đình",
    "HN&GĐ": "Luật Hôn nhân và gia đình",
    "LĐĐ": "Luật Đất đai",
    "LTHADS": "Luật Thi hành án dân sự",
    "THADS": "Luật Thi hành án dân sự",
    "THAHS": "Luật Thi hành án hình sự",
    "XLVPHC": "Luật Xử lý vi phạm hành chính",
    "LXLVPHC": "Luật Xử lý vi phạm hành chính",
    "BHXH": "Luật Bảo hiểm xã hội",
    "SHTT": "Luật Sở hữu trí tuệ",
}

LAWS = tuple(
    """\
Bộ luật Hình sự
Bộ luật Tố tụng hình sự
Bộ luật Dân sự
Bộ luật Tố tụng dân sự
Bộ luật Lao động
Bộ luật Hàng hải Việt Nam
Hiến pháp
Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam
Luật An ninh mạng
Luật An ninh quốc gia
Luật An toàn thông tin mạng
Luật An toàn thực phẩm
Luật An toàn, vệ sinh lao động
Luật Báo chí
Luật Bảo hiểm tiền gửi
Luật Bảo hiểm xã hội
Luật Bảo hiểm y tế
Luật Bảo vệ bí mật nhà nước
Luật Bảo vệ dữ liệu cá nhân
Luật Bảo vệ môi trường
Luật Bảo vệ quyền lợi người tiêu dùng
Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân
Luật Biên phòng Việt Nam
Luật Bình đẳng giới
Luật Các công cụ chuyển nhượng
Luật Các tổ chức tín dụng
Luật Cán bộ, công chức
Luật Căn cước
Luật Căn cước công dân
Luật Cạnh tranh
Luật Chất lượng sản phẩm, hàng hóa
Luật Chăn nuôi
Luật Chứng khoán
Luật Chuyển đổi số
Luật Chuyển giao công nghệ
Luật Công an nhân dân
Luật Công chứng
Luật Công đoàn
Luật Công nghệ cao
Luật Công nghệ thông tin
Luật Công nghiệp công nghệ số
Luật Cư trú
Luật Dân quân tự vệ
Luật Dẫn độ
Luật Di sản văn hóa
Luật Doanh nghiệp
Luật Dự trữ quốc gia
Luật Dược
Luật Du lịch
Luật Dữ liệu
Luật Đặc xá
Luật Đất đai
Luật Đầu tư
Luật Đầu tư công
Luật Đầu tư theo phương thức đối tác công tư
Luật Đấu giá tài sản
Luật Đấu thầu
Luật Đê điều
Luật Địa chất và khoáng sản
Luật Điện ảnh
Luật Điện lực
Luật Điều ước quốc tế
Luật Đo lường
Luật Đường bộ
Luật Đường sắt
Luật Giá
Luật Giám định tư pháp
Luật Giao dịch điện tử
Luật Giao thông đường bộ
Luật Giao thông đường thủy nội địa
Luật Giáo dục
Luật Giáo dục đại học
Luật Giáo dục nghề nghiệp
Luật Giáo dục quốc phòng và an ninh
Luật Hải quan
Luật Hàng không dân dụng Việt Nam
Luật Hiến, lấy, ghép mô, bộ phận cơ thể người và hiến, lấy xác
Luật Hóa chất
Luật Hòa giải ở cơ sở
Luật Hòa giải, đối thoại tại Tòa án
Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân
Luật Hôn nhân và gia đình
Luật Hộ tịch
Luật Hợp tác xã
Luật Kế toán
Luật Khám bệnh, chữa bệnh
Luật Khí tượng thủy văn
Luật Khiếu nại
Luật Khoa học và công nghệ
Luật Khoa học, công nghệ và đổi mới sáng tạo
Luật Khoáng sản
Luật Kiểm toán độc lập
Luật Kiểm toán nhà nước
Luật Kiến trúc
Luật Kinh doanh bảo hiểm
Luật Kinh doanh bất động sản
Luật Lâm nghiệp
Luật Luật sư
Luật Lưu trữ
Luật Lý lịch tư pháp
Luật Mặt trận Tổ quốc Việt Nam
Luật Năng lượng nguyên tử
Luật Ngân hàng Nhà nước Việt Nam
Luật Ngân sách nhà nước
Luật Nghĩa vụ quân sự
Luật Người cao tuổi
Luật Người khuyết tật
Luật Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng
Luật Nhà giáo
Luật Nhà ở
Luật Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam
Luật Nuôi con nuôi
Luật Phá sản
Luật Phòng cháy và chữa cháy
Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ
Luật Phòng, chống bạo lực gia đình
Luật Phòng, chống bệnh truyền nhiễm
Luật Phòng, chống khủng bố
Luật Phòng, chống ma túy
Luật Phòng, chống mua bán người
Luật Phòng, chống rửa tiền
Luật Phòng, chống tác hại của rượu, bia
Luật Phòng, chống tác hại của thuốc lá
Luật Phòng, chống tham nhũng
Luật Phòng, chống thiên tai
Luật Phòng không nhân dân
Luật Phòng thủ dân sự
Luật Phí và lệ phí
Luật Phổ biến, giáo dục pháp luật
Luật Quản lý ngoại thương
Luật Quản lý nợ công
Luật Quản lý thuế
Luật Quản lý, sử dụng tài sản công
Luật Quản lý, sử dụng vốn nhà nước đầu tư vào sản xuất, kinh doanh tại doanh nghiệp
Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ
Luật Quảng cáo
Luật Quốc phòng
Luật Quốc tịch Việt Nam
Luật Quy hoạch
Luật Quy hoạch đô thị
Luật Quy hoạch đô thị và nông thôn
Luật Sở hữu trí tuệ
Luật Sĩ quan Quân đội nhân dân Việt Nam
Luật Sử dụng năng lượng tiết kiệm và hiệu quả
Luật Tài nguyên nước
Luật Tần số vô tuyến điện
Luật Thanh niên
Luật Thanh tra
Luật Thể dục, thể thao
Luật Thi đua, khen thưởng
Luật Thi hành án dân sự
Luật Thi hành án hình sự
Luật Thi hành tạm giữ, tạm giam
Luật Thi hành tạm giữ, tạm giam và cấm đi khỏi nơi cư trú
Luật Thống kê
Luật Thủ đô
Luật Thuế bảo vệ môi trường
Luật Thuế giá trị gia tăng
Luật Thuế sử dụng đất nông nghiệp
Luật Thuế sử dụng đất phi nông nghiệp
Luật Thuế tài nguyên
Luật Thuế thu nhập cá nhân
Luật Thuế thu nhập doanh nghiệp
Luật Thuế tiêu thụ đặc biệt
Luật Thuế xuất khẩu, thuế nhập khẩu
Luật Thủy lợi
Luật Thủy sản
Luật Thú y
Luật Thương mại
Luật Tiếp cận thông tin
Luật Tiếp công dân
Luật Tiêu chuẩn và quy chuẩn kỹ thuật
Luật Tín ngưỡng, tôn giáo
Luật Tình trạng khẩn cấp
Luật Tổ chức Chính phủ
Luật Tổ chức chính quyền địa phương
Luật Tổ chức cơ quan điều tra hình sự
Luật Tổ chức Quốc hội
Luật Tổ chức Tòa án nhân dân
Luật Tổ chức Viện kiểm sát nhân dân
Luật Tố cáo
Luật Tố tụng hành chính
Luật Trách nhiệm bồi thường của Nhà nước
Luật Trật tự, an toàn giao thông đường bộ
Luật Trẻ em
Luật Trí tuệ nhân tạo
Luật Trọng tài thương mại
Luật Trồng trọt
Luật Trợ giúp pháp lý
Luật Trưng cầu ý dân
Luật Trưng mua, trưng dụng tài sản
Luật Tư pháp người chưa thành niên
Luật Tương trợ tư pháp
Luật Tương trợ tư pháp về dân sự
Luật Tương trợ tư pháp về hình sự
Luật Chuyển giao người đang chấp hành án phạt tù
Luật Viên chức
Luật Việc làm
Luật Viễn thông
Luật Xây dựng
Luật Xuất bản
Luật Xuất cảnh, nhập cảnh của công dân Việt Nam
Luật Xử lý vi phạm hành chính
Pháp lệnh Án phí, lệ phí Tòa án
Pháp lệnh Cảnh sát môi trường
Pháp lệnh Cựu chiến binh
Pháp lệnh Dân số
Pháp lệnh Ngoại hối
Pháp lệnh Quản lý thị trường
Pháp lệnh Thủ tục bắt giữ tàu bay
Pháp lệnh Thủ tục bắt giữ tàu biển
Pháp lệnh Tín ngưỡng, tôn giáo
Pháp lệnh Ưu đãi người có công với cách mạng
Pháp lệnh Xử lý vi phạm hành chính""".splitlines()
)
