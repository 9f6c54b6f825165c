"""How titles are printed: alternatives, additions, abbreviations, slips. Knows nothing of the matcher.

The groups of templates vary titles by different means.
"""

import random
import re

from benchmarks.papers import dev
from benchmarks.papers.facts import Case
from casedocs.classify.kinds import Kind

# What stands where a title of the catalogue has alternatives with a slash inside: picked by hand.
CHOICES: dict[str, tuple[str, ...]] = {
    "TIẾP NHẬN/KIỂM TRA, XÁC MINH/RA QUYẾT ĐỊNH GIẢI QUYẾT": ("TIẾP NHẬN", "KIỂM TRA, XÁC MINH", "RA QUYẾT ĐỊNH GIẢI QUYẾT"),
    "TẠM GIỮ/QUYẾT ĐỊNH GIA HẠN TẠM GIỮ": ("TẠM GIỮ", "GIA HẠN TẠM GIỮ"),
    "NGƯỜI PHIÊN DỊCH/NGƯỜI DỊCH THUẬT": ("NGƯỜI PHIÊN DỊCH", "NGƯỜI DỊCH THUẬT"),
    "/ĐỀ NGHỊ CỬ NGƯỜI BÀO CHỮA": ("CỬ NGƯỜI BÀO CHỮA",),
    "NGƯỜI GIÁM ĐỊNH/NGƯỜI ĐỊNH GIÁ TÀI SẢN": ("NGƯỜI GIÁM ĐỊNH", "NGƯỜI ĐỊNH GIÁ TÀI SẢN"),
    "VỤ VIỆC/VỤ ÁN": ("VỤ VIỆC", "VỤ ÁN"),
    "THƯ TÍN/ĐIỆN TÍN/BƯU KIỆN/BƯU PHẨM": ("THƯ TÍN", "ĐIỆN TÍN", "BƯU KIỆN, BƯU PHẨM"),
    "trưng cầu giám định/yêu cầu định giá tài sản": ("trưng cầu giám định", "yêu cầu định giá tài sản"),
    "GIÁM ĐỊNH/ĐỊNH GIÁ TÀI SẢN": ("GIÁM ĐỊNH", "ĐỊNH GIÁ TÀI SẢN"),
    "CÁO TRẠNG/QUYẾT ĐỊNH TRUY TỐ THEO THỦ TỤC RÚT GỌN/QUYẾT ĐỊNH TẠM ĐÌNH CHỈ/ĐÌNH CHỈ": ("CÁO TRẠNG", "QUYẾT ĐỊNH TẠM ĐÌNH CHỈ VỤ ÁN", "QUYẾT ĐỊNH TRUY TỐ THEO THỦ TỤC RÚT GỌN"),
    "truy tố bị can/trả hồ sơ vụ án/đình chỉ/tạm đình chỉ": ("truy tố bị can", "trả hồ sơ vụ án", "tạm đình chỉ vụ án"),
    "ÁP DỤNG/KHÔNG ÁP DỤNG": ("ÁP DỤNG", "KHÔNG ÁP DỤNG"),
    "KHÔNG ÁP DỤNG/THAY ĐỔI": ("KHÔNG ÁP DỤNG", "THAY ĐỔI"),
    "KHIẾU NẠI/KIẾN NGHỊ": ("KHIẾU NẠI", "KIẾN NGHỊ"),
    "NGƯỜI ĐẠI DIỆN/CƠ QUAN, TỔ CHỨC": ("NGƯỜI ĐẠI DIỆN", "CƠ QUAN, TỔ CHỨC"),
    "THỤ LÝ VỤ ÁN/HOẠT ĐỘNG TỐ TỤNG": ("THỤ LÝ VỤ ÁN", "HOẠT ĐỘNG TỐ TỤNG"),
    "TỰ THÚ/ĐẦU THÚ": ("TỰ THÚ", "ĐẦU THÚ"),
    "tự thú/đầu thú": ("tự thú", "đầu thú"),
    "giữ/bắt/tạm giữ": ("giữ", "bắt", "tạm giữ"),
    "THAY ĐỔI/TỪ CHỐI": ("THAY ĐỔI", "TỪ CHỐI"),
    "thay đổi/hủy bỏ": ("thay đổi", "hủy bỏ"),
    "bị can/bị cáo": ("bị can", "bị cáo"),
    "người/chỗ ở/nơi làm việc/phương tiện …": ("chỗ ở", "người", "phương tiện"),
    "người/ảnh/vật": ("người", "ảnh"),
}  # fmt: skip
FILLERS = {
    "train": ("đối với {person}", "vụ {offence}", "tại {district}", "của {other}"),
    "test": ("liên quan đến ông {person}", "trong vụ án {offence}", "tỉnh {province}", "về nội dung nêu trên"),
    "dev": dev.FILLERS,
}
GENERIC = {
    "train": ("Về việc {topic}", "{topic}", "Về việc tăng cường công tác {topic}"),
    "test": ("V/v {topic} tại tỉnh {province}", "Đẩy mạnh {topic}", "Về công tác {topic} trong quý III"),
    "dev": dev.GENERIC,
}
SHORTER = {
    "train": (("VỤ ÁN HÌNH SỰ", "VỤ ÁN"), ("NGUỒN TIN VỀ TỘI PHẠM", "NGUỒN TIN")),
    "test": (
        ("VIỆN KIỂM SÁT", "VKS"), ("KIỂM SÁT VIÊN", "KSV"), ("ĐIỀU TRA VIÊN", "ĐTV"), ("TÀI LIỆU, CHỨNG CỨ", "CHỨNG CỨ, TÀI LIỆU"),
        ("VỀ TỘI PHẠM", "TỘI PHẠM"), ("THỜI HẠN ", ""), ("ĐỂ TẠM GIAM", "TẠM GIAM"), ("HỦY BỎ", "HUỶ BỎ"), ("PHIÊN TÒA", "PHIÊN TOÀ"),
    ),
    "dev": dev.SHORTER,
}  # fmt: skip
ADDED = {
    "train": ("(Lần thứ hai)", "Đối với bị can {person}", "Vụ án “{offence}”"),
    "test": ("đối với {person}, sinh năm 1987", "(Lần thứ nhất)", "phạm tội “{offence}”", "theo Điều {article} BLHS"),
    "dev": dev.ADDED,
}
SMALL_WORDS = {"test": frozenset({"việc", "về", "của", "theo", "đối", "các", "và"}), "dev": dev.SMALL_WORDS}


def fill(text: str, case: Case) -> str:
    """Puts the case's facts in the named fields."""
    return re.sub(r"\{(\w+)\}", lambda match: str(getattr(case, match[1])), text)


def title_lines(kind: Kind, case: Case, rng: random.Random, group: str) -> list[str]:
    """The lines of the title as one paper prints them."""
    lines = [_choose(line, rng) for line in rng.choice(kind.titles)]
    lines = [_placeholders(kind, line, case, rng, group) for line in lines]
    if len(lines) == 1 and lines[0].isupper() and _generic(kind):
        lines.append(fill(rng.choice(GENERIC[group]), case))
    head, rest = lines[0], " ".join(lines[1:])
    if rest:
        rest = _reworded(rest, rng, group)
        if not rest.isupper() and rng.random() < 0.4:
            rest = rest.upper() if group == "train" else rest[:1].upper() + rest[1:]
        elif rest.isupper() and rng.random() < 0.3:
            rest = rest[:1] + rest[1:].lower()
    else:
        head = _reworded(head, rng, group)
    added = fill(rng.choice(ADDED[group]), case) if "criminal" in kind.domains and rng.random() < 0.2 else ""
    return _broken(head, rest, added, rng, group)


def _generic(kind: Kind) -> bool:
    return kind.family == "hanh_chinh" and kind.id not in {
        "adm_giay_moi",
        "adm_phieu_gui",
        "adm_giay_nghi_phep",
        "adm_thu_cong",
    }


def _choose(line: str, rng: random.Random) -> str:
    for printed, choices in CHOICES.items():
        if printed in line and rng.random() < 0.75:
            line = line.replace(printed, rng.choice(choices))

    def optional(match: re.Match[str]) -> str:
        inner = match[1]
        if "/" in inner and " / " in inner:
            inner = rng.choice(inner.split(" / "))
        return rng.choice(("", inner, f"({inner})")) if len(inner) < 60 else ""

    return " ".join(re.sub(r"\((.*?)\)", optional, line).split())


def _placeholders(kind: Kind, line: str, case: Case, rng: random.Random, group: str) -> str:
    fillers = ("{topic}",) if kind.family == "hanh_chinh" else FILLERS[group]
    while "…" in line:
        line = line.replace("…", fill(rng.choice(fillers), case), 1)
    return re.sub(r"\s+([,.])", r"\1", " ".join(line.split()))


def _reworded(text: str, rng: random.Random, group: str) -> str:
    if rng.random() < 0.35:
        old, new = rng.choice(SHORTER[group])
        text = text.replace(old, new)
    if rng.random() < 0.2:
        text = (
            f"Về việc {text[:1].lower() + text[1:]}"
            if not text.lower().startswith(("về", "v/v", "của", "kèm", "đối")) and not text.isupper()
            else text
        )
    if group != "train" and rng.random() < 0.12:
        words = text.split()
        small = [index for index, word in enumerate(words) if word.lower() in SMALL_WORDS[group]]
        if small:
            del words[rng.choice(small)]
            text = " ".join(words)
    if group != "train" and rng.random() < 0.1 and len(text) > 12:
        place = rng.randrange(1, len(text) - 1)  # a typing slip
        text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text


def _broken(head: str, rest: str, added: str, rng: random.Random, group: str) -> list[str]:
    if rest and rng.random() < (0.25 if group == "train" else 0.35) and rest.isupper():
        head, rest = f"{head} {rest}", ""
    width = rng.randint(38, 58) if group == "train" else rng.randint(30, 66)
    lines: list[str] = []
    for part in (head, rest, added):
        row = ""
        for word in part.split():
            if row and len(row) + len(word) + 1 > width:
                lines.append(row)
                row = word
            else:
                row = f"{row} {word}".strip()
        if row:
            lines.append(row)
    return lines
