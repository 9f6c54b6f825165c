"""Makes ``src/casedocs/classify/data/kinds.json`` from the domain table of document kinds.

Usage: ``python scripts/build_kinds.py TABLE.tsv``

The table (tab separated; id, name_vi, abbr, issuers, domain, stage, family, number_pattern, heading_cues, legal_basis,
form_refs, secrecy, source) is a collection of facts from public laws and form sets. The script only brings them into a
form that is quick to read: it parts lists, alternatives and lines, keeps which facts were found and which are believed,
and leaves nothing out.
"""

import csv
import json
import re
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "casedocs" / "classify" / "data" / "kinds.json"

# Issuers as the table writes them → the classes that a header can tell apart.
ISSUERS = (
    ("CQĐT+VKS", ("cqdt", "vks")),
    ("CQĐT (KTHS)", ("cqdt",)),
    ("VKS cấp trên", ("vks",)),
    ("VKSNDTC", ("vks",)),
    ("VKS", ("vks",)),
    ("CQĐT", ("cqdt",)),
    ("TAND", ("court",)),
    ("công an xã", ("commune_police",)),
    ("công an (hồ sơ nghiệp vụ)", ("police",)),
    ("công an", ("police",)),
    ("BĐBP", ("agency",)),
    ("UBND xã", ("committee",)),
    ("UBND", ("committee",)),
    ("cơ quan THADS", ("enforcement",)),
    ("trại giam", ("prison",)),
    ("cơ sở y tế", ("medical",)),
    ("cơ quan giám định (KTHS, pháp y, VKHHS)", ("expert",)),
    ("Hội đồng định giá tài sản trong TTHS", ("valuation",)),
    ("Hội đồng định giá", ("valuation",)),
    ("cơ quan hành chính", ("agency",)),
    ("cơ quan HC", ("agency",)),
    ("agency (thanh tra, thuế, kiểm lâm, QLTT …)", ("agency",)),
    ("agency", ("agency",)),
    ("person", ("person",)),
    ("org", ("agency",)),
    ("lawyer", ("lawyer",)),
    ("công chứng", ("notary",)),
    ("ngân hàng", ("bank",)),
    ("Sở/Chi nhánh VPĐKĐĐ", ("land",)),
    ("VPĐKĐĐ", ("land",)),
    ("thừa phát lại", ("bailiff",)),
    ("CSGT", ("police",)),
    ("cơ quan LLTP", ("agency",)),
    ("LĐTBXH", ("agency",)),
    ("any", ("any",)),
)
# Lines of a heading that are no title but other words of the page.
CUE_LINE = re.compile(
    r"^(?:Kính gửi|Hồi |V/v|Người khởi kiện|Người bị kiện|Quyết định hành chính bị kiện|Ngày: |Ngày …|STT|Vụ: |Số thụ lý|"
    r"TẬP |Ảnh số|5 cột|THỦ TRƯỞNG CƠ QUAN|Bút lục – |Số tờ|Đối với Bản án|Bản án \(Quyết định\) số|Đề nghị truy tố|"
    r"TÒA ÁN NHÂN DÂN|NHÂN DANH|… điện|\(Lần thứ|Thực hiện các nghĩa vụ|Quyết định phê chuẩn …|\(ảnh|\(không|\(chỉ có|"
    r"\(nhãn|NGƯỜI GỬI|đối với Quyết định thi hành án|\(Vụ)"
)
FORM_SETS = (
    ("TT03/2026", "03/2026", "Thông tư 03/2026/TT-VKSTC", "VKSNDTC", "2026-02-15", None, "HS"),
    ("QĐ15/2018", "15/QĐ", "Quyết định 15/QĐ-VKSTC", "VKSNDTC", "2018-01-09", "2026-02-14", "HS"),
    ("QĐ410", "410/QĐ", "Quyết định 410/QĐ-VKSTC", "VKSNDTC", "2021-11-25", None, "DS HC"),
    ("QĐ566/2012", "566/QĐ", "Quyết định 566/2012", "VKSNDTC", "2012-01-01", "2021-11-24", "DS"),
    ("TT119", "119/2021", "Thông tư 119/2021/TT-BCA", "Bộ Công an", "2021-12-08", None, ""),
    ("TT128/2025", "128/2025", "Thông tư 128/2025/TT-BCA", "Bộ Công an", "2025-12-19", None, ""),
    ("TT79/2020", "79/2020", "Thông tư 79/2020/TT-BCA", "Bộ Công an", "2020-01-01", None, ""),
    ("NQ05/2017", "05/2017", "Nghị quyết 05/2017/NQ-HĐTP", "TANDTC", "2017-09-19", None, "HS"),
    ("NQ01/2017", "01/2017", "Nghị quyết 01/2017/NQ-HĐTP", "TANDTC", "2017-01-13", None, "DS"),
    ("NQ02/2017", "02/2017", "Nghị quyết 02/2017/NQ-HĐTP", "TANDTC", "2017-01-13", None, "HC"),
    ("NQ04/2018", "04/2018", "Nghị quyết 04/2018/NQ-HĐTP", "TANDTC", "2018-08-09", None, "VDS"),
    ("NĐ30", "30/2020", "Nghị định 30/2020/NĐ-CP", "Chính phủ", "2020-03-05", None, ""),
    ("vksndcc2", "", "Danh mục biểu mẫu khiếu nại, tố cáo", "VKSND cấp cao 2", "2018-01-01", None, ""),
)


def issuers(text: str) -> list[str]:
    found: list[str] = []
    rest = text
    for words, classes in ISSUERS:
        if words in rest:
            rest = rest.replace(words, "")
            found += [item for item in classes if item not in found]
    if not found or rest.strip(" ,"):
        raise SystemExit(f"unknown issuer in {text!r}: {rest!r}")
    return found


def headings(text: str) -> tuple[list[list[str]], list[str]]:
    """Alternatives of title lines, and other words of the page."""
    titles: list[list[str]] = [[]]
    cues: list[str] = []
    for index, raw in enumerate(text.split(" // ")):
        line = raw.strip()
        if CUE_LINE.match(line) or (index and " – " in line):
            cues.append(line)
            continue
        choices = [part.strip() for part in re.split(r" / (?![^(]*\))", line) if part.strip(" …")]
        if choices:
            titles = [[*title, choice] for title in titles for choice in choices]
    return [title for title in titles if title], cues


def forms(text: str) -> list[list[str]]:
    found: list[list[str]] = []
    for part in re.split(r";\s*", text):
        for key, *_ in FORM_SETS:
            match = re.match(rf"{re.escape(key)}\b ?(.*)", part.replace("danh mục ", ""))
            if match:
                number = re.search(r"[A-Z]?\d+(?:\.\d)?[a-z]?(?:[/-][A-Z]{2,3})?|#\d+(?:,\d+)?", match[1])
                sure = "" if "?" not in match[1] and "(" not in match[1] else "?"
                found.append([key, number.group() if number else "", sure])
                break
    return found


def record(row: dict[str, str]) -> dict[str, object]:
    titles, cues = headings(row["heading_cues"])
    patterns = [part.strip() for part in row["number_pattern"].split(";") if part.strip(" -")]
    basis = "" if row["legal_basis"] == "-" else row["legal_basis"]
    made = {
        "id": row["id"],
        "name": row["name_vi"],
        "abbr": "" if row["abbr"] in {"-", "(không)"} else row["abbr"],
        "issuers": issuers(row["issuers"]),
        "printed_issuers": row["issuers"],
        "domains": row["domain"].split(","),
        "stages": row["stage"].split(","),
        "family": row["family"],
        "patterns": patterns,
        "titles": titles,
        "cues": cues,
        "basis": basis,
        "forms": forms(row["form_refs"]),
        "secrecy": row["secrecy"].split(","),
        "source": row["source"],
    }
    return {key: value for key, value in made.items() if value not in ("", [])}


def main() -> None:
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    data = {
        "schema": "casedocs.kinds/1",
        "provenance": "Facts from public laws, decrees and form sets; each kind says how sure its facts are: F found, "
        "F~ found but shortened, FK the act found and the title believed, K believed. State: mid-2026.",
        "form_sets": [
            dict(zip(("id", "mark", "title", "issuer", "from", "until", "series"), entry, strict=True))
            for entry in FORM_SETS
        ],
        "kinds": [record(row) for row in rows],
    }
    lines = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace('{"id":', '\n{"id":')
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(lines + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(rows)} kinds")


main()
