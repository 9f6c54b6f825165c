"""Words of the group "dev": shared neither with "train" nor with "test".

Errors are looked for and thresholds are weighed on papers of this group, so that the group "test" stays unseen.
"""

MATTER: dict[str, tuple[str, ...]] = {
    "criminal": (
        "việc {person} bị tố cáo {offence} ở thôn Đoài, xã {district}", "nghi vấn {offence} liên quan {person} và {other}",
        "Điều {article} Bộ luật Hình sự về {offence}, đối tượng là {person}",
    ),
    "civil": ("ông {person} kiện bà {other} đòi giải quyết {dispute}", "{dispute}; bên khởi kiện {person}, bên bị kiện {other}"),
    "administrative": ("ông {person} không đồng ý với Ủy ban nhân dân xã {district}, {complaint}",),
    "admin": ("phần việc {topic} được phân công cho đơn vị", "yêu cầu {topic} của cấp trên tại {province}"),
}  # fmt: skip

TEMPLATES: dict[str, tuple[tuple[str, ...], ...]] = {
    "decision": (
        ("{OFFICER}", "Trên cơ sở {basis};", "Qua kiểm tra {matter},", "Thấy rằng việc này là cần thiết và đúng thẩm quyền,", "QUYẾT ĐỊNH:",
         "Điều thứ nhất: {act}.", "Điều thứ hai: {officer} và các cá nhân được nêu tên thi hành kể từ {date}."),
        ("{OFFICER}", "Chiếu theo {basis};", "Do tính chất của {matter};", "QUYẾT ĐỊNH:", "I. {act}.", "II. Đơn vị thụ lý lưu một bản vào hồ sơ, một bản gửi người có tên trên."),
    ),
    "record": (
        ("{date}, lúc 07 giờ 45, ở nhà văn hóa xã {district}", "Có mặt: {officer} là {ROLE}; {other} là công dân địa phương.", "Lý do có mặt: {act}.",
         "Diễn biến được ghi nhận: {matter}.", "Buổi làm việc dừng lúc 09 giờ 20, mọi người đã nghe đọc và ký."),
        ("Bắt đầu: 15 giờ 10, {date}.", "Cán bộ làm việc: {officer} ({ROLE}).", "Người làm việc cùng: {person}, trú thôn Thượng, xã {district}.", "Công việc: {act}.", "Sự việc được trình bày là {matter}."),
    ),
    "notice": (
        ("Kính gửi: {ADDRESSEE}", "Vừa qua {ISSUER} đã xử lý {matter}.", "Theo {basis}, {ISSUER} cho biết: {act}.", "Có vướng mắc đề nghị trao đổi lại qua bộ phận tiếp nhận."),
        ("Kính gửi: Ông (bà) phụ trách {ADDRESSEE}", "Nội dung báo: {act}.", "Liên quan: {matter}.", "Cơ sở: {basis}.", "Đã báo và chờ phúc đáp."),
    ),
    "request": (
        ("Kính gửi: {ADDRESSEE}", "Hiện nay {matter} đang được xem xét.", "Cần có {act} để làm cơ sở xử lý; vì vậy gửi văn bản này tới quý cơ quan.", "Người liên hệ: {officer}. Viện dẫn: {basis}."),
        ("Gửi tới: {ADDRESSEE}", "Trên cơ sở {basis}, với {matter},", "{ISSUER} cần quý cơ quan {act} ngay khi nhận được văn bản này."),
    ),
    "letter": (
        ("Kính gửi: Ban lãnh đạo {ADDRESSEE}", "Người đứng đơn: {person}, thường trú thôn Hạ, xã {district}.", "Xin thưa sự việc: {matter}.", "Tôi tha thiết mong được {act}.", "Lời lẽ trên đây là thật, tôi chịu trách nhiệm."),
        ("Kính gửi: {ADDRESSEE}", "Em tên {person}, năm nay 34 tuổi, làm ruộng.", "Chuyện xảy ra là {matter}.", "Nay em có nguyện vọng {act}."),
    ),
    "report": (
        ("Mục 1. Việc đã xảy ra", "{matter}, thời điểm {date}.", "Mục 2. Ý kiến của người được giao", "{officer} đề xuất {act} trên cơ sở {basis}.", "Xin ý kiến chỉ đạo."),
        ("Về {matter}, {ISSUER} trình bày mấy điểm:", "Một là, đã rà soát toàn bộ tài liệu.", "Hai là, {act}.", "Ba là, không có khó khăn lớn."),
    ),
    "judgment": (
        ("Ngồi ghế chủ tọa là Thẩm phán {officer}, cùng hai Hội thẩm.", "Phiên {LEVEL} mở ngày {date} về {matter}.", "Các bên đã tranh luận. Hội đồng bàn bạc và cho rằng {act}.", "Chiếu {basis}, xử:"),
        ("Thư ký ghi biên bản: {other}. Chủ tọa phiên: {officer}.", "Hồ sơ {LEVEL} phản ánh {matter}.", "Hội đồng thống nhất {act}. Viện dẫn {basis}."),
    ),
    "paper": (
        ("Người có liên quan: {person}, sinh năm 1990", "Về {act}", "Tình tiết: {matter}", "{province}, người ghi {officer}"),
        ("Bên liên quan: {person} và {other}", "Tóm lược: {matter}", "Loại việc: {act}", "Đã kiểm: {officer}"),
    ),
}  # fmt: skip

ADDRESSEES = {"vks": "Công an xã và Tòa án nhân dân khu vực 6", "cqdt": "Viện trưởng VKSND khu vực 1", "court": "Phòng nghiệp vụ Viện kiểm sát", "person": "Cơ quan điều tra Công an tỉnh"}  # fmt: skip

FILLERS = ("do {person} thực hiện", "ở xã {district}", "về hành vi {offence}", "theo đơn của {other}")
GENERIC = ("Về {topic} của đơn vị", "Phân công {topic}", "V/v {topic} 6 tháng cuối năm")
SHORTER = (
    ("QUYẾT ĐỊNH", "QĐ"), ("CƠ QUAN ĐIỀU TRA", "CQĐT"), ("TỐ TỤNG", "TT"), ("TÒA ÁN", "TOÀ ÁN"), ("BỊ CAN", "BỊ CAN,"),
    ("NGƯỜI BỊ TẠM GIỮ", "NGƯỜI TẠM GIỮ"), ("VỤ ÁN", "VA"), ("XỬ LÝ", "XỬ LÍ"), ("THAM GIA ", ""), ("VIỆC ", ""), ("KIỂM SÁT", "KS"),
)  # fmt: skip
ADDED = ("(bị can {person})", "(Gia hạn lần 2)", "về hành vi {offence}", "khoản 2 Điều {article} BLHS")
SMALL_WORDS = frozenset({"cho", "tại", "trong", "từ", "để", "do", "với"})


def act_of(core: str, roll: float) -> str:
    """What the paper does, said loosely."""
    words = core.split()
    if roll < 0.4:
        return f"tiến hành {core}"
    if roll < 0.7:
        return " ".join(words[len(words) // 3 :])
    return "phần việc đã nêu ở trên"
