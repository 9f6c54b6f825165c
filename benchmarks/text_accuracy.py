"""Accuracy of old encodings, restoration and repair on development data that is not part of the repository."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import edlib

from casedocs.spans import Span
from casedocs.text.changes import Change
from casedocs.text.codecs import Encoding
from casedocs.text.folding import strip_diacritics
from casedocs.text.language import canonical, tokens
from casedocs.text.legacy import decode_legacy
from casedocs.text.options import NormalizeOptions
from casedocs.text.pipeline import normalize
from casedocs.text.repair import WordConfidence, repair_text
from casedocs.text.restore import restore_diacritics
from casedocs.text.syllable import ToneStyle, is_syllable
from tools.train_text_model import documents, has_marks, held_out

__all__ = ["count_changes", "legacy", "repair", "restoration"]

_LONGEST = 60_000


def _marked(letter: str) -> bool:
    return letter in "đĐ" or (letter > "\x7f" and bool(unicodedata.decomposition(letter)))


def _right_marks(got: str, wanted: str) -> tuple[int, int]:
    """Marked letters of the transcript, and how many of them the aligned text has, whatever their case."""
    if len(wanted) > _LONGEST:  # too long to align letter by letter: compare the words as a bag
        return _right_marks_by_word(got, wanted)
    got, wanted = ("".join(unicodedata.normalize("NFC", text).split()).lower() for text in (got, wanted))
    path = edlib.align(got, wanted, task="path", mode="NW")["cigar"]
    right = at = 0
    for count, kind in re.findall(r"(\d+)([=XDI])", path):
        if kind != "I":
            right += sum(map(_marked, wanted[at : at + int(count)])) if kind == "=" else 0
            at += int(count)
    return right, sum(map(_marked, wanted))


def _right_marks_by_word(got: str, wanted: str) -> tuple[int, int]:
    bags = [Counter(unicodedata.normalize("NFC", text).lower().split()) for text in (got, wanted)]
    weight = {word: sum(map(_marked, word)) for word in bags[1]}
    right = sum(min(count, bags[0][word]) * weight[word] for word, count in bags[1].items())
    return right, sum(count * weight[word] for word, count in bags[1].items())


def legacy(data: Path, peers: dict[str, Callable[[str], str]]) -> dict[str, dict[str, float]]:
    """Share of right diacritics on pairs of real documents: over all of them, and the mean over documents."""
    pairs = json.loads((data / "legacy" / "real_document_pairs.json").read_text(encoding="utf-8"))
    readers: dict[str, Callable[[dict[str, str]], str]] = {
        "no conversion": lambda pair: pair["legacy"],
        "casedocs": lambda pair: decode_legacy(pair["legacy"]),
        "casedocs, encoding told": lambda pair: decode_legacy(pair["legacy"], encoding=Encoding(pair["enc"])),
    }
    readers |= {name: partial(_ask, peer) for name, peer in peers.items()}
    found: dict[str, dict[str, float]] = {}
    for name, reader in readers.items():
        counts = [_right_marks(reader(pair), pair["expected"]) for pair in pairs]
        right, total = (sum(column) for column in zip(*counts, strict=True))
        found[name] = {"all": right / total, "mean": sum(a / max(b, 1) for a, b in counts) / len(counts)}
    return found


def _ask(peer: Callable[[str], str], pair: dict[str, str]) -> str:
    return peer(pair["legacy"])


def restoration(data: Path, limit: int) -> dict[str, float]:
    """Share of syllables that come back, on documents held out from training (the first `limit` characters)."""
    options = NormalizeOptions(tone_style=ToneStyle.NEW)
    right = total = 0
    for name, text in documents(data / "text"):
        if held_out(name):
            lines = "".join(line for line in text.splitlines(keepends=True) if has_marks(line))[:limit]
            wanted = normalize(lines, options=options)
            got = restore_diacritics(strip_diacritics(wanted))
            places = [token for token in tokens(wanted) if is_syllable(token.word)]
            total += len(places)
            right += sum(got[place.start : place.end] == place.word for place in places)
    return {"syllables": total, "right": right / max(total, 1)}


def repair(data: Path) -> dict[str, int] | None:
    """Words mended and broken on scans read by Tesseract, at full size and at half of it; None without Tesseract."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((data / "scans").glob("*.jpg")):
            truth = path.with_name(path.stem + ".gt.txt").read_text(encoding="utf-8")
            for image in (path, _smaller(path, Path(folder))):
                found += _mended(*_recognized(program, image), truth)
    return {kind: found[kind] for kind in ("mended", "broken", "neither")}


def _smaller(path: Path, folder: Path) -> Path:
    from PIL import Image

    with Image.open(path) as image:
        target = folder / f"{path.stem}.png"
        image.convert("L").resize((image.width // 2, image.height // 2)).save(target)
    return target


def _recognized(program: str, image: Path) -> tuple[str, list[WordConfidence]]:
    command = [program, str(image), "-", "-l", "vie", "--dpi", "300", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    text, words, last = "", [], ""
    for row in done.stdout.splitlines()[1:]:
        cells = row.split("\t")
        if cells[0] == "5" and cells[11].strip():
            place = "-".join(cells[2:5])
            text += "" if not text else " " if place == last else "\n"
            word = unicodedata.normalize("NFC", cells[11])
            words.append(WordConfidence(Span(len(text), len(text) + len(word)), max(0.0, float(cells[10])) / 100))
            text += word
            last = place
    return text, words


def _mended(text: str, words: list[WordConfidence], truth: str) -> Counter[str]:
    flat = re.sub(r"\s+", " ", unicodedata.normalize("NFC", truth))
    changes = repair_text(text, words=words).changes
    return Counter(verdict for _, verdict in count_changes(text, changes, flat))


def count_changes(text: str, changes: Sequence[Change], truth: str) -> list[tuple[Change, str]]:
    """Each change with its verdict against the words of the truth: mended, broken or neither."""
    path = edlib.align(re.sub(r"\s", " ", text), truth, task="path", mode="NW")["cigar"]
    there: list[int] = []
    at = 0
    for count, kind in re.findall(r"(\d+)([=XDI])", path):
        for _ in range(int(count)):
            if kind != "D":
                there.append(at)
            at += kind != "I"

    def verdict(change: Change) -> str:
        wanted = canonical(truth[there[change.span.start] : there[change.span.end - 1] + 1])
        before, after = canonical(change.before) == wanted, canonical(change.after) == wanted
        return "mended" if after and not before else "broken" if before and not after else "neither"

    return [(change, verdict(change)) for change in changes]
