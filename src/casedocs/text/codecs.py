"""Each old encoding as a pair of functions: what its characters mean, and how letters are written in it.

Old text reaches us as a string in which every byte became the character of Latin-1 or of Windows-1252 with that code
(that is what Word files, PDF fonts and web pages hold), or as bytes. Both readings of the codes 80–9F are understood.
"""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from casedocs.errors import TextError
from casedocs.text._tables import CODES, LETTERS

__all__ = ["Codec", "Encoding", "codec_for"]


class Encoding(StrEnum):
    """The encodings and what people call them."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"  # ABC, the .VnTime fonts
    VNI = "vni"  # VNI for Windows
    VPS = "vps"
    VISCII = "viscii"
    VIQR = "viqr"  # a^' in plain ASCII
    CP1258 = "cp1258"  # Windows Vietnamese
    BKHCM1 = "bkhcm1"  # BK HCM, one byte a letter
    BKHCM2 = "bkhcm2"  # BK HCM, letter and mark
    VIETWARE_F = "vietware_f"
    VIETWARE_X = "vietware_x"


# What converters and PDF readers make of some codes on the way: µ, the soft hyphen and Word's optional hyphen.
_DETOURS = {Encoding.TCVN3: {"\u03bc": "à", "\u2212": "ư", "\x1f": "ư", "\u2010": "ư"}}
_VIQR_VOWELS = frozenset("aeiouyAEIOUY")
_VIQR_SIGNS = "`?~'.(^+"
_VIQR_ESCAPE = re.compile(r"\\([\\`?~'.(^+dD])")


def _readings(code: bytes) -> set[str]:
    """The strings that a code can have become."""
    found = {code.decode("latin-1")}
    with suppress(UnicodeDecodeError):  # five codes of Windows-1252 are free
        found.add(code.decode("cp1252"))
    return found


@dataclass(frozen=True, slots=True)
class Codec:
    """One old encoding.

    Attributes:
        encoding: Which one.
        letters: What each character, or pair of letter and mark, means.
        codes: The bytes of each Vietnamese letter.
        pattern: Finds the keys of `letters`, longest first.
        marks: The characters beyond ASCII that occur in it.
    """

    encoding: Encoding
    letters: dict[str, str]
    codes: dict[str, bytes]
    pattern: re.Pattern[str]
    marks: frozenset[str]

    def decode(self, text: str) -> str:
        """The text with its old codes turned into Unicode (NFC)."""
        if self.encoding is Encoding.VIQR:
            return _VIQR_ESCAPE.sub(r"\1", self.pattern.sub(self._letter, text))
        decoded = self.pattern.sub(self._letter, text)
        return unicodedata.normalize("NFC", decoded) if self.encoding is Encoding.CP1258 else decoded

    def _letter(self, match: re.Match[str]) -> str:
        return self.letters[match.group()]

    def encode(self, text: str) -> bytes:
        """The text in the old encoding.

        Raises:
            TextError: If it holds a character that the encoding lacks.
        """
        out = bytearray()
        text = unicodedata.normalize("NFC", text)
        for index, letter in enumerate(text):
            code = self.codes.get(letter)
            if code is None and not (letter.isascii() or self._passes(letter)):
                raise TextError(
                    f"{self.encoding.value} has no code for {letter!r} (character {index})",
                    hint="replace the character first, or save the text as Unicode",
                )
            if self.encoding is Encoding.VIQR and self._needs_escape(letter, text[index - 1 : index]):
                out += b"\\"
            out += letter.encode("latin-1") if code is None else code
        return bytes(out)

    def _needs_escape(self, letter: str, before: str) -> bool:
        """Whether a plain sign would be read as the mark of the letter before it."""
        if letter in "dDđĐ":
            return before in {"d", "D"}
        return letter == "\\" or (letter in _VIQR_SIGNS and (before in self.codes or before in _VIQR_VOWELS))

    def _passes(self, letter: str) -> bool:
        """Latin-1 signs such as ° stay where the encoding does not use their code."""
        return "\xa0" <= letter <= "\xff" and letter not in self.marks


def _letters(encoding: Encoding, codes: dict[str, bytes]) -> dict[str, str]:
    letters: dict[str, str] = {}
    for letter, code in codes.items():
        for reading in _readings(code):
            if reading not in letters or letter.islower():  # of two letters with one code the small one is meant
                letters[reading] = letter
    letters.update(_DETOURS.get(encoding, {}))
    return letters


def _mixed_case(letters: dict[str, str], codes: dict[str, bytes]) -> dict[str, str]:
    """Pairs in which letter and mark disagree about case, as typists left them: the letter decides."""
    found: dict[str, str] = {}
    for letter, code in codes.items():
        if len(code) == 2 and letter.islower():
            capital = codes[letter.upper()]
            for reading in _readings(bytes([code[0], capital[1]])):
                found[reading] = letter
            for reading in _readings(bytes([capital[0], code[1]])):
                found[reading] = letter.upper()
    return {reading: letter for reading, letter in found.items() if reading not in letters}


@cache
def codec_for(encoding: Encoding) -> Codec:
    """The codec of an old encoding.

    Raises:
        TextError: For `Encoding.UNICODE`, which needs none.
    """
    if encoding is Encoding.UNICODE:
        raise TextError("Unicode text needs no codec", hint="name one of the old encodings")
    codes = {letter: bytes.fromhex(code) for letter, code in zip(LETTERS, CODES[encoding].split(), strict=True)}
    letters = _letters(encoding, codes)
    if encoding not in {Encoding.VIQR, Encoding.CP1258}:
        letters.update(_mixed_case(letters, codes))
    if encoding is Encoding.CP1258:
        letters.update({code: code for code in "\xc0\xc1\xc8\xc9\xcd\xd3\xd9\xda\xe0\xe1\xe8\xe9\xed\xf3\xf9\xfa"})
    keys = sorted(letters, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, keys)))
    marks = frozenset(letter for key in letters for letter in key if not letter.isascii())
    return Codec(encoding, letters, codes, pattern, marks)
