"""Writes src/casedocs/extract/penalties.tsv: the highest penalty of every clause of the Penal Code 2015.

Usage: python tools/make_penalties.py CODE.txt [TARGET]

CODE.txt is the text of Law 100/2015/QH13, an article a paragraph "Điều n. Tội …" with clauses "1. …". Where Law
12/2017/QH14 or a later one changed a clause's penalty the code text must be the consolidated one; the file that is
shipped was made from the text of 2015. Written: article, clause, years of prison (0 = none; 98 = life, 99 = death).
Clauses that only add fines or bans for the same offence (phạt bổ sung) and those on legal persons are left out.
"""

import re
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "casedocs" / "extract" / "penalties.tsv"
ARTICLE = re.compile(r"^Điều (\d{3}[a-z]?)\. ", re.MULTILINE)
CLAUSE = re.compile(r"^(\d{1,2})\. ", re.MULTILINE)
PRISON = re.compile(r"tù(?: có thời hạn)?(?: từ \d{1,2} (?:tháng|năm))? đến (\d{1,2}) (năm|tháng)|tù đến (\d{1,2}) năm")


def highest(text: str) -> int | None:
    """Years of the highest penalty; None when the clause sets none."""
    head = text[:4000]
    if "tử hình" in head:
        return 99
    if "tù chung thân" in head:
        return 98
    years = [int(match[1] or match[3]) if (match[2] or "năm") == "năm" else 1 for match in PRISON.finditer(head)]
    if years:
        return max(years)
    return 0 if re.search(r"bị phạt (?:cảnh cáo|tiền|cải tạo)", head) else None


def main() -> None:
    """Reads the code, writes the table."""
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET
    rows: list[str] = []
    seen: set[tuple[str, str]] = set()
    starts = [match for match in ARTICLE.finditer(text) if int(match[1][:3]) >= 108]
    for match, following in zip(starts, [*starts[1:], None], strict=True):
        body = text[match.start() : following.start() if following else match.start() + 6000]
        clauses = list(CLAUSE.finditer(body))
        pieces = [
            (found[1], body[found.start() : end])
            for found, end in zip(clauses, [*(one.start() for one in clauses[1:]), len(body)], strict=False)
        ]
        for number, piece in pieces or [("1", body)]:
            if re.search(r"còn có thể bị|Pháp nhân thương mại|cũng bị phạt|Người chuẩn bị", piece[:300]):
                continue
            years = highest(piece)
            if years is not None and (match[1], number) not in seen:
                seen.add((match[1], number))
                rows.append(f"{match[1]}\t{number}\t{years}\n")
    target.write_text("".join(rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
