"""The text that a PDF page already has: its words with boxes, and whether it may be believed.

A layer is believed when its characters are characters, its language is written as that language is written, and it
covers what is to be read. Scanners put wrong layers into files ("CONG HOA xA HOI can NGHiA"), old fonts map
Vietnamese letters to Latin-1 bytes ("Céng hoµ x· héi"), and a signature stamp over a scan is text that says nothing
about the scan.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casedocs.geometry import Box
from casedocs.ocr._pdfium import Char, PageContents
from casedocs.ocr.result import Line, Word

__all__ = ["LayerVerdict", "judge", "lines_from_chars"]

# Latin-1 letters and signs that no Vietnamese word contains; TCVN3 and VNI texts are full of them.
_FOREIGN = frozenset("¡¢£¤¥¦§¨©ª«¬®¯±²³´µ¶·¸¹º»¼½¾¿×ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿ÷")
_SOFT_HYPHENS = {"\x02": "-", "\xad": "-", "\u2010": "-", "\u2011": "-"}
_SCAN_COVER = 0.5


@dataclass(frozen=True, slots=True)
class LayerVerdict:
    """Whether the text layer is used, and why, in one English sentence."""

    trusted: bool
    reason: str


# --- words and lines ------------------------------------------------------------------------------------------------


def lines_from_chars(chars: Iterable[Char]) -> tuple[Line, ...]:
    """Words and lines in the order of the layer.

    White space ends a word; a line end, or a jump to another height or back to the left, ends a line. The texts are
    in NFC.
    """
    lines: list[Line] = []
    words: list[Word] = []
    letters: list[Char] = []

    def end_word() -> None:
        word = _word(letters)
        letters.clear()
        if word is None:
            return
        if words and _starts_new_line(words[-1].box, word.box):
            end_line()
        words.append(word)

    def end_line() -> None:
        if words:
            lines.append(Line(tuple(words)))
            words.clear()

    for char in chars:
        if char.text in "\r\n\f\v\x85\u2028\u2029":
            end_word()
            end_line()
        elif char.text.isspace() or char.text in "\u200b\ufeff":
            end_word()
        else:
            letters.append(char)
    end_word()
    end_line()
    return tuple(lines)


def _word(letters: Sequence[Char]) -> Word | None:
    boxes = [char.box for char in letters if char.box is not None]
    text = "".join(
        _SOFT_HYPHENS.get(char.text, char.text) for char in letters if char.text > "\x1f" or char.text == "\x02"
    )
    if not boxes or not text:
        return None
    return Word(unicodedata.normalize("NFC", text), Box.around(boxes))


def _starts_new_line(before: Box, after: Box) -> bool:
    """Whether a word does not go on where the word before it ended (upright and turned text alike)."""
    apart_down = min(before.bottom, after.bottom) < max(before.top, after.top)
    apart_across = min(before.right, after.right) < max(before.left, after.left)
    return apart_down and apart_across


# --- belief ---------------------------------------------------------------------------------------------------------


def _share(hits: int, total: int) -> float:
    return hits / total if total else 0.0


def _is_vietnamese_mark(char: str) -> bool:
    return char in "đĐ" or (len(unicodedata.normalize("NFD", char)) > 1 and char not in _FOREIGN)


def _broken_case(token: str) -> bool:
    """Capitals after small letters, or a small letter among capitals, as in ``xA`` and ``NGHiA``."""
    letters = [char for char in token if char.isalpha()]
    if len(letters) < 2:
        return False
    ups = [char.isupper() for char in letters]
    return any(ups[1:]) and not all(ups)


@dataclass(frozen=True, slots=True)
class _Signs:
    """Shares of the tokens of a layer that show one thing or another."""

    tokens: int
    unreadable: float
    foreign: float
    marked: float
    broken_case: float


def _signs(lines: Sequence[Line]) -> _Signs:
    texts = [word.text for line in lines for word in line.words]
    chars = "".join(texts)
    bad = sum(1 for char in chars if char == "\ufffd" or unicodedata.category(char) in {"Cc", "Co", "Cn", "Cs"})
    tokens = [text for text in texts if sum(char.isalpha() or char in _FOREIGN for char in text) >= 2]
    return _Signs(
        tokens=len(tokens),
        unreadable=_share(bad, len(chars)),
        foreign=_share(sum(any(char in _FOREIGN for char in token) for token in tokens), len(tokens)),
        marked=_share(sum(any(map(_is_vietnamese_mark, token)) for token in tokens), len(tokens)),
        broken_case=_share(sum(map(_broken_case, tokens)), len(tokens)),
    )


def judge(lines: Sequence[Line], contents: PageContents, page_area: float, *, vietnamese: bool) -> LayerVerdict:
    """Whether the page's own text may stand for the page.

    Args:
        lines: What `lines_from_chars` gave.
        contents: What the page is made of.
        page_area: In square points.
        vietnamese: Whether the document is expected to be in Vietnamese.
    """
    words = sum(len(line.words) for line in lines)
    if not words:
        return LayerVerdict(trusted=False, reason="no text layer")
    signs = _signs(lines)
    if signs.unreadable > 0.02:
        return LayerVerdict(trusted=False, reason=f"text layer: {signs.unreadable:.0%} of its characters are not text")
    if signs.foreign > 0.2:
        return LayerVerdict(
            trusted=False, reason=f"text layer in an old encoding: {signs.foreign:.0%} of its words have foreign signs"
        )
    if contents.image_cover > _SCAN_COVER:
        doubt = _doubt_over_scan(lines, signs, contents, page_area, vietnamese=vietnamese)
        if doubt:
            return LayerVerdict(trusted=False, reason=doubt)
    return LayerVerdict(trusted=True, reason=f"own text layer: {words} words")


def _doubt_over_scan(
    lines: Sequence[Line], signs: _Signs, contents: PageContents, page_area: float, *, vietnamese: bool
) -> str:
    """Why a layer that lies over a scan is not believed; empty if it is."""
    area = Box.around(line.box for line in lines).area
    if contents.visible_texts and not contents.invisible_texts and area < 0.3 * page_area and signs.tokens < 80:
        return f"the text ({signs.tokens} words) is a stamp over a scan"
    if not vietnamese:
        return ""
    if signs.marked < 0.45:
        return f"text layer without Vietnamese letters: only {signs.marked:.0%} of its words have marks"
    if signs.broken_case > 0.05:
        return f"text layer of a poor recogniser: {signs.broken_case:.0%} of its words mix capitals and small letters"
    return ""
