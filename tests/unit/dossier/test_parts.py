"""The documents of a split pile as PDF files of their own."""

from pathlib import Path

import pikepdf
import pytest

from casedocs.classify import Split, TextDocument, split
from casedocs.dossier.parts import part_names, write_parts
from casedocs.errors import CorruptFileError, SignedInputError, UnsupportedFormatError, UsageError

PAGE = (
    "TÒA ÁN NHÂN DÂN TỈNH A\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {0}/2024/QĐ-TA\n"
    "A, ngày 2 tháng 3 năm 2024\nQUYẾT ĐỊNH\nPHÂN CÔNG THẨM PHÁN\nNơi nhận:\n"
)


def pile(pages: int) -> Split:
    return split(TextDocument.from_text("\f".join(PAGE.format(number) for number in range(1, pages + 1))).pages)


def pdf_at(path: Path, pages: int, *, signed: bool = False) -> Path:
    with pikepdf.new() as pdf:
        for number in range(pages):
            pdf.add_blank_page(page_size=(200 + number, 300))
        if signed:
            pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array(), SigFlags=3))
        pdf.save(path)
    return path


def test_each_document_becomes_a_file(tmp_path: Path) -> None:
    source = pdf_at(tmp_path / "tập.pdf", 3)
    before = source.read_bytes()
    written = write_parts(source, pile(3), tmp_path / "out")
    assert [path.name for path in written] == list(part_names(pile(3)))
    assert written[0].name.startswith("001_2024-03-02_1-2024-QD-TA_")
    for number, path in enumerate(written):
        with pikepdf.open(path) as part:
            assert len(part.pages) == 1
            assert float(part.pages[0].mediabox[2]) == 200 + number
    assert source.read_bytes() == before
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_signed_files_are_refused_unless_asked_for(tmp_path: Path) -> None:
    source = pdf_at(tmp_path / "a.pdf", 1, signed=True)
    with pytest.raises(SignedInputError) as caught:
        write_parts(source, pile(1), tmp_path / "out")
    assert caught.value.hint
    assert not (tmp_path / "out").exists()
    assert len(write_parts(source, pile(1), tmp_path / "out", signed_too=True)) == 1


def test_what_cannot_be_taken_apart_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_parts(pdf_at(tmp_path / "a.pdf", 2), pile(3), tmp_path)
    with pytest.raises(UnsupportedFormatError):
        write_parts(tmp_path / "a.jpg", pile(1), tmp_path)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 garbage")
    with pytest.raises(CorruptFileError):
        write_parts(tmp_path / "b.pdf", pile(1), tmp_path)


def test_names_without_classification() -> None:
    from casedocs.classify import SplitOptions

    found = split(TextDocument.from_text("x").pages, options=SplitOptions(classify=None))
    assert part_names(found) == ("001_tr1-1.pdf",)
