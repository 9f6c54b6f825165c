"""Any file as a document."""

from pathlib import Path

import pytest

from casedocs.dossier.reading import find_sources, read_document
from casedocs.errors import (
    CorruptFileError,
    EmptyFileError,
    FormatError,
    InputError,
    SourceNotFoundError,
    UnsupportedFormatError,
    UsageError,
)
from casedocs.geometry import Box, Size
from casedocs.ocr import Block, Line, OcrDocument, Page, PageOrigin, Word, to_json


def lines_of(path: Path) -> list[list[str]]:
    return [[line.text for line in page.lines] for page in read_document(path, engine="null").pages]


def test_text_in_an_old_encoding(tmp_path: Path) -> None:
    path = tmp_path / "cũ.txt"
    path.write_bytes("CỘNG HÒA\nQUYẾT ĐỊNH".encode("utf-16"))
    assert lines_of(path) == [["CỘNG HÒA", "QUYẾT ĐỊNH"]]


def test_form_feeds_end_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Một\n\fHai\n\f", encoding="utf-8")
    assert lines_of(path) == [["Một"], ["Hai"]]


def test_a_word_document(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("BIÊN BẢN")
    document.add_paragraph("GHI LỜI KHAI")
    path = tmp_path / "a.docx"
    document.save(path)
    assert lines_of(path) == [["BIÊN BẢN", "GHI LỜI KHAI"]]


def test_the_json_of_a_recognised_document(tmp_path: Path) -> None:
    line = Line((Word("CÁO", Box(0, 0, 10, 5), 0.9), Word("TRẠNG", Box(12, 0, 30, 5), 0.8)))
    page = Page(1, Size(100, 200), PageOrigin.OCR, (Block((line,)),))
    path = tmp_path / "a.json"
    path.write_text(to_json(OcrDocument("a.pdf", "0" * 64, 1, (page,))), encoding="utf-8")
    assert lines_of(path) == [["CÁO TRẠNG"]]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.json", b"{}", FormatError),
        ("a.json", b"\xff\xfe{", CorruptFileError),
        ("a.json", b"", EmptyFileError),
        ("a.docx", b"PK\x03\x04", CorruptFileError),
        ("a.xlsx", b"PK\x03\x04", UnsupportedFormatError),
        ("a.pdf", b"%PDF-1.7", InputError),
        ("a", b"x", InputError),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, data: bytes, error: type[InputError]) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read_document(path, engine="null")
    assert caught.value.source == str(path)
    assert caught.value.hint


def test_folders_are_looked_through(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.pdf", ".hidden.txt", "x.exe", "sub/c.docx", "~$c.docx"):
        (tmp_path / name).write_bytes(b"x")
    found = [path.relative_to(tmp_path).as_posix() for path in find_sources([tmp_path, tmp_path / "b.txt"])]
    assert found == ["a.pdf", "b.txt", "sub/c.docx"]


def test_sources_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(find_sources([]))
    with pytest.raises(SourceNotFoundError):
        list(find_sources([tmp_path / "nothing"]))
