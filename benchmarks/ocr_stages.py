"""Where the time of a page goes: ``python -m benchmarks.ocr_stages FOLDER``, with pages as for `benchmarks.ocr`.

One process reads every page of the folder as ``casedocs digitize`` does, from PDF in to searchable PDF out, and adds up
the processor time of each stage. Beside it stand the limits: the bytes to decode and the columns to recognise, and what
libjpeg alone takes for the same bytes.
"""

import argparse
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

from benchmarks.measure import machine
from benchmarks.ocr import as_one_pdf
from benchmarks.truth import load
from casedocs.dossier.ingest import worker
from casedocs.dossier.ingest.setup import setup_data
from casedocs.ocr import _pdfium, recognition
from casedocs.ocr.engines import neural
from casedocs.ocr.options import OcrOptions
from casedocs.ocr.prepare import sight
from casedocs.ocr.recognizer import LineRecognizer

STAGES: tuple[tuple[str, Any, str], ...] = (
    ("decode the JPEG", _pdfium, "decoded_jpeg"),
    ("other decoding (drawn pages, other codings)", _pdfium, "own_array"),
    ("blank or not", recognition, "is_blank"),
    ("grey without seals", sight, "to_grey"),
    ("reduce", sight, "reduce_page"),
    ("black borders", sight, "border_mask"),
    ("ink, skew, rules, leaders, components", sight, "working_page"),
    ("which way up", sight, "turn_of"),
    ("lines, blocks, tables", neural, "lay_out"),
    ("paint rules over", neural, "without_rules"),
    ("cut lines out", neural, "crop_line"),
    ("network and decoder", LineRecognizer, "read"),
    ("alarms", recognition, "alarms_of"),
    ("fingerprint", recognition, "fingerprint_of"),
    ("write the searchable PDF", worker, "write_searchable_pdf"),
    ("write the JSON", worker, "to_json"),
)


def _timed(name: str, call: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    @wraps(call)
    def timed(*given: Any, **named: Any) -> Any:
        started = time.process_time()
        try:
            return call(*given, **named)
        finally:
            spent[name] += time.process_time() - started

    return timed


def _read_all(pdf: Path, folder: Path) -> tuple[int, float]:
    """Reads and writes the document once; its pages and the processor time."""
    started = time.process_time()
    task = worker.start(setup_data("neural", OcrOptions()))
    found = task({"do": "inspect", "path": str(pdf)})
    for index in found["indices"]:
        task({"do": "page", "path": str(pdf), "index": index, "folder": str(folder)})
    task(
        {
            "do": "assemble",
            "path": str(pdf),
            "folder": str(folder),
            "stem": str(folder / "out"),
            "indices": found["indices"],
            "failed": {},
            "duplicates": {},
            "warnings": [],
            "sha256": found["sha256"],
            "page_count": found["page_count"],
            "signed": False,
            "copy_signed": False,
        }
    )
    return found["page_count"], time.process_time() - started


def _libjpeg(pdf: Path) -> tuple[int, float]:
    """Bytes of the JPEGs, and the processor seconds that OpenCV's libjpeg takes to decode them."""
    import cv2
    import numpy as np
    import pikepdf

    size, spent = 0, 0.0
    with pikepdf.open(pdf) as opened:
        for page in opened.pages:
            for image in page.get_images().values():
                data = np.frombuffer(image.read_raw_bytes(), np.uint8)
                size += data.size
                started = time.process_time()
                cv2.imdecode(data, cv2.IMREAD_COLOR)
                spent += time.process_time() - started
    return size, spent


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    if not given.folder.is_dir():
        raise SystemExit(f"there is no folder {given.folder}: nothing to measure")
    spent: dict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        as_one_pdf(load(given.folder), folder / "pages.pdf")
        _read_all(folder / "pages.pdf", folder)  # once untimed: imports, first use of every library
        for name, owner, attribute in STAGES:
            setattr(owner, attribute, _timed(name, getattr(owner, attribute), spent))
        whole, pages = 0.0, 0
        for _ in range(given.rounds):
            count, seconds = _read_all(folder / "pages.pdf", folder)
            pages, whole = pages + count, whole + seconds
        size, jpeg = _libjpeg(folder / "pages.pdf")
    rows = [{"stage": name, "ms_a_page": round(1000 * spent[name] / pages, 2)} for name, _, _ in STAGES]
    rest = whole - sum(spent.values())
    for name, seconds in (("all else: opening, PDFium, JSON of pages, hashing", rest), ("whole page", whole)):
        rows.append({"stage": name, "ms_a_page": round(1000 * seconds / pages, 2)})
    each = pages // given.rounds
    note = (
        f"{each} pages, {given.rounds} rounds, one process, processor time. "
        f"To decode: {size / each / 1e6:.2f} MB a page, {1000 * jpeg / each:.1f} ms for libjpeg alone."
    )
    result = {
        "title": "Recognition: where the time goes",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "command": f"python -m benchmarks.ocr_stages {given.folder} --rounds {given.rounds}",
        "note": note,
        "rows": rows,
    }
    for row in rows:
        print(f"{row['ms_a_page']:8.2f} ms  {row['stage']}")
    print(note)
    if given.out:
        given.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
