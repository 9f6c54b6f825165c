"""Character noise as scanners make it, and pages that are no paper at all."""

import random
import unicodedata

from benchmarks.papers.layout import A4
from casedocs.classify.document import DocumentView, TextWord
from casedocs.geometry import Box
from casedocs.text.folding import strip_diacritics
from tests.support.boxed_pages import BoxedDocument, BoxedLine, BoxedPage

LOOKS = {"o": "0ec", "O": "0QD", "l": "1iI", "i": "1lj", "I": "1l", "n": "uri", "u": "nv", "h": "bn", "b": "h6", "c": "eo", "e": "co", "t": "fr", "g": "q9", "a": "ao", "m": "nn", "s": "5", "d": "cl", "y": "v", "A": "4", "B": "8", "E": "F", "H": "N", "N": "H", "T": "I", "C": "G", "U": "V"}  # fmt: skip
MARKS = "\u0300\u0301\u0303\u0309\u0323"
LETTERS = "abcdefghiklmnopqrstuvxyABCDEGHIKLMNOPQRSTUVXY0123456789.,;:'-"


def noisy(text: str, share: float, rng: random.Random) -> str:
    """The text with that share of its letters and digits wrong: marks lost or changed, look-alikes, lost, doubled."""
    made: list[str] = []
    for letter in text:
        if not letter.isalnum() or rng.random() >= share:
            made.append(letter)
            continue
        roll = rng.random()
        plain = strip_diacritics(letter)
        if roll < 0.4 and letter != plain:
            made.append(plain if roll < 0.2 else unicodedata.normalize("NFC", plain + rng.choice(MARKS)))
        elif roll < 0.75:
            made.append(rng.choice(LOOKS.get(plain, LETTERS)))
        elif roll < 0.85:
            made.append(rng.choice(LETTERS))
        elif roll < 0.93:
            continue
        else:
            made.append(letter + rng.choice(LETTERS))
    return "".join(made)


def noisy_document(document: DocumentView, share: float, rng: random.Random) -> BoxedDocument:
    """The same pages with noise in every word; a document without boxes keeps none."""
    pages = []
    for page in document.pages:
        lines = []
        for line in page.lines:
            words = (TextWord(noisy(word.text, share, rng), word.box) for word in line.words)
            kept = tuple(word for word in words if word.text)
            if kept:
                lines.append(BoxedLine(kept))
        pages.append(BoxedPage(page.page_number, tuple(lines), page.size))
    return BoxedDocument(tuple(pages))


def random_page(rng: random.Random) -> BoxedDocument:
    """A page of chance: letters, syllables or blocks of capitals at random places."""
    style = rng.choice(("letters", "syllables", "capitals", "dots"))
    syllables = [
        "cua",
        "va",
        "cac",
        "da",
        "khi",
        "nguoi",
        "trong",
        "duoc",
        "nam",
        "den",
        "tu",
        "hai",
        "nha",
        "duong",
        "cay",
        "nuoc",
        "tien",
        "xe",
        "gia",
        "con",
        "ba",
        "anh",
    ]
    lines = []
    for _ in range(rng.randint(0, 60)):
        words = []
        x, y = rng.uniform(20, 400), rng.uniform(20, 800)
        for _ in range(rng.randint(1, 12)):
            if style == "syllables":
                text = rng.choice(syllables)
            elif style == "dots":
                text = rng.choice((".", "...", "…", "-", "1", "2024", "/"))
            else:
                text = "".join(rng.choice(LETTERS) for _ in range(rng.randint(1, 8)))
                text = text.upper() if style == "capitals" else text
            width = 6.0 * len(text)
            words.append(TextWord(text, Box(x, y, x + width, y + 12)))
            x += width + 4
        lines.append(BoxedLine(tuple(words)))
    return BoxedDocument((BoxedPage(1, tuple(lines), A4),))


def body_page(document: DocumentView, rng: random.Random) -> BoxedDocument:
    """What a page inside a paper looks like: the lines below the header, at the top of a page."""
    lines = [line for page in document.pages for line in page.lines]
    start = min(len(lines) - 1, 12 + rng.randint(0, 6))
    kept = [BoxedLine(tuple(TextWord(word.text, word.box) for word in line.words)) for line in lines[start:]]
    return BoxedDocument((BoxedPage(2, tuple(kept), A4),))
