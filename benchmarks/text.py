"""Vietnamese text beside its peers: ``python -m benchmarks.text [--data ../shared/data] [--repair] [--stress] …``.

Peers that are not installed are left out and named. Speed is measured in rounds, every program once in each, on text
of the development data where it is there, else on sentences of our own, in processor time; the best round counts.
``--save FOLDER`` writes the results that the documentation shows (``benchmarks/results``).
"""

import argparse
import datetime as dt
import importlib
import json
import sys
import time
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import readers
from benchmarks.measure import machine
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


# Options of peers that serve a class better than their defaults: the better of both counts.
_VARIANTS: dict[str, tuple[str, str, dict[str, bool]]] = {
    "viet-text-tools": ("viet_text_tools", "normalize_diacritics", {"new_style": True}),
    "chiecthuyenngoaixa": ("ctnx", "normalize_text", {"do_normalize_confusables": True}),
}


def variants(name: str, peer: Peer) -> list[Peer]:
    """A peer as it comes, and with the option that may serve better."""
    if name not in _VARIANTS:
        return [peer]
    module, function, options = _VARIANTS[name]
    return [peer, partial(getattr(importlib.import_module(module), function), **options)]


def right(name: str, peer: Peer, pairs: list[tuple[str, str]]) -> str:
    """Probes that a peer answers as wanted."""
    best = max(sum(answers(each, text) == wanted for text, wanted in pairs) for each in variants(name, peer))
    return f"{best}/{len(pairs)}"


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
        good = sum(ours(text, kind) == wanted for text, wanted in probes)
        table["casedocs"][kind] = f"{good}/{len(probes)}"
        for name, peer in found.items():
            table[name][kind] = right(name, peer, probes)
    for style in ToneStyle:
        options = NormalizeOptions(tone_style=style)
        column = 0 if style is ToneStyle.OLD else 1
        pairs = [(pair[1 - column], pair[column]) for pair in STYLES]
        good = sum(normalize(text, options=options) == wanted for text, wanted in pairs)
        table["casedocs"][f"{style.value} style"] = f"{good}/{len(pairs)}"
        for name, peer in found.items():
            table[name][f"{style.value} style"] = right(name, peer, pairs)
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
                start = time.process_time()
                answers(program, text if whole else piece)
                took = time.process_time() - start
                best[name] = max(best[name], (size if whole else len(piece.encode("utf-8")) / 1e6) / took)
        for name, rate in best.items():
            table[name][kind] = round(rate, 2)
    return table


def peer_rows(result: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each program: probes right by class, speed, old encodings."""
    old = result.get("legacy", {})
    rows = []
    for name, classes in result["correctness"].items():
        rates = {f"MB/s {kind}": rate for kind, rate in result["megabytes per second"][name].items()}
        known = old.get(name)
        share = {"old documents, right diacritics": None if known is None else round(known["all"], 4)}
        rows.append({"program": name, **classes, **rates, **share})
    return rows


def accuracy_rows(result: dict[str, Any]) -> list[dict[str, Any]]:
    """What is measured without peers."""
    rows = []
    for name, found in result.get("legacy", {}).items():
        rows.append({"what": f"old encodings: {name}", "right": round(found["all"], 4)})
    if "restoration" in result:
        found = result["restoration"]
        rows.append(
            {"what": "diacritics restored, held-out documents", "of": found["syllables"], "right": found["right"]}
        )
    if isinstance(result.get("repair"), dict):
        found = result["repair"]
        rows.append({"what": "repair, real scans by Tesseract: words mended", "of": None, "right": found["mended"]})
        rows.append({"what": "repair, real scans by Tesseract: words broken", "of": None, "right": found["broken"]})
    return rows


def reader_rows() -> list[dict[str, Any]]:
    """The readers on the held-out labels, clean and under noise."""
    parts = {
        "documents": (json.loads(readers.LABELS.read_text(encoding="utf-8"))["sentences"], readers.KINDS),
        "invented": (readers.entity_sentences(), readers.ENTITY_KINDS),
    }
    rows = []
    for part, (sentences, kinds) in parts.items():
        held = [sentence for sentence in sentences if sentence["split"] == "held_out"]
        clean = readers.score(held, kinds=kinds)
        noisy = readers.score(held, kinds=kinds, rate=1, seeds=10)
        for kind in ("all", *kinds):
            if clean[kind]["labelled"]:
                row = {"sentences": part, "kind": kind, "labelled": clean[kind]["labelled"]}
                row |= {key: clean[kind][key] for key in ("precision", "recall")}
                rows.append(row | {f"{key} under noise": noisy[kind][key] for key in ("precision", "recall")})
    return rows


def save(folder: Path, result: dict[str, Any], command: str) -> None:
    """Writes one file for each table of the documentation."""
    tables: dict[str, tuple[str, str, list[dict[str, Any]]]] = {
        "text": (
            "Vietnamese text beside its peers",
            f"Probes right by class; MB a processor second, best of {_ROUNDS} interleaved rounds.",
            peer_rows(result),
        ),
        "text-accuracy": (
            "Old encodings, restoration, repair",
            "Share of right diacritics: real documents of 1998-2009, official documents held out from training.",
            accuracy_rows(result),
        ),
        "text-readers": (
            "Readers on held-out sentences labelled by hand",
            "Exact spans; noise changes 1.7 % of the characters, ten copies of every sentence.",
            reader_rows(),
        ),
    }
    if "stress" in result:
        note = "Drawn pages in four conditions, read by two engines; words mended and broken, characters wrong."
        tables["text-stress"] = ("Repair of recognised text: stress sets", note, result["stress"])
    for name, (title, note, rows) in tables.items():
        if not rows:
            continue
        date = dt.datetime.now(tz=dt.UTC).date().isoformat()
        record = {"title": title, "date": date, "machine": machine(), "command": command, "note": note, "rows": rows}
        path = folder / f"{name}.json"
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--limit", type=int, default=40_000, help="characters of each held-out document")
    parser.add_argument("--repair", action="store_true", help="read the scans with Tesseract too (minutes)")
    parser.add_argument("--stress", action="store_true", help="draw, read and repair the stress sets too (minutes)")
    parser.add_argument("--save", type=Path, help="the folder for the tables of the documentation")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    found, missing = peers()
    result: dict[str, Any] = {"missing": missing, "correctness": correctness(found)}
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
    if arguments.stress:
        from benchmarks import text_stress

        result["stress"] = text_stress.judge(list(text_stress.readings("b")))
    if arguments.save:
        save(arguments.save, result, " ".join(["python -m benchmarks.text", *sys.argv[1:]]))
    written = json.dumps(result, ensure_ascii=False, indent=1)
    if arguments.out:
        arguments.out.write_text(written, encoding="utf-8")
    sys.stdout.write(written + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
