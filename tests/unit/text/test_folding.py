"""Folding for search."""

import unicodedata

from casedocs.spans import Span
from casedocs.text.folding import fold, fold_aligned, strip_diacritics


def test_vietnamese_letters_fold_to_ascii() -> None:
    assert fold("Điều tra viên Đặng Thị HƯỜNG") == "dieu tra vien dang thi huong"
    assert fold("QUYẾT ĐỊNH số 12/QĐ-VKS") == "quyet dinh so 12/qd-vks"


def test_both_unicode_forms_fold_alike() -> None:
    text = "Nguyễn Thị Ngọc Bích, xã Thạnh Phú"
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_case_stays_when_only_marks_are_stripped() -> None:
    assert strip_diacritics("Đồng Khởi, 1.000 m²") == "Dong Khoi, 1.000 m²"
    assert strip_diacritics("plain") == "plain"


def test_the_way_back() -> None:
    text = unicodedata.normalize("NFD", "bị cáo Đào Văn Tý") + " Straße"
    folded, lead = fold_aligned(text)
    at = folded.index("ty")
    assert unicodedata.normalize("NFC", lead.invert().map(Span(at, at + 2)).of(text)) == "Tý"
    at = folded.index("strasse")
    assert lead.invert().map(Span(at, at + 7)).of(text) == "Straße"
