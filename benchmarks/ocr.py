"""Errors, time and memory of recognition, beside its peers in the same run.

::

    python -m benchmarks.ocr FOLDER --out benchmarks/results/ocr-scans.json
    python -m benchmarks.ocr FOLDER --repeat 11 --rounds 1 --only casedocs:2 ocrmypdf:2 --out …/ocr-steady.json
    python -m benchmarks.ocr --stress 3 --rounds 1 --out benchmarks/results/ocr-stress.json
    python -m benchmarks.ocr --pdfs FOLDER --rounds 1 --out benchmarks/results/ocr-pdfs.json

FOLDER holds page images with ground truth (see `benchmarks.truth`), or for ``--pdfs`` PDF files with text layers.
All pages become one PDF; every recogniser gets that PDF in a process of its own, one after the other, round after
round (A B C A B C …), so that a machine whose speed drifts treats all alike. Errors come from the first round (they
are the same in each), times are given as median with minimum and maximum over the rounds.
"""

import argparse
import compileall
import json
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import casedocs
from benchmarks.measure import Run, machine, run
from benchmarks.metrics import compare, compare_lines, missing_words
from benchmarks.ocr_stress import draw_sets
from benchmarks.ocr_tables import calibration, engine_row, set_rows
from benchmarks.rasterize import sample
from benchmarks.truth import TruthPage, as_one_pdf, load

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
    parser.add_argument("folder", type=Path, nargs="?", help="page images with ground truth")
    parser.add_argument("--repeat", type=int, default=1, help="read FOLDER so many times, for the steady speed")
    parser.add_argument("--stress", type=int, default=0, metavar="N", help="draw N pages of each synthetic stress set")
    parser.add_argument("--pdfs", type=Path, help="PDF files with text layers: pages drawn as scans, 200 and 300 dpi")
    parser.add_argument("--sample", type=int, default=20, help="pages of --pdfs at each resolution")
    parser.add_argument("--out", type=Path, help="JSON file for the results")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=list(DEFAULT_PEERS), help="names as in benchmarks.ocr_peers")
    parser.add_argument("--title", default="Recognition")
    return parser.parse_args()


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
        numbers = " ".join(word for word in page.text.split() if any(char.isdigit() for char in word))
        lost, all_numbers = missing_words(numbers, text)
        rows.append(
            {
                "page": page.name,
                "group": page.group,
                "table": page.table,
                **asdict(errors),
                "bag_missing": missing,
                "bag_words": words,
                "numbers_missing": lost,
                "numbers": all_numbers,
            }
        )
    return rows


def _prepared(given: argparse.Namespace, folder: Path) -> list[TruthPage]:
    """The pages to read: those of the folder, drawn stress sets, or pages of PDF files drawn as scans."""
    pages = given.repeat * load(given.folder) if given.folder is not None else []
    if given.stress:
        draw_sets(folder / "stress", given.stress)
        pages += load(folder / "stress")
    if given.pdfs is not None:
        for dpi in (200, 300):
            sample(given.pdfs, folder / "pdfs", dpi=dpi, count=given.sample)
        pages += load(folder / "pdfs")
    return pages


def _check(given: argparse.Namespace) -> None:
    for folder in (given.folder, given.pdfs):
        if folder is not None and not folder.is_dir():
            raise SystemExit(f"there is no folder {folder}: nothing to measure")
    if given.folder is None and given.pdfs is None and not given.stress:
        raise SystemExit("name a folder of pages with ground truth, --stress or --pdfs")


def main() -> None:
    """Runs the benchmark."""
    given = _arguments()
    _check(given)
    names = [name for name in given.only if find_spec(NEEDS[name.split(":")[0]]) is not None]
    for name in sorted(set(given.only) - set(names)):
        print(f"{name}: not installed, left out", file=sys.stderr)
    compileall.compile_dir(str(Path(casedocs.__file__).parent), quiet=1)  # as pip does, for us as for the peers
    runs: dict[str, list[Run]] = {name: [] for name in names}
    rows: dict[str, list[dict[str, Any]]] = {}
    words: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        pages = _prepared(given, folder)
        pdf = folder / "pages.pdf"
        as_one_pdf(pages, pdf)
        for number in range(given.rounds):
            for name in names:
                measured, texts = _measure(name, pdf, folder)
                runs[name].append(measured)
                rows.setdefault(name, _page_rows(pages, texts))
                kept = folder / "texts.words.json"
                if name.startswith("casedocs") and kept.is_file():
                    words[name] = json.loads(kept.read_text(encoding="utf-8"))
                print(f"round {number + 1} {name}: {measured.wall / len(pages):.2f} s a page", file=sys.stderr)
    _report(given, pages, rows, runs, {name: calibration(pages, of) for name, of in words.items()})


def _report(
    given: argparse.Namespace,
    pages: list[TruthPage],
    rows: dict[str, list[dict[str, Any]]],
    runs: dict[str, list[Run]],
    reliability: dict[str, Any],
) -> None:
    engines = [engine_row(name, rows[name], runs[name]) for name in rows]
    by_set = any(page.group for page in pages) and any(name.startswith("casedocs") for name in rows)
    table = set_rows(rows) if by_set else engines
    result = {
        "title": given.title,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "command": "python -m benchmarks.ocr " + " ".join(sys.argv[1:]),
        "note": f"{len(pages)} pages, {given.rounds} rounds interleaved; times are medians, program starts included; "
        "spreads are 95 % by resampling pages",
        "rows": table,
        "engines": engines,
        "calibration": reliability,
        "pages": rows,
        "runs": {name: [asdict(one) | {"output": ""} for one in runs[name]] for name in runs},
    }
    if not by_set:
        result["plot"] = {"label": "engine", "value": "cpu_s_page", "title": "processor seconds a page"}
    if given.out:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for row in [*(table if by_set else ()), *engines]:
        print(json.dumps(row, ensure_ascii=False))
    for name, figures in reliability.items():
        if figures is not None:
            print(
                f"{name}: expected calibration error {figures['expected_calibration_error']} ({figures['words']} words)"
            )


if __name__ == "__main__":
    main()
