"""Small PDF files made for tests, and what other programs say about PDF files."""

import io
import shutil
import subprocess
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

A4 = (595.0, 842.0)
Numbers = Sequence[float]


def new_page(
    pdf: Pdf,
    content: bytes | None = b"",
    *,
    box: Numbers = (0, 0, *A4),
    resources: Dictionary | None = None,
    **entries: Any,
) -> pikepdf.Page:
    """Adds a page; `content` None leaves /Contents out; `entries` are further keys such as ``Rotate=90``."""
    page = Dictionary(Type=Name.Page, MediaBox=Array([float(value) for value in box]))
    if resources is not None:
        page.Resources = resources
    if content is not None:
        page.Contents = pdf.make_indirect(Stream(pdf, content))
    for key, value in entries.items():
        page[f"/{key}"] = value
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[-1]


def write_page(path: Path, content: bytes | None = b"", **settings: Any) -> Path:
    """A PDF of one page; see `new_page`."""
    with Pdf.new() as pdf:
        new_page(pdf, content, **settings)
        pdf.save(path)
    return path


def helvetica() -> Dictionary:
    return Dictionary(
        F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )


def text_content(lines: Iterable[str], *, mode: int = 0, encoding: str = "latin-1", size: int = 12) -> bytes:
    """A content stream that sets `lines` in Helvetica from the top of an A4 page, in text render mode `mode`."""
    parts = [f"BT /F1 {size} Tf {mode} Tr 72 780 Td 16 TL".encode()]
    for line in lines:
        raw = line.encode(encoding).replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        parts.append(b"(" + raw + b") Tj T*")
    return b"\n".join([*parts, b"ET"])


# --- images ---------------------------------------------------------------------------------------------------------


def grey_scan(width: int = 620, height: int = 877) -> Image.Image:
    """A grey picture without any symmetry: a dark bar at the top, a block at the left, a small one at the right."""
    pixels = np.full((height, width), 255, np.uint8)
    pixels[height // 20 : height // 12, width // 8 : width // 2] = 0
    pixels[height // 4 : height // 2, width // 10 : width // 5] = 60
    pixels[height * 3 // 4 : height * 4 // 5, width * 7 // 10 : width * 4 // 5] = 120
    return Image.fromarray(pixels)


def coloured_scan(width: int = 620, height: int = 877) -> Image.Image:
    """The same in colours."""
    pixels = np.asarray(grey_scan(width, height).convert("RGB")).copy()
    pixels[height // 4 : height // 2, width // 10 : width // 5] = (200, 30, 40)
    pixels[height * 3 // 4 : height * 4 // 5, width * 7 // 10 : width * 4 // 5] = (30, 60, 190)
    return Image.fromarray(pixels)


def image_stream(pdf: Pdf, image: Image.Image, coding: str, **entries: Any) -> Stream:
    """An image XObject: `coding` is ``dct``, ``flate``, ``flate1`` (1 bit), ``indexed`` or ``ccitt``."""
    data, extra = _coded(image, coding)
    stream = Stream(pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height)
    for key, value in {**extra, **entries}.items():
        stream[f"/{key}"] = value
    return stream


def _coded(image: Image.Image, coding: str) -> tuple[bytes, dict[str, Any]]:
    spaces = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
    if coding == "dct":
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=92)
        return buffer.getvalue(), {
            "ColorSpace": spaces[image.mode],
            "BitsPerComponent": 8,
            "Filter": Name.DCTDecode,
            # Pillow writes CMYK as Adobe programs do: inverted.
            **({"Decode": Array([1, 0] * 4)} if image.mode == "CMYK" else {}),
        }
    if coding == "flate":
        return zlib.compress(image.tobytes()), {
            "ColorSpace": spaces[image.mode],
            "BitsPerComponent": 8,
            "Filter": Name.FlateDecode,
        }
    bits = image.convert("L").point(lambda value: 255 if value > 127 else 0).convert("1")
    if coding == "flate1":
        extra: dict[str, Any] = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 1, "Filter": Name.FlateDecode}
        return zlib.compress(bits.tobytes()), extra
    if coding == "indexed":
        palette = image.convert("RGB").quantize(16)
        colours = bytes((palette.getpalette() or [])[: 3 * 16]).ljust(48, b"\0")
        space = Array([Name.Indexed, Name.DeviceRGB, 15, pikepdf.String(colours)])
        return zlib.compress(palette.tobytes()), {
            "ColorSpace": space,
            "BitsPerComponent": 8,
            "Filter": Name.FlateDecode,
        }
    assert coding == "ccitt"
    return _group4(bits), {
        "ColorSpace": Name.DeviceGray,
        "BitsPerComponent": 1,
        "Filter": Name.CCITTFaxDecode,
        "DecodeParms": Dictionary(K=-1, Columns=image.width, Rows=image.height, BlackIs1=False),
    }


def _group4(bits: Image.Image) -> bytes:
    """The bare Group 4 data of a picture, taken out of a TIFF file that Pillow writes."""
    buffer = io.BytesIO()
    bits.save(buffer, "TIFF", compression="group4", strip_size=2**30, tiffinfo={278: bits.height, 262: 0})
    with Image.open(io.BytesIO(buffer.getvalue())) as tiff:
        offsets, counts = tiff.tag_v2[273], tiff.tag_v2[279]  # type: ignore[attr-defined]  # a TIFF image
    assert len(offsets) == 1
    return buffer.getvalue()[offsets[0] : offsets[0] + counts[0]]


# From the unit square to an A4 page, the picture turned clockwise by that many degrees.
PLACEMENTS = {
    0: "595 0 0 842 0 0",
    90: "0 -842 595 0 0 842",
    180: "-595 0 0 -842 595 842",
    270: "0 842 -595 0 595 0",
}


def write_scan(
    path: Path,
    image: Image.Image,
    coding: str,
    *,
    placement: str = PLACEMENTS[0],
    before: bytes = b"",
    page: dict[str, Any] | None = None,
    **entries: Any,
) -> Path:
    """A page that shows one image; `before` is painted first, `entries` go into the image's dictionary."""
    with Pdf.new() as pdf:
        stream = image_stream(pdf, image, coding, **entries)
        resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(stream)), Font=helvetica())
        new_page(pdf, before + f" q {placement} cm /Im0 Do Q".encode(), resources=resources, **(page or {}))
        pdf.save(path)
    return path


# --- what other programs see ----------------------------------------------------------------------------------------


def rendered(path: Path, *, dpi: float = 72.0) -> list[NDArray[np.uint8]]:
    """Every page as PDFium draws it, form fields and annotations too."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        return [page.render(scale=dpi / 72).to_numpy().copy() for page in document]


def same_look(first: Path, second: Path, *, dpi: float = 72.0) -> bool:
    ours, theirs = rendered(first, dpi=dpi), rendered(second, dpi=dpi)
    return len(ours) == len(theirs) and all(map(np.array_equal, ours, theirs))


def program(name: str) -> str:
    """The path of an outside program, or the test is skipped."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"the program {name} is not installed")
    return found


def poppler_text(path: Path, *options: str) -> str:
    done = subprocess.run(
        [program("pdftotext"), "-enc", "UTF-8", *options, path, "-"], capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode()


def pypdf_text(path: Path) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def pdfplumber_text(path: Path) -> str:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def assert_valid(path: Path) -> None:
    """``qpdf --check`` has nothing to say."""
    done = subprocess.run([program("qpdf"), "--check", path], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
