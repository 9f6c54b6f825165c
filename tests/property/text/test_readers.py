"""Laws of the readers: what is written is read back, standard forms are stable, nothing that is no text harms them."""

import pickle
import unicodedata
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from casedocs.text.abbreviations import contract_abbreviations, expand_abbreviations
from casedocs.text.calendar_values import PartialDate
from casedocs.text.citations import find_citations, parse_citation
from casedocs.text.dates import parse_date
from casedocs.text.document_numbers import parse_document_number
from casedocs.text.find import find_all
from casedocs.text.findings import Kind
from casedocs.text.folding import strip_diacritics
from casedocs.text.money import money_to_words, parse_money
from casedocs.text.number_words import WordStyle, number_from_words, number_to_words
from casedocs.text.numbers import parse_number
from casedocs.text.provisions import Provision, join_provisions

styles = st.builds(
    WordStyle,
    zero_tens=st.sampled_from(["linh", "lẻ"]),
    thousand=st.sampled_from(["nghìn", "ngàn"]),
    billion=st.sampled_from(["tỷ", "tỉ"]),
    four=st.sampled_from(["tư", "bốn"]),
)
numbers = st.one_of(
    st.integers(-(10**30), 10**30), st.integers(0, 30).map(lambda power: 10**power), st.integers(0, 9999)
)


@settings(deadline=None)
@given(numbers, styles)
def test_numbers_to_words_and_back(number: int, style: WordStyle) -> None:
    words = number_to_words(number, style=style)
    assert number_from_words(words) == number
    assert number_from_words(words.upper()) == number
    assert number_from_words(strip_diacritics(words)) == number


def test_every_number_below_thirty_thousand_and_around_the_scales() -> None:
    around = [
        scale * factor + rest for scale in (10**6, 10**9, 10**12) for factor in (1, 21, 105) for rest in range(25)
    ]
    for number in (*range(30_000), *around):
        assert number_from_words(number_to_words(number)) == number


@settings(deadline=None)
@given(st.decimals(-(10**9), 10**9, places=4))
def test_decimals_to_words_and_back(number: Decimal) -> None:
    assert number_from_words(number_to_words(number)) == number


@settings(deadline=None)
@given(st.integers(0, 10**18))
def test_grouped_digits_and_their_words_agree(number: int) -> None:
    grouped = f"{number:,}".replace(",", ".")
    assert parse_number(grouped) == number
    assert parse_number(f"{grouped} ({number_to_words(number)})") == number


@settings(deadline=None)
@given(st.integers(1, 10**15))
def test_amounts_agree_with_their_words(amount: int) -> None:
    printed = f"{amount:,} đồng".replace(",", ".")
    both = parse_money(f"{printed} ({money_to_words(amount)})")
    assert both.amount == both.in_words == parse_money(money_to_words(amount)).amount == amount
    assert both.canonical == printed


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_reads_alike_in_all_its_forms(day: date) -> None:
    forms = (
        f"ngày {day.day:02} tháng {day.month:02} năm {day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"Ngày {day.day}/{day.month}/{day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day} - {day.month} - {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"ngày {number_to_words(day.day)} tháng {number_to_words(day.month)} năm {number_to_words(day.year)}",
    )
    for form in forms:
        assert parse_date(form) == PartialDate(day.year, day.month, day.day), form


articles = st.one_of(st.integers(1, 426).map(str), st.just("217a"))
clauses = st.one_of(st.integers(1, 20).map(str), st.just("3a"))
points = st.sampled_from("abcdđeghiklmnopqrstuvx")
provisions = st.one_of(
    st.builds(Provision, articles),
    st.builds(Provision, articles, clauses),
    st.builds(Provision, articles, clauses, points),
    st.builds(Provision, articles, st.none(), points),
)
laws = st.sampled_from(
    ["", " Bộ luật Hình sự", " Bộ luật này", " Luật Đầu tư công năm 2024", " Nghị định số 1/2024/NĐ-CP"]
)


@settings(deadline=None)
@given(st.lists(provisions, min_size=1, max_size=6), laws)
def test_the_standard_form_of_citations_is_stable(cited: list[Provision], law: str) -> None:
    canonical = f"{join_provisions(cited)}{law}"
    found = parse_citation(canonical)
    assert found.provisions == tuple(cited)
    assert found.canonical == canonical
    assert parse_citation(found.canonical).canonical == canonical


@settings(deadline=None)
@given(
    st.integers(1, 99_999),
    st.one_of(st.none(), st.integers(1945, 2099)),
    st.lists(
        st.sampled_from(["QĐ", "VKS", "TTr", "HS", "ST", "CQĐT", "TTg", "KV7", "UBTVQH14"]), min_size=1, max_size=4
    ),
)
def test_document_numbers_read_back(serial: int, year: int | None, groups: list[str]) -> None:
    if groups[0] == "KV7":
        groups = ["QĐ", *groups]
    number = f"{serial:02}/{f'{year}/' if year else ''}{'-'.join(groups)}"
    found = parse_document_number(number)
    assert (found.canonical, found.year, found.groups) == (number, year, tuple(groups))


# What papers are made of, in any order; a bar parts the pieces.
PIECES = (
    "điểm |a|đ|, | và |khoản |1|2|Điều |173| BLHS|Bộ luật Hình sự| này|\n|ngày |tháng |năm |2024|/|-|.|12|"
    "đồng| triệu |hai |mươi |(|)|BL |cùng |số |QĐ|VKS|bị can |Nguyễn |Văn |A|ấp |xã |tỉnh |Sóc Trăng|giờ |"
    "22|h|CCCD |094099001234|0912345678|83P2-123.45|thửa đất |tờ bản đồ |%| kg|l|O|\u0301|\u00a0"
)
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES.split("|")), max_size=30).map("".join))


@settings(max_examples=300, deadline=None)
@given(texts)
def test_no_text_makes_the_readers_raise(text: str) -> None:
    found = find_all(text)
    owners = [one.span for one in found if one.kind not in {Kind.NUMBER, Kind.PERSON, Kind.ABBREVIATION}]
    for one in found:
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert one.span.of(text) == one.raw
        assert 0 < one.confidence <= 1
        assert isinstance(one.canonical, str)
        assert pickle.loads(pickle.dumps(one)) == one
        if one.kind is Kind.NUMBER:
            assert not any(one.span.overlaps(span) for span in owners)


@settings(deadline=None)
@given(texts)
def test_canonical_citations_read_as_themselves(text: str) -> None:
    for one in find_citations(text):
        again = find_citations(one.canonical)
        assert [other.canonical for other in again] == [one.canonical]
        assert again[0].provisions == one.provisions


@settings(deadline=None)
@given(texts)
def test_rewriting_maps_every_change(text: str) -> None:
    for done in (expand_abbreviations(text), contract_abbreviations(text)):
        for span, new in done.changes:
            assert done.offsets.map(span).of(done.text) == new
        assert done.offsets.target_length == len(done.text)


@settings(deadline=None)
@given(texts.map(lambda text: unicodedata.normalize("NFC", text)))
def test_composed_and_decomposed_text_read_alike(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    if unicodedata.normalize("NFC", apart) != text:
        return
    wanted = {Kind.CITATION, Kind.DATE, Kind.MONEY, Kind.TERM}
    assert [(one.kind, one.canonical) for one in find_all(text) if one.kind in wanted] == [
        (one.kind, one.canonical) for one in find_all(apart) if one.kind in wanted
    ]
