"""Abbreviations of the trade: found with all their meanings, expanded where one is sure, contracted where it is plain.

The table (`data/abbreviations.tsv`) has one row for each meaning: abbreviation, expansion, English gloss,
kind, and the folded words that decide for it when they stand right before or right behind (``#`` = a digit). What is
part of a code (``12/QĐ-VKS-P1``), of an address on the web or of a heading in capitals is no abbreviation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import ClassVar

from casedocs.spans import OffsetMap, Span
from casedocs.text._scan import ReadyText, ready
from casedocs.text._words import any_of
from casedocs.text.findings import Finding, Kind
from casedocs.text.folding import fold
from casedocs.text.syllable import is_syllable

__all__ = [
    "Abbreviation",
    "Meaning",
    "Rewritten",
    "contract_abbreviations",
    "expand_abbreviations",
    "find_abbreviations",
    "meanings_of",
]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of an abbreviation.

    Attributes:
        expansion: In full, capitals as in running text.
        gloss: In English.
        kind: ``agency``, ``document``, ``law``, ``role``, ``party``, ``stage``, ``signature``…
    """

    expansion: str
    gloss: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation(Finding):
    """An abbreviation in a text.

    Attributes:
        candidates: All its meanings, the likeliest first.
        chosen: The one that it has here; None when the words around do not decide.
    """

    kind: ClassVar[Kind] = Kind.ABBREVIATION

    candidates: tuple[Meaning, ...]
    chosen: Meaning | None

    @property
    def canonical(self) -> str:
        """The expansion chosen, else the abbreviation as printed."""
        return self.raw if self.chosen is None else self.chosen.expansion


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text after expanding or contracting.

    Attributes:
        text: The new text.
        offsets: From the text as given to the new one.
        changes: ``(span in the text as given, what stands there now)`` for every change.
    """

    text: str
    offsets: OffsetMap
    changes: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    meaning: Meaning
    before: frozenset[str]
    after: frozenset[str]


@cache
def _table() -> dict[str, tuple[_Row, ...]]:
    rows: dict[str, tuple[_Row, ...]] = {}
    content = (resources.files("casedocs.text") / "data" / "abbreviations.tsv").read_text(encoding="utf-8")
    for line in content.splitlines()[1:]:
        short, expansion, gloss, kind, before, after = line.split("\t")
        row = _Row(Meaning(expansion, gloss, kind), frozenset(before.split()), frozenset(after.split()))
        rows[short] = (*rows.get(short, ()), row)
    return rows


_TOKEN = re.compile(
    r"[A-ZĐƯ](?<![\w/&@.{-].)(?:(?:(?<=T)M|(?<=K)T|(?<=T)L|(?<=T)UQ)\.(?= ?[A-ZĐ])"
    r"|[A-Za-zĐđƯư]*[A-ZĐƯ0-9][A-Za-z]*|(?<=V)/v(?!\w)|(?<=T)[Tr][gr]?)(?![\w/&@}]|-\w|\.\w)"
)
_WORD_BEFORE = re.compile(r"([a-z0-9]+)[ \n,:(]{1,2}$")
_WORD_AFTER = re.compile(r"[ \n.:]{1,2}([a-z0-9]+)")
_CAPITALS_AROUND = re.compile(r"[^\W\d_]{2,}")


def meanings_of(abbreviation: str) -> tuple[Meaning, ...]:
    """All meanings in the table, the likeliest first; empty when it has none."""
    return tuple(row.meaning for row in _table().get(abbreviation, ()))


def find_abbreviations(text: str | ReadyText) -> tuple[Abbreviation, ...]:
    """The abbreviations of a text that the table knows, in order.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    table = _table()
    found: list[Abbreviation] = []
    for token in _TOKEN.finditer(scan.text):
        rows = table.get(token.group())
        if rows is None or _is_heading_word(scan.text, token):
            continue
        chosen = _choose(scan.folded, token, rows)
        found.append(
            Abbreviation(
                span=scan.span(*token.span()),
                raw=scan.raw(*token.span()),
                confidence=1.0 if len(rows) == 1 else 0.8 if chosen is not None else 0.4,
                candidates=tuple(row.meaning for row in rows),
                chosen=chosen,
            )
        )
    return tuple(found)


def _is_heading_word(text: str, token: re.Match[str]) -> bool:
    """``TA``, ``CA`` among words in capitals are syllables, not abbreviations."""
    if not is_syllable(token.group()):
        return False
    before = _CAPITALS_AROUND.findall(text[max(0, token.start() - 16) : token.start()])
    behind = _CAPITALS_AROUND.findall(text[token.end() : token.end() + 16])
    return any(word.isupper() and word not in _table() for word in (*before[-1:], *behind[:1]))


def _choose(folded: str, token: re.Match[str], rows: tuple[_Row, ...]) -> Meaning | None:
    if len(rows) == 1:
        return rows[0].meaning
    for row in rows:
        name = fold(row.meaning.expansion)
        if folded[max(0, token.start() - len(name) - 3) : token.start()].rstrip(" (").endswith(name):
            return row.meaning  # thủ tục hành chính (TTHC)
    before = _WORD_BEFORE.search(folded, max(0, token.start() - 14), token.start())
    after = _WORD_AFTER.match(folded, token.end())
    words = (before[1] if before else "", after[1] if after else "")
    fitting = [row for row in rows if words[0] in row.before or words[1] in row.after or _digit_fits(words[1], row)]
    return fitting[0].meaning if len(fitting) == 1 else None


def _digit_fits(word: str, row: _Row) -> bool:
    return word[:1].isdigit() and "#" in row.after


def expand_abbreviations(text: str, *, signatures: bool = False) -> Rewritten:
    """Writes abbreviations out where their meaning is sure; all others stay.

    Args:
        text: The text.
        signatures: Also the powers before a signature (``KT. VIỆN TRƯỞNG``), which papers never write out.

    Raises:
        UsageError: If `text` is no text.
    """
    changes = [
        (found.span, found.chosen.expansion)
        for found in find_abbreviations(text)
        if found.chosen is not None and (signatures or found.chosen.kind != "signature")
        if not _is_definition(text, found.span)
    ]
    return _rewrite(text, changes)


def _is_definition(text: str, span: Span) -> bool:
    """``Ủy ban nhân dân (UBND)``: the text itself says what it means."""
    return text[max(0, span.start - 1) : span.start] == "(" and text.startswith(")", span.end)


def contract_abbreviations(text: str) -> Rewritten:
    """Shortens full names to their abbreviation where that has no other meaning (``Bộ luật Hình sự`` → ``BLHS``).

    Names in capitals (headings, letterheads) stay; so do names that have no abbreviation of three letters and more.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    changes: list[tuple[Span, str]] = []
    done = 0
    for start, end, short in _full_names(scan):
        if start >= done:
            changes.append((scan.span(start, end), short))
            done = end
    return _rewrite(text, changes)


@cache
def _contractions() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First folded word → the names that begin with it, longest first: their words, and the abbreviation."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    seen: set[str] = set()
    for short, rows in _table().items():
        if len(rows) > 1 or len(short) < 3 or not short.isalpha() or rows[0].meaning.expansion.lower() in seen:
            continue
        words = tuple(re.findall(r"\w+", rows[0].meaning.expansion.lower()))
        seen.add(rows[0].meaning.expansion.lower())
        if len(words) > 1:
            found.setdefault(fold(words[0]), []).append((words, short))
    return {word: tuple(sorted(names, key=lambda name: -len(name[0]))) for word, names in found.items()}


@cache
def _name_start() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){any_of(_contractions())}(?![a-z0-9])")


def _full_names(scan: ReadyText) -> Iterator[tuple[int, int, str]]:
    words = re.compile(r"\w+")
    for first in _name_start().finditer(scan.folded):
        start = first.start()
        window = list(words.finditer(scan.text, start, start + 90))
        printed = tuple(word.group().lower() for word in window)
        for name, short in _contractions()[first.group()]:
            if printed[: len(name)] != name:
                continue
            end = window[len(name) - 1].end()
            if scan.text[start:end].isupper() or not _is_plain(scan.text[start:end]):
                break
            yield start, end, short
            break


def _is_plain(name: str) -> bool:
    """Whether only blanks and commas stand between the words."""
    return not re.search(r"[^\w ,\n]", name)


def _rewrite(text: str, changes: list[tuple[Span, str]]) -> Rewritten:
    pieces: list[str] = []
    last = 0
    for span, new in changes:
        pieces += (text[last : span.start], new)
        last = span.end
    pieces.append(text[last:])
    edits = [(span.start, span.end, len(new)) for span, new in changes]
    return Rewritten("".join(pieces), OffsetMap.from_edits(len(text), edits), tuple(changes))
