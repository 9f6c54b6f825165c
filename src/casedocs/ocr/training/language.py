"""Makes the character language model: counts n-grams of running text and of sentence patterns."""

import io
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from casedocs._files import atomic_write
from casedocs.ocr.recognizer.charset import fold
from casedocs.ocr.recognizer.language import ORDER, STEP, CharacterModel, characters, grams
from casedocs.ocr.training.corpus import Corpus
from casedocs.ocr.training.phrases import Phrases

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["make_language", "save_language", "training_text"]

_LEAST = (1, 1, 2, 2, 3, 3)
"""How often an n-gram of each order must occur to be kept."""


def training_text(corpus: Corpus, phrases: Phrases, *, seed: int, patterns: int) -> Iterable[str]:
    """The running text, then that many filled patterns: statutes alone would never say “tôi”."""
    for line in corpus.lines:
        yield " ".join(line)
    random = Random(f"language {seed}")
    for _ in range(patterns):
        yield fold(phrases.line(random))


def _counted(ids: "NDArray[np.uint64]", order: int) -> "tuple[NDArray[np.uint64], NDArray[np.int64]]":
    import numpy as np

    packed = grams(ids, order)
    # n-grams with a character that the model does not know (0) are left out
    mask = np.ones(len(packed), bool)
    for back in range(order):
        mask &= (packed >> np.uint64(8 * back)) & np.uint64(255) != 0
    return np.unique(packed[mask], return_counts=True)


def make_language(lines: Iterable[str], least: tuple[int, ...] = _LEAST) -> CharacterModel:
    """Counts the n-grams of all lines, one blank between any two.

    Args:
        lines: Folded lines of text.
        least: How often an n-gram of each order must occur to be kept.
    """
    import numpy as np

    ids = characters(" " + " ".join(lines) + " ")
    keys, costs = [], []
    shorter: tuple[NDArray[np.uint64], NDArray[np.int64]] | None = None
    for order in range(1, ORDER + 1):
        found, counts = _counted(ids, order)
        if shorter is None:
            before = np.full(len(found), counts.sum(), np.int64)
        else:
            before = shorter[1][np.searchsorted(shorter[0], found >> np.uint64(8))]
        shorter = (found, counts)
        kept = counts >= least[order - 1]
        cost = -np.log(counts[kept] / before[kept]) / STEP
        keys.append(found[kept])
        costs.append(np.clip(np.round(cost), 0, 255).astype(np.uint8))
    return CharacterModel(tuple(keys), tuple(costs))


def save_language(model: CharacterModel, target: Path) -> None:
    """Writes the model where `load_language` finds it: differences of sorted keys, compressed.

    Raises:
        OutputError: If it cannot be written.
    """
    import numpy as np

    arrays: dict[str, NDArray[np.uint64] | NDArray[np.uint8]] = {}
    for order, (keys, costs) in enumerate(zip(model.keys, model.costs, strict=True), start=1):
        arrays[f"keys{order}"] = np.diff(keys, prepend=np.uint64(0))
        arrays[f"costs{order}"] = costs
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    atomic_write(target, buffer.getvalue())
