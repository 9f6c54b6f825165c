"""Addresses in both grammars."""

from datetime import date

import pytest

from casedocs.text.addresses import AddressGrammar, AddressLevel, find_addresses


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("nơi cư trú: ấp P, xã T, huyện K, tỉnh S;", "ấp P, xã T, huyện K, tỉnh S"),
        (
            "HKTT: số 12/3 đường Lê Lợi, khóm 5, phường 3, TP. Sóc Trăng, tỉnh Sóc Trăng.",
            "số 12/3, đường Lê Lợi, khóm 5, phường 3, thành phố Sóc Trăng, tỉnh Sóc Trăng",
        ),
        ("trú tại ấp Phú Hòa, xã Tân Hưng, Long Phú, Sóc Trăng.", "ấp Phú Hòa, xã Tân Hưng, Long Phú, Sóc Trăng"),
        ("TT. Mỹ Xuyên, H. Mỹ Xuyên, T. Sóc Trăng", "thị trấn Mỹ Xuyên, huyện Mỹ Xuyên, tỉnh Sóc Trăng"),
        ("khóm 1 phường 2 TX. Ngã Năm tỉnh Sóc Trăng", "khóm 1, phường 2, thị xã Ngã Năm, tỉnh Sóc Trăng"),
        ("sinh tại tỉnh Sóc Trăng", "tỉnh Sóc Trăng"),
    ],
)
def test_reads(text: str, canonical: str) -> None:
    assert [one.canonical for one in find_addresses(text)] == [canonical]


@pytest.mark.parametrize(
    "text", ["xã hội chủ nghĩa", "quan hệ", "Công an tỉnh", "số 12", "tỉnh Sóc Trăng đẹp", "đường dài"]
)
def test_leaves_alone(text: str) -> None:
    assert find_addresses(text) == ()


def test_grammar_and_what_became_of_the_province() -> None:
    (old,) = find_addresses("ấp 1, xã Tân Hưng, huyện Long Phú, tỉnh Sóc Trăng")
    assert old.grammar is AddressGrammar.THREE_LEVELS
    assert old.province is not None
    assert old.modern_province is not None
    assert (old.province.name, old.modern_province.name) == ("Sóc Trăng", "Cần Thơ")
    district = old.at(AddressLevel.DISTRICT)
    assert district is not None
    assert str(district) == "huyện Long Phú"
    assert old.at(AddressLevel.STREET) is None
    (new,) = find_addresses("ấp 3, xã Kế Sách, thành phố Cần Thơ")
    assert new.grammar is AddressGrammar.TWO_LEVELS
    assert new.problems == ()


def test_an_address_of_its_time_is_right_and_of_another_time_a_problem() -> None:
    text = "ấp 1, xã Tân Hưng, huyện Long Phú, tỉnh Sóc Trăng"
    assert find_addresses(text, on=date(2024, 5, 1))[0].problems == ()
    late = find_addresses(text, on=date(2026, 1, 1))[0]
    assert [problem.code for problem in late.problems] == ["province_of_another_time", "district_after_2025"]
    assert late.canonical == text


def test_unknown_province_is_a_problem_but_an_initial_is_not() -> None:
    assert [p.code for p in find_addresses("xã A, tỉnh Mordor")[0].problems] == ["no_such_province"]
    assert find_addresses("xã A, tỉnh S")[0].problems == ()


@pytest.mark.parametrize(
    "address",
    [
        "Lô C5, đường số 3, Khu công nghiệp An Nghiệp, xã An Hiệp, huyện Châu Thành, tỉnh Sóc Trăng",
        "nhà trọ số 5, hẻm 51, đường 3/2, phường Xuân Khánh, quận Ninh Kiều, thành phố Cần Thơ",
        "14/2B Nguyễn Trãi, P. An Hội, Q. Ninh Kiều, TP Cần Thơ",
        "sọ 45/7 đường Lê Lợi, khóm 3, phường 6, thành phố Sóc Trăng",
        "hẻm 77, đường Mậu Thân, phường 9, TP. Trà  Vinh, tỉnh Trà Vinh",
        "xã Lịch HộiThượng, huyện Trần Đề, tỉnh Sóc Trăng",
        "phườug 7, thành phố Sóc Trăng",
        "ấp An Trạch, xãAn Hiệp, huyén Châu Thành, tỉnh Sóc Trăng",
    ],
)
def test_estates_lodgings_bare_houses_and_misread_words(address: str) -> None:
    assert [found.raw for found in find_addresses(f"Nơi thường trú: {address}.")] == [address]


def test_a_number_in_a_sentence_is_no_house() -> None:
    (found,) = find_addresses("Có 14 Người, phường 6, thành phố Sóc Trăng")
    assert found.raw == "phường 6, thành phố Sóc Trăng"
