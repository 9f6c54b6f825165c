"""Trains ``casedocs.text``'s language model and the list of common syllables.

Run from the root of the repository: ``python tools/train_text_model.py --data ../shared/data/text``.

What it was trained on (counts only, no sentence is kept; trigrams seen once are dropped):

- six Vietnamese codes of 2015-2019 and about a hundred laws, decrees and circulars (public acts),
- the texts of official documents and of police forms under the same folder,
- testimony-like sentences made from the templates in ``tools/testimony.txt``, which are ours.

Documents that run word for word with one of the scanned pages under ``scans`` are left out. One document in ten,
chosen by a hash of its name, is held out and never counted; `held_out` below decides, and ``benchmarks/text.py``
measures on exactly those.
"""

import argparse
import hashlib
import json
import math
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from casedocs.text.folding import strip_diacritics
from casedocs.text.language import NUMBER, OTHER, canonical, pack, tokens
from casedocs.text.pipeline import normalize
from casedocs.text.syllable import is_syllable

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src" / "casedocs" / "text" / "data"
STEP, BITS = 16.0, 13
COMMON = 20
LEAST_WORD, LEAST_TRIPLE = 2, 1
DISCOUNT = 0.9
TESTIMONIES = 60_000
LEAK, RARE, LEAKED = 12, 4, 5


def held_out(name: str, part: int = 0) -> bool:
    """Whether a document is kept for measuring; part 1 served to choose the settings above."""
    return hashlib.sha256(name.encode()).digest()[0] % 10 == part


def documents(data: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((data / "codes").glob("*.txt")) + sorted((data / "official").glob("*.md")):
        yield path.name, path.read_text(encoding="utf-8")
    for name in ("admin_documents", "investigation_forms"):
        for line in (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            yield record["path"], record["text"]


def shingles(text: str) -> set[tuple[str, ...]]:
    words = [canonical(token.word) for token in tokens(normalize(text)) if token.kind == OTHER]
    return set(zip(*(words[start:] for start in range(LEAK)), strict=False))


def without_scanned(texts: list[str], scans: Path) -> list[str]:
    """Leaves out every document that shares a run of twelve words with a scanned page on which repair is measured."""
    kept: set[tuple[str, ...]] = set()
    for path in sorted(scans.glob("*.gt.txt")):
        kept |= shingles(path.read_text(encoding="utf-8"))
    # Set phrases (the heading of the state, names of laws) are in every document: they are no leak.
    seen = Counter(shingle for text in texts for shingle in shingles(text) & kept)
    telling = {shingle for shingle in kept if 0 < seen[shingle] <= RARE}
    found = [text for text in texts if len(shingles(text) & telling) < LEAKED]
    print(f"{len(texts) - len(found)} documents left out because of the scanned pages")
    return found


def testimonies() -> Iterator[str]:
    """Sentences from templates: ``{slot}`` is filled from the lists at the head of the file."""
    slots: dict[str, list[str]] = {}
    templates: list[str] = []
    for line in (ROOT / "tools" / "testimony.txt").read_text(encoding="utf-8").splitlines():
        if "=" in line:
            name, _, values = line.partition("=")
            slots[name.strip()] = [value.strip() for value in values.split("|")]
        elif line.strip():
            templates.append(line.strip())
    chooser = random.Random(6)
    for _ in range(TESTIMONIES):
        sentence = chooser.choice(templates)
        while "{" in sentence:
            sentence = re.sub(r"\{(\w+)\}", lambda match: chooser.choice(slots[match.group(1)]), sentence, count=1)
        yield sentence + "\n"


def has_marks(text: str) -> bool:
    """Whether it is Vietnamese with its marks: bad recognition and plain ASCII teach nothing good."""
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(not letter.isascii() for letter in text) > 0.12 * letters


def sequences(texts: Iterator[str]) -> Iterator[list[str]]:
    """Lines as canonical words and the names of the classes."""
    for text in texts:
        for line in normalize(text).split("\n"):
            row = ["", ""]
            for token in tokens(line):
                if token.kind == OTHER:
                    word = canonical(token.word)
                    row.append(word if is_syllable(word) else "<other>")
                elif token.kind == NUMBER or row[-1]:  # several stops in a row are one
                    row.append("<number>" if token.kind == NUMBER else "")
            if len(row) > 2:
                yield row


def cost(probability: float) -> int:
    return min(255, round(-math.log2(probability) * STEP))


def ngrams(rows: list[list[int]]) -> tuple[Counter[int], Counter[tuple[int, int]], Counter[tuple[int, int, int]]]:
    ones: Counter[int] = Counter()
    twos: Counter[tuple[int, int]] = Counter()
    threes: Counter[tuple[int, int, int]] = Counter()
    for line in rows:
        ones.update(line[2:])
        twos.update(pairwise(line[1:]))
        threes.update(zip(line, line[1:], line[2:], strict=False))
    return ones, twos, threes


def train(texts: list[str]) -> bytes:
    """Interpolated absolute discounting over one, two and three words."""
    rows = list(sequences(iter(texts)))
    counts = Counter(word for row in rows for word in row[2:])
    special = ["", "<number>", "<other>"]
    words = special + [w for w, n in counts.most_common() if n >= LEAST_WORD and w not in special]
    ids = {word: index for index, word in enumerate(words)}
    ones, twos, threes = ngrams([[ids.get(word, OTHER) for word in row] for row in rows])
    total = sum(ones.values())
    one = [max(ones[word], 0.1) / total for word in range(len(words))]
    two, back1 = discounted(twos, lambda key: one[key[1]])
    three, back2 = discounted(threes, lambda key: two[key[1:]])
    triples = {
        (key[0] << BITS | key[1]) << BITS | key[2]: cost(p) for key, p in three.items() if threes[key] >= LEAST_TRIPLE
    }
    pairs = {
        first << BITS | second: (cost(p), cost(back2.get((first, second), 1.0))) for (first, second), p in two.items()
    }
    columns = [bytes(map(cost, one)), bytes(cost(back1.get((word,), 1.0)) for word in range(len(words)))]
    print(f"{total} tokens, {len(words)} words, {len(pairs)} pairs, {len(triples)} triples")
    return pack(words, columns, pairs, triples)


def discounted(counts: Counter[Any], lower: Callable[[Any], float]) -> tuple[dict[Any, float], dict[Any, float]]:
    """Probability of each n-gram, and the share of each context that is left for what was never seen in it."""
    seen: Counter[Any] = Counter()
    kinds: Counter[Any] = Counter()
    for key, count in counts.items():
        seen[key[:-1]] += count
        kinds[key[:-1]] += 1
    left = {context: DISCOUNT * kinds[context] / seen[context] for context in seen}
    return {
        key: (count - DISCOUNT) / seen[key[:-1]] + left[key[:-1]] * lower(key) for key, count in counts.items()
    }, left


def common(texts: list[str]) -> list[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(canonical(token.word) for token in tokens(normalize(text)) if token.kind == OTHER)
    return sorted(w for w, n in counts.items() if n >= COMMON and is_syllable(w) and strip_diacritics(w) != w)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "text")
    parser.add_argument("--target", type=Path, default=DATA)
    parser.add_argument("--choosing", action="store_true", help="hold out part 1 too, to choose settings on it")
    arguments = parser.parse_args()
    parts = (0, 1) if arguments.choosing else (0,)
    texts = [text for name, text in documents(arguments.data) if not any(held_out(name, part) for part in parts)]
    texts = without_scanned(texts, arguments.data.parent / "scans")
    lines = ["".join(line for line in text.splitlines(keepends=True) if has_marks(line)) for text in texts]
    arguments.target.mkdir(parents=True, exist_ok=True)
    syllables = " ".join(common(lines))
    (arguments.target / "common_syllables.txt").write_text(syllables + "\n", encoding="utf-8")
    model = train([*lines, "".join(testimonies())])
    (arguments.target / "language.xz").write_bytes(model)
    print(f"language.xz: {len(model)} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
