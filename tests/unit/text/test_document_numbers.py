"""Document numbers of procuracies, courts, police and ministries."""

import pytest

from casedocs.errors import TextError
from casedocs.text.document_numbers import find_document_numbers, parse_document_number


@pytest.mark.parametrize(
    "number",
    [
        "12/QĐ-VKS-P1",
        "45/2024/TLST-DS",
        "326/2016/UBTVQH14",
        "156/CT-VKSKV7",
        "327/QĐ-CQCSĐT(ĐTTH)",
        "G505/QĐ-VPCQCSĐT",
        "25/KLĐT",
        "27/TTr-SGD&ĐT",
        "08/2025/L-CTN",
        "66.17/2026/NQ-CP",
        "157/HSST",
        "05/CP",
        "12a/BB-VPHC",
        "04/2012/TTLT-BTP-TANDTC-VKSNDTC-BCA-BQP",
        "21/2026/QĐ-TTg",
    ],
)
def test_reads_whole(number: str) -> None:
    (found,) = find_document_numbers(f"Căn cứ văn bản số {number} ngày 1/2/2024")
    assert found.raw == found.canonical == number
    assert found.confidence == 1.0
    assert parse_document_number(f"Số: {number}").canonical == number


@pytest.mark.parametrize(
    "text", ["12/3/2024", "100 đồng/người", "10/KWh", "1/3 chữ ký", "số 92/2017/NĐ-", "http://a.vn/12/QĐ-X", "km/h"]
)
def test_leaves_alone(text: str) -> None:
    assert find_document_numbers(text) == ()


def test_parts() -> None:
    found = parse_document_number("45/2024/TLST-DS")
    assert (found.serial, found.year, found.groups, found.symbol) == ("45", 2024, ("TLST", "DS"), "TLST-DS")


def test_old_form_needs_its_cue() -> None:
    assert [one.canonical for one in find_document_numbers("Nghị định số 74-CP ngày 25-10-1993")] == ["74-CP"]
    assert find_document_numbers("lô 74-CP") == ()


def test_blanks_and_misread_letters_are_mended_with_less_confidence() -> None:
    (spaced,) = find_document_numbers("số 175/2024/NĐ - CP ngày")
    assert spaced.canonical == "175/2024/NĐ-CP"
    (marked,) = find_document_numbers("số 199l/QĐ-ŨBND ngày")
    assert marked.canonical == "1991/QĐ-UBND"
    assert max(spaced.confidence, marked.confidence) < 1.0


def test_parse_refuses() -> None:
    for wrong in ("", "12/3/2024", "QĐ-VKS", "12/QĐ-VKS và", "số"):
        with pytest.raises(TextError):
            parse_document_number(wrong)


def test_penalty_decisions_have_long_serials() -> None:
    assert [one.raw for one in find_document_numbers("Quyết định số 0012345/QĐ-XPHC")] == ["0012345/QĐ-XPHC"]
