"""Every public reader of outside bytes answers garbage with a named error that says what, where and what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from casedocs.dossier import ingest
from casedocs.errors import CasedocsError, InputError
from casedocs.extract.corrections import corrections_from_json
from casedocs.extract.exports import load_layout
from casedocs.extract.records import extraction_from_json
from casedocs.ocr import OcrDocument, from_json, iter_pages, recognize, write_searchable_pdf

GARBAGE: dict[str, bytes] = {
    "nothing": b"",
    "a zero byte": b"\0",
    "text": "Biên bản".encode("utf-16"),
    "a PDF head": b"%PDF-1.7",
    "a PDF head and end": b"%PDF-1.7\n\xff\xfe%%EOF",
    "a JPEG head": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "a PNG head": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a TIFF head": b"II*\0\xff\xff\xff\xff",
    "an archive": b"PK\x03\x04",
    "deep brackets": b"[" * 50_000,
}


def _copy(path: Path) -> None:
    from casedocs._files import sha256_file

    write_searchable_pdf(path, OcrDocument("x", sha256_file(path), 1, ()), path.with_name("copy.pdf"))


FILE_READERS: dict[str, Callable[[Path], object]] = {
    "recognize": lambda path: recognize(path, engine="null"),
    "iter_pages": lambda path: list(iter_pages(path, engine="null")),
    "write_searchable_pdf": _copy,
}
TEXT_READERS: dict[str, Callable[[str], object]] = {
    "from_json": from_json,
    "DocumentRecord.from_line": ingest.DocumentRecord.from_line,
    "extraction_from_json": extraction_from_json,
    "corrections_from_json": corrections_from_json,
    "load_layout": load_layout,
}


@pytest.mark.parametrize("suffix", [".pdf", ".jpg", ".png", ".tif", ""])
@pytest.mark.parametrize("garbage", GARBAGE)
@pytest.mark.parametrize("reader", FILE_READERS)
def test_files_of_garbage(tmp_path: Path, reader: str, garbage: str, suffix: str) -> None:
    path = tmp_path / f"tệp{suffix}"
    path.write_bytes(GARBAGE[garbage])
    with pytest.raises(InputError) as caught:
        FILE_READERS[reader](path)
    assert caught.value.source == str(path)
    assert "tệp" in caught.value.message
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("garbage", GARBAGE)
@pytest.mark.parametrize("reader", TEXT_READERS)
def test_texts_of_garbage(reader: str, garbage: str) -> None:
    with pytest.raises(CasedocsError):
        TEXT_READERS[reader](GARBAGE[garbage].decode("utf-8", "surrogateescape"))
