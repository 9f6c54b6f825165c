"""Words that the header of a Vietnamese paper is known by; all folded (lower case, no diacritics, dashes as spaces).

Frame and marks: Decree 30/2020/NĐ-CP, appendix I. Kinds of papers: its appendix III and the forms of police, procuracy
and courts.
"""

__all__ = ["AGENCY_STARTS", "CIRCULATION", "SECRECY", "TITLE_STARTS", "URGENCY"]

MOTTO = "cong hoa xa hoi chu nghia viet nam"
SLOGAN = "doc lap tu do hanh phuc"
PARTY = "dang cong san viet nam"

SECRECY = {"tuyetmat": "TUYỆT MẬT", "toimat": "TỐI MẬT", "mat": "MẬT"}
URGENCY = {
    "hoatoc": "HỎA TỐC",
    "hoatochengio": "HỎA TỐC HẸN GIỜ",
    "thuongkhan": "THƯỢNG KHẨN",
    "khan": "KHẨN",
}
CIRCULATION = {"xemxongtralai": "XEM XONG TRẢ LẠI", "luuhanhnoibo": "LƯU HÀNH NỘI BỘ"}
COPIES = {"saoy": "SAO Y", "saoybanchinh": "SAO Y", "saoluc": "SAO LỤC", "trichsao": "TRÍCH SAO"}

TITLE_STARTS = (
    "quyet dinh", "bien ban", "thong bao", "lenh", "yeu cau", "de nghi", "phieu", "giay", "don", "ban tu khai",
    "ban tuong trinh", "ban ke", "ban ket luan", "ban phat bieu", "ban bao chua", "ban anh", "ban an", "ban ghi nho",
    "ban thoa thuan", "ban cam ket", "ban khai", "bao cao", "ke hoach", "ket luan", "kien nghi", "cao trang",
    "luan toi", "luan cu", "phat bieu", "so do", "danh sach", "danh muc", "danh ban", "chi ban", "thong ke",
    "bang ke", "bang sao ke", "bang tong hop", "bang thong ke", "ho so", "trich luc", "trich cuu", "trich bien ban",
    "to trinh", "cong dien", "nghi quyet", "nghi dinh", "thong tu", "chi thi", "quy che", "quy dinh", "huong dan",
    "chuong trinh", "phuong an", "de an", "du an", "hop dong", "thu moi", "thu cam on", "so thu ly", "so giao nhan",
    "so theo doi", "ly lich", "tom tat", "sao ke", "can cuoc", "chung minh nhan dan", "ho chieu", "but ky",
    "de cuong", "du kien", "xac nhan", "ket qua", "tin bao", "van ban", "noi dung", "phu luc", "bieu so", "bieu mau",
    "muc luc", "luat", "bo luat", "phap lenh", "thong cao", "manh trich do", "to khai", "to co", "khang nghi",
    "bien lai", "bien nhan", "the can cuoc", "thong tri", "cong van", "cong bo", "dinh na", "truy na", "to giac",
    "dang ky", "ban sao", "cam ket", "chung nhan", "quy trinh", "thu tuc", "du thao", "qd",
)  # fmt: skip
"""What the first line of a title begins with."""

AGENCY_STARTS = (
    "vien kiem sat", "vksnd", "vien khoa hoc", "vien ", "toa an", "tand", "cong an", "co quan", "uy ban", "ubnd",
    "bo ", "so ", "hoi dong", "chi cuc", "cuc ", "tong cuc", "phong ", "trung tam", "benh vien", "truong ",
    "dai hoc", "ngan hang", "van phong", "doan ", "ban ", "chinh phu", "quoc hoi", "thu tuong", "dang ", "tinh uy",
    "huyen uy", "thanh uy", "vu ", "kho bac", "cong ty", "trai ", "to chuc", "lien doan", "mat tran", "don bien phong",
    "bo doi", "thanh tra", "chi nhanh", "doi ", "hat kiem lam", "quan khu", "tram ", "to ",
)  # fmt: skip
"""What the name of an agency begins with; a line that begins otherwise goes on with the name before it."""
