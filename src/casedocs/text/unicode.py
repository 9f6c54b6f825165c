"""Steps on characters: controls, invisibles, composition, spaces, dashes, quotes, ligatures.

Each function takes a text and yields the edits of its step. Sources: Unicode Standard Annex #15 (NFC), chapter 23
(layout controls), and the list of dashes and spaces of the general punctuation block.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from casedocs.text.changes import Edit
from casedocs.text.codecs import Encoding
from casedocs.text.detect import word_score
from casedocs.text.options import DashPolicy

__all__ = [
    "CONTROLS",
    "DASHES",
    "HYPHENS",
    "INVISIBLES",
    "LIGATURES",
    "MARKS",
    "QUOTES",
    "SPACES",
    "composition",
    "controls",
    "dashes",
    "invisibles",
    "ligatures",
    "marks",
    "odd_spaces",
    "quotes",
    "small_gaps",
    "trailing_spaces",
]

CONTROLS = "\x00-\x08\x0b\x0d-\x1f\x7f-\x9f\u2028\u2029"
# Soft hyphen, zero width (non-)joiner and space, direction marks and embeddings, word joiner, invisible operators,
# isolates, the old activators, byte order mark, grapheme joiner, Mongolian separator.
INVISIBLES = "\xad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
MARKS = "\u0300-\u0338"
SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
HYPHENS = "\u2010-\u2012\u2212\ufe63\uff0d"
DASHES = "\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
QUOTES = "\u2018-\u201f\u2032\u2033\u00ab\u00bb\u02b9-\u02bc"
LIGATURES = "\ufb00-\ufb06"

_CONTROLS = re.compile(f"[{CONTROLS}](?:(?<=\r)\n)?")
_LINE_ENDS = "\r\x0b\x85\u2028\u2029"
_INVISIBLES = re.compile(f"[{INVISIBLES}]+")
# Scripts in which joiners and direction marks carry meaning, and the pieces of emoji.
_JOINING = re.compile(
    "[\u0590-\u08ff\u0900-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe00-\ufe0f\ufe70-\ufefc"
    "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\U000e0000-\U000e007f]"
)
_ODD_SPACE = re.compile(f"[{SPACES}]")
_SMALL_GAP = 3
_HYPHENS = re.compile(f"[{HYPHENS}]")
_DASHES = re.compile(f"[{DASHES}]")
_QUOTES = re.compile(f"[{QUOTES}]")
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\xab\xbb"
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_LIGATURE = re.compile(f"[{LIGATURES}]")
_MARKS = re.compile(f"[{MARKS}]+")
_LATIN = re.compile("[A-Za-z\xc0-\u01b0\u1ea0-\u1ef9]")
_SHAPES = "\u0302\u0306\u031b"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def controls(text: str) -> Iterator[Edit]:
    """One kind of line end, no other control characters than tab and page break."""
    for match in _CONTROLS.finditer(text):
        found = match.group()
        yield match.start(), match.end(), "\n" if found[0] in _LINE_ENDS else ""


def _carries(text: str, start: int, end: int) -> bool:
    """Whether an invisible character between these neighbours means something."""
    near = text[max(0, start - 1) : start] + text[end : end + 1]
    if _JOINING.search(near):
        return True
    # A "soft hyphen" may be the ư of text that is still in TCVN3: nh\xad is như, n\xad\xedc is nước.
    return text[start:end] == "\xad" and word_score(_token(text, start, end), Encoding.TCVN3) > 0


def _token(text: str, start: int, end: int) -> str:
    """The word around; leaders end it, since another step may make "…" of "....", and a word must stay what it was."""
    while start and not _ends_token(text[start - 1]):
        start -= 1
    while end < len(text) and not _ends_token(text[end]):
        end += 1
    return text[start:end].strip(",;:()\"'")


def _ends_token(letter: str) -> bool:
    return letter.isspace() or letter in ".…"


def invisibles(text: str) -> Iterator[Edit]:
    """No zero-width characters, direction marks and soft hyphens where they carry nothing."""
    for match in _INVISIBLES.finditer(text):
        if not _carries(text, match.start(), match.end()):
            yield match.start(), match.end(), ""


@cache
def _extends(letter: str) -> bool:
    """Whether a character may melt into the one before it under NFC."""
    return unicodedata.category(letter)[0] == "M" or "\u1160" <= letter <= "\u11ff"


def composition(text: str) -> Iterator[Edit]:
    """Unicode NFC, cluster by cluster."""
    if unicodedata.is_normalized("NFC", text):
        return
    start, size = 0, len(text)
    while start < size:
        end = start + 1
        while end < size and _extends(text[end]):
            end += 1
        cluster = text[start:end]
        if (end - start > 1 or cluster > "\x7f") and (composed := unicodedata.normalize("NFC", cluster)) != cluster:
            yield start, end, composed
        start = end


def marks(text: str) -> Iterator[Edit]:
    """Vietnamese letters whose marks NFC could not join: typed tone first, twice, or as an overlaid stroke."""
    for match in _MARKS.finditer(text):
        start = match.start() - 1
        if start >= 0 and _LATIN.match(text, start):
            cluster = text[start : match.end()]
            composed = _joined(cluster)
            if composed != cluster:
                yield start, match.end(), composed


def _joined(cluster: str) -> str:
    apart = unicodedata.normalize("NFD", cluster)
    base, rest = apart[0], list(dict.fromkeys(apart[1:]))
    if base in "dD" and rest and rest[0] in "\u0335\u0336":
        return ("đ" if base == "d" else "Đ") + "".join(rest[1:])
    shapes = [mark for mark in rest if mark in _SHAPES]
    tones = [mark for mark in rest if mark in _TONES]
    if len(shapes) + len(tones) != len(rest) or len(shapes) > 1 or len(tones) > 1:
        return cluster
    composed = unicodedata.normalize("NFC", base + "".join(shapes + tones))
    return composed if len(composed) == 1 else cluster


def ligatures(text: str) -> Iterator[Edit]:
    """The Latin ligatures of old typesetting as their letters."""
    for match in _LIGATURE.finditer(text):
        yield match.start(), match.end(), _LIGATURES[match.group()]


def odd_spaces(text: str) -> Iterator[Edit]:
    """The plain space for every other kind."""
    for match in _ODD_SPACE.finditer(text):
        yield match.start(), match.end(), " "


def trailing_spaces(text: str) -> Iterator[Edit]:
    """No spaces and tabs before the end of a line or of the text."""
    place = text.find("\n")
    while place >= 0:
        yield from _trailing(text, place)
        place = text.find("\n", place + 1)
    yield from _trailing(text, len(text))


def _trailing(text: str, end: int) -> Iterator[Edit]:
    start = end
    while start and text[start - 1] in " \t":
        start -= 1
    if start < end:
        yield start, end, ""


def small_gaps(text: str) -> Iterator[Edit]:
    """One space for two or three inside a line; four or more are a column and stay."""
    start = text.find("  ")
    while start >= 0:
        end = start + 2
        while text.startswith(" ", end):
            end += 1
        if start and end - start <= _SMALL_GAP and text[start - 1] not in "\t\n\f":
            yield start, end, " "
        start = text.find("  ", end)


def dashes(text: str, policy: DashPolicy) -> Iterator[Edit]:
    """The plain hyphen for its doubles, with `DashPolicy.ALL` for every dash."""
    pattern = _HYPHENS if policy is DashPolicy.HYPHENS else _DASHES
    for match in pattern.finditer(text):
        yield match.start(), match.end(), "-"


def quotes(text: str) -> Iterator[Edit]:
    """Straight quotes."""
    for match in _QUOTES.finditer(text):
        yield match.start(), match.end(), '"' if match.group() in _DOUBLE else "'"
