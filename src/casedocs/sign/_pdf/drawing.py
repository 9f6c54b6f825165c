"""An appearance as PDF objects: text in an embedded font, a picture with its transparency."""

import io
import zlib
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from casedocs.errors import SigningError
from casedocs.geometry import Size
from casedocs.sign._font import FontSubset, cut_font, wrap
from casedocs.sign.appearance import MM, Appearance

__all__ = ["draw", "flate_stream", "font_object", "image_size"]

_LEADING = 1.2
_DEFAULT_DPI = 300.0
_MOST_PIXELS = 40_000_000


def _name(text: str) -> generic.NameObject:
    return generic.NameObject(f"/{text}")


def _numbers(values: "list[float] | tuple[float, ...]") -> generic.ArrayObject:
    return generic.ArrayObject([generic.FloatObject(round(value, 3)) for value in values])


def _dictionary(**entries: generic.PdfObject) -> generic.DictionaryObject:
    return generic.DictionaryObject({_name(key): value for key, value in entries.items()})


def flate_stream(data: bytes, **entries: generic.PdfObject) -> generic.StreamObject:
    """A compressed stream."""
    content = _dictionary(Filter=_name("FlateDecode"), **entries)
    return generic.StreamObject(dict(content), encoded_data=zlib.compress(data))


def _open_image(path: Path) -> Image.Image:
    try:
        with Image.open(path) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise SigningError(f"the picture {path.name} is too large", hint="use 300 to 600 dpi")
            image.load()
            return image.copy()
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError) as error:
        raise SigningError(f"the picture {path} cannot be read: {error}", hint="give a PNG file") from error


def image_size(appearance: Appearance) -> Size | None:
    """Width and height of the picture in points; None without a picture.

    Raises:
        SigningError: If the picture cannot be read.
    """
    if appearance.image is None:
        return None
    if appearance.image_mm is not None:
        return Size(appearance.image_mm[0] * MM, appearance.image_mm[1] * MM)
    image = _open_image(appearance.image)
    dots = image.info.get("dpi", (_DEFAULT_DPI, _DEFAULT_DPI))
    x, y = (float(dot) if float(dot) > 1 else _DEFAULT_DPI for dot in dots)
    return Size(image.width / x * 72, image.height / y * 72)


def _image_object(writer: BasePdfFileWriter, path: Path) -> generic.IndirectObject:
    image = _open_image(path).convert("RGBA")
    base = {
        "Type": _name("XObject"),
        "Subtype": _name("Image"),
        "Width": generic.NumberObject(image.width),
        "Height": generic.NumberObject(image.height),
        "BitsPerComponent": generic.NumberObject(8),
    }
    mask = flate_stream(image.getchannel("A").tobytes(), **base, ColorSpace=_name("DeviceGray"))
    picture = flate_stream(
        image.convert("RGB").tobytes(), **base, ColorSpace=_name("DeviceRGB"), SMask=writer.add_object(mask)
    )
    return writer.add_object(picture)


def _to_unicode(font: FontSubset) -> bytes:
    letters = {glyph: letter for letter, glyph in sorted(font.glyphs.items())}
    if "?" in font.glyphs:  # it may also stand for letters that the font lacks
        letters[font.glyphs["?"]] = "?"
    pairs = [f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for glyph, letter in sorted(letters.items())]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")


def font_object(writer: BasePdfFileWriter, font: FontSubset) -> generic.IndirectObject:
    """The font added to a writer."""
    name = _name(f"CASEDO+{font.name}")
    program = flate_stream(font.data, Length1=generic.NumberObject(len(font.data)))
    descriptor = _dictionary(
        Type=_name("FontDescriptor"),
        FontName=name,
        Flags=generic.NumberObject(4),
        FontBBox=_numbers(font.box),
        ItalicAngle=generic.NumberObject(0),
        Ascent=generic.FloatObject(round(font.ascent)),
        Descent=generic.FloatObject(round(font.descent)),
        CapHeight=generic.FloatObject(round(font.ascent * 0.75)),
        StemV=generic.NumberObject(80),
        FontFile2=writer.add_object(program),
    )
    widths = generic.ArrayObject()
    for glyph, width in sorted(font.widths.items()):
        widths += [generic.NumberObject(glyph), _numbers([width])]
    descendant = _dictionary(
        Type=_name("Font"),
        Subtype=_name("CIDFontType2"),
        BaseFont=name,
        CIDSystemInfo=_dictionary(
            Registry=generic.TextStringObject("Adobe"),
            Ordering=generic.TextStringObject("Identity"),
            Supplement=generic.NumberObject(0),
        ),
        FontDescriptor=writer.add_object(descriptor),
        W=widths,
        CIDToGIDMap=_name("Identity"),
    )
    whole = _dictionary(
        Type=_name("Font"),
        Subtype=_name("Type0"),
        BaseFont=name,
        Encoding=_name("Identity-H"),
        DescendantFonts=generic.ArrayObject([writer.add_object(descendant)]),
        ToUnicode=writer.add_object(flate_stream(_to_unicode(font))),
    )
    return writer.add_object(whole)


def _text_commands(appearance: Appearance, lines: list[str], font: FontSubset, size: Size) -> bytes:
    points = appearance.font_size
    wrapped = [part for line in lines for part in wrap(line, font, points, size.width)]
    if wrapped:
        # What does not fit in height is set smaller; it is never cut off.
        points = min(points, size.height / (len(wrapped) * _LEADING))
    red, green, blue = appearance.color
    out = io.StringIO()
    out.write(f"q {red:.3f} {green:.3f} {blue:.3f} rg BT /F1 {points:.3f} Tf\n")
    for index, line in enumerate(wrapped):
        x = size.width - font.width(line, points)
        y = size.height - (index + 0.85) * points * _LEADING
        out.write(f"1 0 0 1 {x:.3f} {y:.3f} Tm <{font.encode(line)}> Tj\n")
    out.write("ET Q\n")
    return out.getvalue().encode("ascii")


def _turned(rotation: int, size: Size) -> generic.ArrayObject:
    """The matrix that shows the drawing upright on a turned page."""
    turns = {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, 1, -1, 0, size.height, 0),
        180: (-1, 0, 0, -1, size.width, size.height),
        270: (0, -1, 1, 0, 0, size.width),
    }
    return _numbers([float(value) for value in turns[rotation]])


def draw(
    writer: BasePdfFileWriter, appearance: Appearance, lines: list[str], size: Size, rotation: int
) -> generic.IndirectObject:
    """The appearance as a form XObject, added to the writer.

    Args:
        writer: Where it goes.
        appearance: What to draw.
        lines: Its text, filled in.
        size: The area as shown, in points.
        rotation: How far the page is turned when shown.

    Raises:
        SigningError: If font or picture cannot be used.
    """
    resources = generic.DictionaryObject()
    commands = b""
    if appearance.image is not None:
        picture = image_size(appearance) or size
        scale = min(1.0, size.width / picture.width, size.height / picture.height)
        width, height = picture.width * scale, picture.height * scale
        left, bottom = (size.width - width) / 2, (size.height - height) / 2
        commands += f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm /Im1 Do Q\n".encode()
        resources[_name("XObject")] = _dictionary(Im1=_image_object(writer, appearance.image))
    if lines:
        font = cut_font(appearance.font, lines)
        commands += _text_commands(appearance, lines, font, size)
        resources[_name("Font")] = _dictionary(F1=font_object(writer, font))
    form = flate_stream(
        commands,
        Type=_name("XObject"),
        Subtype=_name("Form"),
        BBox=_numbers([0.0, 0.0, size.width, size.height]),
        Matrix=_turned(rotation, size),
        Resources=resources,
    )
    return writer.add_object(form)
