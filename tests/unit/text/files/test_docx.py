"""Word documents that the tests build themselves: old fonts, mixed fonts, tables, headers."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from casedocs.errors import CorruptFileError, EncryptedFileError, SignedInputError
from casedocs.text.codecs import Encoding
from casedocs.text.files.docx import convert_docx, docx_text
from casedocs.text.legacy import encode_legacy


def old(text: str, encoding: Encoding) -> str:
    return encode_legacy(text, encoding).decode("cp1252", errors="replace")


def add(paragraph: Any, text: str, font: str | None, *, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.bold = bold
    if font:
        run.font.name = font


@pytest.fixture
def source(tmp_path: Path) -> Path:
    document = docx.Document()
    heading = document.add_paragraph()
    add(heading, old("quyết định", Encoding.TCVN3), ".VnTimeH", bold=True)
    body = document.add_paragraph()
    add(body, old("Căn cứ Bộ luật Tố tụng hình sự, ", Encoding.TCVN3), ".VnTime")
    add(body, old("điều tra viên", Encoding.TCVN3), ".VnTime", bold=True)
    add(body, " theo quy định của pháp luật", "Times New Roman")
    vni = document.add_paragraph()
    add(vni, old("Viện kiểm sát nhân dân tỉnh nhận được hồ sơ", Encoding.VNI), "VNI-Times")
    lost = document.add_paragraph()
    run = lost.add_run("c¬ quan nhµ n")
    run._r.append(run._r.makeelement(qn("w:softHyphen")))
    add(lost, "íc", None)
    for piece in lost.runs:
        piece.font.name = ".VnTime"
    table = document.add_table(1, 2)
    add(table.cell(0, 0).paragraphs[0], old("Người bị hại", Encoding.TCVN3), ".VnTime")
    add(table.cell(0, 1).paragraphs[0], "Đã là Unicode từ trước", "Times New Roman")
    add(document.sections[0].header.paragraphs[0], old("Công an huyện", Encoding.TCVN3), ".VnArial")
    path = tmp_path / "cũ.docx"
    document.save(str(path))
    return path


def test_text_and_formatting(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    target = tmp_path / "mới.docx"
    report = convert_docx(source, target)
    assert source.read_bytes() == before
    document = docx.Document(str(target))
    heading, body, vni, lost = document.paragraphs
    assert heading.text == "QUYẾT ĐỊNH"
    assert heading.runs[0].bold
    assert body.text == "Căn cứ Bộ luật Tố tụng hình sự, điều tra viên theo quy định của pháp luật"
    assert [run.bold for run in body.runs] == [False, True, False]
    assert vni.text == "Viện kiểm sát nhân dân tỉnh nhận được hồ sơ"
    assert lost.text == "cơ quan nhà nước"
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Người bị hại", "Đã là Unicode từ trước"]
    assert document.sections[0].header.paragraphs[0].text == "Công an huyện"
    assert {run.font.name for paragraph in document.paragraphs for run in paragraph.runs} == {"Times New Roman"}
    assert document.sections[0].header.paragraphs[0].runs[0].font.name == "Arial"
    assert report.fonts[".VnTimeH"] == "Times New Roman"
    assert report.pieces[Encoding.VNI] == 1
    assert report.converted >= 5


def test_text_alone(source: Path) -> None:
    text = docx_text(source)
    assert "cơ quan nhà nước\n" in text
    assert "Người bị hại\n" in text


def test_a_style_carries_the_font(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph(old("Biên bản hỏi cung", Encoding.TCVN3))
    document.add_paragraph(old("đã", Encoding.TCVN3))
    document.save(str(tmp_path / "a.docx"))
    convert_docx(tmp_path / "a.docx", tmp_path / "b.docx")
    made = docx.Document(str(tmp_path / "b.docx"))
    assert [paragraph.text for paragraph in made.paragraphs] == ["Biên bản hỏi cung", "đã"]
    assert made.styles["Normal"].font.name == "Times New Roman"


def test_unicode_text_is_left_wholly_alone(tmp_path: Path) -> None:
    document = docx.Document()
    lying = document.add_paragraph()
    add(lying, "Đề nghị truy tố bị can trước pháp luật", ".VnTimeH")
    add(document.add_paragraph(), "L'été à la forêt", "Calibri")
    document.save(str(tmp_path / "a.docx"))
    report = convert_docx(tmp_path / "a.docx", tmp_path / "b.docx")
    made = docx.Document(str(tmp_path / "b.docx"))
    assert [p.text for p in made.paragraphs] == ["Đề nghị truy tố bị can trước pháp luật", "L'été à la forêt"]
    assert made.paragraphs[0].runs[0].font.name == ".VnTimeH"
    assert report.converted == 0
    assert report.unsure == ("Đề nghị truy tố bị can trước pháp luật",)


def test_damaged_locked_and_signed_files_are_named(source: Path, tmp_path: Path) -> None:
    broken = tmp_path / "hỏng.docx"
    broken.write_bytes(source.read_bytes()[:500])
    with pytest.raises(CorruptFileError, match="not a readable Word document"):
        convert_docx(broken, tmp_path / "x.docx")
    locked = tmp_path / "khóa.docx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(EncryptedFileError):
        docx_text(locked)
    buffer = io.BytesIO(source.read_bytes())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<x/>")
    signed = tmp_path / "ký.docx"
    signed.write_bytes(buffer.getvalue())
    with pytest.raises(SignedInputError):
        convert_docx(signed, tmp_path / "x.docx")
    assert not (tmp_path / "x.docx").exists()
