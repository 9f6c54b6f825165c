"""The dated table of provinces."""

from datetime import date

import pytest

from casedocs.text.provinces import (
    find_province,
    province_by_identity_code,
    province_by_plate_code,
    provinces_at,
    successor,
)


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2007, 1, 1), 64),
        (date(2008, 8, 1), 63),
        (date(2025, 6, 30), 63),
        (date(2025, 7, 1), 34),
        (date(2026, 11, 24), 34),
    ],
)
def test_how_many_there_were(day: date, count: int) -> None:
    assert len(provinces_at(day)) == count
    assert len({province.name for province in provinces_at(day)}) == count


def test_cities_under_central_rule() -> None:
    before = [province.name for province in provinces_at(date(2024, 6, 1)) if province.is_city]
    after = [province.name for province in provinces_at(date(2026, 1, 1)) if province.is_city]
    assert before == ["Cần Thơ", "Đà Nẵng", "Hà Nội", "Hải Phòng", "Hồ Chí Minh"]
    assert after == ["Cần Thơ", "Đà Nẵng", "Hà Nội", "Hải Phòng", "Hồ Chí Minh", "Huế"]


def test_codes_cover_all_once() -> None:
    old = provinces_at(date(2025, 6, 30))
    codes = [code for province in old for code in province.identity_codes]
    plates = [code for province in old for code in province.plate_codes]
    assert len(codes) == len(set(codes)) == 63
    assert len(plates) == len(set(plates))
    new = provinces_at(date(2025, 7, 1))
    assert sorted(code for province in new for code in province.identity_codes) == sorted(codes)
    assert sorted(code for province in new for code in province.plate_codes) == sorted(plates)


def test_every_province_leads_to_one_that_stands() -> None:
    for day in (date(2007, 1, 1), date(2024, 12, 31), date(2025, 6, 30)):
        for province in provinces_at(day):
            assert successor(province).until is None, province


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("tỉnh Sóc Trăng", "Cần Thơ"),
        ("SOC TRANG", "Cần Thơ"),
        ("TP. HCM", "Hồ Chí Minh"),
        ("Thừa Thiên - Huế", "Huế"),
        ("Hà Tây", "Hà Nội"),
        ("Bà Rịa – Vũng Tàu", "Hồ Chí Minh"),
        ("Dak Lak", "Đắk Lắk"),
    ],
)
def test_find_and_successor(name: str, now: str) -> None:
    province = find_province(name)
    assert province is not None
    assert successor(province).name == now


def test_find_on_a_day() -> None:
    assert find_province("Sóc Trăng", on=date(2026, 1, 1)) is None
    small = find_province("Cần Thơ", on=date(2024, 1, 1))
    large = find_province("Cần Thơ", on=date(2026, 1, 1))
    assert small is not None
    assert large is not None
    assert (small.identity_codes, large.identity_codes) == (("092",), ("092", "093", "094"))
    assert find_province("Mordor") is None
    assert find_province("") is None


def test_by_code() -> None:
    for found in (province_by_identity_code("094"), province_by_plate_code("83")):
        assert found is not None
        assert found.title == "tỉnh Sóc Trăng"
    assert province_by_identity_code("999") is None
    assert province_by_plate_code("80") is None
