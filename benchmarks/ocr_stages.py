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
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

from benchmarks.measure import machine
from benchmarks.truth import as_one_pdf, load
from casedocs._files import sha256_file
from casedocs.dossier.ingest import worker
from casedocs.dossier.ingest.setup import setup_data
from casedocs.ocr import _pdfium, recognition
from casedocs.ocr.engines import neural
from casedocs.ocr.options import OcrOptions
from casedocs.ocr.prepare import sight
from casedocs.ocr.recognizer import eyes, lines
from casedocs.ocr.recognizer.network import Network

NETWORKS = {"lines.onnx": "quick network", "careful.onnx": "careful network"}
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
    ("bring lines to 36 rows", lines, "normalize_line"),
    ("best paths, evidence", eyes, "sights"),
    ("join what both networks see", eyes, "together"),
    ("weigh unsure words: beam, language model", lines, "judge"),
    ("columns of words", lines, "word_columns"),
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


def _timed_networks(spent: dict[str, float]) -> Callable[..., Any]:
    run = Network.run  # both networks are of one class

    def timed(network: Network, pixels: Any) -> Any:
        return _timed(NETWORKS[network.name], run, spent)(network, pixels)

    return timed


@contextmanager
def _watched(spent: dict[str, float]) -> Iterator[None]:
    """Adds up the processor time of every stage."""
    with ExitStack() as stack:
        for name, owner, attribute in STAGES:
            found = getattr(owner, attribute)
            stack.callback(setattr, owner, attribute, found)
            setattr(owner, attribute, _timed(name, found, spent))
        stack.callback(setattr, Network, "run", Network.run)
        setattr(Network, "run", _timed_networks(spent))  # noqa: B010  mypy lets nobody assign to a method
        yield


def _read_all(pdf: Path, folder: Path) -> tuple[int, float]:
    """Reads and writes the document once; its pages and the processor time."""
    task = worker.start(setup_data("neural", OcrOptions()))
    started = time.process_time()
    found = task({"do": "inspect", "path": str(pdf)})
    pages = []
    for index in found["indices"]:
        answer = task({"do": "pages", "path": str(pdf), "indices": [index], "scratch": str(folder)})
        file = folder / f"p{index + 1:06d}.json"
        pages.append({"indices": [index], "files": [str(file)], "answer": answer, "error": None})
    task(
        {
            "do": "assemble",
            "path": str(pdf),
            "scratch": str(folder),
            "name": "out",
            "sha256": sha256_file(pdf),
            "page_count": found["page_count"],
            "facts": {"warnings": found["warnings"], "signed": found["signed"], "duplicates": {}},
            "pages": pages,
        }
    )
    return found["page_count"], time.process_time() - started


def measure(pdf: Path, folder: Path, rounds: int) -> tuple[list[dict[str, Any]], int]:
    """Milliseconds a page of each stage, and the pages of the document.

    Args:
        pdf: The document.
        folder: For what is written; exists.
        rounds: How often the document is read; once more before that, untimed: imports, first use of every library.
    """
    _read_all(pdf, folder)
    spent: dict[str, float] = defaultdict(float)
    whole, pages = 0.0, 0
    with _watched(spent):
        for _ in range(rounds):
            count, seconds = _read_all(pdf, folder)
            pages, whole = pages + count, whole + seconds
    names = [name for name, _, _ in STAGES]
    place = names.index("best paths, evidence")
    names[place:place] = NETWORKS.values()
    rest = whole - sum(spent.values())
    figures = [(name, spent[name]) for name in names]
    figures += [("all else: opening, PDFium, boxes, JSON of pages, hashing", rest), ("whole page", whole)]
    rows = [{"stage": name, "ms_a_page": round(1000 * seconds / pages, 2)} for name, seconds in figures]
    return rows, pages // rounds


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
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        as_one_pdf(load(given.folder), folder / "pages.pdf")
        rows, each = measure(folder / "pages.pdf", folder, given.rounds)
        size, jpeg = _libjpeg(folder / "pages.pdf")
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
