"""Folio references."""

import pytest

from casedocs.errors import TextError
from casedocs.text.folios import find_folios, parse_folios


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("(BL 45)", "BL 45"),
        ("BL: 45-47, 52", "BL 45-47, 52"),
        ("(BL số 45)", "BL 45"),
        ("bút lục số 12, 13", "BL 12, 13"),
        ("từ BL 01 đến BL 320", "BL 1-320"),
        ("BL từ số 01 đến số 320", "BL 1-320"),
        ("các bút lục 12, 13 và 15", "BL 12, 13, 15"),
        ("BL01-BL05", "BL 1-5"),
        ("BL 45, 3 người", "BL 45"),
    ],
)
def test_reads(text: str, canonical: str) -> None:
    assert [one.canonical for one in find_folios(text)] == [canonical]


@pytest.mark.parametrize("text", ["BLHS", "BL của", "biện pháp bảo lĩnh", "TBL 45"])
def test_leaves_alone(text: str) -> None:
    assert find_folios(text) == ()


def test_membership_and_parse() -> None:
    found = parse_folios("(BL 45-47, 52)")
    assert 46 in found
    assert 52 in found
    assert 48 not in found
    for wrong in ("", "BL", "BL 47-45", "45"):
        with pytest.raises(TextError):
            parse_folios(wrong)


def test_backward_range_is_a_problem() -> None:
    assert [problem.code for problem in find_folios("BL 47-45")[0].problems] == ["reversed_range"]


def test_semicolons_part_sheets_too() -> None:
    assert find_folios("(BL 112-115; 118; 121)")[0].canonical == "BL 112-115, 118, 121"
    assert find_folios("BL 45; 52 tuổi")[0].raw == "BL 45"


def test_misread_letters_of_its_word() -> None:
    (found,) = find_folios("Xem bút 1ục số 12, 13 và BL 201.")
    assert (found.canonical, found.confidence) == ("BL 12, 13, 201", 0.5)
