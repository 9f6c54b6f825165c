"""Plates."""

import pytest

from casedocs.errors import TextError
from casedocs.text.plates import find_plates, parse_plate


@pytest.mark.parametrize(
    ("text", "canonical", "province"),
    [
        ("xe 83P2-123.45 màu đỏ", "83P2-123.45", "Sóc Trăng"),
        ("xe 83-P2 123.45", "83P2-123.45", "Sóc Trăng"),
        ("biển số 83P212345", "83P2-123.45", "Sóc Trăng"),
        ("83A-123.45", "83A-123.45", "Sóc Trăng"),
        ("12A-1234", "12A-1234", "Lạng Sơn"),
        ("51LD-123.45", "51LD-123.45", "Hồ Chí Minh"),
        ("83MĐ1-123.45", "83MĐ1-123.45", "Sóc Trăng"),
        ("80-123-NG-01", "80-123-NG-01", None),
    ],
)
def test_reads(text: str, canonical: str, province: str | None) -> None:
    (found,) = find_plates(text)
    assert found.canonical == canonical
    assert (found.province.name if found.province else None) == province
    assert parse_plate(canonical).canonical == canonical


@pytest.mark.parametrize("text", ["12A1234", "10A-123.45", "12/QĐ-VKS", "QH15-1234", "2083A-123.45", "83A"])
def test_leaves_alone(text: str) -> None:
    assert find_plates(text) == ()


def test_unknown_code_behind_its_cue_is_a_problem() -> None:
    (found,) = find_plates("biển kiểm soát 10A-123.45")
    assert [problem.code for problem in found.problems] == ["no_such_code"]


def test_parse_refuses() -> None:
    for wrong in ("", "83", "10A-123.45", "83P2-12"):
        with pytest.raises(TextError):
            parse_plate(wrong)
