"""Words before the names of persons: procedural roles with their articles, offices, forms of address.

Roles and articles are those of the Criminal Procedure Code 2015 (articles 36-84), the Civil Procedure Code 2015 (68-88)
and the Law on Administrative Procedure 2015 (3, 53).
"""

__all__ = ["FAMILY_NAMES", "HONORIFICS", "NOT_NAMES", "ROLES"]

# printed role → group: party (a single given name may follow), official, other.
ROLES = {
    "người tố giác": "party", "người báo tin": "party", "người bị tố giác": "party",
    "người bị kiến nghị khởi tố": "party",
    "người bị giữ trong trường hợp khẩn cấp": "party", "người bị bắt": "party", "người bị tạm giữ": "party",
    "người bị tạm giam": "party", "bị can": "party", "bị cáo": "party", "bị hại": "party", "người bị hại": "party",
    "người bị kết án": "party", "phạm nhân": "party", "nguyên đơn dân sự": "party", "bị đơn dân sự": "party",
    "nguyên đơn": "party", "bị đơn": "party", "người có quyền lợi, nghĩa vụ liên quan": "party",
    "người làm chứng": "party", "người chứng kiến": "party", "người khởi kiện": "party", "người bị kiện": "party",
    "người giám định": "party", "giám định viên": "official", "người định giá tài sản": "party",
    "người phiên dịch": "party", "người dịch thuật": "party", "người bào chữa": "party", "luật sư": "official",
    "người bảo vệ quyền và lợi ích hợp pháp": "party", "người đại diện": "party", "người đại diện hợp pháp": "party",
    "người đại diện theo ủy quyền": "party", "người giám hộ": "party", "trợ giúp viên pháp lý": "official",
    "đối tượng": "party", "nạn nhân": "party", "đương sự": "party", "người kháng cáo": "party",
    "điều tra viên": "official", "cán bộ điều tra": "official", "kiểm sát viên": "official",
    "kiểm tra viên": "official",
    "thẩm phán": "official", "hội thẩm": "official", "hội thẩm nhân dân": "official", "thư ký": "official",
    "thư ký phiên tòa": "official", "thư ký tòa án": "official", "thủ trưởng": "official", "phó thủ trưởng": "official",
    "viện trưởng": "official", "phó viện trưởng": "official", "chánh án": "official", "phó chánh án": "official",
    "chấp hành viên": "official", "chủ tịch": "official", "phó chủ tịch": "official", "giám đốc": "official",
    "phó giám đốc": "official", "trưởng phòng": "official", "phó trưởng phòng": "official", "bộ trưởng": "official",
    "thủ tướng": "official", "phó thủ tướng": "official", "phó thủ tướng thường trực": "official",
    "họ và tên": "label", "họ tên": "label", "họ và tên khai sinh": "label", "họ, chữ đệm và tên": "label",
    "tôi tên là": "label", "tên là": "label", "tên tôi là": "label", "người khai": "label", "người viết đơn": "label",
    "con ông": "kin", "con bà": "kin", "vợ là": "kin", "chồng là": "kin", "cha là": "kin", "mẹ là": "kin",
    "vợ": "kin", "chồng": "kin", "cha": "kin", "mẹ": "kin", "con": "kin", "cha ruột": "kin",
    "mẹ ruột": "kin", "anh ruột": "kin", "chị ruột": "kin", "em ruột": "kin", "con ruột": "kin", "con trai": "kin",
    "con gái": "kin", "cháu ruột": "kin", "lái xe": "party", "tài xế": "party", "chủ xe": "party",
    "chủ phương tiện": "party", "người điều khiển": "party", "người lái": "party", "chủ hộ": "party",
    "chủ tài khoản": "party", "người vay": "party", "người cho vay": "party", "người nhận": "party",
    "người tên": "label", "tên": "name",
}  # fmt: skip

HONORIFICS = ("ông", "bà", "anh", "chị", "em", "cháu", "cô", "chú", "cụ", "đồng chí", "đ/c")

_FAMILIES = """\
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn trịnh trương đinh lâm phùng
mai tô vương hà tạ tăng quách hứa lưu mã tiêu thái la từ triệu mạch lư khưu ngụy âu dư ong tôn chu châu cao
cù kiều lương lại thạch sơn kim danh kiên chau neang néang lục giang trà nghiêm khổng đàm điền lò quàng tòng
cầm giàng thào vàng sùng hạng lường bế nông ma đồng ninh tống tất thiều liêu liễu lữ nhan nhâm ôn phương
bành ngũy sử diệp doãn mạc hồng hàn tiết trang sầm kha đổng khuất khúc tưởng trác ung giáp cung
thiệu trầm uông vòng y h'"""
FAMILY_NAMES = frozenset(_FAMILIES.split())

# Words that begin with a capital after a role and are no name (folded): agencies, offices, months, headings.
_OTHERS = """\
vien toa co cong uy bo so phong ban hoi doi chi cuc tong quoc hdxx vks vksnd tand ubnd hdnd cqdt nhan viet
nuoc van truong trung khoa benh ngan tap dang doan lien mat chinh hoc sinh can bi nguoi kiem dieu tham thu
luat phan thanh tinh huyen quan xa phuong thi ap khom thon to khu duong nha dia ngay thang nam khi tai theo
trong do va tru noi que gioi dan ton trinh nghe cmnd cccd ho ten cap pho su muc quy dong chung thuong cach
cac neu tuy hien sau truoc luc cung ghi bien chieu uong dai ha quyen"""
NOT_NAMES = frozenset(_OTHERS.split())
