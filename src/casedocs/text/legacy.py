"""From the old encodings to Unicode and back.

`decode_legacy` finds out by itself what is what; text that is Unicode already, and foreign text, comes through. What it
repairs on the way: the ``ư`` of TCVN3, whose code is the soft hyphen and which converters lose, and the capitals of the
.VnTimeH fonts, which only the font made capital.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from casedocs.spans import Span
from casedocs.text.changes import AlignedText, Change, Edit, apply_edits, offsets_of
from casedocs.text.codecs import Encoding, codec_for
from casedocs.text.detect import (
    BEYOND_OLD,
    detect_pieces,
    encoding_of_font,
    is_plain,
    syllable_weight,
    text_score,
    word_score,
)

__all__ = [
    "DecodedPiece",
    "Piece",
    "decode_legacy",
    "decode_legacy_aligned",
    "decode_pieces",
    "encode_legacy",
    "is_capital_font",
    "text_from_bytes",
]

_LINE = re.compile(r"[^\t\n\r\f\v]+")
_TOKEN = re.compile(r"[^ \t\n\r\f\v]+")
_SYMBOL = re.compile("[\uf020-\uf0ff]")
_ONLY_1258 = re.compile("[ĂăĐđƠơƯư₫\u0300-\u0323]")
_LETTER_RUN = re.compile(r"[^\W\d_]+")
_VIQR_PIECE = re.compile(r"[A-Za-z\\`?~'.(^+]+")
_VIQR_ESCAPE = re.compile(r"\\(?=[\\`?~'.(^+dD])")
_PUNCTUATION = ".,;:()[]\"'“”…"
_SOFT = "\xad\u2212\x1f\u2010"
_LETTER_SIGNS = frozenset("®§¨©¬\xad¦«»·¸¹µ¶\u2212\x1f\u2010")  # letters of TCVN3 that Unicode calls signs
_HYPHEN_FOR_U = re.compile(r"^[A-Za-z®§]{0,3}-")
# What is left of hưng, trưng, nhưng, như when the ư is gone; two letters are else an abbreviation.
_WITHOUT_VOWEL = re.compile(r"([Nn]h)(?![^\W\d_])|([B-DGHK-NP-TVXb-dghk-np-tvx]h?r?)ng(?![^\W\d_])")
_FONT_CAPITALS = frozenset({Encoding.TCVN3, Encoding.VIETWARE_F})
# Letters whose case the .Vn fonts do show.
_KNOWN_CASE = re.compile("[A-ZĂÂÊÔƠƯĐa-zăâêôơưđ]")
_CAPITAL_FONT = re.compile(r"h$", re.IGNORECASE)


def text_from_bytes(data: bytes) -> str:
    """The text of a plain file: UTF-8 or UTF-16 where it is that, else one character a byte, for `decode_legacy`."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def encode_legacy(text: str, encoding: Encoding) -> bytes:
    """The text in an old encoding, for programs that know nothing else.

    In TCVN3 and VIETWARE-F a capital with a tone gets the code of the small letter, as in the fonts themselves.

    Raises:
        TextError: If a character has no code there, or `encoding` is Unicode.
    """
    return codec_for(encoding).encode(text)


def decode_legacy(text: str, *, encoding: Encoding | None = None, font: str | None = None) -> str:
    """The text in Unicode.

    Args:
        text: The codes of an old encoding read as Latin-1 or Windows-1252, Unicode, or both mixed.
        encoding: What it is said to be. It decides where the words do not; a line that reads as nonsense in it and
            well in another is decoded as the other (`codec_for` decodes to the letter).
        font: The name of the font, in place of `encoding`; a name such as ``.VnTimeH`` makes capitals.
    """
    return decode_legacy_aligned(text, encoding=encoding, font=font).text


def decode_legacy_aligned(
    text: str, *, encoding: Encoding | None = None, font: str | None = None, explain: bool = False
) -> AlignedText:
    """`decode_legacy` with the way back, and with `explain` one change per line whose reason is its encoding."""
    places = [match.span() for match in _LINE.finditer(text)]
    pieces = decode_pieces([Piece(text[start:end], font, encoding) for start, end in places])
    edits: list[Edit] = []
    changes: list[Change] = []
    for (start, end), piece in zip(places, pieces, strict=True):
        edits += [(start + first, start + last, new) for first, last, new in piece.edits]
        if explain and piece.edits:
            changes.append(Change(Span(start, end), text[start:end], piece.text, piece.encoding.value))
    return AlignedText(apply_edits(text, edits), offsets_of(text, edits), tuple(changes))


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, a cell or a run of one font, as it came out of a file.

    Attributes:
        text: See `decode_legacy`.
        font: The name of its font, where known.
        told: What it is said to be; without it the font tells.
    """

    text: str
    font: str | None = None
    told: Encoding | None = None


@dataclass(frozen=True, slots=True)
class DecodedPiece:
    """What became of a `Piece`: the text, the encoding found, and the edits that lead to it."""

    text: str
    encoding: Encoding
    edits: tuple[Edit, ...]


def decode_pieces(pieces: Sequence[Piece]) -> list[DecodedPiece]:
    """Decodes the pieces of one document, each judged by its words, its font and its neighbours."""
    read = [_as_codes(piece) for piece in pieces]
    told = [piece.told or (encoding_of_font(piece.font) if piece.font else None) for piece in read]
    encodings = detect_pieces([piece.text for piece in read], told)
    has_soft = any(mark in piece.text for piece in read for mark in _SOFT)
    decoded = [
        _decoded(piece, encoding, lost_u=encoding is Encoding.TCVN3 and not has_soft)
        for piece, encoding in zip(read, encodings, strict=True)
    ]
    return [
        one if new is old else _from_codes(old.text, new.text, one)
        for old, new, one in zip(pieces, read, decoded, strict=True)
    ]


def _as_codes(piece: Piece) -> Piece:
    """The piece with the codes that its old font was made for, character by character, where a program moved them.

    A font that is marked as a symbol font has its codes in the private area, from U+F020 on; of a font that is marked
    as Vietnamese the codes were read as Windows-1258.
    """
    encoding = encoding_of_font(piece.font) if piece.font else None
    if encoding is None:
        return piece
    if _SYMBOL.search(piece.text):
        return replace(piece, text=_SYMBOL.sub(lambda code: chr(ord(code.group()) - 0xF000), piece.text))
    if encoding is not Encoding.CP1258 and _ONLY_1258.search(piece.text):
        codes = piece.text.encode("cp1258", "replace").decode("cp1252", "replace")
        before = max(text_score(piece.text, Encoding.UNICODE), text_score(piece.text, encoding))
        if len(codes) == len(piece.text) and text_score(codes, encoding) > max(0.0, before):
            return replace(piece, text=codes)
    return piece


def _from_codes(text: str, codes: str, decoded: DecodedPiece) -> DecodedPiece:
    """The result of a piece `_as_codes`, with the edits that its own text needs."""
    covered = {place for start, end, _ in decoded.edits for place in range(start, end)}
    moved = [
        (place, place + 1, code)
        for place, (letter, code) in enumerate(zip(text, codes, strict=True))
        if letter != code and place not in covered
    ]
    return replace(decoded, edits=tuple(sorted((*decoded.edits, *moved))))


def _decoded(piece: Piece, encoding: Encoding, *, lost_u: bool) -> DecodedPiece:
    if encoding is Encoding.UNICODE:
        return DecodedPiece(piece.text, encoding, ())
    edits = list(_piece_edits(piece.text, encoding, lost_u=lost_u))
    if encoding in _FONT_CAPITALS:
        by_font = piece.font is not None and is_capital_font(piece.font)
        edits = _with_capitals(piece.text, edits, everything=by_font)
    return DecodedPiece(apply_edits(piece.text, edits), encoding, tuple(edits))


def is_capital_font(name: str) -> bool:
    """Whether a font of the .Vn family shows all letters as capitals."""
    return encoding_of_font(name) is Encoding.TCVN3 and _CAPITAL_FONT.search(name) is not None


def _piece_edits(text: str, encoding: Encoding, *, lost_u: bool) -> Iterator[Edit]:
    for match in _TOKEN.finditer(text):
        word = match.group()
        if is_plain(word) and encoding is not Encoding.VIQR and not lost_u:
            continue
        for start, end, letter in _word_edits(word, encoding, lost_u=lost_u):
            yield match.start() + start, match.start() + end, letter


@lru_cache(maxsize=100_000)
def _word_edits(word: str, encoding: Encoding, *, lost_u: bool) -> tuple[Edit, ...]:
    if BEYOND_OLD.search(word):
        return ()  # already Unicode
    if encoding is Encoding.VIQR:
        return tuple(_viqr_edits(word))
    codec = codec_for(encoding)
    edits = [(match.start(), match.end(), codec.letters[match.group()]) for match in codec.pattern.finditer(word)]
    edits = [edit for edit in edits if word[edit[0]] not in _SOFT or _beside_letter(word, edit[0])]
    if lost_u:
        edits = _with_lost_u(word, edits)
    if word_score(word, Encoding.UNICODE) > 0 > word_score(word, encoding) and not _is_word(word, edits):
        return ()  # reads well as it is and not at all as the encoding
    return ((0, len(word), codec.decode(word)),) if encoding is Encoding.CP1258 else tuple(edits)


def _beside_letter(word: str, at: int) -> bool:
    """Whether a minus or soft hyphen can be an ``ư``: in ``1998 − 2001`` and ``−5`` it is none."""
    near = word[max(at - 1, 0) : at] + word[at + 1 : at + 2]
    return any(letter.isalpha() or letter in _LETTER_SIGNS for letter in near)


def _viqr_edits(word: str) -> Iterator[Edit]:
    """VIQR shares its marks with punctuation: only what becomes a syllable is read, a last sign may be a full stop."""
    pattern, letters = codec_for(Encoding.VIQR).pattern, codec_for(Encoding.VIQR).letters
    for match in _VIQR_PIECE.finditer(word):
        piece = match.group()
        readings: list[list[Edit]] = []
        for end in (len(piece), len(piece) - 1):
            found = [(place.start(), place.end(), letters[place.group()]) for place in pattern.finditer(piece, 0, end)]
            readings.append([edit for edit in found if piece[edit[0] - 1 : edit[0]] != "\\"])
        best = max(readings, key=lambda edits: _viqr_weight(piece, edits))
        if _viqr_weight(piece, best):
            escapes = [(place.start(), place.start() + 1, "") for place in _VIQR_ESCAPE.finditer(piece)]
            for start, end, new in sorted([*best, *escapes]):
                yield match.start() + start, match.start() + end, new


def _viqr_weight(piece: str, edits: list[Edit]) -> float:
    plain = apply_edits(piece, edits).replace("\\", "").rstrip(".?'")
    return syllable_weight(plain)


def _is_word(word: str, edits: list[Edit]) -> bool:
    return syllable_weight(apply_edits(word, edits).strip(_PUNCTUATION)) > 0


def _with_lost_u(word: str, edits: list[Edit]) -> list[Edit]:
    """Puts back the ``ư`` of a file in which all soft hyphens are gone: n-íc, níc → nước."""
    readings = [edits]
    if _HYPHEN_FOR_U.match(word) and any(map(str.isalpha, word)):  # a dash by itself is a dash
        at = word.index("-")
        readings.append(sorted([*edits, (at, at + 1, "ư")]))
    readings += [sorted([*edits, (start, start, "ư")]) for start, _, letter in edits if letter in "ơờởỡớợ"]
    if bare := _WITHOUT_VOWEL.match(word):
        at = bare.end(bare.lastindex or 0)
        readings.append(sorted([*edits, (at, at, "ư")]))
    return max(readings, key=lambda reading: syllable_weight(apply_edits(word, reading).strip(_PUNCTUATION)))


def _with_capitals(text: str, edits: list[Edit], *, everything: bool) -> list[Edit]:
    """The edits with the capitals that only the font showed: CéNG HOµ → CỘNG HOÀ."""
    decoded = apply_edits(text, edits)
    capital = [True] * len(decoded) if everything else _capital_places(decoded)
    offsets = offsets_of(text, edits)
    found = [(start, end, new.upper() if capital[offsets.position(start)] else new) for start, end, new in edits]
    if everything:
        kept = {place for start, end, _ in edits for place in range(start, end)}
        found += [
            (place, place + 1, letter.upper())
            for place, letter in enumerate(text)
            if place not in kept and letter.islower() and len(letter.upper()) == 1
        ]
    return sorted(found)


def _capital_places(decoded: str) -> list[bool]:
    words = [match.span() for match in _LETTER_RUN.finditer(decoded)]
    shapes = [_shape(decoded[start:end]) for start, end in words]
    places = [False] * (len(decoded) + 1)
    for index, (start, end) in enumerate(words):
        near = [shapes[other] for other in (index - 1, index + 1) if 0 <= other < len(words)]
        if shapes[index] == "capital" or (shapes[index] == "open" and "capital" in near):
            places[start:end] = [True] * (end - start)
    return places


def _shape(word: str) -> str:
    """Capital: two or more capitals and a letter in doubt; open: could be either; small; plain: nothing in doubt."""
    known = _KNOWN_CASE.findall(word)
    if any(letter.islower() for letter in known):
        return "small"
    if len(word) == len(known):
        return "plain"
    return "capital" if len(known) > 1 else "open"
