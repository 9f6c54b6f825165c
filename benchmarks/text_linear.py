"""Does four times the text take four times the time? ``python -m benchmarks.text_linear [--size 60000] [--random 40]``.

Every function of `casedocs.text` that takes a text gets one long line of an adversarial repetition (pieces that its
patterns begin with and never finish, alone and in random chains with a fixed seed), at a size and at four times that
size, in processor time. Rows above the limit are printed; a quadratic function shows 16.
"""

import argparse
import json
import random
import time
from collections.abc import Callable

from casedocs.spans import Span
from casedocs.text import (
    Kind,
    NormalizeOptions,
    ToneStyle,
    WordConfidence,
    contract_abbreviations,
    decode_legacy,
    detect_blocks,
    expand_abbreviations,
    fold_aligned,
    normalize,
    normalize_aligned,
    repair_text,
    restore_diacritics,
)
from casedocs.text.abbreviations import find_abbreviations
from casedocs.text.addresses import find_addresses
from casedocs.text.citations import find_citations
from casedocs.text.dates import find_dates
from casedocs.text.document_numbers import find_document_numbers
from casedocs.text.find import find_all
from casedocs.text.folios import find_folios
from casedocs.text.identifiers import find_identifiers
from casedocs.text.land import find_land_plots
from casedocs.text.money import find_money
from casedocs.text.names import find_persons
from casedocs.text.numbers import find_numbers
from casedocs.text.plates import find_plates
from casedocs.text.terms import find_terms
from casedocs.text.times import find_times

READERS: dict[str, Callable[[str], object]] = {
    Kind.ABBREVIATION: find_abbreviations, Kind.ADDRESS: find_addresses, Kind.CITATION: find_citations,
    Kind.DATE: find_dates, Kind.DOCUMENT_NUMBER: find_document_numbers, Kind.FOLIO: find_folios,
    Kind.IDENTIFIER: find_identifiers, Kind.LAND: find_land_plots, Kind.MONEY: find_money, Kind.PERSON: find_persons,
    Kind.NUMBER: find_numbers, Kind.PLATE: find_plates, Kind.TERM: find_terms, Kind.TIME: find_times,
    "find_all": find_all,
}  # fmt: skip
OTHERS: dict[str, Callable[[str], object]] = {
    "normalize": normalize,
    "normalize, scans": lambda text: normalize(text, options=NormalizeOptions.for_scans()),
    "normalize, restyled": lambda text: normalize(text, options=NormalizeOptions(tone_style=ToneStyle.OLD)),
    "normalize_aligned": lambda text: normalize_aligned(text, explain=True),
    "fold_aligned": fold_aligned, "decode_legacy": decode_legacy, "detect_blocks": detect_blocks,
    "expand": expand_abbreviations, "contract": contract_abbreviations,
    "restore": restore_diacritics, "repair": repair_text,
    "repair, told": lambda text: repair_text(text, words=[WordConfidence(Span(0, len(text)), 0.4)]),
}  # fmt: skip
PIECES = [
    "Điều 1", "khoản 1, ", "điểm a, b, ", "các điểm ", "1", "12/", "1.", "1,", "0 ", "ngày ", "tháng 1 ", "năm 20",
    "hai ", "mươi ", "triệu ", "(", ")", "(hai ", "02 (hai) ", "đồng", "1.000", "BL 1, ", "bút lục ", "BL ", "1-",
    "số ", "Số: ", "1/QĐ-", "QĐ-VKS-", "A", "a", "Á", "ông ", "ông Nguyễn ", "Nguyễn Văn ", "bị can ", "và ", ", ",
    "; ", "xã ", "xã Tân, ", "ấp 1, ", "tỉnh ", "thửa đất số 1, ", "tờ bản đồ ", "CCCD số ", "0 9", "09", "+84",
    "83P", "83-", "Luật ", "Bộ luật ", "Nghị định số ", "của ", "sửa đổi, bổ sung ", "năm 2017, ", "cùng ngày ",
    "22 giờ ", "h", "30'", "VKS", "TT ", ".", "..", "…", "-", " - ", "  ", "\u0301", "a\u0301", "\u200b", "\xad",
    "Ð", "ð", "а", "’", "'", "``", "^", "a^'", "¸", "ï", "aù", "c¬", "nh\xadng ", "\t", "x@", "http://", "_", "o",
    "l1", "1l", "O0", "i", "s1", "sinh năm ", "tên gọi khác: ", "đường 3 tháng ",
]  # fmt: skip


def seconds(function: Callable[[str], object], text: str) -> float:
    """Processor seconds, the better of two."""
    times = []
    for _ in range(2):
        began = time.process_time()
        function(text)
        times.append(time.process_time() - began)
    return min(times)


def main() -> None:
    """Prints what grows faster than the limit, then the slowest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--random", type=int, default=40, help="how many random chains of pieces")
    parser.add_argument("--limit", type=float, default=7.0)
    parser.add_argument("--only", help="one function")
    arguments = parser.parse_args()
    dice = random.Random(20261124)
    chains = [*PIECES, *("".join(dice.choices(PIECES, k=dice.randint(2, 5))) for _ in range(arguments.random))]
    functions = {**READERS, **OTHERS}
    if arguments.only:
        functions = {arguments.only: functions[arguments.only]}
    steep: list[tuple[str, str, float, float]] = []
    slowest: dict[str, tuple[float, str]] = {}
    for name, function in functions.items():
        for chain in chains:
            text = chain * (4 * arguments.size // len(chain))
            small, large = seconds(function, text[: arguments.size]), seconds(function, text)
            slowest[name] = max(slowest.get(name, (0.0, "")), (large, chain))
            if large > 0.02 and large > arguments.limit * max(small, 0.002):
                steep.append((name, chain, round(large / max(small, 0.002), 1), round(large, 3)))
    report = {
        "cases": len(functions) * len(chains),
        "steeper than the limit": steep,
        "slowest, seconds": {name: [round(took, 3), chain] for name, (took, chain) in slowest.items()},
    }
    print(json.dumps(report, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
