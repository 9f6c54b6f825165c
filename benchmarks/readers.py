"""Precision and recall of the readers of `casedocs.text` on hand-labelled sentences, clean and under OCR noise; speed.

    python benchmarks/readers.py                    # the development part
    python benchmarks/readers.py --split held_out   # for a report only
    python benchmarks/readers.py --speed            # MB/s, one reader at a time and all together
    python benchmarks/readers.py --set entities     # persons, addresses, identifying numbers, plates, land, folios

The sentences and how they were labelled: `tests/assets/text/reader_spans.json` (public documents) and
`entity_spans.txt` beside it (all invented). A finding is right when its kind, its
first and its last character are those of the label (under noise: of the label carried along); ``value`` tells which
share of those found also has the right value.

Noise model, for each character by chance with fixed seeds (`--rate` scales all): a vowel (or d) gets other marks, or
none (0.03); a letter or digit turns into a look-alike (0.01); a blank is doubled (0.01) or lost (0.004); a comma and a
dot change places (0.01). That makes about 2 characters wrong in 100; ``changed_characters`` says how many it were.
"""

import argparse
import json
import random
import re
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casedocs.spans import OffsetMap, Span
from casedocs.text.citations import Citation
from casedocs.text.dates import DateMention
from casedocs.text.find import FindOptions, find_all
from casedocs.text.findings import Finding, Kind
from casedocs.text.folding import strip_diacritics

ASSETS = Path(__file__).parents[1] / "tests" / "assets" / "text"
LABELS = ASSETS / "reader_spans.json"
ENTITY_LABELS = ASSETS / "entity_spans.txt"
OFFICE_LABELS = ASSETS / "office_spans.txt"
REAL_TEXT = Path(__file__).parents[2] / "shared" / "data" / "text"
FIRST_SEED = 20261124
OTHER_MARKS, LOOK_ALIKE, DOUBLED_BLANK, LOST_BLANK, SWAPPED_POINT = 0.03, 0.01, 0.01, 0.004, 0.01
KINDS = ("citation", "date", "document_number", "term", "money", "number", "time")
ENTITY_KINDS = ("person", "address", "identifier", "plate", "land", "folio")
_MARKED = re.compile(r"\{(\w+)(?:=([^:}]*))?:([^}]*)\}")
_LOOK_ALIKES = {
    "l": "1I", "1": "lI", "I": "l1", "O": "0", "0": "O", "o": "0", "c": "e", "e": "c", "S": "5", "5": "S", "8": "B",
    "B": "8", "h": "b", "b": "h", "n": "u", "u": "n", "t": "f", "m": "n",
}  # fmt: skip
_LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵdđ"
_OTHER_MARKS = {
    letter: [other for other in _LETTERS if other != letter and strip_diacritics(other) == strip_diacritics(letter)]
    for letter in _LETTERS
}


@dataclass
class Score:
    """Counts of one kind."""

    right: int = 0
    missed: int = 0
    extra: int = 0
    valued: int = 0

    def row(self) -> dict[str, float | int]:
        found, labelled = self.right + self.extra, self.right + self.missed
        return {
            "labelled": labelled,
            "precision": round(self.right / found, 4) if found else 1.0,
            "recall": round(self.right / labelled, 4) if labelled else 1.0,
            "value": round(self.valued / self.right, 4) if self.right else 1.0,
        }


def add_noise(text: str, rng: random.Random, rate: float) -> tuple[str, OffsetMap]:
    """A text as a scanner might have read it, and the map from the clean offsets to the noisy ones."""
    pieces: list[str] = []
    edits: list[tuple[int, int, int]] = []
    for index, letter in enumerate(text):
        new = _noisy(letter, rng, rate)
        if new != letter:
            edits.append((index, index + 1, len(new)))
        pieces.append(new)
    return "".join(pieces), OffsetMap.from_edits(len(text), edits)


def _noisy(letter: str, rng: random.Random, rate: float) -> str:
    chance = rng.random() / rate
    small = letter.lower()
    if letter == " ":
        return "" if chance < LOST_BLANK else "  " if chance < LOST_BLANK + DOUBLED_BLANK else letter
    if letter in ",.":
        return {",": ".", ".": ","}[letter] if chance < SWAPPED_POINT else letter
    if chance < LOOK_ALIKE and letter in _LOOK_ALIKES:
        return rng.choice(_LOOK_ALIKES[letter])
    if LOOK_ALIKE <= chance < LOOK_ALIKE + OTHER_MARKS and small in _OTHER_MARKS:
        new = rng.choice(_OTHER_MARKS[small])
        return new.upper() if letter.isupper() else new
    return letter


def entity_sentences(labels: Path = ENTITY_LABELS) -> list[dict[str, Any]]:
    """The marked sentences of a file in the shape of those of `LABELS`; those behind a rule are held out."""
    found: list[dict[str, Any]] = []
    split = "dev"
    for line in labels.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ---"):
            split = "held_out"
        if not line or line.startswith("#"):
            continue
        text, spans = "", []
        last = 0
        for mark in _MARKED.finditer(line):
            text += line[last : mark.start()]
            spans.append(
                {"kind": mark[1], "start": len(text), "end": len(text) + len(mark[3]), "value": mark[2] or mark[3]}
            )
            text += mark[3]
            last = mark.end()
        found.append({"text": text + line[last:], "spans": spans, "split": split})
    return found


def value_of(finding: Finding, value: str) -> bool:
    """Whether a finding has the value of its label."""
    if isinstance(finding, Citation):
        keys, _, law = value.partition("@")
        same = ";".join(provision.key for provision in finding.provisions) == keys
        return same and (not law or (finding.law is not None and finding.law.key == law))
    if finding.kind is Kind.MONEY:
        return str(getattr(finding, "amount", "")) == value
    return finding.canonical == value


def score(
    sentences: list[dict[str, Any]],
    *,
    kinds: Sequence[str] = KINDS,
    rate: float = 0,
    seeds: int = 1,
    show: bool = False,
) -> dict[str, Any]:
    """Runs all readers over the sentences, under noise once for each seed, and counts."""
    scores: dict[str, Score] = defaultdict(Score)
    changed = total = 0
    for seed in range(FIRST_SEED, FIRST_SEED + (seeds if rate else 1)):
        rng = random.Random(seed)
        for sentence in sentences:
            text, offsets = str(sentence["text"]), OffsetMap.identity(len(str(sentence["text"])))
            if rate:
                text, offsets = add_noise(text, rng, rate)
                changed += len(offsets.edits)
            total += len(text)
            _count(scores, _read(text, kinds), text, _labels(sentence, offsets), show=show)
    rows = {kind: scores[kind].row() for kind in kinds}
    every = Score(
        *(sum(getattr(scores[kind], name) for kind in kinds) for name in ("right", "missed", "extra", "valued"))
    )
    return {"changed_characters": round(changed / max(total, 1), 4), "all": every.row(), **rows}


def _labels(sentence: dict[str, Any], offsets: OffsetMap) -> dict[tuple[str, Span], str]:
    """Kind and place (in the noisy text) → value of every label."""
    return {
        (str(row["kind"]), offsets.map(Span(row["start"], row["end"]))): str(row["value"]) for row in sentence["spans"]
    }


def _count(
    scores: dict[str, Score], read: list[Finding], text: str, labels: dict[tuple[str, Span], str], *, show: bool
) -> None:
    found = {(str(one.kind), one.span): one for one in read}
    for key, value in labels.items():
        kind, span = key
        if key not in found:
            scores[kind].missed += 1
            _tell(show, "missed", kind, span.of(text), text)
            continue
        scores[kind].right += 1
        scores[kind].valued += value_of(found[key], value)
        if not value_of(found[key], value):
            _tell(show, "value", kind, found[key].canonical, value)
    for kind, span in found.keys() - labels.keys():
        scores[kind].extra += 1
        _tell(show, "extra", kind, span.of(text), text)


def _tell(show: bool, what: str, kind: str, found: str, context: str) -> None:
    if show:
        print(f"{what:7} {kind:16} {found!r} | {context!r}", file=sys.stderr)


def _read(text: str, kinds: Sequence[str]) -> list[Finding]:
    options = FindOptions(kinds=frozenset(map(Kind, kinds)))
    return [one for one in find_all(text, options=options) if not (isinstance(one, DateMention) and one.relative)]


def speed(text: str) -> dict[str, float]:
    """MB/s (UTF-8) of every reader and of all together, best of three."""
    size = len(text.encode()) / 1e6
    rates = {}
    for name, kinds in [(str(kind), frozenset({kind})) for kind in Kind] + [("all", frozenset(Kind))]:
        rates[name] = round(size / _best(lambda kinds=kinds: find_all(text, options=FindOptions(kinds=kinds))), 2)  # type: ignore[misc]  # a default binds the loop variable
    return rates


def _best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)


def speed_text(sentences: list[dict[str, Any]]) -> str:
    """About 2 MB of running official text: the development data where it lies beside, else the labelled sentences."""
    files = sorted((REAL_TEXT / "official").glob("*.md")) if REAL_TEXT.is_dir() else []
    if not files:
        print("no development data beside this repository: speed on the labelled sentences, repeated", file=sys.stderr)
        return "\n".join(str(sentence["text"]) for sentence in sentences) * 20
    pieces = [file.read_text(encoding="utf-8")[:20_000] for file in files]
    return unicodedata.normalize("NFC", "\n".join(pieces))[:1_500_000]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["dev", "held_out", "all"], default="dev")
    parser.add_argument("--set", choices=["documents", "entities"], default="documents")
    parser.add_argument("--seeds", type=int, default=10, help="how many noisy copies of every sentence")
    parser.add_argument("--rate", type=float, default=1.0, help="scales the noise")
    parser.add_argument("--speed", action="store_true", help="measure MB/s too")
    parser.add_argument("--show", choices=["clean", "noisy"], help="print what differs (never for the held-out part)")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    entities = arguments.set == "entities"
    sentences = entity_sentences() if entities else json.loads(LABELS.read_text(encoding="utf-8"))["sentences"]
    kinds = ENTITY_KINDS if entities else KINDS
    part = [one for one in sentences if arguments.split in ("all", one["split"])]
    show = arguments.show if arguments.split == "dev" else None
    figures: dict[str, Any] = {
        "split": arguments.split,
        "sentences": len(part),
        "clean": score(part, kinds=kinds, show=show == "clean"),
        "noisy": score(part, kinds=kinds, rate=arguments.rate, seeds=arguments.seeds, show=show == "noisy"),
    }
    if arguments.speed:
        figures["megabytes_per_second"] = speed(speed_text(sentences))
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
