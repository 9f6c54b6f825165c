"""Slips of text recognition put right by context, word by word and only where the recogniser was unsure.

Rivals of a word are the syllables that a recogniser confuses it with: other marks on the same letters, or, in real
doubt, one letter of similar shape. A rival wins only if the language model gains more by it than such a slip costs, and
the cost grows with the recogniser's confidence: of a sure word only the plainest nonsense is changed. And it must be at
home where it goes: seen with both of its neighbours, in a phrase of three. So words of which the model knows nothing,
as in letters and testimonies, stay as they were read. Without any confidences only words that are no syllables are
open. Capitalised words, capitals, single letters, numbers, codes, words before a number and behind a form of address
are never touched, nor lines that show no Vietnamese letter. Every change is listed.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from casedocs.errors import UsageError
from casedocs.spans import Span
from casedocs.text.changes import AlignedText, Change, Edit, apply_edits, offsets_of
from casedocs.text.evidence import has_own_letters
from casedocs.text.folding import strip_diacritics
from casedocs.text.language import BREAK, NUMBER, OTHER, Language, Token, canonical, in_code, language, tokens
from casedocs.text.restore import Choice, best_path
from casedocs.text.syllable import Tone, ToneStyle, is_syllable, split_tone
from casedocs.text.tones import place_tone, style_of

__all__ = ["RepairOptions", "WordConfidence", "repair_text"]

# Letters that recognisers take for one another, without their marks.
_CONFUSED = (
    "l i", "l t", "i t", "c e", "c o", "e o", "a o", "u n", "n h", "h b", "h k", "v y", "g q", "i r", "f t", "s e",
    "rn m", "ii u", "in m", "ni m", "cl d", "li h", "1 l", "0 o",
)  # fmt: skip
_SWAPS = tuple(pair for line in _CONFUSED for a, b in [line.split()] for pair in ((a, b), (b, a)))
_JOINTS = "/-_@.\\&+=#"
_REASON = "repair"
_BEAM = 6
_ADDRESSES = frozenset({"anh", "chị", "ông", "bà", "em", "cô", "cậu", "chú", "bác", "dì", "cháu", "thằng", "tên"})


@dataclass(frozen=True, slots=True)
class WordConfidence:
    """How sure the recogniser was of the characters in `span`: 0 to 1."""

    span: Span
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairOptions:
    """Options of `repair_text`.

    Attributes:
        mark: What the context must gain, in bits, to change a mark of a word of which the recogniser was sure.
        letter: The same for one letter.
        doubt: Below this confidence (0 to 1) a word is in real doubt: costs fall to a share, letters may change.
        share: That share; between `doubt` and full confidence it rises to 1.
    """

    mark: float = 12.0
    letter: float = 14.0
    doubt: float = 0.7
    share: float = 0.5

    def __post_init__(self) -> None:
        if not (0 <= self.doubt <= 1 and 0 < self.share <= 1):
            raise UsageError(f"doubt and share lie between 0 and 1, not {self.doubt} and {self.share}")
        if self.mark < 0 or self.letter < 0:
            raise UsageError("mark and letter are costs, 0 or more")

    def scale(self, confidence: float) -> float:
        """The share of the full costs at a confidence."""
        above = max(0.0, confidence - self.doubt) / max(1e-9, 1.0 - self.doubt)
        return self.share + (1.0 - self.share) * min(1.0, above)


def repair_text(
    text: str, *, words: Sequence[WordConfidence] = (), options: RepairOptions | None = None
) -> AlignedText:
    """The text with likely slips of recognition put right, the way back, and every change.

    Args:
        text: Recognised text in NFC, lines as they stand.
        words: The recogniser's confidence for places of the text, in order; places may be missing.
        options: How bold to be.

    Raises:
        TextError: If the model of the package is damaged.
        UsageError: If `words` is not in order or leaves the text.
    """
    options = options or RepairOptions()
    _check(words, len(text))
    style = style_of(text)
    edits: list[Edit] = []
    start = next_word = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        first = next_word
        while next_word < len(words) and words[next_word].span.start < end:
            next_word += 1
        near = [(w.span.start - start, w.span.end - start, w.confidence) for w in words[first:next_word]]
        edits += [(start + a, start + b, new) for a, b, new in _line_edits(line, near, options, style)]
        start = end
    changes = tuple(Change(Span(a, b), text[a:b], new, _REASON) for a, b, new in edits)
    return AlignedText(apply_edits(text, edits), offsets_of(text, edits), changes)


def _check(words: Sequence[WordConfidence], length: int) -> None:
    last = 0
    for word in words:
        if word.span.start < last or word.span.end > length:
            raise UsageError(f"word at {word.span.start}…{word.span.end} is out of order or leaves the text")
        last = word.span.start


def _line_edits(
    line: str, near: list[tuple[int, int, float]], options: RepairOptions, style: ToneStyle
) -> Iterator[Edit]:
    if not has_own_letters(line):
        return
    found = list(tokens(line))
    sure = list(_confidences(found, near))
    scales = [_scale(line, found, index, confidence, options) for index, confidence in enumerate(sure)]
    if not any(scales):
        return
    model = language()
    places = [_rivals(model, token, scale, options) for token, scale in zip(found, scales, strict=True)]
    path = best_path(model, places, beam=_BEAM)
    read = [choices[0][0] for choices in places]
    best = [choices[chosen][0] for choices, chosen in zip(places, path, strict=True)]
    for index in sorted(_at_home(model, read, best, scales, options)):
        yield found[index].start, found[index].end, place_tone(model.words[best[index]], style)


def _at_home(
    model: Language, read: list[int], best: list[int], scales: list[float], options: RepairOptions
) -> set[int]:
    """The changes that their neighbours bear out, these themselves unchanged or borne out."""
    kept = {index for index, (old, new) in enumerate(zip(read, best, strict=True)) if old != new}
    around = [BREAK, BREAK, *best, BREAK, BREAK]
    open_ = sorted(kept)
    while open_:
        at = open_.pop()
        if at in kept and not _fits(model, around[at : at + 5], doubtful=scales[at] <= options.share):
            kept.remove(at)
            around[at + 2] = read[at]
            open_ += [near for near in range(at - 2, at + 3) if near in kept]
    return kept


def _fits(model: Language, five: list[int], *, doubtful: bool) -> bool:
    """Whether the middle one of five words was seen with its neighbours."""
    first, before, word, after, last = five
    sides = [neighbour > OTHER for neighbour in (before, after)]
    left, right = sides[0] and model.attests(before, word), sides[1] and model.attests(word, after)
    if sides != [left, right] or not any(sides) or OTHER in (before, after):  # an unknown word may be a name
        return False
    triples = (
        sides[0] and model.attests(first, before, word),
        all(sides) and model.attests(before, word, after),
        sides[1] and model.attests(word, after, last),
    )
    # In real doubt a stop may stand on one side.
    return sum(triples) >= (2 if all(sides) else 1) if doubtful else all(sides) and sum(triples) >= 2


def _confidences(found: list[Token], near: list[tuple[int, int, float]]) -> Iterator[float | None]:
    """For each token the lowest confidence of the words that it touches; None where none does."""
    first = 0
    for token in found:
        while first < len(near) and near[first][1] <= token.start:
            first += 1
        lowest: float | None = None
        at = first
        while at < len(near) and near[at][0] < token.end:
            _, end, sure = near[at]
            if token.start < end and (lowest is None or sure < lowest):
                lowest = sure
            at += 1
        yield lowest


def _scale(line: str, found: list[Token], index: int, confidence: float | None, options: RepairOptions) -> float:
    """The share of the full costs at which a token may change; 0 where it may not."""
    token = found[index]
    if token.kind != OTHER or len(token.word) == 1 or not token.word.islower() or in_code(line, token, _JOINTS):
        return 0.0
    known = is_syllable(token.word)
    if confidence is None:
        return 0.0 if known or token.word.isascii() else options.share
    if _is_addressed(found, index):
        return 0.0
    if known and (_is_counted(found, index) or (confidence >= options.doubt and _ends_a_name(found, index))):
        return 0.0
    return options.scale(confidence) if known else options.share


def _is_addressed(found: list[Token], index: int) -> bool:
    """The word behind a form of address may be a name that was read in small letters."""
    return index > 0 and canonical(found[index - 1].word) in _ADDRESSES


def _is_counted(found: list[Token], index: int) -> bool:
    """The word of a citation, date or amount: ``khoản 2``."""
    return index + 1 < len(found) and found[index + 1].kind == NUMBER


def _ends_a_name(found: list[Token], index: int) -> bool:
    """The small word of a name such as ``Hải quân``: the capital before it stands inside a sentence."""
    return index > 1 and found[index - 1].word[:1].isupper() and found[index - 2].kind == OTHER


def _rivals(model: Language, token: Token, scale: float, options: RepairOptions) -> list[Choice]:
    """The word itself, and what else it could have been, with what each slip costs."""
    if token.kind != OTHER:
        return [(token.kind, 0.0)]
    word = canonical(token.word)
    own = model.id_of(word)
    if not scale:
        return [(own, 0.0)]
    letters = options.letter if scale <= options.share else None
    return [(own, 0.0), *((rival, cost * scale) for rival, cost in _alike(word, options.mark, letters) if rival != own)]


@lru_cache(maxsize=20_000)
def _alike(word: str, mark: float, letter: float | None) -> tuple[Choice, ...]:
    model = language()
    folded = strip_diacritics(word)
    costs = {index: mark * _marks_apart(word, model.words[index]) for index in model.alike(folded)}
    if letter is not None:
        for spelling in _swapped(folded):
            for index in model.alike(spelling):
                other_marks = mark * (split_tone(word)[1] is not split_tone(model.words[index])[1])
                costs[index] = min(letter + other_marks, costs.get(index, math.inf))
    return tuple(sorted(costs.items()))


def _swapped(folded: str) -> Iterator[str]:
    for wrong, right in _SWAPS:
        at = folded.find(wrong)
        while at >= 0:
            yield folded[:at] + right + folded[at + len(wrong) :]
            at = folded.find(wrong, at + 1)


def _marks_apart(word: str, rival: str) -> float:
    """How many slips lie between the marks of two words with the same letters: a lost tone is the commonest."""
    plain, tone = split_tone(word)
    other, other_tone = split_tone(rival)
    shapes = sum(a != b for a, b in zip(plain, other, strict=True))
    tones = 0.0 if tone is other_tone else (0.8 if tone is Tone.NGANG else 1.0)
    return tones + shapes
