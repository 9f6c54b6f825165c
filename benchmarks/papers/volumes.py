"""Volumes: papers of all kinds one after the other, with blank backs and annexes, as a scanner gives a file."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.papers.layout import A4, make_paper
from benchmarks.papers.noise import noisy_document
from casedocs.classify.document import TextWord
from casedocs.classify.kinds import Catalogue, Kind
from casedocs.geometry import Box
from tests.support.boxed_pages import BoxedLine, BoxedPage


@dataclass(frozen=True)
class Volume:
    """Pages of a volume and the 0-based places where papers begin."""

    pages: tuple[BoxedPage, ...]
    starts: tuple[int, ...]
    kinds: tuple[str, ...]


def make_volume(kinds: Sequence[Kind], catalogue: Catalogue, rng: random.Random, group: str, noise: float) -> Volume:
    """A volume of papers of these kinds in this order.

    Three papers in ten run over two pages or more, one in eight has a blank back behind it, one in fifteen an annex.
    """
    pages: list[BoxedPage] = []
    starts: list[int] = []
    for kind in kinds:
        starts.append(len(pages))
        paper = make_paper(kind, catalogue, rng, group, repeats=rng.choice((1, 1, 1, 4, 6, 9)))
        document = paper.boxed()
        made = list((noisy_document(document, noise, rng) if noise else document).pages)
        if rng.random() < 1 / 15:
            made.append(_annex(rng))
        if rng.random() < 1 / 8:
            made.append(BoxedPage(1, (), A4))
        pages += made
    numbered = tuple(BoxedPage(number, page.lines, page.size) for number, page in enumerate(pages, 1))
    return Volume(numbered, tuple(starts), tuple(kind.id for kind in kinds))


def _annex(rng: random.Random) -> BoxedPage:
    rows = ["Phụ lục", "DANH MỤC TÀI LIỆU", "(Kèm theo văn bản nêu trên)"]
    rows += [f"{number}. Tài liệu số {rng.randint(1, 90)} gồm {rng.randint(1, 9)} tờ" for number in range(1, 12)]
    lines = []
    for index, row in enumerate(rows):
        x = A4.width / 2 - 3 * len(row) if index < 3 else 90.0
        y = 80.0 + 20 * index
        words = []
        for word in row.split():
            words.append(TextWord(word, Box(x, y, x + 6.5 * len(word), y + 13)))
            x += 6.5 * len(word) + 4
        lines.append(BoxedLine(tuple(words)))
    return BoxedPage(1, tuple(lines), A4)


def boundary_counts(truth: Sequence[int], found: Sequence[int]) -> tuple[int, int, int]:
    """Right, found and true places of beginnings; the first page of the volume does not count."""
    one, other = set(truth) - {0}, set(found) - {0}
    return len(one & other), len(other), len(one)
