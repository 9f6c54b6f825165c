"""Texts for training lines: a folder of UTF-8 files, less everything that a held-out text shares with it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from casedocs._files import read_limited
from casedocs.errors import CorruptFileError, EmptyFileError, SourceNotFoundError
from casedocs.ocr.recognizer.charset import CHARSET, fold

__all__ = ["Corpus", "load_corpus"]

_SHINGLE = 7
_LIMIT = 64 * 1024 * 1024
_KINDS = (".txt", ".md")
_SYLLABLE = re.compile(r"^[^\W\d_]{1,7}$")
_ELLIPSIS = re.compile(r"(?<![.…])…(?![.…])")  # one alone is three dots to the eye, not a leader
_TRASH = re.compile(r"\$\{\w*\}|#{2,}|\|+|\*{2,}|\d{20,}")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Lines of running text and the distinct syllables in them.

    Attributes:
        lines: Folded lines, each as its words.
        syllables: Every distinct word made of letters alone, in lower case, sorted.
    """

    lines: tuple[tuple[str, ...], ...]
    syllables: tuple[str, ...]

    def piece(self, random: Random, words: int) -> str:
        """Up to `words` words that follow each other in one line."""
        line = random.choice(self.lines)
        start = random.randrange(max(1, len(line) - words + 1))
        return " ".join(line[start : start + words])

    def split(self) -> tuple["Corpus", "Corpus"]:
        """Nineteen lines of twenty, and the twentieth: to test a language model on lines that it was not made from."""
        kept = tuple(line for index, line in enumerate(self.lines) if index % 20)
        return Corpus(kept, self.syllables), Corpus(self.lines[::20], self.syllables)

    def salad(self, random: Random, words: int) -> str:
        """Syllables without any order: what only eyes can read, no language model can guess."""
        return " ".join(random.choice(self.syllables) for _ in range(words))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _shingles(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise SourceNotFoundError(f"there is no folder {folder}", hint="check the path", source=str(folder))
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in _KINDS and path.is_file())


def _read(path: Path) -> str:
    try:
        return read_limited(path, _LIMIT).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorruptFileError(f"{path.name} is not UTF-8 text", hint="convert it first", source=str(path)) from error


def load_corpus(texts: Path, held_out: Path | None = None) -> Corpus:
    """Reads every .txt and .md file under `texts`.

    A line that shares seven words in a row with a held-out text is dropped whole, so that nothing of a test page is
    ever seen in training.

    Raises:
        SourceNotFoundError: If a folder is missing.
        EmptyFileError: If no line is left.
        CorruptFileError: If a file is not UTF-8.
    """
    banned: set[tuple[str, ...]] = set()
    for path in _files(held_out) if held_out is not None else ():
        banned.update(_shingles(_words(_read(path))))
    known = set(CHARSET)
    lines: dict[tuple[str, ...], None] = {}
    for path in _files(texts):
        for raw in _read(path).splitlines():
            text = fold(_ELLIPSIS.sub("...", _TRASH.sub(" ", raw)))
            if text and known.issuperset(text) and banned.isdisjoint(_shingles(_words(text))):
                lines[tuple(text.split())] = None
    syllables = {word.lower() for line in lines for word in line if _SYLLABLE.match(word)}
    if not lines or not syllables:
        raise EmptyFileError("no usable line of text", hint="give a folder of UTF-8 .txt files", source=str(texts))
    return Corpus(tuple(lines), tuple(sorted(syllables)))
