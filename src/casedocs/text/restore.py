"""Diacritics for text that was typed or sent without them: ``Vien kiem sat`` → ``Viện kiểm sát``.

Every word is replaced by the reading, among the words that lose their marks to the same spelling, that fits best with
the words around it: the cheapest path through the language model, kept to a few hypotheses at each word. Words that
have marks already, and words the model does not know (codes, foreign names), stay as they are.
"""

from collections.abc import Iterator, Sequence
from heapq import nsmallest

from casedocs.spans import Span
from casedocs.text.changes import AlignedText, Change, Edit, apply_edits, offsets_of
from casedocs.text.evidence import in_address
from casedocs.text.language import BREAK, OTHER, Language, Token, canonical, in_code, language, tokens
from casedocs.text.syllable import ToneStyle
from casedocs.text.tones import place_tone

__all__ = ["best_path", "restore_diacritics", "restore_diacritics_aligned"]

_BEAM = 10
_REASON = "restoration"
_SHORT = 2

_Path = tuple["_Path", int] | None
_Hypothesis = tuple[float, int, int, _Path]
"""Cost so far, the last two words, and the choices that led there, the last one first."""

Choice = tuple[int, float]
"""The id of a word that a place could hold, and what choosing it costs beyond the language model."""


def best_path(model: Language, places: Sequence[Sequence[Choice]], *, beam: int = _BEAM) -> list[int]:
    """For each place the index of the choice on the cheapest path, starting after a phrase end."""
    hypotheses: list[_Hypothesis] = [(0.0, BREAK, BREAK, None)]
    for choices in places:
        merged: dict[tuple[int, int], _Hypothesis] = {}
        for total, first, second, path in hypotheses:
            for index, (word, extra) in enumerate(choices):
                cost = total + extra + model.cost(first, second, word)
                known = merged.get((second, word))
                if known is None or cost < known[0]:
                    merged[second, word] = (cost, second, word, (path, index))
        hypotheses = nsmallest(beam, merged.values(), key=lambda hypothesis: hypothesis[:3])
    return _unrolled(hypotheses[0][3])


def _unrolled(path: _Path) -> list[int]:
    found: list[int] = []
    while path is not None:
        path, index = path
        found.append(index)
    return found[::-1]


def restore_diacritics(text: str, *, tone_style: ToneStyle = ToneStyle.NEW) -> str:
    """The text with diacritics. Case, numbers, punctuation and layout stay.

    Args:
        text: Text without diacritics; a word that has some is kept and helps its neighbours.
        tone_style: The style of the words that are restored.

    Raises:
        TextError: If the model of the package is damaged.
    """
    return apply_edits(text, list(_edits(text, tone_style)))


def restore_diacritics_aligned(text: str, *, tone_style: ToneStyle = ToneStyle.NEW) -> AlignedText:
    """`restore_diacritics` with the way back and the list of all words it changed."""
    edits = list(_edits(text, tone_style))
    changes = tuple(Change(Span(start, end), text[start:end], new, _REASON) for start, end, new in edits)
    return AlignedText(apply_edits(text, edits), offsets_of(text, edits), changes)


def _edits(text: str, style: ToneStyle) -> Iterator[Edit]:
    model = language()
    start = 0
    for line in text.splitlines(keepends=True):
        for first, last, new in _line_edits(model, line, style):
            yield start + first, start + last, new
        start += len(line)


def _line_edits(model: Language, line: str, style: ToneStyle) -> Iterator[Edit]:
    found = list(tokens(line))
    places = [
        [(OTHER, 0.0)] if _is_fixed(line, found, index) else _choices(model, token) for index, token in enumerate(found)
    ]
    for token, choices, chosen in zip(found, places, best_path(model, places), strict=True):
        word = choices[chosen][0]
        if token.kind == OTHER and word != OTHER and token.word.isascii():
            spelled = _in_case_of(token.word, place_tone(model.words[word], style))
            if spelled != token.word:
                yield token.start, token.end, spelled


def _choices(model: Language, token: Token) -> list[Choice]:
    if token.kind != OTHER:
        return [(token.kind, 0.0)]
    if not token.word.isascii():
        return [(model.id_of(canonical(token.word)), 0.0)]
    return [(word, 0.0) for word in model.alike(token.word.lower())] or [(OTHER, 0.0)]


def _is_fixed(line: str, found: list[Token], index: int) -> bool:
    """Pieces of codes, and two capitals among small letters, such as CA; in a line of capitals they are a word."""
    word = found[index].word
    if found[index].kind != OTHER:
        return False
    if len(word) <= _SHORT and in_code(line, found[index], ""):
        return True
    if in_address(line, found[index].start, found[index].end):
        return True
    if len(word) != _SHORT or not word.isupper():
        return False
    around = [other.word for other in found[max(0, index - 2) : index + 3] if other.word and other.word != word]
    return not any(len(other) > _SHORT and other.isupper() for other in around)


def _in_case_of(word: str, spelled: str) -> str:
    if word.islower():
        return spelled
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, spelled, strict=True))
