import unicodedata

import pytest

from casedocs.ocr.recognizer.charset import BLANK, CHARSET, CLASSES, SPACE, decodable, decode, encode, fold


def test_every_vietnamese_letter_is_known_once() -> None:
    letters = {
        unicodedata.normalize("NFC", base + tone)
        for base in "aăâeêioôơuưy"
        for tone in ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    } | {"đ"}
    assert len(letters) == 73
    assert set("".join(letters) + "".join(letters).upper()) <= set(CHARSET)
    assert len(set(CHARSET)) == len(CHARSET) == CLASSES - 1


def test_blank_and_space_are_different_outputs() -> None:
    assert BLANK == 0
    assert CHARSET[SPACE - 1] == " "


def test_encode_and_decode_are_inverse() -> None:
    text = "Số: 241/QĐ-UBND ngày 17 tháng 02 năm 2025"
    assert decode(encode(text)) == text


@pytest.mark.parametrize(
    ("given", "folded"),
    [
        ("Ðiều  1.\t", "Điều 1."),
        ("Họ tên: ............ sinh năm", "Họ tên: … sinh năm"),
        ("Họ tên: ……… sinh", "Họ tên: … sinh"),
        ("v.v...", "v.v..."),
        ("và…", "và…"),
        ("a\u0302\u0301n", "ấn"),
        ("30\u00adtuổi", "30-tuổi"),
    ],
)
def test_fold(given: str, folded: str) -> None:
    assert fold(given) == folded


def test_unknown_characters_are_not_decodable_and_left_out() -> None:
    assert not decodable("法 luật")
    assert decode(encode("法a")) == "a"
