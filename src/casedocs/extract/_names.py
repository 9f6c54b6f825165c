"""Names behind labels: a run of capitalised syllables, in mixed case; ranks and forms of address before them."""

import itertools
import re

from casedocs.extract._source import Source
from casedocs.text._letters import LOWER, UPPER
from casedocs.text._tables_roles import FAMILY_NAMES, HONORIFICS
from casedocs.text.folding import fold

__all__ = ["RANK", "full_rank", "has_family", "is_firm", "mixed_case", "name_key", "read_name"]

_SYLLABLE = (
    rf"(?:(?:[{UPPER}]|(?<= )0(?=[{LOWER}]{{2}}))"
    rf"[{LOWER}]{{0,7}}(?:['’-][{UPPER}{LOWER}]{{1,7}})?|[{UPPER}]{{1,8}}|[{UPPER}]\.)"
)
_NAME = re.compile(rf"{_SYLLABLE}(?:[ ]{{1,3}}{_SYLLABLE}){{0,6}}(?![{LOWER}{UPPER}0-9])")
# Folded: a scanner loses the marks of ranks too.
RANK = r"(?:(?:dai|thuong|trung|thieu) (?:tuong|ta|uy|si|sy)|ha (?:si|sy))(?: (?:cn|qncn))?"
_RANKS = {
    f"{fold(high)} {fold(low)}": f"{high} {low}"
    for high in ("Đại", "Thượng", "Trung", "Thiếu", "Hạ")
    for low in ("tướng", "tá", "úy", "sĩ")
}
_BEFORE = re.compile(
    rf"[ \n\"“”'*:–-]*(?:(?P<rank>{RANK})[ ,:]{{1,3}})?(?:(?:vo chong|dong chi|luat su|"
    rf"{'|'.join(map(fold, HONORIFICS))})[ "
    rf":]{{1,3}}){{0,2}}"
    rf"(?:(?P<rank2>{RANK})[ ,:]{{1,3}})?"
)
# Folded pairs that begin the next label or office: a name ends before them.
_PAIRS = frozenset({
    ("sinh", "ngay"), ("sinh", "nam"), ("gioi", "tinh"), ("quoc", "tich"), ("dan", "toc"), ("nghe", "nghiep"),
    ("noi", "sinh"), ("noi", "cu"), ("chuc", "vu"), ("ten", "goi"), ("don", "vi"), ("cap", "bac"), ("que", "quan"),
    ("dien", "thoai"), ("dia", "chi"), ("tru", "tai"), ("chuc", "danh"), ("kiem", "sat"), ("dieu", "tra"),
    ("ton", "giao"), ("noi", "thuong"), ("can", "bo"), ("tu", "cach"), ("tham", "phan"), ("trinh", "do"),
})  # fmt: skip


def read_name(source: Source, start: int, end: int) -> tuple[str, int, int, str | None] | None:
    """The name that begins within ``start``…``end``: mixed case, its start and end, the rank before it.

    None where no capitalised syllable stands there.
    """
    before = _BEFORE.match(source.folded, start, end)
    at = start if before is None else before.end()
    rank = None if before is None else (before["rank"] or before["rank2"])
    match = _NAME.match(source.flow, at, end)
    if match is None:
        return None
    syllables = match.group().split()
    for index, (first, second) in enumerate(itertools.pairwise(syllables)):
        if (fold(first), fold(second)) in _PAIRS and index:
            syllables = syllables[:index]
            break
    following = re.match(r"[ ]{1,3}([^\W\d_]+)", source.folded[match.end() : match.end() + 20])
    if len(syllables) > 1 and following is not None and (fold(syllables[-1]), following[1]) in _PAIRS:
        syllables.pop()
    stop = at
    for syllable in syllables:
        stop = source.flow.index(syllable, stop) + len(syllable)
    return " ".join(map(mixed_case, syllables)), at, stop, full_rank(rank)


def full_rank(printed: str | None) -> str | None:
    """A folded rank as it is written: ``thuong ta`` is ``Thượng tá``."""
    if printed is None:
        return None
    head = " ".join(fold(printed).split()[:2]).replace(" sy", " si")
    return _RANKS.get(head, printed)


def mixed_case(syllable: str) -> str:
    """``NGUYỄN`` as ``Nguyễn``; a scanner's nought before small letters (``0anh``) is an O."""
    syllable = f"O{syllable[1:]}" if syllable.startswith("0") else syllable
    return syllable[0] + syllable[1:].lower() if len(syllable) > 1 and syllable.isupper() else syllable


def name_key(name: str) -> str:
    """What two spellings of one name share: no marks, no case."""
    return " ".join(fold(name).split())


def has_family(name: str) -> bool:
    """Whether it opens with a known family name and has more syllables."""
    first, _, rest = fold(name).partition(" ")
    return bool(rest) and first in _FAMILIES


def is_firm(source: Source, start: int) -> bool:
    """Whether the name that begins there is that of a firm: ``Văn phòng luật sư Thái Minh``."""
    return _FIRM.search(source.folded[max(0, start - 24) : start]) is not None


_FIRM = re.compile(r"(?:van phong|cong ty|doan|hang) luat (?:su )?$")
_FAMILIES = frozenset(map(fold, FAMILY_NAMES))
