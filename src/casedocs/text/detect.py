"""Which old encoding a text is in, block by block, and why.

Font names lie, and one file may hold several encodings: so each line (and each cell of a table row) is judged by what
its words become. A word that turns into a Vietnamese syllable speaks for an encoding, one that turns into nonsense
against it. A line too short to speak follows its neighbours: the path with the best total over all blocks wins
(Viterbi), where a change of encoding has its price.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from casedocs.spans import Span
from casedocs.text.codecs import Encoding, codec_for
from casedocs.text.syllable import ToneStyle, is_syllable
from casedocs.text.tones import place_tone

__all__ = [
    "BEYOND_OLD",
    "Block",
    "Detection",
    "detect_blocks",
    "detect_encoding",
    "encoding_of_font",
    "is_plain",
    "syllable_weight",
    "text_score",
    "word_score",
]

_BLOCK = re.compile(r"[^\t\n\r\f\v]+")
_WORD = re.compile(r"[^ \t\n\r\f\v!\"#$%&()*,/:;<=>?@\[\]_0-9“”…–]+")
_VIQR_WORD = re.compile(r"(?<![^\s(\"'])[A-Za-z][A-Za-z`?~'.(^+]*[`?~'(^+][A-Za-z`?~'.(^+]*")
_PART_ENDS = re.compile(r"[\s'’.+-]")
_HAS_LETTER = re.compile("[A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f]")
_SIGNS = "°²³¹½¼¾§©®«»×÷±·µªº¶¢£¥¦¬¯´¨¸¡¿\xa0\xad€‰†‡™•"
_LETTERS = re.compile(r"[^\W\d_]+\Z")

BEYOND_OLD = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u036fẠ-ỹ]")  # no old encoding reaches us with these

_SYLLABLE = 1.0
_RARE = 0.25
_NONSENSE = -1.5
_FOREIGN = -0.5
_SWITCH = 4.0
_TOLD = 1.0
_WINS = 2.0
_CERTAIN = 4.0  # a lead of this many words makes a confidence of one half
_FONTS = (
    (re.compile(r"^\.?vn.*h$", re.IGNORECASE), Encoding.TCVN3),
    (re.compile(r"^\.vn|^\.?vntime|^\.?vnarial", re.IGNORECASE), Encoding.TCVN3),
    (re.compile(r"^vni[\s_-]", re.IGNORECASE), Encoding.VNI),
    (re.compile(r"^vps[\s_-]", re.IGNORECASE), Encoding.VPS),
    (re.compile(r"^(vi(scii)?[\s_-]|.*viscii|hoang yen|minh quan|u ?hoai)", re.IGNORECASE), Encoding.VISCII),
    (re.compile(r"^(vk|bk)\s?hcm|^bkhcm", re.IGNORECASE), Encoding.BKHCM2),
    (re.compile(r"^(svn|vns?|vn)?\s?vietware|^vw", re.IGNORECASE), Encoding.VIETWARE_X),
)


@dataclass(frozen=True, slots=True)
class Detection:
    """An encoding and how sure it is.

    Attributes:
        encoding: The encoding; `Encoding.UNICODE` also for text that is not Vietnamese.
        confidence: 0 to 1; 0 where nothing speaks for or against.
        reasons: What was seen, English sentences.
    """

    encoding: Encoding
    confidence: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text in one encoding: whole lines, or cells of a line."""

    span: Span
    detection: Detection


def encoding_of_font(name: str) -> Encoding | None:
    """The encoding that a font's name promises (``.VnTime``, ``VNI-Times`` …), None for all other fonts."""
    plain = name.strip().strip("\"'").split("+")[-1]
    return next((encoding for pattern, encoding in _FONTS if pattern.search(plain)), None)


@cache
def _common() -> frozenset[str]:
    """Syllables with marks that official texts use, in the new style (``tools/train_text_model.py``)."""
    data = files("casedocs.text").joinpath("data", "common_syllables.txt").read_text(encoding="utf-8")
    return frozenset(data.split())


def syllable_weight(word: str) -> float:
    """1 for a syllable in common use, a quarter for any other spelled like one, 0 for all else."""
    if not is_syllable(word):
        return 0.0
    return _SYLLABLE if place_tone(word.lower(), ToneStyle.NEW) in _common() else _RARE


@lru_cache(maxsize=200_000)
def word_score(word: str, encoding: Encoding) -> float:
    """What one word says for an encoding: above 0 for, below against, 0 nothing."""
    if is_plain(word) and encoding is not Encoding.VIQR:
        return 0.0
    if encoding is Encoding.UNICODE:
        return _unicode_score(word)
    if BEYOND_OLD.search(word) or (encoding is Encoding.VIQR and not is_plain(word)):
        return _NONSENSE
    return _parts_score(codec_for(encoding).decode(word), _NONSENSE) if _HAS_LETTER.search(word) else 0.0


def is_plain(word: str) -> bool:
    """Printable ASCII; some old encodings use control codes for letters."""
    return word.isascii() and word.isprintable()


def _unicode_score(word: str) -> float:
    """A word of letters that is no syllable may be of another language; signs inside a word are nonsense."""
    word = unicodedata.normalize("NFC", word.strip(_SIGNS))
    parts = [part for part in _PART_ENDS.split(word) if part]
    return _parts_score(word, _FOREIGN if all(map(_LETTERS.match, parts)) else _NONSENSE)


def _parts_score(word: str, otherwise: float) -> float:
    marked = [part for part in _PART_ENDS.split(word) if part and not is_plain(part)]
    if not marked:
        return 0.0
    weights = list(map(syllable_weight, marked))
    return sum(weights) / len(weights) if all(weights) else otherwise


def _words(text: str, encoding: Encoding) -> Iterator[str]:
    """The words that say something: those with characters beyond ASCII, for VIQR also those with its marks."""
    if not is_plain(text):
        for match in _WORD.finditer(text):
            word = match.group().strip(".'-+")
            if word and not is_plain(word):
                yield word
    if encoding is Encoding.VIQR:
        for match in _VIQR_WORD.finditer(text):
            yield match.group().rstrip(".")


def text_score(text: str, encoding: Encoding) -> float:
    """What all words of a text say for an encoding."""
    return sum(word_score(word, encoding) for word in _words(text, encoding))


_Scores = dict[Encoding, list[float]]
_Told = Sequence[Encoding | None]


def _is_doubtful(piece: str) -> bool:
    """Whether some word of the piece does not read well as Unicode."""
    return any(word_score(word, Encoding.UNICODE) < 0 for word in _words(piece, Encoding.UNICODE)) or (
        _VIQR_WORD.search(piece) is not None
    )


def _scores(pieces: Sequence[str]) -> _Scores:
    return {encoding: [text_score(piece, encoding) for piece in pieces] for encoding in Encoding}


def _candidates(pieces: Sequence[str], scores: _Scores, told: _Told) -> list[Encoding]:
    """Unicode, what was told, and every encoding that reads some piece clearly better than all others."""
    won = {encoding for encoding in told if encoding is not None}
    for piece, row in zip(pieces, zip(*scores.values(), strict=True), strict=True):
        first, second = sorted(row)[-1:-3:-1]
        if first >= _WINS and first > second and _is_doubtful(piece):
            won.add(list(scores)[row.index(first)])
    return [Encoding.UNICODE, *sorted(won - {Encoding.UNICODE})]


def _best_path(pieces: Sequence[str], scores: _Scores, told: _Told) -> list[Encoding]:
    states = _candidates(pieces, scores, told)
    best = [0.0] * len(states)
    back: list[list[int]] = []
    for row, said in zip(zip(*(scores[state] for state in states), strict=True), told, strict=True):
        top = max(range(len(states)), key=best.__getitem__)
        came = [index if best[index] >= best[top] - _SWITCH else top for index in range(len(states))]
        best = [
            max(best[index], best[top] - _SWITCH) + row[index] + (_TOLD if state is said else 0.0)
            for index, state in enumerate(states)
        ]
        back.append(came)
    at = max(range(len(states)), key=best.__getitem__)
    path = []
    for came in reversed(back):
        path.append(states[at])
        at = came[at]
    return path[::-1]


def detect_pieces(pieces: Sequence[str], told: Sequence[Encoding | None]) -> list[Encoding]:
    """The encoding of each piece of a document, in reading order.

    Args:
        pieces: Lines, cells or runs of one font.
        told: What the font or a person says of each; it decides where the words do not.
    """
    return _best_path(pieces, _scores(pieces), told)


def detect_blocks(text: str, *, told: Encoding | None = None) -> tuple[Block, ...]:
    """The text cut into pieces of one encoding each, in order; blank pieces belong to their neighbours.

    Args:
        text: Text as it came out of a file: the codes of the old encoding read as Latin-1 or Windows-1252.
        told: What somebody says it is; it decides where the words do not.
    """
    places = [match.span() for match in _BLOCK.finditer(text)]
    pieces = [text[start:end] for start, end in places]
    scores = _scores(pieces)
    path = _best_path(pieces, scores, [told] * len(places))
    blocks: list[Block] = []
    first = 0
    for index in range(1, len(path) + 1):
        if index == len(path) or path[index] is not path[first]:
            span = Span(places[first][0], places[index - 1][1])
            sums = {encoding: sum(row[first:index]) for encoding, row in scores.items()}
            blocks.append(Block(span, _detection(path[first], sums, told)))
            first = index
    return tuple(blocks)


def _detection(encoding: Encoding, sums: dict[Encoding, float], told: Encoding | None) -> Detection:
    reasons = [f"told: {told.value}"] if told else []
    others = sorted(((score, other) for other, score in sums.items() if other is not encoding), reverse=True)
    lead = sums[encoding] - others[0][0]
    if not any(sums.values()):
        return Detection(encoding, 0.0, (*reasons, "no word with marks"))
    reasons.append(f"words that become syllables outweigh nonsense by {sums[encoding]:.1f} as {encoding.value}")
    reasons.append(f"next best {others[0][1].value} with {others[0][0]:.1f}")
    if encoding is Encoding.UNICODE and sums[encoding] <= 0:
        reasons.append("not Vietnamese in any encoding")
    lead = max(lead, 0.0) + (_TOLD if encoding is told else 0.0)
    return Detection(encoding, round(lead / (lead + _CERTAIN), 3), tuple(reasons))


def detect_encoding(text: str, *, font: str | None = None) -> Detection:
    """The encoding that most of the text is in.

    Args:
        text: See `detect_blocks`.
        font: The name of the font it is set in, where known: it counts, but the words decide.
    """
    told = encoding_of_font(font) if font else None
    blocks = detect_blocks(text, told=told)
    weight: Counter[Encoding] = Counter()
    for block in blocks:
        weight[block.detection.encoding] += max(1, sum(1 for _ in _words(block.span.of(text), Encoding.UNICODE)))
    if not weight:
        return Detection(told or Encoding.UNICODE, 0.0, ("no text",))
    winner = weight.most_common(1)[0][0]
    mine = [block.detection for block in blocks if block.detection.encoding is winner]
    best = max(mine, key=lambda detection: detection.confidence)
    if len(weight) > 1:
        names = ", ".join(f"{encoding.value} {count}" for encoding, count in weight.most_common())
        return Detection(winner, best.confidence, (*best.reasons, f"mixed file; words by encoding: {names}"))
    return best
