"""Files that are small on the disk and huge when read, or broken in the ways that PDF files are."""

import struct
import zlib
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.support.pdfs import new_page


def png_bomb(path: Path, side: int = 60_000) -> Path:
    """A PNG file of a few bytes whose header says side × side."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 10_000)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + data)
    return path


def tiff_bomb(path: Path, side: int = 100_000) -> Path:
    tags = [
        (256, 4, 1, side),
        (257, 4, 1, side),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (277, 3, 1, 1),
        (278, 4, 1, side),
        (279, 4, 1, 100),
    ]
    directory = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + b"\0\0\0\0"
    path.write_bytes(b"II*\0" + struct.pack("<I", 8) + directory + b"\0" * 100)
    return path


def jpeg_bomb(path: Path) -> Path:
    """A JPEG header of 65,500 × 65,500 pixels and nothing after it."""
    frame = struct.pack(">BHHBBBB", 8, 65_500, 65_500, 1, 1, 0x11, 0)
    path.write_bytes(b"\xff\xd8\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9")
    return path


def pdf_image_bomb(path: Path, side: int = 50_000) -> Path:
    """A page with one image of side × side whose data are a few kilobytes of packed zeros."""
    with Pdf.new() as pdf:
        data = zlib.compress(b"\0" * 10_000_000, 9)
        image = Stream(
            pdf,
            data,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=side,
            Height=side,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
            Filter=Name.FlateDecode,
        )
        resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(image)))
        new_page(pdf, b"q 595 0 0 842 0 0 cm /Im0 Do Q", resources=resources)
        pdf.save(path)
    return path


def nested_forms(path: Path, *, levels: int = 10, times: int = 10) -> Path:
    """Forms that paint forms: 10 levels of 10 paint the innermost ten thousand million times."""
    with Pdf.new() as pdf:
        painted = Stream(pdf, b"0 0 5 5 re f BT /F1 8 Tf (x) Tj ET")
        resources = Dictionary()
        for _ in range(levels):
            painted["/Type"], painted["/Subtype"] = Name.XObject, Name.Form
            painted["/BBox"] = Array([0, 0, 595, 842])
            resources = Dictionary(XObject=Dictionary(Fm=pdf.make_indirect(painted)))
            painted = Stream(pdf, b"/Fm Do " * times)
            painted["/Resources"] = resources
        new_page(pdf, b"/Fm Do " * times, resources=resources)
        pdf.save(path, compress_streams=True)
    return path


def flate_bomb(path: Path, size: int = 1_000_000_000) -> Path:
    """A content stream of a gigabyte of spaces, packed twice into a few kilobytes."""
    packer = zlib.compressobj(9)
    block = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    once = block[:2] + block[2:] * (size // 1_000_000) + b"\x03\x00"
    data = zlib.compress(once, 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(data) + data + b"\nendstream"
    page = b"<< " + SHEET + b" /Parent 2 0 R /Contents 4 0 R >>"
    return raw_pdf(path, [CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream])


def raw_pdf(path: Path, objects: list[bytes], *, root: int = 1) -> Path:
    """A PDF file of these objects (number 1 first), with a right cross-reference table."""
    data = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    path.write_bytes(data)
    return path


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream"


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
SHEET = b"/Type /Page /MediaBox [0 0 200 200]"

BROKEN: dict[str, list[bytes]] = {
    "page tree in a circle": [CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"],
    "pages under each other": [
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 2 >>",
        b"<< /Type /Pages /Kids [2 0 R 4 0 R] /Count 1 /Parent 2 0 R >>",
        b"<< " + SHEET + b" /Parent 3 0 R >>",
    ],
    "a count that lies": [
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 900000000 >>",
        b"<< " + SHEET + b" /Parent 2 0 R >>",
    ],
    "a negative count": [CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count -5 >>", b"<< " + SHEET + b" >>"],
    "no resources": [
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< " + SHEET + b" /Parent 2 0 R /Contents 4 0 R >>",
        _stream(b"BT /F9 12 Tf (lost) Tj ET /Im7 Do /GS3 gs 0 0 100 100 re f"),
    ],
    "resources that are missing": [
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< " + SHEET + b" /Parent 2 0 R /Contents 99 0 R /Resources 98 0 R >>",
    ],
    "no media box": [
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
        _stream(b"0 0 100 100 re f"),
    ],
    "an empty media box": [
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 0 0] >>",
    ],
    "a huge media box": [
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1e9 1e9] /Contents 4 0 R >>",
        _stream(b"0 0 100 100 re f"),
    ],
    "a media box of words": [
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [/a (b) null 9] /Contents 4 0 R >>",
        _stream(b"0 0 100 100 re f"),
    ],
    "kids that are no pages": [CATALOG, b"<< /Type /Pages /Kids [3 0 R null 7] /Count 3 >>", b"(a string)"],
    "a form that paints itself": [
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< " + SHEET + b" /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /Fm 5 0 R >> >> >>",
        _stream(b"/Fm Do 0 0 90 90 re f"),
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 200] /Resources << /XObject << /Fm 5 0 R >> >> "
        + _stream(b"/Fm Do /Fm Do").removeprefix(b"<<"),
    ],
    "a catalog without pages": [b"<< /Type /Catalog >>"],
    "annotations of rubbish": [
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< " + SHEET + b" /Parent 2 0 R /Annots [null 5 (x) << >> 3 0 R] /Contents 4 0 R >>",
        _stream(b"0 0 90 90 re f Q Q Q Q"),
    ],
}


def many_pages(path: Path, count: int = 10_000) -> Path:
    """That many empty pages."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    pages = [b"<< " + SHEET + b" /Parent 2 0 R >>"] * count
    return raw_pdf(path, [CATALOG, b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count, *pages])
