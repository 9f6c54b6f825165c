"""Stress sets for repair: ``python -m benchmarks.text_stress [--half b] [--readings FILE] [--out FILE]``.

Draws invented pages (``assets/text_stress.txt``: official language, letters, testimony, forms, tables, names, numbers,
foreign text, capitals and old wording) as a clean print, a photocopy of a photocopy, a fax and a low-resolution scan,
reads them with our recogniser and with Tesseract, repairs the readings with their confidences and without, and counts
the words mended and broken and the characters wrong before and after. Half "a" served to choose the gate of
`repair_text`; half "b" only measures. The same pages come out of the same seed.
"""

import argparse
import json
import random
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import edlib
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from benchmarks.text_accuracy import count_changes
from casedocs import ocr
from casedocs.errors import CasedocsError
from casedocs.spans import Span
from casedocs.text.repair import WordConfidence, repair_text
from tests.assets.fonts import Face, check_characters, loaded

TEXTS = Path(__file__).parent / "assets" / "text_stress.txt"
ENGINES = ("neural", "tesseract")
CONDITIONS = ("clean", "photocopy", "fax", "low dpi")
DPI = 300
_IN_SANS = frozenset({"letter", "foreign", "names"})
_MARGIN, _EM = 240, 54
_WIDTH = 2480


@dataclass
class Reading:
    """What an engine read on one page: the text, its words with their places and confidences, and the truth."""

    subject: str
    half: str
    condition: str
    engine: str
    truth: str
    text: str
    words: list[tuple[int, int, float]] = field(default_factory=list)

    def confidences(self) -> list[WordConfidence]:
        """The words as `repair_text` wants them."""
        return [WordConfidence(Span(start, end), confidence) for start, end, confidence in self.words]


def subjects() -> Iterator[tuple[str, str, list[str]]]:
    """Subject, half, lines."""
    for part in TEXTS.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, *lines = part.strip().split("\n")
        subject, half = head.split(" ")
        yield subject, half, lines


def draw(lines: list[str], face: Face) -> tuple[Image.Image, str]:
    """A page at 300 dpi and its words in reading order."""
    page = Image.new("L", (_WIDTH, 3508), 255)
    pen = ImageDraw.Draw(page)
    check_characters(face.value.path, "".join(lines))
    font = loaded(face, _EM)
    top = _MARGIN
    if any(line.count("|") > 2 for line in lines):
        _draw_table(pen, face, lines, top)
        return page, " ".join(" ".join(line.replace("|", " ").split()) for line in lines)
    for line in lines:
        for row in _wrapped(line, font):
            pen.text((_MARGIN, top), row, font=font, fill=0)
            top += round(_EM * 1.5)
    return page, " ".join(" ".join(lines).split())


def _wrapped(line: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    row = ""
    for word in line.split(" "):
        longer = f"{row} {word}" if row else word
        if row and font.getlength(longer) > _WIDTH - 2 * _MARGIN:
            yield row
            row = word
        else:
            row = longer
    yield row


def _draw_table(pen: ImageDraw.ImageDraw, face: Face, lines: list[str], top: int) -> None:
    font = loaded(face, _EM)
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    columns = max(map(len, rows))
    widths = [
        round(max(font.getlength(row[column]) for row in rows if column < len(row))) + 36 for column in range(columns)
    ]
    shrink = min(1.0, (_WIDTH - 160) / sum(widths))
    small = loaded(face, round(_EM * shrink))
    widths = [round(width * shrink) for width in widths]
    height = round(_EM * 1.7 * shrink)
    for index, row in enumerate(rows):
        left = 80
        for column, width in enumerate(widths):
            y = top + index * height
            pen.rectangle((left, y, left + width, y + height), outline=0, width=3)
            text = row[column] if column < len(row) else ""
            pen.text((left + 14, y + round(_EM * shrink * 0.2)), text, font=small, fill=0)
            left += width


def degrade(page: Image.Image, condition: str, seed: int) -> tuple[Image.Image, int]:
    """The page as it arrives, and its resolution."""
    dice = np.random.default_rng(seed)
    if condition == "clean":
        return page, DPI
    if condition == "low dpi":
        small = page.resize((page.width * 11 // 30, page.height * 11 // 30), Image.Resampling.LANCZOS)
        noisy = np.asarray(small, np.float32) * 0.8 + 35 + dice.normal(0, 7, (small.height, small.width))
        return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)), 110
    turned = page.rotate(float(dice.uniform(-0.7, 0.7)), Image.Resampling.BICUBIC, fillcolor=255)
    if condition == "fax":
        small = turned.resize((page.width * 68 // 100, page.height * 65 // 100), Image.Resampling.BOX)
        pixels = np.asarray(small, np.float32) + dice.normal(0, 45, (small.height, small.width))
        pixels[dice.integers(0, small.height, 12)] = 255
        return Image.fromarray(np.where(pixels < 150, 0, 255).astype(np.uint8)), 200
    small = turned.resize((page.width * 2 // 3, page.height * 2 // 3), Image.Resampling.LANCZOS)
    for _ in range(3):  # a copy of a copy: blur, grain, hard contrast
        blurred = np.asarray(small.filter(ImageFilter.GaussianBlur(1.0)), np.float32)
        toned = (blurred + dice.normal(0, 22, blurred.shape) - 140) * 2.2 + 128
        small = Image.fromarray(np.clip(toned, 0, 255).astype(np.uint8))
    return small, 200


def read(engine: ocr.Engine, name: str, image: Image.Image, dpi: int) -> tuple[str, list[tuple[int, int, float]]]:
    """The text that an engine reads, one line a line, and its words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.png"
        image.save(path, dpi=(dpi, dpi))
        page = ocr.recognize(path, engine=engine).pages[0]
    text, words = "", []
    for block in page.blocks:
        for line in block.lines:
            for index, word in enumerate(line.words):
                text += "" if not text else " " if index else "\n"
                words.append((len(text), len(text) + len(word.text), word.confidence or 0.0))
                text += word.text
    return text, words


def readings(halves: str = "ab") -> Iterator[Reading]:
    """Every page of the halves in every condition by every engine that is there."""
    for name in ENGINES:
        try:
            engine = ocr.create_engine(name, languages=("vie",))
        except CasedocsError as error:
            print(f"{name} left out: {error}", file=sys.stderr)
            continue
        with engine:
            for subject, half, lines in (one for one in subjects() if one[1] in halves):
                page, truth = draw(lines, Face.SANS if subject in _IN_SANS else Face.SERIF)
                for condition in CONDITIONS:
                    seed = random.Random(f"{subject} {half} {condition}").getrandbits(32)
                    text, words = read(engine, "page", *degrade(page, condition, seed))
                    yield Reading(subject, half, condition, name, truth, text, words)


def distance(text: str, truth: str) -> int:
    """Characters wrong, blanks counted singly."""
    return int(edlib.align(" ".join(unicodedata.normalize("NFC", text).split()), truth)["editDistance"])


def judge(found: list[Reading], *, show: bool = False) -> list[dict[str, Any]]:
    """A row for every subject and for every condition, with the engine; with confidences and without."""
    rows: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for reading in found:
        for kind, words in (("told", reading.confidences()), ("blind", [])):
            repaired = repair_text(reading.text, words=words)
            counts = count_changes(reading.text, repaired.changes, reading.truth)
            if show:
                _show(reading, kind, counts)
            for key in (("subject", reading.subject), ("condition", reading.condition), ("all", "all")):
                row = rows[key[1], reading.engine]
                row[f"{kind}_mended"] += sum(verdict == "mended" for _, verdict in counts)
                row[f"{kind}_broken"] += sum(verdict == "broken" for _, verdict in counts)
                row[f"{kind}_wrong"] += distance(repaired.text, reading.truth)
                if kind == "told":
                    row["wrong_before"] += distance(reading.text, reading.truth)
                    row["characters"] += len(reading.truth)
    return [_row(name, engine, counts) for (name, engine), counts in rows.items()]


def _row(name: str, engine: str, counts: dict[str, int]) -> dict[str, Any]:
    def cer(key: str) -> float:
        return round(100 * counts[key] / counts["characters"], 3)

    return {
        "set": name,
        "engine": engine,
        "mended": counts["told_mended"],
        "broken": counts["told_broken"],
        "cer_before_percent": cer("wrong_before"),
        "cer_after_percent": cer("told_wrong"),
        "mended_without_confidences": counts["blind_mended"],
        "broken_without_confidences": counts["blind_broken"],
        "cer_without_confidences_percent": cer("blind_wrong"),
    }


def _show(reading: Reading, kind: str, counts: list[tuple[Any, str]]) -> None:
    for change, verdict in counts:
        if verdict != "mended":
            place = change.span
            around = reading.text[max(0, place.start - 30) : place.end + 30].replace("\n", " ")
            sure = [c for start, end, c in reading.words if start < place.end and place.start < end]
            print(verdict, kind, reading.engine, reading.subject, reading.condition, change.before, "→", change.after,
                  sure, repr(around), file=sys.stderr)  # fmt: skip


def load(path: Path | None) -> list[Reading]:
    """The readings, from the file where it is there, else made now and kept in it."""
    if path is not None and path.exists():
        return [Reading(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
    found = list(readings())
    if path is not None:
        path.write_text(json.dumps([vars(one) for one in found], ensure_ascii=False), encoding="utf-8")
    return found


def main() -> int:
    """Prints the rows as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=["a", "b"], default="b")
    parser.add_argument("--readings", type=Path, help="keep what the engines read here, and use it the next time")
    parser.add_argument("--show", action="store_true", help="what was broken or changed for nothing (half a only)")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    found = [one for one in load(arguments.readings) if one.half == arguments.half]
    rows = judge(found, show=arguments.show and arguments.half == "a")
    written = json.dumps(rows, ensure_ascii=False, indent=1)
    print(written)
    if arguments.out:
        arguments.out.write_text(written + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
