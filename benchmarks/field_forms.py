"""The public investigation forms filled with invented data: real wording that nobody here wrote.

The forms lie outside the repository (``../shared/data/text/investigation_forms.jsonl``); their placeholders are filled
from an invented case, and what was filled in is the truth. Text only, without a picture.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.field_case import ISSUER, Case
from benchmarks.field_pages import Paper
from casedocs.classify.document import TextDocument

__all__ = ["FORMS", "filled"]

FORMS = Path(__file__).parents[2] / "shared" / "data" / "text" / "investigation_forms.jsonl"
_HOLE = re.compile(r"\$\{([A-Za-z0-9_]+)\}")


def filled(forms: Path = FORMS, *, half: int | None = None) -> Iterator[tuple[Paper, TextDocument]]:
    """Every form with its truth; nothing where the forms are not there.

    Args:
        forms: The file.
        half: 0 or 1: one half of the forms only, by the letters of their name.
    """
    if not forms.is_file():
        return
    seen: set[str] = set()
    for index, line in enumerate(forms.read_text(encoding="utf-8").splitlines()):
        form = json.loads(line)
        text = form["text"]
        if text in seen or "${HOTEN}" not in text or (half is not None and sum(map(ord, form["name_vi"])) % 2 != half):
            continue
        seen.add(text)
        yield _fill(form["name_vi"], text, 5000 + index)


def _fill(name: str, text: str, seed: int) -> tuple[Paper, TextDocument]:
    case = Case(seed)
    p = case.accused
    paper = Paper(f"forms/{name}")
    values = {
        "HOTEN": p.name.upper(), "GioiTinh": p.sex.capitalize(), "TenKhac": p.alias, "NgaySinh": f"{p.born.day:02}",
        "ThangSinh": f"{p.born.month:02}", "NamSinh": str(p.born.year), "NoiSinh": p.birth_place, "GiayDinhDanh": "CCCD",
        "SoDinhDanh": p.identity, "NgayCap": f"{p.issued.day:02}/{p.issued.month:02}/{p.issued.year}", "NoiCap": ISSUER,
        "QuocTich": "Việt Nam", "DanToc": p.ethnicity, "TonGiao": p.religion, "NgheNghiep": p.job, "HKTT": p.residence.split(", xã")[0] + ",",
        "DPThuongTru": "xã" + p.residence.split(", xã")[1], "TamTru": p.temporary.split(", phường")[0] + ",",
        "DPTamTru": "phường" + p.temporary.split(", phường")[1], "NoiOHienNay": p.residence.split(", xã")[0] + ",",
        "DPNoiO": "xã" + p.residence.split(", xã")[1], "HOTENBO": p.father.upper(), "HOTENME": p.mother.upper(),
        "HOTENVOCHONG": p.spouse.upper(), "NamSinhBo": str(p.father_year), "NamSinhMe": str(p.mother_year), "NamSinhVoChong": str(p.born.year),
        "TinhTrangHonNhan": "", "HocVan": p.education, "TrinhDo": p.education, "ToiDanh": case.offence, "NoiXayRa": case.crime_place.split(", xã")[0] + ",",
        "DPXayRa": "xã" + case.crime_place.split(", xã")[1], "NgayXayRa": f"ngày {case.act.day:02}/{case.act.month:02}/{case.act.year}",
        "Tinh": case.province, "TINH": case.place.upper(), "Huyen": case.place, "HUYEN": case.place.upper(), "Loai": "quận", "LOAI": "QUẬN", "LoaiCQDT": "Cảnh sát điều tra",
        "LOAICQDT": "CẢNH SÁT ĐIỀU TRA", "MaCQDT": "CSĐT", "MaDoi": "ĐTTH", "DTVChinh": case.investigator, "CBChinh": case.second,
        "TenLanhDao": case.head, "CapBacLanhDao": "Thượng tá", "CHUCDANHLANHDAO": "PHÓ THỦ TRƯỞNG", "SDT": "0912345678", "NhanXung": "Ông" if p.sex == "nam" else "Bà", "TenDonVi": "Đội 3",
    }  # fmt: skip
    printed = _HOLE.sub(lambda hole: values.get(hole[1], "................"), text)
    paper.truth |= {("name", "", p.name)}
    own = "".join(re.split(r"HOTEN(?:BO|ME|VOCHONG)", text)[0])
    for hole, field, value in (
        ("${GioiTinh}", "sex", p.sex), ("${TenKhac}", "alias", p.alias), ("${SoDinhDanh}", "identity", p.identity),
        ("${QuocTich}", "nationality", "Việt Nam"), ("${DanToc}", "ethnicity", p.ethnicity), ("${TonGiao}", "religion", p.religion),
        ("${NgheNghiep}", "occupation", p.job), ("${HKTT} ${DPThuongTru}", "residence", p.residence),
        ("${TamTru} ${DPTamTru}", "temporary_residence", p.temporary), ("${NoiOHienNay} ${DPNoiO}", "current_residence", p.residence),
    ):  # fmt: skip
        if hole in own:
            paper.truth.add((field, p.name, value))
    if re.search(r"[Ss]inh ngày \$\{NgaySinh\}\s+tháng \$\{ThangSinh\} năm \$\{NamSinh\}", own):
        paper.truth.add(("born", p.name, str(p.born)))
    for hole, field, value in (
        ("${HOTENBO}", "father", p.father), ("${HOTENME}", "mother", p.mother), ("${HOTENVOCHONG}", "spouse", p.spouse)
    ):  # fmt: skip
        if f": {hole}" in text:
            paper.truth.add((field, p.name, value))
    return paper, TextDocument.from_text(printed)
