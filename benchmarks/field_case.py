"""An invented case: people, places, officials, numbers and days for field-bearing papers. Nobody of it exists.

Papers are written in a small markup that carries the truth beside the words: ``<field=value|words>`` prints the words
and says what extraction should make of them; ``<field|words>`` when the value is the words; ``<p:a|name>`` names the
person ``a``; ``<a.field=value|words>`` is a detail of that person; several fields are joined by ``&``.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Thạch", "Sơn", "Danh", "Lâm", "Quách", "Trịnh", "Võ", "Đặng", "Kim", "Hứa"]  # fmt: skip
MIDDLES = {"nam": ["Văn", "Hữu", "Minh", "Đình", "Quốc", "Thanh"], "nữ": ["Thị", "Thị Kim", "Ngọc", "Thị Bích", "Mỹ"]}
GIVEN = {
    "nam": ["Lợi", "Khải", "Đạt", "Nhựt", "Phúc", "Sà Rươl", "Tâm", "Hậu", "Vinh", "Đức", "Tài", "Nghĩa", "Bảo Lộc"],
    "nữ": ["Ngà", "Hương", "Diễm", "Thúy", "Quyên", "Sà Mây", "Lụa", "Yến", "Trinh", "Hạnh", "Xuyến"],
}
PLACES = ["Sông Thanh", "Đồng Mây", "Hòa Lạc Châu", "Tân Bình Giang"]
COMMUNES = ["Tân Mỹ Hòa", "An Hiệp Trung", "Phú Lộc Đông", "Vĩnh Trạch Tây", "Long Điền Thượng", "Mỹ Phước An"]
HAMLETS = ["Mỹ Lợi", "Phú Thuận", "Kinh Mới", "Giồng Chùa", "Cả Đuốc", "Bưng Sa"]
RANKS = ["Đại úy", "Thiếu tá", "Trung tá", "Thượng úy"]
OFFENCES = [
    ("Trộm cắp tài sản", "173", "1"), ("Lừa đảo chiếm đoạt tài sản", "174", "2"),
    ("Cố ý gây thương tích", "134", "1"), ("Tàng trữ trái phép chất ma túy", "249", "1"), ("Đánh bạc", "321", "1"),
    ("Cướp giật tài sản", "171", "1"), ("Gây rối trật tự công cộng", "318", "1"),
]  # fmt: skip
JOBS = ["Làm thuê", "Làm ruộng", "Buôn bán", "Tài xế", "Không nghề nghiệp", "Thợ hồ", "Công nhân"]
ISSUER = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"


@dataclass
class Person:
    """One invented person."""

    key: str
    name: str
    sex: str
    born: date
    birth_place: str
    residence: str
    temporary: str
    ethnicity: str
    religion: str
    education: str
    job: str
    identity: str
    issued: date
    father: str
    father_year: int
    mother: str
    mother_year: int
    spouse: str
    children: int
    alias: str


@dataclass
class Case:
    """The case that papers are written about; `rng` also chooses between spellings."""

    seed: int
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        rng = self.rng
        self.place = rng.choice(PLACES)
        self.province = f"tỉnh {self.place}"
        self.area = rng.randint(1, 9)
        self.offence, self.article, self.clause = rng.choice(OFFENCES)
        self.act = date(rng.choice([2022, 2023, 2024, 2025]), rng.randint(1, 10), rng.randint(1, 27))
        self.hour, self.minute = rng.randint(0, 23), rng.choice([0, 10, 15, 30, 45])
        self.accused = self.person("a", rng.choice(["nam", "nam", "nữ"]), 18, 50)
        self.victim = self.person("v", "nữ", 20, 60)
        self.witness = self.person("w", "nam", 20, 60)
        self.investigator = self.official("nam")
        self.second = self.official("nữ")
        self.procurator = self.official("nữ")
        self.head = self.official("nam")
        self.judge = self.official("nữ")
        self.assessors = [self.official("nam"), self.official("nữ")]
        self.clerk = self.official("nữ")
        self.rank, self.head_rank = rng.choice(RANKS), rng.choice(["Thượng tá", "Đại tá"])
        self.numbers = [rng.randint(3, 480) for _ in range(12)]
        self.value = rng.randint(21, 480) * 100_000
        self.crime_place = f"ấp {rng.choice(HAMLETS)}, xã {rng.choice(COMMUNES)}, {self.province}"

    def official(self, sex: str) -> str:
        rng = self.rng
        families = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ"]
        return f"{rng.choice(families)} {rng.choice(MIDDLES[sex])} {rng.choice(GIVEN[sex]).split()[0]}"

    def person(self, key: str, sex: str, least: int, most: int) -> Person:
        rng = self.rng
        family = rng.choice(FAMILIES)
        born = date(self.act.year - rng.randint(least + 1, most), rng.randint(1, 12), rng.randint(1, 28))
        digit = (0 if born.year < 2000 else 2) + (0 if sex == "nam" else 1)
        home = f"ấp {rng.choice(HAMLETS)}, xã {rng.choice(COMMUNES)}, {self.province}"
        religion = rng.choice(["Không", "Phật", "Thiên Chúa"])
        return Person(
            key=key, name=f"{family} {rng.choice(MIDDLES[sex])} {rng.choice(GIVEN[sex])}", sex=sex, born=born,
            birth_place=self.province, residence=home, temporary=f"khóm {rng.randint(1, 9)}, phường {rng.randint(1, 9)}, {self.province}",
            ethnicity="Khmer" if family in {"Thạch", "Sơn", "Danh", "Kim"} else rng.choice(["Kinh", "Kinh", "Hoa"]),
            religion=religion, education=f"{rng.randint(1, 12)}/12", job=rng.choice(JOBS),
            identity=f"094{digit}{born.year % 100:02}{rng.randint(0, 999999):06}",
            issued=date(2021, rng.randint(1, 12), rng.randint(1, 28)),
            father=f"{family} Văn {rng.choice(['Bé', 'Tư', 'Sáu', 'Phước'])}", father_year=born.year - 25,
            mother=f"{rng.choice(FAMILIES[:5])} Thị {rng.choice(['Ba', 'Năm', 'Út', 'Lành'])}", mother_year=born.year - 22,
            spouse=f"{rng.choice(FAMILIES[:5])} {'Thị' if sex == 'nam' else 'Văn'} {rng.choice(['Tuyết', 'Sang', 'Thu', 'Giang'])}",
            children=rng.randint(1, 4), alias=rng.choice(["Không", "Tý", "Út Đen", "Không"]),
        )  # fmt: skip

    # words

    def after(self, days: int) -> date:
        return self.act + timedelta(days=days)

    @property
    def happened(self) -> str:
        clock = f"{self.hour:02} giờ {self.minute:02} phút"
        return f"<crime_time={self.act}T{self.hour:02}:{self.minute:02}|{clock} {long_day(self.act)}>"

    @property
    def police(self) -> tuple[str, str]:
        return f"CÔNG AN TỈNH {self.place.upper()}", "CƠ QUAN CẢNH SÁT ĐIỀU TRA"

    @property
    def procuracy(self) -> tuple[str, str]:
        return f"VIỆN KIỂM SÁT NHÂN DÂN TỈNH {self.place.upper()}", f"VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC {self.area}"

    @property
    def court(self) -> str:
        return f"Tòa án nhân dân khu vực {self.area}"

    def charge(self, *, quotes: str = "“”", named: str = "tội ") -> str:
        """``về tội “…” quy định tại khoản … Điều … Bộ luật Hình sự``."""
        law = f"<citation=khoản {self.clause} Điều {self.article} Bộ luật Hình sự|khoản {self.clause} Điều {self.article} Bộ luật Hình sự>"
        left, right = (quotes[0], quotes[1]) if quotes else ("", "")
        return f"{named}{left}{self.offence_mark()}{right}, quy định tại {law}"

    def offence_mark(self, *, bare: bool = False) -> str:
        full = {"134": "Cố ý gây thương tích hoặc gây tổn hại cho sức khỏe của người khác"}.get(
            self.article, self.offence
        )
        if bare:
            return f"<offence={full}|{self.offence}>"
        return f"<offence={full} · khoản {self.clause} Điều {self.article}|{self.offence}>"

    def cited(self, title: str, number: str, day: date, agency: str, *, also: str = "", style: int = 0) -> str:
        value = f"{number} {day}"
        names = f"cited_document={value}" + (f"&{also}={value}" if also else "")
        return f"{title} số <{names}|{number}> {DAYS[style](day)} của {agency}"


def long_day(day: date) -> str:
    return (
        f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"
        if day.month < 3
        else f"ngày {day.day:02} tháng {day.month} năm {day.year}"
    )


def short_day(day: date) -> str:
    return f"ngày {day.day:02}/{day.month:02}/{day.year}"


def dashed_day(day: date) -> str:
    return f"ngày {day.day}-{day.month}-{day.year}"


DAYS = (long_day, short_day, dashed_day)


def money(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " đồng"


Op = tuple[object, ...]


def laws(articles: list[int], law: str, *, word: str = "") -> str:
    """``các điều 36, 143 và 154 Bộ luật …`` with the citation that it is."""
    canonical = ", ".join(f"Điều {one}" for one in articles) + f" {law}"
    listed = ", ".join(map(str, articles[:-1])) + (" và " if len(articles) > 1 else "") + str(articles[-1])
    return f"<citation={canonical}|{word or ('các điều' if len(articles) > 1 else 'Điều')} {listed} {law}>"


CODE = "Bộ luật Tố tụng hình sự"
CIVIL = "Bộ luật Tố tụng dân sự"


def head(agency: tuple[str, str], number: str, place: str, day: date, *, style: int = 0) -> Op:
    """The heading of a numbered paper."""
    number_line = f"Số: <number={number}|{number}>" if number else ""
    where = f"<place={place}|{place}>, <date={day}|{DAYS[style](day)}>" if place else ""
    return "header", (f"<parent_agency|{agency[0]}>", f"<agency|{agency[1]}>"), number_line, where


def title(*lines: str) -> Op:
    return "title", f"title={' '.join(lines)}", lines


def form_block(p: Person, *, role: str = "") -> list[Op]:
    """The block of the police forms, label by label."""
    k = p.key
    lines = [
        f"Họ tên: <p:{k}|{p.name.upper()}> Giới tính: <{k}.sex={p.sex}|{p.sex.capitalize()}>",
        f"Tên gọi khác: <{k}.alias|{p.alias}>",
        f"Sinh ngày <{k}.born={p.born}|{p.born.day:02} tháng {p.born.month:02} năm {p.born.year}> tại: <{k}.birth_place|{p.birth_place}>",
        f"Quốc tịch: <{k}.nationality|Việt Nam>; Dân tộc: <{k}.ethnicity|{p.ethnicity}>; Tôn giáo: <{k}.religion|{p.religion}>",
        f"Nghề nghiệp: <{k}.occupation|{p.job}>",
        f"Số CCCD: <{k}.identity={p.identity}|{p.identity}> cấp ngày {p.issued.day:02}/{p.issued.month:02}/{p.issued.year} Nơi cấp: {ISSUER}",
        f"Nơi thường trú: <{k}.residence|{p.residence}>",
        f"Nơi tạm trú: <{k}.temporary_residence|{p.temporary}>",
        f"Nơi ở hiện tại: <{k}.current_residence|{p.residence}>",
    ]
    if role:
        lines.append(f"Tư cách tham gia tố tụng: <{k}.role={role}|{role.capitalize()}>")
    return [("l", line) for line in lines]


def judgment_block(p: Person, number: int) -> str:
    """The block of judgments: one paragraph cut by semicolons."""
    k = p.key
    alias = f" (tên gọi khác: <{k}.alias|{p.alias}>)" if p.alias != "Không" else ""
    married = f"có {'vợ' if p.sex == 'nam' else 'chồng'} và <{k}.children={p.children}|{p.children:02} con>"
    return (
        f"{number}. <p:{k}|{p.name}>{alias}; sinh ngày <{k}.born={p.born}|{p.born.day:02}/{p.born.month}/{p.born.year}> tại "
        f"<{k}.birth_place|{p.birth_place}>; nơi cư trú: <{k}.residence|{p.residence}>; nghề nghiệp: <{k}.occupation|{p.job.lower()}>; "
        f"trình độ học vấn: <{k}.education={p.education}|lớp {p.education}>; dân tộc: <{k}.ethnicity|{p.ethnicity}>; giới tính: "
        f"<{k}.sex={p.sex}|{p.sex}>; tôn giáo: <{k}.religion|{p.religion}>; quốc tịch: <{k}.nationality|Việt Nam>; con ông "
        f"<{k}.father|{p.father}> (đã chết) và bà <{k}.mother|{p.mother}>; <{k}.spouse=có|>{married}; tiền án, tiền sự: "
        f"<{k}.convictions=0&{k}.sanctions=0|không>"
    )


def listed_block(p: Person) -> list[Op]:
    """The block of the indictment form: one label a line, fuller words."""
    k = p.key
    spouse = "Vợ" if p.sex == "nam" else "Chồng"
    lines = [
        f"Họ và tên: <p:{k}|{p.name}>",
        f"Tên gọi khác: <{k}.alias|{p.alias}>. Giới tính: <{k}.sex={p.sex}|{p.sex.capitalize()}>",
        f"Ngày, tháng, năm sinh: <{k}.born={p.born}|{p.born.day:02}/{p.born.month:02}/{p.born.year}>. Nơi sinh: <{k}.birth_place|{p.birth_place}>",
        f"Nơi cư trú: <{k}.residence|{p.residence}>",
        f"Quốc tịch: <{k}.nationality|Việt Nam>. Dân tộc: <{k}.ethnicity|{p.ethnicity}>. Tôn giáo: <{k}.religion|{p.religion}>",
        f"Trình độ học vấn: <{k}.education={p.education}|{p.education}>. Nghề nghiệp: <{k}.occupation|{p.job}>",
        f"Cha: <{k}.father|{p.father}>, sinh năm {p.father_year}. Mẹ: <{k}.mother|{p.mother}>, sinh năm {p.mother_year}",
        f"{spouse}: <{k}.spouse|{p.spouse}>. Con: <{k}.children={p.children}|{p.children:02}> người",
        f"Tiền sự: <{k}.sanctions=0|Không>",
        f"Tiền án: <{k}.convictions=0|Không>",
    ]
    return [("l", line) for line in lines]


def prose_person(p: Person, word: str, role: str, *, where: str = "trú tại") -> str:
    """``bị hại: bà …, sinh năm …, trú tại …``."""
    k = p.key
    said = f"<{k}.role={role}|{role}> " if role else ""
    return f"{said}{word}<p:{k}|{p.name}>, sinh năm <{k}.born={p.born.year}|{p.born.year}>, {where}: <{k}.residence|{p.residence}>"
