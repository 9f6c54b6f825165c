import os
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from casedocs.errors import (
    CorruptFileError,
    EmptyFileError,
    EncryptedFileError,
    InputError,
    LimitExceededError,
    SourceNotFoundError,
    UnreadableFileError,
    UnsupportedFormatError,
)
from casedocs.ocr import sources
from casedocs.ocr.sources import kind_of, open_source
from tests.support.pdfs import grey_scan, new_page, write_page

LIMITS = {"max_pixels": 10**8, "max_file_bytes": 10**9}


@pytest.mark.parametrize(
    ("suffix", "written", "kind"),
    [
        (".jpg", "JPEG", "JPEG"),
        (".JPEG", "JPEG", "JPEG"),
        (".png", "PNG", "PNG"),
        (".tif", "TIFF", "TIFF"),
        (".bmp", "BMP", "BMP"),
        (".webp", "WEBP", "WebP"),
        (".jp2", "JPEG2000", "JPEG 2000"),
        (".gif", "GIF", "GIF"),
        (".pgm", "PPM", "Netpbm"),
        ("", "PNG", "PNG"),
        (".scan", "PNG", "PNG"),
    ],
)
def test_images_are_known_by_their_content(tmp_path: Path, suffix: str, written: str, kind: str) -> None:
    path = tmp_path / f"trang{suffix}"
    grey_scan(60, 80).save(path, written)
    assert kind_of(path) == kind
    with open_source(path, **LIMITS) as source:
        assert source.page_count == 1
        assert source.signature_count == 0
        assert source.page(0).size == source.page_size(0)


def test_a_pdf_may_have_junk_before_its_header(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.pdf")
    path.write_bytes(b"\n" * 20 + path.read_bytes())
    assert kind_of(path) == "PDF"


def bad_file(tmp_path: Path, what: str) -> Path:
    """A bad file of that kind."""
    path = tmp_path / "a.pdf"
    made = {
        "zero bytes": b"",
        "text": "Biên bản ghi lời khai".encode(),
        "word": b"PK\x03\x04 word/document.xml",
        "old word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "web page": b"<!DOCTYPE html><html>",
        "header only": b"%PDF-1.7\n",
        "no body": b"%PDF-1.7\n%%EOF\n",
    }
    if what in made:
        path.write_bytes(made[what])
    elif what == "a folder":
        path.mkdir()
    elif what == "cut short":
        whole = write_page(path, os.urandom(5000)).read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    elif what == "a picture":
        grey_scan(60, 80).save(path, "PNG")
    elif what == "zero pages":
        with pikepdf.Pdf.new() as pdf:
            pdf.save(path)
    elif what == "a password":
        with pikepdf.Pdf.new() as pdf:
            new_page(pdf)
            pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    return path


@pytest.mark.parametrize(
    ("what", "cls", "says"),
    [
        ("nothing", SourceNotFoundError, "no file"),
        ("zero bytes", EmptyFileError, "0 bytes"),
        ("text", UnsupportedFormatError, "neither a PDF nor an image"),
        ("word", UnsupportedFormatError, "an Office or ZIP file"),
        ("old word", UnsupportedFormatError, "an old Office file"),
        ("web page", UnsupportedFormatError, "a web page"),
        ("a folder", UnsupportedFormatError, "is a folder"),
        ("a picture", UnsupportedFormatError, "its content is PNG"),
        ("header only", CorruptFileError, "cut short"),
        ("no body", CorruptFileError, "damaged"),
        ("cut short", CorruptFileError, "cut short"),
        ("zero pages", EmptyFileError, "no pages"),
        ("a password", EncryptedFileError, "password"),
    ],
)
def test_every_bad_file_has_its_named_error(tmp_path: Path, what: str, cls: type[InputError], says: str) -> None:
    path = bad_file(tmp_path, what)
    with pytest.raises(InputError, match=says) as caught:
        open_source(path, **LIMITS)
    assert type(caught.value) is cls
    assert caught.value.source == str(path)
    assert caught.value.hint
    assert str(path.name) in str(caught.value)


def test_a_wrong_name_is_refused_with_the_right_one(tmp_path: Path) -> None:
    path = tmp_path / "trang 1.jpg"
    grey_scan(60, 80).save(path, "TIFF")
    with pytest.raises(UnsupportedFormatError) as caught:
        kind_of(path)
    assert "trang 1.tif" in caught.value.hint


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b", "a/b/c.pdf"])
def test_impossible_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        kind_of(tmp_path / name)


def test_a_refused_file_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_page(tmp_path / "a.pdf")

    def refuse(self: Path, *arguments: object) -> object:
        del arguments
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFileError, match="Permission denied"):
        kind_of(path)
    monkeypatch.undo()
    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(UnreadableFileError, match="Permission denied"):
        kind_of(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on Windows")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(UnsupportedFormatError, match="not a regular file"):
        kind_of(tmp_path / "pipe.pdf")


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.pdf")
    with pytest.raises(LimitExceededError):
        open_source(path, max_pixels=10**8, max_file_bytes=10)


def test_a_picture_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    grey_scan(100, 100).save(path)
    with open_source(path, max_pixels=9_999, max_file_bytes=10**9) as source, pytest.raises(LimitExceededError):
        source.page(0)


def test_a_damaged_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    grey_scan(200, 200).save(path)
    data = bytearray(path.read_bytes())
    start = data.index(b"IDAT") + 4
    data[start : start + 20] = zlib.compress(b"rubbish")[:20].ljust(20, b"x")
    path.write_bytes(data)
    with open_source(path, **LIMITS) as source, pytest.raises(CorruptFileError):
        source.page(0).picture(72)


def test_a_tiff_of_several_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    frames = [Image.new("L", (100 + 10 * number, 50), 255) for number in range(3)]
    frames[0].save(path, save_all=True, append_images=frames[1:], dpi=(200, 200))
    with open_source(path, **LIMITS) as source:
        assert source.page_count == 3
        assert [source.page(index).picture(72).width for index in (2, 0, 1)] == [120, 100, 110]


def test_every_suffix_stands_for_one_kind() -> None:
    listed = [suffix for suffixes in sources._SUFFIXES_OF.values() for suffix in suffixes]
    assert len(listed) == len(set(listed)) == len(sources.SUFFIXES)
