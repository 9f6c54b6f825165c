"""Citations: what they name, how far they reach, and which law they belong to."""

import pytest

from casedocs.errors import TextError
from casedocs.text.citations import find_citations, parse_citation


def keys(text: str) -> list[str]:
    return [";".join(provision.key for provision in one.provisions) for one in find_citations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("điểm a khoản 2 Điều 173", "173.2.a"),
        ("các điểm b, s khoản 1, khoản 2 Điều 51", "51.1.b;51.1.s;51.2"),
        ("khoản 1 Điều 173; Điều 38; điểm i, s khoản 1 Điều 51 BLHS", "173.1;38;51.1.i;51.1.s"),
        ("Điều 123, 134", "123;134"),
        ("điểm s k1, k2 Đ51", "51.1.s;51.2"),
        ("Đ173 k2 BLHS", "173.2"),
        ("đ s k1, k2 Đ51", "51.1.s;51.2"),
        ("khoản 1, 2 và 3 Điều 5", "5.1;5.2;5.3"),
        ("các điều 41, 236, 239 và 243 BLTTHS", "41;236;239;243"),
        ("Điều 173 khoản 2 điểm a", "173.2.a"),
        ("Điều 173 khoản 2 điểm a, Điều 51 khoản 1 điểm s BLHS", "173.2.a;51.1.s"),
        ("khoản 2 điểm a Điều 134 BLHS", "134.2.a"),
        ("khoản 3 Điều 223, Điều 226 và Điều 228 của Bộ luật này", "223.3;226;228"),
        ("điểm a khoản 3, điểm a khoản 4 Điều 26 Nghị định này", "26.3.a;26.4.a"),
        ("điểm b khoản 1 và điểm e khoản 2 Điều 5 Nghị định này", "5.1.b;5.2.e"),
        ("điểm a Khoản này", ".này.a"),
        ("khoản 3, khoản 3a Điều này", "này.3;này.3a"),
        ("từ Điều 10 đến Điều 12 Luật TTHC", "10;11;12"),
        ("khoản 1 đến khoản 3 Điều 5", "5.1;5.2;5.3"),
        ("các điểm a đến d khoản 2 Điều 5", "5.2.a;5.2.b;5.2.c;5.2.d"),
        ("Điều 7 Chương I; Điều 16 Chương III tại Nghị định số 12/2011/NĐ-CP", "7;16"),
        ("(xem Điều 41.7.NĐ.34. Đề án)", "41.7.NĐ.34"),
        ("điểm d, đ và e khoản 2 Điều 32", "32.2.d;32.2.đ;32.2.e"),
        ("từ điểm b đến điểm d khoản này", ".này.b;.này.c;.này.d"),
        ("Điều 217a BLHS", "217a"),
        ("khoản 1Điều 6 của Nghị định này", "6.1"),
        ("Điều l Nghị định số 48/2013/NĐ-CP", "1"),
        ("kh0ản 2 Điều 45", "45.2"),
    ],
)
def test_provisions(text: str, expected: str) -> None:
    assert keys(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Điều 5. Phạm vi điều chỉnh",
        "## **Điều 5.** Thay thế",
        "Điều 23.4.QĐ.1.6. Quyết định này",
        "địa điểm a",
        "tài khoản 12",
        "Điều này có nội dung",
        "khoản 5.000.000 đồng",
        "Đ5",
        "k2",
        "điều kiện",
        "đường điện 110 kV",
        "phát điện 2, 3",
    ],
)
def test_no_citation(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("Điều 173 BLHS", "Bộ luật Hình sự"),
        (
            "Điều 173 của Bộ luật Hình sự năm 2015 (sửa đổi, bổ sung năm 2017)",
            "Bộ luật Hình sự năm 2015 (sửa đổi, bổ sung năm 2017)",
        ),
        ("Điều 18 Luật thi hành án dân sự", "Luật Thi hành án dân sự"),
        ("Điều 18 Luật Thi hành án hình sự số 127/2025/QH15", "Luật Thi hành án hình sự số 127/2025/QH15"),
        ("Điều 343 Luật TTHC", "Luật Tố tụng hành chính"),
        ("Điều 9 Nghị định số 74-CP", "Nghị định số 74-CP"),
        ("Điều 3 Thông tư 12/2022/TT-BTC", "Thông tư số 12/2022/TT-BTC"),
        ("Điều 3 Thông tư liên tịch này", "Thông tư liên tịch này"),
        ("Điều 10 của Luật Bí hiểm đặc biệt và", "Luật Bí hiểm đặc biệt"),
        ("Điều 5 Luật Đầu tư công", "Luật Đầu tư công"),
        ("Điều 5 Luật Đầu tư và", "Luật Đầu tư"),
    ],
)
def test_law(text: str, law: str) -> None:
    (found,) = find_citations(text)
    assert str(found.law) == law


def test_the_law_is_carried_from_the_right_then_from_before() -> None:
    text = "Căn cứ Điều 5, áp dụng Điều 6 và các quy định tại khoản 2 Điều 7 Bộ luật Dân sự. Theo Điều 8 thì"
    found = find_citations(text)
    assert [str(one.law) for one in found] == ["Bộ luật Dân sự"] * 4
    assert [one.law_is_carried for one in found] == [True, True, False, True]
    assert found[3].confidence < found[0].confidence < 1.0


def test_the_law_is_not_carried_to_what_means_itself() -> None:
    found = find_citations("khoản 1 Điều này và Điều 5 Bộ luật Dân sự")
    assert [None if one.law is None else str(one.law) for one in found] == ["Bộ luật Dân sự"]
    first, second = find_citations("khoản 1 Điều này, xét Điều 5 Bộ luật Dân sự")
    assert first.law is None
    assert str(second.law) == "Bộ luật Dân sự"


def test_impossible_articles_and_points_are_problems() -> None:
    assert [p.code for p in find_citations("Điều 999 BLHS")[0].problems] == ["no_such_article"]
    assert [p.code for p in find_citations("điểm w khoản 1 Điều 5")[0].problems] == ["no_such_point"]
    assert find_citations("Điều 217a BLHS")[0].problems == ()


def test_letters_that_scanners_confuse_cost_confidence() -> None:
    assert find_citations("điểm đ khoản 1 Điều 5")[0].confidence < find_citations("điểm a khoản 1 Điều 5")[0].confidence


def test_span_and_canonical() -> None:
    text = "theo các điểm b, s k1, k2 Đ51 BLHS (BL 45)"
    (found,) = find_citations(text)
    assert found.span.of(text) == found.raw == "điểm b, s k1, k2 Đ51 BLHS"
    assert found.canonical == "điểm b, s khoản 1, khoản 2 Điều 51 Bộ luật Hình sự"


def test_parse() -> None:
    assert parse_citation("các điểm b, s khoản 1 Điều 51").canonical == "điểm b, s khoản 1 Điều 51"
    for wrong in ("", "Điều", "Điều 5 và", "khoản"):
        with pytest.raises(TextError):
            parse_citation(wrong)
