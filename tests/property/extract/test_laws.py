"""Laws of extraction on invented, mangled and random pages."""

import random
from datetime import date, time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from casedocs.classify import Linear, TextDocument
from casedocs.extract import Extraction, FieldName, Person, fields, merge_persons
from casedocs.extract.checks import CheckOptions, Verdict, check
from casedocs.extract.checks.calendar import detention_end, statutory_end
from casedocs.extract.corrections import Corrections, WordCorrection, corrections_from_json, corrections_to_json
from casedocs.extract.exports import RowKind, make_table, read_csv, to_csv
from casedocs.extract.records import extraction_from_json, extraction_to_json
from casedocs.extract.values import (
    Amount,
    CitedDocument,
    Exhibit,
    FolioRange,
    IdentityDocument,
    Kin,
    Measure,
    Moment,
    Offence,
    Official,
    Period,
    Priors,
    Sex,
    Signer,
    Value,
)
from casedocs.geometry import Box
from casedocs.text.calendar_values import Length, PartialDate
from casedocs.text.provisions import Provision
from tests.support.extract import ORDER, field, made, recognised

PIECES = [
    *ORDER.splitlines(), "1. Trần Văn B; sinh ngày 02/3/1990; nơi cư trú: ấp P; tiền án: không; có mặt.",
    "Hồi 08 giờ 15 phút ngày 02/3/2024 tại xã A.", "số tiền 2.000.000 đồng (Hai triệu đồng)", "BL 45-47, 52",
    "Thời hạn 02 tháng, kể từ ngày 12/3/2024 đến ngày 10/5/2024", "\f", "", "KT. VIỆN TRƯỞNG", "Họ và tên:", "con ông",
    "Thu giữ gồm:", "- 01 (một) xe", "TÒA ÁN NHÂN DÂN", "Yêu cầu Tòa án giải quyết:", ";;;", "(((", "“",
]  # fmt: skip
pages = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=60)), max_size=25).map("\n".join)


@settings(max_examples=60, deadline=None)
@given(pages)
def test_spans_lie_inside_and_places_hold_their_words(text: str) -> None:
    document = TextDocument.from_text(text)
    found = fields(document)
    linear = Linear(document)
    assert found.text == linear.text
    for one in found.iter_fields():
        assert 0 <= one.span.start <= one.span.end <= len(found.text)
        assert one.raw == one.span.of(found.text)
        assert 0 <= one.confidence <= 1
        for place in one.places:
            line = list(document.pages[place.page_number - 1].lines)[place.line_index]
            assert any(word in line.text.split() for word in one.raw.split()) or any(
                piece in line.text for piece in one.raw.split()
            )


def mangled(text: str, share: float, seed: int) -> str:
    chance = random.Random(seed)
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxy0123456789.,:;()/-  \n"
    return "".join(chance.choice(letters) if chance.random() < share else letter for letter in text)


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 1), st.integers(0, 10**6))
def test_mangled_pages_never_raise(share: float, seed: int) -> None:
    document = recognised(mangled(ORDER, share, seed).replace("\n\n", "\n") or "x")
    found = fields(document)
    check(found)
    assert extraction_from_json(extraction_to_json(found)).text == found.text


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_random_pages_give_nothing_with_confidence(seed: int) -> None:
    chance = random.Random(seed)
    letters = "abcdeghiklmnopqrstuvxyzwjf0123456789ABCDEFGHIJ.,:;/-"
    words = ["".join(chance.choice(letters) for _ in range(chance.randint(1, 9))) for _ in range(150)]
    text = "\n".join(" ".join(words[at : at + 8]) for at in range(0, 150, 8))
    found = fields(recognised(text, confidence=0.5))
    assert [(one.name, one.raw) for one in found.iter_fields() if one.confidence >= 0.8] == []


days = st.builds(
    lambda day, parts: PartialDate(day.year, *((day.month, day.day)[:parts])),
    st.dates(date(1900, 1, 1), date(2090, 1, 1)),
    st.integers(0, 2),
)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
counts = st.integers(0, 10**12)
moments = st.builds(Moment, st.none() | days, st.none() | st.times().map(lambda one: time(one.hour, one.minute)))
provisions = st.builds(Provision, st.none() | texts, st.none() | texts, st.none() | texts)
lengths = st.builds(
    lambda years, months, number: Length(years=years, months=months, days=number), *[st.integers(0, 500)] * 3
)
ranges = st.tuples(st.integers(0, 999), st.integers(0, 999))
values: st.SearchStrategy[Value] = st.one_of(
    texts, counts, days, moments, st.sampled_from(Sex),
    st.builds(Period, st.none() | lengths, st.none() | days, st.none() | days),
    st.builds(Offence, st.none() | texts, st.lists(provisions, max_size=3).map(tuple)),
    st.builds(CitedDocument, st.none() | texts, st.none() | days, st.none() | texts, st.none() | texts),
    st.builds(Signer, st.none() | texts, st.none() | texts), st.builds(Official, texts, texts),
    st.builds(Amount, counts, texts, st.none() | counts), st.builds(Measure, st.decimals(0, 1000, places=3), texts),
    st.builds(Exhibit, texts, st.none() | counts, st.none() | counts),
    st.builds(lambda first: FolioRange((first,)), ranges), st.builds(IdentityDocument, texts, texts, st.none() | days),
    st.builds(Kin, texts, st.none() | st.integers(1800, 2100)), st.builds(Priors, st.none() | st.integers(0, 9), texts),
)  # fmt: skip
random_fields = st.builds(
    lambda name, value, confidence: field(name, value, confidence=confidence),
    st.sampled_from(FieldName), values, st.floats(0, 1),
)  # fmt: skip
random_people = st.builds(
    lambda name, details: Person(name=field(FieldName.NAME, name), details=tuple(details)),
    texts.filter(bool), st.lists(random_fields, max_size=5),
)  # fmt: skip
random_documents: st.SearchStrategy[list[Extraction]] = st.lists(
    st.builds(
        lambda listed, people: made(*listed, persons=tuple(people)),
        st.lists(random_fields, max_size=12), st.lists(random_people, max_size=3),
    ),
    max_size=4,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(random_documents, st.floats(0, 1))
def test_checks_never_raise_and_always_say_something(documents: list[Extraction], least: float) -> None:
    for result in check(documents, options=CheckOptions(least=least)):
        assert result.vi
        assert result.en
        assert result.verdict in Verdict
        assert all(0 <= index < len(documents) for index in result.documents)


@settings(max_examples=100, deadline=None)
@given(random_documents)
def test_records_and_tables_round_trip(documents: list[Extraction]) -> None:
    for document in documents:
        assert extraction_from_json(extraction_to_json(document)) == document
    for kind in RowKind:
        table = make_table(documents, kind, least=0.5)
        wanted = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in table.rows]
        got = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in read_csv(to_csv(table))[1:]]
        assert got == wanted
    assert sum(len(places) for _, places in merge_persons(documents)) <= sum(len(one.persons) for one in documents)


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.integers(1, 12), st.integers(0, 60))
def test_longer_terms_end_later(start: date, months: int, more: int) -> None:
    length, longer = Length(months=months), Length(months=months, days=more)
    assert detention_end(start, length) <= detention_end(start, longer)
    assert statutory_end(start, length) <= statutory_end(start, longer)
    assert start < statutory_end(start, length)
    assert (detention_end(start, length) - start).days == 30 * months - 1
    assert statutory_end(start, longer).weekday() < 5


boxes = st.builds(
    lambda left, top, width, height: Box(left, top, left + width, top + height), *[st.floats(0, 500, width=32)] * 4
)


corrected_words = st.builds(
    lambda box, old, new, index: WordCorrection(image="i", page_number=1, box=box, index=index, old=old, new=new),
    boxes,
    texts,
    texts,
    counts,
)


@given(st.lists(corrected_words, max_size=4), texts)
def test_corrections_files_round_trip(words: list[WordCorrection], source: str) -> None:
    layer = Corrections(source=source, words=tuple(words))
    assert corrections_from_json(corrections_to_json(layer)) == layer


def test_decimals_keep_their_digits() -> None:
    document = made(field(FieldName.WEIGHT, Measure(Decimal("0.4560"), "g")))
    assert extraction_from_json(extraction_to_json(document)) == document
