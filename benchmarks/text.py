"""Vietnamese text beside its peers: ``python -m benchmarks.text [--data ../shared/data] [--repair] [--stress] …``.

Peers that are not installed are left out and named. Speed is measured in rounds, every program once in each, on text
of the development data where it is there, else on sentences of our own; the best round counts.
"""

import argparse
import importlib
import json
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from benchmarks.text_probes import PROBES, STYLES
from casedocs.text.legacy import decode_legacy
from casedocs.text.options import NormalizeOptions
from casedocs.text.pipeline import normalize
from casedocs.text.syllable import ToneStyle

Peer = Callable[[str], str]
_ROUNDS = 3
_MEGABYTES = 2_000_000
_FALLBACK = "Căn cứ kết quả điều tra, Viện kiểm sát nhân dân tỉnh đề nghị truy tố bị can theo quy định.\n"


def peers() -> tuple[dict[str, Peer], list[str]]:
    """The programs that are there, and the names of those that are not."""
    wanted = {
        "ftfy": ("ftfy", "fix_text"),
        "underthesea": ("underthesea", "text_normalize"),
        "viet-text-tools": ("viet_text_tools", "normalize_diacritics"),
        "vi-textmatch": ("vi_textmatch", "normalize"),
        "chiecthuyenngoaixa": ("ctnx", "normalize_text"),
        "viparse": ("viparse", "fix"),
    }
    found: dict[str, Peer] = {"stdlib NFC": lambda text: unicodedata.normalize("NFC", text)}
    missing = []
    for name, (module, function) in wanted.items():
        try:
            found[name] = getattr(importlib.import_module(module), function)
        except (ImportError, AttributeError):
            missing.append(name)
    return found, missing


def ours(text: str, kind: str) -> str:
    """Our answer to a probe: the defaults, the decoder for old encodings, the scan options for broken lines."""
    if kind == "old encodings":
        return decode_legacy(text)
    return normalize(text, options=NormalizeOptions.for_scans() if kind == "broken lines of scans" else None)


def answers(peer: Peer, text: str) -> str:
    try:
        return str(peer(text))
    except Exception as error:  # noqa: BLE001  a peer may fail in any way; that is its answer
        return f"<{type(error).__name__}>"


def correctness(found: dict[str, Peer]) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {name: {} for name in ("casedocs", *found)}
    for kind, probes in PROBES.items():
        right = sum(ours(text, kind) == wanted for text, wanted in probes)
        table["casedocs"][kind] = f"{right}/{len(probes)}"
        for name, peer in found.items():
            table[name][kind] = f"{sum(answers(peer, text) == wanted for text, wanted in probes)}/{len(probes)}"
    for style in ToneStyle:
        options = NormalizeOptions(tone_style=style)
        column = 0 if style is ToneStyle.OLD else 1
        pairs = [(pair[1 - column], pair[column]) for pair in STYLES]
        right = sum(normalize(text, options=options) == wanted for text, wanted in pairs)
        table["casedocs"][f"{style.value} style"] = f"{right}/{len(pairs)}"
        for name, peer in found.items():
            right = sum(answers(peer, text) == wanted for text, wanted in pairs)
            table[name][f"{style.value} style"] = f"{right}/{len(pairs)}"
    return table


def samples(data: Path) -> dict[str, str]:
    """Clean text is what `normalize` leaves alone; mixed text has every third line in another bad state."""
    files = sorted((data / "text" / "codes").glob("*.txt"))
    raw = "".join(path.read_text(encoding="utf-8") for path in files)[:_MEGABYTES] or _FALLBACK * 10_000
    clean = normalize(raw)
    rows = clean.splitlines(keepends=True)
    for index in range(0, len(rows), 3):
        rows[index] = unicodedata.normalize("NFD", rows[index]).replace(" ", "\xa0", 1)
    for index in range(1, len(rows), 3):
        rows[index] = rows[index].replace("Đ", "Ð").replace("toàn", "tòan").replace(" ", "  ", 1)
    return {"clean": clean, "mixed": "".join(rows)}


def speed(found: dict[str, Peer], texts: dict[str, str]) -> dict[str, dict[str, float]]:
    programs: dict[str, Peer] = {"casedocs": normalize, **found}
    table: dict[str, dict[str, float]] = {name: {} for name in programs}
    for kind, text in texts.items():
        size = len(text.encode("utf-8")) / 1e6
        # Slow peers get a piece: the rate is what counts.
        piece = text[: len(text) // 20]
        best = dict.fromkeys(programs, 0.0)
        for _ in range(_ROUNDS):
            for name, program in programs.items():
                whole = name in {"casedocs", "stdlib NFC"}
                start = time.perf_counter()
                answers(program, text if whole else piece)
                took = time.perf_counter() - start
                best[name] = max(best[name], (size if whole else len(piece.encode("utf-8")) / 1e6) / took)
        for name, rate in best.items():
            table[name][kind] = round(rate, 2)
    return table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--limit", type=int, default=40_000, help="characters of each held-out document")
    parser.add_argument("--repair", action="store_true", help="read the scans with Tesseract too (minutes)")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    found, missing = peers()
    result: dict[str, object] = {"missing": missing, "correctness": correctness(found)}
    result["megabytes per second"] = speed(found, samples(arguments.data))
    if arguments.data.is_dir():
        from benchmarks import text_accuracy

        legacy_peers = {"viparse": found["viparse"]} if "viparse" in found else {}
        result["legacy"] = text_accuracy.legacy(arguments.data, legacy_peers)
        result["restoration"] = text_accuracy.restoration(arguments.data, arguments.limit)
        if arguments.repair:
            result["repair"] = text_accuracy.repair(arguments.data) or "no Tesseract here"
    else:
        result["skipped"] = f"no development data at {arguments.data}: legacy, restoration, repair"
    written = json.dumps(result, ensure_ascii=False, indent=1)
    if arguments.out:
        arguments.out.write_text(written, encoding="utf-8")
    sys.stdout.write(written + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
