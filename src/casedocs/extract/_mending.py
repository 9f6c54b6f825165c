"""Names of agencies as scanners garble them, mended: their first words are few, their place stands elsewhere too.

A word is changed only where the paper gives a reason: the phrase that every agency of the kind begins with, or a place
that the body of the paper prints in the same letters.
"""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from unicodedata import normalize

from casedocs.classify.document import WordView
from casedocs.extract._source import Source
from casedocs.text._letters import LOWER, UPPER
from casedocs.text.folding import fold

__all__ = ["begins_agency", "lacks_place", "mend_agency"]

_HEADS = (
    "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", "VIỆN KIỂM SÁT NHÂN DÂN CẤP CAO TẠI", "VIỆN KIỂM SÁT NHÂN DÂN",
    "VIỆN KIỂM SÁT QUÂN SỰ", "TÒA ÁN NHÂN DÂN TỐI CAO", "TÒA ÁN NHÂN DÂN CẤP CAO TẠI", "TÒA ÁN NHÂN DÂN",
    "TÒA ÁN QUÂN SỰ", "CƠ QUAN CẢNH SÁT ĐIỀU TRA", "CƠ QUAN AN NINH ĐIỀU TRA", "VĂN PHÒNG CƠ QUAN CẢNH SÁT ĐIỀU TRA",
    "CÔNG AN", "BỘ CÔNG AN", "BỘ TƯ PHÁP", "BỘ QUỐC PHÒNG", "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN",
    "HỘI ĐỒNG ĐỊNH GIÁ TÀI SẢN", "HỘI ĐỒNG ĐỊNH GIÁ TÀI SẢN TRONG TỐ TỤNG HÌNH SỰ", "PHÒNG KỸ THUẬT HÌNH SỰ",
    "PHÒNG CẢNH SÁT HÌNH SỰ", "CỤC THI HÀNH ÁN DÂN SỰ", "CHI CỤC THI HÀNH ÁN DÂN SỰ", "TRUNG TÂM PHÁP Y",
    "VIỆN KHOA HỌC HÌNH SỰ", "TRẠI TẠM GIAM", "NHÀ TẠM GIỮ", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "CHÍNH PHỦ",
    "THANH TRA", "SỞ TƯ PHÁP", "SỞ Y TẾ", "BỘ ĐỘI BIÊN PHÒNG", "ĐỒN BIÊN PHÒNG", "HẠT KIỂM LÂM", "CHI CỤC KIỂM LÂM",
    "ĐOÀN LUẬT SƯ",
)  # fmt: skip
_UNITS = ("TỈNH", "THÀNH PHỐ", "HUYỆN", "QUẬN", "THỊ XÃ", "KHU VỰC", "PHƯỜNG", "XÃ", "THỊ TRẤN")
_ALIKE = 0.84
_UNIT_ALIKE = 0.72
_PLACE = re.compile(
    rf"(?i:tỉnh|thành phố|huyện|quận|thị xã|phường|xã|thị trấn) "
    rf"(?P<name>[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{0,4}})"
    rf"|(?<=\n)(?P<line>[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{0,3}}), ngày"
)
_AREA = re.compile(r"\b(V[ỰƯ]C)([0-9]{1,2})\b")
_PLACED = frozenset({"VIỆN KIỂM SÁT NHÂN DÂN", "TÒA ÁN NHÂN DÂN", "CÔNG AN", "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN"})
"""No agency is called that without its place: where none was read, a line is missing."""


def mend_agency(source: Source, words: Sequence[WordView]) -> tuple[str, float | None]:
    """The name mended, and how well its worst word was read that neither phrase nor paper vouches for.

    A name in which small letters prevail is left as it is. The second value is None where every word is vouched for or
    none was recognised.
    """
    printed = [word.text for word in words]
    letters = [letter for letter in "".join(printed) if letter.isalpha()]
    recognised = any(word.confidence is not None for word in words)
    if not recognised or sum(map(str.isupper, letters)) < 0.7 * max(len(letters), 1):
        return " ".join(printed), _least(words)
    words = [word for word in words for _ in _AREA.sub(r"\1 \2", word.text.upper()).split()]
    upper = _AREA.sub(r"\1 \2", " ".join(printed).upper()).split()
    size, phrase = _best(upper, _heads(), _ALIKE)
    unit_size, unit = _best(upper[size:], _units(), _UNIT_ALIKE)
    name = " ".join(upper[size + unit_size :])
    rest = words[size + unit_size :]
    place = _place_like(source, name) if unit and name else None
    if place is not None:
        count = len(place.split())
        name = " ".join([place, *name.split()[count:]])
        rest = rest[count:]
    head = [*_styled(upper[:size], phrase), *_styled(upper[size : size + unit_size], unit)]
    text = " ".join([*head, *name.split()])
    return text, 0.0 if text in _PLACED else _least(rest)


def begins_agency(words: Sequence[WordView]) -> bool:
    """Whether a line begins like the name of an agency, garbled or not."""
    return _best([word.text.upper() for word in words], _heads(), _ALIKE)[0] > 0


def lacks_place(words: Sequence[WordView]) -> bool:
    """Whether the words are a name that no agency has without its place."""
    size, phrase = _best([word.text.upper() for word in words], _heads(), _ALIKE)
    return size == len(words) and " ".join(phrase) in _PLACED


def _styled(printed: Sequence[str], phrase: Sequence[str]) -> list[str]:
    """The phrase, with tone marks where the paper puts them: ``UỶ`` and ``ỦY`` are one word."""
    if len(printed) != len(phrase):
        return list(phrase)
    return [
        own if sorted(normalize("NFD", own)) == sorted(normalize("NFD", right)) else right
        for own, right in zip(printed, phrase, strict=True)
    ]


def _least(words: Sequence[WordView]) -> float | None:
    known = [word.confidence for word in words if word.confidence is not None]
    return min(known) if known else None


@cache
def _heads() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.split()) for one in sorted(_HEADS, key=len, reverse=True))


@cache
def _units() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.split()) for one in _UNITS)


def _best(words: Sequence[str], phrases: Sequence[tuple[str, ...]], alike: float) -> tuple[int, tuple[str, ...]]:
    """How many words a phrase stands for at the beginning, and the phrase; 0 and nothing where none is like them."""
    found: tuple[float, int, tuple[str, ...]] = (0.0, 0, ())
    for phrase in phrases:
        for size in {len(phrase), len(phrase) - 1, len(phrase) + 1} - {0}:
            if size > len(words):
                continue
            likeness = SequenceMatcher(None, fold(" ".join(words[:size])), fold(" ".join(phrase))).ratio()
            marks = SequenceMatcher(None, "".join(words[:size]), "".join(phrase)).ratio()
            score = likeness + 0.01 * marks + 0.001 * len(phrase)
            if likeness >= alike and score > found[0]:
                found = score, size, phrase
    return found[1], found[2]


def _place_like(source: Source, name: str) -> str | None:
    """The place of the body that has the letters of a name, marks apart, printed more often than the name itself."""
    counts: Counter[str] = Counter()
    for match in _PLACE.finditer(source.text):
        counts[(match["name"] or match["line"]).upper()] += 1
    wanted = fold(name)
    alike = [
        (count, place)
        for place, count in counts.items()
        if wanted == fold(place) or wanted.startswith(fold(place) + " ")
    ]
    if not alike:
        return None
    best = max(alike)
    return best[1]
