"""The titles of all kinds, searched by letter groups, so that a garbled or reworded title still finds its kind."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from casedocs.classify._fuzzy import Opening, folded, grams, letters
from casedocs.classify.kinds import Catalogue, Kind, builtin_catalogue

__all__ = ["TitleIndex", "TitleMatch", "builtin_titles", "variants_of"]

_MOST_VARIANTS = 40
_LONGEST = 260


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """How a title fits the best variant of a kind, each from 0 to 1.

    Attributes:
        dice: Shared weight in relation to both.
        covered: Share of the variant that the title holds.
        used: Share of the title that the variant explains.
        exact: Whether the title is the variant, letter for letter.
        begins: Whether it begins with it.
        variant: The variant, folded.
        row: Its place among all variants.
    """

    dice: float
    covered: float
    used: float
    exact: bool
    begins: bool
    variant: str
    row: int


def variants_of(kind: Kind) -> tuple[str, ...]:
    """The folded ways in which a title of the kind may be printed.

    With and without what stands in brackets, and with each of the alternatives that a slash parts.
    """
    found: dict[str, None] = {}
    for title in kind.titles:
        for text in _bracketed(" ".join(title)):
            for choice in _slashed(text):
                plain = folded(re.sub(r"…|số: \S*", " ", choice))
                if plain:
                    found.setdefault(plain)
    if kind.family == "hanh_chinh":  # their subject is free, and may begin with these words
        for plain in list(found):
            head = plain.removesuffix(" ve viec")
            found.setdefault(head)
            found.setdefault(f"{head} ve viec")
    for cue in kind.cues:
        if not kind.titles and cue.startswith("V/v"):
            found.setdefault(folded(cue.replace("…", " ")))
    return tuple(list(found)[:_MOST_VARIANTS])


def _bracketed(text: str) -> list[str]:
    """Without the brackets' content, and with it."""
    if "(" not in text:
        return [text]
    without = re.sub(r"\([^)]*\)?", " ", text)
    inside = text.replace("(", " ").replace(")", " ")
    return [without, inside]


def _slashed(text: str) -> list[str]:
    """All alternatives, and each of those that stand in the place of as many or fewer words before the slash."""
    parts = [part.strip() for part in text.split("/")]
    if len(parts) == 1:
        return [text]
    found = [" ".join(parts)]
    head = parts[0].split()
    tail = parts[-1].split()
    for index, part in enumerate(parts):
        words = part.split()
        for taken in range(1, min(len(words), 5) + 1):
            rest = tail[taken:] if index < len(parts) - 1 and len(tail) > taken else []
            start = head if index == 0 else head[: max(len(head) - taken, 1)] + words
            found.append(" ".join([*start, *rest]))
    return [*found, *(f"{one} {other}" for one, other in pairwise(parts))]


class TitleIndex:
    """Finds the kinds whose titles are most like a text.

    Attributes:
        kinds: All kinds of the catalogue, in its order; results name kinds by their place here.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        import numpy as np

        self.kinds: Sequence[Kind] = catalogue.kinds
        pairs = [(text, place) for place, kind in enumerate(self.kinds) for text in variants_of(kind)]
        self._texts = [text for text, _ in pairs]
        self._letters = [letters(text) for text in self._texts]
        self._owners: Any = np.array([place for _, place in pairs], dtype=np.int64)
        sets = [grams(text) for text in self._texts]
        count: Counter[str] = Counter(gram for one in sets for gram in one)
        self._openings: dict[int, Opening] = {}
        self._weights = {gram: math.log(1 + len(sets) / seen) for gram, seen in count.items()}
        self._unknown = math.log(1 + len(sets))
        self._sums: Any = np.array([sum(self._weights[gram] for gram in one) for one in sets])
        postings: dict[str, list[int]] = {}
        for row, one in enumerate(sets):
            for gram in one:
                postings.setdefault(gram, []).append(row)
        self._postings: dict[str, Any] = {gram: np.array(rows, dtype=np.int32) for gram, rows in postings.items()}

    def opening(self, match: TitleMatch, bare: str) -> float:
        """How alike the letters of a variant are to the beginning of the letters of a title, from 0 to 1."""
        known = self._openings.get(match.row)
        if known is None:
            known = self._openings[match.row] = Opening(self._letters[match.row])
        return known.likeness(bare)

    def search(self, title: str, most: int = 24) -> dict[int, TitleMatch]:
        """The kinds that fit a folded title best: place of the kind → how it fits."""
        import numpy as np

        known = [gram for gram in grams(title[:_LONGEST]) if gram in self._postings]
        if not known:
            return {}
        unknown = len(grams(title[:_LONGEST])) - len(known)
        rows = [self._postings[gram] for gram in known]
        weights = [self._weights[gram] for gram in known]
        shared = np.bincount(
            np.concatenate(rows),
            weights=np.repeat(weights, [len(part) for part in rows]),
            minlength=len(self._texts),
        )
        total = sum(weights) + 0.5 * unknown * self._unknown
        dice = 2 * shared / (self._sums + total)
        best = (-dice).argpartition(min(2 * most, len(dice) - 1))[: 2 * most]
        best = best[(-dice[best]).argsort()]
        fits = zip(
            best.tolist(),
            self._owners[best].tolist(),
            dice[best].tolist(),
            (shared[best] / self._sums[best]).tolist(),
            np.minimum(shared[best] / total, 1.0).tolist(),
            strict=True,
        )
        return self._collect(fits, letters(title), most)

    def _collect(
        self, fits: Iterable[tuple[int, int, float, float, float]], bare: str, most: int
    ) -> dict[int, TitleMatch]:
        """The best variant of each kind: one that is or begins the title before one that is only like it."""
        found: dict[int, TitleMatch] = {}
        for row, owner, dice, covered, used in fits:
            known = found.get(owner)
            if known is None and len(found) >= most:
                continue
            text = self._letters[row]
            begins = bare.startswith(text)
            exact = begins and len(bare) == len(text)
            if known is None or (exact, begins) > (known.exact, known.begins):
                found[owner] = TitleMatch(dice, covered, used, exact, begins, self._texts[row], row)
        return found


@cache
def builtin_titles() -> TitleIndex:
    """The titles of the catalogue that is shipped."""
    return TitleIndex(builtin_catalogue())
