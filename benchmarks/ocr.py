"""Errors, time and memory of recognition, beside its peers in the same run.

::

    python -m benchmarks.ocr FOLDER --out benchmarks/results/ocr-scans.json

FOLDER holds page images with ground truth (see `benchmarks.truth`). All pages become one PDF; every recogniser gets
that PDF in a process of its own, one after the other, round after round (A B C A B C …), so that a machine whose
speed drifts treats all alike. Errors come from the first round (they are the same in each), times are given as median
with minimum and maximum over the rounds.
"""

import argparse
import json
import statistics
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.measure import Run, machine, run
from benchmarks.metrics import compare, compare_lines, missing_words
from benchmarks.truth import TruthPage, load

DEFAULT_PEERS = (
    "casedocs:2",
    "casedocs:1",
    "tesserocr",
    "tesserocr:0:2",
    "tesserocr:250:0",
    "tesserocr:200:0",
    "tesserocr:200:2",
    "tesserocr:150:0",
    "tesserocr:150:2",
    "pytesseract",
    "ocrmypdf:2",
)
NEEDS = {"tesserocr": "tesserocr", "pytesseract": "pytesseract", "ocrmypdf": "ocrmypdf", "casedocs": "casedocs"}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, help="JSON file for the results")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=list(DEFAULT_PEERS), help="names as in benchmarks.ocr_peers")
    parser.add_argument("--title", default="Recognition")
    return parser.parse_args()


def _as_one_pdf(pages: list[TruthPage], target: Path) -> None:
    """All page pictures in one PDF, image data as they are."""
    import img2pdf
    import pikepdf

    with pikepdf.new() as whole:
        for page in pages:
            if page.file.suffix.lower() == ".pdf":
                with pikepdf.open(page.file) as source:
                    whole.pages.append(source.pages[page.page_index])
            else:
                single = target.with_suffix(".page.pdf")
                single.write_bytes(img2pdf.convert(str(page.file), rotation=img2pdf.Rotation.ifvalid))
                with pikepdf.open(single) as source:
                    whole.pages.append(source.pages[page.page_index])
                single.unlink()
        whole.save(target)


def _measure(name: str, pdf: Path, folder: Path) -> tuple[Run, list[str]]:
    out = folder / "texts.json"
    # A process between, so that the peak memory is that of this recogniser alone.
    code = (
        "import json, sys; from dataclasses import asdict; from benchmarks.measure import run;"
        "print(json.dumps(asdict(run(sys.argv[1:]))))"
    )
    command = [sys.executable, "-m", "benchmarks.ocr_peers", name, str(pdf), str(out)]
    answer = json.loads(run([sys.executable, "-c", code, *command]).output)
    return Run(**answer), json.loads(out.read_text(encoding="utf-8"))


def _page_rows(pages: list[TruthPage], texts: list[str]) -> list[dict[str, Any]]:
    rows = []
    for page, text in zip(pages, texts, strict=False):
        whole_page = partial(compare, body_only=page.body_only)
        errors = (compare_lines if page.by_line else whole_page)(page.text, text)
        missing, words = missing_words(page.text, text)
        rows.append(
            {"page": page.name, "table": page.table, **asdict(errors), "bag_missing": missing, "bag_words": words}
        )
    return rows


def _share(rows: list[dict[str, Any]], errors: str, total: str) -> float | None:
    whole = sum(row[total] for row in rows)
    return round(100 * sum(row[errors] for row in rows) / whole, 3) if whole else None


def _summary(name: str, rows: list[dict[str, Any]], runs: list[Run]) -> dict[str, Any]:
    text = [row for row in rows if not row["table"]]
    tables = [row for row in rows if row["table"]]
    per_page = [100 * row["char_errors"] / row["chars"] for row in text if row["chars"]]
    walls = [one.wall / len(rows) for one in runs]
    cpus = [one.cpu / len(rows) for one in runs]
    return {
        "engine": name,
        "cer_percent": _share(text, "char_errors", "chars"),
        "cer_page_mean": round(statistics.mean(per_page), 3) if per_page else None,
        "cer_page_max": round(max(per_page), 3) if per_page else None,
        "wer_percent": _share(text, "word_errors", "words"),
        "digit_errors_percent": _share(text, "digit_errors", "digits"),
        "table_words_missing_percent": _share(tables, "bag_missing", "bag_words"),
        "wall_s_page": round(statistics.median(walls), 3),
        "wall_min_max": f"{min(walls):.2f}–{max(walls):.2f}",
        "cpu_s_page": round(statistics.median(cpus), 3),
        "peak_mb": round(max(one.peak_mb for one in runs)),
    }


def main() -> None:
    """Runs the benchmark."""
    given = _arguments()
    if not given.folder.is_dir():
        raise SystemExit(f"there is no folder {given.folder}: nothing to measure")
    pages = load(given.folder)
    names = [name for name in given.only if find_spec(NEEDS[name.split(":")[0]]) is not None]
    for name in sorted(set(given.only) - set(names)):
        print(f"{name}: not installed, left out", file=sys.stderr)
    runs: dict[str, list[Run]] = {name: [] for name in names}
    rows: dict[str, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "pages.pdf"
        _as_one_pdf(pages, pdf)
        for number in range(given.rounds):
            for name in names:
                measured, texts = _measure(name, pdf, Path(folder))
                runs[name].append(measured)
                rows.setdefault(name, _page_rows(pages, texts))
                print(f"round {number + 1} {name}: {measured.wall / len(pages):.2f} s a page", file=sys.stderr)
    table = [_summary(name, rows[name], runs[name]) for name in names]
    result = {
        "title": given.title,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "command": f"python -m benchmarks.ocr {given.folder} --rounds {given.rounds}",
        "note": f"{len(pages)} pages, {given.rounds} rounds interleaved; times are medians, program starts included",
        "rows": table,
        "plot": {"label": "engine", "value": "cpu_s_page", "title": "processor seconds a page"},
        "pages": rows,
        "runs": {name: [asdict(one) | {"output": ""} for one in runs[name]] for name in names},
    }
    text = json.dumps(result, ensure_ascii=False, indent=1)
    if given.out:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(text + "\n", encoding="utf-8")
    for row in table:
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
