"""Body texts: groups of templates that share no sentence (those of "dev" stand in `benchmarks.papers.dev`).

``{act}`` is what the paper does, in words of the group's own; ``{basis}`` the articles; ``{matter}`` tells the domain.
"""

import random
import re
from collections.abc import Mapping

from benchmarks.papers import dev
from benchmarks.papers.facts import Case
from benchmarks.papers.wording import fill
from casedocs.classify.kinds import Kind

LAWS = {"BLTTHS": "Bộ luật Tố tụng hình sự", "BLTTDS": "Bộ luật Tố tụng dân sự", "LTTHC": "Luật Tố tụng hành chính", "BLHS": "Bộ luật Hình sự"}  # fmt: skip

MATTER: dict[str, dict[str, tuple[str, ...]]] = {
    "criminal": {
        "train": (
            "vụ án {offence} xảy ra tại {district}", "bị can {person} bị khởi tố về tội “{offence}” theo Điều {article} Bộ luật Hình sự",
            "hành vi có dấu hiệu tội phạm {offence} của {person}",
        ),
        "test": (
            "{person} đã có hành vi phạm tội {offence} trên địa bàn xã {district}", "vụ {offence} do {person} cùng đồng phạm thực hiện",
            "tội danh {offence} quy định tại khoản 1 Điều {article} BLHS mà {person} đã thực hiện",
        ),
    },
    "civil": {
        "train": ("vụ án dân sự về {dispute} giữa nguyên đơn {person} và bị đơn {other}", "việc {dispute} giữa ông {person} và bà {other}"),
        "test": ("nguyên đơn là {person}, bị đơn là {other}, {dispute}", "quan hệ {dispute} do {person} khởi kiện {other}"),
    },
    "administrative": {
        "train": ("vụ án hành chính {complaint} giữa người khởi kiện {person} và người bị kiện Ủy ban nhân dân huyện {district}",),
        "test": ("người khởi kiện {person}, người bị kiện là Chủ tịch UBND xã {district}, {complaint}",),
    },
    "admin": {
        "train": ("công tác {topic} của đơn vị", "nhiệm vụ {topic} trên địa bàn tỉnh {province}"),
        "test": ("việc {topic} tại các phòng, đơn vị trực thuộc", "{topic} giai đoạn 2025 - 2030"),
    },
}  # fmt: skip

TEMPLATES: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {
    "decision": {
        "train": (
            ("{OFFICER}", "Căn cứ {basis};", "Xét thấy {matter} cần được giải quyết theo quy định của pháp luật,", "QUYẾT ĐỊNH:",
             "Điều 1. {act} đối với {matter}.", "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.", "Điều 3. Các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."),
            ("{OFFICER}", "Căn cứ {basis};", "Sau khi nghiên cứu hồ sơ {matter};", "Nhận thấy có đủ căn cứ,", "QUYẾT ĐỊNH",
             "1. {act}.", "2. Yêu cầu các cơ quan, cá nhân có liên quan thực hiện theo đúng quy định.", "3. Gửi Quyết định này đến nơi nhận để thi hành."),
        ),
        "test": (
            ("{OFFICER}", "Căn cứ vào {basis};", "Theo hồ sơ thể hiện: {matter}.", "Để bảo đảm việc giải quyết đúng luật định,", "QUYẾT ĐỊNH:",
             "Điều 1: Nay {act}; thời điểm bắt đầu từ {date}.", "Điều 2: Giao cho {officer} tổ chức thực hiện và báo cáo kết quả bằng văn bản."),
            ("{OFFICER}", "- Căn cứ {basis};", "- Theo đề nghị của cán bộ thụ lý {officer} trong quá trình xem xét {matter};", "QUYẾT ĐỊNH :",
             "Điều 1.- {act}.", "Điều 2.- Bộ phận liên quan và đương sự có trách nhiệm chấp hành. Quyết định được lập thành 03 bản."),
        ),
    },
    "record": {
        "train": (
            ("Hồi 08 giờ 30 phút, {date}, tại xã {district}, tỉnh {province}.", "Tôi: {officer}, chức vụ: {ROLE}, cùng {other} lập biên bản về {act}.",
             "Đối tượng: họ tên {person}, sinh năm 1988, trú tại xã {district}.", "Nội dung: {matter}.", "Biên bản được đọc lại cho mọi người cùng nghe, công nhận đúng và ký tên dưới đây."),
            ("Hôm nay, {date}, tại {district}, chúng tôi gồm:", "1. {officer} - {ROLE};", "2. {other} - người chứng kiến;", "Tiến hành {act} liên quan đến {matter}.",
             "Việc lập biên bản kết thúc hồi 10 giờ 15 phút cùng ngày."),
        ),
        "test": (
            ("Vào lúc 14 giờ 05 phút {date}", "Địa điểm: ấp 3, xã {district}.", "Thành phần: Ông {officer} ({ROLE}); bà {other}, thư ký ghi.", "Chúng tôi đã cùng nhau {act}.",
             "Tóm tắt sự việc: {matter}.", "Những người tham gia không có ý kiến gì khác, cùng ký xác nhận."),
            ("Hồi 20h10 {date}, chúng tôi có mặt ở {district}.", "Bên A: {officer}, {ROLE}.", "Bên B: {person}, nghề nghiệp: làm thuê.", "Hai bên thực hiện {act}; {matter}.",
             "Kết thúc vào lúc 21h00, lập 02 bản có giá trị như nhau."),
        ),
    },
    "notice": {
        "train": (
            ("Kính gửi: {ADDRESSEE}", "Căn cứ {basis};", "{ISSUER} thông báo {act}.", "Nội dung vụ việc: {matter}.", "Vậy thông báo để Quý cơ quan biết và phối hợp thực hiện./."),
            ("Kính gửi: {ADDRESSEE}", "Ngày {date}, {ISSUER} đã tiến hành {act}.", "Lý do: {matter}.", "{ISSUER} thông báo để biết."),
        ),
        "test": (
            ("Kính gửi: - {ADDRESSEE};", "Thực hiện {basis}, chúng tôi xin báo để ông (bà) được rõ: {act}.", "Diễn biến: {matter}.", "Nơi nhận văn bản có ý kiến thì gửi về trước 10 ngày."),
            ("Kính gửi: {ADDRESSEE}", "Qua xem xét {matter}, {ISSUER} có kết quả như sau:", "- Đã {act};", "- Hồ sơ kèm theo gồm 02 tài liệu.", "Trân trọng."),
        ),
    },
    "request": {
        "train": (
            ("Kính gửi: {ADDRESSEE}", "Căn cứ {basis};", "Qua nghiên cứu hồ sơ {matter},", "{ISSUER} yêu cầu: {act}.", "Đề nghị thực hiện và thông báo kết quả trong thời hạn 03 ngày."),
            ("{OFFICER}", "Căn cứ {basis};", "Xét {matter};", "Đề nghị {ADDRESSEE} {act}.", "Kết quả gửi về {ISSUER} theo quy định."),
        ),
        "test": (
            ("Kính gửi: {ADDRESSEE}.", "Trong quá trình giải quyết {matter} nhận thấy cần thiết {act}.", "Theo {basis}, mong quý đơn vị khẩn trương thực hiện."),
            ("Kính gửi: Thủ trưởng {ADDRESSEE}", "Để làm rõ {matter}, nay {ISSUER} có ý kiến về {act}.", "Thời hạn trả lời: trước {date}. Pháp luật áp dụng: {basis}."),
        ),
    },
    "letter": {
        "train": (
            ("Kính gửi: {ADDRESSEE}", "Tôi tên là: {person}, sinh năm 1979, cư trú tại xã {district}.", "Tôi làm đơn này trình bày: {matter}.", "Tôi đề nghị {act}.", "Tôi xin cam đoan lời trình bày trên là đúng sự thật.", "Người làm đơn", "{person}"),
            ("Kính gửi: {ADDRESSEE}", "Họ và tên: {person}; số căn cước: 094079000123.", "Nay tôi viết giấy này về việc {act}.", "Sự việc: {matter}.", "Rất mong quý cơ quan xem xét, giải quyết."),
        ),
        "test": (
            ("Kính gửi: - {ADDRESSEE}", "Tôi là {person}, ngụ ấp 2, xã {district}, điện thoại 0900000123.", "Xin được nêu: {matter}.", "Nguyện vọng của tôi là {act}. Mong được chấp thuận, tôi chân thành cảm ơn."),
            ("Kính gửi: Quý {ADDRESSEE}", "Người viết: {person}, nghề nghiệp buôn bán.", "Nguyên do: {matter}. Vì vậy kính xin {act}.", "{province}, {date}. Ký tên: {person}"),
        ),
    },
    "report": {
        "train": (
            ("Kính gửi: {ADDRESSEE}", "I. NỘI DUNG VỤ VIỆC", "{matter}. Cụ thể, {person} và {other} có liên quan.", "II. NHẬN XÉT, ĐỀ XUẤT", "Từ kết quả trên, {ROLE} {officer} báo cáo về {act}.", "Kính trình lãnh đạo xem xét, quyết định."),
            ("Thực hiện chương trình công tác, {ISSUER} báo cáo {act} như sau:", "1. Tình hình: {matter}.", "2. Kết quả: đã hoàn thành.", "3. Kiến nghị: không."),
        ),
        "test": (
            ("Phần thứ nhất: Tóm tắt", "Sự việc {matter}.", "Phần thứ hai: Quan điểm", "Người báo cáo {officer} thấy rằng {act} là phù hợp {basis}.", "Kính đề nghị lãnh đạo cho ý kiến chỉ đạo."),
            ("Kính trình: {ADDRESSEE}", "A. Diễn biến: {matter}.", "B. Đánh giá chứng cứ: lời khai phù hợp nhau.", "C. Hướng xử lý: {act}.", "{officer} xin báo cáo."),
        ),
    },
    "judgment": {
        "train": (
            ("Thành phần Hội đồng xét xử gồm có: Thẩm phán - Chủ tọa phiên tòa: ông {officer}.", "Ngày {date}, tại trụ sở Tòa án xét xử {LEVEL} công khai {matter}.", "NỘI DUNG VỤ ÁN: {person} bị truy tố, khởi kiện.", "NHẬN ĐỊNH CỦA TÒA ÁN: {act}.", "QUYẾT ĐỊNH: Căn cứ {basis}; tuyên xử."),
            ("Hội đồng xét xử {LEVEL} gồm: Chủ tọa {officer}, các Hội thẩm nhân dân {other}.", "Mở phiên tòa xét xử {matter}.", "Xét thấy {act}.", "Vì các lẽ trên, QUYẾT ĐỊNH theo {basis}."),
        ),
        "test": (
            ("Với Hội đồng gồm có Thẩm phán {officer}; Thư ký phiên tòa: {other}.", "Trong các ngày đến {date} đưa ra xét xử {LEVEL} {matter}.", "Theo hồ sơ và diễn biến tại phiên tòa, nội dung được tóm tắt như sau.", "Áp dụng {basis}: {act}."),
            ("Chủ tọa: {officer}. Đại diện Viện kiểm sát tham gia: {other}.", "Vụ việc {LEVEL}: {matter}.", "Tòa nhận định có căn cứ về {act}. Tuyên án theo {basis}."),
        ),
    },
    "paper": {
        "train": (
            ("Họ và tên: {person}", "Sinh ngày 12/3/1985; quê quán: {district}, {province}", "Nội dung: {act}.", "Ghi chú: {matter}", "Người lập: {officer}"),
            ("Số hồ sơ: 88", "Đương sự: {person}", "{act}", "{matter}", "Xác nhận của {ISSUER}"),
        ),
        "test": (
            ("Tên: {person} - giới tính nam - dân tộc Kinh", "Chi tiết về {act}:", "{matter}", "Cán bộ ghi: {officer}, {date}"),
            ("Thông tin: {person}, {district}", "Mục đích: {act}", "Diễn giải: {matter}", "Chữ ký của người có liên quan"),
        ),
    },
}  # fmt: skip

TYPE_OF = {
    "quyet_dinh": "decision", "lenh": "decision", "khang_nghi": "decision", "bien_ban": "record", "thong_bao": "notice",
    "yeu_cau": "request", "de_nghi": "request", "kien_nghi": "request", "phieu": "request", "cong_van": "notice", "don": "letter",
    "bao_cao": "report", "bao_cao_noi_bo": "report", "ke_hoach": "report", "ket_luan": "report", "cao_trang": "report",
    "ban_an": "judgment", "van_ban_phien_toa": "report", "hanh_chinh": "report",
}  # fmt: skip

OFFICERS = {
    "vks": ("VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN", "VIỆN TRƯỞNG"), "cqdt": ("THỦ TRƯỞNG CƠ QUAN CẢNH SÁT ĐIỀU TRA", "THỦ TRƯỞNG CƠ QUAN ĐIỀU TRA"),
    "court": ("TÒA ÁN NHÂN DÂN", "CHÁNH ÁN TÒA ÁN NHÂN DÂN"), "committee": ("CHỦ TỊCH ỦY BAN NHÂN DÂN",), "enforcement": ("CHẤP HÀNH VIÊN",),
}  # fmt: skip
ROLES = {
    "vks": "Kiểm sát viên",
    "cqdt": "Điều tra viên",
    "court": "Thẩm phán",
    "commune_police": "cán bộ Công an xã",
    "committee": "công chức tư pháp",
}
NAMES = {
    "vks": "Viện kiểm sát",
    "cqdt": "Cơ quan điều tra",
    "court": "Tòa án",
    "commune_police": "Công an xã",
    "police": "Công an",
    "committee": "Ủy ban nhân dân",
}
ADDRESSEES: dict[str, dict[str, str]] = {
    "train": {"vks": "Cơ quan Cảnh sát điều tra", "cqdt": "Viện kiểm sát nhân dân", "court": "Viện kiểm sát nhân dân cùng cấp", "person": "Cơ quan Cảnh sát điều tra"},
    "test": {"vks": "Tòa án nhân dân khu vực 2", "cqdt": "VKSND khu vực 4", "court": "các đương sự trong vụ án", "person": "Công an và Tòa án"},
    "dev": dev.ADDRESSEES,
}  # fmt: skip

Templates = Mapping[str, tuple[tuple[str, ...], ...]]
Matters = Mapping[str, tuple[str, ...]]
TEXTS: Mapping[str, tuple[Templates, Matters]] = {
    group: (
        {name: texts[group] for name, texts in TEMPLATES.items()},
        {name: texts[group] for name, texts in MATTER.items()},
    )
    for group in ("train", "test")
} | {"dev": (dev.TEMPLATES, dev.MATTER)}
"""Templates and matters of each group."""


def body(kind: Kind, case: Case, rng: random.Random, group: str) -> list[str]:
    """The paragraphs under the title."""
    issuer = next((item for item in kind.issuers if item != "any"), "agency")
    domain = next((item for item in kind.domains if item in MATTER), "criminal")
    templates, matter = TEXTS[group]
    template = rng.choice(templates[TYPE_OF.get(kind.family, "paper")])
    addressees = ADDRESSEES[group]
    addressee = addressees.get(issuer, "Ủy ban nhân dân xã")
    if kind.family == "don":
        addressee = "Tòa án nhân dân" if domain != "criminal" or "xet_xu" in kind.stages else addressees["person"]
    values = {
        "OFFICER": rng.choice(OFFICERS.get(issuer, ("THỦ TRƯỞNG ĐƠN VỊ",))),
        "ISSUER": NAMES.get(issuer, "Cơ quan"),
        "ROLE": ROLES.get(issuer, "cán bộ"),
        "ADDRESSEE": addressee,
        "LEVEL": _level(kind),
        "basis": basis(kind, rng),
        "act": act(kind, rng, group),
        "matter": rng.choice(matter[domain]),
    }
    made: list[str] = []
    for paragraph in template:
        text = re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), paragraph)
        made.append(fill(fill(text, case), case))
    return made


def _level(kind: Kind) -> str:
    name = kind.name.lower()
    return next((level for level in ("phúc thẩm", "giám đốc thẩm", "tái thẩm") if level in name), "sơ thẩm")


def basis(kind: Kind, rng: random.Random) -> str:
    """The articles in words; some papers name one article only."""
    match = re.match(r"(BLTTHS|BLTTDS|LTTHC|BLHS) ([\d,]+)", kind.legal_basis)
    if match is None:
        return rng.choice(("quy định của pháp luật hiện hành", "chức năng, nhiệm vụ được giao"))
    articles = match[2].strip(",").split(",")
    law = LAWS[match[1]] if rng.random() < 0.8 else match[1]
    if len(articles) == 1 or rng.random() < 0.2:
        return f"Điều {articles[-1]} {law}"
    return f"các điều {', '.join(articles[:-1])} và {articles[-1]} {law}"


def act(kind: Kind, rng: random.Random, group: str) -> str:
    """What the paper does: its name without the word for the kind, sometimes loosely."""
    name = re.sub(r"\s*\(.*?\)|…", "", kind.name).strip()
    core = re.sub(
        r"^(?:Quyết định|Biên bản|Thông báo|Yêu cầu|Đề nghị|Lệnh|Phiếu|Giấy|Đơn|Báo cáo|Kết luận|Kiến nghị)\s+(?:về việc\s+)?",
        "",
        name,
    )
    core = core[:1].lower() + core[1:]
    words = core.split()
    if group == "train":
        return core if rng.random() < 0.7 else " ".join(words[: max(3, len(words) // 2)])
    roll = rng.random()
    if group == "dev":
        return dev.act_of(core, roll)
    if roll < 0.4:
        return f"việc {core}"
    if roll < 0.7:
        return " ".join(words[-max(3, len(words) * 2 // 3) :])
    return "nội dung nêu trên"
