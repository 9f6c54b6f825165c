"""Number, date, agency and title of real official documents against what a person read on their pages.

    python -m benchmarks.classify_real [--shared ../shared]

The truth was read from the pictures of the pages. Parts written by hand are named apart: the recogniser is not made
for handwriting. Annexes have neither number nor date nor agency of their own, and must be read so.
"""

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from casedocs.classify import Header, read_header
from casedocs.classify._fuzzy import folded, letters
from casedocs.extract import Extraction, FieldName, fields
from casedocs.ocr import OcrOptions, PageSelection, recognize


@dataclass(frozen=True)
class Truth:
    """`hand`: which of number and date were filled in by hand (n, d)."""

    file: str
    number: str
    date: str
    agency: str
    title: str
    hand: str = ""


TRUTHS = (
    Truth("pdfs/021_Phu_luc_I", "", "", "", "Phụ lục I DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI"),
    Truth("pdfs/04_Noi_dung", "", "", "", "NỘI DUNG CỤ THỂ TỪNG THỦ TỤC HÀNH CHÍNH"),
    Truth("pdfs/1.Qcngb", "261/QĐ-UBND", "2025-02-18", "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", "QUYẾT ĐỊNH Về việc công bố Danh mục"),
    Truth("pdfs/1.SYT", "364/QĐ-UBND", "2025-02-19", "ỦY BAN NHÂN DÂN TỈNH NAM ĐỊNH", "QUYẾT ĐỊNH V/v công bố danh mục"),
    Truth("pdfs/105-", "105/QĐ-UBND", "2025-02-20", "ỦY BAN NHÂN DÂN TỈNH KON TUM", "QUYẾT ĐỊNH Về việc công bố Danh mục"),
    Truth("pdfs/184", "184/QĐ-UBND", "2025-02-19", "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN", "QUYẾT ĐỊNH Về việc công bố Danh mục"),
    Truth("pdfs/199-", "199/2026/NĐ-CP", "2026-06-05", "CHÍNH PHỦ", "NGHỊ ĐỊNH Quy định chính sách hỗ trợ phục vụ"),
    Truth("pdfs/241_qd", "241/QĐ-UBND", "2025-02-17", "ỦY BAN NHÂN DÂN TỈNH TIỀN GIANG", "QUYẾT ĐỊNH Về việc công bố thủ tục", "nd"),
    Truth("pdfs/248-Phu", "", "", "", "Phụ lục DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI"),
    Truth("pdfs/248-QDCB", "248/QĐ-UBND", "2025-02-19", "ỦY BAN NHÂN DÂN TỈNH BẮC GIANG", "QUYẾT ĐỊNH Về việc công bố Danh mục"),
    Truth("pdfs/311_", "311/QĐ-UBND", "2025-02-18", "UỶ BAN NHÂN DÂN TỈNH ĐẮK LẮK", "QUYẾT ĐỊNH Về việc công bố Danh mục"),
    Truth("pdfs/316", "316/QĐ-UBND", "2025-02-17", "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH", "QUYẾT ĐỊNH Công bố Danh mục"),
    Truth("pdfs/DMQD", "", "", "", "Phụ lục THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH"),
    Truth("pdfs/DM_TTHC", "", "", "", "DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI"),
    Truth("pdfs/Phlc.", "", "", "", "Phụ lục DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH"),
    Truth("pdfs/PhlcI-", "", "", "", "Phụ lục I DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH"),
    Truth("pdfs/PhlcIII", "", "", "", "Phụ lục III CÁC BIỂU MẪU LÀ THÀNH PHẦN HỒ SƠ"),
    Truth("pdfs/Q100", "100/QĐ-TTPVHCC", "2025-02-18", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "QUYẾT ĐỊNH Về việc công bố Danh mục"),
    Truth("pdfs/QD358", "358/QĐ-UBND", "2025-02-20", "ỦY BAN NHÂN DÂN TỈNH TÂY NINH", "QUYẾT ĐỊNH Về việc công bố Danh mục", "nd"),
    Truth("pdfs/QD_DM", "308/QĐ-UBND", "2025-02-20", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "QUYẾT ĐỊNH Về việc công bố Danh mục"),
    Truth("pdfs/Qs102", "102/QĐ-TTPVHCC", "2025-02-18", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "QUYẾT ĐỊNH Về việc công bố Danh mục"),
    Truth("pdfs/Quyet_dinh", "631/QĐ-UBND", "2025-02-18", "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "QUYẾT ĐỊNH Về việc công bố danh mục"),
    Truth("pdfs/Quyetdinh", "371/QĐ-UBND", "2025-02-18", "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", "QUYẾT ĐỊNH Về việc Công bố danh mục"),
    Truth("pdfs/phuluc-71", "250/QĐ-UBND", "", "", "DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI"),
    Truth("pdfs/qd486", "486/QĐ-UBND", "2025-02-18", "ỦY BAN NHÂN DÂN TỈNH THANH HÓA", "QUYẾT ĐỊNH Về việc công bố Danh mục"),
    Truth("pdfs/qd500", "500/QĐ-UBND", "2025-02-21", "ỦY BAN NHÂN DÂN TỈNH THANH HOÁ", "QUYẾT ĐỊNH Về việc công bố Danh mục"),
    Truth("pdfs/signed-signed", "246/QĐ-UBND", "2025-02-18", "ỦY BAN NHÂN DÂN TỈNH CÀ MAU", "QUYẾT ĐỊNH Công bố Danh mục"),
    Truth("scans/nd199_p1", "199/2026/NĐ-CP", "2026-06-05", "CHÍNH PHỦ", "NGHỊ ĐỊNH Quy định chính sách hỗ trợ phục vụ"),
    Truth("scans/tiengiang241_p1", "241/QĐ-UBND", "2025-02-17", "ỦY BAN NHÂN DÂN TỈNH TIỀN GIANG", "QUYẾT ĐỊNH Về việc công bố thủ tục", "nd"),
    Truth("scans/dhdl2116_p1", "2116/TB-ĐHĐL", "2025-08-29", "TRƯỜNG ĐẠI HỌC ĐIỆN LỰC", "THÔNG BÁO Về việc nộp hồ sơ", "nd"),
    Truth("scans/dhdl2510_p1", "2510/TB-QL", "2025-10-08", "TRƯỜNG ĐẠI HỌC ĐIỆN LỰC", "THÔNG BÁO Về việc nhận bằng", "nd"),
)  # fmt: skip


def bare(text: str) -> str:
    return letters(folded(text))


def compared(truth: Truth, header: Header) -> dict[str, bool]:
    number = header.number.text if header.number else ""
    date = str(header.date.value or "") if header.date else ""
    agency = header.issuer.text if header.issuer else ""
    title = header.title.text if header.title else ""
    return {
        "number": bare(number) == bare(truth.number),
        "date": date == truth.date,
        "agency": bare(agency) == bare(truth.agency),
        "title": bare(title).startswith(bare(truth.title)),
    }


def answered(extraction: Extraction, name: str, wanted: str) -> str:
    """What `extract.fields` says: right (an absent field where there is none too), not known, or wrong."""
    field = extraction.find(FieldName(name))
    said = "" if field is None else field.canonical
    if bare(said) == bare(wanted):
        return "right"
    return "wrong" if said else "not known"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    data = parser.parse_args().shared / "data"
    if not data.is_dir():
        print(f"{data} is not there: nothing to compare with")
        return
    answers: Counter[str] = Counter()
    right: dict[str, list[bool]] = {
        name: [] for name in ("number", "date", "agency", "title", "number by hand", "date by hand")
    }
    for truth in TRUTHS:
        folder, _, start = truth.file.partition("/")
        path = next(
            path for path in sorted((data / folder).iterdir()) if path.name.startswith(start) and path.suffix != ".txt"
        )
        document = recognize(path, options=OcrOptions(pages=PageSelection.parse("1")))
        found = compared(truth, read_header(document.pages[0]))
        for name, wanted in (("number", truth.number), ("date", truth.date)):
            answers[f"{name}: {answered(fields(document), name, wanted)}"] += 1
        for name, is_right in found.items():
            right[f"{name} by hand" if name[0] in truth.hand else name].append(is_right)
        wrong = [name for name, is_right in found.items() if not is_right]
        if wrong:
            print(f"{path.name[:40]}: {', '.join(wrong)}")
    print(json.dumps({name: f"{sum(flags)}/{len(flags)}" for name, flags in right.items()}))
    print(json.dumps({"extract.fields": dict(sorted(answers.items()))}))


if __name__ == "__main__":
    main()
