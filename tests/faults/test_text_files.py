"""Damaged Word, PDF and text files: a named error or a result, nothing else."""

import io
import random
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest

from casedocs.errors import CasedocsError
from casedocs.text.files.convert import convert_file, read_text_file
from casedocs.text.files.docx import docx_text

PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 "
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n4 0 obj\n<< /Length 36 >>\nstream\n"
    b"BT /F1 12 Tf 50 700 Td (quy) Tj ET  \nendstream\nendobj\ntrailer << /Size 5 /Root 1 0 R >>\n%%EOF\n"
)


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph().add_run("ViÖn kiÓm s¸t").font.name = ".VnTime"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def damaged(data: bytes, chooser: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chooser.randint(1, 8)):
        out[chooser.randrange(len(out))] = chooser.randrange(256)
    return bytes(out[: chooser.randint(len(out) // 2, len(out))] if chooser.random() < 0.3 else out)


def test_damaged_files_give_named_errors(tmp_path: Path) -> None:
    chooser = random.Random(6)
    kinds = {"a.docx": word_file(), "a.pdf": PDF, "a.txt": "ViÖn kiÓm s¸t".encode("latin-1")}
    for name, data in kinds.items():
        for _ in range(60):
            (tmp_path / name).write_bytes(damaged(data, chooser))
            with suppress(CasedocsError):
                assert isinstance(read_text_file(tmp_path / name), str)


def test_strange_xml_inside_a_sound_package(tmp_path: Path) -> None:
    chooser = random.Random(7)
    packed = word_file()
    for turn in range(40):
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(buffer, "w") as target:
            for info in source.infolist():
                data = source.read(info)
                if info.filename in {"word/document.xml", "word/styles.xml"} and data:
                    word = chooser.choice([b"w:rFonts", b"w:style ", b"w:val", b"w:t", b"w:p>", b"w:r>", b"w:ascii"])
                    data = data.replace(word, chooser.choice([b"w:sym w:char='F0ZZ'", b"x:y", b"w:tab/", b""]), 1)
                target.writestr(info, data)
        path = tmp_path / f"{turn}.docx"
        path.write_bytes(buffer.getvalue())
        with suppress(CasedocsError):
            convert_file(path, tmp_path / "ra.docx")


def test_a_package_without_styles_or_with_a_bad_symbol(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/document.xml":
                data = data.replace(b"<w:t>", b'<w:sym w:font=".VnTime" w:char="F0ZZ"/><w:t>')
            target.writestr(info, data)
    path = tmp_path / "a.docx"
    path.write_bytes(buffer.getvalue())
    with suppress(CasedocsError):
        assert "Viện" in docx_text(path)


def test_no_partial_file_stays(tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(word_file()[:-200])
    with pytest.raises(CasedocsError):
        convert_file(source, tmp_path / "ra" / "b.docx")
    assert not (tmp_path / "ra").exists()
