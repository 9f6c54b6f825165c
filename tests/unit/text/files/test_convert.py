"""The door for all kinds of files; LibreOffice is played by a small script."""

import sys
from pathlib import Path

import docx
import pytest

from casedocs.errors import (
    CorruptFileError,
    EngineNotFoundError,
    SourceNotFoundError,
    UnsupportedFormatError,
    UsageError,
)
from casedocs.text.codecs import Encoding
from casedocs.text.files.convert import convert_file, read_text_file
from casedocs.text.legacy import encode_legacy

LINES = "Căn cứ kết quả điều tra, đề nghị truy tố bị can.\nNgười bị hại có mặt tại phiên tòa.\n"


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI, Encoding.VPS, Encoding.VIQR])
def test_plain_text(tmp_path: Path, encoding: Encoding) -> None:
    source = tmp_path / "cũ.txt"
    source.write_bytes(encode_legacy(LINES, encoding))
    assert read_text_file(source) == LINES
    report = convert_file(source, tmp_path / "mới.txt", encoding=encoding)
    assert (tmp_path / "mới.txt").read_text(encoding="utf-8") == LINES
    assert report.pieces == {encoding: 2}


def pdf_with_font(name: str, lines: list[bytes]) -> bytes:
    text = b" ".join(b"(" + line.replace(b"\\", b"\\\\").replace(b"(", b"\\(") + b") Tj T*" for line in lines)
    content = b"BT /F1 12 Tf 14 TL 50 700 Td " + text + b" ET"
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /" + name.encode() + b" /Encoding /WinAnsiEncoding"
    font += b" /FirstChar 0 /LastChar 255 /Widths [" + b"500 " * 256 + b"] >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font,
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def test_pdf_with_an_old_font(tmp_path: Path) -> None:
    source = tmp_path / "cũ.pdf"
    source.write_bytes(pdf_with_font(".VnTime", encode_legacy(LINES, Encoding.TCVN3).splitlines()))
    assert read_text_file(source) == LINES
    assert convert_file(source, tmp_path / "mới.txt").pieces == {Encoding.TCVN3: 2}
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(CorruptFileError):
        read_text_file(tmp_path / "hỏng.pdf")


def fake_office(tmp_path: Path, body: str) -> str:
    script = tmp_path / "soffice"
    script.write_text(f"#!{sys.executable}\nimport shutil, sys\nfrom pathlib import Path\n{body}\n")
    script.chmod(0o755)
    return str(script)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a script")
def test_doc_through_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run(encode_legacy("Biên bản ghi lời khai", Encoding.TCVN3).decode("cp1252"))
    run.font.name = ".VnTime"
    document.save(str(tmp_path / "made.docx"))
    body = (
        "folder = sys.argv[sys.argv.index('--outdir') + 1]\n"
        f"shutil.copy({str(tmp_path / 'made.docx')!r}, Path(folder) / 'bản khai.docx')"
    )
    monkeypatch.setattr("shutil.which", lambda name: fake_office(tmp_path, body) if name == "soffice" else None)
    source = tmp_path / "bản khai.doc"
    source.write_bytes(b"\xd0\xcf\x11\xe0 old word file")
    assert read_text_file(source) == "Biên bản ghi lời khai\n"
    convert_file(source, tmp_path / "mới.docx")
    assert docx.Document(str(tmp_path / "mới.docx")).paragraphs[0].text == "Biên bản ghi lời khai"
    monkeypatch.setattr("shutil.which", lambda _: fake_office(tmp_path, "sys.exit('no filter')"))
    with pytest.raises(CorruptFileError, match="no filter"):
        read_text_file(source)


def test_without_libreoffice_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    source = tmp_path / "a.rtf"
    source.write_bytes(b"{\\rtf1}")
    with pytest.raises(EngineNotFoundError, match="LibreOffice is needed"):
        read_text_file(source)


def test_wrong_use_is_named(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("x")
    with pytest.raises(UsageError, match="overwrite itself"):
        convert_file(source, source)
    with pytest.raises(UnsupportedFormatError, match=r"\.xyz"):
        read_text_file(tmp_path / "a.xyz")
    with pytest.raises(SourceNotFoundError):
        read_text_file(tmp_path / "b.txt")
    with pytest.raises(UsageError, match=r"is a \.docx"):
        convert_file(tmp_path / "a.doc", tmp_path / "a.txt")
