"""Invented people, places, dates and numbers."""

import random
import re
from dataclasses import dataclass

from casedocs.classify.kinds import Kind

FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Thạch", "Sơn", "Kim", "Danh", "Lâm", "Lý", "Quách", "Trịnh", "Hứa", "Vương")  # fmt: skip
MIDDLE = ("Văn", "Thị", "Minh", "Ngọc", "Hoàng", "Thanh", "Quốc", "Bảo", "Kim", "Hữu", "Đình", "Sà", "Thu")
GIVEN = ("An", "Bình", "Châu", "Dũng", "Đạt", "Giang", "Hạnh", "Khoa", "Lộc", "Mai", "Nam", "Oanh", "Phúc", "Quyên", "Rươl", "Sang", "Tâm", "Út", "Vinh", "Xuân", "Yến")  # fmt: skip
OFFENCES = ("Trộm cắp tài sản", "Cố ý gây thương tích", "Lừa đảo chiếm đoạt tài sản", "Tàng trữ trái phép chất ma túy", "Mua bán trái phép chất ma túy", "Cướp giật tài sản", "Đánh bạc", "Giết người", "Vi phạm quy định về tham gia giao thông đường bộ", "Hủy hoại tài sản", "Tham ô tài sản", "Gây rối trật tự công cộng")  # fmt: skip
PROVINCES = ("Sông Thanh", "Cửa Đông", "Hòa Lạc", "Tân Khánh", "Bình Sơn", "Phước Hải")
DISTRICTS = ("Mỹ Lợi", "Tân Hòa", "Long Phú Đông", "Vĩnh An", "Kế Thành", "Trà Lân")
DISPUTES = ("tranh chấp quyền sử dụng đất", "tranh chấp hợp đồng vay tài sản", "ly hôn, tranh chấp về nuôi con", "tranh chấp thừa kế tài sản", "tranh chấp hợp đồng mua bán hàng hóa", "tranh chấp hợp đồng lao động")  # fmt: skip
COMPLAINTS = ("khiếu kiện quyết định hành chính về việc thu hồi đất", "khiếu kiện quyết định giải quyết khiếu nại", "khiếu kiện quyết định xử phạt vi phạm hành chính")  # fmt: skip
TOPICS = ("triển khai công tác năm 2025", "phòng, chống thiên tai", "bảo vệ chính trị nội bộ", "ứng dụng công nghệ thông tin", "thi đua, khen thưởng", "kiểm tra công tác văn thư, lưu trữ", "tổ chức hội nghị sơ kết", "điều động công chức", "quản lý tài sản công")  # fmt: skip


@dataclass(frozen=True)
class Case:
    """The facts that a paper is filled with."""

    person: str
    other: str
    officer: str
    leader: str
    offence: str
    dispute: str
    complaint: str
    topic: str
    province: str
    district: str
    new_names: bool
    day: int
    month: int
    year: int
    serial: int
    article: int

    @property
    def date(self) -> str:
        return f"ngày {self.day:02d} tháng {self.month:02d} năm {self.year}"


def person(rng: random.Random) -> str:
    return f"{rng.choice(FAMILY_NAMES)} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}"


def new_case(rng: random.Random) -> Case:
    year = rng.choice((2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026))
    return Case(
        person(rng), person(rng), person(rng), person(rng), rng.choice(OFFENCES), rng.choice(DISPUTES),
        rng.choice(COMPLAINTS), rng.choice(TOPICS), rng.choice(PROVINCES), rng.choice(DISTRICTS), year >= 2025,
        rng.randint(1, 28), rng.randint(1, 12), year, rng.randint(1, 480), rng.choice((123, 134, 173, 174, 249, 251, 321)),
    )  # fmt: skip


def agencies(kind: Kind, case: Case, rng: random.Random, group: str) -> list[str]:
    """The left block: parent and issuer."""
    issuer = rng.choice([item for item in kind.issuers if item != "any"] or ["agency"])
    p, d, k = case.province.upper(), case.district.upper(), rng.randint(1, 9)
    level = rng.choice(("central", "province", "local", "local"))
    table: dict[str, list[list[str]]] = {
        "vks": [
            ["VIỆN KIỂM SÁT NHÂN DÂN", f"TỈNH {p}", f"VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC {k}"]
            if case.new_names
            else [f"VIỆN KIỂM SÁT NHÂN DÂN TỈNH {p}", "VIỆN KIỂM SÁT NHÂN DÂN", f"HUYỆN {d}"],
            ["VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", f"VIỆN KIỂM SÁT NHÂN DÂN TỈNH {p}"],
        ],
        "cqdt": [
            [f"CÔNG AN TỈNH {p}", "CƠ QUAN CẢNH SÁT ĐIỀU TRA"],
            [f"CÔNG AN HUYỆN {d}", "CƠ QUAN CẢNH SÁT ĐIỀU TRA"],
            [f"CÔNG AN TỈNH {p}", "CƠ QUAN AN NINH ĐIỀU TRA"],
        ],
        "commune_police": [[f"CÔNG AN TỈNH {p}", f"CÔNG AN XÃ {d}"], [f"CÔNG AN HUYỆN {d}", f"CÔNG AN THỊ TRẤN {p}"]],
        "police": [[f"CÔNG AN TỈNH {p}", "PHÒNG HỒ SƠ NGHIỆP VỤ"], ["BỘ CÔNG AN", f"CÔNG AN TỈNH {p}"]],
        "court": [
            [f"TÒA ÁN NHÂN DÂN TỈNH {p}"],
            [f"TÒA ÁN NHÂN DÂN TỈNH {p}", f"TÒA ÁN NHÂN DÂN KHU VỰC {k}"] if case.new_names else [f"TÒA ÁN NHÂN DÂN HUYỆN {d}", f"TỈNH {p}"],
        ],
        "committee": [["ỦY BAN NHÂN DÂN", f"TỈNH {p}"], ["ỦY BAN NHÂN DÂN", f"XÃ {d}"]],
        "enforcement": [[f"CỤC THI HÀNH ÁN DÂN SỰ TỈNH {p}", f"CHI CỤC THI HÀNH ÁN DÂN SỰ HUYỆN {d}"]],
        "prison": [["BỘ CÔNG AN", f"TRẠI GIAM {d}"]],
        "medical": [[f"SỞ Y TẾ TỈNH {p}", f"BỆNH VIỆN ĐA KHOA {d}"]],
        "expert": [[f"CÔNG AN TỈNH {p}", "PHÒNG KỸ THUẬT HÌNH SỰ"], [f"SỞ Y TẾ TỈNH {p}", "TRUNG TÂM PHÁP Y"]],
        "valuation": [[f"UBND HUYỆN {d}", "HỘI ĐỒNG ĐỊNH GIÁ TÀI SẢN", "TRONG TỐ TỤNG HÌNH SỰ"]],
        "lawyer": [[f"ĐOÀN LUẬT SƯ TỈNH {p}", f"VĂN PHÒNG LUẬT SƯ {d}"]],
        "notary": [[f"VĂN PHÒNG CÔNG CHỨNG {d}"]],
        "bank": [[f"NGÂN HÀNG TMCP {p}", f"CHI NHÁNH {d}"]],
        "land": [[f"SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG TỈNH {p}", "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI"]],
        "bailiff": [[f"VĂN PHÒNG THỪA PHÁT LẠI {d}"]],
        "agency": [[f"UBND TỈNH {p}", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"], [f"TỈNH ỦY {p}", "BAN NỘI CHÍNH"], [f"UBND TỈNH {p}", "THANH TRA TỈNH"], ["BỘ TÀI CHÍNH", f"CỤC THUẾ TỈNH {p}"]],
        "person": [[]],
    }  # fmt: skip
    choice = rng.choice(table[issuer])
    if (
        issuer == "vks"
        and "chief" not in kind.id
        and level == "central"
        and kind.id in {"vks_directive", "vks_guideline"}
    ):
        return ["VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO"]
    if group != "train" and issuer in {"vks", "court", "committee"} and rng.random() < 0.2:
        choice = [line.replace("VIỆN KIỂM SÁT NHÂN DÂN", "VKSND").replace("TÒA ÁN NHÂN DÂN", "TAND") for line in choice]
    bare = kind.family == "bien_ban" and issuer in {"cqdt", "commune_police"} and rng.random() < 0.5
    return [] if bare else choice


def number(kind: Kind, case: Case, lines: list[str], rng: random.Random, group: str) -> str:
    """The number as the pattern has it, or as it is met in practice; empty for kinds without one."""
    patterns = [part for part in kind.number_patterns if "{so}" in part and not part.startswith("cũ")]
    if not patterns:
        return ""
    pattern = rng.choice(patterns)
    pattern = re.sub(r"\(.*?\)|^(?:số thụ lý vụ án|cũ):", "", pattern).strip()
    unit = rng.choice(("P1", "P2", "P9", "P10"))
    head = " ".join(lines)
    region = re.search(r"KHU VỰC (\d+)", head)
    short = f"KV{region[1]}" if region else rng.choice(("", "ST", "HLP"))
    police = (
        rng.choice(("CQSTP-ĐTTH", "CSHS", "CQCSĐT"))
        if group == "train"
        else rng.choice(("CSĐT", "CQĐT", "CSHS", "CQCSĐT(ĐTTH)"))
    )
    made = (
        pattern.replace("{so}", f"{case.serial:02d}").replace("{năm}", str(case.year))
        .replace("CQ{mã}-{đội}", police).replace("CQ{mã CQĐT}-{đội}", police)
        .replace("{viết tắt}", short).replace("[-{đơn vị}]", rng.choice(("", f"-{unit}")))
        .replace("{đv}", short or unit).replace("{cq}", rng.choice(("UBND", "STC", "CTHADS", "TTr")))
        .replace("…", rng.choice(("TG", "KX", "KB")) if "/L" in pattern else unit)
    )  # fmt: skip
    made = re.sub(r"\{.*?\}", "", made)
    if group != "train" and rng.random() < 0.1:
        made = re.sub(r"^\d+", "", made)  # the serial is left blank or written by hand
    return made.strip()
