"""Measures the line finder: lines, reading order, table cells, skew, orientation and time, beside Tesseract's layout.

Run from the repository root: ``python -m benchmarks.layout --out layout.json`` (``--quick`` for a tenth of the pages).
Synthetic pages have exact truth; PDFs with a text layer are rasterised and judged by their words and ruled tables.
"""

import argparse
import json
import os
import platform
import statistics
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casedocs.geometry import Box
from casedocs.ocr.layout import BlockKind, PageLayout, TextLine, crop_line, find_lines, without_rules
from casedocs.ocr.layout.options import LayoutOptions
from casedocs.ocr.layout.page import working_page
from casedocs.ocr.prepare import find_turn, prepare_page, to_grey, turned
from tests import ocr_pages as pages
from tests.ocr_pages import DrawnPage, TrueLine

os.environ["OMP_THREAD_LIMIT"] = "1"
Grey = NDArray[np.uint8]
DATA = Path(__file__).parents[2] / "shared" / "data"


@dataclass
class FoundLine:
    """A line as any engine reports it: extent, baseline in the middle."""

    left: float
    right: float
    base: float


@dataclass
class Score:
    """Counts over a set of pages."""

    true: int = 0
    found: int = 0
    matched: int = 0
    pairs: int = 0
    kept_pairs: int = 0
    cells_true: int = 0
    cells_found: int = 0
    cells_matched: int = 0
    clipped: int = 0
    em_ratios: list[float] = field(default_factory=list)
    skew_errors: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """Figures for the report."""
        result: dict[str, Any] = {
            "lines": self.true,
            "recall": ratio(self.matched, self.true),
            "precision": ratio(self.matched, self.found),
            "order": ratio(self.kept_pairs, self.pairs),
            "cpu_ms_median": round(statistics.median(self.cpu_ms), 1) if self.cpu_ms else None,
        }
        if self.cells_true:
            result["cell_f1"] = ratio(2 * self.cells_matched, self.cells_true + self.cells_found)
        if self.clipped or self.matched:
            result["lines_clipped"] = ratio(self.clipped, self.matched)
        if self.em_ratios:
            result["em_ratio_median"] = round(statistics.median(self.em_ratios), 3)
            result["em_ratio_worst"] = [round(min(self.em_ratios), 2), round(max(self.em_ratios), 2)]
        if self.skew_errors:
            result["skew_error_deg_mean"] = round(statistics.mean(self.skew_errors), 3)
            result["skew_error_deg_max"] = round(max(self.skew_errors), 3)
        return result


def ratio(part: int, whole: int) -> float | None:
    """A share with four digits; None of nothing."""
    return round(part / whole, 4) if whole else None


def cpu(call: Callable[[], Any]) -> tuple[Any, float]:
    """A result and the CPU milliseconds it took."""
    start = time.process_time()
    result = call()
    return result, 1000 * (time.process_time() - start)


def match(true: Sequence[TrueLine], found: Sequence[FoundLine]) -> list[int | None]:
    """For each true line the found one that covers it: baseline within 0.2 em, ends within 0.8 em."""
    taken: set[int] = set()
    result: list[int | None] = []
    for line in true:
        hit = None
        for index, other in enumerate(found):
            near = abs(other.base - line.base) < 0.2 * line.em
            ends = max(abs(other.left - line.box.left), abs(other.right - line.box.right)) < 0.8 * line.em
            if near and ends and index not in taken:
                hit = index
                break
        if hit is not None:
            taken.add(hit)
        result.append(hit)
    return result


def tally(score: Score, true: Sequence[TrueLine], found: Sequence[FoundLine]) -> list[int | None]:
    """Adds the line counts of a page."""
    hits = match(true, found)
    score.true += len(true)
    score.found += len(found)
    score.matched += sum(hit is not None for hit in hits)
    for one, other in pairwise(hits):
        if one is not None and other is not None:
            score.pairs += 1
            score.kept_pairs += other == one + 1
    return hits


def ours(layout: PageLayout) -> list[FoundLine]:
    """The lines of our layout, without those of seals and margins, which the truth does not list."""
    return [
        FoundLine(line.box.left, line.box.right, (line.baseline[0][1] + line.baseline[1][1]) / 2)
        for line in text_lines(layout)
    ]


def text_lines(layout: PageLayout) -> list[TextLine]:
    """The lines that are text."""
    aside = {BlockKind.STAMP, BlockKind.MARGIN}
    return [line for block in layout.blocks if block.kind not in aside for line in block.lines]


class Tesseract:
    """Tesseract's layout analysis, which needs no language data."""

    def __init__(self) -> None:
        import tesserocr

        self.module = tesserocr
        self.api = tesserocr.PyTessBaseAPI(init=False)
        self.api.InitForAnalysePage()
        self.api.SetPageSegMode(tesserocr.PSM.AUTO)

    def lines(self, grey: Grey, dpi: int) -> list[FoundLine]:
        """Lines of a page at the resolution given."""
        height, width = grey.shape
        self.api.SetImageBytes(grey.tobytes(), width, height, 1, width)
        self.api.SetSourceResolution(dpi)
        iterator = self.api.AnalyseLayout()
        level = self.module.RIL.TEXTLINE
        result = []
        if iterator is not None:
            for line in self.module.iterate_level(iterator, level):
                box, base = line.BoundingBox(level), line.Baseline(level)
                if box and base:
                    result.append(FoundLine(box[0], box[2], (base[0][1] + base[1][1]) / 2))
        return result


def synthetic(quick: bool) -> Iterator[tuple[str, DrawnPage]]:
    """Pages by name of their set."""
    makers: dict[str, Callable[..., DrawnPage]] = {
        "letter": pages.letter_page,
        "text": pages.text_page,
        "form": pages.form_page,
        "table": pages.table_page,
        "two-column": pages.two_column_page,
    }
    for dpi in (100, 150, 200, 300):
        for name, maker in makers.items():
            for seed in range(1 if quick else 3):
                yield f"{name} {dpi} dpi", maker(dpi, seed=seed, face=("times", "serif", "sans")[seed % 3])
    for seed in range(1 if quick else 4):
        page = pages.letter_page(300, seed=seed, face="times")
        pages.add_seal(page, 0.68 * page.image.width, 0.72 * page.image.height)
        yield "letter with seal 300 dpi", page


def turned_truth(page: DrawnPage, degrees: float) -> list[TrueLine]:
    """The true lines of a page after `pages.skewed` (ends and the middle of the baseline)."""
    import math

    width, height = page.image.size
    angle = math.radians(degrees)

    def turn(x: float, y: float) -> tuple[float, float]:
        dx, dy = x - width / 2, y - height / 2
        return (
            width / 2 + dx * math.cos(angle) - dy * math.sin(angle),
            height / 2 + dx * math.sin(angle) + dy * math.cos(angle),
        )

    result = []
    for line in page.lines:
        (x0, y0), (x1, y1) = turn(line.box.left, line.base), turn(line.box.right, line.base)
        result.append(TrueLine(Box(x0, min(y0, y1), x1, max(y0, y1)), (y0 + y1) / 2, line.em, line.text, line.part))
    return result


def count_cells(score: Score, page: DrawnPage, layout: PageLayout) -> None:
    """Adds the table cells: same row, column and spans."""
    for table in page.tables:
        score.cells_true += len(table.cells)
        best = max(layout.tables, key=lambda one: overlap(one.box, table.box), default=None)
        if best is None or overlap(best.box, table.box) < 0.6:
            continue
        found = {(cell.row, cell.column, cell.row_span, cell.column_span) for cell in best.cells}
        score.cells_found += len(found)
        score.cells_matched += len(found & set(table.cells))


def overlap(one: Box, other: Box) -> float:
    """Intersection over union."""
    common = one.intersection(other)
    return common.area / (one.area + other.area - common.area) if common else 0.0


def run_synthetic(quick: bool, peer: Tesseract | None) -> dict[str, Any]:
    """Upright pages."""
    own: dict[str, Score] = {}
    theirs: dict[str, Score] = {}
    for name, page in synthetic(quick):
        grey = pages.scanned(to_grey(page.rgb)[0])
        layout, spent = cpu(lambda grey=grey: find_lines(grey))  # type: ignore[misc]
        score = own.setdefault(name, Score())
        score.cpu_ms.append(spent)
        hits = tally(score, page.lines, ours(layout))
        lines = text_lines(layout)
        for line, hit in zip(page.lines, hits, strict=True):
            if hit is not None:
                base, em = lines[hit].baseline[0][1], lines[hit].em
                score.em_ratios.append(em / line.em)
                score.clipped += line.box.top < base - 0.95 * em - 1 or line.box.bottom > base + 0.31 * em + 1
        score.skew_errors.append(abs(layout.skew))
        count_cells(score, page, layout)
        if peer is not None:
            other = theirs.setdefault(name, Score())
            found, spent = cpu(lambda grey=grey, page=page: peer.lines(grey, page.dpi))  # type: ignore[misc]
            other.cpu_ms.append(spent)
            tally(other, page.lines, found)
    return {name: {"casedocs": own[name].row(), **peer_row(theirs, name)} for name in own}


def peer_row(theirs: dict[str, Score], name: str) -> dict[str, Any]:
    """The peer's part of a report row."""
    return {"tesseract": theirs[name].row()} if name in theirs else {}


def run_skewed(quick: bool, peer: Tesseract | None) -> dict[str, Any]:
    """Skewed pages."""
    own: dict[str, Score] = {}
    theirs: dict[str, Score] = {}
    for degrees in (-3.0, -1.3, -0.35, 0.35, 1.3, 3.0):
        for seed in range(1 if quick else 3):
            for maker in (pages.letter_page, pages.table_page):
                page = maker(200, seed=seed, face="times")
                grey = pages.scanned(pages.skewed(page.grey, degrees))
                true = turned_truth(page, degrees)
                name = f"{maker.__name__} skewed {abs(degrees)} degrees"
                layout, spent = cpu(lambda grey=grey: find_lines(grey))  # type: ignore[misc]
                score = own.setdefault(name, Score())
                score.cpu_ms.append(spent)
                score.skew_errors.append(abs(layout.skew - degrees))
                tally(score, true, [along(line.baseline) for line in text_lines(layout)])
                count_cells(score, page, layout)
                if peer is not None:
                    other = theirs.setdefault(name, Score())
                    found, spent = cpu(lambda grey=grey: peer.lines(grey, 200))  # type: ignore[misc]
                    other.cpu_ms.append(spent)
                    tally(other, true, found)
    return {name: {"casedocs": own[name].row(), **peer_row(theirs, name)} for name in own}


def along(baseline: tuple[tuple[float, float], tuple[float, float]]) -> FoundLine:
    """A line by its baseline alone."""
    (x0, y0), (x1, y1) = baseline
    return FoundLine(x0, x1, (y0 + y1) / 2)


@dataclass
class TrueWord:
    """A word of a text layer in pixels of the raster; `cell` numbers the ruled table cell it stands in."""

    box: Box
    base: float
    size: float
    cell: int


def pdf_pages(quick: bool, dpi: int) -> Iterator[tuple[Grey, list[TrueWord], list[Box]]]:
    """Rasters of text-layer PDF pages, with their words and the cells of their ruled tables."""
    import pdfplumber
    import pypdfium2

    for path in sorted((DATA / "pdfs").iterdir()):
        document = pypdfium2.PdfDocument(str(path))
        with pdfplumber.open(path) as reader:
            for index in range(min(len(document), 1 if quick else 3)):
                page = reader.pages[index]
                upright = not page.rotation and all(char["upright"] for char in page.chars)
                if len(page.chars) < 200 or not upright or page.bbox[:2] != (0, 0):
                    continue
                scale = dpi / 72
                image = document[index].render(scale=scale, grayscale=True).to_numpy()
                grey = np.ascontiguousarray(image.reshape(image.shape[0], image.shape[1]))
                cells = [Box(*(v * scale for v in cell)) for table in page.find_tables() for cell in table.cells]
                cells = [cell for cell in cells if ruled(grey, cell)]
                listed = page.extract_words(return_chars=True)
                words = [true_word(word, page.height, scale, cells) for word in listed if is_print(word["text"])]
                yield pages.scanned(grey, index), words, cells


def is_print(text: str) -> bool:
    """False for dotted leaders, which belong to no line."""
    return any(letter.isalnum() or letter in "-+" for letter in text)


def ruled(grey: Grey, cell: Box) -> bool:
    """Whether the four sides of a cell can be seen: pdfplumber also makes cells of invisible edges."""
    left, top, right, bottom = (round(v) for v in (cell.left, cell.top, cell.right, cell.bottom))
    reach = 4
    sides = (
        grey[max(0, top - reach) : top + reach, left:right].min(axis=0, initial=255),
        grey[max(0, bottom - reach) : bottom + reach, left:right].min(axis=0, initial=255),
        grey[top:bottom, max(0, left - reach) : left + reach].min(axis=1, initial=255),
        grey[top:bottom, max(0, right - reach) : right + reach].min(axis=1, initial=255),
    )
    return all(side.size > 0 and float((side < 160).mean()) > 0.8 for side in sides)


def true_word(word: dict[str, Any], height: float, scale: float, cells: list[Box]) -> TrueWord:
    """A word of pdfplumber in pixels."""
    box = Box(word["x0"] * scale, word["top"] * scale, word["x1"] * scale, word["bottom"] * scale)
    x, y = box.center
    cell = next((k for k, one in enumerate(cells) if one.left <= x <= one.right and one.top <= y <= one.bottom), -1)
    char = word["chars"][0]
    return TrueWord(box, (height - char["matrix"][5]) * scale, char["size"] * scale, cell)


def run_pdfs(quick: bool, peer: Tesseract | None) -> dict[str, Any]:
    """Words of PDFs: held by exactly one line with the right baseline; lines that mix rows or cells."""
    report: dict[str, Any] = {}
    for dpi in (200, 300):
        counts = {"casedocs": WordScore(), "tesseract": WordScore()}
        cells = Score()
        for grey, words, true_cells in pdf_pages(quick, dpi):
            layout, spent = cpu(lambda grey=grey: find_lines(grey))  # type: ignore[misc]
            counts["casedocs"].add(words, ours(layout), spent)
            boxes = [cell.box for table in layout.tables for cell in table.cells]
            cells.cells_true += len(true_cells)
            cells.cells_found += len(boxes)
            cells.cells_matched += sum(any(overlap(one, box) > 0.6 for box in boxes) for one in true_cells)
            if peer is not None:
                found, spent = cpu(lambda grey=grey, dpi=dpi: peer.lines(grey, dpi))  # type: ignore[misc]
                counts["tesseract"].add(words, found, spent)
        rows = {name: score.row() for name, score in counts.items() if score.pages}
        rows["casedocs"]["cell_f1"] = ratio(2 * cells.cells_matched, cells.cells_true + cells.cells_found)
        report[f"{dpi} dpi"] = rows
    return report


@dataclass
class WordScore:
    """Word counts over pages."""

    pages: int = 0
    words: int = 0
    held: int = 0
    lost: int = 0
    lines: int = 0
    mixed: int = 0
    cpu_ms: list[float] = field(default_factory=list)

    def add(self, words: Sequence[TrueWord], found: Sequence[FoundLine], spent: float) -> None:
        """Adds a page."""
        self.pages += 1
        self.words += len(words)
        self.lines += len(found)
        self.cpu_ms.append(spent)
        cells: list[set[int]] = [set() for _ in found]
        for word in words:
            x = word.box.center[0]
            near = [
                k
                for k, line in enumerate(found)
                if abs(line.base - word.base) < 0.3 * word.size and line.left - 2 <= x <= line.right + 2
            ]
            self.held += len(near) == 1
            self.lost += not near
            for k in near:
                cells[k].add(word.cell)
        self.mixed += sum(len(one) > 1 for one in cells)

    def row(self) -> dict[str, Any]:
        """Figures for the report."""
        return {
            "pages": self.pages,
            "words": self.words,
            "words_held_by_one_line": ratio(self.held, self.words),
            "words_lost": ratio(self.lost, self.words),
            "lines_across_cells": ratio(self.mixed, self.lines),
            "cpu_ms_median": round(statistics.median(self.cpu_ms), 1),
        }


def run_turns(quick: bool) -> dict[str, Any]:
    """How many pages are turned the right way up, from all four sides; below the evidence of `upright` none is."""
    report: dict[str, Any] = {}
    sets: dict[str, Iterator[Grey]] = {
        "synthetic": (pages.scanned(page.grey) for _, page in synthetic(quick)),
        "real scans": (to_grey(image)[0] for image, _ in real_scans()),
    }
    for name, greys in sets.items():
        right = unsure = wrong = total = 0
        spent = []
        for grey in greys:
            for degrees in (0, 90, 180, 270):
                lying, _ = turned(grey, degrees)
                turn, ms = cpu(lambda lying=lying: find_turn(lying))  # type: ignore[misc]
                spent.append(ms)
                total += 1
                right += (turn.degrees + degrees) % 360 == 0
                unsure += turn.confidence < 0.6
                wrong += turn.confidence >= 0.6 and (turn.degrees + degrees) % 360 != 0
        if total:
            report[name] = {
                "pages": total,
                "right": ratio(right, total),
                "unsure": ratio(unsure, total),
                "wrong_and_sure": ratio(wrong, total),
                "cpu_ms_median": round(statistics.median(spent), 1),
            }
    return report


def real_scans() -> Iterator[tuple[Grey, dict[str, Any]]]:
    """The real scans in colour, with their truth."""
    from PIL import Image

    truth = DATA / "scans" / "ground_truth.json"
    if not truth.is_file():
        return
    entries = json.loads(truth.read_text(encoding="utf-8"))
    for path in sorted((DATA / "scans").glob("*.jpg")):
        text = fold(path.with_suffix(".gt.txt").read_text(encoding="utf-8"))
        entry = next((one for one in entries if fold(one["body"])[:40] in text), None)
        if entry is not None:
            yield np.asarray(Image.open(path).convert("RGB"), np.uint8).copy(), {**entry, "all": text}


def fold(text: str) -> str:
    """Text in NFC with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def run_reading() -> dict[str, Any] | str:
    """One recogniser (Tesseract, vie), two layouts: errors in the body of the real scans, words missing anywhere."""
    from PIL import Image

    try:
        import edlib
        import tesserocr

        data = os.environ.get("TESSDATA_PREFIX", "/usr/share/tesseract-ocr/5/tessdata")
        page_reader = tesserocr.PyTessBaseAPI(path=data, lang="vie", psm=tesserocr.PSM.AUTO)
        line_reader = tesserocr.PyTessBaseAPI(path=data, lang="vie", psm=tesserocr.PSM.SINGLE_LINE)
    except (ImportError, RuntimeError) as error:
        return f"skipped: {error}"

    def read(api: "tesserocr.PyTessBaseAPI", grey: Grey, dpi: int) -> str:
        height, width = grey.shape
        api.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
        api.SetSourceResolution(dpi)
        return str(api.GetUTF8Text())

    counts: dict[str, list[int]] = {}
    letters = words = 0
    for image, entry in real_scans():
        raw = np.asarray(Image.fromarray(image).convert("L"), np.uint8)
        grey, _ = prepare_page(image)
        dpi = round(max(raw.shape) / 11.69)
        layout = find_lines(grey)
        clean = without_rules(grey, layout)
        crops = [(crop_line(clean, line), round(line.em * 72 / 13.5)) for line in layout.lines]
        texts = {
            "tesseract layout, page as scanned": read(page_reader, raw, dpi),
            "tesseract layout, page prepared": read(page_reader, grey, dpi),
            "tesseract layout, prepared, rules removed": read(page_reader, clean, dpi),
            "our lines": "\n".join(read(line_reader, crop, max(70, size)) for crop, size in crops),
        }
        body, whole = fold(entry["body"]), Counter(entry["all"].split())
        letters, words = letters + len(body), words + whole.total()
        for name, text in texts.items():
            folded = fold(text)
            errors = edlib.align(body, folded, mode="HW", task="distance")["editDistance"]
            missing = (whole - Counter(folded.split())).total()
            one = counts.setdefault(name, [0, 0])
            one[0], one[1] = one[0] + errors, one[1] + missing
    return {
        name: {"body_cer": ratio(errors, letters), "words_missing": ratio(missing, words)}
        for name, (errors, missing) in counts.items()
    }


def run_stages(quick: bool, peer: Tesseract | None) -> dict[str, Any]:
    """CPU milliseconds of an A4 page of text at 300 dpi by stage, medians."""
    grey = pages.scanned(pages.text_page(300, face="times").grey)
    options = LayoutOptions()
    half = np.ascontiguousarray(grey[::2, ::2])
    layout = find_lines(grey)
    spent: dict[str, list[float]] = {}
    for _ in range(5 if quick else 25):
        spent.setdefault("reduce, ink, skew, rules, components", []).append(cpu(lambda: working_page(grey, options))[1])
        spent.setdefault("find_lines, all of it", []).append(cpu(lambda: find_lines(grey))[1])
        spent.setdefault("crop_line, all lines", []).append(
            cpu(lambda: [crop_line(grey, line) for line in layout.lines])[1]
        )
        if peer is not None:
            spent.setdefault("tesseract AnalyseLayout, full size", []).append(cpu(lambda: peer.lines(grey, 300))[1])
            spent.setdefault("tesseract AnalyseLayout, half size", []).append(cpu(lambda: peer.lines(half, 150))[1])
    return {name: round(statistics.median(values), 1) for name, values in spent.items()}


def _page(report: dict[str, Any]) -> dict[str, Any]:
    """What the documentation shows of a report: see docs/hooks/benchmarks.py."""
    machine = report["machine"]
    return {
        "title": "Layout: processor time by stage, one A4 page of text at 300 dpi",
        "machine": f"{machine['system']}, {machine['cores']} cores, Python {machine['python']}",
        "command": "python -m benchmarks.layout --out benchmarks/results/layout.json",
        "note": "medians, one thread; recall, cells, skew and turns are in the JSON file",
        "rows": [{"stage": stage, "cpu_ms": value} for stage, value in report["stages_cpu_ms"].items()],
    }


def main() -> None:
    """Runs everything and writes the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="write the JSON report here")
    parser.add_argument("--quick", action="store_true", help="fewer pages")
    args = parser.parse_args()
    try:
        peer: Tesseract | None = Tesseract()
    except ImportError:
        peer = None
    report: dict[str, Any] = {
        "machine": {"python": platform.python_version(), "system": platform.machine(), "cores": os.cpu_count()},
        "stages_cpu_ms": run_stages(args.quick, peer),
        "synthetic": run_synthetic(args.quick, peer),
        "skewed": run_skewed(args.quick, peer),
        "turns": run_turns(args.quick),
        "reading": run_reading() if DATA.is_dir() else "skipped: ../shared/data is not here",
        "pdfs": run_pdfs(args.quick, peer) if DATA.is_dir() else "skipped: ../shared/data is not here",
    }
    report = report | _page(report)
    text = json.dumps(report, ensure_ascii=False, indent=1)
    if args.out:
        args.out.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
