"""From the old encodings to Unicode and back.

`decode_legacy` finds out by itself what is what; text that is Unicode already, and foreign text, comes through. What it
repairs on the way: the ``ư`` of TCVN3, whose code is the soft hyphen and which converters lose, and the capitals of the
.VnTimeH fonts, which only the font made capital.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from casedocs.spans import OffsetMap
from casedocs.text.changes import AlignedText, Change, Edit, apply_edits, offsets_of
from casedocs.text.codecs import Encoding, codec_for
from casedocs.text.detect import Block, detect_blocks, encoding_of_font, is_plain, syllable_weight, word_score

__all__ = ["decode_legacy", "decode_legacy_aligned", "encode_legacy", "text_from_bytes"]

_TOKEN = re.compile(r"[^ \t\n\r\f\v]+")
_LETTER_RUN = re.compile(r"[^\W\d_]+")
_BEYOND = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_PUNCTUATION = ".,;:()[]\"'“”…"
_SOFT = "\xad\u2212\x1f\u2010"
_HYPHEN_FOR_U = re.compile(r"^[A-Za-z®§]{0,3}-")
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
        encoding: What it is said to be. It decides where the words do not; a block that reads as nonsense in it and
            well in another is decoded as the other (`codec_for` decodes to the letter).
        font: The name of the font, in place of `encoding`; a name such as ``.VnTimeH`` makes capitals.
    """
    return decode_legacy_aligned(text, encoding=encoding, font=font).text


def decode_legacy_aligned(
    text: str, *, encoding: Encoding | None = None, font: str | None = None, explain: bool = False
) -> AlignedText:
    """`decode_legacy` with the way back, and with `explain` one change per block whose reason is its encoding."""
    told = encoding or (encoding_of_font(font) if font else None)
    blocks = [block for block in detect_blocks(text, told=told) if block.detection.encoding is not Encoding.UNICODE]
    if not blocks:
        return AlignedText(text, OffsetMap.identity(len(text)))
    edits = [edit for block in blocks for edit in _block_edits(text, block)]
    decoded = apply_edits(text, edits)
    offsets = offsets_of(text, edits)
    for block in blocks:
        if block.detection.encoding in _FONT_CAPITALS:
            there = offsets.map(block.span)
            piece = there.of(decoded)
            capital = piece.upper() if font and told and _CAPITAL_FONT.search(font) else _with_capitals(piece)
            decoded = decoded[: there.start] + capital + decoded[there.end :]
    changes = _changes(text, blocks, decoded, offsets) if explain else ()
    return AlignedText(decoded, offsets, tuple(changes))


def _changes(text: str, blocks: list[Block], decoded: str, offsets: OffsetMap) -> Iterator[Change]:
    for block in blocks:
        before, after = block.span.of(text), offsets.map(block.span).of(decoded)
        if before != after:
            yield Change(block.span, before, after, block.detection.encoding.value)


def _block_edits(text: str, block: Block) -> Iterator[Edit]:
    encoding = block.detection.encoding
    lost_u = encoding is Encoding.TCVN3 and not any(mark in text for mark in _SOFT)
    for match in _TOKEN.finditer(text, block.span.start, block.span.end):
        word = match.group()
        if is_plain(word) and encoding is not Encoding.VIQR and not lost_u:
            continue
        for start, end, letter in _word_edits(word, encoding, lost_u=lost_u):
            yield match.start() + start, match.start() + end, letter


@lru_cache(maxsize=100_000)
def _word_edits(word: str, encoding: Encoding, *, lost_u: bool) -> tuple[Edit, ...]:
    if _BEYOND.search(word):
        return ()  # already Unicode
    codec = codec_for(encoding)
    edits = [(match.start(), match.end(), codec.letters[match.group()]) for match in codec.pattern.finditer(word)]
    if lost_u:
        edits = _with_lost_u(word, edits)
    if word_score(word, Encoding.UNICODE) > 0 > word_score(word, encoding) and not _is_word(word, edits):
        return ()  # reads well as it is and not at all as the encoding
    return ((0, len(word), codec.decode(word)),) if encoding is Encoding.CP1258 else tuple(edits)


def _is_word(word: str, edits: list[Edit]) -> bool:
    return syllable_weight(apply_edits(word, edits).strip(_PUNCTUATION)) > 0


def _with_lost_u(word: str, edits: list[Edit]) -> list[Edit]:
    """Puts back the ``ư`` of a file in which all soft hyphens are gone: n-íc, níc → nước."""
    readings = [edits]
    if _HYPHEN_FOR_U.match(word):
        at = word.index("-")
        readings.append(sorted([*edits, (at, at + 1, "ư")]))
    readings += [sorted([*edits, (start, start, "ư")]) for start, _, letter in edits if letter in "ơờởỡớợ"]
    return max(readings, key=lambda reading: syllable_weight(apply_edits(word, reading).strip(_PUNCTUATION)))


def _with_capitals(text: str) -> str:
    """Capitals that only the font showed: CéNG HOµ → CỘNG HOÀ."""
    words = [match.span() for match in _LETTER_RUN.finditer(text)]
    shapes = [_shape(text[start:end]) for start, end in words]
    out = list(text)
    for index, (start, end) in enumerate(words):
        near = [shapes[other] for other in (index - 1, index + 1) if 0 <= other < len(words)]
        joined = [other for other in near if other == "CAPITAL"]
        if shapes[index] == "CAPITAL" or (shapes[index] == "open" and joined):
            out[start:end] = text[start:end].upper()
    return "".join(out)


def _shape(word: str) -> str:
    """CAPITAL: two or more capitals and a letter in doubt; open: could be either; small; plain: nothing in doubt."""
    known = _KNOWN_CASE.findall(word)
    if any(letter.islower() for letter in known):
        return "small"
    doubtful = len(word) - len(known)
    if not doubtful:
        return "plain"
    return "CAPITAL" if len(known) > 1 else "open"
