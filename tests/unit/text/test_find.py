"""All readers over one text."""

import json
import unicodedata
from datetime import date

import pytest

from casedocs.errors import UsageError
from casedocs.text.find import FindOptions, find_all
from casedocs.text.findings import Finding, Kind, drop_overlaps
from casedocs.text.numbers import find_numbers
from casedocs.text.records import finding_to_record
from casedocs.text.terms import find_terms

TEXT = (
    "Hồi 08 giờ 30 phút, ngày 05/3/2024, tại ấp P, xã T, huyện K, tỉnh Sóc Trăng; cùng ngày bị can Nguyễn Văn A "
    "(CCCD số 094099001234, điện thoại 0912345678) đi xe 83P2-123.45 nộp 2.000.000 đồng (Hai triệu đồng) và 8 kg gạo, "
    "tạm giữ 03 ngày theo Quyết định số 12/QĐ-CSĐT, điểm b khoản 1 Điều 51 BLHS (BL 45-47), thửa đất số 7."
)


def test_every_family_finds_its_own() -> None:
    found = find_all(TEXT)
    assert {one.kind for one in found} == set(Kind)
    for one in found:
        assert one.span.of(TEXT) == one.raw
    assert list(found) == sorted(found, key=lambda one: (one.span.start, -one.span.end, one.kind))
    assert [one.canonical for one in found if one.kind is Kind.NUMBER] == ["8 kg"]


def test_kinds_and_reference() -> None:
    only = find_all("cùng ngày 3 người", options=FindOptions(kinds=frozenset({Kind.DATE}), reference=date(2024, 1, 2)))
    assert [(one.kind, one.canonical) for one in only] == [(Kind.DATE, "2024-01-02")]
    with pytest.raises(UsageError):
        FindOptions(kinds=frozenset())
    with pytest.raises(UsageError):
        FindOptions(kinds=frozenset({"date"}))  # type: ignore[arg-type]  # what a careless caller does
    with pytest.raises(UsageError):
        find_all(b"bytes")  # type: ignore[arg-type]  # what a careless caller does


def test_decomposed_text_is_read_alike_and_spans_lead_to_it() -> None:
    apart = unicodedata.normalize("NFD", TEXT)
    composed, decomposed = find_all(TEXT), find_all(apart)
    assert [(one.kind, one.canonical) for one in composed] == [(one.kind, one.canonical) for one in decomposed]
    for one, other in zip(composed, decomposed, strict=True):
        assert unicodedata.normalize("NFC", other.span.of(apart)) == one.raw
        assert other.raw == other.span.of(apart)


def test_records_are_json() -> None:
    records = [json.loads(json.dumps(finding_to_record(one))) for one in find_all(TEXT)]
    by_kind = {record["kind"]: record for record in reversed(records)}
    assert by_kind["money"]["amount"] == 2_000_000
    assert by_kind["citation"]["provisions"] == [{"article": "51", "clause": "1", "point": "b"}]
    assert by_kind["identifier"]["sex"] == "male"
    assert by_kind["folio"]["ranges"] == [[45, 47]]
    assert by_kind["time"]["value"] == "08:30:00"


def test_windows_line_ends() -> None:
    text = "khoản 1 Điều 5\r\nNghị định số 1/2024/NĐ-CP ngày\r\n05 tháng 3 năm 2024"
    found = find_all(text, options=FindOptions(kinds=frozenset({Kind.CITATION, Kind.DATE})))
    assert [one.canonical for one in found] == ["khoản 1 Điều 5 Nghị định số 1/2024/NĐ-CP", "2024-03-05"]


def test_drop_overlaps() -> None:
    text = "05 ngày và 3 người"
    numbers: list[Finding] = list(find_numbers(text))
    kept = drop_overlaps(numbers, find_terms(text))
    assert [one.raw for one in kept] == ["3"]
