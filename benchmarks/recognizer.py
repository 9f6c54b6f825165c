"""The line recogniser against Tesseract on drawn lines: errors, calibration, CPU time a line.

Lines come from the sentence patterns and fonts of the test group, with a seed that no training used; both engines read
the same pictures in turns. ``python benchmarks/recognizer.py --lines 200 --output out.json``
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from casedocs.ocr.recognizer import LineReading, LineRecognizer, RecognizerOptions
from casedocs.ocr.recognizer.charset import fold
from casedocs.ocr.training.corpus import Corpus
from casedocs.ocr.training.evaluate import edit_steps, right_words
from casedocs.ocr.training.fonts import FontCase, find_fonts
from casedocs.ocr.training.pens import find_pens
from casedocs.ocr.training.phrases import load_phrases
from casedocs.ocr.training.render import draw_line
from casedocs.ocr.training.samples import Sample, SampleSource

SEED = 77_000_077
CONFIDENT = 0.9
FONT_PACKAGES = ("fontpkg_noto_serif", "fontpkg_arimo")
Image = np.ndarray[tuple[int, int], np.dtype[np.uint8]]
Reader = Callable[[Image], str]


def fonts(folders: list[Path]) -> FontCase:
    packages = [Path(str(import_module(name).__file__)).parent for name in FONT_PACKAGES]
    return find_fonts([*folders, *packages])


def source(case: FontCase) -> SampleSource:
    phrases, random = load_phrases(), Random(SEED)
    lines = [tuple(fold(phrases.line(random)).split()) for _ in range(2000)]
    syllables = tuple(sorted({word.lower() for line in lines for word in line if word.isalpha()}))
    return SampleSource(Corpus(tuple(lines), syllables), phrases, case)


def clean(drawer: SampleSource, em: int, count: int, section: str | None = None) -> Iterable[Sample]:
    """Lines as a renderer makes them, cut as the recogniser wants them."""
    random = Random(f"{SEED} {em}")
    while count:
        text = fold(drawer.phrases.line(random, section))
        face = drawer.fonts.choose(random, text)
        drawn = draw_line(text, ("", ""), face, em, random) if face is not None and "…" not in text else None
        if drawn is None:
            continue
        box = (
            drawn.left - em // 4,
            drawn.baseline - round(0.95 * em),
            drawn.right + em // 4,
            drawn.baseline + round(0.31 * em),
        )
        yield Sample(np.array(drawn.image.crop(box), np.uint8), text)
        count -= 1


def sets_of(drawer: SampleSource, count: int) -> dict[str, list[Sample]]:
    mixed = [sample for sample in drawer.batch(SEED, 0, count) if sample.text]
    return {
        "mixed (everything that the training draws)": mixed,
        "clean, 13 pt at 300 dpi": list(clean(drawer, 54, count)),
        "clean, 13 pt at 150 dpi": list(clean(drawer, 27, count)),
        "clean, 13 pt at 100 dpi": list(clean(drawer, 18, count)),
        "numbers, clean, 13 pt at 200 dpi": list(clean(drawer, 36, count, "number")),
        "numbers, dates and document numbers (drawn as in training)": list(numbers(drawer, count)),
    }


def numbers(drawer: SampleSource, count: int) -> Iterable[Sample]:
    """Lines that are mostly digits, with everything that the training does to them."""
    group = 0
    while count:
        group += 1
        for sample in drawer.batch(SEED + 1, group, 100):
            if count and 2 * sum(letter.isdigit() for letter in sample.text) > len(sample.text):
                yield sample
                count -= 1


def handwriting(recognizer: LineRecognizer, drawer: SampleSource, count: int) -> dict[str, Any]:
    """Share of words flagged as handwritten, in print and in lines that a pen wrote whole or in part."""
    random = Random(SEED)
    flagged = {"print": [0, 0], "pen": [0, 0]}
    confident = 0
    for sample in [
        *drawer.batch(SEED, 5, count),
        *(drawer.penned(random, drawer.pens) for _ in range(count) if drawer.pens),
    ]:
        for word in recognizer.read([sample.image])[0].words:
            middle = (word.left + word.right) / 2
            kind = "pen" if any(left < middle < right for left, right in sample.pen) else "print"
            flagged[kind][0] += word.handwritten
            flagged[kind][1] += 1
            confident += kind == "pen" and word.confidence > CONFIDENT
    shares = {f"{kind}_words_flagged": round(found / max(1, words), 4) for kind, (found, words) in flagged.items()}
    return {
        **shares,
        "words": {kind: words for kind, (_, words) in flagged.items()},
        "pen_words_read_confidently": confident,
    }


def tesseract(models: Path) -> Reader | None:
    """Tesseract reading one line at a time, or None where tesserocr or its Vietnamese model is missing."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        tesserocr: Any = import_module("tesserocr")
        api = tesserocr.PyTessBaseAPI(path=str(models), lang="vie", psm=tesserocr.PSM.SINGLE_LINE)
    except (ImportError, RuntimeError):
        return None

    def read(image: Image) -> str:
        padded = np.pad(image, 12, constant_values=int(np.percentile(image, 90)))
        padded = np.ascontiguousarray(padded)
        api.SetImageBytes(padded.tobytes(), padded.shape[1], padded.shape[0], 1, padded.shape[1])
        api.SetSourceResolution(300)
        return fold(api.GetUTF8Text())

    return read


def digits_wrong(read: str, truth: str) -> tuple[int, int]:
    kept = ["".join(c for c in text if c.isdigit()) for text in (read, truth)]
    return edit_steps(kept[0], kept[1]), len(kept[1])


def reliability(judged: list[tuple[float, bool]]) -> dict[str, Any]:
    """Ten bins of confidence with the share of right words in each, and the expected calibration error."""
    rows, error = [], 0.0
    for low in range(10):
        inside = [pair for pair in judged if low <= min(9.999, pair[0] * 10) < low + 1]
        if inside:
            mean, right = (float(np.mean([pair[i] for pair in inside])) for i in (0, 1))
            rows.append({"confidence": round(mean, 3), "right": round(right, 3), "words": len(inside)})
            error += abs(mean - right) * len(inside) / len(judged)
    return {"bins": rows, "expected_calibration_error": round(error, 4)}


def measure(samples: list[Sample], readers: dict[str, Callable[[Image], LineReading | str]]) -> dict[str, Any]:
    totals = {name: np.zeros(7) for name in readers}
    judged: list[tuple[float, bool]] = []
    for sample in samples:
        for name, reader in readers.items():
            started = time.process_time()
            reading = reader(sample.image)
            spent = time.process_time() - started
            text = reading if isinstance(reading, str) else reading.text
            if not isinstance(reading, str):
                right = right_words([word.text for word in reading.words], sample.text.split())
                judged += [(word.confidence, ok) for word, ok in zip(reading.words, right, strict=True)]
            words = edit_steps(text.split(), sample.text.split()), len(sample.text.split())
            found = (edit_steps(text, sample.text), len(sample.text), *words, *digits_wrong(text, sample.text), spent)
            totals[name] += np.array(found)
    figures = {
        name: {
            "cer": round(t[0] / max(1, t[1]), 5),
            "words_wrong": round(t[2] / max(1, t[3]), 5),
            "digits_wrong": round(t[4] / max(1, t[5]), 5),
            "cpu_ms_a_line": round(1000 * t[6] / max(1, len(samples)), 2),
        }
        for name, t in totals.items()
    }
    return {"lines": len(samples), "figures": figures, "reliability": reliability(judged)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=200, help="lines in each set")
    parser.add_argument("--fonts", type=Path, action="append", default=[], help="more folders of fonts")
    parser.add_argument("--pens", type=Path, action="append", default=[], help="folders of script fonts")
    parser.add_argument("--weights", type=Path, help="other weights than the shipped ones")
    parser.add_argument("--tessdata", type=Path, default=Path("/usr/share/tesseract-ocr/5/tessdata"))
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    recognizer = LineRecognizer(RecognizerOptions(weights=arguments.weights))
    eyes = LineRecognizer(RecognizerOptions(weights=arguments.weights, beam=1))
    readers: dict[str, Callable[[Image], LineReading | str]] = {
        "casedocs": lambda image: recognizer.read([image])[0],
        "casedocs, best path alone": lambda image: eyes.read([image])[0].text,
    }
    peer = tesseract(arguments.tessdata)
    if peer is None:
        print("tesserocr with the Vietnamese model is not here: measured without it")
    else:
        readers["tesserocr, one line"] = peer
    results = {
        name: measure(s, readers) for name, s in sets_of(source(fonts(arguments.fonts)), arguments.lines).items()
    }
    found: dict[str, Any] = {"seed": SEED, "sets": results}
    if arguments.pens:
        drawer = replace(source(fonts(arguments.fonts)), pens=find_pens(arguments.pens))
        found["handwriting"] = handwriting(recognizer, drawer, arguments.lines)
    text = json.dumps(found, ensure_ascii=False, indent=2)
    print(text)
    if arguments.output is not None:
        arguments.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
