"""Numbers of people and things, with their inner checks."""

import pytest

from casedocs.errors import TextError
from casedocs.text.identifiers import IdentifierType, Sex, find_identifiers, parse_identity_number


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("CCCD số 094099001234 cấp ngày", "citizen_id", "094099001234"),
        ("căn cước công dân số: 094 199 012 345", "citizen_id", "094199012345"),
        ("số định danh: 094099001234", "citizen_id", "094099001234"),
        ("CMND: 365123456", "old_id", "365123456"),
        ("hộ chiếu số B1234567", "passport", "B1234567"),
        ("IMEI: 490154203237518", "imei", "490154203237518"),
        ("ĐT 0912.345.678", "phone", "0912345678"),
        ("+84 912 345 678", "phone", "0912345678"),
        ("điện thoại: 02993 822 333", "phone", "02993822333"),
        ("STK 0123456789012 tại Ngân hàng", "bank_account", "0123456789012"),
        ("số khung RLHJA3923NY012345,", "frame_number", "RLHJA3923NY012345"),
        ("số máy JA39E-0012345", "engine_number", "JA39E-0012345"),
        ("mã số thuế 0100109106", "tax_code", "0100109106"),
        ("mang số 094099001234.", "citizen_id", "094099001234"),
        ("CMND số 094099001234", "citizen_id", "094099001234"),
    ],
)
def test_reads(text: str, kind: str, number: str) -> None:
    (found,) = find_identifiers(text)
    assert (found.type, found.number, found.problems) == (IdentifierType(kind), number, ())


@pytest.mark.parametrize("text", ["123456789012", "số tiền 999999999999", "mã 490154203237519", "1234567890", "CCCD"])
def test_bare_rows_need_a_proof(text: str) -> None:
    assert find_identifiers(text) == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("CCCD số 999099001234", "no_such_province"),
        ("CCCD số 094999001234", "no_such_century"),
        ("CCCD số 0940990012", "wrong_length"),
        ("IMEI 490154203237519", "imei_check"),
        ("mã số thuế 0100109107", "tax_check"),
    ],
)
def test_named_numbers_that_fail_are_shown(text: str, problem: str) -> None:
    (found,) = find_identifiers(text)
    assert [one.code for one in found.problems] == [problem]
    assert found.confidence < 0.5


def test_citizen_number_tells_province_sex_and_year() -> None:
    found = parse_identity_number("094199012345")
    assert found.province is not None
    assert (found.province.name, found.sex, found.birth_year) == ("Sóc Trăng", Sex.FEMALE, 1999)
    later = parse_identity_number("001204000001")
    assert (later.sex, later.birth_year) == (Sex.MALE, 2004)


def test_parse_refuses() -> None:
    for wrong in ("", "12345", "999099001234", "0940990012345", "abc"):
        with pytest.raises(TextError):
            parse_identity_number(wrong)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("giấy phép lái xe hạng C số 830101234567", "830101234567"), ("biên lai thu tiền số 0004417 ngày", "0004417"),
        ("Đăng ký xe số 095621 mang tên", "095621"), ("GPLX số: 790156234411", "790156234411"),
    ],
)  # fmt: skip
def test_licences_and_receipts(text: str, number: str) -> None:
    (found,) = find_identifiers(text)
    assert (found.type, found.number) == (IdentifierType.CERTIFICATE, number)


def test_an_old_card_may_be_called_old() -> None:
    assert [one.number for one in find_identifiers("CMND cũ số 334567891")] == ["334567891"]
