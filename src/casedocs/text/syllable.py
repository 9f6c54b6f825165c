"""The Vietnamese syllable: its parts, its tone, its two spellings, and all forms by rule.

A syllable is ``onset + medial + nucleus + coda`` with one of six tones. Spelling hides two things: the ``i`` of ``gi``
serves as onset and nucleus at once (``gì``, ``giếng``), and the place of the tone mark on open ``oa``, ``oe``, ``uy``
is a matter of style: ``hòa`` (old) or ``hoà`` (new). Everywhere else both styles agree.

The tables are the orthography as school grammars give it (for the sound pattern see L. C. Thompson, *A Vietnamese
Reference Grammar*, 1987): every rime that the rules allow, attested or not, 19,520 forms in all.

This module imports nothing of casedocs, so that the recogniser may use it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

__all__ = ["Syllable", "Tone", "ToneStyle", "is_syllable", "iter_forms", "parse_base", "parse_syllable", "split_tone"]


class Tone(StrEnum):
    """The six tones by their Vietnamese names, in the order of dictionaries."""

    NGANG = "ngang"
    HUYEN = "huyền"
    HOI = "hỏi"
    NGA = "ngã"
    SAC = "sắc"
    NANG = "nặng"


class ToneStyle(StrEnum):
    """Where the tone mark of open ``oa``, ``oe``, ``uy`` goes."""

    OLD = "old"  # hòa, khỏe, thủy: on the first letter
    NEW = "new"  # hoà, khoẻ, thuỷ: on the main vowel


_TONES = (Tone.NGANG, Tone.HUYEN, Tone.HOI, Tone.NGA, Tone.SAC, Tone.NANG)
_VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
_TONED = {(_VOWELS[i], _TONES[k]): _VOWELS[i + k] for i in range(0, len(_VOWELS), 6) for k in range(6)}
_PLAIN = {toned: (plain, tone) for (plain, tone), toned in _TONED.items()}
_MARKED = {letter: found for letter, found in _PLAIN.items() if found[1] is not Tone.NGANG}

# Onsets by what may follow: c, g, ng stand before back vowels, k, gh, ngh before e, ê, i.
_FREE = ("", "b", "ch", "d", "đ", "gi", "h", "kh", "l", "m", "n", "nh", "p", "ph", "r", "s", "t", "th", "tr", "v", "x")
_BEFORE_BACK = (*_FREE, "c", "g", "ng")
_BEFORE_FRONT = (*_FREE, "gh", "k", "ngh")

# nucleus → codas ("-" none)
_BACK = {
    "a": "- c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "o": "- c i m n ng p t",
    "ô": "- c i m n ng p t",
    "ơ": "- i m n p t",
    "u": "- c i m n ng p t",
    "ư": "- c i m n ng p t u",
    "ua": "-",
    "uô": "c i m n ng p t",
    "ưa": "-",
    "ươ": "c i m n ng p t u",
    "oo": "c ng",
    "ôô": "c ng",
}
_FRONT = {
    "e": "- c m n ng o p t",
    "ê": "- ch m n ng nh p t u",
    "i": "- c ch m n ng nh p t u",
    "ia": "-",
    "iê": "c m n ng p t u",
}
# (medial, nucleus) → codas, after any onset that may stand before a back vowel
_ROUNDED = {
    ("o", "a"): "- c ch i m n ng nh o p t y",
    ("o", "ă"): "c m n ng p t",
    ("o", "e"): "- m n ng o p t",
    ("u", "a"): "o u",
    ("u", "e"): "o",
    ("u", "â"): "c m n ng p t y",
    ("u", "ê"): "- ch n nh t u",
    ("u", "ơ"): "- n",
    ("u", "y"): "- ch n nh p t u",
    ("u", "ya"): "-",
    ("u", "yê"): "n t",
}
_AFTER_QU = {
    **{nucleus: _BACK[nucleus] for nucleus in ("a", "ă", "â", "ơ")},
    **_FRONT,
    "ô": "- c t",
    "y": "- ch n nh t u",
    "ya": "-",
    "yê": "n t",
}
_BARE_Y = {"y": "- ch nh", "yê": "m n t u"}  # without an onset
_Y_AFTER = ("h", "k", "l", "m", "s", "t", "v")
_STOPS = frozenset({"c", "ch", "p", "t"})

_Parts = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable in lower case.

    Attributes:
        onset: Initial consonant letters, ``""`` without one; ``q`` for ``qu`` (its ``u`` is the medial).
        medial: ``o`` or ``u`` before the main vowel, else ``""``.
        nucleus: The main vowel without tone, two letters for ``iê ia yê ya uô ua ươ ưa oo ôô``. After ``gi`` a first
            ``i`` of the nucleus is not written twice.
        coda: Final consonant or semivowel letters.
        tone: One of six.
    """

    onset: str
    medial: str
    nucleus: str
    coda: str
    tone: Tone

    @property
    def rime(self) -> str:
        """Medial, nucleus and coda without the tone."""
        return self.medial + self.nucleus + self.coda

    @property
    def base(self) -> str:
        """The spelling without the tone mark."""
        nucleus = self.nucleus[1:] if self.onset == "gi" and self.nucleus[0] == "i" else self.nucleus
        return self.onset + self.medial + nucleus + self.coda

    def spell(self, style: ToneStyle = ToneStyle.NEW) -> str:
        """The spelling with the tone mark where the style puts it."""
        if self.tone is Tone.NGANG:
            return self.base
        at = self._tone_index(style)
        base = self.base
        return base[:at] + _TONED[base[at], self.tone] + base[at + 1 :]

    def _tone_index(self, style: ToneStyle) -> int:
        start = len(self.onset) + len(self.medial)
        if self.onset == "gi" and self.nucleus[0] == "i":
            start -= 1
        open_rounded = self.medial and not self.coda and self.nucleus in {"a", "e", "y"}
        if open_rounded and style is ToneStyle.OLD and self.onset != "q":
            return start - 1
        return start + (len(self.nucleus) == 2 and self.nucleus not in {"ia", "ua", "ưa", "ya"})


def _grid(onsets: tuple[str, ...], medial: str, nuclei: dict[str, str]) -> Iterator[_Parts]:
    for nucleus, codas in nuclei.items():
        for coda in codas.split():
            for onset in onsets:
                yield onset, medial, nucleus, coda.strip("-")


def _all_parts() -> Iterator[_Parts]:
    yield from _grid(_BEFORE_BACK, "", _BACK)
    for onset, medial, nucleus, coda in _grid(_BEFORE_FRONT, "", _FRONT):
        bare_diphthong = onset == "" and nucleus == "iê"  # written yê
        if not bare_diphthong and not (onset == "gi" and nucleus + coda in {"ic", "ing"}):
            yield onset, medial, nucleus, coda
    for (medial, nucleus), codas in _ROUNDED.items():
        yield from _grid(_BEFORE_BACK, medial, {nucleus: codas})
    yield from _grid(("q",), "u", _AFTER_QU)
    yield from _grid(("",), "", _BARE_Y)
    yield from _grid(_Y_AFTER, "", {"y": "-"})


def _syllables() -> Iterator[Syllable]:
    for parts in _all_parts():
        for tone in _TONES:
            if parts[3] not in _STOPS or tone in {Tone.SAC, Tone.NANG}:
                yield Syllable(*parts, tone)


@cache
def _forms(style: ToneStyle) -> dict[str, Syllable]:
    """Every form of a style; of two readings (``giếng`` = gi+ếng or gi+iếng) the one with the diphthong."""
    found: dict[str, Syllable] = {}
    for syllable in _syllables():
        form = syllable.spell(style)
        if form not in found or syllable.nucleus == "iê":
            found[form] = syllable
    return found


@cache
def _both() -> frozenset[str]:
    return frozenset(_forms(ToneStyle.NEW)) | frozenset(_forms(ToneStyle.OLD))


def iter_forms(style: ToneStyle = ToneStyle.NEW) -> Iterator[str]:
    """All 19,520 spellings of one style, in lower case and NFC, in the order of the rule tables."""
    return iter(_forms(style))


def is_syllable(token: str) -> bool:
    """Whether a token (NFC, any case) is spelled like a Vietnamese syllable, in either tone style.

    It says nothing about meaning: ``on`` and ``to`` are syllables too, and of the 19,520 forms about 6,800 are in use.
    """
    forms = _both()
    return token in forms or token.lower() in forms


def parse_syllable(token: str) -> Syllable | None:
    """The parts of a token (NFC, any case), or None where it is no Vietnamese syllable."""
    lowered = token.lower()
    return _forms(ToneStyle.NEW).get(lowered) or _forms(ToneStyle.OLD).get(lowered)


@cache
def _bases() -> dict[str, _Parts]:
    found: dict[str, _Parts] = {}
    for parts in _all_parts():
        base = Syllable(*parts, Tone.NGANG).base
        if base not in found or parts[2] == "iê":
            found[base] = parts
    return found


def parse_base(base: str, tone: Tone) -> Syllable | None:
    """The syllable of a lower-case spelling without tone mark and a tone, or None where the two do not go together."""
    parts = _bases().get(base)
    if parts is None or (parts[3] in _STOPS and tone not in {Tone.SAC, Tone.NANG}):
        return None
    return Syllable(*parts, tone)


def split_tone(letters: str) -> tuple[str, Tone]:
    """A lower-case token (NFC) without its first tone mark, and the tone (``ngang`` without one)."""
    for index, letter in enumerate(letters):
        found = _MARKED.get(letter)
        if found:
            return letters[:index] + found[0] + letters[index + 1 :], found[1]
    return letters, Tone.NGANG
