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


SHORT, LONG = (1, 1, 1, 4, 6, 9), (1, 9, 14, 20)
"""How many bodies follow each other in a paper."""


def make_volume(
    kinds: Sequence[Kind],
    catalogue: Catalogue,
    rng: random.Random,
    group: str,
    noise: float,
    repeats: Sequence[int] = SHORT,
) -> Volume:
    """A volume of papers of these kinds in this order.

    Three papers in ten run over two pages or more, one in eight has a blank back behind it, one in fifteen an annex.
    """
    pages: list[BoxedPage] = []
    starts: list[int] = []
    for kind in kinds:
        starts.append(len(pages))
        paper = make_paper(kind, catalogue, rng, group, repeats=rng.choice(repeats))
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


@dataclass(frozen=True)
class Damage:
    """What was done to one paper of a volume: the finding that must be made, and the 0-based pages where."""

    code: str
    pages: range


def damaged_volume(volume: Volume, rng: random.Random) -> tuple[Volume, tuple[Damage, ...]]:
    """The volume with a page lost, turned round with its neighbour, or twice, in some papers of four pages or more.

    Only papers that print their page numbers are chosen: nothing else on an inner page says where it belongs.
    """
    pages: list[BoxedPage] = []
    starts: list[int] = []
    done: list[Damage] = []
    for start, stop in zip(volume.starts, (*volume.starts[1:], len(volume.pages)), strict=True):
        own = list(volume.pages[start:stop])
        starts.append(len(pages))
        code = rng.choice(("missing_pages", "wrong_order", "double_page", "")) if _numbered(own) else ""
        if code == "missing_pages":
            del own[2]
        elif code == "wrong_order":
            own[1:3] = own[2:0:-1]
        elif code == "double_page":
            own.insert(2, own[1])
        if code:
            done.append(Damage(code, range(len(pages), len(pages) + len(own))))
        pages += own
    numbered = tuple(BoxedPage(number, page.lines, page.size) for number, page in enumerate(pages, 1))
    return Volume(numbered, tuple(starts), volume.kinds), tuple(done)


def _numbered(pages: Sequence[BoxedPage]) -> bool:
    """Whether the second to fourth page print their numbers at the top."""
    return len(pages) >= 4 and all(
        any(line.text == str(number) for line in pages[number - 1].lines[:2]) for number in (2, 3, 4)
    )
