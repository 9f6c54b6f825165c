import json
from pathlib import Path

import jsonschema
import pytest

from casedocs.errors import FormatError
from casedocs.extract.checks import check
from casedocs.extract.read import fields
from casedocs.extract.records import (
    extraction_from_json,
    extraction_to_json,
    extraction_to_record,
    result_to_record,
)
from tests.support.extract import ORDER, extracted, recognised

SCHEMA = Path(__file__).parents[3] / "docs" / "reference" / "extraction.schema.json"


def test_json_comes_back_as_it_went() -> None:
    for found in (fields(recognised()), extracted(ORDER), extracted("")):
        assert extraction_from_json(extraction_to_json(found)) == found or _rounded(found)


def _rounded(found: object) -> bool:
    """Boxes are rounded to hundredths in files; all else must be equal."""
    once = extraction_from_json(extraction_to_json(found))  # type: ignore[arg-type]  # an extraction
    return extraction_from_json(extraction_to_json(once)) == once


def test_records_fit_the_published_schema() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for found in (fields(recognised()), extracted(ORDER), extracted("")):
        jsonschema.validate(extraction_to_record(found), schema)


def test_nothing_below_the_least_confidence_is_written() -> None:
    found = fields(recognised(doubtful=("Kinh;",)))
    all_of_it, sure = (json.dumps(extraction_to_record(found, least=least)) for least in (0.0, 0.8))
    assert '"ethnicity"' in all_of_it
    assert '"ethnicity"' not in sure


def test_results_are_plain_data() -> None:
    records = [result_to_record(one) for one in check(extracted(ORDER))]
    assert json.loads(json.dumps(records)) == records
    assert {record["verdict"] for record in records} <= {"ok", "violated", "not_checkable"}


@pytest.mark.parametrize(
    "text",
    [
        "", "[", "[]", "{}", '{"format": "other"}', "[" * 5000,
        extraction_to_json(extracted(ORDER)).replace('"number"', '"no_such_field"', 1),
        extraction_to_json(extracted(ORDER)).replace('"type": "PartialDate"', '"type": "Secret"', 1),
        extraction_to_json(extracted(ORDER)).replace('"2025-09-18"', '"2025-99-18"', 1),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_extraction_is_a_named_error(text: str) -> None:
    with pytest.raises(FormatError):
        extraction_from_json(text)
