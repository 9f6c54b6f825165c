"""Word documents (.docx) through python-docx: text decoded run by run, formatting kept, fonts made Unicode.

A paragraph is cut into stretches of one font. A stretch is one piece for the decoder: its font says what it may be, its
words and the rest of the document decide. The new text goes back into the same text elements, so bold, size, tables,
headers, footnotes and text boxes stay as they are.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from casedocs._extras import require
from casedocs._files import atomic_write, read_limited
from casedocs.errors import CorruptFileError, EncryptedFileError, LimitExceededError, SignedInputError
from casedocs.text.changes import offsets_of
from casedocs.text.codecs import Encoding
from casedocs.text.detect import encoding_of_font
from casedocs.text.files.report import ConversionReport, report_of
from casedocs.text.legacy import DecodedPiece, Piece, decode_pieces, is_capital_font

__all__ = ["convert_docx", "docx_text"]

# lxml and python-docx objects; lxml has no types of its own.
_Element: TypeAlias = Any
_Document: TypeAlias = Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_BYTES = 200 * 1024 * 1024
_MAX_UNPACKED = 1024 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_SYMBOL = re.compile(r"[Ff]0([0-9A-Fa-f]{2})\Z")
_SEPARATORS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_SOFT_HYPHEN = f"{_W}softHyphen"
_FONT_PLACES = ("ascii", "hAnsi", "cs", "eastAsia")
_SANS = ("arial", "helve", "avant", "univers", "swiss", "tahoma", "verdana")


@dataclass(slots=True)
class _Part:
    """One text-bearing element of a run and its place in the stretch."""

    run: _Element
    element: _Element
    text: str


@dataclass(slots=True)
class _Stretch:
    """Neighbouring parts of a paragraph that are set in one font."""

    font: str | None
    parts: list[_Part] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)


def _open(source: Path) -> _Document:
    data = read_limited(source, _MAX_BYTES)
    if data.startswith(_OLE):
        raise EncryptedFileError(
            f"{source.name} is not an open .docx", hint="remove its password, or rename an old .doc", source=str(source)
        )
    docx = require("docx", extra="text")
    try:
        names = _checked_names(data, source)
        document = docx.Document(io.BytesIO(data))
    except LimitExceededError:
        raise
    except Exception as error:  # zipfile, lxml and python-docx raise a dozen kinds for a damaged package
        raise CorruptFileError(
            f"{source.name} is not a readable Word document: {error}",
            hint="open it in Word and save it again",
            source=str(source),
        ) from error
    if any(name.startswith("_xmlsignatures/") for name in names):
        raise SignedInputError(f"{source.name} is digitally signed", hint="convert a copy without the signature")
    return document


def _checked_names(data: bytes, source: Path) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
            raise LimitExceededError(f"{source.name} unpacks to more than 1 GiB", source=str(source))
        return archive.namelist()


def _trees(document: _Document) -> Iterator[_Element]:
    """The roots of all parts that hold paragraphs: body, headers, footers, notes, comments."""
    seen: set[int] = set()
    for part in document.part.package.iter_parts():
        root = getattr(part, "element", None)
        if root is not None and id(root) not in seen and str(root.tag).startswith(_W):
            seen.add(id(root))
            yield root


class _Fonts:
    """Which font a run is set in: its own, its style's, its paragraph's, the document's."""

    def __init__(self, document: _Document) -> None:
        root = document.styles.element
        self._own: dict[str, str | None] = {}
        self._based: dict[str, str | None] = {}
        for style in root.iter(f"{_W}style"):
            name = style.get(f"{_W}styleId")
            based = style.find(f"{_W}basedOn")
            self._own[name] = _font_of(style.find(f"{_W}rPr"))
            self._based[name] = None if based is None else based.get(f"{_W}val")
        defaults = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        normal = [style.get(f"{_W}styleId") for style in root.iter(f"{_W}style") if style.get(f"{_W}default") == "1"]
        self._fallback = next((font for name in normal if (font := self.style(name))), None) or _font_of(defaults)

    def style(self, name: str | None) -> str | None:
        """The font of a style, through the styles it is based on."""
        for _ in range(20):
            if name is None or self._own.get(name):
                break
            name = self._based.get(name)
        return self._own.get(name) if name is not None else None

    def run(self, run: _Element, paragraph_style: str | None) -> str | None:
        """The font of a run."""
        properties = run.find(f"{_W}rPr")
        style = None if properties is None else properties.find(f"{_W}rStyle")
        named = None if style is None else style.get(f"{_W}val")
        return _font_of(properties) or self.style(named) or self.style(paragraph_style) or self._fallback


def _font_of(properties: _Element) -> str | None:
    fonts = None if properties is None else properties.find(f"{_W}rFonts")
    if fonts is None:
        return None
    found = fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or fonts.get(f"{_W}cs")
    return None if found is None else str(found)


def _stretches(root: _Element, fonts: _Fonts) -> Iterator[_Stretch]:
    for paragraph in root.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        named = None if style is None else style.get(f"{_W}val")
        current: _Stretch | None = None
        for run in paragraph.iter(f"{_W}r"):
            if next(run.iterancestors(f"{_W}p")) is not paragraph:
                continue  # a text box inside this paragraph has paragraphs of its own
            font = fonts.run(run, named)
            if current is None or current.font != font:
                if current is not None:
                    yield current
                current = _Stretch(font)
            current.parts.extend(_parts(run))
        if current is not None:
            yield current


def _parts(run: _Element) -> Iterator[_Part]:
    for element in run:
        tag = element.tag
        if tag == f"{_W}t":
            yield _Part(run, element, element.text or "")
        elif tag == _SOFT_HYPHEN:
            yield _Part(run, element, "\xad")
        elif tag in _SEPARATORS:
            yield _Part(run, element, _SEPARATORS[tag])
        elif tag == f"{_W}sym":
            code = _SYMBOL.match(element.get(f"{_W}char") or "")
            if code and encoding_of_font(element.get(f"{_W}font") or ""):
                yield _Part(run, element, chr(int(code.group(1), 16)))


def _put_back(stretch: _Stretch, decoded: DecodedPiece) -> None:
    offsets = offsets_of(stretch.text, decoded.edits)
    start = 0
    for part in stretch.parts:
        end = start + len(part.text)
        new = decoded.text[offsets.position(start) : offsets.position(end)]
        if end == len(stretch.text):
            new = decoded.text[offsets.position(start) :]
        if new != part.text:
            _set_text(part, new)
        start = end


def _set_text(part: _Part, text: str) -> None:
    element = part.element
    if element.tag != f"{_W}t":
        fresh = element.makeelement(f"{_W}t")
        element.getparent().replace(element, fresh)
        element = fresh
    element.text = text
    if text != text.strip():
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _unicode_font(name: str) -> str:
    return "Arial" if any(part in name.lower() for part in _SANS) else "Times New Roman"


def _replace_fonts(root: _Element, replaced: dict[str, str]) -> None:
    """Old fonts named anywhere under `root` become Unicode ones."""
    for fonts in root.iter(f"{_W}rFonts"):
        for place in _FONT_PLACES:
            name = fonts.get(f"{_W}{place}")
            if name and encoding_of_font(name):
                replaced[name] = _unicode_font(name)
                fonts.set(f"{_W}{place}", replaced[name])


def _decode(document: _Document) -> tuple[list[_Stretch], list[DecodedPiece]]:
    fonts = _Fonts(document)
    stretches = [stretch for root in _trees(document) for stretch in _stretches(root, fonts) if stretch.text]
    return stretches, decode_pieces([Piece(stretch.text, stretch.font) for stretch in stretches])


def _needs_font(stretch: _Stretch, decoded: DecodedPiece) -> bool:
    """Unicode text with marks is left wholly alone, whatever its font is called."""
    return decoded.encoding is not Encoding.UNICODE or stretch.text.isascii()


def convert_docx(source: Path, target: Path) -> ConversionReport:
    """Writes a Unicode copy of a Word document; the source stays as it is.

    Runs in the .VnTimeH fonts become true capitals. Old font names become Times New Roman or Arial in the runs that
    were converted and in the styles; a run of Unicode text keeps what it has.

    Raises:
        InputError: If it cannot be read, is damaged, encrypted or digitally signed.
        MissingExtraError: If python-docx is not installed.
        OutputError: If `target` cannot be written.
    """
    document = _open(source)
    stretches, pieces = _decode(document)
    replaced: dict[str, str] = {}
    unsure: list[str] = []
    for stretch, decoded in zip(stretches, pieces, strict=True):
        _put_back(stretch, decoded)
        if _needs_font(stretch, decoded):
            for part in stretch.parts:
                _replace_fonts(part.run, replaced)
        elif stretch.font and encoding_of_font(stretch.font):
            unsure.append(stretch.text[:80])
    if any(piece.encoding is not Encoding.UNICODE for piece in pieces):
        _keep_unconverted(stretches, pieces)
        for part in document.part.package.iter_parts():
            root = getattr(part, "element", None)
            if root is not None and root.tag in {f"{_W}styles", f"{_W}numbering"}:
                _replace_fonts(root, replaced)
    buffer = io.BytesIO()
    document.save(buffer)
    atomic_write(target, buffer.getvalue())
    return report_of(pieces, replaced, unsure)


def _keep_unconverted(stretches: list[_Stretch], pieces: list[DecodedPiece]) -> None:
    """Capitals that an old style's font showed on plain words stay capitals when the style gets another font."""
    for stretch, decoded in zip(stretches, pieces, strict=True):
        plain = decoded.encoding is Encoding.UNICODE and stretch.text.isascii()
        if plain and stretch.font and is_capital_font(stretch.font):
            for part in stretch.parts:
                if part.element.tag == f"{_W}t" and part.text:
                    part.element.text = part.text.upper()


def docx_text(source: Path) -> str:
    """The text of a Word document in Unicode, one paragraph a line.

    Raises:
        InputError: If it cannot be read.
        MissingExtraError: If python-docx is not installed.
    """
    stretches, pieces = _decode(_open(source))
    lines: list[str] = []
    last: _Element = None
    for stretch, decoded in zip(stretches, pieces, strict=True):
        paragraph = next(stretch.parts[0].run.iterancestors(f"{_W}p"))
        if paragraph is last:
            lines[-1] += decoded.text
        else:
            lines.append(decoded.text)
        last = paragraph
    return "\n".join([*lines, ""])
