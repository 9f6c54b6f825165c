"""Writes src/casedocs/extract/offences.tsv: the offences of the Penal Code 2015 by article.

Usage: python tools/make_offences.py OFFENCES.tsv [TARGET]

The source has the columns article, offence_vi, chapter (names as the code prints them, with the amendments of Law
12/2017/QH14; article 292 repealed, 217a added). What is written: article, a tab, the name without "Tội" and with its
first letter in capitals.
"""

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "casedocs" / "extract" / "offences.tsv"


def main() -> None:
    """Reads the table, writes the data file."""
    source = Path(sys.argv[1])
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET
    with source.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    lines = []
    for row in rows:
        name = " ".join(row["offence_vi"].split()).removeprefix("Tội ")
        lines.append(f"{row['article']}\t{name[0].upper()}{name[1:]}\n")
    target.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
