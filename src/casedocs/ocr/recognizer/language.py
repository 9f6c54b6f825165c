"""A character language model: how likely a word is between its neighbours, in lower case and with digits alike.

N-grams of up to six characters, each packed into one integer (eight bits a character), in sorted arrays with the
log probability of its last character in steps of 1/16; an n-gram that is not there costs a fixed fee and the next
shorter one is tried (stupid back-off: Brants et al., 2007).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from casedocs.errors import EngineNotFoundError
from casedocs.ocr.recognizer.charset import CHARSET

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CONTEXT", "ORDER", "STEP", "CharacterModel", "characters", "grams", "load_language"]

ORDER = 6
"""Characters of the longest n-gram."""
CONTEXT = ORDER - 1
"""Characters on either side of a word that have a say."""
STEP = 1 / 16
"""Natural-log units of one stored step."""
BACKOFF = 1.6
"""Fee, in natural-log units, for each character that the context is shortened by."""
_FILE = "language.npz"
_UNKNOWN = 16.0
_KEPT = 50_000  # stretches of text whose cost is remembered (some 6 MB)
_GAP = "\0"
_IDS = {character: index + 1 for index, character in enumerate(CHARSET.lower())}
for _digit in "123456789":
    _IDS[_digit] = _IDS["0"]


def characters(text: str) -> "NDArray[np.uint64]":
    """The text as numbers below 256: lower case, all digits alike, 0 for what the model does not know."""
    import numpy as np

    return np.array([_IDS.get(character, 0) for character in text.lower()], np.uint64)


def grams(ids: "NDArray[np.uint64]", order: int) -> "NDArray[np.uint64]":
    """The packed n-gram that ends at each position from ``order - 1`` on."""
    import numpy as np

    count = len(ids) - order + 1
    packed = np.zeros(max(0, count), np.uint64)
    for back in range(order):
        start = order - 1 - back
        packed |= ids[start : start + len(packed)] << np.uint64(8 * back)
    return packed


@dataclass(frozen=True, slots=True)
class CharacterModel:
    """Sorted packed n-grams of each order from 1, with their log probabilities in steps below zero.

    Attributes:
        keys: The n-grams of each order.
        costs: Their steps.
        known: What was looked up already: the same few thousand stretches come again and again.
    """

    keys: tuple["NDArray[np.uint64]", ...] = field(repr=False)
    costs: tuple["NDArray[np.uint8]", ...] = field(repr=False)
    known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    def _costs_of(self, windows: Sequence[str]) -> list[float]:
        """What the last of `ORDER` characters costs after those before it."""
        import numpy as np

        ids = characters("".join(windows)).reshape(-1, ORDER)
        cost = np.full(len(ids), _UNKNOWN + BACKOFF * (ORDER - 1))
        packed = np.zeros(len(ids), np.uint64)
        for order, (keys, costs) in enumerate(zip(self.keys, self.costs, strict=True), start=1):
            packed |= ids[:, ORDER - order] << np.uint64(8 * (order - 1))  # as `grams` packs them
            if len(keys) == 0:
                break
            place = np.minimum(np.searchsorted(keys, packed), len(keys) - 1)
            known = np.flatnonzero(keys[place] == packed)
            cost[known] = costs[place[known]] * STEP + BACKOFF * (ORDER - order)
        found: list[float] = cost.tolist()
        return found

    def score(self, words: Sequence[str], before: str, after: str) -> list[float]:
        """The natural log of how likely each word is between the same neighbours (up to a constant)."""
        return self.scores([(words, before, after)])[0]

    def scores(self, groups: Sequence[tuple[Sequence[str], str, str]]) -> list[list[float]]:
        """`score` for each group of words with what stands before and after them."""
        rows = [
            before[-CONTEXT:].rjust(CONTEXT, _GAP) + word + after[:CONTEXT]
            for words, before, after in groups
            for word in words
        ]
        windows = [[row[end - ORDER : end] for end in range(ORDER, len(row) + 1)] for row in rows]
        new = {window for row in windows for window in row}.difference(self.known)
        if new:
            if len(self.known) > _KEPT:
                self.known.clear()
                new = {window for row in windows for window in row}
            listed = sorted(new)
            self.known.update(zip(listed, self._costs_of(listed), strict=True))
        cost = self.known
        found = iter([-sum([cost[window] for window in row]) for row in windows])
        return [[next(found) for _ in words] for words, _, _ in groups]


@lru_cache(maxsize=1)
def load_language() -> CharacterModel:
    """The model that ships with casedocs.

    Raises:
        EngineNotFoundError: If its file is missing or damaged.
    """
    import numpy as np

    resource = files("casedocs.ocr.recognizer").joinpath("weights", _FILE)
    try:
        with np.load(io.BytesIO(resource.read_bytes()), allow_pickle=False) as stored:
            keys = tuple(np.cumsum(stored[f"keys{order}"], dtype=np.uint64) for order in range(1, ORDER + 1))
            costs = tuple(stored[f"costs{order}"] for order in range(1, ORDER + 1))
    except (OSError, ValueError, KeyError) as error:
        raise EngineNotFoundError(
            f"the language model cannot be read: {error}", hint="install casedocs again", source=_FILE
        ) from error
    return CharacterModel(keys, costs)
