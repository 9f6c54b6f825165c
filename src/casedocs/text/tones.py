"""Where the tone mark stands: slips put right, one of the two styles chosen.

Both styles agree on all but open ``oa oe uy`` (`casedocs.text.syllable`). A mark where neither style has it
(``qúy``, ``khỏan``, ``ngừơi``) is a slip of the keyboard and can be put right without knowing the style.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from casedocs.text.changes import Edit, word_around
from casedocs.text.evidence import Lines, in_address
from casedocs.text.syllable import Syllable, ToneStyle, is_syllable, parse_base, parse_syllable, split_tone

__all__ = ["misplaced_tones", "place_tone", "restyled_tones", "style_of"]

_A = "àảãáạÀẢÃÁẠ"
_E = "èẻẽéẹÈẺẼÉẸ"
_I = "ìỉĩíịÌỈĨÍỊ"
_O = "òỏõóọÒỎÕÓỌ"
_U = "ùủũúụÙỦŨÚỤ"
_UW = "ừửữứựỪỬỮỨỰ"
_Y = "ỳỷỹýỵỲỶỸÝỴ"
_VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_LETTER = r"[^\W\d_]"

# A toned letter beside a vowel that should carry the mark instead. Loose on purpose: `place_tone` decides. One class
# comes first, so that the regex engine skips from candidate to candidate; then the neighbours are looked at.
_SLIP = re.compile(
    f"[{_I}{_Y}{_U}{_UW}{_O}{_A}](?:"
    f"(?<=[{_VOWELS}].)(?:(?<=[{_VOWELS}][{_I}{_Y}]|[aâêiơươyAÂÊIƠƯY][{_U}]|[aeAE][{_O}])"
    f"|(?<=[iuưyIUƯY][{_A}])(?<![qQ][uU].)(?<![gG][iI].))"
    f"|(?=[{_VOWELS}])(?:(?<=[{_I}{_Y}])[êÊ]|(?<=[gG][{_I}])"
    f"|(?<=[{_U}])(?:[ôơâêÔƠÂÊ]|[yY](?={_LETTER})|(?<=[qQ].))"
    f"|(?<=[{_UW}])[ơƠ]|(?<=[{_O}])(?:[ăĂoO]|[aeAE](?={_LETTER}))))"
)
_OPEN = {
    ToneStyle.NEW: re.compile(f"[{_O}][aeAE](?!{_LETTER})|[{_U}][yY](?!{_LETTER})"),
    ToneStyle.OLD: re.compile(f"[{_A}{_E}](?<=[oO].)(?!{_LETTER})|[{_Y}](?<=[uU].)(?!{_LETTER})"),
}
# A tone on a letter that only Vietnamese writes needs no further proof.
_OWN_LETTER = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


def _in_case_of(word: str, spelled: str) -> str:
    if word.islower():
        return spelled
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, spelled, strict=True))


@lru_cache(maxsize=4096)
def place_tone(word: str, style: ToneStyle | None = None) -> str:
    """The word with its tone mark in its place.

    Args:
        word: One word in NFC, any case.
        style: The style of open ``oa oe uy``; None keeps either and only puts slips right.

    Returns:
        The word itself where it is no Vietnamese syllable or nothing is to do.
    """
    lowered = word.lower()
    syllable = parse_syllable(lowered)
    if syllable is None or (lowered.startswith("g") and _is_gia_slip(lowered)):
        syllable = _misspelt(lowered)
        if syllable is None:
            return word
    elif style is None:
        return word
    spelled = syllable.spell(style or ToneStyle.NEW)
    return _in_case_of(word, spelled) if len(spelled) == len(word) else word


def _is_gia_slip(lowered: str) -> bool:
    """``gìa`` is formally gi + ìa, but means ``già``; only ``gịa`` (giặt gịa) is a word."""
    return len(lowered) == 3 and lowered[1] in "ìỉĩí" and lowered[2] == "a"


def _misspelt(lowered: str) -> Syllable | None:
    base, tone = split_tone(lowered)
    if base == lowered or split_tone(base)[0] != base:
        return None
    return parse_base(base, tone)


def misplaced_tones(text: str) -> Iterator[Edit]:
    """Edits that put slips right. Text in NFC; words of other languages are left alone."""
    return _edits(text, _SLIP, None)


def restyled_tones(text: str, style: ToneStyle) -> Iterator[Edit]:
    """Edits that bring open ``oa oe uy`` to a style. Text in NFC."""
    return _edits(text, _OPEN[style], style)


def style_of(text: str) -> ToneStyle:
    """The style that most open ``oa oe uy`` of a text follow; the new one where there are none."""
    old = sum(1 for _ in _OPEN[ToneStyle.NEW].finditer(text))
    new = sum(1 for _ in _OPEN[ToneStyle.OLD].finditer(text))
    return ToneStyle.OLD if old > new else ToneStyle.NEW


def _edits(text: str, pattern: re.Pattern[str], style: ToneStyle | None) -> Iterator[Edit]:
    done = 0
    lines = Lines(text)
    for match in pattern.finditer(text):
        if match.start() < done:
            continue
        start, end = word_around(text, match.start())
        word = text[start:end]
        placed = place_tone(word, style)
        marked = end < len(text) and unicodedata.combining(text[end]) > 0  # a stray mark belongs to the last letter
        changed = placed != word and start >= done and not marked and _is_at_home(word, lines, start, end)
        if changed and not in_address(text, start, end):
            yield start, end, placed
        done = end


def _is_at_home(word: str, lines: Lines, start: int, end: int) -> bool:
    if not is_syllable(place_tone(word)):
        return False
    return _OWN_LETTER.search(word) is not None or lines.are_vietnamese(start, end)
