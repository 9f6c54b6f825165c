"""From errors of pages to the tables of `benchmarks.ocr`: by engine, by set of pages, with their spread."""

import random
import statistics
from collections import Counter
from collections.abc import Sequence
from typing import Any

from benchmarks.measure import Run
from benchmarks.metrics import folded
from benchmarks.truth import TruthPage

__all__ = ["calibration", "engine_row", "set_rows"]

Row = dict[str, Any]
Words = Sequence[tuple[str, float]]
_RESAMPLES = 1000


def _share(rows: Sequence[Row], errors: str, total: str) -> float | None:
    whole = sum(row[total] for row in rows)
    return round(100 * sum(row[errors] for row in rows) / whole, 3) if whole else None


def spread(rows: Sequence[Row], errors: str, total: str) -> str:
    """Where the share would fall for 95 of 100 other choices of as many pages (bootstrap over pages)."""
    chance = random.Random(1)
    shares = [_share(chance.choices(rows, k=len(rows)), errors, total) for _ in range(_RESAMPLES if rows else 0)]
    known = sorted(share for share in shares if share is not None)
    return f"{known[len(known) // 40]:.2f}–{known[-1 - len(known) // 40]:.2f}" if known else ""


def engine_row(name: str, rows: Sequence[Row], runs: Sequence[Run]) -> Row:
    """What one engine did over all pages."""
    text = [row for row in rows if not row["table"]]
    tables = [row for row in rows if row["table"]]
    per_page = [100 * row["char_errors"] / row["chars"] for row in text if row["chars"]]
    walls = [one.wall / len(rows) for one in runs]
    cpus = [one.cpu / len(rows) for one in runs]
    return {
        "engine": name,
        "cer_percent": _share(text, "char_errors", "chars"),
        "cer_spread": spread(text, "char_errors", "chars"),
        "cer_page_mean": round(statistics.mean(per_page), 3) if per_page else None,
        "cer_page_max": round(max(per_page), 3) if per_page else None,
        "wer_percent": _share(text, "word_errors", "words"),
        "wer_spread": spread(text, "word_errors", "words"),
        "digit_errors_percent": _share(rows, "digit_errors", "digits"),
        "numbers_missing_percent": _share(rows, "numbers_missing", "numbers"),
        "table_words_missing_percent": _share(tables, "bag_missing", "bag_words"),
        "wall_s_page": round(statistics.median(walls), 3),
        "wall_min_max": f"{min(walls):.2f}–{max(walls):.2f}",
        "cpu_s_page": round(statistics.median(cpus), 3),
        "peak_mb": round(max(one.peak_mb for one in runs)),
    }


def set_rows(rows: dict[str, list[Row]]) -> list[Row]:
    """A row a set of pages: our errors beside those of Tesseract as it comes and at its best setting for this set."""
    table: list[Row] = []
    groups = dict.fromkeys(row["group"] for row in next(iter(rows.values())))
    for group in groups:
        found = {name: [row for row in of if row["group"] == group] for name, of in rows.items()}
        errors = {name: _share(of, "char_errors", "chars") for name, of in found.items()}
        ours = next(name for name in errors if name.startswith("casedocs"))
        rivals = {name: value for name, value in errors.items() if name.startswith("tesserocr") and value is not None}
        best = min(rivals, key=lambda name: rivals[name], default="")
        row: Row = {
            "set": group,
            "pages": len(found[ours]),
            "casedocs CER %": errors[ours],
            "95 %": spread(found[ours], "char_errors", "chars"),
            "Tesseract CER %": errors.get("tesserocr"),
            "best Tesseract CER %": rivals.get(best),
            "its setting": best.partition(":")[2],
            "words wrong %": _share(found[ours], "word_errors", "words"),
            "digits wrong %": _share(found[ours], "digit_errors", "digits"),
            "words missing %": _share(found[ours], "bag_missing", "bag_words"),
        }
        if best:
            row["best Tesseract digits wrong %"] = _share(found[best], "digit_errors", "digits")
            row["best Tesseract words missing %"] = _share(found[best], "bag_missing", "bag_words")
        for other in errors.keys() - {ours, *rivals}:
            row[f"{other} CER %"] = errors[other]
        table.append(row)
    return table


def calibration(pages: Sequence[TruthPage], words: Sequence[Words]) -> Row | None:
    """How well the confidence of words tells the share of right ones, in ten bins; None without whole truths.

    A word counts as right when the page has it as often as it was read, whatever its place.
    """
    judged: list[tuple[float, bool]] = []
    for page, read in zip(pages, words, strict=False):
        if page.body_only:
            continue
        left = Counter(folded(page.text).split())
        for text, confidence in read:
            right = left[text] > 0
            left[text] -= right
            judged.append((confidence, right))
    bins, error = [], 0.0
    for number in range(10):
        inside = [pair for pair in judged if number <= min(9.999, 10 * pair[0]) < number + 1]
        if inside:
            mean = statistics.mean(pair[0] for pair in inside)
            right_share = statistics.mean(pair[1] for pair in inside)
            bins.append({"confidence": round(mean, 3), "right": round(right_share, 3), "words": len(inside)})
            error += abs(mean - right_share) * len(inside) / len(judged)
    return {"expected_calibration_error": round(error, 4), "words": len(judged), "bins": bins} if judged else None
